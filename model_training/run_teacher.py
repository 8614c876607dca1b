"""A teacher as its training left it: it answers on whatever Keras computes on, a graphics card, too."""

from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from model_training.config import TrainConfig
from model_training.history import best, read_history
from model_training.run import Run
from model_training.sources import Sources


@dataclass(frozen=True)
class RunTeacher:
    """The best network of a run; `told` says in words which."""

    network: keras.Model
    told: str

    def answers(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        """float32 (n, CLASSES): the softmax of its logits for uint8 (n, 28, 28) frames."""
        return np.asarray(softmax(np.asarray(self.network.predict_on_batch(frames)), axis=1), np.float32)


def load_run(folder: Path, config: TrainConfig) -> RunTeacher:
    """Raises RunError, also where it learned from digits that the config holds out."""
    run = Run(folder)
    trained = TrainConfig.read(run.config)
    config.refuse_learned(f"the teacher in {folder}", trained)
    network, data = run.best_network(), Sources.read(run.sources).data
    epoch, size = best(read_history(run.history)).epoch, network.count_params()
    told = (
        f"a network of {size:,} weights after {epoch} epochs (code {run.read_commit()[:12]}), which learned from {data}"
    )
    return RunTeacher(network, told)
