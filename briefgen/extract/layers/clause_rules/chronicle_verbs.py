"""Verbs of the present that are as often nouns, in sentences that would have no verb: `A tunnel collapses`.

Chronicles and captions tell in the present. Elsewhere such a word is a noun unless something shows the verb; here
what shows it is that the sentence has no other.
"""

from briefgen.extract.layers.clause_rules.tags import SKIPPED
from briefgen.extract.layers.clause_rules.verbreading import Reading, VerbGroup, make_group
from briefgen.extract.lexicon import load_words

_SHORTEST = 4
"""Sentences of fewer tokens are headings."""
_OPENERS = frozenset("SRTs")


def read_chronicle(reading: Reading) -> None:
    """Add the verb groups of main clauses where no finite verb stands in them, if a word can be that verb.

    What a semicolon parts off is a clause of its own. The subject must have a determiner, a name or a number, and the
    verb agree with its head; behind a plural there must be an object or a direction, unless nothing but a verb can
    follow the plural.
    """
    if reading.size < _SHORTEST or any(word in load_words("clauses", "asking") for word in reading.words[:2]):
        return
    first = 0
    for cut in [i for i, word in enumerate(reading.words) if word == ";"]:
        _read_stretch(reading, first, cut, alone=False)
        first = cut + 1
    _read_stretch(reading, first, reading.size, alone=first == 0)


def _read_stretch(reading: Reading, first: int, last: int, *, alone: bool) -> None:
    """Add the verb group of what stands in [first, last); `alone` is whether it is the whole sentence."""
    if last - first < (_SHORTEST if alone else 2):
        return
    finite = [
        group
        for group in reading.groups
        if first <= group.first < last and group.tense not in ("participle", "infinitive")
    ]
    if finite and len(finite) > 1 + sum(map(_OPENERS.__contains__, reading.letters[first:last])):
        return
    start = _behind_adverbials(reading, _start_of(reading, first, last), last, finite)
    finite = [group for group in finite if group.first >= start]
    if finite and (aside := _opens_aside(reading, start, finite[-1])) is not None:
        # `France stands beside them, | Ruiz declared.`
        finite.pop()
        last = aside
    if len(finite) > sum(map(_OPENERS.__contains__, reading.letters[start:last])):
        return
    end = finite[0].first if finite else last
    for index in range(start + 1, end):
        if reading.letters[index] in "STs":
            return
        if (
            reading.letters[index] == ","
            and (behind := _behind_aside(reading, index, last, finite)) is not None
        ):
            # `Peru, which lost 66 last year, | offers 50 men.`
            if (group := _read_word(reading, start, behind, stop=index, alone=False)) is not None:
                _add(reading, group)
            return
        if any(group.first <= index < group.last for group in reading.groups):
            continue
        group = _read_word(reading, start, index, stop=index, alone=alone)
        if group is not None:
            _add(reading, group)
            return


def _add(reading: Reading, group: VerbGroup) -> None:
    at = sum(other.first < group.first for other in reading.groups)
    reading.groups.insert(at, group)
    reading.letters[group.first] = "v"


def _opens_aside(reading: Reading, start: int, group: VerbGroup) -> int | None:
    """Return the comma before the one who says what stands in front: `…, | Ruiz declared on Sunday`."""
    if group.lemma not in load_words("verbs", "speech") or group.passive:
        return None
    at = group.first - 1
    while at > start and reading.letters[at] in "NDPA":
        at -= 1
    return at if at > start + 1 and reading.letters[at] == "," and at < group.first - 1 else None


def _behind_aside(reading: Reading, comma: int, last: int, finite: list[VerbGroup]) -> int | None:
    """Return the word behind the relative clause that opens at a comma: `, which lost 66 last year, |`."""
    opener = comma + 1 + (reading.tagged.letter(comma + 1) in "PO")
    if reading.tagged.letter(opener) != "R" or reading.letters[comma - 1] not in "NU":
        return None
    verb = next((group for group in finite if group.first > opener), None)
    closed = next((i for i in range(verb.last if verb else opener, last) if reading.letters[i] == ","), None)
    if closed is None or closed + 1 >= last:
        return None
    if any(group.first >= closed for group in finite) or "C" in reading.letters[opener:closed]:
        return None
    return reading.tagged.behind(closed + 1)


def _start_of(reading: Reading, first: int, last: int) -> int:
    """Return where the sentence begins behind a date: `June 15: |`, `Shortly after 2 p.m. |`."""
    days = load_words("verbs", "days")
    start = first
    for index in range(first, min(last - 1, first + 14)):
        if reading.words[index] in (":", "-", "–", "—", "*", "**", "p.m.", "a.m."):
            start = index + 1
        elif reading.letters[index] not in "UPAs" and reading.words[index] not in days:
            break
    while start < last - 1 and (
        reading.letters[start] in SKIPPED
        or reading.words[start] in ("*", "**")
        or reading.letters[start] == '"'
        or (reading.letters[start] == "," and start > first)
    ):
        start += 1
    return start


def _behind_adverbials(reading: Reading, start: int, last: int, finite: list[VerbGroup]) -> int:
    """Return where the main clause begins behind phrases and clauses of time and place: `In Galle, | the curfew …`."""
    if reading.letters[start] not in "PsS":
        return start
    openers = 0
    for index in range(start, last - 1):
        letter = reading.letters[index]
        openers += letter in _OPENERS
        if letter in ';"':
            return start
        if letter == "," and reading.letters[index + 1] not in "PsSRTC":
            verbs = sum(group.first < index for group in finite)
            return index + 1 if verbs <= openers else start
    return start


def _read_word(reading: Reading, start: int, index: int, *, stop: int, alone: bool) -> VerbGroup | None:
    """Read an ambiguous form of the present whose subject is [start, stop)."""
    tag = reading.tags[index]
    kinds = {kind for _, kind in tag.forms}
    if not kinds & {"z", "b"} or reading.tagged.token(index).norm[0].isupper():
        return None
    last = reading.tagged.before(stop)
    if last < start or reading.letters[start] in "PsS":
        return None
    counted = reading.words[last] in load_words("clauses", "amounts")
    if reading.letters[last] not in "NU" and not counted:
        return None
    head = _head_of(reading, start, stop)
    if head is None:
        return None
    sure = stop < index or not alone
    if "z" in kinds and (
        _is_one(reading, start, head, index) or (sure and _goes_with_name(reading, head, index))
    ):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "z"), "present")
    if "b" in kinds and _are_many(reading, start, head, index):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "b"), "present")
    return None


def _is_one(reading: Reading, start: int, head: int, index: int) -> bool:
    """Tell whether a form in -s agrees with a subject that begins at `start`, with its head at `head`."""
    right = reading.tagged.letter(index + 1)
    timed = reading.tagged.before(index) < index - 1
    """Whether an adverb stands before the form: `Ruiz now sits at …`."""
    if reading.words[start] in ("none", "each", "one") and reading.words[start + 1 : start + 2] == ["of"]:
        return right in "DUPAO"
    named = reading.tagged.token(head).norm[0].isupper() and head > start
    placed = reading.tagged.form(index, "z") in load_words("verbs", "inverting") and right in "PU"
    if _is_plural(reading, head):
        return False
    if not (
        reading.letters[start] == "D" or timed or (named and right in "DU") or (placed and head == start)
    ):
        return False
    return right in "DUPAO" or (right in "N," and "P" not in reading.letters[start:index])


def _goes_with_name(reading: Reading, head: int, index: int) -> bool:
    """Tell whether a form in -s goes with a name, where a noun could not: `…; Burkina Faso objects`."""
    named = reading.tagged.token(head).norm[0].isupper() and not reading.tagged.is_plural(head)
    right = reading.tagged.letter(index + 1)
    return named and right in "DUPAOToN;" and reading.words[index + 1 : index + 2] != ["of"]


def _are_many(reading: Reading, start: int, head: int, index: int) -> bool:
    """Tell whether a base form agrees with a subject that begins at `start`, with its head at `head`."""
    amounts = load_words("clauses", "amounts")
    if not (reading.letters[start] == "U" or _is_plural(reading, head) or reading.words[head] in amounts):
        return False
    right = reading.tagged.letter(index + 1)
    behind = reading.words[index + 1] if index + 1 < reading.size else ""
    if (
        right in "DU"
        or behind in load_words("clauses", "small_numbers")
        or (right in "Nv" and reading.tagged.is_plural(index + 1))
        or (right in "OP" and reading.words[head] in amounts and behind != "of")
    ):
        return True
    last = reading.tagged.before(index)
    word = reading.words[last]
    lemma = reading.tagged.form(index, "b")
    if lemma in load_words("verbs", "seldom_nouns_behind") and behind != "of":
        # `Residents of the camp lack food.`
        return right in "PANOs"
    if not word.endswith("s") or word in load_words("clauses", "plurals_before_nouns"):
        # `human rights work in the town`, `police search for the men`
        return False
    plain = reading.tagged.token(last).norm[0].islower() or last == start
    return (
        plain
        and behind != "of"
        and (right in "PAsO" or (right == "N" and reading.tagged.letter(index + 2) in "CPA;"))
    )


def _head_of(reading: Reading, start: int, index: int) -> int | None:
    """Return the head of the noun phrase [start, index): its last noun before a preposition, aside or participle."""
    head = start if reading.words[start] in load_words("clauses", "amounts") else None
    for at in range(start, index):
        if any(group.first == at for group in reading.groups) or reading.letters[at] in "P,(R":
            break
        if reading.letters[at] in "NU":
            head = at
        elif reading.letters[at] not in "DAC":
            return None
    return head


def _is_plural(reading: Reading, index: int) -> bool:
    return reading.tagged.is_plural(index) or reading.words[index].endswith("men")
