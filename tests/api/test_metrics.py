import asyncio
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client import generate_latest

from backend.api.metrics import Metrics
from backend.recognition.decision import Decision
from backend.settings import ROOT
from tests.api.fakes import FakeClassifier, service
from tests.api.pictures import picture
from tests.api.scraped import samples

LINE = {"strokes": [{"x": [1, 2], "y": [1, 2]}]}


def upload(client: TestClient, path: str) -> int:
    return client.post(path, files={"image": ("seven.png", picture(), "image/png")}).status_code


def test_prometheus_can_read_it(client: TestClient) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert samples(answer.text)["inkdigit_requests_in_flight"] == 1
    assert not any("_created" in name for name in samples(answer.text))


def test_each_app_counts_for_itself() -> None:
    first, second = Metrics(), Metrics()
    first.observe_answer(7, 0.5, "accept")
    assert samples(first.exposition())["inkdigit_digits_total,digit=7"] == 1
    assert samples(second.exposition())["inkdigit_digits_total,digit=7"] == 0


def test_what_is_read_is_counted() -> None:
    metrics = Metrics()
    metrics.observe_answer(7, 0.97, "accept")
    metrics.observe_answer(1, 0.31, "review")
    metrics.observe_number([1, 0, 1], 0.85, "review")
    metrics.observe_number([], 0.0, "review")
    found = samples(metrics.exposition())
    assert [found[f"inkdigit_digits_total,digit={digit}"] for digit in range(10)] == [1, 3, 0, 0, 0, 0, 0, 1, 0, 0]
    assert found["inkdigit_decisions_total,decision=accept,kind=digit"] == 1
    assert found["inkdigit_decisions_total,decision=review,kind=digit"] == 1
    assert found["inkdigit_decisions_total,decision=review,kind=number"] == 2
    assert found["inkdigit_probability_count,kind=digit"] == 2
    assert found["inkdigit_probability_bucket,kind=digit,le=0.4"] == 1
    assert found["inkdigit_probability_bucket,kind=number,le=0.2"] == 1


def test_many_answers_are_counted_as_each_by_itself_would_be() -> None:
    digits = [7, 1, 7, 0, 7]
    probabilities = [0.96875, 0.125, 1.0, 0.75, 0.5]  # on bounds and between them; their sum is exact in any order
    decisions: list[Decision] = ["accept", "review", "accept", "review", "accept"]
    each, together = Metrics(), Metrics()
    for answer in zip(digits, probabilities, decisions, strict=True):
        each.observe_answer(*answer)
    together.observe_answers(digits, probabilities, decisions)
    together.observe_answers([], [], [])
    assert together.exposition() == each.exposition()


def test_what_one_turn_of_the_event_loop_brings_is_added_up() -> None:
    metrics = Metrics()

    async def five_in_a_turn() -> list[float]:
        in_flight = []
        for _ in range(5):
            metrics.observe_arrival()
        in_flight.append(samples(metrics.exposition())["inkdigit_requests_in_flight"])
        for _ in range(5):
            metrics.observe_answer(7, 0.97, "accept")
            metrics.observe_request("/v1/predict", 200, 0.5)
        await asyncio.sleep(0)
        in_flight.append(samples(generate_latest(metrics.registry))["inkdigit_requests_in_flight"])
        return in_flight

    assert asyncio.run(five_in_a_turn()) == [5, 0]
    found = samples(metrics.exposition())
    for name in (
        "inkdigit_requests_total,route=/v1/predict,status=200",
        "inkdigit_request_seconds_count,route=/v1/predict",
        "inkdigit_digits_total,digit=7",
        "inkdigit_decisions_total,decision=accept,kind=digit",
        "inkdigit_probability_count,kind=digit",
    ):
        assert found[name] == 5, name
    assert found["inkdigit_request_seconds_sum,route=/v1/predict"] == 2.5


def test_batches_are_measured() -> None:
    metrics = Metrics()
    metrics.observe_batch(5, raster_s=0.0003, model_s=0.004)
    found = samples(metrics.exposition())
    assert (found["inkdigit_batch_size_sum"], found["inkdigit_batch_size_bucket,le=8.0"]) == (5, 1)
    assert found["inkdigit_stage_seconds_sum,route=/v1/predict,stage=raster"] == 0.0003
    assert found["inkdigit_stage_seconds_sum,route=/v1/predict,stage=model"] == 0.004


def test_the_models_that_answer_are_told() -> None:
    with service() as client:
        found = samples(client.get("/metrics").text)
        assert found["inkdigit_model_info,model=digits,version=9.9.9+test"] == 1
        assert found["inkdigit_model_info,model=numbers,version=8.8.8+test"] == 1
    metrics = Metrics()
    metrics.observe_models(digits="1", numbers="1")
    metrics.observe_models(digits="2")
    metrics.observe_models(digits="2")
    found = samples(metrics.exposition())
    assert [found[f"inkdigit_model_info,model=digits,version={version}"] for version in (1, 2)] == [0, 1]
    assert found["inkdigit_model_info,model=numbers,version=1"] == 1


def test_pictures_and_numbers_are_measured_stage_by_stage() -> None:
    with service() as client:
        assert upload(client, "/v1/predict/image") == upload(client, "/v1/read/image") == 200
        assert client.post("/v1/read", json=LINE).status_code == 200
        assert client.post("/v1/explain", json=LINE).status_code == 200
        found = samples(client.get("/metrics").text)
    for route, stages in {
        "/v1/explain": ("parse", "read", "answer"),
        "/v1/predict/image": ("parse", "read", "answer"),
        "/v1/read/image": ("parse", "read", "answer"),
        "/v1/read": ("read", "answer"),
    }.items():
        assert [found[f"inkdigit_stage_seconds_count,route={route},stage={stage}"] for stage in stages] == [1] * len(
            stages
        )
    assert found["inkdigit_digits_total,digit=7"] == 5, (
        "one of a picture, two lines of each read as numbers, none of what is explained"
    )
    assert found["inkdigit_decisions_total,decision=accept,kind=number"] == 2
    assert found["inkdigit_decisions_total,decision=review,kind=number"] == 2


def test_a_picture_for_review_is_counted_as_such() -> None:
    with service(classifier=FakeClassifier(outliers=(1.0, 0.0))) as client:
        upload(client, "/v1/predict/image")
        found = samples(client.get("/metrics").text)
    assert found["inkdigit_decisions_total,decision=review,kind=digit"] == 1


def test_a_damaged_picture_is_rejected_and_read_by_nobody() -> None:
    with service() as client:
        answer = client.post("/v1/predict/image", files={"image": ("x.png", b"nonsense", "image/png")})
        found = samples(client.get("/metrics").text)
    assert answer.status_code == 415
    assert found["inkdigit_rejected_total,reason=unsupported-image"] == 1
    assert found["inkdigit_decisions_total,decision=accept,kind=digit"] == 0


@pytest.mark.parametrize("accept", ["", "application/openmetrics-text;version=1.0.0", "nonsense;;;q=x,", "*/*"])
def test_whatever_is_accepted_it_is_the_same_text(client: TestClient, accept: str) -> None:
    answer = client.get("/metrics", headers={"accept": accept})
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


WORKER = """
from backend.api.metrics import Metrics
metrics = Metrics()
metrics.observe_arrival()
metrics.observe_arrival()
metrics.observe_models(digits="1")
metrics.observe_models(digits="2")
metrics.observe_answer(7, 0.9, "accept")
metrics.observe_answers([7, 1], [0.9, 0.3], ["accept", "review"])
metrics.observe_request("/v1/predict", 200, 0.001)
print(metrics.exposition().decode())
"""


def test_each_worker_answers_for_all(tmp_path: Path) -> None:
    """In processes of their own, as the library decides when it is imported whether it shares."""
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    command = [sys.executable, "-c", WORKER]
    run = partial(subprocess.run, command, cwd=ROOT, env=environment, capture_output=True, check=True)
    told = [run().stdout for _ in range(3)]
    for workers, exposition in enumerate(told, start=1):
        found = samples(exposition)
        assert found["inkdigit_digits_total,digit=7"] == 2 * workers
        assert found["inkdigit_probability_bucket,kind=digit,le=0.9"] == 3 * workers
        assert found["inkdigit_requests_total,route=/v1/predict,status=200"] == workers
        assert found["inkdigit_request_seconds_count,route=/v1/predict"] == workers
        assert found["inkdigit_requests_in_flight"] == workers
        assert [found[f"inkdigit_model_info,model=digits,version={version}"] for version in (1, 2)] == [0, 1]
