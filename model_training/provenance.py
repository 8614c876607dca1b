"""Which code made a thing."""

import subprocess
from pathlib import Path


def commit(folder: Path) -> str:
    """The git commit of the checkout that holds `folder`, "+" behind it where files differ; "unknown" without git."""
    try:
        head = _git(folder, "rev-parse", "HEAD")
        changed = _git(folder, "status", "--porcelain", "--", ":/backend", ":/model_training")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{head}+" if changed else head


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout.strip()
