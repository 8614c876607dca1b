"""A blur and the principal components behind it, as the one linear map that they are."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from model_training.comparison.digits import PIXELS, flat

_BATCH = 10_000  # frames that are floats at a time


@dataclass(frozen=True, slots=True)
class Projection:
    """From pixels, 0 to 1, to components: times `matrix`, less `offset`; float32 (PIXELS, d) and (d,)."""

    matrix: NDArray[np.float32]
    offset: NDArray[np.float32]

    @classmethod
    def fit(cls, frames: NDArray[np.uint8], components: int, blur: float) -> "Projection":
        """The first components of frames blurred with a Gaussian of this sigma in pixels; 0 leaves them sharp."""
        sight = _blurring(blur)
        found = PCA(components, svd_solver="covariance_eigh").fit(flat(frames) @ sight)
        matrix = sight @ found.components_.T
        return cls(matrix.astype(np.float32), (found.mean_ @ found.components_.T).astype(np.float32))

    def __call__(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        """uint8 (n, 28, 28) to float32 (n, d)."""
        parts = [self._of(frames[start : start + _BATCH]) for start in range(0, len(frames), _BATCH)]
        return np.concatenate(parts)

    def _of(self, frames: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray(flat(frames) @ self.matrix - self.offset, np.float32)


def _blurring(sigma: float) -> NDArray[np.float32]:
    """float32 (PIXELS, PIXELS): what the blur makes of each pixel alone."""
    alone = np.eye(PIXELS, dtype=np.float32)
    if sigma == 0:
        return alone
    return np.stack([cv2.GaussianBlur(one.reshape(28, 28), (0, 0), sigma).ravel() for one in alone])
