from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.fakes import service


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """For tests that leave nothing behind in the service."""
    with service() as started:
        yield started
