"""The documentation pages, with all they load served from here: they work with the network unplugged."""

import base64
import hashlib
import re

from fastapi import FastAPI
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

ASSETS = "docs/assets"
FAVICON = "favicon.svg"

POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; worker-src blob:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self'{hashes}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Both pages write their styles into themselves; scripts stay those of this origin and the one inline that is known."""


def install_docs(app: FastAPI) -> None:
    """Serves Swagger UI at /docs and ReDoc at /redoc. Addresses are relative: they hold behind any prefix."""
    swagger, redoc = _with_policy(_swagger_page(app)), _with_policy(_redoc_page(app))
    app.mount(f"/{ASSETS}", StaticFiles(packages=[("fastapi_offline", "static")]), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    async def get_docs() -> HTMLResponse:
        return swagger

    @app.get("/redoc", include_in_schema=False)
    async def get_redoc() -> HTMLResponse:
        return redoc


def _swagger_page(app: FastAPI) -> HTMLResponse:
    return get_swagger_ui_html(
        openapi_url="openapi.json",
        title=f"{app.title} API",
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=FAVICON,
        swagger_ui_parameters={"validatorUrl": None, "tryItOutEnabled": True},
    )


def _redoc_page(app: FastAPI) -> HTMLResponse:
    return get_redoc_html(
        openapi_url="openapi.json",
        title=f"{app.title} API",
        redoc_js_url=f"{ASSETS}/redoc.standalone.js",
        redoc_favicon_url=FAVICON,
        with_google_fonts=False,
    )


def _with_policy(page: HTMLResponse) -> HTMLResponse:
    scripts = re.findall(rb"<script>(.*?)</script>", bytes(page.body), re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts]
    page.headers["Content-Security-Policy"] = POLICY.format(hashes="".join(f" 'sha256-{digest}'" for digest in digests))
    return page
