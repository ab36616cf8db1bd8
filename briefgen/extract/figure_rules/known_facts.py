"""Known facts: numbers that a speaker's sentence only mentions, so that they are nobody's claim."""

from briefgen.extract.context import Context
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words

_RELATIVES = frozenset(["that", "which", "who", "whom", "where"])
_BEHIND_TIMES = load_words("figure_rules", "behind_times")
"""Words behind which stands what led to what is told: `an inquiry after clashes that left 40 dead`."""
_BOTH = load_words("figure_rules", "both")
"""Nouns of happenings that look like verbs."""
_LINKING = frozenset(["after", "since", "when", "because", "as"])
"""Those that open a clause of their own: `announced a curfew, a day after 18 were killed`."""
_DEFINITE = load_words("figure_rules", "known_facts_definite")
_IN_PLACES = load_words("figure_rules", "in_places")
_SPEAKERS = frozenset(["it", "they", "he", "she", "we"])
_ACTS = load_words("figure_rules", "acts")
"""Cues whose object is a deed: what the deed is about is known before."""
_NOUN_WORDS = 10
"""Most tokens of the noun phrase before a relative clause that are looked at."""


class KnownFacts:
    """Tells which numbers of one document a speaker takes for known."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def is_known(self, attribution: int, first: int) -> bool:
        """Tell whether a number stands beside what is said, not in its main predicate.

        `The ministry opened an inquiry after clashes that left 40 dead`, `Suspects in the attack, which killed 149,
        were paid, the agency said`.

        Args:
            attribution: the one that governs the number.
            first: the number's first token.
        """
        told = self.context.document.attributions[attribution]
        if told.cue is None or told.source is None:
            return False
        cue_first, cue_last = self.index.range_of(told.cue)
        sentence = self.context.document.sentences[self.index.sentence_of[first]]
        leads = sentence.first <= cue_first and cue_last <= first
        begin = cue_last if leads else sentence.first
        opener = self._opener(begin, first)
        before = opener if opener is not None else first
        if self._is_counted_before(begin, before) or self._tells_anew(begin, first):
            return False
        if leads and told.lemma in _ACTS and self.index.low[cue_last : cue_last + 1] != ["that"]:
            if opener is not None or not _LINKING.isdisjoint(self.index.low[cue_last:first]):
                return not self._is_said(begin, first)
            return False
        if opener is None:
            return leads and self._is_own_deed(begin, first)
        if not leads:
            return self._is_beside_subject(sentence.first, opener, cue_first)
        if self._is_said(begin, opener):
            return False
        return (
            self._follows_deed(begin, opener)
            or self._is_definite(begin, opener)
            or self._is_known_subject(begin, opener)
        )

    def _is_counted_before(self, begin: int, first: int) -> bool:
        """Tell whether another number of what is said stands before: then all of them are told together."""
        own = self.context.quantity_at[first] if first < len(self.index.low) else -1
        told = {self.context.quantity_at[token] for token in range(begin, first)} - {-1, own}
        return any(self.context.document.quantities[number].unit in {"", "people"} for number in told)

    def _tells_anew(self, begin: int, first: int) -> bool:
        """Tell whether a number is the subject of a clause joined to what is said: `… and 12 people had died`."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.kind != "coordinate" or clause.subject is None or clause.first <= begin:
            return False
        verb = clause.verb
        if verb is None or (
            verb.last - verb.first == 1 and verb.tense in {"participle", "past"} and not verb.modal
        ):
            # `clashes that left 40 people dead and hundreds injured`
            return verb is not None and verb.lemma in {"die", "perish", "flee"}
        subject = self.index.range_of(clause.subject)
        return subject[0] <= first < subject[1]

    def _opener(self, begin: int, first: int) -> int | None:
        """Return the relative pronoun that opens the clause of a number; None if none does."""
        low = self.index.low
        for token in range(first - 1, begin, -1):
            if low[token] in MARKS - {",", "-", '"', "“", "”"}:
                return None
            if low[token] in _RELATIVES:
                at = token - 1
                while at > begin and low[at] in {",", '"', "”", "“", "'", "’"}:
                    at -= 1
                before = low[at]
                # `said that 12 people had died` opens what is said.
                noun = (
                    before[:1].isalnum()
                    and self.context.timex_at[at] < 0
                    and (self.index.verb_at[at] < 0 or before in _BOTH)
                )
                behind = token + 1 < first and any(
                    self.index.verb_at[t] >= 0 for t in range(token + 1, first)
                )
                return token if noun and behind and not self._is_closed(token, first) else None
        return None

    def _is_closed(self, opener: int, first: int) -> bool:
        """Tell whether a relative clause ends before a number: `The toll of a fire that hit Galle | is now 12`."""
        number = self.context.clause_at(opener)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.kind != "relative" or clause.last > first:
            return False
        return self.context.clause_at(first) == clause.parent

    def _is_said(self, begin: int, end: int) -> bool:
        """Tell whether another verb of saying or being stands between: `said there was a blast that killed 12`."""
        for token in range(begin, end):
            number = self.index.verb_at[token]
            verb = self.index.clauses[number].verb if number >= 0 else None
            if verb is not None and verb.lemma in {"be", "say", "report", "confirm", "add", "record"}:
                return not verb.passive
        return False

    def _is_own_deed(self, begin: int, first: int) -> bool:
        """Tell whether the speaker tells of a deed of their own after something: `said it had acted after …`."""
        low = self.index.low
        at = begin
        while at < first and (self.context.timex_at[at] >= 0 or low[at] in {"on", "late", "early"}):
            at += 1
        at += low[at : at + 1] == ["that"]
        if low[at] not in _SPEAKERS:
            return False
        participle = next(
            (
                t
                for t in range(first - 1, max(at, first - 4), -1)
                if low[t].endswith("ing") and self.index.verb_at[t] >= 0
            ),
            None,
        )
        if (
            participle is not None
            and low[participle - 1] not in MARKS
            and self.index.has_verb(at, participle)
        ):
            # `said that they released funds to battle an outbreak claiming 574 lives`
            return self.index.verb_at[participle - 1] < 0
        linked = next((token for token in range(first - 1, at, -1) if low[token] in _LINKING), None)
        if linked is None or not self.index.has_verb(at, linked):
            return False
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        return clause is not None and clause.first >= linked - 1

    def _follows_deed(self, begin: int, opener: int) -> bool:
        """Tell whether what a relative clause belongs to led to what is told: `after clashes that left 40 dead`."""
        low = self.index.low
        for token in range(opener - 1, max(begin, opener - _NOUN_WORDS) - 1, -1):
            if low[token] in _BEHIND_TIMES:
                return self.index.has_verb(begin, token)
        return False

    def _is_definite(self, begin: int, opener: int) -> bool:
        """Tell whether a relative clause belongs to something known: `were investigating the fire that killed 12`."""
        low = self.index.low
        for token in range(opener - 1, max(begin, opener - _NOUN_WORDS) - 1, -1):
            if self.index.verb_at[token] >= 0:
                return False
            if low[token] in _DEFINITE or low[token].endswith(("'s", "’s")):
                return self.index.has_verb(begin, token)
        return False

    def _is_known_subject(self, begin: int, opener: int) -> bool:
        """Tell whether the subject of what is said is known: `said the fire that killed 12 was arson`."""
        low = self.index.low
        at = begin + (low[begin : begin + 1] == ["that"])
        if low[opener - 1] == "," or low[at : at + 1] != ["the"] or self.index.has_verb(begin, opener):
            return False
        return opener - at <= _NOUN_WORDS

    def _is_beside_subject(self, begin: int, opener: int, cue: int) -> bool:
        """Tell whether the subject only hangs on what is known: `Suspects in the attack, which killed 149, were …`."""
        low = self.index.low
        if self.index.has_verb(begin, opener):
            return self._follows_deed(begin, opener) or self._is_definite(begin, opener)
        definite = next(
            (t for t in range(opener - 1, max(begin, opener - _NOUN_WORDS) - 1, -1) if low[t] in _DEFINITE),
            None,
        )
        if definite is None or definite <= begin or low[definite - 1] not in _IN_PLACES:
            return False
        number = self.context.clause_at(opener)
        end = self.index.clauses[number].last if number is not None else cue
        return self.index.has_verb(min(end, cue), cue)
