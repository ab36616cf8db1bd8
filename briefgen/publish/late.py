"""Pages of a site in memory that are made when somebody asks for them.

A preview has an address of its own, which pages may show: so none of what the last build left can be taken over as it
is. What is right but for the address need not be made before the preview answers.
"""

from collections.abc import Callable, Iterator, KeysView, Mapping
from contextlib import AbstractContextManager
from typing import Any

import msgspec

from briefgen.model.errors import BuildError, LateError
from briefgen.publish.links import PageLinks
from briefgen.publish.making import MadePage
from briefgen.publish.records import PageRow
from briefgen.publish.shelf import Shelf, SpoiltShelfError


class Lateness(msgspec.Struct, frozen=True):
    """How pages are made late."""

    lock: AbstractContextManager[Any]
    """Held while a page is made; whoever builds the site holds it too. The thread that holds it may take it again."""
    fail: Callable[[], None]
    """Is called where a page cannot be made as promised."""


class LatePage:
    """A page that is made when it is asked for, and then stays."""

    def __init__(self, task: Callable[[], MadePage], row: PageRow, shelf: Shelf, lateness: Lateness) -> None:
        """Set up.

        Args:
            task: makes it.
            row: what is remembered of it already.
            shelf: holds the links of the row.
            lateness: how it is made.
        """
        self._task: Callable[[], MadePage] | None = task
        self._row = row
        self._shelf = shelf
        self._lateness = lateness
        self.made: bytes | None = None
        """Its bytes, once somebody has asked for them."""

    def content(self) -> bytes:
        """Return its bytes.

        Raises:
            LateError: it is not what was promised.
        """
        if self.made is None:
            with self._lateness.lock:
                if self.made is None:
                    self.made = self._make()
        return self.made

    def _make(self) -> bytes:
        task, self._task = self._task, None
        if task is None:
            raise LateError
        try:
            made = task()
            if isinstance(made.content, bytes) and self._is_promised(made):
                return made.content
        except (BuildError, SpoiltShelfError):
            pass
        self._lateness.fail()
        raise LateError

    def _is_promised(self, made: MadePage) -> bool:
        """Tell whether links were followed, and lists kept, as they must be for what came of it."""
        if made.fingerprint != self._row.fingerprint or (made.links is None) != (self._row.links is None):
            return False
        if made.links is None or self._row.links is None:
            return True
        before = msgspec.json.decode(self._shelf.get(self._row.links), type=PageLinks)
        return msgspec.json.decode(made.links, type=PageLinks) == before


class SiteFiles(Mapping[str, bytes]):
    """Files of a site by path, some of them made late."""

    def __init__(self, contents: dict[str, "bytes | LatePage"]) -> None:
        self.contents = contents

    def __getitem__(self, path: str) -> bytes:
        found = self.contents[path]
        return found.content() if isinstance(found, LatePage) else found

    def __contains__(self, path: object) -> bool:
        return path in self.contents

    def __iter__(self) -> Iterator[str]:
        return iter(self.contents)

    def __len__(self) -> int:
        return len(self.contents)

    def keys(self) -> KeysView[str]:
        """Return the paths."""
        return self.contents.keys()


def contents_of(files: Mapping[str, bytes]) -> Mapping[str, "bytes | LatePage"]:
    """Return the files of a site without making any."""
    return files.contents if isinstance(files, SiteFiles) else files


def find_unmade(files: Mapping[str, bytes]) -> list[LatePage]:
    """Return the pages that nobody has asked for yet."""
    found = contents_of(files).values()
    return [one for one in found if isinstance(one, LatePage) and one.made is None]
