"""Tests of the server, over real sockets and without any site."""

import asyncio
import hashlib
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.serve.server import (
    HISTORY_LENGTH,
    PREFIX,
    App,
    Board,
    Notice,
    Server,
    Shown,
    find_media_type,
)

PAGE = b"<!DOCTYPE html><html><head><title>A</title></head><body><p>\xc3\xa9</p></BODY></html>\n"
FILES = {
    "index.html": PAGE,
    "quake/index.html": b"<p>no body tag</p>",
    "404.html": b"<body>nothing here</body>",
    "assets/style.css": b"p { color: red }",
    "assets/map.png": b"\x89PNG",
    "feed.xml": b"<feed/>",
    "CNAME": b"example.org",
    "d\xc3\xa9j\xc3\xa0 vu/index.html".encode("latin-1").decode("utf-8"): b"<body>seen</body>",
}
NOTICE = Notice("error", 'a.yaml:1:2: [error] "<b>" (bad-value)', "use <i>", 1, "x: <b>", "   ^")


class Site:
    """A running server over a board."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.board = Board()
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self._server = Server(App(self.board, host=host), self.board, listener)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()

    def connect(self) -> http.client.HTTPConnection:
        """Open a connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def ask(self, target: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Send one request; return the answer and its body."""
        connection = self.connect()
        try:
            connection.request(method, target, headers={n.replace("_", "-"): v for n, v in headers.items()})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def show_files(self) -> None:
        """Show FILES, as a first version."""
        self.board.show(Shown(number=1, files=FILES, changed=frozenset(FILES)))

    def begin_to_stop(self) -> None:
        """Tell the server to end, and do not wait: that takes a fifth of a second."""
        self._server.stop()

    def stop(self) -> None:
        """End the server."""
        self.begin_to_stop()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture(scope="module")
def ending() -> Iterator[list[Site]]:
    """Servers that were told to end; the last test waits for all of them."""
    sites: list[Site] = []
    yield sites
    for site in sites:
        site.stop()


@pytest.fixture
def bare_site(ending: list[Site]) -> Iterator[Site]:
    """A server that shows nothing yet."""
    site = Site()
    ending.append(site)
    yield site
    site.begin_to_stop()


@pytest.fixture
def site(bare_site: Site) -> Site:
    """A server that shows FILES, for tests that show it more."""
    bare_site.show_files()
    return bare_site


@pytest.fixture(scope="module")
def still_site(ending: list[Site]) -> Site:
    """A server that shows FILES, shared by tests that only ask."""
    site = Site()
    ending.append(site)
    site.show_files()
    return site


class Events:
    """A push connection."""

    def __init__(self, site: Site, since: int | str = 0) -> None:
        self._connection = site.connect()
        self._connection.request("GET", f"{PREFIX}events?since={since}")
        self._response = self._connection.getresponse()
        assert self._response.headers["Content-Type"] == "text/event-stream; charset=utf-8"

    def next(self) -> dict[str, object]:
        """Block until the next message."""
        while line := self._response.readline():
            if line.startswith(b"data: "):
                state = json.loads(line.removeprefix(b"data: "))
                assert isinstance(state, dict)
                return state
        raise EOFError

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


@pytest.mark.parametrize(
    ("target", "media_type", "content"),
    [
        ("/assets/style.css", "text/css; charset=utf-8", FILES["assets/style.css"]),
        ("/assets/map.png", "image/png", FILES["assets/map.png"]),
        ("/feed.xml", "application/xml; charset=utf-8", FILES["feed.xml"]),
        ("/CNAME", "text/plain; charset=utf-8", FILES["CNAME"]),
        ("/assets/style.css?v=3", "text/css; charset=utf-8", FILES["assets/style.css"]),
    ],
)
def test_server_gives_files_as_they_are(
    still_site: Site, target: str, media_type: str, content: bytes
) -> None:
    """What is no page comes unchanged, with its type."""
    response, body = still_site.ask(target)

    assert (200, media_type, content) == (response.status, response.headers["Content-Type"], body)


@pytest.mark.parametrize("target", ["/", "/index.html", "/?x=1", "/quake/", "/d%C3%A9j%C3%A0%20vu/"])
def test_server_gives_pages_with_the_push_script(still_site: Site, target: str) -> None:
    """A page comes with the script before the end of its body and is else unchanged."""
    response, body = still_site.ask(target)
    before, _, rest = body.partition(b'<script type="module" src="/__briefgen/client.js?v=')
    _, _, after = rest.partition(b"</script>")

    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert before + after in FILES.values()
    assert after.lower() in (b"", b"</body>", b"</body></html>\n")


def test_server_leads_to_the_folder(still_site: Site) -> None:
    """A page without its final slash is led to, query and all, and not for ever."""
    response, _ = still_site.ask("/quake?a=b")

    assert (response.status, response.headers["Location"]) == (302, "/quake/?a=b")


def test_server_quotes_where_it_leads(still_site: Site) -> None:
    """An address beyond ASCII is quoted."""
    response, _ = still_site.ask("/d%C3%A9j%C3%A0%20vu")

    assert (response.status, response.headers["Location"]) == (302, "/d%C3%A9j%C3%A0%20vu/")


@pytest.mark.parametrize(
    "target",
    [
        "/nothing",
        "/nothing/",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "//etc/passwd",
        "///evil.example/quake",
        "/\\..\\x",
        "/%00",
        "/%ff",
        "/quake/index.html/",
        "/" + "a" * 5000,
    ],
)
def test_server_gives_the_page_for_missing_pages(still_site: Site, target: str) -> None:
    """What the version does not have is not found, whatever the disk has."""
    response, body = still_site.ask(target)

    assert response.status == 404
    assert body.startswith(b"<body>nothing here<script")


def test_server_has_a_page_for_missing_pages_itself(bare_site: Site) -> None:
    """A site without 404.html still answers with a page that updates itself."""
    bare_site.board.show(Shown(number=1, files={"index.html": PAGE}))
    response, body = bare_site.ask("/nothing")

    assert response.status == 404
    assert b"client.js" in body


def test_server_shows_a_placeholder_before_the_first_version(bare_site: Site) -> None:
    """Without any good build there is a page that waits for one."""
    response, body = bare_site.ask("/quake/")

    assert response.status == 503
    assert b"client.js" in body


def test_server_answers_head_without_body(still_site: Site) -> None:
    """HEAD has the headers of GET."""
    got, body = still_site.ask("/quake/")
    head, nothing = still_site.ask("/quake/", "HEAD")

    assert (head.status, nothing) == (200, b"")
    assert str(len(body)) == head.headers["Content-Length"] == got.headers["Content-Length"]
    assert got.headers["ETag"] == head.headers["ETag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_server_refuses_other_methods(still_site: Site, method: str) -> None:
    """Nothing can be changed through the server."""
    response, _ = still_site.ask("/", method)

    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("target", ["/assets/style.css", "/quake/", "/__briefgen/client.js"])
def test_server_saves_sending_what_the_browser_has(still_site: Site, target: str) -> None:
    """Everything is asked for again each time, and sent only if it changed."""
    first, _ = still_site.ask(target)
    again, body = still_site.ask(target, If_None_Match=first.headers["ETag"])

    assert (again.status, body) == (304, b"")
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"


def test_server_sends_what_changed(site: Site) -> None:
    """A new version of a file has a new tag."""
    first, _ = site.ask("/assets/style.css")
    files = {**FILES, "assets/style.css": b"p { color: blue }"}
    site.board.show(Shown(number=2, files=files, changed=frozenset({"assets/style.css"})))
    again, body = site.ask("/assets/style.css", If_None_Match=first.headers["ETag"])

    assert (again.status, body) == (200, b"p { color: blue }")


def test_server_tells_pages_apart_by_what_the_site_has(site: Site) -> None:
    """A new version of the site leaves the digest of an unchanged page alone."""
    first, _ = site.ask("/quake/")
    site.board.show(Shown(number=2, files={**FILES, "index.html": b"new"}, changed=frozenset({"index.html"})))
    again, _ = site.ask("/quake/")
    home, _ = site.ask("/")

    assert first.headers["X-Briefgen-Page"] == again.headers["X-Briefgen-Page"]
    assert hashlib.blake2b(b"new", digest_size=12).hexdigest() == home.headers["X-Briefgen-Page"]


@pytest.mark.parametrize("name", ["client.js", "overlay.js", "idiomorph.esm.js"])
def test_server_gives_its_own_scripts(still_site: Site, name: str) -> None:
    """The scripts of live preview come from the server, not from the still_site."""
    response, body = still_site.ask(f"/__briefgen/{name}")

    assert (response.status, response.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert body


@pytest.mark.parametrize("name", ["", "server.py", "../server.py", "vendor/idiomorph/LICENSE"])
def test_server_gives_nothing_else_of_its_own(still_site: Site, name: str) -> None:
    """Only scripts that are listed can be asked for."""
    response, _ = still_site.ask(f"/__briefgen/{name}")

    assert response.status == 404


def test_server_forbids_guessing_types(still_site: Site) -> None:
    """A file is what its type says, and no other site's page may take it in."""
    response, _ = still_site.ask("/assets/map.png")

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("target", ["/", "/__briefgen/events", "/__briefgen/client.js", "/nothing"])
def test_server_refuses_other_hosts(still_site: Site, target: str) -> None:
    """A request under a foreign name gets nothing."""
    response, body = still_site.ask(target, Host=f"evil.example:{still_site.port}")

    assert response.status == 421
    assert b"nothing here" not in body


# Push


def test_push_gives_the_state_at_once(site: Site) -> None:
    """A page that connects learns the version, and that nothing changed since its own."""
    events = Events(site, since=1)
    state = events.next()
    events.close()

    assert {
        "run": site.board.run,
        "number": 1,
        "changed": [],
        "notices": [],
        "omitted": 0,
        "target": None,
    } == state


def test_push_tells_each_change_to_every_page(site: Site) -> None:
    """Several browsers learn of a version, with the files that are no pages."""
    pages = [Events(site, since=1) for _ in range(3)]
    for page in pages:
        page.next()
    changed = frozenset({"index.html", "assets/style.css"})
    site.board.show(Shown(number=2, files=FILES, changed=changed, target="quake/index.html"))
    states = [page.next() for page in pages]
    for page in pages:
        page.close()

    assert [(s["number"], s["changed"], s["target"]) for s in states] == [
        (2, ["assets/style.css"], "/quake/")
    ] * 3


def test_push_tells_problems_without_a_new_version(site: Site) -> None:
    """A failed build changes what there is to tell, not the version."""
    events = Events(site, since=1)
    events.next()
    site.board.show(Shown(number=1, files=FILES, notices=(NOTICE,)))
    state = events.next()
    events.close()

    assert state["number"] == 1
    assert state["notices"] == [
        {
            "severity": "error",
            "headline": 'a.yaml:1:2: [error] "<b>" (bad-value)',
            "hint": "use <i>",
            "line": 1,
            "source": "x: <b>",
            "caret": "   ^",
        }
    ]


def test_push_tells_a_page_that_slept_all_it_missed(site: Site) -> None:
    """What changed in versions between is not lost."""
    site.board.show(Shown(number=2, files=FILES, changed=frozenset({"assets/style.css"})))
    site.board.show(Shown(number=3, files=FILES, changed=frozenset({"assets/map.png", "index.html"})))
    events = Events(site, since=1)
    state = events.next()
    events.close()

    assert state["changed"] == ["assets/map.png", "assets/style.css"]


def test_push_admits_what_it_does_not_know(site: Site) -> None:
    """A page whose version is unknown is told that everything may have changed."""
    assert site.board.state_since(99).changed is None
    assert site.board.state_since(-1).changed is None
    told: dict[str, bool] = {}
    for since in ("", "x", "99", "-1", "%C2%B2", "1" * 5000):
        connection = site.connect()
        connection.request("GET", f"{PREFIX}events?since={since}")
        told[since] = b'"changed":null' in connection.getresponse().readline()
        connection.close()

    assert dict.fromkeys(told, True) == told


def test_board_forgets_old_history() -> None:
    """Memory is bounded, and what was forgotten is admitted."""
    board = Board()
    for number in range(1, HISTORY_LENGTH + 3):
        board.show(Shown(number=number, files={}, changed=frozenset({"a.css"})))

    assert board.state_since(1).changed is None
    assert board.state_since(3).changed == ["a.css"]


def test_board_lists_no_more_changes_than_a_page_can_use() -> None:
    """A version in which nearly everything changed says so, instead of listing it."""
    board = Board()
    board.show(Shown(number=1, files={}, changed=frozenset(f"{index}.csv" for index in range(2000))))

    assert board.state_since(0).changed is None


def test_push_says_now_and_then_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quiet connection gets signs of life."""
    monkeypatch.setattr("briefgen.serve.server.HEARTBEAT_SECONDS", 0.001)

    async def collect() -> list[object]:
        found: list[object] = []
        follower = Board().follow(0)
        async for state in follower:
            found.append(state)
            if len(found) == 3:
                break
        await follower.aclose()  # type: ignore[attr-defined]
        return found

    first, *quiet = asyncio.run(collect())
    assert first is not None
    assert quiet == [None, None]


def test_server_ends_while_pages_are_open() -> None:
    """Open push connections do not hold up the end."""
    site = Site()
    pages = [Events(site) for _ in range(3)]
    for page in pages:
        page.next()
    site.stop()

    for page in pages:
        with pytest.raises(EOFError):
            page.next()
        page.close()


def test_board_forgets_pages_that_left(site: Site) -> None:
    """A closed page is no longer told anything."""
    events = Events(site, since=1)
    events.next()
    events.close()
    left = threading.Event()
    for number in range(2, 500):
        site.board.show(Shown(number=number, files=FILES))
        if not site.board._listeners or left.wait(0.01):
            break

    assert not site.board._listeners


# Types and vendored files


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.CSS", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("a.jpg", "image/jpeg"),
        ("a.ico", "image/vnd.microsoft.icon"),
        ("a.strange", "application/octet-stream"),
        ("robots.txt", "text/plain; charset=utf-8"),
        (".nojekyll", "text/plain; charset=utf-8"),
    ],
)
def test_media_type_comes_from_the_name(path: str, expected: str) -> None:
    """Types do not depend on the machine's own tables."""
    assert expected == find_media_type(path)


def test_vendored_files_are_unmodified() -> None:
    """The sums in the note beside vendored files are those of the files."""
    folder = Path(__file__).parents[2] / "briefgen/serve/vendor/idiomorph"
    note = (folder / "README.md").read_text("utf-8")

    for name in ("idiomorph.esm.js", "LICENSE"):
        assert f"`{name}`: `{hashlib.sha256((folder / name).read_bytes()).hexdigest()}`" in note
