"""A line as the network for lines sees it: as a whole, on a strip."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.recognition.constraints import Constraints
from backend.recognition.ctc import Runs, Spot, runs, spots
from backend.recognition.decoding import Way, decode, share, way_to
from backend.recognition.lattice import WaySteps
from backend.recognition.line_network import LineNetwork
from backend.recognition.reading import log_odds


@dataclass(frozen=True, slots=True)
class Whole:
    """What the network says of each step, (steps, SYMBOLS) natural logarithms; its runs; and the best way to read."""

    steps: NDArray[np.float64]
    runs: Runs
    way: Way

    def share(self, text: str) -> float:
        """How probable a text is among those that satisfy the constraints; it must, too."""
        return share(self.runs.lattice, self.way, text)

    def odds(self, text: str) -> float:
        return log_odds(self.share(text))

    def way_to(self, text: str) -> WaySteps:
        """The best way that reads it; no step where none does."""
        return self.way.steps if text == self.way.text else way_to(self.runs.lattice, text)

    def spots(self, way: WaySteps) -> list[Spot]:
        """Where each digit of a way's steps stands."""
        return spots(self.steps, self.runs, way)


def see_strip(network: LineNetwork, strip: NDArray[np.uint8], constraints: Constraints) -> Whole:
    """`strip`: uint8 (HEIGHT, width), see `strip`."""
    steps = network.symbols(strip[np.newaxis])[0].astype(np.float64)
    found = runs(steps)
    return Whole(steps, found, decode(found.lattice, constraints))
