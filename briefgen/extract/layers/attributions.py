"""Attributions: who says what (source, cue, content; PARC / PolNeAR)."""

from functools import cache

import msgspec

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS, TokenIndex
from briefgen.extract.layers.names import NamesFound
from briefgen.extract.layers.quotes import Quote, find_quotes
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.speakers import Speaker, find_speaker
from briefgen.extract.layers.tokens import Repaired
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.model.span import Span


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


class _Lexicon(msgspec.Struct, frozen=True):
    clause: frozenset[str]
    object: frozenset[str]
    infinitive: frozenset[str]
    weak: frozenset[str]
    addressee: frozenset[str]
    particles: dict[str, frozenset[str]]
    before_source: tuple[tuple[str, ...], ...]
    view_nouns: frozenset[str]
    outlets: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    raw = load_lexicon("speech")
    return _Lexicon(
        clause=frozenset(load_phrases("speech", "clause")),
        object=frozenset(load_phrases("speech", "object")),
        infinitive=frozenset(load_phrases("speech", "infinitive")),
        weak=frozenset(load_phrases("speech", "weak")),
        addressee=frozenset(load_phrases("speech", "with_addressee")),
        particles={verb: frozenset(words) for verb, words in raw["particles"].items()},
        before_source=tuple(
            sorted(
                (tuple(phrase.split()) for phrase in load_phrases("speech", "before_source")),
                key=len,
                reverse=True,
            )
        ),
        view_nouns=frozenset(load_phrases("speech", "view_nouns")),
        outlets=frozenset(load_phrases("speech", "outlets")),
    )


_ADJUNCT_OPENERS = frozenset(
    [
        "in",
        "on",
        "at",
        "during",
        "by",
        "through",
        "via",
        "from",
        "after",
        "before",
        "as",
        "late",
        "early",
        "earlier",
        "later",
        "today",
        "yesterday",
        "tonight",
        "again",
        "this",
        "last",
        "following",
        "when",
        "while",
        "with",
        "about",
        "over",
        "to",
        "for",
        "of",
        "shortly",
        "separately",
        "also",
        "meanwhile",
        "there",
        "here",
    ]
)
_QUOTE_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "``", "''", "‘", "’", "'"})
_LINKS = frozenset({"and", "but", "or", "while", "whereas"})
_MIN_QUOTE_TOKENS = 3
_COUNTING = frozenset({"count", "put", "register", "record", "list", "estimate", "reckon", "tally"})
"""Cues that speak with a number: `put the losses at 93 billion`."""


class _Draft(msgspec.Struct):
    """An attribution in token indices, before its speaker is known."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: list[tuple[int, int]]
    lemma: str
    sentence: int
    via: tuple[int, int] | None = None


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
    finder = _Finder(index, find_quotes(repaired, sentences))
    drafts = finder.find()
    return _resolve(index, finder, drafts)


class _Finder:
    """Finds the token ranges of source, cue and content."""

    def __init__(self, index: TokenIndex, quotes: list[Quote]) -> None:
        self.index = index
        self.quotes = quotes
        self.words = _lexicon()
        self.quote_of: list[int] = [-1] * len(index.tokens)
        for number, quote in enumerate(quotes):
            self.quote_of[quote.first : quote.last] = [number] * (quote.last - quote.first)

    def find(self) -> list[_Draft]:
        drafts: list[_Draft] = []
        for number in range(len(self.index.sentences)):
            here: list[_Draft] = []
            for clause in self.index.clauses_of[number]:
                draft = self._verb_cue(clause, here)
                if draft is not None:
                    here.append(self._within_quote(draft))
            here += self._phrase_cues(number, here)
            drafts += here
        self._adopt_quotes(drafts)
        return drafts

    # Verbs of saying

    def _within_quote(self, draft: _Draft) -> _Draft:
        """Keep the content of a cue inside a quotation inside it."""
        number = self.quote_of[draft.cue[0]] if draft.cue is not None else -1
        if number < 0:
            return draft
        quote = self.quotes[number]
        kept = [(max(a, quote.inner_first), min(b, quote.inner_last)) for a, b in draft.content]
        draft.content = [(a, b) for a, b in kept if a < b]
        return draft

    def _verb_cue(self, number: int, here: list[_Draft]) -> _Draft | None:
        clause = self.index.clauses[number]
        verb = clause.verb
        if verb is None or self.index.low[verb.last - 1] in {"citing", "quoting"}:
            return None
        lemma, cue_last = self._lemma(clause)
        words = self.words
        if lemma not in words.clause and lemma not in words.object and lemma not in words.infinitive:
            return None
        if verb.passive and not self._is_finite_after_all(clause):
            return self._passive_cue(clause, lemma)
        sentence = self.index.sentences[clause.sentence]
        cue = (verb.first, cue_last)
        source = self._source(clause)
        if clause.kind == "participial" and here and here[-1].source is not None:
            # `The mayor said that the bridge was gone, adding …`: the mayor adds.
            source = here[-1].source
        elif clause.subject_inherited and source is not None and here and here[-1].source is not None:
            before_source = here[-1].source
            if before_source[0] <= source[0] and source[1] <= before_source[1]:
                source = before_source
        after = cue_last
        if lemma == "make known":
            return self._made_known(clause, cue, sentence)
        if source is None or (source[0] >= verb.last):
            inverted = (
                source if source is not None else self._inverted_subject(cue_last, sentence.last, clause)
            )
            if inverted is not None:
                source = inverted
                after = inverted[1]
        if source is None and clause.kind not in {"participial", "coordinate"}:
            return None
        if (verb.tense == "infinitive" or self._is_number(source)) and lemma in words.weak:
            return None
        before = self._content_before(clause, source, cue, sentence)
        via, after = self._skip_adjuncts(lemma, after, sentence.last)
        behind = self._content_behind(number, lemma, after, sentence)
        content: list[tuple[int, int]] = []
        if before is not None and self._is_parenthesis(before, behind, after, sentence):
            content.append(before)
            rest = self._rest_behind(after, sentence)
            if rest is not None:
                content.append(rest)
        elif behind is not None:
            content.append(behind)
        elif before is not None:
            content.append(before)
        content = [part for part in content if part[1] > part[0]]
        if not content:
            return None
        return _Draft(source, cue, content, lemma, clause.sentence, via)

    def _is_finite_after_all(self, clause: Clause) -> bool:
        """Tell whether a bare `said` is the verb of its sentence, where none other was found."""
        verb = clause.verb
        if verb is None or verb.last - verb.first != 1 or verb.tense != "participle" or clause.parent is None:
            return False
        if self._apposed(clause) is not None:
            return True
        return self.index.clauses[clause.parent].verb is None and clause.subject is not None

    def _lemma(self, clause: Clause) -> tuple[str, int]:
        """Return the base form of the cue with its particle, and the token behind it."""
        verb = clause.verb
        assert verb is not None  # noqa: S101 - callers ask only about clauses with a verb
        lemma, last = verb.lemma, verb.last
        low = self.index.low
        if lemma in {"make", "give"} and "known" in low[last : last + 6]:
            return "make known", last
        if last < len(low):
            follows = low[last]
            if f"{lemma} {follows}" in self.words.clause:
                return f"{lemma} {follows}", last + 1
            if follows in self.words.particles.get(lemma, ()):
                return lemma, last + 1
        return lemma, last

    def _apposed(self, clause: Clause) -> tuple[int, int] | None:
        """Return the source in `…, the mayor of the city, Iliyas Usserov, said`, which commas cut off."""
        index, verb = self.index, clause.verb
        if verb is None or verb.first < 3 or index.low[verb.first - 1] != ",":
            return None
        mention = index.mention_at[verb.first - 2]
        if mention < 0:
            return None
        entity = index.names.entities[index.names.mentions[mention].entity]
        first = index.mention_range[mention][0]
        begin = index.sentences[clause.sentence].first
        if entity.type == "person" and first - 1 > begin and index.low[first - 1] == ",":
            first -= 1
        elif first > begin and index.low[first - 1] not in MARKS:
            pass
        else:
            return (first, verb.first - 1) if entity.type != "place" else None
        while first > begin and index.low[first - 1] not in MARKS and index.verb_at[first - 1] < 0:
            first -= 1
        return first, verb.first - 1

    def _source(self, clause: Clause) -> tuple[int, int] | None:
        if clause.subject_inherited or clause.subject is None:
            apposed = self._apposed(clause)
            if apposed is not None:
                return apposed
        if clause.subject is not None:
            first, last = self.index.range_of(clause.subject)
            apposed = self._apposed(clause)
            if apposed is not None and apposed[0] <= last + 1 and first < apposed[1]:
                return min(first, apposed[0]), apposed[1]
            first, last = self.index.trim(first, last, marks=",;:—–-\"“”''``")
            if last > first and self.index.low[first] not in {"it"}:
                return first, last
            if last > first:
                return first, last
        parent = clause
        for _ in range(4):
            if parent.parent is None or parent.kind not in {"participial", "coordinate", "infinitive"}:
                return None
            parent = self.index.clauses[parent.parent]
            if parent.subject is not None:
                return self.index.range_of(parent.subject)
        return None

    def _inverted_subject(self, first: int, last: int, clause: Clause) -> tuple[int, int] | None:
        """Return the noun phrase behind `said` in `"…," said Price.`."""
        before = clause.verb.first - 1 if clause.verb is not None else -1
        low = self.index.low
        if before < 0 or (low[before] not in _QUOTE_MARKS and low[before] not in {",", "?", "!", "—"}):
            return None
        end = first
        while end < last and low[end] not in MARKS and self.index.verb_at[end] < 0:
            if end > first and low[end] in _ADJUNCT_OPENERS and low[end] not in {"of", "for"}:
                break
            end += 1
        # An apposition behind it names the role: `said Rau, Poland's foreign minister.`
        return (first, end) if end > first else None

    def _skip_adjuncts(self, lemma: str, at: int, last: int) -> tuple[tuple[int, int] | None, int]:
        """Return the outlet spoken to, and the token behind `told reporters in Geneva on Monday`."""
        low = self.index.low
        via: tuple[int, int] | None = None
        if lemma in self.words.addressee and at < last and low[at] not in {"that", ":", ","} | _QUOTE_MARKS:
            first = at
            while (
                at < last
                and low[at] not in MARKS
                and low[at] not in {"that", "to", "how", "what", "why", "whether"}
                and low[at] not in self.words.particles.get(lemma, ())
                and self.index.verb_at[at] < 0
                and not (at > first and low[at] in _ADJUNCT_OPENERS)
                and not (at > first and self._starts_clause(at))
            ):
                at += 1
            if at > first and self._is_outlet(first, at):
                via = (first, at)
        while (
            at < last
            and low[at] in _ADJUNCT_OPENERS
            and (low[at] not in self.words.particles.get(lemma, ()) or lemma not in self.words.addressee)
        ):
            end = at + 1
            while (
                end < last
                and low[end] not in MARKS
                and low[end] not in {"that"}
                and self.index.verb_at[end] < 0
                and not self._starts_clause(end)
                and not (low[end] in _ADJUNCT_OPENERS and low[end] != "of")
                and not (low[end][:1].isdigit() and end > at + 1 and low[end - 1][:1].isdigit())
            ):
                end += 1
            if end < last and self.index.verb_at[end] >= 0 and not self._starts_clause(end):
                break
            at = end
        return via, at

    def _is_outlet(self, first: int, last: int) -> bool:
        entities, mentions = self.index.names.entities, self.index.names.mentions
        if any(entities[mentions[m].entity].kind == "media" for m in self.index.mentions_in(first, last)):
            return True
        return any(word in self.words.outlets for word in self.index.low[first:last])

    def _starts_clause(self, token: int) -> bool:
        """Tell whether a clause or its subject begins at a token."""
        sentence = self.index.sentence_of[token]
        if sentence < 0:
            return False
        for number in self.index.clauses_of[sentence]:
            clause = self.index.clauses[number]
            if clause.first == token and clause.kind not in {"participial", "infinitive", "verbless"}:
                return True
            if clause.first > token:
                return False
        return False

    def _content_behind(self, number: int, lemma: str, at: int, sentence: Sentence) -> tuple[int, int] | None:
        index, words = self.index, self.words
        clause = index.clauses[number]
        low = index.low
        last = self._content_end(number, at, sentence)
        start = at
        while start < last and low[start] in {",", ":", "—", "–", "-"}:
            start += 1
        if start >= last:
            return None
        quoted = self.quote_of[start] >= 0 and self.quotes[self.quote_of[start]].first == start
        separated = start > at
        if quoted or (separated and low[at] == ":"):
            return self._whole_quotes(start, last)
        if separated:
            return None
        child = self._clause_behind(number, at, last)
        if low[start] == "that" and lemma in words.clause:
            return self._whole_quotes(start, last)
        if (
            low[start] in {"how", "why", "what", "whether", "if", "who", "where", "when"}
            and lemma in words.clause
        ):
            return self._whole_quotes(start, last)
        if (
            child is not None
            and lemma in words.clause
            and (lemma not in words.weak or low[child.first] == "that")
        ):
            if child.kind in {"that", "main"} and child.first - start <= 8:
                return self._whole_quotes(max(start, child.first) if child.first >= start else start, last)
            if child.kind == "relative" and child.marker == "that":
                return self._whole_quotes(child.first, last)
        if child is not None and child.kind == "infinitive" and lemma in words.infinitive:
            return self._whole_quotes(start, last)
        if low[start] in words.particles.get(lemma, ()) or low[at - 1] in words.particles.get(lemma, ()):
            return self._whole_quotes(start, last)
        if lemma in words.object and lemma not in words.weak and low[start] not in MARKS:
            return self._whole_quotes(start, last)
        if lemma in _COUNTING and self._has_number(start, last):
            return self._whole_quotes(start, last)
        if lemma in words.object and self._has_quote(start, last):
            return self._whole_quotes(start, last)
        if (
            lemma in words.clause
            and lemma not in words.weak
            and clause.kind != "coordinate"
            and index.has_verb(start, last)
        ):
            return self._whole_quotes(start, last)
        return None

    def _is_number(self, source: tuple[int, int] | None) -> bool:
        """Tell whether a source begins with a number: `1,234 of them registered` says nothing."""
        return source is not None and self.index.low[source[0]][:1].isdigit()

    def _has_number(self, first: int, last: int) -> bool:
        return any(word[:1].isdigit() for word in self.index.low[first:last])

    def _has_quote(self, first: int, last: int) -> bool:
        return any(number >= 0 for number in self.quote_of[first:last])

    def _clause_behind(self, number: int, at: int, last: int) -> Clause | None:
        for other in self.index.clauses_of[self.index.clauses[number].sentence]:
            clause = self.index.clauses[other]
            if other != number and at <= clause.first < last:
                return clause
        return None

    def _content_end(self, number: int, at: int, sentence: Sentence) -> int:
        """Return the token behind the last that can belong to the content: end of sentence, or the next cue."""
        index = self.index
        end = sentence.last
        for other in index.clauses_of[index.clauses[number].sentence]:
            clause = index.clauses[other]
            if (
                other == number
                or clause.first <= at
                or clause.verb is None
                or self.quote_of[clause.first] >= 0
            ):
                continue
            lemma, _ = self._lemma(clause)
            if lemma not in self.words.clause and lemma not in self.words.object:
                continue
            comma = index.low[clause.first - 1] == ","
            joined = clause.kind == "coordinate" and clause.subject_inherited
            aside = clause.kind == "participial" and comma and lemma in self.words.clause
            if joined or aside:
                end = min(end, clause.first)
        while end > at and (index.low[end - 1] in ENDS or index.low[end - 1] in {",", ";"} | _LINKS):
            if index.low[end - 1] in ENDS and self.quote_of[end - 1] >= 0:
                break
            end -= 1
        return end

    def _whole_quotes(self, first: int, last: int) -> tuple[int, int]:
        """Widen a range so that it cuts no quotation it begins or ends in."""
        if first < len(self.quote_of) and self.quote_of[first] >= 0:
            first = self.quotes[self.quote_of[first]].first
        if last > first and self.quote_of[last - 1] >= 0:
            last = self.quotes[self.quote_of[last - 1]].last
        return first, last

    def _content_before(
        self, clause: Clause, source: tuple[int, int] | None, cue: tuple[int, int], sentence: Sentence
    ) -> tuple[int, int] | None:
        """Return what stands before `, the ministry said` or `," said Price`."""
        index = self.index
        head = cue[0] if source is None or source[0] >= cue[1] or source[1] < sentence.first else source[0]
        if head <= sentence.first:
            # `Dozens died." Price said` after a quotation that the sentence break has cut.
            return None
        mark = index.low[head - 1]
        if mark not in _QUOTE_MARKS and mark not in {",", "?", "!", "—", "–"}:
            return None
        first = sentence.first
        if self.quote_of[first] >= 0:
            first = self.quotes[self.quote_of[first]].first
        first, last = index.trim(first, head, marks=",;:—–-")
        if last <= first:
            return None
        has_quote = any(self.quote_of[token] >= 0 for token in range(first, last))
        if not has_quote and not index.has_verb(first, last):
            follows = index.low[cue[1]] if cue[1] < sentence.last else "."
            # `The figure, the ministry said, is wrong.`
            if follows != "," or index.low[first] in _ADJUNCT_OPENERS:
                return None
        if not has_quote and self._is_dependent(first, sentence):
            return None
        while last > first and index.low[first] in _LINKS:
            first += 1
        return first, last

    def _is_dependent(self, first: int, sentence: Sentence) -> bool:
        """Tell whether a sentence opens with `When asked, …`, which frames what follows."""
        for number in self.index.clauses_of[self.index.sentence_of[sentence.first]]:
            clause = self.index.clauses[number]
            if clause.first >= first:
                return clause.kind in {"adverbial", "participial"} and not any(
                    self.index.clauses[other].kind == "main"
                    and self.index.clauses[other].verb is not None
                    and clause.last <= self.index.clauses[other].first
                    and self._lemma(self.index.clauses[other])[0] not in self.words.clause
                    for other in self.index.clauses_of[clause.sentence]
                )
        return False

    def _is_parenthesis(
        self, before: tuple[int, int], behind: tuple[int, int] | None, after: int, sentence: Sentence
    ) -> bool:
        """Tell whether content stands before the cue although words follow it."""
        if behind is None:
            return True
        low = self.index.low
        opener = low[after] if after < sentence.last else "."
        if opener in {"that", ":"} or (self.quote_of[behind[0]] >= 0 and low[behind[0] - 1] == ":"):
            return False
        return self.quote_of[before[0]] >= 0 or opener in MARKS

    def _rest_behind(self, after: int, sentence: Sentence) -> tuple[int, int] | None:
        """Return what goes on behind `, he said, …`."""
        index = self.index
        if after >= sentence.last or index.low[after] not in {",", "—", "–", ":"}:
            return None
        first, last = index.trim(after, sentence.last, marks=",;:—–-.!?…")
        if last <= first:
            return None
        if self.quote_of[first] >= 0:
            return self._whole_quotes(first, sentence.last)
        number = index.verb_at[first]
        if number >= 0 and index.clauses[number].kind == "participial":
            return None
        if index.low[first] in _LINKS or not index.has_verb(first, last):
            return None
        return first, last

    def _made_known(self, clause: Clause, cue: tuple[int, int], sentence: Sentence) -> _Draft | None:
        """Find `…, gave the ministry known, …`, as translations have it."""
        index = self.index
        known = next(t for t in range(cue[1], len(index.low)) if index.low[t] == "known")
        source = (cue[1], known)
        if known - cue[1] < 1 or known >= sentence.last or index.low[cue[0] - 1] != ",":
            return None
        content = self._around(cue[0], known + 1, sentence.first, sentence)
        rest = index.trim(known + 1, sentence.last, marks=",;:.!?…")
        if content and rest[1] - rest[0] > 2 and rest not in content:
            content.append(rest)
        return _Draft(source, cue, content, "make known", clause.sentence) if content else None

    def _passive_cue(self, clause: Clause, lemma: str) -> _Draft | None:
        """Find `was reported by X`, `is believed to be`, `was described as`."""
        index, verb = self.index, clause.verb
        if verb is None or clause.subject is None or lemma not in self.words.clause:
            return None
        if lemma in {
            "tell",
            "ask",
            "inform",
            "remind",
            "assure",
            "order",
            "urge",
            "show",
            "find",
            "see",
            "put",
        }:
            return None
        sentence = index.sentences[clause.sentence]
        subject = index.range_of(clause.subject)
        end = verb.last
        if end < sentence.last and index.low[end] == "by":
            stop = end + 1
            while (
                stop < sentence.last
                and index.low[stop] not in MARKS
                and index.verb_at[stop] < 0
                and index.low[stop] not in _ADJUNCT_OPENERS - {"of", "for"}
            ):
                stop += 1
            if stop > end + 1:
                return _Draft((end + 1, stop), (verb.first, end + 1), [subject], lemma, clause.sentence)
            return None
        if lemma not in {"expect", "believe", "report", "say", "think", "know", "estimate", "allege", "fear"}:
            return None
        first, last = index.trim(end, sentence.last, marks=",;:.!?…—–")
        if last <= first or index.low[first] not in {"to", "that", "as"}:
            return None
        content = [(first, last)] if index.low[subject[0]] == "it" else [subject, (first, last)]
        return _Draft(None, (verb.first, verb.last), content, lemma, clause.sentence)

    # Phrases: according to X

    def _phrase_cues(self, number: int, here: list[_Draft]) -> list[_Draft]:
        index = self.index
        sentence = index.sentences[number]
        found: list[_Draft] = []
        at = sentence.first
        bound = sentence.first
        while at < sentence.last:
            phrase = next(
                (
                    p
                    for p in self.words.before_source
                    if index.low[at] == p[0] and index.starts_with(at, p, sentence.last)
                ),
                None,
            )
            if phrase is None:
                view = self._view_cue(at, sentence)
                if view is not None:
                    owner, framing = view
                    content = self._around(framing[0], framing[1], bound, sentence)
                    if content:
                        found.append(_Draft(owner, framing, content, "in view of", number))
                    at = framing[1]
                    continue
                named = self._so_cue(at, sentence)
                if named is not None:
                    content = self._around(at, named[1], bound, sentence)
                    if content:
                        found.append(_Draft(named, (at, at + 1), content, "so", number))
                    at = named[1]
                    continue
                at += 1
                continue
            cue = (at, at + len(phrase))
            source = self._phrase_source(cue[1], sentence)
            if source is None or (phrase[0] == "per" and not index.mentions_in(*source)):
                at = cue[1]
                continue
            content = []
            if phrase[0] in {"citing", "quoting"}:
                content = self._governing(at, here)
            if not content:
                content = self._around(at, source[1], bound, sentence)
            if content:
                found.append(_Draft(source, cue, content, " ".join(phrase), number))
                if at > sentence.first + 1:
                    bound = source[1]
            at = source[1]
        return found

    def _so_cue(self, at: int, sentence: Sentence) -> tuple[int, int] | None:
        """Return the source in `…, so the ministry on Friday` and `…, so Price, …`."""
        index = self.index
        if index.low[at] != "so" or at <= sentence.first or index.low[at - 1] != ",":
            return None
        end = at + 1
        while end < sentence.last and index.low[end] not in MARKS and index.verb_at[end] < 0:
            if end > at + 1 and index.low[end] in _ADJUNCT_OPENERS - {"of"}:
                break
            end += 1
        if (
            end == at + 1
            or end - at > 9
            or (end < sentence.last and index.verb_at[end] >= 0 and end - at > 2)
        ):
            return None
        if index.low[at + 1] in {"he", "she", "it", "they"} or index.mentions_in(at + 1, end):
            return at + 1, end
        return None

    def _view_cue(self, at: int, sentence: Sentence) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Find `in the paper's words`, `in its view`, `by his account`."""
        index = self.index
        if index.low[at] not in {"in", "by"}:
            return None
        for end in range(at + 2, min(at + 7, sentence.last)):
            if index.low[end] in self.words.view_nouns:
                owner = index.low[end - 1]
                if owner.endswith(("'s", "’s", "s'", "s’")) or owner in {
                    "his",
                    "her",
                    "its",
                    "their",
                    "'",
                    "’",
                }:
                    return (at + 1, end), (at, end + 1)
                return None
            if index.low[end] in MARKS - {"'", "’"} or index.verb_at[end] >= 0:
                return None
        return None

    def _phrase_source(self, at: int, sentence: Sentence) -> tuple[int, int] | None:
        """Return the noun phrase behind `according to`."""
        index = self.index
        end = at
        while end < sentence.last and index.low[end] not in ENDS:
            word = index.low[end]
            if word == "," and self._is_apposed(end, sentence):
                end += 1
                continue
            if word in MARKS - {"'", "’", "-", "("} or (end > at and index.verb_at[end] >= 0):
                break
            if end > at and self._starts_clause(end) and index.low[end - 1] not in {"of", "by", "for", "in"}:
                break
            if end > at and word in {
                "as",
                "while",
                "but",
                "since",
                "after",
                "before",
                "which",
                "who",
                "that",
            }:
                break
            end += 1
        return (at, end) if end > at else None

    def _is_apposed(self, comma: int, sentence: Sentence) -> bool:
        """Tell whether a comma opens a person's name that goes with the words before: `its president, X`."""
        index = self.index
        if comma + 1 >= sentence.last or index.mention_at[comma + 1] < 0:
            return False
        mention = index.mention_at[comma + 1]
        last = index.mention_range[mention][1]
        entity = index.names.entities[index.names.mentions[mention].entity]
        return entity.type == "person" and (last >= sentence.last or index.low[last] in MARKS)

    def _around(self, first: int, last: int, bound: int, sentence: Sentence) -> list[tuple[int, int]]:
        """Return the sentence around a phrase that frames it."""
        index = self.index
        head = index.trim(bound, first, marks=",;:—–-(")
        tail = index.trim(last, sentence.last, marks=",;:—–-.!?…)")
        while head[1] > head[0] and index.low[head[0]] in _LINKS:
            head = (head[0] + 1, head[1])
        parts: list[tuple[int, int]] = []
        if head[1] - head[0] >= 2 and (
            index.has_verb(*head) or index.has_verb(*tail) or head[1] - head[0] > 2
        ):
            parts.append(self._whole_quotes(*head))
            comma = last < sentence.last and index.low[last] == ","
            if comma and index.has_verb(*tail) and not index.has_verb(*head):
                parts.append(self._whole_quotes(*tail))
        elif tail[1] > tail[0]:
            parts.append(self._whole_quotes(*tail))
        return parts

    def _governing(self, at: int, here: list[_Draft]) -> list[tuple[int, int]]:
        """Return the content of the cue that `citing X` hangs on."""
        for draft in reversed(here):
            if draft.cue is not None and draft.cue[0] < at and not any(a <= at < b for a, b in draft.content):
                return list(draft.content)
        for draft in here:
            if draft.cue is not None and draft.cue[0] < at:
                kept = [(a, min(b, at)) for a, b in draft.content]
                kept = [self.index.trim(a, b) for a, b in kept if b > a]
                if kept:
                    return kept
        return []

    # Quotations without a cue of their own

    def _adopt_quotes(self, drafts: list[_Draft]) -> None:
        """Give whole quoted sentences without a cue to the speaker beside them in the paragraph."""
        index = self.index
        covered = [False] * len(self.quotes)
        by_sentence: dict[int, list[_Draft]] = {}
        for draft in drafts:
            by_sentence.setdefault(draft.sentence, []).append(draft)
            within = self.quote_of[draft.cue[0]] if draft.cue is not None else -1
            for first, last in draft.content:
                for token in range(first, last):
                    if self.quote_of[token] >= 0 and self.quote_of[token] != within:
                        covered[self.quote_of[token]] = True
        owners: dict[int, _Draft] = {}
        for number, quote in enumerate(self.quotes):
            if covered[number]:
                owner = next(
                    (
                        d
                        for d in drafts
                        if any(a <= quote.inner_first < b for a, b in d.content)
                        and (d.cue is None or self.quote_of[d.cue[0]] != number)
                    ),
                    None,
                )
                if owner is not None:
                    owners[number] = owner
                continue
            if len(quote) < _MIN_QUOTE_TOKENS or not self._is_sentence(quote):
                continue
            first_sentence = index.sentence_of[quote.inner_first]
            found = owners.get(number - 1) if number and quote.continues else None
            found = found or self._owner(quote, first_sentence, by_sentence)
            if found is None:
                found = _Draft(None, None, [], "", first_sentence)
                drafts.append(found)
            found.content.append((quote.first, quote.last))
            owners[number] = found

    def _is_sentence(self, quote: Quote) -> bool:
        index = self.index
        ends = index.low[quote.inner_last - 1] in ENDS | {","} or (
            quote.last < len(index.low) and index.low[quote.last] in ENDS
        )
        opens = index.sentences[index.sentence_of[quote.inner_first]].first in {
            quote.first,
            quote.inner_first,
        }
        return (ends and (opens or len(quote) > 6)) or quote.continues

    def _owner(self, quote: Quote, sentence: int, by_sentence: dict[int, list[_Draft]]) -> _Draft | None:
        sentences = self.index.sentences
        paragraph = sentences[sentence].paragraph
        for other in range(sentence, max(-1, sentence - 5), -1):
            if sentences[other].paragraph != paragraph:
                break
            said = [
                d
                for d in by_sentence.get(other, [])
                if d.cue is not None and d.source is not None and self.quote_of[d.cue[0]] < 0
            ]
            if said:
                return said[0]
        end = self.index.sentence_of[quote.inner_last - 1]
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
                    if d.source is not None and d.lemma in self.words.clause
                ]
                if said:
                    return said[-1]
        return None


def _is_first_person(index: TokenIndex, draft: _Draft) -> bool:
    source = draft.source
    return source is not None and source[1] - source[0] == 1 and index.low[source[0]] in {"we", "i"}


def _resolve(index: TokenIndex, finder: _Finder, drafts: list[_Draft]) -> list[Attribution]:
    """Turn token ranges into spans and find who the sources are, in text order."""
    drafts = [draft for draft in drafts if draft.content]
    drafts.sort(key=lambda d: (d.sentence, d.cue or (0, 0)))
    speakers: list[Speaker] = []
    found: list[Attribution] = []
    # Who speaks in a quotation is known before what `we` means in it.
    drafts.sort(key=lambda draft: _is_first_person(index, draft))
    resolved: list[tuple[_Draft, Speaker]] = []
    for draft in drafts:
        if _is_first_person(index, draft):
            speaker = next(
                (
                    s
                    for d, s in resolved
                    if draft.cue is not None and any(a <= draft.cue[0] < b for a, b in d.content)
                ),
                Speaker(None, None, "", None, draft.sentence),
            )
        else:
            speaker = find_speaker(index, draft.source, draft.cue, draft.sentence, speakers)
            speakers.append(speaker)
        resolved.append((draft, speaker))
        content = sorted(set(draft.content))
        quotes = sorted(
            {
                finder.quote_of[token]
                for first, last in content
                for token in range(first, last)
                if finder.quote_of[token] >= 0
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
                    index.span(finder.quotes[q].inner_first, finder.quotes[q].inner_last) for q in quotes
                ),
            )
        )
    found.sort(key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue or Span(0, 0)))
    return found
