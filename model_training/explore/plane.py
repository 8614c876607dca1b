"""Digits as points: their principal components, and a map on which like digits lie together."""

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from model_training.explore.cache import Arrays

COMPONENTS = 50


def components(frames: NDArray[np.uint8], seed: int) -> Arrays:
    """Principal components of uint8 (n, 28, 28) as of points with coordinates 0 to 1.

    float32 (n, COMPONENTS) where each lies on them, (COMPONENTS, 28, 28) how they look, and (COMPONENTS,) the share of
    the variance that each explains; fewer components where there are fewer images.
    """
    points = frames.reshape(len(frames), -1).astype(np.float32) / 255
    pca = PCA(min(COMPONENTS, len(points)), svd_solver="randomized", random_state=seed)
    scores = pca.fit_transform(points).astype(np.float32)
    return scores, pca.components_.reshape(-1, 28, 28), pca.explained_variance_ratio_


def tsne(scores: NDArray[np.float32], seed: int) -> Arrays:
    """float32 (n, 2) of points (n, d): t-SNE (van der Maaten and Hinton 2008), begun with the first components."""
    perplexity = min(30.0, (len(scores) - 1) / 3)
    with threadpool_limits(1):  # the same map every time; and threads would wait for each other in each small step
        return (TSNE(init="pca", perplexity=perplexity, random_state=seed).fit_transform(scores),)
