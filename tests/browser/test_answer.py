"""What the page says beside the answer: why, how it changed, and what a person says it was."""

import json
import re
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, Route, expect

from backend.commands.stroke_line import parse_line
from model_training.datasets import read_pen_digits

from .audit import violations
from .conftest import PHONE, Device, OpenTablet
from .handwriting import FOUR, ONE, SEVEN, THREE
from .server import Server
from .tablet import ANSWER_LIMIT, PIXELS, Tablet


def explanation(digit: int, against: list[int]) -> dict[str, Any]:
    """A bar of ink, of which the upper end speaks for the digit and the lower one against it."""
    frame = [[255 if 4 <= y < 24 and 11 <= x < 17 else 0 for x in range(28)] for y in range(28)]
    saliency = [
        [0.0 if not frame[y][x] else 2.0 if y < 10 else -1.5 if y >= 19 else 0.0 for x in range(28)] for y in range(28)
    ]
    return {"digit": digit, "against": against, "log_odds": 3.0, "saliency": saliency, "frame": frame}


def explain(page: Page, asked: list[Any]) -> None:
    """In place of the service's explanations."""

    def answer(route: Route) -> None:
        question: Any = route.request.post_data_json
        asked.append(question)
        route.fulfill(json=explanation(7, question["against"] or [1, 4]))

    page.route("**/v1/explain", answer)


def colours(tablet: Tablet) -> set[str]:
    """What the picture of the reasons is made of, roughly."""
    red, blue = (
        tablet.page.locator("#why").evaluate(f"(canvas) => [...({PIXELS})(canvas, {channel})]") for channel in (0, 2)
    )
    kinds = {(r > b + 40) - (b > r + 40) for r, b in zip(red, blue, strict=True)}
    return {{-1: "blue", 0: "grey", 1: "orange"}[kind] for kind in kinds}


def kept(page: Page) -> list[dict[str, Any]]:
    text: str = page.evaluate("() => localStorage.getItem('inkdigit.corrections') ?? ''")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_why_by_the_real_service(
    open_tablet: OpenTablet, server: Server, device: Device, scheme: Literal["light", "dark"], screenshots: Path
) -> None:
    with open_tablet(server.url, device, scheme) as tablet:
        for stroke in FOUR:
            tablet.draw(stroke)
        tablet.expect_digit(4)
        words = tablet.page.locator("#why-words")
        expect(words).to_have_text(re.compile("^(For 4 and against|No single part speaks for 4)"), timeout=ANSWER_LIMIT)
        expect(tablet.page.locator("#why")).to_have_attribute("aria-label", re.compile("over what the model saw. "))
        expect(tablet.page.get_by_text("speaks for 4")).to_be_visible()
        assert "grey" in colours(tablet)
        expect(tablet.page.locator("#candidates > li")).to_have_count(10)
        tablet.button("4: that was a four").click()
        tablet.page.screenshot(path=screenshots / f"{device.name}-{scheme}-why.png", full_page=True)
        found = violations(tablet.page)
        tablet.button("Delete all").click()
        found += violations(tablet.page)
        tablet.button("Keep them").click()
        assert found == []
        wide: int = tablet.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= device.size["width"]


def test_an_image_is_explained_by_the_real_service(desk: Tablet) -> None:
    desk.page.locator("#file").set_input_files(Path(__file__).parents[1] / "contract" / "five.jpg")
    desk.expect_digit(5)
    expect(desk.page.locator("#why-words")).to_contain_text("5", timeout=ANSWER_LIMIT)
    expect(desk.page.locator("#correct")).to_be_hidden()
    expect(desk.page.locator("#trail")).to_be_hidden()


def test_what_speaks_for_a_digit_is_shown_in_two_colours_and_in_words(desk: Tablet) -> None:
    asked: list[Any] = []
    explain(desk.page, asked)
    desk.draw(SEVEN)
    expect(desk.page.locator("#why-words")).to_have_text(
        "For 7 and against other digits: mostly the ink at the top. Against it: mostly the ink at the bottom.",
        timeout=ANSWER_LIMIT,
    )
    assert colours(desk) == {"blue", "grey", "orange"}
    expect(desk.page.locator("#why-legend")).to_have_text("speaks for 7 speaks for other digits")
    assert asked[-1] == {"strokes": desk.asked[-1]["strokes"], "against": []}


def test_nobody_asks_why_while_the_pen_moves(desk: Tablet) -> None:
    asked: list[Any] = []
    explain(desk.page, asked)
    desk.hand.begin(desk.places(SEVEN))
    expect(desk.page.locator("#digit")).not_to_be_empty(timeout=ANSWER_LIMIT)
    desk.page.wait_for_timeout(700)
    assert asked == []
    desk.hand.lift()
    expect(desk.page.locator("#why-words")).to_contain_text("For 7", timeout=ANSWER_LIMIT)
    assert len(asked) == 1
    desk.button("Clear").click()
    expect(desk.page.locator("#why-words")).to_be_empty()
    assert colours(desk) == {"grey"}


def test_a_close_second_is_compared_with_alone(desk: Tablet) -> None:
    asked: list[Any] = []
    explain(desk.page, asked)
    candidates = [{"digit": 7, "probability": 0.9}, {"digit": 1, "probability": 0.1}]
    candidates += [{"digit": digit, "probability": 0.0} for digit in (0, 2, 3, 4, 5, 6, 8, 9)]
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    answer = {"digit": 7, "probability": 0.9, "decision": "review", "reasons": ["low_confidence"]}
    answer |= {"candidates": candidates, "model_version": "fake", "frame": png}
    desk.page.route("**/v1/predict", lambda route: route.fulfill(json=answer))
    desk.draw(SEVEN)
    expect(desk.page.locator("#decision")).to_have_text("Please check: not sure which digit.", timeout=ANSWER_LIMIT)
    expect(desk.page.locator("#why-words")).to_contain_text("For 7 and against 1: ", timeout=ANSWER_LIMIT)
    assert asked[-1]["against"] == [1]


def test_a_person_says_what_a_digit_is_compared_with(desk: Tablet) -> None:
    asked: list[Any] = []
    explain(desk.page, asked)
    desk.draw(SEVEN)
    words = desk.page.locator("#why-words")
    expect(words).to_contain_text("For 7 and against other digits: ", timeout=ANSWER_LIMIT)
    all_others, rival = desk.page.get_by_role("radiogroup", name="Compare the digit").get_by_role("radio").all()
    expect(all_others).to_be_checked()
    expect(rival).to_have_text(re.compile(r"^against \d$"))
    runner_up = int((rival.text_content() or "")[-1])
    all_others.press("ArrowRight")
    expect(rival).to_be_focused()
    expect(rival).to_be_checked()
    expect(words).to_contain_text(f"For 7 and against {runner_up}: ", timeout=ANSWER_LIMIT)
    assert [question["against"] for question in asked] == [[], [runner_up]]
    assert violations(desk.page) == []
    desk.draw(THREE)  # what was chosen holds for the next one
    expect(words).to_be_empty()
    expect(words).to_contain_text("For 7 and against ", timeout=ANSWER_LIMIT)
    assert len(asked[-1]["against"]) == 1
    all_others.click()
    expect(words).to_contain_text("against other digits", timeout=ANSWER_LIMIT)
    desk.button("Clear").click()
    expect(rival).to_be_hidden()


def test_the_answer_stands_without_reasons_and_they_are_asked_for_again(desk: Tablet) -> None:
    desk.page.route("**/v1/explain", lambda route: route.fulfill(status=503))
    desk.draw(SEVEN)
    desk.expect_digit(7)
    expect(desk.page.locator("#why-words")).to_have_text(
        "What speaks for it could not be found out just now.", timeout=ANSWER_LIMIT
    )
    explain(desk.page, [])
    expect(desk.page.locator("#why-words")).to_contain_text("For 7", timeout=ANSWER_LIMIT)
    assert all("503" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()


def test_how_the_answer_changed_is_a_list(desk: Tablet) -> None:
    explain(desk.page, [])
    desk.draw(ONE)
    desk.expect_digit(1)
    turns = desk.page.get_by_role("list", name="While you drew")
    for stroke in FOUR:
        desk.draw(stroke)
    desk.button("Undo").click()
    desk.button("Undo").click()
    desk.expect_digit(1)
    desk.button("Clear").click()
    expect(turns).to_be_hidden()
    desk.draw(FOUR[0])
    desk.expect_state("answer")
    desk.draw(FOUR[1])
    desk.expect_digit(4)
    last = desk.page.locator("#trail-list > li").last
    expect(last).to_contain_text("with 2 strokes")
    expect(last).to_contain_text("four, ")
    desk.button("Undo").click()
    expect(desk.page.locator("#trail-list")).not_to_contain_text("with 2 strokes")


def test_one_tap_keeps_what_it_was(tablet: Tablet) -> None:
    explain(tablet.page, [])
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    one = tablet.button("1: that was a one")
    one.click()
    (correction,) = kept(tablet.page)
    assert (correction["label"], correction["digit"]) == (1, 7)
    assert correction["strokes"] == tablet.asked[-1]["strokes"]
    assert correction["model_version"]
    expect(one).to_have_attribute("aria-pressed", "true")
    expect(tablet.page.locator("#correct-count")).to_have_text("1 kept in this browser")
    tablet.button("Undo").click()
    tablet.button("Redo").click()
    expect(one).to_have_attribute("aria-pressed", "true")
    tablet.button("7: that was a seven").click()
    assert [one["label"] for one in kept(tablet.page)] == [7], "the same drawing is kept once"
    tablet.button("7: that was a seven").click()
    assert kept(tablet.page) == []
    expect(tablet.page.locator("#correct-kept")).to_be_hidden()


def test_an_earlier_drawing_is_kept_once(desk: Tablet) -> None:
    explain(desk.page, [])
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.button("1: that was a one").click()
    desk.button("Clear").click()
    desk.draw(THREE)
    desk.expect_digit(3)
    desk.button("3: that was a three").click()
    desk.button("Undo").click()
    desk.button("Undo").click()
    desk.expect_digit(7)
    expect(desk.button("1: that was a one")).to_have_attribute("aria-pressed", "true")
    desk.button("7: that was a seven").click()
    assert [one["label"] for one in kept(desk.page)] == [3, 7]


def test_what_is_kept_outlives_the_page_is_exported_taken_back_and_deleted(desk: Tablet, tmp_path: Path) -> None:
    explain(desk.page, [])
    for stroke, digit in ((SEVEN, "7: that was a seven"), (THREE, "3: that was a three"), (ONE, "1: that was a one")):
        desk.draw(stroke)
        desk.button(digit).click()
        desk.button("Clear").click()
    desk.page.reload()
    desk.draw(SEVEN)
    desk.expect_digit(7)
    expect(desk.page.locator("#correct-count")).to_have_text("3 kept in this browser")
    desk.button("Take back").click()
    with desk.page.expect_download() as download:
        desk.button("Export").click()
    assert download.value.suggested_filename == "inkdigit-corrections.jsonl"
    download.value.save_as(tmp_path / "mine.jsonl")
    learned = read_pen_digits(tmp_path / "mine.jsonl")
    assert [(digit.label, len(digit.strokes)) for digit in learned] == [(7, 1), (3, 1)]
    lines = (tmp_path / "mine.jsonl").read_bytes().splitlines()
    assert [parse_line(line).points() for line in lines] == [len(digit.strokes[0]) for digit in learned]
    desk.button("Delete all").click()
    desk.button("Keep them").click()
    assert len(kept(desk.page)) == 2
    desk.button("Delete all").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Delete all").click()
    assert kept(desk.page) == []
    expect(desk.page.locator("#correct-kept")).to_be_hidden()
    first = desk.page.locator(".correct-digit").first
    expect(first).to_be_focused()
    desk.button("7: that was a seven").click()
    desk.button("Take back").press("Enter")
    expect(first).to_be_focused()


def test_a_full_browser_says_so_and_keeps_what_it_has(desk: Tablet) -> None:
    explain(desk.page, [])
    desk.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.button("7: that was a seven").click()
    expect(desk.page.locator("#toast")).to_contain_text("This browser keeps no more")
    assert kept(desk.page) == []


def test_other_languages_say_it_too_on_a_narrow_phone(open_tablet: OpenTablet, server: Server) -> None:
    narrow = Device("narrow", {"width": 320, "height": 640}, PHONE.pixel_ratio, touch=True)
    with open_tablet(server.url, narrow) as tablet:
        explain(tablet.page, [])
        tablet.draw(SEVEN)
        for language, words in (
            ("de", "vor allem die Tinte oben"),
            ("es", "la tinta arriba"),
            ("zh", "上方的笔迹"),
        ):
            tablet.page.locator("#language").select_option(language)
            expect(tablet.page.locator("#why-words")).to_contain_text(words, timeout=ANSWER_LIMIT)
            tablet.page.locator(".correct-digit").nth(7).click()
            expect(tablet.page.locator("#correct-kept")).to_be_visible()
            wide: int = tablet.page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= 320
            tablet.page.locator(".correct-digit").nth(7).click()


def test_numbers_have_none_of_it_until_a_digit_is_chosen(desk: Tablet) -> None:
    explain(desk.page, [])
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.page.get_by_role("radio", name="Number").click()
    desk.expect_state("answer")
    for part in ("#why-words", "#correct", "#trail"):
        expect(desk.page.locator(part)).to_be_hidden()
