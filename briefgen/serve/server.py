"""Serve one version of a site from memory, and push the next one. Knows nothing of what the site is about."""

import asyncio
import contextlib
import hashlib
import mimetypes
import posixpath
import secrets
import socket
import threading
from collections import deque
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from urllib.parse import quote

import msgspec
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from briefgen.model.errors import LateError
from briefgen.serve.address import is_allowed_host
from briefgen.serve.notices import Notice

PREFIX = "/__briefgen/"
"""Addresses below this are the dev server's own; no site has them."""
HEARTBEAT_SECONDS = 20
"""Time between two signs of life on a quiet push connection, so that tunnels keep it open."""
HISTORY_LENGTH = 1000
"""Versions back to which a page that was asleep can be told exactly what changed."""
_MOST_CHANGED = 500
# More changed files than this are not listed one by one; the page then takes all of its own to have changed.

_OWN_FOLDER = Path(__file__).parent
_OWN_FILES = {
    "client.js": _OWN_FOLDER / "client.js",
    "overlay.js": _OWN_FOLDER / "overlay.js",
    "idiomorph.esm.js": _OWN_FOLDER / "vendor" / "idiomorph" / "idiomorph.esm.js",
}

# What the standard table lacks or calls by old names; the machine's own tables are never asked.
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".ics": "text/calendar",
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".geojson": "application/geo+json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".avif": "image/avif",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_STANDARD_TYPES = mimetypes.MimeTypes().types_map[True]
_TEXTUAL = {
    *(
        "application/json",
        "application/ld+json",
        "application/geo+json",
        "application/xml",
        "application/yaml",
    ),
    *("application/atom+xml", "application/rss+xml", "application/feed+json", "application/manifest+json"),
    "image/svg+xml",
}


class Shown(msgspec.Struct, frozen=True):
    """What the server shows: one version of the site, and what there is to tell."""

    number: int
    """Counts the versions of the site, from 1; 0 while there is none. Stays when only notices change."""
    files: Mapping[str, bytes]
    """Path below the site, with `/` and no leading one, to content."""
    changed: frozenset[str] = frozenset()
    """Paths that are new, different or gone since the version before."""
    notices: tuple[Notice, ...] = ()
    omitted: int = 0
    """How many more there are to tell than `notices` holds."""
    target: str | None = None
    """Path of the page that shows the change, for those who follow; None if there is no such page."""


class _State(msgspec.Struct, frozen=True):
    """What is pushed to a page."""

    run: str
    number: int
    changed: list[str] | None
    """What is not a page and changed since the version the page has; None if that is not known."""
    notices: tuple[Notice, ...]
    omitted: int
    target: str | None


class Board:
    """What is shown at present. Safe to use from any thread."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(8)
        """Differs in every run, so that a page notices a restart."""
        self._lock = threading.Lock()
        self._shown = Shown(number=0, files={})
        self._history: deque[tuple[int, frozenset[str]]] = deque(maxlen=HISTORY_LENGTH)
        self._digests: dict[str, str] = {}
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self.closed = False
        """No more is coming: open push connections are to end."""

    @property
    def shown(self) -> Shown:
        """What is shown at present."""
        return self._shown

    def show(self, shown: Shown) -> None:
        """Show this from here on, and tell every open page."""
        with self._lock:
            if shown.number != self._shown.number:
                self._history.append((shown.number, shown.changed))
                for path in shown.changed:
                    self._digests.pop(path, None)
            self._shown = shown
            self._wake()

    def close(self) -> None:
        """End all push connections."""
        with self._lock:
            self.closed = True
            self._wake()

    def state_since(self, number: int) -> _State:
        """Return what to tell a page that has version `number`."""
        with self._lock:
            shown = self._shown
            later = [changed for at, changed in self._history if at > number]
            complete = len(later) == shown.number - number
        changed = sorted(path for path in frozenset[str]().union(*later) if not path.endswith(".html"))
        complete = complete and len(changed) <= _MOST_CHANGED
        target = None if shown.target is None else quote(_address_of(shown.target))
        listed = changed if complete else None
        return _State(self.run, shown.number, listed, shown.notices, shown.omitted, target)

    def digest(self, shown: Shown, path: str) -> str:
        """Return the digest of a file of `shown`; computed once for as long as the file stays the same."""
        content = shown.files[path]
        with self._lock:
            if shown is self._shown and path in self._digests:
                return self._digests[path]
        digest = _digest(content)
        with self._lock:
            if shown is self._shown:
                self._digests[path] = digest
        return digest

    def _wake(self) -> None:
        for event, loop in self._listeners.items():
            with contextlib.suppress(RuntimeError):  # that loop has ended, and its page with it
                loop.call_soon_threadsafe(event.set)

    async def follow(self, number: int) -> AsyncIterator[_State | None]:
        """Give the state, at once and after each change; None from time to time if there is none."""
        event = asyncio.Event()
        with self._lock:
            self._listeners[event] = asyncio.get_running_loop()
        try:
            while not self.closed:
                event.clear()
                state = self.state_since(number)
                number = state.number
                yield state
                while not event.is_set():
                    try:
                        await asyncio.wait_for(event.wait(), HEARTBEAT_SECONDS)
                    except TimeoutError:
                        yield None
        finally:
            with self._lock:
                del self._listeners[event]


class App:
    """The ASGI application: files of the current version, the push connection, the scripts of the overlay."""

    def __init__(self, board: Board, *, host: str, follow: bool = False) -> None:
        self._board = board
        self._host = host
        self._follow = follow
        self._own = {name: path.read_bytes() for name, path in _OWN_FILES.items()}
        self._own_version = _digest(b"".join(self._own.values()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        # Making a page may have to wait for a build, which must not hold up others.
        response = await run_in_threadpool(self._answer, request)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if not is_allowed_host(request.headers.get("host", ""), self._host):
            message = "This server answers to the names of this machine only; see --host.\n"
            return Response(message, status_code=421, media_type="text/plain")
        if request.method not in ("GET", "HEAD"):
            return Response("Only GET and HEAD.\n", 405, {"Allow": "GET, HEAD"}, media_type="text/plain")
        path = request.scope["path"]
        if path.startswith(PREFIX):
            return self._answer_own(request, path.removeprefix(PREFIX))
        return self._answer_file(request, path.removeprefix("/"))

    def _answer_own(self, request: Request, name: str) -> Response:
        if name == "events":
            if request.method == "HEAD":
                return Response(media_type="text/event-stream")
            return StreamingResponse(self._events(request), media_type="text/event-stream")
        content = self._own.get(name)
        if content is None:
            return Response("Not found.\n", 404, media_type="text/plain")
        return _file_response(request, content, _digest(content), find_media_type(name))

    async def _events(self, request: Request) -> AsyncIterator[str]:
        since = request.query_params.get("since", "")
        # int() takes digits of any script and length; a version has few, and plain ones.
        number = int(since) if since.isascii() and since.isdigit() and len(since) < 16 else -1
        async for state in self._board.follow(number):
            yield ": quiet\n\n" if state is None else f"data: {msgspec.json.encode(state).decode()}\n\n"

    def _answer_file(self, request: Request, path: str) -> Response:
        shown = self._board.shown
        if path == "" or path.endswith("/"):
            path += "index.html"
        elif path not in shown.files and f"{path}/index.html" in shown.files:
            query = f"?{request.url.query}" if request.url.query else ""
            return Response(status_code=302, headers={"Location": f"/{quote(path)}/{query}"})
        if path in shown.files:
            return self._file(request, shown, path, 200)
        if shown.number == 0:
            return self._page(request, shown, _PLACEHOLDER, _digest(_PLACEHOLDER), 503)
        if "404.html" in shown.files:
            return self._file(request, shown, "404.html", 404)
        return self._page(request, shown, _NOT_FOUND, _digest(_NOT_FOUND), 404)

    def _file(self, request: Request, shown: Shown, path: str, status_code: int) -> Response:
        try:
            content, digest = shown.files[path], self._board.digest(shown, path)
        except LateError:  # the next version, due at once, has it
            return self._page(request, shown, _PLACEHOLDER, _digest(_PLACEHOLDER), 503)
        if path.endswith((".html", ".htm")):
            return self._page(request, shown, content, digest, status_code)
        return _file_response(request, content, digest, find_media_type(path))

    def _page(
        self, request: Request, shown: Shown, content: bytes, digest: str, status_code: int
    ) -> Response:
        """Return a page with the push script in it; the script knows which version it came with."""
        follow = " data-follow" if self._follow else ""
        script = (
            f'<script type="module" src="{PREFIX}client.js?v={self._own_version}" data-briefgen'
            f' data-run="{self._board.run}" data-number="{shown.number}" data-page="{digest}"'
            f' data-status="{status_code}"{follow}></script>'
        ).encode()
        at = content.lower().rfind(b"</body")
        at = len(content) if at < 0 else at
        tag = f"{digest}-{self._own_version}-{self._board.run}-{shown.number}"
        response = _file_response(
            request, content[:at] + script + content[at:], tag, "text/html; charset=utf-8", status_code
        )
        response.headers["X-Briefgen-Page"] = digest
        return response


class Server:
    """One listening server over one board."""

    def __init__(self, app: App, board: Board, listener: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        self._listener = listener
        self._server = _Uvicorn(config, board)

    def run(self) -> None:
        """Answer requests until `stop` or a signal; in the main thread, Ctrl-C ends it as if by `stop`."""
        with contextlib.suppress(KeyboardInterrupt):
            self._server.run(sockets=[self._listener])

    def stop(self) -> None:
        """End; may be called from any thread."""
        self._server.should_exit = True


class _Uvicorn(uvicorn.Server):
    """uvicorn, which would wait for push connections that never end by themselves."""

    def __init__(self, config: uvicorn.Config, board: Board) -> None:
        super().__init__(config)
        self._board = board

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._board.close()
        await super().shutdown(sockets)


def find_media_type(path: str) -> str:
    """Return the Content-Type of a file, from its name alone, the same on every machine."""
    extension = posixpath.splitext(path)[1].lower()
    media_type = _TYPES.get(extension) or _STANDARD_TYPES.get(extension)
    if media_type is None:
        # Text without an extension (CNAME, LICENSE) is better looked at than saved.
        return "application/octet-stream" if extension else "text/plain; charset=utf-8"
    return (
        f"{media_type}; charset=utf-8"
        if media_type.startswith("text/") or media_type in _TEXTUAL
        else media_type
    )


def _address_of(path: str) -> str:
    return "/" + (path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _file_response(
    request: Request, content: bytes, tag: str, media_type: str, status_code: int = 200
) -> Response:
    etag = f'"{tag}"'
    known = {item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")}
    if status_code == 200 and (etag in known or "*" in known):
        return Response(status_code=304, headers={"ETag": etag})
    headers = {"ETag": etag, "Content-Length": str(len(content)), "Content-Type": media_type}
    return Response(b"" if request.method == "HEAD" else content, status_code, headers)


_PLACEHOLDER = (
    b'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>No site yet</title></head>'
    b"<body><h1>No site yet</h1><p>There is nothing to show until the problems are mended."
    b" This page then turns into the site by itself.</p></body></html>\n"
)
_NOT_FOUND = (
    b'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Not found</title></head>'
    b'<body><h1>Not found</h1><p>The site has no page at this address. <a href="/">Home</a></p></body>'
    b"</html>\n"
)
