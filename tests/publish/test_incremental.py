"""The command `build` along random ways of edits, of content and of what builds left: what a clean build gives."""

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.__main__ import _build
from briefgen.model.config import Project
from briefgen.publish.build import build_site, find_known_project
from briefgen.publish.stamps import take_look
from briefgen.publish.write import MARKER
from tests.publish.conftest import open_project, read_folder
from tests.publish.test_build import BRIEF, EDITS, LINK_EDITS, edit

INQUIRY = "content/briefs/sampleton-inquiry.yaml"
Step = Callable[[Project], object]


def _save_by_rename(project: Project, path: str) -> None:
    """Save a file as many editors do: the same words in a new file under the old name."""
    aside = project.root / f"{path}.tmp"
    aside.write_bytes((project.root / path).read_bytes())
    aside.replace(project.root / path)


def _add_brief(project: Project) -> None:
    text = (project.root / INQUIRY).read_text(encoding="utf-8")
    assert "slug: sampleton-inquiry" in text
    added = project.root / "content/briefs/a-new.yaml"
    added.write_text(text.replace("slug: sampleton-inquiry", "slug: a-new-one"), encoding="utf-8")


def _move(path: str, to: str) -> Step:
    def run(project: Project) -> None:
        (project.root / to).parent.mkdir(exist_ok=True)
        (project.root / path).rename(project.root / to)

    return run


def _write(path: str, text: str) -> Step:
    def run(project: Project) -> None:
        (project.root / path).parent.mkdir(exist_ok=True)
        (project.root / path).write_text(text, encoding="utf-8")

    return run


def _link(path: str, to: str) -> Step:
    """Put a link where a file was, to the same words elsewhere."""

    def run(project: Project) -> None:
        (project.root / path).rename(project.root / to)
        (project.root / path).symlink_to(project.root / to)

    return run


CONTENT: dict[str, Step] = {
    "day": lambda project: edit(project, BRIEF, "updated: 2031-05-", "updated: 2031-06-"),
    "day back": lambda project: edit(project, BRIEF, "updated: 2031-06-", "updated: 2031-05-"),
    "new item": lambda project: edit(
        project,
        BRIEF,
        "timeline:\n",
        "timeline:\n  - id: brand-new\n    date: 2031-05-02\n    title: Rain\n\n",
    ),
    "new name": lambda project: edit(
        project, BRIEF, "  - id: brand-new\n", "  - id: brand-new\n    places: [Newton]\n"
    ),
    "new brief": _add_brief,
    "new brief gone": lambda project: (project.root / "content/briefs/a-new.yaml").unlink(),
    "saved by rename": lambda project: _save_by_rename(project, BRIEF),
    "nothing": lambda project: (project.root / BRIEF).touch(),
    "brief into a folder": _move(INQUIRY, "content/briefs/deep/sampleton-inquiry.yaml"),
    "brief out of it": _move("content/briefs/deep/sampleton-inquiry.yaml", INQUIRY),
    "folder renamed": _move("content/briefs/deep", "content/briefs/deeper"),
    "folder named like a brief": lambda project: (project.root / "content/briefs/odd.yaml").mkdir(),
    "and gone": lambda project: (project.root / "content/briefs/odd.yaml").rmdir(),
    "broken": lambda project: edit(project, INQUIRY, "schema: 1\n", "schema: [1\n"),
    "mended": lambda project: edit(project, INQUIRY, "schema: [1\n", "schema: 1\n"),
    "names gone": lambda project: (project.root / "content/names.yaml").unlink(),
    "names wrong": _write("content/names.yaml", "people: 3\n"),
    "names anew": _write("content/names.yaml", "people:\n  - name: Ana Sample\n    country: ES\n"),
    "page linked": _link("content/pages/about.md", "content/about-elsewhere.txt"),
    "page behind the link": lambda project: edit(
        project, "content/about-elsewhere.txt", "title: About", "title: Us"
    ),
    "theme": _write("themes/own/theme.yaml", "extends: dispatch\n"),
    "theme makes less": _write("themes/own/theme.yaml", "extends: dispatch\npages: [archive]\n"),
    "theme wrong": _write("themes/own/theme.yaml", "extends: dispatch\nnonsense: 1\n"),
    "theme chosen": lambda project: edit(project, "briefgen.yaml", "author:", "theme: own\nauthor:"),
    "kept": lambda project: edit(project, "briefgen.yaml", "author:", "keep: [extra.txt]\nauthor:"),
    "not kept": lambda project: edit(project, "briefgen.yaml", "keep: [extra.txt]\n", ""),
}
LEFT: dict[str, Step] = {
    "cache deleted": lambda project: shutil.rmtree(project.cache_path),
    "stamps deleted": lambda project: (project.cache_path / "stamps").unlink(),
    "rows deleted": lambda project: (project.cache_path / "site.bin").unlink(),
    "shelf deleted": lambda project: (project.cache_path / "shelf.bin").unlink(),
    "shelf cut": lambda project: (project.cache_path / "shelf.bin").write_bytes(b"short"),
    "page deleted": lambda project: (project.output_path / "index.html").unlink(),
    "page written over": _write("site/sampleton-flood/index.html", "mine"),
    "page is a folder": lambda project: [
        (project.output_path / "404.html").unlink(),
        (project.output_path / "404.html").mkdir(),
    ],
    "stray file": _write("site/extra.txt", "mine"),
    "stray folder": lambda project: (project.output_path / "stray/below").mkdir(parents=True),
    "stray file below": _write("site/sampleton-flood/stray.txt", "mine"),
    "site deleted": lambda project: shutil.rmtree(project.output_path),
    "another build": lambda project: _build(
        ["-C", str(project.root), "build", "--base-url", "https://o.example"]
    ),
    "strict build": lambda project: _build(["-C", str(project.root), "build", "--strict"]),
    "preview elsewhere": lambda project: _build(
        ["-C", str(project.root), "build", "-o", str(project.root.parent / "elsewhere")]
    ),
}
STEPS: dict[str, Step] = {**EDITS, **LINK_EDITS, **CONTENT, **LEFT}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_command_along_random_edits_gives_what_a_clean_build_gives(
    seed: int, sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After each step code, messages and bytes are those of a project that was never built; a failed one keeps all."""
    choice = random.Random(seed)
    assert _build(["-C", str(sample.root), "build"]) == 0
    done: list[str] = []
    steps = [*choice.sample(sorted(STEPS), 12), *choice.choices(sorted(LEFT), k=3)]
    choice.shuffle(steps)
    for number, name in enumerate(steps):
        if name in LEFT and not (sample.output_path / MARKER).exists():
            continue  # a folder that is not briefgen's is refused
        try:
            STEPS[name](sample)
        except (AssertionError, OSError):
            continue  # what it edits was renamed or edited before
        done.append(name)
        if choice.random() < 0.5:
            time.sleep(0.06)  # so that times of files are sure
        before = read_folder(sample.output_path) if sample.output_path.exists() else {}
        capsys.readouterr()
        code = _build(["-C", str(sample.root), "build"])
        told = capsys.readouterr().err
        fresh = tmp_path / f"fresh-{number}"
        shutil.copytree(
            sample.root, fresh, symlinks=False, ignore=shutil.ignore_patterns("site", ".briefgen")
        )
        clean = _build(["-C", str(fresh), "build"])
        assert (clean, capsys.readouterr().err) == (code, told), done
        if code != 0:
            assert read_folder(sample.output_path) == before, done
            continue
        wanted = read_folder(fresh / "site")
        found = read_folder(sample.output_path)
        if "keep: [extra.txt]" in (sample.root / "briefgen.yaml").read_text(encoding="utf-8"):
            found.pop("extra.txt", None)
        assert wanted == found, done
        assert not (sample.output_path / "stray").exists()


def test_project_is_known_until_its_configuration_changes(sample: Project) -> None:
    """After a build the configuration is what the file says; after an edit of the file nobody knows it."""
    assert find_known_project(take_look(str(sample.root))) is None
    time.sleep(0.06)  # so that times of files are sure
    build_site(sample)
    assert sample == find_known_project(take_look(str(sample.root / "content")))
    edit(sample, "briefgen.yaml", "title: The Sample Desk", "title: The Other Desk")
    assert find_known_project(take_look(str(sample.root))) is None


def test_folder_given_for_the_site_is_no_configuration(sample: Project, tmp_path: Path) -> None:
    """A build into a folder that was given leaves no configuration that another build could take for the file's."""
    root = str(sample.root)
    assert _build(["-C", root, "build", "-o", str(tmp_path / "elsewhere")]) == 0
    assert find_known_project(take_look(root)) is None
    assert _build(["-C", root, "build"]) == 0
    assert read_folder(tmp_path / "elsewhere") == read_folder(sample.output_path)


def test_configuration_that_changes_behind_a_look_is_seen_by_the_next_build(sample: Project) -> None:
    """Two builds and an edit cross: the build that read the old configuration is mended by the next one."""
    time.sleep(0.06)  # so that times of files are sure
    build_site(sample)
    look = take_look(str(sample.root))
    project = find_known_project(look)
    assert project is not None
    edit(sample, "briefgen.yaml", "title: The Sample Desk", "title: The Other Desk")
    time.sleep(0.06)
    build_site(open_project(sample.root))
    build_site(project, look=look)
    assert b"The Sample Desk" in (sample.output_path / "index.html").read_bytes()
    assert _build(["-C", str(sample.root), "build"]) == 0
    assert b"The Other Desk" in (sample.output_path / "index.html").read_bytes()
