"""One tiny, real training, from scikit-learn's digits to a served model and its report."""

import dataclasses
import json
from pathlib import Path

import keras
import numpy as np
import onnx
import pytest
from onnx import GraphProto

from backend.recognition.classifier import Answers, load_classifier
from model_training.cascade import join
from model_training.certainty import CHANGED, Pair
from model_training.data import TrainingSet
from model_training.errors import ParityError, RunError
from model_training.evaluate import evaluate
from model_training.export import VERSION, export
from model_training.graph import build_graph, fingerprint
from model_training.history import Epoch, best, read_history
from model_training.mixture import Mixture, Part
from model_training.mnist import Digits, split_validation
from model_training.outliers import any_template, non_digits, several_digits
from model_training.parity import prove_logits
from model_training.quicken import Choice, prove_cascade, quicken
from model_training.run import Run
from model_training.section import SECTIONS, Section
from model_training.sources import Sources
from model_training.suite import mnist_suite
from model_training.train import train
from tests.model_training.digits import TINY, small_digits
from tests.recognition.artifacts import inky_line_model, store_lines

DIGITS = small_digits(1000)
TEST = DIGITS.take(np.arange(800, 1000))
LEARNED, VALIDATION = split_validation(DIGITS.take(np.arange(800)), TINY)
SOURCES = Sources("640 small digits", "160 small digits", {"digits": "0" * 64}, "BSD")


ALL = LEARNED.join(non_digits(64, 1, LEARNED)).join(several_digits(32, 1, LEARNED, any_template))


def training_set(pool: Digits) -> TrainingSet:
    """Digits, and a few of what is none."""
    return TrainingSet(Mixture((Part("digits", pool, len(ALL)),)), VALIDATION, SOURCES)


TRAINING_SET = training_set(ALL)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    run = Run(tmp_path_factory.mktemp("run") / "tiny")
    train(TINY, TRAINING_SET, run)
    return run


@pytest.fixture(scope="module")
def artifact(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    goal = tmp_path_factory.mktemp("artifacts") / "digits.onnx"
    export(run, VALIDATION, TEST.frames, goal)
    return goal


def weights(path: Path) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    return list(keras.models.load_model(path).get_weights())


def test_the_best_weights_are_kept_without_the_optimizer(run: Run) -> None:
    assert not keras.models.load_model(run.best).compiled
    assert keras.models.load_model(run.last).compiled


def test_training_learns_and_keeps_its_records(run: Run) -> None:
    history = read_history(run.history)
    assert [row.epoch for row in history] == list(range(1, TINY.epochs + 1))
    assert history[-1].loss < history[0].loss
    assert history[-1].val_accuracy > 0.7
    assert json.loads(run.config.read_text())["seed"] == TINY.seed
    assert run.best.exists()


class Killed(Exception):
    pass


class DyingDigits(Digits):
    """Training images that are gone after so many batches, as a killed process would leave it."""

    __slots__ = ()
    left = 0

    def take(self, indices: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Digits:
        type(self).left -= 1
        if type(self).left < 0:
            raise Killed
        return Digits.take(self, indices)


def test_a_killed_run_goes_on_to_the_same_weights(run: Run, tmp_path: Path) -> None:
    heard: list[Epoch] = []
    killed = Run(tmp_path / "killed", heard.append)
    DyingDigits.left = 34  # of 23 batches an epoch
    with pytest.raises(Exception, match="Killed"):
        train(TINY, training_set(DyingDigits(ALL.frames, ALL.labels)), killed)
    assert len(read_history(killed.history)) == 1
    train(TINY, TRAINING_SET, killed, resume=True)
    for name in ("last", "best"):
        for ours, theirs in zip(weights(getattr(killed, name)), weights(getattr(run, name)), strict=True):
            assert np.array_equal(ours, theirs)
    figures = [[dataclasses.replace(row, seconds=0.0) for row in read_history(r.history)] for r in (killed, run)]
    assert figures[0] == figures[1]
    assert heard == read_history(killed.history)


def test_a_run_in_the_way_is_not_overwritten(run: Run) -> None:
    before = run.best.read_bytes()
    with pytest.raises(RunError, match="--resume"):
        train(TINY, TRAINING_SET, run)
    assert run.best.read_bytes() == before


def test_resuming_nothing_another_config_or_other_data_is_refused(run: Run, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no run to resume"):
        train(TINY, TRAINING_SET, Run(tmp_path), resume=True)
    with pytest.raises(RunError, match="another config"):
        train(dataclasses.replace(TINY, seed=5), TRAINING_SET, run, resume=True)
    elsewhere = dataclasses.replace(SOURCES, data="other digits")
    with pytest.raises(RunError, match="other data"):
        train(TINY, dataclasses.replace(TRAINING_SET, sources=elsewhere), run, resume=True)


def test_the_artifact_is_served_and_right(run: Run, artifact: Path) -> None:
    classifier = load_classifier(artifact)
    probabilities = classifier.classify(TEST.frames).probabilities
    assert (probabilities.argmax(axis=1) == TEST.labels).mean() > 0.7
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(len(TEST)), abs=1e-5)
    assert classifier.card.version == f"{VERSION}+{fingerprint(keras.models.load_model(run.best))[:8]}"
    assert classifier.card.training.best_epoch == best(read_history(run.history)).epoch


def test_the_file_names_its_ends_and_where_it_comes_from(artifact: Path) -> None:
    proto = onnx.load(artifact)
    onnx.checker.check_model(proto, full_check=True)
    (frames,), (probabilities, outliers) = proto.graph.input, proto.graph.output
    assert (frames.name, probabilities.name, outliers.name) == ("frames", "probabilities", "outliers")
    assert frames.type.tensor_type.elem_type == onnx.TensorProto.UINT8
    assert [dim.dim_param or dim.dim_value for dim in frames.type.tensor_type.shape.dim] == ["n", 28, 28]
    assert [dim.dim_param or dim.dim_value for dim in probabilities.type.tensor_type.shape.dim] == ["n", 10]
    assert [dim.dim_param or dim.dim_value for dim in outliers.type.tensor_type.shape.dim] == ["n", 2]
    metadata = {entry.key: entry.value for entry in proto.metadata_props}
    assert set(metadata) == {"version", "data", "commit", "preprocessing", "temperature", "licence"}


def test_a_graph_of_other_weights_has_no_parity(run: Run) -> None:
    model = keras.models.load_model(run.best)
    proto = build_graph(model, 1.5, {})
    assert max(prove_logits(model, proto, 1.5, TEST.frames).differences.values()) <= 1e-4
    model.layers[-1].bias.assign_add(np.full(12, 0.01, np.float32))
    with pytest.raises(ParityError, match="Nothing is written"):
        prove_logits(model, proto, 1.5, TEST.frames)


def test_exporting_an_empty_run_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="train first"):
        export(Run(tmp_path), VALIDATION, TEST.frames, tmp_path / "digits.onnx")
    assert not list(tmp_path.iterdir())


def test_the_artifact_is_measured(artifact: Path, tmp_path: Path) -> None:
    evaluate(
        (artifact, store_lines(tmp_path, inky_line_model())), lambda _: mnist_suite(TEST), artifact.parent / "report"
    )
    frames, pictures = load_classifier(artifact).card.evaluations
    assert frames.n == pictures.n == len(TEST)
    assert frames.accuracy > 0.7
    assert (
        f"{frames.accuracy:.2%}"
        in Section.read(artifact.parent / "report" / SECTIONS / "digits.json").tables[0].rows[0]
    )


@pytest.fixture(scope="module")
def choice(artifact: Path) -> Choice:
    """Digits that it reads right, so that it may accept them all. Of fewer it cannot be shown that almost none is read
    otherwise."""
    read = load_classifier(artifact).classify(VALIDATION.frames).probabilities.argmax(axis=1)
    right = np.flatnonzero(read == VALIDATION.labels)
    return Choice(VALIDATION.take(np.tile(right, 40)), non_digits(100, 2, LEARNED).frames)


@pytest.fixture(scope="module")
def quickened(run: Run, artifact: Path, choice: Choice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network before itself, but in whole numbers: it reads nearly the same."""
    goal = tmp_path_factory.mktemp("quickened") / artifact.name
    for suffix in (".onnx", ".json"):
        goal.with_suffix(suffix).write_bytes(artifact.with_suffix(suffix).read_bytes())
    quicken(run, goal, load_classifier(goal).card, choice, TEST.frames)
    return goal


def test_a_quick_network_goes_before_the_exported_one(artifact: Path, choice: Choice, quickened: Path) -> None:
    before, after = load_classifier(artifact), load_classifier(quickened)
    (quick,) = after.card.cascade
    assert after.card.version != before.card.version
    assert (quick.n, quick.others, quick.precision) == (len(choice.digits), 100, "int8")
    assert quick.changed <= CHANGED
    assert 0 < quick.share < 1
    assert after.card.training == before.card.training
    ours, theirs = (one.classify(TEST.frames).probabilities for one in (after, before))
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1)).mean() > 0.97
    assert not np.array_equal(ours, theirs)


def test_another_quick_network_takes_its_place(run: Run, choice: Choice, quickened: Path) -> None:
    before = operations(onnx.load(quickened).graph)
    quicken(run, quickened, load_classifier(quickened).card, choice, TEST.frames)
    assert operations(onnx.load(quickened).graph) == before


def operations(graph: GraphProto) -> list[str]:
    """What a graph computes, its branches too. Names are left out: they get longer from one conversion to the next."""
    branches = [attribute.g for node in graph.node for attribute in node.attribute if attribute.HasField("g")]
    return [node.op_type for node in graph.node] + [kind for branch in branches for kind in operations(branch)]


def test_one_that_learned_from_what_is_held_out_is_refused(run: Run, artifact: Path, choice: Choice) -> None:
    card = load_classifier(artifact).card
    training = dataclasses.replace(card.training, config=card.training.config | {"seed": 7})
    with pytest.raises(RunError, match="use its seed"):
        quicken(run, artifact, dataclasses.replace(card, training=training), choice, TEST.frames)


def test_a_cascade_of_other_networks_is_refused(artifact: Path) -> None:
    proto, policy = onnx.load(artifact), load_classifier(artifact).card.policy
    pair = Pair.ask(proto, proto, TEST.frames)
    wrong = Pair(pair.quick, Answers(pair.large.probabilities[:, ::-1], pair.large.outliers))
    with pytest.raises(ParityError, match="Nothing is written"):
        prove_cascade(join(proto, proto, 0.9, policy.max_several_digits), wrong, TEST.frames, 0.9, policy)
