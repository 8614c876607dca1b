from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from backend.recognition.images import decode
from model_training.plots import Lines, Strip, plot_lines, plot_strips


def strip(n: int) -> Strip:
    return Strip(f"{n} misread", np.zeros((n, 28, 28), np.uint8), ["1 read 7"] * n, np.zeros(n, np.bool_))


def test_a_strip_takes_a_row_for_each_ten_frames_and_none_where_there_are_none(tmp_path: Path) -> None:
    heights = []
    for n in (0, 1, 10, 11):
        plot_strips([strip(n)], tmp_path / "strips.png")
        heights.append(decode((tmp_path / "strips.png").read_bytes()).grey.shape[0])
    none, one, ten, eleven = heights
    assert none < one == ten < eleven


def test_a_picture_takes_little_room_and_keeps_its_red(tmp_path: Path) -> None:
    grey = np.arange(28 * 28, dtype=np.uint32).reshape(1, 28, 28) // 4
    trusted = Strip("1 misread", grey.astype(np.uint8), ["1 read 7"], np.ones(1, np.bool_))
    plot_strips([trusted], tmp_path / "strip.png")
    picture = Image.open(tmp_path / "strip.png")
    assert picture.mode == "P"
    red, green, blue = (np.asarray(picture.convert("RGB")).astype(int)[..., channel] for channel in range(3))
    assert ((red - green > 100) & (red - blue > 100)).any()


def lines(n: int) -> Lines:
    return Lines(f"{n} misread", [np.zeros((20, 90), np.uint8)] * n, ["12 read 17"] * n, np.zeros(n, np.bool_))


def test_lines_take_a_row_for_each_four_and_none_where_there_are_none(tmp_path: Path) -> None:
    heights = []
    for n in (0, 1, 4, 5):
        plot_lines([lines(n), lines(1)], tmp_path / "lines.png")
        heights.append(decode((tmp_path / "lines.png").read_bytes()).grey.shape[0])
    none, one, four, five = heights
    assert none < one == four < five


def test_photos_take_more_room_than_lines(tmp_path: Path) -> None:
    heights = []
    for shape in ((20, 90), (80, 80), (300, 80)):
        plot_lines([replace(lines(2), pictures=[np.zeros(shape, np.uint8)] * 2)], tmp_path / "lines.png")
        heights.append(decode((tmp_path / "lines.png").read_bytes()).grey.shape[0])
    line, photo, column = heights
    assert 1.8 * line < photo == column
