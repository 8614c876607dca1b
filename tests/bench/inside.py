"""What the parts cost, in one process on one core: the stages of a request, and the network in a bare loop."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
import onnxruntime as ort

from backend.api.direct import plain_drawing
from backend.api.predict import answer
from backend.app import load_recognizer
from backend.recognition.recognizer import Recognizer
from backend.recognition.strokes import draw_all
from backend.settings import Settings
from tests.bench import requests
from tests.bench.servers import ROOT

_SPELL = 0.2  # seconds for which a part is run again and again in one round


def measure_parts(core: int) -> dict[str, float]:
    """Microseconds a drawing of each part, by a process of its own on that core."""
    command = ["taskset", "-c", str(core), sys.executable, "-m", "tests.bench.inside"]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(made.stdout)
    return found


def _parts() -> dict[str, tuple[Callable[[], object], int]]:
    """Each part of the way by name: what is run, and of how many drawings at once."""
    recognizer = load_recognizer(Settings())
    body = requests.drawing().body
    drawing = plain_drawing(body)
    assert drawing
    ink = drawing.ink(10_000)
    reading = recognizer.read(ink)
    return {
        "parse: body to ink": (lambda: _parse(body), 1),
        "raster, alone": (lambda: draw_all([ink.strokes]), 1),
        "raster, 32 at once": (lambda: draw_all([ink.strokes] * 32), 32),
        **_network(recognizer),
        "answer: reading to JSON": (lambda: answer(recognizer, reading, 3).model_dump_json(exclude_unset=True), 1),
    }


def _parse(body: bytes) -> object:
    drawing = plain_drawing(body)
    return drawing.ink(10_000) if drawing else None


def _network(recognizer: Recognizer) -> dict[str, tuple[Callable[[], object], int]]:
    """The file in a session of its own, as one would run it without us, and through the classifier."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(Settings().model.read_bytes(), options, providers=["CPUExecutionProvider"])
    frames = {n: np.repeat(requests.frame()[np.newaxis], n, axis=0) for n in (1, 32)}
    return {
        "network in a bare loop, 1 at once": (lambda: session.run(None, {"frames": frames[1]}), 1),
        "network in a bare loop, 32 at once": (lambda: session.run(None, {"frames": frames[32]}), 32),
        "network through the classifier, 32 at once": (lambda: recognizer.classifier.classify(frames[32]), 32),
    }


def _time(run: Callable[[], object]) -> float:
    """Microseconds a call: the median of many."""
    run()
    spans, end = [], time.perf_counter() + _SPELL
    while time.perf_counter() < end:
        start = time.perf_counter()
        run()
        spans.append(time.perf_counter() - start)
    return median(spans) * 1e6


if __name__ == "__main__":
    print(json.dumps({name: _time(run) / drawings for name, (run, drawings) in _parts().items()}))  # noqa: T201
