"""The page, served as it lies in its folder."""

import mimetypes
import re
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.exceptions import HTTPException

SUFFIXES = ("css", "html", "ico", "js", "png", "svg", "webmanifest", "woff2")
"""What a browser loads. The folder also holds what tools want beside the page, such as its Dockerfile."""

ADDRESS = re.compile(rf"/(?:(?:[\w-]+/)*[\w.-]+\.(?:{'|'.join(SUFFIXES)}))?", re.ASCII)
"""The page itself or one file of it, by its plain path: no step up, no second spelling of the same file."""


def install_page(app: FastAPI, folder: Path) -> None:
    """Serves the folder at `/`, wherever no route of the API stands in the way."""
    mimetypes.add_type("application/manifest+json", ".webmanifest")  # a bare system's list lacks it
    router = APIRouter(dependencies=[Depends(_refuse_what_is_not_of_the_page)])
    router.frontend("/", directory=folder, fallback=None)
    app.include_router(router)


def _refuse_what_is_not_of_the_page(request: Request) -> None:
    if not ADDRESS.fullmatch(request.scope["path"]):  # not `request.url.path`, which ends at a quoted `?`
        raise HTTPException(404)
