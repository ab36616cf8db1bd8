"""Tests of the whole live preview: real files, real builds, a real server and a real browser."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from briefgen.model.configfile import find_project
from briefgen.publish.build import build_site
from briefgen.publish.late import find_unmade
from briefgen.serve import loop
from briefgen.serve.loop import Preview, SiteBuilder
from tests.serve.browser import Browser

pytestmark = pytest.mark.slow
in_browser = pytest.mark.browser

WAIT_SECONDS = 15
BRIEF = "content/briefs/harbour-fire.yaml"
ARTICLE = "content/articles/2024-03-02-harbour-fire.md"
PAGE = "harbour-fire/"
SCROLL = "window.scrollTo({top: 500, behavior: 'instant'})"


class Desk:
    """A project that is being edited, with its preview."""

    def __init__(self, root: Path, *, poll: bool = False, port: int = 0) -> None:
        self.root = root
        self.lines: list[str] = []
        self._logged = threading.Condition()
        self._preview = Preview(root, port=port, poll=poll, log=self._log)
        self.address = self._preview.address
        self._thread = threading.Thread(target=self._preview.run)
        self._thread.start()

    def _log(self, line: str) -> None:
        with self._logged:
            self.lines.append(line)
            self._logged.notify_all()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the first of some words in a file, in place."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a page; return status and text."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=WAIT_SECONDS)
        connection.request("GET", "/" + path)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition holds; it is looked at after each build."""
        with self._logged:
            assert self._logged.wait_for(condition, WAIT_SECONDS), self.lines

    def until_served(self, path: str, words: str) -> None:
        """Wait until a page with these words is served."""
        self.until(lambda: words in self.get(path)[1])

    def stop(self) -> None:
        """End the preview."""
        self._preview.stop()
        self._thread.join(WAIT_SECONDS)
        assert not self._thread.is_alive()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small project."""
    return shutil.copytree(Path(__file__).parent / "project", tmp_path / "project")


@pytest.fixture
def desk(root: Path) -> Iterator[Desk]:
    """A project with its preview."""
    desk = Desk(root)
    yield desk
    desk.stop()


def save_by_rename(path: Path, text: str) -> None:
    """Save as many editors do: a new file takes the place of the old."""
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(text, "utf-8")
    aside.replace(path)


def save_by_backup(path: Path, text: str) -> None:
    """Save as vim does: the old file steps aside, a new one is written, the old one goes."""
    aside = path.with_name(f"{path.name}~")
    path.rename(aside)
    path.write_text(text, "utf-8")
    aside.unlink()


# In the browser


@in_browser
def test_figure_changes_in_the_open_page(browser: Browser, desk: Desk) -> None:
    """A changed figure shows without reload; place and opened evidence stay."""
    browser.open(desk.address + PAGE)
    browser.run("document.querySelector('#workers-injured details').open = true")
    browser.run(SCROLL)
    desk.edit(BRIEF, "value: 12", "value: 4321")
    browser.until(
        "return document.getElementById('workers-injured').innerText.replace(/\\D/g, '').includes('4321')"
    )

    assert browser.is_marked()
    assert browser.run("return document.querySelector('#workers-injured details').open")
    assert browser.run("return Math.round(window.scrollY)") == 500


@in_browser
def test_broken_yaml_shows_over_the_last_good_page(browser: Browser, desk: Desk) -> None:
    """Broken YAML shows file, line, column and caret; the page stays, and when mended the overlay goes."""
    browser.open(desk.address + PAGE)
    before = browser.text()
    desk.edit(BRIEF, "title: Fire in Port Halden", 'title: "Fire in Port Halden')
    overlay = browser.until_overlay("error")

    assert f"{BRIEF}:2:" in overlay
    assert "(yaml-syntax)" in overlay
    assert "^" in overlay
    assert browser.text() == before
    assert desk.get(PAGE)[0] == 200

    desk.edit(BRIEF, 'title: "Fire in Port Halden', "title: Fire in the harbour")
    browser.until_no_overlay()
    browser.until_text("Fire in the harbour")
    assert browser.is_marked()


@in_browser
def test_all_problems_show_at_once(browser: Browser, desk: Desk) -> None:
    """Problems of several files and places show together."""
    browser.open(desk.address)
    desk.edit(BRIEF, "status: developing", "status: developping")
    desk.edit("briefgen.yaml", "title: Test desk", "titel: Test desk")
    browser.until_overlay("briefgen.yaml:1:1")
    desk.edit("briefgen.yaml", "titel: Test desk", "title: Desk of tests")
    overlay = browser.until_overlay(f"{BRIEF}:4:")
    assert "developping" in overlay
    desk.edit(BRIEF, "status: developping", "status: closed")
    browser.until_no_overlay()
    browser.until_text("Desk of tests")


@in_browser
def test_template_edit_changes_the_open_page(browser: Browser, desk: Desk) -> None:
    """A template is taken in like content, and its errors are shown like those of content."""
    browser.open(desk.address + PAGE)
    template = "themes/own/templates/base.html"
    desk.edit(template, "Printed by hand", "Printed by machine")
    browser.until_text("Printed by machine")
    desk.edit(template, "{% block footer %}", "{% block footer }")
    assert f"{template}:6" in browser.until_overlay("template-syntax")
    desk.edit(template, "{% block footer }", "{% block footer %}")
    browser.until_no_overlay()

    assert browser.is_marked()


@in_browser
def test_style_sheet_edit_changes_no_page(browser: Browser, desk: Desk) -> None:
    """A new style shows without reload."""
    browser.open(desk.address + PAGE)
    browser.run(SCROLL)
    desk.edit("themes/own/assets/own.css", "rgb(200, 0, 0)", "rgb(0, 0, 200)")
    browser.until("return getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 0, 200)'")

    assert browser.is_marked()
    assert browser.run("return Math.round(window.scrollY)") == 500


@in_browser
def test_article_edit_changes_its_page_and_its_evidence(browser: Browser, desk: Desk) -> None:
    """An article shows its new text; evidence it no longer holds is a warning until it is mended."""
    browser.open(desk.address + "articles/2024-03-02-harbour-fire/")
    desk.edit(ARTICLE, "two of them badly", "three of them badly")
    browser.until_text("three of them badly")
    desk.edit(ARTICLE, "12 workers were injured", "14 workers were hurt")
    browser.until_text("14 workers were hurt")
    browser.until_overlay("1 warning", ".badge")
    assert not browser.overlay()
    browser.click_overlay(".badge .open")
    assert f"{BRIEF}:42:16: [warning]" in browser.until_overlay("evidence-missing")
    desk.edit(ARTICLE, "14 workers were hurt", "12 workers were injured")
    browser.until_no_overlay()

    assert browser.is_marked()


@in_browser
def test_names_edit_changes_the_open_page(browser: Browser, desk: Desk) -> None:
    """Names of the subject show on the pages that use them."""
    browser.open(desk.address + "people/")
    browser.until_text("Mayor of Port Halden")
    desk.edit("content/names.yaml", "Mayor of Port Halden", "Lord Mayor of Port Halden")
    browser.until_text("Lord Mayor of Port Halden")

    assert browser.is_marked()


@in_browser
def test_deleted_and_renamed_briefs_go_and_come(browser: Browser, desk: Desk) -> None:
    """A brief's page goes with its file and comes with it; a renamed file is the same page."""
    browser.open(desk.address + PAGE)
    brief, aside = desk.root / BRIEF, desk.root / "aside.yaml"
    brief.rename(aside)
    browser.until_overlay("gone from the site", ".gone")
    assert desk.get(PAGE)[0] == 404
    assert PAGE not in desk.get("")[1]

    aside.rename(brief.with_name("renamed.yaml"))
    browser.until_no_overlay(".gone")
    assert desk.get(PAGE)[0] == 200
    assert browser.is_marked()


@in_browser
def test_page_comes_back_after_a_restart(browser: Browser, root: Path) -> None:
    """A page left open shows what the next server has, without being touched."""
    desk = Desk(root)
    try:
        browser.open(desk.address + PAGE)
    finally:
        desk.stop()
    desk.edit(BRIEF, "The grain terminal burns.", "The grain terminal burned down.")
    again = Desk(root, port=urlsplit(desk.address).port or 0)
    try:
        browser.until_text("The grain terminal burned down.")
    finally:
        again.stop()
        browser.driver.get_log("browser")


@in_browser
def test_broken_configuration_at_the_start_is_shown(browser: Browser, root: Path) -> None:
    """With a broken configuration the server starts, shows the place, and the site when it is mended."""
    (root / "briefgen.yaml").write_text("title: [Test\n")
    desk = Desk(root)
    try:
        browser.open(desk.address + PAGE)
        assert "briefgen.yaml:" in browser.until_overlay("yaml-syntax")
        assert desk.get("")[0] == 503
        (root / "briefgen.yaml").write_text("title: Test\ntheme: own\n")
        browser.until_text("Fire in Port Halden")
        browser.until_no_overlay()
    finally:
        desk.stop()
        browser.driver.get_log("browser")


# Over HTTP


@pytest.mark.parametrize("poll", [False, True], ids=["events", "poll"])
@pytest.mark.parametrize("save", [save_by_rename, save_by_backup], ids=lambda save: save.__name__)
def test_saves_of_all_editors_are_served(root: Path, save: Callable[[Path, str], None], poll: bool) -> None:
    """However an editor saves, the new text is served."""
    desk = Desk(root, poll=poll)
    try:
        for turn in range(3):
            text = (root / BRIEF).read_text("utf-8")
            save(root / BRIEF, text.replace("The grain terminal burns", f"{turn} The grain terminal burns"))
            desk.until_served(PAGE, f"{turn} The grain terminal burns")
    finally:
        desk.stop()


def test_burst_of_saves_ends_with_the_last(desk: Desk) -> None:
    """A hundred saves in a row are few builds, and the last state is served."""
    text = (desk.root / BRIEF).read_text("utf-8")
    before = len(desk.lines)
    for turn in range(100):
        save = text.replace("The grain terminal burns.", f"Turn {turn}.")
        (desk.root / BRIEF).write_text(save, "utf-8")
    desk.until_served(PAGE, "Turn 99.")

    assert len(desk.lines) - before <= 10
    assert not any("error" in line for line in desk.lines)


def test_moved_and_deleted_folders_are_watched_again(desk: Desk) -> None:
    """The content folder can go, come back, be deleted and be made anew; meanwhile the last good site stays."""
    content, aside = desk.root / "content", desk.root / "aside"

    def count_told() -> int:
        return sum("there is no content folder" in line for line in desk.lines)

    def count_built() -> int:
        return sum(" pages in " in line for line in desk.lines)

    content.rename(aside)
    desk.until(lambda: count_told() >= 1)
    assert 200 == desk.get(PAGE)[0]
    built = count_built()
    aside.rename(content)
    # A folder that comes and goes again before anybody looked causes no build.
    desk.until(lambda: count_built() > built)
    shutil.copytree(content, aside)
    before = count_told()
    shutil.rmtree(content)
    desk.until(lambda: count_told() > before)
    shutil.copytree(aside, content)
    desk.edit(BRIEF, "The grain terminal burns.", "After all that.")
    desk.until_served(PAGE, "After all that.")


def test_configuration_is_honoured_while_serving(desk: Desk) -> None:
    """Title, content folder and theme can be changed while the server runs, and are watched from then on."""
    desk.edit("briefgen.yaml", "title: Test desk", "title: Other desk")
    desk.until_served("", "Other desk")
    (desk.root / "content").rename(desk.root / "texts")
    desk.edit("briefgen.yaml", "theme: own", "content: texts")
    desk.until(lambda: desk.get(PAGE)[0] == 200 and "Printed by hand" not in desk.get(PAGE)[1])
    desk.edit(BRIEF.replace("content", "texts"), "The grain terminal burns.", "From another folder.")
    desk.until_served(PAGE, "From another folder.")


def test_missing_configuration_is_a_problem_like_others(desk: Desk) -> None:
    """Without its configuration the site stays as it was, and goes on when it is back."""
    text = (desk.root / "briefgen.yaml").read_text("utf-8")
    (desk.root / "briefgen.yaml").unlink()
    desk.until(lambda: any("(file-missing)" in line for line in desk.lines))
    assert desk.get(PAGE)[0] == 200
    (desk.root / "briefgen.yaml").write_text(text.replace("Test desk", "Other desk"), "utf-8")
    desk.until_served("", "Other desk")


def test_feed_names_the_address_of_the_preview(desk: Desk) -> None:
    """Absolute addresses lead into the preview, not to the published site; a site without one has no feed."""
    assert desk.get("feed.xml")[0] == 404
    assert "feed.xml" not in desk.get("")[1]
    config = desk.root / "briefgen.yaml"
    config.write_text(config.read_text("utf-8") + "base_url: https://example.org\n", "utf-8")
    desk.until_served("", "feed.xml")
    assert desk.address in desk.get("feed.xml")[1]


def test_preview_of_a_built_site_makes_pages_when_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show the preview's address, edits reach pages nobody opened, and spoilt memory mends by itself."""
    monkeypatch.setattr(loop, "_IDLE_SECONDS", 60)
    config = root / "briefgen.yaml"
    lines = [line for line in config.read_text("utf-8").splitlines() if not line.startswith("base_url")]
    config.write_text("\n".join([*lines, "base_url: https://example.org", ""]), "utf-8")
    assert build_site(find_project(root)).ok
    desk = Desk(root)
    try:
        page = desk.get(PAGE)
        assert page[0] == 200
        assert "https://example.org" not in page[1]
        edited = (root / BRIEF).read_text("utf-8").replace("The grain terminal burns", "It burns on")
        (root / BRIEF).write_text(edited, "utf-8")
        desk.until_served(PAGE, "It burns on")
        shelf = root / ".briefgen" / "shelf.bin"
        shelf.write_bytes(bytes(shelf.stat().st_size))
        assert desk.get("about/")[0] == 503
        desk.until(lambda: any(line.startswith("briefgen.yaml:") for line in desk.lines))
        assert all(desk.get(path)[0] == 200 for path in ("", PAGE, "about/"))
        assert "It burns on" in desk.get(PAGE)[1]
    finally:
        desk.stop()


@pytest.mark.parametrize("address", ["", "base_url: https://example.org"])
def test_pages_nobody_asks_for_are_made_meanwhile(root: Path, address: str) -> None:
    """A moment after the start, a preview of a built site has all its pages."""
    config = root / "briefgen.yaml"
    config.write_text(config.read_text("utf-8") + f"\n{address}\n", "utf-8")
    project = find_project(root)
    assert build_site(project).ok
    builder = SiteBuilder(root, base_url="http://127.0.0.1", watch=lambda _: None)
    files = builder(None).files
    assert find_unmade(files)
    builder.fill(threading.Event())
    assert not find_unmade(files)


def test_serving_writes_nothing(desk: Desk) -> None:
    """Neither the output folder nor anything else appears in the project."""
    before = {path.relative_to(desk.root) for path in desk.root.rglob("*")}
    desk.edit(BRIEF, "The grain terminal burns.", "Changed.")
    desk.until_served(PAGE, "Changed.")

    assert before == {path.relative_to(desk.root) for path in desk.root.rglob("*")}


def test_serve_runs_until_interrupted(root: Path) -> None:
    """The command's function says where it serves, warns beyond loopback, and ends well on Ctrl-C."""
    script = (
        "import sys; from pathlib import Path; from briefgen.serve.loop import serve;"
        "serve(Path(sys.argv[1]), host='0.0.0.0', port=0, log=lambda line: print(line, flush=True));"
        "print('ended')"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    while not (line := process.stdout.readline()).startswith("Serving"):
        assert line, process.communicate()
        lines.append(line)
    port = urlsplit(line.split()[1]).port
    connection = http.client.HTTPConnection("127.0.0.1", port or 0, timeout=WAIT_SECONDS)
    connection.request("GET", "/__briefgen/events")
    assert connection.getresponse().status == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=WAIT_SECONDS)
    connection.close()

    assert lines[0].startswith("[warning] 0.0.0.0 is not loopback")
    assert (process.returncode, out, err) == (0, "ended\n", "")
