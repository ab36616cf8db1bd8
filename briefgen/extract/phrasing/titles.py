"""Titles of events: a clause of the source tightened to its subject and what it did."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.phrasing.acts_without_actors import has_day_for_subject, is_existential
from briefgen.extract.phrasing.complements import complement
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    EDGES,
    join_tokens,
    names_happening,
    without_times,
)
from briefgen.extract.phrasing.relative_subjects import without_capital
from briefgen.extract.phrasing.subject_parts import shorter_subject
from briefgen.extract.phrasing.subject_ranges import head_of_cut
from briefgen.extract.phrasing.subjects import subject_mentions, subject_words
from briefgen.extract.phrasing.title_additions import (
    CALLING,
    by_doing,
    sent_doing,
    with_name,
    with_owner,
    with_place,
)
from briefgen.extract.phrasing.title_drafts import Draft, Told, settle
from briefgen.extract.phrasing.title_fitting import fit
from briefgen.extract.phrasing.title_losses import (
    asks_for_nothing,
    lost_clause,
    lost_saying,
    may_go_without_place,
    only_acts,
)
from briefgen.extract.phrasing.title_verbs import past_of, verb_before, verb_words

_MADE = load_words("phrasing", "made")
"""Verbs of which a participle behind the object tells what is made of it."""
_STAYING = load_words("phrasing", "staying")
_ONLY_POSSIBLE = frozenset({"may", "might", "can", "could", "should", "must"})


def title_of(context: Context, number: int, *, whole: bool = False, subject: str | None = None) -> str | None:
    """Make a short title of a clause: subject and verb phrase, without times, asides and what hangs on it.

    Args:
        context: the article's layers.
        number: index of the clause.
        whole: whether it needs a complement: `The agency announced` tells nothing.
        subject: what stands for its own subject; None for the words of that.

    Returns:
        At most 90 code points, not cut within a thought; the pluperfect becomes the past. None where the clause has
        no subject that can stand alone, or its object only points back.
    """
    index = context.index
    clause = index.clauses[number]
    if clause.verb is None:
        return None
    if is_existential(context, clause):
        return fit(context, "", complement(context, number))
    if has_day_for_subject(context, clause):
        kept = complement(context, number)
        return fit(context, "", kept[1:] if kept and index.low[kept[0]] == "as" else kept)
    if (in_relative := _title_of_cut(context, number)) is not None:
        return in_relative
    if clause.parent is not None and _is_within(context, clause, index.clauses[clause.parent]):
        return title_of(context, clause.parent, whole=whole, subject=subject)
    subject = subject or subject_words(context, clause)
    verb = _verb_of(context, clause, subject) if subject is not None else ""
    if subject is None or not verb:
        return None
    pieces = complement(context, number)
    if pieces and index.low[pieces[-1]] == "there":
        pieces = pieces[:-1]
    draft = settle(Draft(context, clause, clause.verb, subject, verb, pieces, whole))
    return draft.title if isinstance(draft, Told) else _finish(draft, number)


def _verb_of(context: Context, clause: Clause, subject: str) -> str:
    """Return the verb of a title, with one before it that shares its subject; empty where there is none to tell."""
    index = context.index
    verb = verb_words(context, clause, subject)
    if verb.startswith("were ") and _is_one(context, clause, subject):
        # `Nimal Perera, the driver, and Kamala Silva were led into court`: of whom only the first is told
        verb = f"was {verb[5:]}"
    if clause.kind == "infinitive" and clause.marker == "" and verb.startswith("be "):
        # `have until noon to leave or be removed`
        return ""
    above = verb_before(context, clause) if verb else None
    if above is None or clause.verb is None:
        return verb
    before = index.clauses[above].verb
    first = verb_words(context, index.clauses[above], subject)
    between = range(before.last, clause.verb.first) if before is not None else None
    link = join_tokens(context, list(between)) if between is not None else "and"
    return f"{first} {link} {verb.removeprefix('was ').removeprefix('were ')}"


def _finish(draft: Draft, number: int) -> str | None:
    """Fit a draft, and give it what a title still wants; None where the best of it would be lost."""
    context, clause = draft.context, draft.clause
    draft = draft.with_pieces(draft.pieces + sent_doing(context, number, draft.pieces))
    if only_acts(context, clause, draft.pieces) and (deed := by_doing(context, number, draft.pieces)):
        words = f"{draft.subject} {draft.verb} {join_tokens(context, draft.pieces)},"
        return fit(context, words.replace(" ,", ","), deed)
    draft = draft.with_pieces(with_name(context, clause, draft.pieces))
    title, subject = _fitted(draft)
    if title is not None and " saying " in title:
        cut = lost_saying(context, clause, draft.pieces, title)
        title = fit(context, f"{subject} {draft.verb}", cut) if cut is not None else title
    if title is None:
        return None
    if (inner := lost_clause(context, draft.pieces, title)) is not None:
        # `announced that a van containing …`: what is announced, without its verb, is told by itself.
        told = context.index.clauses[inner].verb
        return title_of(context, inner) if told is None or told.modal not in _ONLY_POSSIBLE else None
    if asks_for_nothing(context, clause, draft.pieces, title):
        return None
    title = with_owner(context, clause, subject, draft.pieces, title)
    return with_place(context, clause, title) if title is not None else None


def _fitted(draft: Draft) -> tuple[str | None, str]:
    """Return the title of a draft, and the subject in it: a shorter one where the whole leaves no room."""
    context, subject, pieces = draft.context, draft.subject, draft.pieces
    title = fit(context, f"{subject} {draft.verb}", pieces)
    called = draft.group.lemma in CALLING and any(context.index.low[token] == "as" for token in pieces)
    if title is not None and called and " as " not in title:
        # `The court announced Nimal Perera (as the new president)`
        shorter = shorter_subject(subject)
        title = fit(context, f"{shorter} {draft.verb}", pieces) if shorter is not None else None
        return (title if title is not None and " as " in title else None), subject
    if title is None and may_go_without_place(context, draft.clause, pieces):
        title = fit(context, f"{subject} {draft.verb}", [])
    while title is None and (shorter := shorter_subject(subject)) is not None:
        subject = shorter
        title = fit(context, f"{subject} {draft.verb}", pieces)
    return title, subject


def _is_one(context: Context, clause: Clause, subject: str) -> bool:
    """Tell whether a subject is the name of one person."""
    numbers = load_lexicon("quantities")
    if subject.partition(" ")[0].lower() in {**numbers["ones"], **numbers["tens"]}:
        # `Seventeen Colombians`
        return False
    names = context.document.names
    return any(
        (entity := names.entities[names.mentions[m].entity]).type == "person"
        and subject in {entity.name, names.mentions[m].span.of(context.text)}
        for m in subject_mentions(context, clause)
    )


def _title_of_cut(context: Context, number: int) -> str | None:
    """Tell the deed of a relative clause read as a participle: `The treaty that the two states signed in 1998`."""
    index = context.index
    clause = index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind != "participial" or clause.parent is None or clause.subject is None:
        return None
    head = head_of_cut(context, index.clauses[clause.parent])
    past = past_of(index.low[verb.first]) if verb.last == verb.first + 1 else None
    if head is None or past is None or head_of_cut(context, clause) is None:
        return None
    subject = join_tokens(context, list(range(*index.range_of(clause.subject))))
    thing = without_capital(context, list(range(*head)))
    return fit(context, f"{subject} {past} {thing}", complement(context, number))


def _is_within(context: Context, clause: Clause, above: Clause) -> bool:
    """Tell whether a clause is a part of another one, misread: `remained largely paralysed`, `a mass burial ground`."""
    index = context.index
    if (
        clause.verb is None
        or above.verb is None
        or clause.subject is None
        or above.sentence != clause.sentence
    ):
        return False
    if clause.kind == "coordinate" and clause.subject_inherited and above.verb.lemma in _STAYING:
        between = index.low[above.verb.last : clause.verb.first]
        return clause.verb.first > above.verb.last - 1 and all(word.endswith("ly") for word in between)
    if clause.marker or index.range_of(clause.subject)[0] != above.verb.last:
        return False
    if not above.verb.passive and above.verb.lemma in _MADE and not clause.subject_inherited:
        # `ordered all schools closed on Friday`, `declared the blaze extinguished`
        return clause.verb.last == clause.verb.first + 1 and past_of(index.low[clause.verb.first]) is not None
    named = clause.kind == "that" and above.verb.passive
    return (
        named
        and above.verb.lemma in load_words("titles", "calling")
        and index.range_of(clause.subject)[0] == above.verb.last
    )


def fragment_title(context: Context, clause: Clause) -> str | None:
    """Make the title of a sentence without a verb: its noun phrase without times; None if nothing happens in it."""
    index = context.index
    first, last = index.trim(clause.first, clause.last, marks=EDGES)
    if not names_happening(context, first, last):
        return None
    kept = without_times(context, first, last)
    while kept and index.low[kept[-1]] in DANGLING:
        kept.pop()
    return fit(context, "", kept) if len(kept) > 1 else None
