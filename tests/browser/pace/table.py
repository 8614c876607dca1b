"""The report of a measurement, in Markdown."""

import os
from collections.abc import Sequence

from tests.browser.pace.answers import Answers
from tests.browser.pace.scribbles import RATE, Frames, Scribble
from tests.browser.pace.spread import Spread

LONG_TASK = 50.0
"""Milliseconds: from here on a person feels it, says the Long Tasks specification."""

ANSWERS_HEAD = "| | n | Median | p95 | Longest |\n|---|--:|--:|--:|--:|"
SCRIBBLES_HEAD = (
    "| Hand | Events/s | Sent | Told | Kept | Frames | Missed | Median gap | p95 | Longest | Over 50 ms | Busy |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def report(version: str, answers: Answers, empty: Frames, scribbles: Sequence[Scribble]) -> str:
    """Says how it was measured, too."""
    load = os.getloadavg()[0]
    return (
        f"# The page under a quick hand\n\nMeasured by `python -m tests.browser.pace` in headless Chromium {version} "
        f"(software rendering), service and browser on the same {os.cpu_count()} processors, at a niceness of "
        f"{os.nice(0)}; the load of the machine was {load:.1f} at the end, about two of it this measurement's.\n\n"
        f"## From pen-up to the answer\n\nFrom the `pointerup` event's own time to the answer in the "
        f"document, each digit on a blank sheet; and the same question asked bare, by `fetch` in the same browser.\n\n"
        f"{ANSWERS_HEAD}\n{timed('the page', answers.page)}\n{timed('`fetch` alone', answers.bare)}\n\n"
        f"## Scribbling at {RATE:.0f} events a second\n\nOne stroke without a pause, read while it is drawn. Sent: by "
        f"the hand, as real input events; told: to the page, with coalesced events; kept: in the question about the "
        f"whole drawing. Frames by `requestAnimationFrame`, missed at 60 a second. Last, by the browser's tracing: "
        f"tasks of the page's own thread, and the share of a processor that they took.\n\n"
        f"{SCRIBBLES_HEAD}\n{framed('an empty page', empty)}\n" + "\n".join(map(both, scribbles)) + "\n"
    )


def timed(name: str, spread: Spread) -> str:
    times = [f"{value:.1f} ms" for value in (spread.quantile(0.5), spread.quantile(0.95), spread.worst)]
    return f"| {name} | {len(spread)} | {' | '.join(times)} |"


def both(scribble: Scribble) -> str:
    """A page at rest, and then under the hand."""
    points = (f"{scribble.rate:.0f}", str(scribble.sent), str(scribble.told), str(scribble.kept))
    tasks = sum(length > LONG_TASK for length in scribble.tasks.values)
    of_page = (f"{tasks} (longest {scribble.tasks.worst:.0f} ms)", f"{scribble.busy:.0%}")
    rest = framed(f"{scribble.hand}, at rest", scribble.still)
    return f"{rest}\n{framed(scribble.hand, scribble.frames, points, of_page)}"


def framed(name: str, frames: Frames, points: Sequence[str] = ("",) * 4, of_page: Sequence[str] = ("",) * 2) -> str:
    gaps = frames.gaps
    times = [f"{value:.1f} ms" for value in (gaps.quantile(0.5), gaps.quantile(0.95), gaps.worst)]
    return f"| {' | '.join([name, *points, str(len(gaps)), str(frames.missed), *times, *of_page])} |"
