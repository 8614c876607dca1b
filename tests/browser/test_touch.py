"""What only fingers and pens do."""

from playwright.sync_api import expect

from .conftest import PHONE, OpenTablet
from .handwriting import SEVEN, Stroke, line
from .server import Server
from .tablet import Tablet, Touch

DOWNWARDS: Stroke = line((0.5, 0.1), (0.5, 0.95))


def test_drawing_does_not_scroll_the_page(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, PHONE) as tablet:
        tablet.page.set_viewport_size({"width": 390, "height": 500})
        scrolled = "() => [window.scrollX, window.scrollY]"
        height = tablet.page.evaluate("() => document.documentElement.scrollHeight")
        assert height > 500, "a page that cannot scroll proves nothing"
        tablet.draw(DOWNWARDS[::-1])
        tablet.expect_digit(1)
        assert tablet.page.evaluate(scrolled) == [0, 0]


def test_a_tap_right_after_a_quick_stroke_counts(open_tablet: OpenTablet, server: Server) -> None:
    """Chromium takes it for the end of a fling and swallows it, unless the sheet refuses all gestures."""
    with open_tablet(server.url, PHONE) as tablet:
        tablet.draw(SEVEN)
        tablet.button("Clear").tap()
        tablet.expect_empty()
        assert tablet.ink() == 0


def test_a_second_finger_leaves_the_stroke_alone(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, PHONE) as tablet:
        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        alone = tablet.ink()
        tablet.button("Clear").tap()

        touch = Touch(tablet.page)
        places = tablet.places(SEVEN)
        palm = tablet.place(0.9, 0.9)
        touch.begin(places[:5])
        touch.send("touchStart", places[4], palm)
        for place in places[5:]:
            palm = (palm[0] - 2, palm[1] - 2)
            touch.send("touchMove", place, palm)
        touch.send("touchEnd")
        tablet.expect_digit(7)
        assert abs(tablet.ink() - alone) < alone * 0.02


def test_a_cancelled_touch_keeps_its_ink_and_the_next_draws_on(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, PHONE) as tablet:
        touch = Touch(tablet.page)
        touch.begin(tablet.places(SEVEN))
        touch.send("touchCancel")
        tablet.expect_digit(7)
        before = tablet.ink()
        tablet.draw(line((0.35, 0.5), (0.65, 0.5)))
        assert tablet.ink() > before


def pinch(tablet: Tablet) -> None:
    """The first finger writes a little before the second one comes, as fingers do."""
    touch = Touch(tablet.page)
    left, right = tablet.place(0.4, 0.5), tablet.place(0.6, 0.5)
    touch.send("touchStart", left)
    touch.send("touchMove", (left[0] - 3, left[1]))
    touch.send("touchStart", left, right)
    for step in range(1, 7):
        touch.send("touchMove", (left[0] - 6 * step, left[1]), (right[0] + 6 * step, right[1]))
    touch.send("touchEnd")


def zoom(tablet: Tablet) -> int:
    percent: str = tablet.page.locator("#whole").inner_text()
    return int(percent.rstrip("%"))


def test_a_pinch_costs_no_step_is_not_answered_and_keeps_the_zoom(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, PHONE) as tablet:
        pinch(tablet)
        once = zoom(tablet)
        pinch(tablet)
        assert zoom(tablet) > once > 100
        tablet.page.wait_for_timeout(300)  # longer than a question may wait
        tablet.expect_state("empty")
        tablet.page.locator("#whole").tap()

        tablet.draw(SEVEN)
        tablet.expect_digit(7)
        tablet.draw(line((0.35, 0.5), (0.65, 0.5)))
        both = tablet.ink()
        tablet.button("Undo").tap()
        tablet.expect_digit(7)
        pinch(tablet)
        tablet.page.wait_for_timeout(300)
        tablet.expect_digit(7)
        expect(tablet.button("Redo")).to_have_attribute("aria-disabled", "false")
        tablet.button("Redo").tap()
        tablet.page.locator("#whole").tap()
        tablet.expect_state("answer")
        assert tablet.ink() == both
