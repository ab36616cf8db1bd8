"""Tests of what the dev server does in an open page: a real browser, and a site of a few lines."""

import socket
import threading
from collections.abc import Iterator

import pytest

from briefgen.serve.server import App, Board, Notice, Server, Shown
from tests.serve.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="stylesheet" href="/style.css">{head}</head>
<body>
<header><h1 id="top">{title}</h1><a id="link" href="other/">Other</a></header>
<div class="tall"></div>
<input id="name" value="">
<p>Search <input name="search" value=""></p>
<details id="more"><summary>More</summary><p>{more}</p></details>
<section><details><summary>Words</summary><p>{more}</p></details></section>
<ul>{items}</ul>
<div class="tall"></div>
{body}</body></html>
"""
STYLE = ".tall {{ height: 3000px }} h1 {{ color: {color} }}"
ERROR = Notice(
    "error",
    "content/a.yaml:3:8: [error] not a number (wrong-type)",
    "write 12",
    3,
    "value: <b>x</b>",
    "       ^",
)
WARNING = Notice("warning", "content/a.yaml:9: [warning] no evidence (evidence-none)")


def page(
    title: str = "Quake",
    *,
    items: str = "<li>12 killed</li>",
    more: str = "less",
    head: str = "",
    body: str = "",
) -> bytes:
    """A page of the site."""
    return PAGE.format(title=title, items=items, more=more, head=head, body=body).encode()


class Site:
    """A dev server whose versions are set by hand."""

    def __init__(self, *, port: int = 0, follow: bool = False) -> None:
        self.board = Board()
        self.files: dict[str, bytes] = {}
        self._number = 0
        listener = socket.create_server(("127.0.0.1", port))
        self.port = listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self._server = Server(App(self.board, host="127.0.0.1", follow=follow), self.board, listener)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()

    def change(self, *notices: Notice, target: str | None = None, **files: bytes | None) -> None:
        """Show a new version: files given change or, with None, go; `_` is `/` in names, `__` a dot."""
        changed = {name.replace("__", ".").replace("_", "/"): content for name, content in files.items()}
        merged = {**self.files, **changed}
        self.files = {name: content for name, content in merged.items() if content is not None}
        self._number += 1
        shown = Shown(
            number=self._number, files=self.files, changed=frozenset(changed), notices=notices, target=target
        )
        self.board.show(shown)

    def tell(self, *notices: Notice) -> None:
        """Tell something without a new version, as a failed build does."""
        self.board.show(Shown(number=self._number, files=self.files, notices=notices))

    def stop(self) -> None:
        """End the server."""
        self._server.stop()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of two pages."""
    site = Site()
    site.change(
        index__html=page(),
        other_index__html=page("Other"),
        style__css=STYLE.format(color="red").encode(),
        **{"404__html": page("Not here")},
    )
    yield site
    site.stop()


def style_of(browser: Browser) -> str:
    """The colour of the page's headline."""
    return str(browser.run("return getComputedStyle(document.querySelector('h1')).color"))


def test_client_changes_the_text_in_place(browser: Browser, site: Site) -> None:
    """A changed figure shows without a reload, and title and place stay right."""
    browser.open(site.address)
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    browser.run("window.scrollTo(0, 2500)")
    site.change(index__html=page("Quake 2", items="<li>13 killed</li>", more="more"))
    browser.until_text("13 killed")

    assert browser.is_marked()
    assert browser.driver.title == "Quake 2"
    assert browser.run("return document.querySelectorAll('details[open]').length") == 2
    assert browser.run("return window.scrollY") == 2500
    assert "12 killed" not in browser.text()


def test_client_keeps_focus_and_what_was_typed(browser: Browser, site: Site) -> None:
    """A reader who types goes on typing."""
    browser.open(site.address)
    browser.driver.find_element("id", "name").send_keys("Alma")
    site.change(index__html=page(items="<li>13 killed</li><li>14 missing</li>"))
    browser.until_text("14 missing")
    browser.driver.switch_to.active_element.send_keys("ty")

    assert browser.run("return document.getElementById('name').value") == "Almaty"
    assert browser.is_marked()


def test_client_keeps_what_was_typed_before(browser: Browser, site: Site) -> None:
    """Words in a field that is not focused any more stay, and ticks stay."""
    site.change(index__html=page(body='<input type="checkbox" id="tick">'))
    browser.open(site.address)
    browser.driver.find_element("id", "name").send_keys("Alma")
    browser.driver.find_element("name", "search").send_keys("fire")
    browser.run("document.getElementById('tick').checked = true; document.getElementById('link').focus()")
    site.change(
        index__html=page(items="<li>13 killed</li>", body='<input type="checkbox" id="tick" class="x">')
    )
    browser.until_text("13 killed")

    assert browser.run("return document.getElementById('name').value") == "Alma"
    assert browser.run("return document.querySelector('[name=search]').value") == "fire"
    assert browser.run("return document.querySelector('#tick.x').checked")


def test_client_keeps_the_focus_of_a_link(browser: Browser, site: Site) -> None:
    """The focused link is still focused when the page around it changed."""
    browser.open(site.address)
    browser.run("document.getElementById('link').focus()")
    site.change(index__html=page("Changed").replace(b"<header>", b"<p>New</p><header>"))
    browser.until_text("New")

    assert browser.run("return document.activeElement.id") == "link"


def test_client_gives_the_focus_to_what_replaces_the_focused(browser: Browser, site: Site) -> None:
    """Where the focused element is replaced, the one with its id gets the focus, without a jump."""
    browser.open(site.address)
    browser.run("document.getElementById('link').focus({preventScroll: true}); window.scrollTo(0, 2500)")
    site.change(
        index__html=page().replace(b'<a id="link" href="other/">Other</a>', b'<button id="link">B</button>')
    )
    browser.until("return document.querySelector('button#link')")

    browser.until("return document.activeElement.localName === 'button'")
    assert browser.run("return window.scrollY") > 2400


def test_client_keeps_what_scripts_of_the_page_made(browser: Browser, site: Site) -> None:
    """What the edit did not touch is left as the page's own scripts have it."""
    browser.open(site.address)
    browser.run(
        "document.documentElement.dataset.theme = 'dark'; document.getElementById('top').append(' (made)');"
    )
    site.change(index__html=page(items="<li>13 killed</li>"))
    browser.until_text("13 killed")

    assert browser.run("return document.documentElement.dataset.theme") == "dark"
    assert "Quake (made)" in browser.text()


def test_client_takes_over_attributes_of_the_page(browser: Browser, site: Site) -> None:
    """Attributes that the edit changed are changed, on the root too."""
    browser.open(site.address)
    site.change(
        index__html=page().replace(b'lang="en"', b'lang="kk" class="x"').replace(b"<ul>", b'<ul class="y">')
    )
    browser.until("return document.documentElement.lang === 'kk' && document.querySelector('ul.y')")

    assert browser.run("return document.documentElement.className") == "x"


def test_client_swaps_styles_without_reload(browser: Browser, site: Site) -> None:
    """A new style shows while the page stays as it is, time after time."""
    browser.open(site.address)
    browser.run("document.getElementById('more').open = true; window.scrollTo(0, 2500)")
    for color, expected in (("blue", "rgb(0, 0, 255)"), ("lime", "rgb(0, 255, 0)")):
        site.change(style__css=STYLE.format(color=color).encode())
        browser.until(lambda expected=expected: style_of(browser) == expected)
    browser.until("return document.querySelectorAll('link[rel=stylesheet]').length === 1")

    assert browser.is_marked()
    assert browser.run("return document.getElementById('more').open && window.scrollY === 2500")


def test_client_keeps_swapped_styles_when_the_text_changes(browser: Browser, site: Site) -> None:
    """After a new style, a new text does not bring the old style back."""
    browser.open(site.address)
    site.change(style__css=STYLE.format(color="blue").encode())
    browser.until(lambda: style_of(browser) == "rgb(0, 0, 255)")
    site.change(index__html=page(items="<li>13 killed</li>"))
    browser.until_text("13 killed")

    assert style_of(browser) == "rgb(0, 0, 255)"
    assert browser.run("return document.querySelectorAll('link[rel=stylesheet]').length") == 1


def test_client_takes_a_style_sheet_of_another_name(browser: Browser, site: Site) -> None:
    """A page that names another style sheet never stands there without any."""
    browser.open(site.address)
    browser.run(
        "window.colors = new Set(); const h1 = document.querySelector('h1');"
        "(function look() { colors.add(getComputedStyle(h1).color); requestAnimationFrame(look); })()"
    )
    site.change(
        index__html=page().replace(b"/style.css", b"/new.css"),
        new__css=STYLE.format(color="blue").encode(),
        style__css=None,
    )
    browser.until(lambda: style_of(browser) == "rgb(0, 0, 255)")

    assert browser.is_marked()
    assert set(browser.run("return [...colors]")) <= {"rgb(255, 0, 0)", "rgb(0, 0, 255)"}


def test_client_loses_no_change_while_it_is_busy(browser: Browser, site: Site) -> None:
    """Versions that come while the page takes one in are taken in together."""

    def until_received(count: int) -> None:
        browser.until(f"return performance.getEntriesByName('briefgen:connected').length === {count}")

    browser.open(site.address)
    browser.run(
        "const real = window.fetch; const gate = new Promise((open) => { window.openGate = open; });"
        "window.fetch = async (...asked) => { await gate; return real(...asked); };"
    )
    site.change(index__html=page(items="<li>13 killed</li>"))
    until_received(2)
    site.change(style__css=STYLE.format(color="blue").encode())
    until_received(3)
    site.change(index__html=page(items="<li>14 killed</li>"))
    until_received(4)
    browser.run("window.openGate()")
    browser.until_text("14 killed")
    browser.until(lambda: style_of(browser) == "rgb(0, 0, 255)")

    assert browser.is_marked()


def test_client_reloads_when_scripts_change(browser: Browser, site: Site) -> None:
    """A script that ran cannot be taken back: the page is loaded anew."""
    site.change(index__html=page(head='<script src="x.js"></script>'), x__js=b"window.value = 1")
    browser.open(site.address)
    site.change(x__js=b"window.value = 2")
    browser.until("return window.value === 2")

    assert not browser.is_marked()


def test_client_reloads_when_a_page_names_another_script(browser: Browser, site: Site) -> None:
    """A page with a new script is loaded anew."""
    browser.open(site.address)
    site.change(index__html=page(head='<script src="x.js"></script>'), x__js=b"window.value = 1")
    browser.until("return window.value === 1")

    assert not browser.is_marked()


def test_client_leaves_unchanged_pages_alone(browser: Browser, site: Site) -> None:
    """A change of another page does nothing to this one."""
    browser.open(site.address)
    browser.run("document.querySelector('li').append(' (touched)')")
    site.change(other_index__html=page("Other 2"))
    site.change(other_index__html=page("Other 3"))
    site.change(style__css=STYLE.format(color="blue").encode())
    browser.until(lambda: style_of(browser) == "rgb(0, 0, 255)")

    assert "12 killed (touched)" in browser.text()
    assert browser.is_marked()


def test_client_shows_errors_over_the_last_good_page(browser: Browser, site: Site) -> None:
    """An error stands over the page with place, hint, line and caret, and goes by itself."""
    browser.open(site.address)
    site.tell(ERROR, WARNING)
    text = browser.until_overlay("1 error, 1 warning")

    assert "content/a.yaml:3:8: [error] not a number (wrong-type)" in text
    assert "hint: write 12" in text
    assert "3 | value: <b>x</b>\n  |        ^" in text
    assert "content/a.yaml:9: [warning] no evidence (evidence-none)" in text
    assert "12 killed" in browser.text()

    site.change(index__html=page(items="<li>13 killed</li>"))
    browser.until_no_overlay()
    browser.until_text("13 killed")
    assert browser.is_marked()


def test_client_shows_problems_that_were_there_before(browser: Browser, site: Site) -> None:
    """A page opened while there is an error shows it."""
    site.tell(ERROR)
    browser.open(site.address)

    assert "wrong-type" in browser.until_overlay("1 error")


def test_overlay_is_an_accessible_dialog(browser: Browser, site: Site) -> None:
    """The overlay has role, name and focus, Escape puts it away, and the focus goes back."""
    browser.open(site.address)
    browser.run("document.getElementById('link').focus()")
    site.tell(ERROR)
    browser.until_overlay("1 error")
    panel = browser.run(
        "return document.querySelector('briefgen-overlay').shadowRoot.querySelector('.panel')"
    )

    assert panel.aria_role == "alertdialog"
    assert panel.accessible_name == "1 error"
    browser.driver.switch_to.active_element.send_keys("\ue00c")
    browser.until_no_overlay()
    assert browser.run("return document.activeElement.id") == "link"
    assert "1 error" in browser.overlay(".badge")

    site.tell(ERROR)
    site.change(index__html=page(items="<li>13 killed</li>"))
    browser.until_text("13 killed")
    browser.until_no_overlay(".badge")


def test_overlay_does_not_take_the_focus_from_who_types(browser: Browser, site: Site) -> None:
    """An error does not interrupt typing into the page."""
    browser.open(site.address)
    browser.driver.find_element("id", "name").send_keys("Al")
    site.tell(ERROR)
    browser.until_overlay("1 error")
    browser.driver.switch_to.active_element.send_keys("ma")

    assert browser.run("return document.getElementById('name').value") == "Alma"


def test_overlay_keeps_warnings_small(browser: Browser, site: Site) -> None:
    """Warnings are a badge, which opens, closes and can be put away."""
    browser.open(site.address)
    site.tell(WARNING)
    browser.until_overlay("1 warning", ".badge")
    assert not browser.overlay()

    browser.click_overlay(".badge .open")
    assert "evidence-none" in browser.until_overlay("1 warning")
    browser.click_overlay(".panel .close")
    browser.until_overlay("1 warning", ".badge")
    browser.click_overlay(".badge .close")
    assert not browser.overlay(".badge")

    site.change(WARNING, index__html=page(items="<li>13 killed</li>"))
    browser.until_text("13 killed")
    assert not browser.overlay(".badge")


def test_overlay_says_how_many_problems_it_leaves_out(browser: Browser, site: Site) -> None:
    """Of thousands of problems the first are shown and the rest counted."""
    browser.open(site.address)
    site.board.show(Shown(number=1, files=site.files, notices=(ERROR,), omitted=900))

    browser.until_overlay("1 error and 900 more")


def test_client_says_that_a_page_is_gone(browser: Browser, site: Site) -> None:
    """A deleted page stays in view with a remark, and both go when it is back."""
    browser.open(site.address + "other/")
    site.change(other_index__html=None)
    assert "gone from the site" in browser.until_overlay("home page", ".gone")
    assert "Other" in browser.text()

    site.change(other_index__html=page("Other 2"))
    browser.until_text("Other 2")
    browser.until_no_overlay(".gone")
    assert browser.is_marked()


def test_client_turns_a_missing_page_into_the_page(browser: Browser, site: Site) -> None:
    """Whoever waits at an address sees the page once it is there."""
    browser.open(site.address + "third/")
    assert "Not here" in browser.text()
    site.change(third_index__html=page("Third"))
    browser.until_text("Third")


def test_client_turns_the_placeholder_into_the_site(browser: Browser) -> None:
    """A server that began with an error shows the site once it is mended."""
    site = Site()
    try:
        site.tell(ERROR)
        browser.open(site.address)
        assert "wrong-type" in browser.until_overlay("1 error")
        assert "No site yet" in browser.text()
        site.change(index__html=page())
        browser.until_text("12 killed")
        browser.until_no_overlay()
    finally:
        site.stop()


def test_client_follows_only_when_asked(browser: Browser, site: Site) -> None:
    """Without --follow a change elsewhere leaves the reader where he is."""
    browser.open(site.address)
    site.change(other_index__html=page("Other 2"), target="other/index.html")
    site.change(index__html=page(items="<li>13 killed</li>"), target="other/index.html")
    browser.until_text("13 killed")

    assert browser.driver.current_url == site.address


def test_client_follows_the_edit(browser: Browser) -> None:
    """With --follow the browser goes to the page that changed, and there to the place."""
    site = Site(follow=True)
    try:
        site.change(
            index__html=page(), other_index__html=page("Other"), style__css=STYLE.format(color="red").encode()
        )
        browser.open(site.address)
        site.change(other_index__html=page("Other 2"), target="other/index.html")
        browser.until(lambda: browser.driver.current_url == site.address + "other/")
        browser.until_connected()
        site.change(other_index__html=page("Other 2", body="<p>Far below</p>"), target="other/index.html")
        browser.until_text("Far below")
        browser.until("return window.scrollY > 2000")
    finally:
        site.stop()


def test_client_serves_several_browsers(browser: Browser, second_browser: Browser, site: Site) -> None:
    """Two browsers on two pages both change."""
    browser.open(site.address)
    second_browser.open(site.address + "other/")
    site.change(index__html=page("Quake 2"), other_index__html=page("Other 2"))
    browser.until_text("Quake 2")
    second_browser.until_text("Other 2")

    assert browser.is_marked()
    assert second_browser.is_marked()


def test_client_serves_more_tabs_than_a_browser_has_connections(browser: Browser, site: Site) -> None:
    """Tabs in the background give their connection up, and catch up when they are looked at."""
    first = browser.driver.current_window_handle
    opened = []
    try:
        browser.open(site.address)
        for _ in range(8):
            browser.driver.switch_to.new_window("tab")
            opened.append(browser.driver.current_window_handle)
            browser.open(site.address + "other/")
        site.change(index__html=page("Quake 2"), style__css=STYLE.format(color="blue").encode())
        browser.driver.switch_to.window(first)
        browser.until_text("Quake 2")
        browser.until(lambda: style_of(browser) == "rgb(0, 0, 255)")
        assert browser.is_marked()
    finally:
        for handle in opened:
            browser.driver.switch_to.window(handle)
            browser.driver.close()
        browser.driver.switch_to.window(first)


def test_client_comes_back_after_a_restart(browser: Browser) -> None:
    """A page outlives the server: it waits, says so, and shows what the next one has."""
    site = Site()
    site.change(index__html=page())
    browser.open(site.address)
    site.stop()
    browser.until_overlay("does not answer", ".lost")
    again = Site(port=site.port)
    try:
        again.change(index__html=page(items="<li>13 killed</li>"))
        browser.until_text("13 killed")
        browser.until_connected()
        assert not browser.overlay(".lost")
        again.change(index__html=page(items="<li>14 killed</li>"))
        browser.until_text("14 killed")
    finally:
        again.stop()
        browser.driver.get_log("browser")


def test_client_shows_the_last_of_many_versions(browser: Browser, site: Site) -> None:
    """Versions that come faster than the page can change end with the last one."""
    browser.open(site.address)
    for count in range(100):
        site.change(index__html=page(items=f"<li>{count} killed</li>"))
    browser.until_text("99 killed")

    assert browser.is_marked()
