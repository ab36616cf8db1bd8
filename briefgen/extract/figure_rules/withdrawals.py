"""Figures that their source takes back: `the ministry withdrew the figure`."""

from briefgen.extract.context import Context
from briefgen.extract.lexicon import load_phrases, load_words

_GIVEN = load_words("figure_rules", "withdrawals_given")
"""What a source gives, and may take back."""
_REACH = 6
"""Most tokens between such a verb and what is taken back."""


class WithdrawalFinder:
    """Finds the sentences of one document whose figures are taken back."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        self._withdrawn: dict[int, bool] = {}
        """Sentences whose figures were looked up, and whether they are taken back there."""

    def takes_back(self, sentence: int) -> bool:
        """Tell whether this sentence or the next one takes its figure back."""
        if sentence not in self._withdrawn:
            self._withdrawn[sentence] = self._is_withdrawn(sentence)
        return self._withdrawn[sentence]

    def _is_withdrawn(self, sentence: int) -> bool:
        sentences = self.context.document.sentences
        for number in (sentence, sentence + 1):
            if number >= len(sentences) or sentences[number].paragraph != sentences[sentence].paragraph:
                continue
            begin, end = sentences[number].first, sentences[number].last
            here = set(self.index.low[begin:end])
            for phrase in load_phrases("figures", "withdrawn_phrases"):
                words = phrase.split()
                if here.issuperset(words) and any(
                    self.index.starts_with(token, words, end) for token in range(begin, end)
                ):
                    return True
            for clause in self.index.clauses_of[number]:
                verb = self.index.clauses[clause].verb
                if (
                    verb is not None
                    and verb.lemma in load_phrases("figures", "withdrawals")
                    and not verb.negated
                ):
                    behind = self.index.low[verb.last : min(end, verb.last + _REACH)]
                    if not _GIVEN.isdisjoint(behind) or "it" in behind:
                        return True
                    if verb.passive and not _GIVEN.isdisjoint(self.index.low[begin : verb.first]):
                        return True
        return False
