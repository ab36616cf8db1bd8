"""Mentions of one document brought together: short forms, holders of offices, bodies of nations, letters."""

from itertools import pairwise

from briefgen.extract.layers.name_rules.full_names import FullNames
from briefgen.extract.layers.name_rules.holders import find_holder
from briefgen.extract.layers.name_rules.known import Known
from briefgen.extract.layers.name_rules.mentions import Found, Page, strip_possessive
from briefgen.extract.lexicon import load_words

_NATIONAL = frozenset({"other", "ngo", "party", "company"})
"""Kinds of bodies in whose names that of a state belongs; a ministry is the state's."""
_NATIONAL_HEADS = frozenset({"commission", "council", "agency", "authority", "congress"})
"""Last words of names of bodies of states to which the adjective belongs: `Kenyan Human Rights Commission`."""
_KIN = load_words("name_rules", "kin")
_DISTRICTS = load_words("name_rules", "left_out_heads")
_LEAST_BODY = 2
"""Words of a body's name that a state's name before it belongs to."""
_LEAST_OFFICE = 5
"""Words of the shortest name of an office with what it is for and its state behind."""
_OFFICES = ("ministry", "department", "directorate", "secretariat", "bureau")
"""First words of names of bodies that each state has one of."""
_HEADS = ("president", "prime minister", "chancellor")
_HEADED = frozenset({"administration", "government", "cabinet"})
"""Behind a surname these say that its bearer heads a state: `the Clinton administration`."""


class NameJoins:
    """Brings the mentions of one document together."""

    def __init__(self, page: Page, found: list[Found], year: int | None) -> None:
        self.page = page
        self.found = found
        self.year = year

    def _words_of(self, found: Found) -> list[str]:
        return self.page.base[found.first : found.last]

    def join_short_forms(self) -> None:
        """Lead surnames alone (`Price`, and `Ban` for Ban Ki-moon) back to the full name."""
        surnames = {
            self._words_of(f)[0] for f in self.found if f.type == "person" and f.cue and f.last - f.first == 1
        }
        for found in self.found:
            # `Uliana Rook … said Rook`: the surname alone tells that the full name is a person's.
            if found.type is None and found.last - found.first > 1 and self._words_of(found)[-1] in surnames:
                found.type, found.cue = "person", "short"
        people = FullNames(
            (found, self._words_of(found))
            for found in self.found
            if found.type == "person" and not found.kind
        )
        # Full names of several words first, so that a surname leads to the fullest.
        for found in sorted(self.found, key=lambda found: found.first - found.last == -1):
            words = self._words_of(found)
            if found.cue == "homonym" and people.begins_unknown(words[0]):
                found.known, found.cue = None, ""
            if found.known is not None or found.type not in (None, "person", "place") or found.kind:
                continue
            if len(words) == 1 and self._is_relative(found):
                # `Vega's brother Omar` is not Omar Zarin.
                continue
            owner = people.owner_of(found, words, cued=found.type == "person" and found.cue != "short")
            if owner is None:
                continue
            if len(words) == 1:
                found.cue = found.cue or "short"
            found.known, found.type = owner.known, "person"
            if found.known is None:
                found.full = owner.full or tuple(self._words_of(owner))

    def _is_relative(self, found: Found) -> bool:
        """Tell whether one is called by the first name beside whose relative he is: `Vega's brother | Omar`."""
        at = found.first - 1
        first = self.page.sentences[found.sentence].first if found.sentence >= 0 else at
        return (
            at - 1 >= first
            and self.page.low[at] in _KIN
            and (self.page.ends_possessive(at - 1) or self.page.low[at - 1] in ("his", "her", "their"))
        )

    def join_holders(self) -> None:
        """Name who held an office in the year of the article: `President Clinton`, and `Clinton` from then on."""
        if self.year is None:
            return
        held: dict[str, Known] = {}
        for found in self.found:
            words = self._words_of(found)
            headed = (
                found.type == "organisation" and found.known is None and not _HEADED.isdisjoint(words[-1:])
            )
            if headed and self._head_of(words[:-1]) is not None:
                # `the Clinton Administration`: only the name is his.
                found.last, found.type, found.kind = found.last - 1, "person", ""
            if found.type not in (None, "person") or found.known is not None or found.full or found.kind:
                continue
            words, before = self._words_of(found), self.page.low[max(0, found.first - 3) : found.first]
            holder = find_holder(words, " ".join(before), self.year, home=self.page.home)
            if holder is None and not _HEADED.isdisjoint(self.page.low[found.last : found.last + 1]):
                holder = self._head_of(words)
            if holder is not None and found.role_country in ("", holder.country):
                found.known, found.type = holder, "person"
                held[words[-1]] = holder
        for found in self.found:
            words = self._words_of(found)
            if found.known is not None or found.full or found.type not in (None, "person"):
                continue
            if len(words) == 1 and words[0] in held:
                found.known, found.type = held[words[0]], "person"

    def _head_of(self, words: list[str]) -> Known | None:
        """Return who of a surname heads a state in the year of the article."""
        heads = (find_holder(words, head, self.year or 0, home=self.page.home) for head in _HEADS)
        return next((head for head in heads if head is not None), None)

    def join_nations(self) -> None:
        """Take an adjective of a state to a body that nothing knows: `the Armenian | National Movement`."""
        for before, found in pairwise(list(self.found)):
            if before.known is None or before.last != found.first or found.known is not None:
                continue
            if found.type != "organisation" or found.last - found.first < _LEAST_BODY:
                continue
            opens = before.first == self.page.sentences[found.sentence].first
            if (
                before.known.kind == "country"
                and not before.metonym
                and not self.page.ends_possessive(before.last - 1)
                # `the Bangladesh | Workers Party`
                and (opens or self.page.low[before.first - 1] == "the")
            ) or (
                before.adjective
                and not opens
                and self.page.low[before.first - 1] == "the"
                and (found.kind in _NATIONAL or self._is_watching(found))
            ):
                found.first, found.country = before.first, before.known.country
                self.found.remove(before)

    def leave_out_home(self) -> None:
        """Leave out the crisis's own state behind an office: `the Department of Works | of Malawi`."""
        shortened: dict[tuple[str, ...], str] = {}
        for found in self.found:
            if found.known is not None or found.type != "organisation":
                continue
            if found.last - found.first < _LEAST_OFFICE:
                continue
            words = self._words_of(found)
            at = found.last - 1 - words[::-1].index("of") if "of" in words[3:] else -1
            if at < 0 or words[0] not in _OFFICES or self.page.nation_of(at + 1) not in self.page.home:
                continue
            if self.page.base[at - 1] not in self.page.words.connectors:
                found.last = at
                shortened[tuple(words[: at - found.first])] = found.country
        for found in self.found:
            if shortened and found.known is None and found.type == "organisation":
                found.country = shortened.get(tuple(self._words_of(found)), found.country)

    def join_couples(self) -> None:
        """Take a name of several words beside a person's for another's: `Colonel Ana Vega and Ivo Petkov`."""
        words = self.page.words
        for before, found in pairwise(self.found):
            if before.type != "person" or before.cue not in ("title", "role", "age", "shape"):
                continue
            if found.type is not None or found.known is not None or before.sentence != found.sentence:
                continue
            bases = self._words_of(found)
            if (
                self.page.low[before.last : found.first] == ["and"]
                and 1 < len(bases) < 4
                and before.last - before.first > 1
                and not any(
                    b in words.thing_words or b in words.thing_heads or self.page.is_head(b) for b in bases
                )
            ):
                found.type, found.cue = "person", "guess"

    def _is_watching(self, found: Found) -> bool:
        """Tell whether a body of the state goes by its nation's name, as commissions do and ministries do not."""
        return found.kind == "state_body" and self._words_of(found)[-1] in _NATIONAL_HEADS

    def join_compass(self) -> None:
        """Take a capitalised point of the compass to a name that has it elsewhere: `West Zarya` opens a sentence."""
        compass = self.page.words.compass
        whole = {
            " ".join(words)
            for found in self.found
            if found.type == "place" and len(words := self._words_of(found)) > 1 and words[0] in compass
        }
        for found in self.found:
            if found.type == "place" and found.known is None and self._follows_compass(found):
                found.first -= 1
            elif found.known is None and found.first > self.page.sentences[found.sentence].first:
                longer = " ".join(self.page.base[found.first - 1 : found.last])
                if longer in whole and self._words_of(found)[0] not in compass:
                    found.first, found.type = found.first - 1, "place"

    def _follows_compass(self, found: Found) -> bool:
        """Tell whether a capitalised point of the compass stands before a name within a sentence: `, South | Zarya`."""
        at = found.first - 1
        return (
            at > self.page.sentences[found.sentence].first
            and self.page.low[at] in self.page.words.compass
            and self.page.tokens[at].norm[0].isupper()
            and not self.page.upper[at - 1]
            and self.page.low[at - 1][-1] not in '.”"'
            and self.page.styles[found.sentence] == "normal"
        )

    def join_districts(self) -> None:
        """Leave out the word for a district where the same name stands without it: `Volna | District` and `Volna`."""
        plain = {
            " ".join(self._words_of(found))
            for found in self.found
            if found.type == "place" and not found.known
        }
        for found in self.found:
            words = self._words_of(found)
            if (
                found.type == "place"
                and found.known is None
                and len(words) > 1
                and words[-1] in _DISTRICTS
                and " ".join(words[:-1]) in plain
                and not self.page.ends_possessive(found.last - 2)
            ):
                found.last -= 1

    def join_letters(self) -> None:
        """Lead first letters back to the body that they stand behind: `Transitional Council (TC)`, `DoW`."""
        owners: dict[str, Found] = {}
        before: Found | None = None
        for found in self.found:
            word = self.page.low[found.first]
            if (
                before is not None
                and self._is_of_letters(found)
                and before.type == "organisation"
                and self._is_in_brackets_behind(found, before)
                and self._are_first_letters(word, before)
            ):
                owners.setdefault(strip_possessive(word), before)
            before = found
        for found in self.found:
            owner = owners.get(self.page.base[found.first]) if self._is_of_letters(found) else None
            if owner is not None:
                found.type, found.cue = "organisation", "letters"
                found.known, found.kind, found.country = owner.known, owner.kind, owner.country
                found.full = owner.full or tuple(self._words_of(owner))

    def _is_of_letters(self, found: Found) -> bool:
        """Tell whether a name is one word of first letters, those of small words perhaps small: `DoDMA`."""
        if found.cue == "letters":
            return True
        norm = strip_possessive(self.page.tokens[found.first].norm)
        mixed = found.last - found.first == 1 and found.known is None and norm.isalpha()
        return mixed and norm[:1].isupper() and norm[-1:].isupper() and sum(map(str.isupper, norm)) > 1

    def _is_in_brackets_behind(self, found: Found, before: Found) -> bool:
        """Tell whether a name stands in brackets behind another one, or behind the state that it is of."""
        at = before.last
        if self.page.low[at] == "of":
            at = next((t for t in range(at + 1, min(found.first, at + 5)) if self.page.low[t] == "("), at)
        return found.first == at + 1 and self.page.low[at] == "("

    def _are_first_letters(self, letters: str, found: Found) -> bool:
        """Tell whether letters are the first ones of a name's words, small words and a state's name left out or in."""
        words = self._words_of(found)
        plain = "".join(w[0] for w in words if w not in self.page.words.connectors)
        return (
            letters in ("".join(w[0] for w in words), plain)
            or (len(letters) > 2 and letters.endswith(plain))
            or self._spell(letters, words)
        )

    def _spell(self, letters: str, words: list[str]) -> bool:
        """Tell whether letters are the first ones of words, each small word's left out or in: `MoHC`."""
        at = 0
        for word in words:
            if letters[at : at + 1] == word[0]:
                at += 1
            elif word not in self.page.words.connectors:
                return False
        return at == len(letters)
