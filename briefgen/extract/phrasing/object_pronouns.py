"""Pronouns for objects: what `it`, `them`, `him` and `her` behind a verb mean, in words that the text has before."""

from collections.abc import Iterator

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.complements import complement, is_her_alone
from briefgen.extract.phrasing.noun_phrases import (
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    is_noun_like,
    join_tokens,
)
from briefgen.extract.phrasing.relative_subjects import is_human, names_people
from briefgen.extract.phrasing.subjects import subject_mentions, subject_words
from briefgen.extract.phrasing.wording import person_meant

OBJECTS = frozenset({"it", "them", "him", "her"})
_REACH = 4
"""Sentences back within which what goes on as `it` was named."""
_LONGEST = 6
"""Words of the longest thing that a pronoun is replaced by."""
_BARE = 2
"""Words of the longest thing without an article: `martial law`."""
_LONGEST_NAME = 3
_MOVING = load_words("phrasing", "moving")
"""Verbs whose object is only where somebody or something went."""
_FIGHTING = load_words("phrasing", "fighting")
"""What is done to people rather than to things."""
_ABSTRACT = load_words("phrasing", "abstract")
_ADVERBS = frozenset({"just", "only", "even", "about", "almost", "nearly"})
_OTHERS = frozenset({"more", "other", "another", "further", "additional"})


def object_meant(context: Context, clause: Clause, token: int) -> str | None:
    """Return what the pronoun that is the object of a clause means; None where it could mean two things or none.

    A person by name or office (`charged (her) Amina Perera`). A thing by what the clause before did something to
    (`seized the town … retook (it) the town`), never by who did it; by what it was about where it has no object.
    """
    word = context.index.low[token]
    if word in {"him", "her"}:
        if word == "her" and not is_her_alone(context, token):
            return None
        entity = person_meant(context, token, clause.sentence)
        if entity is not None:
            mentions = context.document.names.mentions
            own = {mentions[m].entity for m in subject_mentions(context, clause)}
            return context.document.names.entities[entity].name if entity not in own else None
    own_words = (subject_words(context, clause) or "").lower()
    found = {words for words in _told_before(context, clause, word) if words.lower() != own_words}
    return found.pop() if len(found) == 1 else None


def _told_before(context: Context, clause: Clause, word: str) -> Iterator[str]:
    """Yield what a pronoun can mean: things of the clauses before in its sentence, else of the sentence before."""
    index, sentences = context.index, context.document.sentences
    here = False
    lemma = clause.verb.lemma if clause.verb is not None else ""
    people = word == "them" and lemma in load_words("titles", "befalling_people") | _FIGHTING
    for number in index.clauses_of[clause.sentence]:
        other = index.clauses[number]
        if other is clause or other.first >= clause.first or other.verb is None:
            continue
        for found in _things_of(context, number, word, people):
            here = True
            yield found
    if here:
        return
    for sentence in range(clause.sentence - 1, max(-1, clause.sentence - _REACH), -1):
        if sentences[sentence].paragraph != sentences[clause.sentence].paragraph:
            return
        for number in index.clauses_of[sentence]:
            yield from _things_of(context, number, word, people)
        if word not in index.low[sentences[sentence].first : sentences[sentence].last]:
            return


def _things_of(context: Context, number: int, word: str, people: bool) -> Iterator[str]:
    """Yield the object of a clause, where it fits a pronoun; its subject where it has no object.

    Both where `them` may be `people` as well.
    """
    clause = context.index.clauses[number]
    tokens = complement(context, number)
    phrase = _object_phrase(context, tokens)
    moves = clause.verb is not None and clause.verb.lemma in _MOVING
    if phrase and not moves:
        if (
            not _is_joined(context, phrase[-1] + 1)
            and (found := _as_known(context, phrase, word)) is not None
        ):
            yield found
            if not people or is_human(context, phrase[0], phrase[-1] + 1):
                return
            # `Rebels attacked the villages. Soldiers drove them back`: either of them
        elif word != "them":
            return
    if clause.subject is None or clause.subject_inherited:
        return
    words = (subject_words(context, clause) or "").split()
    if 0 < len(words) <= _LONGEST and not (PREPOSITIONS - {"of"}) & {one.lower() for one in words}:
        first, _ = context.index.range_of(clause.subject)
        named = context.index.mention_at[first] >= 0 and all(one[:1].isupper() for one in words)
        found = _name(context, first, words, word) if named else _known_by(words, word)
        if found is not None:
            yield found


def _is_joined(context: Context, token: int) -> bool:
    """Tell whether another thing stands beside an object: `the bridge and the road`; a name tells who they were."""
    low = context.index.low
    return low[token] == "and" or (low[token] == "," and context.index.mention_at[token + 1] < 0)


def _object_phrase(context: Context, tokens: list[int]) -> list[int]:
    """Return the tokens of the noun phrase right behind a verb; empty where there is none."""
    index = context.index
    phrase: list[int] = []
    for token in tokens:
        if not phrase and index.low[token] in _ADVERBS:
            return []
        if index.low[token] in (PREPOSITIONS - {"of"}) | MARKS | {"and", "that", "to"}:
            break
        if index.verb_at[token] >= 0 or not is_noun_like(context, token):
            return phrase
        phrase.append(token)
    return phrase


def _as_known(context: Context, phrase: list[int], word: str) -> str | None:
    """Return an object as it is spoken of again: `a decree` becomes `the decree`, `Galle` stays."""
    mention = context.index.mention_at[phrase[0]]
    words = join_tokens(context, phrase).split()
    if mention >= 0 and all(context.index.mention_at[token] == mention for token in phrase):
        return _name(context, phrase[0], words, word)
    return _known_by(words, word) if len(phrase) <= _LONGEST else None


def _name(context: Context, token: int, words: list[str], word: str) -> str | None:
    """Return a name that `it` can mean: of a place, a body or a ship, not of a person."""
    names = context.document.names
    kind = names.entities[names.mentions[context.index.mention_at[token]].entity].type
    return " ".join(words) if word == "it" and kind != "person" and len(words) <= _LONGEST_NAME else None


def _known_by(words: list[str], word: str) -> str | None:
    """Return words with `the` where a pronoun can mean them: in number, and a person or a thing."""
    words = [one for one in words if one not in _OTHERS]
    low = [one.lower() for one in words]
    if not words:
        return None
    head = next((at for at, one in enumerate(low) if at and one == "of"), len(low)) - 1
    noun, opens = low[head], low[0]
    if (
        not words[head][:1].islower()
        or noun in OBJECTS | _ABSTRACT
        or noun in load_words("titles", "pronouns")
    ):
        return None
    several = _is_several(noun)
    person = names_people(noun)
    if (word == "them") != several or (word in {"him", "her"}) != (person and not several):
        return None
    if opens in DETERMINERS | POSSESSIVES:
        rest = words[1:]
        return " ".join(["the", *rest]) if rest else None
    if several:
        return " ".join(["the", words[0].lower(), *words[1:]])
    return " ".join(low) if len(words) <= _BARE and not person and low == words else None


def _is_several(noun: str) -> bool:
    if noun in load_words("clauses", "plurals") | load_words("events", "crowds") | {"people", "men", "women"}:
        return True
    plural = noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s", "’s"))
    return plural and noun not in _ONE_OR_MORE


_ONE_OR_MORE = frozenset(
    {"barracks", "headquarters", "series", "crossroads", "works", "means", "gallows", "news"}
)
