"""Hypothesis strategies of the whole project: texts, dates, briefs, edits."""

import string

from hypothesis import settings
from hypothesis import strategies as st

from briefgen.model.brief import (
    MEASURES,
    ActorKind,
    BackgroundItem,
    Brief,
    Event,
    Evidence,
    Figure,
    Inexact,
    Organisation,
    Person,
    Place,
    Reaction,
    Source,
    Stance,
    Subject,
)

many_examples = settings(max_examples=7 * settings().max_examples)
"""For texts made of pieces, which are quick to read and of which few fall on what is special."""

NASTY_TEXTS = (
    "NO",
    "yes",
    "~",
    "null",
    "2022-01-05",
    "2022-01-05T10:00:00Z",
    "12:30",
    "0x10",
    "1_000",
    "1e3",
    ".5",
    "-5",
    "=",
    "<<",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "- a",
    "-",
    "[a",
    "{a}",
    "a, b",
    "&a",
    "*a",
    "!a",
    "|",
    ">-",
    "'it''s'",
    '"q"',
    'it\'s "both"',
    "back\\slash",
    "%a",
    "@a",
    "`a`",
    "--- a",
    "...",
    " lead",
    "trail ",
    "two  spaces",
    "tab\there",
    "line\nbreak",
    "para\n\npara",
    "end\n",
    "end\n\n",
    "\nstart",
    "a\n  indented\nb",
    "a \nb",
    "carriage\rreturn",
    "next\x85line",
    "line\u2028separator",
    "\ufeffbom",
    "emoji 😀 é ж",
    "x" * 150,
    ("word " * 60).strip(),
    "a  b " * 40 + "c",
    "? q",
    ": a",
    "true",
    "1.0",
    "0o7",
    "Ünïcödé",
)
"""Texts that YAML writers and readers get wrong."""

texts = st.one_of(
    st.sampled_from(NASTY_TEXTS),
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
        | st.sampled_from("\n\t:#-' \""),
        min_size=1,
        max_size=60,
    ),
    st.lists(
        st.sampled_from(("alpha", "beta,", "gamma:", "#delta", "it's", "–", "5")), min_size=1, max_size=60
    ).map(" ".join),
)
"""Any text that a brief may hold, never empty."""

words = st.text(string.ascii_lowercase, min_size=1, max_size=9)
slugs = st.lists(words, min_size=1, max_size=3).map("-".join)
"""Slugs and ids."""

days = st.dates().map(lambda day: day.isoformat())
"""Days as EDTF."""


@st.composite
def edtf_dates(draw: st.DrawFn) -> str:
    """Any EDTF date that `parse_date` takes."""
    day = draw(st.dates())
    year, month = f"{day.year:04d}", f"{day.month:02d}"
    simple = draw(
        st.sampled_from((day.isoformat(), f"{year}-{month}", year, f"{year}-{draw(st.integers(21, 24))}"))
    ) + draw(st.sampled_from(("", "", "~", "?", "%")))
    form = draw(st.sampled_from(("simple", "simple", "days", "open end", "open start", "unspecified")))
    if form == "days":
        first, last = sorted((day, draw(st.dates())))
        return f"{first.isoformat()}/{last.isoformat()}"
    if form == "open end":
        return f"{simple}/" + draw(st.sampled_from(("", "..")))
    if form == "open start":
        return draw(st.sampled_from(("", ".."))) + f"/{simple}"
    if form == "unspecified":
        return draw(st.sampled_from((f"{year}-{month}-XX", f"{year}-XX-XX", f"{year}-XX", "199X", "19XX")))
    return simple


maybe_text = st.none() | texts
evidences = st.builds(Evidence, source=slugs, quote=texts, prefix=maybe_text)
evidence_lists = st.lists(evidences, max_size=2)
numbers = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
inexact = st.builds(
    lambda low, more: Inexact(min=low, max=None if more is None else low + more),
    st.integers(-1000, 1000),
    st.none() | st.integers(0, 1000),
) | st.builds(Inexact, words=texts.filter(bool))
names = texts

background_items = st.builds(
    BackgroundItem,
    id=slugs,
    date=st.none() | edtf_dates(),
    text=texts,
    evidence=evidence_lists,
    hidden=st.booleans(),
    note=maybe_text,
    reviewed=maybe_text,
)
events = st.builds(
    Event,
    id=slugs,
    date=edtf_dates(),
    time=st.none() | st.sampled_from(("night", "14:30", "early morning")),
    planned=st.booleans(),
    title=texts,
    text=maybe_text,
    places=st.lists(names, max_size=3),
    evidence=evidence_lists,
    hidden=st.booleans(),
    note=maybe_text,
)
figures = st.builds(
    Figure,
    id=slugs,
    measure=st.sampled_from(MEASURES),
    group=maybe_text,
    value=numbers | inexact,
    qualifier=st.sampled_from(("exact", "about", "at_least")),
    unit=texts,
    as_of=st.none() | edtf_dates(),
    claimed_by=maybe_text,
    place=maybe_text,
    status=st.sampled_from(("stands", "superseded")),
    part_of=st.none() | slugs,
    evidence=evidence_lists,
)
reactions = st.builds(
    Reaction,
    id=slugs,
    actor=texts,
    kind=st.sampled_from(ActorKind.__args__),
    speaker=maybe_text,
    role=maybe_text,
    stance=st.sampled_from(Stance.__args__),
    text=maybe_text,
    quote=maybe_text,
    date=st.none() | edtf_dates(),
    evidence=evidence_lists,
)
people = st.builds(
    Person,
    name=names,
    aliases=st.lists(names, max_size=3),
    role=maybe_text,
    country=st.sampled_from((None, "KZ", "NO")),
)
places = st.builds(
    Place,
    name=names,
    aliases=st.lists(names, max_size=2),
    kind=st.sampled_from((None, "city", "region")),
    country=st.sampled_from((None, "KZ", "NO")),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
)
organisations = st.builds(Organisation, name=names, aliases=st.lists(names, max_size=2))
sources = st.builds(
    Source,
    id=slugs,
    article=texts,
    title=texts,
    publisher=maybe_text,
    published=st.none() | days,
    url=st.sampled_from((None, "https://news.example/a?b=c#d", "http://x.example")),
    kind=st.sampled_from(("full", "digest")),
)
subjects = st.builds(
    Subject,
    countries=st.lists(st.sampled_from(("KZ", "NO", "LK")), max_size=2),
    period=st.none() | edtf_dates(),
    articles=st.lists(texts, max_size=2),
)
briefs = st.builds(
    Brief,
    title=texts,
    slug=slugs,
    status=st.sampled_from(("draft", "developing", "closed")),
    updated=st.none() | days,
    summary=maybe_text,
    subject=subjects,
    background=st.lists(background_items, max_size=2),
    timeline=st.lists(events, max_size=3),
    figures=st.lists(figures, max_size=3),
    reactions=st.lists(reactions, max_size=2),
    people=st.lists(people, max_size=2),
    places=st.lists(places, max_size=2),
    organisations=st.lists(organisations, max_size=2),
    sources=st.lists(sources, max_size=2),
)
"""Any brief that the schema allows; ids may be doubled, evidence leads nowhere."""
