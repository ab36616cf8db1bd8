"""Names that nothing knows: which capitalised words begin one."""

from briefgen.extract.layers.name_rules.joined_bodies import JoinedBodies
from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.roles import RoleReader
from briefgen.extract.layers.name_rules.run_compass import CompassRuns
from briefgen.extract.layers.name_rules.run_ends import OPENING, RunEnds
from briefgen.extract.layers.name_rules.run_kinds import RunJudge
from briefgen.extract.layers.sentences import Sentence

_WHENCE = ("er", "ian", "ese", "ite", "an", "ois", "ais")
_LEAST_WHENCE = 5
"""Letters that the shortest word for where somebody is from has more than."""
_REACH_OF_OFFICE = 8
"""Tokens before a town in which the office of somebody stands."""


class RunReader:
    """Reads the unknown names of one document."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.kinds = RunJudge(page, roles)
        self.compass = CompassRuns(page)
        self.bodies = JoinedBodies(page)
        self.ends = RunEnds(page, self.bodies)

    def read_run(self, at: int, sentence: Sentence, number: int) -> tuple[Found | None, int] | None:
        """Read a run of capitalised words that nothing known begins; (None, end) for one to be left out."""
        if not self.page.is_name_word(at, sentence):
            return None
        if self._is_no_opening(at, sentence):
            return None
        if (east := self.compass.read_compass(at, sentence, number)) is not None:
            return east, east.last
        if self._opens_with_common_word(at, sentence):
            return None
        end = self.ends.find_end(at, sentence, number)
        if end == at:
            return None
        if self._holds_doer(at, end, sentence):
            end = at + 1
        return self.kinds.judge(at, end, sentence, number), end

    def _is_no_opening(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a capitalised word only opens a sentence or quotation, or describes the name behind it."""
        words = self.page.words
        base = self.page.base[at]
        if (
            at == sentence.first
            and len(base) > 5
            and base.endswith("ing")
            and base not in self.page.upper_inside
        ):
            # `Watching Mubarak`
            return True
        if at == sentence.first and self._is_adverb(at, sentence):
            return True
        if (
            base in words.bare_verbs
            and (at == sentence.first or self.page.tokens[at - 1].norm in OPENING)
            and base not in words.given_names
            and self.page.is_name_word(at + 1, sentence)
            and not self.page.is_head(self.page.base[at + 1])
        ):
            # `"Take Zarya," he said`
            return True
        if self.bodies.ends_field(at, sentence) or self._describes_person(at, sentence):
            return True
        # `NGO Zarya Volna`
        return base == "ngo" and self.page.is_name_word(at + 1, sentence)

    def _opens_with_common_word(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a word that is no name, or a title, opens a run, and nothing makes it the first of a name."""
        words, base = self.page.words, self.page.base[at]
        return (base in words.no_names or base in words.honorifics or self.page.role_word(base)) and not (
            self.page.low[at + 1 : at + 2] in (["bin"], ["ibn"], ["bint"])
            or self.page.is_body_start(at, sentence)
            or self.bodies.opens(at, sentence)
            or self._is_place_of_sheikh(at, sentence)
            or self.ends.is_saints(at, at + 2, sentence)
            or (
                base in words.place_leads
                and self.page.is_name_word(at + 1, sentence)
                and self.page.low[at - 1] in words.place_prepositions
            )
        )

    def _describes_person(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a word tells whence a person is: `the Volnaer | Ana Vega`, `the Zaryan | Ivo Petkov`."""
        page = self.page
        return (
            at > sentence.first
            and page.low[at - 1] == "the"
            and page.base[at].endswith(_WHENCE)
            and len(page.base[at]) > _LEAST_WHENCE
            and page.base[at] not in page.words.given_names
            and not page.ends_possessive(at)
            and page.is_name_word(at + 2, sentence)
            and page.base[at + 1] in page.words.given_names
            and not page.is_head(page.base[at + 2])
        )

    def _holds_doer(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether who speaks stands right behind his office: `Mayor of Galle in Zarya | Ana Vega said`."""
        page = self.page
        if end - at < 3 or end >= sentence.last or at - 3 < sentence.first or page.low[at - 1] != "in":
            return False
        if page.low[end] not in page.words.speech_verbs or page.base[at] in page.words.place_leads:
            return False
        ahead = page.low[max(sentence.first, at - _REACH_OF_OFFICE) : at]
        return any(
            page.role_word(word) and ahead[k + 1] in ("of", "for") for k, word in enumerate(ahead[:-1])
        ) and not any(page.is_head(base) for base in page.base[at:end])

    def _is_place_of_sheikh(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a title is the first word of a place's name: `in | Sheikh Zarya,`."""
        page = self.page
        if page.base[at] not in ("sheikh", "sheik") or not page.is_name_word(at + 1, sentence):
            return False
        before = page.low[at - 1] if at > sentence.first else ""
        return before in page.words.sure_place_prepositions or before in page.words.place_words

    def _is_adverb(self, at: int, sentence: Sentence) -> bool:
        """Tell whether an adverb opens a sentence: `Similarly, the minister said`."""
        base = self.page.base[at]
        return (
            len(base) > 5
            and base.endswith("ly")
            and self.page.low[at + 1 : min(at + 2, sentence.last)] == [","]
            and base not in self.page.upper_inside
            and base not in self.page.words.given_names
        )
