"""Quotations without a cue of their own: whose they are, from what stands beside them."""

from bisect import bisect_left

from briefgen.extract.layers.attribution_rules.quote_cues import goes_on
from briefgen.extract.layers.attribution_rules.quotes import Quote
from briefgen.extract.layers.attribution_rules.sources import find_source, is_speaker
from briefgen.extract.layers.attribution_rules.speech import QUOTE_MARKS, Draft, Range, Speech
from briefgen.extract.layers.clause_rules.tags import tag_of
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS

_MIN_TOKENS = 3
_BACK = 5
"""Sentences of the paragraph that a quotation reaches back for its speaker."""
_REACH = 60
"""Tokens before a quotation in which its verb is looked for."""
_LONG = 6
"""Tokens of a quotation that is more than a name or a term."""
_TITLE = 14
"""Tokens before a colon that hold no verb."""
_NEAR = 3
"""Tokens between a verb of any meaning and the colon that it leads to."""
_BRACKETS = 8
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_OWNED = ("'s", "’s", "s'", "s’")


def adopt_quotes(speech: Speech, drafts: list[Draft]) -> None:
    """Give quotations that no content holds to a speaker beside them; new ones go to the end of `drafts`.

    What continues an open quotation belongs to whose that is; what a colon or the verb of its clause leads in, to
    the subject of that verb. Any other quoted sentence belongs to the speaker of its paragraph before it, else to the
    one right behind it, else to the speaker of the paragraph before.
    """
    quotes = speech.quotes
    owners = _owned(speech, drafts)
    by_sentence: dict[int, list[Draft]] = {}
    by_verb: dict[int, Draft] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
        if draft.cue is not None:
            by_verb.setdefault(draft.cue[0], draft)
    for number, quote in enumerate(quotes):
        if number in owners or len(quote) < _MIN_TOKENS:
            continue
        found = owners.get(number - 1) if number and quote.continues else None
        if found is None and number and goes_on(speech, quotes[number - 1], quote):
            found = owners.get(number - 1)
        first_sentence = speech.index.sentence_of[quote.inner_first]
        whole = _is_sentence(speech, quote)
        content = (quote.first, quote.last)
        if found is None:
            led = _led_in(speech, quote, by_verb, whole=whole)
            if led is not None:
                found = led
                content = led.content.pop() if led.cue is not None and led.cue[0] not in by_verb else content
                if led.cue is not None and led.cue[0] not in by_verb:
                    by_verb[led.cue[0]] = led
                    by_sentence.setdefault(led.sentence, []).append(led)
                    drafts.append(led)
        if found is None and _is_alone(speech, quote):
            found = _signed(speech, quote)
            if found is not None and found.cue is None:
                drafts.append(found)
        if found is None and not whole:
            end = _unfinished(speech, quote, by_sentence)
            if end == quote.last:
                continue
            content = (quote.first, end)
        found = found or _owner(speech, quote, first_sentence, by_sentence)
        if found is None and number and number - 1 in owners:
            before = quotes[number - 1]
            if (
                before.paragraph == quote.paragraph - 1
                and _is_alone(speech, before)
                and _is_alone(speech, quote)
            ):
                # A second paragraph that is only a quotation.
                found = owners[number - 1]
        if found is None:
            if content[1] != quote.last:
                continue
            found = Draft(None, None, [], "", first_sentence)
            drafts.append(found)
        if found.cue is not None and found.cue[0] not in by_verb:
            by_verb[found.cue[0]] = found
            by_sentence.setdefault(found.sentence, []).append(found)
            drafts.append(found)
        found.content.append(content)
        for later in range(number, len(quotes)):
            if quotes[later].first >= content[1]:
                break
            owners.setdefault(later, found)


def _owned(speech: Speech, drafts: list[Draft]) -> dict[int, Draft]:
    """Return the first attribution whose content holds each quotation, by its number."""
    owners: dict[int, Draft] = {}
    for draft in drafts:
        within = speech.quote_of[draft.cue[0]] if draft.cue is not None else -1
        for first, last in draft.content:
            token = first
            while token < last:
                number = speech.quote_of[token]
                if number >= 0 and number != within:
                    owners.setdefault(number, draft)
                    token = max(token + 1, speech.quotes[number].last)
                else:
                    token += 1
    return owners


def _is_alone(speech: Speech, quote: Quote) -> bool:
    """Tell whether a quotation begins its paragraph and nothing but a mark follows it there."""
    sentences, index = speech.index.sentences, speech.index
    number = index.sentence_of[quote.inner_first]
    first = number == 0 or sentences[number - 1].paragraph != quote.paragraph
    last = index.sentence_of[quote.inner_last - 1]
    ends = last + 1 == len(sentences) or sentences[last + 1].paragraph != quote.paragraph
    return (
        first and ends and sentences[number].first == quote.first and sentences[last].last <= quote.last + 1
    )


def _is_sentence(speech: Speech, quote: Quote) -> bool:
    """Tell whether a quotation is speech, not a few words in quotation marks."""
    index = speech.index
    final = quote.inner_last - 1
    while final > quote.inner_first and index.low[final] in QUOTE_MARKS | {")"}:
        # `"He told me, 'Go home.'"`
        final -= 1
    ends = index.low[final] in ENDS | {","} or (quote.last < len(index.low) and index.low[quote.last] in ENDS)
    sentence = index.sentences[index.sentence_of[quote.inner_first]]
    first = sentence.first
    if quote.last == sentence.last and index.low[quote.inner_last - 1].endswith("."):
        # `"This could be anywhere in the U.S."`
        ends = True
    opens = first in {quote.first, quote.inner_first}
    return (ends and (opens or len(quote) > _LONG)) or quote.continues


def _unfinished(speech: Speech, quote: Quote, by_sentence: dict[int, list[Draft]]) -> int:
    """Return where the sentence ends that a quotation begins and plain words end.

    `"All we want is peace" and food.` ends behind `food`; a quotation that begins no sentence, is short or has a cue
    behind it ends with itself.
    """
    number = speech.index.sentence_of[quote.inner_first]
    sentence = speech.index.sentences[speech.index.sentence_of[quote.inner_last - 1]]
    if (
        len(quote) <= _LONG
        or speech.index.sentences[number].first != quote.first
        or sentence.last <= quote.last
    ):
        return quote.last
    if any(draft.cue is not None and draft.cue[0] >= quote.last for draft in by_sentence.get(number, [])):
        return quote.last
    return speech.index.trim(quote.last, sentence.last, marks=",;:—–-.!?…")[1]


def _signed(speech: Speech, quote: Quote) -> Draft | None:
    """Find whose name stands alone below a quotation, or behind a dash there."""
    index, sentences = speech.index, speech.index.sentences
    number = index.sentence_of[quote.inner_last - 1] + 1
    if number == len(sentences) or sentences[number].paragraph != quote.paragraph + 1:
        return None
    first, last = sentences[number].first, sentences[number].last
    dash = speech.low[first] in {"—", "–", "-", "--"}
    name = first + dash
    end = next((t for t in range(name, last) if speech.low[t] in MARKS), last)
    if (
        last - first > _TITLE
        or not index.mentions_in(name, end)
        or any(v >= 0 for v in index.verb_at[first:end])
    ):
        return None
    if not dash and (_person_at(speech, end) != (first, end) or last > end + 1):
        return None
    return Draft((name, end), (first, name) if dash else None, [], "", number)


def _led_in(speech: Speech, quote: Quote, by_verb: dict[int, Draft], *, whole: bool) -> Draft | None:
    """Find who leads a quotation in: `He gave a blunt answer: "…"`, `commanded them to "…"`.

    An attribution made here holds the quotation, with what stands before it in its clause, as its only content.
    """
    low, index = speech.low, speech.index
    if quote.first == 0:
        return None
    before = quote.first - 1
    colon = low[before] == ":"
    if not colon and index.sentence_of[before] != index.sentence_of[quote.inner_first]:
        return None
    if index.sentence_of[before] < 0:
        return None
    sentence = index.sentences[index.sentence_of[before]]
    if colon:
        draft = _titled(speech, quote, sentence.first)
        if draft is not None:
            return draft
    begin = max(sentence.first, before - _REACH)
    number = bisect_left(index.clauses, before + 1, key=lambda clause: clause.first) - 1
    while number >= 0 and index.clauses[number].last > begin:
        clause = index.clauses[number]
        number -= 1
        verb = clause.verb
        if verb is None or verb.first < begin or verb.last > before + 1 or speech.quote_of[verb.first] >= 0:
            continue
        named = _person_at(speech, before) if colon else None
        if named is not None and named[0] > verb.last and verb.first not in by_verb:
            # `The delay does not surprise Anna Ruiz: "…"`
            return Draft(named, (before, before + 1), [(quote.first, quote.last)], "", clause.sentence)
        if verb.passive or (clause.kind == "infinitive" and colon):
            continue
        known = by_verb.get(verb.first)
        if known is not None:
            return known if colon or low[before] == "," else None
        if colon and clause.kind == "relative":
            continue
        source = find_source(speech, clause)
        speaks = source is not None and (
            verb.lemma in speech.words.clause
            or is_speaker(speech, source)
            # `The sign read: "…"`, `A footnote makes that clear: "…"`
            or (colon and before - verb.last < _NEAR and verb.lemma not in {"be", "have"})
        )
        if source is None or not speaks or source[0] >= verb.first:
            if colon:
                continue
            return None
        if not colon and not (whole and low[before] == ",") and not _governs(speech, clause, quote):
            return None
        content = (quote.first, quote.last) if colon or low[before] == "," else (verb.last, quote.last)
        return Draft(source, (verb.first, verb.last), [content], verb.lemma, clause.sentence)
    return None


def _titled(speech: Speech, quote: Quote, begin: int) -> Draft | None:
    """Find who leads a quotation in without a verb, or turned round: `Anna Ruiz: "…"`, `Her answer: "…"`."""
    index, low = speech.index, speech.low
    colon = quote.first - 1
    at = colon
    if low[at - 1] == ")":
        # `Anna Ruiz (Ind.): "…"`
        at = next((t for t in range(at - 1, max(begin, at - _BRACKETS), -1) if low[t] == "("), at)
    content, number = (quote.first, quote.last), index.sentence_of[colon]
    if at > begin and index.tokens[at - 1].norm[:1].isupper():
        named = _named_alone(speech, at, begin) if index.mention_at[at - 1] >= 0 else None
        if named is not None:
            return Draft(named, (colon, colon + 1), [content], "", number)
        forms = [
            lemma for lemma, kind in tag_of(low[begin]).forms if kind in "pz" and lemma in speech.words.clause
        ]
        if forms and at - begin < _TITLE:
            # `Added Ruiz: "…"`
            return Draft((begin + 1, at), (begin, begin + 1), [content], forms[0], number)
    if at - begin > _TITLE or any(verb >= 0 for verb in index.verb_at[begin:at]):
        return None
    for token in range(at - 2, begin - 1, -1):
        if low[token] in {",", ";", ":", "—", "–"}:
            return None
        if low[token] in _POSSESSIVES or low[token].endswith(_OWNED):
            first = token
            while first > begin and low[first - 1] not in speech.words.openers:
                first -= 1
            return Draft((first, token + 1), (token + 1, at), [content], "", number)
        if low[token] in {"from", "by"} and index.mentions_in(token + 1, at):
            return Draft((token + 1, at), (begin, token + 1), [content], "", number)
    return None


def _named_alone(speech: Speech, at: int, begin: int) -> Range | None:
    """Return the speaker's name that is all there is before a colon, or behind a dash there."""
    first = at
    while first > begin and at - first < 10 and speech.low[first - 1] not in {"—", "–", "-", "--", "."}:
        if speech.index.verb_at[first - 1] >= 0 or speech.low[first - 1] in {",", ":"}:
            return None
        first -= 1
    entities, mentions = speech.index.names.entities, speech.index.names.mentions
    last = speech.index.mention_at[at - 1]
    kind = entities[mentions[last].entity].type
    return (first, at) if at - first < 10 and kind in {"person", "organisation"} else None


def _person_at(speech: Speech, at: int) -> Range | None:
    """Return the name of a person that ends right before a token."""
    number = speech.index.mention_at[at - 1]
    names = speech.index.names
    if number < 0 or names.entities[names.mentions[number].entity].type != "person":
        return None
    return speech.index.mention_range[number]


def _governs(speech: Speech, clause: Clause, quote: Quote) -> bool:
    """Tell whether words in quotation marks are what the subject of a clause says, not what a thing is called."""
    verb = clause.verb
    if verb is None or len(quote) <= _MIN_TOKENS:
        return False
    names = {
        "be",
        "have",
        "call",
        "name",
        "title",
        "wear",
        "carry",
        "hold",
        "sing",
        "play",
        "hear",
        "watch",
        "see",
    }
    capitals = sum(
        token.norm[:1].isupper() for token in speech.index.tokens[quote.inner_first : quote.inner_last]
    )
    return verb.lemma not in names and 2 * capitals < len(quote)


def _owner(speech: Speech, quote: Quote, sentence: int, by_sentence: dict[int, list[Draft]]) -> Draft | None:
    """Return the speaker beside a quoted sentence; None if nobody speaks there."""
    index, sentences = speech.index, speech.index.sentences
    paragraph = sentences[sentence].paragraph
    for other in range(sentence, max(-1, sentence - _BACK), -1):
        if sentences[other].paragraph != paragraph:
            break
        said = [d for d in by_sentence.get(other, []) if _speaks(speech, d)]
        if said:
            return said[0]
        if other == sentence - 1 and sentences[sentence].first == quote.first:
            acting = _actor(speech, other, by_sentence)
            if acting is not None:
                return acting
    end = index.sentence_of[quote.inner_last - 1]
    for other in range(end, min(len(sentences), end + 2)):
        if sentences[other].paragraph != paragraph:
            break
        said = [d for d in by_sentence.get(other, []) if _speaks(speech, d)]
        if said and said[0].cue is not None and said[0].cue[0] >= quote.last:
            return said[0]
    # A paragraph that is only a quotation goes on from the speaker of the paragraph before.
    if sentences[sentence].first == quote.first:
        for other in range(sentence - 1, max(-1, sentence - 4), -1):
            if sentences[other].paragraph < paragraph - 1:
                break
            said = [d for d in by_sentence.get(other, []) if _speaks(speech, d)]
            if said:
                return said[-1]
    return None


def _actor(speech: Speech, number: int, by_sentence: dict[int, list[Draft]]) -> Draft | None:
    """Return who a sentence tells about, where a quotation follows it: `The mayor shrugged. "…"`."""
    for draft in by_sentence.get(number, []):
        if draft.cue is not None and draft.source is not None and speech.quote_of[draft.cue[0]] < 0:
            return draft
    for clause in map(speech.index.clauses.__getitem__, speech.index.clauses_of[number]):
        if clause.kind != "main" or clause.verb is None or clause.verb.passive:
            continue
        source = find_source(speech, clause)
        if source is None or source[0] >= clause.verb.first or speech.quote_of[clause.verb.first] >= 0:
            return None
        if speech.low[source[0]] in {"he", "she"} or _names_person(speech, source):
            return Draft(source, (clause.verb.first, clause.verb.last), [], clause.verb.lemma, number)
        return None
    return None


def _names_person(speech: Speech, source: Range) -> bool:
    names = speech.index.names
    return any(
        names.entities[names.mentions[m].entity].type == "person" for m in speech.index.mentions_in(*source)
    )


def _speaks(speech: Speech, draft: Draft) -> bool:
    """Tell whether somebody named makes a statement, outside any quotation."""
    return (
        draft.cue is not None
        and draft.source is not None
        and speech.quote_of[draft.cue[0]] < 0
        and draft.lemma not in speech.words.attitude
    )
