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
each, of which these are the medians. Machines differ and are noisy: look at the ratios. {{machine}}

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
    """`parts`: microseconds a drawing. `first_answer`: seconds."""

    rows: dict[str, Row]
    parts: dict[str, float]
    resident_bytes: int
    busy_bytes: int
    first_answer: float
    settings: str


def write(measured: Measured, path: Path) -> str:
    """Writes the report and returns it."""
    machine = f"This one: {platform.machine()}, Python {platform.python_version()}."
    parts = [
        _HEAD.format(settings=measured.settings, machine=machine),
        _table(("server, connections", "requests/s", "p50 ms", "p99 ms", "CPU µs a request"), _row_cells(measured)),
        _table(("part", "µs a drawing"), [(name, f"{micros:.1f}") for name, micros in measured.parts.items()]),
        _table(("wanted", "reached"), reached(measured)),
    ]
    text = "\n".join(parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return text


def reached(measured: Measured) -> list[tuple[str, str]]:
    """Each aim of the project and the figure."""
    rows, parts = measured.rows, measured.parts
    ours, one = rows[f"{US}, 32"], rows[f"{US}, 1"]
    frames = rows[f"{US}, batches of {BATCH} frames, 1"].per_second * BATCH
    found = [
        ("at 32 connections 0.5 of the empty endpoint", f"{ours.per_second / rows[f'{CEILING}, 32'].per_second:.2f}"),
        ("at 32 connections p99 at most 2.5 times p50", f"{ours.p99 / ours.p50:.2f}"),
        ("batches at least 0.7 of the bare loop", f"{frames * parts['network in a bare loop, 32 at once'] / 1e6:.2f}"),
        ("batches at least 3 times single calls", f"{frames / one.per_second:.2f}"),
        ("first answer at most 0.6 s after the start", f"{measured.first_answer:.2f} s"),
        ("a worker's memory at most 110 MB, at rest after all of this", f"{measured.resident_bytes / 1e6:.0f} MB"),
        ("the same, right after photos", f"{measured.busy_bytes / 1e6:.0f} MB"),
    ]
    for name, row in rows.items():
        peer, _, connections = name.rpartition(", ")
        if connections == "32" and peer not in (US, CEILING):
            times = f"{ours.per_second / row.per_second:.1f} and {row.p99 / ours.p99:.1f}"
            found.append((f"3 times {peer} in requests/s and p99", times))
    return found


def _row_cells(measured: Measured) -> list[tuple[str, ...]]:
    return [
        (name, f"{row.per_second:,.0f}", f"{row.p50:.2f}", f"{row.p99:.2f}", f"{row.cpu:,.0f}")
        for name, row in measured.rows.items()
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"
