"""Done deeds: whether a clause tells a deed that is done, and how far its words go."""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import lemmas, words_for
from briefgen.extract.reaction_rules.phrase_lists import is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import asking_verbs
from briefgen.extract.reaction_rules.unreal import NOT_DONE
from briefgen.extract.reaction_rules.verb_objects import up_to_aside
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_DEED_REACH = 16
"""Tokens behind the verb of a deed in which its object is looked for."""
_EVER = frozenset({"long", "always", "traditionally", "historically"})
"""Inside a verb group these say that it was so all the time."""
_SAID_AGAIN = frozenset(
    {"deny", "say", "insist", "maintain", "argue", "reject", "claim", "refuse", "condemn"}
)
_HISTORY_DAYS = 60
"""So long before the article a deed is history, no reaction."""
_THEN = load_words("reaction_rules", "then")
_PRONOUNS = frozenset({"we", "i", "it", "they", "he", "she"})
_WISHING = load_words("reaction_rules", "wishing")
_IF = frozenset({"if", "unless", "lest", "whether"})
_ONE_OF = load_words("reaction_rules", "one_of")
"""Behind `is` or `became` and before an infinitive: one of those who do it, `the tenth country to`."""


class DoneDeeds:
    """Tells what is done from what is only thought of, foretold or history."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances

    def is_promised(self, clause: Clause) -> bool:
        """Tell whether `would` is the future of somebody's words: `the minister said that Peru would send`."""
        verb = clause.verb
        if verb is None or verb.modal != "would" or clause.kind not in {"that", "coordinate"}:
            return False
        if "whether" in self.index.low[clause.first - 1 : clause.first + 1]:
            return False
        return any(
            first <= verb.first < last
            for number in self.context.attributions_of[clause.sentence]
            for first, last in self.context.content_ranges[number]
        )

    def is_history(self, clause: int) -> bool:
        """Tell whether the clause gives a time long before the article: `which cut ties in 2021`."""
        context = self.context
        own = context.timex_of_clause(clause)
        if own is None:
            # `In 1989 Peru had urged him to hold out` says when it was said.
            own = next(
                (
                    timex
                    for timex in context.timexes_of[self.index.clauses[clause].sentence]
                    if context.is_speaking_time(timex)
                    and context.document.timexes[timex].date
                    and self.index.clause_at(context.timex_range[timex][0]) == clause
                ),
                None,
            )
        first = self.index.clauses[clause].first
        verb = self.index.clauses[clause].verb
        if (
            verb is not None
            and verb.lemma not in _SAID_AGAIN
            and not _EVER.isdisjoint(self.index.low[verb.first : verb.last])
        ):
            # `Peru, which has long supported it`
            return True
        if (
            verb is not None
            and self.index.low[verb.first - 1] == "once"
            and verb.tense in {"past", "pluperfect"}
        ):
            # `A Peruvian ship | once stood off the reef`
            return True
        if own is None and self.index.low[first] == "when" and first:
            # `in the war of 1998, | when Peru ran a clinic`
            at = first - 1 - (self.index.low[first - 1] == ",")
            own = context.timex_at[at] if context.timex_at[at] >= 0 else None
        date = context.document.timexes[own].date if own is not None else None
        if not date or context.published is None:
            return False
        latest, published = parse_date(date).latest, parse_date(context.published).earliest
        return latest is not None and published is not None and (published - latest).days > _HISTORY_DAYS

    def is_supposed(self, clause: Clause) -> bool:
        """Tell whether a clause only supposes a deed: `If Peru sent troops`, `rumours that Chile had sent troops`."""
        low = self.index.low
        if clause.kind not in {"adverbial", "that", "coordinate"}:
            return False
        if low[clause.first] in _IF:
            return True
        if clause.kind == "that" and clause.parent is not None:
            wishing = self.index.clauses[clause.parent].verb
            if wishing is not None and (
                wishing.lemma in _WISHING
                or wishing.lemma in asking_verbs()
                or (wishing.lemma in {"should", "be"} and wishing.first < clause.first == wishing.last)
            ):
                return True
        return (
            clause.first > 0
            and low[clause.first] == "that"
            and low[clause.first - 1] in words_for("unproven")
        )

    def is_effort(self, clause: Clause) -> bool:
        """Tell whether an infinitive tells what somebody does: `are working to evacuate their staff`."""
        parent = self.index.clauses[clause.parent].verb if clause.parent is not None else None
        if "whether" in self.index.low[clause.first - 1 : clause.first + 1]:
            return False
        if clause.subject_inherited and parent is not None and parent.lemma == "hesitate" and parent.negated:
            return True
        return (
            clause.subject_inherited
            and parent is not None
            and not parent.negated
            and parent.modal not in NOT_DONE
            and (
                parent.lemma in lemmas("efforts")
                or (
                    parent.lemma in {"be", "become"}
                    and not _ONE_OF.isdisjoint(self.index.low[parent.last : clause.first])
                )
            )
        )

    def end_of(self, clause: Clause, behind: int, last: int) -> int:
        """Return where what follows a verb ends: at the next clause beside it, or a little behind its own."""
        beside = (
            self.index.clauses[c].first
            for c in self.index.clauses_of[clause.sentence]
            if self.index.clauses[c].first >= behind
            and (
                self.index.clauses[c].kind in {"main", "coordinate"}
                or self._is_of_others(self.index.clauses[c])
            )
        )
        gap = self.actors.doers.lists.gap_in(behind, last)
        low = self.index.low
        if (people := self._people_in(behind, last)) >= 0:
            last = people
        if "according" in low[behind:last]:
            last = min(last, low.index("according", behind))
        reach = max(clause.last, behind + _DEED_REACH)
        if clause.kind == "relative" and behind < clause.last < last and low[clause.last] == ",":
            # `Peru, which has sent troops, | pledged aid`
            reach = clause.last
        at = self.index.verb_at[behind - 1] if behind else -1
        last = up_to_aside(self.index, at, behind, last)
        return min(last, reach, *beside, *([gap] if gap >= 0 else []))

    def _people_in(self, first: int, last: int) -> int:
        """Return where a people does the same by a verb left out: `sent a plane | , the Danes two`; -1."""
        low = self.index.low
        for token in range(first + 1, last - 3):
            if low[token] not in {",", ";"} or low[token + 1] != "the":
                continue
            m = self.index.mention_at[token + 2]
            adjective = m >= 0 and self.context.document.names.mentions[m].adjective
            if adjective and is_count(low[token + 3]):
                return token
        return -1

    def _is_of_others(self, clause: Clause) -> bool:
        """Tell whether a clause tells what others did then: `offered prayers | after the minister asked for aid`."""
        return (
            clause.kind == "adverbial"
            and clause.subject is not None
            and not clause.subject_inherited
            and self.index.low[clause.first] in _THEN
            and self.index.low[self.index.range_of(clause.subject)[0]] not in _PRONOUNS
        )

    def is_told(self, sentence: int, span: Span) -> bool:
        """Tell whether words of a sentence are the article's own: no headline, no quotation."""
        return self.context.document.sentences[sentence].kind in {
            "body",
            "dek",
        } and not self.context.is_quoted(span)
