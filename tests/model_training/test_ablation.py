"""Rows of an ablation: trained, kept, compared and shown."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from model_training.__main__ import _parser
from model_training.ablation import FULL, SEEDS, Bench, Row, ablate, chosen, variants
from model_training.ablation_page import ablation_section
from model_training.budget import Budget
from model_training.commands.ablate import told
from model_training.config import Augmentation
from model_training.data import training_set
from model_training.datasets import CANVAS, OPTDIGITS, PENDIGITS
from model_training.errors import RunError
from model_training.held_out import HeldOut
from model_training.mixture import Mixture, Part
from model_training.mnist import split_validation
from model_training.section import SECTIONS, Section
from tests.model_training.digits import TINY, small_digits

CONFIG = dataclasses.replace(TINY, epochs=1, warmup_epochs=0.0, non_digits=8, several_digits=8)
ALONE = HeldOut([], [], {}, (PENDIGITS, OPTDIGITS, CANVAS), {})
BENCH = Bench(CONFIG, *split_validation(small_digits(800), CONFIG), ALONE)
WANTED = {name: variants()[name] for name in (FULL, "no-non-digits", "no-scans", "taught")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ablate")


@pytest.fixture(scope="module")
def rows(folder: Path) -> dict[str, Row]:
    return ablate(WANTED, BENCH, folder)


def test_each_row_that_there_is_data_for_is_trained_and_kept(rows: dict[str, Row], folder: Path) -> None:
    assert list(rows) == [FULL, "no-non-digits"]
    for name, row in rows.items():
        assert Row.read(folder / f"{name}.json") == row
        assert row.n == {"MNIST": 160}
        assert 0 < len(row.wrong["MNIST"]) < 160
    assert rows[FULL].wrong != rows["no-non-digits"].wrong


def test_kept_rows_are_not_trained_again(rows: dict[str, Row], folder: Path) -> None:
    gone = dataclasses.replace(BENCH, digits=BENCH.digits.take(np.array([], np.intp)))
    assert ablate(WANTED, gone, folder) == rows


def test_a_row_of_another_budget_or_a_damaged_one_is_refused(rows: dict[str, Row], folder: Path) -> None:
    other = dataclasses.replace(BENCH, config=dataclasses.replace(CONFIG, batch_size=16))
    with pytest.raises(RunError, match=r"full\.json was made with another recipe, budget or data"):
        ablate(WANTED, other, folder)
    (folder / "no-decay.json").write_text("{")
    with pytest.raises(RunError, match=r"no-decay\.json is damaged, delete it: not a row: .*JSON"):
        ablate({"no-decay": variants()["no-decay"]}, BENCH, folder)


def test_unknown_rows_are_named() -> None:
    with pytest.raises(RunError, match="no row no-hope: choose among full, "):
        chosen(["no-hope"])
    assert list(chosen(["no-slant"])) == [FULL, *SEEDS, "no-slant"]
    assert chosen([]).keys() == variants().keys()


def test_every_strength_of_the_augmentation_has_a_row() -> None:
    fields = [field.name for field in dataclasses.fields(Augmentation) if field.name != "elastic_cell"]
    for name in fields:
        changed = variants()[f"no-{name}"].change(CONFIG).augmentation
        assert dataclasses.replace(changed, **{name: getattr(CONFIG.augmentation, name)}) == CONFIG.augmentation
        assert getattr(changed, name) == 0
    without = variants()["no-augmentation"].change(CONFIG).augmentation
    assert {getattr(without, name) for name in fields} == {0.0}


def test_every_source_has_a_row_and_is_left_out_of_a_mixture_as_large() -> None:
    learned = training_set(CONFIG, BENCH.digits, BENCH.validation, ALONE)
    left_out = {variant.without for variant in variants().values()}
    assert {part.name for part in learned.mixture.parts} < left_out
    pools = tuple(Part(name, BENCH.digits, 100 * (n + 1)) for n, name in enumerate(sorted(left_out - {""})))
    mixture = Mixture(pools)
    for part in pools:
        others = mixture.without(part.name)
        assert part.name not in [other.name for other in others.parts]
        assert others.per_epoch == pytest.approx(mixture.per_epoch, abs=len(pools))


def row(*wrong: int) -> Row:
    return Row("made up", {"MNIST": wrong, "writers": (7,)}, {"MNIST": 1000, "writers": 200})


def test_the_section_compares_each_row_with_the_full_recipe(tmp_path: Path) -> None:
    rows = {FULL: row(1, 2), "seed-21": row(1, 2, 3), "no-decay": row(2, 3), "no-slant": row(*range(40))}
    section = ablation_section(rows, Budget(1, 1000), tmp_path, "ablate --epochs 1")
    section.write(tmp_path)
    assert Section.read(tmp_path / SECTIONS / "ablation.json") == section
    assert all((tmp_path / figure.file).stat().st_size for figure in section.figures)
    (table,) = section.tables
    by_title = {cells[0]: cells for cells in table.rows}
    assert table.n == 1200
    assert by_title["the full recipe"][1:] == ("99.80%", "99.50%", "99.75%", "", "", "")
    assert by_title["augmentation without slant"][1] == "96.00% (-38)"
    assert by_title["augmentation without slant"][-1] == "worse"
    assert by_title["without weight decay"][-1] == "within chance"
    assert by_title["without weight decay"][4] == "+0.00"
    assert [table.command, section.figures[0].command] == ["ablate --epochs 1"] * 2
    assert "differ by up to 1.06 points (95 %" in section.text[2], "12.7 of Student's t times one digit of 1,200"
    assert "of 2 rows 1 can be told apart" in section.text[2]


def test_more_than_seeds_differ_is_not_told_apart_where_seeds_differ_much(tmp_path: Path) -> None:
    rows = {FULL: row(1), "seed-21": row(*range(20)), "seed-22": row(*range(10)), "no-slant": row(*range(40))}
    (table,) = ablation_section(rows, Budget(1, 1000), tmp_path, "ablate --epochs 1").tables
    assert [cells[-1] for cells in table.rows] == ["", *["within chance"] * 3]


def test_without_another_seed_nothing_is_told_apart(tmp_path: Path) -> None:
    rows = {FULL: row(1), "no-slant": row(*range(400))}
    section = ablation_section(rows, Budget(1, 1000), tmp_path, "ablate")
    (table,) = section.tables
    assert table.rows[1][-1] == "not told"
    assert "no row can be told apart" in section.text[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["--rows", "taught", "no-slant"], " --rows taught no-slant"),
        (["--teacher", "my teacher.onnx"], " --teacher 'my teacher.onnx'"),
    ],
)
def test_captions_name_the_command_as_it_was_given(words: list[str], said: str) -> None:
    command = told(_parser().parse_args(["ablate", *words]), Budget(1, 1000))
    assert command == f"python -m model_training ablate --epochs 1 --images 1000{said}"
