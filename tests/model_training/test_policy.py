import numpy as np
import pytest

from backend.recognition.candidate import rounded
from backend.recognition.classifier import Answers
from model_training.policy import CONFIDENCE, RISK, SPARED, fit_policy, guaranteed_risk, risk_bound


def test_the_bound_is_that_of_clopper_and_pearson() -> None:
    assert risk_bound(0, 1000, 0.05) == pytest.approx(1 - 0.05 ** (1 / 1000))
    assert risk_bound(10, 10, 0.05) == 1.0
    assert risk_bound(3, 1000, 0.05) > 0.003


def test_all_are_accepted_where_none_is_wrong() -> None:
    least, bound = guaranteed_risk(np.linspace(0.5, 1.0, 10_000, dtype=np.float32), np.zeros(10_000, np.bool_), RISK)
    assert least == pytest.approx(0.5, abs=0.01)
    assert 0 < bound <= RISK


def test_what_is_wrong_at_low_confidence_is_left_out() -> None:
    confidence = np.linspace(0.0, 1.0, 10_000, dtype=np.float32)
    least, bound = guaranteed_risk(confidence, confidence < 0.2, RISK)
    assert 0.195 < least < 0.24
    assert bound <= RISK


def test_levels_are_tried_from_the_strictest_on_until_one_fails() -> None:
    """Of all 10,000 answers few enough are wrong, of the surest 5,622 too many: what lies beyond was never tried."""
    confidence = np.linspace(1.0, 0.0, 10_000, dtype=np.float32)
    wrong = np.isin(np.arange(10_000), np.arange(5_100, 5_115))
    assert risk_bound(15, 10_000, 1 - CONFIDENCE) <= RISK
    least, bound = guaranteed_risk(confidence, wrong, RISK)
    assert least == pytest.approx(0.5, abs=0.001)
    assert bound == risk_bound(0, 5_000, 1 - CONFIDENCE)


def test_where_the_strictest_level_fails_nothing_is_guaranteed() -> None:
    confidence = np.linspace(1.0, 0.0, 10_000, dtype=np.float32)
    _, bound = guaranteed_risk(confidence, np.arange(10_000) < 15, RISK)
    assert bound > RISK


def test_too_few_answers_guarantee_nothing_and_the_bound_says_so() -> None:
    least, bound = guaranteed_risk(np.array([0.9, 0.8], np.float32), np.array([False, False]), RISK)
    assert least == pytest.approx(0.8)
    assert bound > RISK


def test_the_guarantee_holds_on_other_samples() -> None:
    """Of 200 fits, at most about the failures allowed choose a threshold whose true risk is above RISK."""
    rng, broken = np.random.default_rng(0), 0
    for _ in range(200):
        confidence = rng.random(4000).astype(np.float32)
        wrong = rng.random(4000) < 0.01 * (1 - confidence)
        least, bound = guaranteed_risk(confidence, wrong, RISK)
        broken += bound <= RISK and 0.01 * (1 - least) / 2 > RISK
    assert broken <= 200 * (1 - CONFIDENCE) * 1.5


def test_the_policy_spares_most_digits() -> None:
    rng = np.random.default_rng(0)
    probabilities = np.full((5000, 10), 0.001, np.float32)
    labels = rng.integers(0, 10, 5000).astype(np.uint8)
    probabilities[np.arange(5000), labels] = 0.991
    outliers = (rng.random((5000, 2)) ** 4 * 0.1).astype(np.float32)
    policy = fit_policy(Answers(probabilities, outliers), labels, "made-up digits")
    assert policy.coverage == pytest.approx(2 * SPARED - 1, abs=0.002)
    assert (policy.risk, policy.n, policy.data) == (0.0, 5000, "made-up digits")
    assert policy.min_probability == pytest.approx(0.991, abs=1e-5)
    assert 0.09 < policy.max_not_a_digit < 0.1


def test_what_most_digits_have_in_common_is_accepted() -> None:
    """The largest probability that neighbours or trees can give is that of most digits; the service rounds it."""
    for most in (0.9928194, 0.9928196):
        probabilities = np.full((5000, 10), (1 - most) / 9, np.float32)
        probabilities[:, 3] = most
        answers = Answers(probabilities, np.zeros((5000, 2), np.float32))
        policy = fit_policy(answers, np.full(5000, 3, np.uint8), "made-up digits")
        assert policy.coverage == 1.0
        assert policy.min_probability == rounded(probabilities[0, 3])
