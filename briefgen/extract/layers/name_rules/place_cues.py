"""What speaks for a place that nothing knows: the words before its name, those behind it, and what happens to it."""

import re

from briefgen.extract.layers.name_rules.mentions import Found, Page, strip_possessive
from briefgen.extract.layers.name_rules.place_kinds import is_listed
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

WHO_IS_AT = load_words("name_rules", "who_is_at")
"""Before `at X`: who is where X is, and not employed there."""
_ASIDE = 5
"""Words within which an aside between commas ends."""
_WHERE_ASIDE = 14
_WHERE = frozenset({"in", "near", "on", "outside", "along", "beside"})
"""Opening an aside on where a place lies: `Zarya, in Volna province on the border, was cut off`."""
_REACH = 5
"""Tokens before a preposition in which the word stands that goes with it."""
_LONGEST_LIST = 12
"""Tokens before a name in which the word stands that a list of places follows."""
_LONGEST_HEADED = 40
"""Tokens behind a heading that its list of places may have."""
_OF_PEOPLES = load_words("name_rules", "peoples_places")
"""Behind `a` and a name: it is that of the people who live there."""
_WITH_DEPARTMENTS = load_words("name_rules", "with_departments")
"""States whose regions are departments."""
_INCLUDING = frozenset({"include", "includes", "included", "namely", "comprise", "comprising"})
"""Before the first of a list of places."""
_NEAR = 3
"""Tokens before a verb in which its subject stands, and before that a preposition."""
_KIND_REACH = 6
"""Words of an aside within which it says what kind of place a name is."""
_BEHIND_KINDS = frozenset(
    {",", ".", ";", "of", "in", "on", "near", "outside", "where", "with", "that", "which", "by", "at"}
)
_FAR = 12
"""Tokens behind a name among which it says how far it is from another."""
_LENGTH = re.compile(r"\d+(?:km|kms|mi|mile|miles)")
_AGENT = 4
"""Tokens before a verb in which the storm or army stands that does it."""


def is_brand(page: Page, found: Found) -> bool:
    """Tell whether a single word ends in several capitals, as brands do: `BelAZ`."""
    norm = strip_possessive(page.tokens[found.first].norm)
    return (
        found.last - found.first == 1
        and len(norm) > 3
        and norm[-2:].isupper()
        and any(c.islower() for c in norm)
    )


class PlaceCues:
    """Tells what speaks for the places of one document."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.headed: dict[int, bool] = {}
        """Whether a heading for places opens the list in which a token stands."""

    def is_place(self, found: Found, sentence: Sentence, *, cued: bool) -> bool:
        """Tell whether what stands around a run of capitalised words makes a place of it.

        Args:
            found: the run.
            sentence: its sentence.
            cued: whether something, though nothing certain, speaks for a person.
        """
        articles = found.last - found.first == 1 and self.page.base[found.first] in self.page.words.particles
        if not articles and self._stands_before_place_words(found.first, found.last, sentence):
            return True
        if self._lies_in_state(found, sentence):
            return True
        if self._is_persons_fall(found, sentence) or is_brand(self.page, found):
            return False
        if self._stands_behind_place_words(found, sentence):
            return True
        told = found.first > sentence.first and self.page.low[found.first - 1] in self.page.words.speech_verbs
        if told and found.last - found.first == 1 and self._suffers(found.last, sentence):
            # `said Zarya was destroyed`
            return True
        if cued or self._looks_like_person(found):
            return False
        if found.first == sentence.first and self._is_noun(found):
            # `Power was cut off`
            return False
        low = self.page.low
        return (
            self._suffers(found.last, sentence)
            or (
                # `The Zarya burst its banks`
                low[found.last : found.last + 1] != []
                and low[found.last] in self.page.words.river_verbs
                and low[found.last + 1 : found.last + 3] == ["its", "banks"]
            )
            or (
                self._has_parts_of_town(found.last, sentence)
                # `St. Peter's Square`
                and low[found.first - 1 : found.first] not in (["st."], ["st"], ["saint"])
            )
            or self._lies_in_region(found, sentence)
            or self._is_reached(found, sentence)
            or self._is_struck(found, sentence)
            or (
                # `Zarya | and Volna were badly hit`
                low[found.last : found.last + 1] == ["and"]
                and self.page.is_name_word(found.last + 1, sentence)
                and self._suffers(found.last + 2, sentence)
            )
        )

    def _is_noun(self, found: Found) -> bool:
        """Tell whether one word that opens a sentence is a noun that names of bodies and things are made of."""
        word = self.page.base[found.first]
        return (
            found.last - found.first == 1
            and word in self.page.words.thing_words
            and word not in self.page.upper_inside
        )

    def _looks_like_person(self, found: Found) -> bool:
        """Tell whether several words begin with a first name, and with none that places begin with, too."""
        word, words = self.page.base[found.first], self.page.words
        return found.last - found.first > 1 and word in words.given_names and word not in words.place_leads

    def _is_persons_fall(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether somebody falls or is caught, no town: `the fall of | Omar Zarya`."""
        low, at = self.page.low, found.first
        return (
            at - 2 >= sentence.first
            and low[at - 1] == "of"
            and low[at - 2] in ("fall", "capture")
            and self._looks_like_person(found)
        )

    def _stands_behind_place_words(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether what stands before a run makes a place of it: `in X`, `besieged X`, `the towns of X`."""
        words, low, at = self.page.words, self.page.low, found.first
        if at == sentence.first:
            return False
        before = self.page.base[at - 1]
        earlier = low[at - 2] if at - 2 >= sentence.first else ""
        return (
            before in words.sure_place_prepositions
            or self._is_among_places(at, sentence)
            or is_listed(self.page, at, sentence)
            or self._is_named_behind(found, sentence)
            or (
                self._is_part_of_land(before)
                # `buses crossed into rebel-held | Zarya`
                and ("-" in before or earlier in words.sure_place_prepositions)
            )
            or (
                before in words.place_words
                # `At Volna's hospital | Murat Zarya waited`
                and not (
                    at - 2 > sentence.first
                    and self.page.ends_possessive(at - 2)
                    and self._looks_like_person(found)
                )
            )
            or (before == "from" and earlier in words.people_from)
            or (before in ("from", "of") and self._is_measured(at - 1, sentence))
            or (before == "of" and (earlier in words.place_words or earlier in words.place_plurals))
            or (low[at - 3 : at - 1][1:] == ["of"] and before == "the" and low[at - 3] in words.terrain)
            or (
                found.last - at == 1
                and (
                    before in words.place_verbs
                    or self.page.lies_below(at, sentence)
                    or self.page.goes_there(at, sentence)
                )
            )
        )

    def _is_part_of_land(self, word: str) -> bool:
        """Tell whether a word before a name says in which part or state of it: `central`, `rebel-held`."""
        words = self.page.words
        return word in words.near_adjectives or word.rpartition("-")[2] in words.held_adjectives

    def _is_measured(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a way is measured from a name: `12 km north | of X`, `80 kilometres | from X`."""
        low, words = self.page.low, self.page.words
        first = max(sentence.first, at - _REACH)
        return any(low[k] in words.lengths for k in range(at - 1, first - 1, -1)[:3]) and (
            low[at] == "from"
            or low[at - 1] in words.compass
            or low[at - 1] in words.lengths
            or low[at - 1] in ("short", "out")
        )

    def _is_measured_behind(self, end: int, sentence: Sentence) -> bool:
        """Tell whether an aside says how far a name is from another: `Zarya, 3km from Volna, was`."""
        low = self.page.low
        if low[end] not in (",", "(") or end + 3 >= sentence.last:
            return False
        ahead = low[end + 1 : min(end + 1 + _FAR, sentence.last)]
        unit = next(
            (k for k, word in enumerate(ahead) if word in self.page.words.lengths or _LENGTH.fullmatch(word)),
            -1,
        )
        if unit < 0 or not any(word[0].isdecimal() for word in ahead[: unit + 1]):
            return False
        at = end + unit + 2
        for k in range(at, min(at + _FAR, sentence.last)):
            if low[k] in (",", ".", ";"):
                return False
            if low[k] in ("from", "of", "outside"):
                return any(self.page.upper[k + 1 : min(k + 4, sentence.last)])
        return False

    def _is_named_behind(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a word for a town stands before a name between commas: `the provincial capital, | Zarya,`."""
        low, at, end = self.page.low, found.first, found.last
        return (
            at - 2 > sentence.first
            and low[at - 1] == ","
            and low[at - 2] in self.page.words.place_nouns
            and low[end : end + 1] in ([","], ["."])
        )

    def _is_among_places(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a name is one of those places: `the worst-hit towns, including | X`, `towns are | X`."""
        low, plurals = self.page.low, self.page.words.place_plurals
        if at - 2 >= sentence.first and low[at - 1] in ("are", "were") and low[at - 2] in plurals:
            return True
        if self._is_listed_behind_colon(at, sentence):
            return True
        first = max(sentence.first, at - _LONGEST_LIST)
        while at > first and (low[at - 1] in (",", "and") or self.page.is_name_word(at - 1, sentence)):
            at -= 1
        if at - 2 >= sentence.first and (low[at - 1] in _INCLUDING or low[at - 2 : at] == ["such", "as"]):
            # `the worst-hit areas include Zarya, | X and Volna`, `districts such as | X`
            kind = next(
                (k for k in range(at - 2, max(sentence.first, at - _NEAR) - 1, -1) if low[k] in plurals), -1
            )
            lead = low[max(sentence.first, kind - _NEAR) : kind]
            if kind >= 0 and (low[at - 2] == "such" or self.page.words.place_prepositions.isdisjoint(lead)):
                # `guests in the cities included Ana Vega`
                return True
        return at - 3 >= sentence.first and (
            low[at - 1] == "including"
            and low[at - 2] == ","
            and not plurals.isdisjoint(low[max(sentence.first, at - 2 - _REACH) : at - 2])
        )

    def _is_listed_behind_colon(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a name is of a list under a heading for places: `Affected districts: Volna (two dead), | X`."""
        low = self.page.low
        if at not in self.headed:
            colon = next(
                (k for k in range(at - 1, max(sentence.first, at - _LONGEST_HEADED), -1) if low[k] == ":"), -1
            )
            self.headed[at] = (
                colon > sentence.first
                and not self.page.words.place_plurals.isdisjoint(
                    low[max(sentence.first, colon - _REACH) : colon]
                )
                and self._is_plain_list(colon + 1, at, sentence)
            )
        return self.headed[at]

    def _is_plain_list(self, first: int, last: int, sentence: Sentence) -> bool:
        """Tell whether nothing but names, commas and what stands in brackets is between two tokens."""
        inside = False
        for k in range(first, last):
            word = self.page.low[k]
            if word in ("(", ")"):
                inside = word == "("
            elif (
                not inside
                and word not in (",", ";", "and", "&", "/")
                and not self.page.is_name_word(k, sentence)
            ):
                return False
        return not inside

    def _is_reached(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether somebody or something is, comes or goes there: `spread to X`, `tents at X`, `hills above X`."""
        words, low, at = self.page.words, self.page.low, found.first
        if at - 1 <= sentence.first:
            return False
        before = low[at - 1]
        ahead = low[max(sentence.first, at - 1 - _REACH) : at - 1]
        if before == "at":
            if self.page.ends_possessive(found.last - 1) and not self._has_parts_of_town(
                found.last, sentence
            ):
                # `at Zarya's funeral parlour`
                return False
            return words.aiming.isdisjoint(ahead) and not self._is_employed(ahead)
        if before in words.around:
            return not words.land.isdisjoint(ahead[-3:])
        if before in ("to", "from", "into", "through", "towards", "toward", "on", "onto", "via"):
            moves = words.motion if before != "on" else words.closing_in
            return not (moves.isdisjoint(ahead) and words.travel_words.isdisjoint(ahead[-3:])) and not (
                before in ("to", "on") and self.page.ends_possessive(found.last - 1)
            )
        if before == "between":
            beyond = low[found.last : found.last + 4]
            nouns = words.place_nouns | words.land | {"border", "frontier"}
            return beyond[:1] == ["and"] and (
                not nouns.isdisjoint(beyond[1:]) or not words.plying.isdisjoint(ahead[-3:])
            )
        return before == "for" and ahead[-1:] in (["battle"], ["battles"], ["fight"], ["struggle"])

    def _is_employed(self, ahead: list[str]) -> bool:
        """Tell whether somebody has his calling where the name stands: `an analyst at X`, `professor of law at X`."""
        if not WHO_IS_AT.isdisjoint(ahead[-1:]):
            return False
        return any(self.page.role_word(word) for word in ahead[-1:]) or (
            ahead[-2:-1] in (["of"], ["in"], ["for"]) and any(self.page.role_word(w) for w in ahead[-3:-2])
        )

    def _is_struck(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a storm, a blast or an army does to it what it does to places: `The blast shook | X`."""
        words, low, at = self.page.words, self.page.low, found.first
        if at - 2 < sentence.first or self.page.ends_possessive(found.last - 1):
            return False
        verb = low[at - 1]
        if verb in words.ruining:
            return True
        ahead = low[max(sentence.first, at - 1 - _AGENT) : at - 1]
        return (verb in words.town_verbs and not words.hazards.isdisjoint(ahead)) or (
            verb in words.taking and not words.armed.isdisjoint(ahead)
        )

    def _stands_before_place_words(self, first: int, end: int, sentence: Sentence) -> bool:
        """Tell whether what stands behind a run makes a place of it: `X province`, `X, where`."""
        if end >= sentence.last or self.page.ends_possessive(end - 1):
            return False
        low = self.page.low
        if self.page.base[end] in self.page.words.place_behind:
            # `a | Kuki village`
            return low[end] not in _OF_PEOPLES or low[max(0, first - 1)] not in ("a", "an")
        if low[end] == "health" and low[end + 1 : end + 2] in (["zone"], ["district"], ["area"]):
            return True
        if low[end] == "department" and not self.page.home.isdisjoint(_WITH_DEPARTMENTS):
            return True
        if low[end : end + 2] == ["local", "government"] or self._is_measured_behind(end, sentence):
            return True
        if low[end] == "," and end + 1 < sentence.last:
            # `Zarya, where`, `Zarya, on the island of`
            if low[end + 1] == "where" or self._is_told_kind(end + 1, sentence):
                return True
            if low[end + 1] not in ("on", "in") or low[end + 2 : end + 3] != ["the"]:
                return False
            # `Zarya, in the Volna Islands`
            return (low[end + 4 : end + 5] == ["of"] and low[end + 3] in self.page.words.place_words) or (
                end + 4 < sentence.last and self.page.base[end + 4] in self.page.words.area_heads
            )
        return False

    def _is_told_kind(self, at: int, sentence: Sentence) -> bool:
        """Tell whether an aside says what kind of place a name is: `Zarya, | a crowded township of Volna`."""
        low = self.page.low
        if low[at] not in ("a", "an", "the"):
            return False
        for k in range(at + 1, min(at + _KIND_REACH, sentence.last - 1)):
            if low[k] in self.page.words.kinds_of_places:
                return low[k + 1] in _BEHIND_KINDS
            if not low[k].isalpha() and "-" not in low[k]:
                return False
        return False

    def _has_parts_of_town(self, end: int, sentence: Sentence) -> bool:
        """Tell whether a town's parts and people are the name's: `X's harbour`, `X's main square`."""
        low = self.page.low
        if end >= sentence.last or not self.page.ends_possessive(end - 1):
            return False
        end += low[end] in ("'", "’")
        end += low[end] in (
            "main",
            "central",
            "old",
            "only",
            "general",
            "district",
            "town",
            "city",
            "southern",
        )
        return end < sentence.last and low[end] in self.page.words.town_parts

    def _lies_in_region(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a part of the subject's countries stands behind `in`: `along with | Zarya in Khost`."""
        end = found.last
        if found.first > sentence.first and self.page.low[found.first - 1] == "the":
            return False
        return (
            end + 1 < sentence.last
            and self.page.low[end] == "in"
            and any(
                form.known.kind == "region" and form.known.country in self.page.home and not form.adjective
                for _, forms in self.page.walk(self.page.knowledge.own.root, end + 1, sentence.last)
                for form in forms
            )
        )

    def _lies_in_state(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a state, or a part of one, stands behind `in`: `brought down over | Zarya in Scotland`."""
        at, end = found.first, found.last
        if at == sentence.first or end + 1 >= sentence.last:
            return False
        if self.page.low[end] != "in":
            end += 1
            if self.page.low[end - 1 : end + 1] != [",", "in"] or self.page.low[at - 1] != "to":
                return False
        if self.page.low[at - 1] not in ("over", "at", "from", "of", "to", "around", "above", "for"):
            return False
        return any(
            form.known.kind in ("country", "region") and not form.adjective
            for _, forms in self.page.walk(self.page.knowledge.world.root, end + 1, sentence.last)
            for form in forms
        )

    def _suffers(self, end: int, sentence: Sentence) -> bool:
        """Tell whether only places suffer what is told behind a run: `Zarya was badly hit`, `fell to the rebels`."""
        low = self.page.low
        reach = _WHERE_ASIDE if low[end + 1 : end + 2] and low[end + 1] in _WHERE else _ASIDE
        if low[end : end + 1] == [","] and (close := low[end + 1 : min(end + reach, sentence.last)]).count(
            ","
        ):
            # `Zarya, further along, was struck`
            end += 2 + close.index(",")
        if end + 2 >= sentence.last:
            return False
        if (low[end], low[end + 1]) in (("fell", "to"), ("bore", "the")):
            return low[end] == "fell" or low[end + 2 : end + 3] == ["brunt"]
        if low[end] == "came":
            return low[end + 1] == "under" and low[end + 2] in ("fire", "attack", "shelling", "bombardment")
        if low[end : end + 2] == ["has", "been"]:
            end += 1
        elif low[end] not in ("was", "were", "is", "lies", "remains"):
            return False
        at = end + 1 + (low[end + 1] in ("badly", "hard", "severely", "heavily", "worst", "also", "largely"))
        if low[at] in ("in", "without", "under"):
            # `is in ruins`, `has been without power`
            return low[at + 1 : at + 2] != [] and low[at + 1] in self.page.words.town_states
        if low[end] not in ("was", "were"):
            return False
        if low[at] == "cut":
            return low[at + 1 : at + 2] == ["off"]
        return low[at] in self.page.words.sufferings and (low[at] not in ("hit", "struck") or at > end + 1)
