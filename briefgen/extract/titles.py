"""Titles of events: a clause of the source tightened to its subject and what it did."""

from functools import cache

from briefgen.extract.frames import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.wording import balanced, person_meant

MAX_TITLE = 90
"""Longest title, in code points."""
_MAX_SUBJECT = 80
_LONG_TAIL = 8
"""Tokens behind a verb from which on an object like `it` does not hide what happened."""
_PRONOUNS = load_words("titles", "pronouns")
_PREPOSITIONS = load_words("titles", "prepositions")
_TIME_OPENERS = load_words("titles", "time_openers")
_DANGLING = load_words("titles", "dangling") | _PREPOSITIONS
_LEADING = load_words("titles", "leading")
_LINKING = load_words("titles", "linking")
_POSSESSIVES = load_words("titles", "possessives")
_QUALIFYING = load_words("titles", "qualifying")
_ZONES = load_words("titles", "zones")
_CONJUNCTIONS = load_words("titles", "conjunctions")
_COUNTABLE = load_words("titles", "countable")
_STOPS = load_words("titles", "stops")
_INTRANSITIVE = load_words("titles", "intransitive")
_POINTING = load_words("titles", "pointing")
_PLACING = frozenset({"in", "near", "at", "on", "outside", "around", "from"})
_HAPPENINGS = frozenset(load_phrases("events", "happenings"))
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "this", "these", "most", "no", "another"})
_PARTS = frozenset({"beginning", "end", "start", "middle", "morning", "night", "evening", "course"})
_DASHES = frozenset({"—", "–", "--"})
_PARTICLES = frozenset({"over", "in", "on", "under", "through", "across", "about"})
"""Prepositions that also end a sentence as part of its verb."""
_EDGES = ",;:.—–-\"“”''``"


def title_of(context: Context, number: int, *, whole: bool = False) -> str | None:
    """Make a short title of a clause: subject and verb phrase, without times, asides and what hangs on it.

    Args:
        context: the article's layers.
        number: index of the clause.
        whole: whether it needs a complement: `The agency announced` tells nothing.

    Returns:
        At most 90 code points, not cut within a thought; the pluperfect becomes the past. None where the clause has
        no subject that can stand alone, or its object only points back.
    """
    index = context.index
    clause = index.clauses[number]
    if clause.verb is None:
        return None
    if is_existential(context, clause):
        return _fit(context, "", _complement(context, number))
    subject = _subject(context, clause)
    if subject is None:
        return None
    verb = _verb_words(context, clause, subject)
    if not verb:
        return None
    pieces = _complement(context, number)
    if verb == "had" and (past := _quoted_past(context, pieces)) is not None:
        verb, pieces = past, [t for t in pieces[2:] if index.low[t] not in {'"', "“", "”"}]
    if len(pieces) == 1 and index.low[pieces[0]] in {"him", "her", "them", "us", "me"}:
        return None
    points_back = pieces and index.low[pieces[0]] in {"it", "them", "this", "that"}
    if points_back and len(pieces) < _LONG_TAIL and pieces[0] not in _nested(context, clause):
        return None
    if len(pieces) == 2 and index.low[pieces[0]] in {"the", "this"} and index.low[pieces[1]] in _POINTING:
        return None
    if set(subject.lower().split()) & _POINTING and subject.lower().startswith(("this ", "that ", "such ")):
        return None
    if whole and len(pieces) < 2:
        return None
    title = _fit(context, f"{subject} {verb}", pieces)
    if title is None and (shorter := _shortened(subject)) is not None:
        title = _fit(context, f"{shorter} {verb}", pieces)
    return _placed(context, clause, title) if title is not None else None


def _shortened(subject: str) -> str | None:
    """Return a subject without its last phrase of place: `an air strike on a bridge (near the station of Galle)`."""
    words = subject.split()
    at = next((k for k in range(len(words) - 2, 1, -1) if words[k].lower() in _PLACING), None)
    return " ".join(words[:at]) if at is not None and words[at - 1].lower() not in _DANGLING else None


def is_existential(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says that something happened: `there were clashes in Galle`."""
    verb = clause.verb
    if verb is None or verb.lemma != "be" or verb.tense == "present" or verb.first == 0:
        return False
    low = context.index.low
    return (
        low[verb.first - 1] == "there"
        and low[verb.last] not in {"no", "not", "never"}
        and names_happening(context, verb.last, clause.last)
    )


def names_happening(context: Context, first: int, last: int) -> bool:
    """Tell whether the head of the noun phrase that opens the tokens [first, last) is something that happens."""
    low = context.index.low
    end = first
    while end < last and low[end] not in _PREPOSITIONS | MARKS | _CONJUNCTIONS - {"and", "or"}:
        end += 1
    return any(word in _HAPPENINGS for word in low[max(first, end - 1) : end])


def fragment_title(context: Context, clause: Clause) -> str | None:
    """Make the title of a sentence without a verb: its noun phrase without times; None if nothing happens in it."""
    index = context.index
    first, last = index.trim(clause.first, clause.last, marks=_EDGES)
    if not names_happening(context, first, last):
        return None
    kept = _without_times(context, first, last)
    while kept and index.low[kept[-1]] in _DANGLING:
        kept.pop()
    return _fit(context, "", kept) if len(kept) > 1 else None


def _placed(context: Context, clause: Clause, title: str) -> str:
    """Add the place with which a clause opens (`In Galle shots were heard`), where the title has room and none."""
    index = context.index
    verb = clause.verb
    first = clause.first + (index.low[clause.first] in {"and", "but"})
    if verb is None or index.low[first] not in {"in", "near", "outside", "at"}:
        return title
    names, at, end = context.document.names, first + 1, first + 1
    while at < verb.first and (index.mention_at[at] >= 0 or index.low[at] in {"and", ",", "the"}):
        mention = index.mention_at[at]
        if mention >= 0:
            entity = names.entities[names.mentions[mention].entity]
            if entity.type != "place" or names.mentions[mention].adjective:
                break
            end = index.mention_range[mention][1]
            at = end
            if index.low[at] not in {"and", ","} or index.mention_at[min(at + 1, verb.first)] < 0:
                break
        else:
            at += 1
    if end == first + 1 or end >= verb.first:
        return title
    place = _join(context, list(range(first, end)))
    named = index.words(first + 1, end)
    if named in title or len(title) + len(place) >= MAX_TITLE:
        return title
    return f"{title} {place[:1].lower()}{place[1:]}"


def _quoted_past(context: Context, pieces: list[int]) -> str | None:
    """Return the past of the participle that a quotation begins with: `had "given the order"`."""
    low = context.index.low
    if len(pieces) < 3 or low[pieces[0]] not in {'"', "“"}:
        return None
    participle = low[pieces[1]]
    return _past_forms().get(participle, participle if participle.endswith("ed") else None)


def subject_mentions(context: Context, clause: Clause) -> list[int]:
    """Return the mentions in the whole subject of a clause."""
    found = _subject_range(context, clause)
    return context.index.mentions_in(*found) if found is not None else []


def subject_counts(context: Context, clause: Clause) -> bool:
    """Tell whether the subject of a clause is a number of people or things."""
    found = _subject_range(context, clause)
    if found is None:
        return False
    first, last = found
    return any(number >= 0 for number in context.quantity_at[first : min(last, first + 6)])


def is_reduced(context: Context, clause: Clause) -> bool:
    """Tell whether a clause has a participle for its verb: `the curfew, declared on Monday, …`."""
    verb = clause.verb
    if verb is None or clause.subject is None or (verb.passive and clause.kind != "participial"):
        return False
    if clause.kind == "participial":
        return verb.passive and verb.lemma not in _INTRANSITIVE
    _, last = context.index.range_of(clause.subject)
    return (
        not clause.subject_inherited
        and verb.tense == "past"
        and verb.last - verb.first == 1
        and last == verb.first - 1
        and context.index.low[last] == ","
        and verb.last < clause.last
        and context.index.low[verb.last] in _PREPOSITIONS
    )


# The subject


def _subject(context: Context, clause: Clause) -> str | None:
    index = context.index
    found = _subject_range(context, clause)
    if found is None:
        return None
    first, last = found
    if last - first == 1 and index.low[first] in {"he", "she", "it", "they"}:
        speaker = _speaker_of(context, clause, first)
        if speaker is not None:
            return speaker if speaker.split()[0].lower() not in _POSSESSIVES else None
    if last - first == 1 and index.low[first] in {"he", "she"}:
        entity = person_meant(context, first, clause.sentence)
        return context.document.names.entities[entity].name if entity is not None else None
    if index.low[first] in _POSSESSIVES or index.low[last - 1] == "own":
        return None
    if clause.kind == "relative" and last - first > 6 and index.low[clause.first - 1] != ",":
        # `the toll in the earthquake that struck Nepal`: what stands right before the clause struck.
        for token in range(last - 1, first, -1):
            if index.low[token] in _PREPOSITIONS and index.mention_at[token] < 0:
                first = token + 1
                break
    if {"them", "which", "whom"} & set(index.low[first:last]) or "those" in index.low[first + 1 : last]:
        return None
    if index.low[first] in _PREPOSITIONS - {"about", "over"} | {"including"}:
        return None
    if first > 0 and index.low[first - 1] in _DASHES and index.low[last] in _DASHES:
        # `the help -- one of many steps -- was sent`
        return None
    if _is_figure(context, first, last):
        return None
    if index.low[first] in _PRONOUNS and (last - first == 1 or index.low[first] in _PRONOUNS - _COUNTABLE):
        return None
    kept = _without_times(context, *_without_aside(context, first, last))
    while len(kept) > 1 and index.low[kept[0]] in _LEADING:
        kept = kept[1:]
    while kept and index.low[kept[-1]] in _DANGLING | _LINKING:
        kept.pop()
    if not kept or all(context.quantity_at[token] >= 0 for token in kept):
        return None
    words = _join(context, kept)
    if words.endswith(("'s", "’s")):
        return None
    return words if len(words) <= _MAX_SUBJECT else None


def _is_figure(context: Context, first: int, last: int) -> bool:
    """Tell whether a subject is a toll or an estimate; `a number of shops` are shops."""
    low = context.index.low[first:last]
    heads = frozenset(load_phrases("events", "not_subjects"))
    at = next((k for k, word in enumerate(low) if word in heads), None)
    if at is None:
        return False
    return not (low[at] == "number" and low[0] == "a") and (at < 3 or low[at] == "toll")


def _without_aside(context: Context, first: int, last: int) -> tuple[int, int]:
    """Cut a subject at its apposition, bracket or relative clause."""
    index = context.index
    end = first
    while end < last:
        word = index.low[end]
        aside = word in {",", *_DASHES} and not _is_list(context, end, last)
        if word == "(" or aside:
            break
        if word in {"who", "whom", "which", "whose", "where", "that"} and end > first:
            break
        end += 1
    return first, end


def _without_times(context: Context, first: int, last: int) -> list[int]:
    """Return the tokens of a subject without its times; one within the noun phrase stays (`a three-day truce`)."""
    index = context.index
    kept: list[int] = []
    at = first
    while at < last:
        if context.timex_at[at] < 0:
            kept.append(at)
            at += 1
            continue
        end = at
        while end < last and context.timex_at[end] >= 0:
            end += 1
        if at > first and end < last and _is_inner(context, at, end):
            kept += range(at, end)
        elif at > first and end < last:
            while kept and index.low[kept[-1]] in _TIME_OPENERS:
                kept.pop()
        at = end
    return kept


def _is_inner(context: Context, first: int, last: int) -> bool:
    """Tell whether a time expression belongs to the noun behind it."""
    before = context.index.low[first - 1]
    return (before in _DETERMINERS or before.endswith(("'s", "’s"))) and _is_noun_like(context, last)


def _speaker_of(context: Context, clause: Clause, token: int) -> str | None:
    """Return who speaks, for the pronoun in `the agency announced that it had opened an inquiry`."""
    for number in context.governing(token, token + 1)[:1]:
        attribution = context.document.attributions[number]
        if context.cue_sentence[number] != clause.sentence or attribution.source is None:
            continue
        first, last = context.index.range_of(attribution.source)
        if attribution.speaker is not None:
            name = context.document.names.entities[attribution.speaker].name
            article = "The " if context.index.low[first] == "the" and not name.startswith("The ") else ""
            return article + name
        words = context.index.words(first, last)
        return words if last - first <= 5 and "," not in words else None
    return None


def _subject_range(context: Context, clause: Clause) -> tuple[int, int] | None:
    """Return the whole subject before the verb, where the clause has only its last noun, or an object behind."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return None
    if clause.subject is not None:
        first, last = index.trim(*index.range_of(clause.subject), marks=_EDGES)
        if clause.subject_inherited or first < verb.first:
            return _widened(context, clause, first, last) if last > first else None
    return _bare_subject(context, clause)


def _bare_subject(context: Context, clause: Clause) -> tuple[int, int] | None:
    """Find the subject where the clause layer has none: `On Wednesday experts with a mandate from … asked`."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return None
    begin = context.document.sentences[clause.sentence].first
    last = first = verb.first
    while first > begin and _is_noun_like(context, first - 1):
        first -= 1
        if index.low[first] in _QUALIFYING and context.quantity_at[first + 1] >= 0:
            return first, last
    if first == last or index.low[first] in _PREPOSITIONS:
        return None
    if first > begin and index.low[first - 1] in _QUALIFYING and context.quantity_at[first] >= 0:
        return first - 1, last
    if first > begin and (number := index.verb_at[first - 1]) >= 0:
        if index.clauses[number].kind != "infinitive":
            return None
        # `the agreement to protect civilians was signed`
        start = first
        while start > begin and (_is_phrase_like(context, start - 1) or index.verb_at[start - 1] == number):
            start -= 1
        start += index.low[start] in {"since", "after", "before"}
        return (start, last) if index.low[start] not in _PREPOSITIONS else None
    if first == begin or index.low[first - 1] not in _PREPOSITIONS or context.timex_at[first - 1] >= 0:
        return first, last
    # `In the same speech Ranil Wickremesinghe appointed`
    mention = index.mention_at[last - 1]
    start = index.mention_range[mention][0] if mention >= 0 else last
    while start > first and start < last and index.tokens[start - 1].norm[:1].isupper():
        start -= 1
    if first < start < last and index.low[start - 1] not in _DETERMINERS:
        return start, last
    start = first
    while start > begin and _is_phrase_like(context, start - 1):
        start -= 1
    return (start, last) if index.low[start] not in _PREPOSITIONS else None


def _widened(context: Context, clause: Clause, first: int, last: int) -> tuple[int, int] | None:
    """Take in what a subject was cut from: `armed attacks, looting and arson`; None inside a name."""
    index = context.index
    begin = context.document.sentences[clause.sentence].first
    if clause.kind == "adverbial" and clause.first <= first:
        # `the worst since the country became independent`
        begin = clause.first
    mention = index.mention_at[first]
    if mention >= 0 and index.mention_range[mention][0] < first:
        return None
    if first == begin:
        return first, last
    if not _agrees(context, clause, last):
        at = first
        while at > begin and index.low[at - 1] not in MARKS | _STOPS | {"that", "since", "after", "before"}:
            if context.timex_at[at - 1] >= 0:
                break
            at -= 1
        return at, last
    while first > begin and (
        context.quantity_at[first - 1] >= 0
        or (index.low[first - 1] in _QUALIFYING and context.quantity_at[first] >= 0)
    ):
        first -= 1
    if first > begin + 1 and index.low[first - 1] == "," and {"and", "or"} & set(index.low[first:last]):
        start = _list_start(context, begin, first)
        return (start, last) if _is_list_head(context, start, first - 1) else (first, last)
    if first == begin or index.low[first - 1] in MARKS or context.timex_at[first - 1] >= 0:
        return first, last
    opens_sentence = not index.has_verb(begin, first - 1)
    if index.low[first - 1] in {"and", "or"} and (clause.first < first - 1 or opens_sentence):
        return _list_start(context, begin, first), last
    if index.low[first - 1] in _PREPOSITIONS and opens_sentence:
        start = first
        while start > begin and _is_phrase_like(context, start - 1):
            start -= 1
        return (start, last) if index.low[start] not in _PREPOSITIONS else (first, last)
    if (
        index.verb_at[first - 1] < 0
        and context.quantity_at[first] < 0
        and index.low[first] not in _QUALIFYING | _DETERMINERS
        and _is_noun_like(context, first - 1)
        and index.low[first - 1] not in _LEADING
    ):
        return (first, last) if _is_place_before(context, first, begin) else None
    return first, last


def _list_start(context: Context, begin: int, first: int) -> int:
    """Return where a list begins whose last member begins at `first`."""
    index = context.index
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
    if index.low[at] in _PREPOSITIONS:
        # `In Galle and Matara looting and arson began`
        found = at
        while found < first and (index.low[found] in _PREPOSITIONS | {"and"} or index.mention_at[found] >= 0):
            found += 1
        at = found if found < first and index.mention_at[found - 1] >= 0 else at
    return at


def _is_list_head(context: Context, first: int, last: int) -> bool:
    """Tell whether tokens are bare members of a list: `armed attacks` before `, looting and arson`."""
    return (
        first < last <= first + 6
        and all(
            _is_noun_like(context, token) or context.index.low[token] == "," for token in range(first, last)
        )
        and context.index.low[first] not in _DETERMINERS | {"the"}
        and context.index.mention_at[last - 1] < 0
    )


def _is_place_before(context: Context, first: int, begin: int) -> bool:
    """Tell whether a sentence opens with a place: `In Galle protesters …`."""
    index = context.index
    mention = index.mention_at[first - 1]
    at = index.mention_range[mention][0] if mention >= 0 else first - 1
    while at > begin and at > first - 6 and index.low[at - 1] not in _PREPOSITIONS:
        if not _is_noun_like(context, at - 1):
            return False
        at -= 1
    return at > begin and index.low[at - 1] in _PREPOSITIONS and at - 1 <= begin + 1


def _agrees(context: Context, clause: Clause, last: int) -> bool:
    """Tell whether a verb can be in number what its subject is: `civilians was signed` cannot."""
    index = context.index
    verb = clause.verb
    if verb is None or clause.subject_inherited or index.mention_at[last - 1] >= 0:
        return True
    if index.low[verb.first] not in {"was", "has"}:
        return True
    word = index.low[last - 1]
    return not (
        word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ics", "news", "'s", "’s"))
        and context.quantity_at[last - 1] < 0
    )


def _is_phrase_like(context: Context, token: int) -> bool:
    return _is_noun_like(context, token) or (
        context.index.low[token] in _PREPOSITIONS and context.timex_at[token] < 0
    )


def _is_noun_like(context: Context, token: int) -> bool:
    """Tell whether a token can belong to a noun phrase: no mark, verb, time, preposition or conjunction."""
    index = context.index
    if token >= len(index.low):
        return False
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
    if comma + 1 < last and index.low[comma + 1] in _PREPOSITIONS:
        # `came at his request, from Russia, Belarus and Armenia`
        return False
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


# The verb


def _verb_words(context: Context, clause: Clause, subject: str) -> str:
    """Return the verb group without linking adverbs; what had happened, happened."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return ""
    tokens = [
        t
        for t in range(verb.first, verb.last)
        if context.timex_at[t] < 0 and (index.low[t] not in _LINKING or t == verb.last - 1)
    ]
    words = [index.tokens[t].norm for t in tokens]
    if not words:
        return ""
    if is_reduced(context, clause) and words[0].lower() not in {"was", "were"}:
        return " ".join(["were" if is_plural(subject) else "was", *words])
    if verb.tense == "pluperfect" and words[0].lower() == "had" and len(words) > 1:
        if "been" in words:
            at = words.index("been")
            words = ["were" if is_plural(subject) else "was", *words[1:at], *words[at + 1 :]]
        else:
            words = [*words[1:-1], _past_forms().get(words[-1].lower(), words[-1])]
    return " ".join(words)


@cache
def _past_forms() -> dict[str, str]:
    """Return the past of irregular verbs by participle."""
    found: dict[str, str] = {}
    for entry in load_phrases("verbs", "irregular"):
        _, past, participle = entry.split()
        for form in participle.split("/"):
            found.setdefault(form, past.split("/")[0])
    return found


def is_plural(subject: str) -> bool:
    """Guess the number of a subject in English: of its first noun phrase, or of a list."""
    words = subject.lower().split()
    if {"people", "police", "men", "women", "children"} & set(words[:4]) or (
        "and" in words and "of" not in words[: words.index("and")]
    ):
        return True
    head = next((at for at, word in enumerate(words) if at and word in _PREPOSITIONS), len(words))
    last = words[head - 1].rstrip(",")
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))


# What stands behind the verb


def _complement(context: Context, number: int) -> list[int]:
    """Return the tokens behind the verb up to where the thought ends."""
    index = context.index
    clause = index.clauses[number]
    verb = clause.verb
    if verb is None:
        return []
    sentence = context.document.sentences[clause.sentence]
    nested = _nested(context, clause)
    kept: list[int] = []
    at = verb.last
    last = min(max(clause.last, _shared_end(context, clause, nested)), sentence.last)
    quoted = False
    while at < last:
        word = index.low[at]
        if context.timex_at[at] >= 0:
            end = at
            while end < last and (context.timex_at[end] >= 0 or index.low[end] in _ZONES):
                end += 1
            given = verb.lemma == "give" and context.document.timexes[context.timex_at[at]].type == "DURATION"
            if kept and end < last and (given or _is_inner(context, at, end)):
                # `gave them one week to answer`
                kept += range(at, end)
            else:
                while kept and index.low[kept[-1]] in _TIME_OPENERS:
                    kept.pop()
                if kept and index.low[kept[-1]] in _PARTS:
                    # `at the beginning of Monday`
                    kept.pop()
                    while kept and index.low[kept[-1]] in _TIME_OPENERS:
                        kept.pop()
                if index.low[end - 1].endswith(("'s", "’s")):
                    # `in Wednesday's protests`: the noun goes with its day.
                    while end < last and _is_noun_like(context, end):
                        end += 1
            at = end
            continue
        if word in {'"', "``", "''"}:
            quoted = not quoted
        elif word in {"“", "„", "«"}:
            quoted = True
        elif word in {"”", "»"}:
            quoted = False
        if not quoted or word in {'"', "“", "„", "«", "``"}:
            if kept and _breaks(context, nested.get(at), at, kept):
                break
            if (word in ENDS | {";", ":"} and not quoted) or word == "according":
                break
            if word == "(":
                while at < last and index.low[at] != ")":
                    at += 1
                at += 1
                continue
            if word in {",", *_DASHES}:
                if not kept and (
                    context.timex_at[at - 1] >= 0 or (at + 1 < last and context.timex_at[at + 1] >= 0)
                ):
                    at += 1
                    continue
                if not _is_list(context, at, last) or _is_gapped(context, at, last):
                    break
            elif word in _STOPS and kept:
                break
        kept.append(at)
        at += 1
    while kept and index.low[kept[-1]] in _DANGLING and not _is_particle(context, kept[-1], sentence.last):
        kept.pop()
    return kept


def _is_particle(context: Context, token: int, last: int) -> bool:
    """Tell whether a preposition has nothing behind it in the text: `declared the search over`."""
    low = context.index.low
    return low[token] in _PARTICLES and (token + 1 >= last or low[token + 1] in ENDS | MARKS)


def _nested(context: Context, clause: Clause) -> dict[int, Clause]:
    """Return the other clauses of a sentence behind a clause's verb, by their first token."""
    verb = clause.verb
    return {
        other.first: other
        for k in context.index.clauses_of[clause.sentence]
        if (other := context.index.clauses[k]) is not clause and verb is not None and other.first > verb.first
    }


def _shared_end(context: Context, clause: Clause, nested: dict[int, Clause]) -> int:
    """Return where the object ends that two verbs share: `ousted and detained the president`."""
    verb = clause.verb
    if verb is None:
        return clause.last
    if clause.last - verb.last <= 1 or "between" in context.index.low[verb.last : clause.last]:
        following = nested.get(clause.last)
        if following is not None and following.kind == "coordinate":
            return following.last
    following = nested.get(clause.last)
    if following is None:
        return clause.last
    if _is_misread(context, clause, following):
        return following.last
    return _late_subject(context, following) or clause.last


def _late_subject(context: Context, clause: Clause) -> int | None:
    """Return where a misread coordinate clause truly begins: `… and stun grenades, the radio reported`."""
    if clause.kind != "coordinate" or clause.subject is None or clause.subject_inherited:
        return None
    index = context.index
    first, _ = index.range_of(clause.subject)
    if first - clause.first < 3 or index.low[first - 1] != "," or index.has_verb(clause.first, first):
        return None
    return first - 1


def _is_misread(context: Context, clause: Clause, other: Clause) -> bool:
    """Tell whether a coordinate `clause` is a noun: `used tear gas and stun grenades`."""
    return (
        other.kind == "coordinate"
        and other.verb is not None
        and clause.verb is not None
        and clause.verb.tense == "past"
        and other.verb.tense == "present"
        and other.subject_inherited
        and other.verb.last - other.verb.first == 1
        and not context.index.low[other.verb.first].endswith("s")
    )


def _breaks(context: Context, other: Clause | None, at: int, kept: list[int]) -> bool:
    """Tell whether another clause that begins at a token is another thought."""
    if other is None:
        return False
    index = context.index
    low = [index.low[t] for t in kept]
    if other.kind == "coordinate":
        if "between" in low and "and" not in low:
            return False
        parent = index.clauses[other.parent] if other.parent is not None else None
        if _late_subject(context, other) is not None:
            return False
        return parent is None or not _is_misread(context, parent, other)
    if other.kind in {"adverbial", "main", "relative"}:
        return True
    return other.kind == "participial" and index.low[at - 1] == ","


def _is_gapped(context: Context, comma: int, last: int) -> bool:
    """Tell whether a new thought without a verb follows: `Kenya sent 150 soldiers, Uganda 100 and …`."""
    index = context.index
    mention = index.mention_at[comma + 1] if comma + 1 < last else -1
    if mention < 0:
        return False
    end = index.mention_range[mention][1]
    return end < last and context.quantity_at[end] >= 0


# Together


def _fit(context: Context, opening: str, complement: list[int]) -> str | None:
    """Join the parts, and leave out trailing phrases until it is short enough."""
    index = context.index
    kept = list(complement)
    while True:
        words = balanced(f"{opening} {_join(context, kept)}".strip(" ,;:—–-"))
        if len(words) <= MAX_TITLE:
            break
        cut = _last_cut(context, kept)
        if cut is None:
            return None
        kept = kept[:cut]
        while kept and index.low[kept[-1]] in _DANGLING:
            kept.pop()
        if len(kept) > 1 and index.low[kept[-2]] in {"and", "or"} and kept[-1] == kept[-2] + 1:
            # `was detained and placed` wants to know where, `south of the town and close` to what
            kept = kept[:-2]
        elif len(kept) > 1 and index.verb_at[kept[-1]] >= 0 and index.low[kept[-1]].endswith("ing"):
            # `resigned after hearing` wants to know what
            kept.pop()
        while kept and index.low[kept[-1]] in _DANGLING:
            kept.pop()
    return words[:1].upper() + words[1:] if words else None


def _last_cut(context: Context, kept: list[int]) -> int | None:
    """Return where the last phrase begins that may go: a list goes back to its first member."""
    low = [context.index.low[t] for t in kept]
    at = len(kept) - 1
    while at > 0 and low[at] not in _PREPOSITIONS - {"of"} | {"and", "that", "to", ","}:
        at -= 1
    if at <= 0:
        return None
    if low[at] in {"and", ","}:
        while "," in low[:at]:
            comma = max(k for k in range(at) if low[k] == ",")
            if any(low[k] in _PREPOSITIONS - {"of"} for k in range(comma, at)):
                break
            at = comma
    return at


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
