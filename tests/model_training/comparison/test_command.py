"""`compare` as it is typed."""

from pathlib import Path

import pytest

from model_training.__main__ import main


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--models", "knn,kmeans"], "there is no model 'kmeans'; there are knn, "),
        (["--models", " , "], "--models names no model"),
        (["--export", "kmeans", "--out", "{}/x.onnx"], "there is no model 'kmeans'"),
        (["--export", "shipped", "--out", "{}/x.onnx"], "is the shipped network already"),
        (["--export", "knn", "--models", "svm"], "--models and --export do not go together"),
        (["--out", "{}/knn.onnx"], "--out FILE goes with --export NAME"),
        (["--export", "knn", "--out", "{}/knn.bin"], "should end in .onnx"),
        (["--models", "knn"], "train-images-idx3-ubyte.gz cannot be read"),
    ],
    ids=["unknown", "none", "unknown export", "shipped", "no file", "no name", "no onnx", "no data"],
)
def test_an_error_is_one_line(
    words: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["compare", "--data-dir", "{}", "--cache", "{}/cache", "--report", "{}/report", *words]
    assert main([word.format(tmp_path) for word in given]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("error: ")
    assert reason in line
    assert not list(tmp_path.iterdir())
