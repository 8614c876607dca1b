"""The page: what it holds, in which order, and what it does with what is missing or damaged."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from model_training.__main__ import _parser, main
from model_training.chapters import CHAPTERS, DATA, DIGITS, ERRORS, SPEED, Chapter
from model_training.errors import ReportError
from model_training.page import html, numeric
from model_training.report import MARKDOWN, MOST_BYTES, PAGE, read_report, write_report
from model_training.section import SECTIONS, Figure, Section, Table

MAKEFILE = (Path(__file__).parents[2] / "Makefile").read_text()
COMMAND = "python -m model_training explore"
TABLE = Table("Classes & <b>", ("digit", "n", "what"), (("0", "5,923", "1 | <i>"),), "How <often>.", 60_000, COMMAND)
ADDRESSES = ("src", "href", "srcset", "data", "action", "poster")


class Seen(HTMLParser):
    """Every tag with its attributes, and the texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())

    def all(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def fill(folder: Path) -> Path:
    """Two sections, the later one written first, each with a table and a picture."""
    (folder / "confusion.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    for chapter in (ERRORS, DATA):
        figure = Figure(f"Of {chapter.name}", "confusion.svg", 'Red is "wrong".', 1_234, chapter.command)
        Section(chapter.name, chapter.title, ("A < B.", "Run `a < b` now."), (figure,), (TABLE,)).write(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = fill(tmp_path_factory.mktemp("report"))
    write_report(read_report(folder), folder)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Seen:
    return Seen((folder / PAGE).read_text())


def test_sections_stand_in_the_order_of_the_report(page: Seen) -> None:
    assert [section["id"] for section in page.all("section")] == ["data", "errors", "missing"]
    links = [link["href"] for link in page.all("a")]
    assert links == ["#content", "#data", "#errors", "#missing"]
    assert {link[1:] for link in links} <= {attributes.get("id") for _, attributes in page.tags}


def test_no_place_is_named_twice_and_every_label_is_there(page: Seen) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = {attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes}
    assert labels
    assert labels <= set(ids)


def test_the_page_holds_all_that_it_shows(page: Seen) -> None:
    addresses = [attributes[name] for _, attributes in page.tags for name in ADDRESSES if name in attributes]
    assert addresses
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert page.all("script", "iframe", "object") == []
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.tags for name in attributes)
    assert "url(" not in "".join(page.texts)


def test_every_picture_says_what_it_shows_how_to_read_it_its_n_and_its_command(page: Seen) -> None:
    assert [image["alt"] for image in page.all("img")] == [f'Of {name}. Red is "wrong".' for name in ("data", "errors")]
    assert all(image["src"].startswith("data:image/svg+xml;base64,") for image in page.all("img"))
    text = " ".join(page.texts)
    assert f"n\xa0=\xa01,234 · {DATA.command}" in text
    assert f"n\xa0=\xa01,234 · {ERRORS.command}" in text
    assert f"n\xa0=\xa060,000 · {COMMAND}" in text


def test_words_stay_words(page: Seen) -> None:
    for words in ("A < B.", "Classes & <b>", "1 | <i>", "How <often>."):
        assert words in page.texts
    assert page.all("b", "i") == []


def test_what_is_code_is_marked(folder: Path) -> None:
    assert "Run <code>a &lt; b</code> now." in (folder / PAGE).read_text()


def test_tables_have_heads_and_figures_to_the_right(page: Seen) -> None:
    heads = page.all("th")[:4]
    assert [(head["scope"], head.get("class")) for head in heads] == [
        ("col", None),
        ("col", "number"),
        ("col", None),
        ("row", None),
    ]


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        (("97.28%", "–"), True),
        (("99.49% – 99.73%",), True),
        (("66.5 ms (n = 15)", ""), True),
        (("1.6 and 3.8", "159 MB"), True),
        (("7 read 1 (5)",), False),
        (("–", ""), False),
        (("12", "none"), False),
    ],
)
def test_columns_of_figures_are_known(cells: tuple[str, ...], right: bool) -> None:
    rows = tuple((str(n), cell) for n, cell in enumerate(cells))
    assert numeric(Table("", ("a", "b"), rows, "", 1, "")) == [False, right]


def test_a_table_without_rows_has_no_columns_of_figures() -> None:
    assert numeric(Table("", ("a", "b"), (), "", 1, "")) == [False, False]


def test_what_is_not_there_is_named_with_its_command(page: Seen) -> None:
    texts = " ".join(page.texts)
    for chapter in set(CHAPTERS) - {DATA, ERRORS}:
        assert f"{chapter.title}: {chapter.command}" in texts


def test_the_same_stands_in_markdown(folder: Path) -> None:
    text = (folder / MARKDOWN).read_text()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [DATA.title, ERRORS.title, "What is not here yet"]
    assert "| digit | n | what |\n|---|--:|---|\n| 0 | 5,923 | 1 \\| <i> |\n" in text
    assert "![Of data](confusion.svg)\n\nRed is" in text
    assert f"- {SPEED.title}: `make bench load lighthouse`\n" in text


def test_the_same_sections_give_the_same_page(folder: Path) -> None:
    before = [(folder / name).read_bytes() for name in (PAGE, MARKDOWN)]
    write_report(read_report(folder), folder)
    assert [(folder / name).read_bytes() for name in (PAGE, MARKDOWN)] == before


def test_with_everything_there_nothing_is_missing(tmp_path: Path) -> None:
    for chapter in CHAPTERS:
        Section(chapter.name, chapter.title).write(tmp_path)
    (tmp_path / SECTIONS / f"{SPEED.name}.json").unlink()
    (tmp_path / "bench.md").write_text("Made by `make bench`.")
    write_report(read_report(tmp_path), tmp_path)
    assert "not here yet" not in (tmp_path / PAGE).read_text() + (tmp_path / MARKDOWN).read_text()


def test_a_damaged_section_is_one_line_with_the_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / SECTIONS).mkdir()
    (tmp_path / SECTIONS / f"{DIGITS.name}.json").write_text('{"name": "digits", "tit')
    assert main(["report", "--report", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert re.match(r"error: .*digits\.json is damaged; python -m model_training evaluate writes it anew", line)
    assert not (tmp_path / PAGE).exists()


def test_a_section_of_nobody_is_named(tmp_path: Path) -> None:
    Section("weather", "The weather").write(tmp_path)
    with pytest.raises(ReportError, match=r"weather\.json is none of the report's sections: data, "):
        read_report(tmp_path)


@pytest.mark.parametrize(
    ("file", "reason"),
    [("none.svg", r"none\.svg cannot be read: No such file.* It comes from: look"), ("a.gif", "no picture")],
)
def test_a_picture_that_cannot_be_shown_is_named(file: str, reason: str, tmp_path: Path) -> None:
    Section("data", "Data", figures=(Figure("Mean", file, "Dark is ink.", 1, "look"),)).write(tmp_path)
    with pytest.raises(ReportError, match=reason):
        write_report(read_report(tmp_path), tmp_path)


def test_a_page_that_grows_too_large_is_refused_with_the_largest_pictures(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(bytes(MOST_BYTES))
    (tmp_path / "small.png").write_bytes(b"0")
    figures = tuple(Figure(name, f"{name}.png", "Look.", 1, "look") for name in ("small", "large"))
    Section("data", "Data", figures=figures).write(tmp_path)
    with pytest.raises(ReportError, match=r"more than 3,000,000: large\.png has 3,000,000, small\.png has 1$"):
        write_report(read_report(tmp_path), tmp_path)


def test_a_page_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / PAGE).mkdir()
    with pytest.raises(ReportError, match="cannot be written"):
        write_report(read_report(tmp_path), tmp_path)


def test_the_command_says_where_the_page_is_and_what_is_not_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--report", str(fill(tmp_path))]) == 0
    said = capsys.readouterr().out
    assert f"report: {tmp_path / PAGE} (0.0 MB)" in said
    assert f"not in it: {DIGITS.title} ({DIGITS.command})" in said
    assert DATA.title not in said


@pytest.mark.parametrize("chapter", CHAPTERS, ids=[chapter.name for chapter in CHAPTERS])
def test_every_chapter_can_be_made(chapter: Chapter) -> None:
    tool, *words = chapter.command.split()
    if tool == "make":
        assert all(re.search(rf"^{word}:", MAKEFILE, re.MULTILINE) for word in words)
    else:
        assert _parser().parse_args(words[2:]).command
        assert f"model_training {words[2]} $(DATA)" in MAKEFILE


def test_the_committed_page_is_made_of_the_committed_sections() -> None:
    committed = Path(__file__).parents[2] / "artifacts" / "report"
    report = read_report(committed)
    assert {section.name for section in report.sections} >= {"digits", "numbers", "speed"}
    assert html(report.sections, report.missing, committed) == (committed / PAGE).read_text()
