"""A made-up model that takes nearly every digit for another: what is gathered, chosen, explained and shown."""

from pathlib import Path

import numpy as np
import pytest

from backend.recognition.classifier import OnnxClassifier, load_classifier
from model_training.corruptions import CORRUPTIONS
from model_training.misreadings import Misread, Misreading, explained, misread, misread_corrupted, worst
from model_training.misreadings_page import PAIRS, Look, errors_section
from model_training.section import SECTIONS, Section
from tests.model_training.digits import small_digits
from tests.recognition.artifacts import inky_model, store

DIGITS = small_digits(40)


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> OnnxClassifier:
    return load_classifier(store(tmp_path_factory.mktemp("model"), inky_model()))


@pytest.fixture(scope="module")
def plain(classifier: OnnxClassifier) -> Misread:
    return misread({"MNIST": DIGITS, "scans": DIGITS.take(np.arange(10))}, classifier)


@pytest.fixture(scope="module")
def spoilt(classifier: OnnxClassifier) -> Misread:
    return misread_corrupted(DIGITS, classifier)


def misreadings(*cases: tuple[str, str, int, int, int, float]) -> Misread:
    """Of kind, source, index, what was written, what was read, and how surely."""
    found = tuple(
        Misreading(kind, source, index, DIGITS.frames[index], written, answer, sure, accepted=False)
        for kind, source, index, written, answer, sure in cases
    )
    return Misread(found, np.zeros((10, 10), np.intp), len(found))


def test_all_that_is_misread_is_gathered(plain: Misread, spoilt: Misread) -> None:
    for found, n in ((plain, 50), (spoilt, 40 * len(CORRUPTIONS))):
        assert found.n == n
        assert len(found.cases) == found.confusion.sum() - np.trace(found.confusion) > 0
        assert sum(found.pairs.values()) == len(found.cases)
    first = plain.cases[0]
    assert (first.kind, first.written) == ("MNIST", DIGITS.labels[first.index])
    assert first.written != first.read
    assert {one.kind for one in spoilt.cases} == set(CORRUPTIONS)


def test_the_surest_of_a_pair_are_chosen_and_no_digit_twice() -> None:
    plain = misreadings(("writers", "writers", 1, 4, 9, 0.6), ("MNIST", "MNIST", 2, 9, 4, 0.7))
    spoilt = misreadings(
        *(("fog", "MNIST", 1, 4, 9, 0.8), ("shear", "MNIST", 1, 4, 9, 0.9)),
        *(("fog", "MNIST", 2, 9, 4, 1.0), ("fog", "MNIST", 3, 1, 7, 1.0)),
    )
    chosen = worst(plain, spoilt, (4, 9), 5)
    assert [(one.kind, one.index) for one in chosen] == [("MNIST", 2), ("writers", 1), ("shear", 1)]
    assert worst(plain, spoilt, (4, 9), 1) == chosen[:1]


def test_what_misled_is_explained(plain: Misread, classifier: OnnxClassifier) -> None:
    """Where the network sees the digit in the inkiest row, the ink of that row speaks for it."""
    chosen = next(one for one in plain.cases if one.written >= 4 and one.read >= 4)
    (found,) = explained([chosen], classifier)
    assert found.saliency.shape == (28, 28)
    assert found.saliency[chosen.read].max() > 0


def test_the_section_shows_the_pairs_and_sweeps_old_ones_away(
    plain: Misread, spoilt: Misread, classifier: OnnxClassifier, tmp_path: Path
) -> None:
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors" / "pair-0-0.png").write_bytes(b"of another network")
    section = errors_section(plain, spoilt, Look(classifier, "somebody", tmp_path, "errors --model mine.onnx"))
    section.write(tmp_path)
    assert Section.read(tmp_path / SECTIONS / "errors.json") == section
    assert {figure.file for figure in section.figures} == {
        f"errors/{file.name}" for file in (tmp_path / "errors").iterdir()
    }
    (table,) = section.tables
    assert {table.command, *(figure.command for figure in section.figures)} == {"errors --model mine.onnx"}
    assert len(table.rows) == PAIRS
    both = plain.pairs + spoilt.pairs
    (low, high), count = both.most_common(1)[0]
    name, one, other, accepted, _ = table.rows[0]
    assert name == f"{low} and {high}"
    assert int(one) + int(other.replace(",", "")) == count
    assert int(accepted.replace(",", "")) <= count
    assert "They are of somebody." in section.text[1]


def test_a_network_that_errs_nowhere_leaves_matrices_alone(classifier: OnnxClassifier, tmp_path: Path) -> None:
    right = Misread((), np.eye(10, dtype=np.intp), 10)
    section = errors_section(right, right, Look(classifier, "somebody", tmp_path))
    assert len(section.figures) == 2
    assert section.tables[0].rows == ()
