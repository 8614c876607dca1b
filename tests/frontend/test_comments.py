"""What travels of the page's sources is the same program."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from backend.api.page_comments import shortened
from backend.settings import ROOT

from .node import FOLDER, node, tool
from .release import FOLDER as PAGE

DOCKERFILE = (ROOT / "frontend" / "Dockerfile").read_text(encoding="utf-8")


def changed(sources: dict[str, tuple[str, str]]) -> list[str]:
    """The names of those whose two versions are not the same program."""
    tool("eslint")
    done = subprocess.run(
        [node(), str(FOLDER / "tokens.mjs")], input=json.dumps(sources), capture_output=True, text=True, check=True
    )
    names: list[str] = json.loads(done.stdout)
    return names


def test_without_its_comments_every_module_does_the_same() -> None:
    modules = sorted(PAGE.rglob("*.js"))
    texts = {module.name: module.read_bytes() for module in modules if "node_modules" not in module.parts}
    assert len(texts) > 50
    assert changed({name: (text.decode(), shortened(text).decode()) for name, text in texts.items()}) == []


def test_another_program_is_found() -> None:
    assert changed({"a": ("f(1);", "f(2);"), "b": ("// x\nf(1);", "f(1);"), "c": ("`\n// x\n`", "`\n`")}) == ["a", "c"]


def test_the_style_sheets_keep_all_rules() -> None:
    for sheet in (PAGE / "css").glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        rules = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        left = re.sub(r"/\*.*?\*/", "", shortened(text.encode()).decode(), flags=re.DOTALL)
        assert rules.split() == left.split(), sheet.name


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (b"// a\nf(); // b\n", b"f(); // b\n"),
        (b"if (a) {\n  f();\n}\n", b"if (a) {\nf();\n}\n"),
        (b"  /** a */\nf();\n", b"f();\n"),
        (b"/**\n * a\n */\nf();\n", b"f();\n"),
        (b"const a = '/* b */';\n", b"const a = '/* b */';\n"),
    ],
)
def test_only_comments_on_lines_of_their_own_go(source: bytes, left: bytes) -> None:
    assert shortened(source) == left


def test_the_image_of_the_page_leaves_out_the_same(tmp_path: Path) -> None:
    rules = re.findall(r"-e '([^']+)'", DOCKERFILE)
    assert len(rules) == 4
    for source in sorted([*PAGE.rglob("*.js"), *PAGE.rglob("*.css")]):
        (tmp_path / source.name).write_bytes(source.read_bytes())
        command = ["sed", "-i", *(part for rule in rules for part in ("-e", rule)), str(tmp_path / source.name)]
        subprocess.run(command, check=True)
        assert (tmp_path / source.name).read_bytes() == shortened(source.read_bytes()), source.name
