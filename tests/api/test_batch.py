import base64
import json
import weakref
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from backend.api import batch
from backend.api.batch import MOST_ERRORS, MOST_PICTURES
from backend.api.batch_schemas import MOST_ITEMS, BatchAnswers, BatchItem, plain_frame
from backend.api.schemas import MOST_STROKES
from backend.recognition.images import decode
from backend.recognition.ink import ImageInk
from backend.settings import Settings
from tests.api.fakes import BrokenClassifier, FakeClassifier, ThreadCounter, service
from tests.api.pictures import blank_picture, picture, two_pale_strokes
from tests.api.scraped import samples
from tests.api.test_predict import BODIES, JSON, VALUES

LINE = {"x": [10, 20, 30], "y": [10, 50, 90]}
SEVEN = {
    "digit": 7,
    "probability": 0.5,
    "decision": "accept",
    "reasons": [],
    "candidates": [
        {"digit": 7, "probability": 0.5},
        {"digit": 1, "probability": 0.25},
        {"digit": 9, "probability": 0.1875},
    ],
    "model_version": "9.9.9+test",
}


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


STROKES: dict[str, object] = {"strokes": [LINE]}
IMAGE: dict[str, object] = {"image": text(picture())}
FRAME: dict[str, object] = {"frame": text(bytes(392) + b"\xff" * 392)}


def answers(client: TestClient, *items: object, **others: object) -> list[Any]:
    answer = client.post("/v1/predict/batch", content=json.dumps({"items": items, **others}), headers=JSON)
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["answers"]
    assert BatchAnswers.model_validate(answer.json())
    assert len(found) == len(items)
    return found


def problem(client: TestClient, item: object) -> dict[str, Any]:
    """The one of an item between two that are all right, which stay so."""
    before, wrong, after = answers(client, STROKES, item, FRAME)
    assert before == after == {"prediction": SEVEN}
    assert list(wrong) == ["problem"]
    found: dict[str, Any] = wrong["problem"]
    return found


def test_the_answer_is_the_contract_word_for_word(client: TestClient) -> None:
    answer = client.post("/v1/predict/batch", json={"items": [STROKES, {"strokes": []}]})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    blank = {
        "type": "urn:inkdigit:problem:blank-ink",
        "title": "There is no ink",
        "status": 422,
        "detail": "The drawing has no point.",
    }
    assert answer.json() == {"answers": [{"prediction": SEVEN}, {"problem": blank}]}


def test_a_whole_number_may_be_written_with_a_point(client: TestClient) -> None:
    (answer,) = answers(client, STROKES, top_k=2.0)
    assert len(answer["prediction"]["candidates"]) == 2


@pytest.mark.parametrize("item", [STROKES, IMAGE, FRAME], ids=["strokes", "image", "frame"])
def test_each_kind_of_item_is_read(client: TestClient, item: object) -> None:
    assert answers(client, item) == [{"prediction": SEVEN}]


def test_each_item_is_answered_as_it_would_be_alone(client: TestClient) -> None:
    strokes, image = answers(client, STROKES, {"image": text(two_pale_strokes())})
    assert strokes["prediction"] == client.post("/v1/predict", json=STROKES).json()
    alone = client.post("/v1/predict/image", files={"image": ("digit.png", two_pale_strokes())}).json()
    assert image["prediction"] == alone
    assert alone["reasons"] == ["several_digits", "faint_ink"]


def test_answers_are_in_the_order_of_the_items_over_several_chunks(client: TestClient) -> None:
    blank = [bool(number % 3) for number in range(3 * MOST_PICTURES + 5)]
    items: list[object] = [{"strokes": []} if is_blank else IMAGE for is_blank in blank]
    assert ["problem" in answer for answer in answers(client, *items)] == blank


@pytest.mark.parametrize(
    ("items", "chunks"),
    [
        ([STROKES, FRAME] * (MOST_ITEMS // 2), 1),
        ([IMAGE] * MOST_PICTURES + [FRAME], 2),
        ([FRAME, IMAGE] * MOST_PICTURES, 1),
    ],
    ids=["no pictures", "pictures", "as many pictures as fit"],
)
def test_the_network_sees_a_chunk_at_once_and_off_the_event_loop(items: list[object], chunks: int) -> None:
    classifier = ThreadCounter()
    with service(classifier=classifier) as client:
        client.post("/v1/predict", json=STROKES)
        answers(client, *items)
    event_loop, *others = classifier.threads
    assert len(others) == chunks
    assert event_loop not in others


def test_no_more_pictures_are_in_memory_than_are_read_at_once(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not weighed: what else the process does in the meantime takes memory, too."""
    alive, most = 0, 0

    def decoded(data: bytes, *, max_pixels: int) -> ImageInk:
        nonlocal alive, most
        ink = decode(data, max_pixels=max_pixels)
        alive += 1
        most = max(most, alive)
        weakref.finalize(ink.grey, gone)
        return ink

    def gone() -> None:
        nonlocal alive
        alive -= 1

    monkeypatch.setattr(batch, "decode", decoded)
    answers(client, *[{"image": text(picture(64))}] * 3 * MOST_PICTURES)
    assert (most, alive) == (MOST_PICTURES, 0)


def counted(*items: object, classifier: FakeClassifier | None = None, **others: object) -> dict[str, float]:
    """How much each metric grows by a batch; those that do not are left out."""
    with service(classifier=classifier) as client:
        before = samples(client.get("/metrics").text)
        answers(client, *items, **others)
        after = samples(client.get("/metrics").text)
    return {name: grown for name, value in after.items() if (grown := value - before.get(name, 0))}


def test_what_is_read_is_counted_and_what_has_a_problem_is_not() -> None:
    items = [STROKES, IMAGE, FRAME, {"strokes": []}, {"frame": text(bytes(784))}, {"image": ""}, {}]
    grown = counted(*items, top_k=1)
    assert grown["inkdigit_digits_total,digit=7"] == 3
    assert grown["inkdigit_decisions_total,decision=accept,kind=digit"] == 3
    assert grown["inkdigit_probability_count,kind=digit"] == 3
    assert grown["inkdigit_probability_sum,kind=digit"] == 1.5
    assert grown["inkdigit_probability_bucket,kind=digit,le=0.5"] == 3
    assert "inkdigit_probability_bucket,kind=digit,le=0.4" not in grown
    assert (grown["inkdigit_batch_size_count"], grown["inkdigit_batch_size_sum"]) == (1, 5)
    assert not any("digit=1" in name or "decision=review" in name or "kind=number" in name for name in grown)


def test_answers_for_review_are_counted_as_such() -> None:
    grown = counted(STROKES, FRAME, classifier=FakeClassifier(outliers=(1.0, 0.0)))
    assert grown["inkdigit_decisions_total,decision=review,kind=digit"] == 2
    assert "inkdigit_decisions_total,decision=accept,kind=digit" not in grown


def test_each_chunk_has_its_size_and_the_whole_its_stages() -> None:
    grown = counted(*[IMAGE] * (2 * MOST_PICTURES), FRAME)
    assert grown["inkdigit_batch_size_count"] == 3
    assert grown["inkdigit_batch_size_sum"] == 2 * MOST_PICTURES + 1
    assert grown["inkdigit_batch_size_bucket,le=1.0"] == 1
    stages = {name for name in grown if name.startswith("inkdigit_stage_seconds_count")}
    assert stages == {
        f"inkdigit_stage_seconds_count,route=/v1/predict/batch,stage={stage}" for stage in ("parse", "read", "answer")
    }
    assert [grown[name] for name in stages] == [1, 1, 1]
    sums = [grown[name.replace("count", "sum")] for name in stages]
    assert all(0 < seconds < 60 for seconds in sums)


@pytest.mark.parametrize("items", [[], [{}], [IMAGE] * MOST_PICTURES], ids=["none", "a problem", "a full chunk"])
def test_where_nothing_is_read_together_no_size_is_counted(items: list[object]) -> None:
    grown = counted(*items)
    assert grown.get("inkdigit_batch_size_count", 0) == (items[:1] == [IMAGE])


def test_a_batch_that_fails_counts_no_answer() -> None:
    with service(classifier=BrokenClassifier()) as client:
        client.post("/v1/predict/batch", json={"items": [STROKES]})
        found = samples(client.get("/metrics").text)
    assert found["inkdigit_requests_total,route=/v1/predict/batch,status=500"] == 1
    assert found["inkdigit_probability_count,kind=digit"] == found["inkdigit_batch_size_count"] == 0


@pytest.mark.parametrize(
    "item",
    [
        {"frame": text(bytes(783))},
        {"frame": text(bytes(784))[:-1]},
        {"frame": text(bytes(784)) + "="},
        {"frame": "\ud800"},
        {"frame": text(bytes(784)).encode()},
        {"frame": base64.encodebytes(bytes(784)).decode()},
        {"image": text(bytes(784))},
        FRAME | {"strokes": []},
        [FRAME],
        {},
        None,
    ],
    ids=str,
)
def test_what_is_not_plainly_a_frame_is_left_to_the_schema(item: object) -> None:
    assert plain_frame(item) is None


@given(st.binary(min_size=784, max_size=784))
def test_a_plain_frame_is_what_the_schema_makes_of_it(pixels: bytes) -> None:
    item = {"frame": text(pixels)}
    assert plain_frame(item) == BatchItem.model_validate(item).frame == pixels


def test_an_empty_batch_has_no_answers(client: TestClient) -> None:
    assert answers(client) == []


@pytest.mark.parametrize("top_k", [1, 2, 10])
def test_top_k_holds_for_all(client: TestClient, top_k: int) -> None:
    for answer in answers(client, STROKES, IMAGE, FRAME, top_k=top_k):
        assert len(answer["prediction"]["candidates"]) == top_k


def test_a_frame_reaches_the_network_as_it_is() -> None:
    pixels = bytes(range(256)) * 3 + bytes(16)
    seen: list[bytes] = []

    class Watcher(FakeClassifier):
        def classify(self, frames: Any) -> Any:  # noqa: ANN401
            seen.append(frames.tobytes())
            return super().classify(frames)

    with service(classifier=Watcher()) as client:
        answers(client, {"frame": text(pixels)})
    assert seen == [pixels]


@pytest.mark.parametrize(
    ("item", "status", "slug"),
    [
        ({"strokes": [{"x": [], "y": []}]}, 422, "blank-ink"),
        ({"frame": text(bytes(784))}, 422, "blank-ink"),
        ({"image": text(blank_picture())}, 422, "blank-ink"),
        ({"image": ""}, 422, "unreadable-image"),
        ({"image": text(picture()[:-30])}, 422, "unreadable-image"),
        ({"image": text(b"%PDF-1.4")}, 415, "unsupported-image"),
        ({"strokes": [{"x": [1e300], "y": [1]}]}, 422, "invalid-strokes"),
        ({"strokes": [0] * (MOST_STROKES + 1)}, 413, "too-many-points"),
    ],
)
def test_ink_that_cannot_be_read_has_its_own_problem(client: TestClient, item: object, status: int, slug: str) -> None:
    found = problem(client, item)
    assert found["status"] == status
    assert found["type"].endswith(slug)


@pytest.mark.parametrize(
    ("item", "pointers"),
    [
        (None, [""]),
        (7, [""]),
        ("strokes", [""]),
        ([], [""]),
        ({}, [""]),
        (STROKES | FRAME, [""]),
        ({"strokes": None}, ["/strokes"]),
        ({"strokes": [1, 2]}, ["/strokes/0"]),
        ({"strokes": [{"x": [1]}]}, ["/strokes/0/y"]),
        ({"strokes": [LINE, {"x": ["1"], "y": [True]}]}, ["/strokes/1/x/0", "/strokes/1/y/0"]),
        ({"strokes": [{"x": [1], "y": [2, 3]}]}, ["/strokes/0"]),
        (STROKES | {"top_k": 3}, ["/top_k"]),
        ({"image": None}, ["/image"]),
        ({"image": 5}, ["/image"]),
        ({"image": "äöü"}, ["/image"]),
        ({"image": "AAA"}, ["/image"]),
        ({"image": "AA=A"}, ["/image"]),
        ({"image": "AA-_"}, ["/image"]),
        ({"image": "\ud800"}, ["/image"]),
        ({"frame": text(bytes(783))}, ["/frame"]),
        ({"frame": ""}, ["/frame"]),
        ({"frame": text(bytes(786)) + "="}, ["/frame"]),
        ({"frame": [0] * 784}, ["/frame"]),
        ({"photo": "AAAA"}, ["/photo"]),
    ],
)
def test_an_item_wrong_in_form_has_its_own_problem(client: TestClient, item: object, pointers: list[str]) -> None:
    found = problem(client, item)
    assert (found["status"], found["type"]) == (422, "urn:inkdigit:problem:invalid-request")
    assert [error["pointer"] for error in found["errors"]] == [f"/items/1{pointer}" for pointer in pointers]
    assert all(error["part"] == "body" and error["detail"] for error in found["errors"])
    assert found["detail"].startswith("/items/1")


@pytest.mark.parametrize("item", [{"\ud800": 1}, {"strokes": [{"\ud800": 1}]}, {"strokes": "\ud800"}, "\ud800"])
def test_text_that_utf8_cannot_carry_is_refused(client: TestClient, item: object) -> None:
    assert problem(client, item)["status"] == 422


def test_what_is_wrong_with_a_frame_is_told(client: TestClient) -> None:
    assert "784 bytes, not 3" in problem(client, {"frame": "AAAA"})["detail"]


def test_line_breaks_in_base64_are_no_mistake(client: TestClient) -> None:
    wrapped = base64.encodebytes(picture()).decode().replace("\n", "\r\n")
    assert answers(client, {"image": wrapped}) == [{"prediction": SEVEN}]


@pytest.mark.parametrize("number", ["1e999", "1" + "0" * 400])
def test_a_number_beyond_floats_spoils_its_item_alone(client: TestClient, number: str) -> None:
    content = f'{{"items": [{{"strokes": [{{"x": [{number}], "y": [1]}}]}}, {json.dumps(STROKES)}]}}'
    wrong, right = client.post("/v1/predict/batch", content=content, headers=JSON).json()["answers"]
    assert wrong["problem"]["errors"][0]["pointer"] == "/items/0/strokes/0/x/0"
    assert right == {"prediction": SEVEN}


def test_an_item_wrong_in_many_places_gets_a_short_problem(client: TestClient) -> None:
    found = problem(client, {f"{number}" * 100: 0 for number in range(1000)})
    assert len(found["errors"]) == MOST_ERRORS
    assert "(and 999 more)" in found["detail"]


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/items"]),
        ([], [""]),
        ({"items": None}, ["/items"]),
        ({"items": {}}, ["/items"]),
        ({"items": "strokes"}, ["/items"]),
        ({"items": [STROKES] * (MOST_ITEMS + 1)}, ["/items"]),
        ({"items": [STROKES], "top_k": 0}, ["/top_k"]),
        ({"items": [STROKES], "top_k": 11}, ["/top_k"]),
        ({"items": [STROKES], "top_k": True}, ["/top_k"]),
        ({"items": [STROKES], "top_k": None}, ["/top_k"]),
        ({"items": [STROKES], "include_frame": True}, ["/include_frame"]),
    ],
)
def test_what_is_wrong_with_the_whole_is_told_of_the_whole(
    client: TestClient, body: object, pointers: list[str]
) -> None:
    answer = client.post("/v1/predict/batch", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "required"),
        (b"nonsense", "line 1 column 1"),
        (b'{"items": [], "items": []}', "twice"),
        (b'{"items": [{"strokes": [{"x": [NaN], "y": [1]}]}]}', "NaN is no number"),
        (b"[" * 200_000, "too deeply"),
    ],
)
def test_what_is_not_json_is_told_where(client: TestClient, body: bytes, says: str) -> None:
    answer = client.post("/v1/predict/batch", content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == ""
    assert says in answer.json()["detail"]


def test_as_many_as_are_allowed_are_read(client: TestClient) -> None:
    assert len(answers(client, *[FRAME] * MOST_ITEMS)) == MOST_ITEMS


def test_another_content_type_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/predict/batch", content=b'{"items": []}', headers={"content-type": "text/plain"})
    assert answer.status_code == 415


def test_a_batch_has_a_limit_of_its_own() -> None:
    body = json.dumps({"items": [FRAME] * 3}).encode()
    with service(Settings(frontend_dir=None, max_json_bytes=10, max_batch_bytes=len(body))) as client:
        exactly = client.post("/v1/predict/batch", content=body, headers=JSON)
        too_large = client.post("/v1/predict/batch", content=body + b" ", headers=JSON)
    assert exactly.status_code == 200
    assert too_large.status_code == 413
    assert too_large.headers["content-type"] == "application/problem+json"


def test_each_item_has_the_limits_that_it_has_alone() -> None:
    data = picture(64)
    limits = Settings(frontend_dir=None, max_points=3, max_image_bytes=len(data), max_image_pixels=64 * 64)
    with service(limits) as client:
        found = answers(
            client,
            STROKES,
            {"strokes": [LINE, LINE]},
            {"image": text(data)},
            {"image": text(data + b"\0")},
            {"image": text(picture(65, "GIF"))},
        )
    slugs = [answer["problem"]["type"].rpartition(":")[2] if "problem" in answer else "" for answer in found]
    assert slugs == ["", "too-many-points", "", "content-too-large", "image-too-large"]
    assert [answer["problem"]["status"] for answer in found if "problem" in answer] == [413] * 3


def test_what_nobody_expected_is_a_problem_of_the_whole(caplog: pytest.LogCaptureFixture) -> None:
    with service(classifier=BrokenClassifier()) as client:
        answer = client.post("/v1/predict/batch", json={"items": [STROKES]})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "a secret of the house" in caplog.text


ITEMS = st.lists(
    BODIES
    | st.fixed_dictionaries({"image": VALUES | st.binary(max_size=60).map(text)})
    | st.fixed_dictionaries({"frame": VALUES | st.binary(min_size=784, max_size=784).map(text)}),
    max_size=5,
)


@given(items=ITEMS | VALUES, top_k=st.integers(-1, 12) | VALUES)
@examples(max_examples=150, deadline=None)
def test_no_body_breaks_the_service(client: TestClient, items: object, top_k: object) -> None:
    body = json.dumps({"items": items, "top_k": top_k})
    answer = client.post("/v1/predict/batch", content=body, headers=JSON)
    assert answer.status_code in {200, 422}
    if answer.status_code == 200:
        BatchAnswers.model_validate(answer.json())
        assert "null" not in answer.text
