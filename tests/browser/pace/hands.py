"""Hands at their own pace: real input events through Chromium's protocol, sent without waiting for the page."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from playwright.async_api import CDPSession

Place = tuple[float, float]
"""In CSS pixels of the window."""


class Fingers(Protocol):
    def event(self, kind: Literal["down", "move", "up"], place: Place) -> tuple[str, dict[str, Any]]:
        """The protocol's method and what it is told."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mouse, or a stylus that is pressed more and less hard as it goes."""

    kind: Literal["mouse", "pen"]

    def event(self, kind: Literal["down", "move", "up"], place: Place) -> tuple[str, dict[str, Any]]:
        x, y = place
        names = {"down": "mousePressed", "move": "mouseMoved", "up": "mouseReleased"}
        force = {"force": 0.5 + 0.4 * ((x + y) % 100) / 100} if self.kind == "pen" else {}
        told = {"type": names[kind], "x": x, "y": y, "pointerType": self.kind, "clickCount": 1, **force}
        return "Input.dispatchMouseEvent", {**told, "button": "left", "buttons": 0 if kind == "up" else 1}


@dataclass(frozen=True, slots=True)
class Finger:
    """One finger on a screen."""

    def event(self, kind: Literal["down", "move", "up"], place: Place) -> tuple[str, dict[str, Any]]:
        names = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}
        points = [] if kind == "up" else [{"x": place[0], "y": place[1]}]
        return "Input.dispatchTouchEvent", {"type": names[kind], "touchPoints": points}


@dataclass(slots=True)
class Writer:
    """Sends a stroke at so many events a second; late ones are sent at once, so that none is left out."""

    devtools: CDPSession
    fingers: Fingers
    sent: list[asyncio.Task[Any]] = field(default_factory=list)

    async def write(self, places: Sequence[Place], rate: float) -> float:
        """Down at the first place, along the others, and up. Returns the seconds that the moves took."""
        self.send("down", places[0])
        began = time.perf_counter()
        for number, place in enumerate(places[1:], start=1):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            self.send("move", place)
        took = time.perf_counter() - began
        self.send("up", places[-1])
        await asyncio.gather(*self.sent)
        self.sent.clear()
        return took

    def send(self, kind: Literal["down", "move", "up"], place: Place) -> None:
        method, told = self.fingers.event(kind, place)
        self.sent.append(asyncio.create_task(self.devtools.send(method, told)))
