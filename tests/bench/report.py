"""The benchmark's table, in Markdown, with what was to be reached."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.peers import CEILING, US
from tests.bench.requests import BATCH, HASTY, POINTS, drawings

_HEAD = f"""# How fast the service is

Made by `make bench`. The server has one core, the load (wrk) another; all rows were measured in turn, {{settings}}
each, of which these are the medians. Machines differ and are noisy, from one minute to the next, too: look at the
ratios, which are medians of what each round gave. {{machine}}

{len(drawings())} drawings of {POINTS} points are posted in turn, {len(HASTY)} of them such that the quick network
leaves to the large one. The empty endpoint has the service's request and response models and reads nothing; peers serve
the same raster and network, on the same core, as their own documentation would have it.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """Requests a second, milliseconds, and microseconds of CPU a request."""

    per_second: float
    p50: float
    p99: float
    cpu: float

    @classmethod
    def median(cls, several: Sequence["Row"]) -> "Row":
        return cls(*(median(getattr(row, name) for row in several) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Measured:
    """By name, of each round. `parts`: microseconds a drawing. `first_answers`: seconds. `resident_bytes`: at rest."""

    rows: dict[str, list[Row]]
    parts: dict[str, list[float]]
    resident_bytes: list[int]
    busy_bytes: list[int]
    first_answers: list[float]
    settings: str

    def column(self, row: str, name: str) -> list[float]:
        return [getattr(one, name) for one in self.rows[row]]


def write(measured: Measured, path: Path) -> str:
    """Writes the report and returns it."""
    machine = f"This one: {platform.machine()}, Python {platform.python_version()}."
    parts = [
        _HEAD.format(settings=measured.settings, machine=machine),
        _table(("server, connections", "requests/s", "p50 ms", "p99 ms", "CPU µs a request"), _row_cells(measured)),
        _table(("part", "µs a drawing"), [(name, f"{median(micros):.1f}") for name, micros in measured.parts.items()]),
        _table(("wanted", "reached"), reached(measured)),
    ]
    text = "\n".join(parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return text


def reached(measured: Measured) -> list[tuple[str, str]]:
    """Each aim of the project and the figure."""
    ours, p50, p99 = (measured.column(f"{US}, 32", name) for name in ("per_second", "p50", "p99"))
    frames = [BATCH * batches for batches in measured.column(f"{US}, batches of {BATCH} frames, 1", "per_second")]
    bare = [1e6 / micros for micros in measured.parts["network in a bare loop, 32 at once"]]
    found = [
        (
            "at 32 connections 0.5 of the empty endpoint",
            f"{_ratio(ours, measured.column(f'{CEILING}, 32', 'per_second')):.2f}",
        ),
        ("at 32 connections p99 at most 2.5 times p50", f"{_ratio(p99, p50):.2f}"),
        ("batches at least 0.7 of the bare loop", f"{_ratio(frames, bare):.2f}"),
        ("batches at least 3 times single calls", f"{_ratio(frames, measured.column(f'{US}, 1', 'per_second')):.2f}"),
        ("first answer at most 0.6 s after the start", f"{median(measured.first_answers):.2f} s"),
        ("a worker's memory at most 110 MB, at rest after all of this", _megabytes(measured.resident_bytes)),
        ("the same, right after photos", _megabytes(measured.busy_bytes)),
    ]
    for name in measured.rows:
        peer, _, connections = name.rpartition(", ")
        if connections == "32" and peer not in (US, CEILING):
            faster = _ratio(ours, measured.column(name, "per_second"))
            steadier = _ratio(measured.column(name, "p99"), p99)
            found.append((f"3 times {peer} in requests/s and p99", f"{faster:.1f} and {steadier:.1f}"))
    return found


def _ratio(these: Sequence[float], those: Sequence[float]) -> float:
    """Each beside what was measured in the same round: a machine that is slow for a minute is so for both."""
    return median(one / other for one, other in zip(these, those, strict=True))


def _megabytes(sizes: Sequence[int]) -> str:
    return f"{max(sizes) / 1e6:.0f} MB"


def _row_cells(measured: Measured) -> list[tuple[str, ...]]:
    medians = {name: Row.median(rows) for name, rows in measured.rows.items()}
    return [
        (name, f"{row.per_second:,.0f}", f"{row.p50:.2f}", f"{row.p99:.2f}", f"{row.cpu:,.0f}")
        for name, row in medians.items()
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"
