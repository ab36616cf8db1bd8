"""Lists of actors without a verb of their own: `condolences came from Chile and Peru`, `as did Cuba`."""

from collections.abc import Sequence

from briefgen.extract.actor_words import lemmas
from briefgen.extract.reaction_sheet import Sheet
from briefgen.extract.stances import load_stances
from briefgen.model.brief import Stance


class ListReader:
    """Reads lists of actors."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors

    def read_lists(self) -> None:
        """Find `condolences came from Chile, Peru and Cuba`, `troops from Ghana and Benin`: deeds without a verb."""
        low = self.index.low
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            words = set(low[sentence.first : sentence.last])
            if "as" in words:
                self._read_likewise(number, sentence.first, sentence.last)
            if not words & {"from", "by"}:
                continue
            leaves = bool(words & lemmas("homeward"))
            for stance in load_stances():
                name = "withdraws_forces" if leaves and stance.name == "sends_forces" else stance.name
                for noun in stance.nouns:
                    if noun[0] in words:
                        self._read_list(name, noun, number, sentence.first, sentence.last)

    def _read_likewise(self, number: int, first: int, last: int) -> None:
        """Read `as did Chile's president`: a deed of the same sentence, done by one more."""
        low = self.index.low
        sentence = self.context.document.sentences[number]
        for token in range(first, last - 2):
            if low[token] != "as" or low[token + 1] not in {"did", "have", "has", "had", "does", "do"}:
                continue
            told = [frame.stance for frame in self.sheet.found if frame.evidence == sentence.span]
            stop = next((t for t in range(token + 2, last) if low[t] in {".", ";", "("}), last)
            doers = self.actors.doers.listed_from(token + 2, stop) or self.actors.doers.doers_of(
                token + 2, stop
            )
            self.sheet.add_deeds(doers, list(dict.fromkeys(told)), number, token)

    def _read_list(self, stance: Stance, noun: Sequence[str], number: int, first: int, last: int) -> None:
        low = self.index.low
        for token in range(first, last):
            if not self.index.starts_with(token, noun, last):
                continue
            if any(word in lemmas("wished") for word in low[max(first, token - 5) : token]):
                continue
            verbs = (
                self.index.clauses[at].verb
                for t in range(max(first, token - 5), token)
                if (at := self.index.verb_at[t]) >= 0
            )
            if any(verb is not None and verb.lemma in lemmas("wished") for verb in verbs):
                continue
            behind = token + len(noun)
            at = next((t for t in range(behind, min(behind + 5, last)) if low[t] in {"from", "by"}), -1)
            if at < 0 or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.actors.doers.listed_from(at + 1, last)
            self.sheet.add_deeds(doers, [stance], number, token)
