"""Causes: sentences that tell why a crisis began."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.noun_phrases import is_noun_like
from briefgen.extract.phrasing.relative_subjects import is_human


@cache
def _crisis() -> frozenset[str]:
    return frozenset(load_phrases("causes", "crisis"))


@cache
def _split(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a list by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in load_phrases("causes", key):
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def weigh_cause(context: Context, number: int) -> int | None:
    """Return the weight of a sentence that tells why; None if it does not."""
    index = context.index
    sentence = context.document.sentences[number]
    low = index.low
    begin, end = sentence.first, sentence.last
    named = _crisis()
    crisis = [t for t in range(begin, end) if low[t] in named]
    before, after = _split("before_cause"), _split("after_cause")
    beside = load_words("causes", "beside_cause")
    for token in range(begin, end):
        if (
            low[token] in beside
            and token - 1 in crisis
            and token + 2 < end
            and not context.is_quoted(index.span(token, token + 1))
            and not _names_time(context, token + 1)
            and not _is_lodged(context, token - 1)
        ):
            return 3
        for phrase in before.get(low[token], ()):
            if index.starts_with(token, phrase, end):
                effect = [c for c in crisis if c < token]
                if (
                    effect
                    and token + len(phrase) + 1 < end
                    and not context.is_quoted(index.span(token, token + 1))
                ):
                    if (
                        phrase[-1] in {"the", "a"}
                        and phrase[0]
                        in {
                            "following",
                            "followed",
                            "over",
                            "against",
                        }
                        and (phrase[0] != "over" or token - effect[-1] > 6)
                    ):
                        continue
                    if phrase[0] == "blamed" and _is_culprit(context, token + len(phrase)):
                        continue
                    return 3
        for phrase in after.get(low[token], ()):
            if index.starts_with(token, phrase, end):
                effect = [c for c in crisis if c > token and c - token <= 14]
                if phrase == ("set", "off"):
                    # `had set off fireworks, which caused the roof to catch fire`
                    effect = [c for c in effect if not set(low[token:c]) & {",", "which", "that", "who"}]
                if (
                    effect
                    or (phrase[-1] == "was" and crisis)
                    or phrase[0] == "the"
                    or phrase[-1] in {"cause", "reason"}
                ):
                    return 3
    for clause_number in index.clauses_of[number]:
        clause = index.clauses[clause_number]
        if clause.verb is None:
            continue
        if clause.verb.lemma == "be" and clause.subject is not None:
            first, last = index.range_of(clause.subject)
            head = set(low[first:last])
            if head & {"cause", "reason", "trigger"} and not clause.verb.negated:
                return 3
        if clause.marker in {"because", "after", "since", "when"} and clause.parent is not None:
            main = index.clauses[clause.parent]
            if _begins_crisis(context, main) and clause.verb.tense in {"pluperfect", "past"}:
                return 4
    return None


def _is_culprit(context: Context, token: int) -> bool:
    """Tell whether those who did it stand at a token, not why they did: `attacks blamed on gangs`."""
    index = context.index
    if index.low[token] in {"the", "a", "an", "suspected", "armed", "unknown"}:
        token += 1
    mention = index.mention_at[token]
    if mention >= 0:
        names = context.document.names
        named = names.mentions[mention]
        if not named.adjective:
            return names.entities[named.entity].type in {"person", "organisation"}
        token += 1
    end = token
    while is_noun_like(context, end):
        end += 1
    return token < end and is_human(context, token, end)


def _is_lodged(context: Context, token: int) -> bool:
    """Tell whether a protest is a note to a government: `lodged a protest over the death`."""
    index = context.index
    before = index.low[max(0, token - 4) : token]
    return index.low[token] == "protest" and bool({"lodged", "lodge", "filed", "registered"} & set(before))


def _names_time(context: Context, token: int) -> bool:
    """Tell whether a time expression begins at a token: `protests over the weekend` have another cause."""
    return any(
        context.timex_range[t][0] <= token + 1 < context.timex_range[t][1]
        for t in _timexes_at(context, token)
    )


def _timexes_at(context: Context, token: int) -> list[int]:
    sentence = context.index.sentence_of[token]
    return context.timexes_of[sentence] if sentence >= 0 else []


def _begins_crisis(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says that the crisis began."""
    if clause.verb is None or clause.subject is None:
        return False
    first, last = context.index.range_of(clause.subject)
    return any(word in _crisis() for word in context.index.low[first:last]) and clause.verb.lemma in {
        "begin",
        "start",
        "erupt",
        "break",
        "flare",
        "follow",
        "spread",
        "ignite",
        "result",
    }
