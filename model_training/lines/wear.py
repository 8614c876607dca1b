"""What befalls a line on its way to the service: it is bent and slanted, ruled, smudged, scanned and made faint."""

from collections.abc import Callable

import cv2
import numpy as np

from backend.recognition.strip import HEIGHT
from model_training.lines.shapes import Frame

Rng = np.random.Generator
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
_CELL = 8  # pixels between the nodes of what bends the line


def bend(ink: Frame, rng: Rng) -> Frame:
    """Slants, turns, shifts, stretches and bends a uint8 (h, w) line; (HEIGHT, w), its middle rows."""
    rows, width = ink.shape
    y, x = np.mgrid[0:HEIGHT, 0:width].astype(np.float32)
    level, middle = y - HEIGHT / 2, x - width / 2
    slant = np.float32(rng.normal(0.0, 0.28))
    turn = np.float32(np.tan(np.deg2rad(rng.normal(0.0, 1.6))))
    tall = np.float32(np.exp(rng.normal(0.0, 0.06)))
    nodes = (HEIGHT // _CELL + 2, width // _CELL + 2)
    field = rng.normal(0.0, rng.uniform(0.0, 0.9), (2, *nodes)).astype(np.float32)
    across, down = (cv2.resize(part, (width, HEIGHT), interpolation=cv2.INTER_CUBIC) for part in field)
    source_x = x + slant * level + across
    source_y = level * tall + turn * middle + np.float32(rng.normal(0.0, 1.2)) + down + rows / 2
    return np.asarray(cv2.remap(ink, source_x, source_y.astype(np.float32), cv2.INTER_LINEAR), dtype=np.uint8)


def wear(strip: Frame, rng: Rng) -> Frame:
    """Clutter around the ink, and what cameras, scanners and thresholds make of it. uint8 (HEIGHT, w) both."""
    for share, change in WAYS:
        if rng.random() < share:
            strip = change(strip, rng)
    return strip


def pen(strip: Frame, rng: Rng) -> Frame:
    """The same, written with a somewhat thicker or thinner pen."""
    share = rng.uniform(-0.6, 0.6)
    changed = cv2.dilate(strip, _CROSS) if share > 0 else cv2.erode(strip, _CROSS)
    return np.asarray(cv2.addWeighted(strip, 1.0 - abs(share), changed, abs(share), 0.0), dtype=np.uint8)


def beneath(strip: Frame, other: Frame, rng: Rng) -> Frame:
    """With the ends of other writing above or below it."""
    seen = int(rng.integers(2, 8))
    joined = strip.copy()
    if rng.random() < 0.5:
        top = int(np.flatnonzero(other.any(axis=1))[:1].sum())
        rows = other[top : top + seen]
        np.maximum(joined[HEIGHT - len(rows) :], rows, out=joined[HEIGHT - len(rows) :])
    else:
        end = HEIGHT - int(np.flatnonzero(other[::-1].any(axis=1))[:1].sum())
        rows = other[max(end - seen, 0) : end]
        np.maximum(joined[: len(rows)], rows, out=joined[: len(rows)])
    return joined


def _rule(strip: Frame, rng: Rng) -> Frame:
    """A printed line under, over or through the writing, whole, dotted or broken."""
    width = strip.shape[1]
    y = int(rng.choice((rng.integers(20, HEIGHT), rng.integers(0, 10), rng.integers(0, HEIGHT)), p=(0.6, 0.25, 0.15)))
    line = np.zeros_like(strip)
    ends = np.sort(rng.integers(0, width, 2)) if rng.random() < 0.3 else (0, width)
    fall = int(np.clip(y + rng.integers(-2, 3), 0, HEIGHT - 1))
    cv2.line(line, (int(ends[0]), y), (int(ends[1]), fall), int(rng.integers(60, 256)), int(rng.integers(1, 3)), 16)
    if rng.random() < 0.5:
        beat, shown = int(rng.integers(2, 9)), rng.uniform(0.3, 0.8)
        line[:, np.arange(width) % beat > shown * beat] = 0
    if rng.random() < 0.5:
        line = _holes(line, rng)
    return np.maximum(strip, line)


def _frame(strip: Frame, rng: Rng) -> Frame:
    """The upright edge of a printed box, at one end or the other."""
    x = int(rng.integers(0, 6)) if rng.random() < 0.5 else strip.shape[1] - 1 - int(rng.integers(0, 6))
    line = np.zeros_like(strip)
    cv2.line(line, (x, -1), (x + int(rng.integers(-1, 2)), HEIGHT), int(rng.integers(60, 256)), 1, cv2.LINE_AA)
    clear = strip[:, max(x - 2, 0) : x + 3].max() < 64  # where it is beside a digit, not through it
    return np.maximum(strip, line) if clear else strip


def _security(strip: Frame, rng: Rng) -> Frame:
    """What is left of waves printed on the paper."""
    x = np.arange(-4, strip.shape[1] + 4)
    layer = np.zeros_like(strip)
    spacing, long = rng.uniform(3.0, 9.0), rng.uniform(10.0, 80.0)
    high, tilt = rng.uniform(0.5, 8.0), rng.normal(0.0, 0.4)
    grey, phase = int(rng.integers(25, 110)), rng.uniform(0.0, 6.3)
    for start in np.arange(-HEIGHT - abs(tilt) * len(x), 2 * HEIGHT + abs(tilt) * len(x), spacing):
        y = start + tilt * x + high * np.sin(x * (6.283 / long) + phase)
        points = np.stack([x * 16, y * 16], axis=-1).round().astype(np.int32)
        cv2.polylines(layer, [points], False, grey, 1, cv2.LINE_AA, 4)
    return np.maximum(strip, _holes(layer, rng))


def _holes(layer: Frame, rng: Rng) -> Frame:
    """Only here and there."""
    height, width = layer.shape
    cloud = rng.normal(0.0, 1.0, (height // 6 + 2, width // 6 + 2)).astype(np.float32)
    shown = cv2.resize(cloud, (width, height), interpolation=cv2.INTER_CUBIC) > rng.uniform(-0.5, 1.0)
    return np.where(shown, layer, 0).astype(np.uint8)


def _specks(strip: Frame, rng: Rng) -> Frame:
    strip = strip.copy()
    for _ in range(int(rng.integers(1, 25))):
        x, y = int(rng.integers(strip.shape[1])), int(rng.integers(HEIGHT))
        size = (int(rng.integers(1, 3)), int(rng.integers(1, 3)))
        strip[y : y + size[0], x : x + size[1]] = rng.integers(60, 256)
    return strip


def _faded(strip: Frame, rng: Rng) -> Frame:
    """Paler in places, so that thin ink breaks."""
    height, width = strip.shape
    cloud = rng.uniform(0.0, 1.4, (height // 5 + 2, width // 5 + 2)).astype(np.float32)
    left = np.clip(cv2.resize(cloud, (width, height), interpolation=cv2.INTER_CUBIC), 0.3, 1.0)
    return np.asarray(strip * left, dtype=np.uint8)


def _thresholded(strip: Frame, rng: Rng) -> Frame:
    """Without its faintest greys, the others spread over the scale."""
    floor = rng.uniform(0.1, 0.4) * 255.0
    spread = 255.0 / (rng.uniform(0.7, 1.0) * 255.0 - floor)
    return np.asarray(np.clip((strip - floor) * spread, 0, 255), dtype=np.uint8)


def _coarse(strip: Frame, rng: Rng) -> Frame:
    share = rng.uniform(0.55, 0.9)
    size = (round(strip.shape[1] * share), round(HEIGHT * share))
    small = cv2.resize(strip, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, strip.shape[::-1], interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _blurred(strip: Frame, rng: Rng) -> Frame:
    return np.asarray(cv2.GaussianBlur(strip, (7, 7), rng.uniform(0.4, 1.2)), dtype=np.uint8)


def _binary(strip: Frame, rng: Rng) -> Frame:
    return np.where(strip > rng.uniform(50.0, 120.0), 255, 0).astype(np.uint8)


def _grainy(strip: Frame, rng: Rng) -> Frame:
    return np.clip(strip + rng.normal(0.0, rng.uniform(2.0, 20.0), strip.shape), 0, 255).astype(np.uint8)


def _pale(strip: Frame, rng: Rng) -> Frame:
    return np.asarray(strip * rng.uniform(0.6, 1.0), dtype=np.uint8)


WAYS: tuple[tuple[float, Callable[[Frame, Rng], Frame]], ...] = (
    (0.22, _rule),
    (0.08, _frame),
    (0.15, _security),
    (0.15, _specks),
    (0.15, _faded),
    (0.2, _coarse),
    (0.3, _blurred),
    (0.25, _thresholded),
    (0.12, _binary),
    (0.3, _grainy),
    (0.3, _pale),
)
"""In which share of the worn lines what befalls them, one after the other: each from strip to strip, (HEIGHT, w)."""
