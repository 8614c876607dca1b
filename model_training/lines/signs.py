"""What stands between and after the digits of an amount and is not read: dots, commas, dashes, double dashes."""

import numpy as np

from backend.recognition.ink import Stroke

Strokes = tuple[Stroke, ...]


def separator(rng: np.random.Generator) -> Strokes:
    """Strokes in digits' heights, their left edge at 0, of a line whose digits reach from 0 down to 1."""
    kind = rng.choice(("dot", "comma", "dash", "double", "raised"), p=(0.4, 0.25, 0.2, 0.1, 0.05))
    middle, half = 0.5 + rng.normal(0.0, 0.08), rng.uniform(0.08, 0.4)
    dash = np.array([(0.0, middle), (half, middle + rng.normal(0.0, 0.04)), (2 * half, middle + rng.normal(0.0, 0.05))])
    foot = 1.0 + rng.normal(0.0, 0.05)
    dot = np.array([(0.0, foot), (rng.uniform(0.01, 0.06), foot - 0.02), (0.03, foot)])
    shapes: dict[str, Strokes] = {
        "dot": (dot,),
        "comma": (np.array([(0.08, foot - 0.08), (0.07, foot), (0.0, foot + rng.uniform(0.05, 0.25))]),),
        "dash": (dash,),
        "double": (
            dash - np.array([0.0, rng.uniform(0.06, 0.14)]),
            dash + np.array([rng.normal(0.0, 0.03), rng.uniform(0.06, 0.14)]),
        ),
        "raised": (dot - np.array([0.0, rng.uniform(0.3, 0.6)]),),
    }
    return tuple(stroke + rng.normal(0.0, 0.008, stroke.shape) for stroke in shapes[str(kind)])
