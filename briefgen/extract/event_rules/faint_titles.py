"""Titles of faint events: a clause tightened, else its plain words, with what its pronoun means where that is plain."""

from briefgen.extract.context import Context
from briefgen.extract.event_rules.far_antecedents import antecedent_of
from briefgen.extract.event_rules.plain_titles import plain_title, statement_title
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import is_speech, verbs_of
from briefgen.extract.phrasing.noun_phrases import join_tokens
from briefgen.extract.phrasing.subjects import is_reduced
from briefgen.extract.phrasing.title_drafts import TALK
from briefgen.extract.phrasing.title_fitting import MAX_TITLE
from briefgen.extract.phrasing.titles import title_of

_BARE = (" was", " were", " be")
_HUMANS = load_words("events", "humans")
_REACH = 3
"""Sentences back within which a paragraph keeps whom it is about."""
_LONGEST = 7
"""Words of the longest subject that stands for `they`."""


def faint_title(context: Context, number: int) -> str | None:
    """Make the title of what fills a day; None where its words do not stand alone."""
    clause = context.index.clauses[number]
    if clause.verb is None:
        return plain_title(context, clause)
    acts = clause.verb.lemma in verbs_of("acts")
    if is_speech(context, clause) and not is_reduced(context, clause):
        own = title_of(context, number, whole=True) if acts else None
        return own or statement_title(context, number)
    title = title_of(context, number)
    if title is not None and clause.verb.lemma == "be" and title.endswith(_BARE):
        # `The storm was this morning over Galle`
        title = plain_title(context, clause)
        return None if title is None or title.endswith(_BARE) else title
    if title is None and (meant := antecedent_of(context, clause)) is not None:
        title = title_of(context, number, subject=meant)
    if title is not None or clause.verb.lemma in TALK:
        return title
    if (rained := _weather(context, clause)) is not None:
        return rained
    return (
        plain_title(context, clause)
        or _owned_title(context, clause)
        or _from_subject(context, clause)
        or _second_half(context, number)
    )


def _weather(context: Context, clause: Clause) -> str | None:
    """Make the title of rain or snow: `It started raining`, `It had snowed`."""
    verb, index = clause.verb, context.index
    if verb is None or clause.subject is None or clause.subject.of(context.text).lower() != "it":
        return None
    end = verb.last + (verb.lemma in {"start", "begin", "stop", "keep"})
    end += index.low[verb.last] == "to"
    words = index.low[verb.first : end]
    if _RAINING.isdisjoint(words) or end - verb.first > _MOST_WORDS:
        return None
    return f"It {join_tokens(context, list(range(verb.first, end)))}"


_MOST_WORDS = 5
_RAINING = frozenset(
    f"{verb}{ending}" for verb in ("rain", "snow", "hail", "pour", "drizzle") for ending in ("", "ed", "ing")
)


def _owned_title(context: Context, clause: Clause) -> str | None:
    """Make the title of a clause behind `whose`: `(Twelve fishermen), whose boats went down`."""
    if clause.marker != "whose":
        return None
    title = plain_title(context, clause, first=clause.first + (context.index.low[clause.first] == "whose"))
    return f"The {title[:1].lower()}{title[1:]}" if title is not None and len(title) < MAX_TITLE - 4 else None


def _from_subject(context: Context, clause: Clause) -> str | None:
    """Make a plain title that begins with the subject: `(Friday evening, after prayers,) two stations were bombed`."""
    if clause.subject is None or clause.verb is None or clause.marker or clause.subject_inherited:
        return None
    first = context.index.range_of(clause.subject)[0]
    if not clause.first < first < clause.verb.first:
        return None
    title = plain_title(context, clause, first=first)
    return title if title is not None and clause.verb.span.of(context.text).split()[-1] in title else None


def _second_half(context: Context, number: int) -> str | None:
    """Make the title of the other half of a pair: `received them on Friday but refused to talk to the rebels`."""
    following = number + 1
    if following >= len(context.index.clauses):
        return None
    other = context.index.clauses[following]
    if other.kind != "coordinate" or other.parent != number or not other.subject_inherited:
        return None
    if context.timex_of_clause(following) is not None or other.verb is None or other.verb.negated:
        return None
    return title_of(context, following) if other.verb.tense in {"past", "future"} else None
