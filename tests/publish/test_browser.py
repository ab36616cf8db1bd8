"""The built theme in a real browser: accessibility, small screens, print, no requests to elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefgen.publish.build import build_site
from tests.publish.conftest import copy_case, open_project

PAGES = [
    "index.html",
    "archive/index.html",
    "sampleton-flood/index.html",
    "articles/index.html",
    "articles/2031-05-03-river-post/index.html",
    "articles/2031-05-05-courier/index.html",
    "people/index.html",
    "places/index.html",
    "method/index.html",
    "404.html",
]

AXE_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(
  found => done(found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join(" | "))),
  error => done([String(error)]));
"""


def find_axe() -> Path:
    """Find axe-core beside the other programs of npm that the tests use."""
    folders = [
        Path(entry).parent for entry in os.environ["PATH"].split(os.pathsep) if entry.endswith("/.bin")
    ]
    folders.append(Path(__file__).resolve().parents[2] / ".venv/node/node_modules")
    for folder in folders:
        if (folder / "axe-core/axe.min.js").is_file():
            return folder / "axe-core/axe.min.js"
    pytest.fail("axe-core is needed: `scripts/setup.sh node .venv/node`")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample once."""
    project = open_project(copy_case("sample", tmp_path_factory.mktemp("browser") / "sample"))
    assert build_site(project, base_url="").ok
    return project.output_path


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """Give the browser, and take back what a test made it pretend."""
    yield chromium
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def show(
    browser: Any, site: Path, page: str, *, width: int, mode: str = "light", media: str = "screen"
) -> None:
    """Open a page at a width, in light or dark, on screen or in print."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    features = [{"name": "prefers-color-scheme", "value": mode}]
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
    browser.get((site / page).as_uri())


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_accessibility_fault(browser: Any, site: Path, page: str, mode: str) -> None:
    """With all evidence open, axe-core finds nothing at phone and desktop width."""
    axe = find_axe().read_text(encoding="utf-8")
    for width in (375, 1280):
        show(browser, site, page, width=width, mode=mode)
        dark = browser.execute_script("return matchMedia('(prefers-color-scheme: dark)').matches")
        assert dark == (mode == "dark")
        browser.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true })")
        browser.execute_script(axe)
        assert browser.execute_async_script(AXE_RUN) == []


@pytest.mark.parametrize("page", PAGES)
def test_page_needs_no_sideways_scroll(browser: Any, site: Path, page: str) -> None:
    """At 320 and 375 pixels nothing sticks out of the page, evidence open or closed."""
    for width in (320, 375):
        show(browser, site, page, width=width)
        browser.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_evidence_is_printed_though_closed(browser: Any, site: Path) -> None:
    """In print the words of closed evidence take room, and navigation does not."""
    show(browser, site, "sampleton-flood/index.html", width=800, media="print")
    heights = browser.execute_script(
        "return Array.from(document.querySelectorAll('details .quotes'), one => one.clientHeight)"
    )
    assert heights
    assert min(heights) > 20
    assert (
        browser.execute_script("return document.querySelector('.site-nav').getBoundingClientRect().height")
        == 0
    )
    after = "return getComputedStyle(document.querySelector('.sources .print-address'), '::after').content"
    assert "https://river-post.example/" in browser.execute_script(after)


def test_keyboard_reaches_the_content_first(browser: Any, site: Path) -> None:
    """The first stop of the tab key is the visible link past the navigation, and it works."""
    from selenium.webdriver.common.keys import Keys

    show(browser, site, "sampleton-flood/index.html", width=1280)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    link = browser.switch_to.active_element
    assert link.get_attribute("href").endswith("#_main")
    assert browser.execute_script("return arguments[0].getBoundingClientRect().top", link) >= 0
    link.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "_main"


def test_link_from_evidence_marks_its_words(browser: Any, site: Path) -> None:
    """Following a claim's link to its context, the words stand out and lead back."""
    show(browser, site, "sampleton-flood/index.html", width=1280)
    link = browser.execute_script(
        "return document.querySelector('#flood-of-2019 .credit a[href*=articles]').href"
    )
    browser.get(link)
    words = browser.execute_script("return document.querySelector('.anchor:target ~ mark').textContent")
    assert words.startswith("The town last flooded in March 2019")
    browser.get(
        browser.execute_script(
            "return document.querySelector('.used:has(> .anchor:target) + .use-number').href"
        )
    )
    assert browser.execute_script("return document.querySelector(':target').id") == "flood-of-2019"


def test_pages_ask_for_nothing_but_their_own_files(browser: Any, site: Path) -> None:
    """A page loads its style sheets and nothing else, nothing from elsewhere, and logs no error."""
    for page in PAGES:
        show(browser, site, page, width=1280)
        asked = browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
        root = site.as_uri()
        assert [name for name in asked if not name.startswith(root)] == []
        assert browser.get_log("browser") == []
