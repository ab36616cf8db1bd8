"""Invented briefs with their articles, made from word lists: the same bytes for the same seed on any machine.

Brief number i depends on the seed and on i only, so a corpus of 100 briefs is the beginning of one of 5,000.
Each brief has 3 items of background, 12 events, 10 figures and 8 reactions, Markdown in all prose, and three
articles whose words support every item, so that validation and evidence have their full work.
"""

import datetime
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec

from briefgen.model.brief import (
    BackgroundItem,
    Brief,
    Event,
    Evidence,
    Figure,
    Person,
    Place,
    Reaction,
    Source,
    Subject,
)
from briefgen.model.dump import dump_brief

SEED = 7
BACKGROUND_COUNT = 3
EVENT_COUNT = 12
FIGURE_COUNT = 10
REACTION_COUNT = 8
ARTICLES_PER_BRIEF = 3

EDIT_MARK = "First edition."
"""Ends every summary: a benchmark edits a brief by changing these words."""

_CRISES = (
    "flood", "harbour strike", "blackout", "dam breach", "bridge collapse", "forest fire", "bank run",
    "train crash", "chemical leak", "heat wave", "landslide", "fuel shortage", "mine accident", "measles outbreak",
    "ferry accident", "bread riots", "prison break", "coup attempt", "border clash", "hospital strike",
)  # fmt: skip
_PLACES = (
    "Aldermoor", "Brackwater", "Corvane", "Dellmouth", "Elsinby", "Farrowgate", "Glanmere", "Hestfold", "Ivelhaven",
    "Jarrowby", "Keldrum", "Lorne Bay", "Marrick", "Nethercombe", "Ostrava Reach", "Pellworm", "Quenby",
    "Ravensholt", "Silverdam", "Thornwick", "Uldale", "Varnhem", "Wexcombe", "Yarmere",
)  # fmt: skip
_ACTORS = (
    ("Austria", "state"), ("Brazil", "state"), ("Canada", "state"), ("Denmark", "state"), ("Egypt", "state"),
    ("France", "state"), ("Ghana", "state"), ("India", "state"), ("Japan", "state"), ("Kenya", "state"),
    ("Norway", "state"), ("Portugal", "state"), ("African Union", "international_organisation"),
    ("European Union", "international_organisation"), ("United Nations", "international_organisation"),
    ("World Bank", "international_organisation"),
)  # fmt: skip
_CLAIMANTS = (
    "Ministry of the Interior", "Ministry of Health", "Coast Guard", "regional council", "fire service",
    "grid operator", "dockers' union", "residents' committee",
)  # fmt: skip
_FIRST_NAMES = (
    "Agnes", "Bela", "Clara", "Dimitri", "Edda", "Felix", "Gudrun", "Henrik", "Ilse", "Jakub", "Katya", "Lars",
    "Mirela", "Noor", "Oscar", "Petra", "Rufus", "Sanna", "Tomas", "Vera",
)  # fmt: skip
_LAST_NAMES = (
    "Aalto", "Bergmann", "Castellan", "Drummond", "Egerton", "Falk", "Grieve", "Holm", "Iversen", "Jansky",
    "Kessel", "Lindgren", "Morrow", "Nyberg", "Ohlsen", "Pryce", "Rademaker", "Sorel", "Thule", "Vance",
)  # fmt: skip
_PUBLISHERS = (
    "Aldermoor Gazette", "The Coastal Mail", "Evening Dispatch", "Farrowgate Radio", "The Inland Times",
    "Marrick Observer", "Northern Wire", "Public Channel Two", "Valley Herald",
)  # fmt: skip
_SUBJECTS = (
    "the city council", "a team of engineers", "the fire brigade", "the harbour master", "a crowd of residents",
    "the regional governor", "the repair crew", "the night shift", "the public prosecutor", "the relief convoy",
    "an independent commission", "the hospital board", "the army corps", "the rail company", "the water board",
)  # fmt: skip
_DEEDS = (
    "closed the main road", "opened two schools as shelters", "called off the search", "lifted the curfew",
    "published the inspection report", "ordered the lower town to leave", "restored power to the hospital",
    "dismissed the site manager", "sealed off the old market", "turned away the first convoy",
    "asked the capital for pumps", "counted the damaged houses", "began to drain the reservoir",
    "stopped all ferries", "searched the operator's offices",
)  # fmt: skip
_CIRCUMSTANCES = (
    "before dawn", "after a second night of rain", "without naming a reason", "while crews were still at work",
    "against the advice of its own experts", "in front of several hundred people", "for the first time in years",
    "under pressure from the opposition", "as the water kept rising", "after talks that lasted two days",
)  # fmt: skip
_ADJECTIVES = (
    "late",
    "costly",
    "disputed",
    "hasty",
    "quiet",
    "broad",
    "partial",
    "unexpected",
    "sober",
    "sharp",
)
_NOUNS = (
    "inquiry",
    "warning",
    "delay",
    "settlement",
    "estimate",
    "appeal",
    "rescue",
    "closure",
    "account",
    "reply",
)
_MEASURES = (
    ("killed", "people"), ("injured", "people"), ("missing", "people"), ("evacuated", "people"),
    ("displaced", "people"), ("detained", "people"), ("hospitalised", "people"), ("protesters", "people"),
    ("damaged", "houses"), ("burned", "vehicles"), ("cancelled", "flights"), ("damage_cost", "EUR"),
)  # fmt: skip
_STANCES = (
    "calls_for_restraint", "urges_dialogue", "condemns", "offers_help", "warns", "monitors",
    "demands_investigation", "expresses_condolences",
)  # fmt: skip
_STATEMENTS = (
    "ready to send doctors and pumps", "following the situation hour by hour", "mourning with all who lost a relative",
    "calling on all sides to talk", "asking for an open inquiry", "warning its citizens against travel",
)  # fmt: skip


class InventedArticle(msgspec.Struct, frozen=True):
    """One article: file below the content folder, and its text."""

    path: str
    text: str


def make_brief(number: int, seed: int = SEED) -> tuple[Brief, list[InventedArticle]]:
    """Invent brief `number` with the articles that support it."""
    return _Inventor(number, seed).make()


def dump_invented(brief: Brief) -> str:
    """Return the YAML of an invented brief."""
    return dump_brief(brief)


class _Inventor:
    """Draws one brief."""

    def __init__(self, number: int, seed: int) -> None:
        self.number = number
        self.random = random.Random(f"{seed}:{number}")
        self.home = self.random.choice(_PLACES)
        self.start = datetime.date(2014, 1, 1) + datetime.timedelta(days=self.random.randrange(4000))
        self.places = sorted({self.home, *self.random.sample(_PLACES, 3)})
        self.sentences: list[list[str]] = [[] for _ in range(ARTICLES_PER_BRIEF)]
        self.told: set[str] = set()

    def make(self) -> tuple[Brief, list[InventedArticle]]:
        choose = self.random.choice
        crisis = choose(_CRISES)
        slug = f"{self.number:05d} {self.home} {crisis}".lower().replace(" ", "-")
        people = sorted({self.person() for _ in range(3)})
        brief = Brief(
            title=f"{self.home}: the {choose(_ADJECTIVES)} {choose(_NOUNS)} of the {crisis}",
            slug=slug,
            status=choose(("developing", "closed")),
            updated=self.day(13),
            summary=f"{self.prose(2)}\n\n{self.prose(1)} {EDIT_MARK}",
            subject=Subject(
                countries=["XK"], period=f"{self.day(0)}/{self.day(13)}", articles=[self.article(0, "*")]
            ),
            background=[self.background(at) for at in range(BACKGROUND_COUNT)],
            timeline=[self.event(at) for at in range(EVENT_COUNT)],
            figures=[
                self.figure(at, *which)
                for at, which in enumerate(self.random.sample(_MEASURES, FIGURE_COUNT))
            ],
            reactions=[
                self.reaction(at, *who, choose(people))
                for at, who in enumerate(self.random.sample(_ACTORS, REACTION_COUNT))
            ],
            people=[Person(name=name, role=choose(("spokesman", "minister", "envoy"))) for name in people],
            places=[Place(name=name, kind="city") for name in self.places],
            sources=[self.source(at) for at in range(ARTICLES_PER_BRIEF)],
        )
        texts = [
            InventedArticle(source.article, self.article_text(at, source))
            for at, source in enumerate(brief.sources)
        ]
        return brief, texts

    def background(self, at: int) -> BackgroundItem:
        return BackgroundItem(
            id=f"cause-{at + 1}",
            date=str(self.start.year - self.random.randint(1, 30)),
            text=self.prose(1),
            evidence=[self.evidence(self.news())],
        )

    def event(self, at: int) -> Event:
        said = self.news()
        return Event(
            id=f"event-{at + 1}",
            date=self.day(at),
            title=said,
            text=self.prose(1),
            places=[self.random.choice(self.places)],
            evidence=[self.evidence(said)],
        )

    def figure(self, at: int, measure: str, unit: str) -> Figure:
        value = self.random.randrange(2, 5000)
        claimant = self.random.choice(_CLAIMANTS)
        day = self.day(self.random.randrange(14))
        return Figure(
            id=f"figure-{at + 1}",
            measure=measure,
            group=None if unit in ("people", "EUR") else unit,
            value=value,
            qualifier=self.random.choice(("exact", "about", "at_least")),
            unit=unit,
            as_of=day,
            claimed_by=claimant,
            evidence=[self.evidence(f"The {claimant} counted {value:,} in all")],
        )

    def reaction(self, at: int, actor: str, kind: str, speaker: str) -> Reaction:
        statement = self.random.choice(_STATEMENTS)
        said = f"“{actor} is {statement},” {speaker} said"
        return msgspec.convert(
            {
                "id": f"reaction-{at + 1}",
                "actor": actor,
                "kind": kind,
                "speaker": speaker,
                "stance": _STANCES[at],
                "text": self.prose(1),
                "quote": f"{actor} is {statement}",
                "date": self.day(self.random.randrange(14)),
                "evidence": [self.evidence(said)],
            },
            Reaction,
        )

    def source(self, at: int) -> Source:
        return Source(
            id=f"b{self.number:05d}-{at + 1}",
            article=self.article(at),
            title=self.clause(),
            publisher=self.random.choice(_PUBLISHERS),
            published=self.day(at * 6 + 1),
            url=f"https://news.example/{self.number}/{at + 1}",
            kind="digest",
        )

    def article(self, at: int, number: str = "") -> str:
        return f"articles/b{self.number:05d}-{number or at + 1}.md"

    def article_text(self, at: int, source: Source) -> str:
        head = {
            "title": source.title,
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url,
            "kind": source.kind,
            "language": "en",
        }
        lines = "\n".join(f"{key}: {value}" for key, value in head.items())
        said = self.sentences[at]
        paragraphs = "\n\n".join(" ".join(said[begin : begin + 4]) for begin in range(0, len(said), 4))
        return f"---\n{lines}\n---\n\n{paragraphs}\n"

    def evidence(self, said: str) -> Evidence:
        """Put words into one of the articles, and point to them there."""
        at = self.random.randrange(ARTICLES_PER_BRIEF)
        self.sentences[at].append(f"{said}.")
        return Evidence(source=f"b{self.number:05d}-{at + 1}", quote=said)

    def day(self, offset: int) -> str:
        return (self.start + datetime.timedelta(days=offset)).isoformat()

    def person(self) -> str:
        return f"{self.random.choice(_FIRST_NAMES)} {self.random.choice(_LAST_NAMES)}"

    def clause(self) -> str:
        text = f"{self.random.choice(_SUBJECTS)} {self.random.choice(_DEEDS)}"
        return text[0].upper() + text[1:]

    def news(self) -> str:
        """Return a clause that the brief does not have yet, so that its words stand in one place."""
        while (said := self.clause()) in self.told:
            pass
        self.told.add(said)
        return said

    def prose(self, count: int) -> str:
        return " ".join(self.sentence() for _ in range(count))

    def sentence(self) -> str:
        """Return one sentence of prose; one in three carries Markdown."""
        choose, form = self.random.choice, self.random.randrange(6)
        if form == 0:
            return f"{self.clause()} **{choose(_CIRCUMSTANCES)}**."
        if form == 1:
            link = f"[{choose(_ADJECTIVES)} {choose(_NOUNS)}](https://news.example/{self.random.randrange(9999)})"
            return f"{self.clause()}, and a {link} followed in {choose(_PLACES)}."
        if form == 2:
            return f"In {choose(_PLACES)} {choose(_SUBJECTS)} {choose(_DEEDS)} {choose(_CIRCUMSTANCES)}."
        if form == 3:
            return f"The {choose(_ADJECTIVES)} {choose(_NOUNS)} left {choose(_PLACES)} waiting for help."
        return f"{self.clause()} {choose(_CIRCUMSTANCES)}."


def write_content(briefs: Sequence[int] | range, content: Path, seed: int = SEED) -> int:
    """Write briefs and articles below a content folder.

    Returns:
        Bytes of YAML written.
    """
    (content / "briefs").mkdir(parents=True, exist_ok=True)
    (content / "articles").mkdir(exist_ok=True)
    total_bytes = 0
    for number in briefs:
        brief, articles = make_brief(number, seed)
        data = dump_invented(brief).encode("utf-8")
        total_bytes += len(data)
        (content / "briefs" / f"{brief.slug}.yaml").write_bytes(data)
        for article in articles:
            (content / article.path).write_bytes(article.text.encode("utf-8"))
    return total_bytes
