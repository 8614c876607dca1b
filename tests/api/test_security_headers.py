import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/v1/model", "/nowhere", "/openapi.json", "/docs/assets/swagger-ui.css"])
def test_every_answer_carries_them(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-cache"
    assert headers["content-security-policy"].startswith("default-src 'self'; ")
    assert "data:" not in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
