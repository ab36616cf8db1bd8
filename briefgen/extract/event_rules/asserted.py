"""Asserted: whether a clause says that something happened or will, and is no noise of publication."""

from briefgen.extract.context import Context
from briefgen.extract.frames import is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.deeds import TURN, is_progressive, is_under_way, verbs_of, weights

_QUOTES = frozenset({'"', "“", "``", "«"})
_OBJECT = 6
"""Tokens behind a verb within which its object is named."""
_SINCE = 6
"""Tokens behind `marks` within which `two years since` stands."""


UNREAL = frozenset({"if", "unless", "whether", "lest", "had", "were", "should"})
"""Words that open what need not have been: `Had the army come, the town would have held`."""


def is_asserted(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says that something happened or will: not negated, possible, doubted or under way."""
    verb = clause.verb
    if verb is None or verb.negated:
        return False
    if context.is_quoted(verb.span) and not _is_statement(context, clause):
        return False
    if not _QUOTES.isdisjoint(context.index.low[verb.first : verb.last]) and context.governing(
        verb.first, verb.last
    ):
        # `the cabinet had "learnt its lesson", he said`
        return False
    if clause.kind == "that" and not clause.marker and not _is_reported(context, clause):
        return False
    if clause.kind == "infinitive" or verb.tense == "imperative":
        return False
    if clause.kind == "adverbial" and (
        clause.subject is None or clause.subject_inherited or verb.tense == "participle"
    ):
        return False
    if verb.first > 0 and context.index.low[verb.first - 1] == "as":
        return False
    if (
        (clause.kind == "participial" or (clause.kind == "coordinate" and verb.tense == "participle"))
        and not verb.passive
        and verb.tense != "perfect"
    ):
        return False
    if _is_remembered(context, clause) or _is_of_aside(context, clause):
        return False
    # `had to leave` tells that they left.
    happened = verb.modal == "must" and verb.tense == "past"
    if clause.marker in UNREAL or is_habit(context, clause):
        return False
    if clause.subject is not None:
        # `said that if the strike went on he would resign`
        first = context.index.range_of(clause.subject)[0]
        if first > 0 and context.index.low[first - 1] in {"if", "unless", "whether"}:
            return False
    if verb.modal not in {"", "will", "shall"} and not happened and not _is_foretold_day(context, clause):
        return False
    if is_progressive(context, clause) and not is_under_way(context, clause):
        return False
    return not _is_doubted(context, verb.first)


def is_habit(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says what is so each week: `The market opens at nine on Mondays`."""
    verb = clause.verb
    return (
        verb is not None
        and verb.tense == "present"
        and any(
            context.document.timexes[number].type == "SET"
            and clause.first <= context.timex_range[number][0] < clause.last
            for number in context.timexes_of[clause.sentence]
        )
    )


def _is_foretold_day(context: Context, clause: Clause) -> bool:
    """Tell whether it is said what is to come on a day: `said that it would convene the ministers on Monday`."""
    verb = clause.verb
    if verb is None or context.published is None:
        return False
    if verb.modal in {"may", "can", "must"} and clause.kind in {"main", "coordinate", "that"}:
        return _is_set_for_day(context, clause)
    if verb.modal == "would" and verb.lemma in verbs_of("states"):
        # `said it would control the port by Monday night`
        return False
    # `the ship should reach Galle on Friday` tells when it is due, `should stay until Friday` what is right.
    due = verb.modal == "should" and verb.lemma in load_words("events", "arriving")
    if not due and (verb.modal != "would" or clause.kind != "that"):
        return False
    timex = context.timex_of_clause(context.index.verb_at[verb.first])
    value = context.document.timexes[timex] if timex is not None else None
    sentence = context.document.sentences[clause.sentence]
    return (
        value is not None
        and value.date is not None
        and is_day(value.date)
        and value.date >= context.published
        and not {"if", "unless"} & set(context.index.low[sentence.first : sentence.last])
        and (due or (bool(context.governing(verb.first, verb.last)) and not _is_guessed(context, verb.first)))
    )


def _is_set_for_day(context: Context, clause: Clause) -> bool:
    """Tell whether something may, or must, be on a day to come: `The envoy may arrive on Saturday`, `by 5 May`.

    Within what somebody else says only what is let or ordered (`Shops may open on Monday, the mayor said`).
    """
    verb = clause.verb
    if verb is None or verb.tense != "present" or clause.subject is None:
        return False
    if verb.lemma in verbs_of("states") and not (verb.passive and verb.lemma == "hold"):
        return False
    number = context.index.verb_at[verb.first]
    timex = context.timex_of_clause(number)
    if timex is None or context.published is None:
        return False
    if context.governing(verb.first, verb.last):
        if verb.lemma not in load_words("events", "let") or _is_guessed(context, verb.first):
            return False
    elif verb.modal == "can" or clause.kind == "that":
        return False
    value = context.document.timexes[timex]
    before = context.index.low[context.timex_range[timex][0] - 1]
    bound = before in {"until", "till", "since", "after"} or (
        verb.modal == "may" and before in {"by", "before"}
    )
    return value.date is not None and is_day(value.date) and value.date > context.published and not bound


def _is_guessed(context: Context, token: int) -> bool:
    """Tell whether only onlookers say what is to come: `analysts said the government would fall by Friday`."""
    for number in context.governing(token, token + 1):
        source = context.document.attributions[number].source
        if source is not None:
            first, last = context.index.range_of(source)
            if not load_words("events", "onlookers").isdisjoint(context.index.low[first:last]):
                return True
    return False


def _is_statement(context: Context, clause: Clause) -> bool:
    """Tell whether direct speech is a body's written account of a deed: no `we`, and a day of its own."""
    verb = clause.verb
    if verb is None or weights().get(verb.lemma, 1) < TURN or verb.tense != "past":
        return False
    words = set(context.index.low[clause.first : clause.last])
    if (
        words & load_words("events", "own_voice")
        or context.timex_of_clause(context.index.verb_at[verb.first]) is None
    ):
        return False
    for number in context.governing(verb.first, verb.last):
        attribution = context.document.attributions[number]
        if attribution.source is not None and attribution.lemma == "say":
            first, last = context.index.range_of(attribution.source)
            return bool(load_words("events", "papers") & set(context.index.low[first:last]))
    return False


_DOUBTS = frozenset(load_phrases("events", "doubts"))
"""Cues under which nothing has happened yet, or nobody knows."""


def _is_doubted(context: Context, token: int) -> bool:
    """Tell whether what stands at a token is only hoped, feared, demanded or denied."""
    return any(
        context.document.attributions[number].lemma in _DOUBTS
        for number in context.governing(token, token + 1)
    )


def is_furniture(context: Context, clause: Clause) -> bool:
    """Tell whether a clause is noise of publication: `Last updated: 14 January`, a caption, news that is only told."""
    verb = clause.verb
    if verb is None:
        return False
    if _is_only_telling(context, clause) or _is_caption(context, clause.sentence):
        return True
    if verb.lemma not in load_phrases("events", "publication"):
        return False
    first = context.document.sentences[clause.sentence].first
    if verb.passive and clause.subject is not None:
        # `The last Disease Outbreak News was published on 3 May`
        words = context.index.low[slice(*context.index.range_of(clause.subject))]
        if not load_words("events", "publications").isdisjoint(words):
            return True
    return verb.first - first <= 2


def _is_only_telling(context: Context, clause: Clause) -> bool:
    """Tell whether somebody only makes something known: `informed parliament`, `released new figures`."""
    verb = clause.verb
    if verb is None:
        return False
    if verb.lemma in verbs_of("informing"):
        # `The authorities notified WHO` is what they are bound to do.
        return not (verb.lemma == "notify" and _is_body(context, verb.last))
    if verb.lemma not in verbs_of("publishing"):
        return False
    if verb.passive and clause.subject is not None:
        first, last = context.index.range_of(clause.subject)
        return not load_words("events", "bulletins").isdisjoint(context.index.low[first:last])
    end = verb.last
    while (
        end < min(clause.last, verb.last + _OBJECT)
        and context.timex_at[end] < 0
        and context.index.low[end] not in load_words("titles", "prepositions")
    ):
        end += 1
    return not load_words("events", "bulletins").isdisjoint(context.index.low[verb.last : end])


def _is_body(context: Context, token: int) -> bool:
    """Tell whether the name of a body begins at a token, be it behind `the`."""
    token += context.index.low[token] == "the"
    mention = context.index.mention_at[token]
    names = context.document.names
    return mention >= 0 and names.entities[names.mentions[mention].entity].type == "organisation"


def _is_caption(context: Context, sentence: int) -> bool:
    """Tell whether a sentence is the caption of a photograph: the present with a full date at its end.

    `Residents queue for water in Galle, Sri Lanka, May 9, 2023. REUTERS`
    """
    here = context.document.sentences[sentence]
    clauses = context.index.clauses_of[sentence]
    opening = context.index.clauses[clauses[0]].verb if clauses else None
    if opening is None or opening.tense != "present" or opening.modal or not context.timexes_of[sentence]:
        return False
    if _shows_somebody(context, context.index.clauses[clauses[0]]):
        return True
    first, last = context.timex_range[context.timexes_of[sentence][-1]]
    value = context.document.timexes[context.timexes_of[sentence][-1]].date or ""
    ends = last >= here.last - 1 or context.index.low[last : last + 1] in (["."], ["("])
    dated = is_day(value) and value[:4] in context.index.low[first:last]
    before = context.index.low[first - 1]
    return ends and dated and (before == "," or context.index.mention_at[first - 1] >= 0)


def _shows_somebody(context: Context, clause: Clause) -> bool:
    """Tell whether a clause shows somebody in the present on a day gone by: `A rebel fires a rocket on May 3`."""
    verb = clause.verb
    timex = context.timex_of_clause(context.index.verb_at[verb.first]) if verb is not None else None
    if verb is None or clause.subject is None or timex is None or context.published is None:
        return False
    value, first = context.document.timexes[timex].date or "", context.timex_range[timex][0]
    gone = is_day(value) and value < context.published[:10] and first > verb.last
    subject = context.index.range_of(clause.subject)[0]
    return gone and context.index.low[first - 1] == "on" and context.index.low[subject] in {"a", "an"}


def _is_of_aside(context: Context, clause: Clause) -> bool:
    """Tell whether a participle only goes on with another one: `to reach people cut off or threatened by slides`."""
    verb = clause.verb
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    return (
        verb is not None
        and above is not None
        and clause.kind == "coordinate"
        and verb.tense == "participle"
        and above.kind == "participial"
        and context.timex_of_clause(context.index.verb_at[verb.first]) is None
    )


def _is_remembered(context: Context, clause: Clause) -> bool:
    """Tell whether a day only marks how long ago something was: `Today marks two years since war broke out`."""
    verb = clause.verb
    if verb is None:
        return False
    first = context.document.sentences[clause.sentence].first
    before = context.index.low[first : verb.first]
    marked = next((at for at, word in enumerate(before) if word in {"marks", "marked", "marking"}), None)
    return marked is not None and "since" in before[marked : marked + _SINCE]


def _is_reported(context: Context, clause: Clause) -> bool:
    """Tell whether a clause without `that` hangs on a verb of saying."""
    parent = context.index.clauses[clause.parent].verb if clause.parent is not None else None
    return parent is None or parent.lemma in load_phrases("speech", "clause")
