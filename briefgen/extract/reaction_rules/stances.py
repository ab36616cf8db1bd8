"""Stances: which position words take, by verbs with what follows them and by patterns of words."""

from collections.abc import Collection, Sequence, Set

from briefgen.extract.context import Context
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.moods import title_words
from briefgen.extract.reaction_rules.phrase_lists import NEGATION, Phrases, is_count, stand_in
from briefgen.extract.reaction_rules.stance_lists import (
    Pattern,
    StanceWords,
    asking_verbs,
    feelings,
    listed,
    load_stances,
    patterns_by_word,
    solidarity,
    stances_of_verbs,
)
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
from briefgen.extract.reaction_rules.unreal import is_ruled_out
from briefgen.extract.reaction_rules.verb_objects import are_soldiers, is_bare, is_pointing, is_rescue
from briefgen.model.brief import Stance

__all__ = ["StanceReader", "Told", "is_state", "load_stances", "reconcile"]

_REACH = 26
"""Tokens behind a verb in which its object or complement is looked for."""
_NEAR = 14
"""Tokens within which all phrases of a pattern must stand."""
_NEGATION_REACH = 3
_OPENING = 4
"""Sentences at the head of an article that say what sort of crisis it is."""
_BETWEEN = frozenset({"in", "to", "from", "for", "with", "of", "on", ","})
_ANY_VERB = "*"
"""In the list of deeds: whatever the verb is, what stands behind it tells the stance."""
_BLAMING = frozenset({"accuse", "blame", "suspect"})
_NAMING = frozenset({"call", "describe", "say", "speak", "term", "tell", "write", "tweet"})
_HELPING_SOLDIERS = frozenset({"army", "troops", "war"})
_AWAY = frozenset({"to", "into", "from", "out", "onto", "away", "there"})
_TALKS = frozenset({"dialogue", "dialog", "talks", "negotiations", "consultations"})
_SUSPENDING = load_words("reaction_rules", "suspending")
_NO_GIFT = frozenset({"prison", "jail", "court", "trial", "custody", "gallows", "dam", "dams", "reservoir"})
_RECALLING = frozenset({"recall", "withdraw", "call", "bring", "summon", "order"})
_TREMORS = frozenset(
    {"fault", "tremor", "tremors", "aftershock", "aftershocks", "jolt", "own", "blast", "explosion"}
)
_TAKING = frozenset({"take", "accept", "receive", "admit", "resettle", "welcome", "house", "host"})
_FLEEING = frozenset({"refugee", "refugees", "asylum", "migrants"})
_AT_SCENES = frozenset({"border", "police", "soldiers", "parliament"})
_CRAFT = frozenset({"ferry", "ferries", "airliner", "train", "boat"})
_OF_WARS = frozenset({"famine", "drought", "explosion", "explosions", "blast", "blasts", "crash", "crashed"})
"""Disasters that wars bring, too."""
_HOLDING = frozenset(
    {
        "recognise",
        "recognised",
        "recognises",
        "recognize",
        "recognized",
        "recognizes",
        "consider",
        "considered",
    }
    | {"considers", "regard", "regarded", "regards", "see", "saw", "sees", "support", "supported", "supports"}
)
_RECOGNISING = frozenset({"recognise", "recognize"})
_NAMED_SO: frozenset[Stance] = frozenset({"condemns", "monitors", "denies", "warns", "supports_government"})
"""Stances that names tell which somebody is given: `called it a crime`."""
_AROUND = frozenset({"around", "round", "over", "past", "via", "through"})
"""Behind `fly` these say that nothing is brought."""
_UNFAIR = frozenset({"wrong", "unfair", "unjust", "premature", "absurd", "unreasonable", "cheap"})
_ACCUSING = frozenset({"blame", "accuse", "point", "hold", "condemn", "criticise", "criticize"})
_PRAYING = frozenset({"pray", "prays", "prayed", "praying", "prayer", "prayers"})
_SIDING_WITH = frozenset(
    {"support", "supports", "solidarity", "stand", "stands", "stood", "standing", "backing"}
)
_TO_PEOPLE = 6
"""Tokens from `support` to the people."""
_SETTLING = frozenset(
    {"resolve", "resolved", "settle", "settled", "solve", "solved", "solution", "settlement"}
)
_PEACE = frozenset({"peaceful", "peacefully", "peace", "dialogue"})
_DARK = frozenset({"dark", "black", "sad", "darkest", "saddest", "bleak", "grim"})
_RESTRAINT = frozenset({"restraint", "calm", "de-escalation", "self-restraint"})
"""What no blame asks for."""
_MISFORTUNES = frozenset({"tragedy", "catastrophe", "calamity", "cataclysm"})
_WARNING = frozenset({"warn", "caution"})
_REJECTING = frozenset({"reject", "dismiss"})
_DENYING = frozenset({"deny", "refute", "rebut", "disclaim"})
_CALL_REACH = 4
_CALLED_FOR = frozenset({"for", "on", "upon", "to", "off"})
"""One of these stands behind `call` where it asks for something."""
_NAME = "\ufffc"
"""Stands where a word is only part of a name."""
_READY = frozenset({"ready", "willing", "prepared", "readiness", "willingness"})
_BACKING = frozenset({"support", "assist", "back", "aid"})
_PUNISHING = frozenset({"sanctions", "sanction", "embargo", "assets", "asset", "freeze", "freezes", "frozen"})
_RELEASE = frozenset({"release", "released", "releasing", "free", "freed", "freeing", "liberty", "releases"})
_GIVEN = load_words("reaction_rules", "given")
_CURRENCIES = ("$", "us$", "a$", "c$", "€", "£", "¥")

_CURRENCY_CODES = frozenset({"eur", "usd", "gbp", "aud", "cad", "chf", "nok", "sek"})


def is_state(lemma: str, *, passive: bool) -> bool:
    """Tell whether a verb says what somebody is or feels."""
    return lemma in feelings() if passive else lemma in listed("states")


class StanceReader:
    """Reads the stances that words of one article take."""

    def __init__(self, context: Context, countries: Collection[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = frozenset(countries)
        self.low = self._unnamed()
        """The words of the article, without those that only name a body: `World | Food Programme`."""
        self.is_disaster = self._tells_disaster()
        self.is_protest = self._tells_protest()
        self.may_need_help = self._may_need_help()
        self.is_mourned = self.is_disaster or self._tells_mourning()
        """Whether the article is on people who died, and not on a struggle for power."""
        self.is_on_refugees = not self._opening_words().isdisjoint(_FLEEING)

    def _unnamed(self) -> list[str]:
        low = list(self.index.low)
        names = self.context.document.names
        for (first, last), mention in zip(self.index.mention_range, names.mentions, strict=True):
            if last - first > 1 and names.entities[mention.entity].type == "organisation":
                for token in range(first, last):
                    if low[token] in listed("naming_bodies"):
                        low[token] = _NAME
        return low

    def _may_need_help(self) -> bool:
        """Tell whether the article opens with no strife and has words of rescue or want: help is likely to be sent."""
        opening = self._opening_words()
        return not opening & (listed("strife") | listed("unrest_signs")) and not listed(
            "relief_signs"
        ).isdisjoint(self.index.low)

    def _tells_protest(self) -> bool:
        """Tell whether the article is on protests, not on an attack or a war, by its title and first sentences."""
        words = self._opening_words()
        return bool(words & listed("protests")) and not words & (listed("disasters") | listed("violence"))

    def _tells_mourning(self) -> bool:
        """Tell whether the article opens with people who died by a blow that nobody in its country is divided over."""
        words = self._opening_words()
        return bool(words & listed("deadly")) and not words & listed("struggles")

    def _opening_words(self) -> set[str]:
        document = self.context.document
        end = next((s.last for s in document.sentences[_OPENING - 1 : _OPENING]), len(self.index.low))
        return title_words(document.article.title) | {*self.index.low[:end]}

    def _tells_disaster(self) -> bool:
        """Tell whether the article is on a disaster, not on strife, by its title and first sentences."""
        words = self._opening_words()
        title = title_words(self.context.document.article.title)
        strife = listed("strife")
        if title & (listed("disasters") - _OF_WARS) and not title & (
            strife | listed("unrest_signs") - _AT_SCENES
        ):
            # Soldiers are at work at the scene of a disaster, too.
            strife -= _HELPING_SOLDIERS
        told = words & listed("disasters")
        if told and told <= _CRAFT and listed("disasters").isdisjoint(set(self.index.low) - _CRAFT):
            # A ferry that takes people off has not sunk.
            return False
        return bool(told) and not words & strife

    def read_deed(self, told: Told) -> list[Stance]:
        """Return the stances that a deed tells by its verb and object, or that is voiced behind its verb."""
        found = self._told_by([told])
        behind = self.low[told.first : min(told.last, told.first + _NEAR)]
        if "whether" in behind and told.lemma in listed("deciding"):
            # `will decide on Monday whether to cut aid`
            return ["other"]
        refused = is_refusal(self.low, told)
        if found <= {"other"} and told.lemma not in listed("receiving") and not refused:
            whatever = self._told_by([Told(_ANY_VERB, told.first, told.last)])
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
        if "supports_government" in found and self.is_disaster and told.lemma in _BACKING:
            # `The WHO continues to support the government` against a disease.
            found = (found - {"supports_government", "other"}) | {"offers_help"}
        if self.is_on_refugees and told.lemma in _TAKING:
            found = self._taken_in(found, behind)
        if "evacuates" in found and self.is_disaster and is_rescue(self.low, told.first, told.last):
            found = (found - {"evacuates"}) | {"offers_help"}
        if "evacuates" in found and self._brings_help(told):
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
        if told.lemma in _NAMING:
            found = self._unblamed(found, [(told.first, told.last)])
        if {"offers_help", "supports_government"} <= found and not self.is_disaster:
            words = self.low[told.first : min(told.last, told.first + _NEAR)]
            if listed("helpful").isdisjoint(words):
                # `promised his support to the president`
                found = found - {"offers_help"}
        if told.lemma in listed("voicing"):
            end = min(told.last, told.first + _REACH)
            found |= self._voiced_in(self._words_of([(told.first, end)]))
        if refused:
            found = without_deeds(self.low, told, found)
        found = judged(self.low, told, found)
        found = self._tempered(found, [(told.first, min(told.last, told.first + _REACH))])
        return _ordered(self._offered(found, [told]))

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
        found = self._told_by([Told(lemma, first, last)]) if lemma in listed("states") else set()
        found |= self._voiced_in(self._words_of([(first, min(last, first + _REACH))]))
        if self._is_bodily(lemma, first, last):
            return [
                stance for stance in _ordered(found) if stance not in {"expresses_condolences", "monitors"}
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
        found = self._tempered(found, [(first, min(last, first + _REACH))])
        return _ordered(self._offered(found, [Told(lemma, first, last)]))

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
            found = judged(self.low, told[0], without_deeds(self.low, told[0], self._told_by(told[:1])))
            return _ordered(self._tempered(found, content))
        told = own_verbs(self.low, told)
        voiced = self._voiced_in(self._words_of(content))
        if told and (told[0].lemma in asking_verbs() or told[0].lemma in _BLAMING | _WARNING):
            # What others are asked to do is no deed of who asks: `demanded that Chad withdraw its troops`.
            voiced -= DEEDS
        if told and told[0].lemma in listed("thanking"):
            # Those who are thanked did it.
            return _ordered(self._told_by(told[:1]) - DEEDS)
        if told and told[0].lemma in _BLAMING:
            # What others are accused of: `accused Chad of sending troops and arming rebels`.
            told = told[:1]
        if told and told[0].lemma == "threaten":
            told = told[:1]
            voiced = set()
        elif told and told[0].lemma in asking_verbs():
            # `called on Peru to stop the bombing and to withdraw its troops`
            told = [*told[:1], *(one for one in told[1:] if not self._is_infinitive(one))]
        found = self._told_by(told) | voiced
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
        taking = next((one for one in told if one.lemma in _TAKING), None) if self.is_on_refugees else None
        if taking is not None:
            found = self._taken_in(found, self.low[taking.first : min(taking.last, taking.first + _NEAR)])
        if told and told[0].lemma in _NAMING:
            found = self._unblamed(found, [*content, (told[0].first, told[0].last)])
        if told:
            found = judged(self.low, told[0], found)
        return _ordered(self._offered(self._tempered(found, content), told))

    def _is_infinitive(self, told: Told) -> bool:
        """Tell whether a verb stands behind `to`."""
        return told.first > 1 and self.low[told.first - 2] == "to"

    def _tempered(self, found: set[Stance], content: Sequence[tuple[int, int]]) -> set[Stance]:
        """Return the stances without those that only the colour of words tells beside another one."""
        if {"sanctions", "urges_dialogue"} <= found and self._is_broken_off(content):
            found = found - {"urges_dialogue"}
        if {"sanctions", "offers_help"} <= found:
            # `had frozen aid worth 14 million dollars`
            found = found - {"offers_help"}
        if self.is_mourned and "supports_protesters" in found:
            found = (found - {"supports_protesters"}) | {"expresses_condolences"}
        if self.is_disaster:
            found = _at_scene(found)
            if "sanctions" in found and not any(
                word in _PUNISHING for first, last in content for word in self.low[first:last]
            ):
                # Against a disease borders are closed and flights stopped, not to punish anybody.
                found = (found - {"sanctions"}) | {"other"}
        elif "evacuates" in found:
            found = found - {"offers_help"}
        elif {"offers_help", "supports_government"} <= found and not any(
            word in listed("helpful") or word in _READY
            for first, last in content
            for word in self.low[first:last]
        ):
            # `offered the president our full support`
            found = found - {"offers_help"}
        if "expresses_condolences" in found and self._is_unmourned(content):
            # `voiced solidarity with Peru` where nobody died
            found = (found - {"expresses_condolences"}) | {"supports_government"}
        if self.is_protest and {"supports_protesters", "supports_government"} <= found:
            # `We stand by the people of Peru`
            found = found - {"supports_government"}
        if {"urges_dialogue", "sends_forces"} <= found:
            # `offered to mediate between the soldiers and the president`
            found = found - {"sends_forces"}
        if {"condemns", "warns"} <= found and any(
            word in listed("wrongs") for first, last in content for word in self.low[first:last]
        ):
            # `We will not tolerate injustice`
            found = found - {"warns"}
        if "warns" in found and self._is_too_early(content):
            # `It is too early to speak of consequences`
            found = found - {"warns"} or {"other"}
        if found & {"condemns", "denies"} and self._is_defended(content):
            # `It is wrong to blame Peru`
            found = (found - {"condemns", "denies"}) | {"supports_government"}
        if "supports_government" in found and self._is_disowned(content):
            found = (found - {"supports_government"}) | {"condemns"}
        if "expresses_condolences" in found and self._is_dark_day(content):
            found = (found - {"expresses_condolences"}) | {"condemns"}
        found = self._unreleased(found, content)
        if {"condemns", "supports_protesters"} <= found and not any(
            word in listed("siding_words") for first, last in content for word in self.low[first:last]
        ):
            # `condemned the attacks on peaceful protesters`
            found = found - {"supports_protesters"}
        if self.is_disaster and "condemns" in found and self._is_horror(content):
            # `"Unspeakable," she said of the quake`
            found = (found - {"condemns"}) | {"expresses_condolences"}
        if "calls_for_restraint" in found and self._is_on_settlement(content):
            found = (found - {"calls_for_restraint"}) | {"urges_dialogue"}
        if {"expresses_condolences", "calls_for_restraint"} <= found and self._prays_for_peace(content):
            found = found - {"expresses_condolences"}
        both = {"expresses_condolences", "condemns"} <= found
        asked = {"calls_for_restraint", "urges_dialogue"} <= found
        if not both and not asked:
            return found
        words = {word for first, last in content for word in self.low[first:last]}
        if both and not words & (listed("grieving") | listed("sorrowing")):
            # `We condemn the coup and are with you in these difficult days`
            found = found - {"expresses_condolences"}
        elif both and not words & listed("blaming"):
            # `My heart goes out to the victims of this horrific shooting`
            found = found - {"condemns"}
        if asked:
            ranges = [set(self.low[first:last]) for first, last in content]
            words = {word for one in ranges if not one & listed("blaming") for word in one}
            # `We condemn the violence and call for restraint`
            words |= {word for one in ranges for word in one & _RESTRAINT}
        if asked and not words & listed("restraining"):
            # `a peaceful resolution through dialogue`
            found = found - {"calls_for_restraint"}
        return found

    def _is_on_settlement(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether somebody only asks for a settlement: `called for it to be resolved peacefully`."""
        words = {word for first, last in content for word in self.low[first:last]}
        hushing = listed("hushing") - {"peaceful", "peacefully", "peace"}
        return bool(words & _SETTLING) and not words & (hushing | listed("quieting") - _PEACE)

    def _prays_for_peace(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether somebody prays, and mourns nobody: `prayed for calm`."""
        words = {word for first, last in content for word in self.low[first:last]}
        mourning = listed("grieving") | listed("sorrowing")
        return bool(words & _PRAYING) and not words & (mourning - _PRAYING)

    def _is_too_early(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether somebody will not say yet what he thinks."""
        low = self.low
        return any(
            low[token] == "too" and low[token + 1] in {"early", "soon"}
            for first, last in content
            for token in range(first, last - 1)
        )

    def _is_defended(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether somebody keeps blame from the country itself: `wrong to point the finger at | Lima`."""
        low, names = self.low, self.context.document.names
        for first, last in content:
            for token in range(first, last - 2):
                if low[token] in _UNFAIR and low[token + 1] == "to" and low[token + 2] in _ACCUSING:
                    for m in self.index.mentions_in(token, min(last, token + _NEAR // 2)):
                        entity = names.entities[names.mentions[m].entity]
                        if entity.country in self.countries and entity.type in {"place", "organisation"}:
                            return True
        return False

    def _is_disowned(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether somebody is recognised no more: `no longer considered him the legitimate president`."""
        low = self.low
        return any(
            low[token : token + 2] == ["no", "longer"] and not _HOLDING.isdisjoint(low[token + 2 : token + 5])
            for first, last in content
            for token in range(first, last - 2)
        )

    def _is_dark_day(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether sorrow is only at what men did: `a sad day for the country`, where nobody is mourned."""
        if self.is_disaster:
            return False
        low = self.low
        days = any(
            low[token] in _DARK and low[token + 1] in {"day", "days", "hour", "hours", "moment"}
            for first, last in content
            for token in range(first, last - 1)
        )
        if not days or any(
            low[t] in listed("grieving") for first, last in content for t in range(first, last)
        ):
            return False
        return self._opening_words().isdisjoint(listed("grieving") | listed("violence") - {"coup"})

    def _is_broken_off(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether all talks that words tell of are ended: `will suspend its high-level dialogue`."""
        low = self.low
        talks = [t for first, last in content for t in range(first, last) if low[t] in _TALKS]
        return bool(talks) and all(not _SUSPENDING.isdisjoint(low[max(0, t - _NEAR // 2) : t]) for t in talks)

    def _unreleased(self, found: set[Stance], content: Sequence[tuple[int, int]]) -> set[Stance]:
        """Return blame for a call for restraint that only asks for somebody's release: `demanded that she be freed`."""
        if "calls_for_restraint" not in found or self.is_disaster:
            return found
        words = {word for first, last in content for word in self.low[first:last]}
        if words.isdisjoint(_RELEASE) or not words.isdisjoint(listed("quieting")):
            return found
        return (found - {"calls_for_restraint"}) | {"condemns"}

    def _unblamed(self, found: set[Stance], content: Sequence[tuple[int, int]]) -> set[Stance]:
        """Return the stances without blame where a disaster is called a misfortune: `called it a horrible tragedy`."""
        if not self.is_disaster or "condemns" not in found:
            return found
        words = {word for first, last in content for word in self.low[first:last]}
        if words.isdisjoint(_MISFORTUNES):
            # `called it a disaster of epic proportions`
            return found - {"condemns"} if "disaster" in words and found <= {"condemns", "other"} else found
        return (found - {"condemns"}) | {"expresses_condolences"}

    def _told_by(self, told: Sequence[Told]) -> set[Stance]:
        by_verb = stances_of_verbs()
        found: set[Stance] = set()
        for one in told:
            stances = by_verb.get(one.lemma, ())
            if not stances or self._is_neither(one) or self._is_of_others(one):
                continue
            words = set(self.low[one.first : min(one.last, one.first + _REACH)])
            for stance in stances:
                if stance.name not in found and self._verb_tells(stance, one, words):
                    found.add(stance.name)
        return found

    def _voiced_in(self, places: dict[str, list[int]]) -> set[Stance]:
        by_word = patterns_by_word()
        words = frozenset(places)
        found: set[Stance] = set()
        for word in places:
            for name, pattern in by_word.get(word, ()):
                if name not in found and self._pattern_holds(pattern, places, words):
                    found.add(name)
        if (
            self.is_protest
            and "expresses_condolences" in found
            and "solidarity" in places
            and not listed("grieving") & places.keys()
        ):
            found = (found - {"expresses_condolences"}) | {"supports_protesters"}
        if self.is_protest and "supports_protesters" not in found and self._backs_people(places):
            found = (found - {"supports_government"}) | {"supports_protesters"}
        if self.is_mourned and "supports_protesters" in found:
            found = (found - {"supports_protesters"}) | {"expresses_condolences"}
        if self.is_disaster and "monitors" in found and "shocked" in places:
            found = (found - {"monitors"}) | {"expresses_condolences"}
        if "supports_protesters" not in found and any(
            self._pattern_holds(pattern, places, words) for pattern in solidarity()
        ):
            found.add("expresses_condolences" if self.is_mourned else "supports_government")
        return found

    def _backs_people(self, places: dict[str, list[int]]) -> bool:
        """Tell whether words side with a people: `support for the | Peruvian people's choice`."""
        low = self.low
        return any(
            not _SIDING_WITH.isdisjoint(low[max(0, at - _TO_PEOPLE) : at])
            and not {"for", "with", "by", "behind"}.isdisjoint(low[max(0, at - _CALL_REACH) : at])
            for word in ("people", "people's", "people’s")
            for at in places.get(word, ())
        )

    def _is_loss(self, first: int, last: int) -> bool:
        """Tell whether somebody is moved by a death that is laid at nobody's door."""
        words = set(self.low[first : min(last, first + _NEAR)])
        return bool(words & listed("losses")) and not words & listed("blaming") - {"appalled", "outraged"}

    def _is_horror(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether words only say how terrible it is, and blame nobody."""
        words = {word for first, last in content for word in self.low[first:last]}
        return bool(words & listed("dreadful")) and not words & listed("blaming") - listed("dreadful")

    def _is_unmourned(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether solidarity is with the country itself, in an article that opens with no dead."""
        if self.is_disaster or self.is_protest:
            return False
        words = {word for first, last in content for word in self.low[first:last]}
        if "solidarity" not in words or words & (listed("grieving") | {"people", "condolences", "sympathy"}):
            return False
        names = self.context.document.names
        own = any(
            names.entities[names.mentions[m].entity].country in self.countries
            for first, last in content
            for m in self.index.mentions_in(first, last)
        )
        return own and not self._opening_words() & (listed("grieving") | listed("violence"))

    def _words_of(self, content: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for first, last in content:
            for token in range(first, last):
                places.setdefault(self.low[token], []).append(token)
        for first, last in content:
            for m in self._own_in(first, last):
                places.setdefault("@own", []).append(self.index.mention_range[m][0])
            names = self.context.document.names
            for m in self.index.mentions_in(first, last):
                entity = names.entities[names.mentions[m].entity]
                if entity.kind == "country" and entity.country in self.countries:
                    places.setdefault("@country", []).append(self.index.mention_range[m][0])
        return places

    def _is_asking(self, told: Told) -> bool:
        """Tell whether a verb asks for something: `called for calm`, not `called it a blow to peace`."""
        if told.lemma == "call":
            behind = self.low[max(0, told.first - 1) : min(told.last, told.first + _CALL_REACH)]
            return bool(_CALLED_FOR.intersection(behind))
        return told.lemma in asking_verbs()

    def _is_of_others(self, told: Told) -> bool:
        """Tell whether a verb of blame has no object, so that it is said of somebody: `officials accused of fraud`."""
        return told.lemma in _BLAMING and self.low[told.first : told.first + 1] in (["of"], ["for"])

    def _is_neither(self, told: Told) -> bool:
        """Tell whether a verb is one of two that are both denied: `neither confirmed nor denied it`."""
        return told.first > 1 and self.low[told.first - 2] in {"neither", "nor"}

    def _verb_tells(self, stance: StanceWords, told: Told, words: Set[str]) -> bool:
        low = self.low
        end = min(told.last, told.first + _REACH)
        lemma = told.lemma
        if lemma == "call" and stance.name in _NAMED_SO and low[told.first - 1] in {"for", "on", "upon"}:
            # `called for | those responsible to be found` gives nobody a name.
            lemma = "urge"
        for needed in stance.verbs.get(lemma, ()):
            if needed.may_stand(words) and needed.stands_in(low, told.first, end, self._is_named):
                break
        else:
            asks = stance.asks
            if asks is None or not asks.may_stand(words) or not self._is_asking(told):
                return False
            if not asks.stands_in(low, told.first, end, self._is_named):
                return False
        return not (stance.never and stand_in(stance.never, low, told.first, end, self._is_named))

    def _is_named(self, name: str, first: int, last: int) -> bool:
        """Tell whether the tokens name somebody of the country, the country itself, or a sum of money."""
        if name == "@own":
            return self._names_own(first, last)
        if name == "@country":
            return self._names_country(first, last)
        return any(word.startswith(_CURRENCIES) or word in _CURRENCY_CODES for word in self.low[first:last])

    def _names_own(self, first: int, last: int) -> bool:
        return bool(self._own_in(first, last))

    def _names_country(self, first: int, last: int) -> bool:
        """Tell whether the country whose crisis it is stands in the tokens by its name, nothing before it."""
        names = self.context.document.names
        for m in self.index.mentions_in(first, last):
            entity = names.entities[names.mentions[m].entity]
            if (
                entity.kind == "country"
                and entity.country in self.countries
                and not names.mentions[m].adjective
            ):
                return not set(self.low[first : self.index.mention_range[m][0]]) & _BETWEEN
        return False

    def _own_in(self, first: int, last: int) -> list[int]:
        """Return the mentions of people and bodies of the country."""
        names = self.context.document.names
        return [
            m
            for m in self.index.mentions_in(first, last)
            if (entity := names.entities[names.mentions[m].entity]).country in self.countries
            and entity.type in {"person", "organisation"}
        ]

    def _pattern_holds(self, pattern: Pattern, places: dict[str, list[int]], words: frozenset[str]) -> bool:
        """Tell whether the parts of a pattern stand near each other; `words` are those of which `places` tells."""
        for needed in pattern.needed:
            if needed.isdisjoint(words):
                return False
        found: list[list[int]] = []
        for phrases in pattern.parts:
            at = self._places_of(phrases, places)
            if not at:
                return False
            found.append(at)
        return any(
            all(any(self._is_near(lead, other, pattern) for other in at) for at in found[1:])
            and (pattern.negative or not self.is_negated(lead))
            for lead in found[0]
        )

    def _is_near(self, lead: int, other: int, pattern: Pattern) -> bool:
        """Tell whether two phrases stand near each other, nothing denied between them."""
        if abs(other - lead) > _NEAR or self.index.sentence_of[other] != self.index.sentence_of[lead]:
            return False
        low = self.low
        return pattern.negative or not any(
            low[token] in NEGATION for token in range(min(lead, other) + 1, max(lead, other))
        )

    def _places_of(self, phrases: Phrases, places: dict[str, list[int]]) -> list[int]:
        """Return the tokens at which one of the phrases begins, or what one of them names."""
        low = self.low
        words = phrases.words.keys() & places.keys()
        found = [token for word in words for token in places[word] if phrases.starts(low, token, len(low))]
        if phrases.named:
            found += [token for name in sorted(phrases.named) for token in places.get(name, ())]
        return found

    def is_negated(self, at: int) -> bool:
        """Tell whether a word of negation stands right before a token."""
        return any(word in NEGATION for word in self.low[max(0, at - _NEGATION_REACH) : at]) or is_ruled_out(
            self.index, at
        )


_STRONGER: tuple[tuple[Stance, Stance], ...] = (
    ("calls_for_restraint", "supports_protesters"),
    ("expresses_condolences", "monitors"),
    ("condemns", "monitors"),
    ("evacuates", "sends_forces"),
    ("sends_forces", "offers_help"),
    ("warns", "monitors"),
    ("warns", "denies"),
    ("warns", "sanctions"),
    ("sanctions", "evacuates"),
    ("offers_help", "supports_government"),
    ("expresses_condolences", "supports_government"),
    ("expresses_condolences", "supports_protesters"),
    ("supports_government", "monitors"),
    ("withdraws_forces", "sends_forces"),
    ("denies", "condemns"),
)


def _at_scene(found: set[Stance]) -> set[Stance]:
    """Return the stances as they are at the scene of a disaster, where soldiers come to help."""
    return (found - {"sends_forces"}) | {"offers_help"} if "sends_forces" in found else found


def _ordered(found: Collection[Stance]) -> list[Stance]:
    return reconcile([stance.name for stance in load_stances() if stance.name in found])


def reconcile(found: Sequence[Stance]) -> list[Stance]:
    """Leave out the weaker of two stances told by the same words, and `other` where there is another."""
    kept = list(dict.fromkeys(found))
    for strong, weak in _STRONGER:
        if strong in kept and weak in kept:
            kept.remove(weak)
    if len(kept) > 1 and "other" in kept:
        kept.remove("other")
    return kept[:3]
