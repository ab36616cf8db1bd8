"""Protests: whether an article tells of one, and whether people take part in something else."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_PROTESTS = load_words("figure_rules", "protests")
_PROTESTING = load_words("figure_rules", "protesting")
"""Words of an article that tells of a protest."""
_GATHERING = frozenset(["gather", "assemble", "attend", "flock", "converge", "fill", "pour", "join"])
_OTHER_CROWDS = load_words("figure_rules", "other_crowds")
"""Words of crowds that do not protest."""
_OTHER_DEEDS = load_words("figure_rules", "other_deeds")
_HITTING = frozenset({"plough", "plow", "ram", "crash", "career", "slam", "smash", "veer", "drive", "fall"})
_HIT_REACH = 7
_AT_WORK = frozenset(
    ["soldier", "troop", "rescuer", "firefighter", "diver", "volunteer", "ship", "helicopter"]
)
"""Who takes part in work, not in a protest."""


class ProtestReader:
    """Tells where those who gather in one document protest."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader
        self.is_told = not _PROTESTING.isdisjoint(self.index.low)
        """Whether the article tells of a protest, so that those who gather do."""

    def is_no_protest(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether people take part in something else: `500 soldiers are taking part in the search`."""
        verb = self.reader.verb(trigger.first)
        sentence = self.context.document.sentences[quantity.sentence]
        if (
            not self.is_told
            and not _OTHER_CROWDS.isdisjoint(self.index.low[sentence.first : sentence.last])
            and (
                self.index.low[trigger.first] in {"crowd", "gathering"}
                or (verb is not None and verb.lemma in _GATHERING)
            )
        ):
            # `nearly 100 lawyers had gathered at the hospital`
            return True
        if self.index.low[trigger.first] == "crowd" and self._is_run_into(trigger.first, sentence.first):
            # `when a lorry ploughed into a crowd of 200`
            return True
        if verb is None or verb.lemma not in {"take", "attend", "participate"}:
            return False
        end = self.context.document.sentences[quantity.sentence].last
        behind = self.index.low[verb.last : min(end, verb.last + 14)]
        if "streets" in behind[:4] or "street" in behind[:4]:
            return False
        return _PROTESTS.isdisjoint(behind) and (
            quantity.head in _AT_WORK or not _OTHER_DEEDS.isdisjoint(behind)
        )

    def _is_run_into(self, at: int, begin: int) -> bool:
        """Tell whether a vehicle or a shot hits a crowd, which says nothing of why it stood there."""
        for token in range(at - 1, max(begin - 1, at - _HIT_REACH), -1):
            verb = self.reader.verb(token)
            if verb is not None:
                return verb.lemma in _HITTING and "into" in self.index.low[verb.last : at]
        return False
