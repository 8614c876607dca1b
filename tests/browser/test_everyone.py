"""For everyone: WCAG 2.2 AA in every state, keyboard alone, other languages and directions, forced colours."""

import json
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, Route, expect

from .audit import violations
from .conftest import DESKTOP, Device, OpenTablet
from .handwriting import NUMBER, SEVEN
from .pictures import NOTES, photo, picture
from .server import Server
from .tablet import ANSWER_LIMIT, Tablet

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_state_shuts_anybody_out(
    open_tablet: OpenTablet, server: Server, device: Device, scheme: Literal["light", "dark"]
) -> None:
    found: dict[str, list[str]] = {}
    with open_tablet(server.url, device, scheme) as tablet:
        found["empty"] = violations(tablet.page)
        tablet.button("More").click()
        found["menu"] = violations(tablet.page)
        tablet.page.get_by_role("menuitem", name="Keyboard").click()
        dialog = tablet.page.get_by_role("dialog", name="Keyboard")
        expect(dialog).to_be_visible()
        found["dialog"] = violations(tablet.page)
        tablet.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        found["answer"] = violations(tablet.page)
        refuse(tablet.page, 413)
        tablet.draw(SEVEN)
        tablet.expect_state("problem")
        found["problem"] = violations(tablet.page)
        tablet.page.unroute("**/v1/predict")
        tablet.button("Clear").click()
        tablet.page.get_by_role("radio", name="Number").click()
        for stroke in NUMBER:
            tablet.draw(stroke)
        tablet.expect_state("answer")
        found["number"] = violations(tablet.page)
        tablet.complaints.errors.clear()  # the refused request
    assert {state: rules for state, rules in found.items() if rules} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_comes_later_shuts_nobody_out(
    open_tablet: OpenTablet, server: Server, device: Device, scheme: Literal["light", "dark"], screenshots: Path
) -> None:
    found: dict[str, list[str]] = {}
    with open_tablet(server.url, device, scheme) as tablet:

        def look(state: str) -> None:
            tablet.page.screenshot(path=screenshots / f"{device.name}-{scheme}-{state}.png")
            found[state] = violations(tablet.page)

        tablet.page.locator("#camera-file").set_input_files(photo())
        expect(tablet.page.locator(".crop-frame")).to_be_focused(timeout=ANSWER_LIMIT)
        look("crop")
        tablet.page.keyboard.press("Escape")
        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        tablet.page.locator("#more").click()
        tablet.page.get_by_role("menuitem", name="Share").click()
        tablet.button("Kotlin").click()
        look("share")
        tablet.page.keyboard.press("Escape")
        tablet.page.locator("#file").set_input_files([picture(7, "a.png"), picture(1, "b.png"), NOTES])
        expect(tablet.page.locator(".results-counts")).to_contain_text("3 of 3 done", timeout=ANSWER_LIMIT)
        look("files")
    assert {state: rules for state, rules in found.items() if rules} == {}


def refuse(page: Page, status: int) -> None:
    problem = {"type": "about:blank", "title": "x", "status": status, "detail": ""}

    def on_route(route: Route) -> None:
        route.fulfill(status=status, content_type="application/problem+json", body=json.dumps(problem))

    page.route("**/v1/predict", on_route)


def test_the_audit_finds_what_shuts_people_out(desk: Tablet) -> None:
    desk.page.evaluate("() => document.getElementById('clear').replaceChildren()")
    assert any(rule.startswith("button-name") for rule in violations(desk.page))


def test_the_menu_and_its_dialog_by_key_alone(desk: Tablet) -> None:
    more = desk.button("More")
    more.focus()
    desk.page.keyboard.press("Enter")
    item = desk.page.get_by_role("menuitem", name="Keyboard")
    expect(more).to_have_attribute("aria-expanded", "true")  # the browser tells of it a little later
    desk.page.keyboard.press("End")
    expect(item).to_be_focused()
    expect(more).to_have_attribute("aria-expanded", "true")
    desk.page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-expanded", "false")
    desk.page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")  # the browser tells of it a little later
    desk.page.keyboard.press("End")
    desk.page.keyboard.press("Enter")
    dialog = desk.page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    expect(item).to_be_hidden()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(more).to_be_focused()


def test_the_tab_key_reaches_everything_that_can_be_pressed(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    expect(desk.page.get_by_role("radio", name="against all others")).to_be_visible()  # the last thing to come
    wanted = desk.page.evaluate(
        """() => [...document.querySelectorAll('button, a, select, input')]
          .filter((each) => each.checkVisibility() && each.tabIndex >= 0 && !each.classList.contains('visually-hidden'))
          .map((each) => each.outerHTML)"""
    )
    reached = set()
    for _ in range(len(wanted) + 1):
        desk.page.keyboard.press("Tab")
        reached.add(desk.page.evaluate("() => document.activeElement.outerHTML"))
    assert len(wanted) >= 8
    assert set(wanted) <= reached


def test_a_press_beside_a_dialog_closes_it(desk: Tablet) -> None:
    desk.button("More").click()
    desk.page.get_by_role("menuitem", name="Keyboard").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    desk.page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Schreib eine Ziffer"), ("es", "Dibuja una cifra"), ("zh", "写一个数字")]
)
def test_speaks_the_language_that_is_asked_for(
    open_tablet: OpenTablet, server: Server, language: str, title: str
) -> None:
    with open_tablet(f"{server.url}/?lang={language}", DESKTOP) as tablet:
        expect(tablet.page.get_by_text(title, exact=True)).to_be_visible()
        assert str(tablet.page.evaluate("() => document.documentElement.lang")).startswith(language)
        tablet.page.set_viewport_size({"width": 320, "height": 640})
        assert tablet.page.evaluate("() => document.documentElement.scrollWidth") == 320
        assert violations(tablet.page) == []


def test_the_switch_changes_what_is_said_and_is_remembered(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.page.get_by_label("Language").select_option("de")
    expect(desk.page.get_by_role("status")).to_contain_text("Gelesen: Sieben", timeout=ANSWER_LIMIT)
    expect(desk.button("Leeren")).to_be_visible()
    desk.page.reload()
    expect(desk.button("Leeren")).to_be_visible()


def test_the_page_does_not_wait_for_its_words(open_tablet: OpenTablet, server: Server) -> None:
    waiting: list[Route] = []
    with open_tablet(server.url, DESKTOP) as tablet:

        def hold(route: Route) -> None:
            waiting.append(route)

        for language in ("es", "de"):
            tablet.page.route(f"**/locale/{language}.js", hold)
        tablet.page.goto(f"{server.url}/?lang=es", wait_until="commit")
        expect(tablet.page.get_by_label("Language")).to_have_value("es", timeout=ANSWER_LIMIT)
        tablet.page.get_by_label("Language").select_option("de")
        tablet.page.get_by_label("Language").select_option("es")
        tablet.page.wait_for_timeout(1_200)  # longer than the page waits
        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        assert len(waiting) == 2
        for route in waiting:
            route.continue_()
        expect(tablet.page.get_by_role("status")).to_contain_text("Leído: siete", timeout=ANSWER_LIMIT)
        tablet.page.route("**/locale/zh.js", lambda route: route.abort())
        tablet.page.get_by_label("Idioma").select_option("zh")
        expect(tablet.page.locator("#toast")).to_contain_text("No se pudo cargar")
        expect(tablet.page.get_by_label("Idioma")).to_have_value("es")
        tablet.complaints.errors.clear()  # the refused request


@pytest.mark.parametrize("mode", ["", "#number"])
def test_nothing_sticks_out_from_right_to_left(open_tablet: OpenTablet, server: Server, mode: str) -> None:
    with open_tablet(f"{server.url}/{mode}", DESKTOP) as tablet:
        tablet.page.set_viewport_size({"width": 320, "height": 640})
        tablet.page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
        tablet.draw(SEVEN)
        tablet.expect_state("answer")
        tablet.page.locator("#more").click()
        menu = tablet.page.get_by_role("menu").bounding_box()
        assert menu is not None
        assert 0 <= menu["x"] <= 320 - menu["width"]
        widths = tablet.page.evaluate("() => [document.documentElement.scrollWidth, document.body.scrollWidth]")
        assert max(widths) <= 320


def test_forced_colours_still_show_what_is_chosen(desk: Tablet) -> None:
    desk.page.emulate_media(forced_colors="active")
    expect(desk.page.get_by_role("radio", name="Digit", exact=True)).to_have_css("outline-style", "solid")
    bars = desk.page.locator(".candidate-bar").first
    assert bars.evaluate("(bar) => getComputedStyle(bar).backgroundColor") != desk.page.evaluate(
        "() => getComputedStyle(document.body).backgroundColor"
    )


def test_answers_are_announced_once(desk: Tablet) -> None:
    desk.page.evaluate(
        """() => {
          window.said = [];
          const spoken = document.getElementById('spoken');
          new MutationObserver(() => window.said.push(spoken.textContent)).observe(spoken, { childList: true });
        }"""
    )
    desk.draw(SEVEN)
    desk.expect_digit(7)
    said = desk.page.evaluate("() => window.said.filter(Boolean)")
    assert len(said) == 1


def test_nothing_moves_for_those_who_want_it_still(desk: Tablet) -> None:
    moving = desk.page.evaluate("() => document.getAnimations().map((animation) => animation.playState)")
    assert moving == []
