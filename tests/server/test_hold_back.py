import asyncio
from collections.abc import Callable
from typing import cast

import pytest
from uvicorn.protocols.http.flow_control import FlowControl

from backend.api.load import Load
from backend.server.hold_back import LONG_TURN, LONGEST, NEXT_TURN, SOON, SPELL, HoldBack
from tests.server.test_connection import busy, settings
from tests.server.wire import Served, Wire, drawing, run, served


class Timer:
    """What is to come, and after how long."""

    def __init__(self, seconds: float, do: Callable[[], None]) -> None:
        self.seconds, self.do, self.cancelled = seconds, do, False

    def cancel(self) -> None:
        self.cancelled = True


class Clock:
    """An event loop that stands still until it is told."""

    def __init__(self) -> None:
        self.now, self.timers = 100.0, list[Timer]()

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, do: Callable[..., None], *what: object) -> Timer:
        self.timers.append(Timer(seconds, lambda: do(*what)))
        return self.timers[-1]


class Line:
    """A transport that tells whether it is listened to."""

    def __init__(self) -> None:
        self.reading, self.closing = True, False

    def heard(self) -> bool:
        return self.reading

    def is_closing(self) -> bool:
        return self.closing

    def pause_reading(self) -> None:
        assert self.reading
        self.reading = False

    def resume_reading(self) -> None:
        assert not self.closing
        self.reading = True


class Scene:
    """A connection, and what it can be held back by."""

    def __init__(self) -> None:
        self.load, self.clock, self.line = Load(1, 1), Clock(), Line()
        self.flow = FlowControl(cast(asyncio.Transport, self.line))
        self.hold_back = HoldBack(self.load, cast(asyncio.AbstractEventLoop, self.clock))

    def refuse(self) -> None:
        self.hold_back.refused(cast(asyncio.Transport, self.line), self.flow)

    def later(self, turns: int, seconds: float) -> None:
        self.load.turns += turns
        self.clock.now += seconds


LATER = (NEXT_TURN + 1, 2 * SOON)


def test_the_first_refusal_is_nobodys_fault() -> None:
    scene = Scene()
    scene.refuse()
    assert scene.line.heard()


@pytest.mark.parametrize("wait", [(0, 0.0), (NEXT_TURN, LONG_TURN / 2), (100, SOON / 2)], ids=str)
def test_who_asks_again_at_once_is_not_heard_for_a_while(wait: tuple[int, float]) -> None:
    scene = Scene()
    scene.refuse()
    scene.later(*wait)
    scene.refuse()
    assert not scene.line.heard()
    assert scene.load.held_back == 1
    (timer,) = scene.clock.timers
    timer.do()
    assert scene.line.heard()
    assert scene.load.held_back == 0


@pytest.mark.parametrize("wait", [LATER, (0, 2 * LONG_TURN)], ids=["turns go on", "turns are not counted"])
def test_who_waits_is_heard(wait: tuple[int, float]) -> None:
    scene = Scene()
    for _ in range(3):
        scene.refuse()
        scene.later(*wait)
    assert scene.line.heard()


def test_what_uvicorn_has_paused_is_left_to_it() -> None:
    scene = Scene()
    scene.refuse()
    scene.refuse()
    scene.flow.read_paused = True
    scene.clock.timers[0].do()
    assert not scene.line.heard()
    scene.flow.resume_reading()
    assert scene.line.heard()


def test_who_asks_at_once_when_it_is_heard_again_is_held_back_again() -> None:
    scene = Scene()
    scene.refuse()
    scene.refuse()
    scene.later(*LATER)
    scene.clock.timers[0].do()
    scene.refuse()
    assert len(scene.clock.timers) == 2
    assert not scene.line.heard()


def test_what_was_asked_ahead_is_held_back_once() -> None:
    scene = Scene()
    for _ in range(5):
        scene.refuse()
    assert len(scene.clock.timers) == scene.load.held_back == 1


@pytest.mark.parametrize(("others", "seconds"), [(0, SPELL), (399, 400 * SPELL), (100_000, LONGEST)])
def test_the_more_there_are_the_longer_each_is_held_back(others: int, seconds: float) -> None:
    scene = Scene()
    scene.load.held_back = others
    scene.refuse()
    scene.refuse()
    assert scene.clock.timers[0].seconds == pytest.approx(seconds)


def test_a_connection_that_closes_is_not_counted() -> None:
    scene = Scene()
    scene.refuse()
    scene.line.closing = True
    scene.refuse()
    assert (scene.load.held_back, scene.clock.timers) == (0, [])


def test_a_connection_that_closes_meanwhile_is_left_alone() -> None:
    scene = Scene()
    scene.refuse()
    scene.refuse()
    scene.line.closing = True
    scene.clock.timers[0].do()
    assert scene.load.held_back == 0


def test_a_connection_that_is_gone_is_forgotten() -> None:
    scene = Scene()
    scene.hold_back.forget()
    scene.refuse()
    scene.refuse()
    scene.hold_back.forget()
    assert scene.clock.timers[0].cancelled
    assert scene.load.held_back == 0


async def held_back(service: Served, others: int) -> Wire:
    """A client of a busy service that never waits; so many more are held back, it is told.

    On a machine that is busy elsewhere it may wait without wanting to: it asks until it is held back.
    """
    load = service.app.state.load
    await busy(service, 1)
    wire = await service.connect()
    load.held_back = others
    async with asyncio.timeout(10):
        while load.held_back == others:
            assert (await wire.ask(drawing())).status == 503
    assert load.held_back == others + 1
    return wire


def test_clients_that_never_wait_are_held_back_and_answered_later() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            others = round(LONGEST / SPELL)
            wire = await held_back(service, others)
            begun = asyncio.get_running_loop().time()
            assert (await wire.ask(drawing())).status == 503
            assert asyncio.get_running_loop().time() - begun > LONGEST / 2, "it was not heard at once"
            service.gate.set()
            await service.wires[0].answer()
            assert (await wire.ask(drawing())).status == 200
            assert service.app.state.load.held_back == others

    run(scenario())


def test_who_is_held_back_when_the_service_stops_leaves_nothing_behind() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            others = 100 * round(LONGEST / SPELL)
            await held_back(service, others)
        assert service.app.state.load.held_back == others

    run(scenario())


def test_turns_are_counted_while_there_is_no_room() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            load = service.app.state.load
            await busy(service, 1)
            assert load.turns == 0
            await (await service.connect()).ask(drawing())
            await asyncio.sleep(0.01)
            assert load.turns > NEXT_TURN

    run(scenario())
