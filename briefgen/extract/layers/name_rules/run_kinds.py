"""What a run of capitalised words that nothing knows names: a person, a place, a body, or nothing."""

from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.layers.name_rules.mentions import Found, Page, strip_possessive
from briefgen.extract.layers.name_rules.person_cues import PersonCues
from briefgen.extract.layers.name_rules.place_cues import PlaceCues
from briefgen.extract.layers.name_rules.roles import RoleReader
from briefgen.extract.layers.name_rules.run_bodies import RunBodies
from briefgen.extract.layers.name_rules.run_heads import RunHeads
from briefgen.extract.layers.name_rules.run_letters import RunLetters
from briefgen.extract.layers.name_rules.run_places import RunPlaces
from briefgen.extract.layers.name_rules.runs import SURE_CUES, Run, Verdict, settle
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_HOMES = load_words("name_rules", "homes")
_ALONG = frozenset({"up", "down", "along"})
"""Before `the` and a river's name."""
_FULL_NAME = 2
_SURNAMES = load_words("name_rules", "surnames_too")
_OFFICE = 20
"""Tokens before a name in which the office of another person stands: `Ana Vega, the head of the operator, | Zarya,`."""


class RunJudge:
    """Tells what the unknown names of one document name."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.cues = PersonCues(page, roles)
        self.places = PlaceCues(page)
        self.letters = RunLetters(page)
        self.land = RunPlaces(page)
        self.heads = RunHeads(page)
        self.bodies = RunBodies(page, self.land)
        self.rules = (
            self._by_calendar,
            self.letters.by_letters,
            self.bodies.by_body_beside,
            self.land.by_building,
            self.land.by_place,
            self.bodies.by_outlet,
            self._by_lead,
            self.bodies.by_body_around,
            self.bodies.by_first_part,
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
        verdict: Verdict = self.heads.by_head(found, sentence)
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

    def _by_calendar(self, run: Run) -> Verdict:
        """Months or days joined are no name: `funds received in March-April`."""
        parts = run.bases[0].split("-")
        dated = run.single and len(parts) > 1 and all(part in self.page.words.days for part in parts)
        return False if dated else None

    def _is_surname(self, run: Run) -> bool:
        """Tell whether the word for a thing is somebody's surname: `John Law`, but not `Jessica's Law`."""
        return (
            len(run.bases) == _FULL_NAME
            and run.bases[-1] in _SURNAMES
            and run.bases[0] in self.page.words.given_names
            and not self.page.ends_possessive(run.found.first)
        )

    def _by_lead(self, run: Run) -> Verdict:
        """The last word of a thing's name, or the first of a place's, tells."""
        words = self.page.words
        if run.bases[-1] in words.thing_heads and not self._is_surname(run):
            return False
        if not run.single and run.bases[0] in words.place_leads and run.cue not in SURE_CUES:
            lead = run.bases[0]
            kind = "area" if lead in words.area_leads else "building" if lead in words.building_leads else ""
            return settle(run.found, "place", "head", kind)
        return None

    def _by_person(self, run: Run) -> Verdict:
        """What speaks for a person, then the shape of the words; else a name of nothing certain."""
        words, bases = self.page.words, run.bases
        if run.common or (run.bases[-1].endswith("s") and self.page.nation_of(run.found.last - 1)):
            # `Krajina Serbs`
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

    def _is_titled(self, before: str, name: str) -> bool:
        """Tell whether a word for a building or body is a person's name: `Ms Park`."""
        words = self.page.words
        return before in words.honorifics or (before in words.roles and name in words.surname_heads)

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
