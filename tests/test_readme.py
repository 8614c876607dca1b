"""What the README says is so: its curl lines are run as they stand, against the real service."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.api.metrics import Metrics
from backend.recognition.card import LineCard, ModelCard, read_card
from backend.recognition.decision import Reason
from backend.settings import ROOT
from tests.browser.server import free_port, running

README = (ROOT / "README.md").read_text(encoding="utf-8")
CALLS = re.findall(r"```sh\n(curl [^`]*?)\n```\n\n```json\n([^`]*?)\n```", README)


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    if shutil.which("curl") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("curl is not installed")
        pytest.skip("curl is not installed")
    with running(free_port()) as server:
        yield server.url


def test_there_are_calls_to_try() -> None:
    assert len(CALLS) == README.count("```json") == 5


@pytest.mark.parametrize(("call", "answer"), CALLS, ids=[call[:60] for call, _ in CALLS])
def test_a_call_answers_what_the_readme_says(call: str, answer: str, origin: str) -> None:
    command = call.replace("http://127.0.0.1:8000", origin)
    answered = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert flat(json.loads(answered.stdout)) == pytest.approx(flat(json.loads(answer)), abs=1e-4)


def flat(value: object, path: str = "") -> dict[str, object]:
    """Every leaf by its path, so that numbers can be compared nearly and all else exactly."""
    if isinstance(value, dict):
        return {key: leaf for name, part in value.items() for key, leaf in flat(part, f"{path}/{name}").items()}
    if isinstance(value, list):
        return {key: leaf for index, part in enumerate(value) for key, leaf in flat(part, f"{path}/{index}").items()}
    return {path: value}


def test_the_accuracy_is_that_of_the_cards() -> None:
    card = read_card(ROOT / "artifacts" / "digits.json", ModelCard)
    assert card.evaluations
    for row in card.evaluations:
        interval = f"{row.low:.2%} – {row.high:.2%}"
        shares = f"{row.accuracy:.2%} | {interval} | {row.ece:.2%} | {row.coverage:.2%} | {row.risk:.2%}"
        assert f"| {row.dataset} | {row.n:,} | {shares} |" in README
    for other in card.rejections:
        assert f"| {other.dataset} | {other.n:,} | {other.coverage:.2%} | {other.auroc:.4f} |" in README
    numbers = read_card(ROOT / "artifacts" / "numbers.json", LineCard)
    assert numbers.number_evaluations
    for line in numbers.number_evaluations:
        shares = f"{line.exact:.2%} | {line.low:.2%} – {line.high:.2%} | {line.digit_errors:.2%}"
        assert f"| {line.dataset} | {line.n:,} | {shares} | {line.coverage:.2%} | {line.risk:.2%} |" in README


def test_every_reason_to_review_is_explained() -> None:
    assert re.findall(r"^\| `((?!inkdigit_)\w+)` \| [^|]+ \|$", README, re.MULTILINE) == list(Reason)


def test_every_metric_is_explained() -> None:
    names = {one.name + ("_total" if one.type == "counter" else "") for one in Metrics().registry.collect()}
    assert set(re.findall(r"^\| `(inkdigit_\w+)` \| [^|]+ \|$", README, re.MULTILINE)) == names


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http|#)([^)]+)\)", README))))
def test_what_it_points_at_is_there(target: str) -> None:
    assert (ROOT / Path(target)).exists()
