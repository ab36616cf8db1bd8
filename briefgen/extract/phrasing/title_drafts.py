"""Drafts of titles: what a clause's object must be for it to be told, and what stands for a pronoun in it."""

from collections.abc import Callable

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.complement_ends import nested_clauses
from briefgen.extract.phrasing.complements import complement, is_her_alone
from briefgen.extract.phrasing.noun_phrases import DASHES, POINTING, PREPOSITIONS, is_noun_like, join_tokens
from briefgen.extract.phrasing.object_pronouns import OBJECTS, object_meant
from briefgen.extract.phrasing.relative_subjects import without_capital
from briefgen.extract.phrasing.subjects import subject_words
from briefgen.extract.phrasing.title_additions import with_place
from briefgen.extract.phrasing.title_fitting import fit
from briefgen.extract.phrasing.title_losses import is_place_only, lost_demand, says_only_where
from briefgen.extract.phrasing.title_verbs import is_plural, quoted_past

TALK = frozenset({"speak", "talk", "comment", "say", "tell"})
"""With nothing behind them these tell only that there were words."""
_LONG_TAIL = 8
"""Tokens behind a verb from which on an object like `it` does not hide what happened."""
_OF_KIND = [["of", "the", kind] for kind in ("type", "kind", "sort")]
_POINTS_BACK = frozenset(load_phrases("titles", "pointing_subjects"))


class Draft(msgspec.Struct, frozen=True):
    """A title in its parts."""

    context: Context
    """The article's layers."""
    clause: Clause
    """The clause that is told."""
    group: VerbGroup
    """Its verb."""
    subject: str
    """Who did it, in words."""
    verb: str
    """The verb in words, in the past."""
    pieces: list[int]
    """The tokens behind the verb."""
    whole: bool
    """Whether something must stand behind the verb."""

    def with_pieces(self, pieces: list[int]) -> "Draft":
        """Return the draft with other tokens behind the verb."""
        return msgspec.structs.replace(self, pieces=pieces)

    def fit(self, words: str, pieces: list[int]) -> "Told":
        """Return the title of subject, verb, words that are added and tokens."""
        return Told(fit(self.context, f"{self.subject} {self.verb} {words}".rstrip(), pieces))


class Told(msgspec.Struct, frozen=True):
    """What a rule has settled."""

    title: str | None
    """The title; None where there must be none."""


_NOTHING = Told(None)
Rule = Callable[[Draft], Draft | Told | None]
"""Gives another draft, or settles the title; None where it has nothing to say."""


def settle(draft: Draft) -> Draft | Told:
    """Apply each rule in turn, until one settles the title.

    Returns:
        What was settled, or the draft that is to be fitted.
    """
    for rule in _RULES:
        outcome = rule(draft)
        if isinstance(outcome, Told):
            return outcome
        draft = outcome or draft
    return draft


def _read_quoted_verb(draft: Draft) -> Draft | None:
    """Put the verb that a quotation hides from `had`: `had “lost” its way`."""
    if draft.verb != "had":
        return None
    past = quoted_past(draft.context, draft.pieces)
    if past is None:
        return None
    low = draft.context.index.low
    pieces = [t for t in draft.pieces[2:] if low[t] not in {'"', "“", "”"}]
    return msgspec.structs.replace(draft, verb=past, pieces=pieces)


def _refuse_own_name(draft: Draft) -> Told | None:
    """Refuse who is only called by name: `a fruit seller named Kamala Silva` does not name her."""
    named = draft.pieces and draft.group.lemma == "name" and _is_one_name(draft.context, draft.pieces)
    return _NOTHING if named else None


def _refuse_doer_of_aside(draft: Draft) -> Told | None:
    """Refuse the deed of somebody else than the aside before tells of.

    `arrested the captain, a Tunisian named as …, and took him to a prison`: not the Tunisian took him.
    """
    index, clause = draft.context.index, draft.clause
    if (
        clause.parent is None
        or not draft.pieces
        or not clause.subject_inherited
        or clause.kind != "coordinate"
    ):
        return None
    if index.low[draft.pieces[0]] not in {"him", "her"}:
        return None
    first = index.clauses[clause.parent].first
    aside = first > 0 and index.low[first - 1] == "," and index.low[first] in {"a", "an"}
    return _NOTHING if aside else None


def _put_object_before(draft: Draft) -> Told | None:
    """Put what `it` is in the clause before: `closed the bridge on Friday and reopened it`."""
    if len(draft.pieces) != 1:
        return None
    again = _object_before(draft.context, draft.clause, draft.pieces[0])
    return draft.fit("", again) if again else None


def _put_first_object(draft: Draft) -> Told | None:
    """Put what a pronoun right behind the verb means."""
    context, clause, pieces = draft.context, draft.clause, draft.pieces
    if not pieces or context.index.low[pieces[0]] not in OBJECTS:
        return None
    if len(pieces) > 1 and opens_clause(context, clause, pieces[0]):
        return None
    meant = object_meant(context, clause, pieces[0])
    if meant is None:
        return None
    title = draft.fit(meant, pieces[1:]).title
    return Told(with_place(context, clause, title)) if title is not None else _NOTHING


def _refuse_pronouns(draft: Draft) -> Told | None:
    """Refuse a title of which the object, or the subject, only points back."""
    low = draft.context.index.low
    if len(draft.pieces) == 1 and low[draft.pieces[0]] in {"him", "her", "them", "us", "me"}:
        return _NOTHING
    return _NOTHING if draft.subject.lower() in _POINTS_BACK else None


def _put_object_of_preposition(draft: Draft) -> Told | None:
    """Put what a pronoun behind a preposition means: `thirteen days after the storm tore through it`."""
    low, pieces = draft.context.index.low, draft.pieces
    if len(pieces) != 2 or low[pieces[0]] not in PREPOSITIONS or low[pieces[1]] not in {"it", "them", "him"}:
        return None
    meant = object_meant(draft.context, draft.clause, pieces[1])
    return draft.fit(f"{low[pieces[0]]} {meant}", []) if meant is not None else _NOTHING


def _put_last_object(draft: Draft) -> Draft | Told | None:
    """Put what a pronoun at the end means, or leave its infinitive out: `approved a motion to end it`."""
    context, pieces = draft.context, draft.pieces
    index = context.index
    if len(pieces) < 3 or index.low[pieces[-1]] not in {"it", "them"} or index.verb_at[pieces[-2]] < 0:
        return None
    meant = object_meant(context, draft.clause, pieces[-1])
    if meant is not None:
        return draft.fit(f"{join_tokens(context, pieces[:-1])} {meant}", [])
    infinitive = next((k for k in range(len(pieces) - 1, 0, -1) if index.low[pieces[k]] == "to"), 0)
    return draft.with_pieces(pieces[:infinitive] or pieces)


def _refuse_bare_words(draft: Draft) -> Told | None:
    """Refuse that somebody spoke, or that a statement was: `The spokesman spoke on Tuesday`."""
    if draft.pieces:
        return None
    if draft.group.lemma in TALK and draft.group.tense != "future":
        return _NOTHING
    # `said a statement issued on Friday`
    return _NOTHING if draft.group.lemma in {"issue", "release"} and not draft.group.passive else None


def _put_thing_before_relative(draft: Draft) -> Told | None:
    """Put what stands before a relative clause: `the fire, in which 188 people died`."""
    context, clause, pieces = draft.context, draft.clause, draft.pieces
    wanting = (
        not pieces
        or is_place_only(context, clause, pieces)
        or draft.group.lemma in load_words("titles", "calling")
    )
    thing = _what_it_befell(context, clause) if wanting else None
    if thing is None:
        return None
    opener = context.index.low[clause.first]
    link = f"{opener} " if opener in {"in", "at", "on"} else ""
    return draft.fit(f"{link}{without_capital(context, thing)}", pieces)


def _refuse_pointing(draft: Draft) -> Told | None:
    """Refuse an object like `it`, and `the same`, with little behind it; and `this move` for a subject."""
    context, pieces = draft.context, draft.pieces
    low = context.index.low
    if 0 < len(pieces) < _LONG_TAIL and not opens_clause(context, draft.clause, pieces[0]):
        pronoun = low[pieces[0]]
        if pronoun in {"it", "them", "this", "that", "him", "us", "me"}:
            return _NOTHING
        if pronoun == "her" and is_her_alone(context, pieces[0]):
            return _NOTHING
    if len(pieces) == 2 and low[pieces[0]] in {"the", "this"} and low[pieces[1]] in POINTING:
        return _NOTHING
    subject = draft.subject.lower()
    pointing = subject.startswith(("this ", "that ", "such ")) and not POINTING.isdisjoint(subject.split())
    return _NOTHING if pointing else None


def _refuse_half(draft: Draft) -> Told | None:
    """Refuse a verb without the object it wants: `The agency announced`, `The court charged`."""
    pieces, low = draft.pieces, draft.context.index.low
    if draft.whole:
        proclaims = len(pieces) == 1 and low[pieces[0]] in load_words("events", "proclaimed")
        if not proclaims and (len(pieces) < 2 or says_only_where(draft.context, draft.clause, pieces)):
            return _NOTHING
    if pieces or draft.group.passive or draft.verb.startswith(("was ", "were ")):
        return None
    # The object is lost, or it is no verb.
    return _NOTHING if draft.group.lemma in load_words("titles", "with_object") else None


def _cut_half_told(draft: Draft) -> Draft | Told | None:
    """Cut what is told by half at the end: a demand, another verb, a relative clause."""
    pieces, low = draft.pieces, draft.context.index.low
    if (cut_at := lost_demand(draft.context, pieces)) is not None:
        pieces = pieces[:cut_at]
        if not pieces:
            return _NOTHING
    if len(pieces) > 1 and low[pieces[-2]] == "and" and low[pieces[-1]] in {"last", "lasted", "run"}:
        # `will start on Monday and last until Friday`
        pieces = pieces[:-2]
    if len(pieces) > 3 and [low[t] for t in pieces[-3:]] in _OF_KIND:
        # `shut 23 mines with dams of the type that burst`
        pieces = pieces[:-3]
    return draft.with_pieces(pieces) if pieces is not draft.pieces else None


def _put_group(draft: Draft) -> Told | None:
    """Put of whom some are: `detained eleven of them`."""
    low, pieces = draft.context.index.low, draft.pieces
    if len(pieces) < 3 or low[pieces[-1]] != "them" or low[pieces[-2]] != "of":
        return None
    meant = _group_before(draft.context, draft.clause)
    return draft.fit(f"{join_tokens(draft.context, pieces[:-1])} {meant}", []) if meant else _NOTHING


_RULES: tuple[Rule, ...] = (
    _read_quoted_verb,
    _refuse_own_name,
    _refuse_doer_of_aside,
    _put_object_before,
    _put_first_object,
    _refuse_pronouns,
    _put_object_of_preposition,
    _put_last_object,
    _refuse_bare_words,
    _put_thing_before_relative,
    _refuse_pointing,
    _refuse_half,
    _cut_half_told,
    _put_group,
)
"""In order: a later rule reads what an earlier one has changed."""


def opens_clause(context: Context, clause: Clause, token: int) -> bool:
    """Tell whether a pronoun is the subject of a clause behind the verb: `said on Monday it was closing the port`."""
    nested = nested_clauses(context, clause)
    return token in nested or any(
        other.subject is not None and context.index.range_of(other.subject)[0] == token
        for other in nested.values()
    )


def _is_one_name(context: Context, tokens: list[int]) -> bool:
    mention = context.index.mention_at[tokens[0]]
    return mention >= 0 and all(context.index.mention_at[token] == mention for token in tokens)


def _object_before(context: Context, clause: Clause, token: int) -> list[int]:
    """Return what `it` means behind another verb of one subject: `closed the bridge on Friday and reopened it`."""
    index = context.index
    if index.low[token] != "it" or clause.kind != "coordinate" or not clause.subject_inherited:
        return []
    if clause.parent is None or index.clauses[clause.parent].verb is None:
        return []
    before = complement(context, clause.parent)
    end = next((k for k, t in enumerate(before) if index.low[t] in PREPOSITIONS | {",", "and"}), len(before))
    found = before[:end]
    alone = len(found) > 1 and index.low[found[0]] in {"the", "a", "an", "its"}
    return found if alone and all(index.verb_at[t] < 0 for t in found) else []


def _what_it_befell(context: Context, clause: Clause) -> list[int] | None:
    """Return the object that stands before its relative clause: `the town that rebels seized on Sunday`."""
    index = context.index
    verb = clause.verb
    if verb is None or verb.passive or clause.kind != "relative" or clause.subject is None:
        return None
    if clause.marker not in {"that", "which", "whom", ""} or clause.subject_inherited:
        return None
    begin = context.document.sentences[clause.sentence].first
    if index.range_of(clause.subject)[0] < clause.first:
        return None
    last = clause.first
    while last > begin and index.low[last - 1] in {",", *DASHES}:
        last -= 1
    first = last
    while first > begin and (is_noun_like(context, first - 1) or index.low[first - 1] in PREPOSITIONS):
        first -= 1
    while first < last and index.low[first] in PREPOSITIONS:
        first += 1
    found = list(range(first, last))
    return found if found and index.low[first] not in {"it", "that", "this"} else None


def _group_before(context: Context, clause: Clause) -> str | None:
    """Return the people of whom `eleven of them` are some: the subject of the sentence before, in the plural."""
    if not clause.sentence or not context.index.clauses_of[clause.sentence - 1]:
        return None
    other = context.index.clauses[context.index.clauses_of[clause.sentence - 1][0]]
    words = subject_words(context, other) if other.subject is not None else None
    plain = (
        words is not None
        and len(words.split()) == 1
        and words.lower() not in {"they", "we", "those", "these"}
    )
    return f"the {words[:1].lower()}{words[1:]}" if words is not None and plain and is_plural(words) else None
