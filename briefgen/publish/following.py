"""Links of a site after a build: only pages whose links may lead elsewhere than before are gone through."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from briefgen.publish.links import BrokenLink, PageLinks, follow_links
from briefgen.publish.records import PageRow, State
from briefgen.publish.shelf import Shelf

_MOST_LINKS = 5_000
"""Pages whose links are held in memory at one time."""


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """A site whose links are to be followed."""

    pages: Mapping[str, PageRow]
    """By out_path, as they are now."""
    files: AbstractSet[str]
    """out_path of every file of the site."""
    changed: Sequence[str]
    """out_path of what was made anew."""
    base_path: str
    """Path of the site's own address: `/` or `/briefs/`."""
    broken: Mapping[str, tuple[BrokenLink, ...]]
    """What was found before."""
    has_same_files: bool = False
    """It has the files that it had before."""


def follow_changed(site: Followed, last: State, shelf: Shelf) -> dict[str, tuple[BrokenLink, ...]]:
    """Follow the links of pages that changed; of all, where a place is gone that was there.

    Args:
        site: as it is now.
        last: as the last build left it.
        shelf: holds the links of all pages, of before too.
    Returns:
        All broken links of the site by out_path.
    """
    known: dict[str, PageLinks | None] = {}

    def read(row: PageRow | None) -> PageLinks | None:
        if row is None or row.links is None:
            return None
        return msgspec.json.decode(shelf.get(row.links), type=PageLinks)

    def links_of(out_path: str) -> PageLinks | None:
        if out_path not in known:
            if len(known) > _MOST_LINKS:
                known.clear()
            known[out_path] = read(site.pages.get(out_path))
        return known[out_path]

    changed = [out_path for out_path in site.changed if out_path in site.pages]
    is_lost = (
        not last.keys
        or last.base_path != site.base_path
        or not (site.has_same_files or last.pages.keys() <= site.files)
        or not (site.has_same_files or last.assets.keys() <= site.files)
        or any(out_path in last.assets for out_path in changed)
        or any(not _keeps(read(last.pages.get(out_path)), links_of(out_path)) for out_path in changed)
    )
    if is_lost:
        return follow_links(sorted(site.pages), links_of, site.files, base_path=site.base_path)
    # What was good is good still; what was broken may have been mended.
    followed = {*changed, *site.broken}
    kept = {path: found for path, found in site.broken.items() if path not in followed}
    return kept | follow_links(sorted(followed), links_of, site.files, base_path=site.base_path)


def _keeps(before: PageLinks | None, after: PageLinks | None) -> bool:
    """Tell whether every anchor of a page is still there."""
    return before is None or (after is not None and before.anchors <= after.anchors)
