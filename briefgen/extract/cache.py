"""Cache of readings: one file for each article, checked by its hash; may be deleted or damaged at any time."""

import contextlib
import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from briefgen.extract.reading import Reading
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.config import OwnMeasure
from briefgen.model.names import Names

_FOLDER = "readings"
_DIGEST_BYTES = 32
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


def reading_key(article: Article, version: str) -> str:
    """Return the key of an article's reading."""
    parts = msgspec.json.encode(
        [article.sha256, article.published, article.published_from, article.title, article.publisher, version]
    )
    return hashlib.sha256(parts).hexdigest()


def load_reading(cache_path: Path, key: str) -> Reading | None:
    """Read a cached reading; None if it is not there or damaged."""
    try:
        content = _path(cache_path, key).read_bytes()
    except OSError:
        return None
    digest, payload = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if hashlib.sha256(payload).digest() != digest:
        return None
    try:
        return _DECODER.decode(payload)
    except msgspec.MsgspecError:
        return None


def write_reading(cache_path: Path, key: str, reading: Reading) -> None:
    """Keep a reading; a cache that cannot be written is no reason to fail."""
    payload = _ENCODER.encode(reading)
    path = _path(cache_path, key)
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(hashlib.sha256(payload).digest() + payload)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):  # the folder itself may be a file
            beside.unlink(missing_ok=True)


def _path(cache_path: Path, key: str) -> Path:
    return cache_path / _FOLDER / key[:2] / f"{key}.msgpack"
