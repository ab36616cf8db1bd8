"""Subjects of relative clauses and participles: which noun before them is meant (`a man with a knife who …`)."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import (
    DASHES,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    is_noun_like,
    join_tokens,
)

_MOST_CHUNKS = 4
"""Nouns with what hangs on them that are looked through from the clause backwards."""
_PARTS = load_words("titles", "parts_of_several")


def meant_before(context: Context, clause: Clause, opener: Clause) -> tuple[int, int] | None:
    """Return the person whom `who` means, as a range of tokens; empty where it could be two, None where unknown.

    Args:
        context: the article's layers.
        clause: the clause whose subject is looked for.
        opener: the relative clause; the same, or the one that the clause goes on with.

    `a man with a knife who …` is a man; `a single case, a nurse who …` a nurse; `Nimal Perera, a clerk who …` Perera;
    `the wife of the mayor, who …` nobody knows.
    """
    if opener.marker != "who" or opener.first == 0:
        return None
    low = context.index.low
    aside = low[opener.first - 1] in {",", *DASHES}
    end = opener.first - aside
    chunks = _chunks(context, end, clause)
    if not chunks:
        return None
    first, last = chunks[0]
    if not aside and first > 1 and low[first - 1] == "," and low[first] in {"a", "an", "the"}:
        # An apposition: the name before it is told, else what it says.
        named = first - 2
        if context.index.low[named].isdigit() and context.index.low[named - 1] == ",":
            named -= 2
        mention = context.index.mention_at[named]
        if mention >= 0 and _is_person(context, named):
            return context.index.mention_range[mention]
        return (first, last) if is_human(context, first, last) else None
    if aside and (beside := _name_beside(context, chunks[-1][0])) is not None:
        # `Nimal Perera, the head of its aid agency, who …`
        return beside
    if len(chunks) == 1:
        return None
    humans = [chunk for chunk in chunks if is_human(context, *chunk)]
    if not humans:
        return (0, 0) if low[first - 1] in {"with", "in", "on", "near", "at"} else None
    if aside and len(humans) > 1 and humans[0] == chunks[0] and low[first - 1] == "of":
        part = low[humans[1][1] - 1] in _PARTS or context.quantity_at[humans[1][1] - 1] >= 0
        return None if part else (0, 0)
    if not aside and (beside := _name_beside(context, humans[0][0])) is not None:
        return beside
    if low[humans[0][0] - 1] == "of":
        owner = next((chunk for chunk in chunks if chunk[1] == humans[0][0] - 1), None)
        if owner is not None and _is_part(context, owner):
            return owner[0], end
    return humans[0][0], end if humans[0] != chunks[0] else humans[0][1]


def relative_above(context: Context, clause: Clause) -> Clause:
    """Return the relative clause that a clause goes on with (`a ferry that capsized and sank`), else the clause."""
    above = context.index.clauses[clause.parent] if clause.parent is not None else clause
    joined = clause.kind == "coordinate" and clause.subject_inherited and above.kind == "relative"
    return above if joined else clause


def _name_beside(context: Context, first: int) -> tuple[int, int] | None:
    """Return the name before a comma that an apposition describes; None where there is none."""
    low = context.index.low
    if (
        first < 2
        or low[first - 1] != ","
        or low[first] not in {"a", "an", "the", "its", "his", "her", "their"}
    ):
        return None
    mention = context.index.mention_at[first - 2]
    return context.index.mention_range[mention] if mention >= 0 else None


def nearest_thing(context: Context, clause: Clause, first: int, last: int) -> tuple[int, int]:
    """Return the noun that a participle right behind it belongs to: `a memorial for (the 40 miners) killed in 2014`.

    The whole phrase where its last noun cannot be meant: `dozens of houses destroyed`, `the head of the agency sacked`,
    `the president of Kenya ousted`.
    """
    low = context.index.low
    chunks = [chunk for chunk in _chunks(context, last, clause) if chunk[0] >= first]
    if len(chunks) < 2 or clause.verb is None:
        return first, last
    human = clause.verb.lemma in load_words("titles", "befalling_people")
    begin, end = next((chunk for chunk in chunks if not human or is_human(context, *chunk)), (first, last))
    if begin == first or (context.index.mention_at[end - 1] >= 0 and not _is_person(context, end - 1)):
        return first, last
    for above in chunks:
        if above[1] == begin - 1 and low[begin - 1] == "of" and _is_part(context, above):
            begin = above[0]
    return begin, last


def goes_with_thing(context: Context, clause: Clause, opener: Clause) -> tuple[int, int] | None:
    """Return the thing that overturned or sank, where people stand before `that`: `a bus with pilgrims that …`."""
    if opener.marker not in {"that", "which"} or clause.verb is None:
        return None
    if clause.verb.passive or clause.verb.lemma not in load_words("titles", "befalling_things"):
        return None
    aside = context.index.low[opener.first - 1] in {",", *DASHES}
    chunks = _chunks(context, opener.first - aside, clause)
    if chunks and not is_human(context, *chunks[0]) and any(is_human(context, *c) for c in chunks[1:]):
        # `the crew of a trawler that sank`
        return chunks[0]
    if not chunks or not is_human(context, *chunks[0]):
        return None
    if len(chunks) < 2 or is_human(context, *chunks[1]):
        # `A train carrying soldiers that derailed`: no people do that.
        return 0, 0
    return chunks[1][0], chunks[0][1]


def _is_part(context: Context, chunk: tuple[int, int]) -> bool:
    """Tell whether a phrase before `of` only says how many: `dozens (of)`, `two (of)`, `a group (of)`."""
    token = chunk[1] - 1
    return context.index.low[token] in _PARTS or context.quantity_at[token] >= 0


def _chunks(context: Context, end: int, clause: Clause) -> list[tuple[int, int]]:
    """Return the noun phrases that prepositions join before a token, the nearest first."""
    index = context.index
    begin = context.document.sentences[clause.sentence].first
    found: list[tuple[int, int]] = []
    at = end
    while at > begin and len(found) < _MOST_CHUNKS:
        first = at
        while first > begin and _belongs(context, first - 1):
            first -= 1
            if index.low[first] in DETERMINERS | POSSESSIVES and index.low[first] != "most":
                break
        if first == at:
            break
        found.append((first, at))
        if first == begin or index.low[first - 1] not in PREPOSITIONS or context.timex_at[first - 1] >= 0:
            break
        at = first - 1
        while at > begin and context.timex_at[at - 1] >= 0:
            at -= 1
    return found


def _belongs(context: Context, token: int) -> bool:
    if context.index.low[token] in ENDS | {"of"}:
        return False
    return is_noun_like(context, token) or context.quantity_at[token] >= 0


def _is_person(context: Context, token: int) -> bool:
    names = context.document.names
    mention = context.index.mention_at[token]
    return mention >= 0 and names.entities[names.mentions[mention].entity].type == "person"


def is_human(context: Context, first: int, last: int) -> bool:
    """Tell whether a noun phrase is about people: by a name, an office, or what people are called."""
    if _is_person(context, last - 1):
        return True
    return context.index.mention_at[last - 1] < 0 and names_people(context.index.low[last - 1])


@cache
def names_people(word: str) -> bool:
    """Tell whether a noun in lower case is what people are called: `clerk`, `miners`, `president`."""
    if word in load_words("titles", "not_people"):
        return False
    humans = load_words("events", "humans") | load_words("mentions", "roles") | load_words("titles", "people")
    if word in humans or word in load_words("events", "crowds"):
        return True
    if word.endswith("s") and word[:-1] in humans:
        return True
    return word.endswith(_CALLED)


_CALLED = ("man", "men", "woman", "women", "ist", "ists", "person", "persons", "ian", "ians", "eer", "eers")


def owner_of(context: Context, clause: Clause) -> str | None:
    """Return whose the subject of a clause is: `Nimal Perera, whose party …`, `the mosque, whose roof …`."""
    low = context.index.low
    if clause.marker != "whose" or clause.first == 0:
        return None
    aside = low[clause.first - 1] in {",", *DASHES}
    chunks = _chunks(context, clause.first - aside, clause)
    if not chunks:
        return None
    first, last = chunks[0]
    if (named := _name_beside(context, chunks[-1][0])) is not None:
        first, last = named
    elif len(chunks) > 1 and (aside or not is_human(context, first, last)):
        # `the wife of the mayor, whose house was burned`
        return None
    if last - first > _LONGEST_OWNER:
        return None
    mention = context.index.mention_at[last - 1]
    if mention >= 0 and _is_person(context, last - 1):
        names = context.document.names
        words = names.entities[names.mentions[mention].entity].name
    else:
        words = without_capital(context, list(range(first, last)))
    return f"{words}'" if words.endswith("s") else f"{words}'s"


def without_capital(context: Context, tokens: list[int]) -> str:
    """Return tokens as text within a title: an article that opened a sentence loses its capital."""
    words = join_tokens(context, tokens)
    small = context.index.low[tokens[0]] in DETERMINERS and context.index.mention_at[tokens[0]] < 0
    return words[:1].lower() + words[1:] if small else words


_LONGEST_OWNER = 5
"""Tokens of the longest owner that a title names."""
