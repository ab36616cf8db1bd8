"""Antecedents: the noun phrase that a relative clause describes."""

from briefgen.extract.layers.clause_rules.clausereading import ClauseReading
from briefgen.extract.layers.clause_rules.phrases import find_noun_start, find_phrase
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words

_WHOM = load_words("clause_rules", "whom")
"""What these govern can be people; the others tell a place or a thing."""
_LIKE = load_words("clause_rules", "like")
_ONE = frozenset({"is", "was", "has", "isn't", "wasn't", "hasn't"})
_MANY = frozenset({"are", "were", "have", "aren't", "weren't", "haven't"})


def find_antecedent(
    reading: ClauseReading, group: VerbGroup, begin: int, start: int
) -> tuple[int, int] | None:
    """Return the noun phrase in [begin, start) that the relative clause at `start` describes; `group` is its verb."""
    last = start - 1
    while last >= 0 and reading.letters[last] in ',"':
        last -= 1
    if (named := _apposed_name(reading, begin, last + 1, start)) is not None:
        return named
    if (described := _counted_apposition(reading, begin, last + 1, start)) is not None:
        return described
    people = reading.words[start] in ("who", "whose", "whom")
    if begin == 0 and reading.letters[0] in "Ps" and (people or reading.tagged.letter(start - 1) != ","):
        # `From London, the president, who …`, `Within hours of the blast, the party that …`
        comma = reading.letters[:last].index(",") if "," in reading.letters[:last] else -1
        begin = comma + 1 if comma > 0 and reading.tagged.letter(comma + 1) in "DN" else begin
    apposed = reading.letters[begin : last + 1]
    if "," in apposed[1:] and "C" not in apposed:
        # `the port, the biggest in the south, which …`: the port is meant.
        last = begin + apposed.index(",", 1) - 1
        if reading.tagged.letter(start - 1) != ",":
            return find_phrase(reading.tagged, begin, last + 1) or find_phrase(reading.tagged, 0, last + 1)
    found = find_phrase(reading.tagged, begin, last + 1)
    if found is None:
        return find_phrase(reading.tagged, 0, last + 1)
    if reading.words[found[0]] in _LIKE and reading.words[found[0] + 1] == "to":
        # `are similar to the outbreak that …`
        found = find_phrase(reading.tagged, found[0] + 2, found[1]) or found
    return _nearest(reading, group, found, start)


def _apposed_name(reading: ClauseReading, begin: int, end: int, start: int) -> tuple[int, int] | None:
    """Return the name between commas right before `who`: `after the death of his father, Nimal Vega, who …`."""
    comma = reading.last_of(",", begin + 1, end)
    if comma is None or end == start or reading.words[start] not in ("who", "whose", "whom"):
        return None
    named = all(
        reading.letters[index] == "N" and reading.tagged.token(index).norm[0].isupper()
        for index in range(comma + 1, end)
    )
    return (comma + 1, end) if named and end - comma > 2 else None


def _counted_apposition(reading: ClauseReading, begin: int, end: int, start: int) -> tuple[int, int] | None:
    """Return the kind of which a list gives the members: `Peru, Chile and Orlo, | the three states | that …`."""
    comma = reading.last_of(",", begin + 1, end)
    if comma is None or end != start or reading.tagged.letter(comma + 1) != "D" or end - comma < 3:
        return None
    counted = (
        reading.words[comma + 2] in load_words("clauses", "counted") or reading.letters[comma + 2] == "U"
    )
    return (comma + 1, end) if counted and "C" in reading.letters[begin:comma] else None


def _nearest(reading: ClauseReading, group: VerbGroup, found: tuple[int, int], start: int) -> tuple[int, int]:
    """Return what a preposition other than `of` governs right before a relative, if that is what it describes."""
    begin, end = found
    if (owned := _of_one(reading, group, found) or _vessel(reading, found, start)) is not None:
        return owned
    cut = find_noun_start(reading.tagged, begin, end - 1)
    if cut <= begin or reading.letters[cut - 1] not in "Ps":
        return found
    opener = start + (reading.letters[start] == "P")
    word = reading.words[opener]
    near = find_phrase(reading.tagged, cut, end)
    if near is None or reading.words[near[0]] in load_words("verbs", "days"):
        return found
    if word == "where":
        return near
    if word not in ("who", "whose", "whom") and group.lemma in load_words("verbs", "harming"):
        # `an attack on a bus that killed 30`
        return found
    named = reading.letters[near[0]] == "N" and reading.tagged.token(near[0]).norm[0].isupper()
    if named and (reading.tagged.letter(start - 1) != "," or word == "that"):
        # No name is told from others of its kind.
        return found
    if word in ("who", "whose", "whom") and reading.words[cut - 1] not in _WHOM:
        return found
    several = reading.tagged.is_plural(end - 1)
    number = reading.words[group.first]
    if (several and number in _ONE) or (
        not several and number in _MANY and "C" not in reading.letters[cut:end]
    ):
        return found
    return near


def _of_one(reading: ClauseReading, group: VerbGroup, found: tuple[int, int]) -> tuple[int, int] | None:
    """Return the one thing behind `of` where the verb is of one: `images of the bridge, which was built in 1967`."""
    begin, end = found
    at = next((index for index in range(begin + 1, end - 1) if reading.words[index] == "of"), None)
    if at is None or reading.words[group.first] not in _ONE:
        return None
    apart = reading.tagged.is_plural(at - 1) and not reading.tagged.is_plural(end - 1)
    return find_phrase(reading.tagged, at + 1, end) if apart else None


def _vessel(reading: ClauseReading, found: tuple[int, int], start: int) -> tuple[int, int] | None:
    """Return what people were aboard, which `that` is about: `passengers aboard a ferry that sank`."""
    if reading.words[start] in ("who", "whose", "whom"):
        return None
    begin, end = found
    for at in range(begin, end - 1):
        if reading.words[at] == "aboard" or (at and reading.words[at - 1 : at + 1] == ["on", "board"]):
            return find_phrase(reading.tagged, at + 1, end)
    return None
