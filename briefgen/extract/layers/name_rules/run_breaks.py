"""Where another name begins within a run of capitalised words: `City Police Department | John Doe`."""

from briefgen.extract.layers.name_rules.mentions import Page
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_UNIT_HEADS = load_words("name_rules", "left_out_heads") - {"town", "commune", "camp"}
"""Words with which the name of a district or village ends."""


class RunBreaks:
    """Parts the names that stand side by side in one document."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def is_before(self, end: int, at: int, sentence: Sentence, number: int, *, saints: bool) -> bool:
        """Tell whether another name begins at `end`, behind the first word of a run.

        Args:
            end: a capitalised word of the run.
            at: the first token of the run.
            sentence: its sentence.
            number: index of the sentence.
            saints: whether the run up to this word, and with it, is a saint's church.
        """
        page = self.page
        linked = page.low[end - 1] in ("of", "for", "the") or (
            page.base[at] in page.words.place_leads and page.low[end - 1] in page.words.particles
        )
        if linked and self._begins_body(end, sentence):
            return True
        if end - 1 > at and self._begins_speaker(end, sentence):
            # `Inspector General of Police for Zarya | Ana Vega said`
            return True
        if end == at + 1 and self._begins_doer(at, sentence):
            return True
        if linked:
            return False
        return (
            (not saints and self._begins_known(end, sentence, number))
            or self._follows_head(at, end, sentence)
            or self._leads_to_name(end, sentence)
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

    def _begins_body(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a known body of states begins at a token: `the General Assembly of the | Arab League`."""
        ends = self.page.walk(self.page.knowledge.world.root, at, sentence.last)
        return any(
            form.known.kind == "international_organisation" and end - at > 1
            for end, found in ends
            for form in found
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
