"""Wording: titles and texts of items, made of the source's own words."""

from functools import cache

from briefgen.extract.frames import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.model.span import Span

MAX_TITLE = 90
"""Longest title, in code points."""
_PRONOUNS = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "we",
        "i",
        "you",
        "one",
        "some",
        "others",
        "both",
        "there",
        "what",
    }
)
_PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "by",
        "from",
        "for",
        "with",
        "of",
        "to",
        "during",
        "after",
        "before",
        "since",
        "until",
        "near",
        "against",
        "over",
        "under",
        "through",
        "across",
        "into",
        "about",
        "as",
        "amid",
        "despite",
        "following",
    ]
)
_TIME_OPENERS = frozenset(
    {
        "on",
        "in",
        "at",
        "by",
        "since",
        "until",
        "from",
        "during",
        "early",
        "late",
        "earlier",
        "later",
        "about",
        "around",
        "of",
        "the",
        "before",
        "after",
        "shortly",
        "as",
        "already",
        "still",
        "this",
    }
)
_DANGLING = _PREPOSITIONS | {
    "and",
    "or",
    "but",
    "the",
    "a",
    "an",
    "that",
    "which",
    "who",
    "its",
    "their",
    "his",
    "her",
    "also",
    "then",
    "while",
    "when",
    ",",
}
_LEADING = frozenset(
    {
        "and",
        "but",
        "or",
        "alone",
        "also",
        "then",
        "there",
        "meanwhile",
        "earlier",
        "later",
        "now",
        "still",
        "however",
        "so",
        "yet",
        "thereupon",
        "afterwards",
        "soon",
    }
)
_POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "own"})
_QUALIFYING = frozenset(
    {"about", "around", "nearly", "almost", "some", "over", "than", "more", "least", "at"}
)
_ZONES = frozenset({"utc", "gmt", "est", "edt", "cet", "cest", "msk", "bst", "pst", "pdt"})
_CONJUNCTIONS = frozenset(
    {
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "while",
        "when",
        "where",
        "because",
        "as",
        "if",
        "although",
        "though",
        "so",
        "than",
        "also",
        "then",
        "not",
    }
)
_STOPWORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "by",
        "with",
        "from",
        "that",
        "which",
        "who",
        "has",
        "have",
        "had",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "also",
        "as",
        "it",
        "its",
        "this",
        "his",
        "her",
        "their",
        "they",
        "he",
        "she",
        "them",
        "him",
        "not",
        "no",
        "but",
        "after",
        "before",
        "over",
        "into",
        "more",
        "than",
        "some",
        "all",
        "out",
        "up",
        "about",
        "said",
        "say",
        "says",
        "told",
        "tell",
        "will",
        "would",
        "could",
        "can",
        "may",
        "might",
        "when",
        "while",
        "where",
        "what",
        "there",
        "these",
        "those",
        "one",
        "two",
        "first",
        "other",
        "others",
        "another",
        "both",
        "only",
        "then",
        "now",
        "so",
        "since",
        "until",
        "during",
        "between",
        "through",
        "against",
        "many",
        "most",
        "people",
        "very",
        "reported",
        "report",
        "according",
    ]
)


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
            return None
        people = {
            mentions[m].entity
            for m in index.mentions_in(here.first, min(here.last, token))
            if entities[mentions[m].entity].type == "person"
        }
        if people:
            return people.pop() if len(people) == 1 else None
    return None


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
    words = _balanced(words)
    words = words[:1].upper() + words[1:]
    if words and words[-1] not in ".!?…" and not words.endswith(('."', ".”", '!"', '?"', "!”", "?”", ".»")):
        words += "."
    return words


def _balanced(words: str) -> str:
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


def title_of(context: Context, number: int, *, whole: bool = False) -> str | None:
    """Make a short title of a clause: subject and verb phrase, without times, asides and what hangs on it.

    Args:
        context: the article's layers.
        number: index of the clause.
        whole: whether it needs a complement: `The agency announced` tells nothing.

    Returns:
        At most 90 code points, not cut within a thought; None where the clause has no subject that can stand alone.
    """
    index = context.index
    clause = index.clauses[number]
    if clause.verb is None:
        return None
    subject = _subject(context, clause)
    if subject is None:
        return None
    verb = [t for t in range(clause.verb.first, clause.verb.last) if context.timex_at[t] < 0]
    verb = [
        t
        for t in verb
        if index.low[t] not in {"also", "then", "subsequently", "now", "already", "later", "meanwhile"}
    ]
    if not verb:
        return None
    pieces = _complement(context, number)
    if pieces and index.low[pieces[0]] in {"it", "them", "this", "that"} and len(pieces) < 8:
        return None
    if whole and len(pieces) < 2:
        return None
    return _fit(context, subject, verb, pieces)


def _subject(context: Context, clause: Clause) -> str | None:
    index = context.index
    found = _subject_range(context, clause)
    if found is None:
        return None
    first, last = found
    if last - first == 1 and index.low[first] in {"he", "she", "it", "they"}:
        speaker = _speaker_of(context, clause, first)
        if speaker is not None:
            return speaker
    if last - first == 1 and index.low[first] in {"he", "she"}:
        entity = person_meant(context, first, clause.sentence)
        return context.document.names.entities[entity].name if entity is not None else None
    if index.low[first] in _POSSESSIVES - {"its", "their"} or index.low[last - 1] == "own":
        return None
    if clause.kind == "relative" and last - first > 6 and index.low[clause.first - 1] != ",":
        # `the toll in the earthquake that struck Nepal`: what stands right before the clause struck.
        for token in range(last - 1, first, -1):
            if index.low[token] in _PREPOSITIONS and index.mention_at[token] < 0:
                first = token + 1
                break
    if {"them", "which", "whom"} & set(index.low[first:last]):
        return None
    if set(index.low[first : min(last, first + 3)]) & frozenset(load_phrases("events", "not_subjects")):
        return None
    if index.low[first] in _PRONOUNS - {"some", "both", "one", "this", "these", "those", "that"}:
        return None
    if last - first == 1 and index.low[first] in _PRONOUNS:
        return None
    end = first
    while end < last:
        word = index.low[end]
        aside = word in {",", "—", "–"} and not _is_list(context, end, last)
        if (
            word == "("
            or aside
            or (word in {"who", "whom", "which", "whose", "where", "that"} and end > first)
        ):
            break
        end += 1
    kept = [t for t in range(first, end) if context.timex_at[t] < 0]
    while len(kept) > 1 and index.low[kept[0]] in _LEADING:
        kept = kept[1:]
    while kept and index.low[kept[-1]] in _DANGLING:
        kept.pop()
    if not kept:
        return None
    if all(context.quantity_at[token] >= 0 for token in kept):
        return None
    words = _join(context, kept)
    if words.endswith(("'s", "’s")):
        return None
    return words if len(words) <= 70 else None


def _speaker_of(context: Context, clause: Clause, token: int) -> str | None:
    """Return who speaks, for the pronoun in `the agency announced that it had opened an inquiry`."""
    for number in context.governing(token, token + 1)[:1]:
        attribution = context.document.attributions[number]
        if context.cue_sentence[number] != clause.sentence or attribution.source is None:
            continue
        if attribution.speaker is not None:
            return context.document.names.entities[attribution.speaker].name
        first, last = context.index.range_of(attribution.source)
        words = context.index.words(first, last)
        return words if last - first <= 5 and "," not in words else None
    return None


def subject_mentions(context: Context, clause: Clause) -> list[int]:
    """Return the mentions in the whole subject of a clause."""
    found = _subject_range(context, clause)
    return context.index.mentions_in(*found) if found is not None else []


def _subject_range(context: Context, clause: Clause) -> tuple[int, int] | None:
    """Return the whole subject before the verb, where the clause has only its last noun, or an object behind."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return None
    if clause.subject is not None and clause.subject_inherited:
        return index.trim(*index.range_of(clause.subject), marks=",;:.—–-\"“”''``")
    if clause.subject is not None:
        first, last = index.range_of(clause.subject)
        first, last = index.trim(first, last, marks=",;:.—–-\"“”''``")
        if last <= first:
            return None
        if first < verb.first:
            return _widened(context, clause, first, last)
    # `On Wednesday President X had declared …`
    first = verb.first
    begin = context.document.sentences[clause.sentence].first
    while first > begin and _is_noun_like(context, first - 1):
        first -= 1
    if first > begin and index.low[first - 1] in _PREPOSITIONS and context.timex_at[first - 1] < 0:
        return None
    return (first, verb.first) if first < verb.first and index.low[first] not in _PREPOSITIONS else None


def _widened(context: Context, clause: Clause, first: int, last: int) -> tuple[int, int] | None:
    """Take in what a subject was cut from: `armed attacks, looting and arson`; None inside a name."""
    index = context.index
    begin = context.document.sentences[clause.sentence].first
    mention = index.mention_at[first]
    if mention >= 0 and index.mention_range[mention][0] < first:
        return None
    while first > begin and (
        context.quantity_at[first - 1] >= 0
        or (index.low[first - 1] in _QUALIFYING and context.quantity_at[first] >= 0)
    ):
        first -= 1
    if first == begin or index.low[first - 1] in MARKS or context.timex_at[first - 1] >= 0:
        return first, last
    opens_sentence = not index.has_verb(begin, first - 1)
    if index.low[first - 1] in {"and", "or"} and (clause.first < first - 1 or opens_sentence):
        at = first - 1
        while (
            at > begin
            and index.verb_at[at - 1] < 0
            and context.timex_at[at - 1] < 0
            and index.low[at - 1] not in ENDS | {";", ":", "that"}
        ):
            at -= 1
        while at < first and index.low[at] in MARKS:
            at += 1
        return at, last
    if (
        index.verb_at[first - 1] < 0
        and _is_noun_like(context, first - 1)
        and index.low[first - 1] not in _LEADING
    ):
        return None
    return first, last


def _is_noun_like(context: Context, token: int) -> bool:
    """Tell whether a token can belong to a noun phrase: no mark, verb, time, preposition or conjunction."""
    index = context.index
    word = index.low[token]
    return not (
        word in MARKS
        or index.verb_at[token] >= 0
        or context.timex_at[token] >= 0
        or word in _PREPOSITIONS - {"of"}
        or word in _CONJUNCTIONS
    )


def _is_list(context: Context, comma: int, last: int) -> bool:
    """Tell whether a comma parts the members of a list (`Russia, Belarus and Armenia`), not an aside."""
    index = context.index
    for token in range(comma + 1, min(last, comma + 6)):
        word = index.low[token]
        if word in {"and", "or"}:
            return token > comma + 1
        if word == ",":
            following = token + 1
            return following < last and _is_list(context, token, last)
        if index.verb_at[token] >= 0 or word in MARKS:
            return False
        if word in {"the", "a", "an"} and token == comma + 1:
            return False
    return False


def _complement(context: Context, number: int) -> list[int]:
    """Return the tokens behind the verb up to where the thought ends."""
    index = context.index
    clause = index.clauses[number]
    verb = clause.verb
    if verb is None:
        return []
    sentence = context.document.sentences[clause.sentence]
    last = min(clause.last, sentence.last)
    starts = {
        other.first: other
        for k in index.clauses_of[clause.sentence]
        if (other := index.clauses[k]) is not clause and other.first > verb.first
    }
    kept: list[int] = []
    at = verb.last
    quoted = False
    while at < last:
        word = index.low[at]
        if context.timex_at[at] >= 0:
            while kept and index.low[kept[-1]] in _TIME_OPENERS and len(kept) > 0:
                kept.pop()
            timex = context.timex_at[at]
            while at < last and (context.timex_at[at] == timex or index.low[at] in _ZONES):
                at += 1
            if index.low[at - 1].endswith(("'s", "’s")):
                # `in Wednesday's protests`: the noun goes with its day.
                while at < last and _is_noun_like(context, at):
                    at += 1
            continue
        if word in {'"', "``", "''"}:
            quoted = not quoted
        elif word in {"“", "„", "«"}:
            quoted = True
        elif word in {"”", "»"}:
            quoted = False
        if not quoted or word in {'"', "“", "„", "«", "``"}:
            nested = starts.get(at)
            if nested is not None and kept:
                if nested.kind in {"adverbial", "main"} or nested.kind == "coordinate":
                    break
                if nested.kind in {"relative", "participial"} and (
                    nested.kind == "relative" or index.low[at - 1] == ","
                ):
                    break
            if word in ENDS | {";", ":"} and not quoted:
                break
            if word == "(":
                while at < last and index.low[at] != ")":
                    at += 1
                at += 1
                continue
            if word == "according":
                break
            if word in {",", "—", "–"}:
                if not kept and (
                    context.timex_at[at - 1] >= 0 or (at + 1 < last and context.timex_at[at + 1] >= 0)
                ):
                    at += 1
                    continue
                if not _is_list(context, at, last):
                    break
            elif (
                word
                in {
                    "while",
                    "because",
                    "although",
                    "though",
                    "whereas",
                    "if",
                    "unless",
                    "which",
                    "who",
                    "where",
                    "but",
                }
                and kept
            ):
                break
        kept.append(at)
        at += 1
    while kept and index.low[kept[-1]] in _DANGLING:
        kept.pop()
    return kept


def _fit(context: Context, subject: str, verb: list[int], complement: list[int]) -> str | None:
    """Join the parts, and leave out trailing phrases until it is short enough."""
    index = context.index
    kept = list(complement)
    while True:
        words = f"{subject} {_join(context, verb + kept)}".strip()
        words = _balanced(words.strip(" ,;:—–-"))
        if len(words) <= MAX_TITLE:
            break
        cut = next(
            (
                k
                for k in range(len(kept) - 1, 0, -1)
                if (
                    index.low[kept[k]] in _PREPOSITIONS - {"of"}
                    or index.low[kept[k]] in {"and", "that", "to", ","}
                )
            ),
            None,
        )
        if cut is None:
            return None
        kept = kept[:cut]
        while kept and index.low[kept[-1]] in _DANGLING:
            kept.pop()
    return words[:1].upper() + words[1:] if words else None


def _join(context: Context, tokens: list[int]) -> str:
    parts: list[str] = []
    before = -2
    for token in tokens:
        value = context.index.tokens[token]
        if parts and (value.spaced or (token != before + 1 and value.norm not in MARKS)):
            parts.append(" ")
        parts.append(value.norm)
        before = token
    return " ".join("".join(parts).split())


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


@cache
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


def quote_text(context: Context, span: Span) -> str:
    """Return direct speech exactly as the source prints it, white space folded."""
    return " ".join(span.of(context.text).split())
