"""Coming deeds: what is done by actors in the passive, and by their people, ships and planes that come and go."""

from itertools import takewhile

from briefgen.extract.layers.clause_rules.tags import tag_of
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import lemmas, words_for
from briefgen.extract.reaction_rules.doer_nouns import Doer, mentioned
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_sheet import Sheet, told_beside
from briefgen.extract.reaction_rules.stance_lists import asking_verbs, listed
from briefgen.extract.reaction_rules.things_done import ThingReader
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import NOT_DONE
from briefgen.model.brief import Stance

_FOR_THEMSELVES = load_words("reaction_rules", "private_people")
"""Behind an adjective of a state: people who act for themselves."""
_SHARED = frozenset({"echo", "share", "repeat"})
_HEARD = frozenset({"hear", "voice", "express", "make", "strike", "sound"})
_MEANS = load_words("reaction_rules", "means")
"""Behind `by` the way in which somebody is taken, not who takes him."""
_BELONGING = frozenset({"belonging", "operated", "chartered", "sent", "provided", "leased", "hired", "flown"})
_PRIVATE = frozenset({"ferry", "ferries", "liner", "freighter", "trawler", "airliner", "airliners"})
_ITS_BODY = 3
"""Tokens of `his foreign ministry`."""
_ASKED = frozenset({"to", "not", "for"})
_ASKING = 14
"""Tokens of those by whom somebody is asked."""
_LAST = frozenset({"last", "remaining"})


_BEARING = frozenset({"with", "carrying", "bearing", "laden", "loaded", "bringing", "full", "packed"})
_CARGO = 9
"""Tokens behind one of these within which goods are named."""
_FETCHED = frozenset({"evacuees", "evacuated", "nationals", "compatriots"})
"""Who comes home on the planes and ships of forces."""
_ENVOYS = frozenset({"ambassador", "envoy", "consul"})
_HEAD, _FORCE_HEAD = 4, 6
"""Tokens before the name that heads a subject; more in `Soldiers of the elite | French brigade`."""


class ComingDeedReader:
    """Reads deeds whose actor is an agent, or only owns who does them."""

    def __init__(self, sheet: Sheet, done: DoneDeeds) -> None:
        self.sheet, self.done = sheet, done
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances
        self.things = ThingReader(sheet, done)

    def read_passive(self, number: int, clause: Clause) -> None:
        """Read `support was offered by Norway`, and `Described by Norway as cowardly, …`."""
        verb = clause.verb
        if (
            verb is None
            or verb.modal in NOT_DONE
            or self.done.is_history(number)
            or self.done.is_supposed(clause)
        ):
            return
        low = self.index.low
        end = min(clause.last, verb.last + 8)
        by = next((t for t in range(verb.last, end) if low[t] == "by" and low[t + 1] not in _MEANS), -1)
        if clause.subject is None:
            if by >= 0 and clause.kind == "participial":
                doers = self.actors.doers.lists.listed_from(by + 1, clause.last)
                behind = self.index.range_of(doers[-1].span)[1] if doers else clause.last
                stances = self.stances.read_deed(Told(verb.lemma, behind, clause.last))
                if set(stances) <= {"other"}:
                    # `tents paid for by Peru`
                    begin = max(self.context.document.sentences[clause.sentence].first, clause.first - 4)
                    stances = self.stances.read_deed(Told("send", begin, clause.first))
                    stances = stances if verb.lemma in words_for("paying") else []
                # `the rebels, supported by Peru`: whom it supports stands before.
                kept = [
                    s for s in stances if s not in {"other", "supports_government", "supports_protesters"}
                ]
                self.sheet.add_deeds(doers, kept, clause.sentence, verb.first)
            return
        if by < 0 and verb.lemma in _SHARED | _HEARD:
            by = next((t for t in range(verb.last, end) if low[t] in {"in", "from"}), -1)
            doers = self.actors.doers.lists.listed_from(by + 1, clause.last) if by >= 0 else []
            alike = verb.lemma in _SHARED or {"similar", "same"} & set(low[clause.first : verb.first])
            if doers and alike:
                self.sheet.add_deeds(
                    doers, told_beside(self.sheet, clause.sentence), clause.sentence, verb.first
                )
                return
        if by < 0:
            if not self._read_sent(clause) and not self.things.read_thing(number, clause):
                self.read_coming(clause, *self.index.range_of(clause.subject))
            return
        doers = self._agents(by, clause.last)
        if not doers:
            if verb.lemma in words_for("serving") and not self.stances.is_disaster:
                # `The airport is guarded by | Peruvian soldiers`
                self.read_coming(clause, by + 1, clause.last)
            return
        first, last = self.index.range_of(clause.subject)
        if by > verb.last and verb.lemma in words_for("naming"):
            # `was called "heinous" by Peru`
            first, last = verb.last, by
        if (asked := self._asked_at(clause, by)) >= 0:
            first, last = asked, self.context.document.sentences[clause.sentence].last
        stances = self.stances.read_deed(Told(verb.lemma, first, last))
        if stances == ["other"] and verb.lemma not in _SHARED and verb.lemma not in listed("done_to_it"):
            # `standards recognised by Peru` are no reaction.
            return
        if verb.lemma in _SHARED and set(stances) <= {"other"}:
            # `a view shared by Peru`
            stances = told_beside(self.sheet, clause.sentence)
        self.sheet.add_deeds(doers, stances, clause.sentence, verb.first)

    def _asked_at(self, clause: Clause, by: int) -> int:
        """Return where stands what somebody is asked to do: `was urged by Peru | to show restraint`; -1."""
        verb, low = clause.verb, self.index.low
        if verb is None or verb.lemma not in asking_verbs():
            return -1
        stop = min(self.context.document.sentences[clause.sentence].last - 1, by + _ASKING)
        at = next((t for t in range(by + 2, stop) if low[t] in _ASKED and self.index.mention_at[t] < 0), -1)
        return at if at < 0 or not self.index.has_verb(by + 1, at) else -1

    def _read_sent(self, clause: Clause) -> bool:
        """Read `a team from Peru and Chile is being sent`: these send it."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.subject is None or verb.lemma not in words_for("sending"):
            return False
        first, last = self.index.range_of(clause.subject)
        at = next((t for t in range(first + 1, last) if low[t] == "from"), -1)
        if (
            at < 0
            or self.index.mentions_in(first, at)
            or {"home", "back"} & set(low[verb.last : verb.last + 4])
        ):
            return False
        doers = self.actors.doers.lists.listed_from(at + 1, last)
        stances = self.stances.read_deed(Told(verb.lemma, first, at))
        self.sheet.add_deeds(doers, [s for s in stances if s != "other"], clause.sentence, verb.first)
        return bool(doers)

    def _agents(self, by: int, last: int) -> list[Doer]:
        """Return who does what is told in the passive: `by Peru, by Chile's navy and by Cuba`."""
        low, found = self.index.low, list[Doer]()
        while by >= 0:
            stop = next(
                (
                    t
                    for t in range(by + 1, last)
                    if low[t] in {",", ";", "(", ".", "on", "as", "which", "who"}
                    or low[t : t + 2] == ["and", "by"]
                ),
                last,
            )
            found += self.actors.doers.lists.listed_from(by + 1, last) or self.actors.doers.doers_of(
                by + 1, stop
            )
            behind = [t for t in range(by + 1, last - 1) if low[t] == "by" and low[t - 1] in {",", "and"}]
            by = behind[0] if behind else -1
        return found

    def read_coming(self, clause: Clause, first: int, last: int) -> None:
        """Read `Kenyan troops landed` and `Greek rescuers arrived`: the coming of people is a deed of their state."""
        verb = clause.verb
        if verb is None or self.things.read_homecoming(clause) or self.things.read_stopped(clause):
            return
        inside = self.index.mentions_in(first, last)
        if inside and self._heads(inside[0], first, last):
            stances = self._told_by_coming(clause, inside[0], first, last)
            doer = mentioned(self.context, inside[0])
            self.sheet.add_deeds([doer], stances, clause.sentence, verb.first)

    def _heads(self, m: int, first: int, last: int) -> bool:
        """Tell whether a name heads a subject as the one whose people or things these are."""
        names, low = self.context.document.names, self.index.low
        begin, behind = self.index.mention_range[m]
        mention, entity = names.mentions[m], names.entities[names.mentions[m].entity]
        of_force = mention.adjective and not {"of", "from"}.isdisjoint(low[first:begin])
        if begin - first > (_FORCE_HEAD if of_force else _HEAD):
            return False
        if mention.adjective:
            if behind < last and low[behind] in _FOR_THEMSELVES:
                return False
        elif entity.type == "organisation":
            if begin - first > 1 and low[begin - 1] != "from":
                return False
        elif entity.kind != "country":
            return False
        return entity.kind != "company" or not self.actors.doers.nouns.is_make(first, begin, behind)

    def _moves(self, clause: Clause, first: int, begin: int) -> tuple[bool, bool]:
        """Return whether a clause tells that somebody comes, and that somebody goes."""
        verb, low = clause.verb, self.index.low
        if verb is None:
            return False, False
        coming = verb.lemma in lemmas("coming") | words_for("serving")
        starts_home = verb.lemma in {"begin", "start"} and lemmas("homeward").intersection(
            low[verb.last : verb.last + 3]
        )
        # `The last French soldiers crossed the border`
        last_ones = coming and _LAST.intersection(low[first:begin]) and verb.lemma not in {"reach", "arrive"}
        return (False, True) if starts_home or last_ones else (coming, verb.lemma in lemmas("going"))

    def _told_by_coming(self, clause: Clause, m: int, first: int, last: int) -> list[Stance]:
        """Return what the coming or going of people or things tells of the state that heads a subject."""
        verb, low = clause.verb, self.index.low
        if verb is None:
            return []
        begin, behind = self.index.mention_range[m]
        names, nouns = self.context.document.names, self.actors.doers.nouns
        mention, entity = names.mentions[m], names.entities[names.mentions[m].entity]
        coming, going = self._moves(clause, first, begin)
        goods = takewhile(lambda word: word != ",", low[behind + 1 : last])
        if coming and not self.stances.is_disaster and words_for("loads").intersection(goods):
            return ["offers_help"]
        if self._is_fetching(clause, behind, last):
            return ["evacuates"]
        if self._is_laden(clause, first, last) or (coming and self._is_crew(behind, last)):
            return ["offers_help"]
        forces = nouns.has_behind(behind, last, "force_nouns")
        if carried := self._carried(clause, behind, last, forces=forces):
            return carried
        helps = coming and mention.adjective and behind < last and self.stances.is_disaster
        if helps and self._is_helper(behind, last):
            # `Ukrainian sappers blew up the dam`
            return ["offers_help"]
        if verb.passive and verb.lemma in {"recall", "withdraw"} and _ENVOYS.intersection(low[first:last]):
            return ["sanctions"]
        if mention.adjective and self._is_fighting(clause, behind, last):
            return ["sends_forces"]
        if coming and nouns.has_behind(behind, last, "relief_nouns"):
            return ["offers_help"]
        if coming and entity.kind == "security_force" and entity.country:
            # `The Chadian air force has been flying over the town`
            return ["sends_forces"]
        if entity.type == "organisation" or not forces or not (coming or going):
            # Peacekeepers of a body are at home where they serve.
            return []
        return [self._forces_coming(clause) if coming else "withdraws_forces"]

    def _carried(self, clause: Clause, behind: int, last: int, *, forces: bool) -> list[Stance]:
        """Return what planes, ships or soldiers do besides coming: `French troops had flown 800 foreigners to Chad`."""
        verb = clause.verb
        if verb is None:
            return []
        carried: list[Stance] = []
        told = Told(verb.lemma, verb.last, clause.last)
        if verb.lemma == "help" and (lemma := self._base_at(verb.last)):
            # `Peruvian planes helped | airlift 80 foreigners`
            told = Told(lemma, verb.last + 1, clause.last)
        if self.actors.doers.nouns.has_behind(behind, last, "craft"):
            carried = self.stances.read_deed(told)
        if not carried and forces:
            # `French troops handed out bread`
            gives = verb.lemma in listed("giving")
            stances = self.stances.read_deed(told)
            carried = [s for s in stances if s == "evacuates" or (gives and s == "offers_help")]
        if forces and verb.passive and "evacuates" in carried:
            # `The last Belgian peacekeepers were airlifted to Chad`
            return ["withdraws_forces"]
        return carried

    def _base_at(self, token: int) -> str:
        """Return the verb whose base form stands at a token, or behind `to` there; "" if none does."""
        token += self.index.low[token] == "to"
        forms = tag_of(self.index.tokens[token].norm).forms
        return next((lemma for lemma, kind in forms if kind == "b"), "")

    def _forces_coming(self, clause: Clause) -> Stance:
        """Return for what forces come: to help in a disaster or to search, to fetch people, or as forces."""
        verb, low = clause.verb, self.index.low
        behind = low[verb.first : min(verb.last + _ITS_BODY, clause.last)] if verb is not None else []
        if self.stances.is_disaster or words_for("searching").intersection(behind):
            return "offers_help"
        # `A Peruvian air force plane with 90 evacuees landed in Lima`
        return "sends_forces" if _FETCHED.isdisjoint(low[clause.first : clause.last]) else "evacuates"

    def _is_fetching(self, clause: Clause, behind: int, last: int) -> bool:
        """Tell whether a plane or ship brings people home: `A Peruvian plane | with 90 evacuees landed in Lima`."""
        verb, low = clause.verb, self.index.low
        # Whose a ferry is does not tell who has chartered it.
        crafts = (load_words("hands", "vessels") | load_words("hands", "models")) - _PRIVATE
        if verb is None or self.stances.is_disaster or crafts.isdisjoint(low[behind:last]):
            return False
        if not _FETCHED.isdisjoint(low[clause.first : clause.last]):
            return True
        end = self.done.end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        # `picked up 170 Peruvians`, `headed for the port to get out its citizens`
        told = (Told(verb.lemma, verb.last, end), Told("send", verb.last, end))
        return any("evacuates" in self.stances.read_deed(one) for one in told)

    def read_belonging(self, clause: Clause, first: int, last: int) -> None:
        """Read `An Airbus belonging to the French air force | took 174 people home`: what it brings, its owner does."""
        verb, low, names = clause.verb, self.index.low, self.context.document.names
        crafts = load_words("hands", "vessels") | load_words("hands", "models")
        if (
            verb is None
            or last >= verb.first
            or low[last] not in _BELONGING
            or crafts.isdisjoint(low[first:last])
            or any(names.mentions[m].adjective for m in self.index.mentions_in(first, last))
        ):
            return
        at = last + 1 + (low[last + 1] in {"by", "to"})
        doers = self.actors.doers.lists.listed_from(at, verb.first) or [
            mentioned(self.context, m)
            for m in self.index.mentions_in(at, min(at + _ITS_BODY, verb.first))
            if names.mentions[m].adjective
        ]
        end = self.done.end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
        kept = [stance for stance in stances if stance in {"evacuates", "offers_help"}]
        self.sheet.add_deeds(doers, kept, clause.sentence, verb.first)

    def _is_laden(self, clause: Clause, first: int, last: int) -> bool:
        """Tell whether a plane or ship sets out with goods: `Two planes of the Chilean army | took off with …`."""
        verb, low = clause.verb, self.index.low
        if verb is None or verb.lemma not in load_words("hands", "taking_off") | load_words(
            "hands", "leaving_verbs"
        ):
            return False
        if load_words("hands", "vessels").isdisjoint(low[first:last]):
            return False
        behind = low[verb.last : clause.last]
        at = next((i for i, word in enumerate(behind) if word in _BEARING), -1)
        goods = words_for("loads") | {"provisions", "goods", "parcels", "beds", "stores", "medics", "kits"}
        if at < 0 or not {"troops", "soldiers", "weapons", "ammunition", "arms"}.isdisjoint(behind):
            return False
        return not goods.isdisjoint(behind[at : at + _CARGO])

    def _is_fighting(self, clause: Clause, at: int, last: int) -> bool:
        """Tell whether soldiers, ships or planes at a token take part in a fight: `Kenyan troops | took the town`."""
        verb = clause.verb
        return (
            verb is not None
            and verb.lemma in listed("fighting")
            and not verb.passive
            and not self.stances.is_disaster
            and self.actors.doers.nouns.has_behind(at, last, "force_nouns")
        )

    def _is_helper(self, first: int, last: int) -> bool:
        """Tell whether a phrase ends with somebody or something of use at the scene of a disaster."""
        about = (t for t in range(first, last) if self.index.low[t] in {"who", "which", "that", "whose"})
        last = next(about, last)
        head = self.index.low[last - 1]
        harmed = words_for("harmed").intersection(self.index.low[last : last + _ITS_BODY])
        return head.isalpha() and not harmed and head not in words_for("no_helpers")

    def _is_crew(self, at: int, last: int) -> bool:
        """Tell whether soldiers, ships or planes stand at a token, which in a disaster come to help."""
        keys: tuple[str, ...] = ("relief_nouns", "craft")
        if self.stances.is_disaster:
            keys += ("force_nouns",)
        elif not self.stances.may_need_help or self.actors.doers.nouns.has_behind(at, last, "force_nouns"):
            return False
        return any(self.actors.doers.nouns.has_behind(at, last, key) for key in keys)
