"""The word lists and their loader."""

from collections import Counter
from importlib.resources import files

import pytest
import yaml

from briefgen.extract.layers.clause_rules.tags import Tagged
from briefgen.extract.layers.timex_rules import RULES, load_grammar
from briefgen.extract.layers.timex_words import category_codes
from briefgen.extract.layers.tokens import find_tokens
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words
from briefgen.model.span import Span

NAMES = sorted(
    path.name.removesuffix(".yaml")
    for path in files("briefgen.extract.lexicon").iterdir()
    if path.name.endswith(".yaml")
)


@pytest.mark.parametrize("name", NAMES)
def test_lexicon_is_a_mapping_read_once(name: str) -> None:
    """Each list is a mapping, and asking twice gives the same object."""
    lexicon = load_lexicon(name)
    assert lexicon
    assert lexicon is load_lexicon(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_key_stands_twice(name: str) -> None:
    """Of two keys of one name the first would be lost in silence."""
    text = files("briefgen.extract.lexicon").joinpath(f"{name}.yaml").read_text("utf-8")
    waiting = [yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            counts = Counter(key.value for key, _ in node.value)
            assert [] == [key for key, count in counts.items() if count > 1]
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def test_words_stay_text() -> None:
    """What YAML would read as booleans or numbers stays the word it is."""
    assert "no" in load_lexicon("timex")["words"]["no"]
    assert "on" in load_lexicon("timex")["words"]["on"]
    assert "1" == load_lexicon("timex")["words"]["month"]["january"]


def test_words_are_divided_by_blanks_and_phrases_are_not() -> None:
    """A text of many words is many words, or one phrase with its white space folded."""
    assert {"will", "wo"} <= load_words("clauses", "modals")
    assert "read more" in load_phrases("blocks", "furniture_starts")


def test_unknown_lists_raise() -> None:
    """A list that does not exist is a mistake in the code, not an empty list."""
    with pytest.raises(FileNotFoundError):
        load_lexicon("no-such-list")
    with pytest.raises(KeyError):
        load_words("clauses", "no-such-key")


def test_words_of_time_have_one_category() -> None:
    """No word of time stands in two categories: each atom has one code."""
    words = load_lexicon("timex")["words"]
    counts = Counter(word for entries in words.values() for word in entries)
    assert [] == [word for word, count in counts.items() if count > 1]


def test_codes_of_categories_are_single_and_distinct() -> None:
    """Patterns match one character a word."""
    codes = list(category_codes().values())
    assert len(set(codes)) == len(codes)
    assert {1} == {len(code) for code in codes}


def test_rules_can_all_begin_somewhere() -> None:
    """Each rule is tried at some category; none begins with any other word."""
    grammar = load_grammar()
    tried = {number for numbers in grammar.numbers.values() for number in numbers}
    assert set(range(len(RULES))) == tried
    assert category_codes()["other"] not in grammar.numbers
    assert all(grammar.by_code[code].groups for code in grammar.numbers)


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("admitted", ("admit", "p")),
        ("offered", ("offer", "p")),
        ("cancelled", ("cancel", "p")),
        ("canceled", ("cancel", "q")),
        ("stopping", ("stop", "g")),
        ("fleeing", ("flee", "g")),
        ("dying", ("die", "g")),
        ("denies", ("deny", "z")),
        ("clashes", ("clash", "z")),
        ("swept", ("sweep", "q")),
        ("lay", ("lie", "p")),
        ("reheardofed", ("reheardof", "p")),
        ("destabilizing", ("destabilize", "g")),
    ],
)
def test_verb_forms_have_their_base(form: str, reading: tuple[str, str]) -> None:
    """Regular forms come by rule, irregular ones from the list, unknown ones by their ending."""
    tokens = find_tokens(form, [Span(0, len(form))]).tokens
    assert reading in Tagged(tokens, 0, 1).tags[0].forms


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_lists_read_alike_without_the_library_in_c(name: str) -> None:
    """PyYAML's own parser, which some machines have alone, reads each list as the quick one does."""
    text = files("briefgen.extract.lexicon").joinpath(f"{name}.yaml").read_text("utf-8")
    assert yaml.load(text, Loader=yaml.CBaseLoader) == yaml.load(text, Loader=yaml.BaseLoader)
