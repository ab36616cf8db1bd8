"""Who stands before a verb that gives numbers: subjects with their asides, pronouns, papers and their makers."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_names import titles
from briefgen.extract.figure_rules.papers import PaperReader
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words

_ASIDE = 18
"""Most tokens of an aside between a source and its verb."""
_HELPERS = load_words("figure_rules", "helpers")
_ADVERBS = load_words("figure_rules", "claimant_subjects_adverbs")
_UNMADE = load_words("figure_rules", "unmade")
"""Words right before a verb with which it gives nothing, or is no verb of a subject."""
OPENERS = load_words("figure_rules", "openers")
LINKS = load_words("figure_rules", "claimant_subjects_links")
_EDGES = MARKS - {"-", "'", "’", "."}
_ONE_BODY = frozenset(["headquarters", "corps", "barracks", "sans", "médecins"])
_PARTIES = frozenset(["party", "movement", "group", "union", "alliance", "coalition", "faction", "league"])
_NO_SUBJECTS = load_words("figure_rules", "no_subjects")


class SubjectReader:
    """Names the subjects of verbs that give numbers in one document."""

    def __init__(self, context: Context, sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.sources = sources
        self.papers = PaperReader(context, sources)

    def find(self, token: int, begin: int, *, paper: bool, fits: bool) -> Slot | None:
        """Return who stands before a verb, asides and adverbs skipped."""
        index, low = self.index, self.index.low
        number = index.verb_at[token]
        clause = index.clauses[number] if number >= 0 else None
        if (
            clause is not None
            and clause.subject is not None
            and clause.verb is not None
            and not clause.verb.passive
        ):
            first, last = index.range_of(clause.subject)
            if last <= token and (clause.kind != "relative" or clause.marker in {"who", "which", "that"}):
                found = self._read(first, last, paper=paper, fits=fits)
                if found is not None:
                    return found
        end = self.behind_source(token, begin)
        first = end
        while first > begin and low[first - 1] not in _EDGES | LINKS and not self._stops(first - 1):
            first -= 1
        if first >= end or end - first > 14:
            return None
        if low[first] in OPENERS or self.context.timex_at[first] >= 0:
            return self.sources.read_before(end, begin) if fits else None
        return self._read(first, end, paper=paper, fits=fits)

    def _stops(self, token: int) -> bool:
        return self.index.verb_at[token] >= 0 and self.is_finite(token)

    def behind_source(self, token: int, begin: int) -> int:
        """Return the token behind the source of a verb: adverbs, times and an aside between commas are none of it."""
        low = self.index.low
        end = token
        while end > begin and (
            low[end - 1] in _HELPERS | _ADVERBS
            or self.context.timex_at[end - 1] >= 0
            or (low[end - 1].endswith("ly") and self.index.mention_at[end - 1] < 0)
        ):
            end -= 1
        close = low[end - 1]
        if close not in {",", "—", "–", ")"}:
            return end
        opener = "(" if close == ")" else close
        for start in range(end - 2, max(begin, end - _ASIDE) - 1, -1):
            if low[start] in {";", ":", "“", "”", '"'}:
                break
            if low[start] == opener:
                return start
        return end

    def _read(self, first: int, last: int, *, paper: bool, fits: bool) -> Slot | None:
        first, last = self.index.trim(first, last)
        if first >= last:
            return None
        if last - first == 1 and self.index.low[first] in _NO_SUBJECTS:
            if not fits:
                return None
            return self.antecedent(first, here=True) or self.antecedent(first, here=False)
        low = self.index.low
        if low[last - 1] in _PARTIES and low[last : last + 2] == [",", "the"]:
            # `Ana Ruiz's party, the Transformers, counted 70 bodies`
            comma = next((t for t in range(last + 1, last + 8) if low[t] == ","), last + 1)
            if (apposed := self.read(last + 1, comma)) is not None:
                return apposed
        named = self.papers.whose(first, last)
        if named is not None:
            return named if paper or fits else None
        return self.read(first, last) if fits else None

    def antecedent(self, token: int, *, here: bool) -> Slot | None:
        """Return whom `it`, `he` or `they` means: the subject before it in its sentence, or that of the one before."""
        pronoun = self.index.low[token]
        return self._antecedent(pronoun, token, here=here) if pronoun in {"he", "she", "it", "they"} else None

    def _antecedent(self, pronoun: str, token: int, *, here: bool) -> Slot | None:
        index, sentence = self.index, self.index.sentence_of[token]
        sentences = self.context.document.sentences
        if not here:
            if sentence == 0 or sentences[sentence - 1].paragraph != sentences[sentence].paragraph:
                return None
            sentence -= 1
        clauses = [index.clauses[n] for n in index.clauses_of[sentence]]
        ranges = [index.range_of(c.subject) for c in clauses if c.subject is not None and c.kind == "main"]
        ranges = [(first, last) for first, last in ranges if last <= token]
        if not ranges:
            return None
        first, last = ranges[-1] if here else ranges[0]
        found = self.papers.read(first, last)
        return found if found is not None and self.agrees(pronoun, last, found) else None

    def meant(self, pronoun: str, token: int) -> Slot | None:
        """Return whom a pronoun or what it owns means at a token: `by his account`."""
        return self._antecedent(pronoun, token, here=True) or self._antecedent(pronoun, token, here=False)

    def agrees(self, pronoun: str, last: int, slot: Slot) -> bool:
        """Tell whether a pronoun can stand for a source: persons, bodies and several."""
        person = any(
            e.type == "person" and e.name in slot.value for e in self.context.document.names.entities
        )
        head = self.index.low[last - 1]
        if pronoun in {"he", "she"}:
            return person or head in titles() or not titles().isdisjoint(slot.value.lower().split())
        several = head.endswith("s") and not head.endswith("ss") and head not in _ONE_BODY
        return not person and (pronoun == "they" or not several or self.index.mention_at[last - 1] >= 0)

    def read(self, first: int, last: int) -> Slot | None:
        """Name the source in the tokens [first, last): as every rule does, else by a wider class of heads."""
        return self.papers.read(first, last)

    def is_finite(self, token: int) -> bool:
        """Tell whether a token belongs to a finite verb."""
        return self.finite_at(token) is not None

    def finite_at(self, token: int) -> VerbGroup | None:
        """Return the finite verb that a token belongs to."""
        if self.index.verb_at[token] < 0:
            return None
        verb = self.index.clauses[self.index.verb_at[token]].verb
        return verb if verb is not None and verb.tense not in {"participle", "infinitive"} else None

    def is_unmade(self, token: int, begin: int) -> bool:
        """Tell whether a form is no verb with a subject, or gives nothing: `to list`, `were reported`, `may list`."""
        before = token - 1
        while before > begin and self.index.low[before] in {"also", "only", "still", "even", "just"}:
            before -= 1
        return before < begin or self.index.low[before] in _UNMADE
