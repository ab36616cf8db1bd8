"""Single verbs: whether a word says that something lies behind or ahead."""

from collections.abc import Sequence

from briefgen.extract.layers.timex_words import category_codes, category_names, listed_words

_OBJECT_HEADS = frozenset({"the", "a"})
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
_IS = ("'s", "’s", "'re", "’re", "'m", "’m")
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})
_TURNING = _FORESEEN | {"be", "to", "going", "due", "could", "would", "won't", "won’t", "starts"}
"""Words whose side the words beside them may settle."""
_TURNED_BY = frozenset({"to", "than", "as"})
"""Words that may settle the side of any word behind them."""
_ONE = frozenset({"a", "an", "the", "its", "his", "her", "their", "this", "another", "no"})
_MANY = frozenset(
    {"people", "police", "men", "women", "children", "who", "they", "we", "you", "to", "will", "and"}
)
_SETTING = frozenset({"set", "scheduled", "planned"})
_SET_OFF = frozenset({"off", "fire", "up", "out"})
AUXILIARIES = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})


class VerbSides:
    """The words of one text, each looked at with those around it."""

    def __init__(self, codes: str, norms: Sequence[str]) -> None:
        self._codes, self._norms = codes, norms
        by_name = category_codes()
        self._stop, self._capital, self._month = (
            by_name[name] for name in ("stop", "other_capital", "may_month")
        )

    def side(self, index: int, timetables: bool = True) -> int:
        """Tell whether a word says that something lies behind (-1) or ahead (1); 0 if neither."""
        if self._codes[index] == self._month:
            # `in April and May`
            return 0
        past, future = listed_words("past_verbs"), listed_words("future_verbs")
        word, before = self._norms[index], self.norm(index - 1)
        if word in _TURNING or before in _TURNED_BY or self.norm(index + 1) == "for":
            told = self._side_by_neighbours(index, word, before)
            if told is not None:
                return told
        if self._was_planned(index - (word == "to")) or (word in _SETTING and self.sets_behind_day(index)):
            return -1
        if (
            word == "going"
            and self.norm(index + 1) == "into"
            and self.category(index + 2).startswith("weekday")
        ):
            # `Sunday going into Monday`
            return 0
        if word in ("plan", "plans") and self.category(index + 1) == "a" and before not in _ONE:
            # `Farmers plan a march on Monday`
            return 1
        if word in future or word.endswith(("'ll", "’ll")) or self.is_planned(index):
            return 1
        if word == "polls" and before == "the" and self.norm(index - 2) == "to":
            # `voters head to the polls`, `went to the polls`
            return int(self.side(index - 3) >= 0)
        if timetables and self._is_timetable(index):
            return 1
        if word.endswith("ing") and word in listed_words("going_verbs") and before in AUXILIARIES:
            return 1
        if word == "have" and (before in future or before.endswith(("'d", "’d"))):
            return 0
        if word in past or (len(word) > 4 and word.endswith("ed") and word not in listed_words("no_past")):
            return -1 if self._is_past(index) else 0
        return 0

    def _side_by_neighbours(self, index: int, word: str, before: str) -> int | None:
        """Return the side of a word that the words beside it settle; None where they do not."""
        after = self.norm(index + 1)
        if word == "be":
            # `talks to be held`, `were to be moved` lie ahead; `was found to be dead`, `could not be reached` hang
            # on the verb before.
            earlier = self.norm(index - 2)
            told = earlier in listed_words("past_verbs") and earlier not in ("was", "were")
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
            return int(before in (",", "(") and self.norm(index + 2) in listed_words("due_infinitives"))
        if word in ("could", "would"):
            denied = after == "not" or any(
                self.norm(index - n) in listed_words("denials") for n in range(1, 9)
            )
            if word == "could" and after == "be" and self.norm(index + 2) in listed_words("sensed_verbs"):
                return -1
            if denied and (word == "could" or self.norm(index + 2) in listed_words("answering_verbs")):
                return -1
        if (
            word in _FORESEEN
            and before in AUXILIARIES
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
        return None

    def sets_behind_day(self, index: int) -> bool:
        """Tell whether a verb right behind a weekday has an object: `The court on Friday scheduled a hearing`.

        So, too, `The blast on Friday set off protests`.
        """
        if not self.category(index - 1).startswith("weekday"):
            return False
        after = self.norm(index + 1)
        return self.category(index + 1) in ("the", "a") or (self._norms[index] == "set" and after in _SET_OFF)

    def _was_planned(self, index: int) -> bool:
        """Tell whether a word says what had been planned: `had been scheduled`."""
        return (
            self.norm(index) in listed_words("planned_verbs")
            and self.norm(index - 1) == "been"
            and self.norm(index - 2) in ("had", "'d", "’d")
        )

    def is_planned(self, index: int) -> bool:
        """Tell whether an infinitive with `to` lies ahead: `is to resume`, `plans to leave`."""
        if self.norm(index) != "to":
            return False
        before = self.norm(index - 1)
        if before == "set":
            return self.norm(index - 2) in ("is", "are", "was", "were")
        if before == "called":
            # `All are called to march on Friday`
            return self.norm(index - 2) in ("is", "are")
        if before == "voted" and self.norm(index + 1) in listed_words("voted_through"):
            # `Parliament voted to remove the president on Monday`
            return False
        return before in listed_words("before_to") and self.category(index + 1) not in (
            "the",
            "a",
            "this",
            "that",
            "these",
        )

    def is_unreal(self, index: int) -> bool:
        """Tell whether a past form did not come about: `would have collapsed on Tuesday`."""
        return self.norm(index - 1) == "have" and self.norm(index - 2) in listed_words("unreal_verbs")

    def _is_cause(self, index: int) -> bool:
        """Tell whether `due to` gives a cause: `collapsed due to heavy rain`, not `is due to arrive`."""
        low = {self.norm(index - back) for back in range(1, 4)}
        return low.isdisjoint(_BEINGS)

    def _is_noun_of_starts(self, index: int) -> bool:
        """Tell whether `starts` is a noun: `housing starts in July`, `starts rose`."""
        after = self.norm(index + 1)
        plain = after in listed_words("past_verbs") or after.endswith("ed")
        return plain or self.norm(index - 1) in _BUILT

    def _is_timetable(self, index: int) -> bool:
        """Tell whether a verb in the present tells what is to come, as timetables do: `polls open on Sunday`."""
        if self._codes[index] == self._capital:
            return False
        word, before, after = self._norms[index], self.norm(index - 1), self.norm(index + 1)
        if before in ("to", "the", "a", "an") or before in listed_words("timetable_blocks"):
            return False
        if f"{word}_{after}" in listed_words("timetable_phrases"):
            return True
        if after == "on" and word in listed_words("timetable_plurals") and not self._ends_noun(index):
            # `ministers meet on Tuesday`
            return self.category(index + 2) in _DAYS
        if word in listed_words("timetable_verbs"):
            return True
        if word in _ENDS and self.category(index + 1) == "weekday":
            return True
        return word in listed_words("timetable_objects") and self.category(index + 1) in _OBJECT_HEADS

    def _ends_noun(self, index: int) -> bool:
        """Tell whether a word ends a noun phrase in the singular: `survived an impeachment vote on Monday`."""
        before = self.norm(index - 1)
        if before.endswith("s") or before in _MANY:
            return False
        return any(self.norm(index - back) in _ONE for back in (2, 3))

    def _is_past(self, index: int) -> bool:
        """Tell whether a past form is one: no name (`United`, `Ahmed`), no passive of the present (`is heard`)."""
        before = self.norm(index - 1)
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
        if before in _SELVES and self.norm(index - 2) in ("have", "get") and self.norm(index - 3) == "to":
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
            return self.stops(index - 1) and self.norm(index + 1) in listed_words("adjunct_leads")
        return True

    def stops(self, index: int) -> bool:
        """Tell whether a sentence begins behind an atom."""
        return not 0 <= index < len(self._codes) or self._codes[index] == self._stop

    def norm(self, index: int) -> str:
        """Return a word in small letters; "" outside the text."""
        return self._norms[index] if 0 <= index < len(self._norms) else ""

    def category(self, index: int) -> str:
        """Return the category of an atom; `stop` outside the text."""
        return category_names()[self._codes[index]] if 0 <= index < len(self._codes) else "stop"
