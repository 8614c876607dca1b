"""BentoML with one worker."""

from typing import Any

import bentoml

from tests.bench.apps.reading import Reader


@bentoml.service(workers=1)
class Digits:
    """Reads a drawing."""

    def __init__(self) -> None:
        self.reader = Reader()

    @bentoml.api
    def predict(self, drawing: dict[str, Any]) -> dict[str, Any]:
        return self.reader.read(drawing)
