"""Whether a time lies behind or ahead, by the verbs of its clause."""

from collections.abc import Sequence
from typing import NamedTuple

from briefgen.extract.layers.timex_words import category_codes, category_names, listed_words

_REACH_BACK, _REACH_AHEAD = 20, 16
"""Words of a sentence that are looked through for a verb."""
_CLOSING = frozenset({'"', "''", "”", "»"})
_OBJECT_HEADS = frozenset({"the", "a"})
_NO_OBJECT = frozenset({"to", "that", "for", "of", "by", "until", "till", "through", "before"})
_ENDS = frozenset({"starts", "ends", "closes"})
_BEINGS = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "'s",
        "’s",
        "'re",
        "’re",
        "still",
        "now",
        "not",
        "both",
        "all",
        "and",
    }
)
"""Before `due to` these tell that something is to come."""
_DAYS = frozenset({"weekday", "month", "month_short", "num24", "num31"})
_FORESEEN = frozenset({"forecast", "predicted", "projected", "anticipated", "feared", "hoped", "thought"})
_PLURALS = frozenset(
    {"people", "police", "men", "women", "children", "who", "they", "we", "both", "also", "then"}
)
"""Behind these, as behind a word in `-s`, a bare form is a verb."""
_BEFORE_ADJECTIVES = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "into",
        "in",
        "of",
        "with",
        "from",
        "behind",
        "under",
        "amid",
    }
)
_CUTTABLE = frozenset({"rate", "tax", "pay", "price", "wage", "budget", "power", "spending", "output"})
_BUILT = frozenset({"housing", "home", "house", "family", "construction", "building"})
"""Before `starts` these make a noun of it."""
_NO_PLURALS = frozenset({"is", "was", "has", "does", "its", "this", "as", "us", "'s", "’s"})
_IS = ("'s", "’s", "'re", "’re", "'m", "’m")
_FEW_BACK = 8
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})
_LASTED_REACH = 10
_DONE_TO = frozenset({"able", "quick", "swift", "forced", "compelled", "managed"})
"""Before `to` these tell in the past that something was done."""
_AGENT_REACH, _AGENT_VERB = 8, 4
_AUXILIARIES = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})


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
        self._stop, self._comma, self._capital, self._month = (
            by_name[name] for name in ("stop", "comma", "other_capital", "may_month")
        )

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
        # A time hangs on the verb before it, unless its clause begins with it: `Envoys who will meet on Friday agreed`.
        if behind.side and not behind.beyond and not self.opens(first):
            if ahead.side and self._has_clause(behind.place, first):
                return ahead.side
            return behind.side
        return min(behind, ahead, key=lambda verb: verb.distance).side

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
                return word not in listed_words("weak_verbs") or self._norm(index - 1) in _AUXILIARIES
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

    def _is_unreal(self, index: int) -> bool:
        """Tell whether a past form did not come about: `would have collapsed on Tuesday`."""
        return self._norm(index - 1) == "have" and self._norm(index - 2) in listed_words("unreal_verbs")

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
                return self._norm(place - 1) not in _AUXILIARIES
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
        return told and not verb.side and self._norms[end] not in plain

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
                return self._norm(place - 1) not in _AUXILIARIES and self._norm(place - 1) != "be"
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

    def is_planned(self, index: int) -> bool:
        """Tell whether an infinitive with `to` lies ahead: `is to resume`, `plans to leave`."""
        if self._norm(index) != "to":
            return False
        before = self._norm(index - 1)
        if before == "set":
            return self._norm(index - 2) in ("is", "are", "was", "were")
        if before == "called":
            # `All are called to march on Friday`
            return self._norm(index - 2) in ("is", "are")
        return before in listed_words("before_to") and self._category(index + 1) not in (
            "the",
            "a",
            "this",
            "that",
            "these",
        )

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

    def _stops(self, index: int) -> bool:
        """Tell whether a sentence begins behind an atom."""
        return not 0 <= index < len(self._codes) or self._codes[index] == self._stop

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

    def _is_cause(self, index: int) -> bool:
        """Tell whether `due to` gives a cause: `collapsed due to heavy rain`, not `is due to arrive`."""
        low = {self._norm(index - back) for back in range(1, 4)}
        return low.isdisjoint(_BEINGS)

    def _side(self, index: int, timetables: bool = True) -> int:
        """Tell whether a word says that something lies behind (-1) or ahead (1); 0 if neither."""
        if self._codes[index] == self._month:
            # `in April and May`
            return 0
        past, future = listed_words("past_verbs"), listed_words("future_verbs")
        word = self._norms[index]
        before, after = self._norm(index - 1), self._norm(index + 1)
        if word == "be":
            # `talks to be held`, `were to be moved` lie ahead; `was found to be dead`, `could not be reached` hang
            # on the verb before.
            earlier = self._norm(index - 2)
            told = earlier in past and earlier not in ("was", "were")
            return int(before == "to" and not told and not earlier.endswith("ed"))
        if after == "for" and word in listed_words("preparing_verbs"):
            return 1
        if word == "to" and before == "due" and self._is_cause(index - 1):
            return 0
        if before == "to":
            # `had been due to expire`: the word before `to` tells.
            return 0
        if word == "going" and after != "to" and before not in _BEINGS and not before.endswith(_IS):
            # `Officers going from door to door on Saturday came across a family`
            return 0
        if word == "due" and after == "to" and self._is_cause(index):
            # `the bridge, due to open in May`
            return int(before in (",", "(") and self._norm(index + 2) in listed_words("due_infinitives"))
        if word in ("could", "would"):
            denied = after == "not" or any(
                self._norm(index - n) in listed_words("denials") for n in range(1, 9)
            )
            if word == "could" and after == "be" and self._norm(index + 2) in listed_words("sensed_verbs"):
                return -1
            if denied and (word == "could" or self._norm(index + 2) in listed_words("answering_verbs")):
                return -1
        if (
            word in _FORESEEN
            and before in _AUXILIARIES
            and after in ("from", "on", "until", "through", "between", "to")
        ):
            # `Snow is forecast from Sunday`
            return 1
        if before in ("than", "as") and (word in listed_words("planned_verbs") or word in _FORESEEN):
            # `grew less than forecast in July`
            return 0
        if word in ("won't", "won’t") and after in listed_words("answering_verbs"):
            # `won't say where he was on Monday`
            return 0
        if word == "starts" and self._is_noun_of_starts(index):
            # `Housing starts fell in July`
            return 0
        planned = index - 1 if word == "to" else index
        if (
            self._norm(planned) in listed_words("planned_verbs")
            and self._norm(planned - 1) == "been"
            and self._norm(planned - 2) in ("had", "'d", "’d")
        ):
            return -1
        if word == "going" and after == "into" and self._category(index + 2).startswith("weekday"):
            # `Sunday going into Monday`
            return 0
        if word in future or word.endswith(("'ll", "’ll")) or self.is_planned(index):
            return 1
        if word == "polls" and before == "the" and self._norm(index - 2) == "to":
            # `voters head to the polls`, `went to the polls`
            return int(self._side(index - 3) >= 0)
        if timetables and self._is_timetable(index):
            return 1
        if word.endswith("ing") and word in listed_words("going_verbs") and before in _AUXILIARIES:
            return 1
        if word == "have" and (before in future or before.endswith(("'d", "’d"))):
            return 0
        if word in past or (len(word) > 4 and word.endswith("ed") and word not in listed_words("no_past")):
            return -1 if self._is_past(index) else 0
        return 0

    def _is_noun_of_starts(self, index: int) -> bool:
        """Tell whether `starts` is a noun: `housing starts in July`, `starts rose`."""
        after = self._norm(index + 1)
        plain = after in listed_words("past_verbs") or after.endswith("ed")
        return plain or self._norm(index - 1) in _BUILT

    def _is_timetable(self, index: int) -> bool:
        """Tell whether a verb in the present tells what is to come, as timetables do: `polls open on Sunday`."""
        if self._codes[index] == self._capital:
            return False
        word, before, after = self._norms[index], self._norm(index - 1), self._norm(index + 1)
        if before in ("to", "the", "a", "an") or before in listed_words("timetable_blocks"):
            return False
        if f"{word}_{after}" in listed_words("timetable_phrases"):
            return True
        if after == "on" and word in listed_words("timetable_plurals"):
            # `ministers meet on Tuesday`
            return self._category(index + 2) in _DAYS
        if word in listed_words("timetable_verbs"):
            return True
        if word in _ENDS and self._category(index + 1) == "weekday":
            return True
        return word in listed_words("timetable_objects") and self._category(index + 1) in _OBJECT_HEADS

    def _is_past(self, index: int) -> bool:
        """Tell whether a past form is one: no name (`United`, `Ahmed`), no passive of the present (`is heard`)."""
        before = self._norm(index - 1)
        if (before in listed_words("future_verbs") and before != "starts") or before in (
            "is",
            "are",
            "be",
            "being",
            "to",
            "not",
            "did",
            "does",
        ):
            # `will hit`, `to cut`: the form is the same, the time is that of the helper.
            return False
        if before in _SELVES and self._norm(index - 2) in ("have", "get") and self._norm(index - 3) == "to":
            # `means to have himself sworn in`
            return False
        if self._norms[index] == "cut" and before in _CUTTABLE:
            # `a rate cut in May`
            return False
        if before in _BEFORE_ADJECTIVES and self._norms[index].endswith("ed"):
            # `goes into closed session`, `the besieged town`
            return False
        if self._codes[index] == self._capital:
            # `Announced in May, it may not begin`
            return self._stops(index - 1) and self._norm(index + 1) in listed_words("adjunct_leads")
        return True

    def _norm(self, index: int) -> str:
        return self._norms[index] if 0 <= index < len(self._norms) else ""

    def _category(self, index: int) -> str:
        return category_names()[self._codes[index]] if 0 <= index < len(self._codes) else "stop"
