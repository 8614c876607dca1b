"""Damaged pictures, handed to the application as uploads: `python -m tests.fuzz.images --help`.

Whatever arrives, the answer is 200 or a problem of the client's, it takes at most two seconds of the processor, and
nothing of it stays in memory. What fails is kept in runs/fuzz, to become a test.
"""

import argparse
import asyncio
import hashlib
import json
import logging
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fastapi import FastAPI
from starlette.types import ASGIApp

from backend.app import load_app
from backend.settings import ROOT, Settings
from tests.fuzz.caller import upload
from tests.fuzz.mutation import mutate
from tests.fuzz.seeds import seeds
from tests.load.memory import MIB, resident_bytes

PATHS = ("/v1/predict/image", "/v1/read/image")
EXPECTED = {200, 413, 415, 422}
SLOWEST = 2.0
"""Seconds of the processor: those of the clock say how busy the machine is."""
GROWTH = 48
"""MiB between the first quarter and the end."""

MOST = 400
"""MiB at any time: a picture of as many pixels as are allowed takes half of it while it is decoded."""

logger = logging.getLogger(__name__)


def main() -> int:
    """Exit status 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.images")
    parser.add_argument("--inputs", type=int, default=30_000, help="damaged files in all [30000]")
    parser.add_argument("--seed", type=int, default=0, help="of the damage [0]")
    parser.add_argument(
        "--format", choices=sorted(seeds()), action="append", help="only this one; may be repeated [all]"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    app = load_app(Settings(frontend_dir=None, log_level="error"))
    failures = asyncio.run(fuzz(app, options.inputs, options.seed, tuple(options.format or seeds())))
    if (most := most_memory()) > MOST:
        failures.append(f"memory was {most} MiB at most")
    logger.info("\n".join(failures) or "clean")
    return 1 if failures else 0


async def fuzz(app: FastAPI, inputs: int, seed: int, formats: tuple[str, ...]) -> list[str]:
    """What failed, a line each."""
    failures: list[str] = []
    statuses: Counter[tuple[str, int]] = Counter()
    async with app.router.lifespan_context(app):
        early = memory()
        for number, (kind, data) in enumerate(damaged(inputs, seed, formats)):
            status, failure = await judged(app, PATHS[number % 2], data)
            statuses[kind, status] += 1
            if failure:
                failures.append(f"{kind} {failure}: {keep(data, kind)}")
            if number == inputs // 4:
                early = memory()
        grown = memory() - early
    if grown > GROWTH:
        failures.append(f"memory grew by {grown} MiB")
    logger.info(", ".join(f"{kind} {status}: {count}" for (kind, status), count in sorted(statuses.items())))
    return failures


def damaged(inputs: int, seed: int, formats: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """As many damaged files, the formats in turn."""
    chance, files = random.Random(seed), seeds()
    for number in range(inputs):
        kind = formats[number % len(formats)]
        yield kind, mutate(chance, files[kind])


async def judged(app: ASGIApp, path: str, data: bytes) -> tuple[int, str]:
    """The status, and what is wrong with the answer, if anything is."""
    begin = time.process_time()
    try:
        reply = await upload(app, path, data)
    except Exception as error:
        return 0, f"{path} raised {error!r}"
    spent = time.process_time() - begin
    if reply.status not in EXPECTED:
        return reply.status, f"{path} answered {reply.status} {reply.body[:200]!r}"
    if spent > SLOWEST:
        return reply.status, f"{path} took {spent:.1f} s"
    answer = json.loads(reply.body)
    if reply.status != 200 and (reply.media_type, answer["status"]) != ("application/problem+json", reply.status):
        return reply.status, f"{path} answered no problem: {reply.body[:200]!r}"
    return reply.status, ""


def memory() -> int:
    """What this process takes now, in MiB."""
    return resident_bytes(os.getpid()) // MIB


def most_memory() -> int:
    """The most that it has taken so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def keep(data: bytes, kind: str) -> Path:
    """Stores what failed."""
    folder = ROOT / "runs" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.{kind.lower()}"
    path.write_bytes(data)
    return path


if __name__ == "__main__":
    sys.exit(main())
