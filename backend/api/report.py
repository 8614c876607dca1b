"""The laboratory's report, a page that holds all it shows, served as it lies beside the model."""

import base64
import hashlib
import re
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from backend.api.problems import problem

PATH = "/report"

HEAD_BYTES = 64 * 1024
"""So much of the file is looked through for its styles: they stand in its head."""

POLICY = (
    "default-src 'none'; img-src data:; style-src{hashes}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Pictures are in the page, styles those that stand in its head; no script runs, whatever the file says."""

NONE = (
    "There is no report beside the model: `python -m model_training report` makes one of what the commands of the "
    "laboratory left."
)


def install_report(app: FastAPI, file: Path) -> None:
    """Serves the file at `/report`, also one that is put there later."""
    files = StaticFiles(directory=file.parent, check_dir=False)

    @app.get(PATH, include_in_schema=False)
    def get_report(request: Request) -> Response:
        try:
            policy = _policy(file)
            page = files.file_response(file, file.stat(), request.scope)
        except OSError:
            return problem(404, NONE)
        page.headers["Content-Security-Policy"] = policy  # of a 304, too: a browser puts it to the page that it kept
        return page


def _policy(file: Path) -> str:
    """Raises OSError."""
    with file.open("rb") as page:
        styles = re.findall(rb"<style>(.*?)</style>", page.read(HEAD_BYTES), re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(style).digest()).decode() for style in styles]
    return POLICY.format(hashes="".join(f" 'sha256-{digest}'" for digest in digests) or " 'none'")
