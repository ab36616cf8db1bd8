"""Countries and places of the world."""

import re

import pytest

from briefgen.extract.gazetteer import list_present, load_big_cities, load_countries, load_places
from briefgen.extract.lexicon import load_lexicon


def test_every_country_has_its_names() -> None:
    """Names are unique over countries, and each country's canonical name comes first."""
    countries = load_countries()
    assert list(countries) == sorted(countries)
    owners: dict[str, str] = {}
    for code, country in countries.items():
        assert re.fullmatch("[A-Z]{2}", code) and country.names[0] == country.name
        for name in country.names:
            assert owners.setdefault(name, code) == code


def test_usage_is_of_known_countries() -> None:
    """Each code of countries.yaml is one of CLDR's, Norway's `NO` too."""
    assert set(load_lexicon("countries")) <= set(load_countries())
    assert load_countries()["NO"].adjectives == ("Norwegian",)


@pytest.mark.parametrize(
    ("code", "people"),
    [
        ("KZ", {"Kazakhs", "Kazakhstanis"}),
        ("PL", {"Poles"}),
        ("ES", {"Spaniards"}),
        ("GB", {"Britons", "Brits"}),
        ("DK", {"Danes"}),
        ("US", {"Americans"}),
    ],
)
def test_peoples_are_named_as_english_does(code: str, people: set[str]) -> None:
    """Regular plurals are made, irregular ones listed; adjectives that name no person make none."""
    found = set(load_countries()[code].people)
    assert people <= found
    assert not any(name.endswith(("shs", "chs", "eses")) for name in found)


@pytest.mark.parametrize(
    ("code", "capital"),
    [("KZ", "Astana"), ("LK", "Colombo"), ("UA", "Kyiv"), ("HT", "Port-au-Prince"), ("FR", "Paris")],
)
def test_big_cities_hold_capitals_and_large_cities(code: str, capital: str) -> None:
    """Cities known everywhere are capitals or have 100,000 people; capitals are marked or at least there."""
    names = {city.name: city for city in load_big_cities() if city.country == code}
    assert capital in names
    assert all(c.thousands >= 100 or c.kind in ("capital", "region") for c in names.values())


def test_places_of_a_country_are_dense() -> None:
    """A subject's own country has its towns, regions, older names and the name as Chinese hears it."""
    places = {place.name: place for place in load_places("KZ")}
    assert len(places) > 150
    assert places["Zhanaozen"].latitude == pytest.approx(43.34, abs=0.01)
    assert "Alma-Ata" in places["Almaty"].others and "~alamutu" in places["Almaty"].others
    assert places["Mangystau"].kind == "region"


def test_every_country_section_is_read_whole() -> None:
    """All sections together hold every line of the table, the first and the last country included."""
    countries = load_countries()
    total = sum(len(load_places(code)) for code in countries)
    assert total > 35_000
    assert load_places("AD") and load_places("ZW") and load_places("ZW")[-1].country == "ZW"


def test_states_that_are_no_more_have_the_codes_of_those_that_followed() -> None:
    """The Soviet Union's towns are those of the states that followed it; a state that is there stands for itself."""
    present = list_present(["SU", "AM", "NG"])
    assert present[0] == "SU"
    assert {"RU", "AM", "LT"} < set(present)
    assert present.count("AM") == 1
    assert list_present(["NG"]) == ["NG"]


def test_unknown_country_has_no_places() -> None:
    """A code without places gives none."""
    assert load_places("QQ") == ()


def test_organisations_and_seats_are_whole() -> None:
    """Each body has a kind of the model; each seat stands for a country or a body that is there."""
    data = load_lexicon("organisations")
    names = {body["name"] for body in data["organisations"]}
    assert len(names) == len(data["organisations"]) > 150
    kinds = {
        "international_organisation",
        "state_body",
        "security_force",
        "ngo",
        "company",
        "party",
        "media",
        "other",
    }
    assert {body["kind"] for body in data["organisations"]} <= kinds
    for seat in data["seats"]:
        assert seat["for"] in names or seat["for"] in load_countries(), seat


def test_english_names_of_cities_are_of_known_cities() -> None:
    """Each entry of cities.yaml renames a city that GeoNames has; the former name stays known where it says so."""
    for key, usage in load_lexicon("cities").items():
        code, name = key.split(" ", 1)
        names = {place.name: place for place in load_places(code) if place.kind != "region"}
        known = names.get(usage.get("name", name))
        assert known is not None, key
        assert set(usage.get("also", ())) <= set(known.others), key


def test_only_one_city_of_a_country_is_its_capital() -> None:
    """Smaller towns of the capital's name are none."""
    for code in load_countries():
        assert len([place for place in load_places(code) if place.kind == "capital"]) <= 1


def test_people_of_world_politics_have_their_own_names() -> None:
    """No form means two people, and every country is a known code."""
    owners: dict[str, str] = {}
    for person in load_lexicon("people")["people"]:
        assert person.get("country", "US") in load_countries()
        for form in (person["name"], *person["aliases"]):
            assert owners.setdefault(form.casefold(), person["name"]) == person["name"]


def test_bodies_are_listed_once_and_seats_have_owners() -> None:
    """Names and unconditional aliases of bodies are unique; seats stand for a listed body or a state."""
    data = load_lexicon("organisations")
    owners: dict[str, str] = {}
    for body in data["organisations"]:
        assert body.get("country", "US") in load_countries()
        for form in (body["name"], *body["aliases"]):
            if isinstance(form, str):
                assert owners.setdefault(form, body["name"]) == body["name"]
    names = {body["name"] for body in data["organisations"]}
    assert {seat["for"] for seat in data["seats"]} <= names | set(load_countries())
    between_states = [b for b in data["organisations"] if b["kind"] in ("international_organisation", "ngo")]
    assert len(between_states) >= 150
