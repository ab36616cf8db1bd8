"""Chronicles: sentences that open with their day (`13 May: Heavy rain sets in`), or stand below it as a heading."""

import re
from bisect import bisect
from collections.abc import Mapping

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.plain_titles import plain_title, statement_title
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.index import ENDS
from briefgen.extract.layers.timex import find_timexes
from briefgen.extract.phrasing.deeds import is_speech
from briefgen.extract.phrasing.noun_phrases import DASHES, TIME_OPENERS
from briefgen.extract.phrasing.title_fitting import fit_words
from briefgen.extract.phrasing.titles import title_of

_MARKS = frozenset({":", "|", "-", *DASHES})
"""What stands between a day and what is told of it."""
_BULLETS = frozenset({"-", "–", "—", "--", "•", "·", "▪", "‣", "*"})
_FEWEST_ENTRIES = 2
"""One such sentence may be a dateline: `May 3 - The court said on Friday`."""
_FEWEST_WORDS = 3
LONGEST = 170
"""Longest stretch of a sentence that is its own title, in code points."""
_HEADINGS = frozenset({"dateline", "subheading", "furniture"})
_LONGEST_HEADING, _OPENING = 120, 40
"""Code points of the longest heading that is or opens with a day (`3 May: Rebels take the port`), and up to the day."""
_DAY_WORD = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)


class Entry(msgspec.Struct, frozen=True):
    """An entry of a chronicle: its day, and the first token of what it tells."""

    date: Dated
    first: int


class Chronicle(msgspec.Struct, frozen=True):
    """The days by which an article tells its story; empty for most."""

    headings: dict[int, Dated]
    """Days that stand as headings above paragraphs, by sentence."""
    entries: dict[int, Entry]
    """By their first sentence."""


def read_chronicle(context: Context) -> Chronicle:
    """Read the headings and entries of an article."""
    headings = _find_headings(context)
    return Chronicle(headings, _find_entries(context, headings))


def _find_entries(context: Context, headings: Mapping[int, Dated]) -> dict[int, Entry]:
    """Return the entries of a chronicle, by their first sentence; none for a single one."""
    found: dict[int, Entry] = {}
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind in {"body", "dek"} and (timex := _opening_day(context, number)) is not None:
            day = context.dated(context.document.timexes[timex], "clause")
            found[number] = Entry(day, context.timex_range[timex][1] + 1)
    days = {entry.date.date for entry in found.values()}
    if len(days) < _FEWEST_ENTRIES:
        found = {}
    return found | _below_days(context, headings)


def _below_days(context: Context, headings: Mapping[int, Dated]) -> dict[int, Entry]:
    """Return the entries below days that stand alone as headings, by their first sentence."""
    found: dict[int, Entry] = {}
    alone = {timex.span for timex in context.document.headings}
    told: set[int] = set()
    for number, day in headings.items():
        if day.span is None or day.span.start in told or context.document.sentences[number].kind != "body":
            continue
        told.add(day.span.start)
        if day.span in alone and is_day(day.date):
            found[number] = Entry(day, context.document.sentences[number].first)
    return found if len({entry.date.date for entry in found.values()}) >= _FEWEST_ENTRIES else {}


def _opening_day(context: Context, sentence: int) -> int | None:
    here = context.document.sentences[sentence]
    first = here.first + (context.index.low[here.first] in _BULLETS)
    timex = context.timex_at[first] if first < here.last else -1
    if timex < 0:
        return None
    value = context.document.timexes[timex]
    last = context.timex_range[timex][1]
    if value.type != "DATE" or value.date is None or value.since or context.timex_range[timex][0] != first:
        return None
    return timex if last < here.last - _FEWEST_WORDS and context.index.low[last] in _MARKS else None


def _find_headings(context: Context) -> dict[int, Dated]:
    """Return the days that stand as headings above paragraphs, by sentence; the line of the publication is none."""
    document = context.document
    heads = [
        block.span
        for block in document.blocks
        if block.kind in _HEADINGS
        and block.span.end - block.span.start <= _LONGEST_HEADING
        and _DAY_WORD.search(block.span.of(context.text)[:_OPENING])
    ]
    if not heads:
        return {}
    days: dict[int, Dated] = {}
    alone = document.headings
    unread = [head for head in heads if not any(head.contains(timex.span) for timex in alone)]
    for timex in [*alone, *find_timexes(context.text, context.published, spans=unread)]:
        home = next((span for span in heads if span.contains(timex.span)), None)
        if home is None or timex.date is None or not is_day(timex.date):
            continue
        words, day = home.of(context.text).strip(" :.,*"), timex.span.of(context.text).strip(" :.,")
        if words == day or (words.startswith(day) and words[len(day) :].lstrip()[:1] in _MARKS):
            days[home.start] = Dated(timex.date, "", timex.span, "before")
    first_body = next((s.span.start for s in document.sentences if s.kind == "body"), 0)
    if len({day.date for day in days.values()}) < _FEWEST_ENTRIES and not any(at > first_body for at in days):
        return {}
    ends = {block.span.start for block in document.blocks if block.kind == "subheading"}
    above = sorted(ends | set(days))
    found: dict[int, Dated] = {}
    for number, sentence in enumerate(document.sentences):
        head = bisect(above, sentence.span.start - 1) - 1
        if head >= 0 and above[head] in days:
            found[number] = days[above[head]]
    return found


def entry_title(context: Context, sentence: int, entry: Entry) -> tuple[int, str] | None:
    """Make the title of an entry: of its first clause that tells something, else of the words behind its day.

    Returns:
        Index of the clause and the title; None where too little is left.
    """
    clauses = context.index.clauses_of[sentence]
    for number in clauses:
        clause = context.index.clauses[number]
        if clause.kind in {"main", "coordinate"} and clause.verb is not None and not clause.verb.negated:
            told = (
                statement_title(context, number) if is_speech(context, clause) else title_of(context, number)
            )
            title = told or plain_title(context, clause)
            if title is not None:
                return number, title
    kept = _told(context, entry.first, sentence)
    words = fit_words(context, kept)
    verbs = (context.index.clauses[number].verb for number in clauses)
    verb = next((verb for verb in verbs if verb is not None), None)
    if verb is not None and (words is None or verb.span.of(context.text) not in words):
        # `The United States, Britain, France and the European Union demand that he resign`: no aside
        words = _up_to_comma(context, entry.first, verb.last, sentence) or words
    return (clauses[0], words) if words is not None and len(words.split()) >= _FEWEST_WORDS else None


def _up_to_comma(context: Context, first: int, verb_end: int, sentence: int) -> str | None:
    """Return the words of a sentence up to the first comma or stop behind its verb, if they are not too many."""
    low = context.index.low
    last = context.document.sentences[sentence].last
    end = next((at for at in range(verb_end, last) if low[at] in ENDS | DASHES | {",", ";", ":", "("}), last)
    words = context.index.span(first, end).of(context.text) if end > verb_end else ""
    return f"{words[:1].upper()}{words[1:]}" if 0 < len(words) <= LONGEST else None


def _told(context: Context, first: int, sentence: int) -> list[int]:
    """Return the tokens of what an entry tells, up to its first aside, without times."""
    low = context.index.low
    kept: list[int] = []
    apart = -1
    for at in range(first, context.document.sentences[sentence].last):
        if at <= apart:
            continue
        if low[at] == "(" or (low[at] == "," and kept):
            apart = _aside_end(context, at, sentence)
            if apart >= at:
                continue
        if context.timex_at[at] >= 0:
            while kept and low[kept[-1]] in TIME_OPENERS | {"shortly", ","}:
                kept.pop()
        elif low[at] in ENDS | DASHES | {";", ":", "("}:
            break
        elif kept or low[at] != ",":
            kept.append(at)
    return kept


def _aside_end(context: Context, at: int, sentence: int) -> int:
    """Return the last token of a bracket, or of a name between commas, that begins at a token; -1 if none does."""
    index = context.index
    last = context.document.sentences[sentence].last
    if index.low[at] == "(":
        return next((k for k in range(at, last) if index.low[k] == ")"), -1)
    mention = index.mention_at[at + 1] if at + 1 < last else -1
    end = index.mention_range[mention][1] if mention >= 0 else last
    return end if end < last and index.low[end] == "," and index.mention_at[end + 1] < 0 else -1
