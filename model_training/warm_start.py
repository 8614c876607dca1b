"""A warm start: a training begins with the best weights of one before it, from its run folder."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.config import TrainConfig
from model_training.errors import RunError
from model_training.history import best, read_history
from model_training.run import Run
from model_training.sources import Sources


@dataclass(frozen=True)
class Start:
    """The weights of a network, layer by layer, and in words where they are from."""

    weights: list[NDArray[np.float32]]
    told: str

    def give(self, network: keras.Model) -> None:
        """To a network of the same layers. A wider one answers the same before it learns: its further channels start at
        random, and no channel that was there before listens to them yet (after Net2Net, Chen et al. 2016).

        Raises RunError where the network is narrower, or of another shape.
        """
        own = network.get_weights()
        if len(own) != len(self.weights) or not all(map(_fits, self.weights, own)):
            raise RunError("the network to start from has another shape than the config's")
        weights = iter(self.weights)
        for layer in network.layers:
            layer.set_weights([_grown(layer, mine, next(weights)) for mine in layer.get_weights()])

    def added_to(self, sources: Sources) -> Sources:
        """The sources of what begins with these weights."""
        return dataclasses.replace(sources, data=f"{sources.data}; {self.told}")


def warm_start(folder: Path, earlier: TrainConfig, digits: TrainConfig) -> Start:
    """The best weights of the run in a folder. `earlier` says which digits it held out, `digits` which are to be now.

    Raises RunError, also where these are not the same.
    """
    run = Run(folder)
    digits.refuse_learned(f"the run in {folder}", earlier)
    weights = run.best_network().get_weights()
    epoch, data = best(read_history(run.history)).epoch, Sources.read(run.sources).data
    told = f"begun with the weights of epoch {epoch} of a training before (code {run.read_commit()[:12]}) from: {data}"
    return Start(weights, told)


def _fits(weights: NDArray[np.float32], wider: NDArray[np.float32]) -> bool:
    """Whether they are of kernels of the same size, of no more channels."""
    kernel = slice(0, max(weights.ndim - 2, 0))
    return (
        weights.ndim == wider.ndim
        and weights.shape[kernel] == wider.shape[kernel]
        and all(small <= large for small, large in zip(weights.shape, wider.shape, strict=True))
    )


def _grown(layer: keras.Layer, own: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """A layer's own weights with others in place of its first channels, in (..., in, out) or (out,)."""
    grown = own.copy()
    mixes = weights.ndim > 1 and not isinstance(layer, keras.layers.DepthwiseConv2D)  # adds up channels
    if mixes:
        grown[..., weights.shape[-2] :, : weights.shape[-1]] = 0.0
    grown[tuple(map(slice, weights.shape))] = weights
    return grown
