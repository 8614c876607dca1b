"""Drawing with a mouse and with a finger, and the answer to it."""

import base64
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Route, expect

from .conftest import Device
from .handwriting import ONE, SEVEN, THREE
from .tablet import ANSWER_LIMIT, PIXELS, Tablet


def test_reads_what_is_drawn(tablet: Tablet) -> None:
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    tablet.button("Clear").click()
    tablet.draw(THREE)
    tablet.expect_digit(3)


def test_shows_ten_probabilities_that_sum_to_one(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    bars = desk.page.locator(".candidate")
    expect(bars).to_have_count(10)
    shares = bars.evaluate_all("(items) => items.map((item) => Number(item.style.getPropertyValue('--share')))")
    assert abs(sum(shares) - 1) < 0.01
    assert shares.index(max(shares)) == 7
    expect(desk.page.locator(".candidate[data-first]")).to_contain_text("7")


def test_shows_the_frame_the_model_saw(desk: Tablet) -> None:
    frame = desk.page.locator("#frame")
    assert frame.evaluate(f"(canvas) => ({PIXELS})(canvas, 3).some((value) => value > 0)") is False
    desk.draw(SEVEN)
    desk.expect_digit(7)
    expect(frame).to_have_css("image-rendering", "pixelated")
    body = desk.page.request.post(f"{desk.complaints.origin}/v1/predict", data=desk.asked[-1]).json()
    expected = list(Image.open(BytesIO(base64.b64decode(body["frame"]))).convert("L").tobytes())
    assert max(expected) > 200
    desk.page.wait_for_function(
        f"(expected) => ({PIXELS})(document.getElementById('frame'), 0).join() === expected",
        arg=",".join(map(str, expected)),
    )


def test_answers_before_the_pen_is_up(tablet: Tablet) -> None:
    tablet.hand.begin(tablet.places(SEVEN))
    expect(tablet.page.locator("#digit")).to_have_text("7", timeout=ANSWER_LIMIT)
    assert tablet.page.get_by_role("status").inner_text() == "", "only the answer to the whole drawing is announced"
    tablet.hand.lift()
    tablet.expect_digit(7)


def test_a_sure_answer_says_so_once_the_pen_is_up(desk: Tablet) -> None:
    decision = desk.page.locator("#decision")
    desk.hand.begin(desk.places(SEVEN))
    expect(desk.page.locator("#digit")).to_have_text("7", timeout=ANSWER_LIMIT)
    expect(decision).to_be_empty()
    desk.hand.lift()
    desk.expect_digit(7)
    expect(decision).to_have_text("Sure enough.")


def test_says_why_an_answer_is_to_be_checked(tablet: Tablet, device: Device, screenshots: Path) -> None:
    def doubt(route: Route) -> None:
        route.fulfill(json=route.fetch().json() | {"decision": "review", "reasons": ["not_a_digit", "several_digits"]})

    tablet.page.route("**/v1/predict", doubt)
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    doubts = "please check: this does not look like a digit; there seems to be more than one digit."
    expect(tablet.page.locator("#verdict")).to_have_text("Perhaps a seven")
    expect(tablet.page.locator("#decision")).to_have_text(doubts.capitalize())
    assert tablet.page.get_by_role("status").inner_text() == f"Read as seven, but {doubts}"
    tablet.page.screenshot(path=screenshots / f"{device.name}-light-review.png")
    tablet.page.unroute("**/v1/predict")


def test_posts_strokes_as_data_with_time(tablet: Tablet) -> None:
    tablet.draw(SEVEN)
    tablet.draw(ONE)
    tablet.expect_state("answer")
    body = tablet.asked[-1]
    assert body["top_k"] == 10
    assert body["include_frame"] is True
    assert len(body["strokes"]) == 2
    for stroke in body["strokes"]:
        assert len(stroke["x"]) == len(stroke["y"]) == len(stroke["t"]) > 5
        assert stroke["t"] == sorted(stroke["t"])


def test_a_blank_sheet_asks_nothing(desk: Tablet) -> None:
    desk.expect_empty()
    for key in ("Delete", "Control+z", "Control+Shift+z"):
        desk.page.keyboard.press(key)
    desk.page.wait_for_timeout(300)
    desk.expect_empty()
    assert desk.asked == []


def test_only_the_primary_button_draws(desk: Tablet) -> None:
    desk.page.mouse.move(*desk.place(0.3, 0.3))
    desk.page.mouse.down(button="right")
    desk.page.mouse.move(*desk.place(0.6, 0.6))
    desk.page.mouse.up(button="right")
    assert desk.ink() == 0
    desk.expect_empty()
