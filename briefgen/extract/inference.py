"""Inference: country and period of a subject, worked out from the articles where the editor gave none."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefgen.extract.reading import Reading
from briefgen.model.article import Article
from briefgen.model.dates import parse_date

_GAP_DAYS = 7
"""A longer quiet than this ends the crisis, going back from its articles."""
_FEW_ARTICLES = 3
_FEW_GAP_DAYS = 60
"""So few articles tell of few days: the quiet between these may be longer."""
_ENTRY_GAP_DAYS = 200
"""A longer quiet parts the story of a chronicle from what it tells of earlier times."""
_FEWEST_ENTRIES = 4
_QUIET_DAYS = 90
"""After a longer quiet an article looks back: anniversaries, trials, and what came a year on."""
_SHORT_DAYS = 7
"""Dates shorter than this, days and weekends, count for the run of events."""
_LONGEST_DAYS = 366
_SAMPLE = 200
"""Articles from which the country is told: with more the answer stays the same, and each is read twice."""


def sample_articles(articles: Sequence[Article]) -> list[Article]:
    """Return the articles from which the country is worked out, in their order: all, or those with the smallest hashes.

    So an article more or less changes one of them at most.
    """
    chosen = {article.id for article in sorted(articles, key=lambda a: (a.sha256, a.id))[:_SAMPLE]}
    return [article for article in articles if article.id in chosen]


def infer_countries(readings: Iterable[Reading]) -> list[str]:
    """Return the country most spoken of, and a second one that is nearly as much so; empty if none is named.

    Each article has one vote, divided by its mentions, so that one long article does not decide.
    """
    votes: Counter[str] = Counter()
    for reading in readings:
        total = sum(reading.countries.values())
        for country, count in reading.countries.items():
            votes[country] += round(1000 * count / total)
    ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked:
        return []
    return [ranked[0][0]]


def infer_period(readings: Iterable[Reading]) -> str | None:
    """Return the interval from the first day of the run of events before the articles to the last day in them.

    Of few articles, one that is a chronicle tells its story however long ago that was.
    """
    published: list[datetime.date] = []
    days: set[datetime.date] = set()
    chronicled: list[datetime.date] = []
    for reading in readings:
        if reading.published is None:
            continue
        day = parse_date(reading.published).earliest
        if day is None:
            continue
        published.append(day)
        days.add(day)
        chronicled += _chronicled(reading)
        for date in _told_dates(reading):
            told = parse_date(date)
            if told.earliest is None or told.latest is None or told.earliest > day:
                continue
            if (told.latest - told.earliest).days < _SHORT_DAYS:
                days.add(told.earliest)
    if not published:
        return None
    start = min(published)
    run = _first_run(published)
    gap = _FEW_GAP_DAYS if len(run) <= _FEW_ARTICLES else _GAP_DAYS
    for day in sorted((d for d in days if d < start), reverse=True):
        if (start - day).days > gap or (run[-1] - day).days > _LONGEST_DAYS:
            break
        start = day
    if len(run) <= _FEW_ARTICLES and chronicled:
        start = min(start, *chronicled)
    return f"{start.isoformat()}/{max(published).isoformat()}"


def _chronicled(reading: Reading) -> list[datetime.date]:
    """Return the days that a chronicle tells in a row, the last of them with those before; none of too few."""
    days = [day for day in (parse_date(date).earliest for date in reading.entries) if day is not None]
    days = sorted({day for day in days if reading.published is None or day.isoformat() <= reading.published})
    begin = len(days) - 1
    while begin > 0 and (days[begin] - days[begin - 1]).days <= _ENTRY_GAP_DAYS:
        begin -= 1
    return days[begin:] if len(days) - begin >= _FEWEST_ENTRIES else []


def _first_run(published: list[datetime.date]) -> list[datetime.date]:
    """Return the days of publication before the first long quiet: a look back a year later moves no beginning."""
    ordered = sorted(published)
    for at in range(1, len(ordered)):
        if (ordered[at] - ordered[at - 1]).days > _QUIET_DAYS:
            return ordered[:at]
    return ordered


def _told_dates(reading: Reading) -> Iterator[str]:
    """Yield the dates of what one article tells of its story: deeds, figures that hold, reactions."""
    for event in reading.events:
        if not event.planned and event.date.how in {"clause", "sentence", "before"}:
            yield event.date.date.rstrip("~?")
    for figure in reading.figures:
        if figure.as_of is not None and not figure.past:
            yield figure.as_of.value
    for reaction in reading.reactions:
        if reaction.date is not None:
            yield reaction.date.value
