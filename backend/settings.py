"""Every setting of the service. The only reader of the environment.

`python -m backend --help` prints the table that the README carries.
"""

import difflib
import ipaddress
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, DirectoryPath, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "INKDIGIT_"
ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024

PILLOWS_LIMIT = 89_478_485
"""Pixels; Pillow takes whatever is larger for a bomb (a quarter of a gibibyte at 3 bytes each, MAX_IMAGE_PIXELS)."""

ORIGIN = re.compile(
    r"(?!http://.*:80$|https://.*:443$)[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[1-9][0-9]{0,4})?"
)
"""scheme://host[:port] as browsers send it, and as it is compared."""

SHA256 = re.compile(r"[0-9a-f]{64}")

UNTOLD = ("api_keys",)
"""Settings whose wrong values are not repeated: one may be the key itself, where its digest belongs."""


def _model_file(path: Path) -> Path:
    if path.suffix != ".onnx":
        raise PydanticCustomError("model_file", "It should be the path of a file whose name ends in .onnx")
    return path


def _origin(text: str) -> str:
    if text != "*" and not ORIGIN.fullmatch(text):
        raise PydanticCustomError(
            "origin",
            "An origin should be scheme://host[:port] as browsers send it: in lower case, no path, no default port",
        )
    return text


def _proxy(text: str) -> str:
    try:
        if text != "*":
            ipaddress.ip_network(text) if "/" in text else ipaddress.ip_address(text)
    except ValueError:
        raise PydanticCustomError(
            "proxy", "A proxy should be an IP address, a network such as 10.0.0.0/8, or *"
        ) from None
    return text


def _key_digest(text: str) -> str:
    if not SHA256.fullmatch(text.lower()):
        raise PydanticCustomError(
            "key_digest", "Each should be the SHA-256 of a key in 64 hexadecimal digits, as `new-key` prints it"
        )
    return text.lower()


Origins = Annotated[tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode]
Proxies = Annotated[tuple[Annotated[str, AfterValidator(_proxy)], ...], NoDecode]

KeyDigests = Annotated[tuple[Annotated[str, AfterValidator(_key_digest)], ...], NoDecode]


class SettingsError(Exception):
    """The environment holds a setting that cannot be used. The message is one line for whoever runs the service."""


class Settings(BaseSettings):
    """How the service runs; each field is the environment variable `INKDIGIT_` plus its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on; `0.0.0.0` for every network.")
    port: int = Field(8000, ge=0, le=65535, description="TCP port to listen on; `0` takes any free one.")
    model: Annotated[Path, AfterValidator(_model_file)] = Field(
        ROOT / "artifacts" / "digits.onnx",
        description="The ONNX model for single digits, a file ending in `.onnx`; its card lies beside it, ending in "
        "`.json`.",
    )
    number_model: Annotated[Path, AfterValidator(_model_file)] = Field(
        ROOT / "artifacts" / "numbers.onnx",
        description="The ONNX model for lines of digits, likewise; its card names the model for single digits that it "
        "goes with.",
    )
    min_probability: float = Field(
        0,
        ge=0,
        le=1,
        description="Answers less probable than this are for review; below the limit of the model's own policy it has "
        "no effect.",
    )
    frontend_dir: DirectoryPath | None = Field(
        ROOT / "frontend", description="Folder of the page served at `/`; empty serves the API alone."
    )
    cors_origins: Origins = Field(
        ("*",),
        description="Web origins (`scheme://host[:port]`) that may call the API, separated by commas; "
        "`*` is all (no call carries credentials).",
    )
    trusted_proxies: Proxies = Field(
        (),
        description="IP addresses and networks whose `X-Forwarded-*` headers are believed, separated by commas; "
        "`*` is all.",
    )
    api_keys: KeyDigests = Field(
        (),
        description="SHA-256 digests of the keys that may call `/v1/*`, separated by commas, as "
        "`python -m backend new-key` prints them; empty lets everybody call.",
    )
    rate_limit: float = Field(
        0,
        ge=0,
        le=1_000_000,
        description="Calls of `/v1/*` a second that one key, else one address (of IPv6 one /64 network), may make in "
        "the long run; `0` is no limit.",
    )
    rate_burst: int = Field(
        50, ge=1, le=1_000_000, description="Calls that it may make at once, if it has made none for a while."
    )
    max_json_bytes: int = Field(MIB, ge=1, description="Largest request body in bytes, other than an image upload.")
    max_batch_bytes: int = Field(10 * MIB, ge=1, description="Largest body of a batch in bytes.")
    max_image_bytes: int = Field(10 * MIB, ge=1, description="Largest image file in bytes.")
    max_image_pixels: int = Field(
        25_000_000,
        ge=1,
        le=PILLOWS_LIMIT,
        description="Largest image in pixels, width times height; at most `89478485`.",
    )
    max_points: int = Field(10_000, ge=1, description="Most points in one drawing.")
    worker_threads: int = Field(
        2,
        ge=1,
        description="Images, numbers and very long drawings read at the same time; an image takes memory by its "
        "pixels.",
    )
    max_waiting: int = Field(
        8, ge=0, description="Those that may wait for their turn to be read; further ones are answered 503 at once."
    )
    max_requests: int = Field(
        40,
        ge=1,
        description="Requests in hand at the same time in one process, half as many while some have to be refused; "
        "further ones are answered 503 at once, but for those of `/health` and `/metrics`.",
    )
    max_arriving: int = Field(
        64, ge=1, description="Request bodies on their way at the same time in one process; likewise."
    )
    head_timeout: float = Field(
        10,
        gt=0,
        allow_inf_nan=False,
        description="Seconds for the head of a request to arrive; then the connection is closed.",
    )
    body_timeout: float = Field(
        60,
        gt=0,
        allow_inf_nan=False,
        description="Seconds for the body of a request to arrive, and for a client to go on taking its answer.",
    )
    idle_timeout: int = Field(
        5, ge=1, description="Seconds that a connection is kept for the next request; a proxy should keep it shorter."
    )
    drain_time: float = Field(
        1,
        ge=0,
        allow_inf_nan=False,
        description="Seconds from SIGTERM to the end of accepting, in which `/health/ready` is 503 already.",
    )
    workers: int = Field(1, ge=1, le=256, description="Processes that share the port; each loads the models.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe messages to log: `debug`, `info`, `warning` or `error`."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How messages are logged: `text` for people, `json` for machines, an object a line."
    )

    @field_validator("frontend_dir", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("cors_origins", "trusted_proxies", "api_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = tuple(filter(None, map(str.strip, value.split(","))))
        return ("*",) if "*" in parts else parts  # beside others uvicorn would take it for the name of a host


class SettingRow(NamedTuple):
    """One row of the table of settings."""

    name: str
    default: str
    description: str


def load_settings() -> Settings:
    """The settings from the environment. Raises SettingsError for a wrong value or an unknown `INKDIGIT_*` name."""
    _refuse_unknown(os.environ)
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(map(_line, error.errors()))) from None


def worker_environment(metrics: Path) -> dict[str, str]:
    """The environment for a worker: this one, and the folder where workers put their metrics together."""
    return {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(metrics)}


def wants_telemetry() -> bool:
    """Whether FastAPI's own switch for OpenTelemetry is on."""
    return os.environ.get("FASTAPI_OTEL_AUTO_CONFIGURE", "").lower() == "true"


def setting_rows() -> list[SettingRow]:
    """Every setting with its default as one would write it, paths relative to the repository."""
    return [
        SettingRow(_variable(name), _text(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _refuse_unknown(names: Iterable[str]) -> None:
    known = [_variable(field) for field in Settings.model_fields]
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)[0]
            raise SettingsError(f"{name} is no setting of Inkdigit; did you mean {nearest}?")


def _variable(field: str) -> str:
    return PREFIX + field.upper()


def _line(error: ErrorDetails) -> str:
    field = str(error["loc"][0])
    told = "" if field in UNTOLD else f", not {error['input']!r}"
    return f"{_variable(field)}: {error['msg']}{told}"


def _text(default: object) -> str:
    if isinstance(default, Path):
        return default.relative_to(ROOT).as_posix()
    return ",".join(default) if isinstance(default, tuple) else str(default)
