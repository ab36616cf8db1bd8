"""Complements: what stands behind a verb, up to where its thought ends, without times."""

from collections.abc import Mapping, Sequence

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    DASHES,
    POSSESSIVES,
    PREPOSITIONS,
    STOPS,
    TIME_OPENERS,
    is_inner,
    is_list,
    is_noun_like,
    owns_noun,
)

ONE_FORM = load_words("phrasing", "one_form")
"""Verbs whose past looks like their present."""
_OPENING, _CLOSING = frozenset({'"', "“", "``"}), frozenset({'"', "”", "''"})
_ANYBODY = frozenset({"those", "anyone", "everyone", "anybody", "everybody"})
"""Whom only the relative clause behind them names."""
_ALL = frozenset({"all", "anything", "nothing", "everything", "none", "everyone"})
_AHEAD = 14
"""Tokens within which the verb of another thought stands."""
_STRIKING = load_words("phrasing", "striking")
"""Verbs that have no clause for their object."""
_ZONES = load_words("titles", "zones")
_PARTS = load_words("phrasing", "parts")
_PARTICLES = load_words("phrasing", "particles")
"""Prepositions that also end a sentence as part of its verb."""
_LEAVING = load_words("phrasing", "leaving")
"""Verbs of which a participle behind the object tells the end: `left ten people injured`."""
_MOVING_IN = frozenset({"swear", "bring", "call", "move", "break", "give", "close"})
_INTRANSITIVE = load_words("titles", "intransitive")

_GRANTING = frozenset({"give", "grant", "allow", "buy"})
_WORSHIP = frozenset({"prayers", "prayer", "sermon", "sermons", "mass", "worship"})
"""What a day of the week names: `Friday prayers`."""
_BEFORE_TIMES = frozenset({"effective", "starting", "beginning", "commencing", "another", "lasting", "due"})
"""Words that hang on the time behind them."""
_SPENDING = frozenset(
    {"mark", "marked", "marking", "celebrate", "commemorate", "spend", "spent", "serve", "served"}
)
_STANDING = frozenset({"stand", "sit", "lie", "hold", "keep"})
"""Beside these `still` tells that nothing moved."""
_OPENERS = 3
"""Tokens before a time within which such a word belongs to it."""
_REACHING = (["to"], ["until"], ["till"], ["and"], ["through"])
_DAY_PARTS = frozenset({"night", "morning", "day", "evening", "afternoon"})
_FIRSTS = (["the", "first"], ["the", "second"], ["the", "third"], ["the", "latest"], ["the", "last"])
"""How an aside begins that tells what somebody is the first to do."""


def complement(context: Context, number: int) -> list[int]:
    """Return the tokens behind the verb up to where the thought ends."""
    index = context.index
    clause = index.clauses[number]
    verb = clause.verb
    if verb is None:
        return []
    sentence = context.document.sentences[clause.sentence]
    nested = nested_clauses(context, clause)
    kept: list[int] = []
    at = verb.last
    last = min(max(clause.last, _shared_end(context, clause, nested)), sentence.last)
    quoted = False
    if at < last and index.low[at] in _CLOSING and verb.first and index.low[verb.first - 1] in _OPENING:
        # `The attackers "invaded" the village`
        at += 1
    while at < last:
        word = index.low[at]
        if context.timex_at[at] >= 0:
            end = at
            while end < last and (context.timex_at[end] >= 0 or index.low[end] in _ZONES):
                end += 1
            given = (
                verb.lemma in _GRANTING and context.document.timexes[context.timex_at[at]].type == "DURATION"
            )
            lasting = (
                context.document.timexes[context.timex_at[at]].type == "DURATION"
                and end + 1 < last
                and index.low[end] == "of"
                and kept
                and index.low[kept[-1]] in PREPOSITIONS | {"and", ","}
            )
            sum_of = context.document.timexes[context.timex_at[at]].type == "DURATION" and not kept
            if (
                kept
                and end + 1 < last
                and index.low[end] in {"'", "’"}
                and index.low[kept[-1]] in PREPOSITIONS
            ):
                # `closed the schools at a few hours' notice`
                kept += range(at, end)
            elif sum_of and end < last and index.low[end] == "of":
                # `will observe three days of mourning`
                kept += range(at, end)
            elif (
                index.low[at - 1] in _SPENDING
                and context.document.timexes[context.timex_at[at]].type == "DURATION"
            ):
                # `gathered to mark ten years since the quake`, `was told to serve five years`
                kept += range(at, end)
            elif index.low[at] == "the" and end < last and is_noun_like(context, end) and kept:
                # `died in the 3 May earthquake`
                kept.append(at)
            elif kept and given and index.low[kept[-1]] not in PREPOSITIONS:
                # `gave them one week`
                kept += range(at, end)
            elif (
                end < last
                and index.low[end] in _WORSHIP
                and index.low[end - 1] in load_words("verbs", "days")
            ):
                # `marched after Friday prayers`
                kept += range(at, end)
            elif kept and end < last and (lasting or _qualifies(context, at, end, kept)):
                # `agreed after ten hours of talks`
                kept += range(at, end)
            elif end < last and owns_noun(context, at):
                # `won Sunday's election`, `was killed in Tuesday's crash`: told as `the election`, `in the crash`
                kept += range(at, end)
            elif index.low[at] in _DAY_PARTS and _is_described(context, at, kept):
                # `searched the freezing night on Tuesday`
                kept.append(at)
            else:
                openers = len(kept)
                while (
                    kept
                    and index.low[kept[-1]] in TIME_OPENERS
                    and not _is_own_particle(context, clause, kept)
                    and [index.low[token] for token in kept[-2:]] != ["sworn", "in"]
                    and not (
                        verb.passive
                        and kept == [verb.last]
                        and len(kept) < openers
                        and index.low[kept[0]] in _PARTICLES
                    )
                ):
                    kept.pop()
                while kept and index.low[kept[-1]] in _BEFORE_TIMES and kept[-1] >= at - _OPENERS:
                    # `a ceasefire effective from midnight`, `extended it for another 30 days`
                    kept.pop()
                    while kept and index.low[kept[-1]] in TIME_OPENERS:
                        kept.pop()
                spell = context.document.timexes[context.timex_at[at]].type == "DURATION"
                if (
                    spell
                    and index.low[at - 1] in {"after", "following"}
                    and index.low[end : end + 1] == ["in"]
                ):
                    # `was released after three days in custody`
                    end += 1
                    while end < last and is_noun_like(context, end) and context.timex_at[end] < 0:
                        end += 1
                if index.low[at - 1] in {"from", "between"} and index.low[end : end + 1] in _REACHING:
                    # `a curfew from 8 pm to 4 am`
                    end += 1 if end + 1 < last and context.timex_at[end + 1] >= 0 else 0
                if kept and index.low[kept[-1]] == "into" and kept[-1] == at - 1:
                    # `went on into August 11`
                    kept.pop()
                if index.low[end : end + 1] == ["alone"]:
                    # `were killed on Thursday alone`
                    end += 1
                if len(kept) > 1 and index.low[kept[-1]] in _PARTS and index.low[kept[-2]] == "the":
                    # `at the beginning of Monday`
                    kept.pop()
                    while kept and index.low[kept[-1]] in TIME_OPENERS:
                        kept.pop()
                if end < last and index.low[end] in {"later", "earlier", "before", "after", "afterwards"}:
                    # `four minutes later`
                    end += 1 if end + 1 >= last or index.low[end + 1] in ENDS | MARKS else 0
            if context.index.low[at - 1] == "from" and index.low[end : end + 1] in (
                ["on"],
                ["onwards"],
                ["onward"],
            ):
                end += 1
            at = end
            continue
        if word in {'"', "``", "''"}:
            quoted = not quoted
        elif word in {"“", "„", "«"}:
            quoted = True
        elif word in {"”", "»"}:
            quoted = False
        if not quoted or word in {'"', "“", "„", "«", "``"}:
            if _breaks(context, nested.get(at), at, kept) or (
                (kept or word == "and") and _goes_on(context, at, last)
            ):
                break
            if (word in ENDS | {";", ":"} and not quoted) or word == "according":
                break
            if word == "(":
                while at < last and index.low[at] != ")":
                    at += 1
                at += 1
                continue
            if kept and _is_verb_above(context, clause, at):
                break
            if word == "-" and kept:
                break
            if word in {",", *DASHES}:
                if word == "," and _is_gapped(context, at, last):
                    break
                if _opens_other(context, clause, at + 1, last):
                    break
                if not kept and verb.lemma in _INTRANSITIVE and index.low[at + 1 : at + 3] in _FIRSTS:
                    # `resigned on Sunday, the first minister to quit`
                    break
                if clause.kind == "adverbial" and not kept and context.timex_at[at - 1] >= 0:
                    # `When the storm passed on Friday, road and bridge were gone`
                    break
                if (
                    not kept
                    and POSSESSIVES & set(index.low[at + 1 : at + 2])
                    and "," not in index.low[verb.last : at]
                ):
                    # `The mall reopened on Friday, its shops hung with black`
                    break
                if (
                    not kept
                    and index.low[at + 1 : at + 2] not in (["which"], ["who"])
                    and (context.timex_at[at - 1] >= 0 or (at + 1 < last and context.timex_at[at + 1] >= 0))
                ):
                    at += 1
                    continue
                if (behind := _as_behind_aside(context, clause, at, last)) is not None:
                    at = behind
                    continue
                if not is_list(context, at, last) or _is_gapped(context, at, last):
                    break
            elif index.tokens[at].norm == "WHO":
                kept.append(at)
                at += 1
                continue
            elif word in {"who", "whom"} and kept and index.low[at - 1] in _ANYBODY:
                # `apologised to those who were hurt`
                kept.append(at)
                at += 1
                continue
            elif word in STOPS and kept and not (word == "but" and index.low[at - 1] in _ALL):
                break
            elif index.low[at + 1 : at + 3] == ["of", "them"] and index.low[at - 1] == ",":
                # `were killed by Tuesday, two of them minors`
                break
            elif (
                word == "what"
                and kept
                and index.low[kept[-1]] in {"by", "in", "after", "amid", "with", "over"}
            ):
                # `was shot by what police say was a gang`, `took the town in what they called an answer`
                kept.pop()
                break
        if (
            word == "before"
            and len(kept) > 1
            and index.low[kept[-1]] in _PARTS
            and index.low[kept[-2]] == "the"
        ):
            # `collapsed the evening before`
            del kept[-2:]
            break
        kept.append(at)
        at += 1
    for k in range(len(kept) - 1, 0, -1):
        if index.low[kept[k]] in {"after", "before"}:
            behind = kept[-1] + 1
            if index.low[behind : behind + 1] == [","] and index.low[behind + 1 : behind + 2] == ["who"]:
                # `gave up on Tuesday after the minister, who spoke with them, had promised help`
                kept = kept[:k]
            break
    shot_at = verb.passive and kept == [verb.last] and last > verb.last + 1
    while (
        kept
        and index.low[kept[-1]] in DANGLING
        and index.tokens[kept[-1]].norm != "WHO"
        and not (shot_at and index.low[kept[-1]] in _PARTICLES)
        and not _is_particle(context, kept[-1], sentence.last)
        and not _is_own_particle(context, clause, kept)
        and not is_her_alone(context, kept[-1])
    ):
        kept.pop()
    if len(kept) > 1 and _is_bare_participle(context, clause, kept[-1]):
        kept.pop()
    if len(kept) > 1 and index.low[kept[-2]] == "so" and index.low[kept[-1] + 1 : kept[-1] + 2] == ["that"]:
        # `pushed so hard that policemen drove them back`
        del kept[-2:]
    if kept == [] and index.low[verb.last : verb.last + 1] == ["still"] and verb.lemma in _STANDING:
        kept = [verb.last]
    return [] if _is_cut_short(context, kept, nested) else kept


def _is_cut_short(context: Context, kept: Sequence[int], nested: Mapping[int, Clause]) -> bool:
    """Tell whether of a clause joined by `and` right behind the verb only the subject was kept.

    `Two died (and nine others), among them four guards, were hurt`.
    """
    if not kept or context.index.low[kept[0]] != "and":
        return False
    other = nested.get(kept[0]) or nested.get(kept[0] + 1)
    return (
        other is not None
        and other.kind == "coordinate"
        and other.verb is not None
        and other.verb.first not in kept
    )


def _as_behind_aside(context: Context, clause: Clause, comma: int, last: int) -> int | None:
    """Return where `as` goes on behind an aside: `named Nimal Perera, commander of the guard, (as the new leader)`."""
    low, verb = context.index.low, clause.verb
    if (
        verb is None
        or verb.passive
        or verb.lemma not in load_words("titles", "calling") | {"announce", "recognise"}
    ):
        return None
    end = next((k for k in range(comma + 1, min(last, comma + _AHEAD)) if low[k] == ","), None)
    if end is None or low[end + 1 : end + 2] != ["as"] or context.index.has_verb(comma + 1, end):
        return None
    return end + 1


def _is_bare_participle(context: Context, clause: Clause, token: int) -> bool:
    """Tell whether of a participle behind a noun only its time was left out: `the bodies of two tourists killed`."""
    index = context.index
    number = index.verb_at[token]
    if number < 0 or clause.verb is None or clause.verb.lemma in _LEAVING:
        return False
    other = index.clauses[number]
    if other is clause or other.kind != "participial" or other.verb is None or not other.verb.passive:
        return False
    behind = token + 1 + (index.low[token + 1] in TIME_OPENERS)
    return other.verb.first == token and other.subject is not None and context.timex_at[behind] >= 0


def is_her_alone(context: Context, token: int) -> bool:
    """Tell whether `her` is whom something is done to, and owns nothing: `charged her on Wednesday`."""
    index = context.index
    if index.low[token] != "her" or index.verb_at[token - 1] < 0:
        return False
    return (
        token + 1 >= len(index.low)
        or index.low[token + 1] in PREPOSITIONS | ENDS | MARKS | {"and", "to"}
        or context.timex_at[token + 1] >= 0
        or index.low[token + 1] in {"again", "back", "home", "dead", "alive", "free", "there", "out", "away"}
    )


def _is_verb_above(context: Context, clause: Clause, at: int) -> bool:
    """Tell whether the verb of the clause above begins: `the man found on Saturday (was well)`."""
    number = context.index.verb_at[at]
    if number < 0 or clause.parent != number:
        return False
    above = context.index.clauses[number].verb
    return above is not None and above.first == at and clause.kind in {"relative", "participial", "that"}


def _qualifies(context: Context, at: int, end: int, kept: list[int]) -> bool:
    """Tell whether a time belongs to the noun behind it: `a three-day truce`, `of fourth-quarter growth`."""
    lasting = context.document.timexes[context.timex_at[at]].type == "DURATION" and end == at + 1
    joined = context.index.low[kept[-1]] == "of" or (lasting and context.index.low[kept[-1]] in PREPOSITIONS)
    return is_inner(context, at, end) or (joined and is_noun_like(context, end))


def _opens_other(context: Context, clause: Clause, at: int, last: int) -> bool:
    """Tell whether behind a comma, right behind a time, a clause of its own begins."""
    index = context.index
    if context.timex_at[at - 2] < 0:
        return False
    while at < last and index.low[at] not in {",", *ENDS}:
        number = index.verb_at[at]
        if number >= 0 and index.clauses[number] is not clause:
            other = index.clauses[number]
            return other.kind in {"main", "coordinate"} and other.first <= clause.first
        at += 1
    return False


def _is_described(context: Context, at: int, kept: list[int]) -> bool:
    """Tell whether a time is the noun that an article and an adjective right before it want."""
    low = context.index.low
    return len(kept) > 1 and kept[-2:] == [at - 2, at - 1] and low[at - 2] in {"the", "a", "an"}


def _is_own_particle(context: Context, clause: Clause, kept: list[int]) -> bool:
    """Tell whether a verb's own particle stands right behind it: `will be sworn in`, `took over (on Monday)`."""
    verb = clause.verb
    return (
        verb is not None
        and len(kept) == 1
        and kept[0] == verb.last
        and context.index.low[kept[0] + 1] != "the"
        and (
            (
                context.index.low[kept[0]] == "in"
                and verb.lemma in _MOVING_IN
                and not (verb.passive and verb.lemma in {"close", "break"})
            )
            or (
                context.index.low[kept[0]] in _PARTICLES
                and context.index.low[kept[0] + 1] == "on"
                and context.timex_at[min(kept[0] + 2, len(context.timex_at) - 1)] >= 0
            )
        )
    )


def _is_particle(context: Context, token: int, last: int) -> bool:
    """Tell whether a preposition has nothing behind it in the text: `declared the search over`."""
    low = context.index.low
    return low[token] in _PARTICLES and (token + 1 >= last or low[token + 1] in ENDS | MARKS)


def nested_clauses(context: Context, clause: Clause) -> dict[int, Clause]:
    """Return the other clauses of a sentence behind a clause's verb, by their first token."""
    verb = clause.verb
    return {
        other.first: other
        for k in context.index.clauses_of[clause.sentence]
        if (other := context.index.clauses[k]) is not clause and verb is not None and other.first > verb.first
    }


def _shared_end(context: Context, clause: Clause, nested: dict[int, Clause]) -> int:
    """Return where the object ends that two verbs share: `ousted and detained the president`."""
    verb = clause.verb
    if verb is None:
        return clause.last
    if clause.last - verb.last <= 1 or "between" in context.index.low[verb.last : clause.last]:
        following = nested.get(clause.last)
        if following is not None and following.kind == "coordinate":
            return following.last
    following = nested.get(clause.last)
    if following is None:
        return clause.last
    if _is_misread(context, clause, following):
        return following.last
    return _late_subject(context, following) or clause.last


def _late_subject(context: Context, clause: Clause) -> int | None:
    """Return where a misread coordinate clause truly begins: `… and stun grenades, the radio reported`."""
    if clause.kind != "coordinate" or clause.subject is None or clause.subject_inherited:
        return None
    index = context.index
    first, _ = index.range_of(clause.subject)
    if first - clause.first < 3 or index.low[first - 1] != "," or index.has_verb(clause.first, first):
        return None
    return first - 1


def _is_misread(context: Context, clause: Clause, other: Clause) -> bool:
    """Tell whether a coordinate `clause` is a noun: `used tear gas and stun grenades`."""
    return (
        other.kind == "coordinate"
        and other.verb is not None
        and clause.verb is not None
        and clause.verb.tense == "past"
        and other.verb.tense == "present"
        and other.verb.lemma not in ONE_FORM
        and other.subject_inherited
        and other.verb.last - other.verb.first == 1
        and not context.index.low[other.verb.first].endswith("s")
    )


def _goes_on(context: Context, at: int, last: int) -> bool:
    """Tell whether another thought begins, read as part of this one: `… as police backed by …`, `, and X was …`."""
    low, index = context.index.low, context.index
    if low[at] == "as":
        if low[at - 1] in {"such", "well", "as"} or low[at + 1 : at + 2] in (["a"], ["an"], ["well"]):
            return False
        stop = next((k for k in range(at, last) if low[k] in {",", ";", *ENDS}), last)
        return any(index.verb_at[k] >= 0 for k in range(at + 2, min(stop, at + _AHEAD)))
    if low[at] == "and" and low[at + 1 : at + 2] == ["the"]:
        # `Most had returned and the camps set up for them were empty`
        stop = next((k for k in range(at, last) if low[k] in {",", ";", *ENDS}), last)
        return any(
            index.verb_at[k] >= 0 and low[k] in {"was", "were", "had", "have", "is", "are"}
            for k in range(at + 3, min(stop, at + _AHEAD))
        )
    if low[at] == "," and low[at + 1 : at + 2] in (["and"], ["but"]):
        return any(
            index.verb_at[k] >= 0 and low[k] in {"was", "were", "has", "had", "is", "are", "will"}
            for k in range(at + 3, min(last, at + _AHEAD))
        )
    return False


def _breaks(context: Context, other: Clause | None, at: int, kept: list[int]) -> bool:
    """Tell whether another clause that begins at a token is another thought."""
    if other is None:
        return False
    index = context.index
    above = index.clauses[other.parent].verb if other.parent is not None else None
    if (
        other.kind == "that"
        and not other.marker
        and other.subject is not None
        and above is not None
        and above.lemma in _STRIKING
    ):
        # `a day after the quake struck the number of helpers remained small`
        return True
    if other.kind == "participial" and (
        index.low[at - 1] == "," or (other.verb is not None and other.verb.lemma in _INTRANSITIVE)
    ):
        # `… on Monday, bringing the toll to 18`, `a woman who was hit died`
        return True
    if not kept:
        return other.kind == "adverbial"
    if other.kind == "relative" and index.low[at] in {"who", "whom"} and index.low[at - 1] in _ANYBODY:
        return False
    low = [index.low[t] for t in kept]
    if other.kind == "coordinate":
        if index.low[at] not in _JOINING and index.low[at - 1] not in _JOINING:
            # `remained largely paralysed`
            return False
        if "between" in low and "and" not in low:
            return False
        parent = index.clauses[other.parent] if other.parent is not None else None
        if _late_subject(context, other) is not None:
            return False
        return parent is None or not _is_misread(context, parent, other)
    return other.kind in {"adverbial", "main", "relative"}


_JOINING = frozenset({"and", "or", "but", "then", "nor", "yet", ",", ";", ":", *DASHES})


def _is_gapped(context: Context, comma: int, last: int) -> bool:
    """Tell whether a new thought without a verb follows: `Kenya sent 150 soldiers, Uganda 100 and …`."""
    index = context.index
    mention = index.mention_at[comma + 1] if comma + 1 < last else -1
    if mention < 0:
        return False
    end = index.mention_range[mention][1]
    if end < last and context.quantity_at[end] >= 0:
        return True
    # `Kidal fell on Friday, Gao on Saturday`
    dated = context.timex_at[comma - 1] >= 0 and end + 1 < last
    return dated and context.timex_at[end + (index.low[end] in {"on", "in"})] >= 0
