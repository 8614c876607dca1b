"""All that is counted and measured, as Prometheus reads it.

Each app has its own `Metrics`. Where `PROMETHEUS_MULTIPROC_DIR` names a folder when the process starts, the numbers lie
in there, and each worker answers for all of them. No label takes a value from outside: what callers make up counts as
one.
"""

import asyncio
from bisect import bisect_left
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.values import ValueClass

from backend.recognition.decision import Decision

Stage = Literal["parse", "raster", "model", "read", "answer"]
"""What a request goes through: body to ink, ink to frames, frames to probabilities, and those to the answer. `read` is
raster and model in one, where they are not measured apart: for pictures, for numbers, for batches that are posted."""

STROKES = "/v1/predict"

OTHER = "other"
"""The route of whatever is no address of the API: the page's files, the documentation's, and what does not exist."""

REQUEST_SECONDS = (0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.25, 0.5, 1, 2, 4, 8)
STAGE_SECONDS = (5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2)
BATCH_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
PROBABILITIES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1)

# When each series began tells nothing here, and would double them all. The library has no switch but this for all.
disable_created_metrics()  # type: ignore[no-untyped-call]


def forget_process(pid: int, folder: Path) -> None:
    """Leaves out what a worker that has ended had in flight, where several write into a folder."""
    mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]


class _Probabilities(Histogram):
    """A histogram that takes many values at a time. The library's own takes one, for a microsecond or more."""

    def observe_all(self, values: Sequence[float]) -> None:
        self._sum.inc(sum(values))
        for bucket, number in Tally(bisect_left(self._upper_bounds, value) for value in values).items():
            self._buckets[bucket].inc(number)


class _Answered(NamedTuple):
    requests: Counter
    seconds: Histogram


Count = tuple[Counter | Gauge, int]
"""What grows, and by how much."""

Value = tuple[Histogram, float]
"""What is observed, and where."""


class Metrics:
    """Every number that is touched takes about a microsecond. Methods may be called from any thread.

    On an event loop what each request brings is written down at the end of the loop's turn: where many ask together the
    library is in the processor's caches then, takes half as long, and counts all of them at once.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._counts: defaultdict[Counter | Gauge, int] = defaultdict(int)
        self._values: list[Value] = []
        self._served: dict[str, str] = {}
        self._make_request_metrics()
        self._make_reading_metrics()
        self._bind()

    def observe_arrival(self) -> None:
        """A request that is going to be handled."""
        self._enter([(self._in_flight, 1)])

    def observe_request(self, route: str, status: int, seconds: float, reason: str = "") -> None:
        """One of them that is done. `route` is OTHER or one of the API's, `reason` the slug of a problem."""
        answered = self._find(route, status)
        self._enter([(self._in_flight, -1), (answered.requests, 1)], [(answered.seconds, seconds)])
        if reason:
            self._enter([(self._reason(reason), 1)])

    def observe_departure(self) -> None:
        """One of them that is refused in the meantime."""
        self._enter([(self._in_flight, -1)])

    def observe_refusal(self, status: int, reason: str) -> None:
        """A request that was refused before anybody looked at where it was going. `reason` is the slug of a problem."""
        answered = self._find(OTHER, status)
        self._enter([(answered.requests, 1), (self._reason(reason), 1)])

    def stage(self, route: str, stage: Stage) -> Histogram:
        """One stage of a route, best kept: then `.observe(seconds)`, or `with ….time():` around what is measured."""
        return self._stages.labels(route, stage)

    def observe_size(self, size: int) -> None:
        """So many drawings, pictures or frames were read together."""
        self._batches.observe(size)

    def observe_batch(self, size: int, raster_s: float, model_s: float) -> None:
        """Drawings as strokes that were read together, with the seconds that this took for all of them."""
        self.observe_size(size)
        self._raster.observe(raster_s)
        self._model.observe(model_s)

    def observe_answer(self, digit: int, probability: float, decision: Decision) -> None:
        """One digit that was read, from strokes or a picture."""
        counts = [(self._digit[digit], 1), (self._digit_decision[decision], 1)]
        self._enter(counts, [(self._digit_probability, probability)])

    def observe_answers(
        self, digits: Iterable[int], probabilities: Sequence[float], decisions: Iterable[Decision]
    ) -> None:
        """Those of a batch that were read: together they cost little more than one."""
        for digit, number in Tally(digits).items():
            self._digit[digit].inc(number)
        for decision, number in Tally(decisions).items():
            self._digit_decision[decision].inc(number)
        self._digit_probability.observe_all(probabilities)

    def observe_drawing(self, stage: Literal["parse", "answer"], seconds: float) -> None:
        """What a stage took of a drawing as strokes; raster and model are those of its batch."""
        self._enter([], [(self._parsed if stage == "parse" else self._answers, seconds)])

    def observe_number(self, digits: Iterable[int], probability: float, decision: Decision) -> None:
        """One line that was read as a number."""
        for digit in digits:
            self._digit[digit].inc()
        self._number_probability.observe(probability)
        self._number_decision[decision].inc()

    def observe_models(self, **versions: str) -> None:
        """The versions of the models that answer from now on, by their names: `digits` and `numbers`."""
        for model, version in versions.items():
            if model in self._served:
                self._models.labels(model, self._served[model]).set(0)
            self._models.labels(model, version).set(1)
        self._served.update(versions)

    def exposition(self) -> bytes:
        """All of it as text, in Prometheus' own format (text/plain, version 0.0.4). Not for worker threads."""
        self._write_down()
        if not ValueClass._multiprocess:
            return generate_latest(self.registry)
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        return generate_latest(everybody)

    def _enter(self, counts: Iterable[Count], values: Iterable[Value] = ()) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # in a worker thread, or without a server
            _write(counts, values)
            return
        if not self._counts and not self._values:
            loop.call_soon(self._write_down)
        for metric, number in counts:
            self._counts[metric] += number
        self._values += values

    def _write_down(self) -> None:
        counts, self._counts = self._counts, defaultdict(int)
        values, self._values = self._values, []
        _write(counts.items(), values)

    def _make_request_metrics(self) -> None:
        counter = partial(Counter, registry=self.registry)
        histogram = partial(Histogram, registry=self.registry)
        self._in_flight = Gauge(
            "inkdigit_requests_in_flight",
            "Requests that are being handled.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._requests = counter("inkdigit_requests", "Requests, by route and status.", ["route", "status"])
        self._seconds = histogram(
            "inkdigit_request_seconds", "From a request to its answer.", ["route"], buckets=REQUEST_SECONDS
        )
        self._rejected = counter("inkdigit_rejected", "Requests answered with a problem, by its type.", ["reason"])

    def _make_reading_metrics(self) -> None:
        counter = partial(Counter, registry=self.registry)
        histogram = partial(Histogram, registry=self.registry)
        self._stages = histogram(
            "inkdigit_stage_seconds", "What a request goes through.", ["route", "stage"], buckets=STAGE_SECONDS
        )
        self._batches = histogram("inkdigit_batch_size", "Drawings read together.", buckets=BATCH_SIZES)
        self._decisions = counter("inkdigit_decisions", "Whether to trust the answers.", ["kind", "decision"])
        self._digits = counter("inkdigit_digits", "Digits answered, those of numbers too.", ["digit"])
        self._probabilities = _Probabilities(
            "inkdigit_probability",
            "How probable the answers are.",
            ["kind"],
            registry=self.registry,
            buckets=PROBABILITIES,
        )
        self._models = Gauge(
            "inkdigit_model_info",
            "1 for the versions of the models that answer, 0 for those that did before.",
            ["model", "version"],
            registry=self.registry,
            multiprocess_mode="livemax",
        )

    def _bind(self) -> None:
        """What a drawing touches is looked up once: to look it up costs more than to count."""
        decisions: tuple[Decision, ...] = ("accept", "review")
        self._digit = [self._digits.labels(digit) for digit in range(10)]
        self._digit_decision = {decision: self._decisions.labels("digit", decision) for decision in decisions}
        self._number_decision = {decision: self._decisions.labels("number", decision) for decision in decisions}
        self._digit_probability = self._probabilities.labels("digit")
        self._number_probability = self._probabilities.labels("number")
        self._answered: dict[tuple[str, int], _Answered] = {}
        self._reasons: dict[str, Counter] = {}
        self._reason("overloaded")  # 0 until one is
        self._raster, self._model = self.stage(STROKES, "raster"), self.stage(STROKES, "model")
        self._parsed, self._answers = self.stage(STROKES, "parse"), self.stage(STROKES, "answer")

    def _reason(self, slug: str) -> Counter:
        return self._reasons.get(slug) or self._reasons.setdefault(slug, self._rejected.labels(slug))

    def _find(self, route: str, status: int) -> _Answered:
        if found := self._answered.get((route, status)):
            return found
        made = _Answered(self._requests.labels(route, status), self._seconds.labels(route))
        return self._answered.setdefault((route, status), made)


def _write(counts: Iterable[Count], values: Iterable[Value]) -> None:
    for metric, number in counts:
        metric.inc(number)
    for histogram, value in values:
        histogram.observe(value)
