"""Tokens: words and marks with a span in the text and a repaired form."""

import re
from bisect import bisect_left, bisect_right
from functools import cache

import msgspec

from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DROPPED = dict.fromkeys(map(ord, _INVISIBLE))
_LETTER = r"[^\W\d_]"
_INSIDE = rf"[\w\u0300-\u036f{_INVISIBLE}]"
_WORD = rf"[^\W_]{_INSIDE}*"


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or punctuation mark."""

    span: Span
    """Where it stands in the text, as it is."""
    norm: str
    """The repaired form: `re -control` is one token `re-control`; `order.The` is three tokens."""
    spaced: bool
    """Whether the repaired text has a space before this token."""


class Repaired(msgspec.Struct, frozen=True):
    """The repaired text of one article and the way back: rules match here and give spans of the text as it is."""

    text: str
    """Norms joined by single spaces where `spaced`; blocks joined by a line break."""
    starts: list[int]
    """Offset in `text` of each token, ascending; same length as `tokens`."""
    tokens: list[Token]

    def span_of(self, start: int, end: int) -> Span:
        """Return the span of the article's text that [start, end) of the repaired text came from.

        Whole tokens, except where token and norm are equal: there offsets inside the token are exact. Blanks at the
        edges are left out.

        Raises:
            ValueError: the range holds no token.
        """
        first = bisect_right(self.starts, start) - 1
        if first < 0 or start >= self.starts[first] + len(self.tokens[first].norm):
            first += 1
        last = bisect_left(self.starts, end) - 1
        if last < first:
            raise ValueError(f"no token in [{start}, {end}) of the repaired text")
        head, tail = self.tokens[first], self.tokens[last]
        begin, stop = head.span.start, tail.span.end
        if start > self.starts[first] and head.span.end - begin == len(head.norm):
            begin += start - self.starts[first]
        # A norm is its stretch of the text less some characters: equal lengths mean equal texts.
        beyond = self.starts[last] + len(tail.norm) - end
        if beyond > 0 and stop - tail.span.start == len(tail.norm):
            stop -= beyond
        return Span(begin, stop)

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the indices [first, last) of the tokens that lie in a span of the article's text."""
        first = bisect_left(self.tokens, span.start, key=_start)
        return first, max(first, bisect_right(self.tokens, span.end, lo=first, key=_end))


def _start(token: Token) -> int:
    return token.span.start


def _end(token: Token) -> int:
    return token.span.end


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the pattern of a token: bounded or single-class repetitions only, so time is linear in the text."""
    words = load_words("tokens", "titles") | load_words("tokens", "abbreviations")
    dotted = "|".join(sorted({re.escape(w[:-1]) for w in words if w.count(".") == 1}, key=_longest_first))
    domains = "|".join(sorted(load_words("tokens", "domains"), key=_longest_first))
    prefixes = "|".join(sorted(load_words("tokens", "prefixes"), key=_longest_first))
    suspended = "|".join(sorted(load_words("tokens", "suspended")))
    gap = r"[^\S\n]{1,2}"
    # `5 -7` and `COVID -19` belong together, `fell to -5` does not; ` - ` and `--` are dashes.
    rest = rf"{_INSIDE}+(?:['’ʼ]{_INSIDE}+)*"
    tail = rf"(?:(?:-|{gap}-(?={_LETTER})){rest})*"
    capital_tail = rf"(?:(?:{gap})?-{rest})*"
    # `1,000-1,500 people`, `2:30-3:30 p.m.`
    number_tail = rf"(?:(?:-|{gap}-(?=[a-z\d]))(?:\d+(?:[.,:]\d+)+(?!\w)|{rest}))*"
    # Looks ahead for the full stop or hyphen keep the long lists from being tried at every word.
    return re.compile(
        rf"""
          (?P<web>https?://[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]] | \[email\s?protected\])
        | (?P<dotted>(?<!\w)(?=\w++\.)(?:
               (?:(?:{_LETTER}\.){{2,}}(?:{_LETTER}\b(?!['’]))?
               | {_LETTER}\.{_LETTER}\b(?![.'’]))(?:(?:{gap})?-{rest})*
             | (?:{dotted}|Nos?(?=\.\s?\d))\.(?!\.)
             | [A-HJ-ZÀ-ÖØ-ÞЀ-Я]\.(?!\.)(?=\s?{_LETTER})))
        | (?P<number>(?:(?<=\s)[-−](?=\d))?(?:(?:US|A|C|NZ|HK|S|R|NT|TT|EC|J|N|Z|F)?[$€£¥₽₸₹])?
             \d+(?:[.,:/]\d+)*{_INSIDE}*(?:['’]s\b)?{number_tail})
        | (?P<word>(?:
               (?=\w++[^\S\n]{{0,2}}-)(?:{prefixes})(?:-[^\S\n](?={_LETTER})(?!(?:{suspended})\b)|(?:{gap})?-(?=\d)){rest}{tail}
             | [A-ZÀ-ÖØ-ÞЀ-Я]{_INSIDE}*(?:['’ʼ]{_INSIDE}+)*{capital_tail}
             | {_WORD}(?:['’ʼ]{_INSIDE}+)*{tail})
             (?:(?:(?<=-\d)|(?<=-\d\d))\.\d{{1,3}}\b)?
             (?:(?:\.[\w-]{{1,63}}){{0,4}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}}
             | (?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:{domains})\b(?:/[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]])?)?)
        | (?P<mark>\.{{2,}}|-{{2,}}|``|''|['’]\d\ds\b|\S)
        """,
        re.VERBOSE,
    )


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


@cache
def _glue() -> re.Pattern[str]:
    """Compile the pattern of a sentence opener glued to the word before: `demonstratorsThe`, `lawsIn`."""
    openers = "|".join(sorted(load_words("tokens", "openers"), key=_longest_first))
    short = "|".join(sorted(load_words("tokens", "short_openers"), key=_longest_first))
    small = "[^\\W\\d_A-Z]"
    return re.compile(rf"(?:(?<={small}{small})(?:{openers})|(?<={small}{small}{small})(?:{short}))$")


_BEFORE = frozenset(",.;:!?)]}%…”")
"""Marks that lean on the word before them."""
_AFTER = frozenset(",.;:!?)]}…”")
"""Marks that part from the word after them."""
_OPENING = frozenset("([{“‘„«") | {"``"}
_DASHES = frozenset("—–-_−")


def find_tokens(text: str, spans: list[Span]) -> Repaired:
    """Cut the given stretches (blocks) of an article's text into tokens and repair their forms.

    Args:
        text: the article's normalized text; nothing in it makes this raise.
        spans: stretches in text order, not overlapping; tokens never cross their edges.

    Returns:
        Tokens in text order. Compounds torn at their hyphens are one token; glued sentences and clauses are cut;
        abbreviations, initials, numbers, clock times, amounts with their sign, addresses and contractions stay
        whole, and a full stop that belongs to an abbreviation is part of its token. Blanks around marks are evened
        out: the repaired text of `order.The` and `order . The` is the same.
    """
    tokens: list[Token] = []
    for span in spans:
        _cut(text, span, tokens)
    starts: list[int] = []
    parts: list[str] = []
    offset = 0
    stops = iter(spans)
    stop = -1
    for token in tokens:
        if token.span.start >= stop:
            while token.span.start >= stop:
                stop = next(stops).end
            if parts:
                parts.append("\n")
                offset += 1
        elif token.spaced:
            parts.append(" ")
            offset += 1
        starts.append(offset)
        parts.append(token.norm)
        offset += len(token.norm)
    return Repaired("".join(parts), starts, tokens)


def _cut(text: str, span: Span, tokens: list[Token]) -> None:
    """Append the tokens of one stretch."""
    glue = _glue()
    before = ""  # the mark before, "w" for a word, "" at the beginning
    before_end = span.start
    before_spaced = False
    quoted = False  # inside straight double quotation marks
    for match in _pattern().finditer(text, span.start, span.end):
        start, end = match.span()
        norm = match[0]
        gap = start > before_end
        kind = match.lastgroup
        if kind == "mark":
            spaced = bool(before) and norm not in _BEFORE and norm[0] != "." and (gap or before in _AFTER)
            if norm == '"':
                # Straight marks open and close by turns.
                quoted = not quoted
                spaced = quoted and bool(before) and (gap or before in _AFTER)
                mark = "“" if quoted else "”"
            elif norm == "''":
                spaced, mark = False, "”"
            else:
                mark = "." if norm[0] == "." else norm
            if before in _OPENING:
                spaced = False
            elif norm in _DASHES or norm == "--":
                mark = "—" if spaced or not gap else mark
            tokens.append(Token(Span(start, end), norm, spaced))
            before, before_end, before_spaced = mark, end, spaced
            continue
        if not before or before in _OPENING:
            spaced = False
        elif before == "—":
            spaced = gap or before_spaced
        else:
            spaced = gap or before in _AFTER
        before, before_end = ("." if kind == "dotted" and norm[-1] == "." else "w"), end
        if not norm.isascii() or " " in norm or "\t" in norm:
            norm = norm.translate(_DROPPED)
            if kind != "web":
                norm = "".join(norm.split())
        if kind == "word" and not norm[1:].islower() and (opener := glue.search(norm)):
            word = opener[0]
            cut = end - len(word)
            # `LinkedIn` is a name: short openers are cut only from words that begin small.
            if text.startswith(word, cut) and cut > start and (len(word) > 2 or norm[0].islower()):
                tokens.append(Token(Span(start, cut), norm[: -len(word)], spaced))
                norm, start, spaced = word, cut, True
        tokens.append(Token(Span(start, end), norm, spaced))
