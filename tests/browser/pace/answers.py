"""From the moment the pen leaves the sheet to the answer on the page."""

import asyncio
from dataclasses import dataclass

from playwright.async_api import Browser
from tqdm import tqdm

from tests.browser.conftest import DESKTOP
from tests.browser.handwriting import ONE, SEVEN, THREE, ZERO
from tests.browser.pace.sheet import Sheet, opened
from tests.browser.pace.spread import Spread

RATE = 120.0  # events a second: a usual mouse
PAUSE = 0.2  # seconds between two drawings
LIMIT = 20.0  # seconds; an answer that comes later is none

# The answer to the whole drawing is the one that is announced.
WATCH = """() => {
  let up = 0;
  addEventListener('pointerup', (event) => { up = event.timeStamp; }, { capture: true });
  const spoken = document.getElementById('spoken');
  new MutationObserver(() => {
    if (up > 0 && spoken.textContent !== '') answered(performance.now() - up);
  }).observe(spoken, { childList: true, characterData: true, subtree: true });
}"""

# The least that any page would need: the same question, asked and read by the same browser.
ASK = """async ([body, times]) => {
  const took = [];
  for (let turn = 0; turn < times; turn += 1) {
    const began = performance.now();
    const response = await fetch('/v1/predict', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body,
    });
    await response.json();
    took.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 50));
  }
  return took;
}"""


@dataclass(frozen=True, slots=True)
class Answers:
    """In milliseconds: from pen-up to the answer in the document, and for a bare request to the service."""

    page: Spread
    bare: Spread


async def measured(browser: Browser, url: str, times: int) -> Answers:
    """Draws so many digits with a mouse, each on a blank sheet."""
    async with opened(browser, url, DESKTOP) as sheet:
        waits: asyncio.Queue[float] = asyncio.Queue()
        await sheet.page.expose_function("answered", waits.put_nowait)
        await sheet.page.evaluate(WATCH)
        bodies: list[str | None] = []
        sheet.page.on("request", lambda request: bodies.append(request.post_data))
        took = [await drawn(sheet, turn, waits) for turn in tqdm(range(times), desc="answers", unit="drawing")]
        bare = await sheet.page.evaluate(ASK, [bodies[-1], times])
    return Answers(Spread(took), Spread(bare))


async def drawn(sheet: Sheet, turn: int, waits: asyncio.Queue[float]) -> float:
    """Milliseconds. Raises TimeoutError."""
    stroke = (SEVEN, THREE, ONE, ZERO)[turn % 4]
    await sheet.writer.write([sheet.place(x, y) for x, y in stroke], RATE)
    took = await asyncio.wait_for(waits.get(), LIMIT)
    await asyncio.sleep(PAUSE)
    await sheet.clear()
    return took
