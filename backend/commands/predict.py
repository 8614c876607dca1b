"""`python -m backend predict`: files of digits in, a table of answers out, on all cores."""

import json
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from itertools import islice

from tqdm import tqdm

from backend.app import load_models
from backend.commands import reading_worker
from backend.commands.errors import CommandError
from backend.commands.job import Job
from backend.commands.journal import Journal, Row, open_journal
from backend.commands.sources import Item, Source, digest, find_sources, items
from backend.commands.table import check_output, columns, write_table
from backend.recognition.recognizer import Recognizer
from backend.settings import Settings

CHUNK = 64
"""Items that a process reads at a time."""

AHEAD = 4
"""Chunks for each process that are read and not written yet: the slowest picture holds up the others no longer."""

JOURNAL = ".journal"
"""What the name of the output is followed by while it is not there yet."""


def predict(settings: Settings, job: Job) -> list[Row]:
    """Writes the table and gives back the rows that have a problem. Raises CommandError, ArtifactError."""
    check_output(job.out)
    sources = find_sources(job.paths)
    total = sum(source.rows for source in sources)
    if not total:
        raise CommandError("There is nothing to read: the files have no line.")
    journal_path = job.out.with_name(job.out.name + JOURNAL)
    if job.out.exists() and not journal_path.exists():
        raise CommandError(f"{job.out} is there already; remove it, or name another output.")
    recognizer, _ = load_models(settings)
    journal = open_journal(journal_path, _heading(settings, job.top_k, recognizer, sources))
    try:
        _fill(journal, sources, total, settings, job)
        write_table(job.out, journal.rows(), columns(job.top_k))
        failed = [row for row in journal.rows() if "problem" in row]
        journal.remove()
    finally:
        journal.close()
    return failed


def _fill(journal: Journal, sources: Sequence[Source], total: int, settings: Settings, job: Job) -> None:
    """Reads what is not in the journal yet."""
    left = islice(items(sources, settings.max_json_bytes), journal.done, None)
    bar = tqdm(total=total, initial=journal.done, unit=" digits", disable=None, file=sys.stderr)
    with bar, closing(_read(_chunks(left), settings, job)) as read:
        for rows, count in read:
            journal.append(rows, count)
            bar.update(count)
    if journal.done != total:
        raise CommandError(f"{journal.path} has {journal.done} rows and not {total}: the files changed meanwhile.")


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Ctrl-C waits: processes that are being begun would complain of a start that breaks off."""
    held: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if held:
        raise KeyboardInterrupt


def _read(chunks: Iterable[list[Item]], settings: Settings, job: Job) -> Generator[tuple[bytes, int]]:
    """The rows of the chunks, in their order. No process is begun where there is none."""
    waiting: deque[Future[tuple[bytes, int]]] = deque()
    # Not forked: a child would have the locks of threads that it does not have.
    context = multiprocessing.get_context("spawn")
    jobs = job.jobs or multiprocessing.cpu_count()
    pool = ProcessPoolExecutor(jobs, context, reading_worker.start, (settings, job.top_k))
    try:
        for chunk in chunks:
            with _without_interruption():
                waiting.append(pool.submit(reading_worker.read, chunk))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise CommandError("A process that reads was killed; the same command goes on where it was.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _chunks(found: Iterator[Item]) -> Iterator[list[Item]]:
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _heading(settings: Settings, top_k: int, recognizer: Recognizer, sources: Sequence[Source]) -> dict[str, str]:
    """All that rows depend on."""
    limits = ("min_probability", "max_json_bytes", "max_image_bytes", "max_image_pixels", "max_points")
    return {
        "files": digest(sources),
        "models": " ".join(f"{card.version} {card.sha256}" for card in recognizer.cards),
        "--top-k": str(top_k),
        "settings": json.dumps({name: getattr(settings, name) for name in limits}),
    }
