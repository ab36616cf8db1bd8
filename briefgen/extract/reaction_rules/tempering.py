"""Tempering: which of several stances words mean, by what they say besides and the sort of crisis."""

from collections.abc import Sequence, Set

from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.crisis_kind import CrisisKind
from briefgen.extract.reaction_rules.stance_lists import listed
from briefgen.model.brief import Stance

_NEAR = 14
"""Tokens within which all phrases of a pattern must stand."""
_TALKS = frozenset({"dialogue", "dialog", "talks", "negotiations", "consultations"})
_SUSPENDING = load_words("reaction_rules", "suspending")
_HOLDING = load_words("reaction_rules", "holding")
_UNFAIR = frozenset({"wrong", "unfair", "unjust", "premature", "absurd", "unreasonable", "cheap"})
_ACCUSING = frozenset({"blame", "accuse", "point", "hold", "condemn", "criticise", "criticize"})
_SETTLING = frozenset(
    {"resolve", "resolved", "settle", "settled", "solve", "solved", "solution", "settlement"}
)
_PEACE = frozenset({"peaceful", "peacefully", "peace", "dialogue"})
_DARK = frozenset({"dark", "black", "sad", "darkest", "saddest", "bleak", "grim"})
_RESTRAINT = frozenset({"restraint", "calm", "de-escalation", "self-restraint"})
"""What no blame asks for."""
_MISFORTUNES = frozenset({"tragedy", "catastrophe", "calamity", "cataclysm"})
_READY = frozenset({"ready", "willing", "prepared", "readiness", "willingness"})
_PUNISHING = frozenset({"sanctions", "sanction", "embargo", "assets", "asset", "freeze", "freezes", "frozen"})
_SUPPORT = frozenset(
    {"support", "supports", "supporting", "supported", "assist", "assists", "assisting", "backing"}
)
_TOO_EARLY: frozenset[Stance] = frozenset({"warns", "sanctions", "urges_dialogue"})
"""Stances that words tell only as what it is too early to speak of."""
_TOO_EARLY_TO = 4
"""Tokens of `too early to say`."""
_JUDGING = load_words("reaction_rules", "judging")
_PRAYING = frozenset({"pray", "prays", "prayed", "praying", "prayer", "prayers"})
_RELEASE = frozenset({"release", "released", "releasing", "free", "freed", "freeing", "liberty", "releases"})


class Temper:
    """Weighs the stances that words of one article tell."""

    def __init__(self, crisis: CrisisKind) -> None:
        self.crisis = crisis
        self.context, self.index = crisis.context, crisis.index
        self.low = crisis.low

    def tempered(self, found: set[Stance], content: Sequence[tuple[int, int]]) -> set[Stance]:
        """Return the stances without those that only the colour of words tells beside another one."""
        if not found:
            return found
        words = {word for first, last in content for word in self.low[first:last]}
        found = self._by_crisis(found, content, words)
        found = self._by_object(found, content, words)
        if {"expresses_condolences", "condemns"} <= found:
            if not words & (listed("grieving") | listed("sorrowing")):
                # `We condemn the coup and are with you in these difficult days`
                found = found - {"expresses_condolences"}
            elif not words & listed("blaming"):
                # `My heart goes out to the victims of this horrific shooting`
                found = found - {"condemns"}
        if {"calls_for_restraint", "urges_dialogue"} <= found and not self._restrains(content):
            # `a peaceful resolution through dialogue`
            found = found - {"calls_for_restraint"}
        return found

    def _by_crisis(
        self, found: set[Stance], content: Sequence[tuple[int, int]], words: set[str]
    ) -> set[Stance]:
        """Return the stances as the kind of crisis lets them be meant."""
        if {"sanctions", "urges_dialogue"} <= found and self._is_broken_off(content):
            found = found - {"urges_dialogue"}
        if {"sanctions", "offers_help"} <= found:
            # `had frozen aid worth 14 million dollars`
            found = found - {"offers_help"}
        if self.crisis.is_mourned and "supports_protesters" in found:
            found = (found - {"supports_protesters"}) | {"expresses_condolences"}
        if self.crisis.is_disaster:
            found = _at_scene(found)
            if "sanctions" in found and words.isdisjoint(_PUNISHING):
                # Against a disease borders are closed and flights stopped, not to punish anybody.
                found = (found - {"sanctions"}) | {"other"}
            if "supports_government" in found and words & _SUPPORT:
                # `will support the government in its fight against the fever`
                found = (found - {"supports_government"}) | {"offers_help"}
        elif "evacuates" in found:
            found = found - {"offers_help"}
        elif {"offers_help", "supports_government"} <= found and words.isdisjoint(listed("helpful") | _READY):
            # `offered the president our full support`
            found = found - {"offers_help"}
        if "expresses_condolences" in found and self._is_unmourned(content):
            # `voiced solidarity with Peru` where nobody died
            found = (found - {"expresses_condolences"}) | {"supports_government"}
        if self.crisis.is_protest and {"supports_protesters", "supports_government"} <= found:
            # `We stand by the people of Peru`
            found = found - {"supports_government"}
        return found

    def _by_object(
        self, found: set[Stance], content: Sequence[tuple[int, int]], words: set[str]
    ) -> set[Stance]:
        """Return the stances as what is spoken of lets them be meant: whom somebody blames, mourns or sides with."""
        if {"urges_dialogue", "sends_forces"} <= found:
            # `offered to mediate between the soldiers and the president`
            found = found - {"sends_forces"}
        if {"condemns", "warns"} <= found and words & listed("wrongs"):
            # `We will not tolerate injustice`
            found = found - {"warns"}
        if found & {"condemns", "denies"} and self._is_defended(content):
            # `It is wrong to blame Peru`
            found = (found - {"condemns", "denies"}) | {"supports_government"}
        if "supports_government" in found and self._is_disowned(content):
            found = (found - {"supports_government"}) | {"condemns"}
        if "expresses_condolences" in found and self._is_dark_day(content):
            found = (found - {"expresses_condolences"}) | {"condemns"}
        found = self._unreleased(found, content)
        if {"condemns", "supports_protesters"} <= found and words.isdisjoint(listed("siding_words")):
            # `condemned the attacks on peaceful protesters`
            found = found - {"supports_protesters"}
        if self.crisis.is_disaster and "condemns" in found and self._is_horror(content):
            # `"Unspeakable," she said of the quake`
            found = (found - {"condemns"}) | {"expresses_condolences"}
        if {"expresses_condolences", "calls_for_restraint"} <= found and _prays_for_peace(words):
            found = found - {"expresses_condolences"}
        if found & _TOO_EARLY and self._is_too_early(content):
            # `It is too early to speak of consequences`
            found = found - _TOO_EARLY or {"other"}
        if "calls_for_restraint" in found and self._is_on_settlement(words):
            found = (found - {"calls_for_restraint"}) | {"urges_dialogue"}
        return found

    def _restrains(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether words ask for restraint, and do not only name what they blame."""
        ranges = [set(self.low[first:last]) for first, last in content]
        words = {word for one in ranges if not one & listed("blaming") for word in one}
        # `We condemn the violence and call for restraint`
        words |= {word for one in ranges for word in one & _RESTRAINT}
        return bool(words & listed("restraining"))

    def _is_on_settlement(self, words: Set[str]) -> bool:
        """Tell whether somebody only asks for a settlement: `called for it to be resolved peacefully`."""
        hushing = listed("hushing") - {"peaceful", "peacefully", "peace"}
        return bool(words & _SETTLING) and not words & (hushing | listed("quieting") - _PEACE)

    def _is_too_early(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether somebody will not say yet what he will do: `too soon | to say whether aid would be cut`."""
        low = self.low
        return any(
            low[token] == "too"
            and low[token + 1] in {"early", "soon"}
            and low[token + 2] == "to"
            and low[token + 3] in _JUDGING
            for first, last in content
            # What is said may begin behind `too early to say`.
            for token in range(max(0, first - _TOO_EARLY_TO), last - 3)
        )

    def _is_defended(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether somebody keeps blame from the country itself: `wrong to point the finger at | Lima`."""
        low, names = self.low, self.context.document.names
        for first, last in content:
            for token in range(first, last - 2):
                if low[token] in _UNFAIR and low[token + 1] == "to" and low[token + 2] in _ACCUSING:
                    for m in self.index.mentions_in(token, min(last, token + _NEAR // 2)):
                        entity = names.entities[names.mentions[m].entity]
                        if entity.country in self.crisis.countries and entity.type in {
                            "place",
                            "organisation",
                        }:
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
        if self.crisis.is_disaster:
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
        return self.crisis.opening_words.isdisjoint(listed("grieving") | listed("violence") - {"coup"})

    def _is_broken_off(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether all talks that words tell of are ended: `will suspend its high-level dialogue`."""
        low = self.low
        talks = [t for first, last in content for t in range(first, last) if low[t] in _TALKS]
        return bool(talks) and all(not _SUSPENDING.isdisjoint(low[max(0, t - _NEAR // 2) : t]) for t in talks)

    def _unreleased(self, found: set[Stance], content: Sequence[tuple[int, int]]) -> set[Stance]:
        """Return blame for a call for restraint that only asks for somebody's release: `demanded that she be freed`."""
        if "calls_for_restraint" not in found or self.crisis.is_disaster:
            return found
        words = {word for first, last in content for word in self.low[first:last]}
        if words.isdisjoint(_RELEASE) or not words.isdisjoint(listed("quieting")):
            return found
        return (found - {"calls_for_restraint"}) | {"condemns"}

    def unblamed(self, found: set[Stance], content: Sequence[tuple[int, int]]) -> set[Stance]:
        """Return the stances without blame where a disaster is called a misfortune: `called it a horrible tragedy`."""
        if not self.crisis.is_disaster or "condemns" not in found:
            return found
        words = {word for first, last in content for word in self.low[first:last]}
        if words.isdisjoint(_MISFORTUNES):
            # `called it a disaster of epic proportions`
            return found - {"condemns"} if "disaster" in words and found <= {"condemns", "other"} else found
        return (found - {"condemns"}) | {"expresses_condolences"}

    def _is_horror(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether words only say how terrible it is, and blame nobody."""
        words = {word for first, last in content for word in self.low[first:last]}
        return bool(words & listed("dreadful")) and not words & listed("blaming") - listed("dreadful")

    def _is_unmourned(self, content: Sequence[tuple[int, int]]) -> bool:
        """Tell whether solidarity is with the country itself, in an article that opens with no dead."""
        if self.crisis.is_disaster or self.crisis.is_protest:
            return False
        words = {word for first, last in content for word in self.low[first:last]}
        if "solidarity" not in words or words & (listed("grieving") | {"people", "condolences", "sympathy"}):
            return False
        names = self.context.document.names
        own = any(
            names.entities[names.mentions[m].entity].country in self.crisis.countries
            for first, last in content
            for m in self.index.mentions_in(first, last)
        )
        return own and not self.crisis.opening_words & (listed("grieving") | listed("violence"))


def _prays_for_peace(words: Set[str]) -> bool:
    """Tell whether somebody prays, and mourns nobody: `prayed for calm`."""
    mourning = listed("grieving") | listed("sorrowing")
    return bool(words & _PRAYING) and not words & (mourning - _PRAYING)


def _at_scene(found: set[Stance]) -> set[Stance]:
    """Return the stances as they are at the scene of a disaster, where soldiers come to help."""
    return (found - {"sends_forces"}) | {"offers_help"} if "sends_forces" in found else found
