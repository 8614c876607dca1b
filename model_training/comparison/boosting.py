"""Gradient boosting of trees with XGBoost, by histograms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import xgboost
from numpy.typing import NDArray
from onnx import ModelProto
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from tqdm import tqdm

from model_training.comparison.digits import PIXELS, flat
from model_training.comparison.fitted import Params
from model_training.comparison.graphs import FLAT, from_converter
from model_training.mnist import Digits

_FLOOR = 1e-7
_OPSET = 15  # the newest that this converter knows


@dataclass(frozen=True, slots=True)
class Boosted:
    model: Any
    parameters: int

    @property
    def framework(self) -> str:
        return f"XGBoost {xgboost.__version__}"

    def scores(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray(np.log(self.model.predict_proba(flat(frames)) + _FLOOR), np.float32)

    def graph(self) -> ModelProto:
        ends = [(FLAT, FloatTensorType([None, PIXELS]))]
        proto = convert_xgboost(self.model, initial_types=ends, target_opset=_OPSET)
        return from_converter(proto, _FLOOR)


def boosted(digits: Digits, params: Params) -> Boosted:
    """`rounds` of ten trees, `depth` deep; each tree sees the shares `sample` of digits and `features` of pixels."""
    rounds = int(params["rounds"])
    with tqdm(total=rounds, desc="rounds", leave=False) as bar:
        model = xgboost.XGBClassifier(
            n_estimators=rounds,
            max_depth=int(params["depth"]),
            learning_rate=params["rate"],
            subsample=params["sample"],
            colsample_bytree=params["features"],
            tree_method="hist",
            max_bin=int(params["bins"]),
            n_jobs=2,
            random_state=20,
            callbacks=[_Rounds(bar.update)],
        )
        model.fit(flat(digits.frames), digits.labels)
    model.set_params(callbacks=None)
    return Boosted(model, sum(tree.count("\n") for tree in model.get_booster().get_dump()))


class _Rounds(xgboost.callback.TrainingCallback):
    def __init__(self, tell: Callable[[], object]) -> None:
        super().__init__()
        self._tell = tell

    def after_iteration(self, model: xgboost.Booster, epoch: int, evals_log: object) -> bool:
        """False: it goes on."""
        self._tell()
        return False
