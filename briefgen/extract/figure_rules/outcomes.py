"""Whether what is told of a number has come about: awaited, averted, only possible, or ended by death since."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.quantities import Quantity

_HURT = frozenset({"injured", "hospitalised", "infected"})


class OutcomeReader:
    """Reads how certain and how final what is told of the numbers of one document is."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader

    def is_awaited(self, first: int, noun_last: int) -> bool:
        """Tell whether somebody only expects what is told of a number."""
        verb = self.reader.verb(first - 1)
        awaited = verb is not None and verb.lemma in {
            "expect",
            "predict",
            "project",
            "anticipate",
            "forecast",
        }
        return awaited and self.index.low[noun_last : noun_last + 1] == ["to"]

    def is_averted(self, trigger: Trigger, quantity: Quantity) -> bool:
        """Tell whether a sentence tells what would have been: `Had it not rained, thousands might have died`."""
        verb = self.reader.verb(trigger.first)
        if verb is None or verb.modal not in {"would", "could", "might"}:
            return False
        begin = self.context.document.sentences[quantity.sentence].first
        opened = self.index.low[begin : begin + 2]
        return opened[:1] in (["had"], ["if"], ["without"], ["were"]) or opened == ["but", "for"]

    def may_only_be(self, trigger: Trigger) -> bool:
        """Tell whether what happened is only possible: such a number is never exact."""
        verb = self.reader.verb(trigger.first)
        if verb is None and trigger.named and trigger.measure == "killed":
            # `the toll | could touch 10,000`
            reach = range(trigger.first, trigger.last)
            verb = next((v for t in reach if (v := self.reader.verb(t)) is not None), None)
        return verb is not None and verb.modal in {"may", "might", "could"}

    def rather_dead(self, trigger: Trigger | None, quantity: Quantity, noun_last: int) -> Trigger | None:
        """Return what ended those hurt before: `12 more, guards who had been gravely wounded, | had died`."""
        if trigger is None or trigger.measure not in _HURT or trigger.first < noun_last:
            return trigger
        number = self.index.verb_at[trigger.first]
        if number < 0 or self.index.clauses[number].kind != "relative":
            return trigger
        end = self.context.document.sentences[quantity.sentence].last
        at = next((t for t in range(trigger.last, end) if self.index.low[t] == ","), end)
        verb = self.reader.verb(at + 1) if at + 1 < end else None
        if verb is None or verb.lemma not in {"die", "perish", "succumb"} or verb.negated or verb.modal:
            return trigger
        return msgspec.structs.replace(trigger, measure="killed", first=verb.first, last=verb.last)
