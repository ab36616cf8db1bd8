"""Sheet: the reactions of one article while they are read, and what its readers share."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.frames import ReactionFrame, Slot
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.wording import text_of
from briefgen.extract.reaction_rules.actor_words import words_of
from briefgen.extract.reaction_rules.actors import Actor, ActorReader
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.moods import is_on_fetching, is_on_forces
from briefgen.extract.reaction_rules.reaction_dates import date_of_deed
from briefgen.extract.reaction_rules.speaking_actors import SpeakerReader
from briefgen.extract.reaction_rules.stance_lists import listed
from briefgen.extract.reaction_rules.stances import StanceReader
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.model.brief import Stance
from briefgen.model.span import Span

_STRUCK = load_words("reaction_rules", "struck")
"""Words before the names of those whom a disaster has struck."""
_BOTH = 2
_FETCHED = load_words("reaction_rules", "fetched")
_HEADS = load_words("reaction_rules", "heads")
_GOODS = load_words("reaction_rules", "goods")
_OFFERING = frozenset({"offer", "pledge", "promise", "donate"})
_ANNOUNCING = frozenset({"announce", "release", "approve", "earmark", "allocate"})
_MIN_TOLD = 2
_MORE_TOLD = 1
"""How often an article on a disaster names one, and how much more often than strife."""


class DroppedReaction(msgspec.Struct, frozen=True):
    """Words that were no reaction, and why."""

    reason: str
    span: Span


class Sheet:
    """Holds the reactions of one article, in the order in which they were read."""

    def __init__(self, context: Context, countries: frozenset[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = countries
        self.actors = ActorReader(context, countries)
        self.speakers = SpeakerReader(self.actors)
        self.stances = StanceReader(context, countries)
        self.stances.is_disaster = self.stances.is_disaster or tells_disaster(context)
        if not self.stances.is_disaster and (is_on_forces(context) or is_on_fetching(context)):
            # Ships, planes and doctors come with the soldiers, or for one's own people.
            self.stances.may_need_help = False
        self.is_on_forces = not self.stances.is_disaster and is_on_forces(context)
        self.found: list[ReactionFrame] = []
        self.dropped: list[DroppedReaction] = []
        self._told_at: dict[tuple[str, Span, Stance], int] = {}
        """By actor, evidence and stance: the token at which a deed is told."""

    def add_deeds(self, doers: Sequence[Doer], stances: Sequence[Stance], number: int, token: int) -> None:
        """Note deeds of doers, told at a token of a sentence; doers that are no actors are left out."""
        if stances:
            actors = [actor for doer in doers if (actor := self.actors.actor_of(doer)) is not None]
            self.add_actors(actors, stances, number, token)

    def add_actors(self, actors: Sequence[Actor], stances: Sequence[Stance], number: int, token: int) -> None:
        """Note what actors do, told at a token of a sentence."""
        sentence = self.context.document.sentences[number]
        are_forces = (
            self.is_on_forces
            and "offers_help" in stances
            and self._tells_forces(sentence.first, sentence.last)
        )
        if are_forces:
            stances = ["sends_forces" if stance == "offers_help" else stance for stance in stances]
        for actor in actors:
            if "offers_help" in stances and self._is_struck(actor):
                continue
            told = [
                frame.stance
                for frame in self.found
                if frame.evidence == sentence.span and frame.actor.value == actor.name
            ]
            if are_forces and "offers_help" in told:
                # `offered to send soldiers`: read as a statement, by what is offered.
                continue
            if actor.kind == "company":
                # A firm that stops its flights punishes nobody.
                stances = ["other" if stance == "sanctions" else stance for stance in stances]
            for stance in stances:
                # `other` says nothing beside what the same sentence tells already.
                if stance in told or (told and stance == "other"):
                    continue
                if "other" in told and stance != "other":
                    self._drop_vague(actor.name, sentence.span)
                if stance == "monitors" and "condemns" in told:
                    # `summoned the envoy to express its concern`
                    continue
                self._told_at.setdefault((actor.name, sentence.span, stance), token)
                self.found.append(
                    ReactionFrame(
                        actor=Slot(actor.name, actor.span, "clause"),
                        country=actor.country,
                        kind=actor.kind,
                        speaker=Slot(actor.speaker, actor.speaker_span, "clause") if actor.speaker else None,
                        role=actor.role,
                        stance=stance,
                        text=text_of(self.context, number),
                        quote=None,
                        date=date_of_deed(self.context, token),
                        evidence=sentence.span,
                    )
                )

    def _drop_vague(self, actor: str, evidence: Span) -> None:
        """Forget that an actor only says something in a sentence that tells what it wants: `wants the same`."""
        self.found = [
            f
            for f in self.found
            if f.stance != "other" or f.quote or f.actor.value != actor or f.evidence != evidence
        ]

    def _tells_forces(self, first: int, last: int) -> bool:
        """Tell whether a sentence, in an article on soldiers from abroad, is on these and on no goods."""
        low = self.index.low
        # `gives money, but no | troops`
        words = [low[at] for at in range(first, last) if low[at - 1] not in {"no", "without"}]
        return not _HEADS.isdisjoint(words) and _GOODS.isdisjoint(words)

    def told_at(self, frame: ReactionFrame) -> int:
        """Return the token at which a deed is told; -1 for what is only said."""
        return self._told_at.get((frame.actor.value, frame.evidence, frame.stance), -1)

    def _is_struck(self, actor: Actor) -> bool:
        """Tell whether a state was struck beside the country itself: `quakes in Peru and | Chile`."""
        low, names = self.index.low, self.context.document.names
        first = self.index.range_of(actor.span)[0]
        at = first - 1 - (low[first - 1] == "the")
        if not self.stances.is_disaster or at < 2 or low[at] not in {"and", ","}:
            return False
        m = self.index.mention_at[at - 1]
        if m < 0 or names.entities[names.mentions[m].entity].country not in self.countries:
            return False
        return low[self.index.mention_range[m][0] - 1] in _STRUCK

    def told_in(self, number: int, *, before: int | None = None) -> list[Stance]:
        """Return the stances found in a sentence, each once; with `before` only of actors named before that token."""
        span, at = self.context.document.sentences[number].span, self.index.range_of
        return list(
            dict.fromkeys(
                f.stance
                for f in self.found
                if f.evidence == span
                and (before is None or (f.actor.span is not None and at(f.actor.span)[0] < before))
            )
        )

    def settled(self) -> list[ReactionFrame]:
        """Return what was found without the help that is only for one's own people."""
        punished = {(f.actor.value, f.evidence) for f in self.found if f.stance == "sanctions"}
        self.found = [
            f
            for f in self.found
            if f.stance != "evacuates"
            or (f.actor.value, f.evidence) not in punished
            or self._names_fetched(f.evidence)
        ]
        if self.stances.is_disaster:
            return self.found
        fetched = {(f.actor.value, f.evidence) for f in self.found if f.stance == "evacuates"}
        return [
            f
            for f in self.found
            if f.stance != "offers_help"
            or (f.actor.value, f.evidence) not in fetched
            or self._is_of_its_own(f.actor.value, f.evidence)
        ]

    def _names_fetched(self, evidence: Span) -> bool:
        """Tell whether a sentence names people who leave: `shut its embassy and ended aid` only punishes."""
        return not _FETCHED.isdisjoint(self.index.low[slice(*self.index.range_of(evidence))])

    def _is_of_its_own(self, actor: str, evidence: Span) -> bool:
        """Tell whether a sentence tells of help and of an evacuation by two verbs: `sent … and ordered …`."""
        verbs = {
            self.index.verb_at[token]
            for stance in ("offers_help", "evacuates")
            if (token := self._told_at.get((actor, evidence, stance), -1)) >= 0
        }
        clauses = [self.index.clauses[number] for number in verbs if number >= 0]
        if len(clauses) == 1 and (actor, evidence, "evacuates") not in self._told_at:
            # `Germany offered medicines and said it would fly its citizens home`
            verb = clauses[0].verb
            gives = verb is not None and verb.lemma in listed("giving") | _OFFERING
            return gives and clauses[0].kind in {"main", "coordinate"}
        if len(clauses) == 1:
            # `flew its staff out and announced aid of 3 million euros`
            return any(self._gives(other) for other in self._beside(clauses[0]))
        return len(clauses) == _BOTH and all(self._tells(clause) for clause in clauses)

    def _tells(self, clause: Clause) -> bool:
        """Tell whether a clause tells a deed of its own: no `who work there` of some among those who are fetched."""
        aside = clause.kind == "relative" and self.index.low[clause.first - 1 : clause.first + 1] == [
            ",",
            "which",
        ]
        return aside or clause.kind in {"main", "coordinate"}

    def _beside(self, clause: Clause) -> list[Clause]:
        """Return the clauses of a sentence beside one of them."""
        numbers = self.index.clauses_of[clause.sentence]
        return [other for n in numbers if (other := self.index.clauses[n]) is not clause]

    def _gives(self, clause: Clause) -> bool:
        """Tell whether a clause by itself tells of help."""
        verb = clause.verb
        if verb is None or verb.negated or not self._tells(clause):
            return False
        if verb.lemma not in listed("giving") | _OFFERING | _ANNOUNCING:
            return False
        return "offers_help" in self.stances.read_deed(Told(verb.lemma, verb.last, clause.last))


def told_beside(sheet: Sheet, number: int, *, before: int | None = None) -> list[Stance]:
    """Return the stances of the reactions found in a sentence, or else of those in the one before.

    Args:
        sheet: the reactions so far.
        number: the sentence.
        before: a token of it; only of those who stand before it.
    """
    index = sheet.index
    end = index.span(before, before + 1).start if before is not None else None
    vague = False
    for at in (number, number - 1):
        if at >= 0:
            span = sheet.context.document.sentences[at].span
            frames = [
                f
                for f in sheet.found
                if f.evidence.start <= span.start < f.evidence.end
                and (end is None or f.actor.span is None or f.actor.span.start < end)
            ]
            # `Peru, which gave him asylum, speaks of a coup. | So does Chile`
            asides = [f for f in frames if (token := sheet.told_at(f)) >= 0 and _is_in_relative(index, token)]
            told = [f.stance for f in frames if f not in asides] or [f.stance for f in asides]
            clear: list[Stance] = [s for s in dict.fromkeys(told) if s != "other"]
            if clear:
                return clear
            vague = vague or bool(told)
    return ["other"] if vague else []


def _is_in_relative(index: TokenIndex, token: int) -> bool:
    """Tell whether a verb stands in a relative clause, or goes on with one."""
    number = index.verb_at[token]
    while number >= 0:
        clause = index.clauses[number]
        if clause.kind != "coordinate" or clause.parent is None:
            return clause.kind == "relative"
        number = clause.parent
    return False


def tells_disaster(context: Context) -> bool:
    """Tell whether a whole article is on a disaster, though its first sentences are on something else."""
    low = context.index.low
    disaster, strife = words_of("disasters"), words_of("strife")
    told = sum(word in disaster for word in low)
    return told >= _MIN_TOLD and told > _MORE_TOLD * sum(word in strife for word in low)
