"""Undo, redo and clear, by button and by key."""

import pytest
from playwright.sync_api import expect

from .handwriting import ONE, SEVEN, THREE
from .tablet import Tablet


def test_undo_and_redo_by_button(tablet: Tablet) -> None:
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    one_stroke = tablet.ink()
    tablet.draw(ONE)
    assert tablet.ink() > one_stroke
    tablet.button("Undo").click()
    assert tablet.ink() == one_stroke
    tablet.expect_digit(7)
    tablet.button("Undo").click()
    tablet.expect_empty()
    tablet.button("Redo").click()
    assert tablet.ink() == one_stroke
    tablet.expect_digit(7)


def test_undo_by_key(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.page.keyboard.press("Control+z")
    desk.expect_empty()
    assert desk.ink() == 0
    desk.page.keyboard.press("Control+Shift+z")
    desk.expect_digit(7)


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_clear_by_key_can_be_undone(desk: Tablet, key: str) -> None:
    desk.draw(THREE)
    desk.expect_digit(3)
    desk.page.keyboard.press(key)
    desk.expect_empty()
    assert desk.ink() == 0
    desk.page.keyboard.press("Control+z")
    desk.expect_digit(3)


def test_keys_in_a_dialog_or_a_field_leave_the_sheet_alone(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.button("More").click()
    desk.page.get_by_role("menuitem", name="Keyboard").click()
    dialog = desk.page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    for key in ("Delete", "Backspace", "Control+z"):
        desk.page.keyboard.press(key)
    expect(dialog).to_be_visible()
    dialog.get_by_role("button").press("Delete")
    desk.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    desk.page.get_by_label("Language").press("Backspace")
    desk.expect_digit(7)
    desk.page.get_by_label("Width of the pen").press("Delete")
    desk.expect_empty()


def test_buttons_say_what_is_possible(desk: Tablet) -> None:
    def possible() -> list[bool]:
        return [desk.button(name).get_attribute("aria-disabled") == "false" for name in ("Undo", "Redo", "Clear")]

    assert possible() == [False, False, False]
    desk.draw(SEVEN)
    assert possible() == [True, False, True]
    desk.button("Clear").click()
    assert possible() == [True, False, False]
    desk.button("Undo").click()
    assert possible() == [True, True, True]


def test_undo_under_the_moving_pen_ends_its_stroke(desk: Tablet) -> None:
    desk.hand.begin(desk.places(SEVEN))
    desk.page.keyboard.press("Control+z")
    desk.page.mouse.move(*desk.place(0.2, 0.8))
    desk.hand.lift()
    desk.expect_empty()
    assert desk.ink() == 0
