"""Node and what it checks the page's JavaScript with, wherever a machine has them."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
STAMP = MODULES / ".installed"
OLDEST = (20, 4)  # the first with mock timers, AbortSignal.any and File


def node() -> str:
    """The path of a Node that is new enough. Where there is none the test is skipped, or fails in CI."""
    path = shutil.which("node")
    if path is None or version(path) < OLDEST:
        missing("Node 20.4 or newer")
    return str(path)


def tool(name: str) -> list[str]:
    """The command of a tool from the lock file beside this, which is installed if it is not yet."""
    runtime = node()
    if not installed():
        npm = shutil.which("npm")
        if npm is None:
            missing("npm")
        command = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=FOLDER, check=True, capture_output=True, timeout=300)
        STAMP.write_text(digest(), encoding="utf-8")
    return [runtime, str(MODULES / ".bin" / name)]


def module(path: str) -> Path:
    """A file of an installed package."""
    tool("")
    return MODULES / path


def installed() -> bool:
    """Whether all that the lock file wants is there. npm empties the folder, stamp and all, before it installs."""
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == digest()


def digest() -> str:
    return hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()


def version(path: str) -> tuple[int, ...]:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    return tuple(int(part) for part in said.strip().removeprefix("v").split(".")[:2])


def missing(what: str) -> None:
    """Skips, visibly; under CI fails. Never returns."""
    reason = f"no {what} on this machine: the page's JavaScript is not checked"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
