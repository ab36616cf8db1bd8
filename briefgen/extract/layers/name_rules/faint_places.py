"""The second line of places: names that nothing knows, weighed by all that an article says around them."""

from collections.abc import Sequence
from functools import cached_property

from briefgen.extract.layers.name_rules.faint_lists import PAIR, FaintLists
from briefgen.extract.layers.name_rules.known import Known
from briefgen.extract.layers.name_rules.likeness import find_same_sound
from briefgen.extract.layers.name_rules.mentions import Found, Page, strip_possessive
from briefgen.extract.layers.name_rules.place_hints import (
    AGAINST,
    HINT,
    LIKELY,
    SURE,
    is_one_word,
    is_state,
    load_place_hints,
)
from briefgen.extract.layers.name_rules.river_cues import weigh_articled
from briefgen.extract.layers.name_rules.town_deeds import weigh_deed
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_ENOUGH = 3
"""Weight from which a name is a place: read off thirty marked passages; with 2, one in five was no place."""
_RULED_OUT = -100
_ISLANDS = frozenset({"islands", "archipelago", "atolls", "isles", "islets"})
_REACH = 6
"""Words before a preposition among which its verb stands."""
_POSTS = frozenset(
    {
        "police station",
        "police post",
        "railway station",
        "train station",
        "bus station",
        "bus stop",
        "bus park",
    }
    | {"fire station", "health centre", "health center", "health post", "primary school", "secondary school"}
    | {"high school", "district hospital", "general hospital", "border crossing", "military base", "air base"}
    | {"power station", "power plant", "toll plaza", "refugee camp", "displacement camp", "town hall"}
)
"""Right behind a name: the town where they are."""
_SITES = load_words("name_rules", "sites")
_AT = frozenset({"at", "in", "near", "outside", "around"})
"""Before `the X camp`: it is one, and no party's."""
_LEAST_ENDING = 3
"""Letters before the ending of a place's name."""


def find_faint_places(page: Page, found: Sequence[Found]) -> bool:
    """Make places of the names of nothing certain for which an article says enough, and tell whether there are any.

    All mentions of the same words are weighed together; what speaks for a person or body outweighs the rest.

    Args:
        page: the document.
        found: its mentions in text order; those settled get the cue `faint`.
    """
    open_ones: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(found):
        if one.known is None and (one.type is None or one.cue == "guess"):
            open_ones.setdefault(tuple(page.base[one.first : one.last]), []).append(number)
    if not open_ones:
        return False
    return _Weighing(page, found, open_ones).settle()


class _Weighing:
    """Weighs the names of one document."""

    def __init__(
        self, page: Page, found: Sequence[Found], open_ones: dict[tuple[str, ...], list[int]]
    ) -> None:
        self.page = page
        self.found = found
        self.open_ones = open_ones
        self.words = load_place_hints()
        self.taken = {
            word
            for one in found
            if one.type in ("person", "organisation") and one.cue != "guess"
            for word in page.base[one.first : one.last]
        }
        """Words of the people and bodies of the document."""
        self.numbers = {one.first: number for number, one in enumerate(found)}
        self.lists = FaintLists(page, found, self.numbers)
        self.beside: dict[int, list[Found]] = {}
        """Mentions by the token behind them."""
        for one in found:
            self.beside.setdefault(one.last, []).append(one)
        self.beginning: dict[int, list[Found]] = {}
        """Mentions by their first token."""
        for one in found:
            self.beginning.setdefault(one.first, []).append(one)

    @cached_property
    def _are_islands(self) -> bool:
        """Whether an article on islands says of two names or more what is `on` them: `a man on Zarya, two on Volna`."""
        if _ISLANDS.isdisjoint(self.page.low):
            return False
        on = [
            name
            for name, numbers in self.open_ones.items()
            if any(self.page.low[self.found[number].first - 1] == "on" for number in numbers)
        ]
        return len(on) > 1

    def settle(self) -> bool:
        """Settle what weighs enough, twice: what is settled speaks for its neighbours."""
        weights = {name: self._weigh(name, numbers) for name, numbers in self.open_ones.items()}
        settled = False
        for _ in range(2):
            for name, numbers in self.open_ones.items():
                if self.found[numbers[0]].cue == "faint" or weights[name] <= AGAINST:
                    continue
                beside = max(self.lists.weigh_beside(number) for number in numbers)
                if weights[name] + beside >= _ENOUGH:
                    settled = True
                    for number in numbers:
                        self._settle(self.found[number])
        return settled

    def _settle(self, one: Found) -> None:
        one.type, one.cue = "place", "faint"
        one.known = self._own_place(one)

    def _own_place(self, one: Found) -> Known | None:
        """Return the place of the subject's countries that goes by these words, or by others of the same sound."""
        node = self.page.knowledge.own.root
        for word in self.page.base[one.first : one.last]:
            node = node.get(word, {})
        forms = node.get("", ())
        exact: list[Known] = [
            f.known for f in forms if f.known.type == "place" and not f.condition and not f.seat
        ]
        if exact:
            return exact[0]
        same = find_same_sound(" ".join(self.page.base[one.first : one.last]), self.page.knowledge.places)
        return same[0] if len(same) == 1 else None

    def _weigh(self, name: tuple[str, ...], numbers: Sequence[int]) -> int:
        """Weigh all that an article says of a name, but for its neighbours in lists."""
        page = self.page
        single = len(name) == 1
        firsts = [self._opens(self.found[number]) for number in numbers]
        if self._is_ruled_out(name):
            return _RULED_OUT
        own = self._own_place(self.found[numbers[0]]) is not None and len("".join(name)) > 3
        shaped = self._is_shaped(name)
        weight = (LIKELY if own else 0) + (HINT if shaped else 0) + (HINT if single else 0)
        around = [self._weigh_mention(self.found[number]) for number in numbers]
        articled = [self._is_articled(self.found[number]) for number in numbers]
        if any(the and weight >= SURE for the, weight in zip(articled, around, strict=True)):
            # A river has its article everywhere.
            around = [
                0 if the and weight == AGAINST else weight
                for the, weight in zip(articled, around, strict=True)
            ]
        worst, best = min(around), max(around)
        if self.found[numbers[0]].cue == "guess" and best < LIKELY:
            return _RULED_OUT
        plain = single and all(firsts) and not (own or shaped or name[0] in page.upper_inside)
        if plain and (best < LIKELY or (best < SURE and self._may_be_noun(name[0]))):
            # `Shops were looted`, `Power was cut`
            return _RULED_OUT
        return weight + worst if worst <= AGAINST else weight + best + min(worst, 0)

    def _is_one_town(self, one: Found) -> bool:
        """Tell whether a road is called after one town, and no land: not the `Pan-American | highway`."""
        parts = self.page.base[one.first].split("-")
        return is_one_word(one) and not any(self.page.nation_named(part) for part in parts)

    def _is_articled(self, one: Found) -> bool:
        return one.first > self.page.sentences[one.sentence].first and self.page.low[one.first - 1] == "the"

    def _may_be_noun(self, word: str) -> bool:
        """Tell whether a word that opens sentences only may be a noun of which the same is told as of towns."""
        words = self.page.words
        return (
            word in self.words.nouns
            or word.endswith(self.words.noun_endings)
            or word in words.bare_verbs
            or word in words.maybe_verbs
            or word in words.kinds_of_places
            or word in words.place_words
            or word in words.thing_words
            or word in words.town_parts
            or word in words.behind_names
            or word in words.body_words
            or word in self.page.lower_seen
            or self.page.role_word(word)
            or self.page.is_head(word)
        )

    def _opens(self, one: Found) -> bool:
        sentence = self.page.sentences[one.sentence]
        return one.first == sentence.first or not self.page.low[one.first - 1][-1].isalnum()

    def _is_ruled_out(self, name: tuple[str, ...]) -> bool:
        """Tell whether a name is a person's or thing's whatever stands around it."""
        page, words = self.page, self.page.words
        if not self.taken.isdisjoint(name):
            return True
        if any(
            not w.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha() for w in name
        ):
            return True
        if name[0] in words.given_names and name[0] not in self.words.first_words:
            return True
        if len(name) == 1:
            return (
                name[0] in page.surnames
                or name[0] in page.family_names
                or name[0] in words.thing_words
                or len(name[0]) < 3
            )
        return any(word in words.thing_heads for word in name)

    def _is_shaped(self, name: tuple[str, ...]) -> bool:
        """Tell whether a name begins or ends as those of places do."""
        last = name[-1]
        if len(name) == 3 and name[1] in ("de", "da", "do", "dos", "das", "del", "di", "sur"):
            return True
        return (len(name) > 1 and name[0] in self.words.first_words) or any(
            last.endswith(ending) and len(last) >= len(ending) + _LEAST_ENDING
            for ending in self.words.endings
        )

    def _weigh_mention(self, one: Found) -> int:
        """Weigh what stands around one mention."""
        page, words = self.page, self.words
        at, end = one.first, one.last
        sentence = page.sentences[one.sentence]
        low = page.low
        before = low[at - 1] if at > sentence.first else ""
        earlier = low[at - 2] if at - 1 > sentence.first else ""
        behind = low[end] if end < sentence.last else ""
        owned = page.ends_possessive(end - 1)
        if self._is_of_somebody(one, before, earlier):
            return _RULED_OUT
        if not owned and self._kinds_of_places_behind(end, sentence.last):
            return SURE
        if not owned and before == "and" and behind in page.words.place_plurals and self.beside.get(at - 1):
            # `the Zarya and | Volna districts`
            return SURE
        if (
            not owned
            and behind in words.grounds
            and before not in words.counting
            # `the Pan-American highway`
            and (behind not in words.roads or self._is_one_town(one))
        ):
            if before == "the" and behind in _SITES:
                # `at the Zarya settlement`
                return SURE if earlier in _AT else AGAINST
            return SURE if before != "the" or behind not in words.loose_grounds else AGAINST
        if not owned and " ".join(low[end : end + 2]) in _POSTS and before != "the":
            return SURE
        if before == "the":
            return weigh_articled(page, self.beginning, one)
        if before in ("called", "named") and earlier in self.page.words.kinds_of_places:
            return SURE
        if before == "with" and behind in words.states and behind not in words.anyones:
            # `with Zarya washed off the map`
            return SURE
        if before in words.naming and not (before == "by" and earlier in self.page.words.land):
            return AGAINST
        if before in words.counting or "(" in (before, behind):
            return AGAINST
        if self._goes_before(at, sentence.first):
            return AGAINST
        if not owned and behind[:1].isdecimal():
            # `Barrio 12`
            return AGAINST
        if (
            before == "left"
            and behind in ("in", "on", "at", "last", "before", "again", "behind", "for")
            and is_one_word(one)
        ):
            # `I left Zarya in January`
            return LIKELY
        if self._is_label(one, behind):
            return LIKELY
        if before == "of" and self._is_persons(one, behind):
            return LIKELY
        if self._is_way(one, before, behind):
            return LIKELY
        if not owned and page.is_name_word(end, sentence) and page.role_word(behind):
            # `Economy | Minister Ana Vega`
            return AGAINST
        if not owned and page.modifies(end, sentence) and not self._acts_behind(one, sentence):
            return AGAINST
        if self._is_apposed(before, earlier):
            return AGAINST
        if before == "," and behind == "to":
            # `the eastern axis, Zarya to Volna`
            other = next((o for o in self.beginning.get(end + 1, ()) if o.type == "place"), None)
            if other is not None and not is_state(other) and is_one_word(one):
                return LIKELY
        if before == "of" and earlier == "," and behind == ",":
            # `Ana Vega, of Zarya,`
            return LIKELY
        if (
            before == "of"
            and earlier[:1].isdecimal()
            and low[at - 3 : at - 2] == ["the"]
            and is_one_word(one)
        ):
            # `the 25,000 of Zarya`
            return SURE
        lead = self.lists.lead_of(one)
        weight = self._weigh_lead(lead, sentence.first)
        if weight <= HINT and (weight or low[max(0, lead - 1)] == "on") and self.lists.count(one) > PAIR:
            # `on Zarya, Volna and Ozero`
            weight = LIKELY
        return weight if owned else weight + weigh_deed(page, self.beginning, end, sentence.last)

    def _is_label(self, one: Found, behind: str) -> bool:
        """Tell whether what befell towns stands behind a label: `Zarya: every house gone`."""
        words, low, end = self.words, self.page.low, one.last
        if behind != ":" or not self._opens(one):
            return False
        said = low[end + 1 : min(end + 6, self.page.sentences[one.sentence].last)]
        return any(
            w in words.losses or w in words.town_goods or (w in words.states and w not in words.anyones)
            for w in said
        )

    def _is_persons(self, one: Found, behind: str) -> bool:
        """Tell whether a name says where somebody is from, of whom nothing told is speech: `Ana Vega of Zarya died`."""
        page = self.page
        owner = next((o for o in self.beside.get(one.first - 1, ()) if o.type == "person"), None)
        if owner is None or owner.known is not None or not is_one_word(one) or is_one_word(owner):
            return False
        if page.base[owner.first] not in page.words.given_names:
            return False
        said = page.low[one.last : min(one.last + _REACH, page.sentences[one.sentence].last)]
        return behind != "" and page.words.speech_verbs.isdisjoint(said) and not page.role_word(behind)

    def _is_apposed(self, before: str, earlier: str) -> bool:
        """Tell whether a noun stands before a name that is no place's: `the stores Zarya`."""
        page = self.page.words
        return (
            earlier in ("the", "a", "an", "its", "their", "his", "her")
            and before.isalpha()
            and before not in page.kinds_of_places
            and before not in page.place_words
            and before not in page.near_adjectives
            and before.removesuffix("ern") not in page.compass
            and before not in page.place_prepositions
            and before not in self.words.weak_leads
            and not before.endswith(("ed", "ing", "ly"))
            and before not in ("old", "new")
        )

    def _is_of_somebody(self, one: Found, before: str, earlier: str) -> bool:
        """Tell whether a name is a person's, a body's or a thing's by what stands around it."""
        page, words, low = self.page, self.words, self.page.low
        at, end = one.first, one.last
        written = page.tokens[at].norm
        if at in page.mottoes or (
            end - at == 1 and any(c.isupper() for c in strip_possessive(written)[1:]) and "-" not in written
        ):
            return True
        if page.ends_possessive(end - 1):
            behind = end + (low[end : end + 1] in (["'"], ["’"]))
            if not words.persons_own.isdisjoint(low[behind : behind + 2]):
                return True
        return (
            before in page.words.named_things
            or earlier in page.words.named_things
            or (before == "of" and earlier in words.memberships)
            or low[end : end + 2] in (["and", "his"], ["and", "her"])
        )

    def _goes_before(self, at: int, first: int) -> bool:
        """Tell whether a capitalised word before a name is part of it: `Operation | Zarya`, `Black | Volna`."""
        before = at - 1
        return (
            before >= first
            and self.page.tokens[before].norm[0].isupper()
            and self.page.tokens[before].norm[-1].isalpha()
            and not self.page.ends_possessive(before)
            and self.page.low[before] not in self.page.words.days
            and self.page.low[before] not in self.page.words.small_words
            and self.page.low[before] not in self.page.words.place_prepositions
            and self.page.low[before] not in self.page.words.compass
        )

    def _weigh_lead(self, at: int, first: int) -> int:
        """Weigh the words before a name: `past X`, `evacuated X`, `left for X`, `Volna's X`."""
        low, words = self.page.low, self.words
        if at <= first:
            return 0
        before, earlier = low[at - 1], low[at - 2] if at - 1 > first else ""
        if self._is_led(at, first) or self._lies_in_owner(at, first):
            return SURE
        if before == "at" and at - 1 == first:
            # `At Zarya, the river rose`
            return SURE
        ahead = low[max(first, at - 1 - _REACH) : at - 1]
        if before in words.sure_objects:
            return SURE
        if before == "by" and (earlier in self.page.words.land or earlier in self.page.words.kinds_of_places):
            # `the fields by Zarya`
            return SURE
        if before == "on" and (at - 1 == first or self._are_islands):
            # `On Zarya, the hospital stood`
            return LIKELY
        if before in ("between", "around"):
            ahead = low[max(first, at - 1 - _REACH) : at - 1]
            return LIKELY if words.rivalry.isdisjoint(ahead) else 0
        if (
            before in words.place_objects
            or (before == "off" and earlier in words.place_objects)
            or (before == "for" and not words.setting_out.isdisjoint(ahead))
            or (before == "over" and not words.dropping.isdisjoint(ahead))
            or (before in ("to", "into") and not words.sending.isdisjoint(ahead))
            or self._is_owned_by_town(at)
        ):
            return LIKELY
        return HINT if before in words.weak_leads or before in words.any_objects else 0

    def _lies_in_owner(self, at: int, first: int) -> bool:
        """Tell whether something is in what a town or region owns: `five others in Volna's | Zarya`."""
        owner = next(
            (one for one in self.beside.get(at, ()) if one.type == "place" and not one.metonym), None
        )
        return (
            owner is not None
            and self.page.ends_possessive(at - 1)
            and owner.first > first
            and self.page.low[owner.first - 1] in self.page.words.sure_place_prepositions
        )

    def _is_owned_by_town(self, at: int) -> bool:
        """Tell whether a town that is known or settled owns what is named: `Volna's | Zarya was calm`."""
        return any(
            one.last == at and one.type == "place" and not one.metonym and not is_state(one)
            for one in self.beside.get(at, ())
        ) and self.page.ends_possessive(at - 1)

    def _kinds_of_places_behind(self, end: int, last: int) -> bool:
        """Tell whether a word for places stands behind a list of names: `X and Y regions`; `end` is behind one."""
        low = self.page.low
        listed = False
        while low[end : end + 1] in (["and"], [","]) and (others := self.beginning.get(end + 1)):
            end, listed = others[0].last, True
        return listed and end < last and low[end] in self.page.words.place_plurals

    def _acts_behind(self, one: Found, sentence: Sentence) -> bool:
        """Tell whether what stands behind a name is no noun that it describes, though it looks like one."""
        low, at = self.page.low[one.last], one.first
        if low in self.words.stands or low in self.words.towns_deeds:
            return True
        if (low in self.words.smelling or low in self.words.holding) and weigh_deed(
            self.page, self.beginning, one.last, sentence.last
        ):
            return True
        if at - 1 == sentence.first and self.page.low[at - 1] in ("at", "in", "on", "near", "around"):
            # `At Zarya | nobody came`, `In Volna | soldiers dig`
            return low in self.words.nobody or (low.endswith("s") and len(low) > 3)
        return low in self.page.words.maybe_verbs and self._is_led(at, sentence.first)

    def _is_way(self, one: Found, before: str, behind: str) -> bool:
        """Tell whether one goes from one name to another: `from | Zarya to Volna`."""
        if before == "from":
            if behind in ("up", "down"):
                # `carried rice from Zarya up the river`
                return self.page.low[one.last + 1 : one.last + 2] in (["the"], ["to"])
            return behind in ("to", "past", "via", "through") and one.last + 1 in self.beginning
        if before != "to":
            return False
        return any(
            other.first > 0 and self.page.low[other.first - 1] == "from"
            for other in self.beside.get(one.first - 1, ())
        )

    def _is_led(self, at: int, first: int) -> bool:
        """Tell whether one of the phrases that places follow ends right before a name."""
        low = self.page.low
        return at > first and any(
            at - len(phrase) >= first and tuple(low[at - len(phrase) : at]) == phrase
            for phrase in self.words.leads.get(low[at - 1], ())
        )
