"""A digit from an image file, chosen or dropped."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Route, expect

from .handwriting import SEVEN
from .tablet import ANSWER_LIMIT, PIXELS, Tablet

MIB = 1024 * 1024

DROP = """([bytes, name, type]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  for (const kind of ['dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""

DROP_BYTES = f"([size, name]) => ({DROP})([new Uint8Array(size), name, 'image/png'])"

# The page decodes the file of this name only when told to: a large file, or a slow machine.
HOLD_THE_BITMAP = """(held) => {
  const real = window.createImageBitmap;
  const released = new Promise((resolve) => { window.releaseBitmap = resolve; });
  window.createImageBitmap = async (source, ...options) => {
    if (source.name === held) await released;
    return real(source, ...options);
  };
}"""


def picture_of_a_one(side: int = 240) -> FilePayload:
    """Dark ink on white paper, off centre, `side` pixels wide."""
    image = Image.new("L", (side, 320), 255)
    ImageDraw.Draw(image).line([(150, 60), (140, 220)], fill=20, width=22)
    stored = BytesIO()
    image.save(stored, "PNG")
    return {"name": "one.png", "mimeType": "image/png", "buffer": stored.getvalue()}


def choose(tablet: Tablet, payload: FilePayload) -> None:
    with tablet.page.expect_file_chooser() as chooser:
        tablet.button("image").click()
    chooser.value.set_files(payload)


def test_reads_a_chosen_image_and_undo_brings_the_drawing_back(tablet: Tablet, screenshots: Path) -> None:
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    choose(tablet, picture_of_a_one())
    tablet.expect_digit(1)
    expect(tablet.page.get_by_text("one.png")).to_be_visible()
    tablet.page.screenshot(path=screenshots / f"image-{tablet.page.viewport_size['width']}.png")  # type: ignore[index]
    tablet.page.keyboard.press("Control+z")
    tablet.expect_digit(7)
    expect(tablet.page.get_by_text("one.png")).to_be_hidden()


def test_reads_a_dropped_image_and_the_pen_takes_over_again(desk: Tablet) -> None:
    payload = picture_of_a_one()
    desk.page.evaluate(DROP, [list(payload["buffer"]), payload["name"], payload["mimeType"]])
    desk.expect_digit(1)
    desk.draw(SEVEN)
    desk.expect_digit(7)
    expect(desk.page.get_by_text("one.png")).to_be_hidden()


def test_says_that_a_file_is_no_image_whatever_its_name(desk: Tablet) -> None:
    choose(desk, {"name": "notes.png", "mimeType": "image/png", "buffer": b"no image at all"})
    expect(desk.page.locator("#problem-title")).to_have_text("This kind of file cannot be read")
    desk.expect_state("problem")
    assert "415" in desk.complaints.errors.pop(), "the browser itself logs a failed request"
    desk.draw(SEVEN)
    desk.expect_digit(7)


@pytest.mark.parametrize("mebibytes", [11, 40])
def test_the_service_says_that_a_file_is_too_large(desk: Tablet, mebibytes: int) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    # The file is made in the page: Playwright itself takes no 40 MiB along.
    desk.page.evaluate(DROP_BYTES, [mebibytes * MIB, "huge.png"])
    expect(desk.page.locator("#problem-title")).to_have_text("This image is too large", timeout=ANSWER_LIMIT)
    expect(desk.page.get_by_text("huge.png")).to_be_visible()
    assert "413" in desk.complaints.errors.pop(), "the browser itself logs a failed request"
    desk.page.keyboard.press("Control+z")
    desk.expect_digit(7)


def test_a_large_file_that_is_lost_on_the_way_is_not_sent_again_unasked(desk: Tablet) -> None:
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.request.url)
        route.abort("connectionreset")

    desk.page.route("**/v1/predict/image*", lose)
    desk.page.evaluate(DROP_BYTES, [9 * MIB, "large.png"])
    expect(desk.page.locator("#problem-text")).to_contain_text("the image is too large (9.0 MiB). Your image is kept.")
    desk.page.wait_for_timeout(1500)  # longer than the first retry takes
    assert len(sent) == 1
    desk.page.unroute("**/v1/predict/image*")
    desk.button("Try again").click()
    title = desk.page.locator("#problem-title")
    expect(title).to_have_text("This kind of file cannot be read", timeout=ANSWER_LIMIT)
    assert all("ERR_CONNECTION_RESET" in error or "415" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()


def test_the_newer_of_two_files_wins_although_the_older_is_decoded_last(desk: Tablet) -> None:
    slow, quick = picture_of_a_one(), picture_of_a_one(side=480)
    desk.page.evaluate(HOLD_THE_BITMAP, "slow.png")
    for payload, name in ((slow, "slow.png"), (quick, "quick.png")):
        desk.page.evaluate(DROP, [list(payload["buffer"]), name, "image/png"])
    desk.expect_digit(1)  # of the file itself, which may be read before its picture is painted
    desk.page.wait_for_function(f"() => ({PIXELS})(document.querySelector('#sheet'), 3).some((value) => value > 127)")
    quick_ink = desk.ink()
    desk.page.evaluate("() => window.releaseBitmap()")
    desk.page.wait_for_timeout(200)
    expect(desk.page.get_by_text("quick.png")).to_be_visible()
    assert desk.ink() == quick_ink > 0


def test_a_file_decoded_under_the_moving_pen_leaves_the_stroke_alone(desk: Tablet) -> None:
    payload = picture_of_a_one()
    desk.page.evaluate(HOLD_THE_BITMAP, payload["name"])
    desk.page.evaluate(DROP, [list(payload["buffer"]), payload["name"], payload["mimeType"]])
    places = desk.places(SEVEN)
    desk.hand.begin(places[:10])
    desk.page.evaluate("() => window.releaseBitmap()")
    desk.page.wait_for_timeout(200)
    for place in places[10:]:
        desk.page.mouse.move(*place)
    desk.hand.lift()
    desk.expect_digit(7)
    expect(desk.page.get_by_text("one.png")).to_be_hidden()
    desk.page.keyboard.press("Control+z")
    expect(desk.page.get_by_text("one.png")).to_be_visible()
    desk.expect_digit(1)
    assert desk.ink() > 0
