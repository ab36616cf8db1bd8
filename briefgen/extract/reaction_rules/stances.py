"""Stances: which position words take, by verbs with what follows them and by patterns of words."""

from collections.abc import Collection, Sequence

from briefgen.extract.context import Context
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.crisis_kind import CrisisKind
from briefgen.extract.reaction_rules.phrase_lists import is_count
from briefgen.extract.reaction_rules.stance_lists import asking_verbs, feelings, listed
from briefgen.extract.reaction_rules.stance_matching import StanceMatcher
from briefgen.extract.reaction_rules.stance_order import ordered
from briefgen.extract.reaction_rules.tempering import Temper
from briefgen.extract.reaction_rules.unmeant import (
    DEEDS,
    Told,
    is_offer,
    is_refusal,
    is_unwilling,
    judged,
    own_verbs,
    without_deeds,
)
from briefgen.extract.reaction_rules.verb_objects import are_soldiers, is_bare, is_pointing, is_rescue
from briefgen.model.brief import Stance

_REACH = 26
"""Tokens behind a verb in which its object or complement is looked for."""
_NEAR = 14
"""Tokens within which all phrases of a pattern must stand."""
_ANY_VERB = "*"
"""In the list of deeds: whatever the verb is, what stands behind it tells the stance."""
_BLAMING = frozenset({"accuse", "blame", "suspect"})
_NAMING = frozenset({"call", "describe", "say", "speak", "term", "tell", "write", "tweet"})
_AWAY = frozenset({"to", "into", "from", "out", "onto", "away", "there"})
_NO_GIFT = frozenset({"prison", "jail", "court", "trial", "custody", "gallows", "dam", "dams", "reservoir"})
_RECALLING = frozenset({"recall", "withdraw", "call", "bring", "summon", "order"})
_TREMORS = frozenset(
    {"fault", "tremor", "tremors", "aftershock", "aftershocks", "jolt", "own", "blast", "explosion"}
)
_TAKING = frozenset({"take", "accept", "receive", "admit", "resettle", "welcome", "house", "host"})
_RECOGNISING = frozenset({"recognise", "recognize"})
_AROUND = frozenset({"around", "round", "over", "past", "via", "through"})
"""Behind `fly` these say that nothing is brought."""
_PROMISING = frozenset({"promise", "pledge", "vow", "agree", "offer", "undertake"})
_WARNING = frozenset({"warn", "caution"})
_REJECTING = frozenset({"reject", "dismiss"})
_DENYING = frozenset({"deny", "refute", "rebut", "disclaim"})
_CALL_REACH = 4
_BACKING = frozenset({"support", "assist", "back", "aid"})
_GIVEN = load_words("reaction_rules", "given")


def is_state(lemma: str, *, passive: bool) -> bool:
    """Tell whether a verb says what somebody is or feels."""
    return lemma in feelings() if passive else lemma in listed("states")


class StanceReader:
    """Reads the stances that words of one article take."""

    def __init__(self, context: Context, countries: Collection[str]) -> None:
        self.context = context
        self.index = context.index
        self.crisis = CrisisKind(context, countries)
        self.matcher = StanceMatcher(self.crisis)
        self.temper = Temper(self.crisis)
        self.low = self.crisis.low
        self.is_disaster = self.crisis.is_disaster
        self.is_mourned = self.crisis.is_mourned
        self.may_need_help = self.crisis.may_need_help

    def read_deed(self, told: Told) -> list[Stance]:
        """Return the stances that a deed tells by its verb and object, or that is voiced behind its verb."""
        found = self.matcher.told_by([told])
        behind = self.low[told.first : min(told.last, told.first + _NEAR)]
        if "whether" in behind and told.lemma in listed("deciding"):
            # `will decide on Monday whether to cut aid`
            return ["other"]
        refused = is_refusal(self.low, told)
        found = self._given(found, told, behind, refused=refused)
        found = self._turned(found, told, behind)
        found = self._meant(found, told)
        found = self._promised(found, told)
        if told.lemma in _NAMING:
            found = self.temper.unblamed(found, [(told.first, told.last)])
        both = {"offers_help", "supports_government"} <= found
        if both and not self.is_disaster and listed("helpful").isdisjoint(behind):
            # `promised his support to the president`
            found = found - {"offers_help"}
        if told.lemma in listed("voicing"):
            end = min(told.last, told.first + _REACH)
            found |= self.matcher.voiced_in(self.matcher.words_of([(told.first, end)]))
        if refused:
            found = without_deeds(self.low, told, found)
        found = judged(self.low, told, found)
        found = self.temper.tempered(found, [(told.first, min(told.last, told.first + _REACH))])
        return ordered(self._offered(found, [told]))

    def _given(self, found: set[Stance], told: Told, behind: Sequence[str], *, refused: bool) -> set[Stance]:
        """Return the stances of a deed with what its object tells by itself: help, or words of sympathy."""
        if found <= {"other"} and told.lemma not in listed("receiving") and not refused:
            whatever = self.matcher.told_by([Told(_ANY_VERB, told.first, told.last)])
            if self.is_disaster and told.lemma in listed("giving"):
                # `sent 70 people aboard a government jet`
                whatever -= {"evacuates"}
            found |= whatever
        if (
            (self.is_disaster or (self.may_need_help and "sends_forces" not in found))
            and told.lemma in listed("giving")
            and not self._is_going(told)
            and not found - {"sends_forces", "other"}
            and (self.is_disaster or behind[:1] != ["from"])
            and not listed("told_things").intersection(
                self.low[told.first : min(told.last, told.first + _CALL_REACH)]
            )
        ):
            # Whatever is sent to the scene of a disaster is help.
            found = {"offers_help"}
        if (
            self.is_disaster
            and told.lemma in listed("messaging")
            and found <= {"other"}
            and not listed("messages").isdisjoint(behind)
        ):
            # `sent the president a message` after a quake
            found = {"expresses_condolences"}
        if (
            self.is_disaster
            and told.lemma in listed("giving")
            and found == {"expresses_condolences"}
            and not _GIVEN.isdisjoint(behind)
        ):
            # `sent condolences and two planes`
            found = {"expresses_condolences", "offers_help"}
        return found

    def _turned(self, found: set[Stance], told: Told, behind: Sequence[str]) -> set[Stance]:
        """Return the stances of a deed without those that its verb or the crisis makes another of."""
        if "supports_government" in found and self.is_disaster and told.lemma in _BACKING:
            # `The WHO continues to support the government` against a disease.
            found = (found - {"supports_government", "other"}) | {"offers_help"}
        if self.crisis.is_on_refugees and told.lemma in _TAKING:
            found = self._taken_in(found, behind)
        rescues = self.is_disaster and is_rescue(self.low, told.first, told.last)
        if "evacuates" in found and (rescues or self._brings_help(told)):
            found = (found - {"evacuates"}) | {"offers_help"}
        if "evacuates" in found and self.is_disaster and self.low[told.first] == "in":
            # `flew in 118 people aboard a military plane`
            found = (found - {"evacuates"}) | {"offers_help"}
        if "sanctions" in found and told.lemma in _RECALLING:
            # `recalled its ambassador for talks`
            found -= {"urges_dialogue"}
        if (
            "offers_help" in found
            and not self.is_disaster
            and told.lemma in {"release", "back", "support"}
            and listed("helpful").isdisjoint(behind)
        ):
            # `released a note on its support`, `backed the people`
            found = found - {"offers_help"}
            if told.lemma != "release" and "people" in behind[:_CALL_REACH]:
                found |= {"supports_protesters"}
        if "evacuates" in found:
            # Who is sent to fetch one's own people helps nobody else.
            found -= {"offers_help"}
        if told.lemma == "pray" and "calls_for_restraint" in found and listed("grieving").isdisjoint(behind):
            # `prayed for calm`
            found = found - {"expresses_condolences"}
        return found

    def _meant(self, found: set[Stance], told: Told) -> set[Stance]:
        """Return the stances of a deed with what is meant where its words alone tell less."""
        if told.lemma in _RECOGNISING and found <= {"other"} and self._names_ruler(told.first):
            # `recognised Vega within a day`
            found = {"supports_government"}
        if told.lemma in _REJECTING and is_pointing(self.low, told.first):
            # `Peru accused Chile of it. Chile rejected that.`
            found = {"denies"}
        if told.lemma in listed("fetching") and are_soldiers(self.context, told.first, told.last):
            found = (found - {"evacuates", "other"}) | {"withdraws_forces"}
        if (
            self.is_disaster
            and told.lemma in listed("ringing")
            and found <= {"other"}
            and is_bare(self.index, told.first, told.last)
        ):
            # Who rings after a disaster does so to say how sorry he is.
            found = {"expresses_condolences"}
        return found

    def _promised(self, found: set[Stance], told: Told) -> set[Stance]:
        """Return the stances of a promise as what is promised tells them: `promised to withdraw its troops`."""
        at = self.index.verb_at[told.first + 1] if self.low[told.first : told.first + 1] == ["to"] else -1
        verb = self.index.clauses[at].verb if at >= 0 and told.lemma in _PROMISING else None
        if verb is None or not found & {"sends_forces", "offers_help"}:
            return found
        meant = self.matcher.told_by([Told(verb.lemma, verb.last, told.last)])
        taken = meant & {"withdraws_forces", "evacuates"}
        return found - {"sends_forces", "offers_help", "other"} | taken if taken else found

    def _is_going(self, told: Told) -> bool:
        """Tell whether nothing is given: `keeps flying`, `sent 57 marchers to prison`, `let water out of the dam`."""
        behind = self.low[told.first : min(told.last, told.first + _CALL_REACH + _CALL_REACH)]
        flies = told.lemma == "fly" and (
            behind[:1] in ([], ["."], [","], ["to"]) or not _AROUND.isdisjoint(behind[:1])
        )
        return flies or behind[:1] in (["home"], ["back"]) or not _NO_GIFT.isdisjoint(behind)

    def _brings_help(self, told: Told) -> bool:
        """Tell whether helpers or goods are brought to a disaster: `flew 84 people and a field hospital in`."""
        behind = self.low[told.first : min(told.last, told.first + _NEAR)]
        return (
            self.is_disaster
            and told.lemma in {"fly", "bring", "send", "ferry", "ship", "dispatch"}
            and not listed("brought").isdisjoint(behind)
            and listed("own_people").isdisjoint(behind)
        )

    def _names_ruler(self, at: int) -> bool:
        """Tell whether a person stands at a token, or behind an office there, who does not lead an opposition."""
        names = self.context.document.names
        for token in range(at, min(at + 4, len(self.low))):
            m = self.index.mention_at[token]
            if m >= 0:
                entity = names.entities[names.mentions[m].entity]
                return entity.type == "person" and "opposition" not in entity.role.lower()
            if self.low[token] in {"opposition", "rebel", ",", "and", "as"}:
                return False
        return False

    def _offered(self, found: set[Stance], told: Sequence[Told]) -> set[Stance]:
        """Return help for forces that are only offered: `offered to send soldiers`."""
        if "sends_forces" not in found or not is_offer(self.low, told):
            return found
        return (found - {"sends_forces"}) | {"offers_help"}

    def read_feeling(self, lemma: str, first: int, last: int) -> list[Stance]:
        """Return the stances of what an actor is or feels: `was saddened by`, `is ready to help`, `were shocked`.

        Args:
            lemma: base form of the verb, passive or one of being.
            first: token of the verb.
            last: token behind what follows it.
        """
        found = self.matcher.told_by([Told(lemma, first, last)]) if lemma in listed("states") else set()
        found |= self.matcher.voiced_in(self.matcher.words_of([(first, min(last, first + _REACH))]))
        if self._is_bodily(lemma, first, last):
            return [
                stance for stance in ordered(found) if stance not in {"expresses_condolences", "monitors"}
            ]
        feeling = feelings().get(lemma)
        if feeling == "condemns" and self._is_loss(first, last):
            # `was appalled to learn of the death of nine children`
            feeling = "expresses_condolences"
            found -= {"condemns"}
        if feeling is not None:
            found.add("expresses_condolences" if self.is_disaster and feeling == "monitors" else feeling)
        if is_unwilling(self.low, first, last):
            return []
        found = self.temper.tempered(found, [(first, min(last, first + _REACH))])
        return ordered(self._offered(found, [Told(lemma, first, last)]))

    def _taken_in(self, found: set[Stance], behind: Sequence[str]) -> set[Stance]:
        """Return help where numbers of refugees are taken: `will take 2,500 | of those who fled`."""
        counted = any(is_count(word) for word in behind[:_CALL_REACH])
        if not counted or not {
            "its",
            "citizens",
            "nationals",
            "soldiers",
            "prisoners",
            "troops",
            "seats",
            "lives",
        }.isdisjoint(behind):
            return found
        return (found - {"evacuates", "other"}) | {"offers_help"}

    def _is_bodily(self, lemma: str, first: int, last: int) -> bool:
        """Tell whether nobody feels anything: `were moved | to the base`, `shaken by the same fault`."""
        behind = self.low[first : min(last, first + _NEAR)]
        if lemma == "move":
            at = behind.index("moved") + 1 if "moved" in behind else 0
            return not _AWAY.isdisjoint(behind[at : at + 1]) and not {"tears", "act", "help"} & {*behind}
        return lemma == "shake" and self.is_disaster and not _TREMORS.isdisjoint(behind)

    def read_statement(self, told: Sequence[Told], content: Sequence[tuple[int, int]]) -> list[Stance]:
        """Return the stances of a statement, by the speaker's own verbs and by patterns in what is said.

        Args:
            told: the cue and the verbs inside the content whose subject is the speaker.
            content: token ranges of what is said, in text order.
        """
        if told and told[0].lemma in listed("deciding"):
            first = told[0].first
            if "whether" in self.low[first : min(told[0].last, first + _NEAR)]:
                # `will decide on Monday whether to cut aid`
                return ["other"]
        if told and told[0].lemma in _DENYING:
            # What is denied was not done, nor said: `denied that its men had crossed the border`.
            told, content = told[:1], content[-1:]
        if told and is_refusal(self.low, told[0]):
            found = judged(
                self.low, told[0], without_deeds(self.low, told[0], self.matcher.told_by(told[:1]))
            )
            return ordered(self.temper.tempered(found, content))
        told = own_verbs(self.low, told)
        voiced = self.matcher.voiced_in(self.matcher.words_of(content))
        if told and (told[0].lemma in asking_verbs() or told[0].lemma in _BLAMING | _WARNING):
            # What others are asked to do is no deed of who asks: `demanded that Chad withdraw its troops`.
            voiced -= DEEDS
        if told and told[0].lemma in listed("thanking"):
            # Those who are thanked did it.
            return ordered(self.matcher.told_by(told[:1]) - DEEDS)
        if told and told[0].lemma in _BLAMING:
            # What others are accused of: `accused Chad of sending troops and arming rebels`.
            told = told[:1]
        if told and told[0].lemma == "threaten":
            told = told[:1]
            voiced = set()
        elif told and told[0].lemma in asking_verbs():
            # `called on Peru to stop the bombing and to withdraw its troops`
            told = [*told[:1], *(one for one in told[1:] if not self._is_infinitive(one))]
        found = self.matcher.told_by(told) | voiced
        if len(told) > 1 and is_refusal(self.low, told[1]):
            # `said that it would turn down requests to send troops`
            found = without_deeds(self.low, told[1], found)
        if any(
            one.lemma in listed("fetching") and are_soldiers(self.context, one.first, one.last)
            for one in told
        ):
            found = (found - {"evacuates", "other"}) | {"withdraws_forces"}
        if "evacuates" in found and any(self._brings_help(one) for one in told):
            found = (found - {"evacuates"}) | {"offers_help"}
        taking = (
            next((one for one in told if one.lemma in _TAKING), None) if self.crisis.is_on_refugees else None
        )
        if taking is not None:
            found = self._taken_in(found, self.low[taking.first : min(taking.last, taking.first + _NEAR)])
        if told and told[0].lemma in _NAMING:
            found = self.temper.unblamed(found, [*content, (told[0].first, told[0].last)])
        if told:
            found = judged(self.low, told[0], found)
        return ordered(self._offered(self.temper.tempered(found, content), told))

    def _is_infinitive(self, told: Told) -> bool:
        """Tell whether a verb stands behind `to`."""
        return told.first > 1 and self.low[told.first - 2] == "to"

    def _is_loss(self, first: int, last: int) -> bool:
        """Tell whether somebody is moved by a death that is laid at nobody's door."""
        words = set(self.low[first : min(last, first + _NEAR)])
        return bool(words & listed("losses")) and not words & listed("blaming") - {"appalled", "outraged"}
