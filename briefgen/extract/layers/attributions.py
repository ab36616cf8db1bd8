"""Attributions: who says what (source, cue, content; PARC / PolNeAR)."""

from typing import Literal

import msgspec

from briefgen.extract.layers.attribution_rules.loose_quotes import adopt_quotes
from briefgen.extract.layers.attribution_rules.phrase_cues import find_phrase_cues
from briefgen.extract.layers.attribution_rules.quote_cues import find_quote_cues
from briefgen.extract.layers.attribution_rules.quotes import find_quotes
from briefgen.extract.layers.attribution_rules.speakers import Speaker, find_speaker
from briefgen.extract.layers.attribution_rules.speech import Draft, Speech
from briefgen.extract.layers.attribution_rules.verb_cues import find_verb_cue
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.layers.names import NamesFound
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.span import Span

Kind = Literal["statement", "belief", "attitude"]


class Attribution(msgspec.Struct, frozen=True):
    """One statement with who makes it."""

    source: Span | None
    """Words that name the speaker; None where unsaid."""
    cue: Span | None
    """Words of speaking: `said`, `according to`."""
    content: tuple[Span, ...]
    """What is said, in text order."""
    speaker: int | None
    """Index of the entity that speaks: a person, else an organisation, place or nationality; None if unknown."""
    on_behalf: int | None
    """Index of the organisation or state spoken for (`State Department spokesman Ned Price`)."""
    role: str
    """Role of the speaker in the text: `spokesman`; ""."""
    via: Span | None
    """Outlet or agency that passes it on (`told Reuters`)."""
    lemma: str
    """Base form of the cue: `say`, `warn`, `according to`; ""."""
    quotes: tuple[Span, ...]
    """Direct speech inside the content, marks excluded."""
    kind: Kind = "statement"
    """Whether something is said, believed (`fears that 30 are dead`), or only felt or wanted (`backs the plan`)."""
    told: Literal["", "quotation", "clause"] = ""
    """Where the cue itself is told by another speaker: in direct speech, or in the clause of what is said."""
    pronoun: Span | None = None
    """`who`, where it stands for the source at the cue."""


def find_attributions(
    text: str,
    repaired: Repaired,
    sentences: list[Sentence],
    clauses: list[Clause],
    names: NamesFound,
) -> list[Attribution]:
    """Find attributions, in order of their content; contents may nest (chains).

    Args:
        text: the article's normalized text.
        repaired: its tokens.
        sentences: its sentences.
        clauses: its clauses.
        names: its entities and their mentions.

    Returns:
        Each with at least one span of content. A quotation without a cue of its own belongs to the speaker of the
        sentence before, else of the one behind, within its paragraph.
    """
    index = TokenIndex(repaired, sentences, clauses, names)
    speech = Speech(index, find_quotes(repaired, sentences))
    drafts: list[Draft] = []
    quoting = {draft.cue[0]: draft for draft in find_quote_cues(speech) if draft.cue is not None}
    for number, sentence in enumerate(sentences):
        here = [d for d in map(quoting.get, range(sentence.first, sentence.last)) if d is not None]
        for clause in index.clauses_of[number]:
            verb = clauses[clause].verb
            if verb is None or any(token in quoting for token in range(verb.first, verb.last)):
                continue
            draft = find_verb_cue(speech, clause, here)
            if draft is not None and not _is_told_attitude(speech, draft, clause, here):
                here.append(_within_quote(speech, draft))
        drafts += here
        drafts += find_phrase_cues(speech, number, here)
    adopt_quotes(speech, drafts)
    return _resolve(speech, drafts)


def _within_quote(speech: Speech, draft: Draft) -> Draft:
    """Keep the content of a cue inside a quotation inside it."""
    number = speech.quote_of[draft.cue[0]] if draft.cue is not None else -1
    if number < 0:
        return draft
    quote = speech.quotes[number]
    kept = [(max(a, quote.inner_first), min(b, quote.inner_last)) for a, b in draft.content]
    draft.content = [(a, b) for a, b in kept if a < b]
    return draft


def _is_told_attitude(speech: Speech, draft: Draft, clause: int, here: list[Draft]) -> bool:
    """Tell whether a cue is what others say somebody wants: `said that the rebels wanted to talk`.

    Whether the cue stands in the `that` clause of another one is kept in the draft.
    """
    if draft.cue is None or speech.quote_of[draft.cue[0]] >= 0:
        return False
    inside = any(a <= draft.cue[0] < b for other in here for a, b in other.content)
    if not inside:
        return False
    draft.nested = speech.index.clauses[clause].kind == "that"
    return draft.lemma in speech.words.attitude


def _is_first_person(index: TokenIndex, draft: Draft) -> bool:
    source = draft.source
    return source is not None and source[1] - source[0] == 1 and index.low[source[0]] in {"we", "i"}


def _resolve(speech: Speech, drafts: list[Draft]) -> list[Attribution]:
    """Turn token ranges into spans and find who the sources are, in text order."""
    index = speech.index
    drafts = [draft for draft in drafts if draft.content]
    drafts.sort(key=lambda d: (d.sentence, d.cue or (0, 0)))
    speakers: list[Speaker] = []
    found: list[Attribution] = []
    # Who speaks in a quotation is known before what `we` means in it.
    drafts.sort(key=lambda draft: _is_first_person(index, draft))
    resolved: list[tuple[Draft, Speaker]] = []
    for draft in drafts:
        if _is_first_person(index, draft):
            speaker = _speaker_around(draft, resolved) or Speaker(None, None, "", None, draft.sentence)
        else:
            speaker = find_speaker(index, draft.core or draft.source, draft.cue, draft.sentence, speakers)
            speakers.append(speaker)
        resolved.append((draft, speaker))
        content = sorted(set(draft.content))
        quotes = sorted(
            {
                speech.quote_of[token]
                for first, last in content
                for token in range(first, last)
                if speech.quote_of[token] >= 0
            }
        )
        via = speaker.via or draft.via
        found.append(
            Attribution(
                source=index.span(*draft.source) if draft.source else None,
                cue=index.span(*draft.cue) if draft.cue else None,
                content=tuple(index.span(first, last) for first, last in content),
                speaker=speaker.entity,
                on_behalf=speaker.on_behalf,
                role=speaker.role,
                via=index.span(*via) if via else None,
                lemma=draft.lemma,
                quotes=tuple(
                    index.span(speech.quotes[q].inner_first, speech.quotes[q].inner_last) for q in quotes
                ),
                kind=_kind(speech, draft.lemma),
                told=_told(speech, draft),
                pronoun=index.span(*draft.pronoun) if draft.pronoun else None,
            )
        )
    found.sort(key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue or Span(0, 0)))
    return found


def _speaker_around(draft: Draft, resolved: list[tuple[Draft, Speaker]]) -> Speaker | None:
    """Return who says the shortest stretch of words around a cue: `X wrote …, while Y wrote: “We | condemn …`."""
    if draft.cue is None:
        return None
    around = [
        (b - a, number)
        for number, (other, _) in enumerate(resolved)
        for a, b in other.content
        if a <= draft.cue[0] < b
    ]
    return resolved[min(around)[1]][1] if around else None


def _kind(speech: Speech, lemma: str) -> Kind:
    if lemma in speech.words.belief:
        return "belief"
    return "attitude" if speech.words.is_attitude(lemma) else "statement"


def _told(speech: Speech, draft: Draft) -> Literal["", "quotation", "clause"]:
    if draft.cue is not None and speech.quote_of[draft.cue[0]] >= 0:
        return "quotation"
    return "clause" if draft.nested else ""
