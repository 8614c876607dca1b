import gc
import os
import platform
import subprocess
import sys
from collections.abc import Iterator

import pytest

from backend.memory import give_back, settle
from backend.settings import ROOT
from tests.load.memory import MIB, resident_bytes


@pytest.fixture(autouse=True)
def _thaw() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_alive_is_not_looked_at_again() -> None:
    kept = [object() for _ in range(10)]
    settle()
    assert gc.get_freeze_count() > len(kept)
    assert gc.get_count()[0] < 1000


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no other C library keeps as much")
def test_freed_memory_goes_back_to_the_system() -> None:
    blocks = [b"x" * 100_000 for _ in range(500)]
    del blocks[:-1]  # the last one keeps glibc from giving back by itself what lies below it
    kept = resident_bytes(os.getpid())
    give_back()
    assert resident_bytes(os.getpid()) < kept - 30 * MIB
    assert len(blocks) == 1


STARTED = """
import re
from pathlib import Path
import numpy
import onnxruntime
from backend.memory import give_back_code

def code():
    parts = re.findall(r" r-xp .* /.*\\nSize.*\\n(?:.*\\n){2}Rss: +(\\d+) kB", Path("/proc/self/smaps").read_text())
    assert len(parts) > 10
    return sum(map(int, parts))

before = code()
give_back_code()
after = code()
assert numpy.ones(3).sum() == 3
print(before, after)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="nothing else is asked for it")
def test_code_that_only_the_start_runs_goes_back_to_the_system() -> None:
    ended = subprocess.run([sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, check=True, text=True)
    before, after = map(int, ended.stdout.split())
    assert after < before / 2


WITHOUT_FILES = """
import resource
from backend.memory import give_back_code

resource.setrlimit(resource.RLIMIT_NOFILE, (0, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
give_back_code()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_without_a_file_descriptor_left_nothing_is_given_back_and_nothing_fails() -> None:
    ended = subprocess.run([sys.executable, "-c", WITHOUT_FILES], cwd=ROOT, capture_output=True, check=False, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
