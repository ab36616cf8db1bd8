"""Verbs that say, think or want: the clause gives the source, what hangs on it the content."""

import msgspec

from briefgen.extract.layers.attribution_rules.contents import (
    around,
    content_before,
    content_behind,
    is_parenthesis,
    rest_behind,
)
from briefgen.extract.layers.attribution_rules.sources import (
    find_source,
    inverted_source,
    is_speaker,
    with_apposition,
)
from briefgen.extract.layers.attribution_rules.speech import QUESTION_WORDS, QUOTE_MARKS, Draft, Range, Speech
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_WINDOW = 400
"""Tokens read on each side of a cue: no sentence of the news is longer."""
_LONGEST_ASIDE = 20
"""Tokens between two commas in `said, in a letter to the council, that`."""
_THIS_DAY = frozenset({"today", "yesterday", "overnight"})
_FAR = 9
"""Tokens between `claimed` and `lives`."""
_RELATIVES = frozenset({"who", "which", "that"})


def find_verb_cue(speech: Speech, number: int, here: list[Draft]) -> Draft | None:
    """Find the attribution that the verb of clause `number` makes; None if it makes none.

    Args:
        speech: lookups of the article.
        number: index of the clause.
        here: attributions of the sentence found so far.
    """
    clause = speech.index.clauses[number]
    verb, words = clause.verb, speech.words
    if verb is None or speech.low[verb.last - 1] in {"citing", "quoting"}:
        return None
    lemma, cue_last = speech.cues[number]
    if not words.speaks(lemma) or not QUOTE_MARKS.isdisjoint(speech.low[verb.first : verb.last]):
        # `appealed to all to "respond with generosity"`: the verb is what is quoted.
        return None
    sentence = _window(speech.index.sentences[clause.sentence], verb.first)
    if verb.lemma == "ask" and (verb.passive or _is_unasked(speech, clause)):
        asked = _asked(speech, clause, sentence)
        if asked is not None:
            return asked
    if verb.passive and not _is_finite_after_all(speech, clause):
        return _passive_cue(speech, clause, lemma, sentence)
    if lemma == "claim" and _takes_lives(speech, cue_last):
        return None
    cue = (verb.first, cue_last)
    if lemma == "make known":
        return _made_known(speech, clause, cue, sentence)
    source, after, core = _source(speech, clause, here, cue, sentence)
    if source is None and clause.kind not in {"participial", "coordinate"}:
        return None
    finding = source is not None and _is_finding(speech, source)
    numbered = source is not None and speech.low[source[0]][:1].isdigit()
    if lemma in words.attitude and verb.tense == "infinitive":
        return None
    if lemma in words.weak and not finding and (verb.tense == "infinitive" or numbered):
        # `1,234 of them registered` says nothing.
        return None
    aside = clause.kind == "participial" and speech.low[cue[0] - 1] in QUOTE_MARKS | {",", "and"}
    before = None if aside else content_before(speech, clause, source, cue, sentence)
    via, after = speech.skip_adjuncts(lemma, after, sentence.last)
    if lemma in words.clause:
        after = _behind_aside(speech, after, sentence)
    behind = content_behind(speech, number, after, sentence, finding=finding)
    content: list[Range] = []
    if before is not None and is_parenthesis(speech, before, behind, after, sentence):
        content.append(before)
        rest = rest_behind(speech, after, sentence)
        if rest is not None:
            content.append(rest)
    elif behind is not None:
        content.append(behind)
    elif before is not None:
        content.append(before)
    elif source is not None and lemma in words.clause and speech.low[min(source[0], cue[0]) - 1] == ",":
        # `In contrast, Ruiz said, there are more of them.`
        rest = rest_behind(speech, after, sentence)
        if rest is not None:
            content.append(rest)
    elif source is not None and clause.marker == "as" and lemma in words.clause:
        content += _framed(speech, clause, after, sentence)
    content = [part for part in content if part[1] > part[0]]
    if not content:
        return None
    draft = Draft(source, cue, content, lemma, clause.sentence, via, core)
    draft.pronoun = _pronoun(speech, clause)
    return draft


def _framed(speech: Speech, clause: Clause, after: int, sentence: Sentence) -> list[Range]:
    """Return what `as the ministry reported` frames: what goes on behind its comma, else what stands before it."""
    if after < sentence.last and speech.low[after] == ",":
        first, last = speech.index.trim(after, sentence.last, marks=",;:—–-.!?…")
    elif after >= sentence.last - 1:
        first, last = speech.index.trim(sentence.first, clause.first, marks=",;:—–-")
    else:
        return []
    return [(first, last)] if speech.index.has_verb(first, last) else []


def _behind_aside(speech: Speech, at: int, sentence: Sentence) -> int:
    """Return the token of `that` behind an aside: `reported, citing the ministry, that …`; else `at`."""
    low = speech.low
    if at >= sentence.last or low[at] != ",":
        return at
    for token in range(at + 1, min(at + _LONGEST_ASIDE, sentence.last - 1)):
        if low[token] == ",":
            return token + 1 if low[token + 1] == "that" else at
        if low[token] in QUOTE_MARKS | {"that"}:
            return at
    return at


def _takes_lives(speech: Speech, at: int) -> bool:
    """Tell whether what is claimed is lives: `the blast claimed at least 12 lives`."""
    for token in range(at, min(at + _FAR, len(speech.low))):
        if speech.low[token] in {"life", "lives", "victims"}:
            return True
        if (
            speech.low[token] in MARKS
            or speech.low[token] in {"that", "to"}
            or speech.index.verb_at[token] >= 0
        ):
            return False
    return False


def _window(sentence: Sentence, at: int) -> Sentence:
    """Return a sentence, or of a hostile one only what lies around a token."""
    if sentence.last - sentence.first <= 2 * _WINDOW:
        return sentence
    return msgspec.structs.replace(
        sentence, first=max(sentence.first, at - _WINDOW), last=min(sentence.last, at + _WINDOW)
    )


def _source(
    speech: Speech, clause: Clause, here: list[Draft], cue: Range, sentence: Sentence
) -> tuple[Range | None, int, Range | None]:
    """Return the source, the token behind cue and source, and the part of the source that names the speaker."""
    source = find_source(speech, clause)
    last = here[-1].source if here else None
    lemma_says = clause.verb is not None and clause.verb.lemma in speech.words.clause
    if clause.kind == "participial":
        issued = _issuer(speech, clause) or _quoted_source(speech, clause)
        if issued is not None:
            source = issued
        elif speech.low[cue[0] - 1] in QUOTE_MARKS | {","}:
            # `The mayor said that the bridge was gone, adding …`: the mayor adds.
            source = _main_source(here, _main_verb(speech, clause)) or _main_subject(speech, clause) or source
        elif last is not None and here[-1].cue is not None:
            source = last
    elif (
        clause.subject_inherited
        and source is not None
        and last is not None
        and last[0] <= source[0]
        and source[1] <= last[1]
    ):
        source = last
    elif clause.subject_inherited and source is not None and (lemma_says or _takes_object(speech, clause)):
        # `The mayor said the bridge was gone and told people to leave`: bridges tell nobody.
        told = lemma_says and (not is_speaker(speech, source) or speech.low[source[0]] in {"he", "she"})
        outer = next((d for d in here if any(a <= source[0] < b for a, b in d.content)), None)
        if outer is not None and (told or _has_tense_of(speech, clause, outer)):
            source = outer.source
    if source is not None and source[0] < cue[1]:
        return source, cue[1], None
    if source is None:
        before = speech.low[cue[0] - 1] if cue[0] > sentence.first else ""
        if before not in QUOTE_MARKS and before not in {",", "?", "!", "—"}:
            return None, cue[1], None
        source = inverted_source(speech, cue[1], sentence.last)
        if source is None:
            return None, cue[1], None
    whole = with_apposition(speech, source, sentence.last)
    return whole, whole[1], source if whole != source else None


def _takes_object(speech: Speech, clause: Clause) -> bool:
    """Tell whether a verb says something of somebody: `calls him a liar`."""
    return clause.verb is not None and clause.verb.lemma in speech.words.object


def _has_tense_of(speech: Speech, clause: Clause, outer: Draft) -> bool:
    """Tell whether a verb stands in the tense of a cue before it: `says Ruiz is weak and calls him a liar`."""
    number = speech.index.verb_at[outer.cue[0]] if outer.cue is not None else -1
    verb = speech.index.clauses[number].verb if number >= 0 else None
    return verb is not None and clause.verb is not None and verb.tense == clause.verb.tense


def _issuer(speech: Speech, clause: Clause) -> Range | None:
    """Return who issues the document that speaks: `The ministry sent out a letter saying that …`."""
    verb, parent = clause.verb, clause.parent
    if verb is None or parent is None:
        return None
    last = verb.first - 1
    if last > 1 and speech.low[last] in load_words("verbs", "days") | _THIS_DAY:
        # `sent out a letter on Monday saying that …`
        last -= 1 + (speech.low[last - 1] in {"on", "late", "early"})
    if speech.low[last] not in speech.words.documents:
        return None
    outer = speech.index.clauses[parent]
    if outer.verb is None or outer.verb.passive or outer.verb.lemma not in speech.words.issuing:
        return None
    return find_source(speech, outer) if outer.verb.last <= verb.first else None


def _quoted_source(speech: Speech, clause: Clause) -> Range | None:
    """Return who is quoted in `quoted an official as saying` and `was quoted as saying`."""
    verb, parent = clause.verb, clause.parent
    if verb is None or parent is None or verb.first < 2 or speech.low[verb.first - 1] != "as":
        return None
    outer = speech.index.clauses[parent]
    if outer.verb is None or outer.verb.lemma not in {"quote", "cite", "report"}:
        return None
    if outer.verb.passive:
        return find_source(speech, outer)
    first, last = outer.verb.last, verb.first - 1
    return (first, last) if first < last else None


def _main_subject(speech: Speech, clause: Clause) -> Range | None:
    """Return the subject of the main clause that a participle behind a comma goes with: `He left, saying …`."""
    main = _main_clause(speech, clause)
    return find_source(speech, main) if main is not None else None


def _main_verb(speech: Speech, clause: Clause) -> int:
    """Return the token of the verb that a participle behind a comma goes with; -1 if there is none."""
    main = _main_clause(speech, clause)
    return main.verb.first if main is not None and main.verb is not None else -1


def _main_clause(speech: Speech, clause: Clause) -> Clause | None:
    clauses = speech.index.clauses
    for _ in range(5):
        if clause.parent is None:
            return None
        clause = clauses[clause.parent]
        governs = clause.kind in {"main", "coordinate"} or clause.marker in {"where", "when"}
        if clause.verb is not None and governs and not clause.verb.passive:
            return clause
    return None


def _main_source(here: list[Draft], verb: int) -> Range | None:
    """Return the source of the last cue of the sentence that stands in no other's content.

    None where the cue is not at the main verb and stands before it: `Although he thanked them, he left, saying …`.
    """
    for draft in reversed(here):
        if draft.cue is None or draft.source is None:
            continue
        if not any(a <= draft.cue[0] < b for other in here if other is not draft for a, b in other.content):
            return draft.source if draft.cue[1] > verb else None
    return None


def _pronoun(speech: Speech, clause: Clause) -> Range | None:
    """Return `who` where it stands for the source of a clause."""
    for _ in range(3):
        if clause.kind == "relative" and clause.marker in _RELATIVES:
            at = clause.first
            if clause.verb is None or at >= clause.verb.first or speech.low[at] not in _RELATIVES:
                return None
            own = clause.subject is not None and speech.index.range_of(clause.subject)[0] > at
            return None if own else (at, at + 1)
        if clause.kind != "coordinate" or not clause.subject_inherited or clause.parent is None:
            return None
        clause = speech.index.clauses[clause.parent]
    return None


def _is_finding(speech: Speech, source: Range) -> bool:
    """Tell whether a source is a document or those who make one: what it shows or finds, it says."""
    end = source[0]
    while end < source[1] and speech.low[end] not in {
        ",",
        "of",
        "by",
        "from",
        "in",
        "who",
        "which",
        "released",
    }:
        end += 1
    return any(word in speech.words.findings for word in speech.low[source[0] : end])


def _is_finite_after_all(speech: Speech, clause: Clause) -> bool:
    """Tell whether a bare `said` is the verb of its sentence, where none other was found."""
    verb, low = clause.verb, speech.low
    if verb is None or verb.last - verb.first != 1 or verb.tense != "participle":
        return False
    if clause.parent is None:
        return False
    before = low[verb.first - 1] if verb.first else ""
    if before == "," and find_source(speech, clause) is not None and verb.lemma in speech.words.clause:
        behind = low[verb.last] if verb.last < len(low) else "."
        return behind != "by"
    return speech.index.clauses[clause.parent].verb is None and clause.subject is not None


def _made_known(speech: Speech, clause: Clause, cue: Range, sentence: Sentence) -> Draft | None:
    """Find `…, gave the ministry known, …`, as translations have it."""
    index = speech.index
    known = next(t for t in range(cue[1], len(speech.low)) if speech.low[t] == "known")
    source = (cue[1], known)
    if known - cue[1] < 1 or known >= sentence.last or speech.low[cue[0] - 1] != ",":
        return None
    content = around(speech, cue[0], known + 1, sentence.first, sentence)
    rest = index.trim(known + 1, sentence.last, marks=",;:.!?…")
    if content and rest[1] - rest[0] > 2 and rest not in content:
        content.append(rest)
    return Draft(source, cue, content, "make known", clause.sentence) if content else None


def _passive_cue(speech: Speech, clause: Clause, lemma: str, sentence: Sentence) -> Draft | None:
    """Find `was reported by X`, `is believed to be`, `was described as`, `is worried that …`."""
    index, verb, words, low = speech.index, clause.verb, speech.words, speech.low
    if verb is None:
        return None
    end = verb.last
    # `was determined to have been involved` is a finding, no state of mind.
    found = low[end : end + 2] == ["to", "have"]
    if end < sentence.last and low[end] in words.stative.get(lemma, ()) and not found:
        first, last = index.trim(end, sentence.last, marks=",;:.!?…—–")
        source = find_source(speech, clause)
        if source is None or low[source[0]] == "it" or last <= first + 1:
            return None
        return Draft(source, (verb.first, end), [(first, last)], lemma, clause.sentence)
    if clause.subject is None or lemma not in words.clause or lemma in words.not_passive:
        return None
    subject = index.range_of(clause.subject)
    if end < sentence.last and low[end] == "by":
        stop = end + 1
        while (
            stop < sentence.last
            and low[stop] not in QUOTE_MARKS | {",", ".", ";", ":", "(", "—", "–"}
            and index.verb_at[stop] < 0
            and low[stop] not in words.openers - {"of", "for"}
        ):
            stop += 1
        if stop > end + 1:
            return Draft((end + 1, stop), (verb.first, end + 1), [subject], lemma, clause.sentence)
        return None
    if lemma not in words.passive_unsaid:
        return None
    if low[end : end + 1] != ["to"]:
        _, end = speech.skip_adjuncts("", end, sentence.last)
    first, last = index.trim(end, sentence.last, marks=",;:.!?…—–")
    if last <= first or low[first] not in {"to", "that", "as"}:
        return None
    content = [(first, last)] if low[subject[0]] == "it" else [subject, (first, last)]
    return Draft(None, (verb.first, verb.last), content, lemma, clause.sentence)


def _is_unasked(speech: Speech, clause: Clause) -> bool:
    """Tell whether `when asked` leaves out who is asked."""
    verb = clause.verb
    return verb is not None and verb.first > 0 and speech.low[verb.first - 1] in {"when", "if", "once"}


def _asked(speech: Speech, clause: Clause, sentence: Sentence) -> Draft | None:
    """Find `Asked whether the dam would hold, …` and `when he was asked about it`."""
    verb, low = clause.verb, speech.low
    if verb is None:
        return None
    at = verb.last
    if low[at] == "by":
        at += 1
        while at < sentence.last and low[at] not in QUESTION_WORDS | {"about", ",", ".", "to"}:
            at += 1
    if at >= sentence.last or low[at] not in QUESTION_WORDS | {"about"}:
        return None
    end = at
    while end < sentence.last and low[end] not in {",", ".", "?", ";"}:
        quote = speech.quote_of[end]
        end = end + 1 if quote < 0 else speech.quotes[quote].last
        if quote >= 0 and low[speech.quotes[quote].inner_last - 1] == ",":
            # `Asked about the "bridge to nowhere," …`
            break
    return Draft(None, (verb.first, verb.last), [(at, end)], "ask", clause.sentence) if end > at + 1 else None
