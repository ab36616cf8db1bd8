"""Cache: what was worked out before, in one SQLite file; may be deleted or damaged at any time.

Each row carries a digest of its key and content, so that a torn or altered row is as good as none. Runs at the same
time share the file; where it is busy or cannot be written, a run goes on without it.
"""

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from briefgen.extract.reading import Reading
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.config import OwnMeasure
from briefgen.model.names import Names

_FILE = "extract.sqlite"
_LAYOUT = 1
"""Number of the layout of the file; a file of another layout is thrown away."""
_DIGEST_BYTES = 16
_BUSY_MS = 10_000
"""How long a run waits for another one that is writing."""
_ASKED = 400
"""Keys of one query; SQLite allows 999 before version 3.32."""
MAX_BYTES = 512_000_000
"""Largest size of all rows: some 100,000 articles. Beyond it those go that were used longest ago."""
_KEPT_RUNS = 30
"""Rows that so many runs did not use go: articles that were deleted or edited."""
_TOUCHED_RUNS = 5
"""Only every so many runs it is written down that a row was used: a run with nothing new writes nothing."""
_MAX_ROW_BYTES = 64_000_000
"""Largest content of a row, unpacked: a damaged file must not eat the memory."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Reading)


@cache
def rules_version() -> str:
    """Return a hash of all sources and word lists that a reading depends on."""
    digest = hashlib.sha256()
    for package in ("briefgen.extract", "briefgen.model"):
        for name, content in _sources(files(package), ""):
            digest.update(f"{package}/{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                found += _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".yaml", ".tsv")):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


def subject_version(subject: Subject, names: Names, measures: Sequence[OwnMeasure]) -> str:
    """Return a hash of what a reading depends on beside its article: countries, names, measures, rules."""
    parts = msgspec.json.encode([subject.countries, names, list(measures), rules_version()])
    return hashlib.sha256(parts).hexdigest()


def reading_key(article: Article, version: str) -> bytes:
    """Return the key of an article's reading."""
    return row_key(
        "reading",
        [
            article.sha256,
            article.items,
            article.published,
            article.published_from,
            article.title,
            article.publisher,
            version,
        ],
    )


def row_key(kind: str, parts: Sequence[object]) -> bytes:
    """Return the key of a row: a hash of what its content depends on."""
    return hashlib.sha256(msgspec.json.encode([kind, *parts])).digest()


def pack_reading(reading: Reading) -> bytes:
    """Return a reading as bytes."""
    return _ENCODER.encode(reading)


def parse_reading(content: bytes) -> Reading | None:
    """Return the reading that bytes hold; None if they hold none."""
    try:
        return _DECODER.decode(content)
    except msgspec.MsgspecError:
        return None


class Cache:
    """Rows of bytes by key, kept between runs. Used as a context; without a folder it keeps nothing.

    Nothing here raises for the state of the file or the folder.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / _FILE if folder is not None else None
        self._connection: sqlite3.Connection | None = None
        self._tried = False
        self._run = 0
        self._touched: list[bytes] = []
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the contents of those keys that are there and whole."""
        found: dict[bytes, bytes] = {}
        asked = list(keys)
        connection = self._open()
        if connection is None:
            return found
        try:
            for at in range(0, len(asked), _ASKED):
                part = asked[at : at + _ASKED]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, used, content FROM rows WHERE key IN ({marks})"  # noqa: S608 (question marks)
                for key, used, packed in connection.execute(query, part):
                    content = _unpack(key, packed)
                    if content is None:
                        continue
                    found[key] = content
                    if not isinstance(used, int) or used <= self._run - _TOUCHED_RUNS:
                        self._touched.append(key)
        except sqlite3.Error as err:
            self._give_up(err)
        return found

    def keep(self, rows: Mapping[bytes, bytes]) -> None:
        """Keep contents by key."""
        connection = self._open() if rows else None
        if connection is None:
            return
        packed = [(key, self._run, _pack(key, content)) for key, content in sorted(rows.items())]
        try:
            with connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO rows (key, used, content) VALUES (?, ?, ?)", packed
                )
            self._written = True
        except sqlite3.Error as err:
            self._give_up(err)

    def close(self) -> None:
        """Throw away what is no longer used, and close the file."""
        connection = self._connection
        if connection is None:
            return
        try:
            if self._touched or self._written:
                self._prune(connection)
        except sqlite3.Error as err:
            self._give_up(err)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _prune(self, connection: sqlite3.Connection) -> None:
        with connection:
            connection.executemany(
                "UPDATE rows SET used = ? WHERE key = ?", [(self._run, k) for k in self._touched]
            )
            connection.execute("DELETE FROM rows WHERE used <= ?", (self._run - _KEPT_RUNS,))
            (size,) = connection.execute("SELECT coalesce(sum(length(content)), 0) FROM rows").fetchone()
            if size > MAX_BYTES:
                # The oldest go until a quarter is free, so that not every run has to do it.
                left = size
                for key, length in connection.execute(
                    "SELECT key, length(content) FROM rows ORDER BY used, key"
                ).fetchall():
                    if left <= MAX_BYTES * 3 // 4:
                        break
                    connection.execute("DELETE FROM rows WHERE key = ?", (key,))
                    left -= length

    def _open(self) -> sqlite3.Connection | None:
        if self._tried or self._path is None:
            return self._connection
        self._tried = True
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(self._path, timeout=_BUSY_MS / 1000)
                self._run = _prepare(self._connection)
                break
            except (sqlite3.Error, OSError) as err:
                # A damaged file is thrown away once; what cannot be opened then is done without.
                self._give_up(err)
        return self._connection

    def _give_up(self, err: Exception) -> None:
        """Go on without the file; where it is damaged, throw it away."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        is_busy = isinstance(err, sqlite3.OperationalError)
        if isinstance(err, sqlite3.DatabaseError) and not is_busy and self._path is not None:
            for name in (_FILE, f"{_FILE}-journal"):
                with contextlib.suppress(OSError):
                    self._path.with_name(name).unlink(missing_ok=True)


def _prepare(connection: sqlite3.Connection) -> int:
    """Make the table if there is none, count the run, and return its number."""
    # A power cut may tear rows: their digests tell. Waiting for the disk would cost more than reading anew.
    connection.execute("PRAGMA synchronous = OFF")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
        if layout != _LAYOUT:
            connection.execute("DROP TABLE IF EXISTS rows")
            connection.execute("DROP TABLE IF EXISTS runs")
            connection.execute(
                "CREATE TABLE rows (key BLOB PRIMARY KEY, used INTEGER NOT NULL, content BLOB NOT NULL)"
            )
            connection.execute("CREATE TABLE runs (number INTEGER NOT NULL, rules TEXT NOT NULL)")
            connection.execute("INSERT INTO runs VALUES (0, ?)", (rules_version(),))
            connection.execute(f"PRAGMA user_version = {_LAYOUT}")
        number, rules = connection.execute("SELECT number, rules FROM runs").fetchone()
        if rules != rules_version():
            # All keys hold the version of the rules: nothing of another version is ever found again.
            connection.execute("DELETE FROM rows")
        connection.execute("UPDATE runs SET number = number + 1, rules = ?", (rules_version(),))
    return int(number) + 1


def _pack(key: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 1)
    return _digest(key, packed) + packed


def _unpack(key: object, packed: object) -> bytes | None:
    if not isinstance(key, bytes) or not isinstance(packed, bytes):
        return None
    digest, rest = packed[:_DIGEST_BYTES], packed[_DIGEST_BYTES:]
    if _digest(key, rest) != digest:
        return None
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(rest, _MAX_ROW_BYTES)
    except zlib.error:
        return None
    return content if unpacker.eof else None


def _digest(key: bytes, packed: bytes) -> bytes:
    return hashlib.blake2b(key + packed, digest_size=_DIGEST_BYTES).digest()
