"""Models of scikit-learn that its own converter knows: linear ones, trees, forests, a multilayer perceptron."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from onnx import ModelProto
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.base import ClassifierMixin
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from tqdm import tqdm

from model_training.comparison.digits import PIXELS, flat
from model_training.comparison.fitted import Params
from model_training.comparison.graphs import FLAT, from_converter
from model_training.graph import OPSET
from model_training.mnist import Digits

_SEED = 20
_AT_ONCE = 10  # trees that are grown before the bar moves
_TARGETS = {"": OPSET, "ai.onnx.ml": 3}


@dataclass(frozen=True, slots=True)
class SklearnModel:
    """`floor` is None for what decides by scores, else it keeps the logarithms of probabilities finite."""

    estimator: Any
    parameters: int
    floor: float | None = None

    @property
    def framework(self) -> str:
        return f"scikit-learn {sklearn.__version__}"

    def scores(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        pixels = flat(frames)
        if self.floor is None:
            return np.asarray(self.estimator.decision_function(pixels), np.float32)
        return np.asarray(np.log(self.estimator.predict_proba(pixels) + self.floor), np.float32)

    def graph(self) -> ModelProto:
        last = self.estimator[-1] if hasattr(self.estimator, "steps") else self.estimator
        options = {id(last): {"zipmap": False} | ({"raw_scores": True} if self.floor is None else {})}
        ends = [(FLAT, FloatTensorType([None, PIXELS]))]
        proto = to_onnx(self.estimator, initial_types=ends, options=options, target_opset=_TARGETS)
        return from_converter(proto, self.floor)


def sgd(digits: Digits, params: Params) -> SklearnModel:
    """A linear machine with the hinge loss, one digit against the rest, averaged over its steps."""
    model = SGDClassifier(
        loss="hinge",
        alpha=params["alpha"],
        average=True,
        max_iter=int(params["epochs"]),
        tol=None,
        random_state=_SEED,
    )
    return _linear(model.fit(flat(digits.frames), _labels(digits)))


def logistic(digits: Digits, params: Params) -> SklearnModel:
    model = LogisticRegression(C=params["c"], max_iter=int(params["iterations"]), tol=1e-3)
    _fit(model, digits)
    return _linear(model)


def tree(digits: Digits, params: Params) -> SklearnModel:
    model = DecisionTreeClassifier(
        min_samples_leaf=int(params["least_leaf"]),
        max_features=params["features"],
        criterion="entropy",
        random_state=_SEED,
    )
    model.fit(flat(digits.frames), _labels(digits))
    return SklearnModel(model, model.tree_.node_count, floor=0.01)


def forest(digits: Digits, params: Params) -> SklearnModel:
    return _forest(RandomForestClassifier, digits, params)


def extra_trees(digits: Digits, params: Params) -> SklearnModel:
    return _forest(ExtraTreesClassifier, digits, params)


def perceptron(digits: Digits, params: Params) -> SklearnModel:
    """One hidden layer behind a StandardScaler."""
    model = MLPClassifier(
        (int(params["hidden"]),),
        alpha=params["alpha"],
        max_iter=int(params["epochs"]),
        random_state=_SEED,
        batch_size=128,
    )
    pipeline = make_pipeline(StandardScaler(), model)
    _fit(pipeline, digits)
    return SklearnModel(pipeline, sum(part.size for part in (*model.coefs_, *model.intercepts_)), floor=1e-7)


def _labels(digits: Digits) -> NDArray[np.int64]:
    """Whole numbers as the converter knows them."""
    return digits.labels.astype(np.int64)


def _fit(model: Pipeline | LogisticRegression, digits: Digits) -> None:
    """Its iterations are what it may take, not what it would need to come to rest: nobody is to be warned."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(flat(digits.frames), _labels(digits))


def _linear(model: ClassifierMixin) -> SklearnModel:
    return SklearnModel(model, model.coef_.size + model.intercept_.size)


def _forest(kind: type[RandomForestClassifier | ExtraTreesClassifier], digits: Digits, params: Params) -> SklearnModel:
    """Grown some trees at a time, for the bar."""
    pixels, trees = flat(digits.frames), int(params["trees"])
    leaf = int(params["least_leaf"])
    model = kind(max_features=params["features"], min_samples_leaf=leaf, warm_start=True, n_jobs=2, random_state=_SEED)
    for count in tqdm(range(_AT_ONCE, trees + 1, _AT_ONCE), desc="trees, by ten", leave=False):
        model.set_params(n_estimators=count).fit(pixels, _labels(digits))
    return SklearnModel(model, sum(one.tree_.node_count for one in model.estimators_), floor=0.001)
