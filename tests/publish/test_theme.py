"""Themes: found, chained, overridden block by block; options; what is told when one is wrong."""

import functools
import re
from pathlib import Path

import pytest
from jinja2.defaults import DEFAULT_FILTERS

import briefgen
from briefgen.model.config import Project
from briefgen.model.problem import Problem
from briefgen.publish.build import Built, render_site
from briefgen.publish.theme import ThemeFolder, builtin_path, find_theme, load_theme, theme_names
from tests.publish.conftest import open_project

INTERNAL = {"BriefEntry.path", "EvidenceEntry.span"}
"""Fields that no template needs."""


def add_theme(project: Project, name: str, files: dict[str, str], config: str = "") -> Project:
    """Add a theme to a project, choose it, and load the project again."""
    for path, text in files.items():
        file = project.root / "themes" / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    settings = project.root / "briefgen.yaml"
    kept = [
        line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("theme")
    ]
    settings.write_text("\n".join([*kept, f"theme: {name}", config, ""]), encoding="utf-8")
    return open_project(project.root)


def headlines(built: Built) -> list[str]:
    """Return the headlines of all problems."""
    return [problem.headline() for problem in built.problems]


def test_overriding_one_block_is_one_short_file(sample: Project) -> None:
    """A theme of two short files changes one block of one page and keeps all the rest."""
    plain = render_site(sample).files
    block = '{% extends "dispatch/brief.html" %}{% block background %}<p>{{ brief.title }}</p>{% endblock %}'
    project = add_theme(sample, "mine", {"theme.yaml": "extends: dispatch\n", "templates/brief.html": block})
    own = render_site(project).files
    differing = {path for path in plain if own[path] != plain[path]}
    assert set(own) == set(plain)
    assert differing == {"sampleton-flood/index.html", "sampleton-inquiry/index.html"}
    assert b"<p>The flood at Sampleton, May 2031</p>" in own["sampleton-flood/index.html"]
    assert b"bridge-falls" in own["sampleton-flood/index.html"]


def test_override_of_the_base_reaches_every_page(sample: Project) -> None:
    """A block of base.html, overridden once, changes all pages, also those of the theme below."""
    files = {
        "theme.yaml": "extends: dispatch\n",
        "templates/base.html": '{% extends "dispatch/base.html" %}{% block footer %}<i>F</i>{% endblock %}',
    }
    built = render_site(add_theme(sample, "mine", files))
    pages = [content for path, content in built.files.items() if path.endswith(".html")]
    assert all(b"<i>F</i>" in page for page in pages)


def test_assets_of_the_chosen_theme_come_first(sample: Project) -> None:
    """An asset with the name of one below replaces it; others are added; hidden files are left out."""
    files = {
        "theme.yaml": "extends: dispatch\n",
        "assets/favicon.svg": "<svg/>",
        "assets/fonts/note.txt": "x",
        "assets/.hidden": "x",
    }
    built = render_site(add_theme(sample, "mine", files))
    assert built.files["assets/favicon.svg"] == b"<svg/>"
    assert built.files["assets/fonts/note.txt"] == b"x"
    assert "assets/.hidden" not in built.files
    assert b":root" in built.files["assets/style.css"]


def test_chain_of_three_themes(sample: Project) -> None:
    """Themes extend each other; the first that has a file gives it."""
    add_theme(sample, "middle", {"theme.yaml": "extends: dispatch\n", "templates/404.html": "middle"})
    project = add_theme(sample, "top", {"theme.yaml": "extends: middle\n"})
    theme, problems = load_theme(project)
    assert problems == []
    assert theme is not None
    assert [folder.name for folder in theme.folders] == ["top", "middle", "dispatch"]
    assert render_site(project).files["404.html"] == b"middle"


def test_theme_of_its_own_needs_nothing_of_the_built_in_one(sample: Project) -> None:
    """A theme that extends none is used alone; a template it lacks is told."""
    project = add_theme(
        sample, "alone", {"theme.yaml": "title: Alone\n", "templates/home.html": "{{ site.title }}"}
    )
    built = render_site(project)
    assert not built.ok
    assert {problem.code for problem in built.problems} == {"template-error"}
    assert 'there is no template "brief.html"' in "\n".join(headlines(built))


def test_theme_makes_only_the_pages_it_names(sample: Project) -> None:
    """Kinds left out need no template, have no address, and are not in the navigation; who extends inherits it."""
    files = {
        "theme.yaml": "pages: [figures]\n",
        "templates/home.html": "{% for link in site.navigation %}[{{ link.title }}]{% endfor %}",
        "templates/brief.html": "{{ brief.title }}",
        "templates/page.html": "{{ text.title }}",
    }
    add_theme(sample, "small", files)
    built = render_site(add_theme(sample, "smaller", {"theme.yaml": "extends: small\n"}))
    assert built.ok
    slugs = [row.slug for row in built.state.briefs.values() if row.is_published]
    assert slugs
    assert {path for slug in slugs for path in (f"{slug}/index.html", f"{slug}/figures.csv")} < set(
        built.files
    )
    names = {path.split("/")[0] for path in built.files} | {path.split("/")[-1] for path in built.files}
    assert not names & {"archive", "articles", "people", "places", "404.html", "brief.json"}
    home = built.files["index.html"].decode()
    assert not any(f"[{title}]" in home for title in ("Briefs", "People", "Places", "Sources"))


def test_options_change_the_pages(sample: Project) -> None:
    """Options of briefgen.yaml reach templates and the style sheet."""
    options = 'options: {accent: "#123456", footer: "At the foot & all"}'
    built = render_site(add_theme(sample, "dispatch", {}, options))
    assert built.ok
    assert b"--accent: #123456;" in built.files["assets/options.css"]
    assert b"At the foot &amp; all" in built.files["index.html"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            "{acent: red}",
            Problem(
                "briefgen.yaml", 8, 18, "error", 'theme "dispatch" has no option "acent"',
                'did you mean "accent"?', "unknown-key",
            ),
        ),
        (
            '{accent: "red; } body { display: none"}',
            Problem(
                "briefgen.yaml", 8, 19, "error", 'option "accent" cannot be "red; } body { display: none"',
                "write a value like #9b2226", "bad-value",
            ),
        ),
        (
            "{headlines: sherif}",
            Problem(
                "briefgen.yaml", 8, 22, "error", 'option "headlines" cannot be "sherif"',
                'did you mean "serif"?', "bad-value",
            ),
        ),
    ],
)  # fmt: skip
def test_wrong_options_are_told_with_their_place(sample: Project, options: str, expected: Problem) -> None:
    """An unknown option, a value of the wrong form and one not among the choices are errors with hints."""
    built = render_site(add_theme(sample, "dispatch", {}, f"options: {options}"))
    assert built.problems == [expected]
    assert not built.ok


def test_missing_theme_is_told_with_the_nearest_name(sample: Project) -> None:
    """A theme that is not there is an error at its place in briefgen.yaml."""
    settings = sample.root / "briefgen.yaml"
    settings.write_text("title: T\nbase_url: https://example.org\ntheme: despatch\n", encoding="utf-8")
    (problem,) = render_site(open_project(sample.root)).problems
    assert problem.headline() == 'briefgen.yaml:3:8: [error] there is no theme "despatch" (theme-missing)'
    assert problem.hint == 'did you mean "dispatch"?'


def test_circle_of_themes_is_told(sample: Project) -> None:
    """Themes that extend each other in a circle are an error that shows the circle."""
    add_theme(sample, "one", {"theme.yaml": "extends: two\n"})
    project = add_theme(sample, "two", {"theme.yaml": "extends: one\n"})
    (problem,) = render_site(project).problems
    assert problem.headline() == (
        "themes/one/theme.yaml:1:10: [error] themes extend each other in a circle: two → one → two"
        " (theme-invalid)"
    )


@pytest.mark.parametrize(
    ("declaration", "code"),
    [
        ("extends: [dispatch\n", "yaml-syntax"),
        ("extend: dispatch\n", "unknown-key"),
        ("options: {x: {default: a}}\n", "missing-key"),
        ("options: {x: {default: a, description: d, pattern: '['}}\n", "theme-invalid"),
        ("options: {x: {default: a, description: d, pattern: 'b'}}\n", "theme-invalid"),
        ("extends: ../../etc\n", "theme-missing"),
        ("", "file-empty"),
    ],
)
def test_wrong_declaration_is_told(sample: Project, declaration: str, code: str) -> None:
    """What is wrong in theme.yaml is an error in that file."""
    built = render_site(add_theme(sample, "mine", {"theme.yaml": declaration}))
    assert [(problem.code, problem.path) for problem in built.problems] == [(code, "themes/mine/theme.yaml")]
    assert not built.ok


@pytest.mark.parametrize(
    ("template", "line", "code", "words"),
    [
        ("<p>\n{% if %}\n", 2, "template-syntax", "template cannot be read: Expected an expression"),
        ("<p>\n\n{{ brief.titel }}", 3, "template-error", 'template fails: Brief has no "titel"'),
        ("{{ nothing }}", 1, "template-error", 'template fails: there is no "nothing"'),
        ("\n{{ 1 / 0 }}", 2, "template-error", "division by zero (ZeroDivisionError)"),
        ('\n{% include "gone.html" %}', 2, "template-error", 'there is no template "gone.html"'),
        ("{{ 3|markdown }}", 1, "template-error", "(TypeError)"),
        ("{{ 3|nofilter }}", 1, "template-syntax", "No filter named 'nofilter'"),
    ],
)
def test_broken_template_is_told_with_its_line(
    sample: Project, template: str, line: int, code: str, words: str
) -> None:
    """Whatever goes wrong in a template is one problem with the file and line of the template."""
    files = {"theme.yaml": "extends: dispatch\n", "templates/brief.html": template}
    built = render_site(add_theme(sample, "mine", files))
    assert not built.ok
    assert {(problem.path, problem.line, problem.code) for problem in built.problems} == {
        ("themes/mine/templates/brief.html", line, code)
    }
    assert words in built.problems[0].message


@pytest.mark.parametrize(
    ("template", "column", "hint"),
    [
        ("<b>{{ brief.titel }}", 13, 'did you mean "title"?'),
        ("{{ entry.time_line }}", 10, 'did you mean "timeline"?'),
        ("{{ titel }}{{ brief.titel }}", None, 'did you mean "site"?'),
        ("{{ breif.title }}", 4, 'did you mean "brief"?'),
        ("{{ site['titel'] }}", 10, 'did you mean "title"?'),
        ("{{ options.acent }}", 12, "themes/dispatch/README.md lists what templates get"),
        ("{{ brief.title.x1 }}", 16, "themes/dispatch/README.md lists what templates get"),
    ],
)
def test_misspelt_name_gets_the_nearest(
    sample: Project, template: str, column: int | None, hint: str
) -> None:
    """Where a template asks for what is not there, its place in the line and the nearest name are told."""
    files = {"theme.yaml": "extends: dispatch\n", "templates/brief.html": template}
    built = render_site(add_theme(sample, "mine", files))
    assert [(1, column, hint)] == [(one.line, one.column, one.hint) for one in built.problems]


def test_themes_are_found_in_a_checkout_and_in_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built-in themes lie beside the package in a checkout and inside it in a wheel."""
    assert (builtin_path() / "dispatch" / "theme.yaml").is_file()
    inside = tmp_path / "briefgen" / "themes" / "dispatch"
    inside.mkdir(parents=True)
    (inside / "theme.yaml").write_text("title: D\n", encoding="utf-8")
    monkeypatch.setattr(briefgen, "__file__", str(tmp_path / "briefgen" / "__init__.py"))
    assert builtin_path() == tmp_path / "briefgen" / "themes"
    assert find_theme("dispatch", tmp_path / "project") == ThemeFolder(
        "dispatch", inside, "briefgen/themes/dispatch"
    )


def test_theme_of_the_project_comes_before_the_built_in_one(sample: Project) -> None:
    """A project's theme with the name of a built-in one is used instead."""
    add_theme(sample, "dispatch", {"theme.yaml": "title: Own\n"})
    found = find_theme("dispatch", sample.root)
    assert found is not None
    assert found.shown == "themes/dispatch"
    assert theme_names(sample.root) == ["dispatch"]


def test_too_large_asset_is_told(sample: Project) -> None:
    """An asset above the limit is an error with the key that raises it."""
    files = {"theme.yaml": "extends: dispatch\n", "assets/film.bin": "x" * 40_000}
    config = "limits: {asset_bytes: 39000}"
    (problem,) = render_site(add_theme(sample, "mine", files, config)).problems
    assert (problem.code, problem.path) == ("file-too-large", "themes/mine/assets/film.bin")
    assert "asset_bytes" in problem.hint


def find_fields(kind: type) -> set[str]:
    """Return what templates can ask an object for."""
    named = {
        name for name in dir(kind) if isinstance(getattr(kind, name), property | functools.cached_property)
    }
    fields = {*getattr(kind, "__struct_fields__", ()), *getattr(kind, "__annotations__", ()), *named}
    return {name for name in fields if not name.startswith("_")}


def test_reference_names_every_filter_object_and_option() -> None:
    """The README of the built-in theme lists every filter, field, option, template and block that there is."""
    from briefgen.publish import entries, library, render
    from briefgen.publish.theme import ThemeDeclaration

    text = (builtin_path() / "dispatch" / "README.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_0-9]+", text))
    missing = []
    for kind in (
        library.BriefEntry,
        entries.ItemLink,
        entries.ItemEntry,
        entries.EvidenceEntry,
        entries.SourceEntry,
        entries.SeriesEntry,
        entries.KeyFigure,
        entries.StanceGroup,
        entries.NameEntry,
        entries.IndexedName,
        entries.NameMention,
        entries.ArticleEntry,
        render.SiteInfo,
        render.PageInfo,
        ThemeDeclaration,
    ):
        missing += [f"{kind.__name__}.{name}" for name in find_fields(kind) if name not in words]
    for path in (builtin_path() / "dispatch" / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        missing += [
            f"{path.name}: {name}" for name in re.findall(r"{% block (\w+)", source) if name not in words
        ]
        missing += [path.name] if path.parent.name == "templates" and f"`{path.name}`" not in text else []
        used = re.findall(r"\|\s*([a-z_]+)", source)
        missing += [f"|{name}" for name in used if name not in words and name not in DEFAULT_FILTERS]
    assert set(missing) <= INTERNAL


@pytest.mark.parametrize(
    ("dates", "links"),
    [
        ([f"2024-03-{day:02}" for day in range(1, 16)], []),
        (
            ["2024-02-28", *(f"2024-03-{day:02}" for day in range(1, 16))],
            [
                ("e0", "28 February 2024"),
                ("e1", "1 March 2024"),
            ],
        ),
        (
            [f"2024-{month:02}-{day:02}" for month in range(1, 5) for day in range(1, 5)],
            [("e0", "January 2024"), ("e4", "February 2024")],
        ),
    ],
    ids=["short", "days", "months"],
)
def test_long_timeline_has_links_to_its_days(
    sample: Project, dates: list[str], links: list[tuple[str, str]]
) -> None:
    """A reader of a long timeline jumps to a day; over many months, to a month."""
    events = "".join(f"  - {{id: e{place}, date: {date}, title: T}}\n" for place, date in enumerate(dates))
    text = f"schema: 1\ntitle: Long\nslug: long\nstatus: closed\ntimeline:\n{events}"
    (sample.briefs_path / "long.yaml").write_text(text, encoding="utf-8")
    page = render_site(sample).files["long/index.html"].decode()
    nav = re.search('<nav class="day-nav".*?</nav>', page, re.DOTALL)
    found = re.findall('<a href="#(.*?)">(.*?)</a>', nav.group() if nav else "")
    assert [(anchor, re.sub("<.*?>", "", text)) for anchor, text in found[:2]] == links


def test_brief_of_one_section_has_no_contents(sample: Project) -> None:
    """There is nothing to choose from."""
    start = "schema: 1\ntitle: T\nstatus: closed\ntimeline: [{id: e, date: 2024-03-01, title: T}]\n"
    (sample.briefs_path / "one.yaml").write_text(f"{start}slug: one\n", encoding="utf-8")
    figures = "figures: [{id: f, measure: killed, value: 3}]"
    (sample.briefs_path / "two.yaml").write_text(f"{start}slug: two\n{figures}\n", encoding="utf-8")
    files = render_site(sample).files
    assert [b"section-nav" in files[f"{slug}/index.html"] for slug in ("one", "two")] == [False, True]


def test_figures_of_the_home_page_name_their_place(sample: Project) -> None:
    """A number for one town must not read as that of the whole."""
    text = (
        "schema: 1\ntitle: Local\nslug: local\nstatus: closed\nupdated: 2099-01-01\n"
        "figures: [{id: f, measure: killed, value: 103, place: Lower Town}]\n"
    )
    (sample.briefs_path / "local.yaml").write_text(text, encoding="utf-8")
    home = render_site(sample).files["index.html"].decode()
    assert '<span class="strip-label">people killed, Lower Town</span>' in home


def test_figures_of_the_home_page_say_whose_they_are(sample: Project) -> None:
    """Where nobody claims a number, whoever reported it stands beside it; other claims are there for themes too."""
    source = "sources: [{id: a, article: articles/a.md, title: A, publisher: The Post}]"
    evidence = "evidence: [{source: a, quote: q}]"
    figures = "\n".join(
        f"  - {{id: f{value}, measure: killed, value: {value}, as_of: 2024-03-0{value}, {evidence}{claim}}}"
        for value, claim in ((3, ""), (2, ", claimed_by: Mayor"))
    )
    text = (
        f"schema: 1\ntitle: L\nslug: l\nstatus: closed\nupdated: 2099-01-01\n{source}\nfigures:\n{figures}\n"
    )
    (sample.articles_path / "a.md").write_text("---\npublished: 2024-03-01\n---\nq\n", encoding="utf-8")
    (sample.briefs_path / "l.yaml").write_text(text, encoding="utf-8")
    home = render_site(sample).files["index.html"].decode()
    assert '<span class="strip-claim">reported by The Post</span>' in home
    template = (
        "{% set one = briefs[0].key_figures[0] %}{{ one.entry.publishers }}{{ one.others[0].publishers }}"
    )
    project = add_theme(
        sample, "mine", {"theme.yaml": "extends: dispatch\n", "templates/home.html": template}
    )
    assert "(&#39;The Post&#39;,)(&#39;The Post&#39;,)" in render_site(project).files["index.html"].decode()
