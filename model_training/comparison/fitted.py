"""What a fit comes to, whatever library made it."""

from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto

Params: TypeAlias = dict[str, float]
"""Hyperparameters by their names; whole numbers stay whole."""

SCORES = "scores"
"""The output of a fitted model's own graph."""


class Fitted(Protocol):
    """A model as its library fitted it."""

    @property
    def framework(self) -> str:
        """The library and its version."""
        ...

    @property
    def parameters(self) -> int:
        """How many numbers it learned or keeps."""
        ...

    def scores(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        """uint8 (n, 28, 28) to float32 (n, 10): what a softmax makes probabilities of."""
        ...

    def graph(self) -> ModelProto:
        """The same as a graph from INPUT to SCORES."""
        ...
