"""Names in text cases, and what holds for any text."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.layers.blocks import find_blocks
from briefgen.extract.layers.name_rules.likeness import find_alike, find_same_sound, sort_by_sound, sound
from briefgen.extract.layers.names import NamesFound, find_names
from briefgen.extract.layers.sentences import find_sentences
from briefgen.extract.layers.tokens import find_tokens
from briefgen.model.brief import Subject
from briefgen.model.load import parse_names
from briefgen.model.names import NamedOrganisation, Names
from tests.extract.line_cases import CASES as FOLDER
from tests.extract.line_cases import LineCase, read_cases

CASES = read_cases("names.md")

WORDS = [
    "Almaty",
    "Alamu",
    "Tokayev",
    "Tokaev",
    "President",
    "spokesman",
    "Kazakh",
    "Kazakhs",
    "Kazakhstan's",
    "Russian-led",
    "U.S.",
    "US",
    "Ned",
    "Price",
    "Prince",
    "State",
    "Department",
    "of",
    "the",
    "in",
    "near",
    "said",
    ",",
    ".",
    "“",
    "”",
    "(",
    ")",
    "Jordan",
    "Chad",
    "Georgia",
    "Reading",
    "Mr.",
    "Moscow",
    "Kremlin",
    "Brussels",
    "Ministry",
    "Internal",
    "Affairs",
    "City",
    "Police",
    "NazarBayev",
    "Council",
    "12",
    ",",
    "35",
    "-year",
    "-old",
    "according",
    "to",
    "Airport",
    "Region",
    "al-",
    "Ali",
    "O'Brien",
    "Ban",
]
PIECES = st.sampled_from([*WORDS, "\n", "\n\n", "’s", "'", "-"])


@cache
def known_names() -> Names:
    """Return the names that the cases know."""
    path = FOLDER / "names.known.yaml"
    names, problems = parse_names(path.read_text("utf-8"), path.name)
    assert problems == []
    return names


def read(text: str, names: Names, countries: list[str]) -> NamesFound:
    """Run the layers up to names."""
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    sentences = find_sentences(text, blocks, repaired)
    return find_names(text, repaired, blocks, sentences, names, Subject(countries=countries))


def show(found: NamesFound, text: str) -> list[str]:
    """Write entities as the case files do."""
    lines = []
    for index, entity in enumerate(found.entities):
        words = [
            m.span.of(text) + "~" * m.adjective + "*" * m.metonym for m in found.mentions if m.entity == index
        ]
        name = entity.name if entity.known else f"?{entity.name}"
        about = entity.role if entity.type == "person" else entity.kind
        lines.append(" | ".join([entity.type, name, entity.country, about, "; ".join(words)]))
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_names_are_found_as_the_case_says(case: LineCase) -> None:
    """Each case gives exactly its entities, under their right names, with all their mentions."""
    names = Names() if case.settings.get("known") == "no" else known_names()
    countries = case.settings.get("countries", "").split()
    assert show(read(case.text, names, countries), case.text) == case.expected


def test_known_place_has_coordinates() -> None:
    """A known city carries the coordinates of names.yaml, else of the gazetteer."""
    found = read("They met in Almaty and in Lviv on Monday.", known_names(), ["KZ"])
    almaty, lviv = found.entities
    assert (almaty.latitude, almaty.longitude) == (43.25, 76.95)
    assert lviv.latitude == pytest.approx(49.84, abs=0.1)


def test_town_is_known_in_its_own_country_only() -> None:
    """A town too small for the list of big cities is known where the subject is its country."""
    text = "Shots were heard in Kentau on Monday."
    assert [e.known for e in read(text, Names(), ["KZ"]).entities] == [True]
    assert [e.known for e in read(text, Names(), ["PE"]).entities] == [False]


def test_spelling_of_names_yaml_wins_over_the_list_of_bodies() -> None:
    """An alias in small letters is found in small letters, under the name of names.yaml."""
    names = Names(organisations=[NamedOrganisation(name="Flydubai", aliases=["flydubai"], kind="company")])
    found = read("Flydubai cancelled a flight, and later flydubai cancelled two more.", names, ["LK"])
    assert [(e.name, e.known) for e in found.entities] == [("Flydubai", True)]


def test_condition_reaches_the_next_paragraph_only() -> None:
    """An alias with a condition counts in the paragraph of its condition and those beside it."""
    near = "The State Department met at noon.\n\nPrice spoke to them."
    far = "The State Department met at noon.\n\nRain fell for days.\n\nPrice spoke to them."
    assert "Ned Price" in [entity.name for entity in read(near, known_names(), []).entities]
    assert "Ned Price" not in [entity.name for entity in read(far, known_names(), []).entities]


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_words_give_names_in_order(text: str) -> None:
    """No text makes the layer raise; mentions stand in order and slice back; all entities are used."""
    found = read(text, known_names(), ["KZ"])
    for mention in found.mentions:
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
    for earlier, later in pairwise(found.mentions):
        assert earlier.span.end <= later.span.start
    assert sorted({m.entity for m in found.mentions}) == list(range(len(found.entities)))
    assert all(entity.name for entity in found.entities)


@given(st.text(max_size=200))
def test_any_characters_are_read(text: str) -> None:
    """Characters of any kind do not make the layer raise."""
    read(text, known_names(), ["KZ", "XX"])


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_same_text_gives_same_names(text: str) -> None:
    """The result depends on nothing but the input."""
    assert read(text, known_names(), ["KZ"]) == read(text, known_names(), ["KZ"])


@pytest.mark.slow
def test_time_grows_with_the_length_only() -> None:
    """Eight times the text, with names new and old, takes clearly less than what a quadratic reader would."""
    import time

    def text_of(parts: int) -> str:
        letters = "bcdfghjklmnpqrstvwz"
        names = [f"{a}o{b}a{c}ek".title() for a in letters for b in letters for c in letters][:parts]
        return "".join(
            f"In Georgia and in Reading, {name} said Price met Takayev near {name}.\n\n" for name in names
        )

    def measure(parts: int) -> float:
        text = text_of(parts)
        start = time.perf_counter()
        read(text, known_names(), ["KZ"])
        return time.perf_counter() - start

    measure(200)
    assert measure(1600) < 24 * max(measure(200), 0.01)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Tokaev", "Tokayev"),
        ("Tocaev", "Tokayev"),
        ("Janaozen", "Zhanaozen"),
        ("Taldycorgan", "Taldykorgan"),
        ("Cavusoglu", "Cavusoglu"),
        ("Chavushoglu", "Çavuşoğlu"),
        ("Rajapaxa", "Rajapaksa"),
        ("Nasarbaef", "Nazarbayev"),
    ],
)
def test_transliterations_sound_alike(written: str, known: str) -> None:
    """Usual ways of writing one name in Latin letters lead to the known one."""
    assert find_alike(written, sort_by_sound([(known, known)])) == [known]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Mahallah", "Maghaghah"),
        ("Aceh", "Aquin"),
        ("Aktau", "Aktobe"),
        ("Harbin", "Almaty"),
        ("Kiev", "Kyzylorda"),
    ],
)
def test_different_names_do_not_sound_alike(written: str, known: str) -> None:
    """Names that differ in their consonants stay apart."""
    assert find_alike(written, sort_by_sound([(known, known)])) == []


def test_nearest_sounds_win_together() -> None:
    """All things with the smallest distance come, each once; an equal sound is found without a search."""
    sounds = sort_by_sound([("Rajapaksa", "G"), ("Rajapakse", "M"), ("Rajapaksa", "M")])
    assert find_alike("Rajapaxa", sounds) == ["G", "M"]
    assert find_same_sound("Rajapakza", sounds) == []
    assert find_same_sound("Rajapaxa", sounds) == ["G", "M"]
    assert find_same_sound("Raj", sort_by_sound([("Raj", "R")])) == []


@given(st.text(max_size=40))
def test_sound_of_any_text_is_plain(text: str) -> None:
    """A sound holds small Latin letters only, and nothing makes it raise."""
    assert sound(text) == "" or (sound(text).isascii() and sound(text).islower())
