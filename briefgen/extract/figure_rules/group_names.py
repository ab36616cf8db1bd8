"""Names of groups: which noun phrases mean the same people."""

from functools import cache

from briefgen.extract.lexicon import load_lexicon, load_phrases


@cache
def _group_names() -> dict[str, str]:
    return {
        form: name for name, forms in load_lexicon("figures")["groups"].items() for form in (name, *forms)
    }


@cache
def _people() -> frozenset[str]:
    return frozenset(load_phrases("figures", "people"))


def group_key(group: str) -> str:
    """Return the canonical group for a noun phrase, `police officers` for `policemen`; "" for people at large."""
    words = group.lower().split()
    if not words or (len(words) == 1 and words[0] in _people()):
        return ""
    names = _group_names()
    for begin in range(len(words)):
        found = names.get(" ".join(words[begin:]))
        if found is not None:
            return found if begin == 0 or found != "police officers" else " ".join(words)
    return " ".join(words)


@cache
def people_groups() -> frozenset[str]:
    """Return the canonical groups whose members are people."""
    return frozenset(load_lexicon("figures")["groups"]) - frozenset(
        ("vehicles", "shops", "banks", "buildings", "houses", "flights", "weapons")
    )
