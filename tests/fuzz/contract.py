"""Schemathesis on the live OpenAPI, with all of its checks: `python -m tests.fuzz.contract --help`.

Its configuration says what does not hold of batches.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from backend.settings import ROOT
from tests.browser.server import free_port, running

CONFIG = Path(__file__).with_name("schemathesis.toml")


def main() -> int:
    """Schemathesis' exit status: 1 where it has found anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.contract")
    parser.add_argument("--examples", type=int, default=1000, help="most of each operation [1000]")
    parser.add_argument("--seed", type=int, default=0, help="of the examples [0]")
    options = parser.parse_args()
    amount = [f"--max-examples={options.examples}", f"--seed={options.seed}"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.fuzz.semantics", "PYTHONPATH": str(ROOT)}
    schemathesis = Path(sys.executable).with_name("st")
    with running(free_port()) as server:
        command = [str(schemathesis), f"--config-file={CONFIG}", "run", f"{server.url}/openapi.json"]
        return subprocess.run([*command, *amount], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
