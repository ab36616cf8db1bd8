"""Complements: what stands behind a verb, up to where its thought ends, without times."""

from collections.abc import Mapping, Sequence

from briefgen.extract.context import Context
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.complement_ends import (
    AHEAD,
    ANYBODY,
    breaks,
    goes_on,
    is_gapped,
    is_verb_above,
    nested_clauses,
    opens_other,
    shared_end,
)
from briefgen.extract.phrasing.complement_times import PARTICLES, PARTS, is_own_particle, read_time
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    DASHES,
    POSSESSIVES,
    PREPOSITIONS,
    STOPS,
    TIME_OPENERS,
    is_list,
)

_OPENING, _CLOSING = frozenset({'"', "“", "``"}), frozenset({'"', "”", "''"})
_EITHER_QUOTES = frozenset({'"', "``", "''"})
"""Marks that open and close alike."""
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset({"“", "„", "«"}), frozenset({"”", "»"})
_QUOTES_BEGIN = _OPENING_QUOTES | {'"', "``"}
_ALL = frozenset({"all", "anything", "nothing", "everything", "none", "everyone"})
_LEAVING = load_words("phrasing", "leaving")
"""Verbs of which a participle behind the object tells the end: `left ten people injured`."""
_INTRANSITIVE = load_words("titles", "intransitive")
_STANDING = frozenset({"stand", "sit", "lie", "hold", "keep"})
"""Beside these `still` tells that nothing moved."""
_FIRSTS = (["the", "first"], ["the", "second"], ["the", "third"], ["the", "latest"], ["the", "last"])
"""How an aside begins that tells what somebody is the first to do."""
_BEFORE_WHAT = frozenset({"by", "in", "after", "amid", "with", "over"})


def complement(context: Context, number: int) -> list[int]:
    """Return the tokens behind the verb up to where the thought ends."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None:
        return []
    last = context.document.sentences[clause.sentence].last
    nested = nested_clauses(context, clause)
    end = min(max(clause.last, shared_end(context, clause, nested)), last)
    kept = _Walk(context, clause, verb, nested, end).kept
    kept = _without_late_clause(context, kept)
    _drop_dangling(context, clause, verb, kept, crowded=end > verb.last + 1, last=last)
    _drop_half_told(context, clause, kept)
    if not kept and context.index.low[verb.last : verb.last + 1] == ["still"] and verb.lemma in _STANDING:
        kept = [verb.last]
    return [] if _is_cut_short(context, kept, nested) else kept


class _Walk:
    """The way through the words behind a verb, up to where its thought ends."""

    def __init__(
        self, context: Context, clause: Clause, verb: VerbGroup, nested: Mapping[int, Clause], last: int
    ) -> None:
        self.kept: list[int] = []
        """The tokens that tell what was done."""
        self._context = context
        self._index = context.index
        self._clause, self._verb, self._nested, self._last = clause, verb, nested, last
        self._at = verb.last
        self._quoted = False
        low = self._index.low
        if self._at < last and low[self._at] in _CLOSING and verb.first and low[verb.first - 1] in _OPENING:
            # `The attackers "invaded" the village`
            self._at += 1
        while self._at < last and self._go_on():
            pass

    def _go_on(self) -> bool:
        """Read a token, a time, or what stands in brackets; tell whether the thought goes on behind it."""
        at, word = self._at, self._index.low[self._at]
        if self._context.timex_at[at] >= 0:
            self._at = read_time(self._context, self._clause, at, self._last, self.kept)
            return True
        if word in {"and", "or"} and self._joins_times():
            self._at += 1
            return True
        self._count_quotes(word)
        if not self._quoted or word in _QUOTES_BEGIN:
            if self._is_other_thought(word):
                return False
            if word == "(":
                self._pass_brackets()
                return True
            if word in {",", *DASHES}:
                if self._ends_at_comma(word):
                    return False
                if (behind := self._behind_comma()) is not None:
                    self._at = behind
                    return True
                if not is_list(self._context, at, self._last) or is_gapped(self._context, at, self._last):
                    return False
            elif self._ends_at_word(word):
                return False
        if word == "before" and _ends_with_part(self._context, self.kept):
            # `collapsed the evening before`
            del self.kept[-2:]
            return False
        self.kept.append(at)
        self._at += 1
        return True

    def _joins_times(self) -> bool:
        """Tell whether a conjunction stands between two times: `are closed today and | tomorrow`."""
        at, timex_at = self._at, self._context.timex_at
        behind = at + 1 + (self._index.low[at + 1 : at + 2] == ["on"])
        if behind >= self._last or timex_at[at - 1] < 0 or timex_at[behind] < 0:
            return False
        # `declared a curfew on Monday and three days of mourning`
        return self._context.document.timexes[timex_at[behind]].type != "DURATION"

    def _count_quotes(self, word: str) -> None:
        if word in _EITHER_QUOTES:
            self._quoted = not self._quoted
        elif word in _OPENING_QUOTES:
            self._quoted = True
        elif word in _CLOSING_QUOTES:
            self._quoted = False

    def _pass_brackets(self) -> None:
        while self._at < self._last and self._index.low[self._at] != ")":
            self._at += 1
        self._at += 1

    def _is_other_thought(self, word: str) -> bool:
        """Tell whether another clause, or another sentence, begins at a token."""
        at, kept = self._at, self.kept
        if breaks(self._context, self._nested.get(at), at, kept):
            return True
        if (kept or word == "and") and goes_on(self._context, at, self._last):
            return True
        if (word in ENDS | {";", ":"} and not self._quoted) or word == "according":
            return True
        return bool(kept) and (word == "-" or is_verb_above(self._context, self._clause, at))

    def _ends_at_comma(self, word: str) -> bool:
        """Tell whether the thought ends at a comma or a dash, for what stands on both its sides."""
        at, low, kept = self._at, self._index.low, self.kept
        if word == "," and is_gapped(self._context, at, self._last):
            return True
        if opens_other(self._context, self._clause, at + 1, self._last):
            return True
        if kept:
            return False
        if self._verb.lemma in _INTRANSITIVE and low[at + 1 : at + 3] in _FIRSTS:
            # `resigned on Sunday, the first minister to quit`
            return True
        if self._clause.kind == "adverbial" and self._context.timex_at[at - 1] >= 0:
            # `When the storm passed on Friday, road and bridge were gone`
            return True
        # `The mall reopened on Friday, its shops hung with black`
        owned = not POSSESSIVES.isdisjoint(low[at + 1 : at + 2])
        return owned and "," not in low[self._verb.last : at]

    def _behind_comma(self) -> int | None:
        """Return where the thought goes on behind a comma that only a time, or an aside, stands beside."""
        at, low, timex_at = self._at, self._index.low, self._context.timex_at
        if (
            not self.kept
            and low[at + 1 : at + 2] not in (["which"], ["who"])
            and (timex_at[at - 1] >= 0 or (at + 1 < self._last and timex_at[at + 1] >= 0))
        ):
            return at + 1
        return _as_behind_aside(self._context, self._clause, at, self._last)

    def _ends_at_word(self, word: str) -> bool:
        """Tell whether a word opens another thought; what leads to it goes."""
        at, low, kept = self._at, self._index.low, self.kept
        if self._index.tokens[at].norm == "WHO":
            return False
        if word in {"who", "whom"} and kept and low[at - 1] in ANYBODY:
            # `apologised to those who were hurt`
            return False
        if word in STOPS and kept and not (word == "but" and low[at - 1] in _ALL):
            return True
        if low[at + 1 : at + 3] == ["of", "them"] and low[at - 1] == ",":
            # `were killed by Tuesday, two of them minors`
            return True
        if word == "what" and kept and low[kept[-1]] in _BEFORE_WHAT:
            # `was shot by what police say was a gang`, `took the town in what they called an answer`
            kept.pop()
            return True
        return False


def _ends_with_part(context: Context, kept: Sequence[int]) -> bool:
    """Tell whether a complement ends with a part of a day: `the evening`."""
    low = context.index.low
    return len(kept) > 1 and low[kept[-1]] in PARTS and low[kept[-2]] == "the"


def _without_late_clause(context: Context, kept: list[int]) -> list[int]:
    """Return the tokens before a clause of which the verb is lost behind an aside."""
    low = context.index.low
    at = next((k for k in range(len(kept) - 1, 0, -1) if low[kept[k]] in {"after", "before"}), 0)
    # `gave up on Tuesday after the minister, who spoke with them, had promised help`
    lost = at > 0 and low[kept[-1] + 1 : kept[-1] + 3] == [",", "who"]
    return kept[:at] if lost else kept


def _drop_dangling(
    context: Context, clause: Clause, verb: VerbGroup, kept: list[int], *, crowded: bool, last: int
) -> None:
    """Drop words at the end that want others behind them, but no particle of the verb.

    Args:
        context: the article's layers.
        clause: the clause of the verb.
        verb: the verb.
        kept: the tokens of the complement; is changed.
        crowded: whether more than one token stands behind the verb.
        last: where the sentence ends.
    """
    low = context.index.low
    shot_at = verb.passive and kept == [verb.last] and crowded
    while (
        kept
        and low[kept[-1]] in DANGLING
        and context.index.tokens[kept[-1]].norm != "WHO"
        and not (shot_at and low[kept[-1]] in PARTICLES)
        and not _is_particle(context, kept[-1], last)
        and not is_own_particle(context, clause, kept)
        and not is_her_alone(context, kept[-1])
    ):
        kept.pop()


def _drop_half_told(context: Context, clause: Clause, kept: list[int]) -> None:
    """Drop a participle or an adverb at the end that only what is left out would complete."""
    low = context.index.low
    if len(kept) > 1 and _is_bare_participle(context, clause, kept[-1]):
        kept.pop()
    if len(kept) > 1 and low[kept[-2]] == "so" and low[kept[-1] + 1 : kept[-1] + 2] == ["that"]:
        # `pushed so hard that policemen drove them back`
        del kept[-2:]


def _is_cut_short(context: Context, kept: Sequence[int], nested: Mapping[int, Clause]) -> bool:
    """Tell whether of a clause joined by `and` right behind the verb only the subject was kept.

    `Two died (and nine others), among them four guards, were hurt`.
    """
    if not kept or context.index.low[kept[0]] != "and":
        return False
    other = nested.get(kept[0]) or nested.get(kept[0] + 1)
    return (
        other is not None
        and other.kind == "coordinate"
        and other.verb is not None
        and other.verb.first not in kept
    )


def _as_behind_aside(context: Context, clause: Clause, comma: int, last: int) -> int | None:
    """Return where `as` goes on behind an aside: `named Nimal Perera, commander of the guard, (as the new leader)`."""
    low, verb = context.index.low, clause.verb
    if (
        verb is None
        or verb.passive
        or verb.lemma not in load_words("titles", "calling") | {"announce", "recognise"}
    ):
        return None
    end = next((k for k in range(comma + 1, min(last, comma + AHEAD)) if low[k] == ","), None)
    if end is None or low[end + 1 : end + 2] != ["as"] or context.index.has_verb(comma + 1, end):
        return None
    return end + 1


def _is_bare_participle(context: Context, clause: Clause, token: int) -> bool:
    """Tell whether of a participle behind a noun only its time was left out: `the bodies of two tourists killed`."""
    index = context.index
    number = index.verb_at[token]
    if number < 0 or clause.verb is None or clause.verb.lemma in _LEAVING:
        return False
    other = index.clauses[number]
    if other is clause or other.kind != "participial" or other.verb is None or not other.verb.passive:
        return False
    behind = token + 1 + (index.low[token + 1] in TIME_OPENERS)
    return other.verb.first == token and other.subject is not None and context.timex_at[behind] >= 0


def is_her_alone(context: Context, token: int) -> bool:
    """Tell whether `her` is whom something is done to, and owns nothing: `charged her on Wednesday`."""
    index = context.index
    if index.low[token] != "her" or index.verb_at[token - 1] < 0:
        return False
    return (
        token + 1 >= len(index.low)
        or index.low[token + 1] in PREPOSITIONS | ENDS | MARKS | {"and", "to"}
        or context.timex_at[token + 1] >= 0
        or index.low[token + 1] in {"again", "back", "home", "dead", "alive", "free", "there", "out", "away"}
    )


def _is_particle(context: Context, token: int, last: int) -> bool:
    """Tell whether a preposition has nothing behind it in the text: `declared the search over`."""
    low = context.index.low
    return low[token] in PARTICLES and (token + 1 >= last or low[token + 1] in ENDS | MARKS)
