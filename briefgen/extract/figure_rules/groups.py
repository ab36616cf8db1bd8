"""Groups: who or what a figure counts."""

from collections.abc import Sequence
from functools import cache, lru_cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words


@cache
def _group_names() -> dict[str, str]:
    return {
        form: name for name, forms in load_lexicon("figures")["groups"].items() for form in (name, *forms)
    }


@cache
def _people() -> frozenset[str]:
    return frozenset(load_phrases("figures", "people"))


def group_key(group: str) -> str:
    """Return the canonical group for a noun phrase, `police officers` for `policemen`; "" for people at large."""
    words = group.lower().split()
    if not words or (len(words) == 1 and words[0] in _people()):
        return ""
    names = _group_names()
    for begin in range(len(words)):
        found = names.get(" ".join(words[begin:]))
        if found is not None:
            return found if begin == 0 or found != "police officers" else " ".join(words)
    return " ".join(words)


@cache
def people_groups() -> frozenset[str]:
    """Return the canonical groups whose members are people."""
    return frozenset(load_lexicon("figures")["groups"]) - frozenset(
        ("vehicles", "shops", "banks", "buildings", "houses", "flights", "weapons")
    )


_SOME = frozenset(["most", "many", "some", "half", "several", "few", "among", "part"])
_PREDICATED = 10
"""Most tokens of a subject before the number of those of whom it tells who they are."""
STOPS = load_words("figure_rules", "stops")
_DETERMINERS = load_words("figure_rules", "groups_determiners")
_NO_ADVERBS = load_words("figure_rules", "no_adverbs")
_NOT_NOUNS = load_words("figure_rules", "not_nouns")
_TOLLS = frozenset({"toll", "tolls", "tally", "fatalities"})
_DESCRIBING = frozenset(["adult", "new", "young", "registered", "elderly", "fresh", "extra", "unaccompanied"])
"""What is said of refugees and others that is no group of its own."""
_SIDES = frozenset(
    ["police", "soldiers", "troops", "protesters", "demonstrators", "rebels", "civilians", "officers"]
)
_RANKS = frozenset(
    ["men", "members", "own", "people", "number", "ranks", "comrades", "colleagues", "personnel"]
)
"""What those are called who belong to a force."""
_OWNERS = {
    word: word for word in ("police", "gendarmerie", "rebels", "insurgents", "separatists", "militants")
}
_OWNERS |= {"army": "soldiers", "military": "soldiers", "militia": "militiamen", "navy": "sailors"}
"""Forces, and what their men are."""


@lru_cache(maxsize=4)
def _status_of(measures: tuple[Measure, ...]) -> frozenset[str]:
    """Return the nouns that tell what happened to the people counted: `deaths`, `bodies`, `martyrs`."""
    return frozenset(word for m in measures if not m.only_nouns for word in m.nouns | m.bodies)


@lru_cache(maxsize=4)
def _states_of(measures: tuple[Measure, ...]) -> frozenset[str]:
    """Return the participles and adjectives that tell it: `injured`, `missing`."""
    return frozenset(word for m in measures if m.people for word in m.before)


_NO_MEMBERSHIP = frozenset(
    ["the", "both", "one", "a", "same", "single", "this", "that", "its", "their", "his", "her"]
)
"""Words before what people are members of."""
_PARTNER = 3
"""Most tokens of what is counted beside a group: `petrol stations`."""


class GroupReader:
    """Reads the groups of the figures of one document."""

    def __init__(self, context: Context, measures: tuple[Measure, ...]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = context.document.quantities
        self._number_of = {quantity.span: number for number, quantity in enumerate(self.quantities)}
        self._status = _status_of(measures)
        self._states = _states_of(measures)

    def read_group(self, numeral: Numeral, measure: Measure) -> str:
        """Return whom a number counts, as told: `police officers`; "" for people at large."""
        quantity, last, noun_last = numeral.quantity, numeral.last, numeral.noun_last
        noun_first = self.index.range_of(quantity.noun)[0] if quantity.noun is not None else last
        first = self.index.range_of(quantity.number)[0]
        if (
            quantity.noun is None
            and self.index.low[first - 1] == "the"
            and self.index.low[last] in self._states
        ):
            # `Twelve lawyers speak for the 41 dead`
            return ""
        if quantity.noun is None and quantity.antecedent is not None:
            other = self.quantities[quantity.antecedent]
            if other.noun is not None and measure.people and other.unit not in {"", "people"}:
                # `took refuge in 285 camps, as the toll climbed to 11`
                return ""
            if other.noun is not None and self._is_of_others(other, first):
                # `Seventeen gunmen came, hours after a bomber killed ten`
                return ""
            if other.noun is not None and self._is_of_toll(other, last):
                # `Hundreds of rescuers dug on as the death toll rose to 51`
                return ""
            if other.noun is not None:
                quantity = other
                noun_first, noun_last = self.index.range_of(other.noun)
                # `225 people, 19 officers among them, and 5,000 were injured`: the part lends no group.
                if other.relation or self.index.low[noun_last : noun_last + 2] == ["among", "them"]:
                    return ""
                if self._is_listed_part(quantity) and self.index.low[noun_last : noun_last + 1] == [","]:
                    return ""
                noun_first = self._behind_states(noun_first, noun_last)
        if "/" in self.index.low[noun_first:noun_last]:
            # `30 Ebola/Marburg patients`
            return ""
        if quantity.head == "name":
            # `71 names of people nobody has heard from`
            return ""
        if {quantity.head, quantity.head + "s"} & (self._status - measure.nouns - measure.bodies):
            # `claiming 4 martyrs and 13 injured`: what the first are says nothing of the others.
            return ""
        skip = (
            measure.before
            | measure.bodies
            | measure.persons
            | (frozenset() if measure.only_nouns else measure.nouns)
        )
        words = [token for token in range(noun_first, noun_last) if self.index.low[token] not in skip]
        if not words or all(self.index.low[token] in _DESCRIBING for token in words):
            # `45,000 adult refugees`
            return ""
        end = words[-1] + 1
        if self.index.low[words[-1] - 1 : end] == ["crew", "members"]:
            return "crew members"
        if self.index.low[words[-1]] in {"members", "member"} and self.index.low[end : end + 1] == ["of"]:
            return self._membership(end + 1)
        if quantity.head in {"case", "infection"}:
            # `2,498 suspected cases` are not those confirmed.
            doubtful = {"suspected", "probable", "possible"} & set(self.index.low[words[0] : end])
            return f"{min(doubtful)} cases" if doubtful else ""
        group = self.read_phrase(words[0], end, skip=skip)
        if (
            group
            and end < noun_last
            and self.index.low[end] in measure.persons
            and self._is_nationality(words)
        ):
            # `1,600 Syrian refugees`
            group = f"{group} {self.index.low[end]}"
        if self.index.low[noun_last - 1] in measure.nouns and group_key(group) not in people_groups():
            # `7 confirmed flu deaths`: what stands before is no group unless it is a known one.
            return ""
        if measure.name == "protesters" and not self._is_calling(group):
            return ""
        if not group and quantity.head == "man" and self._stands_beside_women(quantity):
            return "men"
        return group

    def _is_of_others(self, other: Quantity, first: int) -> bool:
        """Tell whether a clause of time, with a subject of its own, has a bare number behind its verb."""
        number = self.index.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        behind = clause is not None and clause.verb is not None and clause.verb.last <= first
        while clause is not None and clause.kind == "coordinate" and clause.parent is not None:
            # `… after a bomber killed ten and injured dozens`
            clause = self.index.clauses[clause.parent]
        if clause is None or clause.verb is None or clause.subject is None or clause.subject_inherited:
            return False
        noun = other.noun or other.span
        apart = self.index.range_of(noun)[1] <= clause.first and not clause.subject.contains(noun)
        return clause.kind in {"adverbial", "that"} and apart and behind

    def _is_of_toll(self, other: Quantity, last: int) -> bool:
        """Tell whether a toll is named between the noun of another number and the number that ends at `last`."""
        begin = self.index.range_of(other.noun)[1] if other.noun is not None else last
        return not _TOLLS.isdisjoint(self.index.low[begin:last])

    def _is_calling(self, group: str) -> bool:
        """Tell whether those who march are named by what they do: `2,000 teachers`, no `supporters` or `Egyptians`."""
        word = group.lower().rpartition(" ")[2]
        return word in load_words("figure_rules", "callings")

    def _is_nationality(self, words: Sequence[int]) -> bool:
        """Tell whether tokens are but the name of a nationality."""
        mentions = self.context.document.names.mentions
        return all((m := self.index.mention_at[t]) >= 0 and mentions[m].adjective for t in words)

    def _stands_beside_women(self, quantity: Quantity) -> bool:
        """Tell whether men are counted as such: `23 women and 16 men`."""
        number = self._number_of[quantity.span]
        return any(
            other.head in {"woman", "child", "girl"} and other.sentence == quantity.sentence
            for other in self.quantities[max(0, number - 1) : number + 2]
        )

    def _is_listed_part(self, quantity: Quantity) -> bool:
        """Tell whether a number ends a list of parts: `among them 14 policemen and 15 foreigners, and 288 hurt`."""
        number = last = self._number_of[quantity.span]
        first = self.context.quantity_range[number][0]
        while number > 0 and self.index.low[first - 1] in {"and", ","}:
            other = self.quantities[number - 1]
            if other.sentence != quantity.sentence or other.noun is None:
                return False
            if self.index.range_of(other.noun)[1] < first - 2:
                return False
            if other.relation:
                return True
            number -= 1
            first = self.context.quantity_range[number][0]
        # `Among the dead were 112 women and seven children, while 31 were injured`
        begin = self.context.document.sentences[quantity.sentence].first
        stated = number < last and not self._states.isdisjoint(self.index.low[begin:first])
        return stated and self.index.low[first - 1] in {"were", "are", "include", "included", "includes"}

    def _behind_states(self, first: int, last: int) -> int:
        """Return the token behind what tells the state of people: `people` in `90 injured people`."""
        while first < last - 1 and self.index.low[first] in self._states:
            first += 1
        return first

    def read_after(self, measure: Measure, first: int) -> str:
        """Return the noun in `317 injured officers`."""
        low = self.index.low
        if low[first - 1] not in measure.before:
            return ""
        end = first
        while (
            end < min(len(low), first + 5)
            and low[end] not in MARKS
            and self.index.verb_at[end] < 0
            and self.context.timex_at[end] < 0
            and self.context.quantity_at[end] < 0
            and low[end] not in STOPS | _NOT_NOUNS
        ):
            end += 1
        if low[first:end] in (["members"], ["member"]) and low[end : end + 1] == ["of"]:
            return self._membership(end + 1)
        if end <= first or self.index.sentence_of[first] != self.index.sentence_of[first - 1]:
            # A paragraph may end without a full stop: `with 500 injured`
            return ""
        return self.read_phrase(first, end)

    def of_sender(self, group: str, first: int, verb: int) -> str:
        """Say whose troops they are, where a state alone sends them: `Tajikistan 200`, `Russia sent 3,000 soldiers`."""
        names = self.context.document.names
        number = -1
        for token in range(first - 1, max(verb, first - 8), -1):
            found = self.index.mention_at[token]
            if found >= 0 and names.entities[names.mentions[found].entity].kind == "country":
                number = found
                break
        clause = self.index.verb_at[verb]
        subject = self.index.clauses[clause].subject if clause >= 0 else None
        if number < 0 and subject is not None:
            within = self.index.mentions_in(*self.index.range_of(subject))
            if len(within) == 1 and self.index.mention_range[within[0]][1] == self.index.range_of(subject)[1]:
                number = within[0]
        if number < 0:
            return group
        entity = names.entities[names.mentions[number].entity]
        country = load_countries().get(entity.country)
        if entity.kind != "country" or country is None or not country.adjectives:
            return group
        if self.context.document.names.mentions[number].metonym or any(
            word in group.split() for word in country.adjectives
        ):
            return group
        return f"{country.adjectives[0]} {group or 'troops'}"

    def read_of_them(self, last: int) -> str:
        """Return the noun in `nine of them children`, `two of whom were soldiers`."""
        low = self.index.low
        if low[last : last + 1] == ["were"] or low[last : last + 1] == ["are"]:
            return self.read_known(last + 1)
        if low[last : last + 2] not in (["of", "them"], ["of", "whom"], ["of", "the"], ["of", "those"]):
            return ""
        first = last + 2
        if low[last + 1] in {"the", "those"}:
            first += 1
            if low[first : first + 1] not in (["were"], ["are"]):
                return ""
        while first < len(low) and low[first] in {"were", "are", "was", "is", ","}:
            first += 1
        if low[first : first + 2] == ["members", "of"]:
            return self._membership(first + 2)
        return self.read_known(first)

    def read_for_side(self, last: int) -> str:
        """Return whom a bare number is told for: `gave the figure of 244 for the police`."""
        low = self.index.low
        if low[last : last + 2] not in (["for", "the"], ["among", "the"]):
            return ""
        return self.read_known(last + 2) if low[last + 2] in _SIDES else ""

    def read_of_own(self, begin: int, last: int) -> str:
        """Return whose men are counted: `The police say that 117 of their men have been hurt`; "" where unsaid.

        Args:
            begin: the first token of the sentence.
            last: the token behind the number.
        """
        low = self.index.low
        if low[last : last + 1] != ["of"] or low[last + 1 : last + 2] not in (["their"], ["its"], ["his"]):
            return ""
        if low[last + 2 : last + 3] and low[last + 2] not in _RANKS:
            return ""
        for token in range(last - 1, begin - 1, -1):
            if low[token] in _OWNERS:
                return _OWNERS[low[token]]
        return ""

    def read_predicate(self, first: int) -> str:
        """Return who all of those counted are: `The dead, put at 30, were women and children`; "" for none."""
        number, low = self.index.clause_at(first), self.index.low
        clause = self.index.clauses[number] if number is not None else None
        while clause is not None and clause.kind in {"participial", "verbless"} and clause.parent is not None:
            clause = self.index.clauses[clause.parent]
        if clause is None or clause.verb is None or clause.subject is None or clause.kind != "main":
            return ""
        verb = clause.verb
        told = clause.first <= first < verb.first and first - clause.first <= _PREDICATED
        if not told or verb.lemma != "be" or verb.passive or verb.negated or verb.modal:
            return ""
        if (
            self._states.isdisjoint(low[clause.first : verb.first])
            and "victims" not in low[clause.first : verb.first]
        ):
            return ""
        if (
            not _SOME.isdisjoint(low[clause.first : first])
            or "of" in low[max(first - 2, clause.first) : first + 2]
        ):
            # `Most of the 45 dead were children`, `Two of the seven missing are children`
            return ""
        at = verb.last + (low[verb.last] in {"all", "both"})
        group = self.read_known(at)
        end = at + len(group.split())
        if group and low[end] == "and" and (second := self.read_known(end + 1)):
            group, end = f"{group} and {second}", end + 1 + len(second.split())
        return group if low[end] in MARKS else ""

    def read_known(self, first: int) -> str:
        """Return the known group of people that begins at a token; "" for none."""
        low = self.index.low
        end = first
        while end < min(len(low), first + 3) and low[end].isalpha() and low[end] not in STOPS | _NOT_NOUNS:
            end += 1
            head = self.index.tokens[end - 1]
            mention = self.index.mention_at[end - 1]
            national = mention >= 0 and self.context.document.names.mentions[mention].adjective
            if group_key(" ".join(low[first:end])) in people_groups() or (
                national and head.norm.endswith("s")
            ):
                return self.read_phrase(first, end)
        return ""

    def with_partner(self, group: str, last: int, trigger: int) -> str:
        """Return both of whom one number counts: `thirty women and children were killed`."""
        low = self.index.low
        if low[last : last + 1] != ["and"] or group_key(group) not in people_groups() or last + 2 > len(low):
            return group
        if self.context.quantity_at[last + 1] >= 0 or self.context.quantity_at[last - 1] >= 0:
            return group
        other = self.index.tokens[last + 1].norm
        if (
            not other.endswith(("s", "men", "children", "people", "police"))
            or group_key(low[last + 1]) not in people_groups()
        ):
            return group
        following = self.index.verb_at[last + 2] >= 0 if last + 2 < len(low) else False
        # `killed 12 soldiers and rebels fled`: the second has a verb of its own.
        return group if following and trigger <= last else f"{group} and {low[last + 1]}"

    def with_partner_things(self, group: str, quantity: Quantity, last: int, trigger: int) -> str:
        """Return all kinds of things that one number counts: `40 homes, shops and petrol stations were looted`."""
        low = self.index.low
        if quantity.unit in {"", "people"}:
            return group
        at = last
        while low[at : at + 1] == [","] and (end := self._end_of_thing(at + 1)) > at + 1:
            at = end
        end = self._end_of_thing(at + 1) if low[at : at + 1] == ["and"] else at
        if end <= at + 1:
            return group
        own_verb = trigger <= last and low[end : end + 1] != [] and self.index.verb_at[end] >= 0
        return group if own_verb else f"{group}{' ' if at == last else ''}{self.index.words(last, end)}"

    def _end_of_thing(self, first: int) -> int:
        """Return the token behind a plural of things, which a word may describe; the one given for none."""
        low = self.index.low
        for at in range(first, min(first + _PARTNER, len(low))):
            if self.context.quantity_at[at] >= 0 or not low[at].isalpha() or low[at] in STOPS | _NOT_NOUNS:
                return first
            if self._is_thing(low[at]):
                return at + 1
        return first

    def _is_thing(self, word: str) -> bool:
        """Tell whether a word is a plural of things that are counted."""
        lexicon = load_quantity_words()
        single = singular(word, lexicon.irregular)
        return single != word and lexicon.units.get(single, "people") != "people"

    def read_called(self, first: int) -> str:
        """Return what a source calls the people counted: `26 people whom it calls armed criminals`."""
        low = self.index.low
        if low[first : first + 1] not in (["whom"], ["who"], ["which"]):
            return ""
        for at in range(first + 1, min(first + 6, len(low))):
            if low[at] in {"calls", "called", "call"}:
                end = at + 1
                while (
                    end < min(len(low), at + 5)
                    and low[end] not in MARKS | STOPS
                    and (self.index.verb_at[end] < 0 or not self._is_finite(end))
                ):
                    end += 1
                return self.read_phrase(at + 1, end) if end > at + 1 else ""
        return ""

    def _is_finite(self, token: int) -> bool:
        verb = self.index.clauses[self.index.verb_at[token]].verb
        return verb is not None and verb.tense != "participle"

    def read_among(self, first: int) -> str:
        """Return the bodies in `16 dead among police and National Guard`."""
        low = self.index.low
        if low[first : first + 1] != ["among"] or low[first + 1 : first + 2] in (["them"], ["whom"]):
            return ""
        return self._membership(first + 1)

    def _membership(self, first: int) -> str:
        """Return the bodies in `members of the police and the National Guard`."""
        low = self.index.low
        words: list[str] = []
        for token in range(first, min(first + 9, len(low))):
            word = low[token]
            if self.index.verb_at[token] >= 0 or word in (MARKS - {","}) or word in STOPS:
                break
            if word not in _NO_MEMBERSHIP and (word != "of" or words):
                words.append(self.index.tokens[token].norm)
        while words and words[-1].lower() in {"and", ",", "or"}:
            words.pop()
        if words in (["family"], ["household"]):
            # `four members of a single family`: people at large
            return ""
        return " ".join(words).replace(" ,", ",") if words else "members"

    def _is_name(self, token: int) -> bool:
        """Tell whether a word is written as part of a name: `New | York`."""
        return self.index.mention_at[token] >= 0 and self.index.tokens[token].norm[:1].isupper()

    def _is_people(self, word: str) -> bool:
        """Tell whether a word names a people: `Europeans`."""
        lexicon = load_quantity_words()
        return singular(word, lexicon.irregular) in lexicon.nationalities

    def _is_adverb(self, token: int) -> bool:
        """Tell whether a word in -ly says how: `newly displaced people`, not `elderly people` or `Kelly`."""
        return self.index.low[token] not in _NO_ADVERBS and self.index.tokens[token].norm[:1].islower()

    def read_phrase(self, first: int, last: int, *, skip: frozenset[str] = frozenset()) -> str:
        """Return a noun phrase without determiners, as told; "" for people at large."""
        low = self.index.low
        words: list[str] = []
        for token in range(first, last):
            word = self.index.tokens[token].norm
            lower = low[token]
            if (
                lower in skip
                or lower.endswith("-displaced")
                or (lower.endswith("ly") and self._is_adverb(token))
            ):
                continue
            named = (
                lower == "new" and word != lower and low[token + 1 : token + 2] and self._is_name(token + 1)
            )
            if not words and lower in _DETERMINERS and (word == lower or token == first) and not named:
                continue
            if lower in MARKS or (lower in STOPS and words):
                break
            named = self.index.mention_at[token] >= 0 or not word[:1].isupper() or self._is_people(lower)
            words.append(word if named else lower)
        while words and words[-1].lower() in _DETERMINERS | {"and", "or", "of"}:
            words.pop()
        if not words:
            return ""
        phrase = " ".join(words)
        return phrase if group_key(phrase) else ""
