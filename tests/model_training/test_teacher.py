"""What a teacher says, and how a training learns it."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import softmax

from backend.recognition.card import ModelCard, read_card
from backend.recognition.classifier import Answers
from backend.settings import ROOT
from model_training.batches import batches, smoothed
from model_training.config import TrainConfig
from model_training.data import TrainingSet
from model_training.errors import RunError
from model_training.mixture import Mixture, Part
from model_training.mnist import split_validation
from model_training.outliers import CLASSES
from model_training.run import Run
from model_training.sources import Sources
from model_training.teacher import Ensemble, ExportedTeacher, load_teacher
from model_training.train import train
from tests.model_training.digits import TINY, small_digits

SHIPPED = ROOT / "artifacts" / "digits.onnx"
CARD = dataclasses.replace(read_card(SHIPPED.with_suffix(".json"), ModelCard), temperature=0.5)
LEARNED, VALIDATION = split_validation(small_digits(800), TINY)
SOURCES = Sources("small digits", "small digits", {"digits": "0" * 64}, "BSD")
MIXTURE = Mixture((Part("digits", LEARNED, len(LEARNED)),))


class Sure:
    """Says 3 of everything, with what a temperature of 0.5 makes of the odds 4 : 1 for 3, 5 and "no digit"."""

    card = CARD

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        probabilities = np.zeros((len(frames), 10), np.float32)
        probabilities[:, 3], probabilities[:, 5] = 16 / 17, 1 / 17
        outliers = np.tile(np.array([1 / 18, 0], np.float32), (len(frames), 1))
        return Answers(probabilities, outliers)


def test_its_answers_are_those_before_calibration_and_sum_to_one() -> None:
    answers = ExportedTeacher(Sure()).answers(np.zeros((2, 28, 28), np.uint8))
    assert answers.shape == (2, CLASSES)
    assert answers.sum(axis=1) == pytest.approx([1, 1])
    assert answers[0, [3, 5, 10, 11]] == pytest.approx([4 / 6, 1 / 6, 1 / 6, 0])


def test_a_batch_wants_both_what_the_labels_and_what_the_teacher_say() -> None:
    config = dataclasses.replace(TINY, distillation=0.75, label_smoothing=0.0)
    alone_frames, alone = next(batches(MIXTURE, config, 0))
    taught_frames, taught = next(batches(MIXTURE, config, 0, ExportedTeacher(Sure())))
    assert (alone_frames == taught_frames).all()
    assert alone == pytest.approx(np.eye(CLASSES)[alone.argmax(axis=1)])
    assert taught == pytest.approx(0.25 * alone + 0.75 * ExportedTeacher(Sure()).answers(taught_frames))


def test_smoothing_gives_every_class_its_share() -> None:
    wanted = smoothed(np.array([2], np.uint8), dataclasses.replace(TINY, label_smoothing=0.12))
    assert wanted[0, 2] == pytest.approx(0.89)
    assert wanted[0, :2] == pytest.approx(0.01)
    assert wanted.sum() == pytest.approx(1)


def test_a_taught_training_says_who_taught_it_and_goes_on_only_with_the_same(tmp_path: Path) -> None:
    config = dataclasses.replace(TINY, epochs=1, warmup_epochs=0.0)
    training_set, run = TrainingSet(MIXTURE, VALIDATION, SOURCES), Run(tmp_path / "run")
    (epoch,) = train(config, training_set.taught_by(ExportedTeacher(Sure())), run)
    assert epoch.val_loss > 0
    assert f"taught by {CARD.version}" in Sources.read(run.sources).data
    with pytest.raises(RunError, match="--teacher"):
        train(config, training_set, run, resume=True)


def test_the_shipped_model_can_teach_what_holds_out_the_same() -> None:
    holds_out_the_same = dataclasses.replace(TINY, seed=3, split=20, validation_images=5_000)
    assert CARD.version in load_teacher([SHIPPED], holds_out_the_same).told
    with pytest.raises(RunError, match="held out"):
        load_teacher([SHIPPED], dataclasses.replace(TINY, seed=21))


class Four(Sure):
    """Says 4 of everything."""

    def classify(self, frames: NDArray[np.uint8]) -> Answers:
        return Answers(
            np.tile(np.eye(10, dtype=np.float32)[4], (len(frames), 1)), np.zeros((len(frames), 2), np.float32)
        )


def test_several_teach_what_they_think_on_average() -> None:
    one, other = ExportedTeacher(Sure()), ExportedTeacher(Four())
    together, frames = Ensemble([one, other]), np.zeros((2, 28, 28), np.uint8)
    assert together.answers(frames) == pytest.approx((one.answers(frames) + other.answers(frames)) / 2)
    assert together.answers(frames)[0, 4] == pytest.approx(0.5)
    assert together.told.count(CARD.version) == 2


def test_a_run_can_teach_what_holds_out_the_same(tmp_path: Path) -> None:
    config = dataclasses.replace(TINY, epochs=1, warmup_epochs=0.0)
    run = Run(tmp_path / "run")
    train(config, TrainingSet(MIXTURE, VALIDATION, SOURCES), run)
    teacher = load_teacher([run.folder], dataclasses.replace(config, seed=9, split=TINY.seed))
    logits = run.best_network().predict(VALIDATION.frames, verbose=0)
    assert teacher.answers(VALIDATION.frames) == pytest.approx(softmax(logits, axis=1), abs=1e-5)
    assert "after 1 epochs" in teacher.told
    assert SOURCES.data in teacher.told
    with pytest.raises(RunError, match="held out"):
        load_teacher([run.folder], dataclasses.replace(config, seed=9))


def test_a_folder_without_a_run_cannot_teach(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"config\.json"):
        load_teacher([tmp_path], TINY)


def test_the_quick_network_of_make_train_is_smaller_and_holds_out_the_same() -> None:
    quick, large = TrainConfig.read(ROOT / "model_training" / "quick.json"), TrainConfig()
    assert quick.held_out == large.held_out
    assert sum(quick.widths) < sum(large.widths)
    assert sum(quick.blocks) < sum(large.blocks)
