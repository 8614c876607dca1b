"""A made-up model is measured: what is written, and that it is the same every time."""

import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from backend.recognition.card import LineCard, ModelCard, read_card
from backend.recognition.ink import ImageInk
from model_training.config import TrainConfig
from model_training.corruptions import CORRUPTIONS, corrupt
from model_training.errors import RunError
from model_training.evaluate import evaluate, evaluate_numbers
from model_training.history import Epoch, write_history
from model_training.measure import Measured
from model_training.number_scores import ReadLine
from model_training.number_suite import NumberSet, NumberSuite
from model_training.peers import Peer
from model_training.section import SECTIONS, Section
from model_training.suite import CORRUPTED, FRAMES, PICTURES, InkSet, Suite, mnist_suite
from model_training.table import HEAD, aligned, number_rows, rows
from tests.model_training.digits import TINY, small_digits
from tests.recognition.artifacts import CARD, inky_line_model, inky_model, store, store_lines
from tests.recognition.inks import SEVEN

TEST = small_digits(50)
LETTERS = [ImageInk(picture) for picture in 255 - TEST.frames[:4].transpose(0, 2, 1)]
FILES = {
    "confusion.svg",
    "curves.svg",
    "history.csv",
    "misread.png",
    "reliability.svg",
    "risk.svg",
    "scores.json",
    "sections",
    "worst.png",
}


def small_suite(_: TrainConfig) -> Suite:
    """Of each kind of set one or two."""
    return Suite(
        digits=(*mnist_suite(TEST).digits, InkSet("cheques", "validation", [LETTERS[0]], np.array([0], np.uint8))),
        corrupted=tuple(
            InkSet(name, "test", corrupt(TEST.frames, name), TEST.labels) for name in list(CORRUPTIONS)[:2]
        ),
        others=(InkSet("letters", "test", LETTERS, np.array(list("abcd"))),),
        skipped=("cats (no cats.npz in --data-dir)",),
    )


def made_up(folder: Path, config: TrainConfig = TINY) -> Path:
    """A model that takes the inkiest of ten rows for the digit, its card and the history of its training."""
    model = inky_model()
    training = dataclasses.replace(CARD.training, config=json.loads(config.to_json()))
    card = dataclasses.replace(CARD, training=training, sha256=hashlib.sha256(model).hexdigest(), evaluations=())
    (folder / "report").mkdir()
    write_history(folder / "report" / "history.csv", [Epoch(1, 2.0, 0.5, 1.0, 0.6, 0.001, 1.0)])
    return store(folder, model, card)


def made_up_models(folder: Path, config: TrainConfig = TINY) -> tuple[Path, Path]:
    """The same, and a network for lines that does likewise."""
    return made_up(folder, config), store_lines(folder, inky_line_model())


def numbers_models(folder: Path) -> tuple[Path, Path]:
    """Both models, with the history of the training of the network for lines."""
    models = made_up_models(folder, TrainConfig())
    history = folder / "report" / "history.csv"
    history.with_name("numbers-history.csv").write_bytes(history.read_bytes())
    return models


def _always(text: str) -> Peer:
    return lambda _: lambda _: [ReadLine(text, accepted=True)]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return made_up_models(tmp_path_factory.mktemp("artifacts"))


@pytest.fixture(scope="module")
def artifact(models: tuple[Path, Path]) -> Path:
    return models[0]


@pytest.fixture(scope="module")
def measured(models: tuple[Path, Path]) -> Measured:
    return evaluate(models, small_suite, models[0].parent / "report")[1]


def test_everything_that_was_measured_is_written(artifact: Path, measured: Measured) -> None:
    folder = artifact.parent / "report"
    assert {file.name for file in folder.iterdir()} == FILES
    figures = json.loads((folder / "scores.json").read_text())
    assert list(figures["digits"]) == [FRAMES, PICTURES, CORRUPTED, "cheques", *list(CORRUPTIONS)[:2]]
    assert sum(map(sum, figures["digits"][FRAMES]["confusion"])) == len(TEST)
    assert 0.0 <= figures["not digits"]["letters"]["auroc"] <= 1.0
    assert figures["skipped"] == list(measured.skipped)
    section = Section.read(folder / SECTIONS / "digits.json")
    assert CARD.version in section.title
    assert section.tables[0].rows == tuple(rows(measured))
    assert section.tables[0].n == sum(row.scores.n for row in measured.digits) + len(LETTERS)
    assert "Skipped: cats (no cats.npz in --data-dir)." in section.text
    assert {figure.file for figure in section.figures} == {name for name in FILES if name.endswith(("svg", "png"))}


def test_the_card_tells_what_digits_were_measured(artifact: Path, measured: Measured) -> None:
    evaluations = read_card(artifact.with_suffix(".json"), ModelCard).evaluations
    assert [row.dataset for row in evaluations] == [FRAMES, PICTURES, CORRUPTED, "cheques"]
    for row, told in zip(measured.digits, evaluations, strict=True):
        assert told.n == row.scores.n
        shares = (row.scores.accuracy, row.scores.low, row.scores.high, row.scores.ece)
        assert (told.accuracy, told.low, told.high, told.ece) == pytest.approx(shares, abs=1e-6)
        assert (told.coverage, told.risk) == pytest.approx((row.acceptance.coverage, row.acceptance.risk), abs=1e-6)


def test_all_corruptions_are_one_set_too(measured: Measured) -> None:
    pooled = measured.digits[2].scores
    assert pooled.n == 2 * len(TEST)
    assert pooled.accuracy == pytest.approx(np.mean([row.scores.accuracy for row in measured.corrupted]))


def test_the_table_is_aligned(measured: Measured) -> None:
    head, *lines = aligned(HEAD, rows(measured)).splitlines()
    assert head.split()[0] == HEAD[0]
    assert len(lines) == 7
    assert {line.index("  test") for line in lines if line.endswith("  test")} == {head.index("  role")}


def test_the_same_figures_give_the_same_files(models: tuple[Path, Path], measured: Measured) -> None:
    folder = models[0].parent / "report"
    before = {file: file.read_bytes() for file in folder.rglob("*.*")}
    evaluate(models, small_suite, folder)
    assert {file: file.read_bytes() for file in folder.rglob("*.*")} == before


def test_mnist_alone_can_be_measured_for_the_models_own_training(tmp_path: Path) -> None:
    configs = []

    def gather(config: TrainConfig) -> Suite:
        configs.append(config)
        return mnist_suite(TEST)

    _, alone = evaluate(made_up_models(tmp_path), gather, tmp_path / "report")
    assert configs == [TINY]
    assert (len(alone.digits), alone.corrupted, alone.others) == (2, (), ())


def test_numbers_are_read_by_the_model_and_by_its_peers_and_the_card_tells_it(tmp_path: Path) -> None:
    models = numbers_models(tmp_path)
    numbers = NumberSet("numbers", "test", [ImageInk(255 - TEST.frames[0])], [("0",)], credit="somebody")
    report = tmp_path / "report"
    measured, skipped = evaluate_numbers(
        models,
        lambda _: NumberSuite((numbers,), ("pages",)),
        {"peer": _always("0")},
        report,
    )
    assert [row.reader for row in measured] == ["inkdigit", "peer"]
    assert [row.scores.n for row in measured] == [1, 1]
    assert measured[1].scores.right == 1
    assert skipped == ("pages",)
    (row,) = read_card(models[1].with_suffix(".json"), LineCard).number_evaluations
    assert (row.dataset, row.n, row.exact) == ("numbers", 1, measured[0].scores.exact)
    assert row.command == "python -m model_training evaluate --suite numbers"
    section = Section.read(report / SECTIONS / "numbers.json")
    own, others = section.tables
    assert own.rows + others.rows == tuple(number_rows(measured))
    assert [own.n, others.n] == [1, 1]
    assert [own.command, others.command] == [row.command, f"{row.command} --peers"]
    assert "Skipped: pages." in section.text
    assert section.figures[1].reading.endswith("these are of somebody.")
    assert {figure.file for figure in section.figures} <= {file.name for file in report.iterdir()}


def test_what_others_read_stays_until_others_are_measured_again(tmp_path: Path) -> None:
    models, report = numbers_models(tmp_path), tmp_path / "report"
    numbers = NumberSet("numbers", "test", [ImageInk(255 - TEST.frames[0])], [("0",)])
    tables = []
    for peers in ({}, {"peer": _always("0")}, {}, {"peer": _always("1")}):
        evaluate_numbers(models, lambda _: NumberSuite((numbers,)), peers, report)
        tables.append([table.rows for table in Section.read(report / SECTIONS / "numbers.json").tables])
    before, read, kept, again = tables
    assert [len(rows) for rows in (before, read, kept, again)] == [1, 2, 2, 2]
    assert kept[1] == read[1]
    assert again[1] != read[1]


def test_numbers_in_strokes_are_also_read_each_way_alone(tmp_path: Path) -> None:
    numbers = NumberSet("numbers", "test", [SEVEN], [("7",)])
    measured, _ = evaluate_numbers(numbers_models(tmp_path), lambda _: NumberSuite((numbers,)), {}, tmp_path / "report")
    assert [row.reader for row in measured] == ["inkdigit", "groups of strokes alone", "line network alone"]


def test_a_report_on_numbers_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    models = numbers_models(tmp_path)
    (tmp_path / "report" / SECTIONS / "numbers.json").mkdir(parents=True)
    before = models[1].with_suffix(".json").read_bytes()
    numbers = NumberSet("numbers", "test", [SEVEN], [("7",)], credit="somebody")
    with pytest.raises(RunError, match="cannot be written"):
        evaluate_numbers(models, lambda _: NumberSuite((numbers,)), {}, tmp_path / "report")
    assert models[1].with_suffix(".json").read_bytes() == before


def test_no_model_is_one_clear_error(tmp_path: Path) -> None:
    models = (tmp_path / "digits.onnx", tmp_path / "numbers.onnx")
    with pytest.raises(RunError, match=r"There is no model card .*digits"):
        evaluate(models, small_suite, tmp_path)
    with pytest.raises(RunError, match=r"There is no model card .*digits"):
        evaluate_numbers(models, lambda _: NumberSuite(()), {}, tmp_path)
    made_up(tmp_path)
    with pytest.raises(RunError, match=r"There is no model card .*numbers"):
        evaluate(models, small_suite, tmp_path)


def test_a_report_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    models = made_up_models(tmp_path)
    (tmp_path / "report" / "curves.svg").mkdir()
    with pytest.raises(RunError, match="cannot be written"):
        evaluate(models, lambda _: mnist_suite(TEST), tmp_path / "report")
