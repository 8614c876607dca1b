"""Export of the network for lines: `numbers.onnx` with its card, written only when it has proved itself."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from onnx import ModelProto, helper

from backend.recognition.card import LineCard, Training
from backend.recognition.classifier import Classifier
from backend.recognition.line_network import INPUT, OUTPUT, SYMBOLS, LineNetwork, OnnxLineNetwork
from backend.recognition.reader import NumberReader
from backend.recognition.session import Session
from backend.recognition.strip import HEIGHT, STRIPS
from model_training.artifact import file_facts, metadata, training_of, versioned, write_artifact
from model_training.calibration import least_loss
from model_training.chunks import chunks
from model_training.errors import ParityError
from model_training.latency import latency_ratio
from model_training.lines.config import LineConfig
from model_training.lines.data import Batch
from model_training.lines.graph import build_line_graph
from model_training.lines.network import build
from model_training.lines.train import accuracy, ctc
from model_training.number_policy import UNFITTED, Numbers, fit_number_policies
from model_training.parity import Parity, prove
from model_training.quantise import quantise
from model_training.run import Run
from model_training.sources import Sources

NUMBERS = "1.0.0"
"""The network's version as users see it; a hash of the weights is added to it."""

_INPUT = f"{INPUT}: uint8 (n, {HEIGHT}, width), light ink on black, a level line of digits; width a multiple of 4"
_OUTPUT = (
    f"{OUTPUT}: float32 (n, width / 2, {SYMBOLS}), natural logarithms of calibrated probabilities: of the digits 0 to "
    "9, of what is no digit, and of CTC's blank"
)
_BATCH_SIZES = (1, 64)
_EXACT = 1e-3  # largest difference of a logarithm: those of what is out of the question are large
_LOST = 0.01  # largest share of lines that whole numbers may lose: of 1,500 it is less by chance

_SOME = 64
"""Of the validation strips, one in so many shows in which ranges the network's numbers lie: see `quicken`."""

_USUAL = 192  # columns of the strip whose time is measured


def export_lines(
    run: Run, classifier: Classifier, validation: Batch, numbers: Numbers, goal: Path
) -> tuple[LineCard, Parity]:
    """Writes `goal` (.onnx), its card (.json beside it) and the run's history (report/numbers-history.csv).

    The temperature is fitted on validation, on which parity is proved, too; how sure one may be of a number on
    `numbers`, read together with `classifier`.

    Raises RunError (no finished epoch in the run, folder not writable) or ParityError; then nothing is written.
    """
    model = single_precision(run)
    sources = Sources.read(run.sources)
    training = training_of(run, model, sources, LineConfig)
    strips, symbols = validation
    temperature = fit_line_temperature(model.predict(strips, batch_size=256, verbose=0), symbols)
    said = metadata(versioned(NUMBERS, model), training, STRIPS, temperature, sources.licence)
    exact = build_line_graph(model, temperature)
    proto = quantise(exact, strips[::_SOME])
    helper.set_model_props(proto, said)
    card = _card(proto, goal, training, classifier)
    full, network = (OnnxLineNetwork(Session(graph.SerializeToString()), card) for graph in (exact, proto))
    parity = prove_lines(model, full, temperature, strips)
    prove_rounded(full, network, validation)
    card = dataclasses.replace(card, numbers=fit_number_policies(NumberReader(classifier, network), numbers))
    write_artifact(run, goal, proto, card, "numbers-history.csv")
    return card, parity


def _card(proto: ModelProto, goal: Path, training: Training, classifier: Classifier) -> LineCard:
    """Before it is known how sure one may be of a number."""
    return LineCard(
        name="inkdigit-numbers",
        latency_ratio=round(latency_ratio(proto, np.zeros((1, HEIGHT, _USUAL), np.uint8)), 3),
        input=_INPUT,
        output=_OUTPUT,
        digits=classifier.card.version,
        numbers=UNFITTED,
        training=training,
        number_evaluations=(),
        **file_facts(goal, proto),
    )


def single_precision(run: Run) -> keras.Model:
    """The run's best weights in a network that computes in float32, as it is served. Raises RunError."""
    weights = run.best_network().get_weights()
    model = build(dataclasses.replace(LineConfig.read(run.config), precision="float32"))
    model.set_weights(weights)
    return model


def fit_line_temperature(logits: NDArray[np.float32], symbols: NDArray[np.int32]) -> float:
    """The divisor of float (n, steps, SYMBOLS) logits that gives each line's symbols, (n, longest), the smallest loss.

    Symbols and loss are those of `ctc`.
    """
    return least_loss(lambda temperature: float(tf.reduce_mean(ctc(symbols, logits / np.float32(temperature)))))


def prove_lines(model: keras.Model, network: OnnxLineNetwork, temperature: float, strips: NDArray[np.uint8]) -> Parity:
    """Compares the logarithms on all strips, uint8 (n, HEIGHT, width), in batches of two sizes and with two widths.

    Raises ParityError.
    """
    longer = np.concatenate([strips, strips[::-1]], axis=2)

    def ask(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray(tf.nn.log_softmax(model.predict_on_batch(batch) / temperature))

    return prove(ask, network.symbols, _cases((strips, longer)), _EXACT)


def prove_rounded(full: LineNetwork, whole: LineNetwork, validation: Batch) -> None:
    """That the network reads about as many lines in whole numbers: where it is undecided it may read others.

    Raises ParityError.
    """
    lost = _share_read(full, validation) - _share_read(whole, validation)
    if lost > _LOST:
        raise ParityError(f"in whole numbers the network loses {lost:.1%} of the lines. Nothing is written.")


def _share_read(network: LineNetwork, validation: Batch) -> float:
    strips, symbols = validation
    said = np.concatenate([network.symbols(batch) for batch in chunks(strips, _BATCH_SIZES[-1])])
    return float(np.mean(accuracy(symbols, said)))


def _cases(groups: Sequence[NDArray[np.uint8]]) -> dict[str, list[NDArray[np.uint8]]]:
    return {
        f"batches of {size}, {strips.shape[2]} columns": chunks(strips, size)
        for strips in groups
        for size in _BATCH_SIZES
    }
