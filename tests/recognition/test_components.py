import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from scipy import ndimage

from backend.recognition.components import _join_few, _join_many, _runs, _touching, find_components


@given(hnp.arrays(np.bool_, st.tuples(st.integers(1, 24), st.integers(1, 24))))
def test_the_pieces_are_those_that_scipy_finds(mask: NDArray[np.bool_]) -> None:
    found = find_components(mask)
    labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
    assert len(found.areas) == count
    assert len(np.unique(np.stack([found.labels, labels])[:, mask], axis=1).T) == count  # one to one
    assert np.array_equal(found.labels > 0, mask)


@given(hnp.arrays(np.bool_, st.tuples(st.integers(1, 24), st.integers(1, 24))))
def test_areas_and_boxes_are_those_of_the_labels(mask: NDArray[np.bool_]) -> None:
    found = find_components(mask)
    for number, (area, box) in enumerate(zip(found.areas, found.boxes, strict=True), start=1):
        rows, columns = np.nonzero(found.labels == number)
        assert area == len(rows)
        assert box.tolist() == [rows.min(), columns.min(), rows.max() + 1, columns.max() + 1]


@given(hnp.arrays(np.bool_, st.tuples(st.integers(1, 24), st.integers(1, 24))))
def test_few_runs_are_joined_as_many_are(mask: NDArray[np.bool_]) -> None:
    starts, ends = _runs(mask)
    touching = _touching(starts, ends, mask.shape[1] + 1)
    few, many = _join_few(len(starts), *touching), _join_many(len(starts), *touching)
    assert few[1] == many[1]
    assert np.array_equal(few[0], many[0])


def test_a_spiral_is_one_piece() -> None:
    mask = np.zeros((101, 101), np.bool_)
    for ring in range(0, 50, 2):
        mask[ring, ring : 101 - ring] = mask[100 - ring, ring : 101 - ring] = True
        mask[ring : 101 - ring, ring] = mask[ring : 101 - ring, 100 - ring] = True
        mask[ring + 1, ring] = False
        mask[ring + 2 : ring + 3, ring : ring + 2] = True
    assert len(find_components(mask).areas) == 1


def test_picking_keeps_the_chosen_pieces_alone() -> None:
    mask = np.array([[1, 0, 1], [0, 0, 0], [1, 1, 1]], np.bool_)
    picked = find_components(mask).pick(np.array([False, False, True]))
    assert picked.tolist() == [[False] * 3, [False] * 3, [True] * 3]
