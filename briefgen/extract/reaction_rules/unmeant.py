"""What a verb keeps from being its subject's own: what is refused, what others are blamed or praised for."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.reaction_rules.stance_lists import asking_verbs, listed
from briefgen.model.brief import Stance

DEEDS: frozenset[Stance] = frozenset({"sends_forces", "withdraws_forces", "offers_help"})
"""Stances told by what somebody does or promises, not by what is asked of others."""
_DONE: frozenset[Stance] = DEEDS | {"sanctions", "evacuates"}
_PRAISED: frozenset[Stance] = frozenset({"calls_for_restraint", "supports_government", "supports_protesters"})
_NEAR = 5
"""Tokens behind `against` or `for` in which what is meant begins."""
_REACH = 14
_KEPT_BACK = 10
"""Tokens from a word back to the verb that keeps it from being meant."""
_STOPS = frozenset({",", ";", ":", ".", "but", "while", "“", "”"})
_NOT_TO = (["not", "to"], ["never", "to"])
_BEHIND = frozenset({"for", "of", "over", "from", "against", "by", "about"})
_RECOGNISING = frozenset({"recognise", "recognize", "accept", "tolerate"})
_GERUND = "ing"
_READINESS = frozenset({"ready", "willing", "prepared", "willingness", "readiness"})


class Told(msgspec.Struct, frozen=True):
    """A verb group that tells a stance, with the tokens of what follows it."""

    lemma: str
    first: int
    last: int


def is_refusal(low: Sequence[str], told: Told) -> bool:
    """Tell whether what follows a verb is not done: `refused to`, `voted against sending`, `vowed not to`."""
    behind = low[told.first : told.first + 2]
    if told.lemma in listed("refusing") or (told.lemma == "turn" and behind[:1] == ["down"]):
        return True
    if told.lemma in listed("giving_up"):
        # `ruled out sending troops`, `scrapped plans to send troops`
        return not listed("plans").isdisjoint(low[told.first : min(told.last, told.first + 3)])
    if told.lemma in asking_verbs():
        return False
    if behind in _NOT_TO:
        # `vowed never to recognise the junta` is blame.
        return low[told.first + 2] not in _RECOGNISING
    return _is_against(low, told)


def is_unwilling(low: Sequence[str], first: int, last: int) -> bool:
    """Tell whether somebody is only said to be unwilling: `is reluctant to send troops`."""
    return any(
        low[token] in listed("refusing") and low[token + 1] == "to"
        for token in range(first, min(last - 1, first + _NEAR))
    )


def _is_against(low: Sequence[str], told: Told) -> bool:
    """Tell whether a verb sets somebody against a measure: `spoke out against sanctions`."""
    if told.lemma not in listed("siding"):
        return False
    at = next((t for t in range(told.first - 1, min(told.last, told.first + 2)) if low[t] == "against"), -1)
    near = low[at + 1 : min(told.last, at + 1 + _NEAR)] if at >= 0 else []
    return not listed("measures").isdisjoint(near) or any(word.endswith(_GERUND) for word in near[:1])


def own_verbs(low: Sequence[str], told: Sequence[Told]) -> list[Told]:
    """Return the verbs of a statement without those that tell what somebody is blamed or praised for.

    Source: `criticised Peru for sending troops` and `thanked Chile for opening its border` tell deeds of these.
    """
    if not told or told[0].lemma not in listed("judging"):
        return list(told)
    return [*told[:1], *(one for one in told[1:] if one.first < 2 or low[one.first - 2] not in _BEHIND)]


_REJECTING = frozenset({"reject", "veto", "block", "oppose", "dismiss", "spurn"})
_DRAFTS = frozenset(
    {"resolution", "draft", "motion", "statement", "declaration", "text", "communique", "communiqué"}
)


def is_on_draft(low: Sequence[str], told: Told) -> bool:
    """Tell whether a text is rejected, whatever it says: `vetoed a resolution that condemns the coup`."""
    near = low[told.first : min(told.last, told.first + _NEAR)]
    return told.lemma in _REJECTING and not _DRAFTS.isdisjoint(near)


_CALLING = frozenset({"call", "brand", "label", "name", "term", "dub"})
"""Verbs behind which somebody is given a name."""


def judged(low: Sequence[str], told: Told, found: set[Stance]) -> set[Stance]:
    """Return the stances without those that words of praise or blame tell of others."""
    if told.lemma == "object":
        # `objected to a text that asked all sides to respect the government`
        return found & {"condemns", "other"} or {"other"}
    if is_on_draft(low, told):
        return found & {"denies"} or {"other"}
    if (
        told.lemma in _CALLING
        and low[told.first - 1] != "for"
        and low[told.first : told.first + 2] == ["those", "responsible"]
    ):
        # `called those responsible cowards`
        return found - {"demands_investigation"}
    if told.lemma not in listed("judging"):
        return found
    kept = found - DEEDS
    if told.lemma in listed("praising") and kept & _PRAISED and _is_shown(low, told):
        # `praised the army for its restraint`
        kept = (kept - _PRAISED) | {"other"}
    return kept


def _is_shown(low: Sequence[str], told: Told) -> bool:
    """Tell whether restraint is what somebody showed, not what was called for."""
    behind = low[told.first : min(told.last, told.first + _REACH)]
    return not listed("shown").isdisjoint(behind) and listed("called_for").isdisjoint(behind)


def without_deeds(low: Sequence[str], told: Told, found: set[Stance]) -> set[Stance]:
    """Return the stances of a refusal without those of deeds, which are not done; some refusals are deeds."""
    if told.lemma in listed("refusing"):
        # `refused to release the loan`
        return found
    if _is_against(low, told):
        # Who is against sanctions condemns nothing.
        found = found - {"condemns"}
    return found - _DONE


def is_offer(low: Sequence[str], told: Sequence[Told]) -> bool:
    """Tell whether forces are only offered: `offered to send soldiers`, `is ready to send police`."""
    if not told:
        return False
    one = told[0]
    if one.lemma == "offer" or one.lemma in _READINESS:
        return low[one.first : one.first + 1] == ["to"]
    return any(
        low[t] in _READINESS and low[t + 1] == "to"
        for t in range(one.first, min(one.last - 1, one.first + 8))
    )


def is_kept_back(index: TokenIndex, at: int, stance: Stance) -> bool:
    """Tell whether a verb before a word keeps it from being a stance of who speaks or acts.

    Args:
        index: the article's tokens and clauses.
        at: the word: `troops` in `decided against sending troops`.
        stance: what it would tell otherwise.
    """
    low = index.low
    for token in range(at - 1, max(-1, at - _KEPT_BACK), -1):
        if low[token] in _STOPS:
            return False
        number = index.verb_at[token]
        verb = index.clauses[number].verb if number >= 0 else None
        if verb is None or verb.negated:
            if verb is None and low[token] in listed("refusing") and low[token + 1] == "to":
                return True
            continue
        told = Told(verb.lemma, verb.last, at + 1)
        if is_refusal(low, told):
            return stance not in {"denies", "other"}
        if told.lemma in listed("judging") and (
            (stance in _DONE and not _BEHIND.isdisjoint(low[verb.last : at]))
            or (stance in _PRAISED and told.lemma in listed("praising") and _is_shown(low, told))
        ):
            return True
    return False
