"""Clauses: verb groups with tense, negation and modality, and what hangs on them."""

from typing import Literal

import msgspec

from briefgen.extract.layers.phrases import (
    after_adverbial,
    find_noun_start,
    find_phrase,
    find_subject,
    is_adverbial,
    strip_marks,
)
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tags import Tagged
from briefgen.extract.layers.tokens import Repaired
from briefgen.extract.layers.verbgroups import find_groups
from briefgen.extract.layers.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span

ClauseKind = Literal[
    "main", "coordinate", "that", "relative", "adverbial", "participial", "infinitive", "verbless"
]


class Clause(msgspec.Struct, frozen=True):
    """One verb group with its subject and complements."""

    span: Span
    first: int
    last: int
    sentence: int
    """Index of its sentence."""
    kind: ClauseKind
    verb: VerbGroup | None
    subject: Span | None
    """Noun phrase before (or, inverted, behind) the verb; inherited in coordination."""
    subject_inherited: bool
    complement: Span | None
    """What follows the verb group up to the end of the clause."""
    marker: str
    """Word that opens it: `that`, `after`, `because`, `which`, `and` …; ""."""
    parent: int | None
    """Index of the clause that it hangs on."""


_HOURS_OF_DAY = frozenset(
    {"dawn", "daybreak", "sunrise", "noon", "midday", "sunset", "dusk", "nightfall", "midnight"}
)
_LONGEST = 400
"""Tokens read as one sentence: looking ahead costs the square of it. No sentence of the news is so long."""


def find_clauses(text: str, repaired: Repaired, sentences: list[Sentence]) -> list[Clause]:
    """Find the clauses of all sentences, in text order; they may nest but never cross.

    From closed word classes and a verb lexicon; no parser model. A sentence without a verb is one `verbless` clause.
    """
    clauses: list[Clause] = []
    for index, sentence in enumerate(sentences):
        for first in range(sentence.first, sentence.last, _LONGEST):
            parse = _Parse(Tagged(repaired.tokens, first, min(first + _LONGEST, sentence.last)))
            parse.attach()
            clauses.extend(parse.clauses(index, len(clauses)))
    return clauses


class _Open(msgspec.Struct):
    """A clause while its sentence is read."""

    start: int
    kind: ClauseKind
    marker: str
    parent: int | None
    group: VerbGroup | None = None
    end: int = 0
    subject: tuple[int, int] | None = None
    inherited: bool = False


class _Parse:
    """The clauses of one sentence; all indices count from its beginning."""

    def __init__(self, tagged: Tagged) -> None:
        self.tagged = tagged
        self.words, self.letters, self.size = tagged.words, tagged.letters, tagged.size
        self.groups = find_groups(tagged)
        self.quotations = tagged.quotations()
        self.open: list[_Open] = []

    def attach(self) -> None:
        """Build the clauses from left to right over a stack of open ones."""
        start = 0
        while start < self.size and self.letters[start] in '";,(':
            start += 1
        if start == self.size:
            start = 0
        self.open.append(_Open(start, "main", "", None, end=self.size))
        stack = [0]
        edge = start
        for group in self.groups:
            if group.tense == "infinitive":
                stack = self.attach_infinitive(group, stack, edge)
            elif group.tense == "participle":
                stack = self.attach_participle(group, stack, edge)
            else:
                stack = self.attach_finite(group, stack, edge)
            edge = group.last

    def push(self, stack: list[int], clause: _Open) -> list[int]:
        """Open a clause inside the last open one."""
        self.open.append(clause)
        return [*stack, len(self.open) - 1]

    def close(self, stack: list[int], count: int, end: int) -> list[int]:
        """Close all but the first `count` open clauses before the token `end`."""
        while end > 0 and self.tagged.letter(end - 1) in ',"(' and count < len(stack):
            if end - 1 <= self.open[stack[-1]].start:
                break
            end -= 1
        for index in stack[count:]:
            group = self.open[index].group
            self.open[index].end = max(end, group.last if group else 0)
        return stack[:count]

    def attach_infinitive(self, group: VerbGroup, stack: list[int], edge: int) -> list[int]:
        parent = self.open[stack[-1]]
        clause = _Open(group.first, "infinitive", "to", stack[-1], group, self.size)
        object_ = find_phrase(self.tagged, edge, group.first) if parent.group is not None else None
        if (
            object_ is not None
            and parent.group is not None
            and not parent.group.passive
            and parent.group.last == edge
            and parent.group.lemma in load_words("verbs", "with_object_infinitive")
        ):
            clause.subject = object_
        else:
            clause.subject, clause.inherited = parent.subject, parent.subject is not None
            if parent.group is None:
                clause.subject, clause.inherited = None, False
        if self.tagged.letter(group.first - 1) == "C" and self.open[stack[-1]].kind == "infinitive":
            first = stack[-1]
            stack = self.close(stack, len(stack) - 1, group.first - 1)
            clause.kind, clause.marker, clause.parent, clause.start = (
                "coordinate",
                self.words[group.first - 1],
                first,
                group.first - 1,
            )
            clause.subject, clause.inherited = self.open[first].subject, True
        return self.push(stack, clause)

    def open_pending(self, group: VerbGroup, stack: list[int], edge: int) -> list[int]:
        """Open the clause whose subject has a participle before its verb: `that men arrested in May will go`."""
        at = self.find_marker(edge, group.first)
        if at is None or self.letters[at] not in "TS" or at + 1 >= group.first:
            return stack
        if find_phrase(self.tagged, at + 1, group.first) is None or not any(
            later.first > group.first and later.tense not in ("participle", "infinitive")
            for later in self.groups
        ):
            return stack
        kind: ClauseKind = "that" if self.letters[at] == "T" else "adverbial"
        return self.push(stack, _Open(at, kind, self.words[at], stack[-1], None, self.size))

    def attach_participle(self, group: VerbGroup, stack: list[int], edge: int) -> list[int]:
        stack = self.open_pending(group, stack, edge)
        start, marker = group.first, ""
        previous = self.tagged.before(group.first)
        left = self.tagged.letter(previous)
        parent = self.open[stack[-1]]
        if left in "sSP" and previous >= edge:
            start, marker = previous, self.words[previous]
        if left == "C" and previous >= edge and parent.kind in ("participial",) and parent.group is not None:
            first = stack[-1]
            stack = self.close(stack, len(stack) - 1, previous)
            clause = _Open(
                previous, "coordinate", self.words[previous], first, group, self.size, parent.subject, True
            )
            return self.push(stack, clause)
        # A comma before a participle leaves what the last finite verb governs: `…, setting it on fire`.
        if left == "," and parent.kind == "participial" and parent.group is not None:
            stack = self.close(stack, len(stack) - 1, previous)
            parent = self.open[stack[-1]]
        clause = _Open(start, "participial", marker, stack[-1], group, self.size)
        if left in "NU)oI" and not marker:
            begin = max(edge, parent.start + 1) if parent.marker else edge
            clause.subject = find_phrase(
                self.tagged, find_noun_start(self.tagged, begin, previous), previous + 1
            )
        elif parent.subject is not None:
            clause.subject, clause.inherited = parent.subject, True
        elif left == "," and parent.group is None:
            clause.subject = find_phrase(self.tagged, edge, previous)
        return self.push(stack, clause)

    def attach_finite(self, group: VerbGroup, stack: list[int], edge: int) -> list[int]:
        top = self.open[stack[-1]]
        begin, end = edge, group.first
        at = self.find_marker(begin, end)
        if at is not None:
            return self.open_marked(group, stack, begin, at)
        pending = next(
            (level for level in range(len(stack) - 1, -1, -1) if self.open[stack[level]].group is None), None
        )
        comma = self.last_of(",", begin, end)
        joint = self.last_of("C", begin, end)
        mark = self.last_of(';"', begin, end)
        semicolon = self.last_semicolon(begin, end)
        if (
            pending is None
            and semicolon is not None
            and (joint is None or joint < semicolon)
            and find_phrase(self.tagged, semicolon + 1, end) is not None
        ):
            stack = self.close(stack, 0, semicolon)
            clause = _Open(semicolon + 1, "main", "", None, group, self.size)
            clause.subject = find_subject(self.tagged, semicolon + 1, group)
            return self.push(stack, clause)
        if pending is not None and pending == len(stack) - 1:
            top.group = group
            top.subject = find_subject(self.tagged, top.start if not top.marker else top.start + 1, group)
            self.fill_inverted(top, group)
            return stack
        if mark is not None and (joint is None or joint < mark) and self.is_speech(top) and mark - begin < 4:
            clause = _Open(mark + 1, "that", "", stack[-1], group, self.size)
            clause.subject = find_subject(self.tagged, mark + 1, group)
            return self.push(stack, clause)
        if (
            pending is not None
            and (comma is not None or find_phrase(self.tagged, begin, end) is None)
            and joint is None
        ):
            subject_from = (
                comma + 1
                if comma is not None and find_phrase(self.tagged, comma + 1, end) is not None
                else None
            )
            cut = comma if comma is not None else end
            stack = self.close(stack, pending + 1, cut)
            clause = self.open[stack[-1]]
            clause.group = group
            if subject_from is not None:
                clause.subject = find_subject(self.tagged, subject_from, group)
            else:
                start = clause.start + 1 if clause.marker else clause.start
                stop = self.open[self.child_of(stack[-1])].start
                if comma is not None:
                    stop = self.before_apposition(start, stop)
                clause.subject = find_subject(self.tagged, start, group, stop=stop)
            self.fill_inverted(clause, group)
            return stack
        if joint is not None and pending is not None and comma is None and self.is_acted_on(stack, pending):
            # `States led by Orlo and its neighbours are suing`: the verb of the first noun.
            stack = self.close(stack, pending + 1, end)
            clause = self.open[stack[-1]]
            clause.group = group
            start = clause.start + 1 if clause.marker else clause.start
            clause.subject = find_subject(
                self.tagged, start, group, stop=self.open[self.child_of(stack[-1])].start
            )
            return stack
        if joint is not None:
            return self.coordinate(group, stack, joint, end)
        if mark is not None or comma is not None:
            cut = max(index for index in (mark, comma) if index is not None)
            if (
                find_phrase(self.tagged, cut + 1, end) is None
                and comma is not None
                and not self.is_inverted(group)
            ):
                # `X, who …, fell`: the verb of a list without conjunction, or what a parenthesis cut off.
                return self.coordinate(group, stack, cut, end)
            stack = self.close(stack, 0, cut)
            clause = _Open(cut + 1, "main", "", None, group, self.size)
            clause.subject = find_subject(self.tagged, cut + 1, group)
            self.fill_inverted(clause, group)
            return self.push(stack, clause)
        if pending is not None and not self.is_speech(top):
            stack = self.close(stack, pending + 1, end)
            clause = self.open[stack[-1]]
            clause.group = group
            start = clause.start + 1 if clause.marker else clause.start
            clause.subject = find_subject(
                self.tagged, start, group, stop=self.open[self.child_of(stack[-1])].start
            )
            return stack
        if find_phrase(self.tagged, begin, end) is not None:
            clause = _Open(begin, "that", "", stack[-1], group, self.size)
            while clause.start < end and self.letters[clause.start] in 'A"':
                clause.start += 1
            clause.subject = find_subject(self.tagged, clause.start, group)
            return self.push(stack, clause)
        clause = _Open(group.first, "coordinate", "", stack[-1], group, self.size, top.subject, True)
        return self.push(stack, clause)

    def before_apposition(self, start: int, stop: int) -> int:
        """Return where a subject ends before what it is called: `the lawyer | , a man hired by the family, said`."""
        comma = self.last_of(",", start, stop)
        if comma is None or self.words[comma + 1] not in {"a", "an", "the", "one", "its", "his", "her"}:
            return stop
        if is_adverbial(self.tagged, (start, comma)):
            named = after_adverbial(self.tagged, (start, comma))
        else:
            named = find_phrase(self.tagged, start, comma)
        return comma if named is not None else stop

    def is_acted_on(self, stack: list[int], pending: int) -> bool:
        """Tell whether only `led by X` and the like hang on the clause that has no verb yet."""
        above = [self.open[index] for index in stack[pending + 1 :]]
        return bool(above) and all(
            clause.kind == "participial"
            and clause.group is not None
            and clause.group.passive
            and self.words[clause.group.last : clause.group.last + 1] == ["by"]
            for clause in above
        )

    def child_of(self, parent: int) -> int:
        """Return the first clause that hangs on another; the clause itself if there is none."""
        return next((i for i, clause in enumerate(self.open) if clause.parent == parent), parent)

    def is_speech(self, clause: _Open) -> bool:
        if clause.kind == "participial" and clause.group is not None and clause.group.passive:
            # `Bodies found in the river were buried`: what is found has no clause for its object.
            return clause.group.lemma in load_words("verbs", "told")
        return clause.group is not None and clause.group.lemma in load_words("verbs", "speech")

    def is_inverted(self, group: VerbGroup) -> bool:
        if self.urges(group):
            return False
        return group.lemma in load_words("verbs", "speech") and self.tagged.letter(group.last) in "NDUI"

    def urges(self, group: VerbGroup) -> bool:
        """Tell whether a noun phrase and an infinitive follow: `…, urged all sides to talk`."""
        if group.lemma not in load_words("verbs", "with_object_infinitive"):
            return False
        end = group.last
        while end < self.size and self.letters[end] in "DNUA":
            end += 1
        return end > group.last and self.tagged.letter(end) == "O" and self.tagged.form(end + 1, "b") != ""

    def last_of(self, letters: str, begin: int, end: int) -> int | None:
        return next(
            (index for index in range(end - 1, begin - 1, -1) if self.letters[index] in letters), None
        )

    def last_semicolon(self, begin: int, end: int) -> int | None:
        return next((index for index in range(end - 1, begin - 1, -1) if self.words[index] == ";"), None)

    def find_marker(self, begin: int, end: int) -> int | None:
        """Return the last word in [begin, end) that opens a subordinate clause with the verb at `end`."""
        for index in range(end - 1, begin - 1, -1):
            letter, word = self.letters[index], self.words[index]
            if letter in "SR" and not (word == "once" and self.tagged.behind(index + 1) == end):
                # `Ruiz once said`: the adverb.
                return index
            if letter == "I" and word == "who":
                return index
            if word in ("which", "what", "how", "why") and letter != "D":
                return index
            if letter == "T" and index > 0 and self.tagged.letter(index - 1) in 'NvU),A"oBHC':
                return index
            if letter == "s" and self.opens_clause(index, end):
                return index
            if letter in ";":
                return None
        return None

    def opens_clause(self, index: int, end: int) -> bool:
        """Tell whether `after`, `as`, `since` … open a clause: a noun phrase, no comma, then the verb."""
        word = self.words[index]
        if any(self.letters[later] in ",;" for later in range(index + 1, end)):
            return False
        following = self.words[index + 1] if index + 1 < end else ""
        if word == "as" and following in ("of", "well", "a", "an", "many", "much", "soon", "few", "little"):
            return False
        if word == "as" and self.words[index - 2 : index - 1] == ["as"]:
            return False
        if self.tagged.letter(self.tagged.before(end)) == "C":
            # `called it as bad as ever and left`
            return False
        if word == "than" or index + 1 == end:
            return False
        head = self.tagged.before(index)
        if head >= 0 and following in _HOURS_OF_DAY:
            # `was shot in his bed before dawn on Sunday by what police say was a gang`
            return False
        # `before dawn police stormed`: nothing before the word to hang on means a phrase of time at the head.
        return (
            head >= 0
            or self.tagged.letter(index + 1) in "DI"
            or find_phrase(self.tagged, index + 1, end) is not None
        )

    def open_marked(self, group: VerbGroup, stack: list[int], begin: int, at: int) -> list[int]:
        letter, word = self.letters[at], self.words[at]
        start, marker = at, word
        kind: ClauseKind = "adverbial" if letter in "Ss" else "relative"
        previous = at - 1
        if letter == "T" or word in ("what", "how", "why", "whether"):
            verb_before = previous >= begin - 1 and (previous < begin or self.letters[previous] in '"A')
            kind = (
                "that" if verb_before or self.tagged.letter(previous) == '"' or word != "that" else "relative"
            )
            top = self.open[stack[-1]]
            if kind == "relative" and self.is_speech(top) and self.tagged.letter(previous) not in "N":
                kind = "that"
            if self.tagged.letter(previous) == "C" and any(
                self.open[index].kind == "that" for index in stack
            ):
                kind = "that"
            if top.group is not None and top.group.lemma == "be" and at - top.group.last <= 2:
                kind = "that"
            if kind == "relative" and self.words[previous] in load_words("clauses", "content_nouns"):
                kind = "that"
            if (
                kind == "relative"
                and self.is_speech(top)
                and top.group is not None
                and top.group.lemma in ("tell", "inform", "warn", "assure", "say", "reveal", "remind", "add")
            ):
                kind = "that"
        elif (
            word in ("where", "who", "which", "whom", "whose")
            and self.tagged.letter(previous) == "P"
            and previous >= begin
        ):
            start = previous
        # `and that …`, `and who …`: a second clause of the same kind.
        parent = stack[-1]
        joined = self.tagged.letter(start - 1) == "C"
        if joined:
            level = next((n for n in range(len(stack) - 1, -1, -1) if self.open[stack[n]].kind == kind), None)
            if level is not None:
                first = stack[level]
                stack = self.close(stack, level, start - 1)
                clause = _Open(start - 1, "coordinate", self.words[start - 1], first, group, self.size)
                clause.subject = find_subject(self.tagged, at + 1, group) or self.open[first].subject
                return self.push(stack, clause)
        clause = _Open(start, kind, marker, parent, group, self.size)
        clause.subject = find_subject(self.tagged, at + 1, group)
        if kind == "that" and self.has_place_first(clause, group):
            self.fill_inverted(clause, group)
        if clause.subject is None and kind == "relative":
            antecedent = previous if start == at else start - 1
            while antecedent >= 0 and self.letters[antecedent] in ',"':
                antecedent -= 1
            apposed = self.letters[begin : antecedent + 1]
            if "," in apposed[1:] and "C" not in apposed:
                # `the port, the biggest in the south, which …`: the port is meant.
                antecedent = begin + apposed.index(",", 1) - 1
            clause.subject = find_phrase(self.tagged, begin, antecedent + 1) or find_phrase(
                self.tagged, 0, antecedent + 1
            )
        return self.push(stack, clause)

    def coordinate(self, group: VerbGroup, stack: list[int], joint: int, end: int) -> list[int]:
        """Attach a verb behind `and`, `or`, `but` to the last finite clause."""
        level = len(stack) - 1
        while level > 0 and (
            self.open[stack[level]].kind in ("infinitive", "participial")
            or self.is_quoted_before(self.open[stack[level]], group)
        ):
            level -= 1
        first = self.outside_quotation(stack[level], group)
        if (
            self.last_of("C", joint + 1, end) is None
            and self.letters[joint] == "C"
            and self.tagged.letter(joint - 1) != ","
        ):
            # `…, the restaurant and the office were smashed`: the comma joins the clauses, `and` the nouns.
            group_before = self.open[stack[-1]].group
            comma = self.last_of(",", max(group_before.last if group_before else 0, joint - 7), joint)
            if (
                comma is not None
                and self.tagged.letter(comma + 1) == "D"
                and find_phrase(self.tagged, joint + 1, end) is not None
            ):
                joint = comma
        new_subject = find_subject(self.tagged, joint + 1, group)
        if new_subject is not None and self.tagged.letter(joint - 1) == ",":
            # `…, and X fled`: a new subject behind a comma leaves subordinate clauses.
            while level > 0 and self.open[stack[level]].kind in ("relative", "adverbial"):
                level -= 1
            first = stack[level]
        start = joint
        stack = self.close(stack, level, start)
        marker = self.words[joint] if self.letters[joint] == "C" else ""
        clause = _Open(start if marker else start + 1, "coordinate", marker, first, group, self.size)
        if new_subject is not None:
            clause.subject = new_subject
        else:
            clause.subject, clause.inherited = self.open[first].subject, True
        return self.push(stack, clause)

    def is_quoted_before(self, clause: _Open, group: VerbGroup) -> bool:
        """Tell whether a clause stands in a quotation that ends before a verb: `said “they lied” and left`."""
        number = self.quotations[clause.group.first] if clause.group is not None else 0
        return number > 0 and self.quotations[group.first] != number

    def outside_quotation(self, first: int, group: VerbGroup) -> int:
        """Return the clause that a verb goes on with: not one of a quotation that ends before it."""
        if not self.is_quoted_before(self.open[first], group):
            return first
        for index in range(len(self.open) - 1, -1, -1):
            earlier = self.open[index]
            if (
                earlier.group is not None
                and earlier.group.tense not in ("infinitive", "participle")
                and not self.is_quoted_before(earlier, group)
            ):
                return index
        return first

    def fill_inverted(self, clause: _Open, group: VerbGroup) -> None:
        """Take the subject from behind the verb: `said Price`, `there were clashes`."""
        there = (
            clause.subject is not None and self.words[clause.subject[0]] == "there" and group.lemma == "be"
        )
        placed = clause.subject is None and self.has_place_first(clause, group)
        speech = clause.subject is None and group.lemma in load_words("verbs", "speech")
        if not (there or placed or speech):
            return
        if self.urges(group):
            return
        end = group.last
        while (
            end < self.size
            and self.letters[end] not in ',;"SRTOMBHX'
            and not (
                self.letters[end] == "v"
                and self.tagged.form(end, "pz")
                and not self.tagged.tags[end].ambiguous
            )
            and (self.letters[end] not in "sP" or (placed and self.words[end] == "of"))
        ):
            end += 1
        found = find_phrase(self.tagged, group.last, end)
        if found is not None:
            clause.subject = found

    def has_place_first(self, clause: _Open, group: VerbGroup) -> bool:
        """Tell whether nothing but a phrase of place or time leads to a verb: `in the square stood a row of tanks`."""
        if group.passive or group.modal or group.lemma not in load_words("verbs", "inverting"):
            return False
        head = self.tagged.behind(clause.start + 1 if clause.marker else clause.start)
        if head >= group.first or self.letters[head] not in "PsC" or self.letters[group.first - 1] in ',;"':
            return False
        return self.tagged.letter(group.last) in "DNUv"

    def clauses(self, sentence: int, offset: int) -> list[Clause]:
        """Return the clauses in text order, with indices into the whole article."""
        order = sorted(range(len(self.open)), key=lambda i: (self.open[i].start, -self.open[i].end, i))
        place = {index: offset + number for number, index in enumerate(order)}
        result = []
        for index in order:
            clause = self.open[index]
            start, end = clause.start, max(clause.end, clause.start + 1)
            verb = complement = None
            kind = clause.kind
            if clause.group is not None:
                group = clause.group
                verb = msgspec.structs.replace(
                    group, first=self.tagged.first + group.first, last=self.tagged.first + group.last
                )
                if end > group.last and (kept := strip_marks(self.tagged, group.last, end)):
                    complement = self.tagged.span(*kept)
            else:
                kind = "verbless"
            parent = place[clause.parent] if clause.parent is not None else None
            subject = self.tagged.span(*clause.subject) if clause.subject is not None else None
            if (
                subject is not None
                and clause.group is not None
                and clause.subject == (clause.group.first, clause.group.first + 1)
            ):
                # `We've`: the pronoun is the subject, the rest the auxiliary.
                pronoun, mark, _ = self.words[clause.group.first].partition("'")
                if mark:
                    subject = Span(subject.start, subject.start + len(pronoun))
            result.append(
                Clause(
                    self.tagged.span(start, end),
                    self.tagged.first + start,
                    self.tagged.first + end,
                    sentence,
                    kind,
                    verb,
                    subject,
                    clause.inherited and subject is not None,
                    complement,
                    clause.marker,
                    parent,
                )
            )
        return result
