"""The whole extraction: from articles to one brief."""

import random
import shutil
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from briefgen.extract import workers as workers_module
from briefgen.extract.cache import Cache
from briefgen.extract.copies import find_origins
from briefgen.extract.event_rules.last_days import LONGEST
from briefgen.extract.pipeline import Extraction, extract_brief
from briefgen.extract.reading import read_article
from briefgen.extract.workers import Workers
from briefgen.model.article import Article
from briefgen.model.brief import Brief, Subject
from briefgen.model.config import OwnMeasure
from briefgen.model.evidence import find_evidence
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article

SUBJECT = Subject(countries=["LK"], period="2023-05-01/2023-05-31")

STORM = """Cyclone Mala hit the coast of Sri Lanka on Friday, and 12 fishermen drowned near Galle, the Ministry of \
Health said on Saturday.

The storm destroyed 400 houses in Matara. The president declared a state of emergency on Saturday.

India sent rescue teams on Sunday. "We stand ready to help," Indian foreign minister Subrahmanyam Jaishankar said.

In 2004 the tsunami killed 31,000 people in Sri Lanka. The floods were caused by heavy rain."""

FLOOD = """Twelve fishermen drowned near Galle when Cyclone Mala hit the coast of Sri Lanka on Friday, according to \
the Ministry of Health.

The president of Sri Lanka declared a state of emergency on Saturday. The European Union called for calm.

The Ministry of Health put the number of the dead at 19 on Tuesday."""


def articles() -> list[Article]:
    """Return two reports of one storm by different publishers."""
    return [
        make_article(STORM, name="2023-05-08-storm", published="2023-05-08", publisher="Daily One"),
        make_article(FLOOD, name="2023-05-10-flood", published="2023-05-10", publisher="Daily Two"),
    ]


def extract(given: list[Article], **options: object) -> Extraction:
    """Extract the brief of the storm."""
    subject = options.pop("subject", SUBJECT)
    assert isinstance(subject, Subject)
    cache_path = options.pop("cache_path", None)
    assert cache_path is None or isinstance(cache_path, Path)
    with Cache(cache_path) as cache, Workers(cache) as workers:
        return extract_brief(given, subject, Names(), title="Cyclone", slug="cyclone", workers=workers)


def bytes_of(brief: Brief) -> bytes:
    """Return a brief as bytes, for comparing all of it."""
    return msgspec.json.encode(brief)


def test_brief_holds_all_four_sections() -> None:
    """Events, figures, reactions and background come from the articles."""
    brief = extract(articles()).brief
    assert {"2023-05-05", "2023-05-06"} <= {event.date for event in brief.timeline}
    assert ("killed", 12, "Ministry of Health") in {(f.measure, f.value, f.claimed_by) for f in brief.figures}
    assert {"India", "European Union"} <= {reaction.actor for reaction in brief.reactions}
    assert "2004" in {item.date for item in brief.background}
    assert {"Galle", "Matara"} <= {place.name for place in brief.places}
    assert "2023-05-10" == brief.updated
    assert ["2023-05-08-storm", "2023-05-10-flood"] == [source.id for source in brief.sources]


def test_every_item_has_evidence_that_stands_in_its_article() -> None:
    """Each quote is found again, exactly once, and direct speech stands in the evidence."""
    given = articles()
    texts = {article.id: article.text for article in given}
    brief = extract(given).brief
    for item in [*brief.background, *brief.timeline, *brief.figures, *brief.reactions]:
        assert item.evidence
        for evidence in item.evidence:
            assert "found" == find_evidence(texts[evidence.source], evidence).status
    for reaction in brief.reactions:
        if reaction.quote is not None:
            assert any(reaction.quote in evidence.quote for evidence in reaction.evidence)


def test_one_event_in_two_articles_is_one_item() -> None:
    """The state of emergency, told twice, is one event with evidence from both articles."""
    events = [event for event in extract(articles()).brief.timeline if "emergency" in event.title]
    assert 1 == len(events)
    assert {"2023-05-08-storm", "2023-05-10-flood"} == {evidence.source for evidence in events[0].evidence}


def test_one_figure_in_two_articles_is_one_item() -> None:
    """The twelve drowned, told twice by one ministry, are one figure."""
    figures = [figure for figure in extract(articles()).brief.figures if figure.value == 12]
    assert 1 == len(figures)
    assert 2 == len(figures[0].evidence)


def test_bounds_on_two_sides_of_a_number_are_two_figures() -> None:
    """`Nearly 1,000` and `more than 1,000` do not support each other."""
    given = [
        make_article(
            "Nearly 1,000 people were injured in Galle.", name="2023-05-08-one", published="2023-05-08"
        ),
        make_article(
            "More than 1,000 people were injured in Galle.", name="2023-05-08-two", published="2023-05-08"
        ),
    ]
    assert {"nearly", "more_than"} == {figure.qualifier for figure in extract(given).brief.figures}


def test_later_figure_supersedes_the_earlier() -> None:
    """The ministry's higher toll of a later day marks its first one."""
    text = "On Friday the Ministry of Health said that 12 people had died in Galle."
    later = "On Tuesday the Ministry of Health said that 19 people had died in Galle."
    brief = extract(
        [
            make_article(text, name="a", published="2023-05-06"),
            make_article(later, name="b", published="2023-05-10"),
        ]
    ).brief
    assert {12: "superseded", 19: "stands"} == {f.value: f.status for f in brief.figures}


def test_withdrawn_figure_is_marked() -> None:
    """A toll that a later article takes back is withdrawn, and stays the claim of who made it."""
    brief = extract(
        [
            make_article(
                "On Friday the Ministry of Health said that 164 people had died.",
                name="a",
                published="2023-05-06",
            ),
            make_article("The figure of 164 dead was published by mistake and is no longer valid.", name="b"),
        ]
    ).brief
    assert [("withdrawn", "Ministry of Health")] == [(f.status, f.claimed_by) for f in brief.figures]


def test_days_of_a_series_stay_above_the_cap() -> None:
    """Tolls told for a day of their own are kept where as many without a day are not."""
    dated = "\n\n".join(f"On {day} May the death toll rose to {100 + day}." for day in range(1, 13))
    undated = "\n\n".join(f"A storm killed {200 + number} people." for number in range(12))
    series, loose = (
        extract([make_article(text, name="a", published="2023-05-30")]).brief.figures
        for text in (dated, undated)
    )
    assert (12, 9) == (len(series), len(loose))


def test_brief_does_not_depend_on_the_order_of_articles() -> None:
    """Shuffled articles give the same bytes."""
    given = [*articles(), make_article("On 7 May soldiers came to Galle.", name="2023-05-09-soldiers")]
    expected = bytes_of(extract(given).brief)
    for seed in range(4):
        random.Random(seed).shuffle(given)
        assert expected == bytes_of(extract(given).brief)


def test_cache_does_not_change_the_brief(tmp_path: Path) -> None:
    """With a fresh, a full, a damaged and a deleted cache the brief is the same."""
    expected = bytes_of(extract(articles()).brief)
    assert expected == bytes_of(extract(articles(), cache_path=tmp_path).brief)
    [file] = [path for path in tmp_path.rglob("*") if path.is_file()]
    whole = file.read_bytes()
    assert expected == bytes_of(extract(articles(), cache_path=tmp_path).brief)
    for damaged in (
        b"\x00" * 40,
        whole[:-700],
        whole.replace(b"\x00\x01", b"\x01\x00"),
        b"",
        whole[:3000] * 9,
    ):
        file.write_bytes(damaged)
        assert expected == bytes_of(extract(articles(), cache_path=tmp_path).brief)
    shutil.rmtree(tmp_path)
    assert expected == bytes_of(extract(articles(), cache_path=tmp_path).brief)


def test_cache_reads_only_the_new_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding one article reads one article."""
    read: list[str] = []

    def counting(article: Article, *rest: object) -> object:
        read.append(article.id)
        return read_article(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(workers_module, "read_article", counting)
    extract(articles(), cache_path=tmp_path)
    assert 2 == len(read)
    extract([*articles(), make_article("On 7 May soldiers came to Galle.", name="new")], cache_path=tmp_path)
    assert ["new"] == read[2:]


def test_article_without_date_is_a_problem_and_left_out() -> None:
    """It is no source, and the problem says how to give the date."""
    result = extract([*articles(), make_article("Soldiers came.", name="undated", published=None)])
    assert ["article-date-missing"] == [problem.code for problem in result.problems]
    assert "--published" in result.problems[0].hint
    assert "undated" not in {source.id for source in result.brief.sources}


def test_subject_is_worked_out_where_it_is_missing() -> None:
    """Country and period follow from the text, and that is said."""
    result = extract(articles(), subject=Subject())
    assert ["LK"] == result.brief.subject.countries
    assert "2023-05-05/2023-05-10" == result.brief.subject.period
    assert {"countries": "LK", "period": "2023-05-05/2023-05-10"} == result.inferred
    assert ["subject-inferred", "subject-inferred"] == [problem.code for problem in result.problems]
    assert {"info"} == {problem.severity for problem in result.problems}


def test_copies_count_as_one_origin() -> None:
    """Two outlets that print one agency text are one source; a report of their own is another."""
    copy = STORM.replace("Cyclone Mala hit", "The cyclone Mala hit")
    given = [
        make_article(STORM, name="a", publisher="One"),
        make_article(copy, name="b", publisher="Two"),
        make_article(FLOOD, name="c", publisher="Three"),
        make_article("Something else altogether happened.", name="d", origin="AFP"),
        make_article("Quite another thing came about there.", name="e", origin="AFP"),
    ]
    by_id = {article.id: article for article in given}
    readings = {article.id: read_article(article, SUBJECT, Names()) for article in given}
    origins = find_origins(by_id, readings)
    assert origins["a"] == origins["b"]
    assert origins["c"] != origins["a"]
    assert origins["d"] == origins["e"]


def test_own_measure_is_found() -> None:
    """A measure of the project's configuration gives figures by its verbs and nouns."""
    own = OwnMeasure(name="vaccinated", verbs=["vaccinate"], nouns=["vaccinations"])
    article = make_article(
        "Nurses vaccinated 4,500 children in Galle. There were 900 vaccinations on Monday."
    )
    brief = extract_brief([article], SUBJECT, Names(), title="T", slug="t", measures=[own]).brief
    assert [("vaccinated", 4500), ("vaccinated", 900)] == sorted(
        ((f.measure, f.value) for f in brief.figures), key=lambda pair: -float(str(pair[1]))
    )


def test_ids_are_unique_and_readable() -> None:
    """Ids are slugs of what the item says."""
    brief = extract(articles()).brief
    ids = [item.id for item in [*brief.background, *brief.timeline, *brief.figures, *brief.reactions]]
    assert len(ids) == len(set(ids))
    assert any(item.startswith("india-") for item in ids)


def test_each_item_is_explained() -> None:
    """For every item there are lines that name the words of its slots."""
    result = extract(articles())
    brief = result.brief
    ids = {item.id for item in [*brief.background, *brief.timeline, *brief.figures, *brief.reactions]}
    assert ids == {explained.item for explained in result.explained}
    figure = next(f.id for f in brief.figures if f.value == 12)
    lines = next(explained.lines for explained in result.explained if explained.item == figure)
    assert any(line.startswith("claimed_by: Ministry of Health (") for line in lines)
    assert ["number", "qualifier", "group", "claimed_by", "as_of", "place"] == [
        line.split(":")[0] for line in lines
    ]
    assert any(line.startswith("qualifier: ") and "12" in line for line in lines)


def test_progress_counts_articles() -> None:
    """It is called once for each article."""
    seen: list[tuple[int, int]] = []
    extract_brief(
        articles(),
        SUBJECT,
        Names(),
        title="T",
        slug="t",
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [(1, 2), (2, 2)] == seen


def test_dropped_words_tell_the_reason() -> None:
    """What lies outside the period is dropped with its words."""
    result = extract(
        [*articles(), make_article("On 3 June 2023 the port opened.", name="z", published="2023-06-05")]
    )
    assert ("z", "after the period", "On 3 June 2023 the port opened.") in {
        (d.article, d.reason, d.words) for d in result.dropped
    }


@pytest.mark.parametrize("text", ["", " ", "\n\n", "—", "12", "“", "He said.", "\u200b", "a" * 5000])
def test_no_text_breaks_the_extraction(text: str) -> None:
    """Texts without sense give a brief without items."""
    brief = extract([make_article(text)]).brief
    assert not [*brief.background, *brief.timeline, *brief.figures, *brief.reactions]


PIECES = st.sampled_from(
    [
        *".,;:!?()—“”\"'%",
        "\n\n",
        "twelve",
        "12",
        "dozens of",
        "3.5 percent",
        "470 rupees",
        "a litre of",
        "more than",
        "including 4 children",
        "people",
        "officers",
        "were killed",
        "killed",
        "died",
        "injured",
        "wounded",
        "sent troops",
        "detained",
        "on Monday",
        "in May",
        "on 3 May",
        "in 2004",
        "since Sunday",
        "the Kremlin",
        "Germany",
        "the ministry",
        "he",
        "it",
        "said",
        "said that",
        "according to",
        "called for calm",
        "condemned",
        "the protests",
        "began",
        "after",
        "which",
        "who",
        "and",
        "in Galle",
        "the price of",
        "will",
        "of them",
        "withdrew the figure",
    ]
)


@for_all(st.lists(PIECES, max_size=50).map(" ".join))
def test_any_text_gives_a_brief_with_sound_evidence(text: str) -> None:
    """No text makes the extraction raise, and every quote stands in the article."""
    article = make_article(text)
    brief = extract([article]).brief
    for item in [*brief.background, *brief.timeline, *brief.figures, *brief.reactions]:
        assert item.evidence
        for evidence in item.evidence:
            assert "missing" != find_evidence(article.text, evidence).status
    for event in brief.timeline:
        assert 0 < len(event.title) <= LONGEST


def test_unnamed_and_named_official_of_one_article_make_one_claim() -> None:
    """A number that an unnamed official and then a named one give is one figure, of the named one."""
    text = """The floods killed 225 people, a senior official said on Monday.

"The bodies of 225 people were found," Health Minister Keheliya Rambukwella said on Monday."""
    figures = extract([make_article(text, published="2023-05-10")]).brief.figures
    assert [(225, "Keheliya Rambukwella")] == [(f.value, f.claimed_by) for f in figures]


def test_quotation_lent_to_a_statement_stands_in_its_text() -> None:
    """Where the words quoted are of the sentence beside the stance, the text of the reaction holds both."""
    text = """Police should use force only as a last resort, Human Rights Watch demanded. "The world is watching \
these events with alarm," said Letta Marsh, a director at Human Rights Watch."""
    for reaction in extract([make_article(text, published="2023-05-10")]).brief.reactions:
        assert reaction.quote is None or reaction.quote in reaction.text


def test_quotation_of_a_reaction_ends_without_the_comma_of_its_sentence() -> None:
    """The comma between a quotation and `said` is left out of the quote; the evidence keeps it."""
    text = '"We condemn the violence in Galle," Indian foreign minister Subrahmanyam Jaishankar said.'
    [reaction] = extract([make_article(text, published="2023-05-10")]).brief.reactions
    assert reaction.quote == "We condemn the violence in Galle"
    assert text == reaction.evidence[0].quote


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "5 people were killed, said Bob, and ",
        "France condemned the violence, Germany sent 5 soldiers and ",
        '"We condemn it," said Bob Smith, president of France. ',
        "On 5 January 12 officers died in Galle. ",
        "He said that she said that ",
        "“Who, which, that ",
        "- a\n\n",
        "((((",
    ],
    ids=["claims", "deeds", "quotations", "dates", "nested", "unclosed", "blocks", "brackets"],
)
def test_hostile_text_is_read_in_bounded_time(part: str) -> None:
    """A text of 100 kB without ends of sentences, or of one sentence again and again, takes seconds, not hours."""
    text = part * (100_000 // len(part))
    started = time.perf_counter()
    extract([make_article(text, published="2023-05-10")])
    # Some five times what the slowest takes; without the bounds on sentences and prefixes it is hours.
    assert time.perf_counter() - started < 60


def test_figure_keeps_no_place_of_a_country_out_of_the_story() -> None:
    """A city abroad whose country nobody names is a slip of a translator, not where people died."""
    given = make_article("Sri Lanka is in unrest. On 8 May riots in Harbin killed 12 police officers.")
    (figure,) = extract([given]).brief.figures
    assert (12, None) == (figure.value, figure.place)
    given = make_article(
        "China and Sri Lanka are in unrest. On 8 May riots in Harbin killed 12 police officers."
    )
    (figure,) = extract([given]).brief.figures
    assert (12, "Harbin") == (figure.value, figure.place)


def test_period_reaches_back_to_days_that_stories_go_on_from() -> None:
    """A day told in the sentence before counts for the period as one in the clause does."""
    text = "The end of the price cap on 3 May. The riots began in Galle. On 9 May the cabinet resigned."
    result = extract([make_article(text, published="2023-05-10")], subject=Subject(countries=["LK"]))
    assert "2023-05-03/2023-05-10" == result.brief.subject.period


@pytest.mark.slow
def test_article_of_nothing_but_dates_is_read_in_linear_time() -> None:
    """Four times as many dated sentences take some four times as long, not sixteen times."""

    def seconds(sentences: int) -> float:
        text = " ".join(f"On {1 + n % 28} May 2023 {n + 3} people died in Galle." for n in range(sentences))
        started = time.process_time()
        brief = extract([make_article(text, published="2023-05-30")]).brief
        assert brief.timeline or brief.figures
        return time.process_time() - started

    assert seconds(6_000) < 6.5 * seconds(1_500)


@pytest.mark.slow
def test_thousands_of_tiny_articles_are_read_in_linear_time() -> None:
    """Fifteen hundred articles of one sentence, many of them nearly the same, take some milliseconds each."""
    text = "On {0} May 2023 {1} people died in Galle, the police said."
    given = [
        make_article(text.format(1 + n % 28, n % 40), name=f"a{n:04}", published="2023-05-30")
        for n in range(1_500)
    ]
    started = time.process_time()
    brief = extract(given).brief
    # Some five times what it takes.
    assert time.process_time() - started < 25
    assert len(brief.sources) == 1_500


def test_period_begins_where_it_does_without_an_article_years_later() -> None:
    """A look back long after moves no beginning: the days before the first articles stay in the period."""
    texts = {
        "2023-05-10": "A ferry sank off Galle late on Monday. Divers found the wreck on Wednesday.",
        "2023-05-11": "Ten bodies were found off Galle on Wednesday.",
        "2023-05-12": "The captain was arrested in Galle on Thursday.",
        "2025-05-08": "Thousands gathered in Galle on Wednesday to mourn those who died on the ferry.",
    }
    articles = [make_article(text, name=f"a{day}", published=day) for day, text in texts.items()]
    early = extract_brief(articles[:3], Subject(countries=["LK"]), Names(), title="F", slug="f").brief
    whole = extract_brief(articles, Subject(countries=["LK"]), Names(), title="F", slug="f").brief
    assert "2023-05-08/2023-05-12" == early.subject.period
    assert "2023-05-08/2025-05-08" == whole.subject.period
    assert ["2023-05-08"] == [event.date for event in whole.timeline if "sank" in event.title]


def test_period_of_a_chronicle_begins_with_its_entries() -> None:
    """A chronicle tells its story however long ago that was; other old days stay background."""
    days = ("December 27, 2021", "January 1, 2022", "January 20, 2022", "February 2, 2022")
    deeds = (
        "Rebels seized a port.",
        "The cabinet fled.",
        "Troops shelled Jaffna.",
        "A truce began in Kandy.",
    )
    entries = "\n\n".join(f"{day}\n\n{deed}" for day, deed in zip(days, deeds, strict=True))
    told = make_article(f"{entries}\n\nMay 3, 1997\n\nA quake struck Galle.", published="2023-05-10")
    result = extract_brief([told], Subject(countries=["LK"]), Names(), title="t", slug="a")
    assert "2021-12-27/2023-05-10" == result.brief.subject.period
