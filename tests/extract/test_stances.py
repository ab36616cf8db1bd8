"""Stances of what foreign actors say and do, in text cases, and the lists by which they are told."""

from functools import cache
from pathlib import Path

import pytest

from briefgen.extract.context import Context
from briefgen.extract.document import read_document
from briefgen.extract.reaction_rules.phrase_lists import (
    Needed,
    compile_needed,
    compile_phrases,
    expand_phrases,
)
from briefgen.extract.reaction_rules.stance_lists import load_stances
from briefgen.extract.reaction_rules.stance_order import reconcile
from briefgen.extract.reactions import find_reactions
from briefgen.model.brief import Stance, Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article

_CASES = Path(__file__).parent / "cases" / "stances.md"


def _read_cases() -> list[tuple[str, str, str]]:
    """Return kind of crisis, sentence and stances of each case."""
    cases: list[tuple[str, str, str]] = []
    kind = ""
    for line in _CASES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:]
        elif line.startswith("- "):
            sentence, _, stances = line[2:].rpartition(" | ")
            cases.append((kind, sentence, stances))
    return cases


CASES = _read_cases()


@cache
def _stances_by_sentence(kind: str) -> dict[str, str]:
    """Read all sentences under one heading as paragraphs of one article; return the stances found in each."""
    openings = {
        "strife": "Khartoum was quiet on Thursday after a night of violence in which 20 people were killed.",
        "disaster": "Khartoum was quiet on Thursday after an earthquake in which 20 people were killed.",
        "coup": "Soldiers seized power in Khartoum on Thursday.",
        "unrest": "Police broke up protests in Khartoum on Thursday.",
        "war": "Missiles hit a block of flats in Khartoum on Thursday, killing 40 people.",
        "protests": "Thousands protested in Khartoum on Thursday after a disputed election.",
    }
    sentences = [sentence for of_kind, sentence, _ in CASES if of_kind == kind]
    text = "\n\n".join([openings[kind], *sentences])
    document = read_document(make_article(text), Subject(countries=["SD"]), Names())
    frames, _ = find_reactions(Context(document), ["SD"])
    found: dict[str, set[Stance]] = {}
    for frame in frames:
        start = text.rfind("\n\n", 0, frame.evidence.start) + 2
        end = text.find("\n\n", frame.evidence.start)
        sentence = text[start : end if end >= 0 else len(text)]
        found.setdefault(sentence, set()).add(frame.stance)
    return {sentence: " ".join(sorted(reconcile(sorted(stances)))) for sentence, stances in found.items()}


@pytest.mark.parametrize(("kind", "sentence", "stances"), CASES, ids=[case[1][:60] for case in CASES])
def test_stances_of_a_sentence_are_those_of_the_case(kind: str, sentence: str, stances: str) -> None:
    """Each sentence gives the stances that the case names, no more and no fewer."""
    assert stances.strip("–") == _stances_by_sentence(kind).get(sentence, "")


def _never(_name: str, _first: int, _last: int) -> bool:
    return False


def _needs(text: str, words: str, *, unless: str = "") -> bool:
    needed = compile_needed(text, unless, {"away": "out | home", "aid": "rice | field hospital"})
    low = words.split()
    return needed.stands_in(low, 0, len(low), _never)


def test_classes_are_replaced_inside_phrases() -> None:
    """A class inside a phrase stands for each of its phrases."""
    classes = {"away": "out | back home", "who": "its"}
    assert [("fly", "out", "its"), ("fly", "back", "home", "its")] == expand_phrases(
        "fly @away @who", classes
    )


def test_phrases_of_unknown_classes_raise() -> None:
    """A class that is not there is a mistake in the lists."""
    with pytest.raises(KeyError):
        expand_phrases("fly @nobody", {})


@pytest.mark.parametrize(
    ("text", "words", "holds"),
    [
        ("", "anything at all", True),
        ("@aid", "20 tonnes of rice", True),
        ("@aid", "a field hospital", True),
        ("@aid", "a field of maize", False),
        ("@aid", "no rice", False),
        ("@away @count", "home 725 doctors", True),
        ("@away @count", "home the doctors", False),
        ("its * citizens", "its stranded citizens", True),
        ("its * citizens", "its , citizens", False),
        ("plan + talks/truce", "a plan for a truce", True),
        ("plan + talks/truce", "a plan for the harvest", False),
    ],
)
def test_needed_words_stand_behind_a_verb(text: str, words: str, *, holds: bool) -> None:
    """Single phrases, joined ones, numbers, wildcards; nothing that there is none of."""
    assert holds == _needs(text, words)


def test_forbidden_words_undo_what_is_needed() -> None:
    """With a phrase of `unless` behind it the verb tells nothing."""
    assert _needs("@away", "home the soldiers")
    assert not _needs("@away", "home the soldiers", unless="soldiers")


def test_a_phrase_within_a_longer_one_is_found() -> None:
    """Of two phrases with one beginning, the shorter is found by itself."""
    phrases = compile_phrases([("field",), ("field", "hospital")])
    assert phrases.starts(["field", "of"], 0, 2)
    assert compile_phrases([("field", "hospital")]).starts(["field", "hospital"], 0, 2)
    assert not compile_phrases([("field", "hospital")]).starts(["field", "hospital"], 0, 1)


def test_no_entry_of_the_lists_is_empty() -> None:
    """An entry with `with` needs something, so that no verb tells a stance by a slip."""

    def is_empty(needed: Needed) -> bool:
        return not needed.alone and not needed.any_of and not needed.joined

    empty = [
        (stance.name, verb)
        for stance in load_stances()
        for verb, entries in stance.verbs.items()
        if any(is_empty(needed) for needed in entries)
    ]
    assert [] == empty
