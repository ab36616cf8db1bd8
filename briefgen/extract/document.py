"""A document: one article with all its layers, each made once and in order."""

import msgspec

from briefgen.extract.layers.attributions import Attribution
from briefgen.extract.layers.blocks import Block
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.names import NamesFound
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.timex import Timex
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.article import Article


class Document(msgspec.Struct, frozen=True):
    """What the sections of a brief are made from."""

    article: Article
    blocks: list[Block]
    repaired: Repaired
    sentences: list[Sentence]
    clauses: list[Clause]
    timexes: list[Timex]
    names: NamesFound
    quantities: list[Quantity]
    attributions: list[Attribution]
