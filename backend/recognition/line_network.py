"""The network for lines of digits: strips in, what each of their steps says out, to be read with `ctc`."""

import dataclasses
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from backend.recognition.card import LineCard, ModelCard, NumberPolicies, NumberPolicy, read_card
from backend.recognition.errors import ArtifactMismatch, first_line
from backend.recognition.session import Session, open_model
from backend.recognition.strip import HEIGHT, STRIPS

INPUT = "strips"
OUTPUT = "log_probabilities"

SYMBOLS = 12
"""The digits 0 to 9, OTHER and BLANK."""

OTHER = 10
"""Something is written, but no digit."""

BLANK = 11
"""CTC's blank: nothing begins or goes on here."""

DIGITS = "inkdigit-digits"
"""The name of the kind of model for single digits that policies are fitted with."""

_NO_POLICY = NumberPolicy(1.0, 0.0, 1.0, "none", 0, coverage=0.0, risk=0.0, risk_bound=1.0, confidence=0.95)
"""Nothing is certain, so nothing is accepted."""

LARGE = 2048 * HEIGHT
"""Pixels, a strip of 2,048 columns, beyond which a run's memory is given back: that of the longest line is 15 MB."""

_PROBE = 192  # columns, about those of a usual line: the first request does not pay for the session's first run


class LineNetwork(Protocol):
    """What the reader of numbers needs of a network."""

    @property
    def card(self) -> LineCard: ...

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Strips are uint8 (n, HEIGHT, width), light ink on black, the width a multiple of 4.

        float32 (n, width // 2, SYMBOLS): of each two columns the natural logarithms of calibrated probabilities.
        """
        ...


class OnnxLineNetwork:
    """The network in a session."""

    def __init__(self, session: Session, card: LineCard) -> None:
        self.card = card
        self._session = session

    def beside(self, digits: ModelCard) -> "OnnxLineNetwork":
        """The network as it reads with this model for single digits.

        With one of another kind than it was fitted with (`compare` exports some) none of its policies holds: all
        numbers are for review. Raises ArtifactMismatch where it is of the same kind, but not the one.
        """
        if digits.name == DIGITS:
            refuse_other_digits(self.card, digits)
            return self
        numbers = NumberPolicies(_NO_POLICY, _NO_POLICY)
        return OnnxLineNetwork(self._session, dataclasses.replace(self.card, digits=digits.version, numbers=numbers))

    def symbols(self, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
        (answer,) = self._session.run([OUTPUT], {INPUT: strips}, give_back=strips.nbytes > LARGE)
        return answer


def load_line_network(path: Path) -> OnnxLineNetwork:
    """Loads an ONNX file with the card beside it (`numbers.onnx`, `numbers.json`); it is warm then.

    Raises ArtifactMissing, ArtifactDamaged (not readable, not ONNX) or ArtifactMismatch: file, card and this code do
    not belong together by checksum, version, preprocessing or what the network takes and answers.
    """
    card = read_card(path.with_suffix(".json"), LineCard)
    network = OnnxLineNetwork(open_model(path, card, STRIPS), card)
    try:
        shape = network.symbols(np.zeros((2, HEIGHT, _PROBE), np.uint8)).shape
    except Exception as error:  # onnxruntime's own exceptions share no base but Exception
        raise ArtifactMismatch(f"{path} does not read strips: {first_line(error)}") from error
    if shape != (2, _PROBE // 2, SYMBOLS):
        raise ArtifactMismatch(
            f"{path} answers {shape} for two strips of {_PROBE} columns, not {(2, _PROBE // 2, SYMBOLS)}."
        )
    return network


def refuse_other_digits(network: LineCard, digits: ModelCard) -> None:
    """Raises ArtifactMismatch unless these are the digits with which the network's policies were fitted."""
    if network.digits != digits.version:
        raise ArtifactMismatch(
            f"The network for lines {network.version} goes with the digit model {network.digits}, not {digits.version}."
        )
