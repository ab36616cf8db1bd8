"""Claimants of lists: who is named once above numbers that follow line by line, or below them as their source."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.papers import PaperReader
from briefgen.extract.frames import How, Slot
from briefgen.extract.layers.index import ENDS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_MOST_ITEMS = 40
"""Most members of a list looked through."""
_LONGEST_ITEM = 40
"""Most tokens of a member of a list that ends without a full stop."""
_BULLETS = frozenset("•·▪‣*-–►●")
_SOURCES = frozenset(["source", "sources"])
_LATEST = load_words("figure_rules", "latest")
"""What is announced before a colon."""
_HOURS = load_words("figure_rules", "hours")
"""What stands with the hour before such an announcement."""
_CARRIED = 4
"""Most sentences over which whoever stands before a colon goes on."""
_SPEAKER = 9
"""Most tokens of a speaker before a colon, with his office."""
_LABEL = 16
"""Most tokens before such a colon."""
_TELLING = load_words("figure_rules", "telling")
"""What the subject of a sentence before a colon does with the numbers behind it."""


class ListHeads:
    """Finds the sentences above the lists of one document: `Figures as of 8 May:`."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def find(self, number: int) -> int | None:
        """Return the sentence with a colon above the list of which a sentence is a member; None outside lists."""
        if not self.is_item(number):
            return None
        above = number - 1
        while above > 0 and number - above < _MOST_ITEMS and self.is_item(above) and not self._opens(above):
            above -= 1
        return above if above >= 0 and self._opens(above) else None

    def is_item(self, number: int) -> bool:
        """Tell whether a sentence is the member of a list: behind a bullet, or short and without a full stop."""
        sentence = self.context.document.sentences[number]
        text, at = self.context.text, sentence.span.start
        while at > 0 and text[at - 1] == " ":
            at -= 1
        if at > 0 and text[at - 1] in _BULLETS:
            return True
        ended = self.index.low[sentence.last - 1] in ENDS
        return not ended and sentence.last - sentence.first <= _LONGEST_ITEM and number > 0

    def _opens(self, number: int) -> bool:
        sentence = self.context.document.sentences[number]
        return self.index.low[sentence.last - 1] == ":"


class ListReader:
    """Names who gives the numbers of lists in one document."""

    def __init__(self, context: Context, papers: PaperReader) -> None:
        self.context = context
        self.index = context.index
        self.papers = papers
        self.heads = ListHeads(context)
        self._labelled: dict[int, Slot | None] = {}
        """Whose numbers the sentences looked at announce before a colon."""
        self._named: dict[int, Slot | None] = {}
        """Whom the sentences looked at name above a list."""

    def find(self, quantity: Quantity) -> Slot | None:
        """Return who is named above or below the list that a number stands in; None outside lists."""
        own = quantity.sentence
        sentences = self.context.document.sentences
        below = own + 1
        while below < len(sentences) and below - own < _MOST_ITEMS and self.heads.is_item(below):
            below += 1
        if below < len(sentences) and (told := self._source_line(below)) is not None:
            return told
        above = self.heads.find(own)
        if above is None:
            return self.named_before_colon(quantity)
        if above not in self._named:
            self._named[above] = self._named_above(above)
        return self._named[above]

    def named_before_colon(self, quantity: Quantity) -> Slot | None:
        """Read `The latest from the coastguard: 100 dead. … Some 400 are homeless`: also for what follows it.

        It ends with the paragraph, or where somebody else speaks.
        """
        sentences = self.context.document.sentences
        here = sentences[quantity.sentence]
        for number in range(quantity.sentence, max(-1, quantity.sentence - _CARRIED), -1):
            sentence = sentences[number]
            if sentence.paragraph != here.paragraph:
                return None
            reach = self.index.range_of(quantity.span)[0] if number == quantity.sentence else sentence.last
            if number not in self._labelled:
                self._labelled[number] = self._labelled_by(number)
            slot = self._labelled[number]
            if slot is not None and slot.span is not None:
                before = self.index.range_of(slot.span)[1] < reach
                how: How = "clause" if number == quantity.sentence else "before"
                return Slot(slot.value, slot.span, how) if before else None
            if self.context.attributions_of[number]:
                return None
        return None

    def _labelled_by(self, number: int) -> Slot | None:
        """Return whose numbers a sentence announces before its colon: `Tonight's figures from the board: 12 dead`."""
        sentence, low = self.context.document.sentences[number], self.index.low
        colon = next(
            (t for t in range(sentence.first, min(sentence.last, sentence.first + _LABEL)) if low[t] == ":"),
            -1,
        )
        if colon < 0 or self.index.has_verb(sentence.first, colon):
            return None
        for token in range(sentence.first, colon):
            if low[token] in _LATEST and low[token + 1] in {"from", "by", "of"}:
                return self.papers.cut(token + 2, colon)
            if low[token] in _LATEST and token > sentence.first and low[token - 1].endswith(("'s", "’s")):
                # `The Pentagon's latest:`
                first = sentence.first
                while first < token and (low[first][0].isdigit() or low[first] in _HOURS):
                    first += 1
                return self.papers.read(first, token)
            if low[token : token + 2] == ["according", "to"]:
                return self.papers.cut(token + 2, colon)
        return self.papers.whose(sentence.first, colon) or self._speaker(sentence.first, colon)

    def _speaker(self, first: int, colon: int) -> Slot | None:
        """Read `Interior undersecretary Ana Ruiz: 1,462 detained since Saturday`: one person or body, named last."""
        while first < colon and (self.index.low[first][0].isdigit() or self.index.low[first] in _HOURS):
            first += 1
        found = self.index.mentions_in(first, colon)
        if len(found) != 1 or colon - first > _SPEAKER or self.index.mention_range[found[0]][1] != colon:
            return None
        names = self.context.document.names
        entity = names.entities[names.mentions[found[0]].entity]
        if entity.type not in {"person", "organisation"} or entity.kind == "media":
            return None
        return Slot(entity.name, self.index.span(first, colon), "clause")

    def _source_line(self, number: int) -> Slot | None:
        """Read `Source: UNHCR` where it stands alone."""
        sentence, low = self.context.document.sentences[number], self.index.low
        if low[sentence.first] not in _SOURCES or low[sentence.first + 1] != ":":
            return None
        return self.papers.cut(sentence.first + 2, sentence.last)

    def _named_above(self, number: int) -> Slot | None:
        """Read `According to the board, as of 2 May:`, `Figures from the board (2 May):`, `The board reports:`."""
        index, low = self.index, self.index.low
        sentence = self.context.document.sentences[number]
        first, last = sentence.first, sentence.last - 1
        for token in range(first, last - 2):
            if low[token : token + 2] == ["according", "to"]:
                return self.papers.cut(token + 2, last)
        for clause in (index.clauses[n] for n in index.clauses_of[number]):
            verb = clause.verb
            if clause.subject is None or verb is None or verb.negated or clause.kind != "main":
                continue
            if verb.lemma in _TELLING and not verb.passive:
                begin, end = index.range_of(clause.subject)
                return self.papers.whose(begin, end) or self.papers.read(begin, end)
        if not index.has_verb(first, last) and (made := self.papers.whose(first, last)) is not None:
            return made
        found = index.mentions_in(first, last)
        if len(found) != 1 or index.mention_range[found[0]][0] > first + 1:
            return None
        names = self.context.document.names
        entity = names.entities[names.mentions[found[0]].entity]
        end = index.mention_range[found[0]][1]
        plain = all(not low[t].isalpha() or self.context.timex_at[t] >= 0 for t in range(end, last))
        if entity.type != "organisation" or entity.kind == "media" or not plain:
            return None
        return Slot(entity.name, index.span(first, end), "before")
