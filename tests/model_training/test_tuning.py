"""A study: what is refused before training, trained, stopped early, kept, and shown."""

import dataclasses
from pathlib import Path

import optuna
import pytest
from optuna.trial import TrialState, create_trial

from model_training.__main__ import main
from model_training.budget import Budget
from model_training.config import TrainConfig
from model_training.data import TrainingSet
from model_training.errors import RunError
from model_training.latency import Latency
from model_training.mixture import Mixture, Part
from model_training.mnist import split_validation
from model_training.search import shipped, suggest
from model_training.section import SECTIONS, Section
from model_training.sources import Sources
from model_training.tuning import (
    KILOBYTES,
    MICROSECONDS,
    OVER,
    PLAIN,
    Cost,
    Limits,
    Tuner,
    finished,
    opened,
    tune,
    write_best,
)
from model_training.tuning_page import tuning_section
from tests.model_training.digits import TINY, small_digits

CONFIG = dataclasses.replace(TINY, epochs=3, warmup_epochs=0.1, widths=(4, 8, 16))
LEARNED, VALIDATION = split_validation(small_digits(800), CONFIG)
SET = TrainingSet(Mixture((Part("digits", LEARNED, 320),)), VALIDATION, Sources("few digits", "few", {}, "BSD"))
WIDE = Limits(1e9, 1e9)


def cheap(_: TrainConfig) -> Cost:
    """A network of 60 µs and 300 kB."""
    return Cost(Latency(ratio=0.3, plain=200.0), 300_000)


def tried(study: optuna.Study, accuracies: list[float], *, over: bool = False, **params: float) -> None:
    """Adds a trial that reached these accuracies, epoch by epoch."""
    some = optuna.create_study()
    asked = some.ask()
    suggest(asked, CONFIG)
    told = {OVER: over, MICROSECONDS: 80.0, KILOBYTES: 300.0, PLAIN: 200.0}
    trial = create_trial(
        state=TrialState.PRUNED if over else TrialState.COMPLETE,
        value=None if over else max(accuracies),
        params={**asked.params, **params},
        distributions=asked.distributions,
        user_attrs=told,
        intermediate_values=dict(enumerate(accuracies, 1)),
    )
    study.add_trial(trial)


def test_the_first_trial_is_the_recipe_it_begins_with() -> None:
    assert suggest(optuna.trial.FixedTrial(shipped(CONFIG)), CONFIG) == CONFIG
    assert suggest(optuna.trial.FixedTrial(shipped(TrainConfig())), TrainConfig()) == TrainConfig()


def test_a_study_is_trained_kept_and_gone_on_with(tmp_path: Path) -> None:
    with opened(tmp_path, CONFIG, WIDE) as study:
        tune(Tuner(CONFIG, SET, WIDE, tmp_path), study, 1)
    with opened(tmp_path, CONFIG, WIDE) as study:
        tune(Tuner(CONFIG, SET, WIDE, tmp_path), study, 1)
        (trial,) = study.get_trials()
        assert list(trial.intermediate_values) == [1, 2, 3]
        assert trial.value == max(trial.intermediate_values.values()) > 0.3
        assert 20 < trial.user_attrs[KILOBYTES] < 80
        assert trial.user_attrs[MICROSECONDS] > 0
    assert [file.name for file in tmp_path.iterdir()] == ["study.db"]


def test_what_is_worse_than_the_median_is_stopped(tmp_path: Path) -> None:
    with opened(tmp_path, CONFIG, WIDE) as study:
        for _ in range(5):
            tried(study, [1.0, 1.0, 1.0])
        tune(Tuner(CONFIG, SET, WIDE, tmp_path, cheap), study, 6)
        trial = study.get_trials()[0]
        assert trial.state == TrialState.PRUNED
        assert list(trial.intermediate_values) == [1]


@pytest.mark.parametrize("limits", [Limits(1e9, 299), Limits(59, 1e9)])
def test_what_is_too_large_or_too_slow_is_not_trained(limits: Limits, tmp_path: Path) -> None:
    with opened(tmp_path, CONFIG, limits) as study:
        tune(Tuner(CONFIG, SET, limits, tmp_path, cheap), study, 1)
        (trial,) = study.get_trials()
        assert (trial.state, trial.user_attrs[OVER], trial.intermediate_values) == (TrialState.PRUNED, True, {})
        assert (trial.user_attrs[MICROSECONDS], trial.user_attrs[KILOBYTES]) == (60, 300)
        with pytest.raises(RunError, match="no trial was trained to its end"):
            write_best(study, TrainConfig(), CONFIG, tmp_path)


def test_what_a_killed_process_left_counts_as_failed(tmp_path: Path) -> None:
    with opened(tmp_path, CONFIG, WIDE) as study:
        study.ask()
    with opened(tmp_path, CONFIG, WIDE) as study:
        assert [trial.state for trial in study.get_trials()] == [TrialState.FAIL]
        assert finished(study) == 0


def test_another_budget_or_a_damaged_study_is_refused_in_one_line(tmp_path: Path) -> None:
    with opened(tmp_path, CONFIG, WIDE):
        pass
    with pytest.raises(RunError, match="other limits or another budget"), opened(tmp_path, CONFIG, Limits(1.0, 1.0)):
        pass
    (tmp_path / "study.db").write_bytes(b"no study at all, but long enough to be taken for a file of SQLite's" * 20)
    with pytest.raises(RunError, match=r"study\.db") as error, opened(tmp_path, CONFIG, WIDE):
        pass
    assert "\n" not in str(error.value)
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="no study can be opened"), opened(tmp_path / "file", CONFIG, WIDE):
        pass


@pytest.mark.parametrize("limits", [(0.0, 100.0), (100.0, -1.0), (float("nan"), 1.0)])
def test_a_budget_for_nothing_is_refused(limits: tuple[float, float]) -> None:
    with pytest.raises(RunError, match="leaves no network"):
        Limits(*limits)


def test_the_best_trial_becomes_a_config_that_train_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(tmp_path, CONFIG, WIDE) as study:
        tried(study, [0.8, 0.9], learning_rate=0.004)
        tried(study, [0.8, 0.7], learning_rate=0.002)
        path = write_best(study, TrainConfig(), CONFIG, tmp_path)
    config = TrainConfig.read(path)
    assert (config.learning_rate, config.epochs, config.train_images) == (0.004, 40, 55_000)
    assert config.batch_size == CONFIG.batch_size != TrainConfig().batch_size
    assert main(["train", "--config", str(path), "--data-dir", str(tmp_path), "--run", str(tmp_path / "run")]) == 1
    assert "train-images-idx3-ubyte.gz cannot be read" in capsys.readouterr().err


def test_the_section_shows_every_trial(tmp_path: Path) -> None:
    study = optuna.create_study(direction="maximize")
    tried(study, [0.8, 0.9], learning_rate=0.004)
    tried(study, [], over=True)
    tried(study, [0.8, 0.7], learning_rate=0.002)
    section = tuning_section(study, Limits(100, 600), Budget(2, 1000), 160, tmp_path)
    section.write(tmp_path)
    assert Section.read(tmp_path / SECTIONS / "tuning.json") == section
    assert len(section.figures) == 3
    assert all((tmp_path / figure.file).stat().st_size for figure in section.figures)
    (table,) = section.tables
    assert [(row[0], row[6], row[8]) for row in table.rows] == [
        ("0", "90.00%", "its end"),
        ("2", "80.00%", "its end"),
        ("1", "–", "over budget"),
    ]
    assert "The best is trial 0 with 90.00%." in section.text[1]


def test_importances_are_left_out_where_nothing_can_be_told(tmp_path: Path) -> None:
    study = optuna.create_study(direction="maximize")
    tried(study, [0.9])
    assert len(tuning_section(study, Limits(100, 600), Budget(1, 1000), 160, tmp_path).figures) == 2
