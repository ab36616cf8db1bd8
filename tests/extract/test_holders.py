"""Holders of offices: whom a title and a surname mean in a year."""

import itertools

import pytest

from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.blocks import find_blocks
from briefgen.extract.layers.name_rules.holders import find_holder
from briefgen.extract.layers.names import find_names
from briefgen.extract.layers.sentences import find_sentences
from briefgen.extract.layers.tokens import find_tokens
from briefgen.extract.lexicon import load_lexicon
from briefgen.model.brief import Subject
from briefgen.model.names import Names


@pytest.mark.parametrize(
    ("name", "before", "year", "holder"),
    [
        ("bush", "president", 1990, "George H.W. Bush"),
        ("bush", "said president", 2005, "George W. Bush"),
        ("bush", "president", 1996, None),
        ("bush", "vice president", 1990, None),
        ("de klerk", "president", 1991, "F.W. de Klerk"),
        ("klerk", "president", 1991, "F.W. de Klerk"),
        ("de", "president", 1991, None),
        ("lee", "south korean president", 2010, "Lee Myung-bak"),
        ("powell", "secretary of state", 2003, "Colin Powell"),
        ("powell", "the", 2003, None),
        ("john howard", "", 2001, "John Howard"),
        ("john howard", "", 2021, None),
    ],
)
def test_holder_is_found_by_title_and_year(name: str, before: str, year: int, holder: str | None) -> None:
    """A surname needs its title, a full name only the years; two of one name are nobody."""
    found = find_holder(name.split(), before, year)
    assert (found.name if found else None) == holder


def test_holder_of_the_story_goes_before_others() -> None:
    """Where two presidents of one name were in office, the one of the country of the story is meant."""
    assert find_holder(["santos"], "president", 2012) is None
    found = find_holder(["santos"], "president", 2012, home={"CO"})
    assert found is not None
    assert found.name == "Juan Manuel Santos"


@pytest.mark.parametrize(
    ("text", "published", "names"),
    [
        ("President Clinton sent help. Clinton spoke of a duty.", "1999-01-05", ["Bill Clinton"]),
        ("President Clinton sent help.", None, ["Clinton"]),
        ("Bolivian President Clinton Rojas sent help. Clinton spoke.", "1999-01-05", ["Clinton Rojas"]),
        ("Ugandan President Clinton sent help.", "1999-01-05", ["Clinton"]),
    ],
)
def test_article_names_who_was_in_office(text: str, published: str | None, names: list[str]) -> None:
    """Without a day, with a first name in the text, or with another state's title, nobody is made up."""
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    sentences = find_sentences(text, blocks, repaired)
    found = find_names(text, repaired, blocks, sentences, Names(), Subject(countries=["PK"]), published)
    assert [entity.name for entity in found.entities if entity.type == "person"] == names


def test_offices_are_of_states_and_follow_each_other() -> None:
    """Every office is of a known state; its holders come in order, each with years that run forward."""
    for office in load_lexicon("offices")["offices"]:
        assert office["of"] in load_countries()
        years = [entry.rpartition(" ")[2].split("-") for entry in office["holders"]]
        assert all(len(pair) == 2 and int(pair[0]) <= int(pair[1] or 9999) for pair in years)
        assert all(int(one[0]) <= int(two[0]) for one, two in itertools.pairwise(years))
