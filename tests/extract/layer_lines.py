"""What the layers of text give, as lines of text cases."""

from collections.abc import Mapping

from briefgen.extract.layers.blocks import find_blocks
from briefgen.extract.layers.clauses import Clause, find_clauses
from briefgen.extract.layers.sentences import find_sentences
from briefgen.extract.layers.timex import find_timexes
from briefgen.extract.layers.tokens import find_tokens
from briefgen.model.span import Span


def lines(layer: str, text: str, settings: Mapping[str, str]) -> list[str]:
    """Return the lines that a layer gives for a text: `tokens`, `blocks`, `sentences`, `clauses` or `timex`."""
    return {
        "tokens": _token_lines,
        "blocks": _block_lines,
        "sentences": _sentence_lines,
        "clauses": _clause_lines,
        "timex": _timex_lines,
    }[layer](text, settings)


def _token_lines(text: str, settings: Mapping[str, str]) -> list[str]:
    repaired = find_tokens(text, [Span(0, len(text))])
    return [" ".join(token.norm for token in repaired.tokens), repaired.text]


def _block_lines(text: str, settings: Mapping[str, str]) -> list[str]:
    blocks = find_blocks(text, title=settings.get("title", ""))
    return [f"{block.kind} | {' '.join(block.span.of(text).split())}" for block in blocks]


def _sentence_lines(text: str, settings: Mapping[str, str]) -> list[str]:
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    return [sentence.span.of(text) for sentence in find_sentences(text, blocks, repaired)]


def _clause_lines(text: str, settings: Mapping[str, str]) -> list[str]:
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    clauses = find_clauses(text, repaired, find_sentences(text, blocks, repaired))
    return [_clause_line(number, clause, text) for number, clause in enumerate(clauses)]


def _clause_line(number: int, clause: Clause, text: str) -> str:
    verb = clause.verb
    flags = ""
    if verb:
        words = [verb.lemma, verb.tense, "passive" * verb.passive, "negated" * verb.negated, verb.modal]
        flags = " ".join(word for word in words if word)
    subject = clause.subject.of(text) if clause.subject else ""
    cells = [
        str(number),
        clause.kind,
        "" if clause.parent is None else str(clause.parent),
        clause.marker,
        verb.span.of(text) if verb else "",
        flags,
        f"({subject})" if clause.subject_inherited else subject,
        clause.complement.of(text) if clause.complement else "",
    ]
    return " | ".join(cells).rstrip(" |")


def _timex_lines(text: str, settings: Mapping[str, str]) -> list[str]:
    published = settings.get("published", "2022-01-06")
    found = []
    for timex in find_timexes(text, None if published == "none" else published):
        day = "=" if timex.date == timex.value else timex.date or ""
        cells = [timex.span.of(text), timex.type, timex.value, day, timex.time, "since" * timex.since]
        found.append(" | ".join(cells).rstrip(" |"))
    return found
