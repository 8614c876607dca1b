"""Pictures that are chosen, dropped, pasted or taken, framed, and made smaller before they are sent."""

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from .conftest import DESKTOP, PHONE, OpenTablet
from .handwriting import SEVEN
from .pictures import NOTES, hand_in, photo, picture
from .server import Server
from .tablet import ANSWER_LIMIT, Tablet

# Playwright shows no files that a request carries, so the page keeps the last one it sends.
KEEP_SENT = """() => {
  const append = FormData.prototype.append;
  FormData.prototype.append = function keep(name, file) {
    window.sent = createImageBitmap(file);
    append.call(this, name, file);
  };
}"""
SENT_SIZE = "() => window.sent.then(({ width, height }) => [width, height])"


def take_photo(tablet: Tablet, payload: FilePayload) -> Locator:
    """What the camera hands over; the frame around what is read of it."""
    tablet.page.locator("#camera-file").set_input_files(payload)
    frame = tablet.page.get_by_role("group", name="Frame around what is read")
    expect(frame).to_be_focused(timeout=ANSWER_LIMIT)
    return frame


def pull_up(tablet: Tablet, frame: Locator) -> None:
    """The lower right corner by half of the frame's height: what stays framed is the 7."""
    box = frame.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] - 6, box["y"] + box["height"] - 6
    tablet.hand.begin([(x, y), (x, y - box["height"] / 4), (x, y - box["height"] / 2)])
    tablet.hand.lift()


def read_framed(tablet: Tablet) -> None:
    tablet.page.get_by_role("dialog").get_by_role("button", name="Read", exact=True).click()


def sent_size(tablet: Tablet) -> list[int]:
    """Width and height of the picture that was read last, since KEEP_SENT."""
    size: list[int] = tablet.page.evaluate(SENT_SIZE)
    return size


def test_reads_a_pasted_screenshot(desk: Tablet) -> None:
    hand_in(desk.page, "paste", picture(7, "image.png"))
    desk.expect_digit(7)
    expect(desk.page.get_by_text("image.png")).to_be_visible()


def test_pasted_text_is_no_picture_and_changes_nothing(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    hand_in(desk.page, "paste")
    expect(desk.page.locator("#toast")).to_contain_text("There is no picture in it.")
    desk.expect_digit(7)


def test_a_dropped_file_that_is_no_picture_changes_nothing(desk: Tablet) -> None:
    desk.draw(SEVEN)
    desk.expect_digit(7)
    hand_in(desk.page, "drop", NOTES)
    expect(desk.page.locator("#toast")).to_contain_text("notes.txt is no picture.")
    desk.expect_digit(7)
    assert desk.ink() > 0


def test_the_camera_is_offered_where_fingers_are(open_tablet: OpenTablet, server: Server) -> None:
    for device, offered in ((PHONE, True), (DESKTOP, False)):
        with open_tablet(server.url, device) as tablet:
            expect(tablet.button("Camera")).to_be_visible(visible=offered)
            camera = tablet.page.locator("#camera-file")
            expect(camera).to_have_attribute("capture", "environment")
            expect(camera).to_have_attribute("accept", "image/*")


def test_a_photo_is_framed_by_a_hand_and_only_that_is_sent_upright(tablet: Tablet) -> None:
    frame = take_photo(tablet, photo())
    box = frame.bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(3 / 4, abs=0.02), "the photo stands upright"
    pull_up(tablet, frame)
    tablet.page.evaluate(KEEP_SENT)
    read_framed(tablet)
    tablet.expect_digit(7)
    width, height = sent_size(tablet)
    assert width == 504  # 84 % of 600 pixels
    assert width / height == pytest.approx(3 / 2, abs=0.1)


def test_the_keyboard_moves_the_frame_and_makes_it_smaller(desk: Tablet) -> None:
    frame = take_photo(desk, photo())
    before = frame.bounding_box()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Shift+ArrowLeft")
    after = frame.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] > before["y"]
    assert after["width"] < before["width"]
    assert after["height"] == pytest.approx(before["height"], abs=0.5)
    expect(desk.page.get_by_text("488 by 672 pixels")).to_be_attached()
    desk.page.keyboard.press("Escape")
    expect(frame).to_be_hidden()
    desk.expect_empty()


def test_a_picture_on_the_sheet_can_be_framed_later(desk: Tablet) -> None:
    desk.page.evaluate(KEEP_SENT)
    hand_in(desk.page, "drop", photo())
    desk.expect_state("answer")
    desk.page.locator("#more").click()
    desk.page.get_by_role("menuitem", name="Crop the picture").click()
    frame = desk.page.get_by_role("group", name="Frame around what is read")
    expect(frame).to_be_focused(timeout=ANSWER_LIMIT)
    pull_up(desk, frame)
    read_framed(desk)
    desk.page.wait_for_function(f"() => ({SENT_SIZE})().then(([width]) => width === 504)")
    desk.page.keyboard.press("Control+z")
    desk.page.wait_for_function(f"() => ({SENT_SIZE})().then(([width]) => width === 600)")


def test_a_photo_of_more_pixels_than_the_service_takes_is_made_smaller_and_read(desk: Tablet) -> None:
    desk.page.evaluate(KEEP_SENT)
    hand_in(desk.page, "drop", photo(scale=8))
    desk.expect_state("answer")
    assert sent_size(desk) == [1920, 2560]


def test_a_picture_is_read_as_it_is_where_it_cannot_be_made_smaller(desk: Tablet) -> None:
    desk.page.route("**/fitworker.js", lambda route: route.abort())
    desk.page.evaluate(KEEP_SENT)
    hand_in(desk.page, "drop", photo(scale=4))
    desk.expect_state("answer")
    assert sent_size(desk) == [2400, 3200]
    assert all("ERR_FAILED" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()
