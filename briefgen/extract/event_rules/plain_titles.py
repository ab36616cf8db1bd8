"""Plain titles: the words of a clause as they stand, without its times, and what somebody says beside his name."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    DASHES,
    LINKING,
    POSSESSIVES,
    PREPOSITIONS,
    TIME_OPENERS,
    join_tokens,
)
from briefgen.extract.phrasing.title_drafts import opens_clause
from briefgen.extract.phrasing.title_fitting import is_sound, without_bullet
from briefgen.extract.phrasing.titles import title_of
from briefgen.extract.phrasing.wording import balanced

MAX_TITLE = 90
"""Longest title, in code points."""
_FEWEST = 3
"""Fewer words tell nothing."""
_LEADING = load_words("titles", "leading")
_PRONOUNS = load_words("titles", "pronouns") | POSSESSIVES
_ASIDES = load_words("titles", "conjunctions") | load_words("titles", "stops")
_POINTING_BACK = load_words("titles", "pointing") | {"it", "them", "him", "her", "this", "that", "so"}
_OWN = load_words("events", "own_voice")
_CONDITIONS = frozenset({"if", "whether", "because", "when", "while", "although", "unless"})
_MARKS = load_words("event_rules", "marks")


def plain_title(context: Context, clause: Clause, *, first: int | None = None) -> str | None:
    """Make a title of the words of a clause: up to the first aside, without times.

    Args:
        context: the article's layers.
        clause: the clause.
        first: token from which on; the first of the clause if None.

    Returns:
        At most 90 code points, beginning with no pronoun; None where what is left does not stand alone.
    """
    first, last = clause.first if first is None else first, clause.last
    low = context.index.low
    kept: list[int] = []
    at = first
    while at < last:
        if context.timex_at[at] >= 0:
            while kept and low[kept[-1]] in TIME_OPENERS | {",", "the"}:
                kept.pop()
            at += 1
            continue
        if low[at] in _MARKS | _OWN or low[at] in DASHES:
            return None
        if low[at] in ENDS | {";", ":"} or (kept and low[at] == "," and _opens_aside(context, at + 1, last)):
            break
        if low[at] == "," and not kept:
            at += 1
            continue
        kept.append(at)
        at += 1
    while kept and (low[kept[0]] in _LEADING | LINKING or low[kept[0]] == ","):
        kept.pop(0)
    while kept and low[kept[-1]] in DANGLING | {","}:
        kept.pop()
    if len(kept) < _FEWEST or low[kept[0]] in _PRONOUNS | _ASIDES | {"there", "here", "if", "as"}:
        return None
    if context.index.verb_at[kept[0]] >= 0 or low[kept[-1]] in _POINTING_BACK:
        return None
    if clause.verb is not None and _lacks_object(context, clause, kept[-1]):
        return None
    if (
        clause.kind == "that"
        and not clause.marker
        and clause.verb is not None
        and kept[-1] < clause.verb.last
    ):
        # `the winner of the poll held (three days earlier)`
        return None
    if low[kept[0]] in PREPOSITIONS and (
        clause.subject is None or context.index.range_of(clause.subject)[0] not in kept
    ):
        return None
    if first == clause.first and clause.verb is not None and clause.verb.first not in kept:
        return None
    words = balanced(join_tokens(context, kept).strip(" ,"))
    while len(words) > MAX_TITLE and "," in words:
        words = words[: words.rindex(",")].rstrip()
    if len(words) > MAX_TITLE or len(words.split()) < _FEWEST:
        return None
    words = without_bullet(words)
    return words[:1].upper() + words[1:] if is_sound(words) else None


def _lacks_object(context: Context, clause: Clause, end: int) -> bool:
    """Tell whether nobody knows what was done it to: `Soldiers drove them back`, `The court charged`."""
    verb = clause.verb
    if verb is None:
        return False
    if context.index.low[verb.last : verb.last + 1] in (["it"], ["them"], ["him"]):
        return not opens_clause(context, clause, verb.last)
    return end == verb.last - 1 and not verb.passive and verb.lemma in load_words("titles", "with_object")


def _opens_aside(context: Context, token: int, last: int) -> bool:
    """Tell whether what follows a comma is another thought, not a member of a list."""
    index = context.index
    if token >= last or index.low[token] in _ASIDES:
        return True
    stop = token
    while stop < last and index.low[stop] not in {",", *ENDS}:
        if index.verb_at[stop] >= 0:
            return True
        stop += 1
    return index.low[token] in {"the", "a", "an", "its", "his", "her", "their", "in", "with", "by"}


def statement_title(context: Context, number: int) -> str | None:
    """Make the title of a statement: `Vega: the camp will be closed`, `Vega told reporters at the airport`."""
    clause = context.index.clauses[number]
    index = context.index
    own = title_of(context, number, whole=True)
    if own is not None and _tells_enough(context, clause, own):
        return own
    for found in context.attributions_of[clause.sentence]:
        attribution = context.document.attributions[found]
        if clause.verb is None or attribution.cue is None or not attribution.cue.overlaps(clause.verb.span):
            continue
        name = context.source_name(found)
        for first, last in context.content_ranges[found] if name is not None else ():
            if not index.has_verb(first, last) and not context.is_quoted(index.span(first, first + 1)):
                # `condemned the takeover on Friday` says what is condemned, nobody's words.
                continue
            if _opens_with_verb(context, first):
                # `Troops, officials said, retook the town`: what is said has its subject before who says it.
                continue
            words = _said(context, first, last)
            for told in (
                (f"{name}: {words}", f"{short_name(context, found, name)}: {words}") if name and words else ()
            ):
                if len(told) <= MAX_TITLE:
                    return told
    return own


def _opens_with_verb(context: Context, token: int) -> bool:
    """Tell whether the finite verb of a clause with a subject of its own stands at a token."""
    held = context.index.verb_at[token]
    verb = context.index.clauses[held].verb if held >= 0 else None
    return verb is not None and verb.first == token and verb.tense not in {"infinitive", "participle"}


def short_name(context: Context, number: int, name: str) -> str:
    """Return the shortest form of who speaks: a surname, or an office without whose it is."""
    speaker = context.document.attributions[number].speaker
    if speaker is not None and context.document.names.entities[speaker].type == "person":
        return name.split()[-1]
    return name.partition(" of ")[0]


def _tells_enough(context: Context, clause: Clause, title: str) -> bool:
    """Tell whether a title of saying holds what is said or to whom, more than `the minister said in Galle`."""
    if clause.verb is None:
        return False
    _, _, behind = title.partition(clause.verb.span.of(context.text).split()[-1])
    words = behind.split()
    if words[:1] and words[0] in _LISTENERS and not {"that", "to", "about", "of"} & set(words):
        # `told reporters in Galle`
        return False
    return len(words) >= _FEWEST and not behind.startswith((" on ", " in ", " at "))


_LISTENERS = frozenset({"reporters", "journalists", "newsmen", "correspondents"})


def _said(context: Context, first: int, last: int) -> str | None:
    """Return the first clause of what is said, in quotation marks if it is direct speech."""
    index = context.index
    first += index.low[first] == "that"
    quoted = context.is_quoted(index.span(first, first + 1)) or index.low[first] in {'"', "“", "«"}
    end = first
    while end < last and (index.low[end] not in ENDS | {";"} or end == first):
        end += 1
    kept = [token for token in range(first, end) if index.low[token] not in _MARKS]
    while kept and index.low[kept[-1]] in {",", ":"}:
        kept.pop()
    if {"after", "before"} & set(index.low[first : first + _FEWEST]):
        # `a day after soldiers took over` says when, not what
        return None
    if len(kept) < _FEWEST or (index.low[kept[0]] in (_PRONOUNS - POSSESSIVES) | _CONDITIONS and not quoted):
        return None
    words = join_tokens(context, kept)
    if quoted:
        return f"“{words[:1].upper()}{words[1:]}”"
    named = index.mention_at[kept[0]] >= 0 or index.tokens[kept[0]].norm.isupper()
    return words if named else words[:1].lower() + words[1:]
