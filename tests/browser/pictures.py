"""Image files for the tests of the page."""

from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page

UPRIGHT = 6  # EXIF: the camera was turned, so that the picture is to be turned by 90 degrees before it is looked at

NOTES: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no image at all"}

HAND_IN = """([kind, files]) => {
  const transfer = new DataTransfer();
  for (const { name, type, bytes } of files) transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const dropped = { dataTransfer: transfer, bubbles: true, cancelable: true };
  const pasted = { clipboardData: transfer, bubbles: true, cancelable: true };
  if (kind === 'paste') document.body.dispatchEvent(new ClipboardEvent('paste', pasted));
  else for (const name of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(name, dropped));
}"""


def hand_in(page: Page, kind: Literal["drop", "paste"], *payloads: FilePayload) -> None:
    """As a hand would with files from elsewhere."""
    files = [{"name": p["name"], "type": p["mimeType"], "bytes": list(p["buffer"])} for p in payloads]
    page.evaluate(HAND_IN, [kind, files])


def picture(digit: Literal[0, 1, 7], name: str = "digit.png") -> FilePayload:
    """Dark ink on white paper, 240 by 320 pixels."""
    image = Image.new("L", (240, 320), 255)
    write(image, digit, (0, 0), 1)
    stored = BytesIO()
    image.save(stored, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": stored.getvalue()}


def photo(scale: int = 1) -> FilePayload:
    """Of a phone held upright, as its EXIF says: 600 by 800 pixels as it is seen, or more; a 7 above and a 1 below."""
    image = Image.new("RGB", (600 * scale, 800 * scale), (225, 220, 210))
    write(image, 7, (180 * scale, 40 * scale), scale)
    write(image, 1, (180 * scale, 440 * scale), scale)
    exif = Image.Exif()
    exif[0x0112] = UPRIGHT
    stored = BytesIO()
    image.transpose(Image.Transpose.ROTATE_90).save(stored, "JPEG", exif=exif)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": stored.getvalue()}


def write(image: Image.Image, digit: Literal[0, 1, 7], corner: tuple[int, int], scale: int) -> None:
    x, y = corner
    draw = ImageDraw.Draw(image)
    if digit == 0:
        draw.ellipse([x + 60 * scale, y + 80 * scale, x + 180 * scale, y + 260 * scale], outline=20, width=22 * scale)
        return
    places = {1: [(150, 60), (140, 260)], 7: [(60, 60), (180, 60), (110, 260)]}[digit]
    draw.line([(x + a * scale, y + b * scale) for a, b in places], fill=20, width=22 * scale, joint="curve")
