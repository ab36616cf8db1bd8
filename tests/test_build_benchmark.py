"""The build benchmark: its corpus is the same everywhere and whole, its tables say what was measured."""

from pathlib import Path

import pytest

from benchmarks.build.compare import Measured, Saved, median_ratio, words_of
from benchmarks.build.corpus import EDIT_MARK, dump_invented, make_brief, write_content
from benchmarks.build.measure import Run, RunFailed, run_measured
from benchmarks.build.peers import BRIEFGEN, HUGO, SITES, edit_brief, edit_template, write_briefgen_project
from benchmarks.build.report import Results, load_results, update_page, write_results
from briefgen.model.configfile import load_project
from briefgen.publish.build import build_site


def test_corpus_of_a_few_is_the_beginning_of_one_of_many(tmp_path: Path) -> None:
    """A brief depends on seed and number only."""
    write_content(range(3), tmp_path / "few")
    write_content(range(5), tmp_path / "many")
    few = {path.relative_to(tmp_path / "few"): path.read_bytes() for path in (tmp_path / "few").rglob("*.*")}
    many = {
        path.relative_to(tmp_path / "many"): path.read_bytes() for path in (tmp_path / "many").rglob("*.*")
    }
    assert len(few) == 12
    assert few.items() < many.items()
    assert dump_invented(make_brief(0, seed=1)[0]) != dump_invented(make_brief(0, seed=2)[0])


def test_corpus_project_builds_without_any_problem(tmp_path: Path) -> None:
    """What is timed has no wrong evidence, name or link, and one page for each brief."""
    write_briefgen_project(tmp_path, 4)
    project, problems = load_project(tmp_path)
    assert problems == []
    report = build_site(project, strict=True)
    assert report.problems == []
    slugs = [make_brief(number)[0].slug for number in range(4)]
    assert {f"{slug}/index.html" for slug in slugs} < set(report.written)
    assert not any(path.startswith(("articles/", "people/", "places/")) for path in report.written)


def test_corpus_brief_has_the_size_it_is_said_to_have() -> None:
    """The page on performance speaks of about 11 kB and of numbers of items."""
    briefs = [make_brief(number)[0] for number in range(40)]
    mean = sum(len(dump_invented(brief)) for brief in briefs) / len(briefs)
    assert 10_000 < mean < 12_500
    assert {(len(b.background), len(b.timeline), len(b.figures), len(b.reactions)) for b in briefs} == {
        (3, 12, 10, 8)
    }


def test_edits_reach_the_page_they_are_meant_for(tmp_path: Path) -> None:
    """A brief can be edited again and again; a template edit shows on every page."""
    write_briefgen_project(tmp_path, 2)
    project, _ = load_project(tmp_path)
    for words in ("Edition 2.", "Edition 3.", EDIT_MARK, "Edition 4."):
        url = edit_brief(tmp_path, BRIEFGEN, 1, words)
    edit_template(tmp_path, BRIEFGEN, "Printed 2 times.")
    edit_template(tmp_path, BRIEFGEN, "Printed 3 times.")
    build_site(project)
    assert "4" in words_of(tmp_path / "site" / url / "index.html")
    pages = [path.read_text() for path in (tmp_path / "site").rglob("*.html")]
    assert all("Printed 3 times." in page and "Printed 2 times." not in page for page in pages)


def test_sites_of_all_generators_have_the_same_sections() -> None:
    """No generator is given less to do."""
    pages = (
        "briefgen/templates/brief.html", "hugo/layouts/page.html", "eleventy/_includes/brief.njk",
        "pelican/theme/templates/article.html",
    )  # fmt: skip
    for page in pages:
        text = (SITES / page).read_text()
        for part in (
            "Background",
            "Timeline",
            "Figures",
            "Reactions",
            "People and places",
            "Sources",
            "blockquote",
        ):
            assert part in text, (page, part)


def test_failed_process_is_told_with_what_it_said(tmp_path: Path) -> None:
    """A generator that fails is not measured as fast."""
    with pytest.raises(RunFailed, match=r"ended with 3: it broke"):
        run_measured(["sh", "-c", "echo it broke; exit 3"], tmp_path, {"PATH": "/usr/bin:/bin"})


def test_children_count_in_cpu_and_memory(tmp_path: Path) -> None:
    """Work that a process gives to others is its own."""
    burn = "sh -c 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done'"
    run = run_measured(["sh", "-c", f"{burn}; true"], tmp_path, {"PATH": "/usr/bin:/bin"}, with_memory=True)
    assert run.cpu_seconds > 0
    assert run.peak_mib


def test_tables_say_ratios_of_paired_runs(tmp_path: Path) -> None:
    """Each run is divided by Hugo's of its round, not by a median of another time."""
    assert median_ratio([1.0, 4.0, 9.0], [2.0, 4.0, 3.0]) == 1.0
    builds = [
        Measured(BRIEFGEN.name, 100, "cold", [Run(1.0, 2.0), Run(1.0, 2.0)]),
        Measured(HUGO.name, 100, "cold", [Run(2.0, 2.0), Run(2.0, 2.0)]),
        Measured(HUGO.name, 100, "memory", [Run(2.0, 2.0, 40.4)]),
    ]
    path = tmp_path / "results.json"
    write_results(path, Results(builds, []))
    write_results(path, Results([], [Saved(HUGO.name, 100, [0.2, 0.4, 0.3])]))
    page = tmp_path / "page.md"
    names = ("wall", "memory", "saves")
    page.write_text(
        "\n".join(f"<!-- measured: {name} -->\nstale words\n<!-- /measured -->" for name in names)
    )
    update_page(page, load_results(path))
    text = page.read_text()
    assert "| cold build, no cache | 0.5 | 1 |" in text
    assert "| 100 | – | 40 |" in text
    assert "| 100 | Hugo | 200 / 300 / 400 | 3 | 0 |" in text
    assert "stale words" not in text
