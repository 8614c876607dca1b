"""What is drawn outlives a reload, a turned screen and a closed window."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from .handwriting import NUMBER, ONE, SEVEN, Stroke, line
from .tablet import Mouse, Stylus, Tablet

DASH: Stroke = line((0.35, 0.5), (0.65, 0.5))

# Whether the browser has put the picture away; the page does not wait for that.
KEPT = """async () => {
  const { createPictureShelf } = await import('/js/pictureshelf.js');
  return (await createPictureShelf(indexedDB).kept()) !== null;
}"""


def test_a_reload_brings_the_drawing_back_and_it_goes_on(tablet: Tablet) -> None:
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    ink = tablet.ink()
    tablet.page.reload()
    tablet.expect_digit(7)
    assert tablet.ink() == pytest.approx(ink, rel=0.01)
    tablet.draw(DASH)
    tablet.expect_digit(7)
    times = [time for stroke in tablet.asked[-1]["strokes"] for time in stroke["t"]]
    assert times == sorted(times), "the hand went on after the reload"
    tablet.button("Undo").click()
    assert tablet.ink() == pytest.approx(ink, rel=0.01)


def test_cleared_stays_cleared(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.button("Clear").click()
    desk.page.reload()
    desk.expect_empty()
    assert desk.ink() == 0


def test_a_number_comes_back_as_a_number_with_all_its_pens(desk: Tablet) -> None:
    desk.page.get_by_role("radio", name="Number").click()
    desk.hand = Stylus(desk.page, force=0.8)
    for stroke in NUMBER:
        desk.draw(stroke)
    desk.expect_state("answer")
    ink = desk.ink()
    desk.page.goto(desk.complaints.origin)  # the bare address, as from a bookmark
    expect(desk.page.get_by_role("radio", name="Number")).to_be_checked()
    desk.expect_state("answer")
    assert desk.ink() == pytest.approx(ink, rel=0.01), "places are kept to a tenth of a sheet unit"


def test_the_answer_is_asked_again_when_the_service_was_away(desk: Tablet) -> None:
    desk.page.route("**/v1/predict", lambda route: route.abort())
    desk.draw(SEVEN)
    desk.expect_state("problem")
    desk.page.unroute("**/v1/predict")
    desk.page.reload()
    desk.expect_digit(7)
    desk.complaints.errors.clear()


def test_what_is_no_draft_is_ignored(desk: Tablet) -> None:
    for text in ("", "{", "[]", '{"form":1,"strokes":[{"steps":[1]}]}', '{"form":99}'):
        desk.page.evaluate("(text) => { sessionStorage.setItem('inkdigit.draft', text); }", text)
        desk.page.reload()
        desk.expect_empty()
    desk.draw(SEVEN)
    desk.expect_digit(7)


def test_each_window_has_its_own_drawing_and_a_new_one_begins_with_the_last(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    other = Tablet(desk.page.context.new_page(), desk.hand, desk.complaints)
    other.page.goto(desk.complaints.origin)
    other.expect_digit(7)
    other.hand = Mouse(other.page)
    other.button("Clear").click()
    other.draw(ONE)
    other.expect_digit(1)
    other.page.reload()
    other.expect_digit(1)
    desk.page.reload()
    desk.expect_digit(7)
    third = Tablet(desk.page.context.new_page(), desk.hand, desk.complaints)
    third.page.goto(desk.complaints.origin)
    third.expect_digit(1)


def test_a_picture_comes_back_too(desk: Tablet, tmp_path: Path) -> None:
    image = Image.new("L", (200, 200), 255)
    ImageDraw.Draw(image).line([(60, 40), (140, 40), (90, 160)], fill=0, width=16, joint="curve")
    image.save(tmp_path / "seven.png")
    desk.page.set_input_files("#file", tmp_path / "seven.png")
    desk.expect_digit(7)
    desk.page.wait_for_function(KEPT)
    desk.page.reload()
    expect(desk.page.get_by_text("seven.png")).to_be_visible()
    desk.expect_digit(7)
    desk.button("Clear").click()
    desk.page.reload()
    desk.expect_empty()
