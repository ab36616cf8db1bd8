"""Reactions that several articles tell of one actor."""

from briefgen.extract.pipeline import extract_brief
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import line, make_article


def _reactions(*texts: str) -> list[str]:
    articles = [
        make_article(text, name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(texts)
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    return [line(r.actor, r.speaker or "", r.stance, r.date, r.quote or "") for r in brief.reactions]


def test_speaker_keeps_to_the_day_of_the_words() -> None:
    """Words of another day, in another article, get no speaker from the first."""
    assert _reactions(
        'On Monday Norway\'s prime minister, Ivo Berg, said: "We condemn the killings."',
        "Norway on Tuesday condemned the killings of nine people in Galle.",
    ) == [
        "Norway | Ivo Berg | condemns | 2023-05-08 | We condemn the killings.",
        "Norway |  | condemns | 2023-05-09",
    ]


def test_state_speaks_with_one_voice_on_a_day() -> None:
    """What a state says on a day in one article is what its minister says on that day in another."""
    assert _reactions(
        'On Monday Norway\'s prime minister, Ivo Berg, said: "We condemn the killings."',
        "Norway condemned the killings of nine people in Galle on Monday.",
    ) == ["Norway | Ivo Berg | condemns | 2023-05-08 | We condemn the killings."]


def test_body_of_many_agencies_lends_no_speaker() -> None:
    """What a body between states pledges in another article may be what another of its people said."""
    assert _reactions(
        "Floods rose. On Monday UNICEF's Ivo Berg said that it would send 200 tents.",
        "Floods rose. UNICEF on Monday sent 12 doctors to Galle.",
    ) == ["UNICEF | Ivo Berg | offers_help | 2023-05-08", "UNICEF |  | offers_help | 2023-05-08"]


def test_text_of_a_deed_opens_with_a_name() -> None:
    """A sentence that begins with a pronoun stands alone in a brief by the name that it means."""
    article = make_article(
        "A plane crashed near Galle. Norway's prime minister, Ivo Berg, called the images devastating. "
        "He extended his thoughts to the families."
    )
    brief = extract_brief([article], Subject(countries=["LK"]), Names(), title="Case", slug="case").brief
    assert not [r.text for r in brief.reactions if r.text.startswith(("He ", "It "))]
    assert any(r.text.startswith("Ivo Berg extended") for r in brief.reactions)
