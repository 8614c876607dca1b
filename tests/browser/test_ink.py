"""Writing with pens and the eraser, looking closer, and seeing it written again."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from .conftest import DESKTOP, PHONE, Device, OpenTablet
from .handwriting import ONE, SEVEN, Stroke, line
from .server import Server
from .tablet import PIXELS, Stylus, Tablet, Touch

LEFT: Stroke = line((0.25, 0.2), (0.25, 0.8))
ACROSS_LEFT: Stroke = line((0.1, 0.5), (0.4, 0.5))


def test_each_pen_leaves_its_own_ink_and_asks_the_same(desk: Tablet) -> None:
    inks = []
    for pen in ("Pencil", "Pen", "Felt tip"):
        desk.page.get_by_role("radio", name=pen, exact=True).click()
        desk.draw(SEVEN)
        desk.expect_digit(7)
        inks.append(desk.ink())
        desk.page.keyboard.press("Delete")
    assert inks == sorted(set(inks)), "each broader than the one before"
    xs = [body["strokes"][0]["x"] for body in desk.asked if len(body["strokes"][0]["x"]) == len(SEVEN)]
    assert len(xs) >= 3
    assert all(x == xs[0] for x in xs)


def test_the_pen_and_its_width_are_remembered(tablet: Tablet) -> None:
    tablet.page.get_by_role("radio", name="Pencil").click()
    tablet.page.get_by_role("slider").fill("3")
    tablet.draw(ONE)
    tablet.expect_digit(1)
    ink = tablet.ink()
    tablet.page.reload()
    expect(tablet.page.get_by_role("radio", name="Pencil")).to_be_checked()
    expect(tablet.page.get_by_role("slider")).to_have_value("3")
    assert tablet.ink() == pytest.approx(ink, rel=0.01)


def test_the_harder_a_stylus_is_pressed_the_wider_its_ink(desk: Tablet) -> None:
    inks = []
    for force in (0.1, 0.9):
        desk.hand = Stylus(desk.page, force)
        desk.draw(ONE)
        desk.expect_digit(1)
        inks.append(desk.ink())
        desk.page.keyboard.press("Delete")
    assert inks[1] > 1.5 * inks[0]
    assert all(set(stroke) == {"x", "y", "t"} for body in desk.asked for stroke in body["strokes"])


def test_the_eraser_takes_whole_strokes_and_undo_brings_them_back(tablet: Tablet) -> None:
    tablet.draw(ONE)
    tablet.expect_digit(1)
    alone = tablet.ink()
    tablet.draw(LEFT)
    both = tablet.ink()
    tablet.page.get_by_role("radio", name="Eraser").click()
    tablet.draw(ACROSS_LEFT)
    assert tablet.ink() == alone
    tablet.expect_digit(1)
    assert len(tablet.asked[-1]["strokes"]) == 1
    tablet.button("Undo").click()
    assert tablet.ink() == both
    tablet.page.get_by_role("radio", name="Pen", exact=True).click()
    tablet.draw(line((0.8, 0.2), (0.8, 0.3)))
    assert tablet.ink() > both


def test_an_eraser_that_takes_the_last_stroke_leaves_a_blank_sheet(desk: Tablet) -> None:
    desk.draw(LEFT)
    desk.expect_digit(1)
    desk.page.keyboard.press("e")
    desk.draw(ACROSS_LEFT)
    desk.expect_empty()
    assert desk.ink() == 0


def test_a_palm_beside_a_stylus_writes_nothing(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, PHONE) as tablet:
        Stylus(tablet.page).hover(tablet.place(0.5, 0.5))
        tablet.draw(LEFT)
        assert tablet.ink() == 0
        tablet.expect_empty()


def test_two_fingers_look_closer_and_write_nothing(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, PHONE) as tablet:
        tablet.draw(ONE)
        tablet.expect_digit(1)
        small = tablet.ink()
        touch = Touch(tablet.page)
        touch.send("touchStart", tablet.place(0.45, 0.5))
        touch.send("touchStart", tablet.place(0.45, 0.5), tablet.place(0.55, 0.5))
        for step in range(1, 6):
            touch.send("touchMove", tablet.place(0.45 - step / 50, 0.5), tablet.place(0.55 + step / 50, 0.5))
        touch.send("touchEnd")
        assert tablet.ink() > 1.5 * small
        assert len(tablet.asked[-1]["strokes"]) == 1
        expect(tablet.page.locator("#whole")).to_have_text("300%")
        tablet.page.locator("#whole").tap()
        assert tablet.ink() == small


def look_closer(tablet: Tablet) -> None:
    """By the button over a large sheet, else by the menu: on a small one it would lie where people write."""
    button = tablet.page.locator("#closer")
    if button.is_hidden():
        tablet.button("More").click()
        button = tablet.page.get_by_role("menuitem", name="Zoom in")
    button.click()


def test_a_small_sheet_is_all_for_the_pen_until_it_is_looked_at_closely(desk: Tablet) -> None:
    desk.page.set_viewport_size({"width": 390, "height": 844})
    expect(desk.page.locator("#closer")).to_be_hidden()
    look_closer(desk)
    expect(desk.page.locator("#whole")).to_have_text("150%")
    desk.page.locator("#farther").click()
    expect(desk.page.locator("#closer")).to_be_hidden()
    expect(desk.sheet).to_be_focused()


def test_zoomed_ink_is_as_sharp_as_ever(desk: Tablet) -> None:
    """Its edges grow with its length; those of a picture that is made larger grow with its area."""

    def edges() -> int:
        desk.ink()  # painted by now
        return int(desk.sheet.evaluate(f"(canvas) => ({PIXELS})(canvas, 3).filter((a) => a > 0 && a < 255).length"))

    desk.draw(line((0.45, 0.45), (0.55, 0.45), (0.5, 0.55)))
    before = edges()
    for _ in range(3):
        desk.button("Zoom in").click()
    assert edges() < 1.3 * 1.5**3 * before


def test_what_is_written_through_the_lens_lies_where_it_was_seen(desk: Tablet) -> None:
    desk.button("Zoom in").click()
    desk.draw(line((0.5, 0.5), (0.8, 0.5)))
    desk.expect_state("answer")
    [stroke] = desk.asked[-1]["strokes"]
    assert (stroke["x"][0], stroke["x"][-1]) == (pytest.approx(500, abs=1), pytest.approx(700, abs=1))


def test_the_wheel_zooms_with_control_and_moves_the_paper_without(desk: Tablet) -> None:
    desk.draw(ONE)
    desk.expect_digit(1)
    desk.page.mouse.move(*desk.place(0.5, 0.2))
    desk.page.keyboard.down("Control")
    desk.page.mouse.wheel(0, -500)
    desk.page.keyboard.up("Control")
    expect(desk.page.locator("#whole")).to_have_text("272%")
    near = desk.ink()
    desk.page.mouse.wheel(2000, 0)
    assert desk.ink() < near
    desk.page.keyboard.press("0")
    expect(desk.page.locator("#whole")).to_be_hidden()


def test_a_drawing_is_written_again_until_the_pen_comes_down(tablet: Tablet) -> None:
    tablet.page.emulate_media(reduced_motion="reduce")  # who asks for it wants this motion
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    tablet.draw(LEFT)
    ink = tablet.ink()
    questions = len(tablet.asked)
    replay = tablet.page.locator("#replay")
    replay.click()
    expect(replay).to_have_text("Stop")
    assert tablet.ink() < ink
    expect(replay).to_have_text("Replay")
    assert tablet.ink() == ink
    replay.click()
    tablet.draw(line((0.8, 0.2), (0.8, 0.3)))
    expect(replay).to_have_text("Replay")
    assert tablet.ink() > ink
    assert all(len(body["strokes"]) == 3 for body in tablet.asked[questions:]), "what is shown again is not asked again"


def test_where_the_replay_cannot_be_loaded_that_is_said(desk: Tablet) -> None:
    desk.page.route("**/js/player.js", lambda route: route.abort())
    desk.draw(SEVEN)
    desk.page.locator("#replay").click()
    expect(desk.page.locator("#toast")).to_contain_text("could not be loaded")
    assert all("ERR_FAILED" in error for error in desk.complaints.errors), desk.complaints.errors
    desk.complaints.errors.clear()


def test_the_tools_have_keys_where_the_sheet_has_the_focus(desk: Tablet) -> None:
    eraser = desk.page.get_by_role("radio", name="Eraser")
    desk.page.get_by_role("link", name="API documentation").focus()
    desk.page.keyboard.press("e")
    expect(eraser).not_to_be_checked()
    desk.draw(ONE)
    for key, name in (("e", "Eraser"), ("f", "Felt tip"), ("l", "Pencil"), ("p", "Pen")):
        desk.page.keyboard.press(key)
        expect(desk.page.get_by_role("radio", name=name, exact=True)).to_be_checked()
    desk.page.keyboard.press(".")
    expect(desk.page.get_by_role("slider")).to_have_value("2")
    desk.page.keyboard.press("+")
    expect(desk.page.locator("#whole")).to_have_text("150%")


@pytest.mark.parametrize(("device", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_screenshots_of_all_pens(
    open_tablet: OpenTablet, server: Server, screenshots: Path, device: Device, scheme: Literal["light", "dark"]
) -> None:
    with open_tablet(server.url, device, scheme) as tablet:
        for index, key in enumerate("plf"):
            tablet.page.locator(f'.pens [aria-keyshortcuts="{key.upper()}"]').click()
            left = 0.05 + index * 0.3
            tablet.draw([(left + 0.3 * x, 0.1 + 0.5 * y) for x, y in SEVEN])
        if not device.touch:
            stylus = Stylus(tablet.page)
            tablet.page.locator('.pens [aria-keyshortcuts="P"]').click()
            stylus.begin(tablet.places([(0.1, 0.9)]))
            for step in range(1, 41):
                stylus.force = 0.05 + 0.9 * abs((step % 20) / 10 - 1)
                stylus.send("mouseMoved", tablet.place(0.1 + step / 50, 0.8 + 0.1 * (-1) ** (step // 5)), buttons=1)
            stylus.lift()
        tablet.expect_state("answer")
        assert tablet.ink() > 0
        tablet.page.screenshot(path=screenshots / f"{device.name}-{scheme}-pens.png", full_page=True)
        for _ in range(2):
            look_closer(tablet)
        tablet.page.screenshot(path=screenshots / f"{device.name}-{scheme}-zoomed.png", full_page=True)
