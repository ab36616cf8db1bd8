"""Hashes of what pages depend on."""

# pathlib costs as much here as reading the files.
# ruff: noqa: PTH116, PTH118, PTH120, PTH123, PTH208

import hashlib
import importlib.util
import os
from functools import cache

import briefgen

_PACKAGES = ("jinja2", "markupsafe", "markdown_it", "msgspec", "yaml", "babel", "lxml")
"""Packages whose version can show in a page."""


@cache
def find_code_files() -> tuple[str, ...]:
    """Return files that change when briefgen, or a package that makes pages, is updated."""
    package = os.path.dirname(briefgen.__file__)
    own = [
        os.path.join(package, part, name)
        for part in ("model", "publish")
        for name in sorted(os.listdir(os.path.join(package, part)))
        if name.endswith(".py")
    ]
    found = [importlib.util.find_spec(name) for name in _PACKAGES]
    return (*own, *(spec.origin for spec in found if spec is not None and spec.origin))


@cache
def code_fingerprint() -> str:
    """Return the hash of the code that makes pages: any change of briefgen makes all pages anew."""
    digest = hashlib.sha256(briefgen.__version__.encode())
    package = os.path.dirname(briefgen.__file__)
    for file in find_code_files():
        if file.startswith(package):
            with open(file, "rb", buffering=0) as source:
                digest.update(source.read())
            continue
        # An update of a package writes its files anew; asking for its version would take longer than a small build.
        status = os.stat(file)
        digest.update(f"{file} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


def hash_parts(*parts: bytes | str) -> str:
    """Return the hash of some parts; other parts have another hash, however they are cut."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()[:32]
