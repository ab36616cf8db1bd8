"""Briefs and names: YAML -> model, with all problems at once."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from briefgen.model.brief import LIST_TYPES, MEASURES, SCHEMA_VERSION, Brief, Evidence, Inexact, Subject
from briefgen.model.config import Project
from briefgen.model.convert import convert_node, nearest_hint
from briefgen.model.dates import parse_date
from briefgen.model.files import load_text, shown_path
from briefgen.model.names import Names
from briefgen.model.plainyaml import UnusualError, parse_plain_yaml
from briefgen.model.problem import Problem
from briefgen.model.webaddress import is_web_address
from briefgen.model.yamlpos import Mapping, Node, Scalar, Sequence, parse_yaml

# Briefs


def load_brief(path: Path, project: Project) -> tuple[Brief | None, list[Problem]]:
    """Read a brief of a project; its own measures count as known.

    Returns:
        The brief, or None if there is any error, and all problems.
    """
    limits = project.config.limits
    text, problems = load_text(
        path, root=project.root, max_bytes=limits.brief_bytes, limit_name="brief_bytes"
    )
    if text is None:
        return None, problems
    measures = tuple(measure.name for measure in project.config.measures)
    return parse_brief(text, shown_path(path, project.root), measures=measures)


def parse_brief(
    text: str, path: str, *, measures: Iterable[str] | None = ()
) -> tuple[Brief | None, list[Problem]]:
    """Parse the text of a brief.

    Args:
        text: the file.
        path: for the problems.
        measures: what figures may measure beside `MEASURES`; None: anything.
    Returns:
        The brief, or None if there is any error, and all problems.
    """
    plain = parse_plain_brief(text, measures)
    return (plain, []) if plain is not None else parse_placed_brief(text, path, measures)


def parse_placed_brief(
    text: str, path: str, measures: Iterable[str] | None
) -> tuple[Brief | None, list[Problem]]:
    """Parse the text of a brief as `parse_brief` does, value by value, so that problems have their places."""
    node, problems = parse_yaml(text, path)
    if node is None:
        return None, problems or [_empty_problem(path)]
    version = _schema_version(node)
    if version is not None and version.text != str(SCHEMA_VERSION):
        message = f'schema "{version.text}" is not known'
        hint = f"this briefgen reads schema {SCHEMA_VERSION}; a newer one may read this file"
        problems.append(Problem(path, version.line, version.column, "error", message, hint, "schema-version"))
        return None, problems
    brief, found = convert_node(node, Brief, path, "the brief")
    problems += found
    if measures is not None:
        problems += _check_measures(node, path, (*MEASURES, *measures))
    problems += _check_urls(node, path)
    if brief is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    # msgspec tells defaults by identity: what stands in the file and is the default must be told as one, as always.
    return _BRIEF_DECODER.decode(msgspec.json.encode(brief)), problems


_BRIEF_DECODER = msgspec.json.Decoder(Brief)
_KEYS = {section: frozenset(cls.__struct_encode_fields__) for section, cls in LIST_TYPES.items()}
_BRIEF_KEYS = frozenset(Brief.__struct_encode_fields__)
_SUBJECT_KEYS = frozenset(Subject.__struct_encode_fields__)
_EVIDENCE_KEYS = frozenset(Evidence.__struct_encode_fields__)


def parse_plain_brief(text: str, measures: Iterable[str] | None) -> Brief | None:
    """Parse a brief that is written plainly and has no problem: what most are, at a fifth of the cost.

    Returns:
        What `parse_brief` makes of it; None if there may be anything to tell, and it has to look itself.
    """
    try:
        found = parse_plain_yaml(text)
        brief = _BRIEF_DECODER.decode(msgspec.json.encode(found))
        dates = {one.date for items in (brief.background, brief.timeline, brief.reactions) for one in items}
        dates |= {brief.updated, brief.subject.period, *(figure.as_of for figure in brief.figures)}
        dates.update(source.published for source in brief.sources)
        for date in dates:
            if date is not None:
                parse_date(date)
    except (UnusualError, ValueError):
        return None
    known = None if measures is None else {*MEASURES, *measures}
    is_good = (
        brief.schema == SCHEMA_VERSION
        and _has_known_keys(found)
        and all(
            (known is None or figure.measure in known)
            and (type(figure.value) is not Inexact or _is_sound(figure.value))
            for figure in brief.figures
        )
        and all(source.url is None or is_web_address(source.url) for source in brief.sources)
    )
    return brief if is_good else None


def _has_known_keys(found: dict[str, Any]) -> bool:
    """Tell whether a brief has no key that its type does not know."""
    if not (found.keys() <= _BRIEF_KEYS and found.get("subject", {}).keys() <= _SUBJECT_KEYS):
        return False
    for section, keys in _KEYS.items():
        for item in found.get(section, ()):
            if not item.keys() <= keys:
                return False
            for pointer in item.get("evidence", ()):
                if not pointer.keys() <= _EVIDENCE_KEYS:
                    return False
    return True


def _is_sound(value: Inexact) -> bool:
    if value.min is not None and value.max is not None and value.min > value.max:
        return False
    return value.min is not None or value.max is not None or bool(value.words)


def _find_scalars(root: Node, section: str, key: str) -> Iterator[Scalar]:
    """Give the text under a key of each item of a list, where there is any; wrong shapes are told elsewhere."""
    items = root.get(section) if isinstance(root, Mapping) else None
    for item in items.items if isinstance(items, Sequence) else ():
        value = item.get(key) if isinstance(item, Mapping) else None
        if isinstance(value, Scalar) and not value.is_null:
            yield value


def _check_urls(root: Node, path: str) -> list[Problem]:
    """Refuse addresses that are no web addresses: pages link to them."""
    hint = "http:// or https:// and no spaces"
    return [
        Problem(
            path,
            url.line,
            url.column,
            "error",
            f'url "{url.text[:80]}" is not a web address',
            hint,
            "bad-value",
        )
        for url in _find_scalars(root, "sources", "url")
        if not is_web_address(url.text)
    ]


def _schema_version(node: Node) -> Scalar | None:
    version = node.get("schema") if isinstance(node, Mapping) else None
    if isinstance(version, Scalar) and re.fullmatch(r"[0-9]{1,9}", version.text) and not version.style:
        return version
    return None


def _check_measures(root: Node, path: str, known: tuple[str, ...]) -> list[Problem]:
    """Refuse measures that are neither known nor the project's own."""
    problems = []
    for measure in _find_scalars(root, "figures", "measure"):
        if measure.text not in known:
            hint = nearest_hint(measure.text, known)
            if not hint.startswith("did"):
                hint += "; add your own under `measures` in briefgen.yaml"
            message = f'measure "{measure.text[:60]}" is not known'
            problems.append(Problem(path, measure.line, measure.column, "error", message, hint, "bad-value"))
    return problems


# Names


def load_names(path: Path, project: Project) -> tuple[Names, list[Problem]]:
    """Read a `names.yaml`; without the file, or with an empty one, there are no names and no problem."""
    if not path.exists() and not path.is_symlink():
        return Names(), []
    limits = project.config.limits
    text, problems = load_text(
        path, root=project.root, max_bytes=limits.brief_bytes, limit_name="brief_bytes"
    )
    if text is None:
        return Names(), [problem for problem in problems if problem.code != "file-empty"]
    return parse_names(text, shown_path(path, project.root))


def parse_names(text: str, path: str) -> tuple[Names, list[Problem]]:
    """Parse the text of a `names.yaml`; names that are wrong are left out."""
    node, problems = parse_yaml(text, path)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return Names(), problems
    names, found = convert_node(node, Names, path, "the names")
    return names or Names(), problems + found + _check_names(node, path)


def _check_names(node: Node, path: str) -> list[Problem]:
    """Report names that stand twice in one list, capitals aside: of two entries only one would count."""
    problems: list[Problem] = []
    for section in Names.__struct_fields__:
        first: dict[str, Scalar] = {}
        for name in _find_scalars(node, section, "name"):
            other = first.setdefault(" ".join(name.text.casefold().split()), name)
            if other is not name:
                message = f'name "{name.text[:80]}" stands here twice'
                hint = f"the first stands in line {other.line}; join both, with the aliases of both"
                problems.append(
                    Problem(path, name.line, name.column, "warning", message, hint, "duplicate-name")
                )
    return problems


def _empty_problem(path: str) -> Problem:
    return Problem(
        path, None, None, "error", "the file has no content", "write it, or delete it", "file-empty"
    )
