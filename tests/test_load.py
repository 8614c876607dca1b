"""What the report of `make load` is made of; the measuring itself is no test."""

import math

from tests.load.flood import Flood, read_wrk
from tests.load.probe import Sample
from tests.load.table import Row, table

SAID = """\
  8448 requests in 5.04s, 4.49MB read
  Socket errors: connect 1, read 2, write 0, timeout 22
  Non-2xx or 3xx responses: 7315
Requests/sec:   1676.19
"""


def test_what_wrk_says_is_understood() -> None:
    assert read_wrk(SAID, 5) == Flood(answered=226.6, refused=1463.0, broken=25)
    assert read_wrk("  10 requests in 5.00s, 1MB read\n", 5) == Flood(answered=2.0, refused=0.0, broken=0)


def test_quantiles_are_of_what_was_accepted() -> None:
    sample = Sample([number / 100 for number in range(100)], refused=[9.0])
    assert (sample.quantile(0.5), sample.quantile(0.99), sample.quantile(1.0)) == (0.5, 0.99, 0.99)
    assert math.isnan(Sample().quantile(0.5))


def test_the_table_sets_each_load_beside_none() -> None:
    loaded = Sample([0.02] * 10, [0.001], failed=1)
    row = Row("2 x", 16, Flood(1000.0, 5.0, 2), loaded, Sample([0.01]), [100, 104, 102])
    _, _, none, twice = table(Sample([0.01]), [row]).splitlines()
    assert none.startswith("| none | 0 | 0 | 0 | 0 | 10.0 ms | 10.0 ms | 1.0 |")
    assert twice == (
        "| 2 x | 16 | 1,000 | 5 | 3 | 20.0 ms | 20.0 ms (n = 10) | 2.0 | 1.0 ms | 100, 104, 102 | 10.0 ms |"
    )
