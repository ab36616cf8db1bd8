"""Quotations with their cue right behind them: `"…," said Price`, `"…," Price, the spokesman, told reporters`."""

from bisect import bisect_left

from briefgen.extract.layers.attribution_rules.quotes import Quote
from briefgen.extract.layers.attribution_rules.sources import inverted_source, source_before, with_apposition
from briefgen.extract.layers.attribution_rules.speech import LINKS, QUOTE_MARKS, Draft, Range, Speech
from briefgen.extract.layers.clause_rules.tags import tag_of
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words

_OPEN_ENDS = load_words("attribution_rules", "open_ends")
"""Last words of a quotation that its sentence goes on behind."""
_LONGEST = 45
"""Tokens between a quotation and the verb behind it: sources of the attribution train set have up to 35 words."""
_SHORT = 8
"""Tokens of a whole sentence `Price said on Monday.` behind a quotation with a full stop."""
_RELATIVES = frozenset({"who", "which", "whose", "whom", "that"})
_AUXILIARIES = "MHBX"


def find_quote_cues(speech: Speech) -> list[Draft]:
    """Find the cues that stand right behind quotations, in text order.

    They are read from the words themselves: what stands inside quotation marks leads the reading of clauses astray.
    """
    found: list[Draft] = []
    for number, quote in enumerate(speech.quotes):
        draft = _behind(speech, number, quote, found[-1] if found else None)
        if draft is not None:
            found.append(draft)
    return found


def _behind(speech: Speech, number: int, quote: Quote, before: Draft | None) -> Draft | None:
    low, index = speech.low, speech.index
    at = quote.last
    if at >= len(low) or index.sentence_of[at] < 0:
        return None
    ends = low[quote.inner_last - 1]
    comma = low[at] in {",", "—", "–"}
    if comma:
        at += 1
    elif ends not in _OPEN_ENDS | {"."} and quote.last > quote.inner_last:
        return None
    if at >= len(low) or index.sentence_of[at] < 0:
        return None
    sentence = index.sentence_of[at]
    if index.sentences[sentence].paragraph != quote.paragraph:
        return None
    last = min(index.sentences[sentence].last, at + 4 * _LONGEST)
    if low[at] in LINKS:
        # `…," while Ruiz said …`
        return None
    named = _inverted(speech, at, last) or _straight(speech, at, last)
    if named is None:
        return None
    source, cue, lemma, core = named
    behind = max(source[1], cue[1])
    if lemma in speech.words.weak and cue[1] < last and low[cue[1]] in {"that", "to"}:
        return None
    via, behind = speech.skip_adjuncts(lemma, behind, last)
    if ends == "." and not comma and (behind - at > _SHORT or (behind < last and low[behind] not in ENDS)):
        # `"We had no warning." Price said that …` is a new sentence, `"…." Price said.` is not.
        return None
    begin = _beginning(speech, quote, before)
    if (
        begin < quote.first
        and _is_framing(speech, begin, quote.first)
        and behind < last
        and low[behind] not in ENDS
    ):
        # `Asked about the "bridge to nowhere," Ruiz said it was closed.`
        return None
    content = [(begin, quote.last)]
    if behind < last and low[behind] in {",", ":", "—", "–", "-", "--"}:
        behind += 1
    if number + 1 < len(speech.quotes) and speech.quotes[number + 1].first == behind < last:
        if ends in ENDS and low[quote.first - 1] in {",", ":"} and quote.first > _head(speech, quote) + 1:
            # `Asked, "Why?" Ruiz answered, "Because."`
            content = []
        content.append((behind, speech.quotes[number + 1].last))
    elif number + 1 < len(speech.quotes) and goes_on(speech, quote, speech.quotes[number + 1]):
        content.append((speech.quotes[number + 1].first, speech.quotes[number + 1].last))
    elif behind < last and low[behind] == "that" and low[behind - 1] == ",":
        # `"It is our bad luck," he said, that both men came from here.`
        content.append(speech.whole_quotes(*index.trim(behind, last, marks=",;:—–-.!?…")))
    return Draft(source, cue, content, lemma, sentence, via, core)


def goes_on(speech: Speech, before: Quote, quote: Quote) -> bool:
    """Tell whether a quotation takes up the one before it: `"We left," she said in Galle, "and came back"`."""
    index = speech.index
    return (
        index.sentence_of[before.inner_last - 1] == index.sentence_of[quote.inner_first]
        and index.low[before.inner_last - 1] == ","
        and index.low[quote.first - 1] == ","
        and index.tokens[quote.inner_first].norm[:1].islower()
        and sum(
            number >= 0 and speech.cues[number][0] in speech.words.clause
            for number in set(index.verb_at[before.last : quote.first])
        )
        < 2
    )


def _head(speech: Speech, quote: Quote) -> int:
    """Return the first token of the sentence in which a quotation begins."""
    return speech.index.sentences[speech.index.sentence_of[quote.inner_first]].first


def _is_framing(speech: Speech, at: int, end: int) -> bool:
    """Tell whether what begins at a token frames what follows: `When asked, …`, `To a question on …`."""
    if speech.low[at] in speech.words.openers and all(verb < 0 for verb in speech.index.verb_at[at:end]):
        return True
    clauses = speech.index.clauses
    number = bisect_left(clauses, at, key=lambda clause: clause.first)
    while number < len(clauses) and clauses[number].first == at:
        if clauses[number].kind in {"adverbial", "participial"}:
            return True
        number += 1
    return False


def _beginning(speech: Speech, quote: Quote, before: Draft | None) -> int:
    """Return where the content of a quotation begins: `A "historic day for all", he said` with its first words."""
    low, first = speech.low, quote.first
    sentence = speech.index.sentences[speech.index.sentence_of[quote.inner_first]]
    if first <= sentence.first or low[first - 1] == ":" or first - sentence.first > 2 * _LONGEST:
        return first
    begin = sentence.first
    while begin < first and low[begin] in LINKS | MARKS - QUOTE_MARKS:
        begin += 1
    if before is not None and before.cue is not None and before.cue[0] >= begin:
        return first
    for number in speech.index.verb_at[begin:first]:
        if number >= 0 and speech.quote_of[begin] < 0:
            verb = speech.index.clauses[number].verb
            lemma = verb.lemma if verb is not None else ""
            if lemma in speech.words.clause and lemma not in speech.words.weak and low[first - 1] == ",":
                # `He added, "…," she said`: two speakers.
                return first
    return speech.whole_quotes(begin, first)[0] if begin < first else first


def _lemma(speech: Speech, at: int, last: int) -> str:
    """Return the base form of a verb that can carry a quotation; "" if the token is none."""
    norm = speech.index.tokens[at].norm
    if norm[:1].isupper() and not norm[1:].islower():
        return ""
    words = speech.words
    for lemma, kind in tag_of(norm.lower()).forms:
        if kind not in "pzb":
            continue
        if at + 1 < last and f"{lemma} {speech.low[at + 1]}" in words.clause:
            return f"{lemma} {speech.low[at + 1]}"
        if lemma in words.with_quotation or (lemma in words.clause and lemma not in words.attitude):
            return lemma
    return ""


def _any_verb(speech: Speech, token: int, at: int, last: int) -> str:
    """Return the base form of a verb that ends `"…," he surmised.`, whatever it means; "" if it is none."""
    low, index = speech.low, speech.index
    named = low[token - 1] in {"he", "she", "they", "i"} or (
        index.mention_at[token - 1] >= 0 and index.mention_range[index.mention_at[token - 1]][0] >= at
    )
    if not named or not speech.ends_statement(token + 1, last):
        return ""
    return next((lemma for lemma, kind in tag_of(index.tokens[token].norm).forms if kind in "pz"), "")


def _inverted(speech: Speech, at: int, last: int) -> tuple[Range, Range, str, Range | None] | None:
    """Read `said Price, the spokesman`."""
    if at + 1 >= last or speech.index.tokens[at].norm[:1].isupper():
        return None
    lemma = _lemma(speech, at, last)
    if not lemma or speech.low[at + 1] in MARKS | speech.words.openers | LINKS | {"that"}:
        return None
    source = inverted_source(speech, at + 1, last)
    if source is None:
        return None
    whole = with_apposition(speech, source, last)
    return whole, (at, at + 1), lemma, source if whole != source else None


def _straight(speech: Speech, at: int, last: int) -> tuple[Range, Range, str, Range | None] | None:
    """Read `Price, the spokesman, has told`."""
    low = speech.low
    relative = False
    skipped = at
    for token in range(at, min(last, at + _LONGEST)):
        word = low[token]
        if token < skipped:
            continue
        if word == "(":
            skipped = next((t + 1 for t in range(token, min(last, token + _SHORT)) if low[t] == ")"), token)
            continue
        if word in ENDS | {";", ":"} | QUOTE_MARKS:
            return None
        if word == ",":
            relative = False
            continue
        if word in _RELATIVES:
            relative = True
            continue
        if relative or token == at:
            continue
        letter = tag_of(speech.index.tokens[token].norm).letter
        lemma = _lemma(speech, token, last)
        if lemma and low[token - 1] not in {"the", "a", "an", "of", "to", "his", "her", "its", "their"}:
            first = token
            while first > at + 1 and tag_of(speech.index.tokens[first - 1].norm).letter in "MHXAn":
                first -= 1
            source = source_before(speech, first, at)
            if source is None:
                return None
            return source, (first, token + 1 + (" " in lemma)), lemma, None
        if letter in _AUXILIARIES:
            continue
        other = _any_verb(speech, token, at, last)
        if other:
            source = source_before(speech, token, at)
            return (source, (token, token + 1), other, None) if source is not None else None
        number = speech.index.verb_at[token]
        if number >= 0:
            verb = speech.index.clauses[number].verb
            if verb is not None and verb.tense not in {"participle", "infinitive"}:
                return None
    return None
