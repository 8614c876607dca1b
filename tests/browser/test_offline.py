"""Kept by the browser: the page opens without a network, and its policy lets it do all that it does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, expect

from tests.frontend.release import FOLDER, VERSION, address, files, files_at_start
from tests.frontend.test_release import LIGHT

from .conftest import DESKTOP, OpenTablet
from .handwriting import SEVEN
from .server import Server
from .tablet import ANSWER_LIMIT, Tablet

KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const [name] = await caches.keys();
  return (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
}"""

UPDATED = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const { installing } = registration;
  if (installing) await new Promise((resolve) => installing.addEventListener('statechange', resolve, { once: true }));
  return registration.waiting !== null;
}"""

PART = "async () => (await (await fetch('/js/player.js')).text()).includes('second')"


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The page alone, at an address of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def release_second(folder: Path) -> None:
    worker, part = folder / "service-worker.js", folder / "js" / "player.js"
    worker.write_text(VERSION.sub("const VERSION = 'second'", worker.read_text(encoding="utf-8")), encoding="utf-8")
    part.write_text(part.read_text(encoding="utf-8") + "// second\n", encoding="utf-8")


def test_an_open_page_keeps_its_release_and_a_load_without_others_brings_the_new(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "page"
    shutil.copytree(FOLDER, folder)
    context = browser.new_context(service_workers="allow")
    with serving(folder) as url, context:
        page, beside = context.new_page(), context.new_page()
        for each in (page, beside):
            each.goto(f"{url}#number")
            each.evaluate(KEPT)
        release_second(folder)
        assert page.evaluate(UPDATED)
        page.reload()
        assert [each.evaluate(PART) for each in (page, beside)] == [False, False]
        beside.close()
        page.reload()
        page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration()).waiting")
        expect(page.get_by_role("radio", name="Number")).to_be_checked(timeout=ANSWER_LIMIT)  # loads again on its own
        assert page.evaluate(PART)
        assert page.evaluate("() => caches.keys()") == ["page-second"]


def test_opens_without_a_network_and_reads_when_there_is_one(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, DESKTOP, workers="allow") as tablet:
        kept = tablet.page.evaluate(KEPT)
        assert sorted(kept) == sorted(["/", *map(address, files())])
        tablet.page.context.set_offline(True)
        tablet.page.goto(f"{server.url}/?lang=de")
        expect(tablet.page.locator("#version")).to_have_text("noch unbekannt")  # the page has begun
        tablet.draw(SEVEN)
        spoken = tablet.page.get_by_role("status")
        expect(spoken).to_contain_text("Du bist offline. Deine Zeichnung bleibt erhalten", timeout=ANSWER_LIMIT)
        assert tablet.ink() > 0
        tablet.page.context.set_offline(False)
        expect(spoken).to_contain_text("Gelesen: Sieben", timeout=ANSWER_LIMIT)
        assert all("ERR_" in error for error in tablet.complaints.errors), tablet.complaints.errors
        tablet.complaints.errors.clear()


def test_the_documentation_is_not_kept_and_still_opens(open_tablet: OpenTablet, server: Server) -> None:
    with open_tablet(server.url, DESKTOP, workers="allow") as tablet:
        tablet.page.evaluate(KEPT)
        tablet.page.goto(f"{server.url}/docs")
        expect(tablet.page.get_by_text("/v1/predict", exact=True)).to_be_visible(timeout=ANSWER_LIMIT)


def test_a_first_visit_asks_for_what_is_counted_and_for_nothing_else(desk: Tablet) -> None:
    weight = desk.page.evaluate(
        """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .filter(({ name }) => !name.includes('/v1/'))
          .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""
    )
    assert len(list(files_at_start())) * 100 < weight < LIGHT
    asked: list[str] = []

    def on_request(request: Request) -> None:
        asked.append(urlsplit(request.url).path)

    desk.page.on("request", on_request)
    desk.page.reload(wait_until="networkidle")
    counted = {"/" if file.name == "index.html" else address(file) for file in files_at_start()}
    assert set(asked) - {"/v1/model"} <= counted
    modules = [path for path in asked if path.endswith(".js")]
    assert len(modules) == len(set(modules)), "asked for twice"


def test_the_policy_forbids_what_is_written_into_a_page(desk: Tablet) -> None:
    desk.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.injected = true';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="position: fixed">x</p>');
        }"""
    )
    assert desk.page.evaluate("() => window.injected") is None
    expect(desk.page.locator("#styled")).to_have_css("position", "static")
    assert len(desk.complaints.errors) == 2
    assert all("Content Security Policy" in error for error in desk.complaints.errors)
    desk.complaints.errors.clear()
