"""Checks of a brief against its articles and against itself."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Map
from itertools import pairwise
from typing import Any

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import SECTIONS, Brief, Event, Evidence, Reaction
from briefgen.model.dates import overlaps, parse_date
from briefgen.model.evidence import find_evidence, make_evidence
from briefgen.model.lock import Lock, LockedItem
from briefgen.model.nearest import hint_nearest
from briefgen.model.patterns import PathIndex
from briefgen.model.problem import Problem, Severity, sorted_problems
from briefgen.model.series import find_series, find_whole_places, format_value
from briefgen.model.span import Span
from briefgen.model.yamlpos import locate

_MIN_CLOSE = 60
"""Least likeness (0 to 100) of words that are suggested for a quote that is missing."""
_MIN_SHARE = 0.25
"""Least share of the aligned words that a sentence must hold to be shown."""
_MAX_FUZZY_CHARS = 200_000
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s|\n")
_MARKS = "\"'“”‘’«»„‹› \n"

_Keys = tuple[str | int, ...]


class _Visible(msgspec.Struct, frozen=True):
    """An item with its place in the brief."""

    section: str
    index: int
    item: Any

    def keys(self, *more: str | int) -> _Keys:
        return (self.section, self.index, *more)


class _Checker:
    """Collects the problems of one brief; places are looked up only for problems."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.problems: list[Problem] = []

    def add(self, keys: _Keys, severity: Severity, code: str, message: str, hint: str) -> None:
        line, column = locate(self.text, keys)
        self.problems.append(Problem(self.path, line, column, severity, message, hint, code))


def check_brief(
    brief: Brief,
    text: str,
    path: str,
    articles: Map[str, Article],
    lock: Lock | None = None,
    *,
    article_paths: PathIndex | None = None,
) -> list[Problem]:
    """Check what the schema cannot say.

    Args:
        brief: the brief, loaded without errors.
        text: the file it was loaded from, for the places.
        path: of the file below the project root.
        articles: all articles of the project by id.
        lock: lock of the brief, if there is one; tells which quotes moved.
        article_paths: paths of all articles, for whoever checks many briefs.
    Returns:
        Problems in order of place. Missing evidence is a warning; rival figures are `info`.
    """
    checker = _Checker(text, path)
    items = [
        _Visible(section, index, item)
        for section in SECTIONS
        for index, item in enumerate(getattr(brief, section))
    ]
    if brief.subject.articles:
        if article_paths is None:
            article_paths = PathIndex(article.path for article in articles.values())
        _check_patterns(checker, brief, article_paths)
    _check_ids(checker, brief, items)
    _check_sources(checker, brief, articles)
    _check_evidence(checker, brief, items, articles, lock)
    _check_dates(checker, brief)
    _check_names(checker, brief)
    _check_figures(checker, brief)
    return sorted_problems(checker.problems)


def _check_patterns(checker: _Checker, brief: Brief, paths: PathIndex) -> None:
    for index, pattern in enumerate(brief.subject.articles):
        # Without any article the site may rest on sources alone.
        if paths and not paths.has_match(pattern):
            message = f'no article matches "{_short(pattern)}"'
            hint = "patterns are read below the content folder: articles/*"
            checker.add(("subject", "articles", index), "warning", "no-articles", message, hint)


def _check_ids(checker: _Checker, brief: Brief, items: Iterable[_Visible]) -> None:
    seen: dict[str, _Visible] = {}
    for one in items:
        first = seen.setdefault(one.item.id, one)
        if first is not one:
            line, _ = locate(checker.text, first.keys("id"))
            hint = f"the first stands in line {line}; ids are addresses on one page, give this item another"
            checker.add(
                one.keys("id"), "error", "duplicate-id", f'id "{one.item.id}" stands here twice', hint
            )
    for section, key in (
        ("sources", "id"),
        ("people", "name"),
        ("places", "name"),
        ("organisations", "name"),
    ):
        names: set[str] = set()
        for index, entry in enumerate(getattr(brief, section)):
            name: str = getattr(entry, key)
            if name in names:
                message = f'{key} "{_short(name)}" stands here twice in {section}'
                checker.add((section, index, key), "error", "duplicate-id", message, "join both entries")
            names.add(name)


def _check_sources(checker: _Checker, brief: Brief, articles: Map[str, Article]) -> None:
    for index, source in enumerate(brief.sources):
        article = articles.get(source.id)
        if article is None:
            hint = hint_nearest(source.id, sorted(articles), "put the article back, or remove the source")
            message = f'there is no article "{source.id}" ({source.article})'
            checker.add(("sources", index, "id"), "error", "article-missing", message, hint)
        elif source.sha256 is not None and source.sha256 != article.sha256:
            message = f'the text of "{source.id}" changed since the brief was generated'
            hint = "run `briefgen extract` to take up what changed"
            checker.add(("sources", index, "sha256"), "info", "source-changed", message, hint)


def _check_evidence(
    checker: _Checker,
    brief: Brief,
    items: Iterable[_Visible],
    articles: Map[str, Article],
    lock: Lock | None,
) -> None:
    sources = {source.id for source in brief.sources}
    locked = {(item.section, item.id): item for item in lock.items} if lock else {}
    known: dict[str, Article | None] = {}
    for one in items:
        evidence: list[Evidence] = one.item.evidence
        if not evidence and not one.item.hidden:
            message = f'"{one.item.id}" has no evidence'
            hint = "add `evidence: [{source: …, quote: …}]` with words of an article"
            checker.add(one.keys("id"), "warning", "evidence-none", message, hint)
        for position, pointer in enumerate(evidence):
            keys = one.keys("evidence", position)
            if pointer.source not in sources:
                hint = hint_nearest(pointer.source, sorted(sources), "add it to `sources`")
                message = f'source "{_short(pointer.source)}" is not among the sources'
                checker.add((*keys, "source"), "error", "source-unknown", message, hint)
            if pointer.source not in known:
                known[pointer.source] = articles.get(pointer.source)
            article = known[pointer.source]
            if article is not None:
                _check_anchor(checker, keys, pointer, article, locked.get((one.section, one.item.id)))
        if isinstance(one.item, Reaction) and one.item.quote:
            _check_speech(checker, one, articles)


def _check_anchor(
    checker: _Checker, keys: _Keys, pointer: Evidence, article: Article, locked: LockedItem | None
) -> None:
    anchor = find_evidence(article.text, pointer)
    if anchor.status == "found" and locked is None:
        return
    quote = _short(pointer.quote)
    if anchor.span is None:
        bare = Evidence(source=pointer.source, quote=pointer.quote)
        if pointer.prefix and find_evidence(article.text, bare).span is not None:
            message = f'prefix "{_short(pointer.prefix)}" does not stand before the quote in "{article.id}"'
            checker.add(
                (*keys, "prefix"), "warning", "evidence-missing", message, "correct or remove the prefix"
            )
            return
        message = f'quote "{quote}" is not in the article "{article.id}"'
        hint = _closest_hint(checker.path, pointer.quote, article)
        checker.add((*keys, "quote"), "warning", "evidence-missing", message, hint)
    elif anchor.status == "ambiguous":
        message = f'quote "{quote}" stands in the article "{article.id}" more than once'
        better = make_evidence(article.text, anchor.span, pointer.source)
        hint = (
            f'for the first place, add prefix: "{_short(better.prefix)}"' if better.prefix else "lengthen it"
        )
        checker.add((*keys, "quote"), "info", "evidence-ambiguous", message, hint)
    elif locked is not None and _was_elsewhere(pointer, anchor.span, locked):
        message = f'quote "{quote}" stands elsewhere in "{article.id}" than when the brief was generated'
        hint = "nothing needs to be done; `briefgen extract` notes the new place"
        checker.add((*keys, "quote"), "info", "evidence-moved", message, hint)


def _was_elsewhere(pointer: Evidence, span: Span, locked: LockedItem) -> bool:
    """Tell whether generated evidence had other places; what a person added has no place of old."""
    if msgspec.to_builtins(pointer) not in locked.fields.get("evidence", ()):
        return False
    places = [place for place in locked.spans if place.source == pointer.source]
    return bool(places) and all((place.start, place.end) != (span.start, span.end) for place in places)


def _closest_hint(brief_path: str, quote: str, article: Article) -> str:
    span = find_closest(article.text, quote)
    if span is None:
        return "correct the quote to the article's words, or remove the evidence"
    words = _short(span.of(article.text), 160)
    return f'{place_in_article(brief_path, article, span.start)} has "{words}"'


def find_closest(text: str, quote: str) -> Span | None:
    """Return the sentence of a text that is most like a quote; None if none is like it."""
    if not quote.strip() or len(quote) > len(text) or len(text) > _MAX_FUZZY_CHARS:
        return None
    from rapidfuzz import fuzz  # only where something is wrong, and slow to import

    found = fuzz.partial_ratio_alignment(quote.lower(), text.lower(), score_cutoff=_MIN_CLOSE)
    # Lower case of some letters is longer: then offsets would be wrong.
    if found is None or len(text.lower()) != len(text):
        return None
    start, end = found.dest_start, found.dest_end
    floor, ceiling = max(0, start - 400), min(len(text), end + 400)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, floor, ceiling)]
    bounds = [0 if floor == 0 else start, *ends, ceiling]
    # The alignment is as long as the quote and may reach into neighbours by a few letters.
    kept = [
        (left, right)
        for left, right in pairwise(sorted(set(bounds)))
        if min(right, end) - max(left, start) >= _MIN_SHARE * (end - start)
    ]
    first, last = (kept[0][0], kept[-1][1]) if kept else (start, end)
    words = text[first:last]
    first += len(words) - len(words.lstrip())
    return Span(first, first + len(words.strip()))


def place_in_article(brief_path: str, article: Article, offset: int) -> str:
    """Return the place of an offset of an article's text as `path:line`, as far as it is known."""
    content = brief_path.rsplit("/briefs/", 1)[0] + "/" if "/briefs/" in brief_path else ""
    place = f"{content}{article.path}"
    known = [(start, line) for start, line in article.lines if start <= offset]
    if not known:
        return place
    start, line = known[-1]
    # Only in plain text is a column of the text one of the file.
    return (
        f"{place}:{line}:{offset - start + 1}" if article.path.lower().endswith(".txt") else f"{place}:{line}"
    )


def _check_speech(checker: _Checker, one: _Visible, articles: Map[str, Article]) -> None:
    speech = Evidence(source="", quote=one.item.quote.strip(_MARKS) or one.item.quote)
    if any(find_evidence(pointer.quote, speech).span is not None for pointer in one.item.evidence):
        return
    message = f'direct speech "{_short(one.item.quote)}" does not stand in its evidence'
    hint = "correct it to the words of the evidence, or move it to `text` without quotation marks"
    for pointer in one.item.evidence:
        article = articles.get(pointer.source)
        if article is not None and find_evidence(article.text, speech).span is not None:
            hint = f'it stands in "{article.id}": add evidence that holds it'
            break
    checker.add(one.keys("quote"), "warning", "quote-mismatch", message, hint)


def _check_dates(checker: _Checker, brief: Brief) -> None:
    period = parse_date(brief.subject.period) if brief.subject.period else None
    latest: Event | None = None
    for index, event in enumerate(brief.timeline):
        if event.hidden:
            continue
        date = parse_date(event.date)
        keys = ("timeline", index, "date")
        awaited = event.planned and period is not None and date.order[:2] > period.order[:2]
        if period is not None and not overlaps(period, date) and not awaited:
            message = f'"{event.id}" on {event.date} lies outside the period {period.text}'
            hint = "correct the date, widen subject.period, or move the item to background"
            checker.add(keys, "warning", "date-outside", message, hint)
        if latest is not None and date.order[:2] < parse_date(latest.date).order[:2]:
            message = f'"{event.id}" on {event.date} stands behind "{latest.id}" on {latest.date}'
            checker.add(
                keys, "warning", "date-order", message, "move it to its place, or correct one of both dates"
            )
        else:
            latest = event


def _check_names(checker: _Checker, brief: Brief) -> None:
    people = _known_names(brief.people)
    places = _known_names(brief.places)

    def check(keys: _Keys, name: str, known: list[str], what: str) -> None:
        # A brief without any list of names has none to be checked against.
        if not known or name in known:
            return
        hint = hint_nearest(name, known, f"add it to `{what}`")
        message = f'"{_short(name)}" is not among the {what}'
        checker.add(keys, "warning", "name-unknown", message, hint)

    for index, event in enumerate(brief.timeline):
        for position, place in enumerate(event.places):
            check(("timeline", index, "places", position), place, places, "places")
    for index, figure in enumerate(brief.figures):
        if figure.place:
            check(("figures", index, "place"), figure.place, places, "places")
    for index, reaction in enumerate(brief.reactions):
        if reaction.speaker:
            check(("reactions", index, "speaker"), reaction.speaker, people, "people")


def _known_names(entries: Sequence[Any]) -> list[str]:
    return [name for entry in entries for name in (entry.name, *entry.aliases)]


def _check_figures(checker: _Checker, brief: Brief) -> None:
    by_id = {figure.id: (index, figure) for index, figure in enumerate(brief.figures)}
    for index, figure in enumerate(brief.figures):
        if figure.part_of is None:
            continue
        keys = ("figures", index, "part_of")
        if figure.part_of not in by_id:
            hint = hint_nearest(figure.part_of, sorted(by_id), "name the id of a figure of this brief")
            message = f'part_of "{_short(figure.part_of)}" names no figure'
            checker.add(keys, "error", "part-unknown", message, hint)
        elif _is_part_of_itself(figure.id, lambda name: by_id[name][1].part_of if name in by_id else None):
            message = f'"{figure.id}" is a part of itself'
            checker.add(keys, "error", "part-unknown", message, "break the circle")
    shown = (figure for figure in brief.figures if not figure.hidden)
    for series in find_series(shown, whole=find_whole_places(brief)):
        told: set[str] = set()
        for pair in series.contradictions:
            # One rival is enough to say that a figure has rivals.
            if pair.other.id in told:
                continue
            told.add(pair.other.id)
            index = by_id[pair.other.id][0]
            message = (
                f"{_claim(pair.one)} and {_claim(pair.other)} differ on {series.measure}"
                f"{f' {series.group}' if series.group else ''}"
                f"{f' as of {pair.one.as_of}' if pair.one.as_of else ''}"
            )
            hint = "both are shown; set `status: superseded` or `withdrawn` on one that no longer stands"
            checker.add(("figures", index, "value"), "info", "figures-differ", message, hint)


def _claim(figure: Any) -> str:
    return f"{figure.claimed_by or 'an unnamed claimant'} ({_short(format_value(figure))})"


def _is_part_of_itself(name: str, whole_of: Callable[[str], str | None]) -> bool:
    seen = {name}
    whole = whole_of(name)
    while whole is not None and whole not in seen:
        seen.add(whole)
        whole = whole_of(whole)
    return whole == name


def _short(text: str | None, max_chars: int = 80) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= max_chars else line[: max_chars - 1] + "…"
