"""The page under a hand: draws on the sheet with a mouse or a finger and reads what the page says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from .handwriting import Stroke

ANSWER_LIMIT = 10_000  # milliseconds; the machine may be busy with other work

BLOCKED_WORKER = (
    "Service Worker registration blocked by Playwright"  # as the tests want it, all but those of the worker
)

# One channel of a canvas. Read from a copy: Chromium warns a canvas that is read often, and the page reads none.
PIXELS = """(canvas, channel) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(0, 0, canvas.width, canvas.height).data.filter((_, index) => index % 4 === channel);
}"""

Place = tuple[float, float]


class Hand(Protocol):
    def begin(self, places: Sequence[Place]) -> None:
        """Goes down at the first place, along the others, and stays down."""

    def lift(self) -> None: ...


@dataclass
class Complaints:
    """What a page must not do: complain on the console, or ask another origin for something."""

    origin: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self.on_request)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and message.text != BLOCKED_WORKER:
            self.errors.append(message.text)

    def on_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(f"{self.origin}/"):
            self.strangers.append(request.url)


@dataclass
class Tablet:
    page: Page
    hand: Hand
    complaints: Complaints
    asked: list[Any] = field(default_factory=list)  # the JSON of every question about strokes

    def __post_init__(self) -> None:
        self.page.on("request", self.on_request)

    def on_request(self, request: Request) -> None:
        if request.url.endswith(("/v1/predict", "/v1/read")):
            self.asked.append(request.post_data_json)

    def draw(self, stroke: Stroke) -> None:
        self.hand.begin(self.places(stroke))
        self.hand.lift()

    def places(self, stroke: Stroke) -> list[Place]:
        return [self.place(x, y) for x, y in stroke]

    def place(self, x: float, y: float) -> Place:
        """A part of the sheet as a place in the window."""
        box = self.sheet.bounding_box()
        assert box is not None
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    @property
    def sheet(self) -> Locator:
        return self.page.locator("#sheet")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def expect_state(self, state: str) -> None:
        expect(self.page.locator("#answer")).to_have_attribute("data-state", state, timeout=ANSWER_LIMIT)

    def expect_digit(self, digit: int) -> None:
        """The answer to the whole drawing: also the one that is announced."""
        names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        expect(self.page.get_by_role("status")).to_contain_text(f"Read as {names[digit]},", timeout=ANSWER_LIMIT)
        expect(self.page.locator("#digit")).to_have_text(str(digit))
        self.expect_state("answer")

    def expect_empty(self) -> None:
        self.expect_state("empty")
        expect(self.page.get_by_text("Draw a digit")).to_be_visible()

    def ink(self) -> int:
        """How many pixels of the sheet carry ink."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        pixels: int = self.sheet.evaluate(f"(canvas) => ({PIXELS})(canvas, 3).filter((value) => value > 127).length")
        return pixels

    def ink_touches_no_edge(self) -> bool:
        """Whether all ink is seen: none runs off the sheet."""
        clear: bool = self.sheet.evaluate(
            f"""(canvas) => ({PIXELS})(canvas, 3).every((value, index) => {{
              const [x, y] = [index % canvas.width, Math.floor(index / canvas.width)];
              const edge = x === 0 || y === 0 || x === canvas.width - 1 || y === canvas.height - 1;
              return value === 0 || !edge;
            }})"""
        )
        return clear

    def brightness(self, place: Place) -> int:
        """Of a pixel of the sheet, 0 to 255, at a place in the window."""
        red: int = self.sheet.evaluate(
            f"""(canvas, [x, y]) => {{
              const box = canvas.getBoundingClientRect();
              const [column, row] = [x - box.left, y - box.top].map((part) => Math.floor(part * devicePixelRatio));
              return ({PIXELS})(canvas, 0)[row * canvas.width + column];
            }}""",
            list(place),
        )
        return red


@dataclass
class Mouse:
    page: Page

    def begin(self, places: Sequence[Place]) -> None:
        self.page.mouse.move(*places[0])
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*place)

    def lift(self) -> None:
        self.page.mouse.up()


class Touch:
    """Fingers, through Chromium's own touch input."""

    def __init__(self, page: Page) -> None:
        self.devtools = page.context.new_cdp_session(page)

    def begin(self, places: Sequence[Place]) -> None:
        self.send("touchStart", places[0])
        for place in places[1:]:
            self.send("touchMove", place)

    def lift(self) -> None:
        self.send("touchEnd")

    def send(self, kind: str, *fingers: Place) -> None:
        """All fingers that are on the screen now, always in the same order."""
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


class Stylus:
    """A pen that tells how hard it is pressed, through Chromium's own pointer input."""

    def __init__(self, page: Page, force: float = 0.5) -> None:
        self.devtools = page.context.new_cdp_session(page)
        self.force = force

    def begin(self, places: Sequence[Place]) -> None:
        self.hover(places[0])
        self.send("mousePressed", places[0], buttons=1)
        for place in places[1:]:
            self.send("mouseMoved", place, buttons=1)
        self.last = places[-1]

    def lift(self) -> None:
        self.send("mouseReleased", self.last, buttons=0)

    def hover(self, place: Place) -> None:
        self.send("mouseMoved", place, buttons=0)

    def send(self, kind: str, place: Place, buttons: int) -> None:
        told = {"type": kind, "x": place[0], "y": place[1], "buttons": buttons, "force": self.force}
        button = "none" if kind == "mouseMoved" else "left"
        self.devtools.send(
            "Input.dispatchMouseEvent", {**told, "button": button, "clickCount": 1, "pointerType": "pen"}
        )
