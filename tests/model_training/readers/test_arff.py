import numpy as np
import pytest

from model_training.errors import DataError
from model_training.readers.arff import parse_arff
from model_training.readers.layout import KAGGLE_TRAIN, OPENML
from tests.model_training.readers.tables import DIGITS, arff


def test_what_openml_hands_out_is_read() -> None:
    dataset = parse_arff(arff(OPENML), "digits.arff")
    assert np.array_equal(dataset.frames, DIGITS.frames)
    assert np.array_equal(dataset.digits().labels, DIGITS.labels)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (arff(OPENML).partition(b"@DATA")[0], "digits.arff has no @DATA: it is no ARFF file, or cut short"),
        (arff(OPENML).partition(b"@DATA")[0] + b"@DATA\n", "digits.arff has no row"),
        (arff(KAGGLE_TRAIN), "digits.arff: these are the columns of Kaggle's train.csv"),
        (arff(OPENML).replace(b"pixel7 ", b"pixel8 "), "column 7 is 'pixel8', and 'pixel7' in OpenML's mnist_784"),
        (b"@relation x\nink,paper\n", "digits.arff, line 2: 'ink,paper' is nothing that the head"),
        (arff(OPENML)[:-1] + b"0\n", "digits.arff, line 802, column 785: '10' is no whole number from 0 to 9"),
        (arff(OPENML)[:-5], "digits.arff, line 802: 783 columns, not 785"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(content: bytes, reason: str) -> None:
    with pytest.raises(DataError) as error:
        parse_arff(content, "digits.arff")
    assert reason in str(error.value)
