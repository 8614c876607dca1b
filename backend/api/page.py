"""The page, served as it lies in its folder."""

from pathlib import Path, PurePosixPath

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.exceptions import HTTPException

NOT_OF_THE_PAGE = {"Dockerfile", "nginx.conf", "package.json"}
"""Files that tools want beside the page, and no browser."""


def install_page(app: FastAPI, folder: Path) -> None:
    """Serves the folder at `/`, wherever no route of the API stands in the way."""
    router = APIRouter(dependencies=[Depends(_refuse_what_is_not_of_the_page)])
    router.frontend("/", directory=folder, fallback=None)
    app.include_router(router)


def _refuse_what_is_not_of_the_page(request: Request) -> None:
    if PurePosixPath(request.url.path).name in NOT_OF_THE_PAGE:
        raise HTTPException(404)
