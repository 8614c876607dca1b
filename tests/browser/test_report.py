"""The laboratory's report as the service sends it: its policy lets in all that it needs."""

from typing import Literal

import pytest
from playwright.sync_api import Browser

from .audit import violations
from .server import Server
from .tablet import Complaints

LOOKS = """() => ({
  paper: getComputedStyle(document.querySelector(".item")).backgroundColor,
  broken: [...document.images].filter((image) => image.naturalWidth === 0).length,
  shown: document.images.length,
  wide: document.documentElement.scrollWidth > innerWidth,
})"""


@pytest.mark.parametrize(
    ("width", "scheme", "paper"), [(320, "light", "rgb(255, 254, 250)"), (1280, "dark", "rgb(28, 31, 43)")]
)
def test_the_report_is_shown_as_it_was_made(
    browser: Browser, server: Server, width: int, scheme: Literal["light", "dark"], paper: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    complaints = Complaints(server.url)
    complaints.watch(page)
    page.goto(f"{server.url}/report")
    looks, wrong = page.evaluate(LOOKS), violations(page)
    context.close()
    assert complaints.errors == []
    assert complaints.strangers == []
    assert wrong == []
    assert looks.pop("shown") > 0
    assert looks == {"paper": paper, "broken": 0, "wide": False}
