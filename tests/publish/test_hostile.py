"""Articles and briefs that try to do harm stay words on a page."""

from pathlib import Path

import pytest
from lxml import html

from briefgen.model.config import Project
from briefgen.model.configfile import load_project
from briefgen.publish.build import render_site
from tests.publish.conftest import open_project

EVIL = """<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7 * 7 }}{% include "x" %}]]>&lt;"""

BRIEF = """
schema: 1
title: '{evil}'
slug: evil
summary: '{evil} [x](javascript:alert(1)) [y](data:text/html,x)'
background:
  - id: b
    text: '{evil}'
    note: '{evil}'
    reviewed: '{evil}'
    evidence: [{{source: evil-article, quote: '{evil}'}}]
timeline:
  - id: t
    date: 2022-01-01
    time: '<script>alert(9)</script>'
    title: '{evil}'
    places: ['{evil}']
    evidence: [{{source: evil-article, quote: 'not there {evil}'}}]
figures:
  - id: f
    measure: killed
    group: '{evil}'
    unit: '{evil}'
    value: {{words: '{evil}'}}
    claimed_by: '{evil}'
    place: '{evil}'
reactions:
  - id: r
    actor: '{evil}'
    speaker: '{evil}'
    role: '{evil}'
    stance: other
    quote: '{evil}'
people: [{{name: '{evil}', role: '{evil}', aliases: ['{evil}']}}]
places: [{{name: '{evil}'}}]
organisations: [{{name: '{evil}'}}]
sources:
  - id: evil-article
    article: articles/evil-article.md
    title: '{evil}'
    publisher: '{evil}'
    published: 2022-01-01
    origin: '{evil}'
"""

ARTICLE = """---
title: '{evil}'
publisher: '{evil}'
published: 2022-01-01
licence: '{evil}'
byline: '{evil}'
---

Before. {text} After.
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Project:
    """Give a project in which every field holds markup, template code and script addresses."""
    quoted = EVIL.replace("'", "''")
    escaped = EVIL.replace("<", "\\<").replace("&", "\\&").replace("[", "\\[").replace("]", "\\]")
    files = {
        "briefgen.yaml": f"title: '{quoted}'\nauthor: '{quoted}'\nbase_url: https://example.org\n",
        "content/briefs/evil.yaml": BRIEF.format(evil=quoted),
        "content/articles/evil-article.md": ARTICLE.format(evil=quoted, text=escaped),
        "content/pages/evil.page.md": f"---\ntitle: '{quoted}'\n---\n\n{EVIL} [x](javascript:alert(1))\n",
    }
    for path, text in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return open_project(tmp_path)


def test_hostile_words_stay_words(hostile: Project) -> None:
    """No element, attribute, address or template of an attacker comes alive on any page."""
    built = render_site(hostile)
    assert [problem for problem in built.problems if problem.severity == "error"] == []
    for path, content in built.files.items():
        if not path.endswith(".html"):
            continue
        for element in html.document_fromstring(content.decode()).iter():
            assert element.tag not in ("script", "img", "iframe", "object", "embed", "svg"), path
            for name, value in element.attrib.items():
                assert not name.startswith("on"), path
                if name in ("href", "src"):
                    assert not value.strip().lower().startswith(("javascript:", "data:", "vbscript:")), path
    page = built.files["evil/index.html"].decode()
    assert "{{ 7 * 7 }}" in page
    assert "&lt;script&gt;alert(1)" in page


def test_hostile_words_leave_the_feed_well_formed(hostile: Project) -> None:
    """The feed and the sitemap of a hostile project still parse."""
    import xml.etree.ElementTree as ET

    files = render_site(hostile).files
    assert ET.fromstring(files["feed.xml"]).tag.endswith("feed")
    assert ET.fromstring(files["sitemap.xml"]).tag.endswith("urlset")


def test_source_outside_the_project_is_not_read(hostile: Project) -> None:
    """A source that names a file elsewhere is an error, and nothing of the file is read."""
    brief = hostile.briefs_path / "evil.yaml"
    outside = "  - id: other\n    article: ../../../../../../etc/passwd\n    title: Other\n"
    brief.write_text(brief.read_text(encoding="utf-8") + outside, encoding="utf-8")
    built = render_site(hostile)
    assert not built.ok
    assert "root:" not in repr(built.problems)


def test_empty_project_gives_a_site(tmp_path: Path) -> None:
    """With nothing but a title there is a home page, and no problem but the missing address."""
    (tmp_path / "content").mkdir()
    (tmp_path / "briefgen.yaml").write_text("title: Empty\n", encoding="utf-8")
    built = render_site(load_project(tmp_path)[0])
    assert built.ok
    assert [problem.code for problem in built.problems] == ["base-url-missing"]
    assert b"No brief has been published yet." in built.files["index.html"]
