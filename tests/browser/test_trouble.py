"""When the service is away, slow or failing: the page says so, keeps the drawing, and recovers by itself."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from .conftest import Device, OpenTablet
from .handwriting import ONE, SEVEN
from .server import free_port, running
from .tablet import ANSWER_LIMIT, Tablet


def test_service_gone_and_back(open_tablet: OpenTablet, device: Device, screenshots: Path) -> None:
    port = free_port()
    with running(port) as server, open_tablet(server.url, device) as tablet:
        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        drawn = tablet.ink()
        server.stop()

        tablet.draw(ONE)
        tablet.expect_state("problem")
        expect(tablet.page.get_by_role("status")).to_contain_text("The service cannot be reached.")
        expect(tablet.page.locator("#digit")).to_be_hidden()
        tablet.page.screenshot(path=screenshots / f"{device.name}-light-unreachable.png")
        assert tablet.ink() > drawn
        tablet.page.keyboard.press("Control+z")

        with running(port):
            tablet.expect_digit(7)
            assert tablet.ink() == drawn
        assert all("ERR_" in error for error in tablet.complaints.errors)
        tablet.complaints.errors.clear()


@pytest.mark.parametrize(
    ("status", "title", "way_on"),
    [
        (413, "This drawing is too large", " Undo a few strokes, or clear the sheet."),
        (422, "This drawing cannot be read", " Undo a stroke, or write it anew."),
        (500, "The service failed on this one", ""),
    ],
)
def test_says_the_problem_in_words_and_keeps_the_drawing(desk: Tablet, status: int, title: str, way_on: str) -> None:
    problem = {"type": "about:blank", "title": "x", "status": status, "detail": "The ink has 10,001 points"}

    def refuse(route: Route) -> None:
        route.fulfill(status=status, content_type="application/problem+json", body=json.dumps(problem))

    desk.page.route("**/v1/predict", refuse)
    desk.draw(SEVEN)
    words = desk.page.get_by_role("status")
    expect(words).to_have_text(
        f"{title}. The ink has 10,001 points. Your drawing is kept.{way_on}", timeout=ANSWER_LIMIT
    )
    assert desk.ink() > 0
    desk.page.unroute("**/v1/predict")
    if status == 500:
        desk.button("Try again").click()
    else:
        desk.page.keyboard.press("Control+z")
        desk.page.keyboard.press("Control+Shift+z")
    desk.expect_digit(7)
    assert all(str(status) in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()


def test_a_slow_service_gets_one_question_at_a_time_and_the_newest_wins(desk: Tablet) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    aborted: list[str] = []
    desk.page.on("requestfailed", lambda request: aborted.append(request.url))
    desk.page.route("**/v1/predict", hold)

    desk.draw(ONE)
    desk.draw(SEVEN)
    desk.page.wait_for_timeout(300)
    assert len(held) - len(aborted) == 1, "all questions but the newest are aborted"
    held[-1].continue_()
    desk.expect_state("answer")
    assert len(desk.asked[-1]["strokes"]) == 2


def test_the_focus_goes_to_the_sheet_when_trying_again_has_helped(desk: Tablet) -> None:
    desk.page.route("**/v1/predict", lambda route: route.fulfill(status=500))
    desk.draw(SEVEN)
    desk.expect_state("problem")
    desk.page.unroute("**/v1/predict")
    desk.button("Try again").focus()
    desk.page.keyboard.press("Enter")
    desk.expect_digit(7)
    expect(desk.sheet).to_be_focused()
    assert all("500" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()


def test_json_of_a_stranger_is_no_answer_and_the_page_recovers(desk: Tablet) -> None:
    desk.page.route("**/v1/predict", lambda route: route.fulfill(json={}))
    desk.draw(SEVEN)
    expect(desk.page.get_by_role("status")).to_contain_text("The service is not ready", timeout=ANSWER_LIMIT)
    desk.page.unroute("**/v1/predict")
    desk.expect_digit(7)


def test_a_busy_service_is_asked_again_when_it_says(desk: Tablet) -> None:
    asked: list[float] = []

    def refuse_once(route: Route) -> None:
        asked.append(desk.page.evaluate("() => performance.now()"))
        if len(asked) > 1:
            route.continue_()
        else:
            route.fulfill(status=429, headers={"retry-after": "2"}, json={"type": "about:blank", "detail": ""})

    desk.draw(SEVEN[:2])  # one question, at its end
    desk.expect_state("answer")
    desk.page.route("**/v1/predict", refuse_once)
    desk.page.keyboard.press("Control+z")
    desk.page.keyboard.press("Control+Shift+z")
    words = desk.page.get_by_role("status")
    expect(words).to_have_text("The service is busy. Your drawing is kept. It will be read again in 2 seconds.")
    desk.draw(ONE)
    expect(words).to_contain_text("Read as", timeout=ANSWER_LIMIT)
    assert asked[1] - asked[0] > 1_500
    assert all("429" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()


def test_a_slow_service_is_said_to_be_slow(desk: Tablet) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.page.route("**/v1/predict", hold)
    desk.draw(SEVEN)
    toast = desk.page.locator("#toast")
    expect(toast).to_have_text("The service takes longer than usual.")
    held[-1].continue_()
    desk.expect_digit(7)
    expect(toast).to_be_empty()


def test_a_device_without_a_network_says_so_and_reads_when_it_is_back(desk: Tablet) -> None:
    desk.page.context.set_offline(True)
    desk.draw(SEVEN)
    expect(desk.page.get_by_role("status")).to_have_text(
        "You are offline. Your drawing is kept and will be read as soon as there is a network.", timeout=ANSWER_LIMIT
    )
    desk.page.context.set_offline(False)
    desk.expect_digit(7)
    assert all("ERR_" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()
