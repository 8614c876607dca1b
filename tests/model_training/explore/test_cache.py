from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from model_training.errors import DataError
from model_training.explore.cache import Arrays, Cache

asked: list[int] = []


def twice(values: NDArray[np.int64], times: int) -> Arrays:
    asked.append(times)
    return values * times, values + times


def named(name: str, values: NDArray[np.int64]) -> Arrays:
    asked.append(len(name))
    return (values,)


VALUES = np.arange(3)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    asked.clear()
    return Cache(tmp_path / "cache")


def test_what_was_made_is_not_made_again(cache: Cache) -> None:
    made, kept = cache.kept(twice, VALUES, 2), cache.kept(twice, VALUES.copy(), 2)
    assert [one.tolist() for one in made] == [one.tolist() for one in kept] == [[0, 2, 4], [2, 3, 4]]
    assert asked == [2]


@pytest.mark.parametrize(("values", "times"), [(VALUES, 3), (VALUES + 1, 2), (VALUES.astype(np.int32), 2)])
def test_of_anything_else_it_is_made_anew(values: NDArray[np.int64], times: int, cache: Cache) -> None:
    cache.kept(twice, VALUES, 2)
    cache.kept(twice, values, times)
    assert asked == [2, times]


def test_another_model_makes_it_anew(cache: Cache) -> None:
    for model in ("one", "other", "one"):
        cache.kept(partial(named, model), VALUES, model=model)
    assert asked == [3, 5]


def test_other_code_that_the_step_leaves_its_work_to_makes_it_anew(cache: Cache) -> None:
    for also in ((), (Cache.kept,), ()):
        cache.kept(twice, VALUES, 2, also=also)
    assert asked == [2, 2]


def test_values_are_told_apart_however_they_are_written(cache: Cache) -> None:
    def joined(one: int, other: int) -> Arrays:
        return (np.array([one, other]),)

    assert [cache.kept(joined, *given)[0].tolist() for given in ((1, 23), (12, 3))] == [[1, 23], [12, 3]]


def spoilt(content: bytes) -> bytes:
    """A zip whose first file is no deflated data."""
    start = 30 + int.from_bytes(content[26:28], "little") + int.from_bytes(content[28:30], "little")
    return content[:start] + b"\xff" * 20 + content[start + 20 :]


@pytest.mark.parametrize("damage", [spoilt, lambda content: content[:50]])
def test_a_damaged_file_is_made_anew(damage: Callable[[bytes], bytes], cache: Cache) -> None:
    cache.kept(twice, VALUES, 2)
    (file,) = cache.folder.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert cache.kept(twice, VALUES, 2)[0].tolist() == [0, 2, 4]
    assert asked == [2, 2]


def test_where_it_cannot_be_kept_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"")
    with pytest.raises(DataError, match="cannot be written"):
        Cache(tmp_path / "cache").kept(twice, VALUES, 2)
