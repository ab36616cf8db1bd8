"""Listed origins: from whom what is told of came: `From Lima came tents`, `troops from Ghana and Benin`."""

from collections.abc import Sequence

from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import lemmas, words_for
from briefgen.extract.reaction_rules.doer_nouns import Doer, mentioned
from briefgen.extract.reaction_rules.gapped_deeds import UNMARKED_PEOPLES
from briefgen.extract.reaction_rules.labelled import LabelReader
from briefgen.extract.reaction_rules.phrase_lists import MONEY, is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.relief import is_awaited, is_owned, is_sent_by_others
from briefgen.extract.reaction_rules.stance_cues import find_hits, told_by, weigh
from briefgen.extract.reaction_rules.stance_lists import listed, load_stances
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import UNSAID
from briefgen.model.brief import Stance

_NEAR = 5
_COMING_REACH = 14
"""Tokens between a noun and `from`, if a verb of coming stands there."""
COMING = load_words("reaction_rules", "coming")
"""Verbs behind `from` and who sends: `From Lima came tents`."""
_BARE_MESSAGES = frozenset({("messages",), ("telegrams",), ("letters",), ("calls",), ("cables",)})
"""Nouns that tell sympathy only where somebody mourns."""

_OPENERS = frozenset({",", ";", "and", "while"})


class OriginReader:
    """Reads from whom things, people and messages came."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors
        self.words = LabelReader(sheet)

    def read_openings(self, number: int, first: int, last: int) -> None:
        """Read `From Lima came tents` and `Out of Lima came tents`: where a thought begins with who sends."""
        low = self.index.low
        for opening in (("out", "of"), ("from",)):
            for begin in range(first, last - 2):
                if not self.index.starts_with(begin, opening, last):
                    continue
                if begin == first or low[begin - 1] in _OPENERS:
                    self._read_origin(number, begin + len(opening) - 1, last)

    def read_nouns(self, number: int, first: int, last: int) -> None:
        """Read `condolences came from Chile, Peru and Cuba`: nouns that tell a stance, and who they came from."""
        words = set(self.index.low[first:last])
        leaves = bool(words & lemmas("homeward"))
        for stance in load_stances():
            name = "withdraws_forces" if leaves and stance.name == "sends_forces" else stance.name
            for noun in stance.nouns:
                if noun[0] in words:
                    self._read_list(name, noun, number, first, last)

    def _read_origin(self, number: int, first: int, last: int) -> None:
        """Read `From Lima came a call for restraint`, `and from the Danes there is $500,000`."""
        low = self.index.low
        doers = self.actors.doers.lists.listed_from(first + 1, last) or self._people_at(first + 1)
        if not doers or self.context.is_quoted(doers[0].span):
            return
        behind = self.index.range_of(doers[-1].span)[1]
        verb = next((t for t in range(first + 2, min(first + 16, last)) if self.index.verb_at[t] >= 0), -1)
        group = self.index.clauses[self.index.verb_at[verb]].verb if verb >= 0 else None
        if group is None and low[behind] == "," and is_count(low[behind + 1]):
            # `From Venezuela, three flights`
            self.sheet.add_deeds(doers, self._hinted_at(behind + 1, last), number, first)
        if group is None or group.negated or group.modal in UNSAID:
            return
        there = low[verb - 1] == "there" or "there" in low[behind:verb]
        if group.lemma not in COMING and not (group.lemma == "be" and there):
            return
        if verb - behind > _NEAR and low[behind] != ",":
            return
        stop = next((t for t in range(group.last, last) if low[t] == ";"), last)
        stances = self.words.read_words(number, group.last, stop)
        stances = stances or self._hinted_at(group.last, stop)
        self.sheet.add_deeds(doers, stances, number, first)
        told = [stance for stance in stances if stance == "offers_help"]
        for token in range(group.last, stop - 2) if told else ():
            if (low[token] == "from" and low[token - 1] in {",", "and"}) or low[token - 1 : token + 1] == [
                "out",
                "of",
            ]:
                # `From Lima came tents, | from Quito blankets`
                others = self.actors.doers.lists.listed_from(token + 1, stop) or self._people_at(token + 1)
                self.sheet.add_deeds(others, told, number, token)

    def _people_at(self, at: int) -> list[Doer]:
        """Return the people that stands at a token with its article: `the Americans`."""
        m = self.index.mention_at[at + 1] if self.index.low[at] == "the" else -1
        names = self.context.document.names
        if m < 0 or not names.mentions[m].adjective:
            return []
        behind = self.index.mention_range[m][1]
        plural = self.index.low[behind - 1].endswith("s") or self.index.low[behind - 1] in UNMARKED_PEOPLES
        word = self.index.low[behind]
        if not plural or (word.isalpha() and word != "there" and self.index.verb_at[behind] < 0):
            return []
        return [mentioned(self.context, m)]

    def _hinted_at(self, first: int, last: int) -> list[Stance]:
        """Return help where what comes is money, a number of something, or what cues call help."""
        stances = self.words.stances
        low = self.index.low
        if not (stances.is_disaster or stances.may_need_help):
            return (
                ["offers_help"] if told_by(weigh(list(find_hits(low, first, last)))) == "offers_help" else []
            )
        if not words_for("harmed").isdisjoint(low[first:last]):
            return []
        if stances.is_disaster and stances.read_deed(Told("send", first, last)) == ["offers_help"]:
            # Whatever comes to the scene of a disaster is help.
            return ["offers_help"]
        near = low[first : first + 2]
        if any(is_count(word) or word.startswith(MONEY) for word in near):
            return ["offers_help"]
        return ["offers_help"] if "offers_help" in weigh(list(find_hits(low, first, last))) else []

    def _read_list(self, stance: Stance, noun: Sequence[str], number: int, first: int, last: int) -> None:
        low = self.index.low
        for token in range(first, last):
            if low[token] != noun[0] or not self.index.starts_with(token, noun, last):
                continue
            if any(word in lemmas("wished") for word in low[max(first, token - 5) : token]):
                continue
            if is_owned(self.sheet, max(first, token - 2), token):
                # `French soldiers came from Chad`, `US aid from Chad`: whose they are is told.
                continue
            verbs = (
                self.index.clauses[at].verb
                for t in range(max(first, token - 5), token)
                if (at := self.index.verb_at[t]) >= 0
            )
            if any(verb is not None and verb.lemma in lemmas("wished") for verb in verbs):
                continue
            behind = token + len(noun)
            at = self.origin_behind(behind, last)
            if at < 0 or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            stop = next((t for t in range(at + 1, last) if self.ends_phrase(t)), last)
            doers = self._origins_from(at, last) or self.actors.doers.doers_of(at + 1, stop)
            if noun in _BARE_MESSAGES and not self._are_mourning(number):
                continue
            if stance in {"offers_help", "sends_forces"} and (
                is_sent_by_others(self.sheet, number, token) or is_awaited(self.index, at, last)
            ):
                continue
            if stance == "sends_forces" and self._are_harmed(doers, first, token, last):
                continue
            told: Stance = (
                "offers_help" if stance == "sends_forces" and self.words.stances.is_disaster else stance
            )
            self.sheet.add_deeds(doers, [told], number, token)

    def _origins_from(self, at: int, last: int) -> list[Doer]:
        """Return all of a list in which people have their state and the preposition comes again.

        `from | Ana Vega of Peru, from Chile and Cuba, and from the OAS`
        """
        low, names = self.index.low, self.context.document.names
        word = low[at]
        found: list[Doer] = []
        while True:
            more = self.actors.doers.lists.listed_from(at + 1, last)
            if not more:
                return found
            found += more
            at = self.index.range_of(more[-1].span)[1]
            m = self.index.mention_at[at + 1] if at + 1 < last and low[at] == "of" else -1
            if m >= 0 and names.entities[names.mentions[m].entity].kind == "country":
                at = self.index.mention_range[m][1]
            if at < last and low[at] in {",", ";"}:
                at += 1
            if at < last and low[at] == "and":
                at += 1
            if at < last and low[at] == word:
                continue
            if at + 1 >= last or low[at - 1] not in {",", "and"}:
                return found
            at -= 1

    def _are_mourning(self, number: int) -> bool:
        """Tell whether messages are of sympathy: in an article on a disaster, or beside words of grief."""
        sentences = self.context.document.sentences
        first, last = sentences[max(0, number - 1)].first, sentences[number].last
        return self.words.stances.is_disaster or not listed("grieving").isdisjoint(self.index.low[first:last])

    def _are_harmed(self, doers: Sequence[Doer], first: int, token: int, last: int) -> bool:
        """Tell whether soldiers of others are told of only because they came to harm."""
        if not doers:
            return False
        behind = self.index.range_of(doers[-1].span)[1]
        low = self.index.low
        begin = self.index.range_of(doers[0].span)[0]
        # `the number of peacekeepers lost in recent days | by the mission`
        words = [*low[max(first, token - _NEAR) : token], *low[token:begin], *low[behind : behind + _NEAR]]
        return not (words_for("harmed") - {"home", "cut"}).isdisjoint(words[: last - first])

    def origin_behind(self, first: int, last: int) -> int:
        """Return the `from` or `by` behind a noun, near to it or behind a verb of coming; -1."""
        low = self.index.low
        for token in range(first, min(first + _COMING_REACH, last)):
            if low[token] in {",", ";", "("}:
                break
            if low[token] not in {"from", "by"}:
                continue
            if token < first + _NEAR:
                return token
            came = (
                self.index.clauses[at].verb for t in range(first, token) if (at := self.index.verb_at[t]) >= 0
            )
            if any(verb is not None and verb.lemma in words_for("arriving") for verb in came):
                return token
        return -1

    def ends_phrase(self, token: int) -> bool:
        """Tell whether the phrase behind `from` ends before a token."""
        return self.index.low[token] in {",", ";", "(", ".", "for", "to"} or self.index.verb_at[token] >= 0
