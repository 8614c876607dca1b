"""The table of a load test, in Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.load.flood import Flood
from tests.load.probe import Sample

HEAD = (
    "| Load | Clients | Answered/s | Refused/s | Broken | Accepted p50 | Accepted p99 | of unloaded | Refused p99 "
    "| MiB | p99 after |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One load: what its clients got, what the probe met meanwhile and right afterwards, the server's MiB."""

    name: str
    clients: int
    flood: Flood
    sample: Sample
    after: Sample
    memory: Sequence[int]


def table(unloaded: Sample, rows: Sequence[Row]) -> str:
    """A line for each load; the first is of the probe alone."""
    alone = f"| none | 0 | 0 | 0 | 0 | {_ms(unloaded, 0.5)} | {_ms(unloaded, 0.99)} | 1.0 | | | |"
    return "\n".join([HEAD, alone, *(_line(unloaded, row) for row in rows)])


def _line(unloaded: Sample, row: Row) -> str:
    ratio = row.sample.quantile(0.99) / unloaded.quantile(0.99)
    refused = Sample(accepted=row.sample.refused)
    cells = (
        row.name,
        str(row.clients),
        f"{row.flood.answered:,.0f}",
        f"{row.flood.refused:,.0f}",
        str(row.flood.broken + row.sample.failed + row.after.failed),
        _ms(row.sample, 0.5),
        f"{_ms(row.sample, 0.99)} (n = {len(row.sample.accepted)})",
        f"{ratio:.1f}",
        _ms(refused, 0.99) if row.sample.refused else "",
        f"{row.memory[0]}, {max(row.memory)}, {row.memory[-1]}",
        _ms(row.after, 0.99),
    )
    return f"| {' | '.join(cells)} |"


def _ms(sample: Sample, share: float) -> str:
    return f"{1000 * sample.quantile(share):.1f} ms"
