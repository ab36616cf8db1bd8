"""Member lists: those of many who are named: `Several states, among them Peru`, `Peru, together with Chile`."""

from collections.abc import Sequence

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.reaction_rules.actor_words import phrases_by_word, words_for, words_of
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.labelled import LabelReader
from briefgen.extract.reaction_rules.owned_deeds import BREAKING, owned_nouns
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.unreal import NOT_DONE
from briefgen.model.brief import Stance

LED = frozenset({"led", "headed", "spearheaded"})
_DASHES = frozenset({"-", "–", "—", "(", ":"})
OPENING = phrases_by_word("before_members").keys() | _DASHES | {"from"}
BESIDE = phrases_by_word("before_companions").keys()
_LINKING = frozenset({":", "were", "are", "was", "is"})
_LISTED = 2
"""States from which a list between dashes is one of those meant before it."""


class MemberReader:
    """Reads lists of those who are meant by a subject, or do the same as it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.doers = sheet.actors.doers
        self.words = LabelReader(sheet)

    def read_members(self, number: int, first: int, last: int) -> None:
        """Read `Several states, among them | Peru and Chile, sent aid` and `Donors led by | Peru stopped it`."""
        low = self.index.low
        for token in range(first + 1, last - 1):
            if low[token] not in OPENING:
                continue
            if low[token] == "from":
                self._read_range(number, token, last)
                continue
            phrase = self._phrase_at("before_members", token, last)
            if phrase is None and low[token] in _DASHES:
                phrase = (low[token],)
            if phrase is None or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.doers.lists.listed_from(self._listed_at(token + len(phrase), last), last)
            doers = doers or self.doers.lists.of_nations(token + len(phrase), last)
            if not doers or self._goes_on(doers, last) or (low[token] in _DASHES and len(doers) < _LISTED):
                continue
            clause = self._told_of_several(number, token)
            if clause is not None and clause.verb is not None:
                self.sheet.add_deeds(doers, self._words_behind(number, clause, last), number, token)
            elif low[token] in LED:
                told = [stance for word in low[first:token] if (stance := owned_nouns().get(word))]
                self.sheet.add_deeds(doers, told[:1], number, token)

    def _phrase_at(self, key: str, token: int, last: int) -> tuple[str, ...] | None:
        """Return the phrase under a key that begins at a token; None where none does."""
        phrases = phrases_by_word(key).get(self.index.low[token], ())
        return next((p for p in phrases if self.index.starts_with(token, p, last)), None)

    def read_among(self, number: int, first: int, last: int) -> None:
        """Read `Among those who sent aid | were Peru and Chile` and `Among those offering help: | Peru and Chile`."""
        low, clauses = self.index.low, self.index.clauses
        for token in range(first + 2, last - 1):
            if low[token] not in _LINKING or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.doers.lists.listed_from(token + 1, last)
            if not doers:
                continue
            verbs = [
                v
                for t in range(first, token)
                if (at := self.index.verb_at[t]) >= 0 and (v := clauses[at].verb)
            ]
            if any(verb.passive for verb in verbs) or "by" in low[first:token]:
                # `Among those condemned by the bloc were Peru and Chile`
                return
            self.sheet.add_deeds(doers, self.words.read_words(number, first, token), number, first)
            return

    def _listed_at(self, at: int, last: int) -> int:
        """Return where a list begins behind `the presidents of`, `those of`."""
        low = self.index.low
        of = next((t for t in range(at, min(at + 5, last)) if low[t] == "of"), -1)
        heads = {"those", "representative", "secretary-general", *words_of("heads_of")}
        if of > at and not self.index.mentions_in(at, of) and low[of - 1] in heads:
            return of + 1
        return at

    def _read_range(self, number: int, token: int, last: int) -> None:
        """Read `Leaders from | Peru to Chile condemned it`."""
        doers = self.doers.lists.listed_from(token + 1, last)
        if not doers:
            return
        to = self.index.range_of(doers[-1].span)[1]
        if to >= last or self.index.low[to] != "to":
            return
        far = self.doers.lists.listed_from(to + 1, last)
        clause = self._told_of_several(number, token)
        if far and clause is not None:
            self.sheet.add_deeds([*doers, *far], self._words_behind(number, clause, last), number, token)

    def _words_behind(self, number: int, clause: Clause, last: int) -> list[Stance]:
        """Return the stances of a clause from its verb on."""
        if clause.verb is None:
            return []
        end = next(
            (
                self.index.clauses[c].first
                for c in self.index.clauses_of[number]
                if self.index.clauses[c].first > clause.verb.last
                and self.index.clauses[c].kind in {"main", "coordinate"}
                and not self.index.clauses[c].subject_inherited
            ),
            last,
        )
        return self.words.read_words(number, clause.verb.first, end)

    def _told_of_several(self, number: int, token: int) -> Clause | None:
        """Return the clause, around a token or before it, that tells what states or bodies do: `Several states …`."""
        low = self.index.low
        found: Clause | None = None
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or clause.subject is None or verb.negated or verb.modal in NOT_DONE:
                continue
            first, last = self.index.range_of(clause.subject)
            if words_for("several").isdisjoint(low[first : min(last, token) if token > first else last]):
                continue
            if any(
                is_own(e, self.sheet.countries)
                for m in self.index.mentions_in(first, min(last, token))
                if (e := self.context.document.names.entities[self.context.document.names.mentions[m].entity])
            ):
                continue
            if first < token and (found is None or verb.first < token):
                found = clause
        return found

    def read_besides(self, number: int, first: int, last: int) -> None:
        """Read `Peru, together with | Chile and Cuba, condemned it`: these did the same."""
        low = self.index.low
        for token in range(first + 1, last - 2):
            if low[token] not in BESIDE:
                continue
            phrase = self._phrase_at("before_companions", token, last)
            if phrase is None or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.doers.lists.listed_from(self._listed_at(token + len(phrase), last), last)
            if (
                not doers
                or self._goes_on(doers, last)
                or (low[token] in {"followed", "following", "like"} and low[token - 1] != ",")
            ):
                continue
            self.sheet.add_deeds(doers, self.sheet.told_in(number, before=token), number, token)

    def _goes_on(self, doers: Sequence[Doer], last: int) -> bool:
        """Tell whether the last name of a list is only part of a phrase: `the Interpol | bureau in Lima`."""
        at = self.index.range_of(doers[-1].span)[1]
        if at >= last or not self.index.low[at].isalpha() or self.index.verb_at[at] >= 0:
            return False
        return self.index.low[at] not in BREAKING | {"also", "have", "has", "had", "all", "both", "said"}
