"""The servers that are measured: ours, an empty endpoint, and peers that serve the same network."""

import sys
from pathlib import Path

from tests.bench import requests
from tests.bench.servers import Server

US, CEILING = "inkdigit", "empty FastAPI endpoint"
_APPS = "tests.bench.apps"


def servers(peers: Path | None) -> list[Server]:
    """Ours, the ceiling, and the peers that are installed beside the interpreter `peers`; ours run by this one."""
    here = sys.executable
    uvicorn = ("-m", "uvicorn", f"{_APPS}.ceiling:app", "--port", "{port}", "--no-access-log")
    settings = (("INKDIGIT_PORT", "{port}"), ("INKDIGIT_LOG_LEVEL", "warning"))
    ours = [
        Server(US, (here, "-m", "backend"), requests.drawing(), settings),
        Server(CEILING, (here, *uvicorn), requests.drawing()),
    ]
    return [*ours, *_peers(str(peers))] if peers else ours


def _peers(python: str) -> list[Server]:
    gunicorn = ("-m", "gunicorn", "-b", "127.0.0.1:{port}", "-k", "gthread", "--threads", "8")
    bentoml = ("-m", "bentoml", "serve", f"{_APPS}.bento_app:Digits", "--port", "{port}", "--host", "127.0.0.1")
    return [
        Server("Flask with gunicorn", (python, *gunicorn, f"{_APPS}.flask_app:app"), requests.drawing()),
        Server("LitServe", (python, "-m", f"{_APPS}.lit_app", "{port}"), requests.drawing("/predict")),
        Server("BentoML", (python, *bentoml), requests.bento_call(), (("BENTOML_DO_NOT_TRACK", "True"),)),
        Server("Gradio's API", (python, "-m", f"{_APPS}.gradio_app", "{port}"), requests.gradio_call()),
    ]
