"""Draws on the page of a service of its own as a quick hand does: how soon it answers, and what it misses."""

import argparse
import asyncio
import logging
import shutil
import sys
from pathlib import Path

from playwright.async_api import async_playwright
from tqdm import tqdm

from backend.settings import ROOT
from tests.browser.conftest import ARGUMENTS, NAMES
from tests.browser.pace import answers, scribbles
from tests.browser.pace.table import report
from tests.browser.server import free_port, running

REPORT = ROOT / "artifacts" / "report" / "pace.md"

logger = logging.getLogger(__name__)


def main() -> int:
    """Measures and writes the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.pace", description=__doc__.partition("\n")[0])
    parser.add_argument("--strokes", type=int, default=60, help="whose answers are timed [60]")
    parser.add_argument("--seconds", type=float, default=5, help="of scribbling with each hand [5]")
    parser.add_argument("--report", type=Path, default=REPORT, help="where to write the tables [%(default)s]")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sys.exit(f"a Chromium is needed: one of {', '.join(NAMES)}")
    with running(free_port()) as server:
        text = asyncio.run(measured(path, server.url, options.strokes, options.seconds))
    logger.info(text)
    options.report.write_text(text)
    return 0


async def measured(chromium: str, url: str, strokes: int, seconds: float) -> str:
    """The report."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        answered = await answers.measured(browser, url, strokes)
        empty = await scribbles.empty_page(browser, seconds)
        hands = tqdm(scribbles.HANDS, desc="scribbles", unit="hand")
        scribbled = [await scribbles.measured(browser, url, hand, seconds) for hand in hands]
        return report(browser.version, answered, empty, scribbled)


if __name__ == "__main__":
    sys.exit(main())
