import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.commands.stroke_line import InvalidLine, parse_line
from backend.recognition.errors import InkError


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (b'{"strokes": [{"x": [1], "y": [2]}]}\n', {}),
        (b'{"strokes": [{"x": [1], "y": [2]}], "id": "a", "label": 7, "top_k": 3}', {"id": "a"}),
        (b'{"strokes": [{"x": [1], "y": [2], "t": [3]}], "id": 12345678901234567890}', {"id": "12345678901234567890"}),
        (b'{"strokes": [{"x": [1], "y": [2]}], "id": ""}', {"id": ""}),
    ],
)
def test_a_line_is_a_drawing_and_maybe_its_name(line: bytes, named: dict[str, str]) -> None:
    parsed = parse_line(line)
    assert parsed.points() == 1
    assert parsed.named() == named


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"nonsense", "not JSON"),
        (b"\xff", "UTF-8"),
        (b'{"strokes": [{"x": [NaN], "y": [1]}]}', "NaN is no number"),
        (b'{"strokes": [], "strokes": []}', "twice"),
        (b"[" * 100_000, "too deeply"),
        (b"[]", "The body"),
        (b"{}", "/strokes: "),
        (b'{"strokes": [{"x": [1], "y": ["2"]}]}', "/strokes/0/y/0: "),
        (b'{"strokes": [1, 2]}', "(and 1 more)"),
        (b'{"strokes": [], "id": null}', "/id"),
        (b'{"strokes": [], "id": true}', "/id"),
        (b'{"strokes": [], "id": 1.5}', "/id"),
    ],
)
def test_what_is_wrong_with_a_line_is_told(line: bytes, says: str) -> None:
    with pytest.raises(InvalidLine) as error:
        parse_line(line)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@given(st.binary(max_size=100))
def test_no_bytes_break_it(line: bytes) -> None:
    with pytest.raises((InvalidLine, InkError)):
        parse_line(line)
