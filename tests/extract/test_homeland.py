"""Whose crisis an article tells of."""

import pytest

from briefgen.extract.inference import infer_countries
from briefgen.extract.reading import read_article
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article

CASES = [
    ("AU", "", "Fires burned 40 houses in New South Wales on Monday, the service said."),
    ("US", "Maui counts its dead", "The fire reached the harbour on Tuesday. At least 50 people died."),
    (
        "MM",
        "Rohingya walk for days",
        "More than 3,000 people fled to Bangladesh on Monday. Others reached Bangladesh by boat.",
    ),
    (
        "PS",
        "",
        "A strike hit a bakery in Rafah on Friday. Egypt condemned it. Egypt opened the crossing for the wounded.",
    ),
    (
        "AZ",
        "Exodus from Karabakh",
        "The enclave gave up on Tuesday. Families from Stepanakert arrived in Armenia on Sunday.",
    ),
    ("LK", "Sri Lanka's president leaves", "He flew to the Maldives on Wednesday. Crowds filled his house."),
    (
        "AL",
        "",
        "Italian marines and Greek divers are taking people off. Italian aircraft landed, Italian officers counted "
        "heads. Nobody governs in Albania, and at the quay of Durres people wait.",
    ),
    (
        "UZ",
        "",
        "Washington wants an inquiry, Washington said so twice, and Brussels agrees with Washington. In Uzbekistan "
        "the dead are buried.",
    ),
    (
        "EE",
        "",
        "Russia denies it. Russia sees no reason to help, and Russia will not trace the machines. The servers in "
        "Tallinn and Tartu were down for two weeks.",
    ),
    (
        "PH",
        "Hong Kong mourns tourists shot in Manila",
        "Hong Kong flags hang low. Friends left flowers for the ten.",
    ),
    ("CU", "", "There were pumps from Spain and cables from Spain. In Cuba people queued."),
    (
        "KE",
        "",
        "The Ugandan Red Cross, the Ugandan Red Cross Society's youth wing and Makerere University gave blood. Kenya "
        "buried the children.",
    ),
    ("PE", "", "LIMA, Peru - Roads were blocked on Thursday. Mexico offered the family asylum."),
]


@pytest.mark.parametrize(("country", "title", "text"), CASES, ids=[case[0] for case in CASES])
def test_country_of_a_story_is_where_it_happens(country: str, title: str, text: str) -> None:
    """Regions, peoples and the title tell the country; refuges and those who react do not."""
    article = make_article(text, title=title)
    reading = read_article(article, Subject(), Names())
    assert [country] == infer_countries([reading])


def test_country_of_a_story_that_names_none_is_not_guessed() -> None:
    """Without any name there is no country."""
    reading = read_article(make_article("The river rose on Monday."), Subject(), Names())
    assert [] == infer_countries([reading])
