"""What people, pens and scanners do to a digit: one composed affine and elastic map, then ink and grey levels.

Outside Keras' layers on purpose: OpenCV warps about 10,000 images a second on one core.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from model_training.config import Augmentation
from model_training.soil import soil

Frame = NDArray[np.uint8]
_GRID = np.stack(np.meshgrid(np.arange(28.0), np.arange(28.0)), axis=-1).astype(np.float32) - 13.5
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


def augment(frames: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    """uint8 (n, 28, 28) frames to as many new ones."""
    return np.stack([_augment_one(frame, frames, config, rng) for frame in frames])


def _augment_one(frame: Frame, others: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    if rng.random() < config.stretched:
        frame = _stretch(frame, rng)
    if rng.random() < config.beside:
        for _ in range(1 + int(rng.integers(2))):
            frame = _lay_beside(frame, others[rng.integers(len(others))], rng)
    ink = _warp(frame, config, rng)
    ink = _thicken(ink, config, rng)
    if rng.random() < config.coarse:
        ink = _rescan(ink, rng)
    ink = _blur(ink, config, rng)
    if rng.random() < config.soiled:
        return soil(ink, rng)
    if rng.random() < config.binary:
        return np.where(ink > 96, 255, 0).astype(np.uint8)
    return _expose(ink, config, rng)


def _stretch(frame: Frame, rng: np.random.Generator) -> Frame:
    """Widens narrow ink by up to what makes it a square."""
    rows, columns = np.flatnonzero(frame.any(axis=1)), np.flatnonzero(frame.any(axis=0))
    if not len(rows):
        return frame
    ink = frame[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, narrow = ink.shape
    width = max(round(narrow + rng.uniform(0.3, 1.0) * (height - narrow)), narrow)
    wide, left = np.zeros_like(frame), (28 - width) // 2
    wide[rows[0] : rows[-1] + 1, left : left + width] = cv2.resize(ink, (width, height))
    return wide


def _lay_beside(frame: Frame, other: Frame, rng: np.random.Generator) -> Frame:
    """Puts the edge of other writing, two to six columns of it, to the left or right of the ink, maybe touching it."""
    columns, edge = np.flatnonzero(frame.any(axis=0)), np.flatnonzero(other.any(axis=0))
    width, gap = int(rng.integers(2, 7)), int(rng.integers(0, 4))
    joined = frame.copy()
    if not len(columns) or not len(edge):
        return joined
    if rng.random() < 0.5:
        strip, start = other[:, edge[0] : edge[0] + width], columns[-1] + 1 + gap
    else:
        strip, start = other[:, max(edge[-1] + 1 - width, 0) : edge[-1] + 1], max(columns[0] - gap - width, 0)
    room = joined[:, start : start + strip.shape[1]]
    np.maximum(room, strip[:, : room.shape[1]], out=room)
    return joined


def _warp(frame: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    reach = 1.8 if rng.random() < config.wild else 1.0
    matrix = _affine(config, rng, reach)
    shift = rng.uniform(-config.shift, config.shift, 2) * reach
    nodes = -(-28 // config.elastic_cell) + 1
    field = rng.normal(0.0, config.elastic, (nodes, nodes, 2)).astype(np.float32)
    elastic = cv2.resize(field, (28, 28), interpolation=cv2.INTER_CUBIC)
    source = (_GRID @ matrix.T.astype(np.float32) + elastic + (13.5 - shift)).astype(np.float32)
    x, y = np.ascontiguousarray(source[..., 0]), np.ascontiguousarray(source[..., 1])
    return np.asarray(cv2.remap(frame, x, y, cv2.INTER_LINEAR), dtype=np.uint8)


def _affine(config: Augmentation, rng: np.random.Generator, reach: float) -> NDArray[np.float64]:
    """2x2: rotate, then slant, then scale, each `reach` times as far as configured."""
    angle = np.deg2rad(rng.normal(0.0, config.rotation * reach))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    slant = np.array([[1.0, rng.normal(0.0, config.slant * reach)], [0.0, 1.0]])
    scale = np.diag(np.exp(rng.normal(0.0, config.scale * reach, 2)))
    return np.asarray(scale @ slant @ turn)


def _thicken(ink: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    share = rng.uniform(-config.thickness, config.thickness)
    if share < 0 and ink.mean() < 20:  # a line already thin would break
        share = -share
    changed = cv2.dilate(ink, _CROSS) if share > 0 else cv2.erode(ink, _CROSS)
    return np.asarray(cv2.addWeighted(ink, 1.0 - abs(share), changed, abs(share), 0.0), dtype=np.uint8)


def _rescan(ink: Frame, rng: np.random.Generator) -> Frame:
    """As a coarse scanner saw it, half of the time one that knows no greys."""
    side = int(rng.integers(10, 21))
    small = cv2.resize(ink, (side, side), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.5:
        small = np.where(small > rng.uniform(0.3, 0.5) * max(int(small.max()), 1), 255, 0).astype(np.uint8)
    return np.asarray(cv2.resize(small, (28, 28), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _blur(ink: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    sigma = rng.uniform(0.0, config.blur)
    return ink if sigma < 0.2 else np.asarray(cv2.GaussianBlur(ink, (5, 5), sigma), dtype=np.uint8)


def _expose(ink: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    noise = rng.normal(0.0, rng.uniform(0.0, config.noise), ink.shape)
    return np.clip(ink * rng.uniform(0.8, 1.15) + noise, 0, 255).astype(np.uint8)
