"""The application, put together: settings, model, middleware, routes, page."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from backend.api import health, model, predict, read
from backend.api.body_limit import BodyLimit
from backend.api.body_timeout import BodyTimeout
from backend.api.cors import Cors
from backend.api.docs import install_docs
from backend.api.head import Head
from backend.api.load import Load
from backend.api.openapi import DESCRIPTION, TAGS, TITLE, VERSION, DocumentedAPI
from backend.api.page import install_page
from backend.api.problems import install_handlers
from backend.api.security_headers import SecurityHeaders
from backend.api.unexpected_errors import UnexpectedErrors
from backend.api.workshop import Workshop
from backend.recognition.classifier import load_classifier
from backend.recognition.line_network import load_line_network, refuse_other_digits
from backend.recognition.reader import NumberReader
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings

MULTIPART_OVERHEAD = 64 * 1024
"""Bytes that a form may spend around its file: boundaries, headers, a few short fields."""

UPLOADS = ("/v1/predict/image", "/v1/read/image")
"""Where images are posted."""


def create_app(settings: Settings, recognizer: Recognizer | None = None, reader: NumberReader | None = None) -> FastAPI:
    """The service, with a recognizer and a reader that are warm; without one, its start loads that of the settings."""
    app = DocumentedAPI(
        title=TITLE,
        description=DESCRIPTION,
        version=VERSION,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
        middleware=_middleware(settings),
        lifespan=_lifespan(settings, recognizer, reader),
    )
    app.state.settings = settings
    app.state.recognizer = app.state.reader = None
    app.state.workshop = Workshop(settings.worker_threads, most_waiting=settings.max_waiting)
    app.state.load = Load(settings.max_requests, settings.max_arriving)
    install_handlers(app)
    for router in (predict.router, read.router, model.router, health.router):
        app.include_router(router)
    install_docs(app)
    if settings.frontend_dir:
        install_page(app, settings.frontend_dir)
    return app


def load_app(settings: Settings) -> FastAPI:
    """The service with the models that the settings name, loaded and warm. Raises ArtifactError."""
    recognizer = load_recognizer(settings)
    return create_app(settings, recognizer, load_reader(settings, recognizer))


def load_recognizer(settings: Settings) -> Recognizer:
    """The recognizer that the settings name, loaded and warm. Raises ArtifactError."""
    recognizer = Recognizer(load_classifier(settings.model), settings.min_probability)
    recognizer.warm_up()
    return recognizer


def load_reader(settings: Settings, recognizer: Recognizer) -> NumberReader:
    """The reader of numbers with the network that the settings name, loaded and warm, and the recognizer's classifier.

    Raises ArtifactError, ArtifactMismatch where the two do not go together.
    """
    network = load_line_network(settings.number_model)
    refuse_other_digits(network.card, recognizer.classifier.card)
    return NumberReader(recognizer.classifier, network, settings.min_probability)


def use_models(app: FastAPI, recognizer: Recognizer, reader: NumberReader) -> None:
    """From now on the app answers with these, both at once; requests in hand keep those that they have."""
    app.state.recognizer, app.state.reader = recognizer, reader


def _middleware(settings: Settings) -> list[Middleware]:
    """Outermost first: every answer, whatever went wrong inside, passes CORS and gets the headers."""
    uploads = dict.fromkeys(UPLOADS, settings.max_image_bytes + MULTIPART_OVERHEAD)
    return [
        Middleware(Head),
        Middleware(Cors, origins=settings.cors_origins),
        Middleware(SecurityHeaders),
        Middleware(UnexpectedErrors),
        Middleware(BodyTimeout, seconds=settings.body_timeout),
        Middleware(BodyLimit, limit=settings.max_json_bytes, limits=uploads),
    ]


def _lifespan(
    settings: Settings, recognizer: Recognizer | None, reader: NumberReader | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        digits = recognizer or load_recognizer(settings)
        numbers = reader or load_reader(settings, digits)
        gc.collect()
        gc.freeze()  # what is alive now stays: later collections need not look at it, which keeps latency even
        use_models(app, digits, numbers)
        yield
        app.state.recognizer = app.state.reader = None
        gc.unfreeze()

    return lifespan
