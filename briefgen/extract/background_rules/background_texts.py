"""What background says: sentences that stand alone, clauses and asides told without the news around them."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.background_rules.background_dates import find_pasts
from briefgen.extract.context import Context
from briefgen.extract.frames import BackgroundFrame
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.deeds import sayings, verbs_of
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS
from briefgen.extract.phrasing.subjects import subject_counts
from briefgen.extract.phrasing.title_verbs import past_of
from briefgen.extract.phrasing.titles import title_of
from briefgen.extract.phrasing.wording import person_meant, text_of

_PRONOUNS = load_words("background_rules", "pronouns")
_THINGS = frozenset({"it", "they", "this", "that", "these", "those", "its", "their"})
"""Pronouns of things, for which no name can be put."""
_LEAD_TOKENS = 12
"""A sentence that names nobody in so many tokens and says `he` needs the one before it."""
_SHORT = 3
"""Words of the shortest clause that tells something by itself."""


def stand_alone(context: Context, number: int, frame: BackgroundFrame) -> BackgroundFrame | None:
    """Return a frame whose text needs no sentence before it: with a name for `he`, or of its dated clause alone."""
    if (told := _behind_cleft(context, number)) is not None:
        return msgspec.structs.replace(frame, text=told)
    if not leans_back(context, number, frame.text):
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
    words = tell_clause(context, first)
    if words is None or words.split()[0].lower() in _PRONOUNS:
        words = _with_sentence_before(context, number, frame.text)
    return msgspec.structs.replace(frame, text=words) if words is not None else None


def _behind_cleft(context: Context, number: int) -> str | None:
    """Return what a sentence tells behind a time set apart: `It was in July 1994 that a million fled`."""
    here, low = context.document.sentences[number], context.index.low
    if low[here.first : here.first + 2] != ["it", "was"]:
        return None
    for at in range(here.first + 3, min(here.first + _LEAD_TOKENS, here.last - _SHORT)):
        if low[at] in {"that", "when"} and context.timex_at[at - 1] >= 0 > context.timex_at[at]:
            if low[at + 1] in _PRONOUNS:
                return None
            words = context.index.words(at + 1, here.last)
            return f"{words[:1].upper()}{words[1:]}"
        if context.index.verb_at[at] >= 0:
            return None
    return None


def _with_sentence_before(context: Context, number: int, text: str) -> str | None:
    """Put the sentence before a text that goes on with it: `The ferry was old. It was built in 1970`."""
    sentences, index = context.document.sentences, context.index
    here = sentences[number]
    if index.low[here.first : here.first + 2] == ["it", "all"]:
        return None
    if (
        number == 0
        or not (index.low[here.first] in _PRONOUNS or _names_person_late(context, number))
        or sentences[number - 1].paragraph != here.paragraph
    ):
        return None
    before = text_of(context, number - 1)
    alone = sentences[number - 1].kind == here.kind and not context.is_quoted(sentences[number - 1].span)
    return f"{before} {text}" if alone and not leans_back(context, number - 1, before) else None


def _names_person_late(context: Context, number: int) -> bool:
    """Tell whether a sentence says `he` or `she` behind its opening, and no thing: `Elected in 2005, he`."""
    here = context.document.sentences[number]
    lead = context.index.low[here.first : min(here.last, here.first + _LEAD_TOKENS)]
    return not {"he", "she"}.isdisjoint(lead) and _THINGS.isdisjoint(lead)


def drop_news(context: Context, number: int, frame: BackgroundFrame) -> BackgroundFrame:
    """Return what is told of the past alone, where its sentence tells news besides: of an aside, of a clause."""
    if frame.kind != "history" or frame.date is None or frame.date.span is None:
        return frame
    first = context.index.range_of(frame.date.span)[0]
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    if home is None or clause is None or clause.verb is None:
        return frame
    if any(date.span is not None and date.span != frame.date.span for date in find_pasts(context, number)):
        return frame
    whole = context.index.clauses[clause.parent] if clause.parent is not None else clause
    if (aside := _aside_text(context, whole if clause.kind == "participial" else clause, first)) is not None:
        return msgspec.structs.replace(frame, text=aside, apart=aside)
    above = context.index.clauses[clause.parent].verb if clause.parent is not None else None
    earlier = clause.verb.tense == "pluperfect"
    news = (
        clause.kind == "relative" and above is not None and (above.tense in {"past", "perfect"} or earlier)
    ) or (clause.kind == "main" and _adds_total(context, number, home))
    words = tell_clause(context, first) if news else None
    short = words is None or len(words.split()) < _SHORT or words.split()[0].lower() in _PRONOUNS
    return frame if words is None or short else msgspec.structs.replace(frame, text=words)


def _aside_text(context: Context, clause: Clause, token: int) -> str | None:
    """Return what an aside behind a subject tells: `the rebels, at war with the army since May 2021, took Galle`."""
    verb, low = clause.verb, context.index.low
    if verb is None or clause.subject is None or token >= verb.first or low[verb.first - 1] != ",":
        return None
    subject_end = context.index.range_of(clause.subject)[0] + 1
    relative = clause.kind == "relative"
    if verb.tense not in ({"past", "perfect", "present"} if relative else {"past", "perfect"}):
        return None
    if context.governing(token, token + 1) and not relative:
        return None
    begin = next((at for at in range(token, subject_end - 1, -1) if low[at] == ","), None)
    if begin is None or begin - clause.first > _LEAD_TOKENS:
        return None
    # `the vote, in which Ana Vega, in power since 1986, seeks a term`
    opened = context.index.range_of(clause.subject)[0] if relative else clause.first
    subject, aside = context.index.words(opened, begin), context.index.words(begin + 1, verb.first - 1)
    if subject.split()[0].lower() in _PRONOUNS or all(
        context.timex_at[at] >= 0 or low[at] in PREPOSITIONS for at in range(begin + 1, verb.first - 1)
    ):
        # `The worst flood, in 1998, killed 900 people`: the deed is of that time.
        return None
    return f"{subject[:1].upper()}{subject[1:]}: {aside}."


def _adds_total(context: Context, number: int, home: int) -> bool:
    """Tell whether a sentence goes on with a running total: `broke out in October and 412 people have died`."""
    return any(
        other.verb is not None and other.verb.tense == "perfect" and subject_counts(context, other)
        for k in context.index.clauses_of[number]
        if (other := context.index.clauses[k]).kind == "coordinate" and k != home
    )


def tell_apart(context: Context, number: int, frame: BackgroundFrame) -> str:
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
    return tell_clause(context, first) or ""


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


def tell_clause(context: Context, token: int) -> str | None:
    """Return what the clause at a token tells, as a sentence."""
    number = context.clause_at(token)
    if number is None or context.index.clauses[number].verb is None:
        return None
    verb = context.index.clauses[number].verb
    title = title_of(context, number)
    says = verb is not None and verb.lemma in sayings() | verbs_of("thoughts")
    if title is not None and verb is not None and says and title.endswith(f" {verb.span.of(context.text)}"):
        # `…, the agency estimates`
        return None
    if title is not None:
        title = _with_since(context, context.index.clauses[number], token, title)
    return f"{title}." if title is not None and len(title.split()) > 2 else None


def _with_since(context: Context, clause: Clause, token: int, title: str) -> str:
    """Keep since when something had been so: `had been in power (since 2009)`, not that it was so then."""
    held = context.timex_at[token]
    verb = clause.verb
    if held < 0 or verb is None or not context.document.timexes[held].since:
        return title
    first, last = context.timex_range[held]
    first -= context.index.low[first] != "since" and context.index.low[first - 1] == "since"
    if context.index.low[first] != "since":
        return title
    words = [word.lower() for word in context.index.low[verb.first : verb.last]]
    if words[0] in {"had", "has", "have"} and len(words) == _HAD_BEEN:
        for past in ("was", "were") if words[1] == "been" else (past_of(words[1]) or words[1],):
            if f" {words[0]} {words[1]}" not in title:
                title = title.replace(f" {past}", f" {words[0]} {words[1]}", 1)
    if verb.tense not in {"perfect", "pluperfect"} and verb.lemma not in {"be", "have"}:
        return title
    since = context.index.words(first, last)
    return f"{title} {since[:1].lower()}{since[1:]}"


_HAD_BEEN = 2
"""Tokens of `had been`."""


def _is_told_of(low: Sequence[str]) -> bool:
    """Tell whether `there` only says that something was: `In 2002 there were two presidents`."""
    at = low.index("there")
    return low[at + 1] in {"was", "were"} if at + 1 < len(low) else False


def leans_back(context: Context, number: int, text: str) -> bool:
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
        and not _is_told_of(index.low[sentence.first : sentence.last])
    ):
        return True
    for token in range(sentence.first, min(sentence.first + _LEAD_TOKENS, sentence.last)):
        if index.mention_at[token] >= 0:
            return False
        if (
            index.low[token] == "there"
            and token > sentence.first
            and index.low[token + 1 : token + 2] not in (["was"], ["were"])
        ):
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
