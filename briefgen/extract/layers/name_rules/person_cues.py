"""What speaks for a person: offices, ages, relatives, speech, the shape of the words."""

from typing import Any

from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.roles import RoleReader
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_OBJECTS = load_words("name_rules", "objects")
"""Behind a verb in `s`, and hardly behind a plural."""
_OF_TOWNS = load_words("name_rules", "person_cues_of_towns")
"""Within names of towns, and of people behind a first name."""
_SAINTS = frozenset({"st", "st.", "ste", "ste."})
"""First words of towns that are called after saints."""
_LONGEST_LIST = 12
"""Tokens before a name in which the word stands for those whom a list names."""


_PERSONS = load_words("name_rules", "anybody")
"""Anybody of whom a name tells who it is."""
_ANYBODY = 7
"""Tokens before a comma and a name in which such a word stands."""
_AUXILIARIES = load_words("name_rules", "auxiliaries")
"""Behind a name that a verb of speaking stands before: what is said of it goes on."""


class PersonCues:
    """Tells what speaks for the people of one document."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.roles = roles

    def find_cue(self, found: Found, sentence: Sentence) -> str:
        """Return what speaks for a person, and note the role."""
        if found.last - found.first > 1 and self.page.base[found.first] in _SAINTS:
            # `evacuees from St Zarya slept there`
            return ""
        self.roles.add_role(found)
        words = self.page.words
        single = found.last - found.first == 1
        if found.role and (
            self._names_body(found.last, sentence) if single else self._names_land(found, sentence)
        ):
            found.role, found.role_country = "", ""
        if found.role:
            return "role"
        before = self.page.base[found.first - 1] if found.first > sentence.first else ""
        if before in words.honorifics:
            return "title"
        behind = self.page.low[found.last] if found.last < sentence.last else ""
        if (
            behind == ","
            and (found.last - found.first > 1 or before in ("”", '"'))
            and self.page.low[found.last + 1 : found.last + 2] == ["who"]
        ):
            # `“We ran,” Zarya, who is 40, said`
            return "speech"
        if before.endswith(("-year-old", "-years-old")):
            return "age"
        if behind == "," and found.last + 2 < sentence.last:
            age = self.page.low[found.last + 1]
            plain = age.isdecimal() and len(age) < 4 and self.page.low[found.last + 2] == ","
            if plain or age.endswith(("-year-old", "-years-old")):
                return "age"
            if age in ("a", "an") and self.page.low[found.last + 2].endswith(("-year-old", "-years-old")):
                # `Zarya, a 44-year-old teacher`
                return "age"
        if (
            self._is_somebody(found, sentence)
            or self._is_kin(found, sentence)
            or self._is_of_several(found, sentence)
        ):
            return "title"
        if before == "of":
            return ""
        if self._ends_list_of_towns(found, sentence):
            return ""
        single_thing = before == "the" and found.last - found.first == 1
        if (
            not self.page.ends_possessive(found.last - 1)
            and (behind in words.speech_verbs or behind == "who")
            and not single_thing
        ):
            return "speech"
        if (
            before in words.speech_verbs
            and before not in words.verbs_of_address
            and behind not in _AUXILIARIES
        ):
            return "speech"
        if self._is_told_by(found, sentence):
            return "speech"
        acts = (
            behind in words.person_verbs and before != "the" and not self.page.ends_possessive(found.last - 1)
        )
        if found.last - found.first > 1 and (acts or before in words.before_persons):
            return "speech"
        if (
            found.last - found.first > 1
            and before == ","
            and self.page.low[found.first - 2] in words.before_persons
        ):
            # `his successor, Ana Vega`
            return "speech"
        if behind == "of" and found.last - found.first > 1:
            # `Ana Vega of the ministry said`
            ahead = self.page.low[found.last + 1 : min(found.last + 15, sentence.last)]
            verb = next((word for word in ahead if word in words.speech_verbs or word in (",", ".")), "")
            if verb in words.speech_verbs:
                return "speech"
        return ""

    def _ends_list_of_towns(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a place of the subject's ends a list: `the police chiefs of Zarya and | Volna dismissed`."""
        page, at = self.page, found.first
        if found.last - at > 1 or at - 2 <= sentence.first or page.low[at - 1] != "and":
            return False

        def is_place(root: dict[str, Any], word: str) -> bool:
            return any(f.known.type == "place" and not f.seat for f in root.get(word, {}).get("", ()))

        return is_place(page.knowledge.own.root, page.base[at]) and (
            is_place(page.knowledge.own.root, page.base[at - 2])
            or is_place(page.knowledge.world.root, page.base[at - 2])
        )

    def _names_body(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a small word for a body goes on behind a name: `of the National Zarya | front`."""
        return (
            at < sentence.last
            and not self.page.ends_possessive(at - 1)
            and self.page.tokens[at].norm.islower()
            and (self.page.low[at] in self.page.words.organisation_heads)
        )

    def _names_land(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether words that look like a name are a known land's: `head of the IFRC | Middle East office`."""
        ends = self.page.walk(self.page.knowledge.world.root, found.first, sentence.last)
        return any(
            end == found.last
            and any(f.known.type == "place" and f.known.kind in ("area", "region") for f in forms)
            for end, forms in ends
        )

    def _is_told_by(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether two or three words are the source of what is told: `according to Ana Vega`."""
        words, at = self.page.words, found.first
        return (
            at - 2 >= sentence.first
            and 1 < found.last - at < 4
            and self.page.low[at - 2 : at] == ["according", "to"]
            and not any(
                base in words.thing_words or base in words.thing_heads or self.page.is_head(base)
                for base in self.page.base[at : found.last]
            )
        )

    def _is_of_several(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether names of several words are those of people: `his counterparts, Ana Vega | and Ivo Petkov`."""
        page, at = self.page, found.first
        if found.last - at < 2 or any(
            b in page.words.thing_words or b in page.words.thing_heads or page.is_head(b)
            for b in page.base[at : found.last]
        ):
            return False
        first = max(sentence.first, at - _LONGEST_LIST)
        while at > first and (page.low[at - 1] in (",", "and") or page.is_name_word(at - 1, sentence)):
            at -= 1
        if at == sentence.first or at == found.first:
            return False
        word = page.low[at - 1]
        return word.endswith("s") and (
            word[:-1] in page.words.roles or word[:-1] in page.words.before_persons
        )

    def _is_somebody(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a name stands between commas behind anybody: `a man of 28, | Zarya, said`."""
        low, at = self.page.low, found.first - 1
        if at - 2 <= sentence.first or low[at] != "," or low[found.last : found.last + 1] != [","]:
            return False
        first = max(sentence.first, at - _ANYBODY)
        noun = next((k for k in range(at - 1, first, -1) if low[k] in _PERSONS), -1)
        if noun < 0 or (noun + 1 < at and low[noun + 1] not in ("of", "from", "in", "aged")):
            return False
        return any(
            low[k] in ("a", "an", "one", "another") for k in range(max(sentence.first, noun - 3), noun)
        )

    def _is_kin(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether an apposition tells whose relative it is: `Ana Vega, her mother,`, `his son, Ana,`."""
        low, end, at = self.page.low, found.last, found.first
        if (
            at - 3 >= sentence.first
            and low[at - 1] == ","
            and low[at - 2] in self.page.words.before_persons
            and (low[at - 3] in ("her", "his", "their", "whose") or self.page.ends_possessive(at - 3))
            and low[end : end + 1] == [","]
        ):
            return True
        return (
            end + 3 < sentence.last
            and low[end] == ","
            and low[end + 1] in ("her", "his", "their", "whose", "the")
            and low[end + 2] in self.page.words.before_persons
        )

    def looks_personal(self, found: Found, before: str, sentence: Sentence) -> bool:
        """Tell whether two to four capitalised words without any other sign are rather a person's name.

        Source: of such runs in news of 2009-2011 two in three were people; fewer behind `the` or a preposition of
        place, with a word for a thing among them, or where a noun stands behind.
        """
        words = self.page.words
        bases = self.page.base[found.first : found.last]
        behind = self.page.base[found.last] if found.last < sentence.last else ""
        if bases[0] in words.place_leads or self._begins_place(bases[0]):
            return False
        lead = self._lead_of_list(found.first, sentence)
        if len(bases) > 1 and not bases[-1].strip("ivx") and bases[0] not in words.given_names:
            # `Zarya II`
            return False
        if len(bases) == 3 and bases[1] in _OF_TOWNS and bases[0] not in words.given_names:
            # `Zarya de Volna`
            return False
        if len(bases) > 4 or lead in words.place_prepositions or before in words.no_person_behind:
            return False
        if behind and (self.page.role_word(behind) or behind in words.body_words):
            return False
        if any(b in words.thing_words or b in words.thing_heads or self.page.is_head(b) for b in bases):
            return False
        if any(not b.replace("-", "").replace("'", "").replace(".", "").isalpha() for b in bases):
            return False
        if found.first == sentence.first and self.page.styles[found.sentence] != "normal":
            return False
        return (
            self.page.ends_possessive(found.last - 1)
            or not self.page.modifies(found.last, sentence)
            or self._does(found.last, sentence)
        )

    def _does(self, at: int, sentence: Sentence) -> bool:
        """Tell whether what may be a noun behind a name is a verb: `Ana Vega | counts on more`."""
        words = self.page.words
        return (
            at + 1 < sentence.last
            and self.page.low[at] in words.maybe_verbs
            and self.page.low[at].endswith("s")
            and (self.page.low[at + 1] in _OBJECTS or self.page.low[at + 1] in words.place_prepositions)
        )

    def _lead_of_list(self, at: int, sentence: Sentence) -> str:
        """Return the word before a name, or before the list of names in which it stands."""
        first = max(sentence.first, at - _LONGEST_LIST)
        while at > first and (
            self.page.low[at - 1] in (",", "and") or self.page.is_name_word(at - 1, sentence)
        ):
            at -= 1
        return self.page.low[at - 1] if at > sentence.first else ""

    def _begins_place(self, word: str) -> bool:
        """Tell whether a word is by itself a place of the subject's countries: `Fukushima Daiichi`."""
        forms = self.page.knowledge.own.root.get(word, {}).get("", ())
        return any(form.known.type == "place" and not form.needs_cue for form in forms)

    def ends_as_surname(self, word: str) -> bool:
        """Tell whether a folded word ends as surnames of some languages do."""
        return any(
            word.endswith(ending) and len(word) >= len(ending) + 2
            for ending in self.page.words.surname_endings
        )
