"""Furniture of a page: buttons, bylines, photo credits and captions; all that is no prose of the story."""

import re
from functools import cache

from briefgen.extract.lexicon import load_phrases, load_words


def is_byline(words: str, count: int) -> bool:
    """Tell whether a line of `count` words names who wrote the article."""
    if count > 14 or words[-1] in ".!?:":
        return False
    match = re.match(r"(?:by|from|text by|story by)\s+", words, re.IGNORECASE)
    if not match:
        return False
    rest = re.findall(r"[\w.'’@-]+", words[match.end() :])
    return (
        bool(rest)
        and rest[0][0].isupper()
        and all(
            word[0].isupper()
            or word.lower() in load_words("blocks", "byline_small")
            or word[0] == "@"
            or word[0].isdigit()
            for word in rest
        )
    )


_WIRES = (
    r"(?:AFP|AP|EPA|EFE|EPA-EFE|REUTERS|Reuters|AA|ANSA|dpa|DPA|TASS|Xinhua|Kyodo|Getty(?:\sImages)?|Anadolu|NurPhoto|Sipa"
    r"|Alamy|[Pp]icture\s[Aa]lliance|ZUMA|Bloomberg|AAP|PTI|ANI)"
)
_CREDIT_END = re.compile(
    rf"""
    (?: (?<![\w/])(?:{_WIRES}/){{1,3}}[A-Z][\w.-]{{0,20}}(?:\s[A-Z][\w.-]{{0,20}}){{0,3}}
      | (?<![\w-])(?:[A-Z][\w.-]{{0,20}}|-)/\s?{_WIRES}(?:/[A-Za-z][\w-]{{0,20}}(?:\s[A-Za-z][\w-]{{0,20}})?)?
      | \b(?:Photo|Image|Picture|Credit|Photograph|Pic|Photo\s[Cc]redit|Image\s[Cc]redit|Picture\s[Cc]redit)s?\s?:\s?
        [A-Z][^:()\[\]]{{1,60}}
      | \([^()]{{0,30}}(?<!\w){_WIRES}\s?/\s?[^()]{{2,40}}
      | \((?:photo|image|picture|credit|photo\scredit|image\scredit|via)s?\s?:\s?[^:()\[\]]{{2,60}}
    )[)\]]?\W{{0,2}}$""",
    re.VERBOSE,
)
_CAPTION = re.compile(
    r"""
    (?: this\s(?:\w+\s){0,3}(?:photo|photograph|image|picture|combination)s?\b
      | an?\s(?:\w+\s){0,2}(?:photo|photograph|handout|combination)\s(?:of|from|shows|taken|provided|released)\b
      | a\s(?:general|aerial)\sview\b | a\sview\sof\b | (?:general|aerial)\sview\sof\b
      | (?:file|handout|undated)\s(?:photo|image|picture)s?\b | caption\s(?=\w)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_PICTURE = re.compile(
    r"\bin this (?:\w+ ){0,3}(?:photo|photograph|image|picture|handout|screengrab|grab|still)\b"
)
_CREDIT_ONLY = re.compile(
    rf"[(\[]?(?:(?:photo|image|picture|credit|photo\scredit)s?\s?(?::|by\b)|©|\W{{0,3}}/{_WIRES}\b|{_WIRES}/|{_WIRES}\s[–-]\s)",
    re.IGNORECASE,
)
_TWEET = re.compile(
    r"(?:[—–➖-]\s?.{0,60}(?<!\w)@\w{2,30}|.{0,400}\bpic\.twitter\.com/|\W{0,3}https?://t\.co/)"
)


def is_credit(words: str, folded: str, count: int) -> bool:
    """Tell whether a paragraph is the caption or the credit of a picture; `folded` as in `is_furniture`."""
    if count > 100:
        return False
    tail = words[-120:]
    # Asked first, since most paragraphs have neither mark and the search is slow.
    if ("/" in tail or ":" in tail) and _CREDIT_END.search(tail):
        return True
    if count > 60:
        return False
    return bool(
        _starts("credit_starts").match(folded)
        or any(phrase in folded for phrase in load_phrases("blocks", "credit_contains"))
        or _CAPTION.match(words)
        or _IN_PICTURE.search(folded)
    )


def is_bare_credit(words: str) -> bool:
    """Tell whether a line holds a credit and no caption: `(Photo: Jane Doe)`, `© Jane Doe`."""
    return len(words) <= 80 and bool(_CREDIT_ONLY.match(words))


@cache
def _starts(key: str) -> re.Pattern[str]:
    """Compile the phrases under `key` to one pattern of line beginnings, each ending at the edge of a word."""
    phrases = sorted(load_phrases("blocks", key), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(
        "|".join(re.escape(phrase) + (r"\b" if phrase[-1].isalnum() else "") for phrase in phrases)
    )


@cache
def _lines() -> frozenset[str]:
    return frozenset(load_phrases("blocks", "furniture_lines"))


def is_furniture(words: str, folded: str, count: int) -> bool:
    """Tell whether a line belongs to the page; `folded` is the line in small letters, white space folded."""
    # Names of icons, for readers of screens (`Share An icon of an arrow`); rows of a table.
    if folded.count("icon of ") > 1 or (words[0] == "|" and folded.count("|") > 2):
        return True
    if _TWEET.match(words) or (count <= 80 and "pic.twitter.com/" in folded):
        return True
    stripped = folded.strip(" .:!|•·*→»›>-–—[]()_")
    if stripped in _lines() or folded in _lines():
        return True
    if count <= 25 and _starts("furniture_starts").match(folded):
        return True
    if count <= 25 and any(phrase in folded for phrase in load_phrases("blocks", "furniture_contains")):
        return True
    last = folded.rsplit(" ", 1)[-1]
    if 2 <= count <= 7 and (words[-1].isalpha() or words[-1] == ")"):
        for phrase in load_phrases("blocks", "furniture_ends"):
            if phrase.endswith(last) and folded.endswith(phrase):
                before = words[: len(words) - len(phrase)].split()
                small = load_words("blocks", "byline_small")
                if all(word[0].isupper() or word[0].isdigit() or word in small for word in before):
                    return True
    return count <= 3 and bool(re.fullmatch(r"\S+@\S+\.\S+|https?://\S+|@\w+|#\w+", folded))
