"""Expected results of one article: what its brief must hold, as facts, and what is missing from it.

The form of the lists stands in tests/articles/mt/README.md.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from briefgen.extract.pipeline import extract_brief
from briefgen.model.articlefiles import load_article
from briefgen.model.brief import Brief, Event, Figure, Inexact, Item, Reaction, Subject
from briefgen.model.config import Limits
from briefgen.model.load import parse_names
from briefgen.model.names import Names

_ROOT = Path(__file__).parents[2]


class Checked(msgspec.Struct, frozen=True):
    """How a brief compares with an expected list."""

    missed: list[str]
    """One line for each expectation that is not met."""
    count: int
    """Number of expectations."""


def load_expected(path: Path) -> dict[str, Any]:
    """Read a list of expectations; dates stay text.

    Raises:
        ValueError: the file is not a mapping.
    """
    loaded = yaml.load(path.read_text("utf-8"), Loader=_TextDates)
    if not isinstance(loaded, dict):
        raise ValueError(f"{path.name}: not a mapping")
    return loaded


class _TextDates(yaml.SafeLoader):
    """Safe YAML whose dates stay the text they are."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_brief(path: Path, expected: Mapping[str, Any], *, names_path: Path | None = None) -> Brief:
    """Extract the brief of one article, told what the expected list gives to the extraction."""
    article, problems = load_article(path, None, Limits())
    if article is None:
        raise ValueError("; ".join(problem.headline() for problem in problems))
    article = msgspec.structs.replace(
        article, published=str(expected["published"]), published_from="command line"
    )
    source = names_path or (_ROOT / expected["names_from"] if "names_from" in expected else None)
    names = parse_names(source.read_text("utf-8"), source.name)[0] if source is not None else Names()
    subject = Subject(countries=[expected["country"]], period=expected.get("period"))
    return extract_brief([article], subject, names or Names(), title="Expected", slug="expected").brief


def check_brief(brief: Brief, expected: Mapping[str, Any]) -> Checked:
    """Compare a brief with an expected list."""
    missed: list[str] = []
    count = 0
    for want in expected.get("figures", ()):
        count += 1
        fits = [figure for figure in brief.figures if _fits_figure(figure, want)]
        same = [
            f
            for f in brief.figures
            if f.measure == want["measure"] and _value(f.value) == _value(want["value"])
        ]
        if want.get("optional") and not same:
            continue
        if len(fits) != 1:
            missed.append(f"figures: {len(fits)} instead of one: {want}; nearest: {_shown(same)}")
    for want in expected.get("events", ()):
        count += 1
        if not any(_fits_event(event, want) for event in brief.timeline):
            missed.append(f"events: none for {want}")
    for want in expected.get("background", ()):
        count += 1
        texts = [(item.date, _words(item)) for item in brief.background]
        if not any(
            _is_one_of(date, want.get("date")) and all(word.lower() in words for word in want["words"])
            for date, words in texts
        ):
            missed.append(f"background: none for {want}")
    for want in expected.get("reactions", ()):
        count += 1
        if not any(_fits_reaction(reaction, want) for reaction in brief.reactions):
            near = [r for r in brief.reactions if _is_one_of(r.actor, want["actor"])]
            missed.append(
                f"reactions: none for {want}; nearest: {[(r.actor, r.speaker, r.stance, r.quote) for r in near]}"
            )
    have = {
        "people": {person.name for person in brief.people},
        "places": {place.name for place in brief.places},
        "organisations": {body.name for body in brief.organisations},
    }
    for kind, names in (expected.get("names") or {}).items():
        for name in names:
            count += 1
            if name not in have[kind]:
                missed.append(f"names: {name} is not in {kind}")
    items: Sequence[Item] = [*brief.background, *brief.timeline, *brief.figures, *brief.reactions]
    everything = msgspec.json.encode(items).decode().lower()
    for words in expected.get("absent", ()):
        count += 1
        if words.lower() in everything:
            missed.append(f"absent: “{words}” stands in an item")
    return Checked(missed, count)


def _is_one_of(have: object, want: object) -> bool:
    wanted = want if isinstance(want, list) else [want]
    return any(
        have == one or (have is not None and one is not None and str(have) == str(one)) for one in wanted
    )


def _value(value: Any) -> object:
    if isinstance(value, Inexact):
        return (value.min, value.max, value.words)
    if isinstance(value, Mapping):
        return (value.get("min"), value.get("max"), value.get("words"))
    return float(value)


def _fits_figure(figure: Figure, want: Mapping[str, Any]) -> bool:
    if figure.measure != want["measure"] or _value(figure.value) != _value(want["value"]):
        return False
    for key in ("qualifier", "claimed_by", "as_of"):
        if key in want and not _is_one_of(getattr(figure, key), want[key]):
            return False
    if "group" in want:
        groups = want["group"] if isinstance(want["group"], list) else [want["group"]]
        own = (figure.group or "").lower()
        return any((group is None and not own) or (group and group.lower() in own) for group in groups)
    return True


def _fits_event(event: Event, want: Mapping[str, Any]) -> bool:
    words = " ".join([event.title, _words(event)]).lower()
    planned = bool(want.get("planned"))
    return (
        event.date == want["date"]
        and event.planned == planned
        and all(w.lower() in words for w in want["words"])
    )


def _fits_reaction(reaction: Reaction, want: Mapping[str, Any]) -> bool:
    if not _is_one_of(reaction.actor, want["actor"]):
        return False
    if "speaker" in want and not _is_one_of(reaction.speaker, want["speaker"]):
        return False
    if "stance" in want and not _is_one_of(reaction.stance, want["stance"]):
        return False
    return "quote" not in want or want["quote"].lower() in (reaction.quote or "").lower()


def _words(item: Item) -> str:
    return " ".join([item.text or "", *(evidence.quote for evidence in item.evidence)]).lower()


def _shown(figures: Sequence[Figure]) -> list[tuple[str | None, str | None, str | None, str]]:
    return [(f.group, f.claimed_by, f.as_of, f.qualifier) for f in figures]
