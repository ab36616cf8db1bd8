"""Clauses: verb groups with tense, negation and modality, and what hangs on them."""

import msgspec

from briefgen.extract.layers.clause_rules.clausereading import ClauseKind, ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.finite_clauses import attach_finite
from briefgen.extract.layers.clause_rules.nonfinite_clauses import attach_infinitive, attach_participle
from briefgen.extract.layers.clause_rules.phrases import strip_marks
from briefgen.extract.layers.clause_rules.tags import Tagged
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span


class Clause(msgspec.Struct, frozen=True):
    """One verb group with its subject and complements."""

    span: Span
    first: int
    """Index of its first token in the article."""
    last: int
    """Index behind its last token."""
    sentence: int
    """Index of its sentence."""
    kind: ClauseKind
    verb: VerbGroup | None
    """None where it is `verbless`."""
    subject: Span | None
    """Noun phrase before (or, inverted, behind) the verb; inherited in coordination."""
    subject_inherited: bool
    complement: Span | None
    """What follows the verb group up to the end of the clause."""
    marker: str
    """Word that opens it: `that`, `after`, `because`, `which`, `and` …; ""."""
    parent: int | None
    """Index of the clause that it hangs on."""


_LONGEST = 400
"""Tokens read as one sentence: looking ahead costs the square of it. No sentence of the news is so long."""


def find_clauses(text: str, repaired: Repaired, sentences: list[Sentence]) -> list[Clause]:
    """Find the clauses of all sentences, in text order; they may nest but never cross.

    From closed word classes and a verb lexicon; no parser model. A sentence without a verb is one `verbless` clause.
    """
    clauses: list[Clause] = []
    for index, sentence in enumerate(sentences):
        for first in range(sentence.first, sentence.last, _LONGEST):
            tagged = Tagged(repaired.tokens, first, min(first + _LONGEST, sentence.last))
            clauses += _in_text_order(_read(tagged), index, len(clauses))
    return clauses


def _read(tagged: Tagged) -> ClauseReading:
    """Give each verb group of a sentence its clause, from left to right."""
    reading = ClauseReading(tagged)
    start = 0
    while start < reading.size and reading.letters[start] in '";,(':
        start += 1
    if start == reading.size:
        start = 0
    reading.push(OpenClause(start, "main", "", None, end=reading.size))
    edge = start
    for group in reading.groups:
        if group.tense == "infinitive":
            attach_infinitive(reading, group, edge)
        elif group.tense == "participle":
            attach_participle(reading, group, edge)
        else:
            attach_finite(reading, group, edge)
        edge = group.last
    _own_opening_participles(reading)
    return reading


def _own_opening_participles(reading: ClauseReading) -> None:
    """Give a participle that opens a sentence the subject behind it: `Arrested on Friday, (the mayor) is in jail`.

    Not where it only tells what moved somebody: `Asked about the dead on Friday, he left`.
    """
    for clause in reading.clauses[1:]:
        above = reading.clauses[clause.parent] if clause.parent is not None else None
        if (
            clause.kind == "participial"
            and clause.subject is None
            and clause.group is not None
            and clause.group.passive
            and clause.group.lemma not in load_words("clauses", "moving")
            and not clause.marker
            and above is not None
            and above.subject is not None
            and above.subject[0] >= clause.group.last
        ):
            clause.subject, clause.inherited = above.subject, True


def _in_text_order(reading: ClauseReading, sentence: int, offset: int) -> list[Clause]:
    """Return the clauses of a sentence, outer before inner; the first has the index `offset` in the article."""
    found = reading.clauses
    order = sorted(range(len(found)), key=lambda i: (found[i].start, -found[i].end, i))
    place = {index: offset + number for number, index in enumerate(order)}
    clauses = []
    for index in order:
        clause = found[index]
        parent = None if clause.parent is None else place[clause.parent]
        clauses.append(_make_clause(reading.tagged, clause, sentence, parent))
    return clauses


def _make_clause(tagged: Tagged, clause: OpenClause, sentence: int, parent: int | None) -> Clause:
    """Return a clause with spans of the text and tokens counted from the beginning of the article."""
    start, end = clause.start, max(clause.end, clause.start + 1)
    group, verb, complement = clause.group, None, None
    if group is not None:
        verb = msgspec.structs.replace(
            group, first=tagged.first + group.first, last=tagged.first + group.last
        )
        if end > group.last and (kept := strip_marks(tagged, group.last, end)):
            complement = tagged.span(*kept)
    subject = _subject_span(tagged, clause)
    return Clause(
        tagged.span(start, end),
        tagged.first + start,
        tagged.first + end,
        sentence,
        "verbless" if group is None else clause.kind,
        verb,
        subject,
        clause.inherited and subject is not None,
        complement,
        clause.marker,
        parent,
    )


def _subject_span(tagged: Tagged, clause: OpenClause) -> Span | None:
    if clause.subject is None:
        return None
    begin, end = clause.subject
    span = tagged.span(begin, end)
    if clause.group is not None and begin == clause.group.first and end == begin + 1:
        # `We've`: the pronoun is the subject, the rest the auxiliary.
        pronoun, mark, _ = tagged.words[begin].partition("'")
        if mark:
            return Span(span.start, span.start + len(pronoun))
    return span
