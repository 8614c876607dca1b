"""The page's icons as pictures, made from its drawn one: python -m tests.browser.icons

Needs Chromium. The maskable one has no corners and a smaller digit, which every shape of a phone's mask shows whole.
"""

import shutil

from playwright.sync_api import Page, sync_playwright

from backend.settings import ROOT

from .conftest import ARGUMENTS, NAMES

DRAWN = ROOT / "frontend" / "favicon.svg"
FOLDER = ROOT / "frontend" / "icons"
SAFE = 0.8  # of the side: what a mask shows for certain


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    drawing = DRAWN.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NAMES))), args=ARGUMENTS
        )
        page = browser.new_page()
        paint(page, drawing, 192, "192.png")
        paint(page, drawing, 512, "512.png")
        paint(page, masked(drawing), 512, "maskable-512.png")
        browser.close()


def masked(drawing: str) -> str:
    return drawing.replace(' rx="8"', "").replace(
        "<path", f'<path transform="translate(16 16) scale({SAFE}) translate(-16 -16)"'
    )


def paint(page: Page, drawing: str, side: int, name: str) -> None:
    page.set_viewport_size({"width": side, "height": side})
    page.set_content(f"<style>body{{margin:0}} svg{{display:block;width:{side}px;height:{side}px}}</style>{drawing}")
    page.screenshot(path=FOLDER / name, omit_background=True)


if __name__ == "__main__":
    main()
