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
