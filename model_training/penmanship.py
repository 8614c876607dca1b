"""Digits as hands of other schools write them: flagged ones, crossed sevens, slashed zeros, open and closed fours.

MNIST is American. Each template is one way to write a digit, as the places its strokes pass on a 100 x 100 sheet; a
drawing of it is bent, slanted and shaken anew each time (`hand`), and drawn by the service's own raster.
"""

import numpy as np
from tqdm import tqdm

from backend.recognition.ink import Stroke
from backend.recognition.strokes import draw
from model_training import hand
from model_training.mnist import Digits

Template = tuple[int, float, tuple[str, ...]]
"""Digit, share of its drawings, and a text per stroke: the places it passes, "x,y x,y"; "!" where it turns sharply."""

TEMPLATES: tuple[Template, ...] = (
    (0, 2, ("55,10 30,20 18,50 28,85 52,95 75,78 82,48 72,18 53,10",)),
    (0, 1, ("50,6 66,30 68,62 54,94 36,80 30,46 36,18 52,8",)),
    (0, 2, ("52,10 28,22 18,52 30,88 52,94 76,78 80,46 70,16 50,10", "78,4 50,52 22,98")),
    (1, 1, ("52,8 50,35 48,65 46,95",)),
    (1, 3, ("28,34 42,22 !56,6 55,40 53,70 52,96",)),
    (1, 2, ("14,56 34,34 !58,6 57,40 55,70 54,96",)),
    (1, 2, ("30,30 44,18 !56,6 55,50 54,95", "28,95 54,94 80,94")),
    (1, 1, ("34,22 !54,8 53,50 !52,94 30,94 76,93",)),
    (2, 2, ("20,28 34,10 60,10 72,30 58,55 35,78 !18,95 50,92 82,93",)),
    (2, 1, ("24,22 46,8 66,24 54,56 26,88 18,80 30,74 50,88 80,90",)),
    (2, 1, ("20,14 48,10 !74,12 50,48 !20,92 50,91 80,90",)),
    (3, 2, ("22,16 48,6 70,20 62,42 !40,48 66,54 76,74 56,95 20,86",)),
    (3, 2, ("22,10 46,9 !72,10 58,28 !44,44 70,54 74,80 46,96 20,84",)),
    (4, 2, ("40,8 30,32 !16,60 48,60 84,58", "64,34 62,64 60,97")),
    (4, 2, ("28,10 25,34 !24,52 48,54 76,50", "70,8 68,50 66,96")),
    (4, 2, ("64,96 64,60 !64,6 40,34 !14,66 48,66 84,66",)),
    (4, 1, ("56,6 36,36 !14,62 46,62 80,60", "56,40 54,66 52,96")),
    (5, 2, ("32,12 28,30 !24,46 48,42 74,56 70,84 44,96 18,88", "32,12 52,12 76,9")),
    (5, 2, ("74,10 52,11 !34,12 32,28 !30,44 56,40 74,62 60,90 24,90",)),
    (5, 1, ("72,8 48,10 34,22 38,42 62,56 68,76 50,94 22,88",)),
    (6, 2, ("64,8 40,26 22,58 28,88 52,96 72,80 64,60 42,60 27,76",)),
    (6, 2, ("50,6 36,40 30,74 46,94 66,82 60,62 38,70",)),
    (7, 1, ("16,14 44,13 !80,10 64,40 48,70 40,97",)),
    (7, 3, ("18,12 48,12 !78,12 62,44 48,96", "36,52 54,51 76,50")),
    (7, 2, ("18,30 !19,12 48,12 !80,10 62,44 46,96",)),
    (7, 2, ("16,30 !18,12 48,13 !80,11 60,48 48,96", "34,54 54,52 74,50")),
    (8, 2, ("66,20 46,8 28,22 40,42 62,58 72,80 50,96 28,82 38,58 58,42 67,21",)),
    (8, 1, ("50,8 32,22 46,42 62,26 50,8", "48,44 26,70 48,95 72,72 50,44")),
    (8, 1, ("30,24 48,8 66,22 52,44 30,66 28,86 50,96 70,84 62,62 42,44 30,26",)),
    (9, 2, ("70,24 48,10 26,26 32,48 54,48 70,26 68,56 62,97",)),
    (9, 2, ("66,16 42,10 30,32 48,48 66,30 66,16 70,50 60,86 32,92",)),
    (9, 1, ("68,14 40,12 28,34 46,50 !68,30 68,14 !68,50 66,96",)),
)


def drawings(n: int, seed: int) -> Digits:
    """n digits written after the templates, as many of each digit: uint8 frames and labels, decided by the seed."""
    rng = np.random.default_rng(seed)
    labels = (np.arange(n) % 10).astype(np.uint8)
    frames = [draw(write(int(digit), rng)) for digit in tqdm(labels, desc="drawings", leave=False)]
    return Digits(np.array(frames, np.uint8).reshape(n, 28, 28), labels)


def write(digit: int, rng: np.random.Generator) -> tuple[Stroke, ...]:
    """One drawing of a digit: strokes on a sheet of about 2 x 2."""
    ways = [template for template in TEMPLATES if template[0] == digit]
    shares = np.array([share for _, share, _ in ways])
    _, _, texts = ways[rng.choice(len(ways), p=shares / shares.sum())]
    return hand.write(texts, rng)
