import asyncio
import dataclasses
from pathlib import Path

import pytest

from backend.app import load_app
from backend.recognition.errors import ArtifactError
from backend.reload import reload_artifacts
from backend.settings import Settings
from tests.recognition.artifacts import CARD, LINE_CARD, fitting, inky_line_model, inky_model, store, store_lines


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    model, number_model = store(tmp_path, inky_model()), store_lines(tmp_path, inky_line_model())
    return Settings(frontend_dir=None, model=model, number_model=number_model)


def store_anew(folder: Path, version: str, goes_with: str) -> None:
    model, lines = inky_model(version=version), inky_line_model()
    store(folder, model, fitting(dataclasses.replace(CARD, version=version), model))
    store_lines(folder, lines, dataclasses.replace(fitting(LINE_CARD, lines), digits=goes_with))


async def reloaded(settings: Settings, folder: Path, version: str, goes_with: str) -> tuple[str, bool]:
    """Which version is served after the files have changed, and whether both models were swapped."""
    app = load_app(settings)
    async with app.router.lifespan_context(app):
        before = app.state.recognizer, app.state.reader
        store_anew(folder, version, goes_with)
        await reload_artifacts(app)
        after = app.state.recognizer, app.state.reader
        assert after[1].classifier is after[0].classifier
        return after[0].version, after[0] is not before[0] and after[1] is not before[1]


def test_both_models_are_swapped(settings: Settings, tmp_path: Path) -> None:
    assert asyncio.run(reloaded(settings, tmp_path, "2.0.0+new", "2.0.0+new")) == ("2.0.0+new", True)


def test_models_that_do_not_go_together_are_not_swapped(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert asyncio.run(reloaded(settings, tmp_path, "2.0.0+new", CARD.version)) == (CARD.version, False)
    assert [record.levelname for record in caplog.records if record.name == "backend.reload"] == ["ERROR"]
    assert "Not reloaded, the old models go on: " in caplog.text
    assert "\n" not in caplog.messages[-1]


def test_a_start_with_what_was_refused_fails(settings: Settings, tmp_path: Path) -> None:
    store_anew(tmp_path, "2.0.0+new", CARD.version)
    with pytest.raises(ArtifactError):
        load_app(settings)
