import asyncio

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.api.load import Load
from backend.api.metrics import Metrics
from backend.api.micro_batch import MOST_AT_ONCE, MOST_LOOKS, MicroBatch
from backend.recognition.classifier import Answers
from backend.recognition.errors import BlankInk
from backend.recognition.ink import Ink, StrokeInk
from backend.recognition.recognizer import Reading, Recognizer
from tests.api.fakes import BrokenClassifier, FakeClassifier
from tests.api.scraped import samples
from tests.recognition.inks import SEVEN

BLANK = StrokeInk(())


class Sizes(FakeClassifier):
    """Notes how many frames it is asked at once."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        self.asked.append(len(frames))
        return super().classify(frames)


async def read_together(digits: MicroBatch, inks: list[Ink]) -> list[Reading | BaseException]:
    return await asyncio.gather(*(digits.read(ink) for ink in inks), return_exceptions=True)


@pytest.mark.parametrize(("waiting", "asked"), [(1, [1]), (5, [5]), (MOST_AT_ONCE, [32]), (MOST_AT_ONCE + 8, [32, 8])])
def test_what_waits_is_read_together(waiting: int, asked: list[int]) -> None:
    classifier = Sizes()
    readings = asyncio.run(read_together(MicroBatch(Recognizer(classifier), Metrics(), Load(9, 9)), [SEVEN] * waiting))
    assert classifier.asked == asked
    assert all(isinstance(reading, Reading) for reading in readings)


def test_each_gets_its_own_answer() -> None:
    dot, slash = StrokeInk((np.array([[5.0, 5.0]]),)), StrokeInk((np.array([[9.0, 0.0], [0.0, 9.0]]),))
    recognizer = Recognizer(FakeClassifier())
    inks: list[Ink] = [SEVEN, dot, slash]
    for ink, reading in zip(
        inks, asyncio.run(read_together(MicroBatch(recognizer, Metrics(), Load(9, 9)), inks)), strict=True
    ):
        assert isinstance(reading, Reading)
        assert (reading.frame == recognizer.read(ink).frame).all()


def test_a_blank_drawing_spoils_no_other() -> None:
    before, blank, after = asyncio.run(
        read_together(MicroBatch(Recognizer(FakeClassifier()), Metrics(), Load(9, 9)), [SEVEN, BLANK, SEVEN])
    )
    assert isinstance(blank, BlankInk)
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)


def test_blank_drawings_alone_ask_no_network() -> None:
    classifier = Sizes()
    answers = asyncio.run(read_together(MicroBatch(Recognizer(classifier), Metrics(), Load(9, 9)), [BLANK, BLANK]))
    assert [type(answer) for answer in answers] == [BlankInk, BlankInk]
    assert classifier.asked == []


def test_who_has_gone_is_not_read_for() -> None:
    classifier = Sizes()
    digits = MicroBatch(Recognizer(classifier), Metrics(), Load(9, 9))

    async def one_goes() -> Reading:
        gone, stays = asyncio.create_task(digits.read(SEVEN)), asyncio.create_task(digits.read(SEVEN))
        asyncio.get_running_loop().call_soon(gone.cancel)
        return await stays

    assert isinstance(asyncio.run(one_goes()), Reading)
    assert classifier.asked == [1]


def test_where_all_have_gone_nothing_is_read_or_measured() -> None:
    classifier, metrics = Sizes(), Metrics()
    digits = MicroBatch(Recognizer(classifier), metrics, Load(9, 9))

    async def all_go_and_another_comes() -> list[float]:
        gone = [asyncio.create_task(digits.read(SEVEN)) for _ in range(3)]
        await asyncio.sleep(0)
        for task in gone:
            task.cancel()
        await asyncio.gather(*gone, return_exceptions=True)
        batches = [samples(metrics.exposition())["inkdigit_batch_size_count"]]
        await digits.read(SEVEN)
        return [*batches, samples(metrics.exposition())["inkdigit_batch_size_count"]]

    assert asyncio.run(all_go_and_another_comes()) == [0, 1]
    assert classifier.asked == [1]


def test_a_failure_reaches_all_that_wait_and_the_next_are_read() -> None:
    recognizer = Recognizer(BrokenClassifier())
    digits = MicroBatch(recognizer, Metrics(), Load(9, 9))

    async def fail_and_go_on() -> list[Reading | BaseException]:
        failed = await read_together(digits, [SEVEN, SEVEN])
        recognizer.classifier = FakeClassifier()
        return failed + await read_together(digits, [SEVEN])

    *failed, answered = asyncio.run(fail_and_go_on())
    assert [type(error) for error in failed] == [RuntimeError, RuntimeError]
    assert isinstance(answered, Reading)


def crowd(load: Load) -> None:
    """More ask than are taken on. On an event loop."""
    load.in_hand = load.most_requests + load.arriving
    assert not load.admits()
    assert load.crowded


async def ask_in_turns(digits: MicroBatch, load: Load, turns: list[int]) -> None:
    """In each turn of the event loop so many more requests are taken on, as tasks that begin in the next."""
    asked = []
    for count in (1, *turns):
        load.taken_on += count
        asked += [asyncio.create_task(digits.read(SEVEN)) for _ in range(count)]
        await asyncio.sleep(0)
    await asyncio.gather(*asked)


@pytest.mark.parametrize(("turns", "asked"), [([], [1]), ([5, 2], [8]), ([40], [32, 9])])
def test_who_is_taken_on_in_the_next_turn_is_read_together_with_those_that_wait(
    turns: list[int], asked: list[int]
) -> None:
    classifier, load = Sizes(), Load(99, 9)
    asyncio.run(ask_in_turns(MicroBatch(Recognizer(classifier), Metrics(), load), load, turns))
    assert classifier.asked == asked


def test_requests_for_other_things_keep_no_drawing_waiting() -> None:
    classifier, load = Sizes(), Load(99, 9)
    digits = MicroBatch(Recognizer(classifier), Metrics(), load)

    async def scenario() -> int:
        asyncio.create_task(digits.read(SEVEN))  # noqa: RUF006 - the loop of this scenario outlives it
        turns = 0
        while not classifier.asked:
            load.taken_on += 1
            turns += 1
            await asyncio.sleep(0)
        return turns

    assert asyncio.run(scenario()) == MOST_LOOKS + 1


def test_in_a_crowd_none_waits_for_another_turn_once_all_that_is_in_hand_waits() -> None:
    classifier, load = Sizes(), Load(9, 9)
    digits = MicroBatch(Recognizer(classifier), Metrics(), load)

    async def scenario() -> list[int]:
        crowd(load)
        load.in_hand, load.bodies = 4, {object(): None}
        asked = asyncio.gather(*(digits.read(SEVEN) for _ in range(3)))
        asyncio.get_running_loop().call_soon(classifier.asked.append, 0)  # behind those three
        await asked
        await asyncio.gather(digits.read(SEVEN), digits.read(SEVEN))
        return classifier.asked

    assert asyncio.run(scenario()) == [3, 0, 2]
