"""Each kind of model, fitted on a few small digits: that it learns, and that its graph answers as it does."""

import numpy as np
import pytest
from scipy.special import softmax

from backend.recognition.classifier import INPUT, OUTPUTS
from backend.recognition.session import Session
from model_training.comparison.fitted import SCORES
from model_training.comparison.graphs import served
from model_training.comparison.kinds import KINDS, MODELS, NAMES, SHIPPED, Kind, named
from model_training.comparison.networks import KerasModel
from model_training.comparison.support import SupportVectors
from model_training.config import TrainConfig
from model_training.errors import LaboratoryError
from model_training.network import build
from tests.model_training.digits import small_digits

DIGITS = small_digits(600)
LEARNED, OTHERS = DIGITS.take(np.arange(500)), DIGITS.take(np.arange(500, 600))
SMALL = {"trees": 10, "rounds": 5, "epochs": 3, "components": 20, "hidden": 32, "iterations": 20}
"""What is less in a test, for the kinds that have it."""

QUICK = [kind for kind in KINDS if kind.name not in ("svm", "resnet")]  # these two have tests of their own


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name not in ("svm", "resnet")], ids=lambda kind: kind.name
)
def test_each_kind_learns_and_its_graph_answers_as_it_does(kind: Kind) -> None:
    params = kind.params | kind.candidates[-1]
    fitted = kind.fit(LEARNED, params | {name: value for name, value in SMALL.items() if name in params})
    ours = fitted.scores(OTHERS.frames)
    proto = served(fitted.graph(), 1.0, {})
    probabilities, outliers = Session(proto.SerializeToString()).run(OUTPUTS, {INPUT: OTHERS.frames})
    assert probabilities == pytest.approx(softmax(ours, axis=1), abs=1e-4)
    assert not outliers.any()
    assert (ours.argmax(axis=1) == OTHERS.labels).mean() > 0.4
    assert fitted.parameters > 50
    assert fitted.framework.split(" ")[0] in ("scikit-learn", "XGBoost", "Keras")


def test_of_a_network_that_knows_more_classes_the_digits_are_taken() -> None:
    config = TrainConfig(widths=(4, 4), blocks=(0,))
    model = KerasModel(build(config))
    (theirs,) = Session(model.graph().SerializeToString()).run((SCORES,), {INPUT: OTHERS.frames})
    assert theirs == pytest.approx(model.scores(OTHERS.frames), abs=1e-4)
    assert theirs.shape == (len(OTHERS), 10)


def test_virtual_support_vectors_are_those_of_each_pair_moved() -> None:
    params = named("svm").kind.params | named("svm").kind.candidates[0] | {"components": 20}
    plain, virtual = (SupportVectors(LEARNED, params, virtual=virtual) for virtual in (False, True))
    assert virtual.parameters > plain.parameters
    (theirs,) = Session(virtual.graph().SerializeToString()).run((SCORES,), {INPUT: OTHERS.frames})
    assert theirs == pytest.approx(virtual.scores(OTHERS.frames), abs=2e-3)
    assert (theirs.argmax(axis=1) == OTHERS.labels).mean() > 0.8


def test_models_are_found_by_their_names() -> None:
    assert len(set(NAMES)) == len(MODELS) + 1
    assert named("knn-shifts").shifts
    assert SHIPPED in NAMES
    with pytest.raises(LaboratoryError, match="no model 'kmeans'; there are knn, knn-shifts"):
        named("kmeans")
    with pytest.raises(LaboratoryError, match="xgboost-shifts"):
        named("xgboost-shifts")


def test_candidates_are_all_of_the_grid() -> None:
    grid = {"a": (1, 2), "b": (0.5,)}
    kind = Kind("made-up", "made up", named("tree").kind.fit, {}, grid)
    assert kind.candidates == [{"a": 1, "b": 0.5}, {"a": 2, "b": 0.5}]
