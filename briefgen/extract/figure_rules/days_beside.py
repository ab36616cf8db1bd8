"""Days that stand right beside the numbers that hold for them, and those that open paragraphs of a chronicle."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Slot, is_day
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_STATES = load_words("figure_rules", "days_beside_states")
"""What became of those counted, between a number and its day."""
_OPENING = frozenset(["on", "by", "late", "early"])


class DaysBeside:
    """Finds the days right behind the numbers of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        self.quantities = context.document.quantities

    def find(self, quantity: Quantity, first: int, last: int) -> Slot | None:
        """Find the day that stands right behind a number; None where none does, or it is that of another."""
        return (
            self._right_behind(quantity, last)
            or self._right_before(quantity, first, last)
            or self._beside_day(quantity, first, last)
        )

    def _right_before(self, quantity: Quantity, first: int, last: int) -> Slot | None:
        """Read the day right before a bare number: `On Sunday 65 were hurt, | on Saturday | 39`."""
        low, number = self.index.low, self.context.timex_at[first - 1]
        if number < 0 or quantity.noun is not None or (last < len(low) and low[last] not in MARKS):
            return None
        begin, value = self.context.timex_range[number][0], self.context.document.timexes[number]
        if low[begin - 1] != "on" or low[begin - 2] not in {",", ";", "and"}:
            return None
        late = self.context.published is not None and (value.date or "") > self.context.published
        return (
            Slot(value.date, value.span, "clause")
            if is_day(value.date or "") and value.date and not late
            else None
        )

    def _right_behind(self, quantity: Quantity, last: int) -> Slot | None:
        """Read the day right behind a number without a verb of its own: `four died on Monday and three on Tuesday`."""
        low = self.index.low
        first = self.index.range_of(quantity.span)[0]
        changed = low[max(0, first - 2) : first] in (
            ["up", "from"],
            ["down", "from"],
            ["compared", "with"],
            ["compared", "to"],
            [",", "against"],
        )
        if last + 1 >= len(low):
            return None
        moved = low[first - 1] in {"from", "to", "against"} and low[last : last + 1] == ["on"]
        # `3,000 held on Sunday, 2,000 on Monday`
        listed = quantity.noun is None and low[first - 1] in {",", "and"} and low[last : last + 1] == ["on"]
        moved = moved or (listed and last + 1 < len(low) and self.context.timex_at[last + 1] >= 0)
        if moved and self.context.timex_at[last + 1] < 0:
            return None
        if low[first - 2 : first] == [",", "from"]:
            changed = low[last : last + 1] != ["on"]
            moved = not changed
        if changed and not moved:
            # `2,344, up from 1,744 a day earlier`
            last -= 1
        elif not moved and (quantity.antecedent is None or low[last : last + 1] != ["on"]):
            return None
        timex = self.context.timex_at[last + 1]
        if timex < 0:
            return None
        value = self.context.document.timexes[timex]
        return (
            Slot(value.date, value.span, "clause") if value.date is not None and is_day(value.date) else None
        )

    def _beside_day(self, quantity: Quantity, first: int, last: int) -> Slot | None:
        """Read the day of each number of a list: `12 dead on Monday, 30 when shells fell on Tuesday, 55 by Friday`."""
        own = self._day_behind(quantity, last)
        if own is None:
            return None

        def alike(one: Quantity, two: Quantity) -> bool:
            return one.unit == two.unit or {one.unit, two.unit} == {"", "people"}

        sentence = self.context.document.sentences[quantity.sentence]
        beside = sorted(set(self.context.quantity_at[sentence.first : sentence.last]) - {-1})
        for number in beside:
            other, (begin, end) = self.quantities[number], self.context.quantity_range[number]
            if begin != first and alike(other, quantity) and self._day_behind(other, end) is not None:
                return own
        return None

    def _day_behind(self, quantity: Quantity, last: int) -> Slot | None:
        """Return the day that stands right behind what a number counts, or in a clause with `when` there."""
        low = self.index.low
        at = self.index.range_of(quantity.noun)[1] if quantity.noun is not None else last
        at = max(at, last)
        at += low[at] in _STATES
        if low[at] == "when":
            clause = self.context.clause_at(at)
            number = self.context.timex_of_clause(clause) if clause is not None else None
            value = self.context.document.timexes[number] if number is not None else None
        else:
            opened = low[at] in _OPENING
            while low[at] in _OPENING:
                at += 1
            number = self.context.timex_at[at]
            value = self.context.document.timexes[number] if number >= 0 else None
            if value is not None and (not opened and value.span.start != self.index.tokens[at].span.start):
                return None
        if value is None or value.date is None or not is_day(value.date):
            return None
        if self.context.published is not None and value.date > self.context.published:
            return None
        return Slot(value.date, value.span, "clause")


def find_entry_days(context: Context) -> dict[int, Slot]:
    """Return the days that open paragraphs of a chronicle, by paragraph: `17 May Buses carry fighters away.`."""
    found = _days_below(context)
    seen = -1
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"} or sentence.paragraph == seen:
            continue
        seen = sentence.paragraph
        first = sentence.first
        while first < sentence.last and not context.index.low[first][0].isalnum():
            first += 1
        opening = [t for t in context.timexes_of[number] if context.timex_range[t][0] == first]
        if not opening:
            continue
        value = context.document.timexes[opening[0]]
        words = context.index.low[first : context.timex_range[opening[0]][1]]
        dated = value.date is not None and is_day(value.date) and any(word.isdecimal() for word in words)
        if (
            dated
            and value.date is not None
            and (context.published is None or value.date <= context.published)
        ):
            found[sentence.paragraph] = Slot(value.date, value.span, "before")
    return found if len({slot.value for slot in found.values()}) > 1 else {}


def _days_below(context: Context) -> dict[int, Slot]:
    """Return the days that stand as headings, by the first paragraph below."""
    found: dict[int, Slot] = {}
    sentences = iter(context.document.sentences)
    for head in context.document.headings:
        below = next((s for s in sentences if s.span.start >= head.span.end), None)
        if below is None or head.date is None or not is_day(head.date):
            continue
        if context.published is None or head.date <= context.published:
            found[below.paragraph] = Slot(head.date, head.span, "before")
    return found
