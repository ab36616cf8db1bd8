"""Teasers: paragraphs near the head of an article that its body repeats."""

import re
from itertools import pairwise

from briefgen.extract.layers.tokens import Repaired, find_tokens
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span


def is_repeated(text: str, span: Span, rest: list[Span]) -> bool:
    """Tell whether most of what a paragraph says is said again, with the same numbers, in what follows.

    Source: the thresholds part the repeated teasers of machine-translated wire copies from ledes that only sum up;
    a lede shares names with its body, but seldom a third of its word triples.
    """
    words = re.findall(r"\w+", span.of(text).lower())
    triples = set(zip(words, words[1:], words[2:], strict=False))
    if len(triples) < 4:
        return False
    seen: set[tuple[str, str, str]] = set()
    for stretch in rest:
        later = re.findall(r"\w+", stretch.of(text).lower())
        seen.update(zip(later, later[1:], later[2:], strict=False))
    if len(triples & seen) < 0.3 * len(triples):
        return False
    said = _contents(find_tokens(text, rest))
    pairs = [first | second for first, second in pairwise(said)]
    matched = total = 0
    for sentence in _contents(find_tokens(text, [span])):
        total += len(sentence)
        numbers = {
            word for word in sentence if word[0].isdigit() or word in load_words("blocks", "number_words")
        }
        if any(
            numbers <= other and len(sentence & other) >= 0.6 * len(sentence) for other in [*said, *pairs]
        ):
            matched += len(sentence)
    return matched >= 0.7 * total


def _contents(repaired: Repaired) -> list[set[str]]:
    """Return the words with content of each sentence, roughly cut."""
    sentences: list[set[str]] = [set()]
    end = -1
    for token in repaired.tokens:
        if token.norm in (".", "!", "?") or (token.span.start == end and token.norm[0].isupper()):
            sentences.append(set())
        if token.norm[0].isalnum() and (word := token.norm.lower()) not in load_words("blocks", "stop_words"):
            sentences[-1].add(word)
        end = token.span.end if token.norm[-1].isalpha() else -1
    return [sentence for sentence in sentences if sentence]
