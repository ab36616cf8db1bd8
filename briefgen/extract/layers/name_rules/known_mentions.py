"""Known names in a text: the longest one at a place that its context allows."""

from briefgen.extract.layers.name_rules.known import Form, Known, country_known
from briefgen.extract.layers.name_rules.known_areas import KnownAreas
from briefgen.extract.layers.name_rules.known_places import KnownPlaces
from briefgen.extract.layers.name_rules.likeness import fold, sound
from briefgen.extract.layers.name_rules.mentions import Found, Page, strip_possessive
from briefgen.extract.layers.name_rules.place_kinds import find_kind
from briefgen.extract.layers.name_rules.roles import RoleReader
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_BEFORE_VERBS = load_words("name_rules", "before_verbs")
_FOREIGN_OFFICE = ("foreign", "office")
_WITH_FOREIGN_OFFICES = frozenset({"PK", "IN", "BD", "DE", "LK", "TH"})
"""Other states whose foreign ministry English news calls so."""
_LOST = 100
"""How many times larger a town is, beside which another of the same words is hardly meant."""


class KnownReader:
    """Reads the known names of one document."""

    def __init__(self, page: Page, roles: RoleReader) -> None:
        self.page = page
        self.roles = roles
        self.places = KnownPlaces(page)
        self.areas = KnownAreas(page)

    def match(self, at: int, last: int, number: int, style: str) -> Found | None:
        """Return the longest known name at a token that its context allows."""
        ends = self.page.walk(self.page.knowledge.own.root, at, last) + self.page.walk(
            self.page.knowledge.world.root, at, last
        )
        ends.sort(key=lambda end: -end[0])
        for end, forms in ends:
            fitting = [form for form in forms if self._fits(form, at, end, number, style)]
            if not fitting:
                continue
            found = self._choose(fitting, at, end, number)
            if found is not None and found.known is not None and found.known.rank == 1:
                found = self._as_agency(self._as_government(found))
            if found is not None:
                return self.areas.widen(found, last)
        return None

    def _as_government(self, found: Found) -> Found:
        """Return the state for the seat of the subject's own government, where that is asked or blamed."""
        at, end = found.first, found.last
        last = self.page.sentences[found.sentence].last
        governs = end < last and self.page.low[end] in self.page.words.governing
        if end - at > 1 or found.type != "place":
            return found
        if not (governs or self._is_addressed(at, end, found.sentence)):
            return found
        forms = self.page.knowledge.world.root.get(self.page.base[at], {}).get("", ())
        for form in forms:
            if form.seat == "place" and form.known.country in self.page.home:
                return Found(at, end, found.sentence, known=form.known, type=form.known.type, metonym=True)
        return found

    def _as_agency(self, found: Found) -> Found:
        """Return the news agency for the town of its name, unless a place is meant: `Xinhua reported`."""
        at, end = found.first, found.last
        forms = (
            self.page.knowledge.world.root.get(self.page.base[at], {}).get("", ()) if end - at == 1 else ()
        )
        agency = next((form.known for form in forms if form.known.kind == "media"), None)
        if agency is None or found.type != "place" or self._place_cue(at, found.sentence):
            return found
        if find_kind(self.page, at, end, self.page.sentences[found.sentence]):
            return found
        return Found(at, end, found.sentence, known=agency, type=agency.type)

    def match_own_place(self, at: int, last: int, *, abroad: bool = False) -> Found | None:
        """Return the place of the subject's countries that a dateline names at a token, in capitals or not.

        Args:
            at: the token.
            last: the token behind the dateline.
            abroad: whether a town of any country counts.
        """
        if not self.page.tokens[at].norm[0].isupper():
            return None
        knowledge = self.page.knowledge
        for end, forms in self.page.walk(knowledge.own.root, at, last) + self.page.walk(
            knowledge.world.root, at, last
        ):
            # `ALEXANDRIA, Egypt`
            nation = self.page.nation_of(end + 1) if self.page.low[end : end + 1] == [","] else ""
            for form in sorted(forms, key=lambda form: not self._is_own_name(form, forms)):
                known = form.known
                is_own = (
                    known.type == "place"
                    and known.kind != "country"
                    and (known.country in self.page.home or (abroad and known.kind == "city"))
                    and nation in ("", known.country)
                )
                if is_own and not form.seat and not form.condition and not form.upper:
                    return Found(at, end, -1, known=known, type="place")
        return None

    def _fits(self, form: Form, at: int, end: int, number: int, style: str) -> bool:
        lead = at + 1 if form.words[0] == "the" and end - at > 1 else at
        norm = self.page.tokens[lead].norm
        if form.capital and not norm[0].isupper():
            return False
        if (
            style == "upper"
            and form.upper
            and form.words[0] in self.page.words.no_names | {"us", "who", "it", "car"}
        ):
            return False
        if form.upper and style != "upper":
            written = "".join(t.norm for t in self.page.tokens[at:end])
            if not strip_possessive(written).replace("/", "").isupper():
                return False
        if form.words == ("states",) and (
            self.page.low[at - 1 : at] != ["the"] or self.page.low[end : end + 1] == ["of"]
        ):
            # `the Gulf Arab States`, `the States of the Gulf`
            return False
        if form.condition and not self.page.near(form.condition, self.page.sentences[number].paragraph):
            return False
        if form.near and not any(self.page.holds(words) for words in form.near):
            return False
        known = form.known
        if form.words == _FOREIGN_OFFICE and not self._is_british(known, at, end, number):
            return False
        if (
            known.kind == "state_body"
            and form.words[-1] == "state"
            and not self.page.ends_possessive(end - 1)
        ):
            # `the Texas Department of State Health Services`
            sentence = self.page.sentences[number]
            if self.page.is_name_word(end, sentence) and self.page.base[end] not in self.page.words.roles:
                return False
        if known.type == "person" and self._names_thing(known, at, end, number):
            return False
        if (
            known.type == "person"
            and known.rank == 2
            and len(form.words) == 1
            and self._is_others_surname(form.words[0], known)
        ):
            return False
        if (
            known.type == "person"
            and len(form.words) == 1
            and not self._first_name_fits(known, at, end, number)
        ):
            return False
        if (
            known.type == "organisation"
            and (known.rank == 0 or known.kind == "state_body")
            and known.country
            and not self._owner_fits(known, at, end, number)
        ):
            return False
        if (form.homonym or form.seat == "place") and self._is_person_part(at, end, number):
            return False
        if (
            form.seat == "place"
            and style == "normal"
            and self.page.is_name_word(end, self.page.sentences[number])
            and not self.page.ends_possessive(end - 1)
            and (
                self.page.base[end] in self.page.words.street_heads
                or (
                    self.page.base[end] in ("university", "college", "school", "hospital")
                    and self.page.is_body_start(end - 1, self.page.sentences[number])
                )
            )
        ):
            # `Dhaka | University`, `Tripoli | Street`
            return False
        if known.kind == "country" and not form.seat and self._is_surname(at, end, number):
            return False
        return not (
            known.type == "place"
            and not form.seat
            and known.kind != "country"
            and not self.places.fits(form, at, end, number, style)
        )

    def _is_british(self, known: Known, at: int, end: int, number: int) -> bool:
        """Tell whether a Foreign Office is the one in London, and not Pakistan's: `the Foreign Office in Islamabad`."""
        page = self.page
        if not self._owner_fits(known, at, end, number):
            return False
        last = page.sentences[number].last
        if end + 1 < last and page.low[end] == "in":
            for _, forms in page.walk(page.knowledge.world.root, end + 1, last):
                for form in forms:
                    if form.seat == "place" and form.known.type == "place":
                        return form.known.country == known.country
        told = any(page.nation_of(k) == known.country for k in range(max(0, at - 2), at))
        return told or page.home.isdisjoint(_WITH_FOREIGN_OFFICES)

    def _names_thing(self, known: Known, at: int, end: int, number: int) -> bool:
        """Tell whether a ship or the like bears a person's name: `the carrier Ana Vega`, `The Ana Vega sailed`."""
        sentence = self.page.sentences[number]
        before = self.page.base[at - 1] if at > sentence.first else ""
        if before in self.page.words.named_things or before == "carrier":
            return True
        return (
            before == "the"
            and known.rank > 0
            and end - at > 1
            and known.name.count(" ") > 0
            and not self.page.modifies(end, sentence)
            and not self.page.ends_possessive(end - 1)
        )

    def _is_others_surname(self, word: str, known: Known) -> bool:
        """Tell whether the article has a surname behind the first name of another only: `Rafik` for Ana's."""
        if word not in self.page.family_names:
            return False
        own = fold(known.name).split()
        firsts = {
            self.page.base[k - 1]
            for k in range(1, len(self.page.base))
            if self.page.base[k] == word and self.page.base[k - 1] in self.page.words.given_names
        }
        return firsts.isdisjoint(own)

    def _first_name_fits(self, known: Known, at: int, end: int, number: int) -> bool:
        """Tell whether no other first name stands before a surname: `Tom Price` is not Ned Price."""
        sentence = self.page.sentences[number]
        if (
            end < sentence.last
            and not self.page.ends_possessive(end - 1)
            and self.page.is_name_word(end, sentence)
            and self.page.base[end] not in self.page.words.organisation_heads
        ):
            names = fold(known.name)
            if self.page.base[end] not in names and self.page.styles[number] == "normal":
                return False
        if at == sentence.first:
            return True
        before = at - 1
        if not self.page.is_name_word(before, sentence) or self.page.styles[number] != "normal":
            return True
        word = self.page.base[before]
        if word in self.page.words.honorifics or self.page.role_word(word) or before == sentence.first:
            return True
        parts = fold(known.name).replace("-", " ").split()
        if self.page.nation_of(before):
            return True
        return any(
            word.startswith(p) or p.startswith(word.rstrip(".")) or sound(word) == sound(p) for p in parts
        )

    def _owner_fits(self, known: Known, at: int, end: int, number: int) -> bool:
        """Tell whether no other country owns the body: `the Russian Interior Ministry`."""
        sentence = self.page.sentences[number]
        own = fold(known.name)
        for before in range(at - 1, max(sentence.first, at - 2) - 1, -1):
            country = self.page.nation_of(before)
            if country:
                return country == known.country
            if not self.page.tokens[before].norm[0].isupper():
                break
        after = end
        if after < sentence.last and self.page.low[after] == "of":
            after += 1
            if after < sentence.last and self.page.low[after] == "the":
                after += 1
            if after < sentence.last and (country := self.page.nation_of(after)):
                return country == known.country or fold(country_known(country).name) in own
        return True

    def _is_surname(self, at: int, end: int, number: int) -> bool:
        """Tell whether a country's name is a surname behind a first name: `Albert Holland`."""
        return (
            end - at == 1
            and at > self.page.sentences[number].first
            and self.page.base[at - 1] in self.page.words.given_names
            and self.page.is_name_word(at - 1, self.page.sentences[number])
            and not self.page.ends_possessive(at - 1)
            and not self.page.nation_of(at - 1)
            and self.page.base[at - 1] not in self.page.words.no_names
            and self.page.styles[number] == "normal"
        )

    def _is_person_part(self, at: int, end: int, number: int) -> bool:
        """Tell whether a country's name stands as a first or last name: `Jordan Smith`, `Michael Jordan`."""
        sentence = self.page.sentences[number]
        if self.page.styles[number] != "normal":
            return False
        if (
            end < sentence.last
            and not self.page.ends_possessive(end - 1)
            and self.page.is_name_word(end, sentence)
        ):
            word = self.page.base[end]
            # `CHINA Beijing condemned it`: a heading run into its text.
            label = self.page.tokens[at].norm.isupper() and not self.page.tokens[end].norm.isupper()
            if (
                not label
                and word not in self.page.words.no_names
                and word != "red"
                and not self.page.role_word(word)
                and not self.page.is_head(word)
                and not self.page.nation_of(end)
            ):
                return True
        if at > sentence.first and self.page.is_name_word(at - 1, sentence):
            word = self.page.base[at - 1]
            if word in self.page.words.honorifics:
                return True
            if (
                word not in self.page.words.no_names
                and not self.page.role_word(word)
                and not self.page.nation_of(at - 1)
                and at - 1 > sentence.first
            ):
                return True
        return False

    def _choose(self, forms: list[Form], at: int, end: int, number: int) -> Found | None:
        """Choose among the forms of one stretch, and say how it is meant."""
        forms = sorted(
            forms,
            key=lambda f: (
                f.known.rank,
                f.known.country not in self.page.home,
                f.seat == "place",
                not self._is_own_name(f, forms),
                -f.known.thousands,
                f.known.name,
                f.known.country,
            ),
        )
        seats = [form for form in forms if form.seat]
        plain = [form for form in forms if form.seat != "place"]
        form = plain[0] if plain else forms[0]
        metonym = False
        forms_of_kind = find_kind(self.page, at, end, self.page.sentences[number]) if len(plain) > 1 else ""
        if form.known.type == "place" and form.known.rank in (1, 3):
            # A town goes before a region of the same name, unless the words around it say otherwise.
            wanted = forms_of_kind or "city"
            form = next(
                (
                    one
                    for one in plain
                    if one.known.kind == wanted
                    and one.known.country == form.known.country
                    and one.known.rank == form.known.rank
                ),
                form,
            )
        acts = self._acts(end, number) or self._is_addressed(at, end, number)
        if seats and (seats[0].seat == "seat" or acts) and not self._place_cue(at, number):
            form, metonym = seats[0], True
        elif form.seat == "place":
            metonym = not self._place_cue(at, number)
        found = Found(at, end, number, known=form.known, metonym=metonym)
        if form.homonym and not self._place_cue(at, number):
            found.cue = "homonym"
        if form.adjective:
            return self._nationality(found, form)
        found.type = form.known.type
        # `the Mediterranean city`
        found.adjective = (
            form.known.kind == "area"
            and not form.known.country
            and end < self.page.sentences[number].last
            and self.page.low[end] in self.page.words.place_nouns
        )
        if form.known.type == "organisation" and form.known.rank == 2 and form.known.kind == "state_body":
            return found
        if form.known.type == "person":
            self.roles.add_role(found)
        return found

    def _is_own_name(self, form: Form, forms: list[Form]) -> bool:
        """Tell whether words are a town's name itself, and it is not lost beside another that has them as an alias."""
        return (
            len(form.words) > 1
            and tuple(fold(form.known.name).split()) == form.words
            and all(form.known.thousands * _LOST >= other.known.thousands for other in forms)
        )

    def _nationality(self, found: Found, form: Form) -> Found:
        """Settle an adjective or people; a people's name where a state must stand is the state's.

        Machine translation writes `President Kazakhs` and `in Kazakhs`.
        """
        sentence = self.page.sentences[found.sentence]
        at, end = found.first, found.last
        if end - at == 1 and self._stands_for_state(found, form, sentence):
            found.known = country_known(form.known.country)
            found.type = "place"
            return found
        found.type = "nationality"
        found.adjective = True
        return found

    def _stands_for_state(self, found: Found, form: Form, sentence: Sentence) -> bool:
        """Tell whether a people's name stands where a state must: `president of the Kazakhs`, `Kazakhs has asked`."""
        at, end = found.first, found.last
        low, words = self.page.low, self.page.words
        before = low[at - 1] if at > sentence.first else ""
        earlier = low[at - 2] if at - 1 > sentence.first else ""
        behind = low[end] if end < sentence.last else ""
        possessive = self.page.ends_possessive(end - 1)
        word = self.page.base[end - 1]
        if not word.endswith("s") or word == fold(form.known.name):
            # `Kazakh's sovereignty`; `a Kazakh's passport` is a person's.
            return possessive and before not in ("a", "an", "the", "one", "this", "that")
        if before == "the" and at - 2 > sentence.first:
            earlier, before = low[at - 3], low[at - 2]
        if before in ("in", "president") or behind in ("has", "is", "was"):
            return True
        if before == "of":
            return earlier in words.owned_by_states or self.page.role_word(earlier)
        after = end + 1 if behind in ("'", "’") else end
        return possessive and after < sentence.last and self.page.role_word(self.page.base[after])

    def _acts(self, end: int, number: int) -> bool:
        """Tell whether what stands before `end` speaks or acts."""
        sentence = self.page.sentences[number]
        at = end
        while (
            at < sentence.last
            and at < end + 4
            and (self.page.low[at] in _BEFORE_VERBS or self.page.low[at] in self.page.words.days)
        ):
            at += 1
        if at >= sentence.last:
            return False
        return self.page.low[at] in self.page.words.speech_verbs or self.page.low[at] in self.page.words.acts

    def _is_addressed(self, at: int, end: int, number: int) -> bool:
        """Tell whether somebody asks, presses or blames what is named, as he does states: `would ask Madrid for`."""
        low, first = self.page.low, self.page.sentences[number].first
        if at - 1 < first or self.page.ends_possessive(end - 1):
            return False
        before = low[at - 1]
        earlier = low[at - 2] if at - 2 >= first else ""
        return (
            before in self.page.words.addressing
            or (before == "on" and earlier in ("call", "called", "calls", "calling", "sanctions", "pressure"))
            or (before == "with" and earlier in ("ties", "relations", "talks", "tensions", "negotiations"))
            or (before == "against" and earlier in ("sanctions", "measures", "accusations"))
        )

    def _place_cue(self, at: int, number: int) -> bool:
        before = self.page.low[at - 1] if at > self.page.sentences[number].first else ""
        return before in self.page.words.place_prepositions and before not in ("from", "between", "to", "via")

    def read_compound(self, at: int, number: int) -> Found | None:
        """Read `Russian-led`, `Saudi-backed`, `US-based`."""
        head, dash, rest = self.page.tokens[at].norm.partition("-")
        if not dash or not head[:1].isupper():
            return None
        if not rest.islower() and not self.page.nation_named(fold(strip_possessive(rest))):
            return None
        node = self.page.knowledge.world.root.get(fold(head))
        for form in (node or {}).get("", ()):
            if form.upper and not head.replace(".", "").isupper():
                continue
            if not form.seat and (form.known.type == "nationality" or form.known.kind == "country"):
                return Found(at, at + 1, number, known=form.known, type=form.known.type, adjective=True)
            if (
                rest in self.page.words.compound_tails
                and form.known.type == "place"
                and not form.seat
                and not form.needs_cue
            ):
                return Found(at, at + 1, number, known=form.known, type="place", adjective=True)
            if form.known.type == "organisation" and form.upper:
                return Found(at, at + 1, number, known=form.known, type="organisation", adjective=True)
        return None
