"""The noun phrases that name groups, as told: `police officers` of `the 12 police officers`."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_names import group_key, people_groups
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words

STOPS = load_words("figure_rules", "stops")
_DETERMINERS = load_words("figure_rules", "groups_determiners")
_NO_ADVERBS = load_words("figure_rules", "no_adverbs")
NOT_NOUNS = load_words("figure_rules", "not_nouns")
_NO_MEMBERSHIP = frozenset(
    ["the", "both", "one", "a", "same", "single", "this", "that", "its", "their", "his", "her"]
)
"""Words before what people are members of."""


class GroupPhrases:
    """Reads the noun phrases that name groups in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def read_phrase(self, first: int, last: int, *, skip: frozenset[str] = frozenset()) -> str:
        """Return a noun phrase without determiners, as told; "" for people at large."""
        low = self.index.low
        words: list[str] = []
        for token in range(first, last):
            word = self.index.tokens[token].norm
            lower = low[token]
            if (
                lower in skip
                or lower.endswith("-displaced")
                or (lower.endswith("ly") and self._is_adverb(token))
            ):
                continue
            named = (
                lower == "new" and word != lower and low[token + 1 : token + 2] and self._is_name(token + 1)
            )
            if not words and lower in _DETERMINERS and (word == lower or token == first) and not named:
                continue
            if lower in MARKS or (lower in STOPS and words):
                break
            named = self.index.mention_at[token] >= 0 or not word[:1].isupper() or self._is_people(lower)
            words.append(word if named else lower)
        while words and words[-1].lower() in _DETERMINERS | {"and", "or", "of"}:
            words.pop()
        if not words:
            return ""
        phrase = " ".join(words)
        return phrase if group_key(phrase) else ""

    def read_known(self, first: int) -> str:
        """Return the known group of people that begins at a token; "" for none."""
        low = self.index.low
        end = first
        while end < min(len(low), first + 3) and low[end].isalpha() and low[end] not in STOPS | NOT_NOUNS:
            end += 1
            head = self.index.tokens[end - 1]
            mention = self.index.mention_at[end - 1]
            national = mention >= 0 and self.context.document.names.mentions[mention].adjective
            if group_key(" ".join(low[first:end])) in people_groups() or (
                national and head.norm.endswith("s")
            ):
                return self.read_phrase(first, end)
        return ""

    def read_members(self, first: int) -> str:
        """Return the bodies in `members of the police and the National Guard`."""
        low = self.index.low
        words: list[str] = []
        for token in range(first, min(first + 9, len(low))):
            word = low[token]
            if self.index.verb_at[token] >= 0 or word in (MARKS - {","}) or word in STOPS:
                break
            if word not in _NO_MEMBERSHIP and (word != "of" or words):
                words.append(self.index.tokens[token].norm)
        while words and words[-1].lower() in {"and", ",", "or"}:
            words.pop()
        if words in (["family"], ["household"]):
            # `four members of a single family`: people at large
            return ""
        return " ".join(words).replace(" ,", ",") if words else "members"

    def _is_name(self, token: int) -> bool:
        """Tell whether a word is written as part of a name: `New | York`."""
        return self.index.mention_at[token] >= 0 and self.index.tokens[token].norm[:1].isupper()

    def _is_people(self, word: str) -> bool:
        """Tell whether a word names a people: `Europeans`."""
        lexicon = load_quantity_words()
        return singular(word, lexicon.irregular) in lexicon.nationalities

    def _is_adverb(self, token: int) -> bool:
        """Tell whether a word in -ly says how: `newly displaced people`, not `elderly people` or `Kelly`."""
        return self.index.low[token] not in _NO_ADVERBS and self.index.tokens[token].norm[:1].islower()
