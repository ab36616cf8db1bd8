"""Nouns and adjectives as cues: `the ministry's claim that …`, `calls for …`, `is confident that …`."""

from bisect import bisect_right

from briefgen.extract.layers.attribution_rules.sources import find_source
from briefgen.extract.layers.attribution_rules.speech import LINKS, Draft, Range, Speech
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.sentences import Sentence

_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_OWNED = ("'s", "’s", "s'", "s’")
_LONGEST_OWNER = 8
"""Tokens of `the country's health ministry's claim` read before the noun."""
_GAP = 3
"""Words between an owner and its noun: `his oft-repeated public claim`."""


def find_noun_cue(speech: Speech, at: int, sentence: Sentence, number: int) -> Draft | None:
    """Find the attribution that the noun or adjective at token `at` makes; None if it makes none.

    Args:
        speech: lookups of the article.
        at: token of the noun or adjective.
        sentence: its sentence.
        number: index of the sentence.
    """
    low = speech.low
    link = at + 1
    if link >= sentence.last or speech.quote_of[at] >= 0 or speech.index.verb_at[at] >= 0:
        return None
    word, follows = low[at], low[link]
    if follows in speech.words.cue_nouns.get(word, ()):
        source = _owner(speech, at, sentence)
        if follows == "to" and source is None:
            return None
        if source is None:
            source = _light_subject(speech, at)
        end = _content_end(speech, link + 1, sentence, clause=follows in {"that", "to"})
        end = min(end, _outer_verb(speech, at, end))
        start = link if follows in {"that", "to"} else link + 1
        return Draft(source, (at, link), [(start, end)], word, number) if end > link + 1 else None
    holds = "that" in speech.words.cue_nouns.get(word, ())
    if holds and follows in {"is", "was"} and low[link + 1 : link + 2] == ["that"]:
        source = _owner(speech, at, sentence)
        end = _content_end(speech, link + 2, sentence, clause=True)
        return (
            Draft(source, (at, link), [(link + 1, end)], word, number) if source and end > link + 2 else None
        )
    if follows in speech.words.cue_adjectives.get(word, ()):
        subject = _subject_of_be(speech, at)
        if subject is None:
            return None
        source, begin = subject
        end = _content_end(speech, link + 1, sentence, clause=follows in {"that", "to"})
        start = link if follows in {"that", "to"} else link + 1
        return Draft(source, (begin, link), [(start, end)], word, number) if end > link + 1 else None
    return None


def _owner(speech: Speech, at: int, sentence: Sentence) -> Range | None:
    """Return who a noun belongs to: `the ministry's claim`, `criticism from the party`."""
    low = speech.low
    end = at
    while end > sentence.first and at - end <= _GAP:
        word = low[end - 1]
        if word in _POSSESSIVES:
            return end - 1, end
        if word.endswith(_OWNED) or word in {"'", "’", "'s", "’s"}:
            first = end - 1
            while first > sentence.first and end - first < _LONGEST_OWNER:
                before = low[first - 1]
                if before in MARKS - {"'", "’", "-"} or before in speech.words.openers | LINKS:
                    break
                if speech.index.verb_at[first - 1] >= 0:
                    break
                first -= 1
            return first, end
        if word in MARKS or not word.isalpha() or word in {"the", "a", "an"}:
            return None
        end -= 1
    return None


def _clause_at(speech: Speech, at: int) -> Clause | None:
    """Return the last clause that begins at or before a token and whose verb stands before it."""
    clauses = speech.index.clauses
    number = bisect_right(clauses, at, key=lambda clause: clause.first) - 1
    for other in range(number, max(-1, number - 4), -1):
        clause = clauses[other]
        if clause.verb is not None and clause.verb.last <= at < clause.last:
            return clause
    return None


def _light_subject(speech: Speech, at: int) -> Range | None:
    """Return the subject of `made`, `raised` or `repeated` before a noun: `made the claim that`."""
    clause = _clause_at(speech, at)
    if clause is None or clause.verb is None or clause.verb.passive or at - clause.verb.last > _GAP + 1:
        return None
    return find_source(speech, clause) if clause.verb.lemma in speech.words.light_verbs else None


def _subject_of_be(speech: Speech, at: int) -> tuple[Range, int] | None:
    """Return the subject of `is`, `seems` or `remains` before an adjective, and where that verb begins."""
    clause = _clause_at(speech, at)
    if clause is None or clause.verb is None or at - clause.verb.last > 2:
        return None
    if clause.verb.lemma not in {"be", "remain", "seem", "appear", "become", "feel", "sound", "get", "stay"}:
        return None
    source = find_source(speech, clause)
    if source is None or speech.low[source[0]] in {"it", "there", "that", "this", "what", "which"}:
        return None
    return source, clause.verb.first


def _outer_verb(speech: Speech, at: int, end: int) -> int:
    """Return where the verb begins whose subject a noun is: `the claim that nobody died was false`; else `end`."""
    clauses = speech.index.clauses
    number = bisect_right(clauses, at, key=lambda clause: clause.first) - 1
    for other in range(number, max(-1, number - 4), -1):
        verb = clauses[other].verb
        if verb is not None and clauses[other].last > at and at < verb.first < end:
            return verb.first
    return end


def _content_end(speech: Speech, at: int, sentence: Sentence, *, clause: bool) -> int:
    """Return the token behind what hangs on a noun: a clause goes to the end of the sentence, a phrase to a mark."""
    low = speech.low
    end = at
    while end < sentence.last and low[end] not in ENDS | {";"}:
        if speech.quote_of[end] >= 0:
            end = speech.quotes[speech.quote_of[end]].last
            continue
        if low[end] in {",", "—", "–", ":", ")"} and not clause:
            break
        if low[end] == "," and end + 1 < sentence.last and low[end + 1] in {"but", "said", "says"}:
            break
        number = speech.index.verb_at[end]
        if not clause and number >= 0 and end not in speech.clause_starts:
            verb = speech.index.clauses[number].verb
            if verb is not None and verb.tense not in {"participle", "infinitive"}:
                break
        end += 1
    return min(end, sentence.last)
