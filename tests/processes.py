"""`python -m backend` as a process of its own, for as long as a test lasts."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from backend.settings import ROOT
from tests.recognition.artifacts import inky_line_model, inky_model, store, store_lines

Environment = Mapping[str, str]


def small_models(folder: Path) -> Environment:
    """Small models with their cards, as settings."""
    return {
        "INKDIGIT_MODEL": str(store(folder, inky_model())),
        "INKDIGIT_NUMBER_MODEL": str(store_lines(folder, inky_line_model())),
    }


def run(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs it to its end."""
    command = [sys.executable, "-m", "backend", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def serving(environment: Environment) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Runs it on a free port; stops it in the end."""
    command = [sys.executable, "-m", "backend"]
    own = {"INKDIGIT_PORT": "0", "INKDIGIT_FRONTEND_DIR": "", "INKDIGIT_DRAIN_TIME": "0"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **own, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        try:
            found = re.search(r":(\d+)/docs", process.stdout.readline())
            assert found
            yield process, int(found[1])
        finally:
            process.terminate()


def connected(port: int) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10))


def is_one_line(ended: subprocess.CompletedProcess[str], says: str) -> bool:
    one = ended.stderr.startswith("inkdigit: ") and len(ended.stderr.splitlines()) == 1
    return one and says in ended.stderr and ended.stdout == "" and ended.returncode == 1
