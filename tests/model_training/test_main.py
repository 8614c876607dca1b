from pathlib import Path

import pytest

from model_training.__main__ import main


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["train", "--data-dir", "{}", "--run", "{}/run"], "train-images-idx3-ubyte.gz cannot be read"),
        (["train", "--config", "{}/none.json"], "no config can be read at"),
        (["train", "--extra", "{}/none.jsonl"], "none.jsonl cannot be read as pen strokes"),
        (["train", "--extra", "x.jsonl", "--network", "lines"], "--extra goes with --network digits alone"),
        (["train", "--resume", "--run", "{}/none"], "no config can be read at"),
        (["export", "--run", "{}/none"], "no config can be read at"),
        (["export", "--network", "lines", "--run", "{}/none"], "no config can be read at"),
        (["saliency", "--data-dir", "{}"], "t10k-images-idx3-ubyte.gz cannot be read"),
        (["evaluate", "--data-dir", "{}"], "t10k-images-idx3-ubyte.gz cannot be read"),
        (["evaluate", "--data-dir", "{}", "--suite", "numbers"], "t10k-images-idx3-ubyte.gz cannot be read"),
        (["evaluate", "--data-dir", "{}", "--peers"], "--peers goes with --suite numbers"),
    ],
    ids=[
        "no data",
        "no config",
        "no corrections",
        "corrections for lines",
        "nothing to resume",
        "nothing to export",
        "no lines to export",
        "nothing to explain",
        "no test data",
        "no numbers",
        "no peers",
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
