"""Single victims: `a policeman was killed`, `two soldiers and a civilian died`."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.trigger_verbs import VerbFinder
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.counted import NounReader
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


def find_victims(context: Context, verbs: VerbFinder) -> list[Victim]:
    """Find the single people of whom a verb says that they were killed, hurt, taken or are missing, in text order.

    Only where the verb stands right beside the noun, or where the noun is the last of a list beside it.
    """
    found: list[Victim] = []
    index = context.index
    lexicon = load_quantity_words()
    undated = bytearray(len(index.tokens))
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        articles = [t for t in range(sentence.first, sentence.last - 1) if index.low[t] in {"a", "an"}]
        if not articles or not any(index.clauses[c].verb for c in index.clauses_of[number]):
            continue
        nouns = NounReader(Line(lexicon, index.tokens, index.low, sentence.first, sentence.last, undated))
        for first in articles:
            if context.quantity_at[first + 1] >= 0 or context.timex_at[first] >= 0:
                continue
            # `a 17-year-old student`
            begin = first + 1 + index.low[first + 1].endswith("-year-old")
            if begin >= sentence.last:
                continue
            counted = nouns.read_phrase(begin)
            one = index.low[counted.last - 1] == counted.head
            if counted.unit != "people" or not one or counted.head in _NO_VICTIMS | lexicon.nationalities:
                continue
            measure = _measure(context, verbs, first, counted.last)
            if measure is None:
                continue
            span = index.span(first, first + 1)
            quantity = Quantity(
                span=span,
                number=span,
                value=1,
                qualifier="exact",
                unit="people",
                noun=index.span(counted.first, counted.last),
                head=counted.head,
                sentence=number,
            )
            found.append(Victim(quantity, measure, first, counted.last))
    return found


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
