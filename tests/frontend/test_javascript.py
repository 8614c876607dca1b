"""The page's own unit tests, which run in Node."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from backend.recognition.decision import Reason
from backend.settings import ROOT

FOLDER = Path(__file__).parent
OLDEST = (20, 4)  # the first with mock timers, AbortSignal.any and File


def version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    return tuple(int(part) for part in said.strip().removeprefix("v").split(".")[:2])


def test_javascript_units() -> None:
    node = shutil.which("node")
    if node is None or version(node) < OLDEST:
        missing = "no Node 20.4 or newer on this machine: the page's JavaScript units did not run"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    units = sorted(map(str, FOLDER.glob("*.test.mjs")))
    assert units
    run = subprocess.run([node, "--test", *units], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_page_has_words_for_every_reason() -> None:
    words = (ROOT / "frontend" / "js" / "locale" / "en.js").read_text(encoding="utf-8")
    assert [reason for reason in Reason if f"'doubt.{reason}': '" not in words] == []
