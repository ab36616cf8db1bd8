"""Quotations without a cue of their own: whose they are, from what stands beside them."""

from briefgen.extract.layers.index import ENDS
from briefgen.extract.layers.quotes import Quote
from briefgen.extract.layers.speech import Draft, Speech

_MIN_TOKENS = 3
_BACK = 5
"""Sentences of the paragraph that a quotation reaches back for its speaker."""


def adopt_quotes(speech: Speech, drafts: list[Draft]) -> None:
    """Give quotations that no content holds to a speaker beside them; new ones go to the end of `drafts`.

    A quoted sentence belongs to the speaker of its paragraph before it, else to the one right behind it, else to
    the speaker of the paragraph before; what continues an open quotation belongs to whose that is.
    """
    quotes, quote_of = speech.quotes, speech.quote_of
    owners: dict[int, Draft] = {}
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
        within = quote_of[draft.cue[0]] if draft.cue is not None else -1
        for first, last in draft.content:
            for token in range(first, last):
                number = quote_of[token]
                if number >= 0 and number != within:
                    owners.setdefault(number, draft)
    for number, quote in enumerate(quotes):
        if number in owners or len(quote) < _MIN_TOKENS or not _is_sentence(speech, quote):
            continue
        first_sentence = speech.index.sentence_of[quote.inner_first]
        found = owners.get(number - 1) if number and quote.continues else None
        found = found or _owner(speech, quote, first_sentence, by_sentence)
        if found is None:
            found = Draft(None, None, [], "", first_sentence)
            drafts.append(found)
        found.content.append((quote.first, quote.last))
        owners[number] = found


def _is_sentence(speech: Speech, quote: Quote) -> bool:
    """Tell whether a quotation is speech, not a few words in quotation marks."""
    index = speech.index
    ends = index.low[quote.inner_last - 1] in ENDS | {","} or (
        quote.last < len(index.low) and index.low[quote.last] in ENDS
    )
    first = index.sentences[index.sentence_of[quote.inner_first]].first
    opens = first in {quote.first, quote.inner_first}
    return (ends and (opens or len(quote) > 6)) or quote.continues


def _owner(speech: Speech, quote: Quote, sentence: int, by_sentence: dict[int, list[Draft]]) -> Draft | None:
    index, sentences = speech.index, speech.index.sentences
    paragraph = sentences[sentence].paragraph
    for other in range(sentence, max(-1, sentence - _BACK), -1):
        if sentences[other].paragraph != paragraph:
            break
        said = [
            d
            for d in by_sentence.get(other, [])
            if d.cue is not None and d.source is not None and speech.quote_of[d.cue[0]] < 0
        ]
        if said:
            return said[0]
    end = index.sentence_of[quote.inner_last - 1]
    for other in range(end, min(len(sentences), end + 2)):
        if sentences[other].paragraph != paragraph:
            break
        said = [d for d in by_sentence.get(other, []) if d.source is not None]
        if said and said[0].cue is not None and said[0].cue[0] >= quote.last:
            return said[0]
    # A paragraph that is only a quotation goes on from the speaker of the paragraph before.
    if sentences[sentence].first == quote.first:
        for other in range(sentence - 1, max(-1, sentence - 4), -1):
            if sentences[other].paragraph < paragraph - 1:
                break
            said = [
                d
                for d in by_sentence.get(other, [])
                if d.source is not None and d.lemma in speech.words.clause
            ]
            if said:
                return said[-1]
    return None
