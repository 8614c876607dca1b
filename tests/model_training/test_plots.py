from pathlib import Path

import numpy as np

from backend.recognition.images import decode
from model_training.plots import Strip, plot_strips


def strip(n: int) -> Strip:
    return Strip(f"{n} misread", np.zeros((n, 28, 28), np.uint8), ["1 read 7"] * n, np.zeros(n, np.bool_))


def test_a_strip_takes_a_row_for_each_ten_frames_and_none_where_there_are_none(tmp_path: Path) -> None:
    heights = []
    for n in (0, 1, 10, 11):
        plot_strips([strip(n)], tmp_path / "strips.png")
        heights.append(decode((tmp_path / "strips.png").read_bytes()).grey.shape[0])
    none, one, ten, eleven = heights
    assert none < one == ten < eleven
