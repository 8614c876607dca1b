"""What no JSON Schema can say of a valid request, for Schemathesis (its `SCHEMATHESIS_HOOKS`).

Without it, "valid data is accepted" could only be checked by calling 422 an acceptance. The lists of a stroke are
equally long and one of them has a point; at least is not more than at most; no digit is compared with itself; an image
is one. Items of a batch are mended by nobody: each has its own answer or its own problem.
"""

from itertools import cycle
from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response

from tests.fuzz.seeds import seeds

IMAGES = cycle(file for files in seeds().values() for file in files)


def before_call(_: HookContext, case: Case, request: dict[str, Any]) -> None:
    """Mends what is meant to be valid; what is meant to be wrong stays so."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.body, dict) and "image" in case.body:
        request["files"] = {"image": ("digit", next(IMAGES))}  # in the body it would be taken for no string
    elif isinstance(case.body, dict) and "strokes" in case.body:
        mend_drawing(case.body)
    if isinstance(case.query, dict):
        mend_options(case.query)


def mend_drawing(body: dict[str, Any]) -> None:
    """In place."""
    for stroke in body["strokes"]:
        shortest = min(len(stroke[name]) for name in ("x", "y", "t") if name in stroke)
        stroke.update({name: stroke[name][:shortest] for name in ("x", "y", "t") if name in stroke})
    if not any(stroke["x"] for stroke in body["strokes"]):
        body["strokes"] = [*body["strokes"], {"x": [1, 2], "y": [1, 5]}]
    mend_options(body)


def mend_options(options: dict[str, Any]) -> None:
    """In place."""
    if "digit" in options:
        options["against"] = [other for other in options.get("against", []) if int(other) != int(options["digit"])]
    low, high = int(options.get("min_length", 1)), int(options.get("max_length", 12))
    if low > high:
        options["min_length"], options["max_length"] = high, low


def wrong_items_are_told(_: CheckContext, response: Response, case: Case) -> None:
    """A batch with something wrong in it is refused, or answered with a problem among its answers."""
    wrong = case.meta is not None and not case.meta.generation.mode.is_positive
    if case.path.endswith("/batch") and wrong and response.status_code == 200:
        assert any("problem" in answer for answer in response.json()["answers"]), "it is answered as if nothing were"


schemathesis.hook(before_call)
schemathesis.check(wrong_items_are_told)
