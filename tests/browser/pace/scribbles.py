"""Fast scribbling: what becomes of each event, and of each frame."""

import asyncio
import json
import math
from dataclasses import dataclass

from playwright.async_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pace.hands import Place
from tests.browser.pace.sheet import Sheet, opened
from tests.browser.pace.spread import Spread

RATE = 240.0  # events a second: the quickest tablets and mice
TURNS = 2.5  # circles a second, a wild hand
FRAME = 1000 / 60  # milliseconds

HANDS = {"mouse, desktop": (DESKTOP, False), "stylus, desktop": (DESKTOP, True), "finger, phone": (PHONE, False)}

# The samples that the browser tells the page of.
LISTEN = """() => {
  window.samples = 0;
  addEventListener('pointermove', (event) => {
    if (event.buttons > 0) window.samples += Math.max(event.getCoalescedEvents().length, 1);
  }, { capture: true });
}"""

# Gaps between frames, in milliseconds.
FRAMES = """(seconds) => new Promise((done) => {
  const gaps = [];
  let last = 0;
  const step = (now) => {
    if (last > 0) gaps.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(step);
    else done(gaps);
  };
  const end = performance.now() + seconds * 1000;
  requestAnimationFrame(step);
})"""


@dataclass(frozen=True, slots=True)
class Frames:
    gaps: Spread  # milliseconds

    @property
    def missed(self) -> int:
        """Frames that should have been between two others."""
        return sum(round(gap / FRAME) - 1 for gap in self.gaps.values if gap > 1.5 * FRAME)


@dataclass(frozen=True, slots=True)
class Scribble:
    """sent, told, kept: samples the hand made, the browser told the page of, and the page sent to be read."""

    hand: str
    rate: float  # events a second, as they were sent
    sent: int
    told: int
    kept: int
    still: Frames  # of the page, nothing drawn
    frames: Frames
    tasks: Spread  # in the trace, of the page's own thread: milliseconds each
    busy: float  # the share of the time that they took of a processor


async def empty_page(browser: Browser, seconds: float) -> Frames:
    """What this machine and this browser miss with nothing to do."""
    page = await browser.new_page()
    frames = await watched(page, seconds)
    await page.close()
    return frames


async def measured(browser: Browser, url: str, hand: str, seconds: float) -> Scribble:
    """One stroke of so many seconds without a pause."""
    device, pen = HANDS[hand]
    async with opened(browser, url, device, pen) as sheet:
        still = await watched(sheet.page, seconds)
        asked: list[str | None] = []
        sheet.page.on("request", lambda request: asked.append(request.post_data))
        await sheet.page.evaluate(LISTEN)
        places = circling(sheet, seconds)
        await browser.start_tracing(page=sheet.page, categories=["toplevel"])
        watching = asyncio.create_task(watched(sheet.page, seconds))
        took = await sheet.writer.write(places, RATE)
        frames = await watching
        tasks = page_tasks(await browser.stop_tracing())
        await sheet.page.wait_for_function("() => document.getElementById('spoken').textContent !== ''")
        told = await sheet.page.evaluate("() => window.samples")
    kept = sum(len(stroke["x"]) for stroke in json.loads(asked[-1] or "{}")["strokes"])
    moves = len(places) - 1
    lengths, busy = Spread([task["dur"] / 1000 for task in tasks]), sum(task["tdur"] for task in tasks) / 1e6 / seconds
    return Scribble(hand, moves / took, moves, told, kept - 1, still, frames, lengths, busy)


async def watched(page: Page, seconds: float) -> Frames:
    return Frames(Spread(await page.evaluate(FRAMES, seconds)))


def circling(sheet: Sheet, seconds: float) -> list[Place]:
    """Round and round, each time on another way; every sample is far from the last one."""
    angles = [2 * math.pi * TURNS * event / RATE for event in range(round(seconds * RATE))]
    return [
        sheet.place(
            0.5 + (0.3 + 0.1 * math.sin(a / 7)) * math.cos(a), 0.5 + (0.3 + 0.1 * math.cos(a / 5)) * math.sin(a)
        )
        for a in angles
    ]


def page_tasks(trace: bytes) -> list[dict[str, float]]:
    """What the page's own thread did: each with `dur` and, of a processor, `tdur` in microseconds."""
    events = json.loads(trace)["traceEvents"]
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask"
        and "tdur" in event
        and (event["pid"], event["tid"]) in threads
    ]
