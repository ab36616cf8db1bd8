"""Problems as text for people, as JSON, and as annotations of GitHub Actions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from briefgen.model.problem import Problem, Severity, sorted_problems

Format = Literal["text", "json", "github"]

JSON_VERSION = 1
"""Version of the JSON output; raised when a field goes or changes its meaning."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

_LEVEL_STYLES: dict[str, str] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;34m"}
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_RESET = "\x1b[0m"

# Articles and briefs may be hostile and their words stand in messages: neither control characters, which
# steer terminals, nor bidirectional controls, which make text look like other text, get through.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_GITHUB_LEVELS: dict[str, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render_plain(text: str) -> str:
    """Return `text` on one line, safe for a terminal: control characters written as escapes."""
    return _CONTROLS.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def render_problem(problem: Problem, *, colour: bool = False) -> str:
    """Return `path:line:column: [level] what (code)` and, where there is one, a second line with the hint."""
    headline = render_plain(problem.headline())
    hint = render_plain(problem.hint)
    if colour:
        level = f"[{problem.severity}]"
        place, _, rest = headline.partition(level)
        headline = f"{_BOLD}{place}{_RESET}{_LEVEL_STYLES[problem.severity]}{level}{_RESET}{rest}"
        hint = hint and f"{_DIM}hint:{_RESET} {hint}"
    else:
        hint = hint and f"hint: {hint}"
    return f"{headline}\n  {hint}" if hint else headline


def render_github(problem: Problem) -> str:
    """Return the workflow command that GitHub Actions shows beside the line.

    Source: GitHub documentation, "Workflow commands"; values escape `%`, CR, LF, properties `:` and `,` too.
    """
    properties: list[tuple[str, object]] = [
        ("file", problem.path or None),
        ("line", problem.line),
        ("col", problem.column),
        ("title", problem.code),
    ]
    shown = ",".join(f"{name}={_escape_property(value)}" for name, value in properties if value is not None)
    message = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    return f"::{_GITHUB_LEVELS[problem.severity]} {shown}::{_escape_data(message)}"


def render_json(problems: Sequence[Problem]) -> str:
    """Return the JSON output: `version`, `problems` in order, and their `counts` by severity."""
    document = {
        "version": JSON_VERSION,
        "problems": [msgspec.to_builtins(problem) for problem in problems],
        "counts": count_severities(problems),
    }
    import json  # few ask for it, and it is slow to import

    return json.dumps(document, ensure_ascii=False, indent=2)


def count_severities(problems: Iterable[Problem]) -> dict[str, int]:
    """Return how many problems there are of each severity, none left out."""
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for problem in problems:
        counts[problem.severity] += 1
    return counts


def render_counts(problems: Iterable[Problem]) -> str:
    """Return the counts in words: `2 errors, 1 warning`; `no problems` if there is none."""
    counts = count_severities(problems)
    nouns = {"error": "error", "warning": "warning", "info": "note"}
    words = [render_number(counts[severity], nouns[severity]) for severity in SEVERITIES if counts[severity]]
    return ", ".join(words) or "no problems"


def render_number(count: int, noun: str) -> str:
    """Return a count with its noun in the right number: `1 page`, `2 pages`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def without_silenced(problems: Iterable[Problem], silence: Mapping[str, str]) -> list[Problem]:
    """Return the problems in order, each once, less the warnings and notes that the project silences.

    Errors cannot be silenced.
    """
    return sorted_problems(
        [problem for problem in problems if problem.severity == "error" or problem.code not in silence]
    )


def has_failed(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether a run with these problems failed: any error, with `strict` any warning too."""
    fatal = {"error", "warning"} if strict else {"error"}
    return any(problem.severity in fatal for problem in problems)


def _escape_data(value: str) -> str:
    return render_plain(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: object) -> str:
    return _escape_data(str(value)).replace(":", "%3A").replace(",", "%2C")
