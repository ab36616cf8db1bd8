"""-ing forms that no auxiliary governs, told from nouns by the words around."""

from briefgen.extract.layers.clause_rules.verbreading import (
    Reading,
    VerbGroup,
    make_group,
)
from briefgen.extract.lexicon import load_words


def _is_single(reading: Reading, previous: int) -> bool:
    """Tell whether `a` opens the noun phrase that ends here: what is `a plane carrying tents` is no kind of tents."""
    at = previous
    while at >= 0 and reading.letters[at] == "N":
        at -= 1
    return at >= 0 and reading.words[at] in ("a", "an", "another", "one")


def _heads_clause(reading: Reading, index: int) -> bool:
    """Tell whether a finite verb stands right behind a word: `Also, fighting resumed`."""
    right = reading.tagged.letter(index + 1)
    if right in "MBH":
        return True
    past = right == "v" and reading.tagged.form(index + 1, "p") and not reading.tagged.form(index + 1, "b")
    return bool(past) and not reading.tagged.is_plural(index + 2)


def _names_body(reading: Reading, index: int) -> bool:
    """Tell whether a form is within the name of a body or a site: `its hazard monitoring website`.

    Such a noun stands behind it without an article, and before the form one in the singular.
    """
    at = index + 1
    while reading.tagged.letter(at + 1) == "N" and not reading.tagged.token(at + 1).norm[:1].isupper():
        at += 1
    single = reading.letters[index - 1] == "N" and not reading.tagged.is_plural(index - 1)
    return single and reading.words[at] in load_words("clauses", "bodies")


def read_gerund(reading: Reading, index: int, left: str, previous: int) -> VerbGroup | None:
    """Read an -ing form that no auxiliary governs."""
    lemma = reading.tagged.form(index, "g")
    right = reading.tagged.letter(index + 1)
    word = reading.words[previous] if previous >= 0 else ""
    if reading.words[index] in load_words("clauses", "nouns_ing") and (
        left not in ",N"
        or right in ",C"
        or (left == "," and _heads_clause(reading, index))
        or (left == "N" and not (reading.tagged.is_plural(previous) and right in "PDoA"))
    ):
        return None
    if left == "D":
        return None
    if reading.words[index] == "missing" and word == "of" and right in ",;CPA":
        # `the search for the hundreds of missing, mostly pupils, goes on`
        return None
    noun_follows = right == "N" or (right == "v" and reading.tags[index + 1].ambiguous)
    if left in "Ps" and noun_follows and word not in ("by", "after", "before", "without", "since"):
        return None
    if (
        left in "C,"
        and noun_follows
        and not any(g.tense == "participle" for g in reading.groups[-1:])
        and left == "C"
    ):
        return None
    if (
        left == "N"
        and noun_follows
        and reading.words[index + 1].endswith("s")
        and not reading.words[previous].endswith("s")
        and not _is_single(reading, previous)
    ):
        return None
    if left == "N" and noun_follows and _names_body(reading, index):
        return None
    if (
        left == "v"
        and noun_follows
        and not (reading.groups and reading.groups[-1].lemma in load_words("verbs", "with_gerund"))
    ):
        return None
    if reading.words[index] == "leading" and noun_follows and left in "PDC;":
        # `a paper by leading scientists`
        return None
    if index == 0 and noun_follows and not reading.tagged.token(1).norm[0].isupper():
        return None
    if right == "B" and left in "NA;":
        return None
    return make_group(reading, index, index + 1, lemma, "participle")
