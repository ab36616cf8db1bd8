"""Step charts of series: what is drawn, where, and how the page tells it without eyes, colours or scripts."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.brief import Figure, Inexact
from briefgen.model.configfile import load_project
from briefgen.model.series import find_series
from briefgen.publish.build import render_site
from briefgen.publish.charts import MAX_LINES, Chart, find_chart


def chart_of(*figures: Figure) -> Chart | None:
    """Return the chart of figures that form one series."""
    (series,) = find_series(figures)
    return find_chart(series)


def figure(day: int, value: int | float | Inexact, claimant: str | None = "A", **fields: object) -> Figure:
    """Return a figure of people killed on a day of May 2023."""
    return Figure(
        id=f"f{day}-{claimant}-{value if not isinstance(value, Inexact) else 'x'}",
        measure="killed",
        value=value,
        as_of=f"2023-05-{day:02}",
        claimed_by=claimant,
        **fields,  # type: ignore[arg-type]
    )


def drawn(*figures: Figure) -> Chart:
    """Return the chart of figures that have one."""
    chart = chart_of(*figures)
    assert chart is not None
    return chart


def test_number_holds_until_the_next_one_of_its_claimant() -> None:
    """A line goes level to the day of the next number, then upright to it."""
    (line,) = drawn(figure(1, 10), figure(3, 20), figure(5, 20)).lines
    first, second, third = line.points
    assert [
        (first.x, first.y, second.x, first.y),
        (second.x, first.y, second.x, second.y),
        (second.x, second.y, third.x, second.y),
    ] == [(s.x1, s.y1, s.x2, s.y2) for s in line.steps]
    assert first.y > second.y == third.y


def test_numbers_of_nobody_named_are_not_joined() -> None:
    """Claims without a claimant may be of different people: they are points, not a line."""
    (line,) = drawn(figure(1, 10, None), figure(3, 20, None), figure(5, 30, None)).lines
    assert [3, 0] == [len(line.points), len(line.steps)]


def test_line_goes_on_to_the_last_day_of_the_chart() -> None:
    """What a claimant said last still stands when others speak later."""
    chart = drawn(figure(1, 10), figure(2, 12), figure(9, 40, "B"))
    assert [(chart.right, False), (chart.left, True)] == [
        (chart.lines[0].steps[-1].x2, chart.lines[0].is_shared),
        (chart.lines[0].points[0].x, not chart.lines[1].steps),
    ]


@pytest.mark.parametrize(
    "figures",
    [
        [figure(1, 10), figure(2, 12)],
        [figure(1, 10), figure(1, 12, "B"), figure(1, 14, "C")],
        [figure(1, 10), figure(2, 12), figure(3, Inexact(words="dozens"))],
        [figure(1, 10), figure(2, 12), figure(3, 14, status="withdrawn")],
        [figure(1, 10), figure(2, 12), figure(3, 14, part_of="f1")],
    ],
    ids=["two numbers", "one day", "words", "withdrawn", "part"],
)
def test_series_that_a_table_tells_as_well_has_no_chart(figures: list[Figure]) -> None:
    """Three numbers on two days are needed; words, withdrawn figures and parts of others are not drawn."""
    assert chart_of(*figures) is None


def test_chart_says_what_it_leaves_out() -> None:
    """Figures that stand in the table only are counted."""
    chart = drawn(figure(1, 1), figure(2, 2), figure(3, 3), figure(4, Inexact(words="dozens")))
    assert (3, 1) == (len(chart.lines[0].points), chart.left_out)


@pytest.mark.parametrize(
    ("value", "qualifier", "direction"),
    [
        (50, "exact", 0),
        (50, "about", 0),
        (50, "at_least", -1),
        (50, "more_than", -1),
        (50, "up_to", 1),
        (50, "nearly", 1),
        (Inexact(min=50, max=80), "exact", -1),
    ],
)
def test_number_that_is_not_exact_has_a_bar(value: int | Inexact, qualifier: str, direction: int) -> None:
    """A bar shows which way a bound or a range reaches; upwards is a smaller y."""
    chart = drawn(figure(1, 10), figure(2, value, qualifier=qualifier), figure(3, 100))
    point = chart.lines[0].points[1]
    assert direction == (point.bound > point.y) - (point.bound < point.y)


def test_many_claimants_share_the_last_line() -> None:
    """Those with the most figures have lines of their own; the others' points are not joined."""
    figures = [figure(day, day * 10, name) for day, name in enumerate("ABCDEFG", start=1)]
    chart = drawn(*figures, figure(9, 90, "C"))
    last = chart.lines[-1]
    assert (MAX_LINES, "C", True, ()) == (
        len(chart.lines),
        chart.lines[0].claimant,
        last.is_shared,
        last.steps,
    )
    assert 8 == sum(len(line.points) for line in chart.lines)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 28),
            st.integers(0, 10**12),
            st.sampled_from(["A", "B", None]),
            st.sampled_from(["exact", "at_least", "up_to", "nearly", "about", "more_than"]),
        ),
        min_size=3,
        max_size=12,
    )
)
def test_charts_stay_in_their_frame(rows: list[tuple[int, int, str | None, str]]) -> None:
    """Every place is between 0 and 100 percent, points are in order, and the order of the figures does not matter."""
    figures = [
        Figure(
            id=f"n{n}",
            measure="killed",
            value=value,
            as_of=f"2023-05-{day:02}",
            claimed_by=who,
            qualifier=how,
        )  # type: ignore[arg-type]
        for n, (day, value, who, how) in enumerate(rows)
    ]
    chart = chart_of(*figures)
    assert chart == chart_of(*reversed(figures))
    if chart is None:
        return
    for line in chart.lines:
        assert sorted(point.x for point in line.points) == [point.x for point in line.points]
        for point in line.points:
            assert all(0 <= place <= 100 for place in (point.x, point.y, point.bound))
        for step in line.steps:
            assert step.x1 == step.x2 or step.y1 == step.y2
    assert len(set(chart.ticks)) == 3


BRIEF = """\
schema: 1
title: Flood
slug: flood
status: closed
figures:
  - {id: a, measure: killed, value: 12, unit: people, as_of: 2023-05-01, claimed_by: Ministry <of> Health}
  - {id: b, measure: killed, value: 44, unit: people, as_of: 2023-05-02, claimed_by: Ministry <of> Health}
  - {id: c, measure: killed, value: 60, unit: people, as_of: 2023-05-02, claimed_by: Red Crescent}
  - {id: d, measure: killed, value: {words: dozens}, qualifier: vague, unit: people, as_of: 2023-05-03}
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    """Return the page of a brief with one contested series."""
    (tmp_path / "briefgen.yaml").write_text("title: Test\n")
    (tmp_path / "content/briefs").mkdir(parents=True)
    (tmp_path / "content/briefs/flood.yaml").write_text(BRIEF)
    project, _ = load_project(tmp_path)
    assert project is not None
    return render_site(project).files["flood/index.html"].decode()


def test_chart_is_told_in_words(page: str) -> None:
    """The drawing is an image with title and description, which name every number drawn; claimants are escaped."""
    (plot,) = re.findall(r"<svg class=\"chart-plot\".*?</svg>", page, re.S)
    names = re.findall(r"aria-labelledby=\"([^\"]*)\"", plot)[0].split()
    assert all(f'id="{name}"' in plot for name in names) and 'role="img"' in plot
    words = " ".join(re.findall(r"<desc.*?>(.*?)</desc>", plot, re.S)[0].split())
    assert words == (
        "Ministry &lt;of&gt; Health: 12 as of 1 May 2023; 44 as of 2 May 2023. "
        "Red Crescent: 60 as of 2 May 2023. 1 more in the table only."
    )


def test_table_beside_the_chart_has_every_figure(page: str) -> None:
    """The rows hold all figures of the series, also the one in words."""
    rows = re.findall(r"<tr id=\"(\w)\" class=\"figure-row", page)
    assert ["a", "b", "c", "d"] == rows


def test_page_names_the_contradiction(page: str) -> None:
    """The two claims that cannot both be right are named, with a link to each."""
    (item,) = re.findall(r"<ul class=\"contradictions\">\s*<li>(.*?)</li>", page, re.S)
    assert "44" in item and "60" in item and 'href="#b"' in item and 'href="#c"' in item


def test_chart_needs_no_script_and_no_inline_style(page: str) -> None:
    """Light, dark and narrow pages are a matter of the style sheet; nothing is fetched."""
    chart = page[page.index('<div class="chart">') : page.index("chart-key")]
    assert "style=" not in chart and "<script" not in chart and "http" not in chart
