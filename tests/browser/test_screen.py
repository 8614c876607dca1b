"""Sharpness, size, colours: what the eye sees. Keeps screenshots."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from .conftest import DESKTOP, Device, OpenTablet
from .handwriting import SEVEN
from .server import Server
from .tablet import Tablet


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(
    open_tablet: OpenTablet, server: Server, device: Device, screenshots: Path, scheme: Literal["light", "dark"]
) -> None:
    with open_tablet(server.url, device, scheme) as tablet:
        tablet.page.screenshot(path=screenshots / f"{device.name}-{scheme}-empty.png")
        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        tablet.page.wait_for_timeout(300)  # the frame is decoded a moment after the digit is shown
        tablet.page.screenshot(path=screenshots / f"{device.name}-{scheme}-answer.png")
        brightness = tablet.page.evaluate("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0]")
        assert (int(brightness) > 128) == (scheme == "light")


def test_one_canvas_pixel_for_each_screen_pixel(tablet: Tablet, device: Device) -> None:
    drawn = tablet.sheet.evaluate("(canvas) => canvas.width / canvas.clientWidth")
    assert drawn == pytest.approx(device.pixel_ratio, abs=0.01)


def test_ink_keeps_its_place_when_the_screen_turns(tablet: Tablet, device: Device) -> None:
    def part_of_the_sheet() -> float:
        return tablet.ink() / float(tablet.sheet.evaluate("(canvas) => canvas.width * canvas.height"))

    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    before = part_of_the_sheet()
    tablet.page.set_viewport_size({"width": device.size["height"], "height": device.size["width"]})
    assert part_of_the_sheet() == pytest.approx(before, rel=0.05)


@pytest.mark.parametrize("width", [320, 390, 700, 1000, 1920])
def test_nothing_sticks_out(open_tablet: OpenTablet, server: Server, screenshots: Path, width: int) -> None:
    with open_tablet(server.url, DESKTOP) as tablet:
        tablet.page.set_viewport_size({"width": width, "height": 700})
        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        assert tablet.page.evaluate("() => document.documentElement.scrollWidth") == width
        tablet.page.screenshot(path=screenshots / f"width-{width}.png", full_page=True)


def test_says_the_model_and_links_the_documentation(desk: Tablet) -> None:
    expect(desk.page.locator("#version")).not_to_be_empty()
    link = desk.page.get_by_role("link", name="API documentation")
    assert desk.page.request.get(f"{desk.complaints.origin}{link.get_attribute('href')}").ok


def test_every_control_has_a_name_and_shows_its_focus(desk: Tablet) -> None:
    names = []
    for _ in range(12):
        desk.page.keyboard.press("Tab")
        focused = desk.page.locator(":focus-visible")
        expect(focused).not_to_have_css("outline-style", "none")
        names.append(focused.get_attribute("aria-label") or focused.inner_text())
    assert all(names), names
