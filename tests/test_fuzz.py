"""What whoever looks for holes sends, against the committed models: by hand, and a little of `make fuzz`."""

import asyncio
import io
import json
import random
import socket
import struct
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from backend.app import load_app
from backend.settings import Settings
from tests.api.pictures import file_of, picture
from tests.fuzz import wire
from tests.fuzz.images import EXPECTED, PATHS, SLOWEST, fuzz
from tests.fuzz.seeds import seeds
from tests.processes import serving

FORMATS = tuple(seeds())
DRAWINGS = ("/v1/predict", "/v1/explain", "/v1/read")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(load_app(Settings(frontend_dir=None))) as started:
        yield started


def upload(client: TestClient, path: str, data: bytes) -> tuple[int, str]:
    """The status, and of problems the kind."""
    begin = time.process_time()
    answer = client.post(path, files={"image": ("digit", data)})
    assert time.process_time() - begin < SLOWEST
    assert answer.status_code in EXPECTED
    return answer.status_code, "" if answer.status_code == 200 else answer.json()["type"].rpartition(":")[2]


def png(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG of these bytes, whatever its header says."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def floats(*values: float) -> bytes:
    """A TIFF of floats, these among them."""
    pixels = np.full((40, 40), 1.0, np.float32)
    pixels[10:30, 20] = 0.0
    pixels[5, : len(values)] = values
    return file_of(Image.fromarray(pixels), "TIFF")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(20_000, 20_000, bytes(20_001 * 2_000)), "image-too-large"),
        (png(60_000, 60_000, b""), "image-too-large"),
        (png(2**31 - 1, 2**31 - 1, b""), "image-too-large"),
        (b"GIF89a" + b"\xff" * 4 + picture(kind="GIF")[10:], "image-too-large"),
        (png(5000, 5000, bytes(100)), "unreadable-image"),
        (png(64, 64, bytes(65 * 64 * 100)), "blank-ink"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported-image"),
        (b"%PDF-1.7 " + picture(), "unsupported-image"),
        (b"\x00" * 1000, "unsupported-image"),
    ],
    ids=["bomb", "lie", "largest lie", "lying GIF", "too few rows", "too many rows", "SVG", "PNG in PDF", "nothing"],
)
def test_bombs_lies_and_strangers_are_told_by_their_kind(client: TestClient, path: str, data: bytes, kind: str) -> None:
    assert upload(client, path, data)[1] == kind


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("shape", [(65_000, 1), (1, 65_000), (1, 1), (2, 12_000_000)])
def test_threads_of_pictures_are_pictures(client: TestClient, path: str, shape: tuple[int, int]) -> None:
    pixels = np.full(shape, 255, np.uint8)
    pixels[:: max(shape[0] // 3, 1), :: max(shape[1] // 3, 1)] = 0
    assert upload(client, path, file_of(Image.fromarray(pixels)))[0] in {200, 422}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("tail", [b"<html><script>alert(1)</script>", b"PK\x03\x04" + bytes(100), b"GIF89a"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP"])
def test_what_hangs_on_a_picture_is_not_looked_at(client: TestClient, path: str, tail: bytes, kind: str) -> None:
    assert upload(client, path, picture(kind=kind) + tail) == (200, "")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "values", [(float("nan"),), (float("inf"), -float("inf")), (3e38, -3e38)], ids=["NaN", "infinite", "huge"]
)
def test_pixels_may_be_no_numbers(client: TestClient, path: str, values: tuple[float, ...]) -> None:
    assert upload(client, path, floats(*values))[0] in {200, 422}


@pytest.mark.parametrize("kind", FORMATS)
def test_cut_anywhere_it_is_no_surprise(client: TestClient, kind: str) -> None:
    data = seeds()[kind][0]
    for end in range(0, len(data), max(len(data) // 12, 1)):
        upload(client, PATHS[end % 2], data[:end])


@pytest.mark.parametrize("path", DRAWINGS)
@pytest.mark.parametrize(
    "body",
    [
        b'{"strokes": [{"x": [1, NaN], "y": [1, 2]}]}',
        b'{"strokes": [{"x": [1, -Infinity], "y": [1, 2]}]}',
        b'{"strokes": [{"x": [1, 1e308], "y": [1, -1e308]}]}',
        b'{"strokes": [{"x": [1, 1e999], "y": [1, 2]}]}',
        b'{"strokes": [{"x": [1, ' + b"9" * 5000 + b'], "y": [1, 2]}]}',
        b'{"strokes": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"strokes": [], "strokes": [{"x": [1, 2], "y": [1, 2]}]}',
        b'{"strokes": [{"x": [1, 2], "y": [1, 2], "x": [3, 4]}]}',
        b"\xff\xfe{\x00}\x00",
        b"\x1f\x8b\x08" + bytes(20),
        b"[]",
        b"null",
        b"",
    ],
    ids=range(14),
)
def test_whatever_is_no_drawing_is_422(client: TestClient, path: str, body: bytes) -> None:
    begin = time.process_time()
    answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert time.process_time() - begin < SLOWEST
    assert (answer.status_code, answer.json()["status"]) == (422, 422)


@pytest.mark.parametrize("path", DRAWINGS)
def test_a_zipped_body_is_not_unzipped(client: TestClient, path: str) -> None:
    bomb = zlib.compress(b" " * 10_000_000)
    headers = {"content-type": "application/json", "content-encoding": "deflate"}
    assert client.post(path, content=bomb, headers=headers).status_code == 415


@pytest.mark.parametrize("path", [*DRAWINGS, *PATHS])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/jsonp", "multipart/mixed; boundary=b", "\x0b"]
)
def test_another_content_type_is_415(client: TestClient, path: str, kind: str) -> None:
    assert client.post(path, content=b"{}", headers={"content-type": kind}).status_code == 415


def test_a_whole_number_is_one_however_it_is_written(client: TestClient) -> None:
    drawing = {"strokes": [{"x": [1.0, 2.0], "y": [1, 2]}], "top_k": 2.0}
    assert len(client.post("/v1/predict", json=drawing).json()["candidates"]) == 2
    for wrong in (2.5, "2", True, 1e300):
        answer = client.post("/v1/predict", json={**drawing, "top_k": wrong})
        assert json.loads(answer.content)["errors"][0]["pointer"] == "/top_k"


def test_damaged_pictures_are_answered(capfd: pytest.CaptureFixture[str]) -> None:
    """A little of what `make fuzz` does for long. libtiff may say what it thinks; Python says nothing."""
    app = load_app(Settings(frontend_dir=None))
    assert asyncio.run(fuzz(app, 240, 7, FORMATS)) == []
    assert "Warning" not in capfd.readouterr().err


def test_every_format_that_is_read_is_damaged() -> None:
    for kind, files in seeds().items():
        assert {Image.open(io.BytesIO(file)).format for file in files} == {kind}


def test_a_little_of_the_damaged_connections() -> None:
    with serving({"INKDIGIT_LOG_LEVEL": "error"}) as (process, port):
        assert wire.fuzz(port, process.pid, 400, 7) == []


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 500 Internal Server Error\r\n\r\n", "it answered [500]"),
        (b"nonsense", "it said b'nonsense'"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ""),
        (b"", ""),
    ],
)
def test_a_wrong_answer_on_the_wire_is_found(answer: bytes, failure: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor() as pool:
        said = pool.submit(answered_by, listener, answer)
        assert wire.judged(listener.getsockname()[1], b"x", random.Random(0))[1] == failure
        said.result()


def answered_by(listener: socket.socket, answer: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        while connection.recv(100):
            pass
        connection.sendall(answer)


def test_a_connection_that_does_not_end_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "SLOWEST", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        found = wire.judged(listener.getsockname()[1], b"x", random.Random(0))
    assert found == ([], "nothing ended within 0.2 s")
