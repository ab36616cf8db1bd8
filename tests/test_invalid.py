"""Wrong input: one project for each code, with the command, and all that is said about it, kept in a file."""

import contextlib
import io
import os
import re
import shlex
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.model.problem import CODES
from tests.conftest import Golden, RunCli

CASES = Path(__file__).parent / "invalid"
SEPARATOR = "--- standard output ---\n"
PROBLEM = re.compile(r"^.*\[(?:error|warning|info)\] .+ \([a-z-]+\)\n(?:  hint: .+\n)?", re.MULTILINE)

NO_FAILURE = frozenset(
    (
        "article-date-missing",
        "base-url-missing",
        "evidence-ambiguous",
        "evidence-missing",
        "evidence-moved",
        "evidence-none",
        "date-outside",
        "duplicate-name",
        "figures-differ",
        "item-unsupported",
        "link-broken",
        "name-unknown",
        "no-articles",
        "quote-mismatch",
        "source-changed",
        "subject-inferred",
    )
)
"""Codes that are warnings or notes: the run goes on and ends well without --strict."""


def _outside(root: Path) -> None:
    """Link an article to a file beside the project."""
    (root.parent / "secret.md").write_text("Not for the site.\n", encoding="utf-8")
    (root / "content/articles/2024-03-03-secret.md").symlink_to("../../../secret.md")


def _pipe(root: Path) -> None:
    """Put a named pipe among the articles: reading it would wait for ever."""
    os.mkfifo(root / "content/articles/2024-03-03-pipe.md")


def _extract(root: Path) -> None:
    """Extract the briefs, so that there is a lock to start from."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert run(["-C", str(root), "extract"]) == 0


def _edited_then_gone(root: Path) -> None:
    """Edit an item as a person does, then take its words out of the article."""
    _extract(root)
    brief, article = root / "content/briefs/storm.yaml", root / "content/articles/2024-03-02-storm.md"
    text = brief.read_text(encoding="utf-8")
    assert "value: 40\n" in text
    brief.write_text(text.replace("value: 40\n", "value: 42\n"), encoding="utf-8")
    words = article.read_text(encoding="utf-8")
    article.write_text(words[: words.index("\nAbout 40 people")], encoding="utf-8")


def _moved(root: Path) -> None:
    """Put a paragraph before the words that items quote."""
    _extract(root)
    article = root / "content/articles/2024-03-02-storm.md"
    head, body = article.read_text(encoding="utf-8").split("---\nThree")
    article.write_text(f"{head}---\nThis report was corrected.\n\nThree{body}", encoding="utf-8")


@contextlib.contextmanager
def _busy(root: Path) -> Iterator[dict[str, str]]:
    """Hold the lock that a build takes."""
    from briefgen.publish.write import lock_output

    with lock_output(root / ".briefgen"):
        yield {}


@contextlib.contextmanager
def _taken_port(_root: Path) -> Iterator[dict[str, str]]:
    """Listen on a port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield {"[PORT]": str(listener.getsockname()[1])}


@contextlib.contextmanager
def _failing_rule(_root: Path) -> Iterator[dict[str, str]]:
    """Let the reading of one article fail, as a rule with a mistake does."""
    from briefgen.extract import workers
    from briefgen.extract.reading import Reading
    from briefgen.model.article import Article

    read = workers._read

    def fail(article: Article, task: workers.Task) -> Reading:
        if article.id == "2024-03-03-flood":
            raise IndexError("list index out of range")
        return read(article, task)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_read", fail)
        yield {}


BEFORE: dict[str, Callable[[Path], None]] = {
    "evidence-moved": _moved,
    "file-unreadable": _pipe,
    "item-unsupported": _edited_then_gone,
    "path-outside": _outside,
}
"""What a case needs that cannot be kept in version control."""

DURING: dict[str, Callable[[Path], contextlib.AbstractContextManager[dict[str, str]]]] = {
    "article-failed": _failing_rule,
    "output-busy": _busy,
    "port-taken": _taken_port,
}
"""What must hold while the command runs; gives values for words in the command."""


def _snapshot(folder: Path) -> dict[str, bytes | str]:
    """Return every file below a folder with its content, less the caches."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or path.is_file()) and ".briefgen" not in path.parts
    }


@pytest.mark.parametrize("code", sorted(CODES))
def test_wrong_input_is_one_clear_problem(
    code: str, tmp_path: Path, run_cli: RunCli, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each code has a case: its whole output is as kept, the exit code as documented, the files as before."""
    case = CASES / code
    root = tmp_path / "project"
    if (case / "project").is_dir():
        shutil.copytree(case / "project", root)
    else:
        root.mkdir()
    if code in BEFORE:
        BEFORE[code](root)
    monkeypatch.chdir(root)
    before = _snapshot(tmp_path)
    with contextlib.ExitStack() as stack:
        words = {"[CASE]": str(case)}
        if code in DURING:
            words |= stack.enter_context(DURING[code](root))
        command = (case / "command.txt").read_text(encoding="utf-8")
        for word, value in words.items():
            command = command.replace(word, value)
        result = run_cli(*shlex.split(command))
    if result.code or command.startswith("check"):
        assert _snapshot(tmp_path) == before
    shown = f"exit code: {result.code}\n{result.err}{SEPARATOR}{result.out}"
    if command.startswith("extract"):
        # What was extracted is the matter of other tests, and better with each rule.
        shown = f"exit code: {result.code}\n{''.join(PROBLEM.findall(result.err))}"
    for word, value in [("[ROOT]", str(root)), *words.items()]:
        shown = shown.replace(value, word)
    shown = re.sub(r"--port \d+", "--port [FREE]", shown)
    golden.check_text(case / "expected.txt", shown)


def _expected(code: str) -> str:
    return (CASES / code / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_problem_says_how_to_mend_it(code: str) -> None:
    """The kept output names the code on a line in the documented form, with a hint below it."""
    level = "warning|info" if code in NO_FAILURE else "error"
    headline = rf"^(\S.*: )?\[({level})\] .+ \({code}\)\n  hint: \S.+$"
    assert re.search(headline, _expected(code), re.MULTILINE)


@pytest.mark.parametrize("code", sorted(CODES))
def test_exit_code_is_as_documented(code: str) -> None:
    """Errors end with 1, a wrong argument with 2, warnings and notes with 0."""
    expected = 2 if code == "bad-argument" else 0 if code in NO_FAILURE else 1
    assert _expected(code).startswith(f"exit code: {expected}\n")


def test_no_wrong_input_gives_a_traceback() -> None:
    """No kept output shows a traceback or a path of the machine that it was made on."""
    shown = {path.parent.name: path.read_text(encoding="utf-8") for path in CASES.glob("*/expected.txt")}
    assert [code for code, text in shown.items() if re.search(r"Traceback|/tmp/|site-packages", text)] == []


def test_each_case_is_of_a_code() -> None:
    """No folder is left over from a code that went."""
    assert sorted(CODES) == sorted(path.name for path in CASES.iterdir())
