"""Lists of actors that do what others do: `as did Cuba`, `Along with Peru, Chile condemned it`."""

from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import words_for
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.labelled import LabelReader
from briefgen.extract.reaction_rules.listed_origins import COMING, OriginReader
from briefgen.extract.reaction_rules.phrase_lists import MONEY, is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet, told_beside
from briefgen.extract.reaction_rules.stance_cues import find_hits, told_by, weigh
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.model.brief import Stance

_OWNED: dict[str, Stance] = {
    "condolences": "expresses_condolences",
    "sympathy": "expresses_condolences",
    "sympathies": "expresses_condolences",
    "congratulations": "supports_government",
}
"""Nouns that reach somebody, with whose they are behind `of`."""
_GIVEN = frozenset({"offers_help", "sends_forces"})
_DOES = frozenset({"does", "did", "do", "has", "have"})
_AUXILIARIES = load_words("reaction_rules", "auxiliaries")


def _opens_gap(word: str) -> bool:
    """Tell whether a word may stand behind who does the same: `and Chile | for talks`, `… | $3 million`."""
    return word in {"for", "of", "about"} or word.startswith(MONEY)


class ListReader:
    """Reads lists of actors."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors
        self.words = LabelReader(sheet)
        self.origins = OriginReader(sheet)

    def read_lists(self) -> None:
        """Find what more actors do, or what came from them, where no verb of their own says so."""
        low = self.index.low
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            first, last = sentence.first, sentence.last
            words = set(low[first:last])
            if words & {"as", "so", "too", "likewise"}:
                self._read_likewise(number, first, last)
            if words & {"out", "from"}:
                self.origins.read_openings(number, first, last)
            if low[first] in words_for("alongside"):
                self._read_alongside(number, first, last)
            gapped = "," in words and not words.isdisjoint({"of", "about"})
            if gapped or "and" in words or any(word.startswith(MONEY) for word in words):
                self._read_gapped(number, first, last)
            if words & {"and", ","}:
                self._read_counted(number, first, last)
            if not words.isdisjoint(_OWNED):
                self._read_conveyed(number, first, last)
            if words & {"from", "by"}:
                if words & {"similar", "same"}:
                    self._read_similar(number, first, last)
                self.origins.read_nouns(number, first, last)

    def _read_likewise(self, number: int, first: int, last: int) -> None:
        """Read `Chile did too`, `as did Chile's president` and `So did Chile`: the same, done by one more."""
        low = self.index.low
        for token in range(first + 1, min(first + 8, last - 1)):
            if low[token] in _DOES and low[token + 1] in {"too", "likewise"}:
                # `Peru sent troops. Chile did too.`
                told = self.sheet.told_in(max(0, number - 1))
                self.sheet.add_deeds(self.actors.doers.doers_of(first, token), told, number, token)
        for token in range(first, last - 2):
            if low[token] not in {"as", "so"} or low[token + 1] not in _AUXILIARIES:
                continue
            stop = next((t for t in range(token + 2, last) if low[t] in {".", ";", "("}), last)
            begin = token + 2
            if low[begin] in {",", '"', "“", "in", "with"}:
                # `so did, "in no uncertain terms", the government of Peru`
                inside = self.index.mentions_in(begin, stop)
                begin = self.index.mention_range[inside[0]][0] if inside else stop
            if begin >= stop:
                continue
            # `Peru condemned it. So did Chile.`
            behind = token == first and number > 0
            told = told_beside(self.sheet, number - 1) if behind else self.sheet.told_in(number)
            self.sheet.add_deeds(self._listed_or_named(begin, stop), list(dict.fromkeys(told)), number, token)

    def _listed_or_named(self, first: int, last: int) -> list[Doer]:
        """Return the actors of a list, else those of a phrase."""
        doers = self.actors.doers
        return doers.lists.listed_from(first, last) or doers.doers_of(first, last)

    def _read_alongside(self, number: int, first: int, last: int) -> None:
        """Read `Along with Peru and Cuba, Chile condemned it`: those named first did the same."""
        begin = first + 2 if self.index.low[first + 1] == "with" else first + 1
        doers = self.actors.doers.lists.listed_from(begin, last)
        comma = next((t for t in range(begin, last) if self.index.low[t] == ","), -1)
        if not doers or comma < 0 or self.index.has_verb(first, comma):
            return
        self.sheet.add_deeds(doers, self.sheet.told_in(number), number, first)

    def _read_conveyed(self, number: int, first: int, last: int) -> None:
        """Read `the condolences of | Peru and Chile were conveyed by their envoys`."""
        low = self.index.low
        for token in range(first, last - 3):
            stance = _OWNED.get(low[token])
            if stance is None or low[token + 1] != "of" or low[token - 1] not in {"the", "of"}:
                continue
            doers = self.actors.doers.lists.listed_from(token + 2, last)
            behind = self.index.range_of(doers[-1].span)[1] if doers else last
            at = self.index.verb_at[behind] if behind < last else -1
            verb = self.index.clauses[at].verb if at >= 0 else None
            if verb is None or verb.negated or not (verb.passive or verb.lemma in COMING):
                continue
            if not self.context.is_quoted(self.index.span(token, token + 1)):
                self.sheet.add_deeds(doers, [stance], number, token)

    def _read_similar(self, number: int, first: int, last: int) -> None:
        """Read `Similar appeals came from Peru and Chile`: these said what others had said before."""
        low = self.index.low
        for token in range(first, last - 2):
            if low[token] not in {"similar", "same"} or low[token + 1] not in words_for("alike"):
                continue
            at = self.origins.origin_behind(token + 2, last)
            if at >= 0 and not self.context.is_quoted(self.index.span(token, token + 1)):
                stop = next((t for t in range(at + 1, last) if self.origins.ends_phrase(t)), last)
                lists = self.actors.doers.lists
                doers = lists.listed_from(at + 1, last) or self.actors.doers.doers_of(at + 1, stop)
                self.sheet.add_deeds(doers, told_beside(self.sheet, number), number, token)

    def _read_gapped(self, number: int, first: int, last: int) -> None:
        """Read `Peru called for calm and Chile for talks`: the verb is said once."""
        low, names = self.index.low, self.context.document.names
        if len(self.index.mentions_in(first, last)) < 2:
            return
        for token in range(first + 3, last - 3):
            if (
                low[token] not in {"and", ","}
                or (m := self.index.mention_at[token + 1 + (low[token + 1] in {"the", "and"})]) < 0
            ):
                continue
            mention = names.mentions[m]
            behind = self.index.mention_range[m][1]
            if behind >= last or mention.adjective or not _opens_gap(low[behind]):
                continue
            if (
                low[token] == ","
                and not low[behind].startswith(MONEY)
                and (low[behind] != "for" or self.actors.doers.lists.gap_in(token - 1, last) != token)
                and low[behind] not in {"of", "about"}
            ):
                # But `called for calm, | Peru for talks and Chile for an inquiry`.
                continue
            if low[behind + 1] == "both":
                continue
            verb = next(
                (
                    self.index.clauses[self.index.verb_at[t]].verb
                    for t in range(token - 1, first, -1)
                    if self.index.verb_at[t] >= 0
                ),
                None,
            )
            if verb is None or verb.negated or self.context.is_quoted(mention.span):
                continue
            if _opens_gap(low[verb.last]) is not _opens_gap(low[behind]):
                continue
            if low[behind] in {"of", "about"} and low[verb.last] != low[behind]:
                # `accused Peru and Chile of it`
                continue
            doer = Doer(names.entities[mention.entity], mention.span)
            stop = next((t for t in range(behind + 1, last) if self._ends_gap(t)), last)
            said = [Told(verb.lemma, behind, stop)]
            stances = self.words.stances.read_statement(said, [(behind, stop)])
            if set(stances) <= {"other"} and low[behind] in {"of", "about"}:
                # `spoke of a terrible blow, Chile of an outrage to come`
                hinted = told_by(weigh(list(find_hits(low, behind, stop))))
                stances = [hinted] if hinted else told_beside(self.sheet, number, before=token)
                stances = [stance for stance in stances if stance != "other"]
            self.sheet.add_deeds([doer], stances, number, token)

    def _ends_gap(self, token: int) -> bool:
        """Tell whether what one of several asks for ends at a token: `and Chile for talks | and Cuba for both`."""
        low = self.index.low
        named = self.index.mention_at[token + 1 + (low[token + 1] == "the")]
        return low[token] in {",", ";"} or (low[token] in {"and", "while"} and named >= 0)

    def _read_counted(self, number: int, first: int, last: int) -> None:
        """Read `Peru sent 30 rescuers, | Chile 20 and Cuba a field hospital`: help or forces, the verb said once."""
        low, names = self.index.low, self.context.document.names
        told: list[Stance] = []
        for m in self.index.mentions_in(first, last)[1:]:
            at = self.index.mention_range[m][0]
            token = at - 1 - (low[at - 1] == "the")
            if low[token] not in {"and", ",", ";"} or token < first + 3 or names.mentions[m].adjective:
                continue
            doers = self.actors.doers.lists.listed_from(at, last)
            behind = self.index.range_of(doers[-1].span)[1] if doers else last
            if behind >= last or not (is_count(low[behind]) or low[behind] in {"a", "an", "another", "some"}):
                continue
            if low[token] == "," and low[behind] in {"a", "an", "some"} and "and" not in low[behind:last]:
                # `Peru, Chile, a neighbour`
                continue
            if self.index.has_verb(behind, min(behind + 4, last)):
                continue
            told = told or [stance for stance in self.sheet.told_in(number) if stance in _GIVEN][:1]
            if not told:
                return
            self.sheet.add_deeds(doers, told, number, token)
