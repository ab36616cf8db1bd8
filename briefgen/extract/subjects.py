"""Subjects: the noun phrase that a clause is about, whole and without what hangs on it."""

from briefgen.extract.frames import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.wording import person_meant

PREPOSITIONS = load_words("titles", "prepositions")
TIME_OPENERS = load_words("titles", "time_openers")
DANGLING = load_words("titles", "dangling") | PREPOSITIONS
LINKING = load_words("titles", "linking")
POSSESSIVES = load_words("titles", "possessives")
CONJUNCTIONS = load_words("titles", "conjunctions")
STOPS = load_words("titles", "stops")
POINTING = load_words("titles", "pointing")
DETERMINERS = frozenset({"the", "a", "an", "its", "their", "this", "these", "most", "no", "another"})
DASHES = frozenset({"—", "–", "--"})
EDGES = ",;:.—–-\"“”''``"
_POINTERS = frozenset({"this", "that", "these", "those", "such"})
_PLACING = frozenset({"in", "near", "at", "on", "outside", "around", "from"})
_THING_REACH = 4
"""Sentences back within which `it` finds the thing it means."""
_MAX_SUBJECT = 80
_PRONOUNS = load_words("titles", "pronouns")
_LEADING = load_words("titles", "leading")
_QUALIFYING = load_words("titles", "qualifying")
_COUNTABLE = load_words("titles", "countable")
_INTRANSITIVE = load_words("titles", "intransitive")
_COUNTLESS = frozenset(
    {"people", "police", "men", "women", "children", "troops", "personnel", "crew", "cattle"}
)
_BEFALLING = frozenset({"hurt", "injure", "wound", "kill", "arrest", "detain", "die", "drown", "rescue"})
_APPOINTING = frozenset({"declare", "name", "elect", "appoint", "proclaim", "crown", "vote"})
_HAPPENINGS = frozenset(load_phrases("events", "happenings"))


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
        above = context.index.clauses[clause.parent].verb if clause.parent is not None else None
        return verb.passive and verb.lemma not in _INTRANSITIVE and above is not None
    first, last = context.index.range_of(clause.subject)
    if context.index.low[first + 1 : first + 3] == ["of", "them"]:
        return False
    return (
        not clause.subject_inherited
        and verb.tense == "past"
        and verb.last - verb.first == 1
        and last == verb.first - 1
        and context.index.low[last] == ","
        and verb.last < clause.last
        and (
            context.index.low[verb.last] in PREPOSITIONS
            or (verb.lemma in _APPOINTING and "," in context.index.low[verb.last : clause.last + 1])
        )
    )


def subject_words(context: Context, clause: Clause) -> str | None:
    """Return the subject of a clause as a title tells it; None where it cannot stand alone."""
    index = context.index
    found = _subject_range(context, clause)
    if found is None:
        return None
    first, last = found
    if last - first == 1 and index.low[first] in {"he", "she", "it", "they"}:
        speaker = _speaker_of(context, clause, first)
        if speaker is not None:
            return speaker if speaker.split()[0].lower() not in POSSESSIVES else None
    if last - first == 1 and (meant := meant_by(context, first, clause)) is not None:
        return meant
    if last - first == 1 and index.low[first] in {"he", "she"}:
        return None
    if clause.marker == "after" and index.low[first] == "that" and last - first > 1:
        # `a day after that the minister resigned`
        first += 1
    if index.low[last - 1] == "own":
        return None
    owner = ""
    if index.low[first] in POSSESSIVES:
        owner = _owner(context, clause, first) or ""
        if not owner:
            return None
        first += 1
    restricts = clause.marker in {"that", "which"} and last - first > 3
    if clause.kind == "relative" and (last - first > 6 or restricts) and index.low[clause.first - 1] != ",":
        # `the toll in the earthquake that struck Nepal`: what stands right before the clause struck.
        for token in range(last - 1, first, -1):
            if index.low[token] in PREPOSITIONS and index.mention_at[token] < 0:
                first = token + 1
                break
    if clause.verb is not None and _is_of_quote(context, first, last, clause.verb.first):
        return None
    begin, end = _without_aside(context, first, last)
    if {"them", "which", "whom"} & set(index.low[begin:end]) or "those" in index.low[begin + 1 : end]:
        return None
    numbered = index.low[first] == "at" and index.low[first + 1] in {"least", "most"}
    if index.low[first] in PREPOSITIONS - {"about", "over"} | {"including"} and not numbered:
        return None
    if first > 0 and index.low[first - 1] in DASHES and index.low[last] in DASHES:
        # `the help -- one of many steps -- was sent`
        return None
    if _is_figure(context, first, last):
        return None
    if index.low[first] in _PRONOUNS and (last - first == 1 or index.low[first] in _PRONOUNS - _COUNTABLE):
        return None
    kept = without_times(context, *_without_aside(context, first, last))
    while len(kept) > 1 and index.low[kept[0]] in _LEADING:
        kept = kept[1:]
    while kept and index.low[kept[-1]] in DANGLING | LINKING:
        kept.pop()
    # `Thousands marched`: crowds stand alone, other numbers do not.
    crowd = bool(kept) and index.low[kept[-1]] in {
        "hundred",
        "hundreds",
        "thousands",
        "dozens",
        "scores",
        "millions",
    }
    if kept and (held := index.verb_at[kept[0]]) >= 0 and index.clauses[held] is not clause:
        other = index.clauses[held].verb
        if other is not None and other.tense in {"present", "past"} and other.first == kept[0]:
            return None
    bare = bool(kept) and all(context.quantity_at[token] >= 0 for token in kept)
    # `More than 200 were hurt`: people, where it is what befalls people.
    befell = clause.verb is not None and clause.verb.lemma in _BEFALLING and len(kept) > 1
    if not kept or (bare and not (crowd or befell)):
        return None
    for at, token in enumerate(kept[:-1]):
        if at and index.low[token] == "since":
            # `has run its own affairs ever since a war that ended`
            kept = kept[at + 1 :]
            break
    if index.low[kept[0]] in _POINTERS and len(kept) > 1:
        owner, kept = "the", kept[1:]
    elif (
        kept[0] > first
        and index.low[kept[0] - 1].endswith(("'s", "’s"))
        and context.timex_at[kept[0] - 1] >= 0
    ):
        # `last Saturday's march brought`
        owner = owner or "the"
    words = f"{owner} {join_tokens(context, kept)}".strip()
    if words.endswith(("'s", "’s")) or index.low[kept[0]] == "of":
        return None
    while len(words) > _MAX_SUBJECT and (shorter := shorter_subject(words)) is not None:
        words = shorter
    return words if len(words) <= _MAX_SUBJECT else None


def _is_of_quote(context: Context, first: int, last: int, verb: int) -> bool:
    """Tell whether a subject belongs to direct speech, and its verb does not."""
    quoted = context.is_quoted(context.index.span(first, last))
    return quoted and not context.is_quoted(context.index.span(verb, verb + 1))


def shorter_subject(subject: str) -> str | None:
    """Return a subject without its last phrase of place: `an air strike on a bridge (near the station of Galle)`."""
    words = subject.split()
    at = next((k for k in range(len(words) - 2, 1, -1) if words[k].lower() in _PLACING), None)
    return " ".join(words[:at]) if at is not None and words[at - 1].lower() not in DANGLING else None


def meant_by(context: Context, token: int, clause: Clause) -> str | None:
    """Return what a pronoun means, in the source's words: a person by name, a thing by the subject told before."""
    low = context.index.low
    if low[token] in {"he", "she", "him", "her"}:
        entity = person_meant(context, token, clause.sentence)
        return context.document.names.entities[entity].name if entity is not None else None
    if low[token] != "it":
        return None
    parent = context.index.clauses[clause.parent] if clause.parent is not None else None
    if clause.kind == "adverbial" and parent is not None and parent.subject is not None:
        first, last = context.index.range_of(parent.subject)
        if first > clause.last - 1 and last - first > 1:
            # `Two days after it was agreed, the ceasefire …`
            return subject_words(context, parent)
    sentences = context.document.sentences
    for other in range(clause.sentence - 1, max(-1, clause.sentence - _THING_REACH), -1):
        here = sentences[other]
        if here.paragraph != sentences[clause.sentence].paragraph:
            return None
        if "it" in low[here.first : here.last]:
            # One thing stays in the focus of a paragraph.
            continue
        main = context.index.clauses[context.index.clauses_of[other][0]]
        subject = subject_words(context, main) if main.kind == "main" else None
        words = subject.split() if subject is not None else []
        if len(words) in {2, 3} and words[0].lower() in {"the", "a", "an"} and words[-1].islower():
            return " ".join(["the", *words[1:]]) if not words[-1].endswith("s") else None
        return None
    return None


def _owner(context: Context, clause: Clause, first: int) -> str | None:
    """Return what stands for a possessive: the name of the person, the article for that of a thing (`its engine`)."""
    low = context.index.low
    if low[first] in {"his", "her"}:
        entity = person_meant(context, first, clause.sentence)
        return context.document.names.entities[entity].name + "'s" if entity is not None else None
    return "the"


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
        aside = word in {",", *DASHES} and not is_list(context, end, last)
        if word == "(" or aside:
            break
        if word in {"who", "whom", "which", "whose", "where", "that"} and end > first:
            break
        end += 1
    return first, end


def without_times(context: Context, first: int, last: int) -> list[int]:
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
        if at > first and end < last and is_inner(context, at, end):
            kept += range(at, end)
        elif at > first and end < last:
            while kept and index.low[kept[-1]] in TIME_OPENERS:
                kept.pop()
        at = end
    return kept


def is_inner(context: Context, first: int, last: int) -> bool:
    """Tell whether a time expression belongs to the noun behind it."""
    before = context.index.low[first - 1]
    return (before in DETERMINERS or before.endswith(("'s", "’s"))) and is_noun_like(context, last)


def _speaker_of(context: Context, clause: Clause, token: int) -> str | None:
    """Return who speaks, for the pronoun in `the agency announced that it had opened an inquiry`."""
    for number in context.governing(token, token + 1)[:1]:
        attribution = context.document.attributions[number]
        if context.cue_sentence[number] != clause.sentence or attribution.source is None:
            continue
        first, last = context.index.range_of(attribution.source)
        if attribution.speaker is not None:
            speaker = context.document.names.entities[attribution.speaker]
            if context.index.low[token] in {"he", "she"} and speaker.type != "person":
                return None
            name = speaker.name
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
        first, last = index.trim(*index.range_of(clause.subject), marks=EDGES)
        if last < verb.first and last > first and all(context.timex_at[t] >= 0 for t in range(first, last)):
            # `A day earlier, the minister, who …, had been seen`
            first = last
            while first < verb.first and (context.timex_at[first] >= 0 or index.low[first] == ","):
                first += 1
            last = first
            while last < verb.first and _is_phrase_like(context, last):
                last += 1
            return (first, last) if last > first else None
        if (
            last > first + 2
            and index.low[first + 1 : first + 3] == ["of", "them"]
            and index.low[first - 1] == ","
        ):
            # `hundreds of migrants, most of them from Galle, tried`
            begin = first - 1
            while begin > clause.first and _is_phrase_like(context, begin - 1):
                begin -= 1
            return (begin, first - 1) if begin < first - 1 else None
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
    while first > begin and is_noun_like(context, first - 1):
        first -= 1
        if index.low[first] in _QUALIFYING and context.quantity_at[first + 1] >= 0:
            return first, last
    if first == last or index.low[first] in PREPOSITIONS:
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
        return (start, last) if index.low[start] not in PREPOSITIONS else None
    if first == begin or index.low[first - 1] not in PREPOSITIONS or context.timex_at[first - 1] >= 0:
        return first, last
    # `In the same speech Ranil Wickremesinghe appointed`
    mention = index.mention_at[last - 1]
    start = index.mention_range[mention][0] if mention >= 0 else last
    while start > first and start < last and index.tokens[start - 1].norm[:1].isupper():
        start -= 1
    if first < start < last and index.low[start - 1] not in DETERMINERS:
        return start, last
    start = first
    while start > begin and _is_phrase_like(context, start - 1):
        start -= 1
    return (start, last) if index.low[start] not in PREPOSITIONS else None


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
        while at > begin and index.low[at - 1] not in MARKS | STOPS | {"that", "since", "after", "before"}:
            if context.timex_at[at - 1] >= 0:
                break
            at -= 1
        return at, last
    if index.low[first - 1] == "and" and _is_one_of_several(context, clause, last):
        # `her legs and face were bruised`
        return _list_start(context, begin, first), last
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
    if index.low[first - 1] in PREPOSITIONS and opens_sentence:
        start = first
        while start > begin and _is_phrase_like(context, start - 1):
            start -= 1
        return (start, last) if index.low[start] not in PREPOSITIONS else (first, last)
    if (
        index.verb_at[first - 1] < 0
        and context.quantity_at[first] < 0
        and index.low[first] not in _QUALIFYING | DETERMINERS
        and is_noun_like(context, first - 1)
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
    if index.low[at] in PREPOSITIONS:
        # `In Galle and Matara looting and arson began`
        found = at
        while found < first and (index.low[found] in PREPOSITIONS | {"and"} or index.mention_at[found] >= 0):
            found += 1
        at = found if found < first and index.mention_at[found - 1] >= 0 else at
    return at


def _is_list_head(context: Context, first: int, last: int) -> bool:
    """Tell whether tokens are bare members of a list: `armed attacks` before `, looting and arson`."""
    return (
        first < last <= first + 6
        and all(
            is_noun_like(context, token) or context.index.low[token] == "," for token in range(first, last)
        )
        and context.index.low[first] not in DETERMINERS | {"the"}
        and context.index.mention_at[last - 1] < 0
    )


def _is_place_before(context: Context, first: int, begin: int) -> bool:
    """Tell whether a sentence opens with a place: `In Galle protesters …`."""
    index = context.index
    mention = index.mention_at[first - 1]
    at = index.mention_range[mention][0] if mention >= 0 else first - 1
    while at > begin and at > first - 6 and index.low[at - 1] not in PREPOSITIONS:
        if not is_noun_like(context, at - 1):
            return False
        at -= 1
    return at > begin and index.low[at - 1] in PREPOSITIONS and at - 1 <= begin + 1


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


def _is_one_of_several(context: Context, clause: Clause, last: int) -> bool:
    """Tell whether a verb asks for more than the one thing right before it: `face were bruised`."""
    index = context.index
    verb = clause.verb
    if verb is None or index.low[verb.first] != "were" or index.mention_at[last - 1] >= 0:
        return False
    word = index.low[last - 1]
    return not word.endswith("s") and word not in _COUNTLESS and context.quantity_at[last - 1] < 0


def _is_phrase_like(context: Context, token: int) -> bool:
    return is_noun_like(context, token) or (
        context.index.low[token] in PREPOSITIONS and context.timex_at[token] < 0
    )


def is_noun_like(context: Context, token: int) -> bool:
    """Tell whether a token can belong to a noun phrase: no mark, verb, time, preposition or conjunction."""
    index = context.index
    if token >= len(index.low):
        return False
    word = index.low[token]
    return not (
        word in MARKS
        or index.verb_at[token] >= 0
        or context.timex_at[token] >= 0
        or word in PREPOSITIONS - {"of"}
        or word in CONJUNCTIONS
    )


def is_list(context: Context, comma: int, last: int) -> bool:
    """Tell whether a comma parts the members of a list (`Russia, Belarus and Armenia`), not an aside."""
    index = context.index
    if comma + 1 < last and index.low[comma + 1] in PREPOSITIONS:
        # `came at his request, from Russia, Belarus and Armenia`
        return False
    if comma + 1 < last and index.low[comma + 1] == "aged":
        return False
    for token in range(comma + 1, min(last, comma + 6)):
        word = index.low[token]
        if word in {"and", "or"}:
            return token > comma + 1
        if word == ",":
            following = token + 1
            return following < last and is_list(context, token, last)
        if index.verb_at[token] >= 0 or word in MARKS:
            return False
        if word in {"the", "a", "an"} and token == comma + 1:
            return False
    return False


def join_tokens(context: Context, tokens: list[int]) -> str:
    """Return tokens as text, spaced as in the source."""
    parts: list[str] = []
    before = -2
    for token in tokens:
        value = context.index.tokens[token]
        if parts and (value.spaced or (token != before + 1 and value.norm not in MARKS)):
            parts.append(" ")
        parts.append(value.norm)
        before = token
    return " ".join("".join(parts).split())


def names_happening(context: Context, first: int, last: int) -> bool:
    """Tell whether the head of the noun phrase that opens the tokens [first, last) is something that happens."""
    low = context.index.low
    end = first
    while end < last and low[end] not in PREPOSITIONS | MARKS | CONJUNCTIONS - {"and", "or"}:
        end += 1
    return any(word in _HAPPENINGS for word in low[max(first, end - 1) : end])
