"""Speech in one article: cues, quotations and the lookups that all rules of attribution share."""

from functools import cache

import msgspec

from briefgen.extract.layers.attribution_rules.quotes import Quote
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS, TokenIndex
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words

QUOTE_MARKS = load_words("attribution_rules", "quote_marks")
LINKS = frozenset({"and", "but", "or", "while", "whereas"})
_BEGINNINGS = load_words("attribution_rules", "beginnings")
"""Words that begin another noun phrase behind the listener: `told parliament the bridge …`."""
_NEAR_QUOTE = 12
"""Tokens on each side of `she went on` in which a quotation makes it a cue."""
QUESTION_WORDS = load_words("attribution_rules", "question_words")
Range = tuple[int, int]
"""Tokens [first, last)."""


class Draft(msgspec.Struct):
    """An attribution in token indices, before its speaker is known."""

    source: Range | None
    cue: Range | None
    content: list[Range]
    lemma: str
    sentence: int
    via: Range | None = None
    core: Range | None = None
    """Part of the source that names the speaker, where an apposition follows it."""
    pronoun: Range | None = None
    """`who`, where it stands for the source."""
    nested: bool = False
    """Whether the cue stands in the `that` clause of another cue."""


class Words(msgspec.Struct, frozen=True):
    """Word lists of the cues; what each holds stands in `speech.yaml`."""

    clause: frozenset[str]
    object: frozenset[str]
    infinitive: frozenset[str]
    weak: frozenset[str]
    attitude: frozenset[str]
    belief: frozenset[str]
    with_quotation: frozenset[str]
    addressee: frozenset[str]
    particles: dict[str, frozenset[str]]
    before_source: dict[str, tuple[tuple[str, ...], ...]]
    """Phrases by their first word, longest first."""
    view_nouns: frozenset[str]
    outlets: frozenset[str]
    speakers: frozenset[str]
    """Heads of noun phrases that speak, roles of office among them."""
    documents: frozenset[str]
    issuing: frozenset[str]
    findings: frozenset[str]
    not_passive: frozenset[str]
    passive_unsaid: frozenset[str]
    openers: frozenset[str]
    cue_nouns: dict[str, frozenset[str]]
    """What follows a noun that is a cue: `that`, `to`, `for`."""
    cue_adjectives: dict[str, frozenset[str]]
    stative: dict[str, frozenset[str]]
    light_verbs: frozenset[str]
    bound: dict[str, frozenset[str]]
    """Particles without which a verb is no cue: `refer to`."""
    days: frozenset[str]
    phrase_starts: frozenset[str]
    """All words at which a cue that is no verb can begin."""

    def is_attitude(self, lemma: str) -> bool:
        """Tell whether a cue tells what somebody thinks, feels or wants, not what is said."""
        return lemma in self.attitude or lemma in self.cue_adjectives or lemma in self.stative

    def speaks(self, lemma: str) -> bool:
        """Tell whether a verb can be a cue."""
        return (
            lemma in self.clause
            or lemma in self.object
            or lemma in self.infinitive
            or lemma in self.bound
            or lemma in self.stative
        )


def _linked(key: str) -> dict[str, frozenset[str]]:
    """Return for each word what must follow it, from a mapping of links to words."""
    found: dict[str, set[str]] = {}
    for links, words in load_lexicon("speech")[key].items():
        for word in words.split():
            found.setdefault(word, set()).update(links.split())
    return {word: frozenset(links) for word, links in found.items()}


@cache
def load_cues() -> Words:
    """Return the word lists of the cues."""
    raw = load_lexicon("speech")
    starts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_phrases("speech", "before_source"):
        words = tuple(phrase.split())
        starts.setdefault(words[0], []).append(words)

    def words_of(key: str) -> frozenset[str]:
        return frozenset(load_phrases("speech", key))

    nouns, adjectives = _linked("cue_nouns"), _linked("cue_adjectives")
    return Words(
        clause=words_of("clause"),
        object=words_of("object"),
        infinitive=words_of("infinitive"),
        weak=words_of("weak"),
        attitude=load_words("speech", "attitude"),
        belief=load_words("speech", "belief"),
        with_quotation=load_words("speech", "with_quotation"),
        addressee=words_of("with_addressee"),
        particles={verb: frozenset(words) for verb, words in raw["particles"].items()},
        before_source={
            first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in starts.items()
        },
        view_nouns=words_of("view_nouns"),
        outlets=words_of("outlets"),
        speakers=words_of("speakers") | words_of("roles"),
        documents=words_of("documents"),
        issuing=load_words("speech", "issuing"),
        findings=load_words("speech", "findings"),
        not_passive=load_words("speech", "not_passive"),
        passive_unsaid=load_words("speech", "passive_unsaid"),
        openers=load_words("speech", "adjunct_openers"),
        cue_nouns=nouns,
        cue_adjectives=adjectives,
        stative=_linked("stative"),
        light_verbs=load_words("speech", "light_verbs"),
        bound=_linked("bound"),
        days=load_words("speech", "days"),
        phrase_starts=frozenset(starts) | frozenset(nouns) | frozenset(adjectives) | {"in", "by", "so"},
    )


class Speech:
    """Lookups over the layers of one article; tables are made once."""

    def __init__(self, index: TokenIndex, quotes: list[Quote]) -> None:
        self.index = index
        self.quotes = quotes
        self.words = load_cues()
        self.low = index.low
        self.quote_of: list[int] = [-1] * len(index.tokens)
        """Index of the quotation that holds each token, marks included; -1 if none."""
        for number, quote in enumerate(quotes):
            self.quote_of[quote.first : quote.last] = [number] * (quote.last - quote.first)
        self.clause_starts = frozenset(
            clause.first
            for clause in index.clauses
            if clause.kind not in {"participial", "infinitive", "verbless"}
        )
        """Tokens at which a clause or its subject begins."""
        self.cues = [self.lemma_of(clause) for clause in index.clauses]
        """Base form of each clause's cue with its particle, and the token behind it; ("", 0) without a verb."""

    def lemma_of(self, clause: Clause) -> tuple[str, int]:
        """Return the base form of a cue with its particle, and the token behind it."""
        verb = clause.verb
        if verb is None:
            return "", 0
        lemma, last, low = verb.lemma, verb.last, self.low
        if lemma in {"make", "give"} and "known" in low[last : last + 6]:
            return "make known", last
        if last < len(low):
            follows = low[last]
            if (lemma, follows) == ("go", "on") and not self.goes_on_speaking(last + 1):
                return lemma, last
            if f"{lemma} {follows}" in self.words.clause:
                return f"{lemma} {follows}", last + 1
            own = follows in self.words.particles.get(lemma, ()) or follows in self.words.bound.get(lemma, ())
            timed = follows == "on" and not self.words.days.isdisjoint(low[last + 1 : last + 2])
            if own and not timed:
                return lemma, last + 1
        return lemma, last

    def goes_on_speaking(self, at: int) -> bool:
        """Tell whether `go on` before a token is a cue: before a mark with a quotation near, `to say`, `about`."""
        if at >= len(self.low) or self.low[at] in {"to", "about"}:
            return True
        near = range(max(0, at - _NEAR_QUOTE), min(len(self.low), at + _NEAR_QUOTE))
        return self.low[at] in MARKS | ENDS | QUOTE_MARKS and any(self.quote_of[token] >= 0 for token in near)

    def is_outlet(self, first: int, last: int) -> bool:
        """Tell whether the tokens name an outlet or agency."""
        entities, mentions = self.index.names.entities, self.index.names.mentions
        if any(entities[mentions[m].entity].kind == "media" for m in self.index.mentions_in(first, last)):
            return True
        return any(word in self.words.outlets for word in self.low[first:last])

    def has_number(self, first: int, last: int) -> bool:
        """Tell whether digits stand in the tokens [first, last)."""
        return any(word[:1].isdigit() for word in self.low[first:last])

    def has_quote(self, first: int, last: int) -> bool:
        """Tell whether direct speech stands in the tokens [first, last)."""
        return any(number >= 0 for number in self.quote_of[first:last])

    def whole_quotes(self, first: int, last: int) -> Range:
        """Widen a range so that it cuts no quotation it begins or ends in."""
        if first < len(self.quote_of) and self.quote_of[first] >= 0:
            first = self.quotes[self.quote_of[first]].first
        if last > first and self.quote_of[last - 1] >= 0:
            last = self.quotes[self.quote_of[last - 1]].last
        return first, last

    def skip_adjuncts(self, lemma: str, at: int, last: int) -> tuple[Range | None, int]:
        """Return the outlet spoken to, and the token behind `told reporters in Geneva on Monday`."""
        low, words, verb_at = self.low, self.words, self.index.verb_at
        own = words.particles.get(lemma, frozenset())
        via: Range | None = None
        listens = lemma in words.addressee and low[at - 1] not in own
        if listens and at < last and low[at] not in {"that", ":", ","} | QUOTE_MARKS:
            first = at
            while (
                at < last
                and low[at] not in MARKS
                and low[at] not in {"that", "to", "how", "what", "why", "whether"}
                and low[at] not in own
                and verb_at[at] < 0
                and not (at > first and low[at] in words.openers)
                and not (at > first and at in self.clause_starts)
                and not (at > first and low[at] in _BEGINNINGS and low[at - 1] not in LINKS | _BEGINNINGS)
            ):
                at += 1
            if lemma == "urge" and (at >= last or low[at] not in {"to", "that"} | QUOTE_MARKS):
                # `urged calm`: nobody is spoken to.
                return via, first
            if at > first and self.is_outlet(first, at):
                via = (first, at)
        while at < last and low[at] in words.openers and (low[at] not in own or lemma not in words.addressee):
            end = at + 1
            while (
                end < last
                and low[end] not in MARKS
                and low[end] != "that"
                and verb_at[end] < 0
                and end not in self.clause_starts
                and not (low[end] in words.openers and low[end] != "of")
                and not (low[end][:1].isdigit() and end > at + 1 and low[end - 1][:1].isdigit())
            ):
                end += 1
            if end < last and verb_at[end] >= 0 and end not in self.clause_starts:
                break
            at = end
        return via, at

    def ends_statement(self, at: int, last: int) -> bool:
        """Tell whether nothing but a mark stands at a token, or the end."""
        return at >= last or self.low[at] in ENDS | {",", ";", ":", "—", "–", "("} | QUOTE_MARKS
