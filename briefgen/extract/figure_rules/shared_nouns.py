"""Shared nouns: what numbers count that have no noun of their own, `3,000, 200 and 70 soldiers`."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.sources import source_heads
from briefgen.extract.figure_rules.valued import is_currency
from briefgen.extract.layers.index import ENDS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_phrases, load_words

_TO_THE_WHOLE = 3
"""Most tokens between a number and the whole that it is of."""


def spread_nouns(context: Context) -> list[Quantity]:
    """Return the quantities of an article, with the noun that numbers share behind them: `3,000, 200 and 70 soldiers`.

    What stands between such numbers is nothing but commas and `and`. A source that no comma parts from the number
    before it is no noun: `… and wounded 17 state media reported`.
    """
    low = context.index.low
    quantities = [
        msgspec.structs.replace(one, noun=None, head="", unit="people")
        if one.noun is not None and _is_source_behind(context, number)
        else msgspec.structs.replace(one, noun=None, head="", unit="")
        if one.noun is not None and _is_verb_behind(context, number)
        else _without_home(context, number)
        for number, one in enumerate(context.document.quantities)
    ]
    for number, one in enumerate(quantities[1:], start=1):
        earlier = quantities[number - 1]
        things = earlier.unit not in {"", "people", "percent"} and not is_currency(earlier.unit)
        if one.head == "other" and things and earlier.noun is not None and earlier.sentence == one.sentence:
            # `burned 22 stations and damaged 118 others`
            quantities[number] = msgspec.structs.replace(
                one, noun=None, head="", unit=earlier.unit, antecedent=number - 1
            )
    for number, one in enumerate(quantities[:-1]):
        following = quantities[number + 1]
        last, first = context.quantity_range[number][1], context.quantity_range[number + 1][0]
        of_whole = low[last : last + 2] == ["of", "the"] and first - last <= _TO_THE_WHOLE
        things = following.noun is not None and following.unit not in {"", "percent"}
        bare = one.noun is None and not one.unit and one.sentence == following.sentence
        if of_whole and bare and things:
            # `cancelled 160 of the usual 280 flights`
            quantities[number] = msgspec.structs.replace(
                one, noun=following.noun, head=following.head, unit=following.unit
            )
    for number in range(len(quantities) - 2, -1, -1):
        one, following = quantities[number], quantities[number + 1]
        if one.noun is not None or one.unit or following.noun is None or one.sentence != following.sentence:
            continue
        last, first = context.quantity_range[number][1], context.quantity_range[number + 1][0]
        if following.span.start != following.number.start or following.head in {"other", "others"}:
            # `the toll is at 17 and at least 2,000 homes are gone`
            continue
        if 0 < first - last <= 2 and all(word in {",", "and", "or"} for word in low[last:first]):
            quantities[number] = msgspec.structs.replace(
                one, noun=following.noun, head=following.head, unit=following.unit
            )
    return quantities


def _is_verb_behind(context: Context, number: int) -> bool:
    """Tell whether what a number seems to count is its verb with an object: `Nineteen | needed hospital treatment`."""
    quantity, index = context.document.quantities[number], context.index
    last = context.quantity_range[number][1]
    if quantity.noun is None or last >= len(index.low) or index.verb_at[last] < 0:
        return False
    clause = index.clauses[index.verb_at[last]]
    if clause.verb is None or clause.verb.first != last or clause.verb.tense not in {"past", "present"}:
        return False
    if clause.verb.lemma not in load_words("figure_rules", "verbs_behind_numbers"):
        # `Sixteen suspected members of a gang were killed`
        return False
    heads = clause.subject is not None and index.range_of(clause.subject)[1] == last
    return heads and index.range_of(quantity.noun)[0] == last and not clause.verb.passive


def _without_home(context: Context, number: int) -> Quantity:
    """Return a quantity without `home` behind those whom it counts: `brought 170 Poles | home`."""
    quantity = context.document.quantities[number]
    if quantity.head != "home" or quantity.noun is None:
        return quantity
    first, last = context.index.range_of(quantity.noun)
    words = load_quantity_words()
    head = singular(context.index.low[last - 2], words.irregular)
    known = context.index.mention_at[last - 2] >= 0 or words.units.get(head) == "people"
    if context.index.low[last - 1] != "home" or last - first < 2 or not known:
        return quantity
    return msgspec.structs.replace(
        quantity, noun=context.index.span(first, last - 1), head=head, unit="people"
    )


def _is_source_behind(context: Context, number: int) -> bool:
    """Tell whether what a number seems to count is who says it: a verb before it, `said` and the end behind."""
    quantity = context.document.quantities[number]
    if quantity.noun is None:
        return False
    index = context.index
    first, last = context.quantity_range[number]
    if index.low[first - 1] not in load_quantity_words().takers:
        return False
    noun_first, noun_last = index.range_of(quantity.noun)
    if noun_first != last:
        return False
    end = context.document.sentences[quantity.sentence].last
    while noun_last < end and index.low[noun_last] in source_heads():
        noun_last += 1
    if index.low[noun_last - 1] not in source_heads() or noun_last >= end:
        return False
    behind = noun_last + 1
    if index.low[noun_last] not in load_phrases("figures", "trailing_cues"):
        return False
    while behind < end and (context.timex_at[behind] >= 0 or index.low[behind] == "on"):
        behind += 1
    return behind >= end or index.low[behind] in ENDS
