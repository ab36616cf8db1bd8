"""Subjects: the noun phrase that a clause is about, whole and without what hangs on it."""

from collections.abc import Callable

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.antecedents import (
    PRONOUNS,
    body_before,
    is_doer,
    is_in_office,
    is_named_thing,
    is_passed_on,
    is_several,
    is_weather,
    person_befallen,
    speaker_of,
)
from briefgen.extract.phrasing.noun_phrases import (
    EDGES,
    POSSESSIVES,
    PREPOSITIONS,
    join_tokens,
)
from briefgen.extract.phrasing.relative_subjects import (
    names_people,
    owner_of,
)
from briefgen.extract.phrasing.subject_parts import (
    LONGEST_MEANT,
    is_adjective,
    is_story_begun,
    shorter_subject,
)
from briefgen.extract.phrasing.subject_ranges import subject_range
from briefgen.extract.phrasing.subject_tokens import is_no_doer, narrow_subject, subject_tokens, whole_subject
from briefgen.extract.phrasing.wording import person_meant

_POINTERS = frozenset({"this", "that", "these", "those", "such"})
_THING_REACH = 4
"""Sentences back within which `it` finds the thing it means."""
_MAX_SUBJECT = 80
_COUNT_REACH = 6
"""Tokens at the beginning of a subject within which its number stands."""
_LONGEST_OTHERS = 3
"""Words of those whom `others` goes on with."""
_INTRANSITIVE = load_words("titles", "intransitive")
_ABSTRACT = load_words("phrasing", "abstract")
_OWNED = load_words("phrasing", "owned")
_APPOINTING = frozenset({"declare", "name", "elect", "appoint", "proclaim", "crown", "vote"})
_COURTESIES = frozenset({"mr", "mrs", "ms", "miss"})
_MOST_WITH_NAME = 45
"""Code points of an office with its name: longer ones leave no room for what was done."""
_LONGEST_WHICH = 8
"""Tokens of the longest clause that tells who is meant, in a title."""
_NEAR_VERB = 3
"""Tokens before the verb within which such a name ends."""


def subject_mentions(context: Context, clause: Clause) -> list[int]:
    """Return the mentions in the whole subject of a clause."""
    found = subject_range(context, clause)
    return context.index.mentions_in(*found) if found is not None else []


def subject_counts(context: Context, clause: Clause) -> bool:
    """Tell whether the subject of a clause is a number of people or things."""
    found = subject_range(context, clause)
    if found is None:
        return False
    first, last = found
    reach = min(last, first + _COUNT_REACH)
    if context.index.low[first] == "the" and "and" in context.index.low[first:reach]:
        # `the captain and two of the crew`: known people, with others beside
        reach = context.index.low.index("and", first)
    return any(number >= 0 for number in context.quantity_at[first:reach])


def is_reduced(context: Context, clause: Clause) -> bool:
    """Tell whether a clause has a participle for its verb: `the curfew, declared on Monday, …`."""
    verb = clause.verb
    if verb is None or clause.subject is None or (verb.passive and clause.kind != "participial"):
        return False
    if clause.kind == "participial":
        above = context.index.clauses[clause.parent].verb if clause.parent is not None else None
        return verb.passive and verb.lemma not in _INTRANSITIVE and above is not None
    first, last = context.index.range_of(clause.subject)
    if context.index.low[first + 1 : first + 3] == ["of", "them"]:
        return False
    return (
        not clause.subject_inherited
        and verb.tense == "past"
        and verb.lemma not in load_words("verbs", "never_passive")
        and verb.last - verb.first == 1
        and last == verb.first - 1
        and context.index.low[last] == ","
        # `its envoy, Nimal Perera, handed over the aid`
        and not (first and context.index.low[first - 1] == "," and context.index.mention_at[first] >= 0)
        and verb.last < clause.last
        and (
            context.index.low[verb.last] in PREPOSITIONS
            or (verb.lemma in _APPOINTING and "," in context.index.low[verb.last : clause.last + 1])
        )
    )


def subject_words(context: Context, clause: Clause) -> str | None:
    """Return the subject of a clause as a title tells it; None where it cannot stand alone."""
    low = context.index.low
    found = whole_subject(context, clause)
    if found is None:
        return None
    first, last = found
    if is_story_begun(context, clause, first):
        return "It"
    if low[first] == "it" and is_weather(context, clause):
        # `It will rain until Friday, forecasters said`: nobody rains.
        return None
    if last - first == 1 and (meant := _meant_alone(context, clause, first)) is not None:
        return meant or None
    # `a day after that the minister resigned`
    first += clause.marker == "after" and low[first] == "that" and last - first > 1
    if low[last - 1] == "own":
        return None
    begin = _behind_possessive(context, first, last)
    owner = _owner_words(context, clause, first, begin, last)
    if owner is None:
        return None
    narrowed = narrow_subject(context, clause, begin, last)
    if narrowed is None or is_no_doer(context, *narrowed):
        return None
    kept = subject_tokens(context, clause, *narrowed)
    words = _told_words(context, narrowed[0], kept, owner) if kept else None
    if words is None:
        return None
    if which := _which_one(context, clause, narrowed[1]):
        return f"{words} {which}" if len(words) + len(which) <= _MOST_WITH_NAME else words
    name = _name_behind(context, clause, narrowed[1])
    return f"{words}, {name}," if name and len(words) + len(name) <= _MOST_WITH_NAME else words


def _meant_alone(context: Context, clause: Clause, token: int) -> str | None:
    """Return what a subject of one word means; "" where that cannot be told, None where it says so itself."""
    word = context.index.low[token]
    if word in {"he", "she", "it", "they"}:
        speaker = speaker_of(context, clause, token)
        if word == "it" and is_passed_on(context, token):
            speaker = meant_by(context, token, clause) or speaker
        if speaker is not None:
            return speaker if speaker.split()[0].lower() not in POSSESSIVES else ""
    if (meant := meant_by(context, token, clause)) is not None:
        return meant
    if word in {"he", "she"}:
        return ""
    return (_others_of(context, clause) or "") if word == "others" else None


def _behind_possessive(context: Context, first: int, last: int) -> int:
    """Return where a subject goes on behind a possessive: `its own | air force`."""
    low = context.index.low
    if low[first] not in POSSESSIVES:
        return first
    first += 1
    return first + (low[first] == "own" and first + 1 < last)


def _owner_words(context: Context, clause: Clause, first: int, begin: int, last: int) -> str | None:
    """Return what stands for a possessive before a subject; "" where there is none, None where it is not known.

    Args:
        context: the article's layers.
        clause: the clause of the subject.
        first: the first token of the subject.
        begin: the first one behind its possessive.
        last: the token behind the subject.
    """
    low, owner = context.index.low, ""
    if low[first] in POSSESSIVES:
        # `Its application starts on Sunday`: of what?
        owner = (
            "" if low[last - 1] in load_words("titles", "unowned") else _owner(context, clause, first) or ""
        )
        if not owner:
            return None
    if begin and low[begin - 1] == "whose":
        return (owner_of(context, clause) or None) if clause.kind == "relative" else None
    return owner


def _told_words(context: Context, first: int, kept: list[int], owner: str) -> str | None:
    """Return the words of a subject behind its owner, short enough for a title; None where they are not."""
    index = context.index
    if index.low[kept[0]] in _POINTERS and len(kept) > 1:
        # `ruled that Kamala Silva, who fled`
        named = index.mention_at[kept[1]] >= 0 and not is_adjective(context, kept[1])
        owner, kept = "" if named else "the", kept[1:]
    elif (
        kept[0] > first
        and index.low[kept[0] - 1].endswith(("'s", "’s"))
        and context.timex_at[kept[0] - 1] >= 0
    ):
        # `last Saturday's march brought`
        owner = owner or "the"
    words = _full_name(context, kept) or f"{owner} {join_tokens(context, kept)}".strip()
    if words.endswith(("'s", "’s")) or index.low[kept[0]] == "of":
        return None
    if kept[0] > 0 and index.low[kept[0] - 1] == "only" and context.quantity_at[kept[0]] >= 0:
        words = f"only {words}"
    while len(words) > _MAX_SUBJECT and (shorter := shorter_subject(words)) is not None:
        words = shorter
    return words if len(words) <= _MAX_SUBJECT else None


def _which_one(context: Context, clause: Clause, last: int) -> str:
    """Return the short clause that tells who is meant: `The man | who shot the mayor | was arrested`; "" if none."""
    index, verb = context.index, clause.verb
    if verb is None or clause.subject_inherited or clause.kind not in {"main", "coordinate", "that"}:
        return ""
    if not 2 < verb.first - last <= _LONGEST_WHICH or index.low[last] != "who":
        return ""
    inner = index.clauses[index.verb_at[last + 1]] if index.verb_at[last + 1] >= 0 else None
    tokens = range(last, verb.first)
    plain = all(
        context.timex_at[t] < 0
        and index.low[t] not in MARKS | PRONOUNS - {"who"}
        and (index.verb_at[t] < 0 or index.clauses[index.verb_at[t]].first >= last)
        for t in tokens
    )
    if inner is None or inner.kind != "relative" or inner.first != last or index.mention_at[last - 1] >= 0:
        return ""
    return index.words(last, verb.first) if plain else ""


def _name_behind(context: Context, clause: Clause, last: int) -> str:
    """Return the name that tells between commas who is meant: `The envoy, | Nimal Perera, | arrived`; "" if none."""
    index, verb, names = context.index, clause.verb, context.document.names
    if verb is None or clause.subject_inherited or last + 2 >= verb.first or index.low[last] != ",":
        return ""
    held = index.mention_at[last + 1]
    if held < 0 or names.entities[names.mentions[held].entity].type != "person":
        return ""
    end = index.mention_range[held][1]
    if index.low[end] != "," or verb.first - end > _NEAR_VERB or index.mention_at[last - 1] >= 0:
        return ""
    return index.words(last + 1, end)


def _full_name(context: Context, kept: list[int]) -> str | None:
    """Return the whole name for one with a courtesy: `Mr Perera`."""
    mention = context.index.mention_at[kept[-1]]
    if context.index.low[kept[0]].rstrip(".") not in _COURTESIES or mention < 0:
        return None
    names = context.document.names
    entity = names.entities[names.mentions[mention].entity]
    whole = entity.type == "person" and len(kept) <= _LONGEST_OTHERS + 1 and " " in entity.name
    return entity.name if whole else None


def meant_by(context: Context, token: int, clause: Clause) -> str | None:
    """Return what a pronoun means, in the source's words: a person by name, a thing by the subject told before."""
    low = context.index.low
    if low[token] in {"he", "she", "him", "her"}:
        entity = person_meant(context, token, clause.sentence)
        if entity is not None:
            return context.document.names.entities[entity].name
        return _subject_before(context, token, clause, is_in_office) if low[token] in {"he", "she"} else None
    if low[token] == "they":
        return _subject_before(context, token, clause, is_several)
    if low[token] != "it":
        return None
    if (same := _thing_in_sentence(context, token, clause)) is not None and is_doer(clause, same.split()):
        return same
    parent = context.index.clauses[clause.parent] if clause.parent is not None else None
    if clause.kind == "adverbial" and parent is not None and parent.subject is not None:
        first, last = context.index.range_of(parent.subject)
        if (first > clause.last - 1 and last - first > 1) or (
            last <= clause.first and parent.kind in {"main", "that", "coordinate"}
        ):
            # `Two days after it was agreed, the ceasefire …`, `The storm killed ten people when it struck`
            if not _ABSTRACT.isdisjoint(context.index.low[first : first + 2]):
                # `The fate of the crew was unknown a day after it sank`
                return None
            return subject_words(context, parent) if not context.index.low[last - 1].endswith("s") else None
    sentences = context.document.sentences
    for other in range(clause.sentence - 1, max(-1, clause.sentence - _THING_REACH), -1):
        here = sentences[other]
        if here.paragraph != sentences[clause.sentence].paragraph:
            return None
        if "it" in low[here.first : here.last]:
            # One thing stays in the focus of a paragraph.
            continue
        if (label := _label(context, other)) is not None:
            return label
        main = context.index.clauses[context.index.clauses_of[other][0]]
        subject = subject_words(context, main) if main.kind == "main" else None
        words = subject.split() if subject is not None else []
        if words and not is_doer(clause, words):
            return body_before(context, clause)
        if len(words) in {2, 3} and words[0].lower() in {"the", "a", "an"} and words[-1].islower():
            thing = not words[-1].endswith("s") and not names_people(words[-1])
            return " ".join(["the", *words[1:]]) if thing else None
        return subject if is_named_thing(context, main, words) else None
    return None


def _label(context: Context, sentence: int) -> str | None:
    """Return the thing that labels a paragraph: `The building. It went up in 2006`."""
    here = context.document.sentences[sentence]
    first, last = context.index.trim(here.first, here.last, marks=EDGES)
    words = context.index.words(first, last).split()
    if len(words) not in {2, 3} or words[0] != "The" or context.index.has_verb(first, last):
        return None
    thing = words[-1].islower() and not words[-1].endswith("s") and not names_people(words[-1])
    return " ".join(["the", *words[1:]]) if thing else None


def _thing_in_sentence(context: Context, token: int, clause: Clause) -> str | None:
    """Return the thing that a sentence is about from the first: `the river rose, and on Monday it crested`."""
    if clause.kind not in {"main", "coordinate"} or clause.verb is None or token >= clause.verb.first:
        return None
    mains = [
        other
        for k in context.index.clauses_of[clause.sentence]
        if (other := context.index.clauses[k]).kind in {"main", "coordinate"} and other.verb is not None
    ]
    first = mains[0] if mains else clause
    if first is clause or first.verb is None or first.verb.first >= token or first.subject is None:
        return None
    subjects = {one.subject for one in mains if one is not clause and one.first <= token and one.subject}
    own = [one for one in subjects if one.of(context.text).lower() != "it"]
    words = (subject_words(context, first) or "").split()
    if len(own) != 1 or len(words) not in {2, 3} or words[0].lower() not in {"the", "a", "an"}:
        return None
    thing = words[-1].islower() and not words[-1].endswith("s") and not names_people(words[-1])
    return " ".join(["the", *words[1:]]) if thing else None


def _subject_before(
    context: Context, token: int, clause: Clause, fits: Callable[[Context, list[str]], bool]
) -> str | None:
    """Return the subject of the sentence before, which a pronoun at the head of its sentence goes on with.

    Where a deed is the subject, `he` is whom it befell: `The arrest of the mayor led to protests. He was freed.`
    """
    here = context.document.sentences[clause.sentence]
    if clause.sentence == 0 or any(context.index.verb_at[t] >= 0 for t in range(here.first, token)):
        return None
    before = context.document.sentences[clause.sentence - 1]
    if before.paragraph != here.paragraph or clause.kind not in {"main", "coordinate"}:
        return None
    told = [
        subject
        for k in context.index.clauses_of[clause.sentence - 1]
        if (other := context.index.clauses[k]).kind in {"main", "coordinate", "that"}
        and not other.subject_inherited
        and other.verb is not None
        and (subject := subject_words(context, other)) is not None
    ]
    subjects = [subject for subject in told if fits(context, subject.split())]
    if not subjects and context.index.low[token] in {"he", "she"}:
        subjects = [" ".join(person) for one in told if (person := person_befallen(context, one.split()))]
    if len(set(subjects)) != 1 or len(subjects[0].split()) > LONGEST_MEANT:
        return None
    words = subjects[0].split()
    return " ".join(["the", *words[1:]]) if words[0].lower() in {"a", "an"} else subjects[0]


def _others_of(context: Context, clause: Clause) -> str | None:
    """Return who `others` are: the `protesters` of `Some protesters stormed the palace` in the sentence before."""
    clauses, sentences = context.index.clauses, context.document.sentences
    for sentence in range(clause.sentence, max(-1, clause.sentence - 2), -1):
        if sentences[sentence].paragraph != sentences[clause.sentence].paragraph:
            return None
        for k in reversed(context.index.clauses_of[sentence]):
            other = clauses[k]
            before = other.first < clause.first and other.kind in {"main", "coordinate"}
            if not before or other.subject_inherited or other.verb is None or other.subject is None:
                continue
            subject = subject_words(context, other)
            words = subject.split() if subject is not None else []
            while words and words[0].lower() in load_words("titles", "amounts"):
                words = words[1:]
            plain = 0 < len(words) <= _LONGEST_OTHERS and words[-1].islower() and words[-1].endswith("s")
            return " ".join(words) if plain and not set(words) & PREPOSITIONS else None
    return None


def _owner(context: Context, clause: Clause, first: int) -> str | None:
    """Return what stands for a possessive: the name of the person, the article for that of a thing (`its engine`)."""
    low = context.index.low
    if low[first] in {"his", "her"}:
        entity = person_meant(context, first, clause.sentence)
        if entity is not None:
            return context.document.names.entities[entity].name + "'s"
        # `his cabinet resigned`: whoever he is
        found = subject_range(context, clause)
        return "the" if found is not None and low[found[1] - 1] in _OWNED else None
    return "the"
