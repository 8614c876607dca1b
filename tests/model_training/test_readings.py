import dataclasses

import numpy as np
import pytest

from backend.recognition.ink import ImageInk
from backend.recognition.recognizer import Recognizer
from model_training.readings import Readings, read
from tests.model_training.digits import small_digits
from tests.model_training.service import classifier

FRAMES = small_digits(300).frames
PICTURES = [ImageInk(picture) for picture in 255 - FRAMES[:60]]


def test_inks_are_read_as_the_service_reads_them() -> None:
    answering = classifier(min_probability=0.6)
    readings = read(PICTURES, answering, "pictures")
    served = [Recognizer(answering).read(ink) for ink in PICTURES]
    assert [reading.decision == "accept" for reading in served] == readings.accepted.tolist()
    assert 0 < readings.accepted.sum() < len(PICTURES)
    assert np.array_equal(readings.frames, np.stack([reading.frame for reading in served]))
    assert readings.probabilities == pytest.approx(np.stack([reading.probabilities for reading in served]), abs=1e-6)
    assert readings.outliers == pytest.approx(np.stack([reading.outliers for reading in served]), abs=1e-6)


def test_frames_are_taken_as_they_are() -> None:
    readings = read(FRAMES, classifier(), "frames")
    assert np.array_equal(readings.frames, FRAMES)
    assert readings.probabilities.shape == (300, 10)


def test_a_picture_without_ink_is_nothing_and_not_accepted() -> None:
    blank = ImageInk(np.full((28, 28), 255, np.uint8))
    readings = read([blank, *PICTURES[:2]], classifier(min_probability=0.0), "pictures")
    assert not readings.probabilities[0].any()
    assert readings.accepted.tolist() == [False, True, True]
    assert readings.trust[0] == 0.0


def test_trust_is_the_probability_of_one_digit_and_of_that_one() -> None:
    one = Readings(
        FRAMES[:1],
        np.full((1, 10), 0.1, np.float32),
        np.array([[0.5, 0.25]], np.float32),
        np.array([True]),
        np.array([True]),
    )
    assert one.trust == pytest.approx([0.025])
    assert dataclasses.replace(one, alone=np.array([False])).trust == pytest.approx([0.0])
    both = Readings.join([one, dataclasses.replace(one, accepted=np.array([False]))])
    assert both.accepted.tolist() == [True, False]
    assert both.frames.shape == (2, 28, 28)
