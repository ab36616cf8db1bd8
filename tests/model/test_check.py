"""Checks of a brief against its articles and itself."""

import msgspec
import pytest

from briefgen.model.article import Article
from briefgen.model.articlefiles import parse_article
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
from briefgen.model.check import check_brief, find_closest
from briefgen.model.dump import dump_brief
from briefgen.model.merge import merge
from briefgen.model.problem import Problem
from briefgen.model.yamlpos import locate

PATH = "content/briefs/b.yaml"
BODY = (
    "# River\n\nThe river rose by two metres in the night. Nobody in the town was\nhurt, the mayor said.\n\n"
    "“We ask everyone to keep calm,” she said. The ferry left. The ferry came back.\n"
)


def _article(name: str = "a", body: str = BODY) -> Article:
    article, problems = parse_article(body, f"content/articles/{name}.md", article_path=f"articles/{name}.md")
    assert article is not None, problems
    return article


ARTICLES = {"a": _article()}


def _brief(**fields: object) -> Brief:
    source = Source(id="a", article="articles/a.md", title="River", sha256=ARTICLES["a"].sha256)
    return msgspec.structs.replace(Brief(title="T", slug="b", sources=[source]), **fields)


def _quote(quote: str, prefix: str | None = None, source: str = "a") -> list[Evidence]:
    return [Evidence(source=source, quote=quote, prefix=prefix)]


GOOD = _quote("Nobody in the town was hurt")


def _check(brief: Brief, articles: dict[str, Article] = ARTICLES) -> list[Problem]:
    return check_brief(brief, dump_brief(brief), PATH, articles)


def _event(number: int, date: str, **fields: object) -> Event:
    return msgspec.structs.replace(Event(id=f"e{number}", date=date, title="X", evidence=GOOD), **fields)


def test_good_brief_has_no_problem() -> None:
    """A brief in order passes."""
    brief = _brief(
        subject=Subject(period="2022-01-01/2022-01-19"),
        background=[BackgroundItem(id="x", date="1991", text="T", evidence=GOOD)],
        timeline=[_event(1, "2022-01-02", places=["Town"]), _event(2, "2022-01")],
        figures=[
            Figure(id="f", measure="killed", value=1, evidence=GOOD, place="Town"),
            Figure(id="g", measure="killed", group="police", value=1, part_of="f", evidence=GOOD),
        ],
        reactions=[
            Reaction(
                id="r",
                actor="Mayor",
                speaker="Ann Lee",
                stance="calls_for_restraint",
                quote="We ask everyone to keep calm",
                evidence=_quote('"We ask everyone to keep calm," she said.'),
            )
        ],
        people=[Person(name="Lee", aliases=["Ann Lee"])],
        places=[Place(name="Town")],
    )
    assert [] == [problem for problem in _check(brief) if problem.code != "date-order"]


CASES = {
    "evidence-none": _brief(timeline=[_event(1, "2022", evidence=[])]),
    "evidence-missing": _brief(
        timeline=[_event(1, "2022", evidence=_quote("Somebody in the town was hurt"))]
    ),
    "evidence-ambiguous": _brief(timeline=[_event(1, "2022", evidence=_quote("The ferry"))]),
    "source-unknown": _brief(timeline=[_event(1, "2022", evidence=_quote("x", source="b"))]),
    "source-changed": _brief(sources=[Source(id="a", article="articles/a.md", title="R", sha256="0" * 64)]),
    "article-missing": _brief(sources=[Source(id="z", article="articles/z.md", title="R")]),
    "quote-mismatch": _brief(
        reactions=[Reaction(id="r", actor="A", stance="warns", quote="Keep very calm", evidence=GOOD)]
    ),
    "date-order": _brief(timeline=[_event(1, "2022-01-05"), _event(2, "2022-01-02")]),
    "date-outside": _brief(subject=Subject(period="2022-01"), timeline=[_event(1, "2022-02-01")]),
    "name-unknown": _brief(places=[Place(name="Town")], timeline=[_event(1, "2022", places=["Twon"])]),
    "part-unknown": _brief(figures=[Figure(id="f", measure="killed", value=1, part_of="g", evidence=GOOD)]),
    "figures-differ": _brief(
        figures=[
            Figure(id="f", measure="killed", value=12, claimed_by="Ministry", evidence=GOOD),
            Figure(id="g", measure="killed", value=40, claimed_by="Opposition", evidence=GOOD),
        ]
    ),
    "duplicate-id": _brief(
        background=[BackgroundItem(id="e1", text="T", evidence=GOOD)], timeline=[_event(1, "2022")]
    ),
}


@pytest.mark.parametrize(
    ("code", "severity", "keys", "message", "hint"),
    [
        ("evidence-none", "warning", ("timeline", 0, "id"), '"e1" has no evidence', "words of an article"),
        (
            "evidence-missing",
            "warning",
            ("timeline", 0, "evidence", 0, "quote"),
            'quote "Somebody in the town was hurt" is not in the article "a"',
            'content/articles/a.md:3 has "Nobody in the town was hurt, the mayor said."',
        ),
        (
            "evidence-ambiguous",
            "info",
            ("timeline", 0, "evidence", 0, "quote"),
            'quote "The ferry" stands in the article "a" more than once',
            'add prefix: "said."',
        ),
        (
            "source-unknown",
            "error",
            ("timeline", 0, "evidence", 0, "source"),
            'source "b" is not among the sources',
            "add it to `sources`",
        ),
        ("source-changed", "info", ("sources", 0, "sha256"), 'the text of "a" changed', "briefgen extract"),
        (
            "article-missing",
            "error",
            ("sources", 0, "id"),
            'there is no article "z" (articles/z.md)',
            "put the",
        ),
        (
            "quote-mismatch",
            "warning",
            ("reactions", 0, "quote"),
            'direct speech "Keep very calm" does not stand in its evidence',
            "correct it",
        ),
        (
            "date-order",
            "warning",
            ("timeline", 1, "date"),
            '"e2" on 2022-01-02 stands behind "e1"',
            "move it",
        ),
        ("date-outside", "warning", ("timeline", 0, "date"), "outside the period 2022-01", "widen"),
        (
            "name-unknown",
            "warning",
            ("timeline", 0, "places", 0),
            '"Twon" is not among the places',
            '"Town"?',
        ),
        ("part-unknown", "error", ("figures", 0, "part_of"), 'part_of "g" names no figure', '"f"'),
        (
            "figures-differ",
            "info",
            ("figures", 1, "value"),
            "Ministry (12) and Opposition (40) differ on killed",
            "both are shown",
        ),
        (
            "duplicate-id",
            "error",
            ("timeline", 0, "id"),
            'id "e1" stands here twice',
            "the first stands in line",
        ),
    ],
)
def test_problem_of_a_brief_has_place_and_hint(
    code: str, severity: str, keys: tuple[str | int, ...], message: str, hint: str
) -> None:
    """Each check tells what is wrong, where, and how to mend it; it finds nothing else."""
    brief = CASES[code]
    problems = _check(brief)
    assert [(code, severity, *locate(dump_brief(brief), keys))] == [
        (problem.code, problem.severity, problem.line, problem.column) for problem in problems
    ]
    assert message in problems[0].message
    if code != "part-unknown":
        assert hint in problems[0].hint


def test_part_of_itself_is_a_problem() -> None:
    """Figures that are parts of each other in a circle are wrong, each of them."""
    figures = [
        Figure(id="f", measure="killed", value=1, part_of="g", evidence=GOOD),
        Figure(id="g", measure="injured", value=1, part_of="f", evidence=GOOD),
        Figure(id="h", measure="missing", value=1, part_of="g", evidence=GOOD),
    ]
    problems = _check(_brief(figures=figures))
    assert ['"f" is a part of itself', '"g" is a part of itself'] == [problem.message for problem in problems]


def test_wrong_prefix_is_told_apart() -> None:
    """A quote that is there, but not behind its prefix, is the prefix's fault."""
    problems = _check(_brief(timeline=[_event(1, "2022", evidence=_quote("ferry left", "A"))]))
    assert ['prefix "A" does not stand before the quote in "a"'] == [problem.message for problem in problems]


def test_speech_elsewhere_in_the_article_is_hinted() -> None:
    """Direct speech that only lacks its evidence gets that hint."""
    reaction = Reaction(
        id="r", actor="A", stance="warns", quote="“We ask everyone to keep calm”", evidence=GOOD
    )
    problems = _check(_brief(reactions=[reaction]))
    assert ['it stands in "a": add evidence that holds it'] == [problem.hint for problem in problems]


def test_hidden_items_may_lack_evidence_and_order() -> None:
    """What the site does not show is not held to what it shows."""
    events = [_event(1, "2022-01-05"), _event(2, "2022-01-02", hidden=True, evidence=[])]
    assert [] == _check(_brief(timeline=events))


def test_one_event_out_of_order_is_one_problem() -> None:
    """An early event behind a late one does not make its followers wrong."""
    dates = ["2022-01-01", "2022-01-09", "2022-01-02", "2022-01-10"]
    problems = _check(_brief(timeline=[_event(number, date) for number, date in enumerate(dates)]))
    assert ['"e2" on 2022-01-02 stands behind "e1" on 2022-01-09'] == [
        problem.message for problem in problems
    ]


@pytest.mark.parametrize(("date", "codes"), [("2022-02-01", []), ("2021-12-01", ["date-outside"])])
def test_what_is_planned_may_lie_behind_the_period(date: str, codes: list[str]) -> None:
    """A plan for a day behind the period is in order, one for a day before it is not."""
    brief = _brief(subject=Subject(period="2022-01"), timeline=[_event(1, date, planned=True)])
    assert [problem.code for problem in _check(brief)] == codes


def test_moved_quote_is_information() -> None:
    """Evidence that stands elsewhere since the article was edited is found, and said."""
    brief = _brief(timeline=[_event(1, "2022")])
    merged = merge(None, None, brief, ARTICLES, PATH)
    edited = _article(body=BODY.replace("# River", "# The great river"))
    loaded = msgspec.structs.replace(brief, timeline=[_event(1, "2022", id="x")])
    codes = [p.code for p in check_brief(loaded, merged.text, PATH, {"a": edited}, merged.lock)]
    assert ["evidence-moved", "source-changed"] == codes
    assert ["source-changed"] == [p.code for p in check_brief(loaded, merged.text, PATH, {"a": edited}, None)]


def test_plain_text_hint_has_a_column() -> None:
    """In a .txt file the place of the nearest words is exact."""
    article, _ = parse_article(
        "First line.\n\nThe dam broke at noon.\n", "x.txt", article_path="articles/x.txt", suffix=".txt"
    )
    assert article is not None
    brief = _brief(
        sources=[Source(id="x", article="articles/x.txt", title="X")],
        timeline=[_event(1, "2022", evidence=_quote("The dam broke at nine", source="x"))],
    )
    problems = _check(brief, {"x": article})
    assert ['content/articles/x.txt:3:1 has "The dam broke at noon."'] == [
        problem.hint for problem in problems
    ]


@pytest.mark.parametrize("quote", ["", "entirely different matter of astronomy", "x" * 10_000])
def test_nothing_like_it_gives_no_suggestion(quote: str) -> None:
    """Far-fetched suggestions are left out."""
    assert find_closest(ARTICLES["a"].text, quote) is None


def test_many_rival_figures_are_one_problem_each() -> None:
    """A figure is told once, however many others it contradicts."""
    figures = [
        Figure(id=f"f{n}", measure="killed", value=n, claimed_by=f"Body {n}", evidence=GOOD) for n in range(6)
    ]
    assert 5 == len(_check(_brief(figures=figures)))
