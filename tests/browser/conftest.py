"""The real server, a real Chromium, and the page in it at two sizes."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from .server import Server, free_port, running
from .tablet import Complaints, Hand, Mouse, Tablet, Touch

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Device:
    name: str
    size: ViewportSize
    pixel_ratio: float
    touch: bool


DESKTOP = Device("desktop", {"width": 1280, "height": 800}, pixel_ratio=1, touch=False)
PHONE = Device("phone", {"width": 390, "height": 844}, pixel_ratio=3, touch=True)

OpenTablet = Callable[..., AbstractContextManager[Tablet]]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = f"no Chromium on this machine: none of {', '.join(NAMES)}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    with running(free_port()) as server:
        yield server


@pytest.fixture(params=[DESKTOP, PHONE], ids=lambda device: str(device.name))
def device(request: pytest.FixtureRequest) -> Device:
    chosen: Device = request.param
    return chosen


@pytest.fixture
def open_tablet(browser: Browser) -> OpenTablet:
    """Opens the page of a server on a device, and at the end wants no complaints."""

    @contextmanager
    def opened(
        url: str,
        device: Device,
        scheme: Literal["light", "dark"] = "light",
        workers: Literal["allow", "block"] = "block",
    ) -> Iterator[Tablet]:
        context = browser.new_context(
            viewport=device.size,
            device_scale_factor=device.pixel_ratio,
            has_touch=device.touch,
            is_mobile=device.touch,
            color_scheme=scheme,
            reduced_motion="reduce",
            service_workers=workers,
        )
        page = context.new_page()
        complaints = Complaints("{0.scheme}://{0.netloc}".format(urlsplit(url)))
        complaints.watch(page)
        page.goto(url)
        hand: Hand = Touch(page) if device.touch else Mouse(page)
        yield Tablet(page, hand, complaints)
        context.close()
        assert complaints.errors == []
        assert complaints.strangers == []

    return opened


@pytest.fixture
def tablet(open_tablet: OpenTablet, server: Server, device: Device) -> Iterator[Tablet]:
    with open_tablet(server.url, device) as opened:
        yield opened


@pytest.fixture
def desk(open_tablet: OpenTablet, server: Server) -> Iterator[Tablet]:
    """The page on a desktop alone, for what does not depend on the size or the hand."""
    with open_tablet(server.url, DESKTOP) as opened:
        yield opened


@pytest.fixture(scope="package")
def screenshots() -> Path:
    folder = Path(__file__).parent / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder
