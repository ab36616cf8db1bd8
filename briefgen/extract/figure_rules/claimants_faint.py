"""The second line of claimants: who gives a number that no exact rule ascribes to anybody, by the words around it."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_cues import (
    CueKind,
    arriving_forms,
    cue_forms,
    past_participles,
    present_participles,
    showing_forms,
    words,
)
from briefgen.extract.figure_rules.claimant_lists import ListReader
from briefgen.extract.figure_rules.claimant_subjects import SubjectReader
from briefgen.extract.figure_rules.claimants_behind import BehindReader
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_REACH = 16
"""Most tokens between a verb and the number that it gives."""
_LISTED = 9
"""Most tokens between a verb and the number that is its object."""
_SAID = 3
"""Most words between a verb and the `of` behind which its number stands."""
_LISTED_APART = 16
"""Most tokens between two numbers of one list."""
_BREAKS = load_words("figure_rules", "breaks")
"""Words between a verb and a number behind which the number belongs to something else."""
_TOLLS = load_words("figure_rules", "claimants_faint_tolls")
"""What is put at a number."""
_HURT = load_words("figure_rules", "hurt")
"""What is a number and no thing."""
_LIVES = frozenset(["lives", "life"])
_PATIENTS = frozenset(["patients", "patient", "people", "persons", "children", "victims", "casualties"])
_TENDED = {"claimed": _LIVES, "claims": _LIVES, "claim": _LIVES} | dict.fromkeys(
    ("admitted", "admits", "admit", "registered"), _PATIENTS
)
"""What is claimed or admitted without a word on numbers."""
_BEFORE_NUMBERS = load_words("figure_rules", "claimants_faint_before_numbers")
"""Words that may stand before a number that opens what is said."""
_TO_SOMEBODY = frozenset(["tell", "tells", "told", "inform", "informs", "informed", "assured"])
_DEFINITE = load_words("figure_rules", "claimants_faint_definite")
_HAVING = frozenset(["has", "have", "had"])
_PERFECT = load_words("figure_rules", "perfect")
_ALONE = frozenset([".", ",", ";", "since", "so"])
"""What stands behind a number that is all that is said: `The agency says 2.3 million since 2014`."""
_PARTLY = frozenset({"part", "of_them"})
_JOINING = load_words("figure_rules", "claimants_faint_joining")


class FaintClaimants:
    """Finds who gives the numbers of one document where their own words alone do not say it."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.sources = sources
        self.subjects = SubjectReader(context, sources)
        self.papers = self.subjects.papers
        self.behind = BehindReader(context, quantities, self.subjects)
        self.lists = ListReader(context, self.papers)

    def find(self, number: int) -> Slot | None:
        """Return who gives a number by the nearest verb, paper or aside; None where two do.

        Args:
            number: index of the quantity.
        """
        before = self.told_before(number)
        behind = self.behind.find(number)
        if before is not None and behind is not None and before.value != behind.value:
            return None
        quantity = self.quantities[number]
        return (
            before
            or behind
            or self.lists.find(quantity)
            or self.papers.of_whose(quantity)
            or self.papers.pointed_at(quantity)
        )

    def told_before(self, number: int) -> Slot | None:
        """Read `The authority gave 79 wounded`, `the agency's matrix shows 1.2 million uprooted`."""
        quantity = self.quantities[number]
        at = self.index.range_of(quantity.span)[0]
        low, index = self.index.low, self.index
        begin = self.context.document.sentences[quantity.sentence].first
        forms, going, arriving, showing = (
            cue_forms(),
            present_participles(),
            arriving_forms(),
            showing_forms(),
        )
        for token in range(at - 1, max(begin, at - _REACH) - 1, -1):
            word = low[token]
            if word in {";", "?", "!", "“", "”", '"'}:
                return None
            if word == "according" and low[token + 1] == "to":
                # `According to the Red Cross 1,800 are housed in hotels`
                return self.papers.cut(token + 2, at) if not index.has_verb(token + 2, at) else None
            perfect = low[token - 1] in _PERFECT and word in past_participles()
            if word in forms or word in arriving or word in showing or perfect:
                kinds = forms.get(word, frozenset())
                if low[token - 1] in _PERFECT:
                    kinds |= past_participles().get(word, frozenset())
                if self.subjects.is_unmade(token, begin):
                    continue
                fits = self._fits(kinds, token, at, quantity) or self._arrives(token, at)
                shows = word in showing and self._is_shown(token, at)
                subject = self.subjects.find(token, begin, paper=shows, fits=fits) if fits or shows else None
                if subject is not None:
                    return subject
            elif word in going and low[token - 1] != "of" and self._fits(going[word], token, at, quantity):
                return None
            if self.subjects.is_finite(token) and low[token - 1] not in _TOLLS - {"it", "them"}:
                if low[at - 1] in {"at", "to"} and index.clauses[index.verb_at[token]].kind in {
                    "relative",
                    "that",
                }:
                    # `put the number who had fled overnight at 180,000`
                    continue
                return None
        return None

    def _fits(self, kinds: frozenset[CueKind], token: int, at: int, quantity: Quantity) -> bool:
        """Tell whether the words between a verb and the number are such as the verb asks for."""
        between = self.index.low[token + 1 : at]
        last = self.index.range_of(quantity.span)[1]
        tended = _TENDED.get(self.index.low[token], frozenset())
        if self.index.low[token] in _HAVING and between[:2] == ["it", "that"]:
            # `The agency has it that 800 are on the move`
            return len(between) <= _SAID + 1
        if not kinds or not tended.isdisjoint((*between, *self.index.low[at : last + 2])):
            # `claimed 4 lives`, `admitted 90 patients`
            return False
        plain = [w for t, w in enumerate(between, token + 1) if self.context.timex_at[t] < 0]
        if plain[:1] and plain[0] in {"first", "also", "now", "then", "again", "later"}:
            plain = plain[1:]
        if "putting" in kinds and between[-1:] in (["at"], ["to"]) and not _TOLLS.isdisjoint(between):
            return True
        if not _BREAKS.isdisjoint(plain[1:]) or (plain[:1] != ["that"] and not _BREAKS.isdisjoint(plain[:1])):
            return False
        told = plain[plain.index("that") + 1 :] if "that" in plain else plain
        if self.index.low[token] in _TO_SOMEBODY and "that" not in plain:
            kinds -= {"saying"}
        if (
            "saying" in kinds
            and set(told) <= _BEFORE_NUMBERS
            and (self._opens_clause(quantity) or (not told and self.index.low[last] in _ALONE))
        ):
            return not self._is_crossed(token, at)
        if "speaking_of" in kinds and plain[:1] in (["of"], ["about"]) and len(plain) < _SAID + 2:
            # `spoke of the six murders` tells of what is known.
            return _DEFINITE.isdisjoint(plain)
        if "speaking_of" in kinds and plain[:1] == ["to"] and self.index.low[token] in {"admits", "admitted"}:
            return True
        if "giving" in kinds and self.index.low[token] in _HAVING:
            return len(plain) <= _SAID and self._is_on_books(quantity)
        if plain[:1] == ["that"] or len(plain) > _LISTED or self._is_crossed(token, at):
            return False
        if "giving" in kinds:
            return self._is_number_word(quantity) or not (_TOLLS - {"it", "them"}).isdisjoint(plain)
        if "listing" in kinds:
            return plain[:1] != ["to"]
        return False

    def _is_number_word(self, quantity: Quantity) -> bool:
        last = self.index.range_of(quantity.number)[1]
        low = self.index.low
        if low[last] == "as":
            # `gives 20,000 as the confirmed number`
            return not _TOLLS.isdisjoint(low[last + 1 : last + 5])
        return not _HURT.isdisjoint(low[last : last + 3])

    def _is_on_books(self, quantity: Quantity) -> bool:
        """Tell whether numbers stand on somebody's list: `has 52 deaths and 40 injuries on its books`."""
        low, end = self.index.low, self.context.document.sentences[quantity.sentence].last
        at = self.index.range_of(quantity.span)[1]
        for token in range(at, min(end - 1, at + 10)):
            if low[token : token + 2] in (["on", "record"], ["on", "file"]):
                return True
            if low[token] in {"on", "in"} and low[token + 1] in {"its", "their", "his", "her"}:
                return low[token + 2] in words("papers")
        return False

    def _opens_clause(self, quantity: Quantity) -> bool:
        """Tell whether a verb stands behind the number, so that it opens what is said."""
        last = self.index.range_of(quantity.span)[1]
        end = self.context.document.sentences[quantity.sentence].last
        for token in range(last, min(end, last + 8)):
            if self.index.low[token] in MARKS:
                break
            if self.index.verb_at[token] >= 0 and self.subjects.is_finite(token):
                return True
        return False

    def _is_crossed(self, token: int, at: int) -> bool:
        """Tell whether a number or a finite verb stands between a verb and the number, outside a plain list."""
        for t in range(token + 1, at):
            if self.subjects.is_finite(t) and self.index.low[t - 1] not in _TOLLS - {"it", "them"}:
                # `gave the number rescued as 114`
                return True
            if self.context.quantity_at[t] >= 0 and self.context.timex_at[t] < 0:
                behind = self.context.quantity_range[self.context.quantity_at[t]][1]
                if _JOINING.isdisjoint(self.index.low[behind:at]):
                    return True
        return False

    def _arrives(self, token: int, at: int) -> bool:
        """Tell whether a verb ends at the number: `arrived at 107`."""
        rests = arriving_forms().get(self.index.low[token], ())
        return any(tuple(self.index.low[token + 1 : at]) == rest for rest in rests)

    def _is_shown(self, token: int, at: int) -> bool:
        return at - token <= _LISTED and not self._is_crossed(token, at)

    def joined_to(self, number: int) -> int | None:
        """Return the number before of which this one is a part, or with which it stands in one plain list."""
        if number == 0:
            return None
        here, before = self.quantities[number], self.quantities[number - 1]
        if here.sentence != before.sentence:
            return None
        first = self.index.range_of(before.span)[1]
        at = self.index.range_of(here.span)[0]
        between = self.index.low[first:at]
        for at_which in range(len(between) - 1):
            if between[at_which] in {"in", "of"} and between[at_which + 1] in {"which", "whom"}:
                # `174 attacks since January, in which five were killed`
                between[at_which : at_which + 2] = [",", ","]
        told = any(
            (verb := self.subjects.finite_at(t)) is not None and self.index.low[verb.last - 1] not in _HURT
            for t in range(first, at)
            if self.index.low[t - 1] not in {"them", "whom", "which"}
        )
        cued = any(
            word in cue_forms() and between[t - 1] not in {"them", "whom", ","}
            for t, word in enumerate(between)
            if t > 0 and word not in _HURT
        )
        if ";" in between or at - first > _LISTED_APART or cued or told or not _BREAKS.isdisjoint(between):
            return None
        if here.relation in _PARTLY or not _JOINING.isdisjoint(between[-3:]):
            return number - 1
        return None
