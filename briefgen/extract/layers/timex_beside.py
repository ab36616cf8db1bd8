"""What stands beside a time and makes something else of it: nouns that it describes, names, what is compared."""

from briefgen.extract.layers.timex_reader import Reader
from briefgen.extract.layers.timex_words import function_words, listed_words


def compares_months(reader: Reader, index: int) -> bool:
    """Tell whether the sentence compares months or a year, not quarters: `in nine months, … a year earlier`."""
    while index > 0 and reader.codes[index - 1] != reader.stop:
        index -= 1
        category, value = reader.category(index), reader.values[index]
        if category in ("quarter", "quarter_code", "period"):
            return False
        if category == "units" and value == "M":
            # `in the three months to June` is a quarter.
            return reader.values[index - 1] not in ("3", "3.0")
        if category == "unit" and value == "Y":
            return True
    return False


def is_attribute(reader: Reader, index: int) -> bool:
    """Tell whether a noun follows what ends before an atom: `the 2018 champion`, `the 2015 Paris accord`."""
    if reader.category(index) == "other_capital":
        return reader.category(index - 2) == "the"
    return (
        reader.category(index) == "other"
        and reader.norm(index) not in function_words()
        and (reader.category(index - 2) in ("the", "a"))
    )


def is_title(reader: Reader, index: int) -> bool:
    """Tell whether `Today` at an atom is part of a name (`USA Today`)."""
    return reader.repaired.text[reader.starts[index]].isupper() and reader.norm(index - 1) in listed_words(
        "before_today"
    )


def is_programme(reader: Reader, index: int) -> bool:
    """Tell whether `This Week` at an atom is a programme: both words with a capital behind a channel's name."""
    text = reader.repaired.text
    if index + 1 >= len(reader.starts) or not (
        text[reader.starts[index]].isupper() and text[reader.starts[index + 1]].isupper()
    ):
        return False
    before = index - 1 - (reader.category(index - 1) == "poss")
    return reader.norm(before) in listed_words("channels") or text[
        reader.starts[index] - 1 : reader.starts[index]
    ] in (
        "“",
        '"',
    )
