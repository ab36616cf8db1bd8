"""Fetched home: whose planes, ships and soldiers bring people out, where an article is on foreigners who leave.

`Italian warships collected 280 from the beach`, `flights laid on by Peru`, `the Portuguese drove theirs home`.
"""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.gapped_deeds import UNMARKED_PEOPLES
from briefgen.extract.reaction_rules.hands_at_work import HandReader
from briefgen.extract.reaction_rules.moods import is_on_fetching
from briefgen.extract.reaction_rules.phrase_lists import is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.unreal import UNSAID, is_of_object, is_unreal

_OTHERS = 2
"""Others that are told to do it, from which an article is on that."""
_REACH = 9
"""Tokens behind a verb within which stands who is fetched."""
_NOUN = 4
"""Tokens from a number to the noun for people."""
_BARE = load_words("reaction_rules", "bare")
"""Behind a number these say that people were counted: `collected 280 | from the beach`."""
_OWN = frozenset({"theirs", "its", "their", "his", "own"})
_NOT_FETCHED = load_words("reaction_rules", "not_fetched")
_GOING = frozenset({"get", "leave", "fly", "sail", "go", "depart", "escape"})
_KEPT = frozenset({"not", "no", "never", "refused", "failed"})


class FetchReader:
    """Reads who brings people out."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors
        self.done = DoneDeeds(sheet)
        self.hands = HandReader(sheet)

    def read_fetched(self) -> None:
        """Find who fetches people, in an article on that; nothing in any other, nor in one on a disaster."""
        if self.sheet.stances.is_disaster:
            return
        fetching = {frame.actor.value for frame in self.sheet.found if frame.stance == "evacuates"}
        signs = load_words("hands", "fetching_signs") | {"countrymen", "compatriots"}
        told = len(fetching) + (not signs.isdisjoint(self.index.low))
        if not is_on_fetching(self.context) and (not fetching or told < _OTHERS):
            return
        verbs = load_words("hands", "fetching")
        for number, clause in enumerate(self.index.clauses):
            verb = clause.verb
            if (
                verb is None
                or verb.negated
                or verb.modal in UNSAID
                or not self.done.is_told(clause.sentence, verb.span)
            ):
                continue
            if clause.kind == "participial" and verb.lemma in {
                "lay",
                "charter",
                "hire",
                "organise",
                "organize",
            }:
                self._read_laid_on(clause)
            if (
                verb.lemma not in verbs | load_words("hands", "laying_on") | _GOING
                or verb.passive
                or clause.subject is None
                or clause.subject_inherited
            ):
                continue
            if clause.kind in {"infinitive", "relative"} or self.done.is_history(number):
                continue
            if clause.kind == "adverbial" and self.index.low[clause.first] not in {"while", "whereas", "as"}:
                continue
            if is_unreal(self.index, clause) or is_of_object(self.index, clause):
                continue
            brought = verb.lemma in verbs and self._is_fetched(clause)
            if not brought and not self._are_going(clause):
                continue
            self._add(self._fetchers(clause), clause.sentence, verb.first)

    def _add(self, doers: list[Doer], number: int, token: int) -> None:
        """Note who fetches people; help that the sentence tells of them is just that."""
        evidence = self.context.document.sentences[number].span
        actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None and a.kind == "state"]
        names = {actor.name for actor in actors}
        here = self.index.clause_at(token)
        self.sheet.found = [
            f
            for f in self.sheet.found
            if f.evidence != evidence
            or f.actor.value not in names
            or f.stance not in {"offers_help", "sends_forces"}
            or (f.stance == "sends_forces" and self.index.clause_at(self.sheet.told_at(f)) != here)
        ]
        self.sheet.add_actors(actors, ["evacuates"], number, token)

    def _fetchers(self, clause: Clause) -> list[Doer]:
        """Return the states of a subject: `Rome`, `The Jordanians`, `The 1,200 French soldiers in the city`."""
        if clause.subject is None:
            return []
        first, last = self.index.range_of(clause.subject)
        names = self.context.document.names
        inside = self.index.mentions_in(first, last)
        if not inside:
            return []
        mention, behind = names.mentions[inside[0]], self.index.mention_range[inside[0]][1]
        doer = Doer(names.entities[mention.entity], mention.span)
        if mention.adjective:
            word = self.index.low[behind - 1]
            if behind == last:
                return [doer] if word.endswith("s") or word in UNMARKED_PEOPLES else []
            heads = (
                load_words("hands", "vessels")
                | load_words("hands", "models")
                | load_words("hands", "force_heads")
            )
            return [doer] if heads & set(self.index.low[behind : min(last, behind + _NOUN)]) else []
        return self.actors.doers.doers_of(first, last)

    def _is_fetched(self, clause: Clause) -> bool:
        """Tell whether people are the object of a verb: a number of them, or those of whoever fetches them."""
        verb, low = clause.verb, self.index.low
        if verb is None:
            return False
        end = min(clause.last, verb.last + _REACH)
        words = low[verb.last : end]
        if words[:1] == ["in"] or not _NOT_FETCHED.isdisjoint(words) or not _KEPT.isdisjoint(words):
            # `took in | 20,000 people`
            return False
        carried = load_words("hands", "carried") | {
            "men",
            "women",
            "civilians",
            "nationals",
            "citizens",
            "staff",
        }
        for token in range(verb.last, end):
            if low[token] == "theirs" or (low[token] in _OWN and carried & set(low[token : token + _NOUN])):
                return True
            if not is_count(low[token]) or self.context.timex_at[token] >= 0:
                continue
            if low[token + 1] in _BARE or carried & set(low[token + 1 : token + _NOUN]):
                return True
        return False

    def _are_going(self, clause: Clause) -> bool:
        """Tell whether people leave on a plane or ship: `Dutchmen | got out on a Hercules`."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.subject is None or verb.lemma not in _GOING:
            return False
        last = self.index.range_of(clause.subject)[1]
        m = self.index.mention_at[last - 1]
        if m < 0 or not self.context.document.names.mentions[m].adjective or last > verb.first:
            return False
        words = set(low[verb.last : min(clause.last, verb.last + _REACH)])
        carried = load_words("hands", "vessels") | load_words("hands", "models")
        return (
            bool(words & carried) and words.isdisjoint(_NOT_FETCHED) and not words & {"into", "in", "seized"}
        )

    def _read_laid_on(self, clause: Clause) -> None:
        """Read `the last of five flights | laid on by Peru`."""
        verb, low = clause.verb, self.index.low
        if verb is None:
            return
        by = next((t for t in range(verb.last, min(verb.last + _NOUN, clause.last)) if low[t] == "by"), -1)
        if by < 0 or low[verb.first - 1] not in load_words("hands", "vessels"):
            return
        doers = self.actors.doers.lists.listed_from(by + 1, clause.last)
        self._add(doers, clause.sentence, verb.first)
