"""A sentence while its clauses are read: those found so far, and which of them are still open."""

from typing import Literal

import msgspec

from briefgen.extract.layers.clause_rules.tags import Tagged
from briefgen.extract.layers.clause_rules.verbgroups import find_groups
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words

ClauseKind = Literal[
    "main", "coordinate", "that", "relative", "adverbial", "participial", "infinitive", "verbless"
]


class OpenClause(msgspec.Struct):
    """A clause while its sentence is read; tokens count from the beginning of the sentence."""

    start: int
    """Index of its first token."""
    kind: ClauseKind
    marker: str
    """Word that opens it; ""."""
    parent: int | None
    """Index, in order of finding, of the clause that it hangs on."""
    group: VerbGroup | None = None
    """Its verb; None until it is read."""
    end: int = 0
    """Index behind its last token."""
    subject: tuple[int, int] | None = None
    """First token of its subject, and the one behind."""
    inherited: bool = False
    """Whether the subject is that of another clause."""

    @property
    def head(self) -> int:
        """Index of its first token behind the marker."""
        return self.start + 1 if self.marker else self.start


class ClauseReading:
    """A sentence read verb by verb; all indices of tokens count from its beginning."""

    def __init__(self, tagged: Tagged) -> None:
        self.tagged = tagged
        self.words, self.letters, self.size = tagged.words, tagged.letters, tagged.size
        self.groups = find_groups(tagged)
        """Verb groups in text order."""
        self.quotations = tagged.quotations()
        """For each token the number of the quotation it stands in; 0 outside."""
        self.clauses: list[OpenClause] = []
        """All clauses, in order of finding."""
        self.stack: list[int] = []
        """Indices of the clauses that are still open, outermost first."""

    @property
    def top(self) -> OpenClause:
        """The innermost open clause."""
        return self.clauses[self.stack[-1]]

    def push(self, clause: OpenClause) -> None:
        """Open a clause inside the innermost open one."""
        self.stack.append(len(self.clauses))
        self.clauses.append(clause)

    def close(self, count: int, end: int) -> None:
        """Close all but the first `count` open clauses before the token `end`, marks there left out."""
        while end > 0 and self.tagged.letter(end - 1) in ',"(' and count < len(self.stack):
            if end - 1 <= self.top.start:
                break
            end -= 1
        for index in self.stack[count:]:
            clause = self.clauses[index]
            clause.end = max(end, clause.group.last if clause.group else 0)
        del self.stack[count:]

    def find_pending(self) -> int | None:
        """Return the level in the stack of the innermost clause whose verb is still to come."""
        for level in range(len(self.stack) - 1, -1, -1):
            if self.clauses[self.stack[level]].group is None:
                return level
        return None

    def find_level(self, kind: ClauseKind) -> int | None:
        """Return the level in the stack of the innermost clause of a kind."""
        for level in range(len(self.stack) - 1, -1, -1):
            if self.clauses[self.stack[level]].kind == kind:
                return level
        return None

    def child_of(self, parent: int) -> int:
        """Return the first clause that hangs on another; the clause itself if there is none."""
        return next((i for i, clause in enumerate(self.clauses) if clause.parent == parent), parent)

    def last_of(self, letters: str, begin: int, end: int) -> int | None:
        """Return the last token in [begin, end) with one of these tags."""
        for index in range(end - 1, begin - 1, -1):
            if self.letters[index] in letters:
                return index
        return None

    def is_speech(self, clause: OpenClause) -> bool:
        """Tell whether the verb of a clause can govern what is said."""
        if clause.group is None:
            return False
        if clause.kind == "participial" and clause.group.passive:
            # `Bodies found in the river were buried`: what is found has no clause for its object.
            return clause.group.lemma in load_words("verbs", "told")
        return clause.group.lemma in load_words("verbs", "speech")
