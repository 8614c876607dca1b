"""A start from several networks for lines, each of which becomes a tower of the one that begins."""

from collections.abc import Sequence
from itertools import chain, groupby

import numpy as np

from model_training.errors import RunError
from model_training.warm_start import Start


def beside(starts: Sequence[Start]) -> Start:
    """The weights of a network whose logits are the mean of theirs, in the order in which it has them.

    They may say the same a step sooner or later, as CTC lets them: what they say together makes sense only after an
    epoch. Raises RunError where they have not as many layers.
    """
    kinds = [[list(group) for _, group in groupby(start.weights, key=np.ndim)] for start in starts]
    try:
        *convolved, matrices, offsets = [list(chain.from_iterable(same)) for same in zip(*kinds, strict=True)]
    except ValueError as error:
        raise RunError("the networks to start from have another number of layers each") from error
    weights = [*chain.from_iterable(convolved), np.concatenate(matrices) / len(starts), np.mean(offsets, axis=0)]
    return Start(
        weights, f"begun with {len(starts)} networks side by side, {'; '.join(start.told for start in starts)}"
    )
