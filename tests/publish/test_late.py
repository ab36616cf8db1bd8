"""Pages made when somebody asks for them: the same bytes, or the whole site anew."""

import contextlib
import random
import threading
import time

import pytest

from briefgen.model.config import Project
from briefgen.model.errors import LateError
from briefgen.publish.build import Built, build_site, render_site
from briefgen.publish.late import Lateness, LatePage, find_unmade
from briefgen.publish.making import MadePage
from briefgen.publish.records import PageRow
from briefgen.publish.shelf import MemoryShelf
from tests.publish.conftest import open_project, seeds
from tests.publish.test_build import EDITS, LINK_EDITS
from tests.publish.test_theme import add_theme

_TICK = 0.06
"""Seconds after which a build is sure that a file was not written again in the same moment."""
ADDRESS = "http://127.0.0.1:8000"


class Promise:
    """A lock, and a count of pages that were not what was promised."""

    def __init__(self) -> None:
        self.failed = 0
        self.lateness = Lateness(threading.RLock(), self._fail)

    def _fail(self) -> None:
        self.failed += 1


def render_late(project: Project, base_url: str = ADDRESS) -> tuple[Built, Promise]:
    """Render a site at an address, from what the last build left."""
    promise = Promise()
    return render_site(project, base_url=base_url, late=promise.lateness), promise


def render_clean(project: Project, base_url: str = ADDRESS) -> Built:
    """Render the same site from nothing."""
    nothing = Built(files={}, problems=[], brief_count=0, ok=False)
    return render_site(project, base_url=base_url, previous=nothing)


@pytest.mark.parametrize("base_url", [ADDRESS, f"{ADDRESS}/below", "", None])
def test_late_site_is_that_of_a_clean_build(sample: Project, base_url: str | None) -> None:
    """After a build, a preview at any address has the very files and problems of a clean one."""
    build_site(sample)
    address = sample.config.base_url if base_url is None else base_url
    late, promise = render_late(sample, address)
    unmade = len(find_unmade(late.files))
    clean = render_clean(sample, address)
    # Briefs written a moment ago are read again, to be sure.
    assert (unmade > 0.7 * (len(clean.files) - len(clean.state.assets))) == bool(address)
    assert late.files == clean.files
    assert late.problems == clean.problems
    assert not find_unmade(late.files)
    assert not promise.failed


@pytest.mark.parametrize("name", EDITS)
def test_late_site_sees_edits_before_it_began(name: str, sample: Project) -> None:
    """What was edited since the last build is made anew, whatever it was."""
    build_site(sample)
    EDITS[name](sample)
    project = open_project(sample.root)
    late, promise = render_late(project)
    assert late.files == render_clean(project).files
    assert not promise.failed


@pytest.mark.parametrize("seed", seeds(4))
def test_late_site_after_edits_is_that_of_a_clean_build(seed: int, sample: Project) -> None:
    """Pages that nobody asked for before an edit are as right after it as those that were made."""
    build_site(sample)
    choice = random.Random(seed)
    steps = [run for name, run in {**EDITS, **LINK_EDITS}.items() if name != "config"]
    built, promise = render_late(sample)
    for run in choice.sample(steps, k=8):
        try:
            changed = frozenset(run(sample))
        except (AssertionError, FileNotFoundError):
            continue
        after = render_site(sample, base_url=ADDRESS, previous=built, changed=changed)
        if not after.ok:
            break
        for page in choice.sample(found := find_unmade(after.files), k=len(found) // 3):
            page.content()
        built = after
        assert built.problems == render_clean(sample).problems
    if after.ok:
        assert built.files == render_clean(sample).files
    assert not promise.failed


def test_page_that_is_not_as_promised_is_never_shown(sample: Project) -> None:
    """A template whose places depend on the address breaks the promise: links to them were not followed."""
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><title>T</title></head><body>'
        '<p id="at-{{ site.base_url|length }}">{{ page.title }}</p></body></html>\n'
    )
    files = {"theme.yaml": "extends: dispatch\n", "templates/page.html": page}
    project = add_theme(sample, "own", files)
    build_site(project)
    late, promise = render_late(project)
    with pytest.raises(LateError):
        late.files["about/index.html"]
    with pytest.raises(LateError):
        late.files["about/index.html"]
    assert promise.failed == 1


def test_spoilt_shelf_breaks_the_promise(sample: Project) -> None:
    """Where the last build's rows are not what they were, no page is made of them."""
    build_site(sample)
    late, promise = render_late(sample)
    shelf = sample.cache_path / "shelf.bin"
    shelf.write_bytes(bytes(shelf.stat().st_size))
    with pytest.raises(LateError):
        for page in find_unmade(late.files):
            page.content()
    assert promise.failed == 1


def test_page_of_another_fingerprint_is_never_shown() -> None:
    """What a page turned out to rest on must be what the next build will look for."""
    promise = Promise()
    row = PageRow(fingerprint="promised")
    for fingerprint, failed in (("promised", 0), ("other", 1)):
        made = MadePage("a.csv", fingerprint, b"1", None)
        page = LatePage(lambda made=made: made, row, MemoryShelf(), promise.lateness)  # type: ignore[misc]
        with pytest.raises(LateError) if failed else contextlib.nullcontext():
            assert page.content() == b"1"
        assert promise.failed == failed


def test_late_site_at_the_same_address_has_all_pages(sample: Project) -> None:
    """What the last build left on the disk is not in this process, even where nothing else is new."""
    time.sleep(_TICK)
    build_site(sample)
    address = sample.config.base_url
    late, promise = render_late(sample, address)
    assert len(find_unmade(late.files)) > 0.7 * (len(late.files) - len(late.state.assets))
    assert late.files == render_clean(sample, address).files
    assert not promise.failed


def test_late_page_waits_for_the_lock(sample: Project) -> None:
    """A page is never made in the middle of a build."""
    build_site(sample)
    late, promise = render_late(sample)
    got: list[bytes] = []
    asking = threading.Thread(target=lambda: got.append(late.files["about/index.html"]))
    with promise.lateness.lock:
        asking.start()
        asking.join(0.1)
        assert not got
    asking.join(10)
    assert got == [render_clean(sample).files["about/index.html"]]
