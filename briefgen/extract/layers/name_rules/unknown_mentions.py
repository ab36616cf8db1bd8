"""Names that nothing knows: how far runs of capitalised words go."""

from briefgen.extract.layers.name_rules.joined_bodies import JoinedBodies
from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.roles import RoleReader
from briefgen.extract.layers.name_rules.run_compass import CompassRuns
from briefgen.extract.layers.name_rules.run_kinds import RunJudge
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_MAX_PARTICLES = 3
_OPENING = ('"', "“", "‘", "'", "«")
_CLOSING = ('"', "”", "’", "'", "»")
_OWNED_LAND = load_words("name_rules", "owned_land")
"""Words for places that may be called after somebody, with the possessive."""
_SERVANTS = frozenset({"abdul", "abdel", "abd", "abdal", "abdur"})
"""Before a title that is a name then: `Abdul | Hafiz`."""
_BODIES_ON = frozenset(
    {"committee", "commission", "council", "panel", "board", "taskforce", "centre", "center"}
)
"""Heads of bodies whose subject stands behind `on`: `Coordinating Committee on Volna`."""
_SAINTS = 3
"""Words behind a saint's name with which that of his church ends: `St Zarya's | Lutheran Church`."""
_FORCES = load_words("name_rules", "unknown_mentions_forces")
"""Last words of names of forces and parties; who leads them stands behind `of`."""
_WHENCE = ("er", "ian", "ese", "ite", "an", "ois", "ais")
_LEAST_WHENCE = 5
"""Letters that the shortest word for where somebody is from has more than."""
_UNIT_HEADS = load_words("name_rules", "left_out_heads") - {"town", "commune", "camp"}
"""Words with which the name of a district or village ends."""
_REACH_OF_OFFICE = 8
"""Tokens before a town in which the office of somebody stands."""
_MAX_RUN = 9
"""Longest run of words read as one name."""


class RunReader:
    """Reads the unknown names of one document."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.kinds = RunJudge(page, roles)
        self.compass = CompassRuns(page)
        self.bodies = JoinedBodies(page)

    def read_run(self, at: int, sentence: Sentence, number: int) -> tuple[Found | None, int] | None:
        """Read a run of capitalised words that nothing known begins; (None, end) for one to be left out."""
        words = self.page.words
        if not self.page.is_name_word(at, sentence):
            return None
        base = self.page.base[at]
        if (
            at == sentence.first
            and len(base) > 5
            and base.endswith("ing")
            and base not in self.page.upper_inside
        ):
            # `Watching Mubarak`
            return None
        if at == sentence.first and self._is_adverb(at, sentence):
            return None
        if (
            base in words.bare_verbs
            and (at == sentence.first or self.page.tokens[at - 1].norm in _OPENING)
            and base not in words.given_names
            and self.page.is_name_word(at + 1, sentence)
            and not self.page.is_head(self.page.base[at + 1])
        ):
            # `"Take Zarya," he said`
            return None
        if self.bodies.ends_field(at, sentence) or self._describes_person(at, sentence):
            return None
        if base == "ngo" and self.page.is_name_word(at + 1, sentence):
            # `NGO Zarya Volna`
            return None
        if (east := self.compass.read_compass(at, sentence, number)) is not None:
            return east, east.last
        if (base in words.no_names or base in words.honorifics or self.page.role_word(base)) and not (
            self.page.low[at + 1 : at + 2] in (["bin"], ["ibn"], ["bint"])
            or self.page.is_body_start(at, sentence)
            or self.bodies.opens(at, sentence)
            or self._is_place_of_sheikh(at, sentence)
            or self._is_saints(at, at + 2, sentence)
            or (
                base in words.place_leads
                and self.page.is_name_word(at + 1, sentence)
                and self.page.low[at - 1] in words.place_prepositions
            )
        ):
            return None
        end = at
        while end < sentence.last and end - at < _MAX_RUN:
            if self.page.is_name_word(end, sentence):
                if (
                    end > at
                    and self.page.base[end] in self.page.words.small_words
                    and not self._is_initial(end, sentence)
                ):
                    break
                linked = end > at and (
                    self.page.low[end - 1] in ("of", "for", "the")
                    or (base in words.place_leads and self.page.low[end - 1] in words.particles)
                )
                if linked and self._begins_body(end, sentence):
                    break
                if end - 1 > at and self._begins_speaker(end, sentence):
                    # `Inspector General of Police for Zarya | Ana Vega said`
                    break
                if end == at + 1 and self._begins_doer(at, sentence):
                    break
                if (
                    end > at
                    and not linked
                    and self._begins_known(end, sentence, number)
                    and not self._is_saints(at, end + 1, sentence)
                ):
                    break
                if (
                    end > at
                    and not linked
                    and (self._follows_head(at, end, sentence) or self._leads_to_name(end, sentence))
                ):
                    break
                if end > at and (
                    self.page.base[end] in self.page.words.days
                    or (
                        self.page.base[end] in words.honorifics
                        and not self._ends_as_title(at, end, sentence)
                        and not self._holds_sheikh(at, end, sentence)
                        and not (
                            self.page.base[end - 1] in _SERVANTS and self.page.tokens[end].norm[-1] != "."
                        )
                    )
                ):
                    break
                end += 1
                if self.page.ends_possessive(end - 1):
                    if self._is_saints(at, end, sentence) or self._owns_land(at, end, sentence):
                        end += self.page.low[end] in ("'", "’")
                        continue
                    if not self.page.owns_body(end - 1, sentence):
                        break
                    # `the Workers | ' Party`
                    end += self.page.low[end] in ("'", "’")
            elif (name_at := self._behind_particles(end, sentence)) > end:
                end = name_at
            elif end > at and self._is_nickname(end, sentence):
                end += 3
            elif end > at and self._is_elided(end):
                end += 1
            elif (
                self.page.low[end] in ("of", "for", "on")
                and end + 1 < sentence.last
                and not self._leads_force(at, end, sentence)
                and any(self.page.base[k] in words.organisation_heads for k in range(at, end))
                and (
                    self.page.low[end] != "on"
                    or self.page.base[end + 1] in words.fields
                    or self.page.base[end - 1] in _BODIES_ON
                )
                and (
                    self.page.is_name_word(end + 1, sentence)
                    or (self.page.low[end + 1] == "the" and self.page.is_name_word(end + 2, sentence))
                )
            ):
                end += 1
                if self.page.low[end] == "the" and end < sentence.last:
                    end += 1
            elif (fields := self.bodies.behind_fields(at, end, sentence)) > end:
                end = fields
            elif end > at and self.bodies.joins(at, end, sentence):
                end += 2
            elif end > at and (whole := self.bodies.end_before_letters(at, end, sentence)) > end:
                end = whole
                break
            else:
                break
        while end > at and (
            self.page.low[end - 1] in ("of", "for", "the")
            or (self.page.low[end - 1] in words.particles and not self.page.is_name_word(end - 1, sentence))
        ):
            end -= 1
        if end == at:
            return None
        if self._holds_doer(at, end, sentence):
            end = at + 1
        return self.kinds.judge(at, end, sentence, number), end

    def _is_initial(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a capital A is an initial without its point: `Noel | A Vega said`."""
        return self.page.tokens[at].norm == "A" and self.page.is_name_word(at + 1, sentence)

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

    def _begins_speaker(self, at: int, sentence: Sentence) -> bool:
        """Tell whether who speaks begins behind the land that a body is for: `Police for Zarya | Ana Vega said`."""
        page = self.page
        if page.low[at - 2] not in ("of", "for") or not self._is_known_place(at - 1):
            return False
        last = at
        while page.is_name_word(last, sentence) and not page.is_head(page.base[last]):
            last += 1
        return last - at in (2, 3) and last < sentence.last and page.low[last] in page.words.speech_verbs

    def _is_known_place(self, at: int) -> bool:
        page = self.page
        roots = (page.knowledge.own.root, page.knowledge.world.root)
        return any(
            form.known.type == "place" and not form.adjective
            for root in roots
            for form in root.get(page.base[at], {}).get("", ())
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

    def _begins_doer(self, at: int, sentence: Sentence) -> bool:
        """Tell whether somebody is told of behind the place that opens a sentence: `At Zarya | Ivo Petkov sat`."""
        page = self.page
        return (
            at - 1 == sentence.first
            and page.low[at - 1] in ("in", "at", "near", "outside")
            and page.base[at] not in page.words.given_names
            and page.base[at] not in page.words.place_leads
            and page.base[at + 1] in page.words.given_names
            and page.is_name_word(at + 2, sentence)
            and not page.is_head(page.base[at + 2])
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

    def _is_saints(self, at: int, end: int, sentence: Sentence) -> bool:
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

    def _is_place_of_sheikh(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a title is the first word of a place's name: `in | Sheikh Zarya,`."""
        page = self.page
        if page.base[at] not in ("sheikh", "sheik") or not page.is_name_word(at + 1, sentence):
            return False
        before = page.low[at - 1] if at > sentence.first else ""
        return before in page.words.sure_place_prepositions or before in page.words.place_words

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
            and self.page.tokens[at].norm in _OPENING
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

    def _leads_to_name(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a role stands between a body and a person: `Senate Leader | Jane Doe`."""
        return (
            self.page.base[at] in self.page.words.roles
            and self.page.is_name_word(at + 1, sentence)
            # `Zarya | Refugee Camp`
            and not self.page.is_head(self.page.base[at + 1])
        )

    def _follows_head(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a body's name is complete before `end`: `City Police Department | John Doe`."""
        heads = self.page.words.organisation_heads
        if end - at > 1 and self.page.base[end - 1] in _UNIT_HEADS:
            # `in Zarya Village | Volna Ozero, Galle County`
            return not self.page.is_head(self.page.base[end]) and self.page.is_name_word(end + 1, sentence)
        return (
            end - at > 1
            and self.page.base[end - 1] in heads
            and self.page.base[end] not in heads
            and "of" not in self.page.low[at:end]
        )

    def _begins_body(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a known body of states begins at a token: `the General Assembly of the | Arab League`."""
        ends = self.page.walk(self.page.knowledge.world.root, at, sentence.last)
        return any(
            form.known.kind == "international_organisation" and end - at > 1
            for end, found in ends
            for form in found
        )

    def _begins_known(self, at: int, sentence: Sentence, number: int) -> bool:
        """Tell whether a known person, body or country begins at a token of a run."""
        last = sentence.last
        plain = self._is_plain(self.page.base[at - 1])
        ends = self.page.walk(self.page.knowledge.own.root, at, last) + self.page.walk(
            self.page.knowledge.world.root, at, last
        )
        for end, forms in ends:
            for form in forms:
                if self._follows_opening_place(at, end, sentence) and form.known.kind == "country":
                    return True
                if form.condition or form.needs_cue or form.homonym or form.seat == "place":
                    continue
                if form.known.type == "person" and len(form.words) < 2:
                    continue
                if len(form.words) == 1 and form.words[0] in self.page.words.organisation_heads:
                    continue
                if (
                    form.known.type == "organisation"
                    and end < last
                    and self.page.base[end] in self.page.words.fields
                    and self.page.is_name_word(end, sentence)
                ):
                    # `Texas | Department of State Health Services`
                    continue
                if form.known.rank == 3 or (not form.capital and not self.page.tokens[at].norm[0].isupper()):
                    continue
                if form.upper and not self.page.tokens[at].norm.isupper():
                    continue
                if not plain and form.adjective and self._ends_name(end, sentence):
                    continue
                if not plain and form.known.kind == "country" and not form.seat:
                    # `Albert Holland`
                    first = self.page.base[at - 1] in self.page.words.given_names
                    if first and not self.page.ends_possessive(at - 1):
                        continue
                if (
                    not plain
                    and form.known.type == "place"
                    and form.known.kind != "country"
                    and not form.seat
                ):
                    continue
                if end > at:
                    return True
        return False

    def _follows_opening_place(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a state acts behind the place that opens a sentence: `Around Zarya | Israel closed a road`."""
        page = self.page
        return (
            at - 2 == sentence.first
            and page.low[sentence.first] in page.words.place_prepositions
            and end < sentence.last
            and not page.ends_possessive(end - 1)
            and (
                page.low[end] in page.words.speech_verbs
                or page.low[end] in page.words.acts
                or page.low[end] in page.words.finite_verbs
                or page.low[end] in page.words.clause_words
                or (page.low[end].endswith("ed") and page.low[end].isalpha())
            )
        )

    def _is_plain(self, word: str) -> bool:
        """Tell whether a capitalised word is no part of the name behind it: `Greater Khartoum`, `Separately Iran`."""
        words = self.page.words
        return (
            (word in words.no_names and word not in words.also_first_names)
            or word in words.place_modifiers
            or self.page.role_word(word)
        )

    def _ends_name(self, at: int, sentence: Sentence) -> bool:
        """Tell whether what stands at a token ends a person's name: `Ada Turk | said`."""
        if at >= sentence.last or self.page.ends_possessive(at - 1):
            return True
        word = self.page.low[at]
        return (
            not word[0].isalpha()
            or word in self.page.words.speech_verbs
            or word in self.page.words.person_verbs
            or word in self.page.words.clause_words
        )
