import re

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_all_that_a_page_loads_is_served_from_here(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "//" not in re.sub(r"(?s)<script>.*?</script>", "", page.text)
    assets = re.findall(r'(?:src|href|spec-url)="([^"]+)"', page.text)
    for asset in set(assets) - {"favicon.svg"}:
        assert client.get(f"/{asset}").status_code == 200, asset


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_scripts_are_ours_alone(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts
    assert ("'sha256-" in scripts) == (path == "/docs"), "the inline script of Swagger UI, and no other"
    assert "http" not in policy
