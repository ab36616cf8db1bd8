"""Spare plans: what is bound, wanted, awaited, due or set for a day ahead, where no other line has told of that."""

from briefgen.extract.context import Context
from briefgen.extract.event_rules.faint_titles import faint_title
from briefgen.extract.event_rules.plain_titles import plain_title
from briefgen.extract.event_rules.relative_objects import thing_before
from briefgen.extract.event_rules.spare_readings import (
    CONDITIONS,
    FEWEST,
    OPENING,
    Reading,
    reading_of,
    reading_of_thing,
)
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import is_progressive, is_speech, sayings, verbs_of
from briefgen.extract.phrasing.subjects import subject_counts, subject_words
from briefgen.extract.phrasing.title_verbs import is_plural
from briefgen.extract.phrasing.titles import title_of

_UNREAL = frozenset({"if", "unless", "would", "whether"})
_SET = load_words("event_rules", "set")
_REACH = 4
"""Tokens between `due` and its day."""


def read_coming(context: Context, number: int) -> Reading | None:
    """Read what is to come on a day ahead; `number` is its time expression."""
    first, _ = context.timex_range[number]
    home = context.clause_at(first)
    if home is None:
        return None
    if (due := read_due(context, number)) is not None:
        return due
    clause = context.index.clauses[home]
    before = context.index.low[first - 1] if first else ""
    if (
        clause.kind == "infinitive"
        and clause.parent is not None
        and before not in load_words("events_times", "beside")
    ):
        return _meant(context, clause.parent)
    if (awaited := _awaited(context, home) or _looked_for(context, home, before)) is not None:
        return awaited
    verb = clause.verb
    if (
        verb is not None
        and verb.tense == "present"
        and (first > verb.last or first - clause.first <= OPENING)
        and before not in load_words("events_times", "beside")
    ):
        # `wants everybody in the street tomorrow`
        return _meant(context, home) or _on_programme(context, home)
    if before == "from" and clause.kind in {"main", "coordinate"}:
        return _from_day(context, home)
    return None


def _meant(context: Context, number: int) -> Reading | None:
    """Read what somebody means, or is told, to do on a day: `vowed to march on Friday`, `urged all to stay away`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or verb.negated or verb.lemma not in load_words("events", "committing"):
        return None
    if verb.modal or clause.kind not in {"main", "coordinate"} or clause.marker in CONDITIONS:
        return None
    if verb.tense == "pluperfect" and verb.lemma in verbs_of("meaning"):
        # `had planned to leave on Friday` tells that it came to nothing.
        return None
    title = title_of(context, number, whole=True) or faint_title(context, number)
    return Reading(number, title, planned=True) if title is not None and ":" not in title else None


def _on_programme(context: Context, number: int) -> Reading | None:
    """Read what the present sets for a day to come: `Silva turns up tomorrow`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if (
        verb is None
        or verb.negated
        or verb.modal
        or clause.kind not in {"main", "coordinate"}
        or verb.lemma == "be"
    ):
        return None
    if (
        is_speech(context, clause)
        or verb.lemma in verbs_of("thoughts") | sayings()
        or clause.marker in CONDITIONS
    ):
        return None
    if context.governing(verb.first, verb.last) or subject_counts(context, clause):
        return None
    title = title_of(context, number)
    return reading_of(number, title, planned=True)


def _awaited(context: Context, number: int) -> Reading | None:
    """Read what somebody awaits, before a relative clause: `the surrender, which diplomats expect on Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind != "relative" or verb.negated or verb.lemma not in verbs_of("foretold"):
        return None
    words = thing_before(context, clause) if not verb.passive else None
    return reading_of_thing(number, words, "expected")


def _looked_for(context: Context, number: int, before: str) -> Reading | None:
    """Read whom or what somebody awaits on a day: `The port expects the first ship on Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or verb.passive or verb.negated or verb.modal or verb.lemma not in _AWAITING:
        return None
    if (
        verb.tense not in {"present", "perfect"}
        or clause.marker in CONDITIONS
        or before not in {"on", "off", ""}
    ):
        return None
    title = title_of(context, number)
    _, found, thing = (title or "").partition(f" {verb.span.of(context.text).split()[-1]} ")
    words = thing.split()
    if not found or len(words) < FEWEST or words[0] in {"that", "to", "it", "more", "no"} or " to " in thing:
        return None
    at = next((k for k, word in enumerate(words) if k and word in _WHERE), len(words))
    title = " ".join([*words[:at], "expected", *words[at:]])
    return Reading(number, f"{title[:1].upper()}{title[1:]}", planned=True)


_WHERE = frozenset({"in", "at", "off", "near", "from"})
_AWAITING = frozenset({"expect", "await", "anticipate"})


def read_due(context: Context, number: int) -> Reading | None:
    """Read what is due or only hoped for on a day: `A second ship is due on Friday`, `should reach Galle tonight`."""
    first, _ = context.timex_range[number]
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    verb = clause.verb if clause is not None else None
    if home is None or clause is None or verb is None or verb.negated:
        return None
    if clause.kind not in {"main", "coordinate", "relative", "that"}:
        return None
    low = context.index.low
    behind = low[verb.last : first]
    words = subject_words(context, clause)
    present = verb.tense == "present"
    if verb.lemma == "be" and present and verb.last == first - (low[first - 1] == "on"):
        # `The funeral is on Monday`
        set_down = (words or "").lower().split()[-1:]
        return (
            reading_of_thing(home, words, "planned")
            if set_down and load_words("events", "landmarks").issuperset(set_down)
            else None
        )
    if verb.passive and present and verb.lemma in verbs_of("foretold"):
        # `A team of specialists is expected on Monday`
        near = not behind or behind[-1] in {"on", *_HERE} or behind[0] in {"in", "at", *_HERE}
        return reading_of_thing(home, words, "expected") if near and len(behind) <= _REACH else None
    if behind and verb.lemma in {"be", "remain", "stand", "stay"}:
        # `is due in Galle on Friday`, `Elections remain set for 26 May`
        if behind[0] not in _SET or len(behind) > _REACH or verb.tense == "past":
            return None
        due = "are due" if words is not None and is_plural(words) else "is due"
        return reading_of_thing(home, words, due if behind[0] == "due" else "planned")
    return _hoped_for(context, home, first)


_HERE = frozenset({"here", "there"})


def _hoped_for(context: Context, number: int, first: int) -> Reading | None:
    """Read what should be done on a day, unless that depends on something: `The ship should reach Galle tonight`."""
    clause = context.index.clauses[number]
    verb, low = clause.verb, context.index.low
    if verb is None or verb.modal != "should" or verb.tense != "present":
        return None
    if verb.lemma in verbs_of("thoughts") and not is_progressive(context, clause):
        return None
    if low[first - 1] in _BOUNDS or context.governing(verb.first, verb.last):
        return None
    sentence = context.document.sentences[clause.sentence]
    if not _UNREAL.isdisjoint(low[sentence.first : sentence.last]):
        return None
    return reading_of(number, title_of(context, number), planned=True)


_BOUNDS = frozenset({"until", "till", "since", "before", "after"})


def _from_day(context: Context, number: int) -> Reading | None:
    """Read what will hold from a day on: `will declare a zone from next Monday`."""
    verb = context.index.clauses[number].verb
    if verb is None or verb.negated or verb.tense != "future":
        return None
    title = title_of(context, number) or plain_title(context, context.index.clauses[number])
    return reading_of(number, title, planned=True)
