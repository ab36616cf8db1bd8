"""Ranges of subjects: the whole noun phrase before a verb, where the clause has only its last noun."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import (
    DETERMINERS,
    EDGES,
    PREPOSITIONS,
    STOPS,
    is_adjective_word,
    is_noun_like,
    is_phrase_like,
    joins_adjectives,
)
from briefgen.extract.phrasing.relative_subjects import (
    goes_with_thing,
    meant_before,
    nearest_thing,
    relative_above,
)

_QUALIFYING = load_words("titles", "qualifying")
_LEADING = load_words("titles", "leading")
_COUNTLESS = load_words("phrasing", "countless")


def subject_range(context: Context, clause: Clause) -> tuple[int, int] | None:
    """Return the whole subject before the verb, where the clause has only its last noun, or an object behind."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return None
    if clause.subject is not None:
        opener = relative_above(context, clause)
        if opener.kind in {"relative", "that"} and (
            found := meant_before(context, clause, opener) or goes_with_thing(context, clause, opener)
        ):
            return found if found[1] > found[0] else None
        if (head := head_of_cut(context, clause)) is not None:
            return head if head[1] > head[0] else None
        if (whole := _misread(context, clause)) is not None:
            return whole if whole[1] > whole[0] else None
        first, last = index.trim(*index.range_of(clause.subject), marks=EDGES)
        if last > first > 1 and joins_adjectives(context, first - 1, verb.first + 1):
            # `A huge, slow-moving storm hit the coast`
            first -= 2
            while first > clause.first and is_adjective_word(index.low[first - 1]):
                first -= 1
            first -= first > clause.first and index.low[first - 1] in DETERMINERS
        if last < verb.first and last > first and all(context.timex_at[t] >= 0 for t in range(first, last)):
            # `A day earlier, the minister, who …, had been seen`
            first = last
            while first < verb.first and (context.timex_at[first] >= 0 or index.low[first] == ","):
                first += 1
            last = first
            while last < verb.first and is_phrase_like(context, last):
                last += 1
            return (first, last) if last > first else None
        if (
            last > first + 2
            and index.low[first + 1 : first + 3] == ["of", "them"]
            and index.low[first - 1] == ","
        ):
            # `hundreds of migrants, most of them from Galle, tried`
            begin = first - 1
            while begin > clause.first and is_phrase_like(context, begin - 1):
                begin -= 1
            return (begin, first - 1) if begin < first - 1 else None
        if (aged := _person_of_age(context, first, last)) is not None:
            return aged
        if last > first + 2 and context.timex_at[first] >= 0:
            # `began a week of mourning on Tuesday for the fans who were killed`
            begin = next((t for t in range(first, last) if context.timex_at[t] < 0), first)
            if index.low[begin] == "," and index.low[begin + 1] in PREPOSITIONS:
                # `Friday evening, after the prayers, eight police stations were bombed`
                begin = next((t for t in range(begin + 1, last) if index.low[t] == ","), begin)
            first = begin + 1 if index.low[begin] in PREPOSITIONS - {"of"} else first
        if last == first + 1 == verb.first and index.low[first] in {"it", "them"} and clause.kind == "main":
            begin = clause.first
            if index.low[first - 1] in PREPOSITIONS and all(
                is_phrase_like(context, t) or index.low[t] == "and" for t in range(begin, first)
            ):
                # `The palace and ministries next to it had been blocked`
                return begin, last
        if clause.subject_inherited or first < verb.first:
            found = _widened(context, clause, first, last) if last > first else None
            reduced = clause.kind == "participial" and verb.passive and found is not None
            if reduced and found is not None and found[1] == verb.first:
                return nearest_thing(context, clause, *found)
            return found
    return _bare_subject(context, clause)


def _misread(context: Context, clause: Clause) -> tuple[int, int] | None:
    """Return the true subject where the clause layer has a part of it; empty where there is none, None if all is well.

    `Han was himself (impeached)`, `Benigno Santos, Jr. (arrived)`, `Kenya's most wanted man (was caught)`, and whom
    somebody tells: `told a briefing on Friday soldiers (had entered)`.
    """
    index = context.index
    low, verb = index.low, clause.verb
    if clause.subject is None or verb is None:
        return None
    first, last = index.range_of(clause.subject)
    above = index.clauses[clause.parent] if clause.parent is not None else None
    if low[first] in _REFLEXIVES and last == first + 1:
        return (subject_range(context, above) or (0, 0)) if above is not None else (0, 0)
    if low[first] in _JUNIORS and low[first - 1] == ",":
        begin = first - 1
        while begin > clause.first and is_phrase_like(context, begin - 1):
            begin -= 1
        return begin, first - 1
    if above is None or above.verb is None or above.subject is None:
        return (0, 0) if low[last - 1] in _DEGREES and verb.first == last else None
    begin, end = index.range_of(above.subject)
    if low[end - 1] in _DEGREES and above.verb.first == end and verb.first > end:
        # `Kenya's most (wanted man was caught)`
        last = verb.first - (low[verb.first - 1] == ",")
        named = _named_before(context, begin)
        return named or (
            (begin, last) if all(is_phrase_like(context, t) for t in range(end + 1, last)) else (0, 0)
        )
    if (
        clause.kind == "that"
        and not clause.marker
        and first == above.verb.last
        and above.verb.lemma in _TELLING
    ):
        # Who is told does nothing.
        behind = next((t + 1 for t in range(last - 1, first, -1) if context.timex_at[t] >= 0), last)
        return (behind, last) if behind < last else (0, 0)
    return None


def _named_before(context: Context, token: int) -> tuple[int, int] | None:
    """Return the person whom an aside behind the name describes: `Nimal Perera, alias Tiger, Kenya's most …`."""
    index, names = context.index, context.document.names
    begin = context.document.sentences[index.sentence_of[token]].first
    if token == begin or index.low[token - 1] != ",":
        return None
    for mention in index.mentions_in(begin, token):
        first, last = index.mention_range[mention]
        if first != begin and not all(is_noun_like(context, t) for t in range(begin, first)):
            return None
        person = names.entities[names.mentions[mention].entity].type == "person"
        return (first, last) if person and index.low[last] == "," else None
    return None


_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
_JUNIORS = frozenset({"jr", "jr.", "sr", "sr."})
_DEGREES = frozenset({"most", "more", "least", "less"})
_TELLING = load_words("phrasing", "telling")


def head_of_cut(context: Context, clause: Clause) -> tuple[int, int] | None:
    """Return the noun before `that` of which a verb behind the relative clause tells; empty for the verb within it.

    `The treaty that the two states signed in 1998 collapsed`: read as if the states collapsed, and were signed.
    """
    index = context.index
    above = index.clauses[clause.parent] if clause.parent is not None else None
    if above is None or clause.verb is None or clause.subject_inherited:
        return None
    if clause.kind == "participial" and clause.verb.passive and above.kind == "that":
        return (0, 0) if head_of_cut(context, above) is not None else None
    if clause.kind != "that" or clause.marker != "that" or above.verb is not None:
        return None
    inner = next(
        (
            index.clauses[k]
            for k in index.clauses_of[clause.sentence]
            if index.clauses[k].kind == "participial"
            and index.clauses[k].parent is not None
            and index.clauses[index.clauses[k].parent or 0] is clause
        ),
        None,
    )
    if inner is None or inner.verb is None or inner.verb.first >= clause.verb.first or clause.first == 0:
        return None
    last = first = clause.first
    while first > above.first and is_phrase_like(context, first - 1):
        first -= 1
    return (first, last) if first < last else None


def _person_of_age(context: Context, first: int, last: int) -> tuple[int, int] | None:
    """Find the person of whom a subject holds only the age: `Perera, 55, a former inspector, boarded`."""
    index = context.index
    if last - first != 1 or first < 2 or not index.low[first].isdigit() or index.low[first - 1] != ",":
        return None
    mention = index.mention_at[first - 2]
    return index.mention_range[mention] if mention >= 0 else None


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
        while start > begin and (is_phrase_like(context, start - 1) or index.verb_at[start - 1] == number):
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
    while start > begin and is_phrase_like(context, start - 1):
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
    if first == begin or (clause.marker and clause.first == first - 1):
        # `to explain why his troops had gone`
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
        while start > begin and is_phrase_like(context, start - 1):
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
