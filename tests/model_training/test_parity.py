import numpy as np
import pytest
from numpy.typing import NDArray

from model_training.errors import ParityError
from model_training.parity import LARGEST_DIFFERENCE, prove

PICTURES = np.random.default_rng(1).integers(0, 256, (5, 4), dtype=np.uint8)
CASES = {"ones": np.split(PICTURES, 5), "all at once": [PICTURES]}


def network(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    return batch.astype(np.float32)


def off(by: float) -> object:
    return pytest.approx(by, rel=0.2)


def test_the_largest_difference_of_each_case_is_told() -> None:
    parity = prove(network, lambda batch: network(batch) + np.float32(2e-5 * (len(batch) > 1)), CASES)
    assert parity.n == 5
    assert parity.differences == {"ones": 0.0, "all at once": off(2e-5)}
    assert str(parity).startswith("parity on 5 pictures, largest difference: 0.0e+00 in ones, ")


@pytest.mark.parametrize("by", [2 * LARGEST_DIFFERENCE, float("nan")])
def test_a_number_that_differs_is_an_error(by: float) -> None:
    with pytest.raises(ParityError, match="in all at once the ONNX graph differs"):
        prove(network, lambda batch: network(batch) + np.float32(by if len(batch) > 1 else 0.0), CASES)


def test_a_caller_may_allow_more() -> None:
    def rougher(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        return network(batch) + np.float32(0.01)

    assert prove(network, rougher, CASES, largest=0.02).differences == {"ones": off(0.01), "all at once": off(0.01)}
    with pytest.raises(ParityError, match=r"at most 5e-03"):
        prove(network, rougher, CASES, largest=5e-3)


def test_another_answer_is_an_error_unless_both_are_as_good_as_equal() -> None:
    nearly = np.array([[1.0, 1.0 + 5e-5]], np.float32)
    case = {"one": [PICTURES[:1]]}
    assert prove(lambda _: nearly, lambda _: nearly[:, ::-1], case).differences == {"one": off(5e-5)}
    apart = np.array([[1.0, 1.00015]], np.float32)
    with pytest.raises(ParityError, match="1 answers changed"):
        prove(lambda _: apart, lambda _: apart[:, ::-1], case)
