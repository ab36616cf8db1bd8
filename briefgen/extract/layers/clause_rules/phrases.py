"""Noun phrases around verb groups: subjects, without adverbials and appositions."""

from functools import cache

from briefgen.extract.layers.clause_rules.tags import SKIPPED, Tagged
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words

_CLOSING = frozenset({'"', "”", "''", "»"})
_NUMBERS = load_words("clause_rules", "numbers")
_POINTED = frozenset({"later", "earlier", "ago", "yesterday", "today"})
_COUNTED = load_words("clause_rules", "counted")
_DASHES = frozenset({"--", "—", "–", "-"})
_PLACES = frozenset({"there", "here"})
_LAST_DAY = 31
_OFFICES = load_words("clause_rules", "offices_before_names")
_OCCASIONS = load_words("clause_rules", "occasions")
_FIELDS = load_words("clause_rules", "fields_of_offices")
_QUOTES = _CLOSING | {"“", "``", "«"}


def find_phrase(tagged: Tagged, begin: int, end: int) -> tuple[int, int] | None:
    """Return [begin, end) less the marks and adverbs at its edges; None if no noun is left."""
    while begin < end and tagged.letters[begin] in 'AnC,;"P':
        if _is_amount(tagged, begin) or (tagged.letters[begin] == "A" and tagged.letter(begin + 1) == "U"):
            break
        if _describes_participle(tagged, begin, end):
            break
        begin += 1
        if tagged.letters[begin - 1] == "P" and begin < end:
            # `On Monday | the president`
            behind = behind_time(tagged, begin, end)
            begin = behind if begin < behind < end and tagged.letters[behind] == "D" else begin
    while begin < end and tagged.letters[end - 1] in 'An,;"C':
        if end - 1 > begin and tagged.letters[end - 2] == "P" and tagged.letters[end - 1] == "A":
            # `help from abroad`
            break
        end -= 1
    if begin < end - 1 and tagged.words[end - 1] in _PLACES and tagged.letters[end - 2] == "N":
        # `the authorities there said`
        end -= 1
    if begin < end and tagged.letters[end - 1] == "I":
        return end - 1, end
    if end < tagged.size and tagged.token(end).norm in _CLOSING and _is_opened(tagged, begin, end):
        end += 1
    if begin >= end or not any(tagged.letters[index] in "NUIDoTRv" for index in range(begin, end)):
        return None
    return begin, end


def _describes_participle(tagged: Tagged, begin: int, end: int) -> bool:
    """Tell whether an adverb belongs to a participle or adjective before a noun: `heavily armed gangs`."""
    return (
        begin + 2 < end
        and tagged.letters[begin] == "A"
        and tagged.letters[begin + 1] == "N"
        and (tagged.form(begin + 1, "q") != "" or tagged.words[begin] in load_words("clauses", "of_states"))
    )


@cache
def _pronoun_verbs() -> frozenset[str]:
    """Return the words that are subject and auxiliary in one: `we've`, `they'll`."""
    keys = ("pronoun_be", "pronoun_have", "pronoun_will", "pronoun_would")
    return frozenset().union(*(load_words("clauses", key) for key in keys))


def find_subject(
    tagged: Tagged, begin: int, group: VerbGroup, *, stop: int | None = None
) -> tuple[int, int] | None:
    """Return the noun phrase in front of a verb group, adverbials at the head and appositions left out."""
    end = group.first if stop is None else stop
    if tagged.words[group.first] in _pronoun_verbs():
        return group.first, group.first + 1
    while end > begin and tagged.letters[end - 1] in SKIPPED and tagged.letter(end - 2) != "P":
        end -= 1
    if tagged.words[begin + 1 : begin + 2] == [":"] and tagged.words[begin] in _LABELS:
        begin += 2
    begin = _behind_opening_day(tagged, begin, end)
    closed = end > begin and tagged.letters[end - 1] == ","
    segments: list[tuple[int, int]] = []
    left = begin
    for index in range(begin, end + 1):
        if index == end or tagged.letters[index] in ',;"':
            if index > left:
                segments.append((left, index))
            left = index + 1
    if len(segments) > 1 and is_time(tagged, segments[-1]):
        # `Police in Galle, Peru, late Thursday closed …`
        segments.pop()
        closed = True
    nouns = [segment for segment in segments if not is_adverbial(tagged, segment)]
    if len(nouns) > 1 and is_time(tagged, nouns[0]):
        # `Last week, the leaders of Peru and Chile, …, met`
        del nouns[0]
    if segments and not closed and _is_deed(tagged, segments[-1]):
        return find_phrase(tagged, *segments[-1])
    if not nouns:
        return after_adverbial(tagged, segments[-1]) if segments and not closed else None
    last = tagged.letters[nouns[-1][0] : nouns[-1][1]]
    if (
        len(nouns) > 1
        and "C" in last
        and "P" not in last
        and (tagged.is_plural(nouns[0][1] - 1) or _lists_names(tagged, nouns))
    ):
        # `Shops, banks and offices, which …, burned`: a list, no apposition.
        return find_phrase(tagged, nouns[0][0], nouns[-1][1])
    if closed and tagged.words[end - 1] in _DASHES:
        # `On the island, 52 people -- most of them young -- left`
        opened = next((i for i in range(end - 2, begin, -1) if tagged.words[i] in _DASHES), end)
        nouns = [segment for segment in nouns if segment[1] == opened] or nouns
    if len(nouns) == 1 or closed:
        chosen = nouns[0]
    elif "C" in tagged.letters[nouns[-1][0] : nouns[-1][1]] and tagged.letters[nouns[0][0]] not in "sS":
        chosen = (nouns[0][0], nouns[-1][1])
    else:
        chosen = nouns[-1]
    return _behind_opening_time(tagged, *chosen) or find_phrase(tagged, *chosen)


_LABELS = frozenset({"recap", "update", "updated", "summary", "breaking", "correction", "latest", "analysis"})
"""Words that label an entry of a live page."""


def _behind_opening_time(tagged: Tagged, begin: int, end: int) -> tuple[int, int] | None:
    """Return the noun phrase behind a time without preposition or comma: `Late that evening | a plane (landed)`."""
    if begin >= end or tagged.words[begin] not in _TIME_OPENERS:
        return None
    behind = behind_time(tagged, begin, end)
    if tagged.words[begin] in ("this", "last") and tagged.words[behind - 1] in ("minute", "time", "day"):
        # `Last minute talks failed`
        return None
    return find_phrase(tagged, behind, end) if begin + 1 < behind < end else None


_TIME_OPENERS = frozenset({"late", "early", "later", "earlier", "that", "this", "last"})


def _behind_opening_day(tagged: Tagged, begin: int, end: int) -> int:
    """Return where the words behind a day without comma begin: `On Monday | a quake, felt inland, shook …`."""
    if begin >= end or tagged.letters[begin] not in "Ps":
        return begin
    behind = behind_time(tagged, begin + 1, end)
    free = begin + 1 < behind < end and tagged.letters[behind] in "DUN"
    return behind if free and "," in tagged.letters[behind:end] else begin


def _lists_names(tagged: Tagged, nouns: list[tuple[int, int]]) -> bool:
    """Tell whether a subject ends in a list of names: `the leaders of Peru, Chile and Orlo`."""
    first = tagged.words[nouns[0][0] : nouns[0][1]]
    if "of" not in first or not tagged.token(nouns[0][1] - 1).norm[0].isupper():
        return False
    return all(
        tagged.letters[index] == "C" or tagged.token(index).norm[0].isupper()
        for begin, end in nouns[1:]
        for index in range(begin, end)
    )


def after_adverbial(tagged: Tagged, segment: tuple[int, int]) -> tuple[int, int] | None:
    """Return the noun phrase behind a prepositional phrase without comma: `On Wednesday police …`."""
    begin, end = segment
    while begin < end and tagged.letters[begin] in "AC":
        begin += 1
    if begin >= end or tagged.letters[begin] not in "Ps":
        return find_phrase(tagged, begin, end)
    index = begin + 1
    if (
        tagged.words[begin] in ("in", "since", "by", "until")
        and index < end - 1
        and _is_year(tagged.words[index])
    ):
        # `In 2009 Ruiz …`
        return find_phrase(tagged, index + 1, end)
    if tagged.words[begin : index + 1] in (["after", "dark"], ["before", "dark"]):
        return find_phrase(tagged, index + 1, end)
    if (time := behind_time(tagged, index, end)) > index:
        return find_phrase(tagged, time, end)
    # The object of the preposition: a determined phrase, or a run of names, numbers and words of time.
    for cut in range(index + 1, end):
        if _opens_office(tagged, cut, end):
            # `In Lima President Ana Vega`, `Across the border Foreign Minister Ivo Petrov`
            return find_phrase(tagged, cut, end)
        if tagged.letters[cut] in "DI" and tagged.letters[cut - 1] not in "PDsO":
            return find_phrase(tagged, cut, end)
        if tagged.words[cut - 1] == "on" and (behind := behind_time(tagged, cut, end)) > cut and behind < end:
            # `In a message on Saturday Silva …`
            return find_phrase(tagged, behind, end)
        if tagged.words[cut - 1] in _OCCASIONS and tagged.token(cut).norm[0].isupper():
            # `In a statement | Chile`, `In a letter Friday | Chile`
            return find_phrase(tagged, behind_time(tagged, cut, end), end)
        if _is_amount(tagged, cut) and tagged.letters[cut - 1] == "N":
            # `In all about 250 people`
            return find_phrase(tagged, cut, end)
    if (people := _people_behind_place(tagged, index, end)) is not None:
        return people, end
    token = tagged.token(index) if index < end else None
    while index < end and token is not None and (token.norm[0].isupper() or tagged.letters[index] == "U"):
        if index > begin + 1 and tagged.letters[index] == "U" and not _is_year(token.norm):
            # `In Syria | 237 people`
            break
        index += 1
        token = tagged.token(index)
    return find_phrase(tagged, index, end) if begin + 1 < index < end else None


def _people_behind_place(tagged: Tagged, begin: int, end: int) -> int | None:
    """Return where a bare plural begins behind a place: `in the port of Galle | soldiers`, `in Galle state | men`."""
    at = end - 1
    noun = tagged.letters[at] in "Nv" and not tagged.token(at).norm[0].isupper()
    if at <= begin or not noun or not tagged.is_plural(at):
        return None
    if tagged.token(at - 1).norm[0].isupper():
        return at
    spot = tagged.words[at - 1] in load_words("clauses", "spots")
    return at if spot and tagged.token(at - 2).norm[0].isupper() else None


def _opens_office(tagged: Tagged, index: int, end: int) -> bool:
    """Tell whether an office before its holder's name begins here, behind what is no part of it."""
    if tagged.letters[index - 1] in "PDsO" or not tagged.token(index).norm[0].isupper() or end - index < 2:
        return False
    word, following = tagged.words[index], tagged.words[index + 1]
    if tagged.words[index - 1] in _OFFICES or tagged.token(index - 1).norm.endswith("-"):
        return False
    return word in _OFFICES or (word in _FIELDS and following in ("minister", "secretary"))


def _is_year(norm: str) -> bool:
    return len(norm) == 4 and norm.isdigit() and norm[:2] in ("18", "19", "20")


def _may_date(word: str) -> bool:
    """Tell whether a number can be a day of a month, an hour or a year."""
    return not word.isdigit() or int(word) <= _LAST_DAY or _is_year(word)


def behind_time(tagged: Tagged, index: int, end: int) -> int:
    """Return the index behind a time that begins here: `Over | the next two days | crowds`; else `index`."""
    days, units = load_words("verbs", "days"), load_words("clauses", "time_units")
    known = days | units | load_words("clauses", "time_words")
    behind = at = index
    while at < end and (
        tagged.words[at] in known
        or tagged.letters[at] in "DU"
        or tagged.words[at] in _NUMBERS
        or tagged.words[at - 1 : at + 1] == ["night", "to"]
    ):
        named = tagged.words[at] in days and tagged.token(at).norm[0].isupper()
        number = tagged.letters[at] == "U" and behind == at and at > index and _may_date(tagged.words[at])
        if named or number or tagged.words[at] in units:
            behind = at + 1
        at += 1
    return behind


def _is_deed(tagged: Tagged, segment: tuple[int, int]) -> bool:
    """Tell whether a stretch right before a verb names a deed by its -ing form: `closing the port | is wrong`."""
    head = segment[0]
    return (
        tagged.letters[head] == "v"
        and tagged.form(head, "g") != ""
        and "P" not in tagged.letters[head + 1 : head + 2]
    )


def is_time(tagged: Tagged, segment: tuple[int, int]) -> bool:
    """Tell whether a stretch is a time without preposition: `late Thursday`, `two days later`."""
    days, units = load_words("verbs", "days"), load_words("clauses", "time_units")
    known = days | units | load_words("clauses", "time_words")
    words = tagged.words[segment[0] : segment[1]]
    if len(words) == 2 and words[0] in ("last", "this", "next") and words[1] in days | units:
        return True
    pointed = set(words) & (days - {"morning", "afternoon", "evening", "night"} | _POINTED)
    return bool(pointed & (days | units) or words[-1] in _POINTED) and all(
        word in known or word in _NUMBERS or word[0].isdigit() or word in _COUNTED for word in words
    )


def find_noun_start(tagged: Tagged, edge: int, last: int) -> int:
    """Return where the noun phrase that ends at `last` begins: behind a preposition other than `of`."""
    index = last
    while index > edge and (
        tagged.words[index - 1] == "of"
        or tagged.letters[index - 1] not in 'Ps,;"C'
        or (tagged.words[index - 1] == "than" and tagged.words[index - 2] in ("more", "less", "fewer"))
        or (tagged.letters[index] == "U" and _is_amount(tagged, index - 1))
    ):
        index -= 1
    return index


def strip_marks(tagged: Tagged, begin: int, end: int) -> tuple[int, int] | None:
    """Return [begin, end) without marks at its edges; None if nothing is left."""
    while begin < end and tagged.letters[begin] in ',;"':
        begin += 1
    while begin < end and tagged.letters[end - 1] in ',;"':
        end -= 1
    return (begin, end) if begin < end else None


def is_adverbial(tagged: Tagged, segment: tuple[int, int]) -> bool:
    """Tell whether a stretch between commas is a phrase of place, time or manner."""
    head = segment[0]
    while head < segment[1] and tagged.letters[head] in "AC":
        head += 1
    if head == segment[1]:
        return True
    if _is_amount(tagged, head):
        return False
    return tagged.letters[head] in "PSsO" or (tagged.letters[head] == "v" and tagged.form(head, "g") != "")


def _is_amount(tagged: Tagged, index: int) -> bool:
    """Tell whether a preposition opens a number: `at least 12`, `up to 50`, `as many as 300`."""
    word, following = tagged.words[index], tagged.words[index + 1 : index + 2]
    if word == "as" and following and following[0] in ("many", "few", "much", "little"):
        return True
    if (word == "at" and following and following[0] in ("least", "most")) or (
        word == "up" and following == ["to"]
    ):
        return True
    if word not in ("about", "around", "over", "under", "between", "up"):
        return False
    fraction = bool(following) and following[0].endswith(("-thirds", "-quarters", "-fifths", "half"))
    return tagged.letter(index + 1) == "U" or fraction or (bool(following) and following[0] in _NUMBERS)


def _is_opened(tagged: Tagged, begin: int, end: int) -> bool:
    """Tell whether a quotation mark opened in [begin, end) is not closed there."""
    marks = sum(tagged.token(index).norm in _QUOTES for index in range(begin, end))
    return marks % 2 == 1
