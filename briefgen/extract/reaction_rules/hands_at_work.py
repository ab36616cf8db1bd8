"""Hands at work: people, ships and planes of a state where an article tells of others that help, fight or fetch.

`The first of six French Pumas landed at Galle`, `fifty Fijians followed`, `Spain's airliner took off with 72 people`.
"""

from collections.abc import Sequence

import msgspec

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import words_for, words_of
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.gapped_deeds import UNMARKED_PEOPLES
from briefgen.extract.reaction_rules.moods import is_on_fetching, is_on_forces, is_on_leaving
from briefgen.extract.reaction_rules.phrase_lists import is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import listed
from briefgen.extract.reaction_rules.unreal import UNSAID, is_of_object, is_unreal
from briefgen.model.brief import Stance

_LEAD = 6
"""Tokens of a subject before the state whose it is: `The first of six | French Pumas`."""
_HEAD = 7
"""Tokens from a state to the noun for its people or things."""
_OTHERS = 2
"""Others that are told to do it, from which an article is on that."""
_SIGNS = 2
_COUNTING = load_words("reaction_rules", "counting")
_POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "own"})
_DUE = load_words("reaction_rules", "due")
"""Behind `is` these say that somebody is there, or soon will be: `on the way`, `at work`."""
_ARMED = load_words("reaction_rules", "armed")
_HOMEWARD = load_words("reaction_rules", "homeward")
_DEADLY = frozenset({"death", "deaths", "toll", "casualties", "losses", "loss", "fatalities"})
_ENDS = load_words("reaction_rules", "ends")


def _hand_words(key: str) -> frozenset[str]:
    """Return the words under a key of hands.yaml."""
    return load_words("hands", key)


class HandReader:
    """Reads what people and things of other states are there for."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances
        self.done = DoneDeeds(sheet)

    def read_hands(self) -> None:
        """Find people and things at work of whose state their sentence tells nothing so far."""
        self._turn_leaving()
        told = self._told()
        if not told and not self._may_fetch():
            return
        for number, clause in enumerate(self.index.clauses):
            verb = clause.verb
            if verb is None or clause.subject is None or clause.subject_inherited or verb.negated:
                continue
            first, last = self.index.range_of(clause.subject)
            if last > verb.first and verb.lemma not in {"come", "be", "stand", "follow"}:
                continue
            if (
                (verb.passive and verb.lemma != "expect")
                or verb.modal in UNSAID
                or clause.kind not in {"main", "coordinate"}
            ):
                continue
            if not self.done.is_told(clause.sentence, verb.span) or self.done.is_history(number):
                continue
            if is_unreal(self.index, clause) or is_of_object(self.index, clause):
                continue
            if not self.index.mentions_in(first, last):
                continue
            self._read(clause, first, last, told)
            if "withdraws_forces" in told and self._is_gone(clause):
                doers = [d for d in self.actors.doers.doers_of(first, last) if d.entity.kind == "country"]
                self.sheet.add_deeds(doers, ["withdraws_forces"], clause.sentence, verb.first)
            lays_on = "evacuates" in told and verb.lemma in _hand_words("laying_on")
            if lays_on and is_on_fetching(self.context):
                self._read_laid_on(clause, first, last)

    def _may_fetch(self) -> bool:
        """Tell whether people who leave by plane or ship are likely fetched: where no disaster asks for help."""
        return not self.stances.is_disaster

    def _turn_leaving(self) -> None:
        """Take forces that go home for leaving, where an article is on that: `Peru's last soldiers flew out`."""
        if not is_on_leaving(self.context):
            return
        for at, frame in enumerate(self.sheet.found):
            words = self.index.low[slice(*self.index.range_of(frame.evidence))]
            if frame.stance == "sends_forces" and not _HOMEWARD.isdisjoint(words):
                self.sheet.found[at] = msgspec.structs.replace(frame, stance="withdraws_forces")

    def _told(self) -> dict[Stance, set[str]]:
        """Return the actors of each stance that two or more of an article take."""
        found: dict[Stance, set[str]] = {}
        for frame in self.sheet.found:
            if frame.stance in {"offers_help", "sends_forces", "evacuates"}:
                found.setdefault(frame.stance, set()).add(frame.actor.value)
        if self.stances.is_disaster:
            found.setdefault("offers_help", set())
        elif len(set(self.index.low) & _hand_words("fetching_signs")) >= _SIGNS:
            found.setdefault("evacuates", set())
        if not self.stances.is_disaster and is_on_forces(self.context):
            found.setdefault("sends_forces", set())
        leaving = {frame.actor.value for frame in self.sheet.found if frame.stance == "withdraws_forces"}
        if leaving or is_on_leaving(self.context):
            found.pop("sends_forces", None)
            found["withdraws_forces"] = leaving
        return found

    def _read(self, clause: Clause, first: int, last: int, told: dict[Stance, set[str]]) -> None:
        verb = clause.verb
        if verb is None:
            return
        span = self.context.document.sentences[clause.sentence].span
        end = self.done.end_of(clause, verb.last, clause.last)
        words = self.index.low[min(clause.first, first) : end]
        if verb.lemma == "be" and "among" in words and clause.sentence:
            # `Three Malawians are among them`: among those told of before.
            before = self.context.document.sentences[clause.sentence - 1]
            words = [*words, *self.index.low[before.first : before.last]]
            words = ["dead" if word in _DEADLY else word for word in words]
        if not words_for("harmed").isdisjoint(words) or verb.lemma in _hand_words("mishaps"):
            return
        for doers, head in self._hands(first, last):
            stance = self._stance(head, verb.lemma, words, told)
            if stance is None:
                continue
            actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
            new = [
                actor
                for actor in actors
                if actor.name not in told.get(stance, set())
                and not any(
                    f.actor.value == actor.name and f.evidence == span and f.stance != "other"
                    for f in self.sheet.found
                )
            ]
            self.sheet.add_actors(new, [stance], clause.sentence, verb.first)

    def _is_gone(self, clause: Clause) -> bool:
        """Tell whether a state itself leaves, where an article is on soldiers who do: `Denmark had left in January`."""
        verb, low, names = clause.verb, self.index.low, self.context.document.names
        if verb is None or verb.lemma not in {"leave", "go", "withdraw", "depart", "pack"}:
            return False
        at = min(verb.last, clause.last - 1)
        m = self.index.mention_at[at + (low[at] == "from")]
        if m >= 0 and is_own(names.entities[names.mentions[m].entity], self.actors.countries):
            return True
        timed = self.context.timex_at[at] >= 0 or self.context.timex_at[at + 1] >= 0
        return verb.lemma != "go" and (timed or at >= clause.last - 1 or low[at] in {".", ",", ";"})

    def _read_laid_on(self, clause: Clause, first: int, last: int) -> None:
        """Read `Norway sent a plane` where foreigners are fetched."""
        verb = clause.verb
        if verb is None:
            return
        words = self.index.low[verb.last : min(clause.last, verb.last + _HEAD)]
        doers = self.actors.doers.doers_of(first, last)
        if not _ARMED.isdisjoint(words) or (
            _hand_words("vessels").isdisjoint(words)
            and (len(doers) < _OTHERS or verb.lemma not in {"go", "travel"})
        ):
            return
        span = self.context.document.sentences[clause.sentence].span
        for doer in doers:
            actor = self.actors.actor_of(doer)
            if (
                actor is not None
                and actor.kind == "state"
                and not any(
                    f.actor.value == actor.name
                    and f.evidence == span
                    and f.stance not in {"other", "offers_help"}
                    for f in self.sheet.found
                )
            ):
                self.sheet.add_actors([actor], ["evacuates"], clause.sentence, verb.first)

    def _stance(
        self, head: str, lemma: str, words: Sequence[str], told: dict[Stance, set[str]]
    ) -> Stance | None:
        if "withdraws_forces" in told:
            leaves = head in _hand_words("force_heads") and lemma in _hand_words("marching_off")
            return "withdraws_forces" if leaves else None
        vessel = head in _hand_words("vessels") | _hand_words("models")
        if (
            vessel
            and lemma in _hand_words("taking_off")
            and self._may_fetch()
            and self._counts_carried(words)
        ):
            return "evacuates"
        if "evacuates" in told and lemma in _hand_words("leaving_verbs"):
            if vessel:
                carries = len(told["evacuates"]) >= _OTHERS or _hand_words("carried").intersection(words)
                if carries and _ARMED.isdisjoint(words):
                    return "evacuates"
            elif head in words_of("own_people") | listed("own_citizens"):
                return "evacuates"
        things = _hand_words("models") | _hand_words("vessels") | {"people"}
        if lemma == "be" and head == "people" and "among" not in words and _DUE.isdisjoint(words):
            # `Two Germans were in the hotel`
            return None
        if lemma == "be" and head != "people" and not _DUE.isdisjoint(words):
            lemma = "arrive"
        works = words_for("arriving") - {"send"} | _hand_words("working")
        if lemma not in (works if head == "people" else works | words_for("serving")):
            return None
        if "sends_forces" in told:
            forces = _hand_words("force_heads") | {"people"}
            return (
                "sends_forces"
                if head in forces | (things if len(told["sends_forces"]) >= _OTHERS else set())
                else None
            )
        if "offers_help" in told and (self.stances.is_disaster or len(told["offers_help"]) >= _OTHERS):
            return "offers_help" if head in words_for("relief") | _hand_words("helpers") | things else None
        return None

    def _counts_carried(self, words: Sequence[str]) -> bool:
        """Tell whether a number of people is on board: `with 72 passengers`."""
        return any(
            is_count(words[at - 1]) and (words[at] in _hand_words("carried") or words[at] == "to")
            for at in range(1, len(words))
        )

    def _hands(self, first: int, last: int) -> list[tuple[list[Doer], str]]:
        """Return the states whose people or things a subject is, each with the kind of thing: a noun, or `people`."""
        low, names = self.index.low, self.context.document.names
        found: list[tuple[list[Doer], str]] = []
        for m in self.index.mentions_in(first, last):
            mention = names.mentions[m]
            entity = names.entities[mention.entity]
            begin, behind = self.index.mention_range[m]
            owns = mention.adjective or low[behind - 1].endswith(("'s", "’s", "s'", "s’"))
            if not owns or entity.type == "person" or "-" in mention.surface:
                break
            if is_own(entity, self.actors.countries) or (not found and not self._leads(first, begin)):
                break
            head = self._head(m, begin, behind, last)
            if head:
                doers = [*self.actors.doers.nouns.adjectives_before(begin), Doer(entity, mention.span)]
                found.append((doers, head))
        return found

    def _leads(self, first: int, begin: int) -> bool:
        """Tell whether a state stands at the head of a subject: `The first of six | French Pumas`."""
        before = self.index.low[first:begin]
        if len(before) > _LEAD:
            return False
        return not {"in", "from", "with", "at", "on", "for", "to", "by", "against", "near", "over"} & set(
            before
        ) and ("of" not in before or not _COUNTING.isdisjoint(before))

    def _head(self, m: int, begin: int, behind: int, last: int) -> str:
        low = self.index.low
        stop = next(
            (t for t in range(behind, min(behind + _HEAD, last)) if low[t] in _ENDS),
            min(behind + _HEAD, last),
        )
        if stop == behind or low[behind] in {"and", "also"}:
            mention = self.context.document.names.mentions[m]
            counted = begin > 0 and (is_count(low[begin - 1]) or low[begin - 1] == "the")
            # `Jordanians, 450 of them`
            counted = counted or (behind + 1 < last and low[behind] == "," and is_count(low[behind + 1]))
            plural = low[behind - 1].endswith("s") and not low[behind - 1].endswith(("'s", "’s", "ss"))
            people = mention.adjective and (plural or low[behind - 1] in UNMARKED_PEOPLES) and counted
            return "people" if people else ""
        if not _POSSESSIVES.isdisjoint(low[behind:stop]):
            # `The French say their own soldiers are staying`
            return ""
        for token in range(stop - 1, behind - 1, -1):
            if low[token].removesuffix("s") in _hand_words("models"):
                # `German | A400Ms`
                return low[token].removesuffix("s")
            if low[token].isalpha():
                return low[token]
        return ""
