"""What builds leave for the next: spoilt in any way, it changes no byte of the site."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from briefgen.model.config import Project
from briefgen.publish import work
from briefgen.publish.build import build_site, render_site
from briefgen.publish.shelf import FileShelf, KeptShelf, MemoryShelf, SpoiltShelfError
from briefgen.publish.stamps import find_unchanged, take_look
from tests.publish.conftest import copy_case, open_project, read_folder
from tests.publish.test_build import BRIEF, EDITS, LINK_EDITS, edit

CACHE_FILES = ("site.bin", "shelf.bin", "stamps", "templates.bin")


def _flip(path: Path, seed: int) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(20):
        content[random.Random(seed).randrange(len(content))] ^= 0xFF
        seed += 1
    path.write_bytes(bytes(content))


FIGURE = "value: 317", "value: 318"
SPOILS: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "flipped": lambda path: _flip(path, 1),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0" * 10_000_000),
    "folder": lambda path: [path.unlink(), path.mkdir()],
}


COMMON_SPOILS = ("half", "flipped")
"""What happens most, when a disk is full or fails; `make check` does with these."""
EACH_SPOIL = [
    pytest.param(name, spoil, id=f"{spoil}-{name}", marks=[] if spoil in COMMON_SPOILS else pytest.mark.slow)
    for spoil in SPOILS
    for name in CACHE_FILES
]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Mapping[str, bytes]]:
    """Give what a clean build makes after an edit, on disk and as a preview: the same for all that is spoilt."""
    project = open_project(copy_case("sample", tmp_path_factory.mktemp("clean") / "sample"))
    edit(project, BRIEF, *FIGURE)
    previewed = _made_in_memory(project)
    build_site(project)
    return read_folder(project.output_path), previewed


@pytest.mark.parametrize(("name", "spoil"), EACH_SPOIL)
def test_spoilt_cache_changes_no_byte(
    name: str, spoil: str, sample: Project, edited: tuple[dict[str, bytes], Mapping[str, bytes]]
) -> None:
    """Whatever happened to a file of the cache, the next build after an edit gives what a clean one gives."""
    build_site(sample)
    edit(sample, BRIEF, *FIGURE)
    SPOILS[spoil](sample.cache_path / name)
    assert build_site(sample).ok
    assert edited[0] == read_folder(sample.output_path)


def test_cache_of_another_project_is_no_use(sample: Project, copy_sample: Callable[[str], Project]) -> None:
    """A cache that was copied with its project to another place changes no byte."""
    build_site(sample)
    before = read_folder(sample.output_path)
    other = copy_sample("other")
    edit(other, BRIEF, "value: 317", "value: 318")
    shutil.copytree(sample.cache_path, other.cache_path)
    shutil.copytree(sample.output_path, other.output_path)
    build_site(other)
    assert read_folder(other.output_path) != before
    shutil.rmtree(other.cache_path)
    assert build_site(other).written == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_builds_after_many_edits_are_those_of_clean_builds(
    seed: int, sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Along any way of edits, templates and configuration too, each site is that of a clean build."""
    choice = random.Random(seed)
    jobs = 1 + seed % 2
    monkeypatch.setattr(work, "FEW_TASKS", 0)
    (sample.root / "themes/own/templates").mkdir(parents=True)
    (sample.root / "themes/own/theme.yaml").write_text("extends: dispatch\n", encoding="utf-8")
    edit(sample, "briefgen.yaml", "author:", "theme: own\nauthor:")
    steps = [*EDITS.values(), *LINK_EDITS.values(), *TEMPLATE_EDITS]
    project = open_project(sample.root)
    build_site(project, jobs=jobs)
    for number in range(8):
        try:
            choice.choice(steps)(project)
        except (AssertionError, FileNotFoundError):
            continue  # what it edits was renamed or edited before
        project = open_project(sample.root)
        report = build_site(project, jobs=jobs)
        fresh = tmp_path / f"fresh-{number}"
        shutil.copytree(sample.root, fresh, ignore=shutil.ignore_patterns("site", ".briefgen"))
        clean = build_site(open_project(fresh))
        assert clean.problems == report.problems
        if not clean.ok:
            break
        assert read_folder(fresh / "site") == read_folder(project.output_path)


def _write_template(name: str, text: str) -> Callable[[Project], object]:
    return lambda project: (project.root / "themes/own/templates" / name).write_text(text, encoding="utf-8")


TEMPLATE_EDITS: list[Callable[[Project], object]] = [
    _write_template("base.html", '{% extends "dispatch/base.html" %}{% block footer %}F{% endblock %}'),
    _write_template("base.html", '{% extends "dispatch/base.html" %}{% block footer %}G{% endblock %}'),
    _write_template(
        "archive.html",
        '{% extends "dispatch/archive.html" %}{% block briefs %}'
        "{% for entry in briefs %}{{ entry.timeline[0].label }}{{ entry.brief.sources|length }}{% endfor %}"
        "{% endblock %}",
    ),
    _write_template("parts.html", "{# nobody reads this #}"),
    lambda project: edit(project, "briefgen.yaml", "per_page: 1", "per_page: 2"),
    lambda project: edit(project, "briefgen.yaml", "author:", "options: {footer: Foot}\nauthor:"),
    lambda project: edit(project, BRIEF, "value: 318", "value: 319"),
]


def test_list_that_opens_briefs_follows_them(sample: Project) -> None:
    """A list that shows more of a brief than its card holds is made again when that changes."""
    templates = sample.root / "themes/own/templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.yaml").write_text("extends: dispatch\n", encoding="utf-8")
    shown = "{% for entry in briefs %}{{ entry.timeline[0].item.text }}{% endfor %}"
    (templates / "archive.html").write_text(shown, encoding="utf-8")
    edit(sample, "briefgen.yaml", "author:", "theme: own\nauthor:")
    build_site(open_project(sample.root))
    edit(sample, BRIEF, "After three days of rain", "After four days of rain")
    report = build_site(open_project(sample.root))
    assert "archive/index.html" in report.written
    assert b"four days of rain" in (sample.output_path / "archive/index.html").read_bytes()


def test_nothing_changed_is_told_without_the_engine(sample: Project) -> None:
    """After a build, the stamps say that there is nothing to do; after an edit they do not."""
    time.sleep(0.06)  # so that times of files are sure
    build_site(sample)
    options = {"base_url": None, "output": None, "strict": False}
    unchanged = find_unchanged(take_look(str(sample.root)), **options)  # type: ignore[arg-type]
    assert unchanged is not None
    assert unchanged.file_count == len(read_folder(sample.output_path)) - 1
    page = sample.output_path / "index.html"
    page.write_bytes(page.read_bytes())
    assert find_unchanged(take_look(str(sample.root)), **options) is None  # type: ignore[arg-type]
    build_site(sample)
    edit(sample, BRIEF, "value: 317", "value: 318")
    assert find_unchanged(take_look(str(sample.root)), **options) is None  # type: ignore[arg-type]


@pytest.mark.slow
def test_killed_builds_leave_whole_sites(
    sample: Project, copy_sample: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at a hundred moments, each file is old or new, and the next build mends the rest."""
    monkeypatch.setattr(work, "FEW_TASKS", 0)
    _add_small_theme(sample)
    build_site(open_project(sample.root))
    old = read_folder(sample.output_path)
    edit(sample, "briefgen.yaml", "title: The Sample Desk", "title: The Other Desk")
    other = copy_sample("other")
    _add_small_theme(other)
    edit(other, "briefgen.yaml", "title: The Sample Desk", "title: The Other Desk")
    build_site(open_project(other.root))
    new = read_folder(other.output_path)
    saved = sample.root.parent / "saved"
    shutil.copytree(sample.root, saved)
    began = time.perf_counter()
    _fork_build(sample.root)
    took = max(time.perf_counter() - began, 0.02)
    choice = random.Random(1)
    mixed = 0
    for _ in range(100):
        shutil.rmtree(sample.root)
        shutil.copytree(saved, sample.root)
        _fork_build(sample.root, kill_after=choice.random() * took * 1.1)
        found = {path: content for path, content in read_folder(sample.output_path).items() if path[0] != "."}
        mixed += found not in (old, new)
        for path, content in found.items():
            assert content in (old.get(path), new.get(path)), path
        assert found.keys() >= {path for path in old.keys() & new.keys() if path[0] != "."}
        _fork_build(sample.root)
        assert read_folder(sample.output_path) == new
    assert mixed


def _add_small_theme(project: Project) -> None:
    """Give a project a theme whose pages are made in no time."""
    templates = project.root / "themes/own/templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.yaml").write_text(
        "pages: [archive, article, figures, data]\n", encoding="utf-8"
    )
    for name in ("home", "brief", "page", "archive", "article"):
        text = "<h1>{{ site.title }}</h1>{{ page.title }}" * 50
        (templates / f"{name}.html").write_text(text, encoding="utf-8")
    edit(project, "briefgen.yaml", "author:", "theme: own\nauthor:")


def _fork_build(root: Path, *, kill_after: float | None = None) -> None:
    """Build in a child of this process, and perhaps kill it."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        code = 1
        try:
            deadline = time.monotonic() + 5
            # What a killed build had forked may hold the lock for a moment more.
            while not (report := build_site(open_project(root), jobs=2)).ok and time.monotonic() < deadline:
                assert [problem.code for problem in report.problems] == ["output-busy"]
                time.sleep(0.005)
            code = 0 if report.ok else 1
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert kill_after is not None or status == 0


def test_shelf_gives_back_what_was_put(tmp_path: Path) -> None:
    """Both kinds of shelf keep what they are given; a file keeps it for the next process."""
    contents = [b"", b"one", b"two" * 1000, bytes(2_000_000), b"last"]
    for shelf in (MemoryShelf(), FileShelf(tmp_path / "shelf")):
        refs = [shelf.put(content) for content in contents]
        assert [shelf.get(ref) for ref in refs] == contents
    shelf.flush()
    assert [FileShelf(tmp_path / "shelf").get(ref) for ref in refs] == contents


def test_spoilt_shelf_never_gives_other_bytes(tmp_path: Path) -> None:
    """A file that was changed or cut is noticed."""
    shelf = FileShelf(tmp_path / "shelf")
    refs = [shelf.put(b"first"), shelf.put(b"second")]
    shelf.flush()
    (tmp_path / "shelf").write_bytes(b"fIrst")
    for ref in refs:
        with pytest.raises(SpoiltShelfError):
            shelf.get(ref)


def test_shelf_over_a_file_only_reads_it(tmp_path: Path) -> None:
    """What lies in the file and what was put on top come back; the file stays as it was, and open under any name."""
    path = tmp_path / "shelf.bin"
    below = FileShelf(path)
    first = below.put(b"first")
    below.flush()
    shelf = KeptShelf(path)
    path.unlink()
    second = shelf.put(b"second")
    assert (shelf.get(first), shelf.get(second)) == (b"first", b"second")
    below.put(b"later")
    below.flush()
    below.close()
    assert shelf.get(shelf.put(b"third")) == b"third"
    with pytest.raises(SpoiltShelfError):
        shelf.get(msgspec.structs.replace(first, checksum=first.checksum ^ 1))


def _made_in_memory(project: Project) -> Mapping[str, bytes]:
    built = render_site(project, base_url="http://127.0.0.1:8000")
    assert built.ok
    return built.files


@pytest.mark.parametrize("edited", [False, True])
def test_site_in_memory_after_a_build_is_that_of_a_clean_one(
    edited: bool, sample: Project, copy_sample: Callable[[str], Project]
) -> None:
    """A preview takes over what the last build read, less what changed since, and writes nothing."""
    build_site(sample)
    fresh = copy_sample("fresh")
    for project in (sample, fresh):
        if edited:
            edit(project, BRIEF, "value: 317", "value: 318")
    before = read_folder(sample.root)
    assert _made_in_memory(fresh) == _made_in_memory(sample)
    assert read_folder(sample.root) == before
    assert not fresh.cache_path.exists()


@pytest.mark.parametrize(("name", "spoil"), EACH_SPOIL)
def test_spoilt_cache_changes_no_byte_of_a_preview(
    name: str, spoil: str, sample: Project, edited: tuple[dict[str, bytes], Mapping[str, bytes]]
) -> None:
    """Whatever happened to the cache before a preview begins, its site is that of a clean one."""
    build_site(sample)
    edit(sample, BRIEF, *FIGURE)
    SPOILS[spoil](sample.cache_path / name)
    assert edited[1] == _made_in_memory(sample)


def test_preview_outlives_its_cache(sample: Project, copy_sample: Callable[[str], Project]) -> None:
    """The cache goes and comes anew, or is spoilt where it lies, while a preview goes on from what it took over."""
    build_site(sample)
    built = render_site(sample, base_url="http://127.0.0.1:8000")
    shutil.rmtree(sample.cache_path)
    edit(sample, BRIEF, "value: 317", "value: 318")
    build_site(sample)
    built = render_site(sample, base_url="http://127.0.0.1:8000", previous=built, changed=None)
    fresh = copy_sample("fresh")
    edit(fresh, BRIEF, "value: 317", "value: 318")
    assert _made_in_memory(fresh) == built.files
    # In place, under the open file.
    built = render_site(sample, base_url="http://127.0.0.1:8000")
    _flip(sample.cache_path / "shelf.bin", 3)
    for project in (sample, fresh):
        edit(project, "briefgen.yaml", "per_page: 1", "per_page: 2")
    sample, fresh = open_project(sample.root), open_project(fresh.root)
    built = render_site(sample, base_url="http://127.0.0.1:8000", previous=built, changed=None)
    assert built.ok
    assert _made_in_memory(fresh) == built.files
