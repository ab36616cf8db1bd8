"""Names of a large site: pages of their own, and lists of them by pages."""

import os

import pytest

from briefgen.__main__ import _build
from briefgen.model.config import Project
from briefgen.model.names import Names
from briefgen.publish.build import build_site, render_site
from briefgen.publish.listing import BriefIndex, IndexItem, IndexName
from briefgen.publish.nametable import find_keys, gather_again, gather_names, make_name
from briefgen.publish.namings import name_anchor, name_path
from tests.publish.conftest import open_project
from tests.publish.test_build import BRIEF, edit


def _index(slug: str, *names: str, label: str = "an item") -> BriefIndex:
    return BriefIndex(
        slug=slug,
        title=f"Brief {slug}",
        items=(IndexItem("timeline", "one", label),),
        names=tuple(
            IndexName("people", name, (f"{name} of {slug}",), None, None, None, (0,)) for name in names
        ),
        uses=(),
    )


def test_page_of_a_name_shows_the_newest_briefs_and_counts_all() -> None:
    """However many briefs list a name, its page holds the newest, and is what it was when an old one changes."""
    indexes = [_index(f"b{number}", "Mary Example") for number in range(9)]
    row = gather_names(indexes, Names(), 3).rows["people", "_mary-example"]
    assert (row.brief_count, row.newest) == (9, ("b0", "b1", "b2"))
    assert row.aliases == ("Mary Example of b0", "Mary Example of b1", "Mary Example of b2")
    indexes[5] = _index("b5", "Mary Example", label="another item")
    assert gather_names(indexes, Names(), 3).rows["people", "_mary-example"] == row
    indexes[2] = _index("b2", "Mary Example", label="another item")
    assert gather_names(indexes, Names(), 3).rows["people", "_mary-example"] != row


def test_names_gathered_again_are_those_gathered_from_all() -> None:
    """After an edit, reading only the names that the brief lists gives the table that all briefs give."""
    indexes = [_index(f"b{number}", "Mary Example", f"John {number % 2}") for number in range(6)]
    before = gather_names(indexes, Names(), 2)
    indexes[1] = _index("b1", "John 1", "Mary Example", label="edited")
    after = gather_again(before, find_keys(indexes[1]), indexes.__getitem__, Names(), 2)
    assert gather_names(indexes, Names(), 2).rows == after.rows
    assert before.rows != after.rows


def test_name_stands_once_for_a_brief_that_spells_it_twice() -> None:
    """Two spellings with one anchor are one name, and their brief counts once."""
    index = _index("b", "Mary Example", "Mary  EXAMPLE")
    row = gather_names([index], Names(), 5).rows["people", "_mary-example"]
    assert (row.brief_count, row.newest) == (1, ("b",))
    assert len(make_name(row, [index], "en").mentions) == 2


@pytest.mark.parametrize(
    ("name", "section", "path"),
    [
        ("Mary Example", "people", "people/mary-example/index.html"),
        ("Page", "people", "people/page/index.html"),
        ("Organisations", "people", "people/organisations/index.html"),
        ("Red Cross", "organisations", "people/organisations/red-cross/index.html"),
        ("Org Red Cross", "people", "people/org-red-cross/index.html"),
        ("../..", "places", "places/x/index.html"),
        ("Алматы", "places", "places/алматы/index.html"),
    ],
)
def test_address_of_a_name_is_made_of_the_name_alone(name: str, section: str, path: str) -> None:
    """No name has the address of another kind of page, or leads out of its folder."""
    assert path == name_path(name_anchor(name, section), section)


def test_address_of_a_very_long_name_fits_a_file_system() -> None:
    """Names of a thousand letters have addresses that every system can hold, each its own."""
    paths = [name_path(name_anchor("ы" * 1000 + end, "people"), "people") for end in ("a", "b")]
    assert paths[0] != paths[1]
    assert all(len(part.encode()) <= 200 for path in paths for part in path.split("/"))


def test_briefs_lead_to_the_pages_of_their_names(sample: Project) -> None:
    """On a large site the names of a brief lead to their own pages, and those to all names."""
    files = render_site(sample).files
    assert b'href="../people/mary-example/index.html"' in files["sampleton-flood/index.html"]
    assert b'href="../../people/index.html"' in files["people/mary-example/index.html"]
    assert b'href="../../../people/mary-example/index.html"' in files["people/page/2/index.html"]


def test_small_site_keeps_names_on_one_page(sample: Project) -> None:
    """With no more briefs than one page of a list has, all names stand on one page with their mentions."""
    edit(sample, "briefgen.yaml", "per_page: 1", "per_page: 50")
    files = render_site(open_project(sample.root)).files
    assert b'href="../people/index.html#_mary-example"' in files["sampleton-flood/index.html"]
    assert b'id="_mary-example"' in files["people/index.html"]
    assert [path for path in files if path.startswith(("people/", "places/"))] == [
        path for path in files if path in ("people/index.html", "places/index.html")
    ]


def test_theme_without_a_template_for_names_keeps_them_on_one_page(sample: Project) -> None:
    """A theme made before there were pages of names goes on as it was."""
    folder = sample.root / "themes" / "old"
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.yaml").write_text("title: Old\npages: [people]\n")
    for name in ("home", "brief", "page"):
        (folder / "templates" / f"{name}.html").write_text("<!doctype html><title>x</title>")
    people = "{% for name in people %}<p id='{{ name.anchor }}'>{{ name.mentions|length }}</p>{% endfor %}"
    (folder / "templates" / "people.html").write_text(f"<!doctype html><title>x</title>{people}")
    config = sample.root / "briefgen.yaml"
    config.write_text(
        "\n".join(
            line for line in config.read_text().splitlines() if not line.startswith(("theme", "options"))
        )
        + "\ntheme: old\n"
    )
    built = render_site(open_project(sample.root))
    assert built.ok
    assert b"<p id='_mary-example'>2</p>" in built.files["people/index.html"]
    assert not [path for path in built.files if path.startswith("people/") and path != "people/index.html"]


def test_edit_of_a_mention_renders_the_page_of_its_name(sample: Project) -> None:
    """In a warm process an edit reaches the pages of the names that the edited item mentions."""
    before = render_site(sample)
    edit(sample, BRIEF, "title: ", "title: The ")
    fresh = render_site(sample)
    warm = render_site(sample, previous=before, changed=frozenset({sample.root / BRIEF}))
    assert dict(fresh.files) == dict(warm.files)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize(
    "name",
    [
        "content/names.yaml",
        "content/articles/pipe.md",
        "content/briefs/pipe.yaml",
        "content/briefs/sampleton-flood.lock.json",
        "content/pages/pipe.md",
    ],
)
def test_named_pipe_in_the_content_is_told_and_not_waited_for(
    name: str, sample: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is none is a problem at once: no build waits for somebody to write into a pipe."""
    path = sample.root / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert _build(["-C", str(sample.root), "build"]) == 1
    assert f"{name}: [error] is a device or pipe, not a file" in capsys.readouterr().err


def test_page_of_a_name_that_is_gone_is_deleted(sample: Project) -> None:
    """A name that no brief lists any more has no page after the next build."""
    build_site(sample)
    edit(sample, BRIEF, "John Placeholder", "John Substitute")
    report = build_site(sample)
    assert "people/john-substitute/index.html" in report.written
    assert "people/john-placeholder/index.html" in report.deleted
