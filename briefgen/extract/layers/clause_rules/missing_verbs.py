"""Whether a clause still wants its verb: what stands before a word, and which verbs come behind it."""

from briefgen.extract.layers.clause_rules.verbreading import Reading, VerbGroup, lemma_of
from briefgen.extract.lexicon import load_words


def has_joint_verb(reading: Reading, index: int) -> bool:
    """Tell whether a conjunction and a form of the past follow in the clause: `…, cut power and shut the port`.

    Not where that says by whom something was done: `…, led by a general and backed by tanks`.
    """
    for later in range(index + 1, min(reading.size, index + 12)):
        if reading.letters[later] in ';"SRT':
            return False
        if reading.letters[later] == "C":
            joint = reading.tagged.behind(later + 1)
            return reading.tagged.form(joint, "p") != "" and reading.words[joint + 1 : joint + 2] != ["by"]
    return False


def wants_verb(reading: Reading, index: int) -> bool:
    """Tell whether the clause would have no finite verb if the word at `index` were none."""
    finite = [group for group in reading.groups if group.tense not in ("participle", "infinitive")]
    if finite and ";" in reading.letters[finite[-1].last : index]:
        # `Police fired; a bus hit the wall`: a sentence of its own.
        cut = max(i for i in range(finite[-1].last, index) if reading.letters[i] == ";")
        if reading.words[cut] == ";" or (reading.words[cut] == ":" and reading.letters[index - 1] == ","):
            # `It was in trouble: Mia Ruiz, its head, stepped down`
            finite = [group for group in finite if group.first > cut]
    if finite and (joint := _last_new_clause(reading, index)) > finite[0].first:
        # `It rained all day, and streams that are dry in May swept away bridges.`
        finite = [group for group in finite if group.first > joint]
    waiting = 0
    if finite and (opened := set(reading.letters[finite[-1].last : index]) & set("SRT")):
        # `Dozens were injured when a tsunami hit Galle`: a new clause.
        waiting = int("R" in opened)
    elif finite and reading.letters[index - 1] == "," and _leaves_relatives(reading, finite, index):
        # `Orlo, which had made peace, set up tents.`
        pass
    elif finite and finite[-1].lemma in load_words("verbs", "clause_only"):
        # `Police said shots hit two cars`: a new clause.
        pass
    elif finite and not set(reading.letters[finite[-1].last : index]) & set(',;"'):
        relative = any(letter in "RT" for letter in reading.letters[: finite[-1].first])
        if not relative or len(finite) > 1:
            return False
    elif finite:
        return False
    most = _count_openers_behind(reading, index) + waiting
    return _count_finite_behind(reading, index, most) <= most


def _last_new_clause(reading: Reading, index: int) -> int:
    """Return the last conjunction behind a comma and before a noun phrase in front of a word; -1 if there is none.

    So, too, a comma or conjunction before a day and a noun phrase: `… and on Monday villagers set fire to a bus`.
    """
    for at in range(index - 2, 0, -1):
        letter = reading.letters[at]
        if letter == "C" and reading.letters[at - 1] == "," and reading.letters[at + 1] in "DNUI":
            return at
        if letter in "C," and opens_dated_clause(reading, at):
            return at
    return -1


def _leaves_relatives(reading: Reading, finite: list[VerbGroup], index: int) -> bool:
    """Tell whether all finite verbs before a comma stand in relative clauses: `Orlo, which had made peace, |`."""
    openers = sum(letter == "R" for letter in reading.letters[: index - 1])
    return 0 < len(finite) <= openers and reading.letters[finite[0].first - 1] != "C"


def _count_finite_behind(reading: Reading, index: int, most: int) -> int:
    """Count sure finite verbs behind a word, less those that go on with it and those of reporting asides.

    Where there are more than `most`, it does not matter how many.
    """
    count, opened = 0, False
    for later in range(index + 1, reading.size):
        opened = opened or (later >= index + 4 and _opens_new_clause(reading, later - 2))
        letter = reading.letters[later]
        if letter in ",C" and opens_dated_clause(reading, later):
            # `Police set fire to a bus, on Sunday the court sat`: what stands behind is of its own.
            break
        if reading.words[later] in (";", ":"):
            break
        if letter in "Ss" and reading.letters[later - 1] == "," and _has_past(reading, later + 1):
            # `…, after it shut its doors and three states left`: all behind belongs to `after`.
            break
        auxiliary = letter in "BHX" and reading.words[later] not in ("be", "been", "being", "having")
        plain = reading.tagged.form(later, "p") or (
            reading.tagged.form(later, "z") and not reading.tags[later].ambiguous
        )
        if not (letter == "M" or auxiliary or plain):
            continue
        describes = reading.tagged.form(later, "q") and not reading.tagged.form(later, "b")
        if later == index + 1 and describes and reading.tagged.letter(later + 1) == "N":
            # `found burnt cars`
            continue
        before = reading.tagged.before(later)
        if reading.tagged.letter(before) == "C" and before > index:
            # `burst into the school and shot the teacher`: this verb needs one before it.
            continue
        if before == later - 1 and reading.letters[before] == "," and _is_listed(reading, index, later):
            # `set fire to a bus, entered the mine and blocked the bridge`
            continue
        if (
            reading.tagged.letter(before) == "I"
            and before - 1 > index
            and reading.letters[before - 1] in "Nv"
            and reading.words[before - 1]
            not in load_words("verbs", "days") | load_words("clauses", "time_units")
        ):
            # `handed over notes they found`
            continue
        if lemma_of(reading, later) in load_words("verbs", "speech") and _is_aside(reading, index, later):
            continue
        if opened or count > most:
            break
        count += 1
    return count


def opens_dated_clause(reading: Reading, at: int) -> bool:
    """Tell whether a day and a new subject stand behind a comma or conjunction: `…, | on Sunday the court sat`."""
    days, end = load_words("verbs", "days"), at + 1
    end += reading.words[end : end + 1] in (["on"], ["early"], ["late"])
    end += reading.words[end : end + 1] == ["on"]
    first = end
    while end < reading.size and (
        reading.words[end] in days or (reading.letters[end] == "U" and end < first + 3)
    ):
        end += 1
    if not days & set(reading.words[first:end]):
        return False
    end += reading.tagged.letter(end) == ","
    return end < reading.size and reading.letters[end] in "DNIU"


def _is_listed(reading: Reading, index: int, verb: int) -> bool:
    """Tell whether a verb behind a comma is one of a list of deeds: another one stands behind `and`."""
    plain = reading.tagged.letter(verb + 1) in "DNUPo" and not set(reading.letters[index:verb]) & set('RTS;"')
    return plain and has_joint_verb(reading, verb)


def _is_aside(reading: Reading, index: int, verb: int) -> bool:
    """Tell whether only a noun phrase stands between a comma and a verb of speech: `…, officials said`."""
    for earlier in range(verb - 1, index, -1):
        if reading.letters[earlier] == ",":
            return earlier < verb - 1
        if reading.letters[earlier] in ';"CSRTv':
            return False
    return False


def _opens_new_clause(reading: Reading, at: int) -> bool:
    """Tell whether a comma, a conjunction, which stands at a word, and a new subject follow one another."""
    return reading.letters[at] == "C" and reading.letters[at - 1] == "," and reading.letters[at + 1] in "DINU"


def _count_openers_behind(reading: Reading, index: int) -> int:
    """Count the words behind a word that open a subordinate clause with a verb of its own."""
    soft = reading.words[index] in load_words("verbs", "seldom_nouns")
    return sum(
        reading.letters[later] == "S"
        or (reading.words[later] == "what" and reading.tagged.letter(later + 1) in "DIN")
        or (
            reading.letters[later] == "s"
            and (soft or "," in reading.letters[index:later])
            and _has_past(reading, later + 1)
        )
        for later in range(index + 1, reading.size)
    )


def _has_past(reading: Reading, start: int) -> bool:
    """Tell whether a finite verb follows before the next mark."""
    for later in range(start, reading.size):
        if reading.letters[later] in ',;"':
            return False
        if reading.letters[later] in "MBHX" or reading.tagged.form(later, "p"):
            return True
    return False


def _opens_counted(reading: Reading, index: int) -> bool:
    """Tell whether a determiner or a number stands at a token."""
    return reading.tagged.letter(index) in "DUI" or (
        index < reading.size and reading.words[index] in load_words("clauses", "small_numbers")
    )


def _closes_apposition(reading: Reading, comma: int) -> bool:
    """Tell whether a name or office between a comma and another stands before a finite verb: `, Mia Ruiz, said …`."""
    for later in range(comma + 1, min(reading.size - 1, comma + 10)):
        letter = reading.letters[later]
        if letter == ",":
            following = later + 1
            return later > comma + 1 and (
                reading.letters[following] in "MH"
                or (
                    reading.tagged.form(following, "p") != ""
                    and reading.tagged.letter(following + 1) in "DITU"
                )
            )
        if letter not in "DNUP":
            return False
    return False


def _agrees_with_second(reading: Reading, index: int, verb: int) -> bool:
    """Tell whether an auxiliary agrees only with what stands behind `until`: `Divers worked until the search | was`."""
    opener = next((t for t in range(verb - 1, index, -1) if reading.letters[t] == "s"), -1)
    if opener < 0 or verb - opener < 2 or "C" in reading.letters[opener:verb]:
        return False
    singular = reading.words[verb] in ("was", "is", "has")
    plural = reading.words[verb] in ("were", "are", "have")
    first = reading.tagged.is_plural(index - 1)
    second = _heads_plural(reading, opener + 1, verb)
    return (singular and first and not second) or (plural and second and not first)


def _heads_plural(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a noun phrase is plural, by the noun before its first preposition."""
    end = next((t for t in range(first, last) if reading.letters[t] == "P"), last)
    return reading.tagged.is_plural(end - 1)


def _is_of_named(reading: Reading, index: int) -> bool:
    """Tell whether a sentence opens with who does it, by name: `Mayor Ana Vega spoke directly with men held there`."""
    if reading.groups or index < _NAME:
        return False
    return all(
        reading.tagged.token(at).norm[0].isupper() and reading.letters[at] == "N" for at in range(index)
    )


_NAME = 2
"""Words of the shortest full name."""


_ASKING = frozenset({"call", "appeal", "push", "press", "vote"})
"""With `for` they have their own clause behind `before` and `after`: `called for calm before the army came`."""


def is_reduced(reading: Reading, index: int) -> bool:
    """Tell whether a finite verb for the noun before a participle comes later: `men arrested in May said`."""
    if _is_of_named(reading, index):
        return False
    depth = 0
    asks = lemma_of(reading, index) in _ASKING and reading.words[index + 1 : index + 2] == ["for"]
    moves = asks or lemma_of(reading, index) in load_words("verbs", "ergative")
    named = lemma_of(reading, index) in load_words("verbs", "naming_as")
    for later in range(index + 1, min(reading.size, index + 25)):
        letter = reading.letters[later]
        if letter == "s" and later == index + 1 and named and reading.words[later] == "as":
            continue
        if (
            letter == "s"
            and reading.words[later] == "as"
            and not named
            and later > index + 1
            and (_has_past(reading, later + 1))
        ):
            # `The quake struck at eight as the country was on its feet.`
            return False
        if letter in ';"SRT' or (letter == "s" and (depth or moves)):
            # `The protests started on Monday after a video appeared`: the verb behind `after` is its own.
            return False
        if letter == "C":
            return False
        if letter == ",":
            depth += 1
            if opens_dated_clause(reading, later):
                return False
            if reading.words[later + 1 : later + 2] == ["with"] and "," not in reading.letters[later + 1 :]:
                # `The rains continued, with 31 students rescued.`
                return False
            if _closes_apposition(reading, later):
                # `A statement posted by its head, Mia Ruiz, said …`
                return True
            # A new subject behind the comma has its own verb.
            if reading.tagged.letter(later + 1) in "DIN" or (
                reading.tagged.letter(later + 1) == "v" and reading.tagged.is_plural(later + 1)
            ):
                return False
            continue
        if letter == "I":
            return False
        if letter == "O":
            if later == index + 1 and not reading.tagged.form(later + 1, "b"):
                # `medics sent to the village found …`
                continue
            return False
        if letter == "M" or (
            letter in "BHX" and reading.words[later] not in ("be", "been", "being", "having", "done", "doing")
        ):
            return not _agrees_with_second(reading, index, later)
        if letter == "v":
            forms = {kind for _, kind in reading.tags[later].forms}
            if "g" in forms and lemma_of(reading, later) in load_words("verbs", "speech"):
                # What follows `saying` is the verb of what is said.
                return False
            if (
                "p" in forms
                and (
                    reading.tagged.letter(later - 1) in "NU),A"
                    or (reading.tagged.letter(later - 1) == "v" and reading.tags[later - 1].ambiguous)
                )
                and not (
                    "b" in forms
                    and reading.tags[later].ambiguous
                    and not (reading.tagged.letter(later - 1) == "N" and _opens_counted(reading, later + 1))
                )
                and not (
                    reading.letters[later - 1] == "A"
                    and reading.tagged.letter(reading.tagged.before(later)) == "v"
                )
                and reading.words[later + 1 : later + 2] != ["by"]
                and not (reading.tagged.letter(later - 1) == "U" and "q" in forms)
                and not reading.words[later - 1].endswith("'s")
            ):
                return True
            if (
                "z" in forms
                and not reading.tags[later].ambiguous
                and reading.tagged.letter(later - 1) in "NU),"
            ):
                return True
    return False
