import gc
from collections.abc import Iterator

import pytest

from backend.memory import settle


@pytest.fixture(autouse=True)
def _thaw() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_alive_is_not_looked_at_again() -> None:
    kept = [object() for _ in range(10)]
    settle()
    assert gc.get_freeze_count() > len(kept)
    assert gc.get_count()[0] < 1000
