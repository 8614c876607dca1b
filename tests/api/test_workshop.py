import asyncio
import threading

import pytest

from backend.api.workshop import Overloaded, Workshop


def _rest() -> None:
    """Nothing is to be done then."""


def test_what_is_one_too_many_is_refused_at_once() -> None:
    async def scenario() -> None:
        workshop, gate = Workshop(2, most_waiting=1, at_rest=_rest), threading.Event()
        at_work = [asyncio.create_task(workshop.run(lambda: gate.wait(10))) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            await workshop.run(lambda: True)
        assert (workshop.in_hand, workshop.refused) == (3, 1)
        gate.set()
        assert await asyncio.gather(*at_work) == [True] * 3
        assert await workshop.run(lambda: "again") == "again"

    asyncio.run(scenario())


def test_no_more_run_at_once_than_there_are_threads() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.02)
        with lock:
            running -= 1

    async def scenario() -> None:
        workshop = Workshop(2, most_waiting=8, at_rest=_rest)
        await asyncio.gather(*(workshop.run(work) for _ in range(8)))

    asyncio.run(scenario())
    assert most == 2


def test_failures_are_handed_on_and_leave_their_place() -> None:
    def fail() -> None:
        raise KeyError("x")

    async def scenario() -> None:
        workshop = Workshop(1, most_waiting=0, at_rest=_rest)
        for _ in range(3):
            with pytest.raises(KeyError):
                await workshop.run(fail)
        assert workshop.in_hand == 0

    asyncio.run(scenario())


def test_who_gives_up_waiting_leaves_their_place() -> None:
    async def scenario() -> None:
        workshop, gate = Workshop(1, most_waiting=1, at_rest=_rest), threading.Event()
        at_work = asyncio.create_task(workshop.run(lambda: gate.wait(10)))
        waiting = asyncio.create_task(workshop.run(lambda: True))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.wait({waiting})
        assert workshop.in_hand == 1
        gate.set()
        assert await at_work

    asyncio.run(scenario())


def test_it_rests_when_there_is_no_more_work() -> None:
    async def scenario() -> None:
        rested = asyncio.Event()
        workshop = Workshop(1, most_waiting=0, at_rest=rested.set, quiet=0)
        await workshop.run(lambda: True)
        assert await asyncio.wait_for(rested.wait(), 10)

    asyncio.run(scenario())


def test_it_does_not_rest_while_there_is_work() -> None:
    async def scenario() -> None:
        rested, gate = asyncio.Event(), threading.Event()
        workshop = Workshop(2, most_waiting=0, at_rest=rested.set, quiet=0)
        long = asyncio.create_task(workshop.run(lambda: gate.wait(10)))
        await asyncio.sleep(0)
        await workshop.run(lambda: True)
        await asyncio.sleep(0.01)
        assert not rested.is_set()
        gate.set()
        assert await long
        assert await workshop.run(lambda: True)  # sooner than the rest
        assert not rested.is_set()

    asyncio.run(scenario())
