"""What clients meet that send what is no request, too much of one, or many at once."""

import asyncio
import contextlib
import json
from typing import cast

import pytest

from backend.server import connection
from backend.server.framing import LONGEST_HEAD, MOST_AHEAD
from tests.api.scraped import samples
from tests.server.test_connection import JSON, busy, is_problem, settings
from tests.server.wire import LINE, Served, drawing, head, run, served

HEALTH = head("GET", "/health/live")


def pipelined(service: Served) -> int:
    """How many requests wait for the answer before."""
    return max(len(cast(connection.Connection, one).pipeline) for one in service.server.server_state.connections)


def test_no_more_is_taken_ahead_than_there_is_room_for_and_that_is_answered() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            wire.writer.write(head("GET", "/slow") + 5_000 * HEALTH)
            await service.until(1)
            assert pipelined(service) == MOST_AHEAD
            await asyncio.sleep(0.05)
            assert pipelined(service) == MOST_AHEAD
            service.gate.set()
            answers = [await wire.answer() for _ in range(1 + MOST_AHEAD)]
            assert [answer.headers.get("connection") for answer in answers[1:]] == [None] * (MOST_AHEAD - 1) + ["close"]
            assert [answer.status for answer in answers] == [200] * (1 + MOST_AHEAD)
            with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
                await wire.answer()
            assert service.app.state.load.in_hand == 0

    run(scenario())


def test_what_was_asked_ahead_counts_among_what_is_in_hand_while_it_is_answered() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            wire = await service.connect()
            await wire.say(HEALTH, head("GET", "/slow"))
            await wire.answer()
            await service.until(1)
            load = service.app.state.load
            assert (load.in_hand, load.taken_on) == (1, 2)
            assert (await (await service.connect()).ask(drawing())).status == 503
            assert (load.in_hand, load.taken_on, load.refused) == (1, 2, 1)

    run(scenario())


def test_what_was_asked_ahead_is_refused_in_its_turn_where_there_is_no_room() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            wire = await service.connect()
            await wire.say(
                HEALTH, head("GET", "/slow"), drawing("X-Request-ID: mine", "Origin: https://a.example"), HEALTH
            )
            assert (await wire.answer()).status == 200
            await service.until(1)
            service.app.state.load.in_hand = 5  # others have come meanwhile
            service.gate.set()
            assert (await wire.answer()).body == b'"at last"'
            refused = await wire.answer()
            assert is_problem(refused, 503, "overloaded")
            assert (refused.headers["x-request-id"], refused.headers["retry-after"]) == ("mine", "1")
            assert refused.headers["access-control-allow-origin"] == "*"
            assert (await wire.answer()).status == 200, "health always answers"
            service.app.state.load.in_hand -= 4
            assert (service.app.state.load.in_hand, service.app.state.load.refused) == (0, 1)

    run(scenario())


def test_a_body_that_was_asked_ahead_counts_as_on_its_way() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1, max_arriving=2)) as service:
            asked = head("POST", "/v1/predict", JSON, f"Content-Length: {len(LINE)}")
            wires = [await service.connect() for _ in range(2)]
            for number, wire in enumerate(wires, 1):
                assert (await wire.ask(HEALTH, asked)).status == 200
                await service.until(number)
            assert (service.app.state.load.arriving, service.app.state.load.arrived) == (2, 0)
            assert (await (await service.connect()).ask(drawing())).status == 200, "there is room for what is whole"
            assert [(await wire.ask(LINE)).status for wire in wires] == [200, 200]
            assert (service.app.state.load.arriving, service.app.state.load.in_hand) == (0, 0)

    run(scenario())


LARGE = b"x" * (LONGEST_HEAD + 1)


@pytest.mark.parametrize(
    "said",
    [
        b"GET /" + LARGE,
        b"GET /" + LARGE + b" HTTP/1.1\r\nHost: inkdigit\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: inkdigit\r\nX-Large: " + LARGE,
        b"GET / HTTP/1.1\r\nHost: inkdigit\r\n" + LONGEST_HEAD // 6 * b"X: 1\r\n",
        head("GET", "/", *(["X-Many: 1"] * (LONGEST_HEAD // 10))),
        head("POST", "/v1/predict", JSON, "Transfer-Encoding: chunked")
        + b"2\r\n{}\r\n0\r\n"
        + 9_000 * b"X-Tail: 1\r\n",
        head("POST", "/v1/predict", JSON, "Transfer-Encoding: chunked") + b"2;" + LARGE,
    ],
    ids=["address", "whole address", "value", "headers", "whole head", "trailers", "chunk"],
)
@pytest.mark.parametrize("pieces", [1, 7])
def test_a_head_or_tail_too_large_is_answered_431(said: bytes, pieces: int) -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            length = -(-len(said) // pieces)
            for start in range(0, len(said), length):
                wire.writer.write(said[start : start + length])
                await asyncio.sleep(0.01)
            if not said.endswith(b"\r\n\r\n"):
                wire.writer.write(LARGE)  # a piece that brought something useful is not held against it
            answer = await wire.answer()
            assert is_problem(answer, 431, "headers-too-large")
            assert answer.headers["connection"] == "close"
            assert answer.headers["x-request-id"]
            assert await ended(wire.reader)
            load = service.app.state.load
            assert (load.in_hand, load.arriving) == (0, 0)
            counted = samples(service.app.state.metrics.exposition())
            assert counted["inkdigit_requests_total,route=other,status=431"] == 1
            assert counted["inkdigit_rejected_total,reason=headers-too-large"] == 1

    run(scenario())


async def ended(reader: asyncio.StreamReader) -> bool:
    """Whether the server hangs up; it may do so on what is still on its way."""
    async with asyncio.timeout(10):
        with contextlib.suppress(ConnectionError):
            await reader.read()
    return True


def test_a_head_just_small_enough_is_read() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            assert (await wire.ask(drawing("X-Large: " + (LONGEST_HEAD - 200) * "x"))).status == 200

    run(scenario())


def test_a_large_body_in_small_chunks_is_no_large_head() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            await wire.say(head("POST", "/v1/predict", JSON, "Transfer-Encoding: chunked"))
            await wire.say(40_000 * b"1\r\n \r\n", b"%x\r\n" % len(LINE), LINE, b"\r\n0\r\n\r\n")
            assert (await wire.answer()).status == 200

    run(scenario())


def test_what_comes_behind_a_body_is_no_header() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            asked = head("POST", "/v1/predict", JSON, "Transfer-Encoding: chunked")
            tail = b"%x\r\n%b\r\n0\r\nX-Request-ID: tail\r\n\r\n" % (len(LINE), LINE)
            answer = await wire.ask(asked, tail)
            assert answer.status == 200
            assert answer.headers["x-request-id"] != "tail"
            assert (await wire.ask(drawing())).status == 200

    run(scenario())


@pytest.mark.parametrize(
    "said",
    [
        b"GARBAGE\r\n\r\n",
        b"CONNECT inkdigit:443 HTTP/1.1\r\nHost: inkdigit\r\n\r\n",
        b"CONNECT /v1/model HTTP/1.1\r\nHost: inkdigit\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\n\r\n",
        head("POST", "/v1/predict", "Content-Length: 3", "Transfer-Encoding: chunked"),
        head("POST", "/v1/predict", "Content-Length: -3"),
    ],
    ids=["garbage", "connect", "connect here", "address", "two lengths", "negative"],
)
def test_what_is_no_request_is_told_so(said: bytes) -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            answer = await wire.ask(said)
            assert is_problem(answer, 400, "malformed-request")
            assert answer.headers["connection"] == "close"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["x-request-id"]
            assert await ended(wire.reader)

    run(scenario())


def test_what_was_asked_before_garbage_is_answered() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            await wire.say(head("GET", "/slow"), HEALTH, b"GARBAGE\r\n\r\n")
            await service.until(1)
            service.gate.set()
            assert (await wire.answer()).body == b'"at last"'
            last = await wire.answer()
            assert (last.status, last.headers["connection"]) == (200, "close")
            assert await ended(wire.reader)

    run(scenario())


@pytest.mark.parametrize(
    "garbage", [b"no chunk\r\n", b"0\r\n" + 9_000 * b"X-Tail: 1\r\n"], ids=["bad chunk", "trailers"]
)
def test_what_was_asked_before_a_body_of_garbage_is_answered(garbage: bytes) -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            await wire.say(
                head("GET", "/slow"), HEALTH, head("POST", "/v1/predict", JSON, "Transfer-Encoding: chunked")
            )
            await service.until(1)
            for _ in range(2):
                wire.writer.write(garbage)
                await asyncio.sleep(0.05)
            service.gate.set()
            assert (await wire.answer()).body == b'"at last"'
            last = await wire.answer()
            assert (json.loads(last.body), last.headers["connection"]) == ({"status": "live"}, "close")
            assert await ended(wire.reader)
            assert service.app.state.load.in_hand == 0

    run(scenario())


def test_a_client_that_goes_leaves_nothing_of_what_it_asked_ahead(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            await wire.say(head("GET", "/slow"), HEALTH, HEALTH)
            await service.until(1)
            wire.writer.transport.abort()
            service.gate.set()
            async with asyncio.timeout(10):
                while service.server.server_state.connections or service.server.server_state.tasks:
                    await asyncio.sleep(0.01)
            load = service.app.state.load
            assert (load.in_hand, load.quiet, load.bodies) == (0, {}, {})

    run(scenario())
    assert not [record for record in caplog.records if record.exc_info]


def test_garbage_in_the_body_of_what_is_refused_gets_no_second_answer() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            await busy(service, 1)
            wire = await service.connect()
            await wire.say(head("POST", "/v1/predict", JSON, "Transfer-Encoding: chunked"))
            assert (await wire.answer()).status == 503
            await wire.say(b"no chunk\r\n")
            assert await ended(wire.reader)

    run(scenario())


OFFERS = {
    "h2c": ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"),
    "websocket": ("Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: x"),
}


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
@pytest.mark.parametrize("apart", [False, True])
def test_an_offer_of_another_protocol_is_ignored_with_the_body_kept(offer: tuple[str, ...], *, apart: bool) -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            asked = drawing("X-Request-ID: mine", *offer)
            await wire.say(asked[: -len(LINE)])
            await asyncio.sleep(0.02 if apart else 0)
            answer = await wire.ask(asked[-len(LINE) :])
            assert (answer.status, answer.headers["x-request-id"]) == (200, "mine")
            assert (await wire.ask(drawing())).status == 200, "the connection goes on"
            await wire.say(head("GET", "/v1/model", *offer), HEALTH)
            assert (await wire.answer()).status == 200
            assert json.loads((await wire.answer()).body) == {"status": "live"}

    run(scenario())


@pytest.mark.parametrize("busy_with", [0, 1])
def test_offers_without_end_end(busy_with: int) -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            await busy(service, busy_with)
            wire = await service.connect()
            wire.writer.write(2_000 * head("GET", "/v1/model", *OFFERS["h2c"]))
            assert (await wire.answer()).status == (503 if busy_with else 200)
            assert await ended(wire.reader)
            load = service.app.state.load
            assert load.taken_on + load.refused <= MOST_AHEAD + 3
            assert (await (await service.connect()).ask(HEALTH)).status == 200

    run(scenario())


def test_an_offer_does_not_keep_what_is_to_end() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            answer = await wire.ask(drawing("Connection: close, Upgrade", "Upgrade: h2c"))
            assert (answer.status, answer.headers["connection"]) == (200, "close")
            assert await wire.rest() == b""

    run(scenario())


def test_who_has_said_all_that_it_wants_is_answered() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            await wire.say(head("GET", "/slow"), drawing())
            await service.until(1)
            wire.writer.write_eof()
            await asyncio.sleep(0.05)
            service.gate.set()
            assert (await wire.answer()).body == b'"at last"'
            last = await wire.answer()
            assert (last.status, last.headers["connection"]) == (200, "close")
            assert await wire.rest() == b""
            async with asyncio.timeout(10):
                while service.server.server_state.connections:
                    await asyncio.sleep(0.01)

    run(scenario())


def test_a_stalled_body_makes_room_for_one_that_gets_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "STALLED", 0.2)

    async def scenario() -> None:
        async with served(settings(max_arriving=2)) as service:
            asked = head("POST", "/v1/predict", JSON, f"Content-Length: {len(LINE)}")
            stalled, lively = await service.connect(), await service.connect()
            for number, wire in enumerate((stalled, lively), 1):
                await wire.say(asked, LINE[:5])
                await service.until(number)
            refused = await (await service.connect()).ask(asked, LINE[:5])
            assert refused.status == 503, "both have just begun"
            await asyncio.sleep(0.25)
            await lively.say(LINE[5:9])
            await asyncio.sleep(0.02)
            third = await service.connect()
            await third.say(asked, LINE[:5])
            answer = await stalled.answer()
            assert is_problem(answer, 408, "request-timeout")
            assert answer.headers["connection"] == "close"
            assert await ended(stalled.reader)
            assert (await lively.ask(LINE[9:])).status == (await third.ask(LINE[5:])).status == 200
            assert (service.app.state.load.arriving, service.app.state.load.in_hand) == (0, 0)

    run(scenario())


def test_where_no_more_files_can_be_opened_who_is_quiet_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "most_connections", lambda _: 4)

    async def scenario() -> None:
        async with served(settings()) as service:
            used, silent = await service.connect(), await service.connect()
            assert (await used.ask(drawing())).status == 200
            await busy(service, 1)
            half = await service.connect()
            await half.say(drawing()[:30])
            new = await service.connect()
            assert await ended(silent.reader), "longer quiet than who has just been answered"
            assert (await new.ask(HEALTH)).status == (await half.ask(drawing()[30:])).status == 200
            newer = await service.connect()
            assert await ended(used.reader)
            assert (await newer.ask(HEALTH)).status == (await new.ask(HEALTH)).status == 200
            service.gate.set()
            assert (await service.wires[2].answer()).body == b'"at last"'

    run(scenario())


def test_where_all_connections_are_busy_one_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "most_connections", lambda _: 2)

    async def scenario() -> None:
        async with served(settings()) as service:
            await busy(service, 2)
            wire = await service.connect()
            assert is_problem(await wire.answer(), 503, "overloaded")
            assert await ended(wire.reader)
            service.gate.set()
            assert (await service.wires[0].answer()).body == b'"at last"'

    run(scenario())


def test_what_is_refused_is_logged_as_a_number(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            await busy(service, 1)
            for said in (drawing(), drawing(), b"GARBAGE\r\n\r\n"):
                await (await service.connect()).ask(said)
            async with asyncio.timeout(10):
                while told(caplog) < 3:
                    await asyncio.sleep(0.05)

    run(scenario())
    assert told(caplog) == 3


def told(caplog: pytest.LogCaptureFixture) -> int:
    """Of how many refusals the log speaks."""
    return sum(cast(tuple[int], record.args)[0] for record in caplog.records if "refused" in record.msg)


def test_who_is_not_heard_after_an_early_answer_is_hung_up_on() -> None:
    async def scenario() -> None:
        async with served(settings(idle_timeout=1, head_timeout=0.2)) as service:
            wire = await service.connect()
            assert (await wire.ask(head("GET", "/v1/model", "Content-Length: 9"), b"x")).status == 200
            await wire.say(b"12345678")
            assert await wire.rest() == b""

    run(scenario())


def test_what_is_taken_back_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "STALLED", 0.0)

    async def scenario() -> None:
        async with served(settings(max_arriving=1)) as service:
            asked = head(
                "POST", "/v1/predict/image", "Content-Type: multipart/form-data; boundary=b", "Content-Length: 9"
            )
            first, second = await service.connect(), await service.connect()
            await first.say(asked, b"-")
            await service.until(1)
            await second.say(asked, b"-")
            assert (await first.answer()).status == 408
            second.writer.close()
            async with asyncio.timeout(10):
                while service.app.state.load.in_hand:
                    await asyncio.sleep(0.01)
            found = samples(service.app.state.metrics.exposition())
            counted = {name: value for name, value in found.items() if "requests_total" in name}
            assert counted == {
                "inkdigit_requests_total,route=other,status=408": 1,
                "inkdigit_requests_total,route=/v1/predict/image,status=400": 1,
            }, "who has gone is told of a damaged form"
            assert found["inkdigit_requests_in_flight"] == 0

    run(scenario())


def test_a_slow_head_counts_once() -> None:
    async def scenario() -> None:
        async with served(settings(head_timeout=0.2)) as service:
            wire = await service.connect()
            wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
            await wire.say(b"GET / HTTP/1.1\r\n")
            async with asyncio.timeout(10):
                while not service.app.state.load.refused:
                    await asyncio.sleep(0.05)
            await asyncio.sleep(1.2)
            assert service.app.state.load.refused == 1

    run(scenario())


def test_a_large_head_of_head_gets_no_body() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire = await service.connect()
            wire.writer.write(head("HEAD", "/v1/model", *(["X-Many: 1"] * (LONGEST_HEAD // 10))))
            said = await wire.rest()
            assert said.startswith(b"HTTP/1.1 431 ")
            assert said.endswith(b"\r\n\r\n")

    run(scenario())
