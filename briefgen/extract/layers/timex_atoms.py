"""The atoms of a text: its words by categories, holidays as one, stops where sentences begin behind `p.m.`."""

from briefgen.extract.layers.timex_words import (
    atoms_of,
    category_codes,
    category_names,
    function_words,
    holiday_names,
    listed_words,
)
from briefgen.extract.layers.tokens import Repaired


def find_atoms(repaired: Repaired) -> list[tuple[str, str, str, int, int]]:
    """Return the atoms of a text: code, value, the word in small letters, offsets [start, end) in the repaired text."""
    found: list[tuple[str, str, str, int, int]] = []
    stop, holiday, ampm, capital = (
        category_codes()[name] for name in ("stop", "holiday", "ampm", "other_capital")
    )
    text, tokens, holidays = repaired.text, repaired.tokens, holiday_names()
    add, skip = found.append, 0
    for number, offset in enumerate(repaired.starts):
        if number < skip:
            continue
        norm = tokens[number].norm
        lower = norm.lower()
        if offset and text[offset - 1] == "\n":
            add((stop, "", "", offset, offset))
        if lower in holidays and norm[0].isupper():
            for words, value in holidays[lower]:
                skip = number + len(words)
                if skip <= len(tokens) and all(
                    tokens[number + n].norm.lower() == w for n, w in enumerate(words)
                ):
                    add((holiday, value, lower, offset, repaired.starts[skip - 1] + len(words[-1])))
                    break
            else:
                skip = 0
            if skip > number:
                continue
        if norm == "Sun" and number and tokens[number - 1].norm.lower() == "the":
            # The star, or the newspaper.
            add((capital, "", lower, offset, offset + 3))
            continue
        for code, start, end, value in atoms_of(norm):
            add((code, value, lower, offset + start, offset + end))
        if norm[-2:] in ("m.", "M.") and found[-1][0] == ampm and number + 1 < len(tokens):
            # `shut at 9 p.m. On Monday …`
            opener = tokens[number + 1].norm
            if _opens_sentence(opener):
                add((stop, "", "", offset + len(norm), offset + len(norm)))
    return found


def _opens_sentence(word: str) -> bool:
    """Tell whether a word behind `p.m.` has its capital because a sentence begins: `An`, `Two`, `Police`; not `EDT`."""
    if not word[0].isupper() or (word.isupper() and len(word) > 1):
        return False
    if word.lower() in function_words() or word.lower() in listed_words("sentence_openers"):
        return True
    return word.isalpha() and category_names()[next(iter(atoms_of(word)))[0]] not in _CAPITALS


_CAPITALS = frozenset(
    {
        "other_capital",
        "month",
        "month_short",
        "may_month",
        "weekday",
        "weekday_short",
        "weekdays",
        "zone",
        "local",
    }
)
"""What has a capital within a sentence."""
