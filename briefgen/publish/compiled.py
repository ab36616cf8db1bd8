"""Compiled templates, kept from build to build: compiling costs more than rendering a small site.

One file, `.briefgen/templates.bin`. It is used only if its sum is right and it was made by this very briefgen,
Python and Jinja, for the same language: Jinja works out filters of constants while it compiles.
"""

import contextlib
import hashlib
import marshal
import sys
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from briefgen.publish.fingerprints import code_fingerprint

_NAME = "templates.bin"
_DIGEST_BYTES = 32


class CompiledTemplates(BytecodeCache):
    """Code of templates by name and text."""

    def __init__(self, folder: Path, language: str) -> None:
        self._path = folder / _NAME
        self._key = f"{code_fingerprint()} {sys.version} {jinja2.__version__} {language}".encode()
        self._codes: dict[str, tuple[str, bytes]] | None = None
        self._is_changed = False

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the place of a template's code; each way of writing code has its own."""
        way = environment.code_generator_class.__name__
        return super().get_bucket(environment, f"{way} {name}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code if it is there and of the same text."""
        checksum, code = self._load().get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.code = marshal.loads(code)  # noqa: S302 - the sum of the file is right

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep code for `save`."""
        if isinstance(bucket.code, CodeType):
            self._load()[bucket.key] = (bucket.checksum, marshal.dumps(bucket.code))
            self._is_changed = True

    def save(self) -> None:
        """Write what was compiled; a cache that cannot be written is none."""
        if not self._is_changed:
            return
        body = self._key + marshal.dumps(self._load())
        aside = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):
            aside.write_bytes(hashlib.sha256(body).digest() + body)
            aside.replace(self._path)
        self._is_changed = False

    def _load(self) -> dict[str, tuple[str, bytes]]:
        if self._codes is None:
            self._codes = {}
            with contextlib.suppress(OSError):
                content = self._path.read_bytes()
                digest, body = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
                if body.startswith(self._key) and hashlib.sha256(body).digest() == digest:
                    self._codes = marshal.loads(body[len(self._key) :])  # noqa: S302 - as above
        return self._codes
