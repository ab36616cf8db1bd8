"""What a run of capitalised words that nothing knows names: a person, a place, a body, or nothing."""

from typing import Literal

import msgspec

from briefgen.extract.layers.alike_names import find_alike_place
from briefgen.extract.layers.likeness import fold
from briefgen.extract.layers.mentions import EntityType, Found, Page, strip_possessive
from briefgen.extract.layers.person_cues import PersonCues
from briefgen.extract.layers.place_cues import PlaceCues
from briefgen.extract.layers.roles import RoleReader
from briefgen.extract.layers.sentences import Sentence

_MAX_LETTERS = 6
"""Longest name made of first letters; longer words in capitals are shouted."""
_LEADS_TO_BODIES = frozenset({"of", "by", "with", "from", "joined", "told", "under", "for"})
"""Before four letters or more: a body's."""
_BUSINESS = frozenset({"shares", "ceo", "shareholders", "subsidiary", "headquarters", "customers", "stock"})
"""Behind a possessive: it is a company's."""
_ISLAND_STATES = frozenset(
    {"FJ", "TO", "VU", "SB", "WS", "KI", "TV", "PF", "CK", "FM", "MH", "PW", "NC", "MV", "SC", "BS", "VC"}
)
"""States of many small islands, which go in groups."""
_ALONG = frozenset({"up", "down", "along"})
"""Before `the` and a river's name."""
_LEAST_LETTERS = 3
"""Letters of a body that nothing but its deeds tells."""
_OFFICE = 14
"""Tokens before a name in which the office of another person stands: `Ana Vega, the head of the operator, | Zarya,`."""
_FORCES = frozenset(
    {"air", "armed", "border", "coastal", "defence", "defense", "police", "security", "self-defence"}
)
"""Words before `force` that make a body of a state of it."""
_SURE = ("title", "role", "age")
"""Cues of a person that nothing outweighs."""

_Verdict = Found | Literal[False] | None
"""What a rule says of a run: what it names, that it names nothing, or not its case (None)."""


class _Run(msgspec.Struct, frozen=True):
    """A run of capitalised words with what stands around it."""

    first: int
    last: int
    sentence: Sentence
    number: int
    """Index of the sentence."""
    bases: list[str]
    before: str
    """The folded word before it; "" at the start of the sentence."""
    behind: str
    cue: str
    """What speaks for a person; ""."""
    apposed: str
    """What an apposition makes of it: `place`, `body` or ""."""
    common: bool
    """Whether it is one word that is no name by itself, or stands in small letters elsewhere."""
    place_cue: bool
    found: Found

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return len(self.bases) == 1


class RunJudge:
    """Tells what the unknown names of one document name."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.cues = PersonCues(page, roles)
        self.places = PlaceCues(page)
        self.rules = (
            self._by_letters,
            self._by_body_beside,
            self._by_building,
            self._by_place,
            self._by_outlet,
            self._by_lead,
            self._by_body_around,
            self._by_first_part,
            self._by_letters_within,
            self._by_person,
        )

    def judge(self, first: int, last: int, sentence: Sentence, number: int) -> Found | None:
        """Tell what a run of capitalised words names; None where nothing speaks for a name.

        Args:
            first: its first token.
            last: the token behind it.
            sentence: its sentence.
            number: index of the sentence.
        """
        found = Found(first, last, number)
        verdict: _Verdict = self._by_head(found, sentence)
        if verdict is None and (run := self._run(found, sentence)) is not None:
            verdict = next((said for rule in self.rules if (said := rule(run)) is not None), None)
        if verdict and verdict.type == "person" and self._is_no_person(verdict):
            return None
        return verdict or None

    def _is_no_person(self, found: Found) -> bool:
        """Tell whether words that look like a person's name are none: a slogan, one letter (`Gen Z`)."""
        bases = self.page.base[found.first : found.last]
        slogan = found.first in self.page.mottoes and bases[0] not in self.page.words.given_names
        ship = found.first > 0 and self.page.tokens[found.first - 1].norm in ("MS", "MV", "SS", "MT", "RMS")
        church = (
            found.first > 0
            and self.page.base[found.first - 1] in ("saint", "st", "st.")
            and self.page.ends_possessive(found.last - 1)
        )
        return (
            slogan
            or ship
            or church
            or (len(bases) == 1 and len(bases[0]) == 1)
            or self._is_titled_ship(found)
        )

    def _is_titled_ship(self, found: Found) -> bool:
        """Tell whether a ship is called like a lady: `the | Princess Zarya, which sank`."""
        page, at = self.page, found.first
        return at > 0 and (page.low[at - 1], page.base[at]) in page.ships

    def _run(self, found: Found, sentence: Sentence) -> _Run | None:
        """Look around a run; None where it stands for no name whatever is around it."""
        words = self.page.words
        first, last = found.first, found.last
        bases = self.page.base[first:last]
        before = self.page.base[first - 1] if first > sentence.first else ""
        if (
            before in words.named_things
            or (bases[0] in words.named_things and self.page.tokens[first].norm.isupper())
            or (len(bases) == 1 and self.page.is_head(bases[0]) and not self._is_titled(before, bases[0]))
            or self.page.credits[found.sentence]
        ):
            return None
        cue = self.cues.find_cue(found, sentence)
        head = found.role.partition(" of ")[0].partition(" at ")[0].rpartition(" ")[2]
        if cue == "role" and (
            fold(head) in words.body_nouns & words.body_words or self._is_body_of_role(found, sentence)
        ):
            # `Zarya, a major exporter,`
            cue, found.role, found.role_country = "", "", ""
        apposed = self._apposed_as(last, sentence) if cue in ("", "speech") else ""
        return _Run(
            first=first,
            last=last,
            sentence=sentence,
            number=found.sentence,
            bases=bases,
            before=before,
            behind=self.page.base[last] if last < sentence.last else "",
            cue=cue,
            apposed=apposed,
            common=len(bases) == 1 and (bases[0] in self.page.lower_seen or bases[0] in words.no_names),
            place_cue=cue not in _SURE
            and (apposed == "place" or self.places.is_place(found, sentence, cued=cue != "")),
            found=found,
        )

    def _is_body_of_role(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether an office before a name is one of that body: `the head of the mine's operator, | Zarya,`."""
        at, low = found.first, self.page.low
        if at - 2 <= sentence.first or low[at - 1] != "," or low[at - 2] not in self.page.words.body_nouns:
            return False
        opens = next((k for k in range(at - 2, max(sentence.first, at - _OFFICE), -1) if low[k] == ","), -1)
        return (
            opens > sentence.first
            and self.page.is_name_word(opens - 1, sentence)
            and not {"of", "at", "for"}.isdisjoint(low[opens : at - 2])
        )

    def _by_head(self, found: Found, sentence: Sentence) -> Found | None:
        """Bodies, buildings and areas tell by their head."""
        words, at = self.page.words, found.first
        bases = self.page.base[at : found.last]
        if len(bases) == 1:
            return None
        head = next((b for k, b in reversed([*enumerate(bases)]) if self._is_body_head(bases, k)), "")
        last = bases[-1]
        if self._is_owned_person(found, sentence):
            return _as(found, "person", "shape")
        if head and self.page.role_word(bases[0]) and self._leads_to_office(found.last, sentence):
            # `Chief Cabinet | Secretary Ana Vega`
            return None
        if len(bases) > 2 and bases[-2] == "health" and last in ("zone", "district", "area"):
            # `Zarya Health Zone`
            found.last -= 2
            return _as(found, "place", "place")
        towns = last in words.region_heads or last in ("city", "town", "village", "island")
        if (last in words.facility_heads or towns) and not head:
            named = " ".join(
                b
                for b in bases
                if b not in words.facility_heads and b not in words.area_heads and b != "international"
            )
            same = find_alike_place(named, self.page, slips=False) if named else None
            if same is not None and last not in words.street_heads:
                found.last = at + len(named.split())
                return _as(found, "place", "place")
        if (
            len(bases) == 2
            and last in words.surname_heads
            and bases[0] in words.given_names
            and (at == sentence.first or self.page.low[at - 1] not in words.place_prepositions)
            and self.page.low[max(sentence.first, at - 2) : at] != ["out", "of"]
        ):
            # `Ana Hill`
            return None
        if last in words.facility_heads:
            return _as(found, "place", "head", "building")
        if last in words.area_heads and not head:
            return _as(found, "place", "head", "region" if last in words.region_heads else "area")
        if head and (first := self._led_by(bases)):
            found.first = at + first
            return _as(found, "person", "shape")
        if not head and last in words.late_heads and bases[0] not in self.page.lower_seen | words.no_names:
            return _as(found, "organisation", "head", "other")
        if head:
            found.country = self.page.nation_of(at - 1) if at > sentence.first else ""
            return _as(found, "organisation", "head", self._kind_of_body(head, bases))
        return None

    def _is_body_head(self, bases: list[str], at: int) -> bool:
        """Tell whether a word of a name tells a body: `Crescent` does behind `Red` only."""
        return bases[at] in self.page.words.organisation_heads and (
            bases[at] != "crescent" or (at > 0 and bases[at - 1] == "red")
        )

    def _leads_to_office(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a capitalised word for an office stands before a name."""
        return self.page.base[at : at + 1] != [] and (
            self.page.base[at] in self.page.words.roles
            and self.page.is_name_word(at, sentence)
            and self.page.is_name_word(at + 1, sentence)
        )

    def _is_owned_person(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a word for a lake or building is a surname: `UNICEF's Ana Lake`, `Ana Lake said`."""
        words, first, last = self.page.words, found.first, found.last
        if last - first != 2 or self.page.base[last - 1] not in words.surname_heads:
            return False
        owned = first > sentence.first and self.page.ends_possessive(first - 1)
        speaks = last < sentence.last and self.page.low[last] in words.speech_verbs
        return self.page.base[first] in words.given_names and (owned or speaks)

    def _kind_of_body(self, head: str, bases: list[str]) -> str:
        words = self.page.words
        if head == "force" and not _FORCES.isdisjoint(bases):
            # `Defence Force`, but not `Task Force`
            return "security_force"
        kinds = (
            ("media", words.media_heads),
            ("security_force", words.security_heads),
            ("state_body", words.state_heads),
            ("company", words.company_heads),
            ("party", ("party",)),
        )
        return next((kind for kind, heads in kinds if head in heads), "other")

    def _by_letters(self, run: _Run) -> _Verdict:
        """One word in capitals is a body where something speaks for it, else shouted."""
        norm = strip_possessive(self.page.tokens[run.first].norm)
        if not run.single:
            shouted = len(run.bases) > 2 and self._is_shouted(run)
            return False if shouted else None
        if not norm.isupper() or len(norm) < 2:
            return None
        if norm.casefold() in self.page.words.letters:
            return False
        if not norm.isalpha():
            return _as(run.found, "organisation", "letters", "other") if self._are_two(norm) else None
        if len(norm) > _MAX_LETTERS and run.first == run.sentence.first and self._is_drop(run):
            return None
        if len(norm) > _MAX_LETTERS or norm.lower() in self.page.lower_seen:
            return False
        if run.before == "(" and self._stands_for_thing(run):
            return False
        if (
            run.before in ("the", "(")
            or run.cue == "speech"
            or run.behind in self.page.words.roles
            or (
                run.before in self.page.words.organisation_heads
                and self.page.low[run.first - 1] == run.before
            )
            or self._act_letters(run, norm)
        ):
            return _as(run.found, "organisation", "letters", "other")
        return False

    def _is_drop(self, run: _Run) -> bool:
        """Tell whether a first word is in capitals as the first of a text is in print: `ZARYAVILLE is not listed`."""
        opens = run.number == 0 or (
            self.page.sentences[run.number].paragraph != self.page.sentences[run.number - 1].paragraph
        )
        return opens and run.behind.isalpha() and self.page.tokens[run.last].norm.islower()

    def _are_two(self, norm: str) -> bool:
        """Tell whether letters with a hyphen are a party's or force's: `ZNU-PF`, but not `UK-EU` and `CCTV-IP`."""
        parts = norm.split("-")
        return (
            len(parts) > 1
            and len(norm) > _MAX_LETTERS - 1
            and all(part.isalpha() and len(part) > 1 for part in parts)
            and not any(
                part.casefold() in self.page.words.letters
                or self.page.nation_named(fold(part), capitals=True)
                for part in parts
            )
        )

    def _act_letters(self, run: _Run, norm: str) -> bool:
        """Tell whether letters own somebody or do something: `ABC's | Ana Vega`, `ABC, for its part`, `ABC sent`."""
        words = self.page.words
        if len(norm) < _LEAST_LETTERS or run.before in words.counting:
            return False
        if self.page.ends_possessive(run.last - 1):
            return self.page.is_name_word(run.last, run.sentence) or self.page.role_word(run.behind)
        at = run.first - 1
        if at >= run.sentence.first and self.page.ends_possessive(at) and self.page.nation_of(at):
            # `Italy's | ABC`
            return True
        if len(norm) > _LEAST_LETTERS and run.before in _LEADS_TO_BODIES and at > run.sentence.first:
            return True
        if run.first > run.sentence.first and run.before not in (",", ";", "and", "while", "but", "that"):
            return False
        beyond = self.page.low[run.last + 1 : run.last + 4]
        return (
            run.behind in words.acts
            or run.behind in words.clause_words
            or (len(norm) > _LEAST_LETTERS and run.behind in words.finite_verbs | words.person_verbs)
            or (run.behind == "," and beyond == ["for", "its", "part"])
        )

    def _stands_for_thing(self, run: _Run) -> bool:
        """Tell whether letters in brackets are no body's: `Marburg virus disease (MVD)`, `(CFR: 23 per cent)`."""
        low, letters = self.page.low, run.bases[0]
        if run.behind not in (")", ",", ";", "/"):
            return True
        words = low[max(run.sentence.first, run.first - 1 - len(letters)) : run.first - 1]
        return (
            "".join(word[0] for word in words) == letters
            and self.page.tokens[run.first - 2].norm.islower()
            and self.page.words.body_words.isdisjoint(words)
        )

    def _by_body_beside(self, run: _Run) -> _Verdict:
        """A word for a kind of body beside a run makes a body of it: `the X party`, `the airline X`."""
        words = self.page.words
        if run.common or run.place_cue:
            return None
        if self._is_island_group(run) or (
            # `through the Zarya channel`
            run.behind == "channel"
            and run.before == "the"
            and self.page.low[run.first - 2] in ("through", "across", "along", "down", "up")
        ):
            return _as(run.found, "place", "head", "area")
        behind = run.behind in words.bodies_behind
        if run.cue not in _SURE and self._is_called_body(run):
            return _as(run.found, "organisation", "head", "other")
        if run.apposed == "body" or (behind and run.before == "the"):
            kind = (
                "party" if run.behind == "party" else "media" if run.behind in words.media_bodies else "other"
            )
            return _as(run.found, "organisation", "head", kind if behind else "other")
        if run.before == "carrier" and self._begins_with_first_name(run.bases):
            # `the carrier Ana Vega`
            return False
        if run.before in words.body_nouns and run.cue not in _SURE and not self._is_owned(run):
            return _as(run.found, "organisation", "head", "other")
        if (
            run.before in words.bodies_behind
            and not run.cue
            and not self._is_owned(run)
            and not self._begins_with_first_name(run.bases)
        ):
            # `the party Zarya`
            return _as(run.found, "organisation", "head", "party" if run.before == "party" else "other")
        owned = self.page.ends_possessive(run.last - 1)
        if run.behind in (words.company_behind if not owned else _BUSINESS) and not (owned and run.cue):
            return _as(run.found, "organisation", "head", "company")
        return None

    def _is_island_group(self, run: _Run) -> bool:
        """Tell whether a group is one of islands: `parts of | the Zarya group`, in a state of islands."""
        at = run.first - 2
        return (
            run.behind == "group"
            and run.before == "the"
            and not self.page.home.isdisjoint(_ISLAND_STATES)
            and at >= run.sentence.first
            and (
                self.page.low[at] in ("in", "across", "throughout", "through", "around", "on", "off")
                or (
                    self.page.low[at] == "of"
                    and (
                        self.page.low[at - 1] in self.page.words.kinds_of_places
                        or self.page.low[at - 1] in self.page.words.place_plurals
                        or self.page.low[at - 1]
                        in (
                            "parts",
                            "part",
                            "most",
                            "all",
                            "much",
                            "rest",
                            "north",
                            "south",
                            "east",
                            "west",
                            "length",
                        )
                    )
                )
            )
        )

    def _is_called_body(self, run: _Run) -> bool:
        """Tell whether a kind of body has this name: `a group called | Zarya`, `a gang known as | Volna`."""
        low, words, first = self.page.low, self.page.words, run.sentence.first
        two = low[max(first, run.first - 2) : run.first]
        if two[-1:] in (["called"], ["named"], ["dubbed"]):
            at = run.first - 2
        elif two in (["known", "as"], ["calling", "itself"], ["calls", "itself"], ["called", "itself"]):
            at = run.first - 3 - (low[run.first - 3] in ("that", "which"))
        else:
            return False
        return at >= first and (low[at] in words.body_nouns or low[at] in words.bodies_behind)

    def _begins_with_first_name(self, bases: list[str]) -> bool:
        return bases[0] in self.page.words.given_names

    def _by_building(self, run: _Run) -> _Verdict:
        """A small word for a building behind a run makes a place of it: `X airfield`."""
        if run.common or run.cue in _SURE:
            return None
        end = self._facility_end(run.last, run.sentence, run.single)
        if end == run.last:
            return None
        if not run.single or self.page.low[run.last] in self.page.words.facilities_kept:
            run.found.last = end
        return _as(run.found, "place", "head", "building")

    def _by_place(self, run: _Run) -> _Verdict:
        """What stands around a run makes a place of it."""
        certain = (
            run.before == "of"
            or run.behind in ("bore", "health")
            or run.behind in self.page.words.river_verbs
            or self._stands_at_building(run)
            or run.behind in self.page.words.place_behind
        )
        described = (
            not certain
            and self.page.modifies(run.last, run.sentence)
            and not self._opens_clause(run)
            and not self._leads_to_verb(run)
        )
        if not run.place_cue or run.common or described:
            return None
        run.found.first = self._compass_before(run.first, run.sentence)
        return _as(run.found, "place", "place")

    def _stands_at_building(self, run: _Run) -> bool:
        """Tell whether a building or piece of land is at a name: `the hospital at Zarya works again`."""
        at = run.first - 2
        return (
            run.before == "at"
            and at >= run.sentence.first
            and (
                self.page.low[at] in self.page.words.kinds_of_places
                or self.page.low[at] in self.page.words.town_parts
                or self.page.low[at] in self.page.words.place_nouns
            )
        )

    def _leads_to_verb(self, run: _Run) -> bool:
        """Tell whether what may be a noun behind a place is a verb: `the man in Zarya | counts 2,300`."""
        beyond = self.page.low[run.last + 1 : min(run.last + 2, run.sentence.last)]
        return (
            run.behind in self.page.words.maybe_verbs
            and run.behind.endswith("s")
            and run.first - 2 > run.sentence.first
            and beyond != []
            and (
                beyond[0][0].isdecimal()
                or beyond[0] in ("the", "a", "an", "that", "his", "her", "their", "its")
            )
        )

    def _opens_clause(self, run: _Run) -> bool:
        """Tell whether the noun behind a run is the subject of a verb: `In Zarya | fires burned`."""
        near, verb = self.page.words.near_adjectives, run.last + 1
        start = run.first - 2 if run.before in near else run.first - 1
        before = self.page.low[start - 1] if start > run.sentence.first else ""
        return (
            before in ("", "and", ",", ";")
            and verb < run.sentence.last
            and (self.page.low[verb].endswith("ed") or self.page.low[verb] in self.page.words.plain_verbs)
        )

    def _by_outlet(self, run: _Run) -> _Verdict:
        """What reports or quotes is an outlet, if no first name begins it."""
        words = self.page.words
        posted = self.page.low[run.last + 1 : run.last + 2] == ["on"]
        reports = run.behind in words.outlet_verbs and not posted
        if run.cue == "speech" and reports and run.bases[0] not in words.given_names:
            return _as(run.found, "organisation", "outlet", "media")
        return None

    def _by_lead(self, run: _Run) -> _Verdict:
        """The last word of a thing's name, or the first of a place's, tells."""
        words = self.page.words
        if run.bases[-1] in words.thing_heads:
            return False
        if not run.single and run.bases[0] in words.place_leads and run.cue not in _SURE:
            lead = run.bases[0]
            kind = "area" if lead in words.area_leads else "building" if lead in words.building_leads else ""
            return _as(run.found, "place", "head", kind)
        return None

    def _by_body_around(self, run: _Run) -> _Verdict:
        """`The operator, Zarya Works, said` and `the National Zarya Front` are bodies."""
        words, low, at = self.page.words, self.page.low, run.first
        if run.single or run.cue in _SURE or at - 2 < run.sentence.first:
            return None
        apposed = run.before == "," and low[at - 2] in words.body_nouns
        adjective = (
            low[at - 2] == "the"
            and run.before in words.no_names
            and self.page.tokens[at - 1].norm[0].isupper()
            and not self._is_owned(run)
        )
        return _as(run.found, "organisation", "head", "other") if apposed or adjective else None

    def _by_first_part(self, run: _Run) -> _Verdict:
        """The first part of a word with hyphens tells a body: `Jamaat-e-Zarya`."""
        first, dash, _ = run.bases[0].partition("-")
        if run.single and dash and first in self.page.words.organisation_heads:
            return _as(run.found, "organisation", "head", "other")
        return None

    def _by_letters_within(self, run: _Run) -> _Verdict:
        """A run with a word of first letters is a body; one all in capitals is shouted."""
        if run.single or run.cue in _SURE:
            return None
        if self._is_shouted(run):
            return False
        if self._holds_letters(run.first, run.last):
            return _as(run.found, "organisation", "letters", "other")
        return None

    def _by_person(self, run: _Run) -> _Verdict:
        """What speaks for a person, then the shape of the words; else a name of nothing certain."""
        words, bases = self.page.words, run.bases
        if run.common:
            return False
        if run.cue:
            opens = run.single and run.cue == "speech" and run.first == run.sentence.first
            return (
                False
                if opens and bases[0] not in self.page.upper_inside
                else _as(run.found, "person", run.cue)
            )
        if run.single or bases[0] in ("st", "st.", "el", "la", "los", "las", "le", "les"):
            return _as(run.found, None, "")
        if (
            run.before == "the"
            and self.page.low[run.first - 2] in _ALONG
            and run.first - 2 > run.sentence.first
        ):
            # `up the | Zarya Volna`
            return _as(run.found, None, "")
        if run.before == "the" or any(b in self.page.lower_seen for b in bases if b not in words.particles):
            return False
        if any(
            (b in words.no_names and not (k == 0 and b in words.also_first_names)) or self.page.role_word(b)
            for k, b in enumerate(bases)
        ):
            return False
        if bases[0] in words.given_names or self.cues.ends_as_surname(bases[-1]):
            return _as(run.found, "person", "shape")
        if self.cues.looks_personal(run.found, run.before, run.sentence):
            return _as(run.found, "person", "guess")
        return _as(run.found, None, "")

    def _is_owned(self, run: _Run) -> bool:
        """Tell whether a possessive stands before a run."""
        return run.first > run.sentence.first and self.page.ends_possessive(run.first - 1)

    def _is_shouted(self, run: _Run) -> bool:
        return all(token.norm.isupper() for token in self.page.tokens[run.first : run.last])

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
            and (
                self.page.low[at - 2] in ("of", "in", "at", "near")
                # `in the Central Highlands`
                or (self.page.low[at - 2] == "the" and self.page.base[at] in self.page.words.area_heads)
            )
        )
        return at - 1 if opens else at

    def _led_by(self, bases: list[str]) -> int:
        """Return where the person begins whose force a run names: `Forces of | Ali Zarya`; 0 for any other run."""
        led = len(bases) in (4, 5) and bases[1] == "of" and bases[0] in self.page.words.security_heads
        return 2 if led and bases[2] in self.page.words.given_names else 0

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

    def _apposed_as(self, end: int, sentence: Sentence) -> str:
        """Tell what an apposition makes of a name: `place` (`X, an oil town in …`), `body`, or nothing."""
        low = self.page.low
        if end + 2 >= sentence.last or low[end] != ",":
            return ""
        if low[end + 1] in ("two", "three", "both", "four"):
            # `Zarya and Volna, two villages in the hills`
            return "place" if not self.page.words.place_plurals.isdisjoint(low[end + 2 : end + 5]) else ""
        if low[end + 1] not in ("a", "an", "the", "one"):
            return ""
        before = ""
        for token in self.page.tokens[end + 2 : min(end + 7, sentence.last)]:
            word = token.norm
            if word == "twin" and strip_possessive(before) in self.page.words.place_nouns:
                # `Zarya, the town's twin`
                return "place"
            before = word
            if word in self.page.words.place_nouns:
                return "place"
            if word.endswith(("'s", "’s")) and word[:-2] in self.page.words.place_nouns:
                continue
            if word in self.page.words.body_words:
                return "body"
            if self.page.nation_named(fold(word)) or word in (
                "Caribbean",
                "Pacific",
                "Atlantic",
                "Mediterranean",
            ):
                # `Zarya, a Caribbean island`
                continue
            if not word.islower() or word in self.page.words.behind_names:
                return ""
        return ""


def _as(found: Found, type: EntityType | None, cue: str, kind: str = "") -> Found:
    found.type, found.cue, found.kind = type, cue, kind
    return found
