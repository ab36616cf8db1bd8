"""Deeds: what kind of deed a clause tells, and how much it weighs."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.frames import is_day
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.extract.phrasing.acts_without_actors import has_day_for_subject, is_existential

HEAVY = 3
"""Weight of the gravest kinds of events."""


TURN = 2
"""Weight of deeds that move a story on."""


_FORETOLD_REACH = 24
"""Tokens behind a verb within which the day stands of what is to come."""
_YEAR = 4
"""Code points of a date that is no more than a year."""
_HERE = (["here"], ["there"], ["home"], ["back"])
"""Between a verb and its day these say where: `is expected here on Friday`."""
_SINGLED_REACH = 9
"""Tokens behind `was` within which `the first … to` stands."""
_OBJECTS = frozenset({"him", "her", "it", "them"})
"""Behind `confirmed` these stand for who is confirmed."""
_POINTING = frozenset({"it", "them", "this", "that", "so", "on"})
"""Behind a verb of many meanings these do not say what was done."""


@cache
def weights() -> dict[str, int]:
    """Return how much verbs weigh that weigh more than 1."""
    return {
        verb: int(weight) for weight, verbs in load_lexicon("events")["weights"].items() for verb in verbs
    }


@cache
def _states() -> frozenset[str]:
    return frozenset(load_phrases("events", "states"))


@cache
def sayings() -> frozenset[str]:
    """Return the verbs of saying."""
    return frozenset(load_phrases("speech", "clause")) - frozenset(load_phrases("speech", "weak"))


@cache
def verbs_of(key: str) -> frozenset[str]:
    """Return a word list of events by its key."""
    return frozenset(load_phrases("events", key))


def weigh(context: Context, clause: Clause) -> int:
    """Return how much a clause's kind of event weighs: its verb, or the measure that it tells of."""
    verb = clause.verb
    if verb is None:
        return TURN
    weight = weights().get(verb.lemma, 1)
    grave = verbs_of("grave") & set(context.index.low[clause.first : clause.last])
    return HEAVY if grave and (weight >= TURN or verb.lemma in verbs_of("decisions")) else weight


def is_letter(context: Context, clause: Clause) -> bool:
    """Tell whether a participle only says how a deed was made known: `resigned in a letter sent on Friday`."""
    verb = clause.verb
    if verb is None or clause.kind != "participial" or verb.lemma not in verbs_of("sending"):
        return False
    at = verb.first - 1
    start = context.document.sentences[clause.sentence].first
    if at <= start or context.index.low[at] not in verbs_of("letters"):
        return False
    near = context.index.low[max(start, at - 4) : at]
    return not {"in", "by", "through", "via", "with"}.isdisjoint(near)


def is_speech(context: Context, clause: Clause) -> bool:
    """Tell whether a clause is the frame of an attribution."""
    if clause.verb is None:
        return False
    for number in context.attributions_of[clause.sentence]:
        cue = context.document.attributions[number].cue
        if cue is not None and cue.overlaps(clause.verb.span):
            # `The cyclone slammed into Galle` criticises nobody.
            slammed = context.index.low[clause.verb.last : clause.verb.last + 1] == ["into"]
            return not (slammed or _confirms_outcome(context, clause))
    return False


def _confirms_outcome(context: Context, clause: Clause) -> bool:
    """Tell whether confirming is a deed: `confirmed her as the winner`, `confirmed the results of the vote`."""
    verb = clause.verb
    if verb is None or verb.lemma != "confirm" or verb.last >= clause.last:
        return False
    low = context.index.low[verb.last : clause.last]
    if "as" in low[1:] and (low[0] in _OBJECTS or context.index.mention_at[verb.last] >= 0):
        return True
    return not verbs_of("outcomes").isdisjoint(low[:5]) and low[0] not in {"that", "to"}


def is_dynamic(context: Context, clause: Clause) -> bool:
    """Tell whether a clause tells of a deed or change, not of a state."""
    verb = clause.verb
    if verb is None:
        return False
    if verb.lemma not in _states():
        return True
    if (
        is_existential(context, clause)
        or is_foretold(context, clause)
        or is_to_come(context, clause)
        or has_day_for_subject(context, clause)
        or is_set_for(context, clause)
    ):
        return True
    if verb.passive and verb.lemma not in {
        "be",
        "have",
        "know",
        "believe",
        "expect",
        "consider",
        "concern",
        "think",
    }:
        return True
    return takes_object(context, clause) or _is_done_on_day(context, clause) or stays_since(context, clause)


def is_set_for(context: Context, clause: Clause) -> bool:
    """Tell whether something is called or planned for a day: `called a march for Saturday`, `plan a vigil for May`."""
    verb = clause.verb
    if verb is None or verb.lemma not in verbs_of("arranging") or clause.complement is None:
        return False
    timex = context.timex_of_clause(context.index.verb_at[verb.first])
    if timex is None or not is_day(context.document.timexes[timex].date or ""):
        return False
    first = context.timex_range[timex][0]
    return verb.last < first - 1 and context.index.low[first - 1] == "for"


def is_to_come(context: Context, clause: Clause) -> bool:
    """Tell whether something is settled for a day ahead: `is to be ready by 15 May`, `will be in Galle today`."""
    verb = clause.verb
    if verb is None or verb.negated or context.published is None:
        return False
    if verb.tense != "future":
        return verb.tense == "present" and verb.lemma in verbs_of("bounded") and _is_bounded(context, clause)
    if verb.lemma == "be" and verb.last < clause.last and context.quantity_at[verb.last] >= 0:
        # `He will be 60 on Friday`
        return False
    timex = context.timex_of_clause(context.index.verb_at[verb.first])
    if timex is None:
        last = context.document.sentences[clause.sentence].last
        near = context.timex_at[verb.last : min(verb.last + _FORETOLD_REACH, last)]
        timex = next((t for t in near if t >= 0), None)
    value = context.document.timexes[timex].date if timex is not None else None
    return value is not None and value[:10] >= context.published[: len(value[:10])] and len(value) > _YEAR


def _is_bounded(context: Context, clause: Clause) -> bool:
    """Tell whether something holds up to a day ahead: `the state of emergency runs until 5 May`."""
    verb = clause.verb
    timex = context.timex_of_clause(context.index.verb_at[verb.first]) if verb is not None else None
    if verb is None or timex is None:
        return False
    value, first = context.document.timexes[timex].date or "", context.timex_range[timex][0]
    bound = context.index.low[verb.last : first][-1:] in (["until"], ["till"], ["on"], ["to"], ["through"])
    return bound and is_day(value) and value > (context.published or "9999")


def stays_since(context: Context, clause: Clause) -> bool:
    """Tell whether somebody came to a place on a day: `have been on the ground since Wednesday`."""
    verb = clause.verb
    if verb is None or verb.lemma != "be" or verb.tense != "perfect" or verb.last >= clause.last:
        return False
    timex = context.timex_of_clause(context.index.verb_at[verb.first])
    value = context.document.timexes[timex] if timex is not None else None
    return (
        context.index.low[verb.last] in {"on", "in", "at", "under", "without"}
        and value is not None
        and value.since
        and is_day(value.date or "")
    )


def _is_done_on_day(context: Context, clause: Clause) -> bool:
    """Tell whether a verb of many meanings tells a deed of one day: `had given him a sixth term on Monday`."""
    verb = clause.verb
    if verb is None or verb.last >= clause.last:
        return False
    if verb.lemma not in verbs_of("light") and not is_singled_out(context, clause):
        return False
    if verb.tense not in {"past", "pluperfect", "future"} and verb.modal not in {"will", "shall"}:
        return False
    timex = context.timex_of_clause(context.index.verb_at[verb.first])
    if timex is None or not is_day(context.document.timexes[timex].date or ""):
        return False
    first, _ = context.timex_range[timex]
    bounded = first > 0 and context.index.low[first - 1] in {"until", "till", "since", "by"}
    behind = context.index.low[verb.last : clause.last]
    if behind[0] in _POINTING or verbs_of("told") & set(behind[:4]):
        return False
    return not bounded and context.timex_at[verb.last] < 0 and behind[0].isalnum()


def is_singled_out(context: Context, clause: Clause) -> bool:
    """Tell whether somebody was the first to do something: `was the first minister to visit the town`."""
    verb = clause.verb
    if verb is None or verb.lemma != "be":
        return False
    behind = context.index.low[verb.last : min(clause.last, verb.last + _SINGLED_REACH)]
    return "first" in behind[:3] and "to" in behind


def takes_object(context: Context, clause: Clause) -> bool:
    """Tell whether the words behind a verb of many meanings make it a deed: `took power`, `turned to the army`."""
    verb = clause.verb
    if verb is None:
        return False
    low = context.index.low
    objects = _objects("dynamic_with").get(verb.lemma)
    if objects is not None and not objects.isdisjoint(low[verb.last : min(clause.last, verb.last + 4)]):
        return True
    far = _objects("dynamic_far").get(verb.lemma)
    return far is not None and not far.isdisjoint(low[verb.last : clause.last])


@cache
def _objects(key: str) -> dict[str, frozenset[str]]:
    """Return the words that make a verb a deed, by its base form."""
    return {verb: frozenset(words) for verb, words in load_lexicon("events")[key].items()}


def is_foretold(context: Context, clause: Clause) -> bool:
    """Tell whether something is expected of a day to come: `is expected to exceed 44 degrees`, `… on Friday`."""
    verb = clause.verb
    if verb is None or not verb.passive or verb.lemma not in verbs_of("foretold"):
        return False
    if verb.tense == "past":
        return _was_foretold(context, clause, verb)
    if verb.tense != "present":
        return False
    begin = verb.last + (context.index.low[verb.last : verb.last + 1] in _HERE)
    behind = context.index.low[begin : begin + 1]
    dated = any(timex >= 0 for timex in context.timex_at[begin : min(begin + 2, clause.last)])
    if behind in (["at"], ["in"]) and not dated:
        # `Delegations are expected at the funeral on Sunday`
        timex = context.timex_of_clause(context.index.verb_at[verb.first])
        date = context.document.timexes[timex].date if timex is not None else None
        return date is not None and is_day(date) and date > (context.published or "9999")
    return behind == ["to"] or (dated and behind != ["by"])


def _was_foretold(context: Context, clause: Clause, verb: VerbGroup) -> bool:
    """Tell whether what was expected is still to come: `were expected to land today`."""
    low = context.index.low
    if low[verb.last : verb.last + 1] != ["to"] or context.published is None:
        return False
    last = context.document.sentences[clause.sentence].last
    near = context.timex_at[verb.last : min(verb.last + _FORETOLD_REACH, last)]
    dates = [context.document.timexes[timex].date or "" for timex in near if timex >= 0]
    return bool(dates) and is_day(dates[0]) and dates[0] >= context.published


def is_progressive(context: Context, clause: Clause) -> bool:
    """Tell whether something is going on (`were watching`), which has no day of its own."""
    verb = clause.verb
    return (
        verb is not None
        and verb.last - verb.first > 1
        and (
            (
                context.index.low[verb.last - 1].endswith("ing")
                # `was to bring the parties together`
                and context.index.low[verb.last - 1] != verb.lemma
            )
            or "being" in context.index.low[verb.first : verb.last]
        )
    )


def is_under_way(context: Context, clause: Clause) -> bool:
    """Tell whether news is told in the present progressive: `is sending troops`."""
    verb = clause.verb
    return verb is not None and verb.tense == "present" and is_progressive(context, clause)
