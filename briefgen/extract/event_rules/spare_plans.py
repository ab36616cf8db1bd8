"""Spare plans: what is bound, wanted, awaited, due or set for a day ahead, where no other line has told of that."""

from briefgen.extract.context import Context
from briefgen.extract.event_rules.faint_titles import faint_title
from briefgen.extract.event_rules.plain_titles import plain_title
from briefgen.extract.event_rules.relative_objects import thing_before
from briefgen.extract.event_rules.spare_readings import CONDITIONS, FEWEST, OPENING, Reading
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
    return Reading(number, title, planned=True) if title is not None else None


def _awaited(context: Context, number: int) -> Reading | None:
    """Read what somebody awaits, before a relative clause: `the surrender, which diplomats expect on Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind != "relative" or verb.negated or verb.lemma not in verbs_of("foretold"):
        return None
    words = thing_before(context, clause) if not verb.passive else None
    if words is None or len(words.split()) < FEWEST:
        return None
    return Reading(number, f"{words[:1].upper()}{words[1:]} expected", planned=True)


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
    if (
        home is None
        or clause is None
        or verb is None
        or clause.kind not in {"main", "coordinate", "relative", "that"}
    ):
        return None
    low = context.index.low
    behind = low[verb.last : first]
    if (
        verb.lemma == "be"
        and verb.last == first - (low[first - 1] == "on")
        and not verb.negated
        and verb.tense == "present"
    ):
        # `The funeral is on Monday`
        held = subject_words(context, clause)
        if (
            held is None
            or len(held.split()) < FEWEST
            or held.lower().split()[-1] not in load_words("events", "landmarks")
        ):
            return None
        return Reading(home, f"{held[:1].upper()}{held[1:]} planned", planned=True)
    if verb.passive and verb.tense == "present" and verb.lemma in verbs_of("foretold") and not verb.negated:
        # `A team of specialists is expected on Monday`
        who = subject_words(context, clause)
        near = (
            not behind or behind[-1] in {"on", "here", "there"} or behind[0] in {"in", "at", "here", "there"}
        )
        if who is None or len(who.split()) < FEWEST or not near or len(behind) > _REACH:
            return None
        return Reading(home, f"{who[:1].upper()}{who[1:]} expected", planned=True)
    if (
        first > verb.last
        and verb.lemma in {"be", "remain", "stand", "stay"}
        and behind[:1]
        and not verb.negated
    ):
        # `is due in Galle on Friday`, `Elections remain set for 26 May`
        if behind[0] not in _SET or len(behind) > _REACH or verb.tense == "past":
            return None
        subject = subject_words(context, clause)
        if subject is None or len(subject.split()) < 2:
            return None
        if behind[0] != "due":
            return Reading(home, f"{subject[:1].upper()}{subject[1:]} planned", planned=True)
        being = "are" if is_plural(subject) else "is"
        return Reading(home, f"{subject[:1].upper()}{subject[1:]} {being} due", planned=True)
    if verb.modal != "should" or verb.negated or verb.tense != "present":
        return None
    if verb.lemma in verbs_of("thoughts") and not is_progressive(context, clause):
        return None
    if low[first - 1] in {"until", "till", "since", "before", "after"} or context.governing(
        verb.first, verb.last
    ):
        return None
    start, end = (
        context.document.sentences[clause.sentence].first,
        context.document.sentences[clause.sentence].last,
    )
    if not _UNREAL.isdisjoint(low[start:end]):
        return None
    title = title_of(context, home)
    return Reading(home, title, planned=True) if title is not None else None


def _from_day(context: Context, number: int) -> Reading | None:
    """Read what will hold from a day on: `will declare a zone from next Monday`."""
    verb = context.index.clauses[number].verb
    if verb is None or verb.negated or verb.tense != "future":
        return None
    title = title_of(context, number) or plain_title(context, context.index.clauses[number])
    return Reading(number, title, planned=True) if title is not None else None
