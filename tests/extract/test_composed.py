"""Sentences put together from frames, verbs and names give what their parts say, whatever stands beside them."""

import random

import pytest

from briefgen.extract.pipeline import extract_brief
from briefgen.model.brief import Brief, Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article

_FATES = {
    "killed": [
        "were killed",
        "were shot dead",
        "died",
        "lost their lives",
        "drowned",
        "were crushed to death",
    ],
    "injured": ["were injured", "were wounded", "suffered burns", "were badly hurt"],
    "arrested": ["were arrested"],
    "detained": ["were detained", "were taken into custody", "were rounded up"],
    "missing": ["went missing", "were reported missing", "are unaccounted for", "disappeared"],
    "kidnapped": ["were kidnapped", "were abducted", "were taken hostage"],
    "displaced": ["were forced from their homes", "fled their homes", "were made homeless"],
    "evacuated": ["were evacuated", "were moved to safety", "were airlifted to safety"],
    "rescued": ["were rescued", "were plucked to safety", "were pulled alive from the rubble"],
    "hospitalised": ["were taken to hospital", "were admitted to hospital", "are in intensive care"],
}
_COUNTED = [
    "people",
    "villagers",
    "miners",
    "passengers",
    "students",
    "women",
    "farmers",
    "nurses",
    "tourists",
]
_BOUNDS = ["", "", "at least ", "more than ", "some ", "nearly ", "as many as "]
_TOLD = [
    "{}.",
    "{}, police said.",
    "The ministry said {}.",
    "According to the Red Cross, {}.",
    "The governor confirmed that {}.",
]
_PLACES = ["", " in Cusco", " in Puno", " in Arequipa"]

_ACTORS = {
    "Chile": "Chile",
    "the European Union": "European Union",
    "the Kremlin": "Russia",
    "Brazil's president": "Brazil",
    "the German foreign ministry": "Germany",
    "Washington": "United States",
    "Mexican foreign minister Luis Cano": "Mexico",
    "the Chinese embassy": "China",
    "a French government spokeswoman": "France",
}
_STANCES = {
    "condemns": ["condemned the violence", "denounced the crackdown", "deplored the killings"],
    "calls_for_restraint": ["urged all sides to show restraint", "appealed for calm"],
    "urges_dialogue": ["called for dialogue", "urged the sides to return to the negotiating table"],
    "demands_investigation": [
        "called for an independent investigation",
        "demanded an inquiry into the deaths",
    ],
    "sanctions": ["imposed sanctions on two generals", "suspended aid to Peru"],
    "offers_help": ["sent tents and blankets", "offered humanitarian aid"],
}

_EVENTS = [
    "protesters stormed the town hall",
    "the dam burst above Juliaca",
    "parliament passed the law",
    "rebels seized two villages",
    "a train derailed outside Cusco",
    "the health minister resigned",
    "gunmen attacked a convoy",
    "the airport reopened",
    "police arrested the mayor",
]
_DAYS = {
    "on Monday": "2023-05-08",
    "yesterday": "2023-05-09",
    "on Friday evening": "2023-05-05",
    "on 3 May": "2023-05-03",
    "late on Saturday": "2023-05-06",
    "three days ago": "2023-05-07",
    "on April 28": "2023-04-28",
}
_DATED = [
    "{event} {day}.",
    "{day}, {event}.",
    "{event} {day}, officials said.",
    "Witnesses said {event} {day}.",
]
_SEEDS = range(40)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _brief_of(sentences: list[str], choose: random.Random) -> Brief:
    """Make the brief of an article of Wednesday 10 May 2023 on a crisis in Peru."""
    text = "".join(f"{_sentence(words)}{choose.choice([' ', chr(10) * 2])}" for words in sentences)
    return extract_brief(
        [make_article(text.strip())], Subject(countries=["PE"]), Names(), title="t", slug="a"
    ).brief


@pytest.mark.parametrize("seed", _SEEDS)
def test_each_number_of_a_composed_article_is_the_figure_that_its_verb_tells(seed: int) -> None:
    """No fate, group, bound, place or reporting clause changes what another sentence counts."""
    choose = random.Random(seed)
    expected, sentences = set(), []
    for value in choose.sample(range(12, 990), 6):
        measure = choose.choice(sorted(_FATES))
        told = f"{choose.choice(_BOUNDS)}{value} {choose.choice(_COUNTED)} {choose.choice(_FATES[measure])}"
        sentences.append(choose.choice(_TOLD).format(told + choose.choice(_PLACES)))
        expected.add((measure, value))
    assert expected == {(one.measure, one.value) for one in _brief_of(sentences, choose).figures}


@pytest.mark.parametrize("seed", _SEEDS)
def test_each_actor_of_a_composed_article_has_the_stance_that_is_told_of_it(seed: int) -> None:
    """Offices, metonyms, embassies and pairs of actors react as they are told to, each by itself."""
    choose = random.Random(seed)
    expected, sentences = set(), ["Nine people died in Arequipa on Tuesday when police fired on marchers."]
    names = choose.sample(sorted(_ACTORS), 5)
    for told in ([names[0]], [names[1]], names[2:4], [names[4]]):
        stance = choose.choice(sorted(_STANCES))
        sentences.append(f"{' and '.join(told)} {choose.choice(_STANCES[stance])}.")
        expected |= {(_ACTORS[name], stance) for name in told}
    assert expected == {(one.actor, one.stance) for one in _brief_of(sentences, choose).reactions}


@pytest.mark.parametrize("seed", _SEEDS)
def test_each_event_of_a_composed_article_is_on_the_day_told_with_it(seed: int) -> None:
    """No day wanders to the event of another sentence."""
    choose = random.Random(seed)
    days, events = choose.sample(sorted(_DAYS), 4), choose.sample(_EVENTS, 4)
    sentences = [
        choose.choice(_DATED).format(event=event, day=day) for event, day in zip(events, days, strict=True)
    ]
    brief = _brief_of(sentences, choose)
    assert {_DAYS[day] for day in days} == {str(one.date) for one in brief.timeline}
