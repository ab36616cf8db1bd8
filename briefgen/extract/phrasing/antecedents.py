"""Antecedents: who speaks where a pronoun stands, and what subjects a pronoun can go on with."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS
from briefgen.extract.phrasing.relative_subjects import names_people
from briefgen.extract.phrasing.subject_ranges import head_of_cut, subject_range

_LONGEST_NAME = 3
"""Words of the longest name of a thing that `it` is replaced by."""
PRONOUNS = load_words("titles", "pronouns")
_WEATHER = frozenset({"rain", "snow", "pour", "hail", "thunder", "freeze", "drizzle", "thaw"})
_BEFALLING = load_words("titles", "suffered_nouns") | {"resignation", "sacking", "shooting", "kidnapping"}
_OF_BODIES = load_words("phrasing", "of_bodies")
_BLIND = (
    load_words("events", "disasters")
    | load_words("events", "happenings")
    | load_words("events", "lingering")
    | load_words("events", "weathers")
)
"""What happens to people and decides nothing."""
_LONGEST_BODY = 5
"""Words of the longest body that `it` is replaced by."""
_DETERMINERS = frozenset({"the", "a", "an", "its", "all", "some", "this", "that", "his", "her"})


def is_weather(context: Context, clause: Clause) -> bool:
    """Tell whether nobody does what a clause tells: `it was snowing`, but not `it froze the accounts`."""
    verb = clause.verb
    if verb is None or verb.lemma not in _WEATHER or verb.passive:
        return False
    return "".join(context.index.low[verb.last : verb.last + 1]) not in _DETERMINERS


def is_doer(clause: Clause, words: list[str]) -> bool:
    """Tell whether a thing can do what a clause tells: no quake or plague declares an emergency."""
    if clause.verb is None or clause.verb.passive or clause.verb.lemma not in _OF_BODIES:
        return True
    return words[_head_of([word.lower() for word in words])].lower() not in _BLIND


def body_before(context: Context, clause: Clause) -> str | None:
    """Return the only body that says what the sentence before tells: `…, the ministry said. It declared …`."""
    if not clause.sentence or clause.verb is None or clause.verb.lemma not in _OF_BODIES:
        return None
    found: set[str] = set()
    for number in context.attributions_of[clause.sentence - 1]:
        attribution = context.document.attributions[number]
        if context.cue_sentence[number] != clause.sentence - 1 or attribution.source is None:
            continue
        words = context.index.words(*context.index.range_of(attribution.source)).split()
        person = (
            attribution.speaker is not None
            and context.document.names.entities[attribution.speaker].type == "person"
        )
        if person or is_in_office(context, words) or is_several(context, words) or context.is_outlet(number):
            return None
        found.add(" ".join(words))
    body = found.pop() if len(found) == 1 else ""
    return body if body.startswith("the ") and len(body.split()) <= _LONGEST_BODY else None


def is_named_thing(context: Context, clause: Clause, words: list[str]) -> bool:
    """Tell whether a subject is one thing by its name, as storms and ships have them: `Freddy`, `Cyclone Harold`."""
    found = subject_range(context, clause)
    if found is None or not 0 < len(words) <= _LONGEST_NAME or not all(word[:1].isupper() for word in words):
        return False
    mentions = context.index.mentions_in(*found)
    names = context.document.names
    people = any(
        names.entities[names.mentions[m].entity].type == "person"
        and len(names.mentions[m].span.of(context.text).split()) > 1
        for m in mentions
    )
    return not people and context.index.low[found[0]] not in PRONOUNS


def is_in_office(context: Context, words: list[str]) -> bool:
    """Tell whether a subject is one person known by office: `the president`; not `the arrest of the president`."""
    head = words[_head_of([word.lower() for word in words])].lower()
    return words[0].lower() in {"the", "a", "an"} and head in load_words("mentions", "roles")


def person_befallen(context: Context, words: list[str]) -> list[str]:
    """Return who is known by office in what befell one: `the mayor` in `the arrest of the mayor`; [] if nobody is."""
    low = [word.lower() for word in words]
    head = _head_of(low)
    if head + 1 >= len(words) or low[head] not in _BEFALLING or low[head + 1] != "of":
        return []
    person = words[head + 2 :]
    return person if person and is_in_office(context, person) else []


def is_several(context: Context, words: list[str]) -> bool:
    """Tell whether a subject is people, or bodies, in the plural: `rebels`, `two of the gunmen`, `police`."""
    low = [word.lower() for word in words]
    return low[_head_of(low)] in load_words("clauses", "plurals") | load_words("events", "crowds")


def _head_of(low: list[str]) -> int:
    """Return where the noun stands that a subject is about: the one before its first preposition."""
    return next((at for at, word in enumerate(low) if at and word in PREPOSITIONS), len(low)) - 1


def speaker_of(context: Context, clause: Clause, token: int) -> str | None:
    """Return who speaks, for the pronoun in `the agency announced that it had opened an inquiry`."""
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    if (
        clause.kind == "adverbial"
        and above is not None
        and above.subject is not None
        and above.subject.of(context.text).lower() not in PRONOUNS
        and context.governing(*context.index.range_of(above.subject))
    ):
        # `The storm killed ten people when it struck, the agency said`
        return None
    for number in context.governing(token, token + 1)[:1]:
        attribution = context.document.attributions[number]
        if context.cue_sentence[number] != clause.sentence or attribution.source is None:
            continue
        first, last = context.index.range_of(attribution.source)
        plural = is_several(context, context.index.words(first, last).split())
        if plural and clause.kind == "that" and context.index.low[token] == "it":
            # `Police said it would end on Sunday`: what they tell of
            return None
        told_by = _head_of_relative(context, clause)
        if told_by is not None:
            return told_by
        if attribution.speaker is not None:
            speaker = context.document.names.entities[attribution.speaker]
            if (context.index.low[token] in {"he", "she"}) != (speaker.type == "person"):
                return None
            name = speaker.name
            article = "The " if context.index.low[first] == "the" and not name.startswith("The ") else ""
            return article + name
        words = context.index.words(first, last)
        if context.index.low[token] == "it" and names_people(context.index.low[last - 1]):
            # `The captain said that it sank fast`
            return None
        return words if last - first <= 5 and "," not in words else None
    return None


def is_passed_on(context: Context, token: int) -> bool:
    """Tell whether an outlet reports what stands at a token: `Reuters reported that it would end`.

    What it says may be of itself: `Twitter said it was blocked`.
    """
    return any(
        context.document.attributions[number].lemma == "report" and context.is_outlet(number)
        for number in context.governing(token, token + 1)[:1]
    )


def _head_of_relative(context: Context, clause: Clause) -> str | None:
    """Return who speaks where that is read from within a relative clause: `The militia that Kenya trained said it`."""
    parent = context.index.clauses[clause.parent] if clause.parent is not None else None
    found = head_of_cut(context, parent) if parent is not None else None
    return context.index.words(*found) if found is not None and found[0] < found[1] else None
