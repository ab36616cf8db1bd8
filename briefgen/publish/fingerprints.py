"""Hashes of what pages depend on."""

import contextlib
import hashlib
import importlib.util
import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import briefgen

_PACKAGES = ("jinja2", "markupsafe", "markdown_it", "msgspec", "yaml", "babel", "lxml")
"""Packages whose version can show in a page."""
_DISTRIBUTIONS = {"markdown_it": "markdown-it-py", "yaml": "PyYAML"}


def find_code_files() -> list[str]:
    """Return files that change when briefgen, or a package that makes pages, is updated."""
    package = Path(briefgen.__file__).parent
    own = [os.fspath(path) for part in ("model", "publish") for path in sorted((package / part).glob("*.py"))]
    found = [importlib.util.find_spec(name) for name in _PACKAGES]
    return [*own, *(spec.origin for spec in found if spec is not None and spec.origin)]


@cache
def code_fingerprint() -> str:
    """Return the hash of the code that makes pages: any change of briefgen makes all pages anew."""
    digest = hashlib.sha256(briefgen.__version__.encode())
    package = Path(briefgen.__file__).parent
    for part in ("model", "publish"):
        for path in sorted((package / part).glob("*.py")):
            digest.update(path.read_bytes())
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(version(_DISTRIBUTIONS.get(name, name)).encode())
    return digest.hexdigest()


def hash_parts(*parts: bytes | str) -> str:
    """Return the hash of some parts; other parts have another hash, however they are cut."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()[:32]
