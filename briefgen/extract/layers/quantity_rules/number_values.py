"""Numbers found in tokens, and the values of digits."""

import re

import msgspec

from briefgen.model.brief import Inexact, Qualifier

_MAX_DIGITS = 15
"""More digits than a count has: telephone and account numbers."""


class Number(msgspec.Struct, frozen=True):
    """A number in the tokens, without what stands around it."""

    first: int
    last: int
    value: int | float | Inexact
    qualifier: Qualifier | None = None
    """What its own form says: `a dozen` is about twelve, `dozens` is vague."""
    currency: str = ""
    range: bool = False
    loose: bool = False
    """`several`, `many`: counts only with a known noun."""
    spelled: bool = False
    """Written in words."""


def parse_digits(written: str) -> int | float | None:
    """Return the value of digits with separators; None for more digits than a count has."""
    if sum(c.isdigit() for c in written) > _MAX_DIGITS or not written.isascii():
        return None
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written):
        written = written.replace(",", "")
    elif re.fullmatch(r"\d+,\d{1,2}", written):
        written = written.replace(",", ".")
    else:
        written = written.replace(",", "")
    try:
        value = float(written)
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def scale_up(value: int | float, scale: int) -> int | float:
    """Multiply without binary noise: 1.1 million is 1100000."""
    result = round(value * scale, 6)
    return int(result) if float(result).is_integer() else result
