"""Words of time: each word of a text by its category, a compound by its parts."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from briefgen.extract.lexicon import load_lexicon, load_words

_OTHER = "."
_SHAPES = [
    ("iso", re.compile(r"\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?z?)?")),
    (
        "numeric_date",
        re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,2}([/-])\d{1,2}\2\d\d"),
    ),
    ("clock", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:am|pm|h|hrs)?")),
    ("clock", re.compile(r"(?:0?[1-9]|1[0-2])(?:[.][0-5]\d)?(?:am|pm)")),
    ("clock", re.compile(r"(?:[01]\d|2[0-4])[0-5]\d(?:h|hrs|gmt|utc|cet|est|edt|ist)")),
    ("year_range", re.compile(r"(?:1[5-9]|20)\d\d[-/–]\d\d(?:\d\d)?")),
    ("decade", re.compile(r"['’]?(?:(?:1[5-9]|20)\d0|[1-9]0)(?:['’])?s")),
    ("ord31", re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)")),
    ("ordbig", re.compile(r"\d{1,3}(?:st|nd|rd|th)")),
    ("year", re.compile(r"(?:1[5-9]|20)\d\d")),
    ("num4", re.compile(r"\d{4}")),
    ("num24", re.compile(r"[01]?\d|2[0-4]")),
    ("num31", re.compile(r"2[5-9]|3[01]")),
    ("num59", re.compile(r"3[2-9]|[45]\d")),
    ("fraction", re.compile(r"[1-9]/[1-9]")),
    ("day_pair", re.compile(r"(?:[12]?\d|3[01])/(?:[12]?\d|3[01])")),
    ("clock_point", re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")),
    ("numbig", re.compile(r"\d{1,3}(?:,\d{3})*")),
    ("decimal", re.compile(r"\d{1,4}\.\d{1,4}|\d{0,3}[½¼¾]")),
]


class _Word(NamedTuple):
    category: str
    value: str


@cache
def _words() -> Mapping[str, _Word]:
    found: dict[str, _Word] = {}
    for category, entries in load_lexicon("timex")["words"].items():
        values = entries if isinstance(entries, dict) else dict.fromkeys(entries, "")
        for word, value in values.items():
            if word in found:
                raise ValueError(f"timex.yaml: {word!r} is both {found[word].category} and {category}")
            found[word] = _Word(category, value)
    return found


@cache
def category_codes() -> Mapping[str, str]:
    """Return the character of each category."""
    names = [
        *load_lexicon("timex")["words"],
        *(name for name, _ in _SHAPES),
        "stop",
        "other_capital",
        "holiday",
        "easter",
    ]
    return {name: chr(0x100 + number) for number, name in enumerate(dict.fromkeys(names))} | {"other": _OTHER}


@cache
def holiday_names() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return by their first word the words of each holiday, longest first, and its rule.

    A rule is `MM-DD`, `easter±days`, `eastern±days` (the Eastern churches) or `nth…`.
    """
    lexicon = load_lexicon("timex")
    names = {
        **lexicon["holidays"],
        **{name: f"easter{days}" for name, days in lexicon["easter"].items()},
        **{name: f"eastern{days}" for name, days in lexicon["eastern_easter"].items()},
        **{name: f"nth{rule}" for name, rule in lexicon["nth_weekday"].items()},
    }
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in sorted(names, key=lambda name: (-len(name.split()), name)):
        words = tuple(name.split())
        found.setdefault(words[0], []).append((words, names[name]))
    return {first: tuple(entries) for first, entries in found.items()}


class Atom(NamedTuple):
    """A word, or a part of a compound, with its category."""

    code: str
    start: int
    """Offset in its token."""
    end: int
    value: str


@lru_cache(maxsize=1 << 15)
def atoms_of(norm: str) -> tuple[Atom, ...]:
    """Return the atoms of a token: one, or its parts where a compound holds words of time."""
    word = _classify(norm)
    if word is not None:
        return (Atom(category_codes()[word.category], 0, len(norm), word.value),)
    size = len(norm)
    if norm[-2:] in ("'s", "’s") and size > 2:
        head = atoms_of(norm[:-2])
        if any(atom.code != _OTHER for atom in head) and len(head) < 8:
            return (*head, Atom(category_codes()["poss"], size - 2, size, ""))
    if "-" in norm and size < 64:
        parts: list[Atom] = []
        offset = 0
        for number, piece in enumerate(norm.split("-")):
            if number:
                parts.append(Atom(category_codes()["dash"], offset - 1, offset, ""))
            found = _classify(piece) if piece else None
            parts.append(
                Atom(
                    category_codes()[found.category] if found else _OTHER,
                    offset,
                    offset + len(piece),
                    found.value if found else piece.lower(),
                )
            )
            offset += len(piece) + 1
        if any(part.code not in (_OTHER, category_codes()["dash"]) for part in parts):
            return tuple(parts)
    if norm in ".!?…" or norm == ";" or (norm[0] == "." and not norm.strip(".")):
        return (Atom(category_codes()["stop"], 0, size, ""),)
    return (Atom(category_codes()["other_capital"] if norm[0].isupper() else _OTHER, 0, size, norm.lower()),)


def _classify(norm: str) -> _Word | None:
    lower = norm.lower()
    word = _words().get(lower)
    if word is not None:
        if norm[0].islower() and word.category in _capital():
            return None
        if word.category == "may_month" and norm.isupper():
            return None
        return word
    if norm[0].isdigit() or norm[0] in "'’":
        for category, shape in _SHAPES:
            if shape.fullmatch(lower):
                return _Word(category, lower)
    return None


@cache
def _capital() -> frozenset[str]:
    return load_words("timex", "capital")


@cache
def category_names() -> Mapping[str, str]:
    """Return the category of each character."""
    return {code: name for name, code in category_codes().items()}


@cache
def listed_words(name: str) -> frozenset[str]:
    """Return a list of words by its name in the lexicon (`past_verbs`, `future_verbs`)."""
    return load_words("timex", name)


@cache
def function_words() -> frozenset[str]:
    """Return the small words that may follow a day or a stretch of time."""
    return load_words("timex", "function_words")
