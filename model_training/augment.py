"""What people, pens and scanners do to a digit: one composed affine and elastic map, then ink and grey levels.

Outside Keras' layers on purpose: OpenCV warps about 10,000 images a second on one core.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from model_training.config import Augmentation

Frame = NDArray[np.uint8]
_GRID = np.stack(np.meshgrid(np.arange(28.0), np.arange(28.0)), axis=-1).astype(np.float32) - 13.5
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


def augment(frames: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    """uint8 (n, 28, 28) frames to as many new ones."""
    return np.stack([_augment_one(frame, config, rng) for frame in frames])


def _augment_one(frame: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    ink = _warp(frame, config, rng)
    ink = _thicken(ink, config, rng)
    if rng.random() < config.coarse:
        ink = _rescan(ink, rng)
    ink = _blur(ink, config, rng)
    if rng.random() < config.binary:
        return np.where(ink > 96, 255, 0).astype(np.uint8)
    return _expose(ink, config, rng)


def _warp(frame: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    matrix = _affine(config, rng)
    shift = rng.uniform(-config.shift, config.shift, 2)
    nodes = -(-28 // config.elastic_cell) + 1
    field = rng.normal(0.0, config.elastic, (nodes, nodes, 2)).astype(np.float32)
    elastic = cv2.resize(field, (28, 28), interpolation=cv2.INTER_CUBIC)
    source = (_GRID @ matrix.T.astype(np.float32) + elastic + (13.5 - shift)).astype(np.float32)
    x, y = np.ascontiguousarray(source[..., 0]), np.ascontiguousarray(source[..., 1])
    return np.asarray(cv2.remap(frame, x, y, cv2.INTER_LINEAR), dtype=np.uint8)


def _affine(config: Augmentation, rng: np.random.Generator) -> NDArray[np.float64]:
    """2x2: rotate, then slant, then scale."""
    angle = np.deg2rad(rng.normal(0.0, config.rotation))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    slant = np.array([[1.0, rng.normal(0.0, config.slant)], [0.0, 1.0]])
    scale = np.diag(np.exp(rng.normal(0.0, config.scale, 2)))
    return np.asarray(scale @ slant @ turn)


def _thicken(ink: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    share = rng.uniform(-config.thickness, config.thickness)
    if share < 0 and ink.mean() < 20:  # a line already thin would break
        share = -share
    changed = cv2.dilate(ink, _CROSS) if share > 0 else cv2.erode(ink, _CROSS)
    return np.asarray(cv2.addWeighted(ink, 1.0 - abs(share), changed, abs(share), 0.0), dtype=np.uint8)


def _rescan(ink: Frame, rng: np.random.Generator) -> Frame:
    side = int(rng.integers(14, 21))
    small = cv2.resize(ink, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (28, 28), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _blur(ink: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    sigma = rng.uniform(0.0, config.blur)
    return ink if sigma < 0.2 else np.asarray(cv2.GaussianBlur(ink, (5, 5), sigma), dtype=np.uint8)


def _expose(ink: Frame, config: Augmentation, rng: np.random.Generator) -> Frame:
    noise = rng.normal(0.0, rng.uniform(0.0, config.noise), ink.shape)
    return np.clip(ink * rng.uniform(0.8, 1.15) + noise, 0, 255).astype(np.uint8)
