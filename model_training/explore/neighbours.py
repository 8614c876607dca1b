"""The nearest images to each image: near-duplicates, and test images that are in the training set, too."""

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors
from tqdm import tqdm

from model_training.explore.cache import Arrays

NEAREST = 10
"""Neighbours of each image."""

_DIMENSIONS = 40  # principal components that neighbours are looked for in: a twentieth of the work of 784 pixels
_AT_ONCE = 2_000


def nearest_others(frames: NDArray[np.uint8]) -> Arrays:
    """As `nearest_among`, of the frames among themselves: none is its own neighbour."""
    return _nearest(frames, frames, same=True)


def nearest_among(frames: NDArray[np.uint8], queries: NDArray[np.uint8]) -> Arrays:
    """int32 (m, k) indices into `frames`, uint8 (n, 28, 28), of the NEAREST to each of `queries`, uint8 (m, 28, 28),
    nearest first, and float32 (m, k) how far they are, root mean square in grey levels.

    Neighbours are looked for among 40 principal components, in which no two images are farther apart than they are, and
    put in order by all pixels.
    """
    return _nearest(frames, queries, same=False)


def _nearest(frames: NDArray[np.uint8], queries: NDArray[np.uint8], *, same: bool) -> Arrays:
    flat, asked = (part.reshape(len(part), -1) for part in (frames, queries))
    pca = PCA(min(_DIMENSIONS, len(flat)), svd_solver="randomized", random_state=0).fit(flat.astype(np.float32))
    search = NearestNeighbors(algorithm="brute").fit(pca.transform(flat.astype(np.float32)))
    count = min(NEAREST + same, len(flat))
    indices, distances = [], []
    for start in tqdm(range(0, len(asked), _AT_ONCE), desc="neighbours", leave=False):
        part = asked[start : start + _AT_ONCE]
        found = search.kneighbors(pca.transform(part.astype(np.float32)), count, return_distance=False)
        far = np.stack([_apart(flat[found[:, place]], part) for place in range(count)], axis=1)
        if same:
            far[found == np.arange(start, start + len(part))[:, np.newaxis]] = np.inf
        order = np.argsort(far, axis=1, kind="stable")[:, : count - same]
        indices.append(np.take_along_axis(found, order, axis=1).astype(np.int32))
        distances.append(np.take_along_axis(far, order, axis=1))
    return np.concatenate(indices), np.concatenate(distances)


def _apart(some: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n,) of two (n, d): root mean square difference."""
    return np.asarray(np.sqrt(np.mean((some.astype(np.float32) - others) ** 2, axis=1)))


def copies(frames: NDArray[np.uint8], others: NDArray[np.uint8] | None = None) -> int:
    """How many frames are, pixel for pixel, an earlier frame, or one of `others` where these are given."""
    seen = set() if others is None else {other.tobytes() for other in others}
    found = 0
    for frame in frames:
        found += frame.tobytes() in seen
        if others is None:
            seen.add(frame.tobytes())
    return found


def nearest_of_each(distances: NDArray[np.float32], labels: NDArray[np.uint8]) -> NDArray[np.intp]:
    """(10 or fewer,): of each digit, by (n,) labels, the image with the least distance, (n, k), to its nearest."""
    digits = [np.flatnonzero(labels == digit) for digit in np.unique(labels)]
    return np.array([places[distances[places, 0].argmin()] for places in digits], np.intp)
