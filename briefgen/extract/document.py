"""A document: one article with all its layers, each made once and in order."""

from bisect import bisect
from datetime import date
from itertools import compress

import msgspec

from briefgen.extract.layers.attributions import Attribution, find_attributions
from briefgen.extract.layers.blocks import Block, dateline_date, day_headings, find_blocks
from briefgen.extract.layers.clauses import Clause, find_clauses
from briefgen.extract.layers.datelines import is_day_alone
from briefgen.extract.layers.names import NamesFound, find_names
from briefgen.extract.layers.quantities import Quantity, find_quantities
from briefgen.extract.layers.sentences import Sentence, find_sentences
from briefgen.extract.layers.timex import Timex, find_timexes
from briefgen.extract.layers.tokens import Repaired, find_tokens
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.dates import is_day
from briefgen.model.names import Names


class Document(msgspec.Struct, frozen=True):
    """What the sections of a brief are made from."""

    article: Article
    published: str | None
    """Day of publication, YYYY-MM-DD, as found by `find_published`."""
    blocks: list[Block]
    repaired: Repaired
    sentences: list[Sentence]
    clauses: list[Clause]
    timexes: list[Timex]
    """Of its sentences."""
    headings: list[Timex]
    """Days that stand above what was on them."""
    names: NamesFound
    quantities: list[Quantity]
    attributions: list[Attribution]


def find_published(article: Article, blocks: list[Block]) -> str | None:
    """Return the day of publication: front matter, HTML metadata, dateline, file name, in this order.

    What stands above the text may still tell when it was written, its today: a dateline of the day before or the one
    before that, and a date alone, with its year, of the days after, when the page was brought up to date.
    """
    year = int(article.published[:4]) if article.published else None
    if article.published is None or article.published_from in {None, "file name"}:
        return dateline_date(article.text, blocks, year=year) or article.published
    head = next((block for block in blocks if block.kind in {"dateline", "body"}), None)
    if head is None or head.kind == "body" or not is_day(article.published[:10]):
        return article.published
    alone = is_day_alone(head.span.of(article.text).strip(" :.,*_"))
    written = dateline_date(article.text, [head], year=None if alone else year)
    if written is None:
        return article.published
    later = (date.fromisoformat(written) - date.fromisoformat(article.published[:10])).days
    return written if later in (_UPDATED if alone else _WRITTEN) else article.published


_UPDATED, _WRITTEN = range(1, 8), range(-2, 0)
"""Days from publication within which a date alone, and a dateline, tell when a text was written."""


def read_document(article: Article, subject: Subject, names: Names) -> Document:
    """Make all layers of one article, in the order in which they need each other."""
    text = article.text
    blocks = find_blocks(text, title=article.title, items=article.items)
    published = find_published(article, blocks)
    repaired = find_tokens(text, [block.span for block in blocks])
    sentences = find_sentences(text, blocks, repaired)
    clauses = find_clauses(text, repaired, sentences)
    heads = day_headings(text, blocks)
    spans = [sentence.span for sentence in sentences]
    timexes = find_timexes(text, published, spans=spans, headings=heads)
    headings: list[Timex] = []
    if heads:
        starts = [head.start for head in heads]
        above = [heads[bisect(starts, timex.span.start) - 1].contains(timex.span) for timex in timexes]
        headings = list(compress(timexes, above))
        timexes = [timex for timex, is_above in zip(timexes, above, strict=True) if not is_above]
    found = find_names(text, repaired, blocks, sentences, names, subject, published)
    quantities = find_quantities(text, repaired, sentences, timexes)
    attributions = find_attributions(text, repaired, sentences, clauses, found)
    return Document(
        article=article,
        published=published,
        blocks=blocks,
        repaired=repaired,
        sentences=sentences,
        clauses=clauses,
        timexes=timexes,
        headings=headings,
        names=found,
        quantities=quantities,
        attributions=attributions,
    )
