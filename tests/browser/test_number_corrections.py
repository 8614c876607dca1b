"""A digit of a number is put right: in the text, and in the labelled set that this browser keeps."""

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, expect

from model_training.datasets import read_pen_digits

from .audit import violations
from .conftest import PHONE, Device, OpenTablet
from .fake_reader import FakeReader
from .handwriting import NUMBER, ONE
from .server import Server
from .tablet import ANSWER_LIMIT, Tablet
from .test_numbers import PHOTO_BOXES, digits, enter_number, expect_number, marks, middle, photo, tap, write

NARROW = Device("narrow", {"width": 320, "height": 640}, PHONE.pixel_ratio, touch=True)


def begin(tablet: Tablet) -> Tablet:
    """407 is written, the nought of which is unsure."""
    FakeReader(["407"], unsure={1: 0.62}).attach(tablet.page)
    enter_number(tablet)
    write(tablet, NUMBER)
    expect(digits(tablet)).to_have_text(["4", "0", "7"], timeout=ANSWER_LIMIT)
    expect(advice(tablet)).to_have_text("Please check: not sure which digit.", timeout=ANSWER_LIMIT)
    return tablet


def advice(tablet: Tablet) -> Locator:
    return tablet.page.locator(".line .decision")


def say(tablet: Tablet, digit: int) -> Locator:
    return tablet.page.locator(".correct-digit").nth(digit)


def kept(tablet: Tablet) -> list[dict[str, Any]]:
    text: str = tablet.page.evaluate("() => localStorage.getItem('inkdigit.corrections') ?? ''")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_tap_puts_a_digit_right(
    open_tablet: OpenTablet, server: Server, device: Device, scheme: Literal["light", "dark"], screenshots: Path
) -> None:
    with open_tablet(server.url, device, scheme) as tablet:
        begin(tablet)
        tap(tablet, middle(tablet, 1))
        expect(say(tablet, 0)).to_be_visible()
        found = violations(tablet.page)
        say(tablet, 6).click()
        expect(digits(tablet)).to_have_text(["4", "6", "7"])
        expect(tablet.page.locator(".mark-reading")).to_have_text(["4", "6*", "7"])
        expect(advice(tablet)).to_have_text("* Corrected by you. Read as 407, 62.0%.")
        expect(tablet.page.locator(".line .percent")).to_be_empty()
        expect(tablet.page.get_by_role("status")).to_have_text("Read as 4 6 7, corrected by you.")
        expect(digits(tablet).nth(1)).to_have_attribute("aria-label", "6, digit 2 of 3, corrected by you, read as 0")
        (correction,) = kept(tablet)
        assert correction["strokes"][0]["x"] == tablet.asked[-1]["strokes"][2]["x"]
        assert [correction[name] for name in ("label", "digit", "probability", "decision")] == [6, 0, 0.62, "review"]
        tablet.page.screenshot(path=screenshots / f"number-{device.name}-{scheme}-corrected.png", full_page=True)
        found += violations(tablet.page)
        assert found == []


def test_an_alternative_is_chosen_and_taken_back_by_key(desk: Tablet) -> None:
    begin(desk)
    digits(desk).nth(1).press("Enter")
    three = desk.page.locator("#alternatives .candidate").nth(1)
    for _ in range(4):  # past the last digit and the first candidate
        desk.page.keyboard.press("Tab")
        if three.evaluate("(button) => button === document.activeElement"):
            break
    expect(three).to_be_focused()
    expect(three).not_to_have_css("outline-style", "none")
    desk.page.keyboard.press("Enter")
    expect(digits(desk)).to_have_text(["4", "3", "7"])
    expect(three).to_be_focused()
    expect(three).to_have_attribute("aria-pressed", "true")
    expect(say(desk, 3)).to_have_attribute("aria-pressed", "true")
    desk.page.keyboard.press("Enter")
    expect(digits(desk)).to_have_text(["4", "0", "7"])
    assert kept(desk) == []


def test_what_is_said_last_is_kept_once_and_the_laboratory_reads_it(desk: Tablet, tmp_path: Path) -> None:
    begin(desk)
    for index, labels in ((1, (6, 8)), (0, (9,))):
        digits(desk).nth(index).click()
        for label in labels:
            say(desk, label).click()
    expect(digits(desk)).to_have_text(["9", "8", "7"])
    with desk.page.expect_download() as download:
        desk.button("Export").click()
    download.value.save_as(tmp_path / "mine.jsonl")
    learned = read_pen_digits(tmp_path / "mine.jsonl")
    assert [(digit.label, len(digit.strokes)) for digit in learned] == [(8, 1), (9, 2)]
    desk.button("Take back").click()
    expect(digits(desk)).to_have_text(["4", "8", "7"])
    desk.button("Delete all").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Delete all").click()
    expect(digits(desk)).to_have_text(["4", "0", "7"])
    expect(desk.page.locator("#correct-kept")).to_be_hidden()


def test_who_confirms_what_was_unsure_has_checked_the_line(desk: Tablet) -> None:
    begin(desk)
    digits(desk).nth(1).click()
    say(desk, 0).click()
    expect(advice(desk)).to_have_text("Checked by you.")
    expect(desk.page.locator(".line .percent")).to_have_text("62.0%")
    expect(desk.page.locator(".mark-reading")).to_have_text(["4", "0", "7"])
    assert [one["label"] for one in kept(desk)] == [0]


def test_it_stays_with_its_ink_and_with_no_other(desk: Tablet) -> None:
    begin(desk)
    digits(desk).nth(1).click()
    say(desk, 6).click()
    desk.hand.begin(desk.places([(x + 0.47, y) for x, y in ONE]))  # on the right of all: one more digit
    expect(digits(desk)).to_have_text(["4", "6", "7", "4"], timeout=ANSWER_LIMIT)
    desk.hand.lift()
    desk.button("Undo").click()
    expect(digits(desk)).to_have_text(["4", "6", "7"], timeout=ANSWER_LIMIT)
    desk.draw([(0.45, 0.5), (0.5, 0.5), (0.55, 0.5)])  # through the nought
    expect(digits(desk)).to_have_text(["4", "0", "7"], timeout=ANSWER_LIMIT)
    desk.button("Undo").click()
    expect(digits(desk)).to_have_text(["4", "6", "7"], timeout=ANSWER_LIMIT)
    desk.page.reload()
    expect(digits(desk)).to_have_text(["4", "6", "7"], timeout=ANSWER_LIMIT)
    assert len(kept(desk)) == 1


def test_a_digit_in_a_photo_is_put_right_and_not_kept(desk: Tablet) -> None:
    FakeReader(["40"], picture=[PHOTO_BOXES]).attach(desk.page)
    enter_number(desk)
    desk.page.locator("#file").set_input_files(photo())
    expect_number(desk, "40")
    digits(desk).nth(1).click()
    say(desk, 6).click()
    expect(digits(desk)).to_have_text(["4", "6"])
    expect(desk.page.locator("#toast")).to_have_text(
        "Corrected here alone: a picture has no strokes that could be kept."
    )
    assert kept(desk) == []
    say(desk, 6).click()
    expect(digits(desk)).to_have_text(["4", "0"])


def test_the_service_itself_says_which_strokes_make_a_digit(tablet: Tablet) -> None:
    enter_number(tablet)
    write(tablet, NUMBER)
    expect_number(tablet, "407")
    tap(tablet, middle(tablet, 0))
    say(tablet, 9).click()
    expect(digits(tablet)).to_have_text(["9", "0", "7"])
    (correction,) = kept(tablet)
    sent = tablet.asked[-1]["strokes"][:2]
    assert [stroke["x"] for stroke in correction["strokes"]] == [stroke["x"] for stroke in sent]
    assert correction["model_version"] != "fake"
    expect(marks(tablet)).to_have_count(3)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "* Von dir berichtigt. Gelesen: 407"),
        ("es", "* Corregido por ti. Leído: 407"),
        ("zh", "* 由你改正。识别为 407"),
    ],
)
def test_other_languages_say_it_too_on_a_narrow_phone(
    open_tablet: OpenTablet, server: Server, language: str, words: str
) -> None:
    with open_tablet(f"{server.url}/?lang={language}#number", NARROW) as tablet:
        FakeReader(["407"], unsure={1: 0.62, 2: 0.7}).attach(tablet.page)
        write(tablet, NUMBER)
        expect(digits(tablet)).to_have_text(["4", "0", "7"], timeout=ANSWER_LIMIT)
        tap(tablet, middle(tablet, 1))
        say(tablet, 6).click()
        expect(advice(tablet)).to_contain_text(words)
        assert tablet.page.evaluate("() => document.documentElement.scrollWidth") == 320
        assert violations(tablet.page) == []
