"""Building: what is written, skipped, refused, and what a failed build leaves."""

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from briefgen.model.config import Project
from briefgen.publish import write
from briefgen.publish.build import BuildReport, build_site, render_site
from briefgen.publish.write import MARKER, lock_output
from tests.publish.conftest import open_project, read_folder, seeds

BRIEF = "content/briefs/sampleton-flood.yaml"


def edit(project: Project, path: str, old: str, new: str) -> Path:
    """Replace words in a file of the project."""
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def codes(report: BuildReport) -> list[str]:
    """Return the codes of all problems."""
    return [problem.code for problem in report.problems]


def test_drafts_and_hidden_items_are_nowhere(sample: Project) -> None:
    """No file of the site has a word of a draft or of a hidden item."""
    built = render_site(sample)
    everything = b"\n".join(built.files.values())
    assert built.ok
    assert b"hidden event" not in everything
    assert b"A draft that no page shows" not in everything
    assert not any(path.startswith("unfinished") for path in built.files)


def test_text_without_licence_is_shown_only_where_used(sample: Project) -> None:
    """Of a full text without a licence, the page shows the used sentences and nothing else."""
    page = render_site(sample).files["articles/2031-05-05-wire/index.html"].decode()
    assert "began to lay a pontoon bridge" in page
    assert "It must not appear on the page" not in page
    assert "a long road back" not in page


def test_second_build_writes_nothing(sample: Project) -> None:
    """With nothing changed, no file is written and none is touched."""
    first = build_site(sample)
    times = {path: (sample.output_path / path).stat().st_mtime_ns for path in first.written}
    second = build_site(sample)
    assert second.ok
    assert second.written == second.deleted == ()
    assert second.unchanged_count == len(first.written)
    assert times == {path: (sample.output_path / path).stat().st_mtime_ns for path in first.written}


def test_deleting_the_cache_changes_no_byte(sample: Project) -> None:
    """The cache folder can go at any time."""
    build_site(sample)
    before = read_folder(sample.output_path)
    shutil.rmtree(sample.cache_path)
    report = build_site(sample)
    assert report.written == ()
    assert read_folder(sample.output_path) == before


def test_broken_cache_is_none(sample: Project) -> None:
    """A cache that is not what a build wrote is left out of account."""
    build_site(sample)
    before = read_folder(sample.output_path)
    (sample.cache_path / "site.bin").write_bytes(b'{"code": 3')
    assert build_site(sample).written == ()
    assert read_folder(sample.output_path) == before


def test_page_edited_by_hand_is_made_again(sample: Project) -> None:
    """What somebody changed in the output is put right by the next build."""
    build_site(sample)
    page = sample.output_path / "index.html"
    good = page.read_bytes()
    page.write_bytes(good.replace(b"Sample", b"Simple"))
    assert build_site(sample).written == ("index.html",)
    assert page.read_bytes() == good


def _edits() -> Iterator[tuple[str, Callable[[Project], set[Path]]]]:
    def change(path: str, old: str, new: str) -> Callable[[Project], set[Path]]:
        return lambda project: {edit(project, path, old, new)}

    def delete(path: str) -> Callable[[Project], set[Path]]:
        def run(project: Project) -> set[Path]:
            (project.root / path).unlink()
            return {project.root / path}

        return run

    def rename(path: str, to: str) -> Callable[[Project], set[Path]]:
        def run(project: Project) -> set[Path]:
            (project.root / path).rename(project.root / to)
            return {project.root / path, project.root / to}

        return run

    yield "figure", change(BRIEF, "value: 317", "value: 318")
    yield "title", change(BRIEF, "title: The flood at Sampleton, May 2031", "title: The great flood")
    yield "slug", change(BRIEF, "slug: sampleton-flood", "slug: the-flood")
    yield "article", change("content/articles/2031-05-03-river-post.md", "asked for boats", "asked for rafts")
    yield "headline", change("content/articles/2031-05-05-wire.md", "title: Ministry", "title: The ministry")
    yield (
        "licence",
        change("content/articles/2031-05-05-wire.md", "kind: full", "kind: full\nlicence: CC0-1.0"),
    )
    yield "names", change("content/names.yaml", "country: PT", "country: ES")
    yield "page", change("content/pages/about.md", "title: About", "title: About us")
    yield "page-gone", delete("content/pages/method.md")
    yield "brief-gone", delete("content/briefs/sampleton-inquiry.yaml")
    yield "draft", change(BRIEF, "status: developing", "status: draft")
    yield "published", change("content/briefs/unfinished.yaml", "status: draft", "status: closed")
    yield "renamed", rename("content/pages/method.md", "content/pages/how.md")
    yield "renamed-brief", rename(BRIEF, "content/briefs/z-flood.yaml")
    yield "config", change("briefgen.yaml", "title: The Sample Desk", "title: The Other Desk")


EDITS = dict(_edits())
UNSEEN = {"renamed-brief"}
"""Edits that no page shows."""


@pytest.mark.parametrize("name", EDITS)
def test_build_after_an_edit_is_that_of_a_clean_build(
    name: str, sample: Project, copy_sample: Callable[[str], Project]
) -> None:
    """After each kind of edit the site on disk is byte for byte what a fresh folder gives."""
    build_site(sample)
    EDITS[name](sample)
    report = build_site(open_project(sample.root))
    fresh = copy_sample("fresh")
    EDITS[name](fresh)
    build_site(open_project(fresh.root))
    assert report.ok
    assert (report.written == ()) == (name in UNSEEN)
    assert read_folder(fresh.output_path) == read_folder(sample.output_path)


@pytest.mark.parametrize("name", EDITS)
def test_site_in_memory_after_an_edit_is_that_of_a_clean_one(name: str, sample: Project) -> None:
    """What the preview keeps from the site before never shows in the site after."""
    first = render_site(sample)
    changed = frozenset(EDITS[name](sample))
    project = open_project(sample.root)
    second = render_site(project, previous=first, changed=changed)
    clean = render_site(project)
    assert clean.files == second.files
    assert clean.problems == second.problems
    assert (clean.files == first.files) == (name in UNSEEN)


def _append(path: str, words: str) -> Callable[[Project], set[Path]]:
    def run(project: Project) -> set[Path]:
        file = project.root / path
        file.write_text(file.read_text(encoding="utf-8") + words, encoding="utf-8")
        return {file}

    return run


LINK_EDITS: dict[str, Callable[[Project], set[Path]]] = {
    "good link": _append("content/pages/about.md", "\n[There](/sampleton-flood/#flood-of-2019)\n"),
    "broken link": _append("content/pages/about.md", "\n[Nowhere](/sampleton-flood/#flood-of-2020)\n"),
    "anchor gone": lambda project: {edit(project, BRIEF, "id: flood-of-2019", "id: flood-of-2020")},
    "anchor back": lambda project: {edit(project, BRIEF, "id: flood-of-2020", "id: flood-of-2019")},
    "page back": _append("content/pages/about.md", "\n[New](/new/)\n"),
    "new page": lambda project: _new_page(project),
}


def _new_page(project: Project) -> set[Path]:
    file = project.pages_path / "new.md"
    file.write_text("---\ntitle: New\n---\n\nNew words.\n", encoding="utf-8")
    return {file}


@pytest.mark.parametrize("seed", seeds(8))
def test_sites_after_many_edits_are_those_of_clean_builds(seed: int, sample: Project) -> None:
    """However long the preview runs, each site and each problem, links too, is that of a clean build."""
    choice = random.Random(seed)
    steps = [run for name, run in {**EDITS, **LINK_EDITS}.items() if name != "config"]
    built = render_site(sample)
    for run in choice.choices(steps, k=12):
        try:
            changed = frozenset(run(sample))
        except (AssertionError, FileNotFoundError):
            continue  # what it edits was renamed or edited before
        after = render_site(sample, previous=built, changed=changed)
        clean = render_site(sample)
        assert clean.problems == after.problems
        assert clean.files == after.files
        if not after.ok:
            break
        built = after


def test_an_edit_of_one_brief_leaves_other_pages_as_they_are(sample: Project) -> None:
    """Only pages that show the edited brief are rendered again."""
    first = render_site(sample)
    changed = {edit(sample, BRIEF, "value: 317", "value: 318")}
    second = render_site(sample, previous=first, changed=frozenset(changed))
    kept = second.files.keys() - second.made
    assert "sampleton-inquiry/index.html" in kept
    assert "articles/2031-05-05-wire/index.html" in kept
    assert "about/index.html" in kept
    assert "sampleton-flood/index.html" not in kept


def test_edited_template_is_seen(sample: Project) -> None:
    """An edit of a theme of the project shows in the next build."""
    theme = sample.root / "themes" / "own"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: dispatch\n", encoding="utf-8")
    project = msgspec.structs.replace(sample, config=msgspec.structs.replace(sample.config, theme="own"))
    build_site(project)
    footer = '{% extends "dispatch/base.html" %}{% block footer %}<footer>Mine</footer>{% endblock %}'
    (theme / "templates" / "base.html").write_text(footer, encoding="utf-8")
    assert build_site(project).ok
    assert b"<footer>Mine</footer>" in (project.output_path / "index.html").read_bytes()


def test_stale_files_go_and_kept_ones_stay(sample: Project) -> None:
    """Pages of a deleted brief and strays go, with their folders; names in `keep` stay."""
    build_site(sample)
    out = sample.output_path
    (out / "stray").mkdir()
    (out / "stray" / "old.html").write_text("old", encoding="utf-8")
    (out / "CNAME").write_text("example.org", encoding="utf-8")
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    (sample.root / "content/briefs/sampleton-inquiry.yaml").unlink()
    edit(sample, BRIEF, "[inquiry](/sampleton-inquiry/)", "inquiry")
    report = build_site(sample)
    assert report.ok
    assert "stray/old.html" in report.deleted
    assert "sampleton-inquiry/index.html" in report.deleted
    assert not (out / "stray").exists()
    assert not (out / "sampleton-inquiry").exists()
    assert (out / "CNAME").read_text(encoding="utf-8") == "example.org"
    assert (out / ".git" / "HEAD").exists()
    assert (out / MARKER).exists()


def test_kept_name_that_the_site_makes_too_is_told(sample: Project) -> None:
    """What `keep` names is left alone even where the site would write there, and a warning says so."""
    edit(sample, "briefgen.yaml", "author:", "keep: [people]\nauthor:")
    project = open_project(sample.root)
    (project.output_path / "people").mkdir(parents=True)
    (project.output_path / "people" / "mine.txt").write_text("mine", encoding="utf-8")
    report = build_site(project)
    assert report.ok
    assert [problem.message for problem in report.problems if problem.code == "bad-value"] == [
        'keep has "people", which the site makes too: what lies there stays'
    ]
    assert read_folder(project.output_path / "people") == {"mine.txt": b"mine"}


def test_kept_files_are_not_counted_as_the_sites(sample: Project) -> None:
    """Written and unchanged files are together what lies in the output folder and is of the site."""
    build_site(sample)
    edit(sample, "briefgen.yaml", "author:", "keep: [people]\nauthor:")
    edit(sample, BRIEF, "After three days of rain", "After four days of rain")
    project = open_project(sample.root)
    report = build_site(project)
    paths = [path for path in read_folder(project.output_path) if not path.startswith("people/")]
    assert report.written
    assert len(report.written) + report.unchanged_count == len(set(paths) - {MARKER})


def test_foreign_folder_is_refused_and_untouched(sample: Project) -> None:
    """A folder with files and without the marker is not written."""
    sample.output_path.mkdir()
    (sample.output_path / "thesis.txt").write_text("mine", encoding="utf-8")
    report = build_site(sample)
    assert not report.ok
    assert codes(report) == ["output-foreign"]
    assert read_folder(sample.output_path) == {"thesis.txt": b"mine"}


def test_empty_folder_with_kept_files_is_taken(sample: Project) -> None:
    """A new folder that holds only what is kept becomes the site."""
    sample.output_path.mkdir()
    (sample.output_path / "CNAME").write_text("example.org", encoding="utf-8")
    assert build_site(sample).ok
    assert (sample.output_path / "CNAME").exists()


def test_output_that_is_a_file_is_told(sample: Project) -> None:
    """A file where the folder should be is a problem with its place, and stays."""
    sample.output_path.write_text("a file", encoding="utf-8")
    report = build_site(sample)
    assert codes(report) == ["output-unwritable"]
    assert sample.output_path.read_text(encoding="utf-8") == "a file"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BRIEF, "status: developing", "status: [broken"),
        (BRIEF, "date: 2031-05-04", "date: yesterday"),
        (BRIEF, "slug: sampleton-flood", "slug: sampleton-inquiry"),
        (BRIEF, "slug: sampleton-flood", "slug: about"),
        (BRIEF, "slug: sampleton-flood", "slug: people"),
        ("briefgen.yaml", "author:", "theme: nowhere\nauthor:"),
    ],
)
def test_failed_build_leaves_the_last_good_site(sample: Project, path: str, old: str, new: str) -> None:
    """An error in content or configuration changes no file of the output."""
    build_site(sample)
    before = read_folder(sample.output_path)
    edit(sample, path, old, new)
    report = build_site(open_project(sample.root))
    assert not report.ok
    assert any(problem.severity == "error" for problem in report.problems)
    assert read_folder(sample.output_path) == before


def test_full_disk_leaves_the_last_good_site(sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the new files cannot all be put on the disk, none of the old ones is replaced."""
    build_site(sample)
    before = read_folder(sample.output_path)
    edit(sample, "briefgen.yaml", "title: The Sample Desk", "title: The Other Desk")
    whole = write.write_new
    written: list[str] = []

    def write_new(path: str, content: bytes) -> None:
        written.append(path)
        if len(written) == 5:
            raise OSError(28, "No space left on device")
        whole(path, content)

    monkeypatch.setattr(write, "write_new", write_new)
    report = build_site(open_project(sample.root))
    monkeypatch.undo()
    assert codes(report)[-1] == "output-unwritable" or codes(report) == ["output-unwritable"]
    assert not report.ok
    assert read_folder(sample.output_path) == before


def test_pages_are_written_before_what_links_to_them(sample: Project) -> None:
    """Assets come first, then pages, then indexes."""
    written = build_site(sample).written
    assert written[0].startswith("assets/")
    assert written.index("assets/options.css") < written.index("sampleton-flood/index.html")
    assert written.index("sampleton-flood/index.html") < written.index("index.html")
    assert written.index("articles/2031-05-05-wire/index.html") < written.index("feed.xml")


def test_second_build_at_once_is_refused(sample: Project) -> None:
    """While one build holds the lock another one fails with a problem; afterwards it works."""
    with lock_output(sample.cache_path):
        assert codes(build_site(sample)) == ["output-busy"]
    assert not sample.output_path.exists()
    assert build_site(sample).ok


def test_builds_in_two_threads_give_one_whole_site(sample: Project) -> None:
    """Of two builds at once at least one works, and the site is that of one build."""
    start = threading.Barrier(2)
    reports: list[BuildReport] = []

    def run() -> None:
        start.wait(timeout=20)
        reports.append(build_site(sample))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(reports) == 2
    assert any(report.ok for report in reports)
    assert {code for report in reports if not report.ok for code in codes(report)} <= {"output-busy"}
    files = read_folder(sample.output_path)
    files.pop(MARKER)
    assert render_site(sample).files == files


def test_link_in_the_output_is_replaced_not_followed(sample: Project, tmp_path: Path) -> None:
    """A symbolic link where a page or a folder belongs leads no write out of the output."""
    build_site(sample)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("precious", encoding="utf-8")
    (sample.output_path / "index.html").unlink()
    (sample.output_path / "index.html").symlink_to(outside / "index.html")
    shutil.rmtree(sample.output_path / "people")
    (sample.output_path / "people").symlink_to(outside)
    report = build_site(sample)
    assert report.ok
    assert read_folder(outside) == {"index.html": b"precious"}
    assert not (sample.output_path / "people").is_symlink()
    assert b"The Sample Desk" in (sample.output_path / "index.html").read_bytes()


def test_strict_build_fails_on_a_warning_and_writes_nothing(sample: Project) -> None:
    """Under strict a broken link fails the build."""
    edit(sample, BRIEF, "(/sampleton-inquiry/)", "(/sampleton-enquiry/)")
    report = build_site(sample, strict=True)
    assert not report.ok
    assert not sample.output_path.exists()
    assert "link-broken" in codes(report)


def test_broken_link_is_told_where_it_is_written(sample: Project) -> None:
    """A link of a brief that leads nowhere is a warning with the line of the file."""
    edit(sample, BRIEF, "(/sampleton-inquiry/)", "(/sampleton-enquiry/)")
    report = build_site(sample)
    found = [problem for problem in report.problems if problem.code == "link-broken"]
    lines = (sample.root / BRIEF).read_text(encoding="utf-8").splitlines()
    (place,) = {(problem.path, problem.line) for problem in found if problem.line}
    assert report.ok
    assert place[0] == BRIEF
    assert "(/sampleton-enquiry/)" in lines[(place[1] or 0) - 1]


def test_broken_link_of_a_template_is_told_with_the_template(sample: Project) -> None:
    """A link that no content has is a warning at the template of the page that shows it."""
    theme = sample.root / "themes" / "own"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: dispatch\n", encoding="utf-8")
    block = '{% extends "dispatch/404.html" %}{% block footer %}<a href="gone.html">x</a>{% endblock %}'
    (theme / "templates" / "404.html").write_text(block, encoding="utf-8")
    edit(sample, "briefgen.yaml", "author:", "theme: own\nauthor:")
    report = build_site(open_project(sample.root))
    assert [problem.headline() for problem in report.problems if problem.code == "link-broken"] == [
        'themes/own/templates/404.html: [warning] link "gone.html" on page 404.html leads nowhere: '
        "there is no such page (link-broken)"
    ]


def test_silenced_warning_is_left_out(sample: Project) -> None:
    """A code that briefgen.yaml silences is not told and does not fail a strict build."""
    edit(sample, BRIEF, "(/sampleton-inquiry/)", "(/sampleton-enquiry/)")
    edit(sample, "briefgen.yaml", "author:", "silence: {link-broken: page to come}\nauthor:")
    assert "link-broken" not in codes(build_site(open_project(sample.root)))


def test_without_base_url_absolute_things_are_left_out(sample: Project) -> None:
    """An empty base_url means no feed, no sitemap, no Open Graph, and a note that says so."""
    built = render_site(sample, base_url="")
    assert built.ok
    assert "feed.xml" not in built.files
    assert "sitemap.xml" not in built.files
    assert b"og:" not in built.files["index.html"]
    assert b"Sitemap" not in built.files["robots.txt"]
    assert [problem.severity for problem in built.problems if problem.code == "base-url-missing"] == ["info"]


def test_given_base_url_wins(sample: Project) -> None:
    """The address given by the caller replaces that of the configuration, everywhere."""
    built = render_site(sample, base_url="https://preview.example/x/")
    everything = b"\n".join(built.files.values())
    assert b"https://preview.example/x/sampleton-flood/" in built.files["feed.xml"]
    assert b"https://example.org" not in everything


def test_archive_is_paged_and_lists_each_brief_once(sample: Project) -> None:
    """With one brief a page there are as many pages as briefs, newest update first."""
    files = render_site(sample).files
    assert b"The flood at Sampleton" in files["archive/index.html"]
    assert b"Who knew what" not in files["archive/index.html"]
    assert b"Who knew what" in files["archive/2/index.html"]


def test_all_collisions_are_told_in_one_run(sample: Project) -> None:
    """Each pair of pages with one address is a problem that names both files."""
    edit(sample, BRIEF, "slug: sampleton-flood", "slug: about")
    edit(sample, "content/briefs/sampleton-inquiry.yaml", "slug: sampleton-inquiry", "slug: places")
    problems = [problem for problem in render_site(sample).problems if problem.code == "duplicate-slug"]
    assert len(problems) == 2
    assert "about" in problems[0].message + problems[1].message
    assert any("content/pages/about.md" in (problem.path, *problem.message.split()) for problem in problems)


@pytest.mark.slow
def test_output_does_not_depend_on_hash_seed_or_folder_order(
    sample: Project, copy_sample: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds with other hash seeds, and one with folders read in another order, give the same bytes."""
    script = (
        "import sys; from pathlib import Path; from briefgen.model.configfile import load_project;"
        "from briefgen.publish.build import build_site;"
        "sys.exit(not build_site(load_project(Path(sys.argv[1]))[0]).ok)"
    )
    sites = []
    for seed in ("1", "2"):
        project = copy_sample(f"seed-{seed}")
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", script, str(project.root)], check=True, env=environment)
        sites.append(read_folder(project.output_path))
    real = os.scandir

    class Shuffled:
        def __init__(self, path: str | Path) -> None:
            with real(path) as entries:
                self.entries = list(entries)
            random.Random(7).shuffle(self.entries)

        def __enter__(self) -> "Shuffled":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __next__(self) -> os.DirEntry[str]:
            if not self.entries:
                raise StopIteration
            return self.entries.pop()

    monkeypatch.setattr(os, "scandir", Shuffled)
    built = render_site(sample)
    monkeypatch.undo()
    assert sites[0] == sites[1]
    assert built.files == {path: content for path, content in sites[0].items() if path != MARKER}


def test_no_page_asks_a_third_party_for_anything(sample: Project) -> None:
    """No script, no image, no font, no frame, and style sheets only from the site itself."""
    for path, content in render_site(sample).files.items():
        if path.endswith(".html"):
            page = content.decode().lower()
            for word in (
                "<script",
                "<img",
                "<iframe",
                "@import",
                "url(http",
                '<link rel="stylesheet" href="http',
            ):
                assert word not in page, (path, word)
        if path.endswith(".css"):
            assert b"http" not in content
            assert b"@import" not in content


def test_paths_out_of_the_output_are_bugs(tmp_path: Path) -> None:
    """The writer refuses paths that lead out of its folder."""
    for path in ("../x", "a/../../x", "/x", "a//b", "C:/x"):
        with pytest.raises(ValueError, match="no path below"):
            write.write_site(tmp_path / "out", {path: b""}, ())
