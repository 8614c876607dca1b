import json

import pytest

from backend.api.rate_limit import RateLimit
from backend.settings import Settings
from tests.api.asgi import ask, fine
from tests.api.fakes import service


class Clock:
    """Stands still until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def limited(rate: float = 1, burst: int = 2) -> RateLimit:
    return RateLimit(fine, rate=rate, burst=burst, clock=Clock())


def statuses(app: RateLimit, *hosts: str) -> list[int]:
    return [ask(app, client=(host, 1)).status for host in hosts]


def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    app = limited(rate=0.1)
    assert statuses(app, "192.0.2.1", "192.0.2.1") == [200, 200]
    refused = ask(app, client=("192.0.2.1", 1))
    assert refused.status == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["retry-after"] == "10"
    assert refused.headers["ratelimit"] == '"default";r=0;t=10'
    told = json.loads(refused.body)
    assert told["type"].endswith(":too-many-requests")
    assert "10 s" in told["detail"]


def test_every_answer_says_what_is_left() -> None:
    app = limited(rate=4, burst=10)
    answers = [ask(app) for _ in range(3)]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"default";q=10;w=3'}
    assert [answer.headers["ratelimit"] for answer in answers] == [f'"default";r={left};t=1' for left in (9, 8, 7)]


def test_it_opens_again() -> None:
    clock = Clock()
    app = RateLimit(fine, rate=1, burst=1, clock=clock)
    assert statuses(app, "192.0.2.1", "192.0.2.1") == [200, 429]
    clock.now += 1
    assert statuses(app, "192.0.2.1", "192.0.2.1") == [200, 429]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", True),
        ("2001:db8::1", "2001:db8:0:0:8000::", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("unknown", "", True),
        ("unknown", "9" * 10_000, True),
        ("999.1.1.1", "\ud800", True),
    ],
)
def test_a_caller_is_an_address_and_of_ipv6_a_network(first: str, second: str, same: bool) -> None:
    assert statuses(limited(burst=1), first, second) == [200, 429 if same else 200]


def test_without_an_address_all_are_one() -> None:
    app = limited(burst=1)
    assert [ask(app, client=None).status for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("path", ["/health/live", "/metrics", "/", "/docs", "/v1"])
def test_only_the_api_is_limited(path: str) -> None:
    app = limited(burst=1)
    answers = [ask(app, path) for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3
    assert "ratelimit" not in answers[0].headers


def test_a_key_has_a_limit_of_its_own_wherever_it_is_used() -> None:
    keys = {name: {"X-API-Key": name} for name in ("one", "two")}
    digests = (
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
        "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
    )
    settings = Settings(frontend_dir=None, api_keys=digests, rate_limit=0.001, rate_burst=2)
    with service(settings) as client:
        assert [client.get("/v1/model", headers=keys["one"]).status_code for _ in range(3)] == [200, 200, 429]
        assert client.get("/v1/model", headers=keys["two"]).status_code == 200
        assert {client.get("/v1/model").status_code for _ in range(5)} == {401}


def test_without_keys_a_made_up_one_gives_no_new_limit() -> None:
    with service(Settings(frontend_dir=None, rate_limit=0.001, rate_burst=2)) as client:
        answers = [
            client.get("/v1/model", headers={"X-API-Key": str(n), "Origin": "https://a.example"}) for n in range(3)
        ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    readable = answers[2].headers["access-control-expose-headers"]
    assert all(name in readable for name in ("RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"))


def test_by_default_nothing_is_limited() -> None:
    with service() as client:
        answers = [client.get("/v1/model") for _ in range(100)]
    assert {answer.status_code for answer in answers} == {200}
    assert "ratelimit" not in answers[0].headers
