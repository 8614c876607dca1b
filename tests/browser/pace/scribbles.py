"""Fast scribbling: what becomes of each event, and of each frame."""

import asyncio
import json
import math
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, Device
from tests.browser.pace.hands import Place
from tests.browser.pace.sheet import Sheet, opened
from tests.browser.pace.spread import Spread

RATE = 240.0  # events a second: the quickest tablets and mice
TURNS = 2.5  # circles a second, a wild hand
FRAME = 1000 / 60  # milliseconds
LONG_TASK = 50_000  # microseconds: from here on a person feels it, says the Long Tasks specification

HANDS = {"mouse, desktop": (DESKTOP, False), "stylus, desktop": (DESKTOP, True), "finger, phone": (PHONE, False)}

# Gaps between frames, in milliseconds, and the samples that the browser told the page of.
FRAMES = """(seconds) => new Promise((done) => {
  const gaps = [];
  let [last, samples] = [0, 0];
  addEventListener('pointermove', (event) => {
    if (event.buttons > 0) samples += Math.max(event.getCoalescedEvents().length, 1);
  }, { capture: true });
  const step = (now) => {
    if (last > 0) gaps.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(step);
    else done({ gaps, samples });
  };
  const end = performance.now() + seconds * 1000;
  requestAnimationFrame(step);
})"""


@dataclass(frozen=True, slots=True)
class Frames:
    gaps: Spread  # milliseconds
    samples: int = 0

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
    long_tasks: int  # in the trace, of the page's own thread
    longest: float  # milliseconds, of them all


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
        places = circling(sheet, seconds)
        await browser.start_tracing(page=sheet.page, categories=["toplevel", "devtools.timeline"])
        watching = asyncio.create_task(watched(sheet.page, seconds))
        took = await sheet.writer.write(places, RATE)
        frames = await watching
        tasks = long_tasks(await browser.stop_tracing())
        await sheet.page.wait_for_function("() => document.getElementById('spoken').textContent !== ''")
    kept = sum(len(stroke["x"]) for stroke in json.loads(asked[-1] or "{}")["strokes"])
    moves = len(places) - 1
    return Scribble(hand, moves / took, moves, frames.samples, kept - 1, still, frames, len(tasks), max(tasks, default=0))


async def watched(page: Page, seconds: float) -> Frames:
    told: dict[str, Any] = await page.evaluate(FRAMES, seconds)
    return Frames(Spread(told["gaps"]), told["samples"])


def circling(sheet: Sheet, seconds: float) -> list[Place]:
    """Round and round, each time on another way; every sample is far from the last one."""
    angles = [2 * math.pi * TURNS * event / RATE for event in range(round(seconds * RATE))]
    return [
        sheet.place(0.5 + (0.3 + 0.1 * math.sin(a / 7)) * math.cos(a), 0.5 + (0.3 + 0.1 * math.cos(a / 5)) * math.sin(a))
        for a in angles
    ]


def long_tasks(trace: bytes) -> list[float]:
    """The lengths, in milliseconds, of what kept the page's thread too long."""
    events = json.loads(trace)["traceEvents"]
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event["dur"] / 1000
        for event in events
        if event["name"] in {"RunTask", "ThreadControllerImpl::RunTask"}
        and event.get("dur", 0) > LONG_TASK
        and (event["pid"], event["tid"]) in threads
    ]
