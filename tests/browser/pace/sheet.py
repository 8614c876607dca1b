"""The page opened for a measurement."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import Device
from tests.browser.pace.hands import Finger, Fingers, Place, Pointer, Writer


@dataclass(frozen=True, slots=True)
class Sheet:
    page: Page
    writer: Writer
    box: tuple[float, float, float, float]  # left, top, width, height in CSS pixels

    def place(self, x: float, y: float) -> Place:
        """A part of the sheet as a place in the window."""
        left, top, width, height = self.box
        return left + x * width, top + y * height

    async def clear(self) -> None:
        await self.page.keyboard.press("Delete")
        await expect(self.page.locator("#answer")).to_have_attribute("data-state", "empty")


@asynccontextmanager
async def opened(browser: Browser, url: str, device: Device, pen: bool = False) -> AsyncIterator[Sheet]:
    """Motion is allowed, as most people have it."""
    context = await browser.new_context(
        viewport=device.size, device_scale_factor=device.pixel_ratio, has_touch=device.touch, is_mobile=device.touch
    )
    page = await context.new_page()
    await page.goto(url)
    await page.wait_for_load_state("networkidle")
    box = await page.locator("#sheet").bounding_box()
    assert box is not None
    fingers: Fingers = Finger() if device.touch else Pointer("pen" if pen else "mouse")
    writer = Writer(await context.new_cdp_session(page), fingers)
    yield Sheet(page, writer, (box["x"], box["y"], box["width"], box["height"]))
    await context.close()
