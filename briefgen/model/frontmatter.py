"""Front matter of an article: the keys between `---` lines at its head."""

import re
from collections.abc import Callable

import msgspec

from briefgen.model.article import FrontMatter
from briefgen.model.convert import convert_node
from briefgen.model.dates import is_date_time
from briefgen.model.plainyaml import UnusualError, parse_plain_yaml
from briefgen.model.problem import Problem
from briefgen.model.webaddress import is_web_address
from briefgen.model.yamlpos import Mapping, Scalar, parse_yaml

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FRONT_MATTER_START = re.compile(r"---[ \t]*\n")
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"[ \t]*(?:#|[A-Za-z_][\w-]*[ \t]*:)")


_MATTER_KEYS = frozenset(FrontMatter.__struct_encode_fields__)


class SplitSource(msgspec.Struct, frozen=True, gc=False):
    """The file of an article, taken apart."""

    matter: FrontMatter
    """What is wrong in it, or missing, has its default."""
    body: str
    """What follows the front matter; the whole file without one."""
    body_line: int
    """Line of the file, from 1, on which the body begins."""


def split_front_matter(source: str, path: str) -> tuple[SplitSource, list[Problem]]:
    """Take front matter and body of an article apart; a rule of hyphens at the head is no front matter.

    Args:
        source: the file, lines ended by line feeds.
        path: for the problems.
    """
    start = _FRONT_MATTER_START.match(source)
    if not start:
        return SplitSource(FrontMatter(), source, 1), []
    end = _FRONT_MATTER_END.search(source, start.end())
    if end is None:
        whole = SplitSource(FrontMatter(), source, 1)
        if not _KEY_LINE.match(source, start.end()):
            return whole, []
        hint = "end it with a line of three hyphens"
        return whole, [Problem(path, 1, 1, "error", "the front matter is never closed", hint, "front-matter")]
    matter, problems = _parse_matter(source[start.end() : end.start()], path)
    return SplitSource(matter, source[end.end() + 1 :], source.count("\n", 0, end.end()) + 2), problems


def _parse_matter(written: str, path: str) -> tuple[FrontMatter, list[Problem]]:
    """Parse what stands between the lines of hyphens."""
    plain = _parse_plain_matter(written)
    if plain is not None:
        return plain, []
    # The opening line stays as an empty one, so that places count from the head of the file.
    node, problems = parse_yaml(f"\n{written}", path)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return FrontMatter(), problems
    if not isinstance(node, Mapping):
        message = "the front matter is not keys with values"
        hint = "write `title: …`, `published: …` lines"
        problems.append(Problem(path, node.line, node.column, "error", message, hint, "front-matter"))
        return FrontMatter(), problems
    matter, found = convert_node(node, FrontMatter, path, "the front matter")
    return matter or FrontMatter(), problems + found + _check_matter(node, path)


def _parse_plain_matter(text: str) -> FrontMatter | None:
    """Parse front matter that is written plainly and has no problem; None if it has to be looked at."""
    try:
        found = parse_plain_yaml(text)
        # Reports have problems of their own.
        if not found or "also" in found or not found.keys() <= _MATTER_KEYS:
            return None
        matter = msgspec.convert(found, FrontMatter)
    except (UnusualError, msgspec.ValidationError):
        return None
    is_good = (
        (matter.published is None or is_date_time(matter.published))
        and (matter.url is None or is_web_address(matter.url))
        and (matter.language is None or _LANGUAGE.fullmatch(matter.language))
    )
    return matter if is_good else None


def _check_matter(node: Mapping, path: str) -> list[Problem]:
    checks: tuple[tuple[str, Callable[[str], object], str, str, str], ...] = (
        (
            "published",
            is_date_time,
            "bad-date",
            "is not a day, nor a day with a time",
            "2022-01-06, or 2022-01-06T18:30+06:00",
        ),
        (
            "url",
            is_web_address,
            "bad-value",
            "is not a web address",
            "http:// or https:// and no spaces",
        ),
        ("language", _LANGUAGE.fullmatch, "bad-value", "is not a language tag", "BCP 47: en, kk, pt-BR"),
    )
    problems = []
    for key, is_good, code, message, hint in checks:
        value = node.get(key)
        if isinstance(value, Scalar) and not value.is_null and not is_good(value.text):
            text = f'{key} "{value.text[:80]}" {message}'
            problems.append(Problem(path, value.line, value.column, "error", text, hint, code))
    return problems
