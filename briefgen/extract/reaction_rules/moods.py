"""Moods: what an article's title and first sentences say it is on, where its deeds could be read two ways."""

from briefgen.extract.context import Context
from briefgen.extract.lexicon import load_words

_OPENING = 4
"""Sentences that tell what an article is on."""
_FIRST = 2
_SIGNS = 2
"""So many different words must say that it is on forces."""
_MARKS = ".,:;!?\"'“”‘’()[]"
_HIT = ("-hit", "-struck", "-stricken", "-ravaged", "-battered", "-devastated", "-affected", "-torn")
_OUT = frozenset(
    {"evacuate", "evacuates", "evacuated", "evacuating", "evacuation", "evacuations", "flee", "exodus"}
)
_OUT_IN_TITLE = _OUT | {
    "leave",
    "leaving",
    "airlift",
    "airlifts",
    "airlifted",
    "repatriated",
    "repatriation",
    "out",
}
_LEAVING = load_words("reaction_rules", "leaving")
_ABROAD = load_words("reaction_rules", "abroad")


def is_on_forces(context: Context) -> bool:
    """Tell whether an article is on soldiers or police that come from abroad."""
    return len(_opening(context, _OPENING) & load_words("hands", "force_signs")) >= _SIGNS


def is_on_leaving(context: Context) -> bool:
    """Tell whether an article is on soldiers from abroad who leave."""
    words = _opening(context, _OPENING)
    if words.isdisjoint(load_words("hands", "force_signs")):
        return False
    title = title_words(context.document.article.title)
    return not words.isdisjoint(load_words("hands", "leaving_signs")) or not title.isdisjoint(_LEAVING)


def is_on_fetching(context: Context) -> bool:
    """Tell whether an article is on foreigners whom their states get out."""
    words = _opening(context, _FIRST)
    title = title_words(context.document.article.title)
    if title & (_ABROAD - {"foreign"}) and title & _OUT_IN_TITLE:
        return True
    return not words.isdisjoint(_OUT) and not words.isdisjoint(_ABROAD)


def _opening(context: Context, count: int) -> set[str]:
    document, low = context.document, context.index.low
    last = next((s.last for s in document.sentences[count : count + 1]), len(low))
    return title_words(document.article.title) | {*low[:last]}


def title_words(title: str) -> set[str]:
    """Return the words of a title in small letters, without marks; `flood-hit` gives `flood`, too."""
    words = {word.strip(_MARKS) for word in title.lower().split()}
    return words | {
        first for word in words if (first := word.partition("-")[0]) != word and word.endswith(_HIT)
    }
