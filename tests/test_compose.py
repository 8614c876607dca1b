"""What docker-compose.yml and the two Dockerfiles promise, held without Docker."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from backend.api import scrape
from backend.api.metrics import Metrics
from backend.api.page import SUFFIXES
from backend.api.problems import KINDS
from backend.api.security_headers import HEADERS
from backend.app import REPORT, create_app
from backend.server.server import LAST_REQUESTS
from backend.settings import ROOT, Settings

SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
OBSERVABILITY = ROOT / "backend" / "observability"
GRAFANA = OBSERVABILITY / "grafana"
DASHBOARD: dict[str, Any] = json.loads((GRAFANA / "dashboards" / "inkdigit.json").read_text())
BACKEND = (ROOT / "backend" / "Dockerfile").read_text()
FRONTEND = (ROOT / "frontend" / "Dockerfile").read_text()
NGINX = (ROOT / "frontend" / "nginx.conf").read_text()
LOCATIONS = re.findall(r"^    location (?:[~=] )?(\S+) \{\n(.*?)^    \}", NGINX, re.MULTILINE | re.DOTALL)


def paths_of_the_service() -> set[str]:
    app = create_app(Settings(frontend_dir=None))
    return {*app.openapi()["paths"], "/docs", "/docs/assets/swagger-ui.css", "/redoc", "/report", "/openapi.json"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_do_no_more_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "network_mode", "pid", "cap_add", "devices", "user"} & set(service)
    assert all(mount.endswith(":ro") for mount in service.get("volumes", []) if mount.startswith("."))


@pytest.mark.parametrize("name", ["backend", "frontend"])
def test_uploads_have_a_place(name: str) -> None:
    service = SERVICES[name]
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"])


def test_only_the_frontend_is_published() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"frontend": ["8080:8080"], "grafana": ["127.0.0.1:3000:3000"]}
    assert SERVICES["grafana"]["environment"]["GF_AUTH_ANONYMOUS_ORG_ROLE"] == "Viewer"


def test_the_world_cannot_read_the_metrics() -> None:
    (pattern,) = re.findall(r"location ~ (\S+) \{", NGINX)
    assert not any(re.search(pattern, path) for path in ("/metrics", "/metrics/", "/metrics/v1", "//metrics"))


def test_who_only_serves_starts_nothing_to_observe_it() -> None:
    observing = {name for name, service in SERVICES.items() if service.get("profiles") == ["observability"]}
    assert observing == {"prometheus", "grafana"}
    assert all("profiles" not in service for name, service in SERVICES.items() if name not in observing)


def test_what_is_not_built_here_is_of_one_version() -> None:
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    assert len(images) == 2
    assert all(re.fullmatch(r"[a-z]+/[a-z]+:v?\d+\.\d+\.\d+", image) for image in images)


def test_prometheus_asks_all_backends_for_their_metrics() -> None:
    config = yaml.safe_load((OBSERVABILITY / "prometheus.yml").read_text())
    (job,) = config["scrape_configs"]
    (found,) = job["dns_sd_configs"]
    assert (found["names"], found["type"], found["port"]) == (["backend"], "A", Settings().port)
    assert job.get("metrics_path", "/metrics") == scrape.PATH


def test_grafana_finds_its_files() -> None:
    for mount in [*SERVICES["grafana"]["volumes"], SERVICES["prometheus"]["volumes"][0]]:
        assert (ROOT / mount.split(":")[0]).exists()
    source = yaml.safe_load((GRAFANA / "provisioning" / "datasources" / "prometheus.yml").read_text())["datasources"][0]
    assert urlsplit(source["url"]).hostname in SERVICES
    provider = yaml.safe_load((GRAFANA / "provisioning" / "dashboards" / "inkdigit.yml").read_text())["providers"][0]
    assert any(mount.split(":")[1] == provider["options"]["path"] for mount in SERVICES["grafana"]["volumes"])
    panels = DASHBOARD["panels"]
    assert {panel["datasource"]["uid"] for panel in panels} == {source["uid"]}
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_the_dashboard_shows_every_metric_and_none_that_is_not_there() -> None:
    expressions = " ".join(target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"])
    shown = set(re.findall(r"\binkdigit_\w+", expressions))
    families = {family.name: family for family in Metrics().registry.collect()}
    suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"], "gauge": [""]}
    told = {family: {family + end for end in suffixes[one.type]} for family, one in families.items()}
    assert shown <= set().union(*told.values())
    assert all(shown & names for names in told.values())


def test_the_images_hold_nothing_to_observe_them() -> None:
    assert "backend/observability" in (ROOT / ".dockerignore").read_text().splitlines()


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


def test_the_report_is_in_the_image_where_the_service_looks_for_it() -> None:
    report = Settings().model.parent / REPORT
    assert report.is_file()
    copied = re.findall(r"^COPY (\S+/report/\S+) (\S+)$", BACKEND, re.MULTILINE)
    assert copied == [(report.relative_to(ROOT).as_posix(), f"{report.parent.relative_to(ROOT).as_posix()}/")]


def test_settings_in_the_containers_are_settings() -> None:
    names = re.findall(r"INKDIGIT_\w+", BACKEND + str(SERVICES))
    assert names
    assert {name.removeprefix("INKDIGIT_").lower() for name in names} <= set(Settings.model_fields)


@pytest.mark.parametrize("path", sorted(paths_of_the_service()))
def test_nginx_passes_every_path_of_the_service_on(path: str) -> None:
    (pattern,) = re.findall(r"location ~ (\S+) \{", NGINX)
    assert re.search(pattern, path)


@pytest.mark.parametrize("path", ["/", "/index.html", "/js/main.js", "/documents", "/reports", "/v1x"])
def test_nginx_serves_the_page_itself(path: str) -> None:
    (pattern,) = re.findall(r"location ~ (\S+) \{", NGINX)
    assert not re.search(pattern, path)


@pytest.mark.parametrize(("address", "block"), LOCATIONS, ids=[address for address, _ in LOCATIONS])
def test_every_answer_carries_the_headers_of_the_service(address: str, block: str) -> None:
    if "proxy_pass" in block:
        assert "add_header" not in block, "the service sends its own"
        return
    for name, value in HEADERS.items():
        assert re.search(rf'add_header {name} "?{re.escape(value)}"? always;', block), name


def test_a_backend_that_takes_long_is_not_followed_by_another() -> None:
    (reasons,) = re.findall(r"proxy_next_upstream (.+);", NGINX)
    assert "timeout" not in reasons.split()


def test_nginx_lets_go_of_idle_connections_before_the_service_does() -> None:
    (seconds,) = re.findall(r"keepalive_timeout (\d+)s;", NGINX)
    assert int(seconds) < Settings().idle_timeout


def test_the_backend_is_given_the_time_that_it_takes_to_stop() -> None:
    (seconds,) = re.findall(r"^(\d+)s$", SERVICES["backend"]["stop_grace_period"])
    assert int(seconds) > Settings().drain_time + LAST_REQUESTS


def test_nginx_answers_no_number_of_its_own() -> None:
    assert re.findall(r"error_page 494 (\S+)", NGINX) == ["=431"]
    assert all("494" not in line.split() for line in NGINX.splitlines() if "error_page 494" not in line)


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        ("*", "https://a.example", "*"),
        ("https://a.example, https://b.example", "https://b.example", "https://b.example"),
        ("https://a.example,https://b.example", "https://a.example", "https://a.example"),
        ("https://a.example.net", "https://a.example", ""),
        ("https://a.example", "https://c.example", ""),
        ("https://a.example", "", ""),
        ("", "https://a.example", ""),
    ],
)
def test_nginx_lets_in_the_origins_of_the_service(origins: str, origin: str, allowed: str) -> None:
    """Its expressions are Python's but for the spelling of names."""
    (block,) = re.findall(
        r'map "\$http_origin ,\$\{INKDIGIT_CORS_ORIGINS\}," \$allowed_origin \{\n(.*?)\n\}', NGINX, re.S
    )
    rules = re.findall(r'^ +"~([^"]+)" +(\S+);', block, re.MULTILINE)
    patterns = [(rule.replace("(?<", "(?P<").replace(r"\k<origin>", "(?P=origin)"), answer) for rule, answer in rules]
    answers = [answer for pattern, answer in patterns if re.search(pattern, f"{origin} ,{origins},")]
    assert [*answers, ""][0].replace("$http_origin", origin) == allowed


def test_both_services_are_told_the_same_origins() -> None:
    told = [SERVICES[name]["environment"]["INKDIGIT_CORS_ORIGINS"] for name in ("backend", "frontend")]
    assert told == ["${INKDIGIT_CORS_ORIGINS:-*}"] * 2
    assert "ENV INKDIGIT_CORS_ORIGINS=*\n" in FRONTEND
    assert "/etc/nginx/conf.d" in SERVICES["frontend"]["tmpfs"], "the file system is read-only"


def test_nginx_names_problems_as_the_service_does() -> None:
    for status, (slug, title) in KINDS.items():
        told = re.findall(rf'^    {status} +(?:"([^"]+)"|(\S+));', NGINX, re.MULTILINE)
        assert not told or ("".join(told[0]), "".join(told[1])) == (slug, title)


def test_the_image_of_the_page_holds_the_page_alone() -> None:
    assert "RUN find /page -type f \\\n" in FRONTEND
    assert tuple(re.findall(r"! -name '\*\.(\w+)'", FRONTEND)) == SUFFIXES
    assert "COPY --from=page /page /page\n" in FRONTEND
    assert "root /page;" in NGINX


def test_the_whole_page_is_served() -> None:
    of_the_page = {path.suffix for path in (ROOT / "frontend").rglob("*") if path.is_file()}
    assert of_the_page - {f".{suffix}" for suffix in SUFFIXES} == {"", ".conf", ".json"}


def test_nginx_lets_the_service_judge_the_size_of_an_image() -> None:
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert 0 < int(megabytes) * 1024 * 1024 - Settings().max_image_bytes <= 1024 * 1024
    assert Settings().max_batch_bytes <= Settings().max_image_bytes
