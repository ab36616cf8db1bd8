"""What is added to a title: names for pronouns, what an act was, as what somebody is named, where it was."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.complements import complement
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    TIME_OPENERS,
    is_noun_like,
    join_tokens,
    names_happening,
)
from briefgen.extract.phrasing.subjects import subject_mentions
from briefgen.extract.phrasing.title_fitting import MAX_TITLE
from briefgen.extract.phrasing.title_verbs import is_plural
from briefgen.extract.phrasing.wording import person_meant

CALLING = frozenset({"announce", "confirm", "present", "introduce", "unveil"})
"""Verbs behind which `as` tells what somebody becomes."""
_NAMING = frozenset({"name", "identify"}) | CALLING
_LONGEST_OFFICE = 8
"""Tokens of the longest office, with its `as`: `as the country's new leader`."""
_LONGEST_HAPPENING = 10


def sent_doing(context: Context, number: int, pieces: list[int]) -> list[int]:
    """Return what somebody is sent or left doing: `An alarm sent people (fleeing to the hills)`."""
    index = context.index
    verb, following = index.clauses[number].verb, number + 1
    if verb is None or verb.passive or verb.lemma not in {"send", "set", "leave", "keep"} or not pieces:
        return []
    if following >= len(index.clauses) or index.clauses[following].parent != number:
        return []
    other = index.clauses[following]
    if other.kind != "participial" or other.verb is None or other.verb.first != pieces[-1] + 1:
        return []
    if other.verb.passive or not index.low[other.verb.last - 1].endswith("ing"):
        return []
    return [*range(other.verb.first, other.verb.last), *complement(context, following)]


def by_doing(context: Context, number: int, pieces: list[int]) -> list[int]:
    """Return what an act was, told behind it: `acted swiftly on Friday, (suspending the country)`."""
    index = context.index
    clause = index.clauses[number]
    if any(index.verb_at[token] >= 0 for token in pieces):
        return []
    for k in index.clauses_of[clause.sentence]:
        other = index.clauses[k]
        if other.parent != number or other.kind != "participial" or other.verb is None or other.verb.passive:
            continue
        if index.low[other.first - 1] == "," and index.low[other.verb.last - 1].endswith("ing"):
            return [*range(other.verb.first, other.verb.last), *complement(context, k)]
    return []


def with_name(context: Context, clause: Clause, pieces: list[int]) -> list[int]:
    """Add as whom or what somebody is named, told behind an aside: `named the man (who killed six) as Nimal Perera`."""
    index, verb = context.index, clause.verb
    if verb is None or verb.lemma not in _NAMING or not pieces or "as" in (index.low[t] for t in pieces):
        return pieces
    if verb.lemma in CALLING and index.mention_at[pieces[-1]] < 0:
        return pieces
    last = context.document.sentences[clause.sentence].last
    at = next((k for k in range(pieces[-1] + 1, last - 1) if index.low[k] == "as"), last)
    held = index.mention_at[at + 1] if at + 1 < last else -1
    end = at + 1
    if held >= 0:
        while end < last and index.mention_at[end] == held:
            end += 1
    elif verb.lemma in CALLING:
        while (
            end < min(last, at + _LONGEST_OFFICE)
            and index.low[end] not in MARKS
            and context.timex_at[end] < 0
        ):
            end += 1
    return [*pieces, *range(at, end)] if end > at + 1 else pieces


def with_owner(context: Context, clause: Clause, subject: str, pieces: list[int], title: str) -> str | None:
    """Put a name, or the article, for `his` where it is not the subject's: `stormed (his) Nimal Vega's residence`.

    None where it is somebody's kin, and nobody knows whose.
    """
    low = context.index.low
    token = next((t for t in pieces if low[t] in {"his", "her"}), None)
    names = context.document.names
    suffered = token is not None and not load_words("titles", "suffered_nouns").isdisjoint(
        low[token + 1 : token + 3]
    )
    others = (
        suffered
        or is_plural(subject)
        or any(
            names.entities[names.mentions[m].entity].type == "organisation"
            for m in subject_mentions(context, clause)
        )
    )
    if token is None or not others or f" {low[token]} " not in title:
        return title
    if low[token] == "her" and not is_noun_like(context, token + 1):
        return title
    begin = context.document.sentences[clause.sentence].first
    known = not {"his", "her"} & set(low[begin:token])
    before, _, _ = title.partition(f" {low[token]} ")
    entity = person_meant(context, token, clause.sentence) if known else None
    if entity is not None and names.entities[entity].name.split()[-1] in before.split():
        # `an arms embargo on Vega and his men`
        return title
    if entity is not None:
        # `told (him) Boris Vega to his face`
        told = low[token] == "his" and " him " in f"{before} "
        own, name = (
            (" him ", names.entities[entity].name)
            if told
            else (f" {low[token]} ", f"{names.entities[entity].name}'s")
        )
        named = title.replace(own, f" {name} ", 1)
        if len(named) <= MAX_TITLE:
            return named
    if load_words("titles", "kin") & set(low[token + 1 : token + 4]):
        return None
    return title.replace(f" {low[token]} ", " the ", 1)


def with_place(context: Context, clause: Clause, title: str) -> str:
    """Add the place with which a clause opens (`In Galle shots were heard`), where the title has room and none."""
    index = context.index
    verb = clause.verb
    first = clause.first + (index.low[clause.first] in {"and", "but"})
    if verb is None or index.low[first] not in {"in", "near", "outside", "at"}:
        return title
    if (within := _happening_before(context, clause, first)) is not None:
        longer = f"{title} {within}"
        return longer if within not in title and len(longer) <= MAX_TITLE else title
    names, at, end = context.document.names, first + 1, first + 1
    while at < verb.first and (index.mention_at[at] >= 0 or index.low[at] in {"and", ",", "the"}):
        mention = index.mention_at[at]
        if mention >= 0:
            entity = names.entities[names.mentions[mention].entity]
            if entity.type != "place" or names.mentions[mention].adjective:
                break
            if index.tokens[index.mention_range[mention][1] - 1].norm.endswith(("'s", "’s")):
                # `In Galle, Lanka's capital, …`
                break
            end = index.mention_range[mention][1]
            at = end
            if index.low[at] not in {"and", ","} or index.mention_at[min(at + 1, verb.first)] < 0:
                break
        else:
            at += 1
    if end == first + 1 or end >= verb.first:
        return title
    if index.mention_at[end] >= 0 and index.tokens[end].norm[:1].isupper():
        # `In Northeastern Libya`
        end = index.mention_range[index.mention_at[end]][1]
    place = join_tokens(context, list(range(first, end)))
    named = index.words(first + 1, end)
    if named in title or len(title) + len(place) >= MAX_TITLE:
        return title
    return f"{title} {place[:1].lower()}{place[1:]}"


def _happening_before(context: Context, clause: Clause, first: int) -> str | None:
    """Return the happening in which a clause opens, before its day or a comma: `In a raid in Galle, ten died`."""
    low, verb = context.index.low, clause.verb
    if verb is None or low[first] != "in" or low[first + 1] not in {"a", "an", "one", "another"}:
        return None
    end = first + 1
    while end < verb.first and low[end] != "," and context.timex_at[end] < 0:
        end += 1
    while end > first and low[end - 1] in DANGLING | TIME_OPENERS:
        end -= 1
    if end - first > _LONGEST_HAPPENING or context.index.has_verb(first, end) or end >= verb.first:
        return None
    if low[end] not in {",", "on", "in", "at"} and context.timex_at[end] < 0:
        return None
    if not names_happening(context, first + 2, end):
        return None
    return join_tokens(context, list(range(first, end))).replace("In ", "in ", 1)
