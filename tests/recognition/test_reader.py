import dataclasses
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from backend.recognition.card import NumberPolicies
from backend.recognition.classifier import Answers
from backend.recognition.constraints import ANY_NUMBER, Checksum, Constraints
from backend.recognition.decision import Reason
from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, StrokeInk
from backend.recognition.looks import OF_A_PAGE, SHAPES
from backend.recognition.paper import lift_ink, lifts_by_contrast
from backend.recognition.picture_reading import (
    AS_IT_LIES,
    AS_WIDE,
    MANY_PIECES,
    TURNED,
    UPSIDE_DOWN,
    PictureReading,
    Shape,
    read_picture,
    read_together,
    read_upright,
)
from backend.recognition.reader import NumberReader, calibrated
from backend.recognition.reading import log_odds
from backend.recognition.segment import WrittenLines
from backend.recognition.stroke_reading import group, read_strokes, see
from backend.recognition.strokes import draw
from tests.recognition.artifacts import CARD, LINE_CARD
from tests.recognition.inks import SEVEN, pictures, stroke_inks
from tests.recognition.plain_network import PlainNetwork

BAR = StrokeInk.from_coordinates([([10, 12, 11, 10], [10, 50, 90, 125])]).strokes[0]
DOT = np.array([[0.0, 0.0], [2.0, 1.0]])
DASH = np.array([[0.0, 60.0], [40.0, 60.0]])


class Templates:
    """Knows two drawings, a 7 and a 1, and what is neither: no digit, or several if it is wide."""

    def __init__(self) -> None:
        self.card = CARD
        self.known = {7: draw(SEVEN.strokes), 1: draw((BAR,))}

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        rows = [self._one(frame) for frame in frames]
        return Answers(np.array([row[0] for row in rows], np.float32), np.array([row[1] for row in rows], np.float32))

    def _one(self, frame: NDArray[np.uint8]) -> tuple[list[float], list[float]]:
        away = {digit: float(np.abs(frame.astype(int) - known).mean()) for digit, known in self.known.items()}
        nearest = min(away, key=lambda digit: away[digit])
        digits = [0.9 if digit == nearest else 0.1 / 9 for digit in range(10)]
        return digits, [0.0, 0.0] if away[nearest] < 12 else [0.6, 0.3]


def written(*strokes: tuple[NDArray[np.float64], float]) -> StrokeInk:
    return StrokeInk(tuple(stroke + np.array([x, 0.0]) for stroke, x in strokes))


def reader(*, policy: float = 0.5, setting: float = 0.0) -> NumberReader:
    """One that accepts numbers at least as probable as its network's policy and the service's setting say."""
    limited = dataclasses.replace(LINE_CARD.numbers.strokes, min_probability=policy)
    return NumberReader(Templates(), PlainNetwork(NumberPolicies(limited, limited)), setting)


READER = reader()
NUMBER = written((BAR, 200), (SEVEN.strokes[0], 0), (SEVEN.strokes[0], 100))


def test_a_line_of_strokes_is_read_in_order_whatever_was_written_first() -> None:
    (line,) = READER.read(NUMBER)
    assert line.text == "771"
    assert [digit.strokes for digit in line.digits] == [(1,), (2,), (0,)]
    assert (line.box.x, line.box.right) == (10, 212)
    assert (line.decision, line.reasons) == ("accept", ())
    assert line.probability > 0.5


def test_of_how_sure_one_is_the_networks_odds_say_twice_as_much_as_those_of_the_groups() -> None:
    lines, (line,) = WrittenLines(NUMBER.strokes), READER.read(NUMBER)
    (grouped,) = group(READER.classifier, lines, ANY_NUMBER)
    whole = see(READER.network, lines, lines.lines[0], ANY_NUMBER)
    of_groups, of_network = grouped.odds(line.text), whole.odds(line.text)
    assert abs(of_groups - of_network) > 0.1
    (reading,) = read_strokes(READER.classifier, READER.network, lines, ANY_NUMBER)
    assert log_odds(reading.probability) == pytest.approx((of_groups + 2 * of_network) / 3)


def test_a_digit_has_its_box_and_its_three_best_candidates() -> None:
    digit = READER.read(NUMBER)[0].digits[2]
    assert (digit.box.x, digit.box.y, digit.box.width, digit.box.height) == (210, 10, 2, 115)
    assert digit.candidates[0].digit == 1
    assert len(digit.candidates) == 3
    assert digit.probability == digit.candidates[0].probability > 0.95


@pytest.mark.parametrize("between", [DOT + np.array([0.0, 120.0]), DASH])
def test_what_separates_digits_is_no_digit(between: NDArray[np.float64]) -> None:
    ink = written((SEVEN.strokes[0], 0), (between, 110), (BAR, 180))
    assert READER.read(ink)[0].text == "71"


def test_two_lines_are_read_from_top_to_bottom() -> None:
    ink = StrokeInk((*(stroke + np.array([0.0, 300.0]) for stroke in NUMBER.strokes), *NUMBER.strokes[1:]))
    assert [line.text for line in READER.read(ink)] == ["77", "771"]


def test_a_constraint_is_met_where_it_can_be() -> None:
    (line,) = READER.read(NUMBER, Constraints(checksum=Checksum.LUHN))
    assert sum([int(line.text[0]), sum(divmod(2 * int(line.text[1]), 10)), int(line.text[2])]) % 10 == 0


def test_a_constraint_that_nothing_meets_is_told() -> None:
    (line,) = READER.read(NUMBER, Constraints(min_length=9))
    assert line.text == "771"
    assert Reason.CONSTRAINT_UNSATISFIED in line.reasons


@pytest.mark.parametrize("text", ["7", "71", "777"])
def test_an_answer_has_the_wanted_length_or_says_that_it_has_not(text: str) -> None:
    """One stroke can be one digit: where the network sees more in it, too."""
    ink = written(*((SEVEN.strokes[0] if digit == "7" else BAR, 100.0 * place) for place, digit in enumerate(text)))
    for length in range(1, 6):
        (line,) = READER.read(ink, Constraints(length, length))
        assert (len(line.text) == length) == (Reason.CONSTRAINT_UNSATISFIED not in line.reasons)


def test_none_of_more_writing_than_is_read_is_accepted() -> None:
    sheet = written(*((SEVEN.strokes[0] + np.array([0.0, 200.0 * (n // 25)]), 90.0 * (n % 25)) for n in range(700)))
    lines = READER.read(sheet)
    assert len(lines) > 20
    assert all(Reason.NOT_A_DIGIT in line.reasons for line in lines)


def test_more_may_be_wanted_than_by_the_policy() -> None:
    assert reader(setting=0.999999).read(NUMBER)[0].reasons == (Reason.LOW_CONFIDENCE,)
    assert reader(policy=0.999999).read(NUMBER)[0].reasons == (Reason.LOW_CONFIDENCE,)


def test_what_is_no_digit_is_read_somehow_and_for_review() -> None:
    rng = np.random.default_rng(2)
    (line, *_) = READER.read(StrokeInk((rng.normal(0, 50, (200, 2)),)))
    assert len(line.text) == 1
    assert line.decision == "review"
    assert Reason.NOT_A_DIGIT in line.reasons


def test_one_dot_is_for_review() -> None:
    (line,) = READER.read(StrokeInk((np.array([[5.0, 5.0]]),)))
    assert len(line.digits) == 1
    assert line.decision == "review"


def picture(turns: int = 0) -> ImageInk:
    frames = [draw(SEVEN.strokes), draw((BAR,)), draw(SEVEN.strokes)]
    sheet = np.pad(np.hstack([np.pad(frame, ((0, 0), (0, 4))) for frame in frames]), 20)
    return ImageInk(255 - np.rot90(np.kron(sheet, np.ones((3, 3), np.uint8)), turns))


def test_a_picture_is_read() -> None:
    (line,) = READER.read(picture())
    assert line.text == "717"
    assert all(digit.strokes == () for digit in line.digits)
    assert 60 <= line.box.x <= 90


def two_lines() -> NDArray[np.uint8]:
    """717, and under it a 1."""
    one = 255 - np.kron(np.pad(draw((BAR,)), 20), np.ones((3, 3), np.uint8))
    above = picture().grey
    return np.concatenate([above, np.pad(one, ((0, 0), (0, above.shape[1] - one.shape[1])), constant_values=255)])


def test_a_line_of_ones_is_for_review_where_the_edge_of_a_sheet_may_have_been_read() -> None:
    page = two_lines()
    plain, on_desk = READER.read(ImageInk(page)), READER.read(ImageInk(np.pad(page, 70, constant_values=50)))
    assert [line.text for line in plain] == [line.text for line in on_desk] == ["717", "1"]
    assert [Reason.NOT_A_DIGIT in line.reasons for line in plain] == [False, False]
    assert [Reason.NOT_A_DIGIT in line.reasons for line in on_desk] == [False, True]


def test_ones_alone_on_a_sheet_are_not_doubted() -> None:
    one = 255 - np.kron(np.pad(draw((BAR,)), 40), np.ones((3, 3), np.uint8))
    (line,) = READER.read(ImageInk(np.pad(one, 70, constant_values=50)))
    assert line.text == "1"
    assert Reason.NOT_A_DIGIT not in line.reasons


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_picture_is_read_and_its_boxes_lie_on_the_ink(turns: int) -> None:
    ink = picture(turns)
    (line,) = READER.read(ink)
    assert line.text == "717"
    for digit in line.digits:
        rows = slice(int(digit.box.y), int(digit.box.bottom))
        assert (ink.grey[rows, int(digit.box.x) : int(digit.box.right)] < 128).mean() > 0.1


@pytest.mark.parametrize("turns", range(4))
def test_what_is_a_rule_one_way_may_be_a_digit_another_way(turns: int) -> None:
    sheet = np.full((200, 200), 255, np.uint8)
    sheet[40:160, 99], sheet[100:102, 110:112] = 0, 0
    assert READER.read(ImageInk(np.rot90(sheet, turns)))


class Counting(PlainNetwork):
    """Is surer of what it knows, and notes how many strips it is shown."""

    def __init__(self, surer: float = 4.0) -> None:
        super().__init__(LINE_CARD.numbers)
        self.surer = surer
        self.shown = 0

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.shown += len(strips)
        surer = self.surer * super().symbols(strips)
        return np.asarray(surer - np.log(np.exp(surer).sum(axis=-1, keepdims=True)))


def scanned(*, height: int = 100, printed: int = 0) -> NDArray[np.uint8]:
    """The number of `picture` as a form has it, a line cut out tightly; waves printed on it, so many grey levels deep.

    `height`: of the picture, with paper below the line.
    """
    line = picture().grey[36:168, 40:360].astype(float)
    y, x = np.mgrid[0 : len(line), 0 : line.shape[1]]
    waves = printed * (np.sin((y + 3 * np.sin(x / 17)) * 0.9) > 0)
    sheet = np.full((max(height, len(line)), line.shape[1]), 235.0)
    sheet[: len(line)] = np.minimum(line, 235.0 - waves)
    return sheet.astype(np.uint8)


def test_a_clear_line_is_looked_at_once() -> None:
    network = Counting()
    (line,) = NumberReader(Templates(), network).read(ImageInk(scanned()))
    assert (line.text, network.shown) == ("717", 1)


def test_a_line_that_print_hides_is_looked_at_again() -> None:
    grey = scanned(printed=150)
    once = read_picture(Counting(), lift_ink(grey).ink, Constraints())
    twice = NumberReader(Templates(), Counting()).read(ImageInk(grey))
    assert [line.text for line in once.lines] != ["717"]
    assert [line.text for line in twice] == ["717"]


def look_by_contrast(network: Counting, grey: NDArray[np.uint8]) -> None:
    for lifted, shapes in zip(lifts_by_contrast(grey), SHAPES, strict=True):
        read_upright(network, lifted, Constraints(), shapes)


def test_a_garbled_line_is_not_turned_where_other_looks_at_it_make_sense() -> None:
    grey = scanned(printed=150)
    ink = lift_ink(grey).ink
    network, first, others, turned = Counting(), Counting(), Counting(), Counting()
    NumberReader(Templates(), network).read(ImageInk(grey))
    assert not read_picture(first, ink, Constraints(), AS_IT_LIES).trusted
    look_by_contrast(others, grey)
    with suppress(BlankInk):
        read_picture(turned, ink, Constraints(), TURNED)
    assert turned.shown
    assert network.shown == first.shown + others.shown


@pytest.mark.parametrize(("lines", "turned"), [(1, UPSIDE_DOWN), (2, TURNED)])
def test_one_line_along_a_wide_picture_is_turned_only_upside_down(lines: int, turned: tuple[int, ...]) -> None:
    """Turned by a quarter it would be a column of digits. Two lines may be what a turned page looks like."""
    grey = np.concatenate([np.pad(scanned(), ((0, 0), (0, 150)), mode="edge")] * lines)
    ink = lift_ink(grey).ink
    network, first, others, after = (Counting(surer=0.3) for _ in range(4))
    NumberReader(Templates(), network).read(ImageInk(grey))
    read_picture(first, ink, Constraints(), AS_IT_LIES)
    look_by_contrast(others, grey)
    read_picture(after, ink, Constraints(), turned)
    assert network.shown == first.shown + others.shown + after.shown


def upright(grey: NDArray[np.uint8]) -> PictureReading:
    (look,) = read_upright(Counting(), lift_ink(grey).ink, Constraints())
    return look


def test_on_a_wider_strip_the_same_digits_stand_in_the_same_places() -> None:
    ink = lift_ink(scanned()).ink
    one, wide = read_upright(Counting(), ink, Constraints(), [AS_WIDE, Shape(1.5, 0.5)])
    assert (one.weight, wide.weight) == (1.0, 0.5)
    assert wide.seen[0].strip.shape[1] > 1.3 * one.seen[0].strip.shape[1]
    assert wide.lines[0].text == one.lines[0].text == "717"
    for narrow, wider in zip(one.placed().lines[0].digits, wide.placed().lines[0].digits, strict=True):
        edges = [(digit.box.x, digit.box.y, digit.box.right, digit.box.bottom) for digit in (narrow, wider)]
        assert edges[0] == pytest.approx(edges[1], abs=3.0)


def test_several_looks_keep_the_doubt_that_more_is_written_than_is_read() -> None:
    look = upright(scanned())
    doubted = dataclasses.replace(look, seen=(dataclasses.replace(look.seen[0], doubted=True),))
    assert not read_together([look, look]).lines[0].not_a_digit
    assert read_together([doubted, doubted]).lines[0].not_a_digit


def test_of_several_looks_the_surest_is_read_as_probable_as_all_together_say() -> None:
    seven, number = upright(scanned()[:, :110]), upright(scanned())
    (alone,), (one,), (three,) = read_together([seven]).lines, seven.lines, number.lines
    assert alone.probability == one.probability
    surest = max(one, three, key=lambda line: line.probability)
    (read,) = read_together([seven, number, number]).lines
    assert len(read.digits) == len(surest.digits)
    assert read.probability < surest.probability


def test_a_look_of_less_weight_must_be_surer() -> None:
    seven, number = upright(scanned()[:, :110]), upright(scanned())
    surer, other = sorted([seven, number], key=lambda look: -look.lines[0].probability)
    light = dataclasses.replace(surer, weight=0.1)
    assert len(read_together([surer, other]).lines[0].digits) == len(surer.lines[0].digits)
    assert len(read_together([light, other]).lines[0].digits) == len(other.lines[0].digits)


def test_a_look_that_sees_several_lines_is_outvoted_by_two_that_see_one() -> None:
    line = upright(scanned())
    column = upright(np.concatenate([scanned(), scanned()]))
    assert (len(line.seen), len(column.seen)) == (1, 2)
    assert len(read_together([column, line, line]).seen) == 1
    assert len(read_together([column, column, line]).seen) == 2


def test_a_line_beside_other_writing_is_clear_only_where_the_picture_is_not_wide_and_so_a_page() -> None:
    assert upright(scanned()).clear
    column = upright(np.concatenate([scanned(), scanned()]))
    assert dataclasses.replace(column, lines=column.lines[:1]).clear
    assert not dataclasses.replace(column, lines=column.lines[:1], shape=(100, 320)).clear


def test_a_page_is_looked_at_once() -> None:
    page = scanned(height=400, printed=150)
    network, once = Counting(), Counting()
    with suppress(BlankInk):
        NumberReader(Templates(), network).read(ImageInk(page))
    with suppress(BlankInk):
        read_picture(once, lift_ink(page).ink, Constraints())
    assert network.shown == once.shown


def shown(grey: NDArray[np.uint8]) -> tuple[int, int]:
    """How many strips the network is shown to read a picture, and how many to read it once as it lies."""
    network, once = Counting(), Counting()
    NumberReader(Templates(), network).read(ImageInk(grey))
    read_picture(once, lift_ink(grey).ink, Constraints(), AS_IT_LIES)
    return network.shown, once.shown


def test_several_lines_that_are_read_are_a_page_unless_the_picture_is_wide() -> None:
    page = np.concatenate([scanned(), scanned()])
    looked, once = shown(page)
    assert (looked, once) == (6, 2)  # once as it lies, then each line as wide as it is and, as it is not clear, wider
    looked, once = shown(np.pad(page, ((0, 0), (0, 150)), mode="edge"))
    assert looked > once == 2


class Sharper(PlainNetwork):
    """Takes a 7 for a 9 on strips that are wider than the first, of which it is surer."""

    def __init__(self, least_sure: float) -> None:
        super().__init__(LINE_CARD.numbers)
        self.least_sure = least_sure
        self.widths: list[int] = []

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.widths.append(strips.shape[2])
        wider = strips.shape[2] > self.widths[0]
        surer = (4.0 if wider else self.least_sure) * super().symbols(strips)
        if wider:
            surer[:, :, [7, 9]] = surer[:, :, [9, 7]]
        return np.asarray(surer - np.log(np.exp(surer).sum(axis=-1, keepdims=True)))


@pytest.mark.parametrize(("least_sure", "text", "strips"), [(1.0, "919", 2), (4.0, "717", 1)])
def test_a_line_of_a_page_that_is_not_clear_is_read_on_a_wider_strip_too(
    least_sure: float, text: str, strips: int
) -> None:
    network, ink = Sharper(least_sure), lift_ink(picture().grey).ink
    (first,) = read_picture(network, ink, Constraints(), AS_IT_LIES).lines
    assert first.text == "717"
    (line,) = read_picture(network, ink, Constraints(), AS_IT_LIES, OF_A_PAGE).lines
    assert line.text == text
    assert len(network.widths) == 2 + strips  # the first look, which also tells how the page lies, is taken twice


@pytest.mark.parametrize(
    ("lines", "strips"), [(MANY_PIECES // 3, 3 + 2 * MANY_PIECES // 3), (MANY_PIECES // 3 + 1, 4 + MANY_PIECES // 3)]
)
def test_lines_of_a_page_with_many_pieces_are_read_once_each(lines: int, strips: int) -> None:
    network, page = Sharper(1.0), np.concatenate([scanned()] * lines)
    read_picture(network, lift_ink(page).ink, Constraints(), AS_IT_LIES, OF_A_PAGE)
    assert len(network.widths) == strips  # three lines are read first, to tell how the page lies


def test_a_short_line_that_print_hides_is_looked_at_again_though_it_is_not_wide() -> None:
    looked, once = shown(scanned(printed=150)[:, :110])
    assert looked > once


def test_a_very_long_line_is_looked_at_again_in_one_way_alone() -> None:
    line = scanned(printed=150)[::3, ::3]
    widths = (38 * len(line), 42 * len(line))
    short, long = (np.pad(line, ((0, 0), (0, width - line.shape[1])), mode="reflect") for width in widths)
    assert shown(short)[0] - shown(long)[0] == 2


def test_boxes_are_those_of_the_picture_handed_in() -> None:
    ink = picture()
    box, larger = (READER.read(ImageInk(ink.grey, scale))[0].box for scale in (1.0, 2.5))
    assert larger == box.scaled(2.5)


def test_blank_ink_is_blank() -> None:
    for ink in (StrokeInk(()), ImageInk(np.full((60, 60), 200, np.uint8))):
        with pytest.raises(BlankInk):
            READER.read(ink)


def test_calibration_turns_odds_into_odds() -> None:
    policy = dataclasses.replace(LINE_CARD.numbers.strokes, slope=0.5, offset=1.0)
    assert calibrated(0.5, policy) == pytest.approx(1 / (1 + np.exp(-1.0)))
    assert 0.0 < calibrated(0.0, policy) < calibrated(1.0, policy) < 1.0


@settings(max_examples=40, deadline=None)
@given(stroke_inks)
def test_any_strokes_are_read(ink: StrokeInk) -> None:
    for line in READER.read(ink):
        assert len(line.text) == len(line.digits) >= 1
        assert 0.0 <= line.probability <= 1.0


@settings(max_examples=40, deadline=None)
@given(pictures())
def test_any_picture_is_read_or_blank(grey: NDArray[np.uint8]) -> None:
    try:
        lines = READER.read(ImageInk(grey))
    except BlankInk:
        return
    assert all(len(line.text) == len(line.digits) >= 1 for line in lines)
