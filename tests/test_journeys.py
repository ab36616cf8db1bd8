"""What a user does, from start to end: real processes, real files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.model.load import parse_brief
from tests.environment import ROOT, clean_environment, copy_checkout, install, make_environment

pytestmark = pytest.mark.slow

FIRST = """---
title: Storm hits Marano
publisher: Harbour Post
published: 2024-03-02
---
At least three people were killed when a storm hit the port of Marano on Friday, the Italian coast guard said.

About 40 people were injured, the health ministry of Italy said on Saturday.

The airport of Marano was closed on Friday evening.

France called for calm and offered help on Saturday, foreign ministry spokeswoman Anne Petit said.
"""
SECOND = """---
title: Storm toll rises
publisher: Morning Example
published: 2024-03-04
---
Seven people were killed in the storm at Marano, the Italian coast guard said on Monday.

The airport of Marano was opened again on Sunday.

Germany offered help on Monday, government spokesman Jan Weber said.
"""


def run(*args: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command line of the checkout and hold its exit code."""
    result = subprocess.run(
        [sys.executable, "-m", "briefgen", *args],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        env={**clean_environment(), "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert result.returncode == code, f"{args}: {result.stdout}{result.stderr}"
    assert "Traceback" not in result.stderr
    return result


def _project(folder: Path) -> Path:
    run("init", "demo", cwd=folder)
    root = folder / "demo"
    (folder / "first.md").write_text(FIRST, encoding="utf-8")
    args = ["--country", "IT", "--period", "2024-03-01/2024-03-10", "--title", "Storm in Marano"]
    run("new", "storm", *args, cwd=root)
    run("add", "../first.md", cwd=root)
    return root


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


@pytest.mark.timeout(600)
def test_first_look_builds_the_site_and_leaves_content_as_committed(tmp_path: Path) -> None:
    """Journey 1: in a fresh clone `make site` builds the site, says where it is, and leaves content/."""
    checkout = copy_checkout(tmp_path / "clone")
    bin_path = make_environment(tmp_path / "venv")
    install(bin_path, "--editable", str(checkout))
    (tmp_path / "venv/.installed").touch()  # the packages are there: no network in tests
    before = _files(checkout / "content")
    result = subprocess.run(
        ["make", "site", f"VENV={tmp_path / 'venv'}"],
        cwd=checkout,
        capture_output=True,
        text=True,
        timeout=500,
        env=clean_environment(),
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "site/index.html" in result.stdout
    assert "make serve" in result.stdout
    home = (checkout / "site/index.html").read_text(encoding="utf-8")
    briefs = sorted((checkout / "content/briefs").glob("*.yaml"))
    assert briefs
    for path in briefs:
        assert f"{path.stem}/index.html" in home
    assert _files(checkout / "content") == before
    status = subprocess.run(
        ["git", "status", "--short"], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert status.stdout == ""


def test_setup_makes_an_environment_with_pip(tmp_path: Path) -> None:
    """The script behind `make site` finds a Python by itself, and does nothing the second time."""
    script = [str(ROOT / "scripts/setup.sh"), "venv", str(tmp_path / "venv")]
    subprocess.run(script, check=True, capture_output=True, env=clean_environment())
    python = tmp_path / "venv/bin/python"
    code = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    assert subprocess.run([str(python), "-c", code], check=False).returncode == 0
    again = subprocess.run(script, check=True, capture_output=True, text=True, env=clean_environment())
    assert again.stdout + again.stderr == ""


def test_setup_says_what_to_install_where_it_cannot(tmp_path: Path) -> None:
    """Without Chromium, and without the right to install it, one message says how to get it."""
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    for name in ("id",):
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "sh", "env"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    result = subprocess.run(
        [str(ROOT / "scripts/setup.sh"), "browser"],
        capture_output=True,
        text=True,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("error: the browser tests need Chromium")
    assert "hint: on Debian: sudo apt-get install chromium chromium-driver" in result.stderr


def test_new_article_keeps_all_that_people_did(tmp_path: Path) -> None:
    """Journey 3: edits, comments, order and deletions survive a new article; a second run changes no byte."""
    root = _project(tmp_path)
    run("extract", cwd=root)
    path = root / "content/briefs/storm.yaml"
    brief, _ = parse_brief(path.read_text(encoding="utf-8"), "storm.yaml")
    assert brief is not None
    injured = next(figure for figure in brief.figures if figure.measure == "injured")
    killed = next(figure for figure in brief.figures if figure.measure == "killed")
    assert {reaction.actor for reaction in brief.reactions} == {"France"}

    # A person edits one field, deletes one item, writes one of their own, and comments.
    text = path.read_text(encoding="utf-8")
    text = text.replace("\nfigures:\n", "\n# called the ministry about the injured\nfigures:\n")
    text = re.sub(rf"(  - id: {injured.id}\n(?:    .+\n)*?    value: )40\n", r"\g<1>42 # by phone\n", text)
    assert "42 # by phone" in text
    text = re.sub(r"\nreactions:\n(?:  .+\n|\n)+", "\n", text)
    own = "  - id: own-event\n    date: 2024-03-03\n    title:   'Mass in town'\n    note: seen by us\n"
    assert "\ntimeline:\n" in text
    text = text.replace("\ntimeline:\n", f"\ntimeline:\n{own}\n")
    path.write_text(text, encoding="utf-8")

    (tmp_path / "second.md").write_text(SECOND, encoding="utf-8")
    run("add", "../second.md", cwd=root)
    result = run("extract", cwd=root)
    after = path.read_text(encoding="utf-8")
    merged, problems = parse_brief(after, "storm.yaml")
    assert merged is not None
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert "# called the ministry about the injured\nfigures:\n" in after
    assert "42 # by phone" in after
    assert own in after
    by_id = {figure.id: figure for figure in merged.figures}
    assert by_id[injured.id].value == 42
    assert by_id[killed.id].value == 3
    assert 7 in [figure.value for figure in merged.figures]
    assert {reaction.actor for reaction in merged.reactions} == {"Germany"}
    assert re.search(r"[1-9]\d* new, .* [1-9]\d* kept", result.stdout)

    before = _files(root / "content")
    again = run("extract", cwd=root)
    assert _files(root / "content") == before
    assert "0 new, 0 changed" in again.stdout


def test_changed_names_duplicate_no_edit_and_bring_nothing_back(tmp_path: Path) -> None:
    """Journey 3: when a name is called otherwise, items follow, but edits and deletions stay."""
    root = _project(tmp_path)
    run("extract", cwd=root)
    path = root / "content/briefs/storm.yaml"
    brief, _ = parse_brief(path.read_text(encoding="utf-8"), "storm.yaml")
    assert brief is not None
    count = len(brief.timeline)
    text = re.sub(r"\nreactions:\n(?:  .+\n|\n)+", "\n", path.read_text(encoding="utf-8"))
    path.write_text(text.replace("value: 40\n", "value: 41\n"), encoding="utf-8")
    names = "places:\n  - {name: Marano Lagunare, aliases: [Marano], kind: city, country: IT}\n"
    (root / "content/names.yaml").write_text(names, encoding="utf-8")
    run("extract", cwd=root)
    merged, _ = parse_brief(path.read_text(encoding="utf-8"), "storm.yaml")
    assert merged is not None
    assert merged.reactions == []
    assert [figure.value for figure in merged.figures if figure.measure == "injured"] == [41]
    assert len(merged.timeline) == count
    assert "Marano Lagunare" in [place.name for place in merged.places]
    before = _files(root / "content")
    run("extract", cwd=root)
    assert _files(root / "content") == before


def test_own_project_from_nothing_to_a_site(tmp_path: Path) -> None:
    """Journey 4: init, new, add, extract, check, build give a page with claim, words and source."""
    root = _project(tmp_path)
    run("extract", cwd=root)
    run("check", cwd=root)
    run("build", "--base-url", "https://briefs.example/it", cwd=root)
    page = (root / "site/storm/index.html").read_text(encoding="utf-8")
    assert "Storm in Marano" in page
    assert "At least three people were killed" in page
    assert "2024-03-02-storm-hits-marano" in page
    first = _files(root / "site")
    run("build", "--base-url", "https://briefs.example/it", cwd=root)
    assert _files(root / "site") == first


def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    """Another folder, another hash seed, another language and zone of the system: the same brief and site."""
    results = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Almaty")):
        folder = tmp_path / f"machine-{seed}"
        folder.mkdir()
        root = _project(folder)
        for args in (["extract"], ["build"]):
            subprocess.run(
                [sys.executable, "-m", "briefgen", *args],
                cwd=root,
                env={
                    **clean_environment(),
                    "PYTHONPATH": str(ROOT),
                    "PYTHONHASHSEED": seed,
                    "TZ": zone,
                    "LC_ALL": "C",
                },
                check=True,
                capture_output=True,
            )
        files = _files(root)
        results.append({name: data for name, data in files.items() if not name.startswith(".briefgen/")})
    assert results[0] == results[1]


def test_one_off_prints_a_brief_without_a_project(tmp_path: Path) -> None:
    """Journey 5: one article in, one brief on standard output; what was left open is worked out and said."""
    (tmp_path / "article.txt").write_text(FIRST.split("---\n")[2], encoding="utf-8")
    result = run("extract", "article.txt", "--published", "2024-03-02", "-o", "-", cwd=tmp_path)
    brief, problems = parse_brief(result.stdout, "stdout")
    assert brief is not None
    assert problems == []
    assert "IT" in brief.subject.countries
    assert "(subject-inferred)" in result.stderr
    assert {figure.measure: figure.value for figure in brief.figures} == {"killed": 3, "injured": 40}
    given = run("extract", "article.txt", "--published", "2024-03-02", "--country", "FR", cwd=tmp_path)
    other, _ = parse_brief(given.stdout, "stdout")
    assert other is not None
    assert other.subject.countries == ["FR"]
    assert "France" not in [reaction.actor for reaction in other.reactions]
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]
