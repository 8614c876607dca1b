"""The page in its other mode, in which the sheet is wide and read as a number."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Route, expect

from .conftest import DESKTOP, PHONE, Device, OpenTablet
from .fake_reader import Box, FakeReader
from .handwriting import FOUR, NUMBER, ONE, SEVEN, ZERO, Stroke, columns, line
from .server import Server
from .tablet import ANSWER_LIMIT, Tablet

PHOTO_BOXES: list[Box] = [{"x": x, "y": 300, "width": 100, "height": 200} for x in (100, 300)]
UPRIGHT = 6  # EXIF: the camera was turned, so that the picture is to be turned by 90 degrees before it is looked at


def photo(orientation: int | None = None) -> FilePayload:
    """600 by 800 pixels as it is seen: two dark digits, boxes and all, on grey paper."""
    image = Image.new("L", (600, 800), 225)
    for box in PHOTO_BOXES:
        x, y = box["x"], box["y"]
        ImageDraw.Draw(image).rectangle([x, y, x + box["width"], y + box["height"]], fill=30)
    return as_photo(image, orientation)


def as_photo(image: Image.Image, orientation: int | None) -> FilePayload:
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
        image = image.transpose(Image.Transpose.ROTATE_90)
    stored = BytesIO()
    image.save(stored, "JPEG", exif=exif)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": stored.getvalue()}


def enter_number(tablet: Tablet) -> None:
    tablet.page.get_by_role("radio", name="Number").click()


def write(tablet: Tablet, strokes: Sequence[Stroke]) -> None:
    for stroke in strokes:
        tablet.draw(stroke)


def expect_number(tablet: Tablet, *texts: str) -> None:
    """The answer to all that is written: also the one that is announced."""
    spoken = " ".join(texts[0])
    expect(tablet.page.get_by_role("status")).to_contain_text(f"{spoken}, ", timeout=ANSWER_LIMIT)
    lines = tablet.page.locator(".line-text")
    expect(lines).to_have_text(list(texts), timeout=ANSWER_LIMIT)
    tablet.expect_state("answer")


def digits(tablet: Tablet) -> Locator:
    return tablet.page.locator(".line-digit")


def marks(tablet: Tablet) -> Locator:
    return tablet.page.locator(".mark")


def middle(tablet: Tablet, index: int) -> tuple[float, float]:
    """The middle of a digit's box, as a place in the window."""
    box = marks(tablet).nth(index).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tap(tablet: Tablet, place: tuple[float, float]) -> None:
    tablet.hand.begin([place])
    tablet.hand.lift()


@pytest.fixture
def wide(tablet: Tablet) -> Tablet:
    """A page that reads numbers, on a desktop and on a phone, with a reader that says 407."""
    FakeReader(["407"]).attach(tablet.page)
    enter_number(tablet)
    return tablet


@pytest.fixture
def wide_desk(desk: Tablet) -> Tablet:
    FakeReader(["407"]).attach(desk.page)
    enter_number(desk)
    return desk


def test_reads_a_number_and_lays_a_box_over_each_digit(wide: Tablet) -> None:
    write(wide, NUMBER)
    expect_number(wide, "407")
    expect(wide.page.locator(".line .percent")).to_have_text("99.0%")
    expect(wide.page.locator(".line .decision")).to_have_text("Sure enough.")
    expect(wide.page.locator(".mark-reading")).to_have_text(["4", "0", "7"])
    strokes_of_digits = [NUMBER[:2], NUMBER[2:3], NUMBER[3:]]
    for index, strokes in enumerate(strokes_of_digits):
        box = marks(wide).nth(index).bounding_box()
        assert box is not None
        for x, y in [wide.place(*point) for stroke in strokes for point in stroke]:
            assert box["x"] <= x <= box["x"] + box["width"]
            assert box["y"] <= y <= box["y"] + box["height"]
    assert wide.asked[-1].keys() == {"strokes", "max_length"}


def test_readings_are_seen_whole_where_a_number_fills_the_sheet_of_a_phone_held_sideways(wide_desk: Tablet) -> None:
    wide_desk.page.set_viewport_size({"width": 844, "height": 390})
    write(wide_desk, columns(FOUR, [ZERO], [SEVEN], top=-0.2, height=1.4))
    expect_number(wide_desk, "407")
    (left, top), (right, bottom) = wide_desk.place(0, 0), wide_desk.place(1, 1)
    for reading in wide_desk.page.locator(".mark-reading").all():
        box = reading.bounding_box()
        assert box is not None
        assert left <= box["x"] <= right - box["width"]
        assert top <= box["y"] <= bottom - box["height"]


def test_a_tap_on_a_digit_shows_what_else_it_may_be_and_leaves_no_ink(wide: Tablet) -> None:
    write(wide, NUMBER)
    expect_number(wide, "407")
    before = wide.ink()
    tap(wide, middle(wide, 1))
    expect(wide.page.locator("#alternatives-title")).to_have_text("What digit 2 of 3 may be")
    expect(wide.page.locator("#alternatives .candidate-digit")).to_have_text(["0", "3", "5"])
    expect(wide.page.locator("#alternatives .candidate-percent")).to_have_text(["99.0%", "0.7%", "0.2%"])
    expect(digits(wide).nth(1)).to_have_attribute("aria-pressed", "true")
    assert wide.ink() == before
    tap(wide, middle(wide, 1))
    expect(wide.page.locator("#alternatives .candidate")).to_have_count(0)
    assert wide.ink() == before


def test_digits_are_picked_by_keyboard(wide_desk: Tablet) -> None:
    write(wide_desk, NUMBER)
    expect_number(wide_desk, "407")
    third = digits(wide_desk).nth(2)
    digits(wide_desk).nth(1).focus()
    wide_desk.page.keyboard.press("Tab")
    expect(third).to_be_focused()
    expect(third).not_to_have_css("outline-style", "none")
    wide_desk.page.keyboard.press("Enter")
    expect(wide_desk.page.locator("#alternatives-title")).to_have_text("What digit 3 of 3 may be")
    expect(wide_desk.page.get_by_role("status")).to_have_text(
        "What digit 3 of 3 may be: 7 with 99.0%, 0 with 0.7%, 2 with 0.2%."
    )


def test_a_picked_digit_stays_picked_while_another_is_written(wide_desk: Tablet) -> None:
    write(wide_desk, NUMBER[:2])
    expect_number(wide_desk, "4")
    digits(wide_desk).first.click()
    write(wide_desk, NUMBER[2:])
    expect_number(wide_desk, "407")
    expect(wide_desk.page.locator("#alternatives-title")).to_have_text("What digit 1 of 3 may be")
    wide_desk.draw(NUMBER[1])  # over the four: its ink is another now
    wide_desk.draw([(x + 0.02, y + 0.05) for x, y in NUMBER[1]])
    expect(wide_desk.page.locator("#alternatives .candidate")).to_have_count(0, timeout=ANSWER_LIMIT)


def test_the_focus_is_not_lost_with_the_digit_that_had_it(wide_desk: Tablet) -> None:
    write(wide_desk, NUMBER)
    expect_number(wide_desk, "407")
    digits(wide_desk).nth(2).focus()
    wide_desk.page.keyboard.press("Control+z")
    expect(digits(wide_desk)).to_have_count(2)
    expect(wide_desk.sheet).to_be_focused()


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=lambda device: str(device.name))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_unsure_digits_are_marked_by_shape_and_sign(
    open_tablet: OpenTablet, server: Server, device: Device, screenshots: Path, scheme: Literal["light", "dark"]
) -> None:
    with open_tablet(server.url, device, scheme) as tablet:
        FakeReader(["407"], unsure={1: 0.62}).attach(tablet.page)
        enter_number(tablet)
        tablet.page.screenshot(path=screenshots / f"number-{device.name}-{scheme}-empty.png")
        write(tablet, NUMBER)
        expect_number(tablet, "407")
        expect(tablet.page.locator(".line .decision")).to_have_text("Please check: not sure which digit.")
        expect(tablet.page.locator(".mark-reading")).to_have_text(["4", "0?", "7"])
        for mark in marks(tablet).all():
            expect(mark).to_have_css("border-top-style", "dashed")
        names = [digit.get_attribute("aria-label") for digit in digits(tablet).all()]
        assert names[0] == "4, digit 1 of 3, 99.0%, to be checked"
        assert names[1] == "0, digit 2 of 3, 62.0%, not sure"
        tap(tablet, middle(tablet, 1))
        expect(digits(tablet).nth(1)).to_have_attribute("aria-pressed", "true")
        tablet.page.screenshot(path=screenshots / f"number-{device.name}-{scheme}-picked.png")


def test_says_that_no_reading_is_of_the_kind_asked_for(desk: Tablet) -> None:
    FakeReader(["407"], reasons=["constraint_unsatisfied"]).attach(desk.page)
    enter_number(desk)
    write(desk, NUMBER)
    expect_number(desk, "407")
    doubt = "Please check: no reading has the length or checksum asked for."
    expect(desk.page.locator(".line .decision")).to_have_text(doubt)


def test_each_line_has_its_text_from_top_to_bottom(wide_desk: Tablet, screenshots: Path) -> None:
    FakeReader(["40", "17"]).attach(wide_desk.page)
    write(wide_desk, columns([ONE], [SEVEN], top=0.5, height=0.45))
    write(wide_desk, columns(FOUR, [ZERO], height=0.45))
    expect(wide_desk.page.locator(".line-text")).to_have_text(["40", "17"], timeout=ANSWER_LIMIT)
    expect(wide_desk.page.get_by_role("status")).to_have_text(
        "Read as 2 lines. Line 1: 4 0, 99.0% sure. Line 2: 1 7, 99.0% sure."
    )
    wide_desk.page.screenshot(path=screenshots / "number-two-lines.png", full_page=True)


def test_answers_before_the_pen_is_up_and_decides_after(wide_desk: Tablet) -> None:
    write(wide_desk, NUMBER[:-1])
    expect_number(wide_desk, "40")
    wide_desk.hand.begin(wide_desk.places(NUMBER[-1]))
    expect(wide_desk.page.locator(".line-text")).to_have_text("407", timeout=ANSWER_LIMIT)
    expect(wide_desk.page.locator(".line .decision")).to_be_empty()
    wide_desk.hand.lift()
    expect(wide_desk.page.locator(".line .decision")).to_have_text("Sure enough.", timeout=ANSWER_LIMIT)


def test_undo_redo_and_clear(wide: Tablet) -> None:
    write(wide, NUMBER)
    expect_number(wide, "407")
    ink = wide.ink()
    wide.button("Undo").click()
    expect_number(wide, "40")
    expect(marks(wide)).to_have_count(2)
    wide.button("Redo").click()
    expect_number(wide, "407")
    assert wide.ink() == ink
    wide.button("Clear").click()
    wide.expect_state("empty")
    expect(wide.page.get_by_text("Write a number", exact=True)).to_be_visible()
    expect(marks(wide)).to_have_count(0)
    wide.page.keyboard.press("Control+z")
    expect_number(wide, "407")


def test_the_drawing_stays_when_the_mode_changes(wide: Tablet) -> None:
    write(wide, NUMBER)
    expect_number(wide, "407")
    wide.page.get_by_role("radio", name="Digit").click()
    wide.expect_state("answer")
    expect(wide.page.locator("#digit")).not_to_be_empty(timeout=ANSWER_LIMIT)
    expect(marks(wide)).to_have_count(0)
    assert len(wide.asked[-1]["strokes"]) == len(NUMBER)
    assert "top_k" in wide.asked[-1]
    assert wide.ink() > 0
    assert wide.ink_touches_no_edge(), "all of the number is on the square sheet"
    wide.button("Undo").click()
    wide.button("Redo").click()
    enter_number(wide)
    expect_number(wide, "407")
    assert wide.ink_touches_no_edge()


def test_a_digit_is_read_as_a_number_where_it_was_drawn(desk: Tablet) -> None:
    FakeReader(["7"]).attach(desk.page)
    desk.draw(SEVEN)
    desk.expect_digit(7)
    as_digit = desk.asked[-1]["strokes"]
    enter_number(desk)
    expect_number(desk, "7")
    assert desk.asked[-1]["strokes"] == as_digit
    desk.page.get_by_role("radio", name="Digit").click()
    desk.expect_digit(7)


def test_what_was_cleared_in_one_mode_comes_back_whole_in_the_other(wide_desk: Tablet) -> None:
    write(wide_desk, NUMBER)
    expect_number(wide_desk, "407")
    wide_desk.button("Clear").click()
    wide_desk.page.get_by_role("radio", name="Digit").click()
    wide_desk.expect_empty()
    wide_desk.button("Undo").click()
    wide_desk.expect_state("answer")
    assert wide_desk.ink() > 0
    assert wide_desk.ink_touches_no_edge()


def test_the_mode_is_chosen_by_keyboard_and_outlives_a_reload(desk: Tablet) -> None:
    digit, number = (desk.page.get_by_role("radio", name=name) for name in ("Digit", "Number"))
    desk.page.keyboard.press("Tab")
    expect(digit).to_be_focused()
    desk.page.keyboard.press("ArrowRight")
    expect(number).to_be_focused()
    expect(number).to_be_checked()
    assert desk.page.url.endswith("/#number")
    desk.page.reload()
    expect(number).to_be_checked()
    expect(desk.page.get_by_text("Write a number", exact=True)).to_be_visible()
    number.press("ArrowRight")
    expect(digit).to_be_checked()
    assert "#" not in desk.page.url
    desk.page.evaluate("() => { location.hash = 'number'; }")
    expect(number).to_be_checked()


@pytest.mark.parametrize("orientation", [None, UPRIGHT])
def test_boxes_lie_over_the_digits_of_a_photo(desk: Tablet, screenshots: Path, orientation: int | None) -> None:
    FakeReader(["40"], picture=[PHOTO_BOXES]).attach(desk.page)
    enter_number(desk)
    desk.page.locator("#file").set_input_files(photo(orientation))
    expect_number(desk, "40")
    expect(desk.page.get_by_text("photo.jpg")).to_be_visible()
    expect(marks(desk).first).to_be_visible()
    desk.page.screenshot(path=screenshots / f"number-photo-{orientation}.png")
    for index in range(2):
        assert desk.brightness(middle(desk, index)) < 80
        assert desk.brightness(right_of(desk, index)) > 180


def test_the_service_itself_reads_a_number(tablet: Tablet) -> None:
    enter_number(tablet)
    write(tablet, NUMBER)
    expect_number(tablet, "407")
    tap(tablet, middle(tablet, 2))
    expect(tablet.page.locator("#alternatives .candidate-digit").first).to_have_text("7")


def test_the_service_itself_reads_a_photo_upright(desk: Tablet, screenshots: Path) -> None:
    image = Image.new("L", (1800, 600), 225)
    for stroke in NUMBER:
        ImageDraw.Draw(image).line([(x * 1800, y * 600) for x, y in stroke], fill=40, width=24, joint="curve")
    enter_number(desk)
    desk.page.locator("#file").set_input_files(as_photo(image, UPRIGHT))
    expect_number(desk, "407")
    desk.page.screenshot(path=screenshots / "number-photo-read.png")
    for index, strokes in enumerate([NUMBER[:2], NUMBER[2:3], NUMBER[3:]]):
        across = [x for stroke in strokes for x, _ in stroke]
        left, width = desk.place(0, 0)[0], desk.place(1, 0)[0] - desk.place(0, 0)[0]
        # The photo has the shape of the sheet and is as wide as it, but for the margin.
        expected = left + width * (min(across) + max(across)) / 2
        assert middle(desk, index)[0] == pytest.approx(expected, abs=width * 0.03)


def right_of(tablet: Tablet, index: int) -> tuple[float, float]:
    """A place a little to the right of a digit's box."""
    box = marks(tablet).nth(index).bounding_box()
    assert box is not None
    return box["x"] + box["width"] + 6, box["y"] + box["height"] / 2


def test_taps_on_a_photo_pick_digits_and_never_wipe_it_away(wide: Tablet) -> None:
    FakeReader(["40"], picture=[PHOTO_BOXES]).attach(wide.page)
    wide.page.locator("#file").set_input_files(photo())
    expect_number(wide, "40")
    expect(marks(wide).first).to_be_visible()
    tap(wide, middle(wide, 1))
    expect(wide.page.locator("#alternatives-title")).to_have_text("What digit 2 of 2 may be")
    tap(wide, wide.place(0.5, 0.9))
    expect(wide.page.locator("#alternatives .candidate")).to_have_count(0)
    expect(wide.page.get_by_text("photo.jpg")).to_be_visible()
    wide.draw(SEVEN)
    expect(wide.page.get_by_text("photo.jpg")).to_be_hidden()


def test_a_service_that_is_away_is_asked_again(wide_desk: Tablet) -> None:
    wide_desk.page.route("**/v1/read", lambda route: route.abort("connectionrefused"))
    write(wide_desk, NUMBER)
    wide_desk.expect_state("problem")
    expect(wide_desk.page.get_by_role("status")).to_contain_text("The service cannot be reached.")
    expect(marks(wide_desk)).to_have_count(0)
    FakeReader(["407"]).attach(wide_desk.page)
    expect_number(wide_desk, "407")
    assert all("ERR_" in error for error in wide_desk.complaints.errors)
    wide_desk.complaints.errors.clear()


def test_says_that_there_is_no_ink(wide_desk: Tablet) -> None:
    problem = {"type": "urn:inkdigit:problem:blank-ink", "title": "x", "status": 422, "detail": "The image is blank."}

    def refuse(route: Route) -> None:
        route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(problem))

    wide_desk.page.route("**/v1/read/image*", refuse)
    wide_desk.page.locator("#file").set_input_files(photo())
    expect(wide_desk.page.locator("#problem-title")).to_have_text("No ink found", timeout=ANSWER_LIMIT)
    assert "422" in wide_desk.complaints.errors.pop(), "the browser itself logs a failed request"


@pytest.mark.parametrize("width", [320, 390, 700, 1000, 1920])
def test_nothing_sticks_out(wide_desk: Tablet, screenshots: Path, width: int) -> None:
    FakeReader(["40771407714077140771"], unsure={2: 0.5}).attach(wide_desk.page)
    wide_desk.page.set_viewport_size({"width": width, "height": 700})
    write(wide_desk, columns(*[[line((0.3, 0.2), (0.3, 0.8), steps=2)]] * 20))
    expect(digits(wide_desk)).to_have_count(20, timeout=ANSWER_LIMIT)
    assert wide_desk.page.evaluate("() => document.documentElement.scrollWidth") == width
    wide_desk.page.screenshot(path=screenshots / f"number-width-{width}.png", full_page=True)


def test_the_sheet_is_wide_and_sharp(wide: Tablet, device: Device) -> None:
    box = wide.sheet.bounding_box()
    assert box is not None
    if device is DESKTOP:
        assert box["width"] / box["height"] == pytest.approx(3, rel=0.02)
    for side in ("Width", "Height"):
        drawn = wide.sheet.evaluate(f"(canvas) => canvas.{side.lower()} / canvas.client{side}")
        assert drawn == pytest.approx(device.pixel_ratio, abs=0.01)
