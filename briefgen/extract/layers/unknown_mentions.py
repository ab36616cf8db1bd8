"""Names that nothing knows: runs of capitalised words, and what speaks for them."""

from briefgen.extract.layers.likeness import find_alike
from briefgen.extract.layers.mentions import EntityType, Found, Page
from briefgen.extract.layers.roles import RoleReader
from briefgen.extract.layers.sentences import Sentence

_MAX_LETTERS = 6
"""Longest name made of first letters; longer words in capitals are shouted."""
_MAX_PARTICLES = 3
_OPENING = ('"', "“", "‘", "'", "«")
_CLOSING = ('"', "”", "’", "'", "»")
_MAX_RUN = 9
"""Longest run of words read as one name."""


class RunReader:
    """Reads the unknown names of one document."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.roles = roles

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
        if (base in words.no_names or base in words.honorifics or self.page.role_word(base)) and not (
            self.page.is_body_start(at, sentence)
        ):
            return None
        end = at
        while end < sentence.last and end - at < _MAX_RUN:
            if self.page.is_name_word(end, sentence):
                if end > at and self.page.base[end] in self.page.words.small_words:
                    break
                linked = end > at and self.page.low[end - 1] in ("of", "for", "the")
                if end > at and not linked and self._begins_known(end, sentence, number):
                    break
                if (
                    end > at
                    and not linked
                    and (self._follows_head(at, end) or self._leads_to_name(end, sentence))
                ):
                    break
                if end > at and (
                    self.page.base[end] in self.page.words.days
                    or (
                        self.page.base[end] in words.honorifics and not self._ends_as_title(at, end, sentence)
                    )
                ):
                    break
                end += 1
                if self.page.ends_possessive(end - 1):
                    break
            elif (name_at := self._behind_particles(end, sentence)) > end:
                end = name_at
            elif end > at and self._is_nickname(end, sentence):
                end += 3
            elif (
                self.page.low[end] in ("of", "for")
                and end + 1 < sentence.last
                and any(self.page.base[k] in words.organisation_heads for k in range(at, end))
                and (
                    self.page.is_name_word(end + 1, sentence)
                    or (self.page.low[end + 1] == "the" and self.page.is_name_word(end + 2, sentence))
                )
            ):
                end += 1
                if self.page.low[end] == "the" and end < sentence.last:
                    end += 1
            else:
                break
        while end > at and self.page.low[end - 1] in ("of", "for", "the"):
            end -= 1
        if end == at:
            return None
        return self._judge_run(at, end, sentence, number), end

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
            and self.page.base[at] in self.page.words.given_names
            and (self.page.ends_possessive(end) or not self.page.is_name_word(end + 1, sentence))
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

    def _leads_to_name(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a role stands between a body and a person: `Senate Leader | Jane Doe`."""
        return self.page.base[at] in self.page.words.roles and self.page.is_name_word(at + 1, sentence)

    def _follows_head(self, at: int, end: int) -> bool:
        """Tell whether a body's name is complete before `end`: `City Police Department | John Doe`."""
        heads = self.page.words.organisation_heads
        return (
            end - at > 1
            and self.page.base[end - 1] in heads
            and self.page.base[end] not in heads
            and "of" not in self.page.low[at:end]
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
                if form.condition or form.needs_cue or form.homonym or form.seat == "place":
                    continue
                if form.known.type == "person" and len(form.words) < 2:
                    continue
                if len(form.words) == 1 and form.words[0] in self.page.words.organisation_heads:
                    continue
                if form.known.rank == 3 or (not form.capital and not self.page.tokens[at].norm[0].isupper()):
                    continue
                if form.upper and not self.page.tokens[at].norm.isupper():
                    continue
                if not plain and form.adjective and self._ends_name(end, sentence):
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

    def _judge_run(self, at: int, end: int, sentence: Sentence, number: int) -> Found | None:
        """Tell what a run of capitalised words names; None where nothing speaks for a name."""
        words = self.page.words
        bases = self.page.base[at:end]
        found = Found(at, end, number)
        # Bodies, buildings and areas tell by their head.
        head = next((b for b in reversed(bases) if b in words.organisation_heads), "")
        last = bases[-1]
        if len(bases) > 1 and (last in words.facility_heads or last in words.area_heads) and not head:
            named = " ".join(
                b
                for b in bases
                if b not in words.facility_heads and b not in words.area_heads and b != "international"
            )
            if named and (alike := find_alike(named, self.page.knowledge.places)) and len(alike) == 1:
                found.last = at + len(named.split())
                found.type, found.cue = "place", "place"
                return found
        if len(bases) > 1 and last in words.facility_heads:
            found.type, found.kind, found.cue = "place", "building", "head"
            return found
        if len(bases) > 1 and last in words.area_heads and not head:
            found.type, found.kind, found.cue = (
                "place",
                "region" if last in self.page.words.region_heads else "area",
                "head",
            )
            return found
        if head and (first := self._led_by(bases)):
            found.first = at + first
            return _as(found, "person", "shape")
        if head and len(bases) > 1:
            found.type, found.cue = "organisation", "head"
            found.country = self.page.nation_of(at - 1) if at > sentence.first else ""
            found.kind = (
                "media"
                if head in self.page.words.media_heads
                else "security_force"
                if head in self.page.words.security_heads
                else "state_body"
                if head in self.page.words.state_heads
                else "company"
                if head in self.page.words.company_heads
                else "party"
                if head == "party"
                else "other"
            )
            return found
        before = self.page.base[at - 1] if at > sentence.first else ""
        if before in words.named_things:
            return None
        if len(bases) == 1 and self.page.is_head(last) and not self._is_titled(before, last):
            return None
        if self.page.credits[number]:
            return None
        cue = self._person_cue(found, sentence)
        norm = self.page.tokens[at].norm
        single = len(bases) == 1
        common = single and (bases[0] in self.page.lower_seen or bases[0] in words.no_names)
        place_before = (
            before in words.sure_place_prepositions
            or before in words.place_words
            or (single and before in words.place_verbs)
            or (single and (self.page.lies_below(at, sentence) or self.page.goes_there(at, sentence)))
            or (before == "from" and at - 2 >= sentence.first and self.page.low[at - 2] in words.people_from)
            or (
                before == "of"
                and at - 2 >= sentence.first
                and (
                    self.page.low[at - 2] in words.place_words or self.page.low[at - 2] in words.place_plurals
                )
            )
        )
        behind = self.page.base[end] if end < sentence.last else ""
        apposed = self._apposed_as(end, sentence) if cue in ("", "speech") else ""
        where = (
            behind == ","
            and end + 1 < sentence.last
            and self.page.low[end + 1] == "where"
            and not self.page.ends_possessive(end - 1)
        )
        place_cue = (
            where
            or (place_before and cue in ("", "speech"))
            or (behind in words.place_behind and not self.page.ends_possessive(end - 1))
            or apposed == "place"
        )
        if cue in ("title", "role", "age"):
            place_cue = False
        if single and norm.isupper() and len(norm) > 1 and norm.casefold() in words.letters:
            return None
        if len(bases) > 2 and all(t.norm.isupper() for t in self.page.tokens[at:end]):
            return None
        if single and norm.isupper() and norm.isalpha() and len(norm) > 1:
            if len(norm) > _MAX_LETTERS or norm.lower() in self.page.lower_seen:
                return None
            if before in ("the", "(") or cue == "speech" or behind in words.roles:
                found.type, found.kind, found.cue = "organisation", "other", "letters"
                return found
            return None
        named_body = apposed == "body" or (behind in words.bodies_behind and before == "the")
        if named_body and not common and not place_cue:
            found.type, found.cue = "organisation", "head"
            found.kind = "other"
            if behind in words.bodies_behind:
                found.kind = (
                    "party" if behind == "party" else "media" if behind in words.media_bodies else "other"
                )
            return found
        possessive_before = at > sentence.first and self.page.ends_possessive(at - 1)
        if (
            before in words.body_nouns
            and not possessive_before
            and not place_cue
            and cue in ("", "speech")
            and (not single or not common)
        ):
            found.type, found.kind, found.cue = "organisation", "other", "head"
            return found
        if (
            not common
            and cue in ("", "speech")
            and (facility := self._facility_end(end, sentence, single)) > end
        ):
            if not single or self.page.low[end] in words.facilities_kept:
                found.last = facility
            found.type, found.kind, found.cue = "place", "building", "head"
            return found
        if place_cue and not common and (behind in words.place_behind or not self._modifies(end, sentence)):
            found.first = self._compass_before(at, sentence)
            found.type, found.cue = "place", "place"
            return found
        if cue == "speech" and behind in words.outlet_verbs and bases[0] not in words.given_names:
            found.type, found.kind, found.cue = "organisation", "media", "outlet"
            return found
        if bases[-1] in words.thing_heads:
            return None
        if len(bases) > 1 and bases[0] in words.place_leads and cue in ("", "speech"):
            found.type, found.kind, found.cue = "place", "area", "head"
            return found
        if (
            not single
            and before == ","
            and at - 2 >= sentence.first
            and self.page.low[at - 2] in words.body_nouns
            and cue in ("", "speech")
        ):
            # `The operator, Zarya Works, said`
            found.type, found.kind, found.cue = "organisation", "other", "head"
            return found
        lead = at - 2 if at - 2 >= sentence.first else -1
        if (
            lead >= 0
            and not single
            and not possessive_before
            and self.page.low[lead] == "the"
            and before in words.no_names
            and self.page.tokens[at - 1].norm[0].isupper()
            and cue in ("", "speech")
        ):
            # `the National Zarya Front`
            found.type, found.kind, found.cue = "organisation", "other", "head"
            return found
        shouted = not single and all(t.norm.isupper() for t in self.page.tokens[at:end])
        if shouted and cue not in ("title", "role", "age"):
            return None
        if (
            not single
            and not shouted
            and cue not in ("title", "role", "age")
            and self._holds_letters(at, end)
        ):
            found.type, found.kind, found.cue = "organisation", "other", "letters"
            return found
        if cue and not common:
            if single and cue == "speech" and at == sentence.first and bases[0] not in self.page.upper_inside:
                return None
            return _as(found, "person", cue)
        if (
            not single
            and before != "the"
            and not any(b in self.page.lower_seen for b in bases if b not in words.particles)
        ):
            if any(
                (b in words.no_names and not (k == 0 and b in words.also_first_names))
                or self.page.role_word(b)
                for k, b in enumerate(bases)
            ):
                return None
            if bases[0] in words.given_names or self._ends_as_surname(bases[-1]):
                return _as(found, "person", "shape")
            if self._looks_personal(found, before, sentence):
                return _as(found, "person", "guess")
            return _as(found, None, "")
        if single and not common:
            return _as(found, None, "")
        return None

    def _is_titled(self, before: str, name: str) -> bool:
        """Tell whether a word for a building or body is a person's name: `Ms Park`."""
        words = self.page.words
        return before in words.honorifics or (before in words.roles and name in words.surname_heads)

    def _compass_before(self, at: int, sentence: Sentence) -> int:
        """Return where a place's name begins that a point of the compass opens: `the slum of | West Zarya`."""
        opens = (
            at - 2 >= sentence.first
            and self.page.low[at - 1] in self.page.words.compass
            and self.page.tokens[at - 1].norm[0].isupper()
            and self.page.low[at - 2] in ("of", "in", "at", "near")
        )
        return at - 1 if opens else at

    def _led_by(self, bases: list[str]) -> int:
        """Return where the person begins whose force a run names: `Forces of | Ali Zarya`; 0 for any other run."""
        led = len(bases) in (4, 5) and bases[1] == "of" and bases[0] in self.page.words.security_heads
        return 2 if led and bases[2] in self.page.words.given_names else 0

    def _looks_personal(self, found: Found, before: str, sentence: Sentence) -> bool:
        """Tell whether two to four capitalised words without any other sign are rather a person's name.

        Source: of such runs in news of 2009-2011 two in three were people; fewer behind `the` or a preposition of
        place, with a word for a thing among them, or where a noun stands behind.
        """
        words = self.page.words
        bases = self.page.base[found.first : found.last]
        behind = self.page.base[found.last] if found.last < sentence.last else ""
        if len(bases) > 4 or before in words.place_prepositions or before in words.no_person_behind:
            return False
        if behind and (self.page.role_word(behind) or behind in words.body_words):
            return False
        if any(b in words.thing_words or b in words.thing_heads or self.page.is_head(b) for b in bases):
            return False
        if any(not b.replace("-", "").replace("'", "").replace(".", "").isalpha() for b in bases):
            return False
        if found.first == sentence.first and self.page.styles[found.sentence] != "normal":
            return False
        return self.page.ends_possessive(found.last - 1) or not self._modifies(found.last, sentence)

    def _facility_end(self, end: int, sentence: Sentence, single: bool) -> int:
        """Return the token behind `airfield`, `nuclear plant` and the like behind a name; `end` if there are none."""
        if end >= sentence.last or self.page.ends_possessive(end - 1):
            return end
        words, low = self.page.words, self.page.low
        if low[end] in words.facilities_behind or (low[end] == "airport" and not single):
            return end + 1
        two = (
            end + 1 < sentence.last
            and low[end] in words.installation_kinds
            and low[end + 1] in words.installations
        )
        return end + 2 if two else end

    def _holds_letters(self, at: int, end: int) -> bool:
        """Tell whether a word of a run is made of first letters, as in names of bodies: `LG Chem`."""
        return any(
            token.norm.isupper()
            and token.norm.isalpha()
            and len(token.norm) > 1
            and token.norm.strip("IVX")
            and token.norm.casefold() not in self.page.words.letters
            for token in self.page.tokens[at:end]
        )

    def _modifies(self, end: int, sentence: Sentence) -> bool:
        """Tell whether a noun stands right behind, so that the name describes it: `in Kurdish areas`."""
        if end >= sentence.last or self.page.ends_possessive(end - 1):
            return False
        norm = self.page.tokens[end].norm
        return (
            norm.isalpha()
            and norm.islower()
            and not norm.endswith(("ed", "ly"))
            and norm not in self.page.words.behind_names
            and norm not in self.page.words.speech_verbs
        )

    def _ends_as_surname(self, word: str) -> bool:
        return any(
            word.endswith(ending) and len(word) >= len(ending) + 2
            for ending in self.page.words.surname_endings
        )

    def _person_cue(self, found: Found, sentence: Sentence) -> str:
        """Return what speaks for a person, and note the role."""
        self.roles.add_role(found)
        if found.role:
            return "role"
        words = self.page.words
        before = self.page.base[found.first - 1] if found.first > sentence.first else ""
        if before in words.honorifics:
            return "title"
        behind = self.page.low[found.last] if found.last < sentence.last else ""
        if (
            behind == ","
            and found.last - found.first > 1
            and self.page.low[found.last + 1 : found.last + 2] == ["who"]
        ):
            return "speech"
        if before.endswith(("-year-old", "-years-old")):
            return "age"
        if behind == "," and found.last + 2 < sentence.last:
            age = self.page.low[found.last + 1]
            plain = age.isdecimal() and len(age) < 4 and self.page.low[found.last + 2] == ","
            if plain or age.endswith(("-year-old", "-years-old")):
                return "age"
        if self._is_kin(found, sentence):
            return "title"
        if before == "of":
            return ""
        if not self.page.ends_possessive(found.last - 1) and (
            behind in words.speech_verbs or behind == "who"
        ):
            return "speech"
        if before in words.speech_verbs and before not in words.verbs_of_address:
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

    def _is_kin(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether an apposition tells whose relative it is: `Ana Vega, her mother,`."""
        low, end = self.page.low, found.last
        return (
            end + 3 < sentence.last
            and low[end] == ","
            and low[end + 1] in ("her", "his", "their", "whose", "the")
            and low[end + 2] in self.page.words.before_persons
        )

    def _apposed_as(self, end: int, sentence: Sentence) -> str:
        """Tell what an apposition makes of a name: `place` (`X, an oil town in …`), `body`, or nothing."""
        low = self.page.low
        if end + 2 >= sentence.last or low[end] != "," or low[end + 1] not in ("a", "an", "the", "one"):
            return ""
        for token in self.page.tokens[end + 2 : min(end + 7, sentence.last)]:
            word = token.norm
            if word in self.page.words.place_nouns:
                return "place"
            if word in self.page.words.body_words:
                return "body"
            if not word.islower() or word in self.page.words.behind_names:
                return ""
        return ""


def _as(found: Found, kind: EntityType | None, cue: str) -> Found:
    found.type, found.cue = kind, cue
    return found
