import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.recognition.candidate import Candidate
from backend.recognition.card import ModelCard
from backend.recognition.classifier import Answers
from backend.recognition.decision import Reason
from backend.recognition.errors import BlankInk
from backend.recognition.ink import ImageInk, StrokeInk
from backend.recognition.line_network import BLANK, SYMBOLS
from backend.recognition.normalize import Sight
from backend.recognition.recognizer import Reading, Recognizer
from backend.recognition.strokes import draw
from tests.recognition.artifacts import CARD, LINE_CARD
from tests.recognition.inks import SEVEN
from tests.recognition.plain_network import PlainNetwork


class Remembering:
    """A classifier that always answers the same and keeps what it was shown."""

    def __init__(self, *, not_a_digit: float = 0.0) -> None:
        self.card: ModelCard = dataclasses.replace(CARD, policy=dataclasses.replace(CARD.policy, min_probability=0.25))
        self.outliers = np.array([not_a_digit, 0.125], np.float32)
        self.shown: list[NDArray[np.uint8]] = []

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        self.shown.append(frames)
        digits = np.array([0.1, 0.3, 0, 0, 0.3, 0, 0, 0.2, 0, 0.1], np.float32)
        return Answers(np.tile(digits, (len(frames), 1)), np.tile(self.outliers, (len(frames), 1)))


def test_strokes_are_read_from_their_frame() -> None:
    classifier = Remembering()
    reading = Recognizer(classifier).read(SEVEN)
    assert np.array_equal(reading.frame, draw(SEVEN.strokes))
    assert np.array_equal(classifier.shown[0], reading.frame[np.newaxis])


def test_candidates_are_sorted_and_the_smaller_digit_leads_among_equals() -> None:
    reading = Recognizer(Remembering()).read(SEVEN)
    assert [candidate.digit for candidate in reading.top(4)] == [1, 4, 7, 0]
    assert len(reading.top(10)) == 10


def test_candidates_are_plain_numbers() -> None:
    frame, digits, outliers = np.zeros((28, 28), np.uint8), np.eye(10, dtype=np.float32)[3], np.zeros(2, np.float32)
    candidate = Reading(frame, digits, outliers, ()).top(1)[0]
    assert candidate == Candidate(3, 1.0)
    assert type(candidate.digit) is int
    assert type(candidate.probability) is float


def test_what_the_policy_allows_is_accepted() -> None:
    reading = Recognizer(Remembering()).read(SEVEN)
    assert (reading.decision, reading.reasons) == ("accept", ())


def test_what_the_policy_does_not_allow_is_for_review() -> None:
    reading = Recognizer(Remembering(not_a_digit=0.75)).read(SEVEN)
    assert (reading.decision, reading.reasons) == ("review", (Reason.NOT_A_DIGIT,))
    assert reading.outliers.tolist() == [0.75, 0.125]


def test_what_the_picture_shows_is_decided_on() -> None:
    frame = draw(SEVEN.strokes)
    two_digits = ImageInk(255 - np.pad(np.hstack([frame, frame]), 4))
    assert Recognizer(Remembering()).read(two_digits).reasons == (Reason.SEVERAL_DIGITS,)


@pytest.mark.parametrize(("min_probability", "decision"), [(0.1, "accept"), (0.3, "accept"), (0.300001, "review")])
def test_more_may_be_wanted_than_by_the_policy(min_probability: float, decision: str) -> None:
    reading = Recognizer(Remembering(), min_probability).read(SEVEN)
    assert reading.top(1)[0].probability == 0.3
    assert reading.decision == decision


@pytest.mark.parametrize("ink", [StrokeInk(()), ImageInk(np.full((9, 9), 255, np.uint8))])
def test_blank_ink_never_reaches_the_model(ink: StrokeInk | ImageInk) -> None:
    classifier = Remembering()
    with pytest.raises(BlankInk):
        Recognizer(classifier).read(ink)
    assert not classifier.shown


def test_warming_up_runs_the_model_once() -> None:
    classifier = Remembering()
    Recognizer(classifier).warm_up()
    assert classifier.shown[0].shape == (1, 28, 28)


def test_the_version_is_the_cards() -> None:
    assert Recognizer(Remembering()).version == CARD.version


def test_many_inks_are_read_at_once_and_the_blank_ones_named() -> None:
    classifier = Remembering()
    white, blank = ImageInk(np.full((40, 40), 255, np.uint8)), StrokeInk(())
    picture = ImageInk(255 - draw(SEVEN.strokes))
    first, second, third, last = Recognizer(classifier).read_many([SEVEN, white, blank, picture])
    assert isinstance(first, Reading)
    assert isinstance(last, Reading)
    assert (type(second), type(third)) == (BlankInk, BlankInk)
    assert [frames.shape for frames in classifier.shown] == [(2, 28, 28)]
    assert np.array_equal(first.frame, classifier.shown[0][0])
    assert np.array_equal(last.frame, classifier.shown[0][1])


class SurelyFour(Remembering):
    """Reads a 4 the more surely the brighter the first pixel, and has nothing against it."""

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        self.shown.append(frames)
        sure = frames[:, 0, 0] / 255
        probabilities = np.tile(((1 - sure) / 9)[:, np.newaxis], 10)
        probabilities[:, 4] = sure
        return Answers(probabilities.astype(np.float32), np.zeros((len(frames), 2), np.float32))


def shining(level: int) -> NDArray[np.uint8]:
    frame = np.zeros((28, 28), np.uint8)
    frame[0, 0] = level
    return frame


def judged(*levels: int) -> tuple[Reading, int]:
    """What is read of a picture whose looks shine so, and how many frames that took."""
    first, *others = map(shining, levels)
    classifier = SurelyFour()
    (reading,) = Recognizer(classifier).judge([Sight(first, faint=False, several=False, others=lambda: tuple(others))])
    assert isinstance(reading, Reading)
    return reading, sum(map(len, classifier.shown))


def test_of_several_looks_the_most_trusted_is_told_but_not_accepted() -> None:
    reading, asked = judged(51, 102, 204, 153)
    assert asked == 4
    assert reading.frame[0, 0] == 204
    assert reading.top(1) == [Candidate(4, 0.8)]
    assert reading.reasons == (Reason.LOW_CONFIDENCE,)


def test_a_look_that_is_trusted_less_changes_nothing() -> None:
    reading, _ = judged(60, 51)
    assert reading.frame[0, 0] == 60
    assert reading.reasons == (Reason.LOW_CONFIDENCE,)


def test_what_is_accepted_at_first_is_not_looked_at_again() -> None:
    reading, asked = judged(102, 204)
    assert (asked, reading.decision, reading.frame[0, 0]) == (1, "accept", 102)


def test_the_doubts_of_the_first_look_stay() -> None:
    class Doubting(SurelyFour):
        def classify(self, frames: NDArray[np.uint8]) -> Answers:
            answers = super().classify(frames)
            return Answers(
                answers.probabilities,
                np.tile(np.array([0.5, 0.0], np.float32), (len(frames), 1)) * (frames[:, :1, 0] < 100),
            )

    sight = Sight(shining(90), faint=False, several=False, others=lambda: (shining(204),))
    (reading,) = Recognizer(Doubting()).judge([sight])
    assert isinstance(reading, Reading)
    assert reading.frame[0, 0] == 204
    assert reading.outliers.tolist() == [0.5, 0.0]
    assert reading.reasons == (Reason.NOT_A_DIGIT,)


def judged_instead(first: int, *instead: Sight) -> Reading:
    (reading,) = Recognizer(SurelyFour()).judge([Sight(shining(first), instead=lambda: instead)])
    assert isinstance(reading, Reading)
    return reading


def test_what_is_seen_on_other_paper_is_accepted_for_what_it_is() -> None:
    reading = judged_instead(51, Sight(shining(60)), Sight(shining(204)), Sight(shining(153)))
    assert (reading.frame[0, 0], reading.decision) == (204, "accept")


def test_on_other_paper_what_is_accepted_comes_before_what_is_surer() -> None:
    reading = judged_instead(51, Sight(shining(204), several=True), Sight(shining(153)))
    assert (reading.frame[0, 0], reading.decision) == (153, "accept")


def test_other_paper_is_not_asked_for_where_the_likeliest_is_accepted() -> None:
    def refuse() -> tuple[Sight, ...]:
        raise AssertionError("looked again")

    (reading,) = Recognizer(SurelyFour()).judge([Sight(shining(204), instead=refuse)])
    assert isinstance(reading, Reading)
    assert reading.decision == "accept"


class OneSymbol(PlainNetwork):
    """Sees one digit in the middle of each strip."""

    def __init__(self, digit: int) -> None:
        super().__init__(LINE_CARD.numbers)
        self.digit = digit
        self.shown = 0

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.shown += len(strips)
        steps = np.full((len(strips), strips.shape[2] // 2, SYMBOLS), -9.0, np.float32)
        steps[:, :, BLANK] = 0.0
        middle = steps.shape[1] // 2
        steps[:, middle] = -9.0
        steps[:, middle, self.digit] = 0.0
        return np.asarray(steps - np.log(np.exp(steps).sum(axis=-1, keepdims=True)))


def cut_out_seven(*, beside: bool = True) -> ImageInk:
    """A seven, and at the picture's left edge what is left of a neighbour."""
    picture = 255 - np.pad(draw(SEVEN.strokes), 4)
    if beside:
        picture[10:22, :1] = 0
    return ImageInk(picture)


def test_of_a_doubtful_cut_out_digit_the_network_for_lines_is_asked_too() -> None:
    alone = Recognizer(Remembering(not_a_digit=0.75)).read(cut_out_seven())
    lines = OneSymbol(7)
    both = Recognizer(Remembering(not_a_digit=0.75), lines=lines).read(cut_out_seven())
    assert (alone.top(1)[0].digit, both.top(1)[0].digit, lines.shown) == (1, 7, 1)
    assert both.probabilities.dtype == np.float32
    assert both.probabilities.sum() == pytest.approx(1.0)
    assert (both.reasons, both.outliers.tolist()) == (alone.reasons, alone.outliers.tolist())


@pytest.mark.parametrize(
    ("ink", "not_a_digit"), [(cut_out_seven(), 0.0), (cut_out_seven(beside=False), 0.75), (SEVEN, 0.75)]
)
def test_of_what_is_clear_or_stands_alone_it_is_not(ink: ImageInk | StrokeInk, not_a_digit: float) -> None:
    lines = OneSymbol(7)
    reading = Recognizer(Remembering(not_a_digit=not_a_digit), lines=lines).read(ink)
    assert (reading.top(1)[0].digit, lines.shown) == (1, 0)


def test_the_cards_are_those_of_all_that_have_a_say() -> None:
    assert Recognizer(Remembering()).cards == [Remembering().card]
    assert Recognizer(Remembering(), lines=OneSymbol(7)).cards[1].version == LINE_CARD.version
