import numpy as np
import pytest
from scipy.special import softmax

from model_training.calibration import expected_calibration_error, fit_temperature


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_the_temperature_that_spread_the_logits_is_found(temperature: float) -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (20_000, 10))
    labels = np.array([rng.choice(10, p=row) for row in softmax(logits, axis=1)], np.uint8)
    found = fit_temperature((logits * temperature).astype(np.float32), labels)
    assert found == pytest.approx(temperature, rel=0.03)


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    probabilities = np.full((10, 10), 0.2 / 9, np.float32)
    probabilities[:, 0] = 0.8
    labels = np.array([0] * 6 + [1] * 4, np.uint8)
    assert expected_calibration_error(probabilities, labels) == pytest.approx(0.2)


def test_certain_and_right_is_calibrated() -> None:
    labels = np.arange(10, dtype=np.uint8)
    assert expected_calibration_error(np.eye(10, dtype=np.float32), labels) == 0.0
