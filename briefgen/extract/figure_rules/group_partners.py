"""Partners: those whom one number counts together, `thirty women and children`, `40 homes, shops and cars`."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_names import group_key, people_groups
from briefgen.extract.figure_rules.group_phrases import NOT_NOUNS, STOPS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular

_PARTNER = 3
"""Most tokens of what is counted beside a group: `petrol stations`."""


class PartnerReader:
    """Reads whom or what else the numbers of one document count."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def with_partner(self, group: str, last: int, trigger: int) -> str:
        """Return both of whom one number counts: `thirty women and children were killed`."""
        low = self.index.low
        if low[last : last + 1] != ["and"] or group_key(group) not in people_groups() or last + 2 > len(low):
            return group
        if self.context.quantity_at[last + 1] >= 0 or self.context.quantity_at[last - 1] >= 0:
            return group
        other = self.index.tokens[last + 1].norm
        if (
            not other.endswith(("s", "men", "children", "people", "police"))
            or group_key(low[last + 1]) not in people_groups()
        ):
            return group
        following = self.index.verb_at[last + 2] >= 0 if last + 2 < len(low) else False
        # `killed 12 soldiers and rebels fled`: the second has a verb of its own.
        return group if following and trigger <= last else f"{group} and {low[last + 1]}"

    def with_partner_things(self, group: str, quantity: Quantity, last: int, trigger: int) -> str:
        """Return all kinds of things that one number counts: `40 homes, shops and petrol stations were looted`."""
        low = self.index.low
        if quantity.unit in {"", "people"}:
            return group
        at = last
        while low[at : at + 1] == [","] and (end := self._end_of_thing(at + 1)) > at + 1:
            at = end
        end = self._end_of_thing(at + 1) if low[at : at + 1] == ["and"] else at
        if end <= at + 1:
            return group
        own_verb = trigger <= last and low[end : end + 1] != [] and self.index.verb_at[end] >= 0
        return group if own_verb else f"{group}{' ' if at == last else ''}{self.index.words(last, end)}"

    def _end_of_thing(self, first: int) -> int:
        """Return the token behind a plural of things, which a word may describe; the one given for none."""
        low = self.index.low
        for at in range(first, min(first + _PARTNER, len(low))):
            if self.context.quantity_at[at] >= 0 or not low[at].isalpha() or low[at] in STOPS | NOT_NOUNS:
                return first
            if self._is_thing(low[at]):
                return at + 1
        return first

    def _is_thing(self, word: str) -> bool:
        """Tell whether a word is a plural of things that are counted."""
        lexicon = load_quantity_words()
        single = singular(word, lexicon.irregular)
        return single != word and lexicon.units.get(single, "people") != "people"
