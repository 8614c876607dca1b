import base64
import hashlib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backend.api.openapi import DocumentedAPI
from backend.app import REPORT, create_app
from backend.settings import Settings

STYLE = "\nbody { margin: 0 }\n"
PAGE = f"<!doctype html><title>Report</title><style>{STYLE}</style><script>alert(1)</script>"


def client(folder: Path) -> TestClient:
    return TestClient(create_app(Settings(model=folder / "digits.onnx")))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / REPORT
    path.parent.mkdir()
    path.write_text(PAGE)
    return path


def test_the_report_beside_the_model_is_served(report: Path, tmp_path: Path) -> None:
    page = client(tmp_path).get("/report")
    assert (page.status_code, page.text) == (200, PAGE)
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-cache"


def test_its_own_styles_are_let_in_and_nothing_else_is(report: Path, tmp_path: Path) -> None:
    policy = client(tmp_path).get("/report").headers["content-security-policy"]
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert f"; style-src 'sha256-{digest}'; " in policy
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_a_page_without_styles_may_have_none(report: Path, tmp_path: Path) -> None:
    report.write_text("<!doctype html><title>Report</title>")
    assert "style-src 'none'" in client(tmp_path).get("/report").headers["content-security-policy"]


def test_a_page_that_was_kept_keeps_its_policy(report: Path, tmp_path: Path) -> None:
    service = client(tmp_path)
    first = service.get("/report")
    again = service.get("/report", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_a_report_that_is_not_there_is_a_problem_until_it_is(tmp_path: Path) -> None:
    service = client(tmp_path)
    missing = service.get("/report")
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"
    assert "`python -m model_training report`" in missing.json()["detail"]
    (tmp_path / REPORT).parent.mkdir()
    (tmp_path / REPORT).write_text(PAGE)
    assert service.get("/report").text == PAGE


def test_a_folder_in_its_place_is_no_report(tmp_path: Path) -> None:
    (tmp_path / REPORT).mkdir(parents=True)
    assert client(tmp_path).get("/report").status_code == 404


def test_it_is_a_page_and_no_operation_of_the_api(tmp_path: Path) -> None:
    app = client(tmp_path).app
    assert isinstance(app, DocumentedAPI)
    assert "/report" not in app.openapi()["paths"]
