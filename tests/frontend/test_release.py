"""The page's own lists name what there is, and a first visit is light."""

from .release import FOLDER, PAGE, WORKER, files_at_start, packed_size, page_with_preloads, worker_with_files

LIGHT = 60_000  # bytes, compressed
CHANGED = "the page has changed: run `make page`"


def test_the_browser_is_told_at_once_which_modules_the_page_begins_with() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_with_preloads(), CHANGED


def test_the_whole_page_is_kept_for_when_there_is_no_network() -> None:
    assert WORKER.read_text(encoding="utf-8") == worker_with_files(), CHANGED


def test_a_first_visit_is_light() -> None:
    sizes = {str(file.relative_to(FOLDER)): packed_size(file) for file in files_at_start()}
    assert sum(sizes.values()) < LIGHT, sorted(sizes.items(), key=lambda item: -item[1])
