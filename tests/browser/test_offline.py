"""Kept by the browser: the page opens without a network, and its policy lets it do all that it does."""

from urllib.parse import urlsplit

from playwright.sync_api import Request, expect

from tests.frontend.release import address, files, files_at_start
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
