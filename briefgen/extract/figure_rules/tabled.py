"""Figures that stand in tables and lists of labels: `Province | Dead | Injured`, `Houses destroyed: 3,400`."""

import re
from itertools import groupby

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.figure_labels import Label, LabelReader
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.frames import FigureFrame, Slot
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Qualifier
from briefgen.model.span import Span

_MAX_CELLS = 2_000
"""Most cells read in one article: a table larger than that is data, no report."""
_ROW = re.compile(r"(?m)^[^\n|]*\|[^\n]*$")
_CELL = re.compile(r"[^|]+")
_LABELLED = re.compile(
    r"(?m)^[ \t]*(?:[-*•·▪][ \t]+)?(?P<label>[^\W\d][^\n:|.!?;0-9]{2,60}?)[ \t]*(?::|[ \t][–—-])"
    r"[ \t]*(?P<number>[^\n|;]{1,60}?)\.?[ \t]*$"
)
_NUMBER = re.compile(
    r"(?P<before>[~≈><≥+]|[A-Za-z][a-z ]{2,14}[a-z])?\s*"
    r"(?P<digits>\d{1,3}(?:[, \u00a0]\d{3})+|\d{1,9})(?P<scale>\s+(?:million|thousand)|k)?"
    r"(?P<plus>\+)?(?P<unit>\s+[a-z]{3,12}){0,2}(?:\s*\([^()\n]{1,40}\))?"
)
_SIGNS: dict[str, Qualifier] = {
    "~": "about",
    "≈": "about",
    ">": "more_than",
    "<": "up_to",
    "≥": "at_least",
    "+": "at_least",
}
_SCALES = {"million": 1_000_000, "thousand": 1_000, "k": 1_000}


class _Cell(msgspec.Struct, frozen=True):
    """A cell of a table: its words and where they stand."""

    text: str
    span: Span


class TableReader:
    """Reads the tables and lists of labels of one document."""

    def __init__(self, context: Context, measures: tuple[Measure, ...]) -> None:
        self.context = context
        self.text = context.text
        self.labels = LabelReader(context, measures)

    def find(self) -> list[FigureFrame]:
        """Find the figures of tables and labelled lines, in text order.

        A table is two rows or more that follow each other, their cells parted by `|`; its first row or its first
        column says what is counted. What no label of a measure stands over is left out, and so is zero.
        """
        found: list[FigureFrame] = []
        if "|" in self.text:
            budget = _MAX_CELLS
            for rows in self._tables():
                budget -= sum(len(row) for row in rows)
                if budget < 0:
                    break
                found += self._read_table(rows)
        for match in _LABELLED.finditer(self.text):
            label = self.labels.read(match["label"])
            if label is not None:
                frame = self._frame(
                    label, match["number"], Span(*match.span("number")), Span(*match.span()), None
                )
                if frame is not None:
                    found.append(frame)
        return sorted(found, key=lambda frame: frame.words)

    def _tables(self) -> list[list[list[_Cell]]]:
        """Return the tables as rows of cells."""
        rows = [_cells(self.text, match.start(), match.end()) for match in _ROW.finditer(self.text)]
        rows = [row for row in rows if len(row) > 1]
        parted = 0
        numbers: list[int] = []
        for number, row in enumerate(rows):
            before = rows[number - 1][-1].span.end if number else -1
            if before >= 0 and self.text[before : row[0].span.start].strip(" \t\n|-:"):
                parted += 1
            numbers.append(parted)
        tables = [
            [row for _, row in group]
            for _, group in groupby(zip(numbers, rows, strict=True), lambda one: one[0])
        ]
        return [table for table in tables if len(table) > 1]

    def _read_table(self, rows: list[list[_Cell]]) -> list[FigureFrame]:
        head = [None if _is_number(cell.text) else self.labels.read(cell.text) for cell in rows[0]]
        if any(head[1:]):
            return self._by_columns(rows, head)
        if len(rows[0]) == 2:
            return [
                frame
                for row in rows
                if (label := self.labels.read(row[0].text)) is not None
                and (frame := self._of_cell(label, row[1], row, None)) is not None
            ]
        return []

    def _by_columns(self, rows: list[list[_Cell]], head: list[Label | None]) -> list[FigureFrame]:
        placed = (
            bool(
                load_words("figures", "columns_of_places")
                & {singular(w, {}) for w in rows[0][0].text.lower().split()}
            )
            and head[0] is None
        )
        found: list[FigureFrame] = []
        for row in rows[1:]:
            if len(row) != len(rows[0]):
                continue
            total = row[0].text.lower().split()[0] in load_words("figures", "totals")
            place = None if total else self._place(row[0], placed=placed)
            for label, cell in zip(head[1:], row[1:], strict=True):
                if label is not None and (frame := self._of_cell(label, cell, row, place)) is not None:
                    found.append(frame)
        return found

    def _of_cell(self, label: Label, cell: _Cell, row: list[_Cell], place: Slot | None) -> FigureFrame | None:
        return self._frame(label, cell.text, cell.span, Span(row[0].span.start, row[-1].span.end), place)

    def _frame(
        self, label: Label, written: str, words: Span, evidence: Span, place: Slot | None
    ) -> FigureFrame | None:
        match = _NUMBER.fullmatch(written.strip())
        if match is None:
            return None
        value = int(re.sub(r"\D", "", match["digits"])) * _SCALES.get((match["scale"] or "").strip(), 1)
        if value == 0:
            return None
        qualifier = _qualifier(match)
        if qualifier is None:
            return None
        start, end = evidence.start, evidence.end
        while start < end and not self.text[start].isalnum():
            start += 1
        published = self.context.published
        return FigureFrame(
            measure=label.measure.name,
            group=label.group,
            value=value,
            qualifier=qualifier,
            unit=label.unit,
            as_of=Slot(published, None, "article") if published is not None else None,
            claimant=None,
            place=place,
            words=words,
            evidence=Span(start, end),
            part_of=None,
            withdrawn=False,
            past=False,
        )

    def _place(self, cell: _Cell, *, placed: bool) -> Slot | None:
        """Return the place that a row is about: one that the article names, or the word in a column of places."""
        words = cell.text.strip(" *")
        folded = words.casefold()
        names = self.context.document.names
        for mention in names.mentions:
            entity = names.entities[mention.entity]
            if entity.type == "place" and folded in {entity.name.casefold(), mention.surface.casefold()}:
                return Slot(entity.name, cell.span, "clause")
        return Slot(words, cell.span, "clause") if placed and words[:1].isupper() else None


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    cells: list[_Cell] = []
    for match in _CELL.finditer(text, start, end):
        words = match[0].strip()
        if not words.strip("-: "):
            continue
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        cells.append(_Cell(words, Span(begin, begin + len(words))))
    return cells


def _is_number(words: str) -> bool:
    return _NUMBER.fullmatch(words.strip()) is not None


def _qualifier(match: re.Match[str]) -> Qualifier | None:
    """Return what stands before or behind a number says of it; None where it is no qualifier."""
    if match["plus"]:
        return "at_least"
    before = (match["before"] or "").strip().lower()
    if not before:
        return "exact"
    if before in _SIGNS:
        return _SIGNS[before]
    words = before.split()
    found = load_quantity_words().before.ending(words, len(words), 0)
    if found is None or found[0] != 0:
        return None
    return next((name for name in _QUALIFYING if name == found[1]), "exact")


_QUALIFYING: tuple[Qualifier, ...] = ("about", "at_least", "more_than", "nearly", "up_to")
