"""Words about actors: lists of the lexicon, offices, names of countries and of bodies that are part of others."""

from functools import cache

from briefgen.extract.gazetteer import load_countries
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words


@cache
def split_phrases(key: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases under a key of stances.yaml as words."""
    return tuple(tuple(phrase.lower().split()) for phrase in load_phrases("stances", key))


@cache
def phrases_by_word(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases under a key of stances.yaml as words, by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in split_phrases(key):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


@cache
def words_of(key: str) -> frozenset[str]:
    """Return the words under a key of stances.yaml."""
    return frozenset(load_phrases("stances", key))


def speaks_to(role: str) -> bool:
    """Tell whether a role is one at a body, not of it: `permanent representative to the United Nations`."""
    low = role.lower()
    return low in {"un ambassador", "u.n. ambassador"} or any(
        words in low for words in ("representative to", "ambassador to", "envoy to", "delegate to")
    )


def calling(role: str) -> list[str]:
    """Return the words of a role that may say what its holder is, without what its body is: `resident coordinator`."""
    words = role.lower().split()
    return words[-1:] if words and words[-1] not in private_callings() and is_body_word(words[-1]) else words


def is_body_word(word: str) -> bool:
    """Tell whether a word names somebody who speaks for a body."""
    return word in {
        "coordinator",
        "director",
        "head",
        "chief",
        "representative",
        "president",
        "chair",
        "manager",
    }


@cache
def private_callings() -> frozenset[str]:
    """Return the words for people who speak for nobody but themselves."""
    return frozenset(load_phrases("stances", "private"))


@cache
def _parents() -> dict[str, str]:
    return {
        body.lower(): whole for whole, bodies in load_lexicon("stances")["parents"].items() for body in bodies
    }


def parent_of(name: str) -> str:
    """Return the organisation that a body of it speaks for: the United Nations for its human rights office."""
    low = name.lower()
    for body, whole in _parents().items():
        if low == body or (body.endswith(" ") and low.startswith(body)):
            return whole
    return name


def country_name(code: str) -> str:
    """Return the name of a country; the code where it is unknown."""
    country = load_countries().get(code)
    return country.name if country is not None else code


def is_office(role: str) -> bool:
    """Tell whether a role is an office of state, so that its holder speaks for the country."""
    words = set(role.lower().replace("-", " ").split())
    return bool(words & words_for("offices")) and not words & {"former", "ex", "opposition"}


@cache
def lemmas(key: str) -> frozenset[str]:
    """Return all words of the phrases under a key of stances.yaml."""
    return frozenset(word for phrase in split_phrases(key) for word in phrase)


@cache
def speaks_for() -> frozenset[str]:
    """Return the words of office and of bodies that make who stands beside them a speaker."""
    return words_for("speaking") | words_for("offices")


@cache
def words_for(key: str) -> frozenset[str]:
    """Return the words under a key of actors.yaml."""
    return load_words("actors", key)


@cache
def nominal_verbs() -> dict[str, str]:
    """Return the verb that tells the same as a noun: `call` for `a call for restraint`."""
    return dict(load_lexicon("actors")["nominal"])


@cache
def leaders_by_surname() -> dict[str, str]:
    """Return the state of a leader whom articles name by a surname that others bear, too."""
    return dict(load_lexicon("actors")["leaders"])


@cache
def heads_of_bodies() -> dict[str, str]:
    """Return the body for which somebody speaks whose office an article may leave unsaid."""
    return dict(load_lexicon("actors")["heads"])


@cache
def bare_bodies() -> dict[str, str]:
    """Return the body that is meant where an article leaves out whose it is: `the Security Council`."""
    return dict(load_lexicon("actors")["bare"])


def is_between_states(name: str) -> bool:
    """Tell whether a name that nothing knows is that of a body between states: `International Rivers Commission`."""
    words = name.lower().split()
    return (
        len(words) > 1
        and words[0] in words_for("between_states")
        and bool(set(words[1:]) & words_for("bodies_named"))
    )


def is_foreign_ministry(name: str) -> bool:
    """Tell whether a name without a state is that of a foreign ministry, whole or in letters: `MFA`."""
    low = name.lower().removeprefix("the ")
    return low in _foreign_ministries() or low.replace(".", "") in words_for("ministry_letters")


@cache
def _foreign_ministries() -> frozenset[str]:
    return frozenset(load_phrases("actors", "foreign_ministries"))
