"""What a build may skip: pages with the fingerprint of the last build whose bytes still lie in the output.

The cache is one file, `.briefgen/site.json`; without it, or with any doubt, pages are rendered anew.
"""

import contextlib
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

import briefgen
from briefgen.publish.links import PageLinks

_CACHE_NAME = "site.json"


class RenderedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the site with what it was made from."""

    fingerprint: str
    """Hash of all that its bytes depend on."""
    content: bytes
    links: PageLinks | None
    """Links and anchors of an HTML page; None for other files."""


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    fingerprint: str
    sha256: str
    links: PageLinks | None = None


class _CacheFile(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    pages: dict[str, _Record]


@cache
def code_fingerprint() -> str:
    """Return the hash of the code that makes pages: any change of briefgen makes all pages anew."""
    digest = hashlib.sha256(briefgen.__version__.encode())
    package = Path(briefgen.__file__).parent
    for part in ("model", "publish"):
        for path in sorted((package / part).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def load_cache(folder: Path, output: Path) -> dict[str, RenderedPage]:
    """Read back the pages of the last build: those whose bytes in the output are what it wrote.

    Args:
        folder: folder of caches.
        output: folder of the site.
    """
    try:
        stored = msgspec.json.decode((folder / _CACHE_NAME).read_bytes(), type=_CacheFile)
    except (OSError, msgspec.DecodeError):
        return {}
    if stored.code != code_fingerprint():
        return {}
    pages: dict[str, RenderedPage] = {}
    for out_path, record in stored.pages.items():
        try:
            content = (output / out_path).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(content).hexdigest() == record.sha256:
            pages[out_path] = RenderedPage(
                fingerprint=record.fingerprint, content=content, links=record.links
            )
    return pages


def write_cache(folder: Path, pages: Mapping[str, RenderedPage]) -> None:
    """Write what the next build may skip; a cache that cannot be written is none."""
    records = {
        out_path: _Record(
            fingerprint=page.fingerprint, sha256=hashlib.sha256(page.content).hexdigest(), links=page.links
        )
        for out_path, page in sorted(pages.items())
    }
    content = msgspec.json.encode(_CacheFile(code=code_fingerprint(), pages=records), order="deterministic")
    aside = folder / f"{_CACHE_NAME}.new"
    with contextlib.suppress(OSError):
        aside.write_bytes(content)
        aside.replace(folder / _CACHE_NAME)
