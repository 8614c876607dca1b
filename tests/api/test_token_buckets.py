import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.api.token_buckets import TokenBuckets


def test_a_burst_is_granted_and_then_the_rate() -> None:
    buckets = TokenBuckets(rate=2, burst=3)
    assert [buckets.take("a", 0).left for _ in range(3)] == [2, 1, 0]
    refused = buckets.take("a", 0)
    assert (refused.left, refused.wait) == (0, 0.5)
    assert buckets.take("a", 0.49).wait == pytest.approx(0.01)
    assert buckets.take("a", 0.5).wait == 0
    assert buckets.take("a", 0.5).wait == 0.5


def test_who_is_refused_pays_nothing() -> None:
    buckets = TokenBuckets(rate=1, burst=1)
    buckets.take("a", 0)
    for _ in range(100):
        assert buckets.take("a", 0.5).wait == 0.5
    assert buckets.take("a", 1).wait == 0


def test_it_says_when_there_is_one_more() -> None:
    buckets = TokenBuckets(rate=0.1, burst=2)
    assert buckets.take("a", 0)[1:] == (1, 10)
    assert buckets.take("a", 4)[1:] == pytest.approx((0, 6))


def test_each_has_a_bucket_of_its_own() -> None:
    buckets = TokenBuckets(rate=1, burst=1)
    assert [buckets.take(name, 0).wait for name in ("a", "b", "a")] == [0, 0, 1]


def test_full_buckets_are_forgotten() -> None:
    buckets = TokenBuckets(rate=1, burst=10)
    for second in range(1000):
        buckets.take(f"caller {second}", second)
    assert len(buckets) <= 2


def test_however_many_come_memory_is_bounded() -> None:
    buckets = TokenBuckets(rate=0.001, burst=1, most=1000)
    for caller in range(10_000):
        assert buckets.take(f"caller {caller}", 0).wait == 0
    assert len(buckets) == 1000
    assert buckets.take("caller 9999", 0).wait > 0, "who came last is remembered"


def test_forgetting_is_quick_after_many_have_gone() -> None:
    buckets = TokenBuckets(rate=1, burst=1)
    for caller in range(1000):
        buckets.take(f"caller {caller}", 0)
    for _ in range(1000):
        buckets.take("the one that is left", 100)
    assert len(buckets) == 1


@given(
    st.floats(1e-3, 1e5),
    st.integers(1, 10_000),
    st.lists(st.floats(0, 10, allow_subnormal=False), min_size=1, max_size=60),
)
def test_no_more_than_the_burst_and_the_rate_are_ever_granted(rate: float, burst: int, pauses: list[float]) -> None:
    buckets, now, granted = TokenBuckets(rate, burst), 0.0, 0
    for pause in pauses:
        now += pause
        taken = buckets.take("a", now)
        granted += taken.wait == 0
        assert 0 <= taken.left < burst
        assert taken.wait <= 1 / rate + 1e-6
        assert taken.more_in > 0
        assert granted <= burst + now * rate + 1e-3 + now * rate * sys.float_info.epsilon * 100
