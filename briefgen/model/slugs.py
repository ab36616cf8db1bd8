"""Parts of addresses made from text."""

import hashlib
import re
import unicodedata

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe"}
)


def make_slug(text: str, max_chars: int = 60) -> str:
    """Return lower-case letters, digits and single hyphens for text; cut at a word where one ends in time.

    Args:
        text: any text; accents are dropped.
        max_chars: longest slug; > 15.
    Returns:
        The slug; `x-` and a short hash for text without any Latin letter or digit, "" never.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS).replace("'", "").replace("’", ""))
    slug = _NOT_SLUG.sub("-", "".join(char for char in plain if not unicodedata.combining(char))).strip("-")
    if not slug:
        return f"x-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    if len(slug) > max_chars:
        cut = slug.rfind("-", 0, max_chars + 1)
        slug = slug[: cut if cut > max_chars // 2 else max_chars].strip("-")
    return slug


_ID_WORDS = 5
_LIGHT = frozenset(
    """
    a about after all also am an and any are as at be been before being both but by can could did do does during for
    from had has have he her him his i if in into is it its may might more most near no nor not of off on or our out
    over own she should since so some such than that the their them then there these they this those through to under
    until up upon was we were what when where which while who whom whose will with would you your
    """.split()  # noqa: SIM905 - a hundred quoted words are harder to read
)
"""Words that say nothing in an id."""


def id_words(text: str) -> str:
    """Return what an id is made of: the first five words of a title or text that say something."""
    found = [word for word in text.split() if word.lower().strip(".,;:\"“”'’()") not in _LIGHT]
    return " ".join(found[:_ID_WORDS]) or text
