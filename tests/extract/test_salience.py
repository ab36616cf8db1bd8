"""Days and words that many articles speak of, and what a timeline keeps of them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from briefgen.extract.event_rules.salience import DayWeights, Outline, Report, Salience
from briefgen.extract.event_rules.spare_readings import FAINT, OPEN
from briefgen.extract.event_rules.tellings import Told
from briefgen.extract.frames import Dated, EventFrame
from briefgen.extract.phrasing.wording import key_of, keys_in
from briefgen.extract.timeline import Caps, merge_events, suggest_caps
from briefgen.model.span import Span

DAY = date(2023, 5, 1)


def frame(day: int, title: str, text: str = "", *, weight: int = 2) -> EventFrame:
    """Return an event of the n-th day of the story."""
    return EventFrame(
        date=Dated((DAY + timedelta(days=day)).isoformat(), "", Span(0, 9), "clause"),
        planned=False,
        title=title,
        text=text or title + ".",
        places=[],
        evidence=Span(0, 9),
        keys=sorted(keys_in(title)),
        names=[],
        actors=[],
        deed=key_of(title.split()[1].lower()),
        weight=weight,
        lede=False,
        main=True,
    )


def report(name: str, day: int, *frames: EventFrame, named: tuple[int, ...] = ()) -> Report:
    """Return an article published on the n-th day."""
    days = {one.date.date for one in frames} | {(DAY + timedelta(days=n)).isoformat() for n in named}
    return Report(
        origin=name,
        published=(DAY + timedelta(days=day)).isoformat(),
        outline=Outline(sorted(days), {}),
        events=frames,
    )


def told(*reports: Report) -> list[Told]:
    """Return all tellings of some reports."""
    return [Told(one, each.origin, each.origin) for each in reports for one in each.events]


def test_day_that_later_days_come_back_to_weighs_more() -> None:
    """Of two days told once, the one that articles of later days name weighs more."""
    reports = [
        report("a", 0, frame(0, "Dams broke")),
        report("b", 2, frame(2, "Rain fell")),
        report("c", 9, named=(0,)),
        report("d", 12, named=(0,)),
    ]
    salience = Salience(reports, with_density=False)
    assert salience.weight(DAY) > salience.weight(DAY + timedelta(days=2))


def test_day_is_remembered_by_its_share_of_the_days_after_it() -> None:
    """Three of four later days remember a late day better than three of forty an early one."""
    reports = [report(f"a{n}", n, named=(0,) if n in {5, 15, 25} else ()) for n in range(36)]
    reports += [report(f"b{n}", n, named=(34,) if n > 36 else ()) for n in range(36, 40)]
    salience = Salience(reports)
    early, late = (salience.features(DAY + timedelta(days=n)).remembered for n in (0, 34))
    assert late > early > 0.0


def test_of_alike_tellings_the_short_one_near_to_the_words_of_the_day_is_shown() -> None:
    """A sentence that drags other things along gives way, and so does one in words that the day is not known for."""
    long = "Dams broke above Halmar on the river Luda at dawn, " + "and much else was said of it, " * 5
    reports = [
        report("a", 0, frame(0, "Dams broke above Halmar on the river Luda", long)),
        report("b", 0, frame(0, "Dams broke above Halmar on the river Luda")),
        report("c", 0, frame(0, "Dams broke above Halmar on the old Luda", weight=3)),
        report("d", 0, frame(0, "Water of the river Luda flooded Halmar")),
    ]
    salience = Salience(reports)
    clusters = merge_events(told(*reports), salience=salience)
    first = clusters[0].told[0] if len(clusters[0].told) > 1 else clusters[1].told[0]
    assert "b" == first.article


def test_reports_of_one_origin_on_one_day_count_once() -> None:
    """Copies make no day heavier."""
    first, other = report("a", 0, frame(0, "Dams broke")), report("b", 3, frame(3, "Rain fell"))
    assert Salience([first, other]).features(DAY) == Salience([first, first, other]).features(DAY)


def test_unknown_day_weighs_nothing() -> None:
    """A day that nobody speaks of has no features."""
    assert 0.0 == Salience([]).weight(DAY)
    assert 0 == Salience([]).busiest()


def test_busiest_stretch_leaves_out_what_lies_far_off() -> None:
    """Ten busy days are the story; three lone days months later are not."""
    reports = [report(f"a{n}-{k}", n, frame(n, "Dams broke")) for n in range(10) for k in range(5)]
    reports += [report(f"late{n}", n, frame(n, "Dams broke")) for n in (90, 140, 200)]
    assert 10 == Salience(reports).busiest()


@given(st.permutations(range(8)))
def test_order_of_reports_does_not_matter(order: list[int]) -> None:
    """Weights and central words are the same, whatever the order of the articles."""
    reports = [
        report(f"a{n}", n % 4, frame(n % 3, "Dams broke", f"Dams broke in valley number {n}."))
        for n in range(8)
    ]
    given_first, shuffled = Salience(reports), Salience([reports[n] for n in order])
    assert [given_first.weight(day) for day in given_first.days] == [
        shuffled.weight(day) for day in shuffled.days
    ]
    probe = frame(0, "Dams broke", "Dams broke in the valley.")
    assert given_first.centrality(probe) == shuffled.centrality(probe)


def test_weights_decide_what_counts() -> None:
    """With all weights zero every day weighs nothing."""
    salience = Salience([report("a", 0, frame(0, "Dams broke"))], weights=DayWeights(0.0, 0.0, 0.0, 0.0))
    assert 0.0 == salience.weight(DAY)


def test_what_a_day_is_spoken_of_for_is_central() -> None:
    """The event that most tell is more central than one that a single article tells."""
    reports = [report(f"a{n}", 0, frame(0, "Dams broke", "Dams broke above the town.")) for n in range(4)]
    other = frame(0, "Singers performed", "Singers performed at a wedding.")
    salience = Salience([*reports, report("b", 0, other)])
    assert salience.centrality(reports[0].events[0]) > salience.centrality(other)


def test_few_reports_keep_every_event() -> None:
    """An editor of a few articles wants all events."""
    reports = [report(f"a{n}", n, frame(n, "Dams broke")) for n in range(12)]
    salience = Salience(reports)
    caps = suggest_caps(salience)
    assert Caps() == caps
    assert 12 == len(merge_events(told(*reports), salience=salience))


def test_many_reports_are_cut_to_the_busiest_days() -> None:
    """Of many articles as many days stay as the busiest stretch is long."""
    reports = [report(f"a{n}-{k}", n, frame(n, "Dams broke")) for n in range(10) for k in range(5)]
    reports += [report(f"late{n}", n, frame(n, "Dams broke")) for n in (90, 140, 200)]
    salience = Salience(reports)
    caps = suggest_caps(salience)
    kept = merge_events(told(*reports), per_day=caps.per_day, days=caps.days, salience=salience)
    assert [(DAY + timedelta(days=n)).isoformat() for n in range(10)] == [
        cluster.told[0].frame.date.date for cluster in kept
    ]


def test_caps_asked_for_are_kept() -> None:
    """`max_events` bounds all, `per_day` each day; the heaviest days come first."""
    reports = [report(f"a{k}", 0, frame(0, f"Dam{k} broke", f"Dam{k} broke in valley{k}.")) for k in range(6)]
    reports += [report("b", 4, frame(4, "Rain fell"))]
    salience = Salience(reports)
    assert 2 == len(merge_events(told(*reports), max_events=2, salience=salience))
    kept = merge_events(told(*reports), per_day=2, salience=salience)
    assert [0, 0, 4] == [(date.fromisoformat(c.told[0].frame.date.date) - DAY).days for c in kept]
    assert Caps(max_events=5, per_day=1) == suggest_caps(salience, max_events=5, per_day=1)


def test_event_that_repeats_another_comes_last() -> None:
    """Under a bound, a second telling in other words gives way to something else."""
    one = frame(0, "Soldiers closed bridges", "Soldiers closed the bridges over the river in the morning.")
    again = frame(0, "Bridges shut", "In the morning soldiers shut the bridges over the river.")
    other = frame(0, "Parliament met", "Parliament met behind shut doors.", weight=1)
    reports = [report("a", 0, one), report("b", 0, again), report("c", 0, other), report("d", 0, one)]
    salience = Salience(reports)
    titles = [c.told[0].frame.title for c in merge_events(told(*reports), per_day=2, salience=salience)]
    assert "Parliament met" in titles


def test_fresh_news_joins_the_day_it_happened_on() -> None:
    """`A quake has struck`, dated only by its article, is the quake that another article puts on the day before."""
    exact = frame(0, "Earthquake struck Galle coast", weight=3)
    fresh = frame(1, "Powerful earthquake struck Galle coast", weight=3)
    fresh = replace(fresh, date=Dated(f"{fresh.date.date}~", "", None, "article"))
    kept = merge_events(told(report("a", 2, exact), report("b", 1, fresh)))
    assert [(DAY.isoformat(), 2)] == [(c.told[0].frame.date.date, len(c.told)) for c in kept]


def test_weekend_joins_its_day() -> None:
    """An event `at the weekend` is the same event of the Sunday in it."""
    sunday = frame(6, "Protests began peacefully in Galle")
    weekend = replace(
        frame(5, "Protests began in Galle"),
        date=Dated(f"{DAY + timedelta(days=5)}/{DAY + timedelta(days=6)}", "", Span(0, 9), "clause"),
    )
    kept = merge_events(told(report("a", 7, weekend), report("b", 8, sunday)))
    assert [(sunday.date.date, 2)] == [(c.told[0].frame.date.date, len(c.told)) for c in kept]


def test_few_events_are_not_all_of_one_day() -> None:
    """Under a bound on all events, the second one of the heaviest day gives way to the first one of another."""
    reports = [report(f"a{k}", 0, frame(0, f"Dam{k} broke", f"Dam{k} broke in valley{k}.")) for k in range(4)]
    reports += [report("b", 4, frame(4, "Rain fell")), report("c", 6, named=(4,))]
    kept = merge_events(told(*reports), max_events=2, salience=Salience(reports, with_density=False))
    assert [0, 4] == [(date.fromisoformat(c.told[0].frame.date.date) - DAY).days for c in kept]


def test_faint_event_fills_only_a_day_that_no_other_article_tells() -> None:
    """Of few reports an event that only fills its day stays, unless another article tells a plain one of it."""
    reports = [
        report(
            "a",
            3,
            frame(0, "Vega spoke in Galle", weight=FAINT),
            frame(1, "Silva spoke in Galle", weight=FAINT),
        ),
        report("b", 3, frame(1, "Dams broke near Matara")),
    ]
    kept = merge_events(told(*reports))
    assert ["Vega spoke in Galle", "Dams broke near Matara"] == [
        cluster.told[0].frame.title for cluster in kept
    ]


def test_faint_events_leave_a_timeline_of_many_reports() -> None:
    """Of many reports nothing stays that only fills a day."""
    reports = [report(f"a{n}", n % 9, frame(n % 9, "Dams broke near Matara")) for n in range(40)]
    reports.append(report("b", 9, frame(20, "Vega spoke in Galle", weight=FAINT)))
    kept = merge_events(told(*reports), salience=Salience(reports))
    assert {"Dams broke near Matara"} == {cluster.told[0].frame.title for cluster in kept}


def test_open_days_leave_a_timeline_of_some_reports() -> None:
    """Of ten reports and more a day that one of them only names is none; of fewer it stays, and faint events do."""
    spoken = frame(12, "Vega spoke in Galle", weight=OPEN)
    faint = frame(11, "Silva spoke in Galle", weight=FAINT)
    for count, titles in (
        (9, ["Dams broke near Matara", "Silva", "Vega"]),
        (10, ["Dams broke near Matara", "Silva"]),
    ):
        reports = [report(f"a{n}", 0, frame(0, "Dams broke near Matara")) for n in range(count - 1)]
        reports.append(report("b", 12, faint, spoken))
        kept = merge_events(told(*reports), salience=Salience(reports))
        assert len(titles) == len(kept)
        assert all(one.told[0].frame.title.startswith(title) for one, title in zip(kept, titles, strict=True))


def test_open_days_weigh_no_more() -> None:
    """That an article names a day, and nothing of it, does not make it weigh more as an event."""
    reports = [report("a", 3, frame(3, "Vega left Galle", weight=OPEN)), report("b", 4)]
    assert Salience(reports).features(DAY + timedelta(days=3)).told == 0.0


def test_days_of_words_and_undated_leads_weigh_no_more() -> None:
    """Neither a lead without a day nor what fills a day with words or a state makes it weigh more; a deed does."""
    condemned = replace(frame(3, "Vega condemned the raid", weight=FAINT), deed=key_of("condemn"))
    lead = frame(3, "Dams broke near Matara")
    undated = replace(lead, date=replace(lead.date, how="article"))
    told_of = [
        Salience([report("a", 3, one), report("b", 4, frame(2, "Rebels took Galle"))])
        .features(DAY + timedelta(days=3))
        .told
        for one in (condemned, undated, lead)
    ]
    assert [0.0, 0.0, 1.0] == told_of
