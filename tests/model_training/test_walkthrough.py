"""The notebook calls what there is, and runs from top to bottom."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.model_training.digits import small_digits

NOTEBOOK = Path(__file__).parents[2] / "model_training" / "walkthrough.ipynb"


@pytest.fixture
def notebook() -> NotebookNode:
    read: NotebookNode = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    return read


def test_it_is_handed_out_as_it_was_written(notebook: NotebookNode) -> None:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    assert all(cell.outputs == [] and cell.execution_count is None for cell in cells)
    nbformat.validate(notebook)


def test_it_runs_on_a_few_digits(notebook: NotebookNode, tmp_path: Path) -> None:
    (parameters,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    parameters.source += f"""
DATASET = {str(few(tmp_path / "mnist.npz"))!r}
LEARNED, HELD_OUT, TESTED = 400, 200, 100
FOLDER = Path({str(tmp_path / "walkthrough")!r})
"""
    run(notebook)
    said = "".join(text(output) for cell in notebook.cells for output in cell.get("outputs", []))
    assert "[400, 200, 100]" in said
    assert "logistic: 9" in said
    assert "3 of 200 are misread" in said
    assert "accept ['7: 9" in said
    assert "the log-odds of 7 are" in said
    pictures = {path.name for path in (tmp_path / "walkthrough").glob("*.png")}
    assert pictures == {"samples.png", "means.png", "confusion.png", "explained.png"}


def few(path: Path) -> Path:
    """Digits as Keras' mnist.npz has them, of which the shipped network misreads some."""
    digits = small_digits(1400)
    learned, tested = digits.take(np.arange(1200)), digits.take(np.arange(1200, 1400))
    np.savez(path, x_train=learned.frames, y_train=learned.labels, x_test=tested.frames, y_test=tested.labels)
    return path


def run(notebook: NotebookNode) -> None:
    """In a kernel of its own, begun where Jupyter begins it: in the notebook's folder."""
    NotebookClient(notebook, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()


def text(output: NotebookNode) -> str:
    return str(output.get("text") or output.get("data", {}).get("text/plain", ""))
