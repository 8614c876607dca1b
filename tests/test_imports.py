"""Who may know whom: the table of the house, held by reading the sources."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LABORATORY = {
    "model_training",
    "keras",
    "tensorflow",
    "torch",
    "sklearn",
    "scipy",
    "cv2",
    "onnx",
    "tf2onnx",
    "matplotlib",
    "jinja2",
    "optuna",
    "skl2onnx",
    "onnxmltools",
    "xgboost",
    "tensorboard",
}
DOMAIN = {"numpy", "backend.recognition", *sys.stdlib_module_names}
HTTP = {
    "fastapi",
    "starlette",
    "pydantic",
    "pydantic_core",
    "pybase64",
    "typing_extensions",
    "anyio",
}
HTTP |= {"backend.api", "backend.recognition", "backend.settings", *sys.stdlib_module_names}
ALONE = {"PIL": "images.py", "onnxruntime": "session.py"}
"""Each has one file in the domain that may know it."""
METRICS = {"prometheus_client"}
"""Known to backend/api/metrics.py alone."""
SERVERS = {"uvicorn", "httptools", "uvloop"}
"""Known to the room around the application alone."""


def modules(*folder: str) -> list[Path]:
    return sorted(ROOT.joinpath(*folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def among(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("path", modules("backend"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_service_never_knows_the_laboratory(path: Path) -> None:
    assert [name for name in imports(path) if among(name, LABORATORY)] == []


@pytest.mark.parametrize("path", modules("backend", "recognition"), ids=lambda path: path.name)
def test_the_domain_knows_numbers_and_itself_alone(path: Path) -> None:
    allowed = DOMAIN | {package for package, file in ALONE.items() if file == path.name}
    assert [name for name in imports(path) if not among(name, allowed)] == []


@pytest.mark.parametrize("path", modules("backend", "api"), ids=lambda path: path.name)
def test_the_api_knows_http_the_domain_and_the_settings_alone(path: Path) -> None:
    allowed = HTTP | METRICS if path.name == "metrics.py" else HTTP
    assert [name for name in imports(path) if not among(name, allowed) or among(name, {"os"})] == []


@pytest.mark.parametrize("path", modules("backend"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_server_is_known_in_its_room_alone(path: Path) -> None:
    known = [name for name in imports(path) if among(name, SERVERS)]
    assert known == [] or path.parent.name == "server"


@pytest.mark.parametrize("path", modules("model_training"), ids=lambda path: path.name)
def test_the_laboratory_knows_of_the_service_what_it_recognises_with(path: Path) -> None:
    ours = [name for name in imports(path) if among(name, {"backend"})]
    assert [name for name in ours if not among(name, {"backend.recognition"})] == []


def test_only_the_settings_read_the_environment() -> None:
    readers = [path.name for path in modules("backend") if among("os", set(imports(path)))]
    assert readers == ["settings.py"]


def test_the_running_service_loads_no_training_library() -> None:
    words = "import sys, backend.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) & LABORATORY == set()
