"""Voices: what to call who speaks in an attribution, and who only passes on what others say."""

from briefgen.extract.document import Document
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.attributions import Attribution
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_phrases

_POSSESSIVE = frozenset({"'s", "’s"})
_DETERMINERS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "this", "that", "some", "two", "several"}
)
_TELLINGS = frozenset(
    {
        "estimate",
        "estimates",
        "figures",
        "figure",
        "data",
        "count",
        "tally",
        "report",
        "reports",
        "statement",
        "account",
        "accounts",
        "information",
        "statistics",
        "assessment",
        "words",
        "observers",
    }
)
_MOUTHS = frozenset(["spokesman", "spokeswoman", "spokesperson", "spokes", "official", "officer", "source"])


def source_name(document: Document, index: TokenIndex, number: int) -> str | None:
    """Return the canonical name of who speaks in an attribution; None if it cannot be told."""
    attribution = document.attributions[number]
    entities = document.names.entities
    if attribution.speaker is not None:
        speaker = entities[attribution.speaker]
        if speaker.type == "person" and attribution.on_behalf is not None and _speaks_for(attribution.role):
            behalf = entities[attribution.on_behalf]
            if behalf.type == "organisation" and behalf.kind != "media":
                return behalf.name
        return speaker.name
    return _unnamed_source(document, index, attribution)


def _speaks_for(role: str) -> bool:
    """Tell whether a named person only speaks for a body: a spokesman does, its head says it of their own."""
    return not _MOUTHS.isdisjoint(role.lower().replace("-", " ").split())


def _unnamed_source(document: Document, index: TokenIndex, attribution: Attribution) -> str | None:
    """Return the words of a source without a name of its own: `police`, `hospital officials`."""
    if attribution.source is None:
        return None
    first, last = index.range_of(attribution.source)
    end = first
    while end < last and index.low[end] not in {",", "who", "which", "that", "(", "—", "–"}:
        end += 1
    first, last = index.trim(first, end)
    while first < last and index.low[first] in _DETERMINERS:
        first += 1
    if last <= first or last - first > 7:
        return None
    low = index.low[first:last]
    for at in range(first + 1, last - 1):
        # `a first estimate of the ministry`: who made it speaks.
        if index.low[at] in {"of", "by", "from"} and index.low[at - 1] in _TELLINGS:
            first = at + 1
            while first < last and index.low[first] in _DETERMINERS:
                first += 1
            low = index.low[first:last]
            break
    if not any(word in _speaker_heads() for word in low):
        return None
    owner = attribution.on_behalf
    if owner is not None and low[-1] in {"ministry", "government"}:
        # `Kazakhstan's health ministry` and `the Kazakh health ministry` are one.
        country = document.names.entities[owner]
        name = " ".join(index.tokens[i].norm for i in range(first, last) if index.mention_at[i] < 0)
        if stands_for_state(country) and name and not _POSSESSIVE & {word[-2:] for word in name.split()}:
            known = load_countries().get(country.country)
            state = known.name if known else country.name
            return f"{name.title() if low[-1] == 'ministry' else 'Government'} of {state}"
    words = index.words(first, last)
    return words[:1].upper() + words[1:]


def stands_for_state(entity: Entity) -> bool:
    """Tell whether a name is that of a state, its people or its capital, and not of a region: `Gaza's ministry`."""
    state = load_countries().get(entity.country)
    capital = state is not None and state.capital == entity.name
    return entity.type == "nationality" or (entity.type == "place" and (entity.kind == "country" or capital))


def is_outlet(document: Document, index: TokenIndex, number: int) -> bool:
    """Tell whether an attribution's source only passes on what others say."""
    attribution = document.attributions[number]
    entities = document.names.entities
    if attribution.speaker is not None:
        speaker = entities[attribution.speaker]
        if speaker.type in {"person", "organisation"}:
            return speaker.kind == "media"
    if attribution.source is None:
        return False
    first, last = index.range_of(attribution.source)
    words = index.low[first:last]
    if "agency" in words and not {"news", "press"} & set(words):
        return False
    return any(word in _outlets() for word in words)


def _speaker_heads() -> frozenset[str]:
    return frozenset(load_phrases("speech", "speakers"))


def _outlets() -> frozenset[str]:
    return frozenset(load_phrases("speech", "outlets"))
