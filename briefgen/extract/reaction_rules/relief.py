"""Relief: people, crews and goods of other states at the scene of a disaster, whatever the sentence says of them.

`Beijing's rescuers have been digging since Sunday`, `Singapore has a medical team at the pass`.
"""

from collections.abc import Sequence

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import lemmas, words_for, words_of
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer, mentioned
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import listed
from briefgen.extract.reaction_rules.unreal import UNSAID

_REACH = 5
"""Tokens from the name of a state to the noun for its people or goods."""
_ORIGIN = 9
"""Tokens from that noun to the state from which it comes."""
_AROUND = 9
"""Tokens around that noun in which words of harm stand."""


class ReliefReader:
    """Reads the help of other states at the scene of a disaster."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances
        self.done = DoneDeeds(sheet)

    def read_relief(self) -> None:
        """Find help in an article on a disaster; nothing in any other."""
        if not self.stances.is_disaster and not self.stances.may_need_help:
            return
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            for m in self.index.mentions_in(sentence.first, sentence.last):
                self._read_owner(m, number, sentence.last)
            for token in range(sentence.first + 1, sentence.last - 1):
                if self.index.low[token] in {"from", "of"}:
                    self._read_origin(number, token, sentence.last)
            for at in self.index.clauses_of[number] if self.stances.is_disaster else ():
                self._read_having(self.index.clauses[at], number)

    def _read_owner(self, m: int, number: int, last: int) -> None:
        names = self.context.document.names
        mention = names.mentions[m]
        entity = names.entities[mention.entity]
        begin, behind = self.index.mention_range[m]
        if is_own(entity, self.actors.countries) or "-" in mention.surface or entity.kind == "media":
            return
        owns = mention.adjective or self.index.low[behind - 1].endswith(("'s", "’s", "s'", "s’"))
        if not owns and self.index.low[behind : behind + 1] in (["'s"], ["’s"], ["'"], ["’"]):
            owns, behind = True, behind + 1
        placed = self.index.low[begin - 1] in _PLACED or self.index.low[begin - 2 : begin] == ["in", "the"]
        if not owns and (entity.type == "organisation" or (entity.kind == "country" and not placed)):
            # `six | New Zealand | rescuers`
            owns = self._is_head(behind, last)
        if not owns or self.context.is_quoted(mention.span):
            return
        at = self._head_behind(behind, last)
        if at < 0 or self._is_harmed(number, begin, at) or self._is_wished(number, begin):
            return
        clause = self.index.clause_at(begin)
        if clause is not None and self.done.is_history(clause):
            return
        if begin and self.index.low[begin - 1] in {"had", "were", "should"}:
            # `Had | Chilean planes landed a day earlier`
            return
        if self._is_only_possible(at, last):
            return
        before = self.actors.doers.nouns.adjectives_before(begin) if mention.adjective else []
        self._add([*before, Doer(entity, mention.span)], number, begin)

    def _is_only_possible(self, at: int, last: int) -> bool:
        """Tell whether the verb behind a noun says what may be: `Chilean divers | could stay down longer`."""
        number = next((n for t in range(at + 1, min(at + 3, last)) if (n := self.index.verb_at[t]) >= 0), -1)
        verb = self.index.clauses[number].verb if number >= 0 else None
        return verb is not None and verb.modal in UNSAID

    def _read_origin(self, number: int, at: int, last: int) -> None:
        """Read `five planes with tents came from Peru and Chile` and `ships of the Chilean navy`."""
        low, first = self.index.low, self.context.document.sentences[number].first
        if low[at] == "from":
            begin = max(first, at - _ORIGIN)
            head = next((t for t in range(at - 1, begin - 1, -1) if low[t] in words_for("relief")), -1)
            doers = comers(self.sheet, at + 1, last)
            if head >= 0 and is_owned(self.sheet, max(first, head - _REACH), at):
                return
        else:
            head = at - 1 if low[at - 1] in words_for("relief") else -1
            doers = self._owners(at + 1, last) if head >= 0 else []
        if head < 0 or not doers or any(word in {",", ";"} for word in low[head:at]):
            return
        came = next(
            (n for t in range(at - 1, max(first, at - _ORIGIN), -1) if (n := self.index.verb_at[t]) >= 0), -1
        )
        verb = self.index.clauses[came].verb if low[at] == "from" and came >= 0 else None
        if verb is not None and verb.lemma in words_for("passing"):
            return
        if low[at] == "from" and is_sent_by_others(self.sheet, number, head):
            return
        if any(word.endswith("ing") and word.isalpha() for word in low[head + 1 : at]):
            # `work in a laboratory involving monkeys from Peru`
            return
        harmed = self._is_harmed(number, head, at)
        if harmed or self._is_wished(number, head) or is_awaited(self.index, at, last):
            return
        self._add(doers, number, at)

    def _owners(self, at: int, last: int) -> list[Doer]:
        """Return the states of `of | the French and British navies`."""
        low, names = self.index.low, self.context.document.names
        found: list[Doer] = []
        while at < last:
            m = self.index.mention_at[at]
            if m >= 0 and names.mentions[m].adjective:
                found.append(mentioned(self.context, m))
                at = self.index.mention_range[m][1]
            elif low[at] in {"the", "and", ","}:
                at += 1
            else:
                break
        forces = words_of("body_nouns") | {"navy", "navies", "army", "armies", "air", "forces"}
        return found if at < last and low[at] in forces else []

    def _head_behind(self, at: int, last: int) -> int:
        """Return the noun for relief that ends the phrase at a token; -1."""
        for token in range(at, min(at + _REACH, last)):
            word = self.index.low[token]
            if self.index.mention_at[token] >= 0 or not word[:1].isalnum() or word in _AWAY:
                return -1
            if self._is_head(token, last):
                return token
            if self.index.verb_at[token] >= 0:
                return -1
        return -1

    def _is_head(self, at: int, last: int) -> bool:
        low = self.index.low
        if at >= last or low[at] not in words_for("relief"):
            return False
        if at + 1 >= last or not low[at + 1].isalpha():
            return True
        return self.index.verb_at[at + 1] >= 0 or low[at + 1] in _CLOSED

    def _add(self, doers: Sequence[Doer], number: int, token: int) -> None:
        """Note help of those of whom the sentence does not tell that they send or withdraw forces."""
        evidence = self.context.document.sentences[number].span
        armed = {
            frame.actor.value
            for frame in self.sheet.found
            if frame.evidence == evidence and frame.stance in {"sends_forces", "withdraws_forces"}
        }
        actors = [actor for doer in doers if (actor := self.actors.actor_of(doer)) is not None]
        self.sheet.add_actors(
            [actor for actor in actors if actor.name not in armed], ["offers_help"], number, token
        )

    def _is_harmed(self, number: int, first: int, at: int) -> bool:
        """Tell whether words around a phrase say that somebody came to harm: `Two Chilean doctors were | killed`."""
        sentence = self.context.document.sentences[number]
        low, harmed = self.index.low, words_for("harmed")
        around = range(max(sentence.first, first - _AROUND), min(sentence.last, at + _AROUND))
        if harmed.isdisjoint(low[around.start : around.stop]):
            return False
        # `treat the injured`: who came to harm are others.
        return any(
            low[token] in harmed and (low[token - 1] != "the" or low[token - 2] in {"of", "among"})
            for token in around
        )

    def _is_wished(self, number: int, at: int) -> bool:
        first = self.context.document.sentences[number].first
        wished = lemmas("wished")
        for token in range(max(first, at - _AROUND), at):
            verb = self.index.verb_at[token]
            group = self.index.clauses[verb].verb if verb >= 0 else None
            if self.index.low[token] in wished or (group is not None and group.lemma in wished):
                return True
        return False

    def _read_having(self, clause: Clause, number: int) -> None:
        verb = clause.verb
        if (
            verb is None
            or clause.subject is None
            or verb.negated
            or verb.passive
            or verb.modal in {"may", "might", "could", "should", "must", "can"}
            or verb.lemma not in words_for("having")
            or self.context.is_quoted(verb.span)
        ):
            return
        last = min(clause.last, verb.last + 12)
        at = next((t for t in range(verb.last, last) if self.index.low[t] in words_for("relief")), -1)
        first, behind = self.index.range_of(clause.subject)
        if at < 0 or behind > verb.first or self._is_harmed(number, verb.last, at):
            return
        if {"no", "few", "without", "neither"} & set(self.index.low[verb.last : at]):
            return
        self._add(self.actors.doers.doers_of(first, behind), number, verb.first)


def is_awaited(index: TokenIndex, at: int, last: int) -> bool:
    """Tell whether the next verb says that goods did not come: `tents from Peru had not arrived`."""
    number = next((n for t in range(at, min(at + _REACH, last)) if (n := index.verb_at[t]) >= 0), -1)
    verb = index.clauses[number].verb if number >= 0 else None
    return verb is not None and verb.negated and verb.lemma in words_for("arriving")


def comers(sheet: Sheet, at: int, last: int) -> list[Doer]:
    """Return the states behind `from`: `Peru and Chile`, `a dozen countries, among them | Peru and Chile`.

    Args:
        sheet: the reactions of the article.
        at: the token behind `from`.
        last: where the sentence ends.
    """
    index = sheet.index
    low = index.low
    if found := sheet.actors.doers.lists.listed_from(at, last):
        return found
    comma = next((t for t in range(at, min(at + _ORIGIN, last - 2)) if low[t] == ","), -1)
    if comma < 0 or _MANY.isdisjoint(low[at:comma]) or index.has_verb(at, comma):
        return []
    behind = comma + 1
    if low[behind : behind + 2] in (["among", "them"], ["such", "as"]):
        behind += 2
    elif low[behind] in {"including", "notably", "especially", "chiefly"}:
        behind += 1
    else:
        return []
    behind += low[behind] == "from"
    while behind < last and low[behind] in words_for("before_name"):
        behind += 1
    return sheet.actors.doers.lists.listed_from(behind, last)


def is_owned(sheet: Sheet, first: int, last: int) -> bool:
    """Tell whether a state or body other than the country itself owns what comes: `Peruvian aid`, `tents from the UN`.

    Args:
        sheet: the reactions of the article.
        first: first token of what comes.
        last: token behind it.
    """
    names, low = sheet.context.document.names, sheet.index.low
    return any(
        names.mentions[m].adjective
        or (entity := names.entities[names.mentions[m].entity]).type == "organisation"
        or low[(behind := sheet.index.mention_range[m][1]) - 1].endswith(("'s", "’s"))
        or (entity.kind == "country" and behind <= last and low[behind] in words_for("relief"))
        for m in sheet.index.mentions_in(first, last)
        if not is_own(names.entities[names.mentions[m].entity], sheet.countries)
    )


def is_sent_by_others(sheet: Sheet, number: int, head: int) -> bool:
    """Tell whether goods that come from a state are sent by who is named: `The agency flew tents from Peru`.

    Args:
        sheet: the reactions of the article.
        number: the sentence.
        head: token of the noun for the goods.
    """
    index = sheet.index
    for at in index.clauses_of[number]:
        clause = index.clauses[at]
        verb = clause.verb
        if verb is None or clause.subject is None or verb.passive or not verb.last <= head < clause.last:
            continue
        if verb.lemma in words_for("arriving") | listed("accepting") | (listed("saying") - _WISHING):
            continue
        if clause.kind == "participial" and not clause.subject_inherited:
            continue
        if verb.lemma in words_for("sending") and clause.kind != "participial":
            # `plans to fly in tents from Peru`
            return True
        if sheet.actors.doers.doers_of(*index.range_of(clause.subject)):
            return True
    return False


_WISHING = frozenset({"hope", "plead"})
"""What tells of no offer yet: `hoped for offers from Denmark`."""
_MANY = load_words("reaction_rules", "joined_in") | {"world", "abroad", "region"}
"""Of these some are named behind a comma: `from 30 countries, including`."""
_AWAY = load_words("reaction_rules", "away")
"""Words behind which the noun of a phrase is no longer its owner's: `a Canadian besides | the crew`."""
_PLACED = load_words("reaction_rules", "placed")
_CLOSED = load_words("reaction_rules", "closed")
"""Words behind the head of a noun phrase."""
