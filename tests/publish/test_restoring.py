"""Edits of briefs go on from the last build on the disk, without reading all that it left."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.build.peers import write_briefgen_project
from briefgen.model.config import Project
from briefgen.publish import build
from briefgen.publish.build import build_site
from briefgen.publish.orders import Made, Order
from briefgen.publish.stamps import UNSURE, load_stamps, write_stamps
from tests.publish.conftest import open_project, read_folder
from tests.publish.test_build import BRIEF, edit

SUMMARY = "aid groups say 26", "aid groups say 27"
NAMED = "value: 317", "value: 318"
"""An edit of what pages of names show."""
ADDRESS = "https://desk.example/briefs"
_TICK = 0.06
"""Seconds after which a build is sure that a file was not written again in the same moment."""


def _settle(project: Project) -> None:
    """Let what was written a moment ago count as seen, as it would a moment later; wait that moment."""
    time.sleep(_TICK)
    stamps = load_stamps(str(project.cache_path))
    assert stamps is not None
    for path, stamp in stamps.inputs.items():
        if stamp == UNSURE:
            status = Path(path).stat()
            stamps.inputs[path] = f"{status.st_ctime_ns} {status.st_size} {status.st_ino}"
    write_stamps(str(project.cache_path), stamps)


def _build_whole(project: Project) -> dict[str, bytes]:
    """Return the site that a build without any cache makes."""
    shutil.rmtree(project.cache_path)
    shutil.rmtree(project.output_path)
    assert build_site(project).ok
    return read_folder(project.output_path)


@pytest.fixture
def whole_builds(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """Give the orders of builds that went through everything."""
    orders: list[Order] = []
    make_site = build.make_site

    def count(order: Order) -> Made:
        orders.append(order)
        return make_site(order)

    monkeypatch.setattr(build, "make_site", count)
    return orders


def test_edits_one_after_another_read_only_what_they_need(sample: Project, whole_builds: list[Order]) -> None:
    """Each edit goes on from the one before; the site is that of a clean build, and so are the problems."""
    assert build_site(sample).ok
    del whole_builds[:]
    for number in range(27, 30):
        _settle(sample)
        edit(sample, BRIEF, f"aid groups say {number - 1}", f"aid groups say {number}")
        report = build_site(sample)
        assert report.ok
        assert report.written
    assert whole_builds == []
    assert report.unchanged_count + len(report.written) == len(read_folder(sample.output_path)) - 1
    incremental = read_folder(sample.output_path)
    assert incremental == _build_whole(sample)
    assert report.problems == build_site(sample).problems


@pytest.mark.parametrize(
    ("old", "new"),
    [("title: ", "title: New "), ("status: developing", "status: draft"), ("slug: ", "slug: new-"), NAMED],
)
def test_edits_that_show_elsewhere_look_at_everything(
    old: str, new: str, sample: Project, whole_builds: list[Order]
) -> None:
    """What moves a brief, or takes it from the site, is no edit of its page alone."""
    assert build_site(sample).ok
    _settle(sample)
    del whole_builds[:]
    text = (sample.root / BRIEF).read_text(encoding="utf-8")
    assert old in text
    (sample.root / BRIEF).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert build_site(sample).ok
    assert len(whole_builds) == 1
    incremental = read_folder(sample.output_path)
    assert incremental == _build_whole(sample)


@pytest.mark.parametrize("change", ["article", "output", "address"])
def test_other_changes_beside_an_edit_look_at_everything(
    change: str, sample: Project, whole_builds: list[Order]
) -> None:
    """An edit goes on from the last build only if nothing else is other than that left it."""
    assert build_site(sample).ok
    _settle(sample)
    del whole_builds[:]
    edit(sample, BRIEF, *SUMMARY)
    match change:
        case "article":
            path = next((sample.root / "content/articles").glob("*.md"))
            path.write_text(path.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
        case "output":
            (sample.output_path / "index.html").unlink()
    assert build_site(sample, base_url=ADDRESS if change == "address" else None).ok
    assert len(whole_builds) == 1


def test_a_new_process_edits_without_jinja(tmp_path: Path) -> None:
    """Where templates are compiled, an edit loads nothing of Jinja, YAML, or what forks."""
    write_briefgen_project(tmp_path, 3)
    project = open_project(tmp_path)
    assert build_site(project).ok
    _settle(project)
    brief = min((tmp_path / "content/briefs").glob("*.yaml"))
    brief.write_text(brief.read_text(encoding="utf-8").replace("First edition", "Second edition"), "utf-8")
    program = (
        "import sys\nfrom pathlib import Path\nfrom briefgen.commands.building import BuildOptions, build_project\n"
        "from briefgen.commands.terminal import Settings\nfrom briefgen.publish.stamps import take_look\n"
        f"folder = {str(tmp_path)!r}\n"
        "build_project(Settings(Path(folder), quiet=True), BuildOptions(), take_look(folder, may_fork=True))\n"
        "print(*sorted({'jinja2', 'yaml', 'tempfile', 'difflib', 'markdown_it', 'lxml'} & {*sys.modules}))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "\n"
    incremental = read_folder(project.output_path)
    assert any(b"Second edition" in content for content in incremental.values())
    assert incremental == _build_whole(project)


def test_spoilt_rows_are_made_anew(sample: Project, tmp_path: Path) -> None:
    """An edit that finds its row spoilt begins anew; the site is that of a clean build."""
    assert build_site(sample).ok
    _settle(sample)
    edit(sample, BRIEF, *SUMMARY)
    shelf = sample.cache_path / "shelf.bin"
    shelf.write_bytes(shelf.read_bytes().replace(b"briefs/", b"brXefs/"))
    assert build_site(sample).ok
    incremental = read_folder(sample.output_path)
    assert incremental == _build_whole(sample)
