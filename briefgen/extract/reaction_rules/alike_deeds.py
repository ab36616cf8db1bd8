"""Alike deeds: who stands in a list beside others that help, send soldiers or fetch their people, and so does the same.

`200 Ukrainian firemen, a Romanian column, Serbs and Poles`, `tents from Peru, dogs from Chile, a Cuban hospital`.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from briefgen.extract.frames import DEEDS, ReactionFrame
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import lemmas, words_for
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer, is_capital
from briefgen.extract.reaction_rules.gapped_deeds import GapReader
from briefgen.extract.reaction_rules.moods import is_on_forces
from briefgen.extract.reaction_rules.phrase_lists import is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_cues import STRONG, find_hits, weigh
from briefgen.extract.reaction_rules.unreal import UNSAID
from briefgen.model.brief import Stance

_BREAKS = load_words("reaction_rules", "breaks")
"""What stands between the members of a list."""
_ABOUT = load_words("reaction_rules", "about")
_GLUE = frozenset({",", "and", "the", "or"})
_PREFIX = 7
"""Tokens of a member before the state it names: `a second field hospital from | Peru`."""
_GAP = 14
"""Tokens from one state of a list to the next."""
_LONG = 5
"""States from which a list is a very strong sign."""
_LIST = 3
"""States from which a list is a strong sign."""
_PLACING = load_words("reaction_rules", "placing")
"""Words before states that do nothing."""
_ENOUGH = 6
_LEAD = 2
"""How much more a stance must weigh than the next."""
_NEAR_ENOUGH = 2
"""Others that are told to do it near by, from which an article is on that."""
_MANY = 2
_ALIKE = 2
_SPREAD = DEEDS - {"expresses_condolences"}
"""Stances that whoever stands in a list takes with the others."""
_HINTED: frozenset[Stance] = frozenset({"offers_help", "sends_forces"})
"""Stances that the words of a sentence may tell of a list of which nothing else is told."""
_CARRIED = frozenset(
    {"nationals", "citizens", "evacuees", "foreigners", "aboard", "board", "passengers", "tourists"}
)
"""Words beside which people of many states are those whom somebody fetches."""
_STANDING = load_words("reaction_rules", "standing")
"""Verbs behind which those who act may stand: `Also expected are | Italians`."""


class Member(msgspec.Struct, frozen=True):
    """A state in a list."""

    doer: Doer
    first: int
    """Where what is told of it begins: `40 men from | Peru`."""
    begin: int
    behind: int
    lead: str
    """The word before it."""


class AlikeReader:
    """Reads the members of lists of states that no other rule could read."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances
        self.gaps = GapReader(sheet)
        self.is_on_forces = not self.stances.is_disaster and is_on_forces(sheet.context)

    def read_alike(self) -> None:
        """Give the members of lists what the others do, or what their sentence hints at."""
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            mentions = self.index.mentions_in(sentence.first, sentence.last)
            if len(mentions) < _MANY:
                continue
            for members in self._lists(mentions, sentence.first):
                self._read(members, number)
            if self._frames(number):
                # `Chilean crews lift slabs, Peru | has two teams and Cuba one`
                self.gaps.read_gaps(number, sentence.first, sentence.last)

    def _lists(self, mentions: Sequence[int], first: int) -> list[list[Member]]:
        """Return the lists of states in a sentence, each of two or more."""
        found: list[list[Member]] = []
        here: list[Member] = []
        placed = -1
        for m in mentions:
            member = self._member(m, first)
            if member is None:
                continue
            if placed >= 0 and _GLUE.issuperset(self.index.low[placed : member.begin]):
                # `from camps in Peru | and Chile`
                placed = member.behind
            elif here and self._is_beside(here[-1], member):
                here.append(member)
            elif here and member.lead in _PLACING:
                # `a Peruvian clinic in | Chile, a Cuban one`: where it is.
                placed = member.behind
            else:
                found.append(here)
                here, placed = [member], -1
        return [members for members in [*found, here] if len(members) >= _MANY]

    def _member(self, m: int, first: int) -> Member | None:
        names, low = self.context.document.names, self.index.low
        mention = names.mentions[m]
        entity = names.entities[mention.entity]
        if entity.type == "person" or "-" in mention.surface or self.context.is_quoted(mention.span):
            return None
        state = mention.adjective or mention.metonym or entity.kind == "country" or is_capital(entity)
        if not state and entity.type != "organisation":
            return None
        begin, behind = self.index.mention_range[m]
        at = begin
        if begin - 1 > first and is_count(low[begin - 1]) and self.index.mention_at[begin - 2] < 0:
            # `North of the town | 200 Norwegian rescuers`
            at -= low[begin - 2].isalpha() and low[begin - 2] not in _BREAKS | _PLACING | _ABOUT
            if at < begin:
                return Member(Doer(entity, mention.span), at, begin, behind, "")
        while at > max(first, begin - _PREFIX) and low[at - 1] not in _BREAKS | _PLACING:
            if self.index.verb_at[at - 1] >= 0 or self.index.mention_at[at - 1] >= 0:
                break
            at -= 1
        if at > first and self.index.mention_at[at - 1] >= 0:
            return None
        lead = low[at - 1] if at > first else ""
        return Member(Doer(entity, mention.span), at, begin, behind, lead)

    def _is_beside(self, before: Member, member: Member) -> bool:
        """Tell whether two states stand in one list: no verb between them, and a mark or `and`."""
        if member.begin - before.behind > _GAP or member.lead not in _BREAKS:
            return False
        if before.lead in _PLACING and ":" in self.index.low[before.behind : member.begin]:
            # `There are clinics in Galle: a Peruvian one, a Chilean`
            return False
        if ";" in self.index.low[before.behind : member.begin] and self.index.has_verb(
            member.behind, member.behind + 2
        ):
            # `…, Poles; Greece | offered lorries`
            return False
        return not self.index.has_verb(before.behind, member.begin)

    def _read(self, members: Sequence[Member], number: int) -> None:
        if members[0].lead in _PLACING or self._is_object(members) or self._is_unsure(members[0]):
            return
        if any(is_own(member.doer.entity, self.actors.countries) for member in members):
            return
        low = self.index.low
        first, end = members[0].first, self._end(members[-1], number)
        if not words_for("harmed").isdisjoint(low[max(0, first - 3) : end]):
            return
        stance = self._stance(members, number)
        if stance is None:
            return
        told = {frame.actor.value for frame in self._frames(number) if frame.stance in DEEDS}
        for member in members:
            actor = self.actors.actor_of(member.doer)
            if actor is not None and actor.name not in told:
                self.sheet.add_actors([actor], [stance], number, member.begin)

    def _end(self, member: Member, number: int) -> int:
        low, last = self.index.low, self.context.document.sentences[number].last
        return next((t for t in range(member.behind, last) if low[t] in _BREAKS), last)

    def _frames(self, number: int) -> list[ReactionFrame]:
        span = self.context.document.sentences[number].span
        return [frame for frame in self.sheet.found if frame.evidence == span]

    def _is_object(self, members: Sequence[Member]) -> bool:
        """Tell whether a list is what somebody does something to: `asked | Peru, Chile and Cuba`."""
        first = members[0]
        for at in self.index.clauses_of[self.index.sentence_of[first.begin]]:
            subject = self.index.clauses[at].subject
            if subject is not None:
                a, b = self.index.range_of(subject)
                if any(a <= member.begin < b for member in members):
                    return False
        if first.lead == "," and is_count(self.index.low[first.behind]):
            # `Malta has 300 men ready, | Peru 15, Chile 20`
            return False
        number = self.index.clause_at(first.begin)
        verb = self.index.clauses[number].verb if number is not None else None
        if verb is None or verb.first > first.begin:
            return False
        between = self.index.low[verb.last : first.begin]
        return verb.lemma not in _STANDING and ":" not in between and ";" not in between

    def _is_unsure(self, first: Member) -> bool:
        """Tell whether the deed of a list is only thought of, or not done."""
        number = self.index.clause_at(first.begin)
        for at in self.index.clauses_of[self.index.sentence_of[first.begin]]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or (at != number and clause.parent != number):
                continue
            if verb.negated or verb.modal in UNSAID or verb.lemma in lemmas("unreal"):
                return True
        return False

    def _stance(self, members: Sequence[Member], number: int) -> Stance | None:
        inside = {member.doer.span for member in members}
        names = {a.name for m in members if (a := self.actors.actor_of(m.doer)) is not None}
        told = Counter(
            frame.stance
            for frame in self._frames(number)
            if frame.stance in _SPREAD
            and (frame.actor.span in inside or (len(members) >= _LIST and frame.actor.value in names))
        )
        near = self._near(number, names)
        if told:
            (stance, _), *others = told.most_common()
            if others or (len(members) < _LIST and near[stance] < _NEAR_ENOUGH):
                return None
            return stance
        return self._hinted(number, near, len(members)) if len(members) >= _LIST else None

    def _hinted(self, number: int, near: Counter[Stance], count: int) -> Stance | None:
        """Return what the words of a sentence, and what others do near by, hint at."""
        sentence = self.context.document.sentences[number]
        low = self.index.low
        if not _CARRIED.isdisjoint(low[sentence.first : sentence.last]):
            return None
        hits = list(find_hits(low, sentence.first, sentence.last))
        weights = weigh(hits)
        need = self.stances.is_disaster or self.stances.may_need_help
        strong = {hit.cue.stance for hit in hits if hit.cue.weight == STRONG}
        if not need and not near["offers_help"] and "offers_help" not in strong:
            weights.pop("offers_help", None)
        for stance in sorted(_HINTED):
            many = near[stance] >= _NEAR_ENOUGH
            if stance in weights or many:
                mood = need if stance == "offers_help" else self.is_on_forces
                more = _ALIKE + _ALIKE * many + _ALIKE * mood + (count >= _LONG)
                weights[stance] = weights.get(stance, 0) + more
        ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        if not ranked or ranked[0][1] < _ENOUGH or ranked[0][0] not in _HINTED:
            return None
        return None if len(ranked) > 1 and ranked[1][1] > ranked[0][1] - _LEAD else ranked[0][0]

    def _near(self, number: int, names: set[str]) -> Counter[Stance]:
        """Return how many others take each stance in the paragraphs beside a sentence."""
        sentences = self.context.document.sentences
        here = sentences[number].paragraph
        found: set[tuple[Stance, str]] = set()
        for frame in self.sheet.found:
            if frame.stance in DEEDS and frame.actor.value not in names:
                there = sentences[self.index.sentence_of[self.index.range_of(frame.evidence)[0]]].paragraph
                if abs(there - here) <= 1:
                    found.add((frame.stance, frame.actor.value))
        return Counter(stance for stance, _ in found)
