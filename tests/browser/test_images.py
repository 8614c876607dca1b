"""A digit from an image file, chosen or dropped."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, expect

from .handwriting import SEVEN
from .tablet import Tablet

DROP = """([bytes, name, type]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  for (const kind of ['dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def picture_of_a_one() -> FilePayload:
    """Dark ink on white paper, off centre."""
    image = Image.new("L", (240, 320), 255)
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


def test_says_that_a_file_is_no_image(desk: Tablet) -> None:
    choose(desk, {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no image at all"})
    expect(desk.page.locator("#problem-title")).to_have_text("This kind of file cannot be read")
    desk.expect_state("problem")
    assert "415" in desk.complaints.errors.pop(), "the browser itself logs a failed request"
    desk.draw(SEVEN)
    desk.expect_digit(7)


def test_refuses_a_huge_file_without_sending_it(desk: Tablet) -> None:
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.method))
    choose(desk, {"name": "huge.png", "mimeType": "image/png", "buffer": bytes(10 * 1024 * 1024 + 1)})
    expect(desk.page.locator("#problem-title")).to_have_text("This image is too large")
    assert "POST" not in asked
