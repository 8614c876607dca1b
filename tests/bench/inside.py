"""What the parts cost, in one process on one core: the stages of a request, and the network in a bare loop."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from statistics import median
from typing import TypeVar

import numpy as np
import onnxruntime as ort

from backend.api.direct import PREDICTION, plain_drawing
from backend.api.predict import answer
from backend.app import load_models
from backend.memory import settle
from backend.recognition.ink import StrokeInk
from backend.recognition.recognizer import Recognizer
from backend.recognition.strokes import draw_all
from backend.settings import Settings
from tests.bench import requests
from tests.bench.servers import ROOT

_SPELL = 0.3  # seconds for which a part is run again and again in one round
_AT_ONCE = 32

Thing = TypeVar("Thing")


def measure_parts(core: int) -> dict[str, float]:
    """Microseconds a drawing of each part, by a process of its own on that core."""
    command = ["taskset", "-c", str(core), sys.executable, "-m", "tests.bench.inside"]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(made.stdout)
    return found


def _parts() -> dict[str, tuple[Callable[[], object], int]]:
    """Each part of the way by name: what is run, and of how many drawings at once."""
    recognizer, _ = load_models(Settings())
    bodies = requests.drawing().bodies
    inks = [_parse(body) for body in bodies]
    readings = [recognizer.read(ink) for ink in inks]
    many = (inks * _AT_ONCE)[:_AT_ONCE]
    return {
        "parse: body to ink": (_each(bodies, _parse), 1),
        "raster, alone": (_each(inks, lambda ink: draw_all([ink.strokes])), 1),
        "raster, 32 at once": (lambda: draw_all([ink.strokes for ink in many]), _AT_ONCE),
        **_network(recognizer),
        "answer: reading to JSON": (
            _each(readings, lambda one: PREDICTION.dump_json(answer(recognizer, one, 3))),
            1,
        ),
    }


def _parse(body: bytes) -> StrokeInk:
    drawing = plain_drawing(body)
    assert drawing
    return drawing.ink(10_000)


def _each(things: Sequence[Thing], run: Callable[[Thing], object]) -> Callable[[], object]:
    """Runs it with each in turn."""
    turn = cycle(things)
    return lambda: run(next(turn))


def _network(recognizer: Recognizer) -> dict[str, tuple[Callable[[], object], int]]:
    """The file in a session of its own, as one would run it without us, and through the classifier."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(Settings().model.read_bytes(), options, providers=["CPUExecutionProvider"])
    frames = requests.frames()
    many = np.resize(frames, (requests.BATCH, *frames.shape[1:]))  # those of a batch
    parts = np.split(many, requests.BATCH // _AT_ONCE)
    return {
        "network in a bare loop, 1 at once": (
            _each(list(frames), lambda one: session.run(None, {"frames": one[None]})),
            1,
        ),
        "network in a bare loop, 32 at once": (
            _each(parts, lambda part: session.run(None, {"frames": part})),
            _AT_ONCE,
        ),
        "network through the classifier, 32 at once": (_each(parts, recognizer.classifier.classify), _AT_ONCE),
    }


def _time(run: Callable[[], object]) -> float:
    """Microseconds a call: the mean of a round of all drawings, the median of many rounds."""
    rounds = len(requests.drawings())
    run()
    spans, end = [], time.perf_counter() + _SPELL
    while time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(rounds):
            run()
        spans.append((time.perf_counter() - start) / rounds)
    return median(spans) * 1e6


if __name__ == "__main__":
    settle()
    print(json.dumps({name: _time(run) / drawings for name, (run, drawings) in _parts().items()}))  # noqa: T201
