"""Wording: titles and texts of items, made of the source's own words."""

from functools import cache, lru_cache

from briefgen.extract.context import Context
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_lexicon, load_words

_STOPWORDS = load_words("phrasing", "stopwords")


def text_of(context: Context, sentence: int) -> str:
    """Return a sentence as an item tells it: repaired, without the frame of an outlet that passes it on."""
    index = context.index
    here = context.document.sentences[sentence]
    first, last = here.first, here.last
    for number in context.attributions_of[sentence]:
        if context.cue_sentence[number] != sentence or not context.is_outlet(number):
            continue
        ranges = [r for r in context.content_ranges[number] if here.first <= r[0] and r[1] <= here.last]
        framed = [context.document.attributions[number].source, context.document.attributions[number].cue]
        leads = any(span is not None and index.range_of(span)[0] == here.first for span in framed)
        if not leads and context.document.attributions[number].lemma == "tell":
            # `…, its secretary, Bob Smith, told Reuters`: the outlet is spoken to, the speaker would stay behind.
            continue
        if len(ranges) != 1 or not (leads or ranges[0][0] <= here.first + 1):
            continue
        if ranges[0][1] - ranges[0][0] >= 5 and index.has_verb(*ranges[0]):
            begin, end = ranges[0]
            if index.low[begin] == "that":
                begin += 1
            first, last = begin, end
            break
    return _named(context, sentence, first, as_sentence(context, first, last))


def _named(context: Context, sentence: int, first: int, words: str) -> str:
    """Put the name for a leading `He` or `She`, so that the text stands alone."""
    index = context.index
    while first < len(index.low) and index.low[first] in {",", '"', "“", "—"}:
        first += 1
    pronoun = index.tokens[first].norm
    if pronoun not in {"He", "She"} or not words.startswith(pronoun + " "):
        return words
    entity = person_meant(context, first, sentence)
    if entity is None:
        return words
    return context.document.names.entities[entity].name + words[len(pronoun) :]


def person_meant(context: Context, token: int, sentence: int) -> int | None:
    """Return the person that `he` or `she` means: as its attribution has it, else the only one just before."""
    index = context.index
    for number in context.attributions_of[sentence]:
        attribution = context.document.attributions[number]
        if attribution.source == index.tokens[token].span:
            return attribution.speaker
    entities, mentions = context.document.names.entities, context.document.names.mentions
    paragraph = context.document.sentences[sentence].paragraph
    for other in range(sentence, max(-1, sentence - 3), -1):
        here = context.document.sentences[other]
        if here.paragraph != paragraph:
            he = index.low[token] in {"he", "him", "his"}
            return _person_above(context, other) if he and other == sentence - 1 else None
        people = {
            mentions[m].entity
            for m in index.mentions_in(here.first, min(here.last, token))
            if entities[mentions[m].entity].type == "person"
        }
        if people:
            return people.pop() if len(people) == 1 else _in_focus(context, token, sentence, other)
    return _only_person(context, sentence)


def _person_above(context: Context, sentence: int) -> int | None:
    """Return the one person of the sentence that ends the paragraph above, short headings between left aside.

    `… It is not known where Perera is. | Why now? | The party named him on 25 April.`
    """
    sentences, index = context.document.sentences, context.index
    entities, mentions = context.document.names.entities, context.document.names.mentions
    while sentence >= 0 and sentences[sentence].last - sentences[sentence].first <= _HEADING:
        sentence -= 1
    if sentence < 0:
        return None
    here = sentences[sentence]
    people = {
        mentions[m].entity
        for m in index.mentions_in(here.first, here.last)
        if entities[mentions[m].entity].type == "person"
    }
    return people.pop() if len(people) == 1 else None


_HEADING = 5
"""Tokens of the longest heading between two paragraphs."""


def _only_person(context: Context, sentence: int) -> int | None:
    """Return the one person whom a paragraph names, where a sentence goes on with `She` before this one.

    `Vega was buried on Friday. She had survived a first attack. The vote may be put off. Her father was shot in 1979.`
    """
    sentences, index = context.document.sentences, context.index
    entities, mentions = context.document.names.entities, context.document.names.mentions
    begin = sentence
    while begin > 0 and sentences[begin - 1].paragraph == sentences[sentence].paragraph:
        begin -= 1
    people = {
        mentions[m].entity
        for m in index.mentions_in(sentences[begin].first, sentences[sentence].first)
        if entities[mentions[m].entity].type == "person"
    }
    goes_on = any(index.low[sentences[k].first] in {"he", "she"} for k in range(begin + 1, sentence))
    return people.pop() if len(people) == 1 and goes_on else None


def _in_focus(context: Context, token: int, sentence: int, before: int) -> int | None:
    """Return whom the sentence before is about, where `he` opens the next one: its subject goes on."""
    index = context.index
    if before != sentence - 1 or token != context.document.sentences[sentence].first:
        return None
    clauses = index.clauses_of[before]
    verb = index.clauses[clauses[0]].verb if clauses else None
    if verb is None or index.clauses[clauses[0]].kind != "main":
        return None
    entities, mentions = context.document.names.entities, context.document.names.mentions
    first, last = context.document.sentences[before].first, verb.first
    people = [
        mentions[m].entity
        for m in index.mentions_in(first, last)
        if entities[mentions[m].entity].type == "person"
    ]
    possessed = any(word in {"'s", "’s"} or word.endswith(("'s", "’s")) for word in index.low[first:last])
    others = any(
        index.clauses[k].kind in {"main", "coordinate"}
        and not index.clauses[k].subject_inherited
        and (told := index.clauses[k].subject) is not None
        and any(
            entities[mentions[m].entity].type == "person" for m in index.mentions_in(*index.range_of(told))
        )
        for k in clauses[1:]
    )
    return people[0] if len(people) == 1 and not possessed and not others else None


def as_sentence(context: Context, first: int, last: int) -> str:
    """Return the tokens [first, last) as a sentence: balanced quotation marks, capital, full stop."""
    index = context.index
    while first < last and index.low[first] in {",", ";", ":", "—", "–", "-", ".", ")"}:
        first += 1
    while last > first and index.low[last - 1] in {",", ";", ":", "—", "–", "-", "("}:
        last -= 1
    if last <= first:
        return ""
    words = index.words(first, last)
    words = balanced(words)
    words = words[:1].upper() + words[1:]
    if words and words[-1] not in ".!?…" and not words.endswith(('."', ".”", '!"', '?"', "!”", "?”", ".»")):
        words += "."
    return words


def balanced(words: str) -> str:
    """Drop a quotation mark whose partner the cut left behind."""
    if words.count('"') % 2:
        at = words.find('"') if words.startswith('"') or not words.endswith('"') else words.rfind('"')
        words = words[:at] + words[at + 1 :]
    for opener, closer in (("“", "”"), ("«", "»"), ("(", ")")):
        if words.count(opener) > words.count(closer):
            at = words.rfind(opener)
            words = words[:at] + words[at + 1 :]
        elif words.count(closer) > words.count(opener):
            at = words.find(closer)
            words = words[:at] + words[at + 1 :]
    return " ".join(words.split())


@cache
def _alike() -> dict[str, str]:
    return {stem(word): group[0] for group in load_lexicon("events")["alike"] for word in group}


def key_of(word: str) -> str:
    """Return the stem of a word, the same one for words that tell the same thing (`start`, `begin`)."""
    stemmed = stem(word)
    return _alike().get(stemmed, stemmed)


def keys_of(context: Context, first: int, last: int) -> list[str]:
    """Return the stems of the content words in the tokens [first, last), sorted, each once; times are left out."""
    index = context.index
    found: set[str] = set()
    for token in range(first, last):
        word = index.low[token]
        if context.timex_at[token] >= 0 or word in _STOPWORDS or word in MARKS:
            continue
        if len(word) < 3 and not word.isdigit():
            continue
        found.add(key_of(word))
    return sorted(found)


def keys_in(words: str) -> set[str]:
    """Return the stems of the content words of a title or a name."""
    return {
        key_of(low)
        for word in words.split()
        if (low := word.lower().strip(".,;:\"“”'()")) not in _STOPWORDS and (len(low) > 2 or low.isdigit())
    }


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a rough stem: possessives, plurals and the commonest endings of verbs off."""
    for tail in ("'s", "’s", "s'", "s’"):
        word = word.removesuffix(tail)
    for tail, least in (
        ("ations", 4),
        ("ation", 4),
        ("ings", 4),
        ("ing", 4),
        ("ies", 3),
        ("ers", 4),
        ("ors", 4),
        ("ed", 3),
        ("es", 4),
        ("er", 4),
        ("or", 4),
        ("s", 3),
        ("ly", 4),
        ("e", 4),
    ):
        if word.endswith(tail) and len(word) - len(tail) >= least:
            word = word[: -len(tail)] + ("y" if tail == "ies" else "")
            break
    return word


def names_in(context: Context, first: int, last: int) -> list[str]:
    """Return the names of the entities mentioned in the tokens [first, last), sorted, each once."""
    names = context.document.names
    return sorted(
        {names.entities[names.mentions[m].entity].name for m in context.index.mentions_in(first, last)}
    )
