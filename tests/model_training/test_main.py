from pathlib import Path

import pytest

from model_training.__main__ import main


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["train", "--data-dir", "{}", "--run", "{}/run"], "train-images-idx3-ubyte.gz cannot be read"),
        (["train", "--config", "{}/none.json"], "no training config can be read at"),
        (["train", "--tensorboard", __file__], "TensorBoard's logs cannot be written into"),
        (["train", "--resume", "--run", "{}/none"], "no training config can be read at"),
        (["export", "--run", "{}/none"], "no training config can be read at"),
        (["export", "--network", "lines", "--run", "{}/none"], "no training config can be read at"),
        (["quicken", "--model", "{}/none.onnx"], "There is no model card"),
        (["refit", "--number-model", "{}/none.onnx"], "There is no model card"),
        (["train", "--workers", "-1"], "--workers -1 are too few: at least 0"),
        (["train", "--teacher", "{}/none.onnx", "--teacher", "{}"], "There is no model card"),
        (["train", "--start", "{}/one", "--start", "{}/two"], "--start goes once with --network digits"),
        (["train", "--extra", "{}/none.jsonl"], "none.jsonl cannot be read as pen strokes"),
        (["train", "--extra", "x.jsonl", "--network", "lines"], "--extra goes with --network digits alone"),
        (["saliency", "--data-dir", "{}"], "t10k-images-idx3-ubyte.gz cannot be read"),
        (["evaluate", "--data-dir", "{}"], "t10k-images-idx3-ubyte.gz cannot be read"),
        (["evaluate", "--data-dir", "{}", "--suite", "numbers"], "t10k-images-idx3-ubyte.gz cannot be read"),
        (["evaluate", "--data-dir", "{}", "--peers"], "--peers goes with --suite numbers"),
        (["errors", "--data-dir", "{}"], "train-images-idx3-ubyte.gz cannot be read"),
        (["errors", "--model", "{}/none.onnx"], "There is no model card"),
        (["seeds", "--data-dir", "{}", "--run", "{}/run"], "t10k-images-idx3-ubyte.gz cannot be read"),
        (["seeds", "--seeds", "3", "3"], "--seeds wants two whole numbers or more"),
        (["seeds", "--epochs", "1"], "--epochs 1 are too few"),
        (["ablate", "--data-dir", "{}", "--run", "{}/run"], "train-images-idx3-ubyte.gz cannot be read"),
        (["ablate", "--rows", "full", "no-hope"], "there is no row no-hope"),
        (["ablate", "--images", "-3"], "3 epochs of -3 images are too few"),
        (["ablate", "--teacher", "{}/none.onnx"], "There is no model card"),
        (["tune", "--data-dir", "{}", "--run", "{}/run"], "train-images-idx3-ubyte.gz cannot be read"),
        (["tune", "--trials", "0"], "0 trials find nothing"),
        (["tune", "--budget-us", "-1"], "leaves no network"),
        (["tune", "--epochs", "0"], "0 epochs of 12,000 images are too few"),
        (["explore", "--data-dir", "{}"], "train-images-idx3-ubyte.gz cannot be read"),
        (["explore", "--data-dir", "{}", "--dataset", "{}"], "--dataset and --data-dir both say what to look at"),
        (["explore", "--dataset", "{}"], "holds neither MNIST's idx files nor folders 0 to 9"),
        (["submission", "--dataset", "{}/test.csv"], "there is no"),
    ],
    ids=[
        "no data",
        "no config",
        "no logs",
        "nothing to resume",
        "nothing to export",
        "no lines to export",
        "nothing to quicken",
        "nothing to refit",
        "too few workers",
        "one of two teachers",
        "two to start from",
        "no corrections",
        "corrections for lines",
        "nothing to explain",
        "no test data",
        "no numbers",
        "no peers",
        "no held-out digits",
        "no model to err",
        "no digits for seeds",
        "one seed",
        "no epochs for seeds",
        "nothing to leave out of",
        "unknown row",
        "no images",
        "no teacher",
        "nothing to tune by",
        "no trials",
        "no time",
        "no epochs",
        "nothing to explore",
        "two places to explore",
        "an empty folder",
        "nothing to hand in",
    ],
)
def test_an_error_is_one_line(
    words: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.format(tmp_path) for word in words]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("error: ")
    assert reason in line
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["train", "--epochs", "3"], ["saliency", "--n", "0"], ["saliency", "--share", "1"]]
)
def test_unknown_words_show_the_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert "usage: python -m model_training" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "reason"),
    [(["--n", "0"], "--n: 0 digits tell nothing: at least 1"), (["--share", "1"], "--share: 1 is no share: above 0")],
)
def test_a_number_that_tells_nothing_is_refused_in_words(
    words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["saliency", *words])
    assert reason in capsys.readouterr().err
