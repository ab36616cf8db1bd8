"""The second line of claimants: who gives a number that no exact rule ascribes to anybody, by the words around it."""

from collections.abc import Sequence

from briefgen.extract.claimant_cues import (
    CueKind,
    arriving_forms,
    cue_forms,
    past_participles,
    present_participles,
    showing_forms,
    taken_from,
    words,
)
from briefgen.extract.claimant_lists import ListReader
from briefgen.extract.claimant_names import titles
from briefgen.extract.context import Context
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.verbreading import VerbGroup
from briefgen.extract.papers import PaperReader
from briefgen.extract.sources import SourceReader

_REACH = 16
"""Most tokens between a verb and the number that it gives."""
_LISTED = 9
"""Most tokens between a verb and the number that is its object."""
_SAID = 3
"""Most words between a verb and the `of` behind which its number stands."""
_LISTED_APART = 16
"""Most tokens between two numbers of one list."""
_ASIDE = 18
"""Most tokens of an aside between a source and its verb."""
_BREAKS = frozenset(
    ["because", "after", "before", "amid", "following", "despite", "when", "where", "whose"]
) | {
    *["although", "though", "unless", "whether", "if", "while", "whereas", "over", "against", "until", "but"],
    *["than", "between", "which", "denied", "deny", "denies", "not", "never", "no", "that", "accused"],
}
"""Words between a verb and a number behind which the number belongs to something else."""
_TOLLS = frozenset(
    ["toll", "tolls", "number", "numbers", "figure", "figures", "total", "count", "tally", "estimate", "it"]
) | {
    *["dead", "deaths", "killed", "losses", "damage", "damages", "cost", "costs", "casualties", "fatalities"],
    *["wounded", "injured", "missing", "crowd", "turnout", "attendance", "strength", "victims", "cases"],
    *["arrests", "detentions", "infections", "displaced", "homeless", "bill", "them", "loss", "tolls"],
}
"""What is put at a number."""
_HURT = frozenset(["dead", "killed", "wounded", "injured", "hurt", "missing", "arrested", "detained"]) | {
    *["deaths", "injuries", "fatalities", "casualties", "victims", "arrests", "detentions", "infections"],
    *["martyrs", "kidnapped", "abducted", "displaced", "homeless", "infected", "cases", "bodies", "names"],
}
"""What is a number and no thing."""
_LIVES = frozenset(["lives", "life"])
_PATIENTS = frozenset(["patients", "patient", "people", "persons", "children", "victims", "casualties"])
_TENDED = {"claimed": _LIVES, "claims": _LIVES, "claim": _LIVES} | dict.fromkeys(
    ("admitted", "admits", "admit", "registered"), _PATIENTS
)
"""What is claimed or admitted without a word on numbers."""
_BEFORE_NUMBERS = frozenset(
    ["the", "some", "now", "so", "far", "in", "on", "at", "all", "a", "another", "further"]
) | {
    *[
        "total",
        "of",
        "also",
        "only",
        "just",
        "as",
        "many",
        "there",
        "are",
        "were",
        "his",
        "her",
        "its",
        "their",
    ],
    *["has", "been", "have", "had", ","],
}
"""Words that may stand before a number that opens what is said."""
_TO_SOMEBODY = frozenset(["tell", "tells", "told", "inform", "informs", "informed", "assured"])
_DEFINITE = frozenset(["the", "these", "those", "this", "all", "his", "her", "its", "their"])
_HAVING = frozenset(["has", "have", "had"])
_HELPERS = frozenset(["has", "have", "had", "can", "could", "did", "does", "do", "is", "are", "was", "were"])
_ADVERBS = frozenset(
    ["also", "still", "now", "already", "only", "just", "even", "then", "first", "again", "since", "later"]
) | {
    *["earlier", "meanwhile", "however", "itself", "themselves", "today", "yesterday", "tonight", "alone"],
    *["so", "far", "himself", "herself", "for", "once", "more", "thus", "too", "both", "all", "on"],
}
_PERFECT = frozenset(["has", "have", "had", "also", "already", "now", "so", "far", "since"])
_UNMADE = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "this",
        "to",
        "not",
        "n't",
        "never",
        "be",
        "been",
        "being",
        "nor",
        "or",
    ]
) | {
    *["would", "will", "may", "might", "should", "must", "shall", "cannot", "is", "are", "was", "were"],
}
"""Words right before a verb with which it gives nothing, or is no verb of a subject."""
_OPENERS = frozenset(
    ["in", "at", "on", "by", "after", "before", "from", "with", "for", "during", "since"]
) | {
    *["under", "despite", "as", "amid", "within", "across", "among", "of", "through", "over", "until", "to"],
    *["near", "around", "between", "because", "besides", "beyond", "into", "like", "unlike", "per", "via"],
}
_LINKS = frozenset(["and", "but", "while", "as", "that", "with", "though", "although", "whereas", "yet"])
_EDGES = MARKS - {"-", "'", "’", "."}
_PARTLY = frozenset({"part", "of_them"})
_JOINING = frozenset([",", "and", "with", "including", "plus", "or", "some", "another", "about"])
_ONE_BODY = frozenset(["headquarters", "corps", "barracks", "sans", "médecins"])
_PARTIES = frozenset(["party", "movement", "group", "union", "alliance", "coalition", "faction", "league"])
_NO_SUBJECTS = frozenset(
    ["he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "what"]
)


class FaintClaimants:
    """Finds who gives the numbers of one document where their own words alone do not say it."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.sources = sources
        self.papers = PaperReader(context, sources)
        self.lists = ListReader(context, self.papers)

    def find(self, number: int) -> Slot | None:
        """Return who gives a number by the nearest verb, paper or aside; None where two do.

        Args:
            number: index of the quantity.
        """
        before = self.told_before(number)
        behind = self._behind(number)
        if before is not None and behind is not None and before.value != behind.value:
            return None
        quantity = self.quantities[number]
        return before or behind or self.lists.find(quantity) or self.papers.pointed_at(quantity)

    def told_before(self, number: int) -> Slot | None:
        """Read `The authority gave 79 wounded`, `the agency's matrix shows 1.2 million uprooted`."""
        quantity = self.quantities[number]
        at = self.index.range_of(quantity.span)[0]
        low, index = self.index.low, self.index
        begin = self.context.document.sentences[quantity.sentence].first
        forms, going, arriving, showing = (
            cue_forms(),
            present_participles(),
            arriving_forms(),
            showing_forms(),
        )
        for token in range(at - 1, max(begin, at - _REACH) - 1, -1):
            word = low[token]
            if word in {";", "?", "!", "“", "”", '"'}:
                return None
            perfect = low[token - 1] in _PERFECT and word in past_participles()
            if word in forms or word in arriving or word in showing or perfect:
                kinds = forms.get(word, frozenset())
                if low[token - 1] in _PERFECT:
                    kinds |= past_participles().get(word, frozenset())
                if self._is_unmade(token, begin):
                    continue
                fits = self._fits(kinds, token, at, quantity) or self._arrives(token, at)
                shows = word in showing and self._is_shown(token, at)
                subject = self._subject(token, begin, paper=shows, fits=fits) if fits or shows else None
                if subject is not None:
                    return subject
            elif word in going and low[token - 1] != "of" and self._fits(going[word], token, at, quantity):
                return self._of_participle(token, begin)
            if index.verb_at[token] >= 0 and self._is_finite(token):
                if low[at - 1] in {"at", "to"} and index.clauses[index.verb_at[token]].kind in {
                    "relative",
                    "that",
                }:
                    # `put the number who had fled overnight at 180,000`
                    continue
                return None
        return None

    def _is_finite(self, token: int) -> bool:
        return self._finite_at(token) is not None

    def _finite_at(self, token: int) -> VerbGroup | None:
        """Return the finite verb that a token belongs to."""
        if self.index.verb_at[token] < 0:
            return None
        verb = self.index.clauses[self.index.verb_at[token]].verb
        return verb if verb is not None and verb.tense not in {"participle", "infinitive"} else None

    def _is_unmade(self, token: int, begin: int) -> bool:
        """Tell whether a form is no verb with a subject, or gives nothing: `to list`, `were reported`, `may list`."""
        before = token - 1
        while before > begin and self.index.low[before] in {"also", "only", "still", "even", "just"}:
            before -= 1
        return before < begin or self.index.low[before] in _UNMADE

    def _fits(self, kinds: frozenset[CueKind], token: int, at: int, quantity: Quantity) -> bool:
        """Tell whether the words between a verb and the number are such as the verb asks for."""
        between = self.index.low[token + 1 : at]
        last = self.index.range_of(quantity.span)[1]
        tended = _TENDED.get(self.index.low[token], frozenset())
        if not kinds or not tended.isdisjoint((*between, *self.index.low[at : last + 2])):
            # `claimed 4 lives`, `admitted 90 patients`
            return False
        plain = [w for t, w in enumerate(between, token + 1) if self.context.timex_at[t] < 0]
        if plain[:1] and plain[0] in {"first", "also", "now", "then", "again", "later"}:
            plain = plain[1:]
        if "putting" in kinds and between[-1:] in (["at"], ["to"]) and not _TOLLS.isdisjoint(between):
            return True
        if not _BREAKS.isdisjoint(plain[1:]) or (plain[:1] != ["that"] and not _BREAKS.isdisjoint(plain[:1])):
            return False
        told = plain[plain.index("that") + 1 :] if "that" in plain else plain
        if self.index.low[token] in _TO_SOMEBODY and "that" not in plain:
            kinds -= {"saying"}
        if "saying" in kinds and set(told) <= _BEFORE_NUMBERS and self._opens_clause(quantity):
            return not self._is_crossed(token, at)
        if "speaking_of" in kinds and plain[:1] in (["of"], ["about"]) and len(plain) < _SAID + 2:
            # `spoke of the six murders` tells of what is known.
            return _DEFINITE.isdisjoint(plain)
        if "speaking_of" in kinds and plain[:1] == ["to"] and self.index.low[token] in {"admits", "admitted"}:
            return True
        if "giving" in kinds and self.index.low[token] in _HAVING:
            return len(plain) <= _SAID and self._is_on_books(quantity)
        if plain[:1] == ["that"] or len(plain) > _LISTED or self._is_crossed(token, at):
            return False
        if "giving" in kinds:
            return self._is_number_word(quantity) or not (_TOLLS - {"it", "them"}).isdisjoint(plain)
        if "listing" in kinds:
            return plain[:1] != ["to"]
        return False

    def _is_number_word(self, quantity: Quantity) -> bool:
        last = self.index.range_of(quantity.number)[1]
        low = self.index.low
        if low[last] == "as":
            # `gives 20,000 as the confirmed number`
            return not _TOLLS.isdisjoint(low[last + 1 : last + 5])
        return not _HURT.isdisjoint(low[last : last + 3])

    def _is_on_books(self, quantity: Quantity) -> bool:
        """Tell whether numbers stand on somebody's list: `has 52 deaths and 40 injuries on its books`."""
        low, end = self.index.low, self.context.document.sentences[quantity.sentence].last
        at = self.index.range_of(quantity.span)[1]
        for token in range(at, min(end - 2, at + 10)):
            if low[token] in {"on", "in"} and low[token + 1] in {"its", "their", "his", "her"}:
                return low[token + 2] in words("papers")
        return False

    def _opens_clause(self, quantity: Quantity) -> bool:
        """Tell whether a verb stands behind the number, so that it opens what is said."""
        last = self.index.range_of(quantity.span)[1]
        end = self.context.document.sentences[quantity.sentence].last
        for token in range(last, min(end, last + 8)):
            if self.index.low[token] in MARKS:
                break
            if self.index.verb_at[token] >= 0 and self._is_finite(token):
                return True
        return False

    def _is_crossed(self, token: int, at: int) -> bool:
        """Tell whether a number or a finite verb stands between a verb and the number, outside a plain list."""
        for t in range(token + 1, at):
            if self.index.verb_at[t] >= 0 and self._is_finite(t):
                return True
            if self.context.quantity_at[t] >= 0 and self.context.timex_at[t] < 0:
                behind = self.context.quantity_range[self.context.quantity_at[t]][1]
                if _JOINING.isdisjoint(self.index.low[behind:at]):
                    return True
        return False

    def _arrives(self, token: int, at: int) -> bool:
        """Tell whether a verb ends at the number: `arrived at 107`."""
        rests = arriving_forms().get(self.index.low[token], ())
        return any(tuple(self.index.low[token + 1 : at]) == rest for rest in rests)

    def _is_shown(self, token: int, at: int) -> bool:
        return at - token <= _LISTED and not self._is_crossed(token, at)

    def _subject(self, token: int, begin: int, *, paper: bool, fits: bool) -> Slot | None:
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
        end = self._behind_source(token, begin)
        first = end
        while first > begin and low[first - 1] not in _EDGES | _LINKS and not self._stops(first - 1):
            first -= 1
        if first >= end or end - first > 14:
            return None
        if low[first] in _OPENERS or self.context.timex_at[first] >= 0:
            return self.sources.read_before(end, begin) if fits else None
        return self._read(first, end, paper=paper, fits=fits)

    def _stops(self, token: int) -> bool:
        return self.index.verb_at[token] >= 0 and self._is_finite(token)

    def _behind_source(self, token: int, begin: int) -> int:
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
            if fits:
                return self.antecedent(first, here=True) or self.antecedent(first, here=False)
            return self._of_paper_before(first) if paper else None
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
        index, sentence = self.index, self.index.sentence_of[token]
        pronoun = index.low[token]
        if pronoun not in {"he", "she", "it", "they"}:
            return None
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

    def _of_paper_before(self, token: int) -> Slot | None:
        """Read `The board has put together a list. It runs to 23 dead`."""
        sentence = self.index.sentence_of[token]
        verb = (
            self.index.clauses[self.index.verb_at[token + 1]].verb
            if self.index.verb_at[token + 1] >= 0
            else None
        )
        if self.index.low[token] != "it" or sentence == 0 or verb is None or verb.lemma == "be":
            return None
        before = self.context.document.sentences[sentence - 1]
        if self.index.low[before.last - 2] not in words("papers"):
            return None
        return self.antecedent(token, here=False)

    def agrees(self, pronoun: str, last: int, slot: Slot) -> bool:
        """Tell whether a pronoun can stand for a source: persons, bodies and several."""
        person = any(
            e.name == slot.value and e.type == "person" for e in self.context.document.names.entities
        )
        head = self.index.low[last - 1]
        if pronoun in {"he", "she"}:
            return person or head in titles()
        several = head.endswith("s") and not head.endswith("ss") and head not in _ONE_BODY
        return not person and (pronoun == "they" or not several or self.index.mention_at[last - 1] >= 0)

    def read(self, first: int, last: int) -> Slot | None:
        """Name the source in the tokens [first, last): as every rule does, else by a wider class of heads."""
        return self.papers.read(first, last)

    def _of_participle(self, token: int, begin: int) -> Slot | None:
        """Read `…, with the union counting 12`, `The army spoke of an ambush, putting its losses at 12`."""
        low = self.index.low
        with_at = next((t for t in range(token - 1, max(begin, token - 9), -1) if low[t] == "with"), -1)
        if with_at >= 0 and all(low[t] not in MARKS for t in range(with_at, token)):
            return self.read(with_at + 1, token)
        if low[token - 1] != ",":
            return None
        sentence = self.index.sentence_of[token]
        for number in self.index.clauses_of[sentence]:
            clause = self.index.clauses[number]
            if clause.kind == "main" and clause.subject is not None and clause.first <= token:
                first, last = self.index.range_of(clause.subject)
                return self.read(first, last) if last <= token and low[last] not in {"who"} else None
        return None

    def _behind(self, number: int) -> Slot | None:
        """Read who stands behind a number: in brackets, in a clause about it, behind `going by`."""
        quantity = self.quantities[number]
        index, low = self.index, self.index.low
        end = self.context.document.sentences[quantity.sentence].last
        at = index.range_of(quantity.noun or quantity.span)[1]
        if (counted := self._counted_by(at, end)) is not None:
            return counted
        for token in range(at, min(end, at + 24)):
            if self.context.quantity_at[token] >= 0 and self.context.timex_at[token] < 0 and token > at + 1:
                return None
            if low[token] == ";":
                return None
            if low[token] == "(":
                close = next((t for t in range(token + 1, min(end, token + 12)) if low[t] == ")"), -1)
                if close > 0 and (found := self._bracketed(token + 1, close)) is not None:
                    return found
            for phrase in taken_from():
                if low[token : token + len(phrase)] == list(phrase):
                    return self.papers.cut(token + len(phrase), end)
            if low[token] == "if" and token + 1 < end:
                # `if the police are to be believed`
                to = next((t for t in range(token + 1, min(end, token + 9)) if low[t] == "to"), -1)
                if to > 0 and low[to + 1 : to + 3] in (["be", "believed"], ["be", "trusted"]):
                    return self.read(token + 1, to - 1)
        return None

    def _counted_by(self, at: int, end: int) -> Slot | None:
        """Read `the 292 people | the fire brigade still lists as missing`."""
        low = self.index.low
        first = at + (low[at] in {"whom", "that", "which"})
        for token in range(first + 1, min(end, first + 8)):
            if low[token] in MARKS - {"-", "'", "’"} or low[token] in _LINKS | _OPENERS - {"of", "for"}:
                return None
            kinds = cue_forms().get(low[token])
            if kinds is None or kinds.isdisjoint({"saying", "listing"}) or self._is_unmade(token, first):
                continue
            if low[token + 1] in {"by", "to"}:
                return None
            last = self._behind_source(token, first)
            return self.read(first, last) if last > first else None
        return None

    def _bracketed(self, first: int, last: int) -> Slot | None:
        """Read `(source: the district office)`, `(OCHA, 2 May)`."""
        low, index = self.index.low, self.index
        if low[first] in {"source", "sources", "data", "figures"}:
            return self.read(first + 1 + (low[first + 1] == ":"), last)
        mention = index.mention_at[first]
        before = index.mention_at[first - 2]
        if mention < 0 or before >= 0:
            return None
        begin, end = index.mention_range[mention]
        names = self.context.document.names
        entity = names.entities[names.mentions[mention].entity]
        dated = all(low[t] == "," or self.context.timex_at[t] >= 0 for t in range(end, last))
        body = entity.type == "organisation" and begin == first and dated
        return Slot(entity.name, index.span(begin, end), "sentence") if body else None

    def joined_to(self, number: int) -> int | None:
        """Return the number before of which this one is a part, or with which it stands in one plain list."""
        if number == 0:
            return None
        here, before = self.quantities[number], self.quantities[number - 1]
        if here.sentence != before.sentence:
            return None
        first = self.index.range_of(before.span)[1]
        at = self.index.range_of(here.span)[0]
        between = self.index.low[first:at]
        for at_which in range(len(between) - 1):
            if between[at_which] in {"in", "of"} and between[at_which + 1] in {"which", "whom"}:
                # `174 attacks since January, in which five were killed`
                between[at_which : at_which + 2] = [",", ","]
        told = any(
            (verb := self._finite_at(t)) is not None and self.index.low[verb.last - 1] not in _HURT
            for t in range(first, at)
            if self.index.low[t - 1] not in {"them", "whom", "which"}
        )
        cued = any(
            word in cue_forms() and between[t - 1] not in {"them", "whom", ","}
            for t, word in enumerate(between)
            if t > 0 and word not in _HURT
        )
        if ";" in between or at - first > _LISTED_APART or cued or told or not _BREAKS.isdisjoint(between):
            return None
        if here.relation in _PARTLY or not _JOINING.isdisjoint(between[-3:]):
            return number - 1
        return None
