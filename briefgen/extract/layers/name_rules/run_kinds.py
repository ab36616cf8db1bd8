"""What a run of capitalised words that nothing knows names: a person, a place, a body, or nothing."""

from briefgen.extract.layers.name_rules.alike_names import find_alike_place
from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.layers.name_rules.mentions import Found, Page, strip_possessive
from briefgen.extract.layers.name_rules.person_cues import PersonCues
from briefgen.extract.layers.name_rules.place_cues import PlaceCues
from briefgen.extract.layers.name_rules.roles import RoleReader
from briefgen.extract.layers.name_rules.run_letters import RunLetters
from briefgen.extract.layers.name_rules.run_places import RunPlaces
from briefgen.extract.layers.name_rules.runs import SURE_CUES, Run, Verdict, settle
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_phrases, load_words

_BUSINESS = frozenset({"shares", "ceo", "shareholders", "subsidiary", "headquarters", "customers", "stock"})
"""Behind a possessive: it is a company's."""
_UNITS = tuple(tuple(unit.split()) for unit in load_phrases("name_rules", "units"))
"""Last words of names of districts that say what they are."""
_KINDS_OF_UNITS = frozenset(
    {"rural", "urban", "local", "metropolitan", "sub-metropolitan", "federal", "autonomous"}
)
"""Before a word for a district: which kind, but no name."""
_TOLD = load_words("name_rules", "told")
"""Before a paper or station that somebody speaks to, or that reports."""
_OUTLETS = load_words("name_rules", "outlets")
"""Last words of names of papers and sites, beside those of `media_heads`."""
_STATIONS = frozenset({"radio", "canal", "rádio", "tv", "télé", "channel"})
"""First words of names of stations."""
_ZONES = load_words("name_rules", "zones_of_none")
"""Before `Zone`: no land of that name."""
_HOMES = load_words("name_rules", "homes")
_PLURALS = load_words("name_rules", "plural_districts")
"""Words before or behind a list of names of districts."""
_ALONG = frozenset({"up", "down", "along"})
"""Before `the` and a river's name."""
_OFFICE = 20
"""Tokens before a name in which the office of another person stands: `Ana Vega, the head of the operator, | Zarya,`."""
_FORCES = load_words("name_rules", "run_kinds_forces")
"""Words before `force` that make a body of a state of it."""


class RunJudge:
    """Tells what the unknown names of one document name."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.cues = PersonCues(page, roles)
        self.places = PlaceCues(page)
        self.letters = RunLetters(page)
        self.land = RunPlaces(page)
        self.rules = (
            self.letters.by_letters,
            self._by_body_beside,
            self.land.by_building,
            self.land.by_place,
            self._by_outlet,
            self._by_lead,
            self._by_body_around,
            self._by_first_part,
            self.letters.by_letters_within,
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
        verdict: Verdict = self._by_head(found, sentence)
        if verdict is None and (run := self._run(found, sentence)) is not None:
            verdict = next((said for rule in self.rules if (said := rule(run)) is not None), None)
        if verdict and verdict.type == "person" and self._is_no_person(verdict):
            return None
        return verdict or None

    def _is_no_person(self, found: Found) -> bool:
        """Tell whether words that look like a person's name are none: a slogan, one letter (`Gen Z`)."""
        bases = self.page.base[found.first : found.last]
        if found.cue == "guess" and self._is_fragment(found):
            return True
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

    def _is_fragment(self, found: Found) -> bool:
        """Tell whether a name is all of a sentence that opens a quotation: `“Zarya Dynasty. Leave us alone.”`."""
        sentence = self.page.sentences[found.sentence]
        return self.page.low[sentence.first] in ("“", '"') and not any(
            self.page.low[k][0].isalnum()
            for k in (*range(sentence.first, found.first), *range(found.last, sentence.last))
        )

    def _is_titled_ship(self, found: Found) -> bool:
        """Tell whether a ship is called like a lady: `the | Princess Zarya, which sank`."""
        page, at = self.page, found.first
        return at > 0 and (page.low[at - 1], page.base[at]) in page.ships

    def _run(self, found: Found, sentence: Sentence) -> Run | None:
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
        if cue == "role" and len(bases) > 1 and self.page.role_word(bases[-1]):
            # `Acting Chief | Administrative Officer`
            return None
        head = found.role.partition(" of ")[0].partition(" at ")[0].rpartition(" ")[2]
        if cue == "role" and (
            fold(head) in words.body_nouns & words.body_words
            or self._is_body_of_role(found, sentence)
            or (len(bases) == 1 and before == "contractor")
        ):
            # `Zarya, a major exporter,`, `contractor Zarya`
            cue, found.role, found.role_country = "", "", ""
        apposed = self._apposed_as(last, sentence) if cue in ("", "speech") else ""
        return Run(
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
            place_cue=cue not in SURE_CUES
            and (apposed == "place" or self.places.is_place(found, sentence, cued=cue != "")),
            found=found,
        )

    def _is_body_of_role(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether an office before a name is one of that body: `the head of the mine's operator, | Zarya,`."""
        at, low = found.first, self.page.low
        words = self.page.words
        if at - 2 <= sentence.first or low[at - 1] != ",":
            return False
        if low[at - 2] not in words.body_nouns and not (
            found.last - at == 1 and low[at - 2] in words.organisation_heads | words.bodies_behind
        ):
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
            return settle(found, "person", "shape")
        if head and self.page.role_word(bases[0]) and self._leads_to_office(found.last, sentence):
            # `Chief Cabinet | Secretary Ana Vega`
            return None
        if not head and last in _PLURALS:
            # `Zarya and West Volna Districts`
            found.last -= 1
            return settle(found, "place", "head", "district")
        if not head and bases[0] in _PLURALS:
            # `Barangays Zarya, Volna and Ozero`
            found.first += 1
            return settle(found, "place", "head", "district")
        for tail in _UNITS:
            # `Zarya Local Government Area`, `Zarya Administrative Region`
            if len(bases) > len(tail) and tuple(bases[-len(tail) :]) == tail:
                found.last -= len(tail)
                return settle(found, "place", "place", "district")
        if len(bases) > 2 and bases[-2] == "health" and last in ("zone", "district", "area"):
            # `Zarya Health Zone`
            found.last -= 2
            return settle(found, "place", "place")
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
                return settle(found, "place", "place")
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
            return settle(found, "place", "head", "building")
        if last == "zone" and bases[-2] in words.thing_words | _ZONES:
            return None
        if last in words.region_heads and not head and _KINDS_OF_UNITS.issuperset(bases[:-1]):
            # `Rural Municipality vice-chairman Ana Vega`
            return None
        if last == "village" and not head and bases[0] not in words.thing_words:
            found.last -= 1
            return settle(found, "place", "head", "city")
        if last in words.area_heads and not head:
            return settle(found, "place", "head", "region" if last in words.region_heads else "area")
        if head and (first := self._led_by(bases)):
            found.first = at + first
            return settle(found, "person", "shape")
        if not head and last in words.late_heads and bases[0] not in self.page.lower_seen | words.no_names:
            return settle(found, "organisation", "head", "other")
        if head:
            found.country = self.page.nation_of(at - 1) if at > sentence.first else ""
            return settle(found, "organisation", "head", self._kind_of_body(head, bases))
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

    def _by_body_beside(self, run: Run) -> Verdict:
        """A word for a kind of body beside a run makes a body of it: `the X party`, `the airline X`."""
        words = self.page.words
        if run.common or run.place_cue:
            return None
        if self.land.is_island_group(run) or (
            # `through the Zarya channel`
            run.behind == "channel"
            and run.before == "the"
            and self.page.low[run.first - 2] in ("through", "across", "along", "down", "up")
        ):
            return settle(run.found, "place", "head", "area")
        behind = run.behind in words.bodies_behind
        if run.cue not in SURE_CUES and self._is_called_body(run):
            return settle(run.found, "organisation", "head", "other")
        if run.apposed == "body" or (behind and run.before == "the"):
            kind = (
                "party" if run.behind == "party" else "media" if run.behind in words.media_bodies else "other"
            )
            return settle(run.found, "organisation", "head", kind if behind else "other")
        if run.before == "carrier" and self._begins_with_first_name(run.bases):
            # `the carrier Ana Vega`
            return False
        if run.before in words.body_nouns and run.cue not in SURE_CUES and not self._is_owned(run):
            return settle(run.found, "organisation", "head", "other")
        if (
            run.before in words.bodies_behind
            and not run.cue
            and not self._is_owned(run)
            and not self._begins_with_first_name(run.bases)
        ):
            # `the party Zarya`
            return settle(run.found, "organisation", "head", "party" if run.before == "party" else "other")
        owned = self.page.ends_possessive(run.last - 1)
        if run.behind in (words.company_behind if not owned else _BUSINESS) and not (owned and run.cue):
            return settle(run.found, "organisation", "head", "company")
        return None

    def _is_called_body(self, run: Run) -> bool:
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

    def _by_outlet(self, run: Run) -> Verdict:
        """What reports or quotes is an outlet, if no first name begins it."""
        words = self.page.words
        posted = self.page.low[run.last + 1 : run.last + 2] == ["on"]
        reports = run.behind in words.outlet_verbs and not posted
        if run.cue == "speech" and reports and run.bases[0] not in words.given_names:
            return settle(run.found, "organisation", "outlet", "media")
        if run.cue in SURE_CUES or run.first == run.sentence.first:
            return None
        named = not run.single and (run.bases[-1] in _OUTLETS or run.bases[0] in _STATIONS)
        written = self.page.tokens[run.first - 1].norm == "The" and run.first - 1 > run.sentence.first
        lead = self.page.low[run.first - 2] if written else run.before
        if (named or written) and lead in _TOLD and run.bases[0] not in words.given_names:
            # `told Zarya Standard`, `told The Volna`
            return settle(run.found, "organisation", "outlet", "media")
        return None

    def _by_lead(self, run: Run) -> Verdict:
        """The last word of a thing's name, or the first of a place's, tells."""
        words = self.page.words
        if run.bases[-1] in words.thing_heads:
            return False
        if not run.single and run.bases[0] in words.place_leads and run.cue not in SURE_CUES:
            lead = run.bases[0]
            kind = "area" if lead in words.area_leads else "building" if lead in words.building_leads else ""
            return settle(run.found, "place", "head", kind)
        return None

    def _by_body_around(self, run: Run) -> Verdict:
        """`The operator, Zarya Works, said` and `the National Zarya Front` are bodies."""
        words, low, at = self.page.words, self.page.low, run.first
        if run.single or run.cue in SURE_CUES or at - 2 < run.sentence.first:
            return None
        apposed = run.before == "," and low[at - 2] in words.body_nouns
        adjective = (
            low[at - 2] == "the"
            and run.before in words.no_names
            and self.page.tokens[at - 1].norm[0].isupper()
            and not self._is_owned(run)
        )
        return settle(run.found, "organisation", "head", "other") if apposed or adjective else None

    def _by_first_part(self, run: Run) -> Verdict:
        """The first part of a word with hyphens tells a body: `Jamaat-e-Zarya`."""
        first, dash, _ = run.bases[0].partition("-")
        if run.single and dash and first in self.page.words.organisation_heads:
            return settle(run.found, "organisation", "head", "other")
        return None

    def _by_person(self, run: Run) -> Verdict:
        """What speaks for a person, then the shape of the words; else a name of nothing certain."""
        words, bases = self.page.words, run.bases
        if run.common:
            return False
        if run.cue == "role" and bases[-1] in words.compass and bases[0] not in words.given_names:
            # `information officer of the police office Zarya | West`
            return settle(run.found, None, "")
        if run.cue == "speech" and run.single and self._is_brand(run):
            return settle(run.found, None, "")
        if run.cue:
            opens = run.single and run.cue == "speech" and run.first == run.sentence.first
            return (
                False
                if opens and bases[0] not in self.page.upper_inside
                else settle(run.found, "person", run.cue)
            )
        if run.single or bases[0] in ("st", "st.", "el", "la", "los", "las", "le", "les"):
            return settle(run.found, None, "")
        if (
            run.before == "the"
            and self.page.low[run.first - 2] in _ALONG
            and run.first - 2 > run.sentence.first
        ):
            # `up the | Zarya Volna`
            return settle(run.found, None, "")
        if run.before == "the" or any(b in self.page.lower_seen for b in bases if b not in words.particles):
            return False
        if any(
            (b in words.no_names and not (k == 0 and b in words.also_first_names)) or self.page.role_word(b)
            for k, b in enumerate(bases)
        ):
            return False
        if bases[0] in words.given_names or self.cues.ends_as_surname(bases[-1]):
            return settle(run.found, "person", "shape")
        if bases[-1] in words.compass:
            return settle(run.found, None, "")
        if self.cues.looks_personal(run.found, run.before, run.sentence):
            return settle(run.found, "person", "guess")
        return settle(run.found, None, "")

    def _is_brand(self, run: Run) -> bool:
        """Tell whether one word of two parts may be a firm's and is nowhere a surname: `Zar-Mart said`."""
        word = run.bases[0]
        parts = word.split("-")
        written = self.page.tokens[run.first].norm.split("-")
        return (
            len(parts) == 2
            and all(part[:1].isupper() for part in written)
            and not any(
                part in self.page.words.given_names or part in self.page.words.particles for part in parts
            )
            and word not in self.page.surnames
            and word not in self.page.family_names
            and not self.cues.ends_as_surname(parts[-1])
        )

    def _is_owned(self, run: Run) -> bool:
        """Tell whether a possessive stands before a run."""
        return run.first > run.sentence.first and self.page.ends_possessive(run.first - 1)

    def _is_titled(self, before: str, name: str) -> bool:
        """Tell whether a word for a building or body is a person's name: `Ms Park`."""
        words = self.page.words
        return before in words.honorifics or (before in words.roles and name in words.surname_heads)

    def _led_by(self, bases: list[str]) -> int:
        """Return where the person begins whose force a run names: `Forces of | Ali Zarya`; 0 for any other run."""
        led = len(bases) in (4, 5) and bases[1] == "of" and bases[0] in self.page.words.security_heads
        return 2 if led and bases[2] in self.page.words.given_names else 0

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
        tokens = self.page.tokens[end + 2 : min(end + 7, sentence.last)]
        for token, following in zip(tokens, [*(t.norm for t in tokens[1:]), ""], strict=True):
            word = token.norm
            if word[0].isupper() and following in _HOMES:
                # `Volna, a Zaryan village`
                return "place"
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
