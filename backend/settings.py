"""Every setting of the service. The only reader of the environment.

`python -m backend --help` prints the table that the README carries.
"""

import difflib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import DirectoryPath, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "INKDIGIT_"
ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024

CommaSeparated = Annotated[tuple[str, ...], NoDecode]


class SettingsError(Exception):
    """The environment holds a setting that cannot be used. The message is one line for whoever runs the service."""


class Settings(BaseSettings):
    """How the service runs; each field is the environment variable `INKDIGIT_` plus its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", validate_default=False)

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on; `0.0.0.0` for every network.")
    port: int = Field(8000, ge=0, le=65535, description="TCP port to listen on; `0` takes any free one.")
    model: Path = Field(
        ROOT / "artifacts" / "digits.onnx",
        description="The ONNX model; its card lies beside it, ending in `.json`.",
    )
    frontend_dir: DirectoryPath | None = Field(
        ROOT / "frontend", description="Folder of the page served at `/`; empty serves the API alone."
    )
    cors_origins: CommaSeparated = Field(
        ("*",),
        description="Web origins that may call the API, separated by commas; `*` is all (no call carries credentials).",
    )
    trusted_proxies: CommaSeparated = Field(
        (), description="Addresses whose `X-Forwarded-*` headers are believed, separated by commas; `*` is all."
    )
    max_json_bytes: int = Field(MIB, ge=1, description="Largest request body in bytes, other than an image upload.")
    max_image_bytes: int = Field(10 * MIB, ge=1, description="Largest image file in bytes.")
    max_image_pixels: int = Field(25_000_000, ge=1, description="Largest image in pixels, width times height.")
    max_points: int = Field(10_000, ge=1, description="Most points in one drawing.")
    image_threads: int = Field(
        2, ge=1, description="Images read at the same time; each may take some 400 MB at the largest size."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe messages to log: `debug`, `info`, `warning` or `error`."
    )

    @field_validator("frontend_dir", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


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
    return f"{_variable(str(error['loc'][0]))}: {error['msg']}, not {error['input']!r}"


def _text(default: object) -> str:
    if isinstance(default, Path):
        return default.relative_to(ROOT).as_posix()
    return ",".join(default) if isinstance(default, tuple) else str(default)
