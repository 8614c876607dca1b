"""The network's own gradients: what they add up to, and what is said of a model that has none."""

from pathlib import Path

import keras
import numpy as np
import pytest

from backend.recognition.classifier import load_classifier
from model_training.explore.cache import Cache
from model_training.explore.gradient_figures import gradient_chapter
from model_training.explore.gradients import by_gradients, gradients, integrated_gradients
from model_training.explore.sizes import QUICK
from model_training.explore.study import Study
from tests.model_training.digits import small_digits
from tests.model_training.networks import uneven_network, write
from tests.recognition.artifacts import inky_model, store

DIGITS = small_digits(20)
LOGITS = (np.arange(20), DIGITS.labels)


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return uneven_network()


@pytest.fixture
def model(network: keras.Model, tmp_path: Path) -> Path:
    return write(network, tmp_path)


def test_a_gradient_is_by_how_much_the_logit_changes_with_a_pixel(network: keras.Model) -> None:
    """By one grey level, at the pixel of each image that most hangs on; but where a ReLU opens or shuts within it."""
    frames = np.minimum(DIGITS.frames, 254)
    found = gradients(network, frames, DIGITS.labels)
    places = (np.arange(20), *np.unravel_index(np.abs(found).reshape(20, -1).argmax(axis=1), (28, 28)))
    brighter = frames.copy()
    brighter[places] += 1
    before, after = (network.predict(one, verbose=0)[LOGITS] for one in (frames, brighter))
    assert np.isclose(255 * (after - before), found[places], rtol=0.1).sum() >= 18


def test_integrated_gradients_share_out_what_the_logit_gained(network: keras.Model) -> None:
    found = integrated_gradients(network, DIGITS.frames, DIGITS.labels)
    paper = network.predict(np.zeros((1, 28, 28), np.uint8), verbose=0)[0]
    gained = network.predict(DIGITS.frames, verbose=0)[LOGITS] - paper[DIGITS.labels]
    assert np.abs(gained).max() > 3
    assert np.allclose(found.sum(axis=(1, 2)), gained, atol=0.4)
    at_the_end = gradients(network, DIGITS.frames, DIGITS.labels) * (DIGITS.frames / 255)
    assert not np.allclose(at_the_end.sum(axis=(1, 2)), gained, atol=0.4)
    assert not found[DIGITS.frames == 0].any()


def test_the_maps_are_of_all_and_of_each_digit(network: keras.Model, model: Path) -> None:
    ones = DIGITS.take(np.flatnonzero(DIGITS.labels == 1))
    plain, whole, signed = by_gradients(model, ones.frames, ones.labels)
    assert np.allclose(plain, np.abs(gradients(network, ones.frames, ones.labels)).mean(axis=0), atol=1e-4)
    integrated = integrated_gradients(network, ones.frames, ones.labels)
    assert np.allclose(whole, np.abs(integrated).mean(axis=0), atol=1e-4)
    assert np.allclose(signed[1], integrated.mean(axis=0), atol=1e-4)
    assert not np.delete(signed, 1, axis=0).any()


def study(model: Path) -> Study:
    folder = model.parent
    (folder / "data").mkdir()
    none = DIGITS.take(np.arange(0))
    return Study(DIGITS, none, load_classifier(model), model, QUICK, Cache(folder / "cache"), folder, "explore")


def test_both_pictures_are_drawn_and_the_network_is_asked_once(model: Path) -> None:
    asked = study(model)
    first = gradient_chapter(asked)
    assert [figure.file for figure in first.figures] == ["data/gradients.png", "data/integrated.png"]
    assert {figure.n for figure in first.figures} == {20}
    model.unlink()  # what is kept needs no network
    assert gradient_chapter(asked) == first


def test_of_a_model_without_gradients_words_say_so(tmp_path: Path) -> None:
    chapter = gradient_chapter(study(store(tmp_path, inky_model())))
    (words,) = chapter.text
    assert words == (
        "Of the model's own gradients there is no map: digits.onnx is another kind of model than the network that "
        "`train` makes."
    )
    assert chapter.figures == ()
    assert not list((tmp_path / "data").iterdir())
