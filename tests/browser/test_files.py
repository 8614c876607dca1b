"""Several files at once: a list that is read a few at a time, and handed on as a table."""

import csv
import io
import json
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Route, expect

from .fake_reader import FakeReader
from .handwriting import SEVEN
from .pictures import NOTES, hand_in, picture
from .tablet import ANSWER_LIMIT, Tablet

DIGITS: list[Literal[0, 1, 7]] = [7, 1, 0]


def rows(tablet: Tablet) -> Locator:
    return tablet.page.locator(".result")


def expect_counts(tablet: Tablet, counts: str) -> None:
    expect(tablet.page.locator(".results-counts")).to_have_text(counts, timeout=ANSWER_LIMIT)
    expect(tablet.button("Stop")).to_be_hidden(timeout=ANSWER_LIMIT)


def saved_table(tablet: Tablet) -> list[list[str]]:
    with tablet.page.expect_download() as download:
        tablet.button("Save as CSV").click()
    assert download.value.suggested_filename == "inkdigit.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_several_files_become_a_list_and_a_table(tablet: Tablet) -> None:
    tablet.draw(SEVEN)
    tablet.expect_digit(7)
    names = ["=7+1.png", "one.png", 'zero, "round".png']
    pictures = [picture(digit, name) for digit, name in zip(DIGITS, names, strict=True)]
    tablet.page.locator("#file").set_input_files([*pictures, NOTES])
    expect_counts(tablet, "4 of 4 done, 0 to check, 1 not read")
    expect(rows(tablet).locator(".result-text")).to_have_text(["7", "1", "0", ""])
    expect(rows(tablet).last).to_contain_text("This kind of file cannot be read")
    table = saved_table(tablet)
    assert table[0] == ["file", "reading", "probability", "decision", "note"]
    assert [row[0] for row in table[1:]] == ["'=7+1.png", "one.png", 'zero, "round".png', "notes.txt"]
    assert [row[1] for row in table[1:]] == ["7", "1", "0", ""]
    assert [row[3] for row in table[1:]] == ["accept", "accept", "accept", "unread"]
    assert float(table[1][2]) > 0.9
    tablet.expect_digit(7)
    assert tablet.ink() > 0, "what is drawn stays"


def test_a_file_of_the_list_is_opened_on_the_sheet(desk: Tablet) -> None:
    hand_in(desk.page, "drop", picture(7, "seven.png"), picture(1, "one.png"))
    expect_counts(desk, "2 of 2 done, 0 to check, 0 not read")
    desk.button("Open one.png on the sheet").click()
    desk.expect_digit(1)
    expect(desk.sheet).to_be_focused()
    desk.page.get_by_label("Language").select_option("de")
    expect(rows(desk).first).to_contain_text("Sicher genug.")
    desk.button("Liste schließen").click()
    expect(rows(desk)).to_have_count(0)
    expect(desk.page.locator("#pick")).to_be_focused()


def test_numbers_are_listed_with_all_their_lines(desk: Tablet) -> None:
    box = {"x": 0.0, "y": 0.0, "width": 10.0, "height": 10.0}
    reader = FakeReader(["407", "12"], unsure={4: 0.4}, picture=[[box] * 3, [box] * 2])
    reader.attach(desk.page)
    desk.page.get_by_role("radio", name="Number").click()
    hand_in(desk.page, "paste", picture(7, "a.png"), picture(1, "b.png"))
    expect_counts(desk, "2 of 2 done, 2 to check, 0 not read")
    expect(rows(desk).first.locator(".result-text")).to_have_text("407; 12")
    expect(rows(desk).first).to_contain_text("Please check: not sure which digit.")


def test_a_busy_service_is_left_alone_as_long_as_it_asks(desk: Tablet) -> None:
    refused: list[str] = []

    def refuse_four(route: Route) -> None:
        if len(refused) == 4:
            route.continue_()
            return
        refused.append(route.request.url)
        problem = json.dumps({"type": "about:blank", "status": 503, "detail": "Too much at once"})
        headers = {"Retry-After": "1", "Content-Type": "application/problem+json"}
        route.fulfill(status=503, headers=headers, body=problem)

    desk.page.route("**/v1/predict/image*", refuse_four)
    hand_in(desk.page, "drop", *[picture(digit, f"{digit}.png") for digit in DIGITS * 2])
    expect_counts(desk, "6 of 6 done, 0 to check, 0 not read")
    assert len(refused) == 4
    assert all("503" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()


def test_stopped_it_goes_on_when_told_to(desk: Tablet) -> None:
    def hold(_: Route) -> None:
        """Answers nothing."""

    desk.page.route("**/v1/predict/image*", hold)
    hand_in(desk.page, "drop", *[picture(digit, f"{digit}.png") for digit in DIGITS * 2])
    desk.page.wait_for_function("() => document.querySelectorAll('.result[data-state=reading]').length === 4")
    desk.button("Stop").click()
    expect(desk.page.locator(".result[data-state=waiting]")).to_have_count(6)
    title = desk.page.get_by_role("heading", name="Files")
    expect(title).to_be_focused()
    desk.page.unroute("**/v1/predict/image*")
    desk.button("Read the rest").click()
    expect(title).to_be_focused()
    expect_counts(desk, "6 of 6 done, 0 to check, 0 not read")


def test_a_fault_of_the_page_stops_no_later_files(desk: Tablet) -> None:
    desk.page.evaluate("() => { [window.kept, FormData] = [FormData, function () { throw Error('a fault'); }]; }")
    hand_in(desk.page, "drop", picture(7, "a.png"), picture(1, "b.png"))
    expect(rows(desk)).to_have_count(2, timeout=ANSWER_LIMIT)
    expect(desk.button("Stop")).to_be_hidden(timeout=ANSWER_LIMIT)
    desk.page.evaluate("() => { window.FormData = window.kept; }")
    hand_in(desk.page, "drop", picture(0, "c.png"), picture(1, "d.png"))
    expect(rows(desk).locator(".result-text")).to_have_text(["", "", "0", "1"], timeout=ANSWER_LIMIT)
    assert any("a fault" in error for error in desk.complaints.errors), "it is not kept quiet"
    desk.complaints.errors.clear()


def test_the_notes_of_all_files_begin_at_one_line(desk: Tablet) -> None:
    hand_in(desk.page, "drop", picture(7, "a.png"), NOTES)
    expect_counts(desk, "2 of 2 done, 0 to check, 1 not read")
    expect(rows(desk).last.get_by_role("button")).to_be_hidden()
    starts: list[float] = desk.page.evaluate(
        "() => [...document.querySelectorAll('.result-note')].map((note) => note.getBoundingClientRect().x)"
    )
    assert starts[0] == starts[1]


def test_two_hundred_files_leave_the_pen_free(desk: Tablet) -> None:
    address = f"{desk.complaints.origin}/v1/predict/image?top_k=10&include_frame=true"
    answer = desk.page.request.post(address, multipart={"image": picture(7)}).json()
    desk.page.route("**/v1/predict/image*", lambda route: route.fulfill(json=answer))
    hand_in(desk.page, "drop", *[picture(7, f"{index}.png") for index in range(200)])
    expect(rows(desk)).to_have_count(200)
    desk.sheet.scroll_into_view_if_needed()
    desk.draw(SEVEN)
    desk.expect_digit(7)
    expect(desk.page.locator(".results-counts")).to_have_text("200 of 200 done, 0 to check, 0 not read", timeout=60_000)
