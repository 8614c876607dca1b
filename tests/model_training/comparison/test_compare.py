"""A comparison of two small models, from the search to the service."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from backend.app import create_app
from backend.recognition.classifier import load_classifier
from backend.settings import Settings
from model_training.comparison.cache import Cache, Search
from model_training.comparison.compare import Plan, compare, made
from model_training.comparison.digits import Split
from model_training.comparison.kinds import SHIPPED, named
from model_training.comparison.release import release
from model_training.comparison.section import write_section
from model_training.comparison.table import measured, printed
from model_training.errors import RunError
from model_training.section import Section
from tests.model_training.digits import small_digits
from tests.recognition.artifacts import CARD, fitting, inky_model, store

DIGITS = small_digits(800)
SPLIT = Split(*(DIGITS.take(np.arange(start, end)) for start, end in ((0, 500), (500, 650), (650, 800))))
NAMES = ("tree", "sgd", SHIPPED)


def plan(folder: Path) -> Plan:
    return Plan((100, 300), quick=True, shipped=store(folder, inky_model()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished comparison."""
    folder = tmp_path_factory.mktemp("compare")
    list(compare(NAMES, SPLIT, Cache(folder / "cache"), plan(folder)))
    return folder


def test_each_model_is_measured_as_a_file_of_the_service(folder: Path) -> None:
    tree, sgd, shipped = measured(Cache(folder / "cache"), NAMES)
    assert sgd.figures.n == len(SPLIT.test)
    assert sgd.figures.low < sgd.figures.accuracy < sgd.figures.high
    assert min(tree.figures.accuracy, sgd.figures.f1, sgd.figures.recall) > 0.5 > shipped.figures.accuracy
    assert (tree.reported, shipped.fit, shipped.kind) == ((85.4,), None, None)
    assert sgd.fit
    assert "batches of 1, " in sgd.fit.parity
    assert "batches of 64" in sgd.fit.parity
    classifier = load_classifier(Cache(folder / "cache").model("sgd"))
    answers = classifier.classify(SPLIT.test.frames)
    assert np.mean(answers.probabilities.argmax(axis=1) == SPLIT.test.labels) == pytest.approx(sgd.figures.accuracy)
    assert not answers.outliers.any()
    assert classifier.card.policy.n == len(SPLIT.validation)
    assert classifier.card.training.config["kind"] == "sgd"


def test_the_worst_of_the_candidates_does_not_go_on(folder: Path) -> None:
    trials = Cache(folder / "cache").search("sgd").trials
    assert [trial.n for trial in trials] == [100, 100, 100, 300, 300]
    worst = min(reversed(trials[:3]), key=lambda trial: trial.accuracy)
    assert worst.params not in [trial.params for trial in trials[3:]]


def test_what_is_done_is_not_done_again(folder: Path) -> None:
    kept = {path: path.stat().st_mtime_ns for path in (folder / "cache").rglob("*.*")}
    list(compare(NAMES, SPLIT, Cache(folder / "cache"), plan(folder)))
    assert kept == {path: path.stat().st_mtime_ns for path in (folder / "cache").rglob("*.*")}


def test_what_was_made_of_fewer_digits_is_made_anew(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "cache", tmp_path / "cache")
    cache, fewer = Cache(tmp_path / "cache"), SPLIT.first(300, 150, 150)
    before = cache.fit("tree")
    list(compare(("tree",), fewer, cache, plan(tmp_path)))
    after = cache.fit("tree")
    assert before
    assert after
    assert (before.n, after.n) == (500, 300)


def test_another_shipped_network_is_measured_anew(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "cache", tmp_path / "cache")
    cache, model = Cache(tmp_path / "cache"), inky_model(version="10.0.0")
    before = cache.figures(SHIPPED)
    newer = store(tmp_path, model, fitting(dataclasses.replace(CARD, version="10.0.0"), model))
    list(compare((SHIPPED,), SPLIT, cache, Plan((), quick=True, shipped=newer)))
    after = cache.figures(SHIPPED)
    assert before
    assert after
    assert (after.sha256 == before.sha256, after.accuracy == before.accuracy) == (False, True)


def test_a_damaged_shipped_network_is_told_as_it_is(tmp_path: Path) -> None:
    damaged = store(tmp_path, inky_model(version="10.0.0"))
    with pytest.raises(RunError, match=r"its card says '9\.9\.9\+test'\.$"):
        list(compare((SHIPPED,), SPLIT, Cache(tmp_path / "cache"), Plan((), quick=True, shipped=damaged)))


class Killed(BaseException):
    pass


def test_a_kill_loses_one_trial_at_most(tmp_path: Path) -> None:
    class DyingCache(Cache):
        def keep(self, name: str, record: object) -> None:
            super().keep(name, record)  # type: ignore[arg-type]
            if isinstance(record, Search) and len(record.trials) == 2:
                raise Killed

    with pytest.raises(Killed):
        made(named("sgd"), SPLIT, DyingCache(tmp_path), plan(tmp_path))
    first = Cache(tmp_path).search("sgd").trials
    made(named("sgd"), SPLIT, Cache(tmp_path), plan(tmp_path))
    assert Cache(tmp_path).search("sgd").trials[:2] == first


@pytest.mark.parametrize("name", ["tree/search.json", "tree/fit.json", "tree/figures.json", "tree/digits.json"])
def test_a_damaged_cache_is_one_clear_error(name: str, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "cache", tmp_path / "cache")
    (tmp_path / "cache" / name).write_text('{"trials": 3')
    if name == "tree/search.json":
        (tmp_path / "cache" / "tree" / "fit.json").unlink()
    with pytest.raises(RunError, match=r"(?i)delete .*again"):
        list(compare(("tree",), SPLIT, Cache(tmp_path / "cache"), plan(tmp_path)))


def test_a_damaged_model_is_not_released(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "cache" / "tree", tmp_path / "tree")
    (tmp_path / "tree" / "digits.onnx").write_bytes(b"no model")
    with pytest.raises(RunError, match="SHA-256"):
        release(tmp_path / "tree" / "digits.onnx", tmp_path / "mine.onnx")
    assert not (tmp_path / "mine.onnx").exists()


def test_the_section_says_which_figures_do_not_hold(folder: Path, tmp_path: Path) -> None:
    write_section(Cache(folder / "cache"), tmp_path)
    section = Section.read(tmp_path / "sections" / "models.json")
    assert [row[0] for row in section.tables[0].rows] == ["SGD, hinge", "decision tree", "the shipped network"]
    assert "CPU seconds, so at least 0 minutes" in printed(measured(Cache(folder / "cache"), NAMES))
    assert (tmp_path / section.figures[0].file).stat().st_size < 100_000
    assert section.tables[0].n == len(SPLIT.test)
    tree = measured(Cache(folder / "cache"), ("tree",))[0].figures
    assert ("decision tree 85.4" in section.text[-1]) == (not tree.low <= 0.854 <= tree.high)
    assert section.text[-1].endswith("decision tree.") == (tree.accuracy < 0.854)


@pytest.fixture
def client(folder: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The service with an exported tree; its reader of numbers is the shipped one, which was made for other digits."""
    goal = tmp_path / "tree.onnx"
    release(Cache(folder / "cache").model("tree"), goal)
    with TestClient(create_app(Settings(frontend_dir=None, model=goal))) as client:
        yield client


def test_an_exported_model_is_served(client: TestClient) -> None:
    strokes = [{"x": [100, 100, 100], "y": [10, 50, 90]}]
    answer = client.post("/v1/predict", json={"strokes": strokes, "top_k": 10})
    assert answer.status_code == 200
    assert sum(one["probability"] for one in answer.json()["candidates"]) == pytest.approx(1.0, abs=0.01)
    assert client.get("/v1/model").json()["version"].startswith("1.0.0-tree+")
    (line,) = client.post("/v1/read", json={"strokes": strokes}).json()["lines"]
    assert line["decision"] == "review"
