"""What docker-compose.yml and the two Dockerfiles promise, held without Docker."""

import re
from typing import Any

import pytest
import yaml

from backend.api.page import NOT_OF_THE_PAGE
from backend.api.problems import KINDS
from backend.api.security_headers import HEADERS
from backend.app import create_app
from backend.settings import ROOT, Settings

SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
BACKEND = (ROOT / "backend" / "Dockerfile").read_text()
NGINX = (ROOT / "frontend" / "nginx.conf").read_text()


def paths_of_the_service() -> set[str]:
    app = create_app(Settings(frontend_dir=None))
    return {*app.openapi()["paths"], "/docs", "/docs/assets/swagger-ui.css", "/redoc", "/openapi.json"}


@pytest.mark.parametrize("name", ["backend", "frontend"])
def test_a_service_can_do_no_more_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"]), "uploads need a place"


def test_only_the_frontend_is_published() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "frontend": ["8080:8080"]
    }


def test_the_backend_can_be_scaled() -> None:
    assert "container_name" not in SERVICES["backend"]
    assert "server backend:8000 resolve;" in NGINX


def test_the_frontend_waits_until_the_backend_is_ready() -> None:
    assert SERVICES["frontend"]["depends_on"]["backend"]["condition"] == "service_healthy"
    probe = SERVICES["backend"]["healthcheck"]["test"]
    assert probe[0] == "CMD"
    assert "/health/ready" in probe[-1]
    assert probe[-1] in BACKEND, "the image alone is checked the same way"


def test_the_backend_is_never_root() -> None:
    users = re.findall(r"^USER (.+)$", BACKEND, re.MULTILINE)
    assert users
    assert all(re.fullmatch(r"[1-9]\d*:[1-9]\d*", user) for user in users)


def test_the_backend_installs_what_is_locked_and_nothing_else() -> None:
    assert re.findall(r"install.*", BACKEND) == ["install --quiet --no-cache-dir --require-hashes -r requirements.lock"]
    assert BACKEND.rstrip().endswith('CMD ["python", "-m", "backend"]')


def test_settings_in_the_containers_are_settings() -> None:
    names = re.findall(r"INKDIGIT_\w+", BACKEND + str(SERVICES))
    assert names
    assert {name.removeprefix("INKDIGIT_").lower() for name in names} <= set(Settings.model_fields)


@pytest.mark.parametrize("path", sorted(paths_of_the_service()))
def test_nginx_passes_every_path_of_the_service_on(path: str) -> None:
    (pattern,) = re.findall(r"location ~ (\S+) \{", NGINX)
    assert re.search(pattern, path)


@pytest.mark.parametrize("path", ["/", "/index.html", "/js/main.js", "/documents", "/v1x"])
def test_nginx_serves_the_page_itself(path: str) -> None:
    (pattern,) = re.findall(r"location ~ (\S+) \{", NGINX)
    assert not re.search(pattern, path)


def test_nginx_sends_the_headers_of_the_service() -> None:
    for name, value in HEADERS.items():
        assert re.search(rf'add_header {name} "?{re.escape(value)}"? always;', NGINX), name


def test_nginx_names_problems_as_the_service_does() -> None:
    for status, (slug, title) in KINDS.items():
        told = re.findall(rf'^    {status} +(?:"([^"]+)"|(\S+));', NGINX, re.MULTILINE)
        assert not told or ("".join(told[0]), "".join(told[1])) == (slug, title)


def test_the_image_of_the_page_holds_the_page_alone() -> None:
    (removed,) = re.findall(r"^RUN rm (.+)$", (ROOT / "frontend" / "Dockerfile").read_text(), re.MULTILINE)
    assert set(removed.split()) == {f"/page/{name}" for name in NOT_OF_THE_PAGE}


def test_nginx_lets_the_service_judge_the_size_of_an_image() -> None:
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert 0 < int(megabytes) * 1024 * 1024 - Settings().max_image_bytes <= 1024 * 1024
