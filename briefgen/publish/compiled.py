"""Compiled templates, kept from build to build: compiling costs more than rendering a small site.

One file, `.briefgen/templates.bin`. It is used only if its sum is right and it was made by this very briefgen, Python
and Jinja, for the same language: Jinja works out filters of constants while it compiles.
"""

import contextlib
import hashlib
import marshal
import sys
from pathlib import Path
from types import CodeType

from briefgen.publish.fingerprints import code_fingerprint, hash_parts

_NAME = "templates.bin"
_DIGEST_BYTES = 32


class CompiledTemplates:
    """Code of templates by name and text."""

    def __init__(self, folder: Path | None, language: str) -> None:
        """Set up; nothing is read yet.

        Args:
            folder: of caches; None: nothing is kept.
            language: of the site.
        """
        self._path = folder / _NAME if folder else None
        # The fingerprint has the version of Jinja in it.
        self._key = f"{code_fingerprint()} {sys.version} {language}\n".encode()
        self._codes: dict[str, tuple[str, bytes]] | None = None
        self._is_changed = False

    def find(self, name: str, text: str) -> CodeType | None:
        """Return the code of a template if it is kept, and of the same text."""
        digest, content = self._load().get(name, ("", b""))
        if digest != hash_parts(text):
            return None
        code = marshal.loads(content)  # noqa: S302 - the sum of the file is right
        return code if isinstance(code, CodeType) else None

    def put(self, name: str, text: str, code: CodeType) -> None:
        """Keep code for `save`."""
        self._load()[name] = (hash_parts(text), marshal.dumps(code))
        self._is_changed = True

    def save(self) -> None:
        """Write what was compiled; a cache that cannot be written is none."""
        if not self._is_changed or self._path is None:
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
                content = self._path.read_bytes() if self._path else b""
                digest, body = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
                if body.startswith(self._key) and hashlib.sha256(body).digest() == digest:
                    self._codes = marshal.loads(body[len(self._key) :])  # noqa: S302 - as above
        return self._codes
