"""Words for the closed lists of a brief: measures, qualifiers, stances. English; themes may use their own."""

from typing import assert_never

from briefgen.model.brief import (
    BackgroundItem,
    Event,
    Figure,
    FigureStatus,
    Inexact,
    Item,
    Qualifier,
    Reaction,
    Stance,
    Status,
)
from briefgen.publish.markdown import strip_markdown

_MAX_LABEL_CHARS = 90

STANCES: dict[Stance, str] = {
    # In the order of the page: words first, deeds after.
    "calls_for_restraint": "Calls for restraint",
    "urges_dialogue": "Urges dialogue",
    "expresses_condolences": "Expresses condolences",
    "supports_government": "Supports the government",
    "supports_protesters": "Supports the protesters",
    "condemns": "Condemns",
    "warns": "Warns",
    "demands_investigation": "Demands an investigation",
    "denies": "Denies",
    "monitors": "Watches and waits",
    "offers_help": "Offers help",
    "sends_forces": "Sends forces",
    "withdraws_forces": "Withdraws forces",
    "sanctions": "Imposes sanctions",
    "evacuates": "Evacuates its people",
    "other": "Other reactions",
}

KINDS: dict[str, str] = {
    # Of places.
    "country": "country",
    "region": "region",
    "city": "city",
    "district": "district",
    "building": "building",
    "area": "area",
    # Of organisations; "other" says nothing.
    "international_organisation": "international organisation",
    "state_body": "state body",
    "security_force": "security force",
    "ngo": "NGO",
    "company": "company",
    "party": "party",
    "media": "news media",
    "other": "",
}

STATUSES: dict[Status, str] = {"draft": "Draft", "developing": "Developing story", "closed": "Closed"}

FIGURE_STATUSES: dict[FigureStatus, str] = {
    "stands": "",
    "superseded": "superseded",
    "withdrawn": "withdrawn by its source",
}

_QUALIFIERS: dict[Qualifier, str] = {
    "exact": "",
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "nearly": "nearly",
    "vague": "",
}

_MEASURE_WORDS = {
    "price": "price of",
    "share": "share of",
    "damage_cost": "cost of damage to",
}
"""Measures whose words stand before what is measured."""

_COUNTED_WITH_OF = frozenset(("dozens", "scores", "hundreds", "thousands", "millions", "billions"))

_PEOPLE_IN_WORDS = frozenset(("protesters", "troops_deployed"))
"""Measures whose own words say who is counted."""

_WORDS_BEHIND = {"troops_deployed": "deployed"}
"""Words of a measure behind what is counted, where they are not its own."""

_PROTESTERS = ("protesters", "protestors", "demonstrators", "marchers", "rioters", "strikers")
_MANY = ("people", "men", "women", "children", "youth", "police")
"""People in the plural without an s; what ends in none is a word before `protesters`: young, student."""

_MEASURE_ALONE = {"price": "price", "share": "share", "damage_cost": "cost of damage"}

_UNITLESS = ("people", "")


def format_number(number: int | float) -> str:
    """Return a number as newspapers print it, with all its digits: 12,000; 3.5; 2.5 million; 112 billion."""
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(number) >= size and number % (size // 10) == 0:
            return f"{number / size:,.1f}".removesuffix(".0") + f" {word}"
    if isinstance(number, float) and not number.is_integer():
        return f"{number:,}"
    return f"{int(number):,}"


def format_value(figure: Figure) -> str:
    """Return number and qualifier as people say them: `at least 12`, `nearly 400`, `12–18`, `dozens`."""
    value = figure.value
    match value:
        case Inexact():
            if value.words:
                return value.words
            if value.min is not None and value.max is not None:
                number = f"{format_number(value.min)}–{format_number(value.max)}"
            elif value.min is not None:
                return f"at least {format_number(value.min)}"
            elif value.max is not None:
                return f"up to {format_number(value.max)}"
            else:
                return "an unknown number"
        case int() | float():
            number = format_number(value)
        case _:
            assert_never(value)
    if figure.unit in ("percent", "%"):
        number += " %"
    elif figure.unit and figure.unit not in _UNITLESS and _unit_stays(figure):
        number += f" {figure.unit}"
    return f"{_QUALIFIERS[figure.qualifier]} {number}".strip()


def _unit_stays(figure: Figure) -> bool:
    """Tell whether the unit is one to read beside the number (KZT/litre), not what is counted (vehicles)."""
    return figure.measure in _MEASURE_WORDS or "/" in figure.unit or figure.unit.isupper()


def format_measure(figure: Figure) -> str:
    """Return what a figure counts: `law enforcement killed`, `vehicles damaged`, `price of fuel`."""
    measure = figure.measure.replace("_", " ")
    if figure.measure in _MEASURE_WORDS:
        if figure.group:
            return f"{_MEASURE_WORDS[figure.measure]} {figure.group}"
        return _MEASURE_ALONE[figure.measure]
    if figure.measure in _PEOPLE_IN_WORDS and not figure.group and figure.unit in _UNITLESS:
        return measure
    if figure.measure == "protesters" and figure.group:
        return _format_protesters(figure.group)
    measure = _WORDS_BEHIND.get(figure.measure, measure)
    counted = figure.group or ("" if _unit_stays(figure) else figure.unit)
    if counted in ("percent", "%"):
        counted = ""
    return f"{counted} {measure}".strip()


def _format_protesters(group: str) -> str:
    head = next(reversed(group.partition(" of ")[0].casefold().split()), "")
    if head in _PROTESTERS:
        return group
    return f"{group} protesting" if head.endswith("s") or head in _MANY else f"{group} protesters"


def format_figure(figure: Figure) -> str:
    """Return number and measure in one line: `at least 12 police killed`, `price of fuel: 120 KZT/litre`."""
    value, measure = format_value(figure), format_measure(figure)
    if figure.measure in _MEASURE_WORDS:
        return f"{measure}: {value}"
    if value.split()[-1] in _COUNTED_WITH_OF:
        return f"{value} of {measure}"
    return f"{value} {measure}".strip()


def label_item(item: Item) -> str:
    """Return a short plain text for links to an item."""
    match item:
        case Event():
            label = strip_markdown(item.title)
        case Figure():
            label = format_figure(item)
        case Reaction():
            stance = STANCES[item.stance] if item.stance != "other" else "Reacts"
            label = f"{item.actor}: {stance[:1].lower()}{stance[1:]}"
        case BackgroundItem():
            label = strip_markdown(item.text)
    return label if len(label) <= _MAX_LABEL_CHARS else label[: _MAX_LABEL_CHARS - 1].rstrip() + "…"
