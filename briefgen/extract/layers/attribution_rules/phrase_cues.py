"""Cues that are no verbs: `according to`, `in its view`, nouns and adjectives with a clause."""

from briefgen.extract.layers.attribution_rules.contents import around
from briefgen.extract.layers.attribution_rules.noun_cues import find_noun_cue
from briefgen.extract.layers.attribution_rules.sources import is_speaker
from briefgen.extract.layers.attribution_rules.speech import Draft, Range, Speech
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_POSSESSIVES = frozenset({"his", "her", "its", "their", "'", "’"})
_OWNED = ("'s", "’s", "s'", "s’")
_BREAKS = load_words("attribution_rules", "breaks")


def find_phrase_cues(speech: Speech, number: int, here: list[Draft]) -> list[Draft]:
    """Find the attributions of sentence `number` that hang on no verb.

    Args:
        speech: lookups of the article.
        number: index of the sentence.
        here: attributions of its verbs.
    """
    index, words = speech.index, speech.words
    sentence = index.sentences[number]
    found: list[Draft] = []
    at = bound = sentence.first
    while at < sentence.last:
        word = speech.low[at]
        if word not in words.phrase_starts:
            at += 1
            continue
        phrase = next(
            (p for p in words.before_source.get(word, ()) if index.starts_with(at, p, sentence.last)), None
        )
        if phrase is None:
            draft, end = _other_cue(speech, at, bound, sentence, number)
            if draft is None:
                draft = find_noun_cue(speech, at, sentence, number)
                if draft is not None and any(a == at + 1 for other in here for a, _ in other.content):
                    # `said in a statement that`: what is said has its cue.
                    draft = None
                if draft is not None and any(a <= at < b for other in here for a, b in other.content):
                    draft.nested = True
                    if words.is_attitude(draft.lemma):
                        draft = None
            if draft is not None and draft.content:
                found.append(draft)
            at = max(end, at + 1)
            continue
        cue = (at, at + len(phrase))
        source = _source_behind(speech, cue[1], sentence)
        rate = phrase[0] == "per" and speech.low[at + 1 : at + 2] == ["cent"]
        if source is None or rate or (phrase[0] == "per" and not index.mentions_in(*source)):
            at = cue[1]
            continue
        content: list[Range] = []
        if phrase[0] in {"citing", "quoting"}:
            content = _governing(speech, at, here)
        if not content:
            content = around(speech, at, source[1], bound, sentence)
        if content:
            found.append(Draft(source, cue, content, " ".join(phrase), number))
            if at > sentence.first + 1:
                bound = source[1]
        at = source[1]
    return found


def _other_cue(
    speech: Speech, at: int, bound: int, sentence: Sentence, number: int
) -> tuple[Draft | None, int]:
    """Return the attribution that begins at a token, and the token behind its cue."""
    word = speech.low[at]
    if word in {"in", "by"}:
        view = _view_cue(speech, at, sentence)
        if view is not None:
            owner, framing = view
            content = around(speech, framing[0], framing[1], bound, sentence)
            return Draft(owner, framing, content, "in view of", number), framing[1]
    if word == "so":
        named = _so_source(speech, at, sentence)
        if named is not None:
            content = around(speech, at, named[1], bound, sentence)
            return Draft(named, (at, at + 1), content, "so", number), named[1]
    return None, at + 1


def _so_source(speech: Speech, at: int, sentence: Sentence) -> Range | None:
    """Return the source in `…, so the ministry on Friday` and `…, so Price, …`."""
    index, low = speech.index, speech.low
    if at <= sentence.first or low[at - 1] != ",":
        return None
    end = at + 1
    while end < sentence.last and low[end] not in MARKS and index.verb_at[end] < 0:
        if end > at + 1 and low[end] in speech.words.openers - {"of"}:
            break
        end += 1
    if end == at + 1 or end - at > 9:
        return None
    if end < sentence.last and index.verb_at[end] >= 0 and end - at > 2:
        return None
    if is_speaker(speech, (at + 1, end)):
        return at + 1, end
    return None


def _view_cue(speech: Speech, at: int, sentence: Sentence) -> tuple[Range, Range] | None:
    """Find `in the paper's words`, `in its view`, `by his account`."""
    low = speech.low
    for end in range(at + 2, min(at + 7, sentence.last)):
        if low[end] in speech.words.view_nouns:
            owner = low[end - 1]
            if owner.endswith(_OWNED) or owner in _POSSESSIVES:
                return (at + 1, end), (at, end + 1)
            return None
        if low[end] in MARKS - {"'", "’"} or speech.index.verb_at[end] >= 0:
            return None
    return None


def _source_behind(speech: Speech, at: int, sentence: Sentence) -> Range | None:
    """Return the noun phrase behind `according to`."""
    index, low = speech.index, speech.low
    end = at
    while end < sentence.last and low[end] not in ENDS:
        word = low[end]
        if word == "," and _is_apposed(speech, end, sentence):
            end += 1
            continue
        if word in MARKS - {"'", "’", "-", "("} or (end > at and index.verb_at[end] >= 0):
            break
        if end > at and end in speech.clause_starts and low[end - 1] not in {"of", "by", "for", "in"}:
            break
        if end > at and word in _BREAKS and index.mention_at[end] < 0:
            break
        end += 1
    return (at, end) if end > at else None


def _is_apposed(speech: Speech, comma: int, sentence: Sentence) -> bool:
    """Tell whether a comma opens a person's name that goes with the words before: `its president, X`."""
    index = speech.index
    if comma + 1 >= sentence.last or index.mention_at[comma + 1] < 0:
        return False
    mention = index.mention_at[comma + 1]
    last = index.mention_range[mention][1]
    entity = index.names.entities[index.names.mentions[mention].entity]
    return entity.type == "person" and (last >= sentence.last or speech.low[last] in MARKS)


def _governing(speech: Speech, at: int, here: list[Draft]) -> list[Range]:
    """Return the content of the cue that `citing X` hangs on."""
    for draft in reversed(here):
        if draft.cue is not None and draft.cue[0] < at and not any(a <= at < b for a, b in draft.content):
            return list(draft.content)
    for draft in here:
        if draft.cue is not None and draft.cue[0] < at:
            kept = [(a, min(b, at)) for a, b in draft.content]
            kept = [speech.index.trim(a, b) for a, b in kept if b > a]
            if kept:
                return kept
    return []
