"""The page's own unit tests, which run in Node, its types and its style."""

import subprocess

from backend.recognition.decision import Reason
from backend.settings import ROOT

from .node import FOLDER, node, tool

SOURCES = ROOT / "frontend"


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_javascript_units() -> None:
    units = sorted(map(str, FOLDER.glob("*.test.mjs")))
    assert units
    run(node(), "--test", *units)


def test_javascript_types() -> None:
    run(*tool("tsc"), "--project", str(FOLDER / "tsconfig.json"))


def test_javascript_style() -> None:
    run(*tool("eslint"), "--config", str(FOLDER / "eslint.config.js"), "frontend", str(FOLDER))


def test_the_checks_find_what_is_wrong() -> None:
    """A checker that is handed nothing, or no rules, would be content."""
    found = subprocess.run(
        [*tool("tsc"), "--project", str(FOLDER / "tsconfig.json"), "--listFilesOnly"],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    ).stdout
    assert {path.name for path in (SOURCES / "js").rglob("*.js")} <= {
        line.rpartition("/")[2] for line in found.splitlines()
    }
    wrong = subprocess.run(
        [*tool("eslint"), "--config", str(FOLDER / "eslint.config.js"), "--stdin"],
        input="var a = b == 1;",
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert {"no-var", "eqeqeq"} <= set(wrong.stdout.split())


def test_the_page_has_words_for_every_reason() -> None:
    words = (SOURCES / "js" / "locale" / "en.js").read_text(encoding="utf-8")
    assert [reason for reason in Reason if f"'doubt.{reason}': '" not in words] == []
