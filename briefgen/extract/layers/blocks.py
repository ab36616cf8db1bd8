"""Blocks of an article: furniture, headline, byline, dateline, teaser, body."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec

from briefgen.extract.layers.tokens import Repaired, find_tokens
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.model.span import Span

BlockKind = Literal[
    "headline", "dek", "teaser", "byline", "dateline", "credit", "furniture", "subheading", "body"
]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?"
    r"|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
_DATE = (
    rf"(?:{_WEEKDAY},?\s)?(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH})(?:,?\s\d{{4}}\b)?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}"
)
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}(?:\s[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}){0,3}"
_DATELINE = re.compile(
    rf"""
    (?P<place>(?!{_MONTH}\s\d){_PLACE}(?:[,/]\s?(?!{_MONTH}\s\d){_PLACE}){{0,2}})?
    [,.]?\s?(?P<date>{_DATE})?
    [,.]?\s?(?P<agency>[(\[][^()\[\]\n]{{2,60}}[)\]]|/[A-Za-z][\w\s.-]{{1,30}}/\.?)?
    (?P<wire>[A-Z][\w-]{{1,20}}(?=\s[-—–]))?
    \s?(?P<dash>--|[-—–_:/])?\s*
    """,
    re.VERBOSE,
)
_DATE_LINE = re.compile(
    rf"""(?:(?:published|updated|posted|last\supdated|first\spublished|date|on|at|@|{_WEEKDAY}|{_DATE}
        |\d{{1,2}}[:.]\d\d(?::\d\d)?|[ap]\.?m\b\.?|GMT|UTC|EST|EDT|ET|CET|CEST|MSK|BST|[+-]\d\d:?\d\d|[,:|•·\s–—-])\s?){{1,14}}""",
    re.VERBOSE | re.IGNORECASE,
)
_FULL_DATE = re.compile(_DATE, re.IGNORECASE)


class Block(msgspec.Struct, frozen=True):
    """A stretch of the text with one function; blocks do not overlap and stand in text order."""

    span: Span
    kind: BlockKind


def find_blocks(text: str, *, title: str = "") -> list[Block]:
    """Find the blocks of an article's text.

    Args:
        text: the article's normalized text, blocks divided by line breaks.
        title: the article's title, to know a repeated headline.

    Returns:
        Blocks in text order, not overlapping. `body`, `headline`, `dek` and `teaser` hold sentences; only `body`
        and `dek` are briefed. A dateline at the head of a paragraph is a block of its own, before the body block.
        A teaser is a paragraph near the head whose sentences the body repeats, numbers included.
    """
    blocks: list[Block] = []
    folded_title = _fold(title)
    prose = 0  # paragraphs of prose so far
    paragraphs = list(_paragraphs(text))
    for number, span in enumerate(paragraphs):
        kind = _kind(span.of(text), folded_title, prose, blocks, is_last=number + 1 == len(paragraphs))
        if kind == "body":
            cut = _dateline_end(span.of(text), prose)
            if cut:
                blocks.append(Block(_trim(text, span.start, span.start + cut), "dateline"))
                span = _trim(text, span.start + cut, span.end)
                if span.start == span.end:
                    continue
            prose += 1
        blocks.append(Block(span, kind))
    return _mark_teasers(text, blocks)


def dateline_date(text: str, blocks: list[Block], *, year: int | None = None) -> str | None:
    """Return the day of publication that the datelines and date lines of a text give, as YYYY-MM-DD.

    Args:
        text: the article's text.
        blocks: its blocks.
        year: the year for a dateline that has none (`ALMATY, Jan 6`); without it, the year of a copyright line or
            of another date line in the text; without that too, there is no date.

    Returns:
        The first full date in text order; None if there is none or it is not in the calendar.
    """
    partial: tuple[int, int] | None = None
    for block in blocks:
        if block.kind not in ("dateline", "furniture", "byline"):
            continue
        words = block.span.of(text)
        for match in _FULL_DATE.finditer(words):
            found = _read_date(match[0])
            if found is None:
                continue
            if found[0]:
                return f"{found[0]:04d}-{found[1]:02d}-{found[2]:02d}"
            if block.kind == "dateline" and partial is None:
                partial = found[1:]
        if (
            block.kind == "furniture"
            and year is None
            and (found_year := re.search(r"\b(?:19|20)\d\d\b", words))
        ):
            year = int(found_year[0])
    if partial is None or not year or not _in_calendar(year, *partial):
        return None
    return f"{year:04d}-{partial[0]:02d}-{partial[1]:02d}"


def _read_date(words: str) -> tuple[int, int, int] | None:
    """Read one date; year 0 if it has none, None if no such day exists or day and month cannot be told apart."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    named = re.search(r"[A-Za-z]{3,}", re.sub(_WEEKDAY, "", words, flags=re.IGNORECASE))
    if named:
        month = _MONTHS.index(named[0][:3].lower()) + 1 if named[0][:3].lower() in _MONTHS else 0
        day, year = numbers[0], numbers[1] if len(numbers) > 1 else 0
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        year, month, day = numbers
    elif numbers[0] > 12 >= numbers[1] or (numbers[0] == numbers[1]) or "." in words:
        day, month, year = numbers
    elif numbers[1] > 12 >= numbers[0]:
        month, day, year = numbers
    else:
        return None
    return (year, month, day) if _in_calendar(year or 2000, month, day) else None


def _in_calendar(year: int, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = 29 if month == 2 and leap else 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return 1 <= day <= longest


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs: lines, or the lines between two blank ones where they were wrapped."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    index = 0
    while index < len(lines):
        group = [lines[index]]
        while index + 1 < len(lines) and lines[index + 1][0] == lines[index][1] + 1:
            index += 1
            group.append(lines[index])
        index += 1
        wrapped = any(end - start >= 45 and text[end - 1] not in '.!?:"”’)…' for start, end in group[:-1])
        listed = any(re.match(r"\s*(?:[-*•·–]|\d{1,2}[.)])\s", text[start:end]) for start, end in group)
        for start, end in [(group[0][0], group[-1][1])] if wrapped and not listed else group:
            span = _trim(text, start, end)
            bullet = re.compile(r"(?:[-*•·▪]|#{1,6}|>)\s+").match(text, span.start, span.end)
            if bullet and text[span.start] != "#":
                span = _trim(text, bullet.end(), span.end)
            if span.start < span.end:
                yield span


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _fold(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _kind(words: str, title: str, prose: int, blocks: list[Block], *, is_last: bool) -> BlockKind:
    """Tell what a paragraph is, by its words and the blocks before it."""
    if words.startswith("#") and re.match(r"#{1,6}\s", words):
        return "headline" if not blocks else "subheading"
    count = words.count(" ") + 1
    # A text without a headline has its first line for a title: a whole sentence there is text.
    if title and prose == 0 and _fold(words) == title and words[-1] != ".":
        return "headline"
    if prose < 3 and count <= 20 and _dateline_end(words, 0) == len(words):
        return "dateline"
    if count <= 40:
        folded = " ".join(words.casefold().split())
        if _is_date_line(words, count):
            return "dateline"
        if _is_byline(words, count):
            return "byline"
        if _is_furniture(words, folded, count):
            return "furniture"
        if not any(letter.isalnum() for letter in folded):
            return "furniture"
    if count <= 60 and _is_credit(" ".join(words.casefold().split())):
        return "credit"
    ended = words[-1] in ".!?…:;,\"”’'" or words.endswith((".)", "!)", "?)"))
    if not ended and prose == 0 and not is_last:
        last_kind = next(
            (block.kind for block in reversed(blocks) if block.kind in ("headline", "dek")), None
        )
        if last_kind is None and count <= 25:
            return "headline"
        if last_kind == "headline" and count <= 45:
            return "dek"
    if not ended and prose and count <= 12 and not is_last and words[0].isupper():
        return "subheading"
    return "body"


def _is_date_line(words: str, count: int) -> bool:
    return (
        count <= 14
        and any(letter.isdigit() for letter in words)
        and bool(_DATE_LINE.fullmatch(words) and _FULL_DATE.search(words))
    )


def _is_byline(words: str, count: int) -> bool:
    if count > 14 or words[-1] in ".!?:":
        return False
    match = re.match(r"(?:by|from|text by|story by)\s+", words, re.IGNORECASE)
    if not match:
        return False
    rest = re.findall(r"[\w.'’@-]+", words[match.end() :])
    return (
        bool(rest)
        and rest[0][0].isupper()
        and all(
            word[0].isupper()
            or word.lower() in load_words("blocks", "byline_small")
            or word[0] == "@"
            or word[0].isdigit()
            for word in rest
        )
    )


@cache
def _starts(key: str) -> re.Pattern[str]:
    """Compile the phrases under `key` to one pattern of line beginnings, each ending at the edge of a word."""
    phrases = sorted(load_phrases("blocks", key), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(
        "|".join(re.escape(phrase) + (r"\b" if phrase[-1].isalnum() else "") for phrase in phrases)
    )


@cache
def _lines() -> frozenset[str]:
    return frozenset(load_phrases("blocks", "furniture_lines"))


def _is_furniture(words: str, folded: str, count: int) -> bool:
    stripped = folded.strip(" .:!|•·*→»›>-–—[]()_")
    if stripped in _lines() or folded in _lines():
        return True
    if count <= 25 and _starts("furniture_starts").match(folded):
        return True
    if count <= 25 and any(phrase in folded for phrase in load_phrases("blocks", "furniture_contains")):
        return True
    last = folded.rsplit(" ", 1)[-1]
    if 2 <= count <= 7 and (words[-1].isalpha() or words[-1] == ")"):
        for phrase in load_phrases("blocks", "furniture_ends"):
            if phrase.endswith(last) and folded.endswith(phrase):
                before = words[: len(words) - len(phrase)].split()
                small = load_words("blocks", "byline_small")
                if all(word[0].isupper() or word[0].isdigit() or word in small for word in before):
                    return True
    return count <= 3 and bool(re.fullmatch(r"\S+@\S+\.\S+|https?://\S+|@\w+|#\w+", folded))


def _is_credit(folded: str) -> bool:
    return bool(_starts("credit_starts").match(folded)) or any(
        phrase in folded for phrase in load_phrases("blocks", "credit_contains")
    )


def _dateline_end(words: str, prose: int) -> int:
    """Return where the dateline at the head of a paragraph ends, its dash included; 0 if there is none."""
    match = _DATELINE.match(words)
    if not match:
        return 0
    place, date, agency, dash = match["place"] or "", match["date"], match["agency"] or "", match["dash"]
    if match["wire"] and not (place and date and dash):
        return 0
    if agency.startswith("/"):
        return match.end() if place and (date or dash) else 0
    if agency and _is_agency(agency[1:-1]):
        return match.end()
    if agency and dash and place and prose < 3 and (agency[1].isupper() or "." in agency):
        return match.end()
    if agency or not dash or dash in ":/":
        return 0
    following = words[match.end() : match.end() + 1]
    # `Almaty — Crowds …` and `Nur-Sultan-based`: a dash without blanks joins words.
    apart = words[match.start("dash") - 1] == " " or dash == "--"
    opens = not following or following.isupper() or following in "\"“'‘`0123456789"
    if not (place or date) or not apart or not opens:
        return 0
    shouted = place.split(",")[0].isupper() and len(place) > 2
    if (shouted and prose < 8) or (place and date):
        return match.end()
    return (
        match.end()
        if place and prose == 0 and dash in ("—", "–", "--", "_") and len(place.split()) <= 3
        else 0
    )


def _is_agency(words: str) -> bool:
    folded = " ".join(words.casefold().split())
    if folded in load_phrases("blocks", "agencies"):
        return True
    parts = re.split(r"[\s/,]+", folded)
    if any(part in load_phrases("blocks", "agencies") for part in parts) and len(parts) <= 4:
        return True
    return len(parts) <= 5 and bool(load_words("blocks", "agency_words") & set(parts)) and words[0].isupper()


def _mark_teasers(text: str, blocks: list[Block]) -> list[Block]:
    """Turn body blocks near the head that the rest repeats into teasers."""
    bodies = [index for index, block in enumerate(blocks) if block.kind == "body"]
    marked = list(blocks)
    for position, index in enumerate(bodies[:3]):
        rest = [blocks[later].span for later in bodies[position + 1 :]]
        span = blocks[index].span
        if rest and span.end - span.start <= 2000 and _is_repeated(text, span, rest):
            marked[index] = Block(span, "teaser")
        else:
            break
    return marked


def _is_repeated(text: str, span: Span, rest: list[Span]) -> bool:
    """Tell whether most of what a paragraph says is said again, with the same numbers, in what follows.

    Source: the thresholds part the repeated teasers of machine-translated wire copies from ledes that only sum up;
    a lede shares names with its body, but seldom a third of its word triples.
    """
    words = re.findall(r"\w+", span.of(text).lower())
    triples = set(zip(words, words[1:], words[2:], strict=False))
    if len(triples) < 4:
        return False
    seen: set[tuple[str, str, str]] = set()
    for stretch in rest:
        later = re.findall(r"\w+", stretch.of(text).lower())
        seen.update(zip(later, later[1:], later[2:], strict=False))
    if len(triples & seen) < 0.3 * len(triples):
        return False
    said = _contents(find_tokens(text, rest))
    pairs = [first | second for first, second in pairwise(said)]
    matched = total = 0
    for sentence in _contents(find_tokens(text, [span])):
        total += len(sentence)
        numbers = {
            word for word in sentence if word[0].isdigit() or word in load_words("blocks", "number_words")
        }
        if any(
            numbers <= other and len(sentence & other) >= 0.6 * len(sentence) for other in [*said, *pairs]
        ):
            matched += len(sentence)
    return matched >= 0.7 * total


def _contents(repaired: Repaired) -> list[set[str]]:
    """Return the words with content of each sentence, roughly cut."""
    sentences: list[set[str]] = [set()]
    end = -1
    for token in repaired.tokens:
        if token.norm in (".", "!", "?") or (token.span.start == end and token.norm[0].isupper()):
            sentences.append(set())
        if token.norm[0].isalnum() and (word := token.norm.lower()) not in load_words("blocks", "stop_words"):
            sentences[-1].add(word)
        end = token.span.end if token.norm[-1].isalpha() else -1
    return [sentence for sentence in sentences if sentence]
