"""Gapped deeds: what others do by a verb that is said once: `Spain sent a plane and Italy two`."""

from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.doer_nouns import Doer, mentioned
from briefgen.extract.reaction_rules.phrase_lists import MONEY, is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import listed
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.model.brief import Stance

_BREAKS = frozenset({"and", ",", ";"})
_ARTICLES = load_words("reaction_rules", "articles")
"""Words that begin what somebody gives, and an apposition, too."""
_STOPS = load_words("reaction_rules", "gapped_deeds_stops")
"""Words that do not begin the object of a verb."""
UNMARKED_PEOPLES = load_words("reaction_rules", "unmarked_peoples")
"""Peoples whose name has no ending of its own."""
_WISHED = load_words("reaction_rules", "wished")
"""Verbs whose infinitive tells what the subject does: `offered to mediate, and Peru | to host talks`."""
_HAVING = load_words("reaction_rules", "having")
_OWNED = frozenset({"its", "his", "her", "their"})
_NEAR = 4
_RELATIVE = frozenset({"which", "who", "whose", "where"})


class GapReader:
    """Reads deeds whose verb stands with an actor named before."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.doers, self.stances = sheet.actors.doers, sheet.stances

    def read_gaps(self, number: int, first: int, last: int) -> None:
        """Find who, in a sentence that tells a deed, does the same besides: `Peru gave $1m, | Chile $2m`."""
        names = self.context.document.names
        span = self.context.document.sentences[number].span
        told: list[tuple[int, Stance]] | None = None
        for m in self.index.mentions_in(first, last)[1:]:
            at = self._boundary(m)
            people = self._is_people(m)
            if (
                at < first + 2
                or (names.mentions[m].adjective and not people)
                or self.context.is_quoted(names.mentions[m].span)
            ):
                continue
            if people:
                # `Malta sent a plane, the Danes | two`
                doers = [mentioned(self.context, m)]
            else:
                doers = self.doers.lists.listed_from(self.index.mention_range[m][0], last)
            behind = self._behind(doers, last)
            if behind >= last or not self._opens_object(behind):
                continue
            if told is None:
                told = self._told_in(span.start, span.end)
            before = [stance for place, stance in told if place < at]
            verb = self._verb_before(at, first)
            if not before or verb is None or verb.passive or verb.negated:
                continue
            stop = self._end_of(behind, last)
            if self.index.has_verb(behind, min(stop, behind + _NEAR)):
                continue
            self.sheet.add_deeds(doers, self._stances_of(verb, at, behind, stop, before), number, at)

    def _is_people(self, m: int) -> bool:
        """Tell whether a mention is a whole people with its article, that stands alone: `the Danes`, `the Dutch`."""
        begin, behind = self.index.mention_range[m]
        low, word = self.index.low, self.index.low[behind - 1]
        if not self.context.document.names.mentions[m].adjective or begin == 0 or low[begin - 1] != "the":
            return False
        plural = word.endswith("s") and not word.endswith(("'s", "’s", "ss"))
        return plural or (word in UNMARKED_PEOPLES and (is_count(low[behind]) or low[behind] in _ARTICLES))

    def _told_in(self, start: int, end: int) -> list[tuple[int, Stance]]:
        """Return the stances of a sentence by the token of who takes them."""
        return [
            (self.index.range_of(frame.actor.span)[0], frame.stance)
            for frame in self.sheet.found
            if frame.evidence.start == start and frame.evidence.end == end and frame.actor.span is not None
        ]

    def _boundary(self, m: int) -> int:
        """Return the mark or `and` before a mention, which may have an article; -1."""
        low = self.index.low
        at = self.index.mention_range[m][0] - 1
        at -= low[at] == "the"
        if (
            low[at] == "from"
            and low[self.context.document.sentences[self.index.sentence_of[at]].first] == "from"
        ):
            # `From Peru came tents, from Chile blankets`
            at -= 1
        return at if at >= 0 and low[at] in _BREAKS else -1

    def _behind(self, doers: list[Doer], last: int) -> int:
        """Return the token behind doers and a clause about them: `Chile, which has its own troubles, | two`."""
        if not doers:
            return last
        low = self.index.low
        at = self.index.range_of(doers[-1].span)[1]
        if at + 2 < last and low[at] == "," and low[at + 1] in _RELATIVE:
            return next((t + 1 for t in range(at + 2, last) if low[t] == ","), last)
        if at + 1 < last and low[at] == "," and (is_count(low[at + 1]) or low[at + 1].startswith(MONEY)):
            # `Chile, | 97 soldiers`
            return at + 1
        if at + 1 < last and low[at] == "," and self._stands_alone(self.index.range_of(doers[0].span)[0]):
            # `and Chile, | tents`
            return at + 1
        if at + 3 < last and low[at : at + 2] == [",", "for"] and low[at + 3] == "part":
            return next((t + 1 for t in range(at + 3, last) if low[t] == ","), last)
        return at

    def _stands_alone(self, begin: int) -> bool:
        """Tell whether a name is none of a list: `sent fuel and | Chile`, not `to Peru and | Chile`."""
        low = self.index.low
        begin -= low[begin - 1] == "the"
        return low[begin - 1] in _BREAKS and self.index.mention_at[begin - 2] < 0

    def _opens_object(self, at: int) -> bool:
        word = self.index.low[at]
        if is_count(word) or word.startswith(MONEY) or word in _ARTICLES or word in {"those", "to", "half"}:
            return True
        if word == "all" and self.index.low[at + 1] == "of":
            # `and Chile | all of its 28`
            return True
        mention = self.index.mention_at[at]
        bare = mention < 0 or self.context.document.names.mentions[mention].adjective
        return bare and word.isalpha() and word not in _STOPS and self.index.verb_at[at] < 0

    def _verb_before(self, at: int, first: int) -> VerbGroup | None:
        """Return the verb that is said once: the nearest one before, an infinitive left out."""
        for token in range(at - 1, first - 1, -1):
            number = self.index.verb_at[token]
            clause: Clause | None = self.index.clauses[number] if number >= 0 else None
            if clause is not None and clause.verb is not None and clause.kind != "infinitive":
                return clause.verb
        return None

    def _end_of(self, behind: int, last: int) -> int:
        """Return where the object ends: at a mark, or before the next who does it."""
        low = self.index.low
        for token in range(behind + 1, last):
            if low[token] in {",", ";", ":", "("}:
                return token
            m = self.index.mention_at[token + 1] if low[token] == "and" and token + 1 < last else -1
            if m >= 0 and not self.context.document.names.mentions[m].adjective:
                return token
        return last

    def _stances_of(
        self, verb: VerbGroup, at: int, behind: int, stop: int, before: list[Stance]
    ) -> list[Stance]:
        low = self.index.low
        if low[behind] == "to" and (verb.lemma not in _WISHED or "to" not in low[verb.last : at]):
            return []
        if low[behind] == "to":
            number = self.index.verb_at[behind + 1]
            group = self.index.clauses[number].verb if number >= 0 else None
            told = self.stances.read_deed(Told(verb.lemma, behind, stop))
            if group is not None and set(told) <= {"other"}:
                told = self.stances.read_deed(Told(group.lemma, group.last, stop))
            return [stance for stance in told if stance != "other"]
        told = [s for s in self.stances.read_deed(Told(verb.lemma, behind, stop)) if s in before]
        if told:
            return told
        if verb.lemma in listed("voicing") | {"offer", "send"} and low[behind] in _OWNED:
            # `expressed its sympathy, and Chile its readiness to help`
            return [s for s in self.stances.read_deed(Told(verb.lemma, behind, stop)) if s != "other"]
        counted = (
            is_count(low[behind])
            or low[behind] in {"half", "all"}
            or low[behind].startswith(MONEY)
            or low[behind] == "those"
        )
        counted = counted or (low[behind] in _OWNED and not _OWNED.isdisjoint(low[verb.last : at]))
        if counted and low[at + 1] == "from":
            return before[:1]
        if not counted or not any(self._counts(token) for token in range(verb.last, at)):
            return []
        own = [s for s in self.stances.read_deed(Told(verb.lemma, verb.last, at)) if s in before]
        return own[:1] or self._by_whole(verb, before)

    def _by_whole(self, verb: VerbGroup, before: list[Stance]) -> list[Stance]:
        """Return help where the verb is one of giving or having, whatever is counted: `has 300 men, Peru | 15`."""
        giving = verb.lemma in _HAVING or verb.lemma in load_words("stance_cues", "giving")
        if set(before) == {"evacuates"} and verb.lemma in load_words("hands", "fetching"):
            return ["evacuates"]
        return ["offers_help"] if giving and set(before) == {"offers_help"} else []

    def _counts(self, at: int) -> bool:
        """Tell whether a token is a number, a sum, or what somebody owns."""
        word = self.index.low[at]
        return is_count(word) or word.startswith(MONEY) or word in _OWNED or word in {"assets", "a", "an"}
