"""What clients meet that come in crowds, or do not get on."""

import asyncio
import json

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from backend.api.body_timeout import ARRIVED
from backend.app import create_app
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings
from tests.api.fakes import FakeClassifier, FakeReader
from tests.server.wire import LINE, Answer, Served, drawing, head, run, served

JSON = "Content-Type: application/json"


def settings(**others: float) -> Settings:
    return Settings.model_validate({"frontend_dir": None, "log_level": "error", "drain_time": 0} | others)


def is_problem(answer: Answer, status: int, slug: str) -> bool:
    body = json.loads(answer.body)
    media = answer.headers["content-type"] == "application/problem+json"
    return media and answer.status == body["status"] == status and body["type"].endswith(f":{slug}")


async def busy(service: Served, requests: int) -> None:
    """Has so many requests in hand."""
    for _ in range(requests):
        await (await service.connect()).say(head("GET", "/slow"))
    await service.until(requests)


def test_one_too_many_is_refused_at_once_and_the_others_are_answered() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=2)) as service:
            await busy(service, 2)
            refused = await (await service.connect()).ask(drawing("X-Request-ID: mine"))
            assert is_problem(refused, 503, "overloaded")
            assert refused.headers["x-request-id"] == "mine"
            assert refused.headers["retry-after"] == "1"
            assert service.app.state.load.refused == 1
            service.gate.set()
            for waiting in service.wires[:2]:
                assert (await waiting.answer()).body == b'"at last"'
            assert (await (await service.connect()).ask(drawing())).status == 200

    run(scenario())


def test_health_always_answers() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            await busy(service, 1)
            for path in ("/health/live", "/health/ready"):
                assert (await (await service.connect()).ask(head("GET", path))).status == 200
            assert (await (await service.connect()).ask(head("GET", "/v1/model"))).status == 503

    run(scenario())


def test_a_refused_connection_may_be_used_again() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            await busy(service, 1)
            wire = await service.connect()
            await wire.say(drawing()[:-20])
            assert (await wire.answer()).status == 503, "before its body has come"
            refused = await wire.ask(drawing()[-20:], drawing())
            assert refused.status == 503
            assert "connection" not in refused.headers
            service.gate.set()
            await service.wires[0].answer()
            assert (await wire.ask(drawing())).status == 200

    run(scenario())


@pytest.mark.parametrize(
    "asked",
    [drawing("Connection: close"), drawing().replace(b"HTTP/1.1", b"HTTP/1.0"), drawing("Expect: 100-continue")],
    ids=["close", "HTTP/1.0", "Expect"],
)
def test_a_refusal_closes_what_cannot_go_on(asked: bytes) -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            await busy(service, 1)
            wire = await service.connect()
            answer = await wire.ask(asked)
            assert (answer.status, answer.headers["connection"]) == (503, "close")
            assert await wire.rest() == b""

    run(scenario())


def test_the_refusal_of_head_has_no_body() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            await busy(service, 1)
            wire = await service.connect()
            await wire.say(head("HEAD", "/v1/model", "Connection: close"))
            said = await wire.rest()
            assert said.startswith(b"HTTP/1.1 503 ")
            assert said.endswith(b"\r\n\r\n")

    run(scenario())


def test_what_is_asked_ahead_is_answered_in_its_order() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1)) as service:
            wire = await service.connect()
            await wire.say(head("GET", "/slow"), drawing(), head("GET", "/health/live"))
            await service.until(1)
            service.gate.set()
            first, second, third = [await wire.answer() for _ in range(3)]
            assert first.body == b'"at last"'
            assert json.loads(second.body)["digit"] == 7
            assert json.loads(third.body) == {"status": "live"}

    run(scenario())


@pytest.mark.parametrize("said", [b"POST /v1/pre", b"GET / HTTP/1.1\r\nHost: inkdigit\r\nX-Slow: ", b"\r\n"])
def test_a_head_that_does_not_end_is_answered_408(said: bytes) -> None:
    async def scenario() -> None:
        async with served(settings(head_timeout=0.2)) as service:
            wire = await service.connect()
            answer = await wire.ask(said)
            assert is_problem(answer, 408, "request-timeout")
            assert answer.headers["connection"] == "close"
            assert await wire.rest() == b""

    run(scenario())


def test_a_head_that_trickles_does_not_last_longer() -> None:
    async def scenario() -> None:
        async with served(settings(head_timeout=0.5)) as service:
            wire = await service.connect()
            await wire.say(b"GET / HTTP/1.1\r\n")
            for _ in range(100):
                wire.writer.write(b"X-Slow: 1\r\n")
                await asyncio.sleep(0.05)
                if wire.reader.at_eof() or service.server.server_state.connections == set():
                    break
            else:
                pytest.fail("it is still listened to")

    run(scenario())


def test_who_says_nothing_is_hung_up_on() -> None:
    async def scenario() -> None:
        async with served(settings(head_timeout=0.2, idle_timeout=1)) as service:
            never, once = await service.connect(), await service.connect()
            assert (await once.ask(drawing())).status == 200
            assert await never.rest() == await once.rest() == b""

    run(scenario())


@pytest.mark.parametrize("path", ["/v1/predict", "/v1/predict/image", "/v1/read"])
def test_a_body_that_stalls_is_answered_408(path: str) -> None:
    async def scenario() -> None:
        async with served(settings(body_timeout=0.2)) as service:
            wire = await service.connect()
            kind = "multipart/form-data; boundary=b" if path.endswith("image") else "application/json"
            asked = head("POST", path, f"Content-Type: {kind}", "Content-Length: 100", "Origin: https://a.example")
            answer = await wire.ask(asked, b"--b\r\n" if path.endswith("image") else LINE[:9])
            assert is_problem(answer, 408, "request-timeout")
            assert answer.headers["connection"] == "close"
            assert answer.headers["access-control-allow-origin"] == "*"
            assert await wire.rest() == b""
            assert service.app.state.load.arriving == 0

    run(scenario())


def test_a_request_knows_whether_its_body_has_arrived() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:

            @service.app.post("/arrived")
            async def arrived(request: Request) -> bool:
                there = ARRIVED in request.scope
                await request.body()
                return there

            wire = await service.connect()
            asked = head("POST", "/arrived", "Content-Length: 2")
            assert (await wire.ask(asked, b"{}")).body == b"true"
            await wire.say(asked)
            await service.until(1)
            assert (await wire.ask(b"{}")).body == b"false"

    run(scenario())


def test_a_body_that_trickles_is_answered_408_all_the_same() -> None:
    async def scenario() -> None:
        async with served(settings(body_timeout=0.4)) as service:
            wire = await service.connect()
            await wire.say(head("POST", "/v1/predict", JSON, "Content-Length: 1000"))
            answer = asyncio.create_task(wire.answer())
            while not answer.done():
                wire.writer.write(b" ")
                await asyncio.sleep(0.05)
            assert (await answer).status == 408

    run(scenario())


def test_the_body_of_what_is_answered_already_is_not_awaited_for_ever() -> None:
    async def scenario() -> None:
        async with served(settings(body_timeout=0.2)) as service:
            wire = await service.connect()
            answer = await wire.ask(head("GET", "/v1/model", "Content-Length: 9"), b"x")
            assert answer.status == 200
            assert await wire.rest() == b""

    run(scenario())


def test_bodies_on_their_way_are_counted_apart() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1, max_arriving=2)) as service:
            asked = head("POST", "/v1/predict", JSON, f"Content-Length: {len(LINE)}")
            slow = [await service.connect() for _ in range(3)]
            for number, wire in enumerate(slow[:2], 1):
                await wire.say(asked, LINE[:9])
                await service.until(number)
            third = await slow[2].ask(asked, LINE[:9])
            assert is_problem(third, 503, "overloaded")
            assert (await (await service.connect()).ask(drawing())).status == 200, "what comes in one piece is served"
            assert [(await wire.ask(LINE[9:])).status for wire in slow[:2]] == [200, 200]
            assert service.app.state.load.arriving == 0
            assert (await slow[2].ask(LINE[9:], drawing())).status == 200, "the refused body was read to its end"

    run(scenario())


def test_the_rest_of_a_refused_body_is_read_however_much_of_it_has_come() -> None:
    async def scenario() -> None:
        async with served(settings(max_requests=1, max_arriving=1)) as service:
            first, second = await service.connect(), await service.connect()
            await first.say(head("POST", "/v1/predict", JSON, f"Content-Length: {len(LINE)}"), LINE[:9])
            await service.until(1)
            size = 1_000_000  # more than uvicorn takes before a task asks for it
            refused = await second.ask(head("POST", "/v1/predict", JSON, f"Content-Length: {size}"), bytes(size // 2))
            assert is_problem(refused, 503, "overloaded")
            assert (await first.ask(LINE[9:])).status == 200
            assert (await second.ask(bytes(size - size // 2), drawing())).status == 200

    run(scenario())


def test_a_client_that_hangs_up_half_way_leaves_nothing_behind() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wires = [await service.connect() for _ in range(2)]
            for wire in wires:
                await wire.say(head("POST", "/v1/predict", JSON, "Content-Length: 1000"), b"{")
            await service.until(2)
            wires[0].writer.close()
            wires[1].writer.write_eof()  # half of it
            async with asyncio.timeout(10):
                while service.server.server_state.tasks or service.server.server_state.connections:
                    await asyncio.sleep(0.01)
            assert service.app.state.load.arriving == 0

    run(scenario())


def test_a_client_that_takes_nothing_is_hung_up_on() -> None:
    async def scenario() -> None:
        limits = settings(body_timeout=0.3)
        app = create_app(limits, Recognizer(FakeClassifier()), FakeReader())
        endless(app)
        async with served(limits, app) as service:
            wire = await service.connect()
            await wire.say(head("GET", "/endless"))
            await service.until(1)
            async with asyncio.timeout(10):
                while service.server.server_state.tasks or service.server.server_state.connections:
                    await asyncio.sleep(0.05)

    run(scenario())


def endless(app: FastAPI) -> None:
    @app.get("/endless")
    async def lines() -> StreamingResponse:
        return StreamingResponse(iter(lambda: b"x" * 65536, b""))


def test_once_it_is_to_stop_it_is_not_ready_and_lets_its_clients_go() -> None:
    async def scenario() -> None:
        async with served(settings()) as service:
            wire, other = await service.connect(), await service.connect()
            assert "connection" not in (await other.ask(drawing())).headers
            service.app.state.load.stopping = True
            ready = await wire.ask(head("GET", "/health/ready"))
            assert is_problem(ready, 503, "not-ready")
            answer = await other.ask(drawing())
            assert (answer.status, answer.headers["connection"]) == (200, "close")

    run(scenario())
