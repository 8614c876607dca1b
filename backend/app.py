"""The application, put together: settings, model, middleware, routes, page."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import Scope

from backend.api import batch, explain, health, model, predict, read, scrape
from backend.api.access import Access
from backend.api.api_keys import API, ApiKeys
from backend.api.body_limit import BodyLimit
from backend.api.body_timeout import BodyTimeout
from backend.api.cors import Cors
from backend.api.direct import Direct
from backend.api.docs import install_docs
from backend.api.head import Head
from backend.api.load import Load
from backend.api.metrics import Metrics
from backend.api.micro_batch import MicroBatch
from backend.api.openapi import DESCRIPTION, TAGS, TITLE, VERSION, DocumentedAPI
from backend.api.page import install_page
from backend.api.page_compression import PageCompression
from backend.api.problems import install_handlers
from backend.api.rate_limit import RateLimit
from backend.api.report import install_report
from backend.api.request_ids import RequestIds
from backend.api.security_headers import SecurityHeaders
from backend.api.unexpected_errors import UnexpectedErrors
from backend.api.workshop import Workshop
from backend.memory import give_back, give_back_code, settle
from backend.recognition.classifier import CAREFUL, load_classifier
from backend.recognition.line_network import load_line_network
from backend.recognition.reader import NumberReader
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings, wants_telemetry

MULTIPART_OVERHEAD = 64 * 1024
"""Bytes that a form may spend around its file: boundaries, headers, a few short fields."""

UPLOADS = (predict.IMAGE, read.IMAGE, explain.IMAGE)
"""Where images are posted."""

REPORT = "report/index.html"
"""Where the laboratory puts its report, from the model's folder."""

STARTED = 3.0
"""Seconds after the start has ended in which whoever waits for the service has got the first answer."""

ROUTERS = (predict.router, batch.router, read.router, explain.router, model.router, health.router, scrape.router)


def create_app(settings: Settings, recognizer: Recognizer | None = None, reader: NumberReader | None = None) -> FastAPI:
    """The service, with a recognizer and a reader that are warm; unless it gets both, its start loads those of the
    settings."""
    metrics, ids = Metrics(), RequestIds()
    app = DocumentedAPI(
        title=TITLE,
        description=DESCRIPTION,
        version=VERSION,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
        middleware=_middleware(settings, metrics, ids),
        telemetry=_telemetry(),
        lifespan=_lifespan(settings, metrics, recognizer, reader),
    )
    app.needs_key = bool(settings.api_keys)
    app.state.settings, app.state.metrics = settings, metrics
    app.state.recognizer = app.state.reader = app.state.micro_batch = None
    app.state.workshop = Workshop(settings.worker_threads, most_waiting=settings.max_waiting, at_rest=give_back)
    app.state.load = Load(settings.max_requests, settings.max_arriving)
    app.state.ids = ids
    install_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    install_docs(app)
    install_report(app, settings.model.parent / REPORT)
    if settings.frontend_dir:
        install_page(app, settings.frontend_dir)
    return app


def _telemetry() -> TelemetryConfig:
    """FastAPI's, where it is switched on or somebody has brought an SDK. Where neither is so at the start, it need not
    look for one in each request: that takes as long as to check a drawing's coordinates."""
    on = wants_telemetry() or "opentelemetry.sdk" in sys.modules
    return {"exclude": _is_not_of_the_api, "tracing": on, "metrics": on, "logs": on}


def _is_not_of_the_api(scope: Scope) -> bool:
    """Probes, scrapes and the page's files would fill every trace."""
    return not scope["path"].startswith(API)


def load_app(settings: Settings) -> FastAPI:
    """The service with the models that the settings name, loaded and warm. Raises ArtifactError."""
    return create_app(settings, *load_models(settings))


def load_models(settings: Settings) -> tuple[Recognizer, NumberReader]:
    """The readers of digits and of numbers, of the models that the settings name, which both use; loaded and warm.

    Raises ArtifactError, ArtifactMismatch where the two models do not go together.
    """
    classifier = load_classifier(settings.model)
    certain = classifier.surer(settings.min_probability)  # a quick answer less sure would be for review without need
    lines = load_line_network(settings.number_model).beside(classifier.card)
    recognizer = Recognizer(certain, settings.min_probability, careful=classifier.surer(CAREFUL), lines=lines)
    recognizer.warm_up()
    return recognizer, NumberReader(certain, lines, settings.min_probability)


def use_models(app: FastAPI, recognizer: Recognizer, reader: NumberReader) -> None:
    """From now on the app answers with these, both at once; requests in hand keep those that they have."""
    app.state.recognizer, app.state.reader = recognizer, reader
    app.state.micro_batch = MicroBatch(recognizer, app.state.metrics, app.state.load)
    app.state.metrics.observe_models(digits=recognizer.version, numbers=reader.version)


def _middleware(settings: Settings, metrics: Metrics, ids: RequestIds) -> list[Middleware]:
    """Outermost first: every answer, whatever went wrong inside, is counted, passes CORS and gets the headers.

    Those that have nothing to do with the answer return what the next one makes of the request, instead of waiting for
    it: each that waits is passed through once more whenever the request goes on, a seventieth of its time for four.
    """
    routes = {route.path for router in ROUTERS for route in router.routes if isinstance(route, Route)}
    limits = dict.fromkeys(UPLOADS, settings.max_image_bytes + MULTIPART_OVERHEAD)
    limits[batch.PATH] = settings.max_batch_bytes
    return [
        Middleware(Access, metrics=metrics, routes=routes, ids=ids),
        Middleware(Head),
        Middleware(Cors, origins=settings.cors_origins),
        Middleware(SecurityHeaders),
        Middleware(UnexpectedErrors),
        *_keys_and_limits(settings),
        Middleware(BodyTimeout, seconds=settings.body_timeout),
        Middleware(BodyLimit, limit=settings.max_json_bytes, limits=limits),
        Middleware(Direct),
        *([Middleware(PageCompression)] if settings.frontend_dir else []),
    ]


def _keys_and_limits(settings: Settings) -> list[Middleware]:
    """Keys first: whose key it is decides whose limit it is, and a wrong one uses up nobody's."""
    found = []
    if settings.api_keys:
        found.append(Middleware(ApiKeys, digests=settings.api_keys))
    if settings.rate_limit:
        found.append(Middleware(RateLimit, rate=settings.rate_limit, burst=settings.rate_burst))
    return found


def _lifespan(
    settings: Settings, metrics: Metrics, recognizer: Recognizer | None, reader: NumberReader | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        use_models(app, *((recognizer, reader) if recognizer and reader else load_models(settings)))
        settle()
        later = asyncio.get_running_loop().call_later(STARTED, give_back_code)  # takes a fiftieth of a second
        yield
        later.cancel()
        app.state.recognizer = app.state.reader = app.state.micro_batch = None
        gc.unfreeze()

    return lifespan
