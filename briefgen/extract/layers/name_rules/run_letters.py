"""Names made of first letters: bodies, where something speaks for one, among words that are shouted."""

from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.layers.name_rules.mentions import Page, strip_possessive
from briefgen.extract.layers.name_rules.runs import SURE_CUES, Run, Verdict, settle

_MAX_LETTERS = 6
"""Longest name made of first letters; longer words in capitals are shouted."""
_LEADS_TO_BODIES = frozenset({"of", "by", "with", "from", "joined", "told", "under", "for"})
"""Before four letters or more: a body's."""
_LEAST_LETTERS = 3
"""Letters of a body that nothing but its deeds tells."""


class RunLetters:
    """Tells which words in capitals name bodies of one document."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def by_letters(self, run: Run) -> Verdict:
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
            return settle(run.found, "organisation", "letters", "other") if self._are_two(norm) else None
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
            return settle(run.found, "organisation", "letters", "other")
        return False

    def _is_drop(self, run: Run) -> bool:
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

    def _act_letters(self, run: Run, norm: str) -> bool:
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

    def _stands_for_thing(self, run: Run) -> bool:
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

    def by_letters_within(self, run: Run) -> Verdict:
        """A run with a word of first letters is a body; one all in capitals is shouted."""
        if run.single or run.cue in SURE_CUES:
            return None
        if self._is_shouted(run):
            return False
        if self._holds_letters(run.first, run.last):
            return settle(run.found, "organisation", "letters", "other")
        return None

    def _is_shouted(self, run: Run) -> bool:
        return all(token.norm.isupper() for token in self.page.tokens[run.first : run.last])

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
