"""Fractions as shares: `a fifth of the country`, `two-thirds of the hospitals`, `four in five voters`."""

from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import built_in_measures
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Qualifier
from briefgen.model.span import Span

_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items()}
_LEADS: dict[str, Qualifier] = {"about": "about", "around": "about", "some": "about", "roughly": "about"}
_LEADS |= {"nearly": "nearly", "almost": "nearly", "over": "more_than"}
_NO_WHOLES = load_words("figure_rules", "no_wholes")
_DETERMINERS = load_words("figure_rules", "fractions_determiners")
_THEM = frozenset(["them", "whom", "these", "those"])
_GROUP = 4
"""Most words of what a share is of."""
_MOST = 10
"""Highest whole of `four in five`."""


class Fraction(msgspec.Struct, frozen=True):
    """A share told as a fraction."""

    quantity: Quantity
    group: str
    first: int
    last: int
    """The token behind the fraction."""


def find_fractions(context: Context) -> list[Fraction]:
    """Find the shares that fractions tell, in text order; only those of which the text says what they are of.

    A share is given in percent, to one digit behind the point.
    """
    index, low = context.index, context.index.low
    found: list[Fraction] = []
    small = load_quantity_words().small
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        for token in range(sentence.first, sentence.last - 1):
            word = low[token]
            told = (
                (_part(low, token, small) or _fronted_part(context, token, sentence.first, small))
                if word.rpartition("-")[2] in _PARTS
                else _ratio(low, token, sentence.last, small)
                or _noun_ratio(context, token, sentence.last, small)
                if word in small
                else None
            )
            if told is None:
                continue
            count, whole, first, last, group_first = told
            if not 0 < count < whole:
                continue
            group = _group(context, group_first, sentence.last) or _fronted(context, sentence.first, first)
            if not group and low[group_first] in _THEM:
                group = _counted_before(context, sentence.first, first)
            if not group:
                continue
            qualifier: Qualifier = _LEADS.get(low[first - 1], "exact") if first > sentence.first else "exact"
            if low[max(sentence.first, first - 2) : first] == ["more", "than"]:
                qualifier = "more_than"
            if group_first < last:
                group = index.words(
                    group_first, next(t for t in range(group_first, last) if low[t] in {"in", "out"})
                )
            span = index.span(first, last)
            quantity = Quantity(
                span=span,
                number=Span(span.start, span.end),
                value=_percent(count, whole),
                qualifier=qualifier,
                unit="percent",
                noun=None,
                head="",
                sentence=number,
            )
            found.append(Fraction(quantity, group, first, last))
    return found


@cache
def _states() -> frozenset[str]:
    """Return what those are called to whom something happened: `dead`, `infected`."""
    return frozenset(word for measure in built_in_measures() if measure.people for word in measure.before)


_BEING = frozenset(["are", "were"])
_BEFORE = frozenset(["was", "were", "is", "are", "been"])
_Told = tuple[int, int, int, int, int]
"""Count, whole, first token, the token behind, first token of what it is of."""


def _part(low: list[str], token: int, small: dict[str, int]) -> "_Told | None":
    """Read `a fifth of`, `two-thirds of`, `three quarters of`, where the token is the fraction's last word."""
    count, _, part = low[token].rpartition("-")
    whole = _PARTS[part]
    first = token
    if count:
        value = small.get(count, 0)
    elif low[token - 1] in {"a", "one"}:
        value, first = 1, token - 1
    else:
        value, first = small.get(low[token - 1], 0), token - 1
    if not value or low[token + 1] != "of" or (value == 1) == part.endswith("s"):
        return None
    return value, whole, first, token + 1, token + 2


def _fronted_part(context: Context, token: int, begin: int, small: dict[str, int]) -> "_Told | None":
    """Read `Of the 56,000 who came, a third are children`: the fraction of what opens the sentence."""
    low = context.index.low
    if low[begin] != "of" or low[token + 1] not in _BEING or "," not in low[begin:token]:
        return None
    told = _part([*low[: token + 1], "of", *low[token + 1 : token + 3]], token, small)
    return (*told[:3], token + 1, token + 2) if told is not None else None


def _ratio(low: list[str], token: int, end: int, small: dict[str, int]) -> "_Told | None":
    """Read `four in five voters`, `seven of every ten houses`, `two out of three homes`."""
    at = token + 1
    for link in (("in", "every"), ("of", "every"), ("out", "of", "every"), ("out", "of"), ("in",)):
        if tuple(low[at : at + len(link)]) == link:
            behind = at + len(link)
            break
    else:
        return None
    whole = small.get(low[behind], 0) if behind < end else 0
    if not 1 < whole <= _MOST or behind + 1 >= end:
        return None
    of = behind + 1 + (low[behind + 1] == "of")
    return small[low[token]], whole, token, behind + 1, of


def _noun_ratio(context: Context, token: int, end: int, small: dict[str, int]) -> "_Told | None":
    """Read `one home in ten`, `seven crops out of ten`, where what is counted stands within."""
    index, low = context.index, context.index.low
    for at in range(token + 2, min(end - 1, token + 4)):
        if low[at] not in {"in", "out"}:
            if not low[at].isalpha() or index.verb_at[at] >= 0:
                return None
            continue
        behind = at + 1 + (low[at + 1] == "of" if low[at] == "out" else 0)
        whole = small.get(low[behind], 0) if behind < end else 0
        follows = low[behind + 1] if behind + 1 < end else "."
        plain = (
            index.verb_at[at - 1] < 0
            and low[at - 1].isalpha()
            and low[at - 1] not in load_quantity_words().stops
        )
        closed = (
            not follows[0].isalpha()
            or index.verb_at[behind + 1] >= 0
            or follows in {"and", "of", "has", "is"}
        )
        if plain and closed and 1 < whole <= _MOST:
            return small[low[token]], whole, token, behind + 1, token + 1
        return None
    return None


def _fronted(context: Context, begin: int, first: int) -> str:
    """Return what a share is of that opens its sentence: `Of the country's teachers, one in three …`."""
    low = context.index.low
    if low[begin] != "of":
        return ""
    end = next((t for t in range(begin + 1, first) if low[t] == ","), begin)
    begin += 1 + (low[begin + 1] in _DETERMINERS)
    return context.index.words(begin, end) if 0 < end - begin <= _GROUP and end == first - 1 else ""


def _counted_before(context: Context, begin: int, first: int) -> str:
    """Return what the sentence has counted before a share of it: `415,000 refugees, six in ten of them children`."""
    number = max(context.quantity_at[begin:first], default=-1)
    noun = context.document.quantities[number].noun if number >= 0 else None
    return context.index.words(*context.index.range_of(noun)) if noun is not None else ""


def _group(context: Context, first: int, last: int) -> str:
    """Return what a share is of, in its own words; "" where that is no group or place."""
    index, low = context.index, context.index.low
    if low[first] == "those" and index.verb_at[first + 1] >= 0:
        # `four in ten of those brought before magistrates`
        end = first + 2
        while end < last and end - first < _GROUP and low[end].isalpha() and index.verb_at[end] < 0:
            end += 1
        return index.words(first, end)
    while first < last and low[first] in _DETERMINERS:
        first += 1
    if low[first] in _THEM:
        # `a third of them children`, `one in five of them a minor`
        first += 1
        while first < last and low[first] in {"a", "an", "are", "were"}:
            first += 1
    if first > 0 and low[first - 1] == "the" and low[first] in _states():
        # `four fifths of the infected`
        return low[first]
    end = first
    while (
        end < last
        and end - first < _GROUP
        and low[end] not in MARKS
        and index.tokens[end].norm[:1].isalpha()
        and index.verb_at[end] < 0
        and context.timex_at[end] < 0
        and context.quantity_at[end] < 0
        and low[end] not in load_quantity_words().stops
    ):
        end += 1
    if low[first] == "what":
        return "" if _is_compared(context, first + 1, last) else _what(context, first)
    if end == first or low[first] in _NO_WHOLES or low[end - 1] in _NO_WHOLES | {"them", "whom", "which"}:
        return ""
    if low[end - 1] in {"vote", "votes", "seats"}:
        return ""
    return " ".join(index.tokens[t].norm for t in range(first, end))


def _what(context: Context, first: int) -> str:
    """Return a clause that says what a share is of, up to its verb: `a third of what the island eats`."""
    low = context.index.low
    verb = first + 2 + (low[first + 1] in _DETERMINERS)
    plain = all(low[t].isalpha() for t in range(first, verb + 1))
    return context.index.words(first, verb + 1) if plain and low[verb] not in _BEFORE else ""


def _is_compared(context: Context, at: int, last: int) -> bool:
    """Tell whether a fraction is of what something was before: `a third of what it had been the day before`."""
    low = context.index.low
    return any(
        word in _BEFORE or (word == "used" and low[token + 1] == "to")
        for token, word in enumerate(low[at : min(last, at + _GROUP)], at)
    )


def _percent(count: int, whole: int) -> int | float:
    value = round(100 * count / whole, 1)
    return int(value) if value.is_integer() else value
