"""Whole briefs of single articles against what a reader marked in them, by F1 of each kind of fact.

A folder holds `NAME.md` and, beside it, `NAME.facts.yaml`; the README of tests/extract/crises gives its form.
"""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from benchmarks.quality.expected import load_expected
from briefgen.extract.pipeline import extract_brief
from briefgen.model.articlefiles import load_article
from briefgen.model.brief import Brief, Figure, Inexact, Subject
from briefgen.model.config import Limits
from briefgen.model.names import Names

KINDS = ("dates", "history", "figures", "slots", "reactions", "people", "places")
"""What is scored: days of the timeline, dates of the background, (measure, value), what is said besides about
these (qualifier, group, claimant), (actor, stance), names of people and of places."""

_SLOTS = ("qualifier", "group", "claimed_by")
_KEYS = {"kind", "country", *(f"{kind}{tail}" for kind in KINDS if kind != "slots" for tail in ("", "_also"))}

Outcome = Literal["right", "missed", "surplus"]


class Finding(msgspec.Struct, frozen=True, order=True):
    """One fact that is in the brief, in the gold, or in both."""

    article: str
    kind: str
    outcome: Outcome
    words: str

    def line(self) -> str:
        """Return the finding as one line of a list."""
        return f"{self.article}\t{self.kind}\t{self.outcome}\t{self.words}"


class Score(msgspec.Struct, frozen=True):
    """Counts of one kind."""

    right: int
    missed: int
    surplus: int

    @property
    def precision(self) -> float:
        """Per cent of what was found that is right; 100 where nothing was found."""
        return 100 * self.right / (self.right + self.surplus) if self.right + self.surplus else 100.0

    @property
    def recall(self) -> float:
        """Per cent of what is to be found that was; 100 where there is nothing."""
        return 100 * self.right / (self.right + self.missed) if self.right + self.missed else 100.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in per cent."""
        wrong = self.missed + self.surplus
        return 100 * 2 * self.right / (2 * self.right + wrong) if self.right + wrong else 100.0


def check_articles(folder: Path) -> list[Finding]:
    """Extract the brief of each article of a folder by itself and compare it with its facts.

    Returns:
        Findings in order of article, kind and words.

    Raises:
        ValueError: an article cannot be read, has no facts, or its facts have an unknown key.
    """
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.md")):
        if path.name == "README.md":
            continue
        facts = load_facts(path.with_suffix(".facts.yaml"))
        findings += check_facts(path.stem, extract_article(path, facts["country"]), facts)
    return findings


def load_facts(path: Path) -> dict[str, Any]:
    """Read the facts of one article.

    Raises:
        ValueError: a key is unknown, or one that must be there is missing.
    """
    if not path.is_file():
        raise ValueError(f"{path.name} is missing")
    facts = load_expected(path)
    if unknown := set(facts) - _KEYS:
        raise ValueError(f"{path.name}: unknown: {', '.join(sorted(unknown))}")
    needed = {"kind", "country", "dates", "figures", "reactions", "people", "places"}
    if missing := needed - set(facts):
        raise ValueError(f"{path.name}: missing: {', '.join(sorted(missing))}")
    return facts


def extract_article(path: Path, country: str) -> Brief:
    """Extract the brief of one article, without names or a period of its own."""
    article, problems = load_article(path, None, Limits())
    if article is None:
        raise ValueError("; ".join(problem.headline() for problem in problems))
    subject = Subject(countries=[country])
    return extract_brief([article], subject, Names(), title=article.title, slug="article").brief


def check_facts(article: str, brief: Brief, facts: Mapping[str, Any]) -> list[Finding]:
    """Compare a brief with the facts of its article."""
    findings: list[Finding] = []

    def compare(
        kind: str, wanted: Sequence[set[Any]], also: Sequence[set[Any]], found: Iterable[Any]
    ) -> None:
        findings.extend(_compared(article, kind, wanted, also, found))

    compare("dates", *_wanted(facts, "dates", _dates), [_plain(event.date) for event in brief.timeline])
    compare(
        "history",
        *_wanted(facts, "history", _dates),
        [_plain(item.date) for item in brief.background if item.date is not None],
    )
    compare("figures", *_wanted(facts, "figures", _figures), [_figure(figure) for figure in brief.figures])
    stances, stances_also = _wanted(facts, "reactions", _reactions)
    actors = {actor for options in (*stances, *stances_also) for actor, _ in options}
    other_names = _aliases(brief)
    compare(
        "reactions",
        stances,
        stances_also,
        [
            (
                min({_folded(name) for name in other_names.get(reaction.actor, ())} & actors, default=actor)
                if (actor := _folded(reaction.actor)) not in actors
                else actor,
                reaction.stance,
            )
            for reaction in brief.reactions
        ],
    )
    for kind, entries in (("people", brief.people), ("places", brief.places)):
        aliases = {_folded(one.name): {_folded(name) for name in (one.name, *one.aliases)} for one in entries}
        wanted, also = _wanted(facts, kind, _names)
        # An entry goes by the name that the gold gives it, if the article has it as another of its forms.
        named = {name for options in (*wanted, *also) for name in options}
        countries = {_folded(one.name) for one in brief.places if one.kind == "country"} - named
        found = {min(forms & named, default=name) for name, forms in aliases.items()}
        compare(kind, wanted, also, found - countries if kind == "places" else found)
    findings += _slots(article, brief, facts["figures"])
    return sorted(findings)


def score_findings(findings: Iterable[Finding]) -> dict[str, Score]:
    """Count the findings over all articles, by kind in the order of `KINDS`."""
    counts = Counter((finding.kind, finding.outcome) for finding in findings)
    return {
        kind: Score(counts[kind, "right"], counts[kind, "missed"], counts[kind, "surplus"]) for kind in KINDS
    }


def render_findings(findings: Sequence[Finding], *, totals: bool = False) -> str:
    """Return each miss and surplus, one a line (not if `totals`), then a table of the scores."""
    lines = [finding.line() for finding in findings if finding.outcome != "right" and not totals]
    lines.append(f"{'':10} {'right':>6} {'missed':>6} {'surplus':>7} {'P':>6} {'R':>6} {'F1':>6}")
    for kind, score in score_findings(findings).items():
        lines.append(
            f"{kind:10} {score.right:6} {score.missed:6} {score.surplus:7}"
            f" {score.precision:6.1f} {score.recall:6.1f} {score.f1:6.1f}"
        )
    return "\n".join(lines)


def _compared(
    article: str, kind: str, wanted: Sequence[set[Any]], also: Sequence[set[Any]], found: Iterable[Any]
) -> list[Finding]:
    """Pair what is wanted with what was found, one to one; what also may be there counts in no way."""
    left = set(found)
    outcomes: list[tuple[Outcome, Any]] = []
    # What fits in fewest ways first, so that it does not lose its partner to a freer one.
    for options in sorted(wanted, key=lambda one: (len(one), sorted(map(str, one)))):
        if hits := sorted(options & left, key=str):
            left.discard(hits[0])
            outcomes.append(("right", hits[0]))
        else:
            outcomes.append(("missed", sorted(options, key=str)[0]))
    # Two readings of one fact, both found, are no mistake.
    allowed = {
        option for options in (*also, *wanted) if len(options) > 1 or options in also for option in options
    }
    outcomes += [("surplus", one) for one in sorted(left - allowed, key=str)]
    return [Finding(article, kind, outcome, _shown(one)) for outcome, one in outcomes]


def _slots(article: str, brief: Brief, gold: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Compare the slots that the gold gives with those of the figures: an empty one is missed, a wrong one both."""
    by_key: dict[Hashable, list[Figure]] = {}
    for figure in brief.figures:
        by_key.setdefault(_figure(figure), []).append(figure)
    named = _aliases(brief)
    findings: list[Finding] = []
    for want in gold:
        figures = [figure for key in _figures(want) for figure in by_key.get(key, ())]
        for slot in _SLOTS:
            if slot not in want:
                continue
            options = want[slot] if isinstance(want[slot], list) else [want[slot]]
            have = [str(getattr(figure, slot) or "") for figure in figures]
            if slot == "claimed_by":
                # A claimant goes by any name that the brief gives them: `UNHCR` is the UN Refugee Agency.
                have += [alias for name in have for alias in named.get(name, ())]
            words = f"{_shown(min(_figures(want), key=str))} {slot}"
            if any(_fits(slot, one, option) for one in have for option in options):
                findings.append(Finding(article, "slots", "right", words))
                continue
            findings.append(Finding(article, "slots", "missed", f"{words}: {options[0]}"))
            if any(have):
                findings.append(Finding(article, "slots", "surplus", f"{words}: {next(filter(None, have))}"))
    return findings


def _aliases(brief: Brief) -> dict[str, Sequence[str]]:
    """Return the other names that a brief gives its people, bodies and places, by name."""
    named: dict[str, Sequence[str]] = {}
    for group in (brief.people, brief.organisations, brief.places):
        named.update({one.name: one.aliases for one in group})
    return named


def _fits(slot: str, have: str, want: str) -> bool:
    if slot == "group":
        return _folded(want) in _folded(have)
    return _folded(have) == _folded(want)


def _wanted(facts: Mapping[str, Any], kind: str, read: Any) -> tuple[list[set[Any]], list[set[Any]]]:
    return (
        [read(one) for one in facts.get(kind) or ()],
        [read(one) for one in facts.get(f"{kind}_also") or ()],
    )


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _dates(want: Any) -> set[str]:
    return {_plain(str(date)) for date in _several(want)}


def _names(want: Any) -> set[str]:
    return {_folded(name) for name in _several(want)}


def _reactions(want: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {
        (_folded(actor), stance) for actor in _several(want["actor"]) for stance in _several(want["stance"])
    }


def _figures(want: Mapping[str, Any]) -> set[tuple[str, Hashable]]:
    values = [_value(value) for value in _several(want["value"])]
    return {(measure, value) for measure in _several(want["measure"]) for value in values}


def _figure(figure: Figure) -> tuple[str, Hashable]:
    return figure.measure, _value(figure.value)


def _value(value: Any) -> Hashable:
    if isinstance(value, Inexact):
        return value.words or (value.min, value.max)
    if isinstance(value, Mapping):
        return value.get("words") or (value.get("min"), value.get("max"))
    return float(value)


def _plain(date: str) -> str:
    """Return a date without its marks of doubt, a stretch of one day as that day."""
    date = date.replace("~", "").replace("?", "")
    begin, _, end = date.partition("/")
    return begin if begin == end else date


def _folded(name: str) -> str:
    """Return a name without accents, case and the marks that outlets write in different ways."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("’", "'").replace("-", " ").split())


def _shown(one: Any) -> str:
    if isinstance(one, tuple):
        return " ".join(_shown(part) for part in one)
    if isinstance(one, float):
        return f"{one:g}" if one < 1e6 else f"{one:.0f}"
    return str(one)
