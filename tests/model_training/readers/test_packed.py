import io

import numpy as np
import pytest
from numpy.typing import NDArray

from model_training.errors import DataError
from model_training.readers.packed import parse_npz
from tests.model_training.digits import small_digits

DIGITS = small_digits(12)
ARRAYS = {
    "x_train": DIGITS.frames[:8],
    "y_train": DIGITS.labels[:8],
    "x_test": DIGITS.frames[8:],
    "y_test": DIGITS.labels[8:],
}


def npz(**others: NDArray[np.generic] | None) -> bytes:
    """The arrays, others in the place of some; None leaves one out."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=True, **{name: array for name, array in (ARRAYS | others).items() if array is not None})
    return file.getvalue()


def test_what_keras_hands_out_is_read() -> None:
    learned, tested = parse_npz(npz(y_train=DIGITS.labels[:8].astype(np.int64)), "mnist.npz").split()
    assert np.array_equal(learned.join(tested).frames, DIGITS.frames)
    assert np.array_equal(learned.labels, DIGITS.labels[:8])
    assert np.array_equal(tested.labels, DIGITS.labels[8:])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"ink", "cannot be read as an .npz file"),
        (npz()[:-100], "cannot be read as an .npz file"),
        (npz(y_train=np.array([object()] * 8)), "cannot be read as an .npz file"),
        (npz(y_test=None), "has no array y_test; Keras' mnist.npz has x_train, y_train, x_test, y_test"),
        (npz(x_test=DIGITS.frames[8:, 1:]), "x_test holds an array of the shape (4, 27, 28), not (n, 28, 28)"),
        (npz(x_test=DIGITS.frames[:0], y_test=DIGITS.labels[:0]), "x_test holds an array of the shape (0, 28, 28)"),
        (npz(x_train=DIGITS.frames[:8] / 255), "x_train holds float64 frames and uint8 labels"),
        (npz(y_train=DIGITS.labels[:7]), "x_train holds 8 frames, and labels of the shape (7,)"),
        (npz(y_train=np.eye(10)[:8]), "x_train holds 8 frames, and labels of the shape (8, 10)"),
        (npz(y_test=np.array([0, 1, 10, -1])), "x_test: the label of frame 2 is 10, no digit from 0 to 9"),
    ],
)
def test_what_is_wrong_is_said_with_its_array(content: bytes, reason: str) -> None:
    with pytest.raises(DataError) as error:
        parse_npz(content, "mnist.npz")
    assert str(error.value).startswith("mnist.npz")
    assert reason in str(error.value)
