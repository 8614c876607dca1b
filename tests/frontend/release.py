"""What the page consists of, written where the page needs to know it: `make page`.

The page is served as it lies there, without a build. So two lists stand in its files that no person should keep: the
modules that it begins with, in `index.html`, so that the browser asks for all at once and not for one after the other;
and all its files with their digest, in `service-worker.js`, so that they are kept together for want of a network.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from backend.api.page import ADDRESS
from backend.api.page_comments import shortened
from backend.settings import ROOT

FOLDER = ROOT / "frontend"
PAGE = FOLDER / "index.html"
WORKER = FOLDER / "service-worker.js"
FIRST_MODULE = FOLDER / "js" / "main.js"

IMPORT = re.compile(r"^(?:import|export)\b[^;]*?from '(\.[^']+)';", re.MULTILINE)
"""A module that has to be there before the first one runs; `import()` is for what can wait."""

PRELOAD = '  <link rel="modulepreload" href="{}" fetchpriority="low">\n'
"""Low, for the style sheets come first: with them the page is seen, and can be read before it can be drawn on."""

PRELOADS = re.compile(r'(?: *<link rel="modulepreload"[^\n]*\n)+')
VERSION = re.compile(r"const VERSION = '[^']*'")
LISTS = re.compile(VERSION.pattern + r";\nconst FILES = \[\n.*?\];\n", re.DOTALL)


def address(file: Path) -> str:
    return f"/{file.relative_to(FOLDER).as_posix()}"


def modules_at_start(module: Path = FIRST_MODULE, seen: frozenset[Path] = frozenset()) -> list[Path]:
    """A module and all that it imports, and those import, each once; in a steady order."""
    found = {module: None}
    for name in IMPORT.findall(module.read_text(encoding="utf-8")):
        imported = (module.parent / name).resolve()
        if imported not in seen | set(found):
            found |= dict.fromkeys(modules_at_start(imported, seen | set(found)))
    return list(found)


def files() -> list[Path]:
    """All files of the page but the worker, which the browser keeps apart."""
    served = (file for file in FOLDER.rglob("*") if file.is_file() and ADDRESS.fullmatch(address(file)))
    return sorted(file for file in served if file != WORKER)


def files_at_start() -> Iterator[Path]:
    """What a first visit loads before anything is done: all that the page names, and its modules."""
    text = PAGE.read_text(encoding="utf-8")
    named = re.findall(r'(?:src|href)="/([\w./-]+\.(?:css|svg|webmanifest))"', text)
    yield from {PAGE: None, **{FOLDER / name: None for name in named}, **dict.fromkeys(modules_at_start())}


def packed_size(file: Path) -> int:
    """Bytes on the wire, without headers."""
    content = file.read_bytes()
    sent = shortened(content) if file.suffix in {".js", ".css"} else content
    return len(gzip.compress(sent, compresslevel=6))


def page_with_preloads() -> str:
    """`index.html` as it should be."""
    links = "".join(PRELOAD.format(address(module)) for module in sorted(modules_at_start()))
    return PRELOADS.sub(links, PAGE.read_text(encoding="utf-8"), count=1)


def worker_with_files() -> str:
    """`service-worker.js` as it should be, once `index.html` is."""
    digest = hashlib.sha256()
    for file in files():
        digest.update(f"{address(file)}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    names = ["/", *map(address, files())]
    listed = "".join(f"  '{name}',\n" for name in names)
    lists = f"const VERSION = '{digest.hexdigest()[:16]}';\nconst FILES = [\n{listed}];\n"
    return LISTS.sub(lists, WORKER.read_text(encoding="utf-8"), count=1)


def main() -> None:
    PAGE.write_text(page_with_preloads(), encoding="utf-8")
    WORKER.write_text(worker_with_files(), encoding="utf-8")
    size = sum(map(packed_size, files_at_start()))
    print(f"{len(files())} files, {len(modules_at_start())} modules to begin with; a first visit loads {size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
