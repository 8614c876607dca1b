import subprocess
from pathlib import Path

from model_training.provenance import commit


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@t"]
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


def test_no_checkout_is_unknown(tmp_path: Path) -> None:
    assert commit(tmp_path) == "unknown"


def test_a_commit_is_named_and_changes_are_marked(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / "backend").mkdir()
    code = tmp_path / "backend" / "code.py"
    code.write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    clean = commit(tmp_path)
    assert len(clean) == 40
    code.write_text("2")
    assert commit(tmp_path) == commit(code.parent) == clean + "+"
