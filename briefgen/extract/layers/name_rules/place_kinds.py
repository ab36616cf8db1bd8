"""Kinds of places as the words around a name say them: `the town of X`, `X province`, `X, a fishing village in`."""

from collections.abc import Sequence

from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_APPOSED = 6
"""Words of an apposition in which the word for a kind of place stands."""
_LONGEST_LIST = 16
"""Tokens in which the word stands that a list of places follows, or that follows it."""
_LONGEST_ADJECTIVES = 4
"""Words before a word for a place among which its article stands."""
_SOME = load_words("name_rules", "some")
_GLUE = frozenset({",", "and", "or", "the"})


def find_kind(page: Page, first: int, last: int, sentence: Sentence) -> str:
    """Return the kind of place that the words around a name say it is; "" where they say none.

    Args:
        page: the document.
        first: first token of the name.
        last: the token behind it.
        sentence: its sentence.
    """
    return (
        _kind_behind(page, last, sentence)
        or _kind_before(page, first, sentence)
        or _kind_apposed(page, first, last, sentence)
    )


def is_listed(page: Page, first: int, sentence: Sentence) -> bool:
    """Tell whether a name stands in a list behind a word for places: `the provinces of W and | X`."""
    return (
        first > sentence.first
        and page.low[first - 1] in (",", "and", "or")
        and _kind_before(page, first, sentence) != ""
    )


def settle_kind(page: Page, group: Sequence[Found]) -> str:
    """Return the kind of a place by what is said of it in an article: most often, or of half its mentions.

    Args:
        page: the document.
        group: all its mentions.
    """
    known = next((found.known for found in group if found.known is not None), None)
    kind = known.kind if known is not None else next((found.kind for found in group if found.kind), "")
    if kind == "country" or kind == "building" or (known is not None and known.rank == 0 and kind):
        return kind
    said: dict[str, int] = {}
    for found in group:
        if found.sentence >= 0 and not found.adjective:
            word = find_kind(page, found.first, found.last, page.sentences[found.sentence])
            if word:
                said[word] = said.get(word, 0) + 1
    if not said:
        return kind
    best = max(sorted(said), key=lambda word: (said[word], word == kind))
    certain = known is None or not kind or said[best] * 2 >= len(group)
    return best if certain else kind


def _kind_behind(page: Page, last: int, sentence: Sentence) -> str:
    """Read `X province`, `X and Y provinces`, `the X burst its banks`."""
    if last >= sentence.last or page.ends_possessive(last - 1):
        return ""
    words, low = page.words, page.low
    if (kind := words.kinds_of_places.get(page.base[last])) is not None:
        return kind if low[last + 1 : last + 2] not in (["television"], ["tv"], ["media"], ["court"]) else ""
    if low[last] in words.river_verbs and low[last + 1 : last + 3] in (["its", "banks"], ["its", "dykes"]):
        return "area"
    at = last
    while (
        at < sentence.last
        and at - last < _LONGEST_LIST
        and (low[at] in _GLUE or page.is_name_word(at, sentence))
    ):
        at += 1
    listed = at > last and low[last] in (",", "and", "or") and at < sentence.last
    return words.kinds_of_places.get(_singular(low[at]), "") if listed and low[at].endswith("s") else ""


def _kind_before(page: Page, first: int, sentence: Sentence) -> str:
    """Read `the town of X`, `the provinces of W and X`, `the river X`."""
    low, kinds = page.low, page.words.kinds_of_places
    if first - 1 < sentence.first:
        return ""
    if low[first - 1] == "river":
        return "area"
    at = first
    while (
        at > sentence.first
        and first - at < _LONGEST_LIST
        and (low[at - 1] in _GLUE or page.is_name_word(at - 1, sentence))
    ):
        at -= 1
    if at - 2 < sentence.first or low[at - 1] not in ("of", "including"):
        return ""
    head = low[at - 2] if low[at - 2] != "," else low[at - 3]
    if _is_part(page, at - 2, sentence):
        return ""
    if at == first or low[first - 1] == "the":
        kind = kinds.get(head, "")
        if kind:
            return kind
    listed = at < first or low[first : first + 6].count("and") > 0 or low[first : first + 6].count(",") > 0
    return kinds.get(_singular(head), "") if listed and head.endswith("s") else ""


def _is_part(page: Page, head: int, sentence: Sentence) -> bool:
    """Tell whether a word for a place is of a part of what is named: `a | suburb of X`, `the Volna | district of X`."""
    at = head
    while at > sentence.first and head - at < _LONGEST_ADJECTIVES:
        at -= 1
        if page.low[at] in ("the", "of", ","):
            return False
        if page.low[at] in _SOME:
            return True
        if page.is_name_word(at, sentence) and not page.nation_of(at):
            return page.words.kinds_of_places.get(page.low[head]) in ("district", "region")
    return False


def _kind_apposed(page: Page, first: int, last: int, sentence: Sentence) -> str:
    """Read `X, a fishing village in …`, `X, the provincial capital`, `the regional capital, X,`."""
    low, kinds = page.low, page.words.kinds_of_places
    if first - 2 >= sentence.first and low[first - 1] == "," and low[last : last + 1] in ([","], ["."]):
        before = low[first - 2]
        if before == "capital" or (before in kinds and kinds[before] != "area"):
            return kinds.get(before, "city")
    if last + 2 >= sentence.last or low[last] != ",":
        return ""
    if low[last + 1] in ("two", "three", "both", "four"):
        return next((k for word in low[last + 2 : last + 5] if (k := kinds.get(_singular(word)))), "")
    if low[last + 1] not in ("a", "an", "the", "one"):
        return ""
    for at in range(last + 2, min(last + 2 + _APPOSED, sentence.last)):
        word = low[at]
        if not page.tokens[at].norm.islower() or word in page.words.behind_names:
            return ""
        kind = "city" if word == "capital" else kinds.get(word, "")
        behind = low[at + 1] if at + 1 < sentence.last else "."
        if kind and (not behind[0].isalpha() or behind in page.words.behind_names or behind in _BEHIND):
            return kind
    return ""


_BEHIND = load_words("name_rules", "behind")
"""Words behind the head of an apposition."""


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
