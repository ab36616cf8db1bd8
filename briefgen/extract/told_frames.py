"""Told frames: who else does what a sentence tells, and deeds that nouns tell.

`Donors led by Norway`, `Peru was among those who sent aid`, `Chile's condemnation`, `Flags flew at half-mast`.
"""

from collections.abc import Sequence

from briefgen.extract.actor_words import lemmas, nominal_verbs, words_for, words_of
from briefgen.extract.bearings import is_own
from briefgen.extract.doers import Doer, is_capital
from briefgen.extract.gapped_deeds import GapReader
from briefgen.extract.given_from import GiftReader
from briefgen.extract.labelled import LabelReader
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_lexicon
from briefgen.extract.reaction_sheet import Sheet, told_beside
from briefgen.extract.stance_lists import asking_verbs
from briefgen.extract.stances import Told
from briefgen.model.brief import Stance

_MEMBERS = (
    ("including",),
    ("among", "them"),
    ("among", "others"),
    ("such", "as"),
    ("notably",),
    ("namely",),
    ("especially",),
    ("led", "by"),
    ("headed", "by"),
    ("spearheaded", "by"),
)
"""Before a list of some of those who are meant by a subject."""
_LED = frozenset({"led", "headed", "spearheaded"})
_BESIDES = (
    ("together", "with"),
    ("along", "with"),
    ("in", "concert", "with"),
    ("in", "step", "with"),
    ("as", "well", "as"),
    ("alongside",),
    ("joined", "by"),
    ("followed", "by"),
)
"""Before those who do the same as the subject."""
_SPLIT = frozenset({"and", ",", ";"})
_DASHES = frozenset({"-", "–", "—", "("})
_OPENING = frozenset(phrase[0] for phrase in _MEMBERS) | _DASHES | {"from"}
_BESIDE = frozenset(phrase[0] for phrase in _BESIDES)
_LISTED = 2
"""States from which a list between dashes is one of those meant before it."""
_SINGLED = frozenset({"among", "one", "two", "three", "four", "five", "several", "some", "first"})
_SCENES = ("half-mast", "half-staff", "silence", "mourning", "condolence", "condolences")
"""Words of public mourning, which tells a stance wherever it is seen."""
_MOURNING = (
    ("half-mast",),
    ("half-staff",),
    ("half", "mast"),
    ("minute's", "silence"),
    ("minute’s", "silence"),
    ("minute", "of", "silence"),
    ("moment", "of", "silence"),
    ("moment's", "silence"),
    ("day", "of", "mourning"),
    ("days", "of", "mourning"),
    ("national", "mourning"),
    ("days", "of", "national", "mourning"),
    ("book", "of", "condolence"),
    ("books", "of", "condolence"),
    ("book", "of", "condolences"),
)
_PLACED = frozenset({"in", "at", "of", "across", "by", "throughout", "around", "from"})
_OWNED_REACH = 4
"""Tokens from an owner to the noun that tells its deed."""
_OBJECT_REACH = 14
_NOT_DONE = frozenset({"may", "might", "could", "would", "should", "must", "can"})


class FrameReader:
    """Reads deeds by the frames around them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.doers = sheet.actors.doers
        self.words = LabelReader(sheet)
        self.gaps = GapReader(sheet)
        self.gifts = GiftReader(sheet)

    def read_frames(self) -> None:
        """Find deeds that other readers leave, as they hang on no verb of their actor's own."""
        low = self.index.low
        owned = _owned_nouns().keys() | nominal_verbs().keys() | words_for("resolved")
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            first, last = sentence.first, sentence.last
            words = set(low[first:last])
            if words & owned:
                self._read_owned(number, first, last)
            if words & _SINGLED or low[first] == "it":
                self._read_singled(number)
            if low[first] in {"others", "other"}:
                self._read_others(number, first, last)
            if not words.isdisjoint(_SCENES):
                self._read_mourning(number, first, last)
            if "in" in words:
                self._read_joining(number, last)
            if (words & _OPENING and words & words_for("several")) or words & _LED:
                self._read_members(number, first, last)
            if words & _BESIDE:
                self._read_besides(number, first, last)
            self.gifts.read_gifts(number, first, last)
            if not words.isdisjoint(_SPLIT) and len(self.index.mentions_in(first, last)) > 1:
                self.gaps.read_gaps(number, first, last)

    def _read_members(self, number: int, first: int, last: int) -> None:
        """Read `Several states, among them | Peru and Chile, sent aid` and `Donors led by | Peru stopped it`."""
        low = self.index.low
        for token in range(first + 1, last - 1):
            if low[token] not in _OPENING:
                continue
            if low[token] == "from":
                self._read_range(number, token, last)
                continue
            phrase = next((p for p in _MEMBERS if self.index.starts_with(token, p, last)), None)
            if phrase is None and low[token] in _DASHES:
                phrase = (low[token],)
            if phrase is None or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.doers.listed_from(self._listed_at(token + len(phrase), last), last)
            if not doers or self._goes_on(doers, last) or (low[token] in _DASHES and len(doers) < _LISTED):
                continue
            clause = self._told_of_several(number, token)
            if clause is not None and clause.verb is not None:
                self.sheet.add_deeds(doers, self._words_behind(number, clause, last), number, token)
            elif low[token] in _LED:
                told = [stance for word in low[first:token] if (stance := _owned_nouns().get(word))]
                self.sheet.add_deeds(doers, told[:1], number, token)

    def _listed_at(self, at: int, last: int) -> int:
        """Return where a list begins behind `the presidents of`, `those of`."""
        low = self.index.low
        of = next((t for t in range(at, min(at + 5, last)) if low[t] == "of"), -1)
        heads = {"those", "representative", "secretary-general", *words_of("heads_of")}
        if of > at and not self.index.mentions_in(at, of) and low[of - 1] in heads:
            return of + 1
        return at

    def _read_range(self, number: int, token: int, last: int) -> None:
        """Read `Leaders from | Peru to Chile condemned it`."""
        doers = self.doers.listed_from(token + 1, last)
        if not doers:
            return
        to = self.index.range_of(doers[-1].span)[1]
        if to >= last or self.index.low[to] != "to":
            return
        far = self.doers.listed_from(to + 1, last)
        clause = self._told_of_several(number, token)
        if far and clause is not None:
            self.sheet.add_deeds([*doers, *far], self._words_behind(number, clause, last), number, token)

    def _words_behind(self, number: int, clause: Clause, last: int) -> list[Stance]:
        """Return the stances of a clause from its verb on."""
        if clause.verb is None:
            return []
        end = next(
            (
                self.index.clauses[c].first
                for c in self.index.clauses_of[number]
                if self.index.clauses[c].first > clause.verb.last
                and self.index.clauses[c].kind in {"main", "coordinate"}
                and not self.index.clauses[c].subject_inherited
            ),
            last,
        )
        return self.words.read_words(number, clause.verb.first, end)

    def _told_of_several(self, number: int, token: int) -> Clause | None:
        """Return the clause, around a token or before it, that tells what states or bodies do: `Several states …`."""
        low = self.index.low
        found: Clause | None = None
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or clause.subject is None or verb.negated or verb.modal in _NOT_DONE:
                continue
            first, last = self.index.range_of(clause.subject)
            if words_for("several").isdisjoint(low[first : min(last, token) if token > first else last]):
                continue
            if any(
                is_own(e, self.sheet.countries)
                for m in self.index.mentions_in(first, min(last, token))
                if (e := self.context.document.names.entities[self.context.document.names.mentions[m].entity])
            ):
                continue
            if first < token and (found is None or verb.first < token):
                found = clause
        return found

    def _read_besides(self, number: int, first: int, last: int) -> None:
        """Read `Peru, together with | Chile and Cuba, condemned it`: these did the same."""
        low = self.index.low
        for token in range(first + 1, last - 2):
            if low[token] not in _BESIDE:
                continue
            phrase = next((p for p in _BESIDES if self.index.starts_with(token, p, last)), None)
            if phrase is None or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.doers.listed_from(self._listed_at(token + len(phrase), last), last)
            if (
                not doers
                or self._goes_on(doers, last)
                or (low[token] == "followed" and low[token - 1] != ",")
                or (low[token - 1] not in {",", "–", "—", "("} and self._is_object(number, token))
            ):
                continue
            span = self.context.document.sentences[number].span
            at = self.index.range_of
            told = [
                f.stance
                for f in self.sheet.found
                if f.evidence == span and f.actor.span is not None and at(f.actor.span)[0] < token
            ]
            self.sheet.add_deeds(doers, list(dict.fromkeys(told)), number, token)

    def _goes_on(self, doers: Sequence[Doer], last: int) -> bool:
        """Tell whether the last name of a list is only part of a phrase: `the Interpol | bureau in Lima`."""
        at = self.index.range_of(doers[-1].span)[1]
        if at >= last or not self.index.low[at].isalpha() or self.index.verb_at[at] >= 0:
            return False
        return self.index.low[at] not in _BREAKING | {"also", "have", "has", "had", "all", "both", "said"}

    def _is_object(self, number: int, token: int) -> bool:
        """Tell whether what stands right before a token is what somebody gives, not who gives it."""
        return self.index.low[token - 1] in words_for("relief") | {"and", "or"}

    def _read_singled(self, number: int) -> None:
        """Read `Peru was among those who sent aid`, `Chile is one of …` and `It was Peru that sent aid`."""
        low = self.index.low
        last = self.context.document.sentences[number].last
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or verb.lemma != "be" or verb.negated or verb.modal or clause.subject is None:
                continue
            first, behind = self.index.range_of(clause.subject)
            if self.context.is_quoted(verb.span) or first >= verb.first:
                continue
            if behind - first == 1 and low[first] == "it":
                doers = self.doers.listed_from(verb.last, last)
                begin = self.index.range_of(doers[-1].span)[1] if doers else last
                if begin >= last or low[begin] not in {"that", "who", "which"}:
                    continue
            elif _SINGLED & set(low[verb.last : verb.last + 3]):
                doers, begin = self.doers.doers_of(first, behind), verb.last
            else:
                continue
            if doers:
                self.sheet.add_deeds(doers, self.words.read_words(number, begin, last), number, verb.first)

    def _read_others(self, number: int, first: int, last: int) -> None:
        """Read `Others to do so were Peru and Chile`."""
        low = self.index.low
        at = next((t for t in range(first + 1, min(first + 12, last)) if low[t] in {"were", "are"}), -1)
        doers = self.doers.listed_from(at + 1, last) if at >= 0 else []
        if not doers:
            return
        told = self.words.read_words(number, first, at)
        if not told and number and {"so", "same", "likewise", "similar"} & set(low[first:at]):
            told = told_beside(self.sheet, number - 1)
        self.sheet.add_deeds(doers, told, number, first)

    def _read_mourning(self, number: int, first: int, last: int) -> None:
        """Read `Flags flew at half-mast in Lima` and `A minute's silence was held in the Peruvian parliament`."""
        low, names = self.index.low, self.context.document.names
        if not any(
            self.index.starts_with(token, phrase, last)
            for token in range(first, last)
            if low[token] in _MOURNING_FIRST
            for phrase in _MOURNING
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
                doers.append(Doer(entity, None, "", mention.span))
        self.sheet.add_deeds(doers, ["expresses_condolences"], number, first)

    def _read_joining(self, number: int, last: int) -> None:
        """Read `Peru joined | Chile and Cuba in condemning it`: these did so too."""
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if (
                verb is None
                or verb.lemma != "join"
                or verb.negated
                or verb.modal in _NOT_DONE
                or verb.passive
            ):
                continue
            doers = self.doers.listed_from(verb.last, last)
            behind = self.index.range_of(doers[-1].span)[1] if doers else last
            if behind + 1 < last and self.index.low[behind] == "in":
                self.sheet.add_deeds(doers, self.words.read_words(number, behind, last), number, verb.first)

    def _read_owned(self, number: int, first: int, last: int) -> None:
        """Read `Peru's condemnation of it`, `a Chilean call for talks`, `Peru's decision to send troops`."""
        low = self.index.low
        nouns, verbs, resolved = _owned_nouns(), nominal_verbs(), words_for("resolved")
        for token in range(first, last):
            word = low[token]
            if word not in nouns and word not in verbs and word not in resolved:
                continue
            doer = self._owner_of(token, first) or self._of_soldiers(token, last)
            if doer is None or (self.index.verb_at[token] >= 0 and word not in nouns):
                continue
            if is_own(doer.entity, self.sheet.countries) or self.context.is_quoted(doer.span):
                continue
            if self._is_wished(first, token):
                continue
            end = min(last, token + _OBJECT_REACH)
            stances: list[Stance] = []
            if word in resolved:
                at = self.index.verb_at[token + 2] if token + 2 < last and low[token + 1] == "to" else -1
                verb = self.index.clauses[at].verb if at >= 0 else None
                if verb is not None and not verb.negated:
                    stances = self.words.stances.read_deed(Told(verb.lemma, verb.last, end))
            elif word in nouns:
                stances = [nouns[word]]
            else:
                stances = self.words.stances.read_deed(Told(verbs[word], token + 1, end))
            if stances == ["sends_forces"] and self.words.stances.is_disaster:
                stances = ["offers_help"]
            self.sheet.add_deeds([doer], [s for s in stances if s != "other"], number, token)

    def _owner_of(self, token: int, first: int) -> Doer | None:
        """Return the state or body whose a noun is: `Peru's | swift condemnation`, `the Peruvian | offer`."""
        low, names = self.index.low, self.context.document.names
        for at in range(token - 1, max(first, token - _OWNED_REACH) - 1, -1):
            m = self.index.mention_at[at]
            if m < 0:
                if low[at] in {"'s", "’s", "'", "’"}:
                    continue
                if not low[at].isalpha() or low[at] in _BREAKING or self.index.verb_at[at] >= 0:
                    return None
                continue
            begin, behind = self.index.mention_range[m]
            mention = names.mentions[m]
            entity = names.entities[mention.entity]
            owns = mention.adjective or low[behind - 1].endswith(("'s", "’s", "s'", "s’"))
            owns = owns or low[behind] in {"'s", "’s", "'", "’"}
            if not owns or entity.type == "person" or "-" in mention.surface:
                return None
            if low[begin - 1] in {"anti", "no", "without", "of"} and not mention.adjective:
                return None
            return Doer(entity, None, "", mention.span)
        return None

    def _of_soldiers(self, token: int, last: int) -> Doer | None:
        """Return the state whose people come or go: `the withdrawal of | Peruvian troops`."""
        low, names = self.index.low, self.context.document.names
        if low[token] not in words_for("moving_people") or token + 3 >= last or low[token + 1] != "of":
            return None
        for at in range(token + 2, min(token + 6, last - 1)):
            m = self.index.mention_at[at]
            if m >= 0 and names.mentions[m].adjective:
                behind = self.index.mention_range[m][1]
                if any(self.doers.has_behind(behind, last, key) for key in ("force_nouns", "own_people")):
                    return Doer(names.entities[names.mentions[m].entity], None, "", names.mentions[m].span)
                return None
        return None

    def _is_wished(self, first: int, token: int) -> bool:
        before = self.index.low[max(first, token - 8) : token]
        if lemmas("wished").intersection(before) or nominal_verbs().keys() & set(before):
            return True
        verbs = (
            self.index.clauses[at].verb
            for t in range(max(first, token - 8), token)
            if (at := self.index.verb_at[t]) >= 0
        )
        return any(
            verb is not None
            and (
                verb.lemma in lemmas("wished")
                or verb.lemma in asking_verbs()
                or verb.negated
                or verb.modal in _NOT_DONE
            )
            for verb in verbs
        )


_MOURNING_FIRST = frozenset(phrase[0] for phrase in _MOURNING)
_BREAKING = frozenset(
    {
        "in",
        "of",
        "to",
        "from",
        "for",
        "with",
        "by",
        "and",
        "or",
        "on",
        "at",
        "that",
        "which",
        "who",
        "a",
        "an",
    }
    | {"the", "as", "its", "his", "her", "their", "is", "was", "were", "are"}
)
"""Words that do not stand between an owner and what is its own."""


def _owned_nouns() -> dict[str, Stance]:
    """Return the stance that a noun tells of whoever owns it."""
    nouns: dict[str, Stance] = load_lexicon("actors")["owned"]
    return nouns
