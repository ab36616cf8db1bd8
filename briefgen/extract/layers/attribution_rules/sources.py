"""Sources of verbs of saying: subjects, inverted subjects, and what apposition adds to them."""

from briefgen.extract.layers.attribution_rules.speech import LINKS, QUOTE_MARKS, Range, Speech
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words

_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_APPOSED = load_words("attribution_rules", "apposed")
_PERSONAL = load_words("attribution_rules", "personal")
_LONGEST_TIME = 4
_TIME_OPENERS = frozenset({"on", "late", "early"})
_LONGEST_APPOSITION = 60
"""Tokens read as belonging to a source; the longest of the attribution train set has 35 words and their marks."""

_LISTED = 4
"""Tokens of `and migration` at the end of an office."""


def find_source(speech: Speech, clause: Clause) -> Range | None:
    """Return the tokens that name who does what a clause says; None if they stand nowhere near.

    The subject, with what is set off by commas up to the verb; else that of the clause it hangs on.
    """
    index = speech.index
    if clause.subject is not None and not clause.subject_inherited:
        first, last = index.range_of(clause.subject)
        if clause.kind == "main" and clause.parent is not None:
            # `The notice, said Ruiz, is …`: what stands before the aside does not speak in it.
            return index.trim(first, last, marks=",;:—–-")
        apposed = find_apposed(speech, clause)
        if apposed is not None and apposed[0] <= last + 1 and first < apposed[1]:
            return min(first, apposed[0]), apposed[1]
        if apposed is not None and clause.verb is not None and first >= clause.verb.last:
            # `Anna Ruiz, who leads the team, tweeted this: …`
            return apposed
        first, last = index.trim(first, last, marks=",;:—–-\"“”''``’‘")
        return (first, last) if last > first else None
    apposed = find_apposed(speech, clause)
    if apposed is not None:
        return apposed
    parent = clause
    for _ in range(4):
        if parent.subject is not None:
            first, last = index.range_of(parent.subject)
            return index.trim(first, last, marks=",;:—–-\"“”''``’‘")
        if parent.parent is None or parent.kind not in {"participial", "coordinate", "infinitive"}:
            return None
        parent = index.clauses[parent.parent]
    return None


def find_apposed(speech: Speech, clause: Clause) -> Range | None:
    """Return the source in `…, Iliyas Usserov, the mayor, said`, which commas cut off from its verb."""
    verb = clause.verb
    if verb is None or verb.first < 3:
        return None
    at = _before_time(speech, verb.first)
    if speech.low[at - 1] != ",":
        return None
    return source_before(speech, at, speech.index.sentences[clause.sentence].first)


def _before_time(speech: Speech, at: int) -> int:
    """Return where a time between a comma and a verb begins: `the mayor, Ana Ruiz, | late on Thursday said`."""
    low, days = speech.low, load_words("verbs", "days")
    begin = at
    while at - begin < _LONGEST_TIME and (low[begin - 1] in days or low[begin - 1] in _TIME_OPENERS):
        begin -= 1
    return begin if set(low[begin:at]) & days else at


def source_before(speech: Speech, at: int, begin: int) -> Range | None:
    """Return the noun phrase that ends right before a verb at token `at`, appositions included.

    It begins behind a quotation mark, a clause of its own or a phrase of time or place, at `begin` at the earliest.
    """
    low = speech.low
    end = at - 1 if low[at - 1] == "," else at
    start = end
    edge = end
    while edge > begin and at - edge < _LONGEST_APPOSITION:
        left = edge - 1
        while left >= begin and low[left] not in {",", ";", ":", "—", "–"} | QUOTE_MARKS:
            left -= 1
        segment = left + 1
        if segment >= edge:
            break
        relative = low[segment] in _RELATIVES
        if not relative and _has_finite(speech, segment, edge):
            break
        listed = edge == end < at and low[segment] == "and" and edge - segment < _LISTED
        if (
            low[segment] in LINKS
            and segment > begin
            and low[left] not in QUOTE_MARKS
            # `Anna Ruiz, the secretary for refugees, food, and migration, said`
            and not (listed and not speech.index.mentions_in(segment, edge))
        ):
            break
        if (
            start != end
            and low[segment] in speech.words.openers - {"of", "for"}
            and (left < begin or low[left] in QUOTE_MARKS)
        ):
            break
        start = segment
        if left < begin or low[left] != ",":
            break
        edge = left
    while start < end and low[start] in LINKS | {","}:
        start += 1
    named = end - start == 1 and speech.index.tokens[start].norm[:1].isupper()
    if start < end and low[start] in speech.words.openers and not named:
        # `In Geneva, the minister, …`: the phrase before the first comma frames the sentence.
        comma = next((t for t in range(start, end) if low[t] == ","), None)
        if comma is None:
            return None
        start = comma + 1
    if start >= end or low[start] in _RELATIVES:
        return None
    return (start, end) if _is_name(speech, start, end) else None


def _has_finite(speech: Speech, first: int, last: int) -> bool:
    clauses, tokens = speech.index.clauses, speech.index.tokens
    for token in range(first, last):
        number = speech.index.verb_at[token]
        # A name is no verb: `"…," Will wrote`.
        if number >= 0 and not tokens[token].norm[:1].isupper():
            verb = clauses[number].verb
            if verb is not None and verb.tense not in {"participle", "infinitive"}:
                return True
    return False


def _is_name(speech: Speech, first: int, last: int) -> bool:
    """Tell whether tokens can name a speaker: more than marks, numbers and words between."""
    return any(
        speech.low[token] not in MARKS and speech.low[token][:1].isalpha() for token in range(first, last)
    )


def inverted_source(speech: Speech, at: int, last: int) -> Range | None:
    """Return the noun phrase behind `said` in `"…," said Price.`."""
    low = speech.low
    end = at
    if low[at] in {"that", "to", "whether", "how"}:
        return None
    while end < last and low[end] not in MARKS and (speech.index.verb_at[end] < 0 or end == at):
        if end > at and low[end] in speech.words.openers - {"of", "for"}:
            break
        end += 1
    return (at, end) if end > at and _is_name(speech, at, end) else None


def with_apposition(speech: Speech, source: Range, last: int) -> Range:
    """Widen an inverted source by what follows it: `said Rau, Poland's foreign minister, who …`."""
    low, words = speech.low, speech.words
    at = source[1]
    # `said Anna Ruiz of the Red Cross`, `said Rem, an analyst at the Centre in London`
    while at < last and at - source[1] < _LONGEST_APPOSITION:
        if low[at] == "," and at + 1 < last:
            follows = low[at + 1]
            number = speech.index.verb_at[at + 1]
            if follows == "who" and _speaks(speech, at + 2, last):
                break
            opens = (
                follows in _APPOSED
                or follows[:1].isdigit()
                or (
                    follows not in words.openers | LINKS | MARKS
                    and number < 0
                    and at + 1 not in speech.clause_starts
                )
            )
            if not opens:
                break
            at += 2
            continue
        if low[at] in {";", ":", "—", "–", "("} | QUOTE_MARKS or speech.quote_of[at] >= 0:
            break
        if at == source[1] and low[at] not in {"of", "from", "at", "with", "who"}:
            break
        number = speech.index.verb_at[at]
        if number >= 0:
            verb = speech.index.clauses[number].verb
            finite = verb is not None and verb.tense not in {"participle", "infinitive"}
            if finite and not _is_relative(speech, source[1], at):
                return source
        at += 1
    while at > source[1] and low[at - 1] in MARKS:
        at -= 1
    return source[0], max(at, source[1])


def _speaks(speech: Speech, at: int, last: int) -> bool:
    """Tell whether the first verb from a token on is a cue of its own: `said Ruiz, who added that …`."""
    for token in range(at, min(last, at + 3)):
        number = speech.index.verb_at[token]
        if number >= 0:
            lemma = speech.cues[number][0]
            return lemma in speech.words.clause and lemma not in speech.words.weak
    return False


def _is_relative(speech: Speech, first: int, at: int) -> bool:
    """Tell whether a relative word between a source and a verb makes the verb part of the source."""
    return any(word in _RELATIVES | {"where", "when"} for word in speech.low[first:at])


def is_speaker(speech: Speech, source: Range) -> bool:
    """Tell whether a noun phrase can speak: its head is somebody's name, a pronoun or a word as `spokesman`."""
    low = speech.low
    if low[source[0]] in _PERSONAL:
        return True
    end = source[0] + 1
    while end < source[1] and low[end] not in {"of", "on", "for", "in", "at", "about", "from", "to", ","}:
        end += 1
    if speech.index.mentions_in(source[0], end):
        return True
    return any(word in speech.words.speakers for word in low[source[0] : end])
