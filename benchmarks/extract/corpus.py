"""A corpus of made-up news about one long crisis, always the same for the same size and seed.

Every day has its events; an article tells some of the last days' events in words of its own, with figures, voices
from abroad, history and colour. Few events are told by many articles and many by one or two, as in real news.
"""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.extract import words

FIRST_DAY = datetime.date(2023, 1, 2)
DAYS = 420
"""Days of the crisis, whatever the number of articles."""
_EVENTS_OF_AN_ARTICLE = 0.6
"""New events for each article of a day: more articles tell more events, and the great ones more often."""
_COPIES = 0.05
"""Share of articles that print another one's text with few changes."""


class MadeArticle(NamedTuple):
    """One article, not yet written."""

    name: str
    published: datetime.date
    publisher: str
    title: str
    text: str


def make_articles(count: int, *, seed: int = 7) -> Iterator[MadeArticle]:
    """Make articles in order of publication, of 250 to 700 words each."""
    chance = random.Random(seed)
    people = [f"{given} {family}" for given in words.GIVEN for family in words.FAMILY]
    chance.shuffle(people)
    recent: list[tuple[datetime.date, str, float]] = []
    last: MadeArticle | None = None
    for number in range(count):
        day = FIRST_DAY + datetime.timedelta(days=number * DAYS // count)
        publisher = chance.choice(words.PUBLISHERS)
        name = f"{day.isoformat()}-{number:05}"
        if last is not None and chance.random() < _COPIES:
            text = last.text.replace("said that", "said", 1)
            last = MadeArticle(name, day, publisher, last.title, text)
            yield last
            continue
        recent = [event for event in recent if (day - event[0]).days <= 4]
        if chance.random() < _EVENTS_OF_AN_ARTICLE or not recent:
            happened = day - datetime.timedelta(days=chance.randint(0, 1))
            recent.append(
                (happened, _fill(chance.choice(words.DEEDS), chance, people, day), chance.paretovariate(1.1))
            )
        last = _article(chance, recent, people, MadeArticle(name, day, publisher, "", ""))
        yield last


def _article(
    chance: random.Random,
    recent: list[tuple[datetime.date, str, float]],
    people: list[str],
    head: MadeArticle,
) -> MadeArticle:
    wanted = min(len(recent), chance.randint(2, 5))
    told = chance.choices(recent, weights=[event[2] for event in recent], k=wanted)
    told = sorted(set(told), key=lambda event: (-event[2], event[1]))
    paragraphs = []
    for happened, deed, _ in told:
        sentences = [f"{deed} {_when(chance, happened, head.published)}."]
        for templates, most in ((words.CLAIMS, 2), (words.FILLER, 4), (words.VOICES, 1)):
            for _ in range(chance.randint(0, most)):
                sentences.append(_fill(chance.choice(templates), chance, people, head.published))
        paragraphs.append(sentences)
    paragraphs.append([_fill(t, chance, people, head.published) for t in chance.sample(words.HISTORY, 2)])
    paragraphs += [
        [_fill(t, chance, people, head.published) for t in chance.sample(words.FILLER, 5)]
        for _ in range(chance.randint(2, 4))
    ]
    text = "\n\n".join(" ".join(_upper(sentence) for sentence in sentences) for sentences in paragraphs)
    return head._replace(title=told[0][1], text=text)


def _fill(template: str, chance: random.Random, people: list[str], day: datetime.date) -> str:
    actor, speaker, seat = chance.choice(words.ABROAD)
    number = int(chance.paretovariate(0.7)) + 2
    return template.format(
        number=min(number, 90_000),
        more=min(number * 3, 90_000),
        years=chance.randint(2, 25),
        place=chance.choice(words.PLACES),
        other=chance.choice(words.PLACES),
        site=chance.choice(words.SITES),
        person=people[min(len(people) - 1, int(chance.paretovariate(0.6)) - 1)],
        role=chance.choice(words.ROLES),
        body=chance.choice(words.BODIES),
        actor=actor,
        speaker=speaker,
        seat=seat,
        day=f"{day - datetime.timedelta(days=chance.randint(0, 2)):%A}",
    )


def _when(chance: random.Random, happened: datetime.date, published: datetime.date) -> str:
    date = f"{happened.day} {happened:%B}"
    return chance.choice((f"on {happened:%A}", f"on {date}", f"on {date} {happened.year}"))


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def write_project(path: Path, count: int, *, seed: int = 7) -> int:
    """Write a project with a brief over `count` articles into an empty or new folder; return the number of words."""
    articles = path / "content" / "articles"
    briefs = path / "content" / "briefs"
    articles.mkdir(parents=True)
    briefs.mkdir()
    (path / "briefgen.yaml").write_text("title: Long crisis\n", encoding="utf-8")
    (briefs / "crisis.yaml").write_text(
        "title: Long crisis\nslug: crisis\nsubject:\n  countries: [LK]\n  articles: [articles/*]\n",
        encoding="utf-8",
    )
    total = 0
    for made in make_articles(count, seed=seed):
        total += len(made.text.split())
        (articles / f"{made.name}.md").write_text(
            f"---\ntitle: {made.title}\npublisher: {made.publisher}\npublished: {made.published}\n---\n\n{made.text}\n",
            encoding="utf-8",
        )
    return total
