"""Drawings handed on: as links, as pictures, and as requests that work when they are pasted."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from .conftest import Device, OpenTablet
from .handwriting import NUMBER, ONE, SEVEN
from .server import Server
from .tablet import ANSWER_LIMIT, Tablet


def open_share(tablet: Tablet) -> Locator:
    tablet.page.locator("#more").click()
    tablet.page.get_by_role("menuitem", name="Share").click()
    dialog = tablet.page.get_by_role("dialog", name="Share this drawing")
    expect(dialog).to_be_visible(timeout=ANSWER_LIMIT)
    return dialog


def write_407(tablet: Tablet) -> None:
    tablet.page.get_by_role("radio", name="Number").click()
    for stroke in NUMBER:
        tablet.draw(stroke)
    expect_407(tablet)


def expect_407(tablet: Tablet) -> None:
    expect(tablet.page.locator(".line-text")).to_have_text(["407"], timeout=ANSWER_LIMIT)
    tablet.expect_state("answer")


def test_a_link_brings_the_drawing_to_another_browser(
    tablet: Tablet, open_tablet: OpenTablet, server: Server, device: Device, screenshots: Path
) -> None:
    write_407(tablet)
    ink = tablet.ink()
    link: str = open_share(tablet).get_by_role("textbox", name="Link").input_value()
    tablet.page.screenshot(path=screenshots / f"share-{device.name}.png")
    assert len(link) < 300
    with open_tablet(server.url, device) as other:
        other.page.goto("about:blank")
        other.page.goto(link)
        expect_407(other)
        assert other.ink() == pytest.approx(ink, rel=0.03)
        assert other.page.evaluate("location.hash") == "#number"


def test_a_drawing_that_a_link_covers_is_one_step_back(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    link: str = open_share(desk).get_by_role("textbox", name="Link").input_value()
    desk.page.keyboard.press("Escape")
    desk.button("Clear").click()
    desk.draw(ONE)
    desk.expect_digit(1)
    desk.page.evaluate("(link) => { location.href = link; }", link)
    desk.expect_digit(7)
    desk.page.reload()
    desk.expect_digit(7)
    desk.page.keyboard.press("Control+z")
    desk.expect_digit(1)


def test_a_link_without_a_drawing_says_so_and_changes_nothing(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    drawn = desk.ink()
    wrong = {"#digit=1.AbCd": "is damaged or cut off", "#digit=9.AbCd": "by a newer page", "#access=x": "no drawing"}
    for fragment, words in wrong.items():
        desk.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        expect(desk.page.locator("#toast")).to_contain_text(words)
        desk.page.wait_for_function("() => location.hash === ''")
    desk.expect_digit(7)
    assert desk.ink() == drawn


def test_the_link_is_copied_or_else_selected(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    dialog = open_share(desk)
    field = dialog.get_by_role("textbox", name="Link")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_text("It is selected: please copy it.").or_(dialog.get_by_text("Copied."))).to_be_visible()
    desk.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_text("It is selected: please copy it.")).to_be_visible()
    expect(field).to_be_focused()
    assert field.evaluate("(field) => field.selectionEnd - field.selectionStart") == len(field.input_value())


def test_curl_and_python_read_this_very_drawing(desk: Tablet) -> None:
    write_407(desk)
    dialog = open_share(desk)
    for language, command in (("curl", ["sh", "-c"]), ("Python", [sys.executable, "-I", "-c"])):
        dialog.get_by_role("button", name=language).click()
        code: str = dialog.get_by_role("textbox", name="The request").input_value()
        run = subprocess.run([*command, code], capture_output=True, text=True, timeout=30, check=True)
        answer = ast.literal_eval(run.stdout)  # Python prints a dict; this answer's JSON is one, too
        assert [line["text"] for line in answer["lines"]] == ["407"], language


def test_the_request_has_a_place_for_the_key_where_one_is_wanted(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    desk.page.route("**/v1/model", lambda route: route.fulfill(status=401))
    with desk.page.expect_response("**/v1/model"):
        dialog = open_share(desk)
    dialog.get_by_role("button", name="curl").click()
    expect(dialog.get_by_role("textbox", name="The request")).to_have_value(re.compile("-H 'X-API-Key: YOUR-KEY'"))
    assert "401" in desk.complaints.errors.pop(), "the browser itself logs a failed request"


def test_the_drawing_is_saved_on_paper_and_on_nothing(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    dialog = open_share(desk)
    corners = []
    for _ in range(2):
        with desk.page.expect_download() as download:
            dialog.get_by_role("button", name="Save PNG").click()
        with Image.open(download.value.path()) as saved:
            corners.append(saved.convert("RGBA").getpixel((0, 0)))
        dialog.get_by_role("checkbox", name="On paper").click()
    assert corners == [(255, 254, 250, 255), (0, 0, 0, 0)]
    with desk.page.expect_download() as download:
        dialog.get_by_role("button", name="Save SVG").click()
    drawing = ET.parse(download.value.path()).getroot()
    assert [child.tag.rpartition("}")[2] for child in drawing] == ["rect", "path"]


def test_a_blank_sheet_has_nothing_to_share(desk: Tablet) -> None:
    expect(open_share(desk)).to_contain_text("There is nothing on the sheet yet.")
