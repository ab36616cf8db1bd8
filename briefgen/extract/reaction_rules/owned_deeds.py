"""Owned deeds: what a noun tells of whoever owns it, or does it.

`Peru's condemnation`, `the suspension of the country by the bloc`, `hit by Chilean sanctions`, `anger in Lima`.
"""

from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.reaction_rules.actor_words import lemmas, nominal_verbs, words_for
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer, mentioned
from briefgen.extract.reaction_rules.labelled import LabelReader
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import asking_verbs, listed
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import NOT_DONE
from briefgen.model.brief import Stance

_OWNED_REACH = 4
"""Tokens from an owner to the noun that tells its deed."""
_OBJECT_REACH = 14
_AGENT_REACH = 9
"""Tokens from a noun to the `by` of who does it."""
_NEAR = 5
_MADE = frozenset({"call", "calls", "appeal", "appeals", "plea", "pleas", "offer", "offers"})
"""Nouns of what somebody has said, whatever becomes of it."""
_AWAITING = frozenset({"await", "hope", "seek", "expect", "need", "want", "ask", "lack"})
_NONE = frozenset({"no", "without", "any"})

BREAKING = load_words("reaction_rules", "breaking")
"""Words that do not stand between an owner and what is its own."""


class OwnedReader:
    """Reads deeds that nouns tell."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.doers = sheet.actors.doers
        self.words = LabelReader(sheet)

    def read_nouns(self, number: int, first: int, last: int) -> None:
        """Find the deeds of one sentence."""
        words = set(self.index.low[first:last])
        if words & (owned_nouns().keys() | nominal_verbs().keys() | words_for("resolved")):
            self.read_owned(number, first, last)
        if "by" in words and words & _nouns("done_by").keys():
            self._read_agents(number, first, last)
        if words & _MADE and words & {"by", "from"}:
            self._read_made(number, first, last)
        if words & listed("punishing") and not self.words.stances.is_disaster:
            self._read_punishing(number, first, last)
        if words & _nouns("felt").keys() and words & listed("provoking"):
            self._read_provoked(number, first, last)
        if words & listed("enjoyed") and words & {"of", "from"}:
            self._read_enjoyed(number, first, last)

    def read_owned(self, number: int, first: int, last: int) -> None:
        """Read `Peru's condemnation of it`, `a Chilean call for talks`, `Peru's decision to send troops`."""
        low = self.index.low
        nouns, verbs, resolved = owned_nouns(), nominal_verbs(), words_for("resolved")
        for token in range(first, last):
            word = low[token]
            if word not in nouns and word not in verbs and word not in resolved:
                continue
            doer = self._owner_of(token, first) or self._of_soldiers(token, last)
            if doer is None or (self.index.verb_at[token] >= 0 and word not in nouns):
                continue
            if is_own(doer.entity, self.sheet.countries) or self.context.is_quoted(doer.span):
                continue
            if self._is_wished(first, token) and not (word in _MADE and low[first] == "despite"):
                continue
            end = min(last, token + _OBJECT_REACH)
            stances: list[Stance] = []
            if word in resolved:
                at = self.index.verb_at[token + 2] if token + 2 < last and low[token + 1] == "to" else -1
                verb = self.index.clauses[at].verb if at >= 0 else None
                if verb is not None and not verb.negated:
                    stances = self.words.stances.read_deed(Told(verb.lemma, verb.last, end))
            elif word in nouns:
                stances = [nouns[word]]
            else:
                stances = self.words.stances.read_deed(Told(verbs[word], token + 1, end))
            if stances == ["sends_forces"] and self.words.stances.is_disaster:
                stances = ["offers_help"]
            self.sheet.add_deeds([doer], [s for s in stances if s != "other"], number, token)

    def _owner_of(self, token: int, first: int) -> Doer | None:
        """Return the state or body whose a noun is: `Peru's | swift condemnation`, `the Peruvian | offer`."""
        low, names = self.index.low, self.context.document.names
        for at in range(token - 1, max(first, token - _OWNED_REACH) - 1, -1):
            m = self.index.mention_at[at]
            if m < 0:
                if low[at] in {"'s", "’s", "'", "’"}:
                    continue
                if not low[at].isalpha() or low[at] in BREAKING or self.index.verb_at[at] >= 0:
                    return None
                continue
            begin, behind = self.index.mention_range[m]
            mention = names.mentions[m]
            entity = names.entities[mention.entity]
            owns = mention.adjective or low[behind - 1].endswith(("'s", "’s", "s'", "s’"))
            owns = owns or low[behind] in {"'s", "’s", "'", "’"}
            if not owns or entity.type == "person" or "-" in mention.surface:
                return None
            if low[begin - 1] in {"anti", "no", "without", "of"} and not mention.adjective:
                return None
            return Doer(entity, mention.span)
        return None

    def _of_soldiers(self, token: int, last: int) -> Doer | None:
        """Return the state whose people come or go: `the withdrawal of | Peruvian troops`."""
        low, names = self.index.low, self.context.document.names
        if low[token] not in words_for("moving_people") or token + 3 >= last or low[token + 1] != "of":
            return None
        for at in range(token + 2, min(token + 6, last - 1)):
            m = self.index.mention_at[at]
            if m >= 0 and names.mentions[m].adjective:
                behind = self.index.mention_range[m][1]
                if any(
                    self.doers.nouns.has_behind(behind, last, key) for key in ("force_nouns", "own_people")
                ):
                    return mentioned(self.context, m)
                return None
        return None

    def _is_wished(self, first: int, token: int) -> bool:
        before = self.index.low[max(first, token - 8) : token]
        if lemmas("wished").intersection(before) or nominal_verbs().keys() & set(before):
            return True
        verbs = (
            self.index.clauses[at].verb
            for t in range(max(first, token - 8), token)
            if (at := self.index.verb_at[t]) >= 0
        )
        return any(
            verb is not None
            and (
                verb.lemma in lemmas("wished")
                or verb.lemma in asking_verbs()
                or verb.negated
                or verb.modal in NOT_DONE
            )
            for verb in verbs
        )

    def _read_agents(self, number: int, first: int, last: int) -> None:
        """Read `the suspension of the country by | the bloc`."""
        low = self.index.low
        for token in range(first, last - 3):
            stance = _nouns("done_by").get(low[token])
            if stance is None or low[token + 1] != "of" or self._is_wished(first, token):
                continue
            stop = min(token + _AGENT_REACH, last - 1)
            by = next((t for t in range(token + 2, stop) if low[t] == "by"), -1)
            if (
                by < 0
                or self.index.has_verb(token, by)
                or self.context.is_quoted(self.index.span(by, by + 1))
            ):
                continue
            self.sheet.add_deeds(self.doers.lists.listed_from(by + 1, last), [stance], number, token)

    def _read_made(self, number: int, first: int, last: int) -> None:
        """Read `rejected a call by | Peru for talks`, `Appeals from | Chile and Cuba for calm`: it was made."""
        low = self.index.low
        for token in range(first, last - 3):
            if (
                low[token] not in _MADE
                or low[token + 1] not in {"by", "from"}
                or self.index.verb_at[token] >= 0
            ):
                continue
            before = range(max(first, token - _NEAR), token)
            if any(low[t] in _NONE or self._is_awaited(t) for t in before):
                continue
            stop = next((t for t in range(token + 2, last) if self._ends_maker(t)), last)
            if stop >= last or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.doers.lists.listed_from(token + 2, stop) or self.doers.doers_of(token + 2, stop)
            told = Told(nominal_verbs()[low[token]], stop, min(last, stop + _OBJECT_REACH))
            stances = self.words.stances.read_deed(told)
            self.sheet.add_deeds(doers, [s for s in stances if s != "other"], number, token)

    def _ends_maker(self, token: int) -> bool:
        """Tell whether those by whom a call is made end at a token."""
        return self.index.low[token] in {"for", "to", "that", "on"} or self.index.verb_at[token] >= 0

    def _is_awaited(self, token: int) -> bool:
        """Tell whether a verb says that what stands behind it has not come yet."""
        at = self.index.verb_at[token]
        verb = self.index.clauses[at].verb if at >= 0 else None
        return verb is not None and (verb.lemma in _AWAITING or verb.modal in NOT_DONE)

    def _read_punishing(self, number: int, first: int, last: int) -> None:
        """Read `Peruvian sanctions took effect` and `hit by | Peruvian sanctions`."""
        low = self.index.low
        for token in range(first + 1, last):
            if low[token] not in listed("punishing"):
                continue
            doer = self._owner_of(token, first) or self._named_before(token, first)
            if doer is None or is_own(doer.entity, self.sheet.countries) or self._is_wished(first, token):
                continue
            ahead = {
                verb.lemma
                for t in range(token + 1, min(token + _AGENT_REACH, last))
                if (at := self.index.verb_at[t]) >= 0
                and (verb := self.index.clauses[at].verb) is not None
                and not verb.negated
                and verb.modal not in NOT_DONE
            }
            hit = {"hit", "struck", "targeted", "squeezed", "punished"} & set(
                low[max(first, token - _NEAR) : token]
            )
            if hit or ahead & listed("taking_effect"):
                self.sheet.add_deeds([doer], ["sanctions"], number, token)

    def _named_before(self, token: int, first: int) -> Doer | None:
        """Return the state or body whose bare name stands right before a noun: `US | sanctions`."""
        names = self.context.document.names
        m = self.index.mention_at[token - 1] if token > first else -1
        if m < 0:
            return None
        mention = names.mentions[m]
        entity = names.entities[mention.entity]
        return (
            Doer(entity, mention.span) if entity.kind == "country" or entity.type == "organisation" else None
        )

    def _read_provoked(self, number: int, first: int, last: int) -> None:
        """Read `was met with anger in | Lima and Santiago`."""
        low = self.index.low
        for token in range(first + 1, last - 2):
            stance = _nouns("felt").get(low[token])
            if stance is None or not listed("provoking") & set(low[max(first, token - _NEAR) : token]):
                continue
            at = next((t for t in range(token + 1, min(token + 4, last - 1)) if low[t] in {"in", "from"}), -1)
            if at >= 0 and not self._is_wished(first, token):
                self.sheet.add_deeds(self.doers.lists.listed_from(at + 1, last), [stance], number, token)

    def _read_enjoyed(self, number: int, first: int, last: int) -> None:
        """Read `The president has the backing of | Peru`, `The marchers won the support of | Chile`."""
        low = self.index.low
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or verb.negated or verb.modal in NOT_DONE or clause.subject is None:
                continue
            if verb.lemma not in {"have", "enjoy", "win", "receive", "get", "keep", "retain", "hold"}:
                continue
            a, b = self.index.range_of(clause.subject)
            token = next(
                (
                    t
                    for t in range(verb.last, min(verb.last + _NEAR, last - 2))
                    if low[t] in listed("enjoyed")
                ),
                -1,
            )
            if b > verb.first or token < 0 or low[token + 1] not in {"of", "from"}:
                continue
            stance = self._side_of(a, b)
            if stance is not None:
                self.sheet.add_deeds(
                    self.doers.lists.listed_from(token + 2, last), [stance], number, verb.first
                )

    def _side_of(self, first: int, last: int) -> Stance | None:
        """Return whom a subject has on its side: rulers of the country itself, or those who protest."""
        words = set(self.index.low[first:last])
        if words & {"protesters", "demonstrators", "marchers", "movement", "students"}:
            return "supports_protesters"
        if words & {"rebels", "rebel", "opposition", "militia", "insurgents"}:
            return None
        names = self.context.document.names
        own = any(
            is_own(names.entities[names.mentions[m].entity], self.sheet.countries)
            for m in self.index.mentions_in(first, last)
        )
        named = bool(self.index.mentions_in(first, last))
        if words & {"president", "government", "premier", "minister", "leader", "king", "general"} and (
            own or not named
        ):
            return "supports_government"
        return None


def owned_nouns() -> dict[str, Stance]:
    """Return the stance that a noun tells of whoever owns it."""
    nouns: dict[str, Stance] = load_lexicon("actors")["owned"]
    return nouns


def _nouns(key: str) -> dict[str, Stance]:
    """Return the stances of nouns under a key of stances.yaml."""
    nouns: dict[str, Stance] = load_lexicon("stances")[key]
    return nouns
