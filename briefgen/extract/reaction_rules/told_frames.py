"""Told frames: deeds that nouns and set phrases tell, and who else does what a sentence tells.

`Peru was among those who sent aid`, `Flags flew at half-mast`, `Chile likewise`.
"""

from collections.abc import Iterator

from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import phrases_by_word, words_for
from briefgen.extract.reaction_rules.doer_nouns import Doer, is_capital
from briefgen.extract.reaction_rules.gapped_deeds import GapReader
from briefgen.extract.reaction_rules.given_from import GiftReader
from briefgen.extract.reaction_rules.labelled import LabelReader
from briefgen.extract.reaction_rules.member_lists import BESIDE, LED, OPENING, MemberReader
from briefgen.extract.reaction_rules.owned_deeds import OwnedReader, owned_nouns
from briefgen.extract.reaction_rules.reaction_sheet import Sheet, told_beside
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import NOT_DONE
from briefgen.extract.reaction_rules.verb_objects import deed_noun, joined_at
from briefgen.model.brief import Stance

_SPLIT = frozenset({"and", ",", ";"})
_SINGLED = load_words("reaction_rules", "singled")
_SCENES = ("half-mast", "half-staff", "silence", "mourning", "condolence", "condolences")
"""Words of public mourning, which tells a stance wherever it is seen."""
_PLACED = frozenset({"in", "at", "of", "across", "by", "throughout", "around", "from"})
_BOTH = 2
"""Stances that `both` stands for."""
_ALSO = frozenset({"likewise", "too", "ditto"})
"""Behind who does the same as the subject of the sentence."""
_VIEWS: frozenset[Stance] = frozenset({"condemns", "supports_government", "supports_protesters"})
"""Stances that a view tells."""
_VIEWED = frozenset({"the", "this", "it", "such", "that", "what"})
"""Words with which begins what somebody sees so."""
_VIEWER = 14
"""Tokens within which it is told for whom something is so."""
_NAMED_THERE = load_words("reaction_rules", "named_there")
"""Forms by which a capital is told to judge."""
_DONORS = frozenset(
    {"donor", "donors", "contributor", "contributors", "giver", "givers", "helper", "helpers"}
)
_MOST = frozenset({"biggest", "largest", "main", "first", "top", "leading", "greatest", "most"})
_NAMED_DONOR = 5
_OF_FORCES = frozenset({"troops", "peacekeepers", "soldiers", "forces", "mission", "police"})


class FrameReader:
    """Reads deeds by the frames around them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.doers = sheet.actors.doers
        self.words = LabelReader(sheet)
        self.members = MemberReader(sheet)
        self.owned = OwnedReader(sheet)
        self.gaps = GapReader(sheet)
        self.gifts = GiftReader(sheet)

    def read_frames(self) -> None:
        """Find deeds that other readers leave, as they hang on no verb of their actor's own."""
        low = self.index.low
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            first, last = sentence.first, sentence.last
            words = set(low[first:last])
            self.owned.read_nouns(number, first, last)
            if words & _SINGLED or low[first] == "it":
                self._read_singled(number)
            if words & _DONORS:
                self._read_donors(number)
            if low[first] in {"others", "other"}:
                self._read_others(number, first, last)
            if not words.isdisjoint(_SCENES):
                self._read_mourning(number, first, last)
            if "both" in words:
                self._read_both(number, first, last)
            if words & _ALSO:
                self._read_also(number, first, last)
            if "those" in words:
                self._read_those(number, first, last)
            if "whom" in words:
                self._read_view(number, first, last)
            if low[first] == "for":
                self._read_opening_view(number, first, last)
            if "joined" in words or "joins" in words or "join" in words:
                self._read_joining(number, last)
            if "in" in words and words & _NAMED_THERE:
                self._read_named_there(number, first, last)
            if (words & OPENING and words & words_for("several")) or words & LED:
                self.members.read_members(number, first, last)
            if low[first] == "among":
                self.members.read_among(number, first, last)
            if words & BESIDE:
                self.members.read_besides(number, first, last)
            self.gifts.read_gifts(number, first, last)
            if not words.isdisjoint(_SPLIT) and len(self.index.mentions_in(first, last)) > 1:
                self.gaps.read_gaps(number, first, last)

    def _copulas(self, number: int) -> Iterator[tuple[VerbGroup, int, int]]:
        """Yield each `is` that tells what a subject is, with the tokens of the subject: `Peru | is one of …`."""
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or verb.lemma != "be" or verb.negated or verb.modal or clause.subject is None:
                continue
            first, behind = self.index.range_of(clause.subject)
            if first < verb.first and not self.context.is_quoted(verb.span):
                yield verb, first, behind

    def _read_singled(self, number: int) -> None:
        """Read `Peru was among those who sent aid`, `Chile is one of …` and `It was Peru that sent aid`."""
        low = self.index.low
        last = self.context.document.sentences[number].last
        for verb, first, behind in self._copulas(number):
            if behind - first == 1 and low[first] == "it":
                doers = self.doers.lists.listed_from(verb.last, last)
                begin = self.index.range_of(doers[-1].span)[1] if doers else last
                if begin >= last or low[begin] not in {"that", "who", "which"}:
                    continue
            elif _SINGLED & set(low[verb.last : verb.last + 3]):
                doers, begin = self.doers.doers_of(first, behind), verb.last
            else:
                continue
            if doers:
                self.sheet.add_deeds(doers, self.words.read_words(number, begin, last), number, verb.first)

    def _read_donors(self, number: int) -> None:
        """Read `The biggest donor is Peru` and `Chile is the biggest donor` in an article on a disaster."""
        low, sentence = self.index.low, self.context.document.sentences[number]
        # `the biggest contributor of peacekeepers`
        of_forces = not _OF_FORCES.isdisjoint(low[sentence.first : sentence.last])
        if of_forces or not self.sheet.stances.is_disaster:
            return
        for verb, first, behind in self._copulas(number):
            named = low[verb.last : verb.last + _NAMED_DONOR]
            doers: list[Doer] = []
            if not _DONORS.isdisjoint(low[first:behind]) and not self.index.mentions_in(first, behind):
                doers = self.doers.lists.listed_from(verb.last, sentence.last)
            elif not _DONORS.isdisjoint(named) and not _MOST.isdisjoint(named):
                doers = self.doers.doers_of(first, behind)
            self.sheet.add_deeds(doers, ["offers_help"], number, verb.first)

    def _read_others(self, number: int, first: int, last: int) -> None:
        """Read `Others to do so were Peru and Chile`."""
        low = self.index.low
        at = next((t for t in range(first + 1, min(first + 12, last)) if low[t] in {"were", "are"}), -1)
        doers = self.doers.lists.listed_from(at + 1, last) if at >= 0 else []
        if not doers:
            return
        told = self.words.read_words(number, first, at)
        if not told and number and {"so", "same", "likewise", "similar"} & set(low[first:at]):
            told = told_beside(self.sheet, number - 1)
        self.sheet.add_deeds(doers, told, number, first)

    def _read_mourning(self, number: int, first: int, last: int) -> None:
        """Read `Flags flew at half-mast in Lima` and `A minute's silence was held in the Peruvian parliament`."""
        low, names = self.index.low, self.context.document.names
        rites = phrases_by_word("rites")
        if not any(
            self.index.starts_with(token, phrase, last)
            for token in range(first, last)
            for phrase in rites.get(low[token], ())
        ):
            return
        doers: list[Doer] = []
        for m in self.index.mentions_in(first, last):
            begin = self.index.mention_range[m][0]
            mention = names.mentions[m]
            entity = names.entities[mention.entity]
            at = begin - 1
            while at > first and (low[at] == "the" or low[at] in words_for("before_name")):
                at -= 1
            before = low[at]
            if self.context.is_quoted(mention.span):
                return
            if before in _PLACED and (
                entity.kind == "country" or is_capital(entity) or mention.adjective or mention.metonym
            ):
                doers.append(Doer(entity, mention.span))
        self.sheet.add_deeds(doers, ["expresses_condolences"], number, first)

    def _read_both(self, number: int, first: int, last: int) -> None:
        """Read `Peru called for calm, Chile for talks and | Cuba for both`: the two that were told before."""
        low = self.index.low
        for token in range(first + 3, last):
            if low[token] != "both" or low[token + 1 : token + 2] not in (["."], [";"], [","], []):
                continue
            end = token - (low[token - 1] in {"for", "did", "urged", "wanted", "of"})
            m = self.index.mention_at[end - 1]
            if m < 0 or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            begin = self.index.mention_range[m][0]
            begin -= low[begin - 1] == "the"
            if low[begin - 1] not in {"and", ",", ";", "while"}:
                continue
            told = self.sheet.told_in(number)
            if len(told) == 1 and number:
                told += [stance for stance in told_beside(self.sheet, number - 1) if stance not in told]
            if len(told) == _BOTH:
                self.sheet.add_deeds(self.doers.lists.listed_from(begin, end), told, number, token)

    def _read_also(self, number: int, first: int, last: int) -> None:
        """Read `Peru wants talks, | Chile likewise` and `…, and Cuba too`: these do the same."""
        low = self.index.low
        for token in range(first + 4, last):
            if low[token] not in _ALSO or low[token + 1 : token + 2] not in (["."], [";"], []):
                continue
            m = self.index.mention_at[token - 1]
            if m < 0 or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            begin = self.index.mention_range[m][0]
            begin -= low[begin - 1] == "the"
            mark = begin - 1 - (low[begin - 1] in {"and", "so"} and low[begin - 2] in {",", ";"})
            if low[mark] not in {",", ";"}:
                continue
            span = self.context.document.sentences[number].span
            before = [
                (at, f.stance)
                for f in self.sheet.found
                if f.evidence == span
                and f.actor.span is not None
                and (at := self.index.range_of(f.actor.span)[0]) < mark
            ]
            nearest = max((at for at, _ in before), default=-1)
            told = list(dict.fromkeys(stance for at, stance in before if at == nearest))
            if len(told) == 1:
                self.sheet.add_deeds(self.doers.lists.listed_from(begin, token), told, number, token)

    def _read_those(self, number: int, first: int, last: int) -> None:
        """Read `Peru's condolences came at noon, those of | Chile in the evening`: the same of others."""
        low = self.index.low
        for token in range(first + 4, last - 2):
            if low[token] != "those" or low[token + 1] not in {"of", "from"}:
                continue
            if low[token - 1] not in {",", ";", "and", "as"}:
                continue
            noun = next((t for t in range(token - 1, first, -1) if low[t] in owned_nouns()), -1)
            if noun < 0 or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            if owned_nouns()[low[noun]] in self.sheet.told_in(number):
                doers = self.doers.lists.listed_from(token + 2, last)
                self.sheet.add_deeds(doers, [owned_nouns()[low[noun]]], number, token)

    def _read_view(self, number: int, first: int, last: int) -> None:
        """Read `Peru's president, for whom | it was a coup, …`: how somebody sees it."""
        low, names = self.index.low, self.context.document.names
        for token in range(first + 2, last - 3):
            if low[token] != "whom" or low[token - 1] != "for" or low[token - 2] != ",":
                continue
            m = self.index.mention_at[token - 3]
            if m < 0 or names.mentions[m].adjective or self.context.is_quoted(names.mentions[m].span):
                continue
            stop = next((t for t in range(token + 1, last) if low[t] in {",", ";", "."}), last)
            begin = next(
                (
                    t
                    for t in range(self.index.mention_range[m][0] - 1, first - 1, -1)
                    if low[t] in {";", "while"}
                ),
                first - 1,
            )
            doers = self.doers.doers_of(begin + 1, token - 2)
            named = self.words.stances.read_deed(Told("call", token + 1, stop))
            stances = [s for s in named or self.words.read_words(number, token + 1, stop) if s in _VIEWS]
            self.sheet.add_deeds(doers, stances, number, token)

    def _read_opening_view(self, number: int, first: int, last: int) -> None:
        """Read `For the Peruvian foreign minister, | it was a cowardly attack` and `For Lima | the coup is a crime`."""
        low = self.index.low
        stop = min(first + _VIEWER, last - 1)
        at = next((t for t in range(first + 2, stop) if low[t] in _VIEWED or self.index.verb_at[t] >= 0), -1)
        if at < 0 or low[at] not in _VIEWED or self.context.is_quoted(self.index.span(at, at + 1)):
            return
        doers = self.doers.doers_of(first + 1, at - (low[at - 1] == ","))
        stances = [stance for stance in self.words.read_words(number, at, last) if stance in _VIEWS]
        self.sheet.add_deeds(doers, stances, number, first)

    def _read_named_there(self, number: int, first: int, last: int) -> None:
        """Read `In | Lima the killing was called an act of terror`: how a state names what others did."""
        low, names = self.index.low, self.context.document.names
        for token in range(first, last - 3):
            m = self.index.mention_at[token + 1] if low[token] == "in" else -1
            if m < 0 or not (token == first or low[token - 1] in {";", "while", "whereas"}):
                continue
            entity = names.entities[names.mentions[m].entity]
            if not (entity.kind == "country" or is_capital(entity) or names.mentions[m].metonym):
                continue
            stop = next((t for t in range(token + 1, last) if low[t] == ";"), last)
            for at in self.index.clauses_of[number]:
                verb = self.index.clauses[at].verb
                if (
                    verb is None
                    or not verb.passive
                    or verb.negated
                    or verb.modal in NOT_DONE
                    or verb.lemma not in words_for("naming")
                    or not token < verb.first < stop
                    or "by" in low[verb.last : stop]
                    or self.context.is_quoted(verb.span)
                ):
                    continue
                stances = self.words.stances.read_deed(Told(verb.lemma, verb.last, stop))
                if "condemns" in stances:
                    doer = Doer(entity, names.mentions[m].span)
                    self.sheet.add_deeds([doer], ["condemns"], number, verb.first)

    def _read_joining(self, number: int, last: int) -> None:
        """Read `Peru joined | Chile and Cuba in condemning it`: these did so too."""
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or verb.lemma != "join" or verb.negated or verb.modal in NOT_DONE or verb.passive:
                continue
            doers = self.doers.lists.listed_from(verb.last, last)
            behind = self.index.range_of(doers[-1].span)[1] if doers else last
            if behind >= last or not (self.index.low[behind] == "in" or deed_noun(self.index, behind)):
                behind = joined_at(self.index, verb.last, last)
                doers = self.doers.doers_of(verb.last, behind) if behind < last else []
            if behind + 1 < last:
                end = self._goes_on_at(number, behind, last)
                told = self._joined_in(number, behind, end)
                self.sheet.add_deeds(doers, told, number, verb.first)
                if clause.subject is not None and set(self.sheet.told_in(number)) <= {"other", *told}:
                    subject = self.doers.doers_of(*self.index.range_of(clause.subject))
                    self.sheet.add_deeds(subject, told, number, verb.first)

    def _joined_in(self, number: int, at: int, end: int) -> list[Stance]:
        """Return the stances of what somebody joins others `in`, though it may be read as a noun: `in banning arms`."""
        begin = at + (self.index.low[at] == "in")
        begin += self.index.low[begin] in {"“", '"'}
        lemma = deed_noun(self.index, begin)
        told = self.words.stances.read_deed(Told(lemma, begin + 1, end)) if lemma else []
        return [stance for stance in told if stance != "other"] or self.words.read_words(number, at, end)

    def _goes_on_at(self, number: int, behind: int, last: int) -> int:
        """Return where the subject alone does more: `joined Peru in condemning it | and urged calm`; else `last`."""
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or clause.first <= behind or clause.kind not in {"main", "coordinate"}:
                continue
            if verb.tense not in {"participle", "infinitive"}:
                return clause.first
        return last
