"""How far a run of capitalised words goes: titles, possessives and small words in names."""

from briefgen.extract.layers.name_rules.joined_bodies import JoinedBodies
from briefgen.extract.layers.name_rules.mentions import Page
from briefgen.extract.layers.name_rules.run_breaks import RunBreaks
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

OPENING = ('"', "“", "‘", "'", "«")
"""Marks before which a quotation, or a nickname, begins."""
_CLOSING = ('"', "”", "’", "'", "»")
_MAX_PARTICLES = 3
_OWNED_LAND = load_words("name_rules", "owned_land")
"""Words for places that may be called after somebody, with the possessive."""
_SERVANTS = frozenset({"abdul", "abdel", "abd", "abdal", "abdur"})
"""Before a title that is a name then: `Abdul | Hafiz`."""
_BODIES_ON = frozenset(
    {"committee", "commission", "council", "panel", "board", "taskforce", "centre", "center"}
)
"""Heads of bodies whose subject stands behind `on`: `Coordinating Committee on Volna`."""
_GROUPS_ON = frozenset({"working", "coordinating", "coordination", "contact", "advisory", "expert"})
"""What makes a group such a body: `Working Group on Volna`."""
_SAINTS = 3
"""Words behind a saint's name with which that of his church ends: `St Zarya's | Lutheran Church`."""
_FORCES = load_words("name_rules", "unknown_mentions_forces")
"""Last words of names of forces and parties; who leads them stands behind `of`."""
_MAX_RUN = 9
"""Longest run of words read as one name."""


class RunEnds:
    """Finds the ends of the unknown names of one document."""

    def __init__(self, page: Page, bodies: JoinedBodies) -> None:
        self.page = page
        self.bodies = bodies
        self.breaks = RunBreaks(page)

    def find_end(self, at: int, sentence: Sentence, number: int) -> int:
        """Return the token behind a name; `at` where none begins there.

        Args:
            at: the first token of a run of capitalised words.
            sentence: its sentence.
            number: index of the sentence.
        """
        page, end = self.page, at
        while end < sentence.last and end - at < _MAX_RUN:
            if page.is_name_word(end, sentence):
                if end > at and self._stops_before(end, at, sentence, number):
                    break
                end += 1
                if page.ends_possessive(end - 1):
                    if not self._owns_more(at, end, sentence):
                        break
                    # `the Workers | ' Party`
                    end += page.low[end] in ("'", "’")
            elif (linked := self._behind_link(at, end, sentence)) > end:
                end = linked
            else:
                end = max(end, self.bodies.end_before_letters(at, end, sentence)) if end > at else end
                break
        while end > at and (
            page.low[end - 1] in ("of", "for", "the")
            or (page.low[end - 1] in page.words.particles and not page.is_name_word(end - 1, sentence))
        ):
            end -= 1
        return end

    def _stops_before(self, end: int, at: int, sentence: Sentence, number: int) -> bool:
        """Tell whether a run ends before one of its words: a day, a title, another name."""
        page = self.page
        base = page.base[end]
        if base in page.words.small_words and not self._is_initial(end, sentence):
            return True
        if self.breaks.is_before(end, at, sentence, number, saints=self.is_saints(at, end + 1, sentence)):
            return True
        if base in page.words.days:
            return True
        return (
            base in page.words.honorifics
            and not self._ends_as_title(at, end, sentence)
            and not self._holds_sheikh(at, end, sentence)
            and not (page.base[end - 1] in _SERVANTS and page.tokens[end].norm[-1] != ".")
        )

    def _owns_more(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a name goes on behind a possessive in it."""
        return (
            self.is_saints(at, end, sentence)
            or self._owns_land(at, end, sentence)
            or self.page.owns_body(end - 1, sentence)
        )

    def _behind_link(self, at: int, end: int, sentence: Sentence) -> int:
        """Return the token behind small words, a nickname or what a body is for; `end` where there is none."""
        if (name_at := self._behind_particles(end, sentence)) > end:
            return name_at
        if end > at and self._is_nickname(end, sentence):
            return end + 3
        if end > at and self._is_elided(end):
            return end + 1
        if self._links_field(at, end, sentence):
            end += 1
            return end + (self.page.low[end] == "the" and end < sentence.last)
        if (fields := self.bodies.behind_fields(at, end, sentence)) > end:
            return fields
        return end + 2 if end > at and self.bodies.joins(at, end, sentence) else end

    def _links_field(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a preposition leads on to what a body is for: `Ministry | of Health`, `Committee | on Volna`."""
        page, words = self.page, self.page.words
        return (
            page.low[end] in ("of", "for", "on")
            and end + 1 < sentence.last
            and page.base[end + 1] not in words.days
            and not self._leads_force(at, end, sentence)
            and any(page.base[k] in words.organisation_heads for k in range(at, end))
            and (
                page.low[end] != "on"
                or page.base[end + 1] in words.fields
                or page.base[end - 1] in _BODIES_ON
                or (page.base[end - 1] == "group" and page.base[end - 2] in _GROUPS_ON)
            )
            and (
                page.is_name_word(end + 1, sentence)
                or (page.low[end + 1] == "the" and page.is_name_word(end + 2, sentence))
            )
        )

    def _is_initial(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a capital A is an initial without its point: `Noel | A Vega said`."""
        return self.page.tokens[at].norm == "A" and self.page.is_name_word(at + 1, sentence)

    def _leads_force(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a person behind `of` leads a force or party: `the Patriotic Front | of Paul Zarya`."""
        page = self.page
        return (
            page.low[end] == "of"
            and end - at > 1
            and (page.base[end - 1] in _FORCES or page.base[end - 1] in page.words.security_heads)
            and page.base[end + 1] in page.words.given_names
            and page.is_name_word(end + 2, sentence)
            and not page.is_head(page.base[end + 2])
        )

    def _owns_land(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a bay or creek is called after somebody: `Dillon's | Bay`."""
        head = end + (self.page.low[end : end + 1] in (["'"], ["’"]))
        return (
            end - at == 1
            and self.page.is_name_word(head, sentence)
            and self.page.base[head] in _OWNED_LAND
            and not self.page.nation_of(at)
            and self.page.base[at] not in self.page.surnames
            and not self.page.is_name_word(head + 1, sentence)
        )

    def is_saints(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a church, school or square is a saint's: `Saint Zarya's | Cathedral`."""
        if end - at < 2 or self.page.base[at] not in ("saint", "st", "st.", "sainte", "our"):
            return False
        head = end + (self.page.low[end : end + 1] in (["'"], ["’"]))
        for k in range(head, head + _SAINTS):
            if not self.page.is_name_word(k, sentence):
                return False
            if self.page.is_head(self.page.base[k]):
                return True
        return False

    def _holds_sheikh(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a title is the second word of a place's name: `from Zarya | Sheikh Volna`."""
        return (
            self.page.base[end] in ("sheikh", "sheik")
            and end - at == 1
            and self.page.base[at] not in self.page.knowledge.own.root
            and self.page.base[at] not in self.page.knowledge.world.root
            and at > sentence.first
            and self.page.low[at - 1] in self.page.words.place_prepositions
        )

    def _behind_particles(self, at: int, sentence: Sentence) -> int:
        """Return the token behind small words inside a person's name (`von der`); `at` if a name does not go on."""
        if self.page.ends_possessive(at - 1):
            return at
        end = at
        while (
            end < sentence.last
            and end - at < _MAX_PARTICLES
            and self.page.low[end] in self.page.words.particles
        ):
            end += 1
        return end if self.page.is_name_word(end, sentence) else at

    def _ends_as_title(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a title is a surname: behind a first name, and no name goes on (`Ana Bishop said`)."""
        return (
            self.page.tokens[end].norm[-1] != "."
            and end - at == 1
            and self._may_be_first_name(at)
            and (self.page.ends_possessive(end) or not self.page.is_name_word(end + 1, sentence))
        )

    def _may_be_first_name(self, at: int) -> bool:
        """Tell whether a word is a first name, or may be one for all that is known: `Mir | Rabbi said`."""
        words, base = self.page.words, self.page.base[at]
        return base in words.given_names or not (
            base in words.no_names
            or base in words.thing_words
            or base in self.page.lower_seen
            or self.page.role_word(base)
            or self.page.nation_of(at)
            or base in self.page.knowledge.own.root
            or base in self.page.knowledge.world.root
        )

    def _is_nickname(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a name goes on behind one word in quotation marks: `Jan "Zarya" Olsen`."""
        return (
            at + 3 < sentence.last
            and self.page.tokens[at].norm in OPENING
            and self.page.tokens[at + 1].norm[0].isupper()
            and self.page.tokens[at + 2].norm in _CLOSING
            and self.page.is_name_word(at + 3, sentence)
            and not self.page.ends_possessive(at - 1)
        )

    def _is_elided(self, at: int) -> bool:
        """Tell whether a word goes on with a name, its article cut short: `Piazza | d'Armi`."""
        head, mark, tail = self.page.tokens[at].norm.replace("’", "'").partition("'")
        return (
            mark != ""
            and head in ("d", "l", "dell", "all", "nell", "sull", "sant", "dall")
            and tail[:1].isupper()
            and not self.page.ends_possessive(at - 1)
        )
