"""Parts of addresses made from text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.slugs import make_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Airport seized", "airport-seized"),
        ("  Müller's café — 2nd! ", "mullers-cafe-2nd"),
        ("Straße Łódź Ærø", "strasse-lodz-aero"),
        ("2022-01-06_report", "2022-01-06-report"),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 90, "x" * 60),
    ],
)
def test_slug_is_readable(text: str, slug: str) -> None:
    """Accents go, words are joined by hyphens, long text ends at a word."""
    assert slug == make_slug(text)


def test_text_without_latin_letters_has_a_slug_of_its_own() -> None:
    """Other scripts get a short hash, so that two texts keep two addresses."""
    assert re.fullmatch(r"x-[0-9a-f]{8}", make_slug("Жарық"))
    assert make_slug("Жарық") != make_slug("Бұлт")


@given(st.text(max_size=80), st.integers(16, 80))
def test_every_text_has_a_slug(text: str, max_chars: int) -> None:
    """Any text gives a slug that is part of an address, the same every time."""
    slug = make_slug(text, max_chars)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
    assert len(slug) <= max_chars
    assert slug == make_slug(text, max_chars)
