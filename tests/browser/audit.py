"""axe-core in the page: what of WCAG 2.2 AA a machine can see."""

from typing import Any

from playwright.sync_api import Page

from tests.frontend.node import module

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def violations(page: Page) -> list[str]:
    """Each with the elements it was found in."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "async (levels) => (await axe.run(document, { runOnly: levels })).violations", list(LEVELS)
    )
    return [f"{rule['id']}: {', '.join(str(node['target']) for node in rule['nodes'])}" for rule in found]
