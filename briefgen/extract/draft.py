"""Draft: what the sections of one brief share while they are made from the readings."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from briefgen.extract.frames import Dated, Slot
from briefgen.extract.reading import Reading
from briefgen.model.article import Article
from briefgen.model.brief import Evidence
from briefgen.model.dates import parse_date
from briefgen.model.evidence import make_evidence
from briefgen.model.slugs import make_slug
from briefgen.model.span import Span

MAX_EVIDENCE = 5
"""Most pieces of evidence of a figure or reaction: more are no help to a reader."""
_MAX_ID = 48
_MAX_WORDS = 160
"""Longest words shown of what was dropped."""


class Dropped(msgspec.Struct, frozen=True):
    """Words of which no item was made, and why."""

    article: str
    """Id of the article."""
    reason: str
    words: str


class Explained(msgspec.Struct, frozen=True):
    """How one item was found: a line for each slot."""

    item: str
    lines: tuple[str, ...]


class Draft:
    """Articles with their readings, and what was made, used and left out so far."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        readings: Mapping[str, Reading],
        origins: Mapping[str, str],
        period: str | None,
    ) -> None:
        self.articles = articles
        self.readings = readings
        self.origins = origins
        # Oldest first, so that ids and representing words do not change when articles are added.
        self.order = sorted(readings, key=lambda name: (readings[name].published or "", name))
        bounds = parse_date(period) if period else None
        self.start: datetime.date | None = bounds.earliest if bounds is not None else None
        self.end: datetime.date | None = bounds.latest if bounds is not None else None
        self.dropped: list[Dropped] = []
        self.explained: list[Explained] = []
        self.used: dict[str, list[Span]] = defaultdict(list)
        """Spans of evidence by article, for who is who."""
        self.used_names: set[str] = set()
        self._ids: set[str] = set()
        self._minted: Counter[str] = Counter()
        self._evidence: dict[tuple[str, Span], Evidence] = {}
        """Evidence made so far: several items may rest on one sentence."""

    def drop(self, article: str, reason: str, span: Span) -> None:
        """Note words of which no item is made."""
        words = " ".join(
            self.articles[article].text[span.start : min(span.end, span.start + 3 * _MAX_WORDS)].split()
        )
        self.dropped.append(
            Dropped(article, reason, words if len(words) <= _MAX_WORDS else words[: _MAX_WORDS - 3] + "…")
        )

    def mint_id(self, words: str) -> str:
        """Return a slug that no item has yet."""
        base = make_slug(words, _MAX_ID)
        found = base
        while found in self._ids:
            self._minted[base] += 1
            found = f"{base}-{self._minted[base] + 1}"
        self._ids.add(found)
        return found

    def make_evidence(self, places: Iterable[tuple[str, Span]]) -> list[Evidence]:
        """Make the evidence that leads back to places, each once, and note that they are used."""
        made: list[Evidence] = []
        for article, span in places:
            evidence = self._evidence.get((article, span))
            if evidence is None:
                evidence = make_evidence(self.articles[article].text, span, article)
                self._evidence[article, span] = evidence
            if evidence not in made:
                made.append(evidence)
                self.used[article].append(span)
        return made

    def explain(self, item: str, slots: Iterable[tuple[str, Slot | Dated | None, str]]) -> None:
        """Note how an item was found: slots with their names and articles."""
        lines: list[str] = []
        for name, slot, article in slots:
            if slot is None:
                lines.append(f"{name}: empty")
                continue
            value = slot.value if isinstance(slot, Slot) else slot.date
            words = (
                " ".join(slot.span.of(self.articles[article].text).split())
                if slot.span is not None
                else "publication date"
            )
            lines.append(f"{name}: {value} ({slot.how}: “{words}”, {article})")
        self.explained.append(Explained(item, tuple(lines)))
