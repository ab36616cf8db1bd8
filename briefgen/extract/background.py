"""Background: what led to the crisis, what came before it, and standing facts."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from briefgen.extract.frames import BackgroundFrame, Context, Dated
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.wording import key_of, keys_in, keys_of, names_in, text_of
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_PAST_DAYS = 60
"""A date this far before the article is history."""
_NEWS_DAYS = 2
"""A cause is not dated by a day so near to publication."""
_ALIKE = 0.5
_ALIKE_HISTORY = 0.7
"""Much of a country's history is told with the same year and the same words (`since it became independent`)."""
_ASIDE_TOKENS = 10
"""`the worst since independence three decades ago` is about so long, and dates no cause."""
_MAX_EVIDENCE = 4
_CAPS = {"cause": 5, "history": 8, "standing": 4}
_TELLING_KEYS = 9
"""With as many content words a cause tells enough."""
_MAX_TEXT = 420
"""Longest sentence that makes a readable background item, in code points."""


class ToldBackground(msgspec.Struct, frozen=True):
    """One telling of a background item, with where it stands."""

    frame: BackgroundFrame
    article: str
    origin: str


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
        At most one for each sentence. Direct speech, opinions of unnamed people, and sentences longer than readers
        take are left out.
    """
    found: list[BackgroundFrame] = []
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"} or context.is_quoted(sentence.span):
            continue
        frame = _background(context, number)
        if frame is not None and _leans_back(context, number, frame.text):
            continue
        if frame is not None and len(frame.text) <= _MAX_TEXT:
            found.append(frame)
    return found


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
    for token in range(sentence.first, min(sentence.first + 12, sentence.last)):
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
    if cause is not None and not _in_force(context, number):
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
    """Return the date of a sentence that tells what happened long before the article."""
    if context.published is None:
        return None
    published = parse_date(context.published).earliest
    if published is None:
        return None
    for timex in context.timexes_of[number]:
        value = context.document.timexes[timex]
        if value.date is None or value.type not in {"DATE", "TIME"}:
            continue
        parsed = parse_date(value.date)
        # `since 1991` is history by its beginning.
        last = parsed.earliest if value.since else parsed.latest
        if last is None or (published - last).days <= _PAST_DAYS:
            continue
        first, _ = context.timex_range[timex]
        if context.is_quoted(value.span):
            continue
        clause = context.clause_at(first)
        verbs = [
            context.index.clauses[k].verb
            for k in context.index.clauses_of[number]
            if context.index.clauses[k].verb is not None
        ]
        if clause is None or not verbs:
            continue
        return context.dated(value, "clause")
    return None


def _is_ahead(context: Context, number: int) -> bool:
    """Tell whether a sentence speaks of what is to come."""
    verbs = [context.index.clauses[k].verb for k in context.index.clauses_of[number][:1]]
    return any(
        verb is not None and (verb.tense == "future" or verb.modal in {"will", "shall"}) for verb in verbs
    )


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


def merge_background(told: Sequence[ToldBackground]) -> list[list[ToldBackground]]:
    """Bring tellings of one thing together and keep the most told: causes, then history by date, then facts."""
    groups: list[list[ToldBackground]] = []
    for one in sorted(
        told,
        key=lambda t: (-t.frame.weight, -_fullness(t.frame), len(t.frame.text), t.article, t.frame.evidence),
    ):
        home = next(
            (group for group in groups[:200] if _alike(group[0].frame, one.frame)),
            None,
        )
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    kept: list[list[ToldBackground]] = []
    for kind, cap in _CAPS.items():
        of_kind = [group for group in groups if group[0].frame.kind == kind]
        of_kind.sort(
            key=lambda g: (-len({t.origin for t in g}), -g[0].frame.weight, g[0].article, g[0].frame.evidence)
        )
        kept += of_kind[:cap]
    kept.sort(key=_order)
    return kept


def _represents(one: ToldBackground) -> tuple[int, int, int, str, Span]:
    """Order tellings by how well their words stand for all."""
    frame = one.frame
    return (-frame.weight, -_fullness(frame), len(frame.text), one.article, frame.evidence)


def _fullness(frame: BackgroundFrame) -> int:
    """Return how much a cause tells, up to what one reads at a glance: effect, place, deed and thing."""
    return min(len(frame.keys), _TELLING_KEYS) if frame.kind == "cause" else 0


def _alike(a: BackgroundFrame, b: BackgroundFrame) -> bool:
    shared = set(a.keys) & set(b.keys)
    smaller = min(len(a.keys), len(b.keys))
    if smaller == 0:
        return False
    if a.kind == b.kind == "cause" and shared & _cause_things():
        return True
    dated = a.date is not None and b.date is not None
    same_date = a.date is not None and b.date is not None and a.date.date == b.date.date
    if dated and not same_date:
        return False
    share = len(shared) / smaller
    named = {key for name in {*a.names, *b.names} for key in keys_in(name)}
    # Two facts about one country and year are two facts.
    least = _ALIKE_HISTORY if a.kind == b.kind == "history" else _ALIKE
    return share >= least and len(shared - named) > 1


@cache
def _cause_things() -> frozenset[str]:
    """Return the stems of what causes are about: two causes that share one are one."""
    return frozenset(key_of(word) for word in load_words("causes", "grievances"))


_KINDS = ("history", "cause", "standing")


def _order(group: Sequence[ToldBackground]) -> tuple[int, object, str, Span]:
    frame = group[0].frame
    date = parse_date(frame.date.date).order if frame.date is not None else parse_date("9999").order
    return (_KINDS.index(frame.kind), date, group[0].article, frame.evidence)


def evidence_of(group: Sequence[ToldBackground]) -> list[ToldBackground]:
    """Return the tellings shown as evidence, one for each article."""
    chosen: dict[str, ToldBackground] = {}
    for one in group:
        chosen.setdefault(one.article, one)
    return list(chosen.values())[:_MAX_EVIDENCE]
