"""Announcements: what is said, ordered and asked for that is a turn of events, and its title."""

from collections.abc import Collection

from briefgen.extract.context import Context
from briefgen.extract.event_rules.plain_titles import short_name
from briefgen.extract.event_rules.planned_dates import day_put_to, declared_from, puts_off
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import (
    HEAVY,
    TURN,
    is_dynamic,
    takes_object,
    verbs_of,
    weigh,
    weights,
)
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS
from briefgen.extract.phrasing.subjects import subject_mentions
from briefgen.extract.phrasing.title_fitting import MAX_TITLE
from briefgen.extract.phrasing.title_verbs import is_plural


def is_demand(context: Context, clause: Clause) -> bool:
    """Tell whether somebody asks, urges or condemns: words about the story, not a turn in it."""
    verb = clause.verb
    if verb is None or verb.passive or verb.lemma not in verbs_of("demands"):
        return False
    following = context.index.low[verb.last : verb.last + 2]
    if following[-1:] == ["for"] and context.timex_at[min(verb.last + 2, len(context.timex_at) - 1)] >= 0:
        # `called elections for July 10`
        return False
    return verb.lemma != "call" or bool({"for", "on", "upon"} & set(following))


def testifies(context: Context, clause: Clause) -> bool:
    """Tell whether somebody is heard by a court or committee: `Two inspectors told a Senate committee on Monday`."""
    verb = clause.verb
    if verb is None or verb.passive or verb.tense != "past" or clause.kind not in {"main", "coordinate"}:
        return False
    low = context.index.low
    heard = low[verb.last : verb.last + _HEARD_REACH]
    if verb.lemma == "testify":
        return heard[:1] in (["before"], ["to"], ["at"]) or context.timex_at[verb.last] >= 0
    if verb.lemma != "tell" or heard[:1] not in (["a"], ["the"], ["an"]):
        return False
    at = next((k for k, word in enumerate(heard) if word in _HEARING), None)
    return at is not None and PREPOSITIONS.isdisjoint(heard[:at]) and "," not in heard[:at]


_HEARING = load_words("event_rules", "hearing")
_HEARD_REACH = 6


def is_order(context: Context, clause: Clause, number: int, countries: Collection[str]) -> bool:
    """Tell whether a body tells people what to do: `the agency told people to stay at home`."""
    verb = clause.verb
    if (
        verb is None
        or verb.passive
        or verb.lemma != "tell"
        or verb.tense != "past"
        or number + 1 >= len(context.index.clauses)
    ):
        return False
    inner = context.index.clauses[number + 1]
    told = inner.kind == "infinitive" and inner.parent == number and inner.subject is not None
    names = context.document.names
    tellers = [names.entities[names.mentions[m].entity] for m in subject_mentions(context, clause)]
    # A body of no country, as of the United Nations, advises all.
    return told and all(
        one.type == "organisation" and (not one.country or one.country in countries or not countries)
        for one in tellers
    )


def asks_for_own(context: Context, clause: Clause, countries: Collection[str]) -> bool:
    """Tell whether an actor of the country itself asks for something; of no country all are its own."""
    verb = clause.verb
    if verb is None or not countries:
        return verb is not None
    names = context.document.names
    inside = [names.entities[names.mentions[m].entity] for m in subject_mentions(context, clause)]
    own = any(e.type in {"person", "organisation"} and e.country in countries for e in inside)
    return verb.lemma in verbs_of("pleas") and own


def announcement_title(context: Context, clause: Clause, told: int, content: str) -> str | None:
    """Make the title of what was announced: the deed itself, or with its speaker what is still to come."""
    index = context.index
    inner = index.clauses[told].verb
    if inner is None or inner.modal not in {"will", "would", "shall"}:
        return content
    for number in context.attributions_of[clause.sentence]:
        cue = context.document.attributions[number].cue
        if clause.verb is None or cue is None or not cue.overlaps(clause.verb.span):
            continue
        name = context.source_name(number)
        if name is None or content.startswith(name):
            return content if name is not None else None
        first = index.clauses[told].first
        first += index.low[first] == "that"
        named = index.mention_at[first] >= 0 or index.tokens[first].norm.isupper()
        start = content if named else content[:1].lower() + content[1:]
        for title in (f"{name}: {start}", f"{short_name(context, number, name)}: {start}"):
            if len(title) <= MAX_TITLE:
                return title
    return None


def day_put_off(context: Context, clause: Clause, title: str) -> str:
    """Return the title of what was put off to a day, or lasts until it, as of that day.

    `The hearing was adjourned until 5 August`, `The strike will last until Friday`.
    """
    verb = clause.verb
    if verb is None:
        return title
    behind = context.index.low[verb.last : verb.last + 1]
    for done in ("was", "were", "will"):
        subject, found, rest = title.partition(f" {done} ")
        be = "are" if done == "were" or (done == "will" and is_plural(subject)) else "is"
        told = verb.span.of(context.text).split()[0]
        loose = verb.tense == "perfect" if done != "will" else told == "would"
        if not found or (told != done and not loose):
            continue
        if (
            done == "will"
            and verb.lemma in _LASTING
            and behind in (["until"], ["till"])
            and rest == verb.lemma
        ):
            return f"{subject} {be} due to end"
        if verb.passive and puts_off(context, clause):
            return f"{subject} {be} due{' to resume' if verb.lemma in _BROKEN_OFF else ''}"
    if not verb.passive and puts_off(context, clause) and day_put_to(context, clause) is not None:
        thing = _thing_moved(title, verb.span.of(context.text).split()[-1])
        if thing is not None:
            resumed = " to resume" if verb.lemma in _BROKEN_OFF else ""
            return f"{thing} {'are' if is_plural(thing) else 'is'} due{resumed}"
    return title


def _thing_moved(title: str, done: str) -> str | None:
    """Return what somebody put off, as a title opens with it: `The talks` of `The junta put off the talks`."""
    words = [word for word in title.partition(f" {done} ")[2].split() if word not in _PARTICLES]
    end = next(
        (k for k, word in enumerate(words) if word in _ARRANGED or (k and word in {"to", "until"})), None
    )
    words = words[:end]
    if not words or (len(words) == 1 and not words[0].endswith("s")) or words[0] in {"it", "them"}:
        return None
    thing = " ".join(words)
    return f"{thing[:1].upper()}{thing[1:]}"


_PARTICLES = frozenset({"off", "back", "forward", "over"})
_ARRANGED = frozenset({"planned", "scheduled", "due", "slated", "set"})


_LASTING = frozenset({"last", "continue", "run"})
_BROKEN_OFF = frozenset({"adjourn", "suspend", "interrupt"})


def day_declared(context: Context, clause: Clause, title: str) -> str:
    """Return the title of a day that somebody made one of mourning: `declared Sunday a day of mourning`.

    Told on that day, it is kept, not declared.
    """
    verb = clause.verb
    if verb is None or verb.passive or verb.lemma not in _DECLARING or verb.last >= len(context.timex_at):
        return title
    done = verb.span.of(context.text).split()[-1]
    _, _, made = title.partition(f" {done} ")
    words = made.lower().split()
    if declared_from(context, clause) is not None and 0 < len(words) <= _MOST_WORDS:
        return f"{made[:1].upper()}{made[1:]} {'begin' if is_plural(made) else 'begins'}"
    if context.timex_at[verb.last] < 0:
        return title
    if (
        words[:1] not in (["a"], ["an"])
        or {"day", "holiday"}.isdisjoint(words[:4])
        or len(words) > _MOST_WORDS
    ):
        return title
    return f"{made[:1].upper()}{made[1:]} is held"


_DECLARING = frozenset({"declare", "proclaim", "announce", "decree", "name", "make"})
_MOST_WORDS = 8
"""Words of the longest day: `a day of national mourning and prayer`."""


def content_clause(context: Context, clause: Clause, number: int) -> int:
    """Return the clause of what a verb of saying announces, told right behind it; itself where none is."""
    inner = number + 1
    if clause.verb is None or inner >= len(context.index.clauses):
        return number
    told = context.index.clauses[inner]
    asserted = told.verb is not None and told.parent == number and told.marker == "that"
    return inner if asserted and told.subject is not None else number


def told_before_it(context: Context, clause: Clause, number: int) -> int | None:
    """Return the clause of what was announced: `Taxes will go up, the minister announced to a full chamber`."""
    verb = clause.verb
    first = context.index.clauses_of[clause.sentence][0]
    above = context.index.clauses[first].verb
    if verb is None or first == number or above is None or context.index.low[verb.last] != "to":
        return None
    told = context.index.clauses[first].kind == "main" and context.governing(above.first, above.last)
    return first if told else None


_LEADERS = frozenset({"president", "premier", "prime", "king", "queen", "chancellor", "emir"})


def find_announced(context: Context, clause: Clause, number: int, countries: Collection[str]) -> int | None:
    """Return the clause whose words tell what was announced, where saying it is a turn of events; None if it is not.

    That is a deed of weight told by a leader of the country (`that he had ordered to shoot`), and what a leader or a
    body says it will do (`that it would send troops`).
    """
    verb = clause.verb
    if verb is None:
        return None
    entities = context.document.names.entities
    for found in context.attributions_of[clause.sentence]:
        attribution = context.document.attributions[found]
        if attribution.cue is None or not attribution.cue.overlaps(verb.span):
            continue
        speaker = entities[attribution.speaker] if attribution.speaker is not None else None
        role = set((attribution.role or (speaker.role if speaker else "")).lower().split())
        leads = (
            speaker is not None
            and speaker.country in countries
            and bool(role & _LEADERS)
            and "former" not in role
        )
        for first, last in context.content_ranges[found]:
            inside = [
                (k, told)
                for k in context.index.clauses_of[clause.sentence]
                if (told := context.index.clauses[k].verb) is not None and first <= told.first < last
            ]
            if not inside:
                continue
            opening, deed = inside[0]
            if context.index.clauses[opening].marker in {"if", "unless", "whether"}:
                continue
            heavy = max(weigh(context, context.index.clauses[k]) for k, _ in inside)
            own = context.index.clauses[opening].subject
            itself = own is not None and own.of(context.text).lower() in {"it", "he", "she", "they"}
            ahead = (
                (deed.modal in {"will", "would"} or _is_doing(context, deed))
                and not deed.negated
                and (heavy > 1 or (itself and _is_turn(context, deed, opening)))
            )
            if ahead and itself and not deed.passive and not context.is_outlet(found):
                return number if context.index.clauses[opening].kind == "that" else opening
            if leads and (heavy >= HEAVY or ahead):
                return opening
            done = deed.tense in {"past", "perfect", "pluperfect"} and not (deed.negated or deed.modal)
            taken = takes_object(context, context.index.clauses[opening]) and deed.lemma in _TAKING
            if not done or context.is_outlet(found) or (heavy < TURN and not taken):
                continue
            if itself and deed.tense in {"past", "pluperfect"} and taken:
                # `the rebels claimed on Sunday that they took control of the port`
                return number
            if itself and verb.lemma in verbs_of("disclosures"):
                return opening
            if itself and deed.tense == "pluperfect" and _is_own_blow(context, deed):
                # `officers said on Tuesday that they had seized power`: told as their word.
                return number
            behalf = entities[attribution.on_behalf] if attribution.on_behalf is not None else speaker
            official = behalf is not None and behalf.country in countries
            if official and verb.lemma in verbs_of("disclosures") and deed.lemma in verbs_of("openings"):
                return opening
    return None


_TAKING = frozenset({"take", "seize", "capture", "hold"})


def _is_turn(context: Context, deed: VerbGroup, number: int) -> bool:
    """Tell whether a body about to do something takes a step, more than going on: `said it was pulling out`."""
    return (
        _is_doing(context, deed)
        and deed.lemma not in verbs_of("busy")
        and is_dynamic(context, context.index.clauses[number])
    )


def _is_doing(context: Context, deed: VerbGroup) -> bool:
    """Tell whether somebody says what it is about to do: `said it was severing ties`."""
    return deed.tense == "past" and not deed.passive and context.index.low[deed.last - 1].endswith("ing")


def _is_own_blow(context: Context, deed: VerbGroup) -> bool:
    """Tell whether somebody owns up to a grave deed that is no count of victims."""
    return (
        not deed.passive
        and weights().get(deed.lemma, 1) >= HEAVY
        and deed.lemma not in verbs_of("counted")
        and context.timex_of_clause(context.index.verb_at[deed.first]) is None
    )
