"""Background: what led to the crisis, what came before it, and standing facts."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_dates import LEDE_PARAGRAPHS
from briefgen.extract.frames import BackgroundFrame, Dated
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.timex import Timex
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.subjects import subject_counts
from briefgen.extract.titles import title_of
from briefgen.extract.wording import keys_in, keys_of, names_in, person_meant, text_of
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_PAST_DAYS = 60
"""A date this far before the article is history."""
_MONTH_GONE_DAYS = 30
"""A month that ended longer ago is history."""
_RUN_DAYS = 120
"""What has gone on for so long is the story itself: `buried since early August`."""
_NEWS_DAYS = 2
"""A cause is not dated by a day so near to publication."""
_ASIDE_TOKENS = 10
"""`the worst since independence three decades ago` is about so long, and dates no cause."""
_FINER_TOKENS = 4
"""Tokens between a vague time and the day that is meant by it."""
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "his", "her", "its", "their", "this", "that", "these", "those"}
)
_LEAD_TOKENS = 12
"""A sentence that names nobody in so many tokens and says `he` needs the one before it."""
_COUNT_REACH = 5
"""Tokens behind `has recorded` within which the number stands."""
_SHORT = 3
"""Words of the shortest clause that tells something by itself."""
_MAX_TEXT = 420
"""Longest sentence that makes a readable background item, in code points."""


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


def find_background(context: Context) -> list[BackgroundFrame]:
    """Find the causes, the history and the standing facts that one article tells, in text order.

    Returns:
        One for a sentence, and one for each further date of the past in it. Direct speech, opinions of unnamed
        people, and sentences longer than readers take are left out.
    """
    found: list[BackgroundFrame] = []
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"} or context.is_quoted(sentence.span):
            continue
        frame = _background(context, number)
        if frame is None:
            continue
        alone = _standing_alone(context, number, frame)
        if alone is not None:
            alone = _without_news(context, number, alone)
        if alone is not None and len(alone.text) <= _MAX_TEXT:
            apart = _told_apart(context, number, frame)
            found.append(msgspec.structs.replace(alone, apart=apart) if apart else alone)
        if frame.kind == "history":
            found += _further(context, number, frame)
    return found


def _standing_alone(context: Context, number: int, frame: BackgroundFrame) -> BackgroundFrame | None:
    """Return a frame whose text needs no sentence before it: with a name for `he`, or of its dated clause alone."""
    if not _leans_back(context, number, frame.text):
        return frame
    named = _with_name(context, number, frame.text)
    if named is not None:
        return msgspec.structs.replace(frame, text=named)
    if frame.kind != "history" or frame.date is None or frame.date.span is None:
        return None
    first = context.index.range_of(frame.date.span)[0]
    clause = context.clause_at(first)
    if clause is None:
        return None
    words = _clause_text(context, first)
    if words is None or words.split()[0].lower() in _PRONOUNS:
        return None
    return msgspec.structs.replace(frame, text=words)


def _without_news(context: Context, number: int, frame: BackgroundFrame) -> BackgroundFrame:
    """Return what is told of the past alone, where its sentence tells news besides: of an aside, of a clause."""
    if frame.kind != "history" or frame.date is None or frame.date.span is None:
        return frame
    first = context.index.range_of(frame.date.span)[0]
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    if home is None or clause is None or clause.verb is None:
        return frame
    if any(date.span is not None and date.span != frame.date.span for date in _pasts(context, number)):
        return frame
    whole = context.index.clauses[clause.parent] if clause.parent is not None else clause
    if (aside := _aside_text(context, whole if clause.kind == "participial" else clause, first)) is not None:
        return msgspec.structs.replace(frame, text=aside, apart=aside)
    above = context.index.clauses[clause.parent].verb if clause.parent is not None else None
    news = (clause.kind == "relative" and above is not None and above.tense in {"past", "perfect"}) or (
        clause.kind == "main" and _adds_total(context, number, home)
    )
    words = _clause_text(context, first) if news else None
    short = words is None or len(words.split()) < _SHORT or words.split()[0].lower() in _PRONOUNS
    return frame if words is None or short else msgspec.structs.replace(frame, text=words)


def _aside_text(context: Context, clause: Clause, token: int) -> str | None:
    """Return what an aside behind a subject tells: `the rebels, at war with the army since May 2021, took Galle`."""
    verb, low = clause.verb, context.index.low
    if verb is None or clause.subject is None or token >= verb.first or low[verb.first - 1] != ",":
        return None
    subject_end = context.index.range_of(clause.subject)[0] + 1
    if verb.tense not in {"past", "perfect"} or context.governing(token, token + 1):
        return None
    begin = next((at for at in range(token, subject_end - 1, -1) if low[at] == ","), None)
    if begin is None or begin - clause.first > _LEAD_TOKENS:
        return None
    subject, aside = context.index.words(clause.first, begin), context.index.words(begin + 1, verb.first - 1)
    if subject.split()[0].lower() in _PRONOUNS:
        return None
    return f"{subject[:1].upper()}{subject[1:]}: {aside}."


def _adds_total(context: Context, number: int, home: int) -> bool:
    """Tell whether a sentence goes on with a running total: `broke out in October and 412 people have died`."""
    return any(
        other.verb is not None and other.verb.tense == "perfect" and subject_counts(context, other)
        for k in context.index.clauses_of[number]
        if (other := context.index.clauses[k]).kind == "coordinate" and k != home
    )


def _told_apart(context: Context, number: int, frame: BackgroundFrame) -> str:
    """Return what the clause of a date tells without the rest of its sentence; empty where it is not one by itself."""
    if frame.kind != "history" or frame.date is None or frame.date.span is None:
        return ""
    first = context.index.range_of(frame.date.span)[0]
    home = context.clause_at(first)
    dates = [
        timex
        for timex in context.timexes_of[number]
        if context.document.timexes[timex].date and context.clause_at(context.timex_range[timex][0]) == home
    ]
    if home is None or len(dates) != 1 or context.governing(first, first + 1):
        return ""
    return _clause_text(context, first) or ""


def _with_name(context: Context, number: int, text: str) -> str | None:
    """Put a name for the `he` behind words that lead to it: `First elected in 2005, he has ruled`."""
    sentence = context.document.sentences[number]
    low = context.index.low
    for token in range(sentence.first + 1, min(sentence.first + _LEAD_TOKENS, sentence.last)):
        if context.index.mention_at[token] >= 0:
            return None
        if low[token] in {"he", "she"}:
            person = person_meant(context, token, number)
            name = context.document.names.entities[person].name if person is not None else ""
            pronoun = f" {context.index.tokens[token].norm} "
            return text.replace(pronoun, f" {name} ", 1) if name and pronoun in text else None
    return None


def _further(context: Context, number: int, frame: BackgroundFrame) -> list[BackgroundFrame]:
    """Return the other dates of the past in a sentence, each with the words of its own clause."""
    if frame.date is None or frame.date.span is None:
        return []
    home = context.clause_at(context.index.range_of(frame.date.span)[0])
    found: list[BackgroundFrame] = []
    told = {frame.date.date, *frame.date.date.split("/")}
    for date in _pasts(context, number):
        if date.span is None or date.date in told:
            continue
        first = context.index.range_of(date.span)[0]
        if context.clause_at(first) != home:
            words = _clause_text(context, first)
        else:
            words = _in_one_clause(context, number, frame, first)
        if words is None or (_in_speech(context, number) and not _is_aside(context, date.span)):
            continue
        told.update((date.date, *date.date.split("/")))
        apart = words if context.clause_at(first) != home else ""
        further = msgspec.structs.replace(
            frame, date=date, text=words, keys=sorted(keys_in(words)), apart=apart
        )
        found.append(further)
    return found


def _in_one_clause(context: Context, number: int, frame: BackgroundFrame, first: int) -> str | None:
    """Return what a further date tells in the clause of the first one, where it has a share of its own in it.

    `Promises were made in 2017 and 2018`; `Vega, in power since 1980, agreed in May to step down`.
    """
    low = context.index.low
    link = first
    while link > 0 and low[link - 1] in {"in", "again", "then", "on"}:
        link -= 1
    joined = link > 1 and low[link - 1] == "and" and context.timex_at[link - 2] >= 0
    if joined or _is_of_another(context, frame, first):
        return None if _leans_back(context, number, frame.text) else frame.text
    home = context.clause_at(first)
    verb = context.index.clauses[home].verb if home is not None else None
    if verb is None or frame.date is None or frame.date.span is None:
        return None
    aside = context.index.range_of(frame.date.span)[0] < verb.first and low[verb.first - 1] == ","
    return _clause_text(context, first) if aside and link == verb.last else None


def _is_of_another(context: Context, frame: BackgroundFrame, first: int) -> bool:
    """Tell whether a time is that of a second thing named: `after a flood in August and a quake in September`."""
    if frame.date is None or frame.date.span is None:
        return False
    low = context.index.low[context.index.range_of(frame.date.span)[1] : first]
    named = load_words("events", "happenings") | load_words("events", "landmarks")
    return "and" in low and bool(named & set(low[low.index("and") :])) and ";" not in low


def _clause_text(context: Context, token: int) -> str | None:
    """Return what the clause at a token tells, as a sentence."""
    number = context.clause_at(token)
    if number is None or context.index.clauses[number].verb is None:
        return None
    title = title_of(context, number)
    return f"{title}." if title is not None and len(title.split()) > 2 else None


def _leans_back(context: Context, number: int, text: str) -> bool:
    """Tell whether a sentence needs the one before it: a pronoun comes before any name."""
    index = context.index
    sentence = context.document.sentences[number]
    words = text.split()
    lead = " ".join(words[:2]).lower().rstrip(",")
    if lead in load_phrases("causes", "leaning") or (
        words and words[0].lower() in load_phrases("causes", "leaning")
    ):
        return True
    low = context.index.low[sentence.first : sentence.last]
    if low[:2] == ["it", "was"] and not _cause_noun(context, number) and not _is_measured(low):
        return True
    if low[:1] == ["it"] and _is_measured(low):
        return False
    if not words or words[0].lower() in {
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "their",
        "this",
        "these",
        "that",
        "those",
    }:
        return (bool(words) and words[0].lower() not in {"it"}) or _is_it_subject(context, number)
    if (
        not index.mentions_in(sentence.first, sentence.last)
        and "there" in index.low[sentence.first : sentence.last]
    ):
        return True
    for token in range(sentence.first, min(sentence.first + _LEAD_TOKENS, sentence.last)):
        if index.mention_at[token] >= 0:
            return False
        if index.low[token] == "there" and token > sentence.first:
            return True
        if token > sentence.first and index.low[token] in {"he", "she", "they"}:
            return True
    return False


def _is_measured(low: Sequence[str]) -> bool:
    """Tell whether a sentence measures the crisis by what came before: `It was the worst flood since 1931`."""
    return "since" in low and bool(set(low[:8]) & load_words("causes", "ranks"))


def _cause_noun(context: Context, number: int) -> bool:
    """Tell whether a sentence names the cause outright."""
    sentence = context.document.sentences[number]
    low = context.index.low[sentence.first : sentence.last]
    return bool(set(low) & load_words("causes", "cause_nouns"))


def _is_it_subject(context: Context, number: int) -> bool:
    """Tell whether a leading `it` stands for a thing, not for a time as in `It was the third day`."""
    index = context.index
    first = context.document.sentences[number].first
    verb = index.clauses[index.verb_at[first + 1]].verb if index.verb_at[first + 1] >= 0 else None
    return index.low[first] == "it" and (verb is None or verb.lemma != "be")


def _background(context: Context, number: int) -> BackgroundFrame | None:
    if _is_ahead(context, number):
        return None
    cause = _cause(context, number)
    past = _past(context, number)
    if (
        past is not None
        and cause is None
        and _in_speech(context, number)
        and not _is_aside(context, past.span)
    ):
        past = None
    if cause is not None and _is_warned(context, number):
        cause = None
    if cause is not None and not (_in_force(context, number) or _is_judged(context, number)):
        return _frame(context, number, "cause", _cause_date(context, number), cause)
    if past is not None:
        return _frame(context, number, "history", past, 2)
    weight = _standing(context, number)
    if weight:
        return _frame(context, number, "standing", None, weight)
    return None


def _frame(
    context: Context,
    number: int,
    kind: Literal["cause", "history", "standing"],
    date: Dated | None,
    weight: int,
) -> BackgroundFrame:
    sentence = context.document.sentences[number]
    return BackgroundFrame(
        kind=kind,
        date=date,
        text=text_of(context, number),
        evidence=sentence.span,
        keys=keys_of(context, sentence.first, sentence.last),
        names=names_in(context, sentence.first, sentence.last),
        weight=weight,
    )


def _is_aside(context: Context, span: Span | None) -> bool:
    """Tell whether words stand in a relative clause, unquoted: `Vega, who has ruled since 1994, said`."""
    if span is None or context.is_quoted(span):
        return False
    first = context.document.sentences[context.index.sentence_of[context.index.range_of(span)[0]]].first
    if context.is_quoted(context.index.span(first, first + 2)):
        return False
    clause = context.clause_at(context.index.range_of(span)[0])
    return clause is not None and context.index.clauses[clause].kind == "relative"


def _in_speech(context: Context, number: int) -> bool:
    """Tell whether the sentence's own content is what an actor says in direct speech."""
    return any(
        context.document.attributions[a].quotes and context.cue_sentence[a] == number
        for a in context.attributions_of[number]
    )


def _cause(context: Context, number: int) -> int | None:
    """Return the weight of a sentence that tells why; None if it does not."""
    index = context.index
    sentence = context.document.sentences[number]
    low = index.low
    begin, end = sentence.first, sentence.last
    crisis = [t for t in range(begin, end) if low[t] in _crisis()]
    before, after = _split("before_cause"), _split("after_cause")
    beside = load_words("causes", "beside_cause")
    for token in range(begin, end):
        if (
            low[token] in beside
            and token - 1 in crisis
            and token + 2 < end
            and not context.is_quoted(index.span(token, token + 1))
            and not _names_time(context, token + 1)
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
                    return 3
        for phrase in after.get(low[token], ()):
            if index.starts_with(token, phrase, end):
                effect = [c for c in crisis if c > token and c - token <= 14]
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


def _cause_date(context: Context, number: int) -> Dated | None:
    """Return the date of a cause's sentence, if there is exactly one that names a time of events."""
    dates = [
        timex
        for timex in context.timexes_of[number]
        if context.document.timexes[timex].date is not None and not context.is_speaking_time(timex)
    ]
    first = context.timex_range[dates[0]][0] if dates else 0
    if (
        "since"
        in context.index.low[max(context.document.sentences[number].first, first - _ASIDE_TOKENS) : first]
    ):
        return None
    if len(dates) != 1:
        return None
    date = parse_date(context.document.timexes[dates[0]].date or "").latest
    published = parse_date(context.published).earliest if context.published is not None else None
    if date is None or (published is not None and (published - date).days < _NEWS_DAYS):
        # What happened just now is the effect.
        return None
    return context.dated(context.document.timexes[dates[0]], "sentence")


def _past(context: Context, number: int) -> Dated | None:
    """Return the first date of a sentence that tells what happened long before the article."""
    return next(_pasts(context, number), None)


def _pasts(context: Context, number: int) -> Iterator[Dated]:
    """Yield the dates of a sentence that lie long before the article, in text order."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None:
        return
    for timex in context.timexes_of[number]:
        value = context.document.timexes[timex]
        if value.date is None or value.type not in {"DATE", "TIME"}:
            continue
        parsed = parse_date(value.date)
        # `since 1991` is history by its beginning.
        month = parsed.precision == "month" and not value.since
        last = parsed.earliest if value.since or month else parsed.latest
        if last is None or (published - last).days <= _PAST_DAYS:
            continue
        if month and parsed.latest is not None and (published - parsed.latest).days <= _MONTH_GONE_DAYS:
            continue
        if (
            _is_ranked(context, timex)
            or _is_begin_of_measuring(context, timex)
            or _is_run_of_story(context, number, timex)
        ):
            continue
        if _is_told_finer(context, number, timex):
            continue
        first, _ = context.timex_range[timex]
        if context.is_quoted(value.span):
            continue
        clause = context.clause_at(first)
        if clause is not None and _is_running_count(context, context.index.clauses[clause], value):
            continue
        verbs = [
            context.index.clauses[k].verb
            for k in context.index.clauses_of[number]
            if context.index.clauses[k].verb is not None
        ]
        if clause is None or not verbs:
            continue
        yield _stretch(context, number, timex) or context.dated(value, "clause")


def _is_told_finer(context: Context, number: int, timex: int) -> bool:
    """Tell whether the time behind a vague one, in its clause, is a part of it: `five months earlier, on 24 May`."""
    times = context.timexes_of[number]
    parsed = parse_date(context.document.timexes[timex].date or "1000-01-01")
    if parsed.precision == "day" or parsed.earliest is None or parsed.latest is None:
        return False
    for other in times[times.index(timex) + 1 :][:1]:
        first, last = context.timex_range[timex][1], context.timex_range[other][0]
        finer = parse_date(context.document.timexes[other].date or "1000-01-01")
        near = last - first <= _FINER_TOKENS and "," in context.index.low[first:last]
        if near and finer.earliest is not None and finer.latest is not None:
            within = parsed.earliest <= finer.earliest and finer.latest <= parsed.latest
            return within and finer.latest - finer.earliest < parsed.latest - parsed.earliest
    return False


def _is_begin_of_measuring(context: Context, timex: int) -> bool:
    """Tell whether a time only says how long something is measured: `since records began 120 years ago`."""
    low = context.index.low
    first, last = context.timex_range[timex]
    near = low[max(0, first - 4) : last + 3]
    measured = {"records", "measurements", "record-keeping"} & set(near)
    return bool(measured and {"began", "begun", "since"} & set(near))


def _is_ranked(context: Context, timex: int) -> bool:
    """Tell whether a time only numbers what is told: `the eighth coup in the region since 2020`."""
    first, _ = context.timex_range[timex]
    sentence = context.document.sentences[context.index.sentence_of[first]]
    near = context.index.low[max(sentence.first, first - _ASIDE_TOKENS) : first]
    return context.document.timexes[timex].since and not load_words("causes", "numbering").isdisjoint(near)


def _is_run_of_story(context: Context, number: int, timex: int) -> bool:
    """Tell whether something runs from a day of the story to now, told at the head of the article."""
    value = context.document.timexes[timex]
    parsed = parse_date(value.date or "1000")
    published = parse_date(context.published).earliest if context.published is not None else None
    if not value.since or parsed.precision == "year" or parsed.earliest is None or published is None:
        return False
    paragraph = context.document.sentences[number].paragraph
    return (published - parsed.earliest).days <= _RUN_DAYS and paragraph <= LEDE_PARAGRAPHS


def _is_running_count(context: Context, clause: Clause, since: Timex) -> bool:
    """Tell whether a count runs over the story itself: `11 people have died there since the summer`."""
    verb = clause.verb
    if verb is None or verb.tense != "perfect" or parse_date(since.date or "1000").precision == "year":
        return False
    behind = context.quantity_at[verb.last : min(verb.last + _COUNT_REACH, clause.last)]
    recorded = verb.lemma in load_words("causes", "recording") and any(number >= 0 for number in behind)
    return recorded or (since.since and subject_counts(context, clause))


def _stretch(context: Context, number: int, timex: int) -> Dated | None:
    """Return the years from one to another as one date: `president from 2005 to 2010`, `between 1998 and 2003`."""
    low = context.index.low
    times = context.timexes_of[number]
    behind = times[times.index(timex) + 1 :][:1]
    first, last = context.timex_range[timex]
    if not behind or first == 0:
        return None
    link = (low[first - 1], *low[last : context.timex_range[behind[0]][0]])
    begin, end = (context.document.timexes[t].date or "" for t in (timex, behind[0]))
    if link not in {("from", "to"), ("from", "until"), ("between", "and")}:
        return None
    if not (begin.isdigit() and end.isdigit() and begin < end):
        return None
    return Dated(f"{begin}/{end}", "", context.document.timexes[timex].span, "clause")


def _is_ahead(context: Context, number: int) -> bool:
    """Tell whether a sentence speaks of what is to come."""
    verbs = [context.index.clauses[k].verb for k in context.index.clauses_of[number][:1]]
    return any(
        verb is not None and (verb.tense == "future" or verb.modal in {"will", "shall"}) for verb in verbs
    )


def _is_warned(context: Context, number: int) -> bool:
    """Tell whether a sentence says what somebody sees coming: `has warned that the unrest may delay wages`."""
    verbs = [context.index.clauses[k].verb for k in context.index.clauses_of[number]]
    return (
        bool(verbs)
        and verbs[0] is not None
        and verbs[0].lemma in load_words("causes", "warning")
        and any(verb is not None and bool(verb.modal) for verb in verbs[1:])
    )


def _is_judged(context: Context, number: int) -> bool:
    """Tell whether a sentence only judges: `The anger over the price of bread was justified`."""
    index = context.index
    for clause_number in index.clauses_of[number][:1]:
        verb = index.clauses[clause_number].verb
        if verb is not None and (verb.passive or verb.lemma in {"be", "seem"}):
            return bool(load_words("causes", "judgements") & set(index.low[verb.first : verb.last + 3]))
    return False


def _in_force(context: Context, number: int) -> bool:
    """Tell whether a sentence says what is so at the moment: news, not what led to it."""
    index = context.index
    for clause_number in index.clauses_of[number][:1]:
        clause = index.clauses[clause_number]
        if clause.verb is None or clause.verb.tense != "present" or clause.verb.lemma != "be":
            continue
        until = any(
            index.low[max(0, context.timex_range[t][0] - 1)] in {"until", "till"}
            for t in context.timexes_of[number]
        )
        behind = index.low[clause.verb.last : clause.verb.last + 3]
        return until or behind[:2] == ["in", "force"]
    return False


def _standing(context: Context, number: int) -> int:
    """Return the weight of a standing fact; 0 if the sentence tells none."""
    index = context.index
    context.document.sentences[number]
    if context.timexes_of[number] and any(
        context.document.timexes[t].date is not None for t in context.timexes_of[number]
    ):
        return 0
    if any(context.cue_sentence[a] == number for a in context.attributions_of[number]):
        return 0
    entities, mentions = context.document.names.entities, context.document.names.mentions
    verbs = frozenset(load_phrases("causes", "standing_verbs"))
    about = frozenset(load_phrases("causes", "standing_about"))
    for clause_number in index.clauses_of[number]:
        clause = index.clauses[clause_number]
        verb = clause.verb
        if clause.kind not in {"main", "coordinate"} or verb is None or clause.subject is None:
            continue
        if verb.tense != "present" or verb.negated or verb.modal or verb.lemma not in verbs or verb.passive:
            return 0
        first, last = index.range_of(clause.subject)
        begin = first + (index.low[first] in {"the", "a", "an"})
        leading = index.mention_at[begin] if begin < last else -1
        if leading < 0 or not entities[mentions[leading].entity].known:
            return 0
        if not set(index.low[clause.first : clause.last]) & about:
            return 0
        return 1
    return 0
