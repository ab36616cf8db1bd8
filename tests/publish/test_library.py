"""The library: what is anchored, indexed and chosen."""

import hashlib

import pytest

from briefgen.model.article import Article
from briefgen.model.brief import (
    BackgroundItem,
    Brief,
    Event,
    Evidence,
    Figure,
    Organisation,
    Person,
    Place,
    Reaction,
    Source,
)
from briefgen.model.names import NamedPerson
from briefgen.publish.entries import IndexedName, date_order
from briefgen.publish.library import BriefEntry, may_show_whole
from briefgen.publish.listing import list_names, make_article_entry, make_brief_index
from briefgen.publish.namings import country_name, to_anchor
from briefgen.publish.plan import sort_briefs
from briefgen.publish.records import BriefRow
from briefgen.publish.render import text_direction


def article(text: str, name: str = "a", **fields: object) -> Article:
    """Return an article of the given text."""
    return Article(  # type: ignore[misc]
        **{
            "id": name,
            "path": f"articles/{name}.md",
            "title": name.upper(),
            "text": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            **fields,
        }
    )


def build(brief: Brief, *articles: Article) -> BriefEntry:
    """Return a brief with all that hangs on it."""
    return BriefEntry(brief, {one.path: one for one in articles})


def one(**fields: object) -> BriefEntry:
    """Return the entry of a brief with the given fields."""
    return build(Brief(**{"title": "T", "slug": "t", **fields}))  # type: ignore[arg-type]


def people_of(*briefs: Brief, names: tuple[NamedPerson, ...] = ()) -> tuple[IndexedName, ...]:
    """Return the people of several briefs."""
    indexes = [make_brief_index(build(brief)) for brief in briefs]
    return list_names(indexes, "people", {person.name: person for person in names}, "en")


def source(name: str = "a", **fields: object) -> Source:
    """Return a source for an article."""
    return Source(**{"id": name, "article": f"articles/{name}.md", "title": name, **fields})  # type: ignore[arg-type]


def test_evidence_is_anchored_in_its_article() -> None:
    """Words lead to their place in the article, and the article knows the item they support."""
    item = BackgroundItem(
        id="b",
        text="Two.",
        evidence=[Evidence(source="a", quote="Two words."), Evidence(source="a", quote="words")],
    )
    text = article("One. Two words. Three.", url="https://a.example/x")
    entry = build(
        Brief(title="T", slug="t", background=[item], sources=[source(url="https://a.example/x")]), text
    )
    first, second = entry.background[0].evidence
    assert first.passage is not None
    assert (first.passage.before, first.passage.words, first.passage.after) == ("", "Two words.", "")
    assert first.url == "articles/a/index.html#_t--b"
    assert second.url == "articles/a/index.html#_t--b--2"
    assert first.link == "https://a.example/x#:~:text=Two%20words."
    assert [
        (use.number, use.anchor, use.url) for use in make_article_entry(text, [make_brief_index(entry)]).uses
    ] == [
        (1, "_t--b", "t/index.html#b"),
        (2, "_t--b--2", "t/index.html#b"),
    ]


def test_digest_links_plainly_to_the_report() -> None:
    """A digest is our own text, so its link has no text fragment."""
    item = BackgroundItem(id="b", text="x", evidence=[Evidence(source="a", quote="One.")])
    entry = build(
        Brief(title="T", slug="t", background=[item], sources=[source(kind="digest")]),
        article("One.", kind="digest", url="https://a.example/x"),
    )
    assert entry.background[0].evidence[0].link == "https://a.example/x"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example", "https://a b", None])
def test_original_is_linked_only_at_web_addresses(address: str | None) -> None:
    """A source whose address is not http or https has no link."""
    entry = build(Brief(title="T", slug="t", sources=[source(url=address)]))
    assert entry.sources[0].link is None


def test_words_that_are_not_there_have_no_place() -> None:
    """Missing words keep their quote, without a place in the article."""
    item = BackgroundItem(id="b", text="x", evidence=[Evidence(source="a", quote="Four.")])
    entry = build(Brief(title="T", slug="t", background=[item], sources=[source()]), article("One."))
    evidence = entry.background[0].evidence[0]
    assert (evidence.status, evidence.url, evidence.passage) == ("missing", None, None)
    assert make_brief_index(entry).uses == ()


def test_copies_of_one_origin_count_once() -> None:
    """Three sources of which two carry one agency's text are two origins."""
    entry = one(
        sources=[
            source("a", publisher="P", origin="Agency"),
            source("b", publisher="Q", origin=" agency "),
            source("c", publisher="R"),
        ],
        background=[
            BackgroundItem(id="x", text="x", evidence=[Evidence(source=name, quote="q") for name in "abc"])
        ],
    )
    assert entry.origin_count == 2
    assert entry.background[0].origin_count == 2


def test_publishers_of_evidence_are_named_once() -> None:
    """In order of the evidence, capitals aside; what names no publisher, or is no source, is left out."""
    names = {"a": "Post", "b": None, "c": "Echo", "d": "POST"}
    entry = one(
        background=[
            BackgroundItem(id="i", text="t", evidence=[Evidence(source=name, quote="q") for name in "xabcda"])
        ],
        sources=[source(name, publisher=publisher) for name, publisher in names.items()],
    )
    assert entry.background[0].publishers == ("Post", "Echo")


def test_timeline_is_in_order_of_date_then_of_the_file() -> None:
    """Events are sorted by first and last day; those of one date stay as they stand in the file."""
    dates = {"d": "2022-01-05", "b": "2022-01-02/2022-01-04", "a": "2022-01-02", "c": "2022-01-05"}
    entry = one(timeline=[Event(id=name, date=date, title=name) for name, date in dates.items()])
    assert [event.id for event in entry.timeline] == ["a", "b", "d", "c"]
    assert [(day.date, [event.id for event in day.events]) for day in entry.days][-1] == (
        "2022-01-05",
        ["d", "c"],
    )


def test_months_hold_the_plain_days_of_the_timeline() -> None:
    """For jumping to a day: intervals and months have no one day, and stand in the timeline only."""
    dates = [
        "2021-12-31",
        "2022-01-02",
        "2022-01-02",
        "2022-01-02/2022-01-04",
        "2022-01",
        "2022-01/..",
        "2022-01-05~",
        "2022-01-05",
    ]
    entry = one(timeline=[Event(id=f"e{place}", date=date, title="t") for place, date in enumerate(dates)])
    assert [(month.date, [(day.date, day.events[0].id) for day in month.days]) for month in entry.months] == [
        ("2021-12", [("2021-12-31", "e0")]),
        ("2022-01", [("2022-01-02", "e1"), ("2022-01-05~", "e6")]),
    ]


def figure(name: str, value: int, **fields: object) -> Figure:
    """Return a figure of people killed."""
    return Figure(**{"id": name, "measure": "killed", "value": value, **fields})  # type: ignore[arg-type]


def test_key_figure_is_the_newest_standing_claim_with_its_rivals() -> None:
    """Withdrawn claims never head a card; each other claimant's newest differing claim stands beside."""
    entry = one(
        figures=[
            figure("old", 12, as_of="2022-01-05", claimed_by="Ministry"),
            figure("rival-old", 20, as_of="2022-01-05", claimed_by="Group"),
            figure("rival", 26, as_of="2022-01-06", claimed_by="Group"),
            figure("same", 18, as_of="2022-01-06", claimed_by="Third"),
            figure("new", 18, as_of="2022-01-07", claimed_by="Ministry"),
            figure("gone", 164, as_of="2022-01-09", claimed_by="Office", status="withdrawn"),
        ]
    )
    (key,) = entry.key_figures
    assert key.entry.id == "new"
    assert [other.id for other in key.others] == ["rival"]
    assert [other.id for other in key.withdrawn] == ["gone"]


def test_key_figures_put_one_of_each_measure_first() -> None:
    """Each measure is told once before any is told twice, wholes before parts and places."""
    entry = one(
        figures=[
            figure("part", 5, group="police", part_of="all"),
            figure("place", 7, place="Town"),
            figure("all", 12),
            figure("hurt", 30, measure="injured"),
            figure("held", 99, measure="detained"),
        ]
    )
    assert [key.entry.id for key in entry.key_figures] == ["all", "hurt", "held", "place", "part"]


def test_names_know_the_items_that_name_them() -> None:
    """A name or alias counts as a whole word, longest form first, in every field that readers see."""
    entry = one(
        background=[BackgroundItem(id="b", text="New Sampleton is not Sampletonia.")],
        timeline=[Event(id="e", date="2022", title="At home", places=["Sampleton"])],
        figures=[figure("f", 1, claimed_by="Ministry")],
        reactions=[Reaction(id="r", actor="X", stance="other", speaker="Dr. Who")],
        people=[Person(name="John Who", aliases=["Dr. Who"])],
        places=[Place(name="Sampleton"), Place(name="New Sampleton")],
        organisations=[Organisation(name="Ministry")],
    )
    found = {
        name.name: [item.id for item in name.items]
        for name in (*entry.people, *entry.places, *entry.organisations)
    }
    assert found == {"John Who": ["r"], "Sampleton": ["e"], "New Sampleton": ["b"], "Ministry": ["f"]}


def test_thousands_of_names_are_found_in_no_time() -> None:
    """A list of names that somebody made very long does not slow the build down."""
    people = [Person(name=f"Person{number} Name", aliases=[f"Alias{number}"]) for number in range(5_000)]
    text = " ".join(f"Alias{number} met nobody." for number in range(0, 5_000, 7))
    entry = one(background=[BackgroundItem(id="b", text=text)], people=people)
    assert sum(bool(person.items) for person in entry.people) == len(range(0, 5_000, 7))


def test_names_of_several_briefs_are_one_entry() -> None:
    """A name that two briefs list is one entry; what neither says of it comes from names.yaml."""
    (person,) = people_of(
        Brief(title="A", slug="a", people=[Person(name="Ann Other")]),
        Brief(title="B", slug="b", people=[Person(name="Ann Other", aliases=["Other"])]),
        names=(NamedPerson(name="Ann Other", role="mayor", country="PT"),),
    )
    assert person.about == "mayor, Portugal"
    assert person.aliases == ("Other",)
    assert [mention.brief_title for mention in person.mentions] == ["A", "B"]


@pytest.mark.parametrize(
    ("role", "country", "about"),
    [
        ("mayor", "PT", "mayor, Portugal"),
        ("President of Portugal", "PT", "President of Portugal"),
        ("President of Turkey", "TR", "President of Turkey"),
        ("Foreign Minister of the Czech Republic", "CZ", "Foreign Minister of the Czech Republic"),
        ("US Secretary of State", "US", "US Secretary of State"),
        ("head of USB Bank", "US", "head of USB Bank, United States"),
        ("ambassador to Nigeria", "NE", "ambassador to Nigeria, Niger"),
    ],
)
def test_country_is_told_once(role: str, country: str, about: str) -> None:
    """What a role says of the country, by any of its names, is not said again."""
    (person,) = one(people=[Person(name="Ann Other", role=role, country=country)]).people
    assert person.about == about


def test_briefs_are_listed_newest_update_first() -> None:
    """Order is by update, then by title; a brief without dates comes last."""
    rows = [
        BriefRow(path="", sha256="", problems=(), slug=slug, title=title, updated=updated)
        for title, slug, updated in (
            ("B", "b", "2022-01-05"),
            ("None", "none", None),
            ("A", "a", "2022-01-05"),
            ("New", "new", "2022-02-01"),
        )
    ]
    assert [row.slug for row in sort_briefs(rows)] == ["new", "a", "b", "none"]


def test_update_is_worked_out_from_what_has_surely_come() -> None:
    """Without `updated`, planned events do not count, and of a vague date only its first day."""
    entry = one(
        timeline=[
            Event(id="a", date="2022-01-05", title="t"),
            Event(id="b", date="2022-01", title="t"),
            Event(id="c", date="2022-03-01", title="t", planned=True),
        ]
    )
    assert entry.updated == "2022-01-05"
    assert one().updated is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "digest"}, True),
        ({"licence": "CC-BY-4.0"}, True),
        ({"licence": "public domain"}, True),
        ({}, False),
        ({"licence": " "}, False),
        ({"licence": "All rights reserved"}, False),
        ({"licence": "© The Post"}, False),
        ({"kind": "excerpt"}, False),
    ],
)
def test_text_is_shown_whole_only_where_allowed(fields: dict[str, object], expected: bool) -> None:
    """Our digests and openly licensed texts are shown whole, nothing else."""
    assert may_show_whole(article("x", **fields)) is expected


@pytest.mark.parametrize(
    ("name", "anchor"),
    [("Ban Ki-moon", "ban-ki-moon"), ("Алматы", "алматы"), ("  Ö & Co. ", "ö-co"), ("…", "x")],
)
def test_anchors_keep_letters_of_any_script(name: str, anchor: str) -> None:
    """Anchors are made of letters and digits; what has none gets one all the same."""
    assert to_anchor(name) == anchor


def test_country_and_direction_follow_the_language() -> None:
    """Names of countries are in the site's language where that is known, and text runs its way."""
    assert country_name("DE", "en") == "Germany"
    assert country_name("DE", "de-AT") == "Deutschland"
    assert country_name("DE", "tlh") == "Germany"
    assert country_name("XX", "en") == "XX"
    assert country_name(None, "en") is None
    assert (text_direction("en"), text_direction("ar"), text_direction("he-IL"), text_direction("tlh")) == (
        "ltr",
        "rtl",
        "rtl",
        "ltr",
    )


def test_order_of_dates_puts_none_and_wrong_ones_first() -> None:
    """What is no date sorts before all dates."""
    assert sorted(["2022", "", "x", "2021-12-31"], key=date_order) == ["", "x", "2021-12-31", "2022"]
