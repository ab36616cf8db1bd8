"""Fitting of titles: words joined and cut to the longest title, nothing left hanging at the end."""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefgen.extract.context import Context
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.complement_ends import ONE_FORM
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    DETERMINERS,
    PREPOSITIONS,
    is_noun_like,
    join_tokens,
)
from briefgen.extract.phrasing.wording import balanced

_BOUNDS = (
    ["as", "well"],
    ["at", "least"],
    ["at", "most"],
    ["at", "the", "latest"],
    ["at", "the", "earliest"],
    ["more", "than"],
    ["less", "than"],
    ["as", "long", "ago", "as"],
    ["as", "long", "ago"],
)
"""Words that go with a number or a time, at the end of a title with neither."""
MAX_TITLE = 90
"""Longest title, in code points."""
_STOPPED: tuple[list[str], ...] = (["."], ["!"], [";"], [])
"""What stands behind the last word of a sentence: `Rain sets in.`"""
_ANNOUNCED = ("the announcement", "the news", "the move", "the decision", "the statement")
_NEWS_OF_NEWS = tuple(
    f"{noun} {verb} " for noun in _ANNOUNCED for verb in ("was made", "was taken", "came", "followed")
)


def fit(context: Context, opening: str, complement: list[int]) -> str | None:
    """Join the parts, and leave out trailing phrases until it is short enough."""
    index = context.index
    kept = _without_bound(context, complement)
    again = next(
        (
            k
            for k, t in enumerate(kept)
            if k and index.low[kept[k - 1]] == "and" and (index.verb_at[t] >= 0 or index.low[t] in ONE_FORM)
        ),
        None,
    )
    while True:
        words = balanced(f"{opening} {join_tokens(context, kept)}".strip(" ,;:—–-"))
        if len(words) <= MAX_TITLE:
            break
        cut = _last_cut(context, kept)
        if cut is None:
            if not _is_place(context, kept):
                return None
            # `The long-named express derailed (in the district of Galle)`
            cut = 0
        if (shorter := _without_last_member(context, kept, cut)) is not None:
            kept = shorter
            continue
        if again is not None and again < cut:
            # `overran the house and set fire (to the car of …)`: what they did besides is told whole or not at all.
            cut, again = again - 1, None
        kept = kept[:cut]
        while kept and (_hangs(context, kept) or _is_cut_participle(context, kept)):
            kept.pop()
        if len(kept) > 1 and index.low[kept[-2]] in {"and", "or"} and kept[-1] == kept[-2] + 1:
            # `was detained and placed` wants to know where, `south of the town and close` to what
            kept = kept[:-2]
        elif len(kept) > 1 and index.verb_at[kept[-1]] >= 0 and index.low[kept[-1]].endswith("ing"):
            # `resigned after hearing` wants to know what
            kept.pop()
        kept = _without_bound(context, kept)
        while kept and _hangs(context, kept):
            kept.pop()
    words = without_bullet(words)
    return words[:1].upper() + words[1:] if words and is_sound(words) else None


def _is_place(context: Context, kept: list[int]) -> bool:
    """Tell whether all that is left behind a verb is the place where it was."""
    names, index = context.document.names, context.index
    held = {index.mention_at[token] for token in kept} - {-1}
    return (
        bool(kept)
        and index.low[kept[0]] in {"in", "at", "near", "outside"}
        and any(names.entities[names.mentions[number].entity].type == "place" for number in held)
    )


def _hangs(context: Context, kept: list[int]) -> bool:
    """Tell whether the last word wants more behind it: `sent along (with experts)`."""
    low = context.index.low
    if low[kept[-1]] in {"along", "together"}:
        return low[kept[-1] + 1] == "with"
    return low[kept[-1]] in DANGLING and not _is_sworn_in(context, kept)


def _is_cut_participle(context: Context, kept: list[int]) -> bool:
    """Tell whether the last word is a participle that has lost what hung on it: `from a truck submerged (near …)`."""
    low, at = context.index.low, kept[-1]
    if len(kept) < _FEWEST or not low[at].endswith("ed") or not PREPOSITIONS & set(low[at + 1 : at + 2]):
        return False
    return kept[-2] == at - 1 and is_noun_like(context, at - 1) and low[at - 1] not in DETERMINERS


def _is_sworn_in(context: Context, kept: list[int]) -> bool:
    """Tell whether words end with the `in` of a verb right before: `was sworn in`, `moved in`."""
    low = context.index.low
    verb = context.index.verb_at[kept[-1] - 1]
    lemma = context.index.clauses[verb].verb if verb >= 0 else None
    return low[kept[-1]] == "in" and lemma is not None and lemma.lemma in {"swear", "move", "set"}


def fit_words(context: Context, tokens: list[int]) -> str | None:
    """Make a title of words that stand together, without trailing phrases where they are too long."""
    low = context.index.low
    while tokens and low[tokens[-1]] in DANGLING and low[tokens[-1] + 1 : tokens[-1] + 2] not in _STOPPED:
        tokens = tokens[:-1]
    return fit(context, "", tokens) if tokens else None


def _without_bound(context: Context, complement: list[int]) -> list[int]:
    """Drop the bound of a time that is left out: `in force (until 19 May) at least`."""
    low = [context.index.low[token] for token in complement]
    bound = next((words for words in _BOUNDS if low[-len(words) :] == words), [])
    return complement[: len(complement) - len(bound)]


def without_bullet(words: str) -> str:
    """Drop the mark of a list before a title, and behind it what a cut has left hanging: `… to announce`."""
    words = words.lstrip("•·*▪‣- ")
    if words[:1] == "0" and words[:4].isdigit() and words[4:5] == " ":
        # the hour of an entry: `0948 Troops left the town`
        words = words[5:]
    words = _without_label(words)
    head, _, tail = words.rpartition(" to ")
    words = _without_stranded(head if head and tail in _TO_SAY else words)
    parts = words.split()
    for at, (one, other) in enumerate(pairwise(words.lower().split())):
        if at >= _FEWEST and ((one == "to" and other in _HANGING) or (one, other) in _BROKEN):
            # `was re-elected in the night to (Monday) with 51 per cent`: the day is gone, and what led to it with it.
            while parts[:at] and parts[at - 1].lower() in PREPOSITIONS:
                at -= 1
            return " ".join(parts[:at])
    return words


def _without_label(words: str) -> str:
    """Drop what labels an entry: its hour (`18.30 Police killed two`), a heading in capitals (`OVERVIEW The storm`)."""
    label, _, rest = words.partition(" ")
    if not rest[:1].isupper() and not rest[:1].isdigit():
        return words
    hour = _HOUR.fullmatch(label)
    heading = label.isupper() and label.lower().strip(":") in _HEADINGS
    return _without_label(rest) if hour or heading else words


_HOUR = re.compile(r"[0-2]?[0-9][.:h][0-5][0-9](am|pm|AM|PM)?:?")
_HEADINGS = load_words("titles", "headings")


def _without_stranded(words: str) -> str:
    """Drop what points back (`a similar attempt`), and at the end what wants more behind it (`in a bid`)."""
    parts = words.split()
    for at, word in enumerate(parts[:-1]):
        if (
            word.lower() == "similar"
            and parts[at + 1] != "to"
            and (at == 0 or parts[at - 1].lower() in _DETERMINED)
        ):
            del parts[at]
            if at and parts[at - 1].lower() in {"a", "an"}:
                article = "an" if parts[at][0].lower() in "aeiou" else "a"
                parts[at - 1] = article.capitalize() if parts[at - 1][0].isupper() else article
            break
    while len(parts) > _FEWEST:
        low = [word.lower() for word in parts]
        tail = next((phrase for phrase in _OPEN_ENDS if low[-len(phrase) :] == phrase), None)
        if tail is not None and len(parts) - len(tail) >= _FEWEST:
            parts = parts[: -len(tail)]
        elif low[-1] in _STRANDED and low[-2] not in _BEING:
            parts = parts[:-1]
            while len(parts) > _FEWEST and parts[-1].lower() in PREPOSITIONS:
                parts = parts[:-1]
        else:
            break
    return " ".join(parts)


def is_sound(words: str) -> bool:
    """Tell whether words can be a title: no word of a question opens it, nor news of news (`The move came …`)."""
    if words.lower().startswith(_NEWS_OF_NEWS) or _tells_nothing(words.lower().split()):
        return False
    low = words.lower().split()
    if low[-1] == "part" and low[-2:-1] and low[-2] in {"took", "taken", "take", "taking"}:
        return False
    if low[0] in _ANYBODY and len(low) == _FEWEST - 1:
        # `People slept`
        return False
    if low[-1] in _BARE and len(low) > 1:
        # `Another 70 from the north are`: what they are is lost.
        return False
    if low[0] in {"fewer", "less"} and low[2:3] and not low[2][0].isdigit():
        # `fewer than the marches elsewhere in the city occupied`
        return False
    if low[0] in _NOBODY or low[:3] in (
        ["an", "earlier", "one"],
        ["a", "second", "one"],
        ["the", "other", "one"],
    ):
        return False
    return low[0] not in _OPENERS or words.startswith("WHO ")


def _tells_nothing(low: Sequence[str]) -> bool:
    """Tell whether words only say that something happened, not what: `The tragedy happened in the town of Galle`."""
    if len(low) < _FEWEST or low[0] not in {"the", "this", "that"}:
        return False
    happened = low[2] in _HAPPENED or list(low[2:4]) == ["took", "place"]
    return happened and low[1] in _ANYTHING and not {"as", "when", "after", "while"} & set(low)


_ANYTHING = load_words("phrasing", "anything")
_HAPPENED = frozenset({"happened", "occurred", "struck", "came", "unfolded", "ensued"})

_FEWEST = 3
"""Words that a title keeps at least."""
_DETERMINED = frozenset({"a", "an", "the", "in", "of", "by", "with", "and"})
_OPEN_ENDS = [phrase.split() for phrase in load_phrases("titles", "open_ends")]
_STRANDED = load_words("titles", "stranded")
_BEING = load_words("phrasing", "being")
_TO_SAY = load_words("titles", "wanting")
_OPENERS = load_words("phrasing", "openers")
_BARE = load_words("phrasing", "bare")
_ANYBODY = frozenset({"people", "residents", "families", "others", "some", "many"})
_NOBODY = frozenset({"little", "nothing", "nobody", "much"})
_HANGING = frozenset({"with", "of", "for"})
_BROKEN = frozenset(
    (one, other) for one in ("of", "by", "at") for other in ("with", "of", "by", "to", "for")
) - {("by", "to")}


def _without_last_member(context: Context, kept: list[int], cut: int) -> list[int] | None:
    """Return words whose list ends one member earlier: `tear gas, bullets and (water cannon)`; else None."""
    low = [context.index.low[t] for t in kept]
    at = max((k for k, word in enumerate(low) if word == "and"), default=-1)
    if (
        low[cut] != ","
        or at <= cut
        or (PREPOSITIONS - {"of"}) & set(low[at:])
        or len(low) - at > _LONGEST_MEMBER
    ):
        return None
    end = at - 1 if low[at - 1] == "," else at
    comma = max((k for k in range(cut, end) if low[k] == ","), default=-1)
    if comma < 0 or PREPOSITIONS & set(low[comma:end]) or context.index.verb_at[kept[comma + 1]] >= 0:
        return None
    return [*kept[:comma], kept[at], *kept[comma + 1 : end]]


_LONGEST_MEMBER = 6
"""Tokens of the longest last member, with its `and`, that a list of things goes without."""


def _last_cut(context: Context, kept: list[int]) -> int | None:
    """Return where the last phrase begins that may go: a list goes back to its first member."""
    low = [context.index.low[t] for t in kept]
    at = len(kept) - 1
    if low and low[at] in _CLOSING:
        # `would return to order "when the time is right"`: what is quoted goes whole
        at = max((k for k in range(at) if low[k] in _OPENING), default=at)
        if 0 < at < len(kept) - 1:
            return at
    while at > 0 and low[at] not in PREPOSITIONS - {"of"} | {"and", "that", "to", ","}:
        at -= 1
    if at <= 0:
        return _before_description(context, kept)
    if (
        low[at] == "and"
        and at > 1
        and low[at - 2] in PREPOSITIONS
        and context.index.mention_at[kept[at - 1]] < 0
    ):
        # `the collision (of passenger and freight trains)`
        return at - 2
    if low[at] in {"and", ","}:
        while "," in low[:at]:
            comma = max(k for k in range(at) if low[k] == ",")
            if any(low[k] in PREPOSITIONS - {"of"} for k in range(comma, at)):
                break
            at = comma
    return _before_pair(low, at)


def _before_description(context: Context, kept: list[int]) -> int | None:
    """Return where a clause begins that describes the thing before it: `launched a campaign | targeting the strain`."""
    index = context.index
    if "that" in (index.low[token] for token in kept):
        # `said that the message announcing a truce of nine days was …`
        return None
    for at in range(len(kept) - 1, 1, -1):
        token = kept[at]
        if index.verb_at[token] >= 0 and index.low[token].endswith("ing") and kept[at - 1] == token - 1:
            # `a resolution | formally allowing`
            at -= index.low[token - 1].endswith("ly")
            before = kept[at - 1]
            return at if at and is_noun_like(context, before) and index.verb_at[before] < 0 else None
    return None


_OPENING = frozenset({'"', "“", "``"})
_CLOSING = frozenset({'"', "”", "''"})
_MUTUAL = load_words("phrasing", "mutual")
"""Nouns of what two do together: of one alone they say nothing."""
_PAIR = 6
"""Tokens of the first of two, with the preposition before it."""


def _before_pair(low: Sequence[str], at: int) -> int:
    """Return where a phrase of two begins whose second would be cut: `the collision | of a bus and (a train)`."""
    if low[at] != "and":
        return at
    first = next((k for k in range(at - 1, max(0, at - _PAIR), -1) if low[k] in {"of", "between"}), -1)
    if first < 1 or "," in low[first:at]:
        return at
    return first if low[first] == "between" or low[first - 1] in _MUTUAL else at
