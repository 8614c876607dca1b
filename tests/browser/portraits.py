"""The README's pictures of the page, drawn with a mouse: python -m tests.browser.portraits

Needs Chromium. Draws on the page of a service of its own, as desktops show it in the light, two pixels to each of CSS.
"""

import shutil
from collections.abc import Sequence

from playwright.sync_api import Browser, Page, expect, sync_playwright
from tqdm import tqdm

from backend.settings import ROOT

from .conftest import ARGUMENTS, NAMES
from .handwriting import Stroke
from .server import free_port, running
from .tablet import ANSWER_LIMIT, Mouse, Place

FOLDER = ROOT / "artifacts" / "screenshots"
STEPS = 8  # of the pen between two places that its stroke goes through

# By hand, as parts of the sheet.
TWO: Sequence[Stroke] = (
    [
        (0.33, 0.35), (0.35, 0.25), (0.45, 0.17), (0.58, 0.17), (0.66, 0.26), (0.64, 0.38),
        (0.54, 0.53), (0.41, 0.68), (0.32, 0.78), (0.30, 0.81), (0.35, 0.80), (0.52, 0.80), (0.70, 0.82),
    ],
)  # fmt: skip
NUMBER: Sequence[Stroke] = (
    [(0.295, 0.27), (0.28, 0.37), (0.25, 0.52), (0.235, 0.60), (0.245, 0.62), (0.30, 0.61), (0.355, 0.60)],
    [(0.335, 0.42), (0.33, 0.55), (0.322, 0.68), (0.318, 0.78)],
    [
        (0.505, 0.272), (0.472, 0.300), (0.446, 0.400), (0.438, 0.530), (0.455, 0.690), (0.495, 0.772),
        (0.536, 0.695), (0.554, 0.540), (0.550, 0.400), (0.531, 0.305), (0.505, 0.273), (0.488, 0.280),
    ],
    [
        (0.63, 0.30), (0.66, 0.285), (0.70, 0.29), (0.74, 0.27), (0.735, 0.34), (0.705, 0.50), (0.685, 0.66),
        (0.678, 0.78),
    ],
)  # fmt: skip


def main() -> None:
    path = next(filter(None, map(shutil.which, NAMES)))
    with running(free_port()) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for portray in tqdm((portray_digit, portray_number), desc="portraits", unit="picture"):
            portray(browser, server.url)
        browser.close()


def portray_digit(browser: Browser, url: str) -> None:
    page = opened(browser, url, height=860)
    write(page, TWO)
    expect(page.locator("#why-words")).not_to_be_empty(timeout=ANSWER_LIMIT)
    expect(page.locator("#decision")).to_have_text("Sure enough.")
    keep(page, "page.png")


def portray_number(browser: Browser, url: str) -> None:
    page = opened(browser, f"{url}/#number", height=860)
    write(page, NUMBER)
    expect(page.locator(".line-text")).to_have_text("407", timeout=ANSWER_LIMIT)
    expect(page.locator(".line .decision")).to_have_text("Sure enough.", timeout=ANSWER_LIMIT)
    page.locator(".line-digit").nth(1).click()
    expect(page.locator("#alternatives .candidate")).to_have_count(3)
    keep(page, "number.png")


def opened(browser: Browser, url: str, height: int) -> Page:
    page = browser.new_page(
        viewport={"width": 1280, "height": height},
        device_scale_factor=2,
        color_scheme="light",
        reduced_motion="reduce",
        service_workers="block",
        locale="en-US",
    )
    page.goto(url)
    return page


def write(page: Page, strokes: Sequence[Stroke]) -> None:
    hand = Mouse(page)
    for stroke in strokes:
        hand.begin(places(page, smooth(stroke)))
        hand.lift()


def places(page: Page, stroke: Stroke) -> list[Place]:
    """In the window."""
    box = page.locator("#sheet").bounding_box()
    assert box is not None
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]


def smooth(stroke: Stroke) -> Stroke:
    """Through all its places without a corner: a Catmull-Rom spline."""
    around = [stroke[0], *stroke, stroke[-1]]
    pieces = zip(around, around[1:], around[2:], around[3:], strict=False)
    samples = [between(piece, step / STEPS) for piece in pieces for step in range(STEPS)]
    return [*samples, stroke[-1]]


def between(piece: Sequence[Place], t: float) -> Place:
    """On the way from the second of four places to the third, `t` of it done."""
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
    x, y = (sum(weight * place[axis] for weight, place in zip(weights, piece, strict=True)) / 2 for axis in (0, 1))
    return x, y


def keep(page: Page, name: str) -> None:
    page.mouse.move(0, 0)  # over nothing that shows it
    page.screenshot(path=FOLDER / name, full_page=True)
    page.close()


if __name__ == "__main__":
    main()
