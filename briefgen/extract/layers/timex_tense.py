"""Whether a time lies behind or ahead, by the verbs of its clause."""

from collections.abc import Sequence
from typing import NamedTuple

from briefgen.extract.layers.timex_verbs import AUXILIARIES, VerbSides
from briefgen.extract.layers.timex_words import category_codes, listed_words

_REACH_BACK, _REACH_AHEAD = 20, 16
"""Words of a sentence that are looked through for a verb."""
_CLOSING = frozenset({'"', "''", "”", "»"})
_NO_OBJECT = frozenset({"to", "that", "for", "of", "by", "until", "till", "through", "before"})
_PLURALS = frozenset(
    {"people", "police", "men", "women", "children", "who", "they", "we", "both", "also", "then"}
)
"""Behind these, as behind a word in `-s`, a bare form is a verb."""
_NO_PLURALS = frozenset({"is", "was", "has", "does", "its", "this", "as", "us", "'s", "’s"})
_FEW_BACK = 8
_LASTED_REACH = 10
_DONE_TO = frozenset({"able", "quick", "swift", "forced", "compelled", "managed"})
"""Before `to` these tell in the past that something was done."""
_SETTLING = frozenset({"agreed", "voted"})
_AGENT_REACH, _AGENT_VERB = 8, 4


class _Verb(NamedTuple):
    """The nearest verb to one side that tells a time."""

    side: int
    """-1 behind, 1 ahead, 0 for none."""
    distance: float
    place: int
    beyond: bool
    """A comma or the opening of a clause stands between."""


_NONE = _Verb(0, 99.0, -1, False)


class Tenses:
    """The verbs of one text, looked at from the times in it."""

    def __init__(self, codes: str, norms: Sequence[str]) -> None:
        self._codes, self._norms = codes, norms
        by_name = category_codes()
        self._stop, self._comma, self._capital = (
            by_name[name] for name in ("stop", "comma", "other_capital")
        )
        sides = VerbSides(codes, norms)
        self.is_planned, self._sets_behind_day = sides.is_planned, sides.sets_behind_day
        self._side, self._is_unreal = sides.side, sides.is_unreal
        self._stops, self._norm, self._category = sides.stops, sides.norm, sides.category

    def direction(self, start: int, end: int, *, timetables: bool = True) -> int:
        """Tell by the verbs around the atoms [start, end) whether their time lies behind (-1) or ahead (1); else 0.

        `timetables`: whether verbs in the present count that tell of what is to come (`polls open`).
        """
        if self._norm(start - 1) == "since" or self.comes_after(start):
            return -1
        first = start - 1
        while start - first < 4 and self._norm(first) in listed_words("time_leads"):
            first -= 1
        begins = self._stops(first) or self._norms[first] in listed_words("clause_openers")
        comma = begins and end < len(self._codes) and self._codes[end] == self._comma
        behind = self._verb(first, -1, timetables)
        ahead = self._verb(end + comma, 1, timetables)
        if begins and ahead.side:
            return ahead.side
        if behind.side > 0 and self._is_settled(behind.place) and self._is_late_or_early(first, start):
            # `agreed to free the miners late on Sunday`
            return -1
        # A time hangs on the verb before it, unless its clause begins with it: `Envoys who will meet on Friday agreed`.
        if behind.side and not behind.beyond and not self.opens(first):
            if ahead.side and self._has_clause(behind.place, first):
                return ahead.side
            return behind.side
        return min(behind, ahead, key=lambda verb: verb.distance).side

    def _is_settled(self, index: int) -> bool:
        """Tell whether the infinitive at an atom is what somebody has agreed to do: `agreed to`."""
        return self._norms[index] == "to" and self._norm(index - 1) in _SETTLING

    def _is_late_or_early(self, first: int, start: int) -> bool:
        """Tell whether a time is a part of a day that news tell of: `late on Sunday`."""
        return not {"late", "early"}.isdisjoint(self._norms[max(0, first) : start + 1])

    def comes_after(self, start: int) -> bool:
        """Tell whether a time is that of what something follows: `comes days after the removal of the chief on`."""
        for place in range(start - 2, max(start - _LASTED_REACH, -1), -1):
            if self._stops(place):
                return False
            if self._norms[place] in ("after", "following"):
                return not {"comes", "come"}.isdisjoint(self._norms[max(0, place - 3) : place])
        return False

    def announces(self, start: int, *, strictly: bool) -> bool:
        """Tell whether a verb before a time says that it lies ahead: `will meet on Friday`, `a vote is set for`.

        `strictly`: only `will`, with no verb in the past between.
        """
        for index in range(start - 1, max(start - _REACH_BACK, -1), -1):
            word = self._norms[index]
            if self._stops(index) or word in listed_words("clause_openers"):
                return False
            if strictly and (word in ("will", "shall") or word.endswith(("'ll", "’ll"))):
                return True
            side = self._side(index)
            if side < 0:
                return False
            if side > 0 and not strictly:
                if word in ("should", "may", "might"):
                    # Told in the present: `The report should come out on Wednesday`
                    return not self._tells_past_before(index)
                return word not in listed_words("weak_verbs") or self._norm(index - 1) in AUXILIARIES
        return False

    def _tells_past_before(self, index: int) -> bool:
        """Tell whether a verb in the past stands before an atom in its sentence."""
        for place in range(index - 1, max(index - _REACH_BACK, -1), -1):
            if self._stops(place):
                return False
            if self._side(place) < 0:
                return True
        return False

    def follows_past(self, start: int) -> bool:
        """Tell whether a time stands right behind a verb in the past: `was born on`, `struck`."""
        index = start - 1
        while start - index < 3 and self._norm(index) in ("on", "in", "the"):
            index -= 1
        if not 0 <= index < len(self._codes) or self._norms[index] in ("was", "were", "been"):
            # `the next flight was on 9 February`
            return False
        return self._side(index) < 0 and not self._is_unreal(index)

    def closes_past(self, start: int, *, reach: int = 6) -> bool:
        """Tell whether a verb in the past with a short object stands before a time: `took office in`.

        `reach`: words that the object may have, counted with the preposition before the time; > 1.
        """
        for index in range(start - 2, max(start - reach - 1, -1), -1):
            word = self._norms[index]
            if word in _NO_OBJECT or self.opens(index):
                return False
            if self._side(index) < 0:
                return not self._is_unreal(index)
        return False

    def hangs_on_infinitive(self, start: int) -> bool:
        """Tell whether a time belongs to what somebody wants or has to do: `a chance to win in`."""
        for index in range(start - 2, max(start - 9, -1), -1):
            if self.opens(index) or self._side(index):
                return False
            if self._norms[index] == "to" and self._category(index + 1) == "other":
                return self._norm(index - 1) not in listed_words("reached_by_to")
        return False

    def sets_term(self, start: int) -> bool:
        """Tell whether a verb in the present right before a time sets it as a term: `the mandate ends on`."""
        verb = start - 2
        if self._norm(start - 1) != "on" or not 0 <= verb < len(self._codes):
            return False
        return self._norms[verb] in listed_words("term_verbs")

    def is_reached(self, index: int, *, near: bool = False) -> bool:
        """Tell whether the clause before an atom tells what had come about: `had fled`, `rose to 40`, `reached`.

        `near`: any verb in the past will do that asks for nothing (`burned 40 homes`, not `demanded an answer`).
        """
        told = False
        for place in range(index - 1, max(index - 10, -1), -1):
            word = self._norms[place]
            if self._stops(place) or word in listed_words("clause_openers"):
                return told
            if word == "to" and self._norm(place - 1) in _DONE_TO:
                # `was quick to reject it by Friday`, `managed to seal the leak by Friday`
                return self._norm(place - 2) in ("was", "were") or self._norm(place - 1) == "managed"
            if (word == "to" and self._category(place + 1) == "other") or self._side(place) > 0:
                # `agreed to leave by Monday`
                return False
            if word in listed_words("reaching_verbs"):
                return self._norm(place - 1) not in AUXILIARIES
            if word in ("had", "'d", "’d"):
                return True
            if word in ("was", "were"):
                return told or self._norm(place + 1) in listed_words("reached_states")
            if near and self._side(place) < 0:
                if word in listed_words("asking_verbs"):
                    return told
                told = True
        return told

    def tells_past(self, index: int) -> bool:
        """Tell whether the verb of the clause before an atom lies behind."""
        verb = self._verb(index - 1, -1, True)
        return verb.side < 0 and not verb.beyond

    def tells_deed(self, index: int, start: int, end: int) -> bool:
        """Tell whether a time [start, end), its preposition at `index`, is that of a deed: `shot a priest in Ruma on`.

        Not of what is said, asked for or announced, nor of what was to be done; but `gunmen on Friday killed`.
        """
        verb = self._verb(index - 1, -1, True)
        plain = listed_words("asking_verbs") | listed_words("reporting_verbs") | listed_words("planned_verbs")
        if self._norm(start - 1) in ("from", "of", "before", "after", "starting", "beginning"):
            return False
        if verb.side < 0 and not verb.beyond:
            meant = self._is_unreal(verb.place) or self.hangs_on_infinitive(start)
            # `The result was announced on Saturday`
            made_known = self._norms[verb.place] == "announced" and self._norm(verb.place - 1) in (
                "was",
                "were",
            )
            return (self._norms[verb.place] not in plain or made_known) and not meant
        told = end < len(self._codes) and self._side(end) < 0
        set_off = told and self._sets_behind_day(end)
        return told and not verb.side and (self._norms[end] not in plain or set_off)

    def lasted(self, index: int) -> bool:
        """Tell whether `until` at an atom ends what is over: `it took until Friday`, `did not open until 5 May`."""
        for place in range(index - 1, max(index - _LASTED_REACH, -1), -1):
            word = self._norms[place]
            if self.opens(place) or word in listed_words("future_verbs"):
                return False
            stayed = word in ("was", "were", "been") and self._norm(place + 1) in ("in", "at", "on", "there")
            if stayed or (word == "been" and self._norm(place - 1) == "had"):
                # `had been closed until Tuesday`, `was in Rome until Tuesday`
                return True
            if word in listed_words("lasting_past"):
                return self._norm(place - 1) not in AUXILIARIES and self._norm(place - 1) != "be"
            if word.endswith(("n't", "n’t")) or word == "not":
                helper = word[:-3] if word != "not" else self._norm(place - 1)
                return helper in ("did", "was", "were", "had")
        return False

    def has_agent(self, index: int) -> bool:
        """Tell whether a passive in the past with its doer stands before a time: `was put out by firemen on Friday`."""
        for place in range(index - 2, max(index - _AGENT_REACH, -1), -1):
            if self.opens(place):
                return False
            if self._norms[place] == "by":
                lead = max(0, place - _AGENT_VERB)
                return self._side(place - 1) < 0 or not {"was", "were"}.isdisjoint(self._norms[lead:place])
        return False

    def schedules(self, index: int, *, alone: bool = True, near: bool = False) -> bool:
        """Tell whether a verb in the present sets what is to come on a day: `Ministers gather in Oslo on Friday`.

        `alone`: whether no other verb of the sentence tells the time; else the verb must be the nearest, in its clause.
        `near`: only a verb a few words before counts.
        """
        bare = self._norm(index - 1) != "on"
        if bare and alone:
            return False
        for place in range(index - 2 + bare, max(index - (_FEW_BACK if near else _REACH_BACK), -1), -1):
            word = self._norms[place]
            if not alone and (self.opens(place) or self._side(place) < 0):
                return False
            if self._stops(place) or word in listed_words("clause_openers") or word == "from":
                return False
            if self._codes[place] == self._capital:
                continue
            before = self._norm(place - 1)
            led = before in listed_words("timetable_blocks") or self._category(place - 1) in (
                "the",
                "a",
                "to",
                "of",
                "poss",
            )
            if not alone and word not in listed_words("scheduling_plain"):
                continue
            if word in listed_words("scheduling_verbs"):
                return not led and self._norm(place + 1) not in ("note", "stock", "account", "issue")
            if word in listed_words("scheduling_plurals") and not led and not bare:
                return (before.endswith("s") and before not in _NO_PLURALS) or before in _PLURALS
        return False

    def sets_day(self, index: int) -> bool:
        """Tell whether a day right behind a verb in the present is to come: `He leaves Saturday`, `talks open Monday`.

        Also behind what is likely, and behind `to appear` of what is ordered.
        """
        verb = index - 1
        if not 0 <= verb < len(self._codes) or self._codes[verb] == self._capital:
            return False
        word, before = self._norms[verb], self._norm(verb - 1)
        if word in listed_words("likelihoods"):
            return before in ("is", "are", "still", "now", "also")
        if before == "to" and word in listed_words("summoned_to"):
            return any(self._norm(verb - back) in listed_words("summoning_verbs") for back in range(2, 6))
        if before in listed_words("timetable_blocks") or self._category(verb - 1) in (
            "the",
            "a",
            "to",
            "poss",
        ):
            return False
        if word in listed_words("day_verbs"):
            return True
        if word not in listed_words("day_plurals"):
            return False
        plural = before.endswith("s") and before not in _NO_PLURALS
        return (plural and not before.endswith("ss")) or before in _PLURALS or before == "which"

    def was_due(self, index: int) -> bool:
        """Tell whether a day is one that had been set: `Elections had been due on 29 April`."""
        if self._norm(index - 1) not in ("on", "for") or self._norm(index - 3) not in ("been", "was", "were"):
            return False
        return self._norm(index - 2) in listed_words("planned_verbs")

    def has_past(self, first: int, end: int) -> bool:
        """Tell whether a verb in the past stands among the atoms [first, end)."""
        return any(self._side(index) < 0 for index in range(first, end))

    def tells_pluperfect(self, index: int) -> bool:
        """Tell whether `had` and a past form stand before an atom in its sentence: `had given them until Friday`."""
        for place in range(index - 1, max(index - _REACH_BACK, -1), -1):
            if self._stops(place):
                return False
            if self._norms[place] == "had" and self._side(place + 1) < 0:
                return True
        return False

    def _verb(self, index: int, step: int, timetables: bool) -> _Verb:
        distance, commas, beyond = 0.0, 0, False
        for _ in range(_REACH_BACK if step < 0 else _REACH_AHEAD):
            if not 0 <= index < len(self._codes) or self._codes[index] == self._stop:
                break
            code, word = self._codes[index], self._norms[index]
            commas += code == self._comma
            distance += self._width(index, step)
            if word in _CLOSING or word in listed_words("clause_openers") or code == self._comma:
                beyond = True
                if step > 0 and code != self._comma:
                    # What is said (`said on Tuesday that he will leave`) has times of its own.
                    break
            if step < 0 and word == "since":
                # `since the beginning of the outbreak in April`
                return _Verb(-1, distance, index, beyond)
            if step > 0 and commas and word in listed_words("reporting_verbs"):
                # Who says it (`will leave on Tuesday, officials said`) too.
                break
            if step < 0 and self._norm(index - 1) == "after" and word in listed_words("told_gerunds"):
                # `will go to trial after pleading guilty in May`
                return _Verb(-1, distance, index, beyond)
            if side := self._side(index, timetables):
                return _Verb(side, distance, index, beyond)
            index += step
        return _NONE

    def opens(self, index: int) -> bool:
        """Tell whether a clause begins behind an atom."""
        if self._stops(index):
            return True
        word = self._norms[index]
        return (
            self._codes[index] == self._comma
            or word in ("and", "but", "``", '"', "“", "-", "–", "—", "--", ":")
            or word in listed_words("clause_openers")
        )

    def _has_clause(self, verb: int, last: int) -> bool:
        """Tell whether what stands behind `said` begins what is said: `said the meeting on Friday will`."""
        if self._norms[verb] not in ("said", "says") or verb >= last:
            return False
        return self._norms[verb + 1] not in listed_words("adjunct_leads")

    def _width(self, index: int, step: int) -> float:
        """Tell how far a word keeps a verb apart: names stand for one thing, behind a comma a clause begins."""
        if self._codes[index] == self._comma or self._norms[index] in ("and", "or", "but"):
            return 3.0 if step < 0 else 8.0
        if self._codes[index] == self._capital:
            return 0.5
        return 1.0 if step < 0 else 1.5
