"""The command line: help, exit codes, output, and what each command does with its options."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen import __version__
from briefgen.cli import cli
from briefgen.commands import files
from briefgen.commands.intake import set_front_matter
from briefgen.commands.progress import show_progress
from briefgen.commands.report import render_github, render_problem
from briefgen.model.articlefiles import load_article, parse_article
from briefgen.model.config import Limits
from briefgen.model.errors import BuildError
from briefgen.model.problem import Problem
from tests.conftest import RunCli

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = sorted(cli.commands)
MakeProject = Callable[..., Path]

ARTICLE = """---
title: Storm hits Marano
publisher: Harbour Post
published: 2024-03-02
---
At least three people were killed when a storm hit the port of Marano on Friday, the Italian coast guard said.

France called for calm and offered help on Saturday, foreign ministry spokeswoman Anne Petit said.
"""


def run_process(args: Sequence[str], cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        **options,  # type: ignore[call-overload]
    )


# Help and start


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_80_columns_and_has_an_example(command: str, run_cli: RunCli) -> None:
    """Each help is at most 80 columns wide and ends with an example."""
    result = run_cli(*command.split(), "--help")
    assert result.code == 0
    assert max(len(line) for line in result.out.splitlines()) <= 80
    assert re.search(rf"^  Example:\n    briefgen {command}", result.out, re.MULTILINE)


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["extract", "--help"], ["no-such-command"]])
def test_start_imports_only_click(args: list[str]) -> None:
    """Neither what works nor other packages than click are loaded to say who we are."""
    code = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from briefgen.cli import run\n"
        f"run({args!r})\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(result.stderr.split("\n")[-2].split())
    foreign = {name for name in loaded if name.split(".")[0] not in {*sys.stdlib_module_names, "click"}}
    assert foreign == {
        "briefgen",
        "briefgen.cli",
        "briefgen.commands",
        "briefgen.commands.options",
        "briefgen.commands.terminal",
    }


def test_version_is_that_of_the_package(run_cli: RunCli) -> None:
    """`--version` prints name and version."""
    assert run_cli("--version").out == f"briefgen {__version__}\n"


# Exit codes


@pytest.mark.parametrize(
    "args",
    [
        ["no-such-command"],
        ["build", "--no-such-option"],
        ["serve", "--port", "eighty"],
        ["new"],
        ["extract", "a.txt", "storm"],
        ["extract", "--published", "2024-03-02"],
        ["extract", "storm", "-o", "x.yaml"],
        ["check", "--format", "xml"],
        ["-C", "/no/such/folder", "build"],
        ["build", "-C", "/etc/hostname"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2(args: list[str], run_cli: RunCli) -> None:
    """What the command line cannot understand ends with exit code 2 and a line of usage."""
    result = run_cli(*args)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("Usage: briefgen")


@pytest.mark.parametrize(
    "args",
    [
        ["--country", "Italy"],
        ["--period", "2024-03"],
        ["--period", "2024-13-01/2024-13-02"],
        ["--title", " "],
    ],
    ids=" ".join,
)
def test_new_refuses_values_that_cannot_be_used(
    args: list[str], make_project: MakeProject, run_cli: RunCli
) -> None:
    """A wrong value is a problem with its own words, exit code 2, and no file."""
    root = make_project()
    result = run_cli("-C", root, "new", "storm", *args)
    assert result.code == 2
    assert "(bad-argument)" in result.err
    assert [*root.glob("content/briefs/*")] == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Italy", "write IT"),
        ("sri lanka", "write LK"),
        ("uk", "write GB"),
        ("European Union", "two letters of ISO 3166, such as KZ or LK"),
    ],
)
def test_name_of_a_country_gets_its_code(
    text: str, hint: str, make_project: MakeProject, run_cli: RunCli
) -> None:
    """Who does not know the codes is told the one to write."""
    result = run_cli("-C", make_project(), "new", "storm", "--country", text)
    assert (2, f"  hint: {hint}") == (result.code, result.err.splitlines()[1])


def test_interrupt_ends_with_130(
    make_project: MakeProject, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends with 130 and without a traceback."""

    def interrupt(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefgen.commands.building.build_site", interrupt)
    result = run_cli("-C", make_project(), "build")
    assert result.code == 130
    assert "Traceback" not in result.err


def test_reader_that_went_away_is_no_traceback(tmp_path: Path) -> None:
    """Output into a closed pipe ends with 1 and says nothing."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        result = subprocess.run(
            [sys.executable, "-m", "briefgen", "schema", "-o", "-"],
            stdout=closed,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            timeout=60,
            check=False,
        )
    assert (result.returncode, result.stderr) == (1, "")


@pytest.mark.slow
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_traceback(closed: str, make_project: MakeProject) -> None:
    """Who closes standard output or standard error wants to read nothing; the work is done all the same."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    result = subprocess.run(
        ["sh", "-c", f'"$0" -m briefgen build {closed}', sys.executable],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in result.stderr
    assert result.returncode == 0
    assert (root / "site/index.html").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_full_device_is_a_problem() -> None:
    """Output that cannot be written is one problem, not a traceback."""
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "briefgen", "schema", "-o", "-"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            timeout=60,
            check=False,
        )
    assert result.returncode == 1
    assert re.fullmatch(r"\[error\] .*(No space left).* \(output-unwritable\)\n  hint: .+\n", result.stderr)


def test_deleted_folder_is_a_problem(
    tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose current folder is gone is told so."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    result = run_cli("build")
    monkeypatch.chdir(tmp_path)
    assert result.code == 1
    assert result.err.startswith("[error] the current folder was deleted (file-missing)\n  hint: ")


# Problems


HOSTILE = Problem(
    "a.md",
    1,
    2,
    "error",
    'quote "\x1b[2J\x9b31m\u202egnp.exe\nx" is, 100% wrong',
    "write: a, b\r",
    "bad-value",
)


def test_hostile_words_do_not_steer_the_terminal() -> None:
    """Control characters and bidirectional controls in messages are printed as escapes, on one line."""
    text = render_problem(HOSTILE)
    assert text == (
        'a.md:1:2: [error] quote "\\x1b[2J\\x9b31m\\u202egnp.exe\\nx" is, 100% wrong (bad-value)\n'
        "  hint: write: a, b\\r"
    )


def test_github_annotation_is_escaped() -> None:
    """An annotation is one line, with what GitHub reads as its own escaped."""
    problem = Problem("a,b:c.md", 3, 4, "warning", "100% wrong", "mend it", "bad-value")
    expected = "::warning file=a%2Cb%3Ac.md,line=3,col=4,title=bad-value::100%25 wrong (mend it)"
    assert render_github(problem) == expected
    assert "\n" not in render_github(HOSTILE)
    assert "\x1b" not in render_github(HOSTILE)


def test_check_prints_json_on_standard_output(make_project: MakeProject, run_cli: RunCli) -> None:
    """`--format json` prints one object and nothing else; also when there is no project."""
    root = make_project({"content/briefs/storm.yaml": "titel: Storm\n"})
    result = run_cli("-C", root, "check", "--format", "json")
    output = json.loads(result.out)
    assert result.code == 1
    assert result.err == ""
    assert output["counts"]["error"] == len([one for one in output["problems"] if one["severity"] == "error"])
    assert {"unknown-key", "missing-key"} <= {one["code"] for one in output["problems"]}
    nowhere = run_cli("-C", root.parent, "check", "--format", "json")
    assert [one["code"] for one in json.loads(nowhere.out)["problems"]] == ["project-missing"]


def test_check_prints_github_annotations(make_project: MakeProject, run_cli: RunCli) -> None:
    """`--format github` prints a line for each problem, with its place."""
    root = make_project({"content/briefs/storm.yaml": "titel: Storm\n"})
    result = run_cli("-C", root, "check", "--format", "github")
    assert re.search(r"^::error file=content/briefs/storm.yaml,line=1,col=1,title=", result.out, re.MULTILINE)


def test_check_of_paths_prints_only_theirs(make_project: MakeProject, run_cli: RunCli) -> None:
    """With paths, only the problems of these files and folders are told."""
    bad = "titel: Storm\n"
    root = make_project(
        {"content/briefs/a.yaml": bad, "content/briefs/b.yaml": bad, "content/names.yaml": "x: 1\n"}
    )
    result = run_cli("-C", root, "check", root / "content/briefs/a.yaml")
    assert {line.split(":")[0] for line in result.err.splitlines() if line[0] != " "} == {
        "content/briefs/a.yaml"
    }
    folder = run_cli("-C", root, "check", root / "content/briefs")
    assert "content/briefs/b.yaml" in folder.err
    assert "names.yaml" not in folder.err


@pytest.mark.parametrize("path", ["content/no-such.yaml", "/etc/hostname"])
def test_check_of_foreign_paths_is_a_problem(path: str, make_project: MakeProject, run_cli: RunCli) -> None:
    """A path that does not exist or lies outside the project is told, never passed over."""
    result = run_cli("-C", make_project(), "check", path)
    assert result.code == 1
    assert re.search(r"\((file-missing|path-outside)\)", result.err)


WARNED = """title: Storm
slug: storm
timeline:
  - id: one
    date: 2024-03-01
    title: Nobody said this
"""


def test_strict_makes_warnings_fail(make_project: MakeProject, run_cli: RunCli) -> None:
    """A warning passes, and fails under --strict; a build that fails so writes nothing."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    assert run_cli("-C", root, "check").code == 0
    assert run_cli("-C", root, "check", "--strict").code == 1
    assert run_cli("-C", root, "build", "--strict").code == 1
    assert not (root / "site").exists()
    assert run_cli("-C", root, "build").code == 0


def test_silenced_codes_are_not_told(make_project: MakeProject, run_cli: RunCli) -> None:
    """What the configuration silences is neither printed nor counted, under --strict too."""
    config = "title: T\nsilence: {evidence-none: told by phone, base-url-missing: none yet}\n"
    root = make_project({"content/briefs/storm.yaml": WARNED, "briefgen.yaml": config})
    result = run_cli("-C", root, "check", "--strict")
    assert (result.code, result.err) == (0, "")
    assert result.out == "checked 1 brief and 0 articles: no problems\n"


def test_quiet_prints_errors_and_warnings_only(make_project: MakeProject, run_cli: RunCli) -> None:
    """With -q there is no summary and no note, before or after the command's name."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    for args in (["-q", "-C", root, "check"], ["check", "-q", "-C", root]):
        result = run_cli(*args)
        assert result.out == ""
        assert {"[warning]"} == set(re.findall(r"\[(?:error|warning|info)\]", result.err))


# Colour


def _run_on_terminal(args: Sequence[str], cwd: Path, **env: str) -> str:
    """Run with standard error on a terminal and return what it showed."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", *args],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **env},
    )
    os.close(follower)
    shown = b""
    try:
        while chunk := os.read(leader, 4096):
            shown += chunk
    except OSError:
        pass  # Linux says so when the other end is closed
    os.close(leader)
    process.wait(timeout=60)
    return shown.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
    ids=str,
)
def test_colour_only_on_a_terminal_that_wants_it(env: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    """Problems are coloured on a terminal, not under NO_COLOR, which counts only if it is not empty."""
    shown = _run_on_terminal(["build"], tmp_path, **env)
    assert "project-missing" in shown
    assert ("\x1b[" in shown) is coloured


@pytest.mark.slow
def test_no_colour_without_a_terminal(tmp_path: Path) -> None:
    """What goes into a file has no escapes."""
    result = run_process(["build"], tmp_path)
    assert result.returncode == 1
    assert "\x1b" not in result.stderr


def test_terminal_that_knows_no_unicode_gets_escapes(make_project: MakeProject) -> None:
    """Letters that the terminal's encoding lacks are printed as escapes."""
    root = make_project()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    result = subprocess.run(
        [sys.executable, "-m", "briefgen", "new", "storm", "--period", "Жук"],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "\\u0416\\u0443\\u043a" in result.stderr


# init, new


def test_init_makes_a_project_that_builds_without_problems(tmp_path: Path, run_cli: RunCli) -> None:
    """A new project checks and builds at once, and its page says what to do next."""
    assert run_cli("init", tmp_path / "demo").code == 0
    root = tmp_path / "demo"
    assert run_cli("-C", root, "check", "--strict").code == 0
    assert run_cli("-C", root, "schema", "--check").code == 0
    result = run_cli("-C", root, "build", "--strict")
    assert result.code == 0, result.err
    assert "briefgen new" in (root / "site/about/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "title", ["Plain", 'Quotes " and: colons', "# hash", "{braces}", "yes", "Ünïcode — dash"]
)
def test_init_title_stands_in_the_configuration(title: str, tmp_path: Path, run_cli: RunCli) -> None:
    """Any title comes back from the configuration as it was given."""
    from briefgen.model.configfile import load_project

    assert run_cli("init", tmp_path / "demo", "--title", title).code == 0
    project, problems = load_project(tmp_path / "demo")
    assert problems == []
    assert project.config.title == title


def test_commented_keys_of_a_new_project_are_the_defaults(tmp_path: Path, run_cli: RunCli) -> None:
    """Every key of the configuration stands in a new project, commented ones with their defaults."""
    import msgspec

    from briefgen.model.config import Config

    run_cli("init", tmp_path / "demo")
    text = (tmp_path / "demo/briefgen.yaml").read_text(encoding="utf-8")
    values = yaml.safe_load(re.sub(r"^# ?(?=[a-z_ -]+:)", "", text, flags=re.MULTILINE))
    defaults = msgspec.to_builtins(Config(), str_keys=True)
    fields = {field.name: field for field in msgspec.structs.fields(Config)}
    assert set(values) == set(fields)
    examples = {"title", "measures", "silence", "timeline", "limits"}
    for key in set(fields) - examples:
        default = defaults.get(key, msgspec.to_builtins(getattr(Config(), key)))
        assert values[key] == (list(default) if isinstance(default, tuple) else default), key
    assert values["limits"] == {
        field.name: getattr(Config().limits, field.name) for field in msgspec.structs.fields(Limits)
    }


def test_init_leaves_files_alone(tmp_path: Path, run_cli: RunCli) -> None:
    """A folder may have files already; none is replaced, and a second init is refused."""
    root = tmp_path / "demo"
    root.mkdir()
    (root / "README.md").write_text("mine\n", encoding="utf-8")
    assert run_cli("init", root).code == 0
    assert (root / "README.md").read_text(encoding="utf-8") == "mine\n"
    again = run_cli("init", root)
    assert again.code == 1
    assert "(project-exists)" in again.err


def test_new_makes_a_brief_with_its_subject(make_project: MakeProject, run_cli: RunCli) -> None:
    """Country, period, title and patterns go into the brief, which loads without problems."""
    from briefgen.model.configfile import find_project
    from briefgen.model.load import load_brief

    root = make_project()
    period = "2022-03-31/2022-07-21"
    args = ["--country", "lk", "--country", "IN", "--country", "LK", "--period", period]
    result = run_cli("-C", root, "new", "sri-lanka-2022", *args, "--articles", "articles/2022-*")
    assert result.code == 0, result.err
    brief, problems = load_brief(root / "content/briefs/sri-lanka-2022.yaml", find_project(root))
    assert problems == []
    assert brief is not None
    assert (brief.title, brief.slug) == ("Sri Lanka 2022", "sri-lanka-2022")
    assert brief.subject.countries == ["LK", "IN"]
    assert brief.subject.period == period
    assert brief.subject.articles == ["articles/2022-*"]


@pytest.mark.parametrize("slug", ["../up", "Über", "a b", "a--b", "x" * 81, ".hidden"])
def test_new_refuses_what_cannot_be_an_address(slug: str, make_project: MakeProject, run_cli: RunCli) -> None:
    """A slug that is no part of an address is refused with one that would do; nothing is written."""
    root = make_project()
    result = run_cli("-C", root, "new", slug)
    assert result.code == 1
    assert "(bad-slug)" in result.err
    assert [*root.rglob("*.yaml")] == [root / "briefgen.yaml"]


# add


def test_add_keeps_markdown_as_it_is(make_project: MakeProject, tmp_path: Path, run_cli: RunCli) -> None:
    """A Markdown file with all it needs is copied byte for byte, named by date and title."""
    root = make_project()
    (tmp_path / "notes.md").write_text(ARTICLE, encoding="utf-8")
    result = run_cli("-C", root, "add", tmp_path / "notes.md")
    assert result.code == 0, result.err
    assert (root / "content/articles/2024-03-02-storm-hits-marano.md").read_text(encoding="utf-8") == ARTICLE


def test_add_sets_front_matter_and_leaves_the_rest(
    make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """Options replace their keys only; comments, other keys and the text stay."""
    root = make_project()
    text = (
        "---\n# from the desk\ntitle: Storm\npublisher: >\n  Old\n  Post\nlanguage: en\n---\nText: *here*.\n"
    )
    (tmp_path / "2024-03-02-storm.md").write_text(text, encoding="utf-8")
    args = ["--publisher", "New: Post", "--url", "https://x.example/a", "--kind", "digest", "--origin", "AP"]
    assert run_cli("-C", root, "add", tmp_path / "2024-03-02-storm.md", *args).code == 0
    assert (root / "content/articles/2024-03-02-storm.md").read_text(encoding="utf-8") == (
        "---\n# from the desk\ntitle: Storm\nlanguage: en\npublisher: 'New: Post'\nurl: https://x.example/a\n"
        "origin: AP\nkind: digest\npublished: 2024-03-02\n---\nText: *here*.\n"
    )


PAGE = """<!doctype html>
<html lang="en"><head><title>Storm hits Marano | Harbour Post</title>
<meta property="og:title" content="Storm hits Marano">
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-03-02T08:30:00+01:00">
<link rel="canonical" href="https://harbour.example/storm">
</head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Storm hits Marano</h1>
<p>At least three people were killed when a storm hit the port of Marano on Friday, the coast guard said.</p>
<p>The ferry service to the islands was stopped for the weekend, and the port authority closed two piers.</p>
</article><footer>Copyright, imprint, contact</footer></body></html>
"""


def test_add_reads_web_pages(make_project: MakeProject, tmp_path: Path, run_cli: RunCli) -> None:
    """A saved page becomes a text file with its metadata, and reads as the same article."""
    root = make_project()
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    result = run_cli("-C", root, "add", tmp_path / "index.html")
    assert result.code == 0, result.err
    path = root / "content/articles/2024-03-02-storm-hits-marano.txt"
    article, problems = load_article(path, root, Limits())
    original, _ = load_article(tmp_path / "index.html", None, Limits())
    assert problems == []
    assert article is not None
    assert original is not None
    assert article.text == original.text
    assert "the coast guard said" in article.text
    assert "imprint" not in article.text
    assert (article.title, article.publisher) == ("Storm hits Marano", "Harbour Post")
    assert article.published == "2024-03-02"
    assert article.url == "https://harbour.example/storm"


def test_add_never_overwrites(make_project: MakeProject, tmp_path: Path, run_cli: RunCli) -> None:
    """The same file again is passed over, another of the same name refused, others are still added."""
    root = make_project()
    article = tmp_path / "2024-03-02-storm.md"
    article.write_text(ARTICLE, encoding="utf-8")
    assert run_cli("-C", root, "add", article).code == 0
    again = run_cli("-C", root, "add", article)
    assert again.code == 0
    assert again.out.endswith("0 articles added, 1 there already\n")
    article.write_text(ARTICLE + "More.\n", encoding="utf-8")
    other = tmp_path / "2024-03-03-calm.txt"
    other.write_text("The storm is over.\n", encoding="utf-8")
    refused = run_cli("-C", root, "add", article, other)
    assert refused.code == 1
    assert "(project-exists)" in refused.err
    assert (root / "content/articles/2024-03-02-storm.md").read_text(encoding="utf-8") == ARTICLE
    assert (root / "content/articles/2024-03-03-calm.txt").exists()


def test_add_without_a_date_is_refused(make_project: MakeProject, tmp_path: Path, run_cli: RunCli) -> None:
    """A file whose day nobody knows is not added; with --published it is."""
    root = make_project()
    (tmp_path / "notes.txt").write_text("A storm hit the port.\n", encoding="utf-8")
    refused = run_cli("-C", root, "add", tmp_path / "notes.txt")
    assert refused.code == 1
    assert "--published" in refused.err
    assert [*root.glob("content/articles/*")] == []
    result = run_cli("-C", root, "add", tmp_path / "notes.txt", "--published", "2024-03-02")
    assert result.code == 0, result.err
    (path,) = root.glob("content/articles/*")
    assert path.name == "2024-03-02-a-storm-hit-the-port.txt"
    assert "published: 2024-03-02\n" in path.read_text(encoding="utf-8")


def test_add_takes_the_day_of_the_dateline(
    make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """A dateline says more than the name of the file, as it does in extraction; nothing else is made up."""
    root = make_project()
    text = "MARANO, March 1, 2024 (Example Agency) - A storm hit the port on Friday.\n"
    for name in ("notes.txt", "2024-03-02-storm.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        result = run_cli("-C", root, "add", tmp_path / name)
        assert result.code == 0, result.err
    added = sorted(root.glob("content/articles/*"))
    assert len(added) == 2
    for path in added:
        assert path.read_text(encoding="utf-8") == f"---\npublished: 2024-03-01\n---\n\n{text}"


def test_add_normalises_line_ends_and_byte_order_mark(
    make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """Files from other systems become UTF-8 with plain newlines."""
    root = make_project()
    (tmp_path / "2024-03-02-storm.txt").write_bytes("\ufeffA storm.\r\n\r\nThe end.".encode())
    assert run_cli("-C", root, "add", tmp_path / "2024-03-02-storm.txt").code == 0
    text = (root / "content/articles/2024-03-02-storm.txt").read_bytes()
    assert text == b"---\npublished: 2024-03-02\n---\n\nA storm.\n\nThe end.\n"


LINES = st.sampled_from(
    [
        "---",
        "...",
        "--- ",
        "title: Storm",
        "publisher: Old",
        "  Post",
        "# comment",
        "",
        "A storm.",
        "* list",
        "> said",
    ]
)


@given(lines=st.lists(LINES, max_size=12), suffix=st.sampled_from([".md", ".txt"]))
def test_front_matter_that_is_set_changes_no_word_of_the_text(lines: list[str], suffix: str) -> None:
    """Whatever a file looks like: with a key set, the same text is read, the key too, and the other keys stay."""
    source = "".join(f"{line}\n" for line in lines)
    before, problems = parse_article(source, "a", suffix=suffix)
    assume(before is not None)
    assert before is not None
    assume(not problems)
    after, problems = parse_article(set_front_matter(source, {"publisher": "New: Post"}), "a", suffix=suffix)
    assert problems == []
    assert after is not None
    assert after.text == before.text
    assert after.publisher == "New: Post"
    assert after.title == before.title


# extract


def _project_with_brief(make_project: MakeProject, run_cli: RunCli) -> Path:
    root = make_project({"content/articles/2024-03-02-storm.md": ARTICLE})
    args = ["--country", "IT", "--period", "2024-03-01/2024-03-10", "--title", "Storm in Marano"]
    assert run_cli("-C", root, "new", "storm", *args).code == 0
    return root


def _contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(root.glob("content/briefs/*"))}


def test_extract_says_what_became_of_the_items(make_project: MakeProject, run_cli: RunCli) -> None:
    """The summary counts articles and items; a second run has nothing new and changes no byte."""
    root = _project_with_brief(make_project, run_cli)
    first = run_cli("-C", root, "extract")
    assert first.code == 0, first.err
    pattern = r"storm: 1 article read; items: (\d+) new, 0 changed, 0 kept, 0 offered, \d+ dropped\n"
    found = re.match(pattern, first.out)
    assert found, first.out
    assert int(found[1]) > 0
    assert "content/briefs/storm.yaml written" in first.out
    before = _contents(root)
    again = run_cli("-C", root, "extract", "storm")
    assert re.match(r"storm: 1 article read; items: 0 new, 0 changed,", again.out)
    assert "content/briefs/storm.yaml unchanged" in again.out
    assert _contents(root) == before
    assert sorted(before) == ["storm.lock.json", "storm.yaml"]


def test_extract_that_cannot_write_leaves_brief_and_lock(
    make_project: MakeProject, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the second of both files cannot be put in place, the first comes back as it was."""
    root = _project_with_brief(make_project, run_cli)
    run_cli("-C", root, "extract")
    before = _contents(root)
    article = root / "content/articles/2024-03-03-calm.md"
    article.write_text(ARTICLE.replace("three", "seven").replace("03-02", "03-03"), encoding="utf-8")
    replace = Path.replace

    def fail_on_lock(self: Path, target: Path) -> Path:
        if target.suffix == ".json":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_on_lock)
    result = run_cli("-C", root, "extract")
    assert result.code == 1
    assert "No space left on device (output-unwritable)" in result.err
    assert _contents(root) == before


def test_extract_that_is_interrupted_leaves_brief_and_lock(
    make_project: MakeProject, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between both files: the brief comes back as it was, and nothing is left beside it."""
    root = _project_with_brief(make_project, run_cli)
    before = _contents(root)
    replace = Path.replace

    def interrupt_after_brief(self: Path, target: Path) -> Path:
        if target.suffix == ".json" and "briefs" in target.parts:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupt_after_brief)
        assert run_cli("-C", root, "extract").code == 130
    assert _contents(root) == before
    assert [path.name for path in (root / "content/briefs").iterdir()] == ["storm.yaml"]


def test_extract_leaves_broken_briefs_and_goes_on(make_project: MakeProject, run_cli: RunCli) -> None:
    """A brief that cannot be read stays, with its problem; the others are extracted."""
    root = _project_with_brief(make_project, run_cli)
    broken = root / "content/briefs/broken.yaml"
    broken.write_text("title: [\n", encoding="utf-8")
    result = run_cli("-C", root, "extract")
    assert result.code == 1
    assert "content/briefs/broken.yaml" in result.err
    assert broken.read_text(encoding="utf-8") == "title: [\n"
    assert (root / "content/briefs/storm.lock.json").exists()


@pytest.mark.parametrize("how", ["outside", "not text", "loop"])
def test_extract_without_one_of_its_articles_leaves_the_brief(
    how: str, make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """An article that cannot be read is no article that was deleted: the brief keeps what rests on it."""
    root = _project_with_brief(make_project, run_cli)
    second = root / "content/articles/2024-03-03-calm.md"
    second.write_text(ARTICLE.replace("three", "seven").replace("03-02", "03-03"), encoding="utf-8")
    assert run_cli("-C", root, "extract").code == 0
    before = _contents(root)
    assert b"2024-03-03-calm" in before["storm.yaml"]
    if how == "not text":
        second.write_bytes(b"\x89PNG\0\0")
    else:
        second.rename(tmp_path / "calm.md")
        second.symlink_to(tmp_path / "calm.md" if how == "outside" else second)
    result = run_cli("-C", root, "extract")
    assert result.code == 1
    assert "content/articles/2024-03-03-calm.md: [error]" in result.err
    assert _contents(root) == before


def test_extract_and_check_say_the_same_of_two_articles_with_one_id(
    make_project: MakeProject, run_cli: RunCli
) -> None:
    """The path is below the project in both, and so is the message."""
    root = _project_with_brief(make_project, run_cli)
    (root / "content/articles/2024-03-02-storm.txt").write_text("A storm hit the port.\n", encoding="utf-8")
    extracted, checked = run_cli("-C", root, "extract"), run_cli("-C", root, "check")
    assert extracted.code == checked.code == 1
    line = "content/articles/2024-03-02-storm.txt: [error] article id "
    (told,) = [text for text in extracted.err.splitlines() if "(article-duplicate)" in text]
    assert told.startswith(line)
    assert told in checked.err.splitlines()


def test_extract_reports_two_briefs_with_one_slug(make_project: MakeProject, run_cli: RunCli) -> None:
    """Both are extracted, and the second is told that its address is taken."""
    root = _project_with_brief(make_project, run_cli)
    text = (root / "content/briefs/storm.yaml").read_text(encoding="utf-8")
    (root / "content/briefs/tempest.yaml").write_text(text, encoding="utf-8")
    result = run_cli("-C", root, "extract")
    assert result.code == 1
    message = 'content/briefs/tempest.yaml: [error] slug "storm" is already that of content/briefs/storm.yaml'
    assert message in result.err
    assert (root / "content/briefs/tempest.lock.json").exists()


def test_content_may_have_another_name(make_project: MakeProject, run_cli: RunCli) -> None:
    """A project with `content: texts` is extracted, checked and built like any other."""
    root = make_project({"content/articles/2024-03-02-storm.md": ARTICLE})
    (root / "briefgen.yaml").write_text("content: texts\nbase_url: https://x.example\n", encoding="utf-8")
    (root / "content").rename(root / "texts")
    args = ["--country", "IT", "--period", "2024-03-01/2024-03-10"]
    for command in (["new", "storm", *args], ["extract"], ["check", "--strict"], ["build", "--strict"]):
        result = run_cli("-C", root, *command)
        assert (result.code, result.err) == (0, "")
    text = (root / "texts/briefs/storm.yaml").read_text(encoding="utf-8")
    assert "article: articles/2024-03-02-storm.md" in text
    assert (root / "site/articles/2024-03-02-storm/index.html").exists()


def test_extract_of_an_unknown_brief_names_those_there_are(
    make_project: MakeProject, run_cli: RunCli
) -> None:
    """A slug of no brief is a problem with the briefs of the project in its hint."""
    root = _project_with_brief(make_project, run_cli)
    result = run_cli("-C", root, "extract", "strom")
    assert result.code == 1
    assert "hint: briefs: storm" in result.err


def test_extract_of_a_file_prints_a_brief(
    tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any project the brief is on standard output, all else on standard error."""
    from briefgen.model.load import parse_brief

    (tmp_path / "storm.txt").write_text(ARTICLE.split("---\n")[2], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    args = ["--published", "2024-03-02", "--country", "IT", "--title", "Storm", "--slug", "the-storm"]
    result = run_cli("extract", "storm.txt", *args, "-o", "-")
    assert result.code == 0, result.err
    brief, problems = parse_brief(result.out, "out")
    assert problems == []
    assert brief is not None
    assert (brief.title, brief.slug) == ("Storm", "the-storm")
    assert [figure.value for figure in brief.figures] == [3]
    assert "1 article read" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["storm.txt"]


def test_extract_says_what_it_worked_out(tmp_path: Path, run_cli: RunCli) -> None:
    """Country and period that were not given are worked out from the text, and told."""
    (tmp_path / "storm.txt").write_text(ARTICLE.split("---\n")[2], encoding="utf-8")
    result = run_cli("extract", tmp_path / "storm.txt", "--published", "2024-03-02")
    assert result.code == 0
    assert "(subject-inferred)" in result.err


def test_extract_of_a_file_without_a_date_says_how_to_give_it(tmp_path: Path, run_cli: RunCli) -> None:
    """An article whose day nobody knows gives no brief, and the hint names the option."""
    (tmp_path / "storm.txt").write_text("A storm hit the port.\n", encoding="utf-8")
    result = run_cli("extract", tmp_path / "storm.txt")
    assert result.code == 1
    assert result.out == ""
    assert "(article-date-missing)" in result.err
    assert "--published" in result.err


def test_extract_writes_a_file_once(tmp_path: Path, run_cli: RunCli) -> None:
    """-o FILE writes the brief; a file that is there, perhaps edited, is not replaced."""
    (tmp_path / "storm.md").write_text(ARTICLE, encoding="utf-8")
    output = tmp_path / "brief.yaml"
    assert run_cli("extract", tmp_path / "storm.md", "-o", output).code == 0
    output.write_text("edited\n", encoding="utf-8")
    again = run_cli("extract", tmp_path / "storm.md", "-o", output)
    assert again.code == 1
    assert "(project-exists)" in again.err
    assert output.read_text(encoding="utf-8") == "edited\n"


def test_extract_makes_no_folders_for_its_output(tmp_path: Path, run_cli: RunCli) -> None:
    """A slip in the path of -o FILE is told before anything is read."""
    result = run_cli("extract", "article.txt", "-o", tmp_path / "no/such/brief.yaml")
    assert result.code == 1
    assert "no/such: [error] there is no such folder (file-missing)" in result.err
    assert [*tmp_path.iterdir()] == []


NAMES = "places:\n  - {name: Marano Lagunare, aliases: [Marano], kind: city, country: IT}\n"


def test_extract_takes_names_from_a_file_and_from_a_project(
    make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """--names and -C both say how places are called."""
    (tmp_path / "storm.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "names.yaml").write_text(NAMES, encoding="utf-8")
    root = make_project({"content/names.yaml": NAMES})
    for args in (["--names", tmp_path / "names.yaml"], ["-C", root]):
        result = run_cli("extract", tmp_path / "storm.md", "--country", "IT", *args)
        assert result.code == 0, result.err
        assert "Marano Lagunare" in result.out
    assert "Marano Lagunare" not in run_cli("extract", tmp_path / "storm.md", "--country", "IT").out


def test_explain_lists_what_was_dropped(tmp_path: Path, run_cli: RunCli) -> None:
    """--explain gives a line with article and words for each dropped candidate, as many as were counted."""
    text = ARTICLE + "\nThe minister warned that 200 people could be killed if the dam broke.\n"
    (tmp_path / "storm.md").write_text(text, encoding="utf-8")
    plain = run_cli("extract", tmp_path / "storm.md", "--country", "IT")
    count = re.search(r"(\d+) dropped", plain.err)
    assert count
    assert int(count[1]) >= 1
    assert "not used" not in plain.err
    explained = run_cli("extract", tmp_path / "storm.md", "--country", "IT", "--explain")
    lines = [line for line in explained.err.splitlines() if line.startswith("  not used: ")]
    assert len(lines) == int(count[1])
    assert all(re.fullmatch(r'  not used: \S+: .+: ".+"', line) for line in lines)


# schema, clean, build


def test_schema_is_written_and_checked(make_project: MakeProject, run_cli: RunCli) -> None:
    """`schema` writes the file of the project, `--check` compares and never writes, `-o -` prints."""
    root = make_project()
    path = root / "content/brief.schema.json"
    missing = run_cli("-C", root, "schema", "--check")
    assert missing.code == 1
    assert not path.exists()
    assert run_cli("-C", root, "schema").out == "content/brief.schema.json written\n"
    assert run_cli("-C", root, "schema").out == "content/brief.schema.json is up to date\n"
    assert run_cli("-C", root, "schema", "--check").code == 0
    assert run_cli("schema", "-o", "-").out == path.read_text(encoding="utf-8")


def test_committed_schema_is_up_to_date(run_cli: RunCli) -> None:
    """The schema in the example's content is what this briefgen writes."""
    assert run_cli("-C", ROOT, "schema", "--check").code == 0


def test_clean_deletes_what_was_made_and_nothing_else(make_project: MakeProject, run_cli: RunCli) -> None:
    """Site and caches go, what `keep` names and what people wrote stays; again there is nothing to delete."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    before = sorted(path for path in root.rglob("*"))
    assert run_cli("-C", root, "build").code == 0
    (root / "site/CNAME").write_text("briefs.example\n", encoding="utf-8")
    assert run_cli("-C", root, "clean").code == 0
    assert sorted(path for path in root.rglob("*")) == sorted([*before, root / "site", root / "site/CNAME"])
    (root / "site/CNAME").unlink()
    assert run_cli("-C", root, "clean").code == 0
    assert run_cli("-C", root, "clean").out == "nothing to delete\n"


def test_clean_of_a_linked_folder_empties_it(
    make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """A site folder that is a link, as web servers have it, is emptied and the link stays; caches go too."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    (tmp_path / "www").mkdir()
    (root / "site").symlink_to(tmp_path / "www")
    assert run_cli("-C", root, "build").code == 0
    result = run_cli("-C", root, "clean")
    assert (result.code, result.err) == (0, "")
    assert (root / "site").is_symlink()
    assert [*(tmp_path / "www").iterdir()] == []
    assert not (root / ".briefgen").exists()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_cache_folder_that_is_none_is_done_without(
    kind: str, make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """Where .briefgen cannot hold a cache, extraction works without, and clean leaves what a link names."""
    root = _project_with_brief(make_project, run_cli)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").write_text("mine\n", encoding="utf-8")
    if kind == "file":
        (root / ".briefgen").write_text("mine\n", encoding="utf-8")
    else:
        (root / ".briefgen").symlink_to(tmp_path / "other")
    result = run_cli("-C", root, "extract")
    assert result.code == 0, result.err
    assert (root / "content/briefs/storm.lock.json").exists()
    assert run_cli("-C", root, "clean").code == 0
    assert (tmp_path / "other/file").exists()


def test_clean_refuses_a_foreign_folder(make_project: MakeProject, run_cli: RunCli) -> None:
    """A folder that briefgen did not make is not deleted."""
    root = make_project({"site/thesis.txt": "years of work\n"})
    result = run_cli("-C", root, "clean")
    assert result.code == 1
    assert "(output-foreign)" in result.err
    assert (root / "site/thesis.txt").exists()


def test_build_takes_address_and_folder(make_project: MakeProject, tmp_path: Path, run_cli: RunCli) -> None:
    """--base-url gives absolute links, --output another folder; the project's own stays as it was."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    target = tmp_path / "public"
    result = run_cli("-C", root, "build", "--base-url", "https://x.example/b", "--output", target)
    assert result.code == 0, result.err
    assert "https://x.example/b/" in (target / "sitemap.xml").read_text(encoding="utf-8")
    assert not (root / "site").exists()


@pytest.mark.parametrize("output", [".", "content", "content/site", ".."])
def test_build_refuses_output_over_the_content(
    output: str, make_project: MakeProject, run_cli: RunCli
) -> None:
    """An output folder that holds or lies in the content is refused."""
    root = make_project()
    result = run_cli("-C", root, "build", "--output", root / output)
    assert result.code == 2
    assert "(bad-argument)" in result.err


def test_build_without_its_content_leaves_the_site(make_project: MakeProject, run_cli: RunCli) -> None:
    """A slip in `content` is no empty project: each page of the last good site stays."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    assert run_cli("-C", root, "build").code == 0
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    (root / "briefgen.yaml").write_text("title: Test\ncontent: contnt\n", encoding="utf-8")
    for command in ("build", "check", "extract"):
        result = run_cli("-C", root, command)
        assert result.code == 1
        assert 'briefgen.yaml:2:10: [error] there is no content folder "contnt"' in result.err
    assert {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("address", ["https://[::1", "http://[x]/", "https://", "example.org"])
def test_build_refuses_what_is_no_address(address: str, make_project: MakeProject, run_cli: RunCli) -> None:
    """What no browser can open is refused, on the command line and in the configuration."""
    root = make_project()
    result = run_cli("-C", root, "build", "--base-url", address)
    assert result.code == 2
    assert "(bad-argument)" in result.err
    (root / "briefgen.yaml").write_text(f"title: Test\nbase_url: '{address}'\n", encoding="utf-8")
    for command in ("build", "check"):
        result = run_cli("-C", root, command)
        assert result.code == 1
        assert "briefgen.yaml:2:11: [error] " in result.err
        assert "(bad-value)" in result.err


def test_build_says_where_the_site_is(make_project: MakeProject, run_cli: RunCli) -> None:
    """The summary counts files and names the first page; a second build writes nothing."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    first = run_cli("-C", root, "build")
    assert re.search(r"built \d+ files in \S+/site: \d+ written, 0 unchanged", first.out)
    assert str(root / "site/index.html") in first.out
    assert re.search(r": 0 written, \d+ unchanged\n", run_cli("-C", root, "build").out)


# Writing


def test_write_files_keeps_links_and_permissions(tmp_path: Path) -> None:
    """A symbolic link stays a link, a file keeps its permissions, nothing else is left in the folder."""
    target = tmp_path / "target.yaml"
    target.write_text("old\n", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(target)
    assert files.write_files({link: "new\n"}) == [target]
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.yaml", "target.yaml"]


def test_write_files_touches_nothing_that_is_the_same(tmp_path: Path) -> None:
    """A file whose bytes are right keeps its time of change."""
    path = tmp_path / "a.yaml"
    path.write_text("same\n", encoding="utf-8")
    os.utime(path, (1, 1))
    assert files.write_files({path: "same\n"}) == []
    assert path.stat().st_mtime == 1


def test_write_files_into_a_file_is_a_problem(tmp_path: Path) -> None:
    """A folder that is a file is one problem, and nothing else of the same write is done."""
    (tmp_path / "folder").write_text("a file\n", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        files.write_files({tmp_path / "a.yaml": "a\n", tmp_path / "folder/b.yaml": "b\n"})
    assert [problem.code for problem in caught.value.problems] == ["output-unwritable"]
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("linked", "args"),
    [
        ("content", ["new", "storm"]),
        ("content/briefs", ["new", "storm"]),
        ("content", ["add", "ARTICLE"]),
        ("content/articles", ["add", "ARTICLE"]),
        ("content", ["schema"]),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_nothing_is_written_out_of_the_project(
    linked: str, args: list[str], make_project: MakeProject, tmp_path: Path, run_cli: RunCli
) -> None:
    """A folder of the content that is a link to somewhere else is refused, as it is for reading."""
    (tmp_path / "2024-03-02-storm.md").write_text(ARTICLE, encoding="utf-8")
    root = make_project()
    elsewhere = tmp_path / "elsewhere"
    (root / linked).rename(elsewhere)
    (root / linked).symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    words = [str(tmp_path / "2024-03-02-storm.md") if word == "ARTICLE" else word for word in args]
    result = run_cli("-C", root, *words)
    assert result.code == 1
    assert "leads out of the project (path-outside)" in result.err
    assert sorted(elsewhere.rglob("*")) == before


# serve


@pytest.mark.slow
def test_serve_shows_the_site_until_it_is_interrupted(make_project: MakeProject) -> None:
    """The address is printed, a page answers there, Ctrl-C ends with 130, and no file is written."""
    root = make_project({"content/briefs/storm.yaml": WARNED})
    before = sorted(path.relative_to(root) for path in root.rglob("*"))
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", "serve", "--port", "0"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        assert process.stderr is not None
        address = next(found[0] for line in process.stderr if (found := re.search(r"http://[^\s]+", line)))
        with urllib.request.urlopen(f"{address.rstrip('/')}/storm/index.html", timeout=30) as answer:
            assert "Nobody said this" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "Traceback" not in err
    finally:
        process.kill()
        process.wait()
    assert sorted(path.relative_to(root) for path in root.rglob("*")) == before


# Progress


@pytest.mark.parametrize(("total", "expected"), [(20, 0), (100, 10), (1234, 10)])
def test_progress_without_a_terminal_is_a_line_for_each_tenth(
    total: int, expected: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Long runs say ten times how far they are, short ones nothing; the next brief begins anew."""
    with caplog.at_level("INFO", logger="briefgen"), show_progress("articles read", terminal=False) as show:
        for _ in range(2):
            for done in range(1, total + 1):
                show(done, total)
    assert len(caplog.messages) == 2 * expected
    if expected:
        assert caplog.messages[-1] == f"articles read: {total} of {total}"


@pytest.mark.slow
def test_progress_on_a_terminal_is_a_bar(make_project: MakeProject, run_cli: RunCli) -> None:
    """On a terminal a bar counts the articles, and goes away."""
    root = _project_with_brief(make_project, run_cli)
    shown = _run_on_terminal(["extract"], root)
    assert "articles read" in shown
    assert "1/1" in shown
    assert "Traceback" not in shown


# Options of extract on size and processes


@pytest.mark.parametrize("option", ["--max-events", "--per-day", "--jobs"])
@pytest.mark.parametrize("value", ["0", "-3", "1000000"])
def test_extract_refuses_numbers_that_cannot_be(
    option: str, value: str, make_project: MakeProject, run_cli: RunCli
) -> None:
    """Numbers below one, or beyond all sense, are a problem; nothing is extracted."""
    root = _project_with_brief(make_project, run_cli)
    before = _contents(root)
    result = run_cli("-C", root, "extract", option, value)
    assert result.code == 2
    assert result.err == (
        f'[error] {option} "{value}" cannot be (bad-argument)\n  hint: a whole number from 1 to 100000\n'
    )
    assert _contents(root) == before


def test_timeline_keeps_as_many_events_as_asked_for(make_project: MakeProject, run_cli: RunCli) -> None:
    """The command line wins over the configuration, the configuration over what the articles bear."""
    root = _project_with_brief(make_project, run_cli)
    lines = (
        "On 2 March 2024 soldiers came to Rome. On 3 March 2024 workers closed the port of Ancona. "
        "On 4 March 2024 the mayor of Bari resigned. On 4 March 2024 protesters stormed the town hall of Pisa."
    )
    article = root / "content/articles/2024-03-05-more.md"
    article.write_text(f"---\npublished: 2024-03-05\n---\n{lines}\n", encoding="utf-8")

    def days(*options: str) -> list[str]:
        (root / "content/briefs/storm.lock.json").unlink(missing_ok=True)
        text = (root / "content/briefs/storm.yaml").read_text(encoding="utf-8")
        (root / "content/briefs/storm.yaml").write_text(text.partition("timeline:")[0], encoding="utf-8")
        assert run_cli("-C", root, "extract", *options).code == 0
        brief = yaml.safe_load((root / "content/briefs/storm.yaml").read_text(encoding="utf-8"))
        return [str(event["date"]) for event in brief.get("timeline", [])]

    assert len(days("--max-events", "2")) == 2
    assert days("--per-day", "1", "--max-events", "9").count("2024-03-04") == 1
    (root / "briefgen.yaml").write_text("title: T\ntimeline: {max_events: 1}\n", encoding="utf-8")
    assert len(days()) == 1
    assert len(days("--max-events", "3")) == 3
    (root / "briefgen.yaml").write_text("title: T\ntimeline: {per_day: 0}\n", encoding="utf-8")
    result = run_cli("-C", root, "extract")
    assert result.code == 1
    assert "briefgen.yaml:2:" in result.err
    assert "(bad-value)" in result.err
