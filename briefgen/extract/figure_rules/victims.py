"""Single victims: `a policeman was killed`, `two soldiers and a civilian died`, `a sixth person has died`."""

from collections.abc import Mapping, Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.trigger_verbs import VerbFinder
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.counted import NounReader
from briefgen.extract.layers.quantity_rules.numbers import read_place_in_row
from briefgen.extract.layers.quantity_rules.quantity_words import Line, load_quantity_words
from briefgen.extract.lexicon import load_words

_MEASURES = frozenset({"killed", "injured", "kidnapped", "missing", "arrested", "detained"})
_NO_VICTIMS = load_words("figure_rules", "no_victims")
"""People words whose singular is no single person, or that other rules count."""
_NEAR = 2
"""Tokens between the noun and its verb: `a policeman has also been killed`."""


_LISTED = 6
"""Tokens between the noun and the verb of its list."""


class Victim(msgspec.Struct, frozen=True):
    """One person, told by an article instead of a number."""

    quantity: Quantity
    """As if the text said `one`."""
    measure: str
    first: int
    last: int
    """The token behind the noun."""


def find_victims(context: Context, verbs: VerbFinder, told: Mapping[int, str]) -> list[Victim]:
    """Find the single people of whom a verb says that they were killed, hurt, taken or are missing, in text order.

    Only where the verb stands right beside the noun, or where the noun is the last of a list beside it.

    Args:
        context: the article's layers.
        verbs: finds the verbs beside a noun.
        told: the measures of the article's numbers, by quantity.
    """
    found: list[Victim] = []
    index = context.index
    lexicon = load_quantity_words()
    undated = bytearray(len(index.tokens))
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        articles = [t for t in range(sentence.first, sentence.last - 1) if _opens(index.low, t)]
        if not articles or not any(index.clauses[c].verb for c in index.clauses_of[number]):
            continue
        nouns = NounReader(Line(lexicon, index.tokens, index.low, sentence.first, sentence.last, undated))
        for first in articles:
            if context.quantity_at[first + 1] >= 0 or context.timex_at[first] >= 0:
                continue
            # `a 17-year-old student`, `a sixth person`
            place = read_place_in_row(index.low[first + 1])
            in_row = place > 0 or index.low[first + 1] == "second"
            begin = first + 1 + (in_row or index.low[first + 1].endswith("-year-old"))
            if begin >= sentence.last:
                continue
            counted = nouns.read_phrase(begin)
            one = index.low[counted.last - 1] == counted.head
            if counted.unit != "people" or not one or counted.head in _NO_VICTIMS | lexicon.nationalities:
                continue
            dying = place and _is_to_die(index.low, counted.last)
            measure = "killed" if dying else _measure(context, verbs, first, counted.last)
            if measure is None:
                continue
            value = (
                place if measure == "killed" and place and not _goes_on(context, told, place, first) else 1
            )
            span = index.span(first, first + 1 + (value > 1))
            quantity = Quantity(
                span=span,
                number=span,
                value=value,
                qualifier="exact",
                unit="people",
                noun=index.span(counted.first, counted.last),
                head=counted.head,
                sentence=number,
            )
            found.append(Victim(quantity, measure, begin - 1 if in_row else first, counted.last))
    return found


def name_several(one: str) -> str:
    """Return what several are called of whom one is told: `nurses`; "" for men and women, with whom others may be."""
    if one in {"man", "woman"}:
        return ""
    for ending, several in (("man", "men"), ("child", "children"), ("person", "persons"), ("s", "s")):
        if one.endswith(ending):
            return one.removesuffix(ending) + several
    return one + "s" if one else ""


def _opens(low: Sequence[str], at: int) -> bool:
    """Tell whether one person may be told of from a token on: `a guard`, `the sixth person`."""
    return low[at] in {"a", "an"} or (low[at] == "the" and read_place_in_row(low[at + 1]) > 0)


def _is_to_die(low: Sequence[str], at: int) -> bool:
    """Tell whether a phrase says of one in a row that he died: `the fourth journalist | killed this year`."""
    at += low[at : at + 1] == ["to"]
    at += low[at : at + 1] == ["be"]
    at += low[at : at + 2] == ["have", "died"]
    return low[at] in {"die", "killed", "perish", "died"}


def _goes_on(context: Context, told: Mapping[int, str], place: int, first: int) -> bool:
    """Tell whether those before one in a row fared otherwise: `Two men were hurt and a third | man was killed`."""
    begin = context.document.sentences[max(0, context.index.sentence_of[first] - 1)].first
    near = set(context.quantity_at[begin:first]) & set(told)
    before = {told[number] for number in near if context.document.quantities[number].value == place - 1}
    return bool(before) and "killed" not in before


def _measure(context: Context, verbs: VerbFinder, first: int, last: int) -> str | None:
    index = context.index
    sentence = context.document.sentences[index.sentence_of[first]]
    if (
        index.low[first - 1 : first] in (["by"], ["of"], ["as"], ["like"], ["than"])
        and first > sentence.first
    ):
        return None
    ahead = verbs.ahead.find(first, sentence.first, sentence.last)
    if ahead is not None:
        # `killed a judge`; beyond `and` only right behind a number: `killed two guards and a driver`.
        listed = index.low[first - 1] == "and" and verbs.lists.is_counted(first - 2)
        return ahead.measure if (ahead.strong or listed) and ahead.measure in _MEASURES else None
    behind = verbs.behind.find(last, sentence.last)
    if behind is not None and (told := verbs.reader.verb(behind.first)) is not None and told.lemma == "hold":
        # `a man being held in prison has been stabbed`
        return None
    if behind is None or behind.measure not in _MEASURES or index.low[last : last + 1] == ["who"]:
        return None
    near = behind.first - last <= _NEAR or verbs.lists.is_counted(behind.first - 1)
    if not near and index.low[last] in {"and", ","} and behind.first - last <= _LISTED:
        # `a student and a taxi driver died`
        near = not index.has_verb(last, behind.first)
    return behind.measure if near and behind.first >= last else None
