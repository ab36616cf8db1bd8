"""Office owners: of which state or body an office without one is: `its foreign minister`, `In Lima, President Vega`."""

from briefgen.extract.context import Context
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_lexicon
from briefgen.extract.reaction_rules.actor_words import is_office, leaders_by_surname
from briefgen.extract.reaction_rules.bearings import Bearings
from briefgen.extract.reaction_rules.doer_nouns import Doer, is_capital

_CONVEYED = 12
"""Tokens behind a speaker in which it is told on whose behalf something is conveyed."""
_CONVEYING = frozenset({"condolences", "condolence", "sympathy", "sympathies", "solidarity", "greetings"})
_TOP = frozenset({"president", "prime minister", "chancellor", "premier"})


class OwnerReader:
    """Reads whose the offices of one article are."""

    def __init__(self, context: Context, bearings: Bearings) -> None:
        self.context, self.index = context, context.index
        self.bearings = bearings

    def country_of(self, doer: Doer, role: str) -> str:
        """Return the country for which somebody of no named body speaks; ""."""
        return (
            doer.entity.country
            or self._country_of_leader(doer, role)
            or _state_of_office(role)
            or (self._country_of_scene(doer) if is_office(role) else "")
        )

    def antecedent(self, doer: Doer) -> Entity | None:
        """Return the state or body that `its` means: the first one of the sentence before it, or of the one before.

        `Peru closed its embassy. Its foreign minister, Ana Vega, said …`
        """
        low = self.index.low
        first, last = self.index.range_of(doer.span)
        at = self.index.sentence_of[first]
        if at < 0:
            return None
        around = low[max(self.context.document.sentences[at].first, first - 4) : last + 6]
        if not {"its", "their"} & set(around):
            return None
        return self.owner_of(first, last, doer.entity)

    def owner_of(self, first: int, last: int, person: Entity | None = None) -> Entity | None:
        """Return the first state or body of the sentence before the tokens, or of the sentence before this one."""
        names, low = self.context.document.names, self.index.low
        at = self.index.sentence_of[first]
        sentences = self.context.document.sentences
        if at < 0:
            return None
        ranges = [(sentences[at].first, first)]
        if at > 0 and sentences[at - 1].paragraph == sentences[at].paragraph:
            ranges.append((sentences[at - 1].first, sentences[at - 1].last))
        for begin, end in ranges:
            inside = self.index.mentions_in(begin, end)
            for m in inside:
                mention = names.mentions[m]
                entity = names.entities[mention.entity]
                if entity is person or entity.type == "person":
                    continue
                whose = low[self.index.mention_range[m][1] - 1].endswith(("'s", "’s"))
                if (whose or mention.adjective) and self.context.is_quoted(mention.span):
                    # `"We await Peru's view," said Ana Vega of its office`
                    continue
                people = mention.adjective and low[self.index.mention_range[m][0] - 1] == "the"
                people = people and low[self.index.mention_range[m][1] - 1].endswith("s")
                if low[self.index.mention_range[m][0] - 1] in {"in", "from", "across"} and m != inside[-1]:
                    # `In Peru, the Red Cross …`: where it is told, not of whom.
                    continue
                if people or (entity.kind == "country" and not mention.adjective) or mention.metonym:
                    return entity
                if entity.type == "organisation" and (entity.known or entity.country):
                    return entity
        return None

    def _country_of_leader(self, doer: Doer, role: str) -> str:
        """Return the state of a leader named by a surname with an office or `Mr` before it: `President Bush`; ""."""
        country = leaders_by_surname().get(doer.entity.name, "")
        if not country or doer.entity.known:
            return ""
        low = self.index.low
        names = self.context.document.names
        for m in self.index.mentions_in(*self.index.range_of(doer.span)):
            at = self.index.mention_range[m][0]
            if names.entities[names.mentions[m].entity] is doer.entity and at > 0:
                leads = {"president", "mr", "mr.", "mrs", "mrs.", "ms", "chancellor", "premier"}
                prime = low[at - 2 : at] == ["prime", "minister"]
                return country if low[at - 1] in leads or prime or role.lower() in _TOP else ""
        return ""

    def _country_of_scene(self, doer: Doer) -> str:
        """Return the country whose capital or name opens the sentence: `In Lima, President Ana Vega said`; or ""."""
        low, names = self.index.low, self.context.document.names
        at = self.index.sentence_of[self.index.range_of(doer.span)[0]]
        if at < 0:
            return ""
        labels = self.bearings.label_of(at)[0] or self.bearings.section_of(at)
        if len(labels) == 1 and labels[0].kind == "country":
            return labels[0].country
        first = self.context.document.sentences[at].first
        behind = self.index.range_of(doer.span)[1]
        for token in range(behind, min(behind + 6, self.context.document.sentences[at].last - 1)):
            # `foreign ministry spokesman Ivo Petrov said in Sofia`
            m = self.index.mention_at[token + 1]
            if (
                low[token] == "in"
                and m >= 0
                and is_capital(entity := names.entities[names.mentions[m].entity])
            ):
                return entity.country
        if people := self._people_spoken_for(behind, self.context.document.sentences[at].last):
            return people
        if low[first : first + 2] == ["it", "is"] or low[first : first + 2] == ["it", "was"]:
            # `It is in Lima that one hesitates: the minister of defence, Ana Vega, condemned it`
            first += 2
        if low[first] not in {"in", "from"} or self.index.mention_at[first + 1] < 0:
            return ""
        if doer.role.lower().endswith(" leader"):
            # `In Lima, Peace Party leader Ana Vega`
            return ""
        place = names.entities[names.mentions[self.index.mention_at[first + 1]].entity]
        behind = self.index.mention_range[self.index.mention_at[first + 1]][1]
        opens = low[behind] in {",", "where", "that"}
        return place.country if (place.type == "place" or place.kind == "country") and opens else ""

    def _people_spoken_for(self, first: int, last: int) -> str:
        """Return whose message somebody conveys: `conveyed the condolences of the | Kenyan people`; ""."""
        low, names = self.index.low, self.context.document.names
        for token in range(first, min(first + _CONVEYED, last - 3)):
            m = self.index.mention_at[token + 2]
            if low[token : token + 2] != ["of", "the"] or m < 0 or not names.mentions[m].adjective:
                continue
            spoken = low[self.index.mention_range[m][1]] in {"people", "nation", "government", "state"}
            if spoken and _CONVEYING & set(low[first:token]):
                return names.entities[names.mentions[m].entity].country
        return ""


def _state_of_office(role: str) -> str:
    """Return the state whose office a title is by itself: `assistant secretary of state`; ""."""
    offices: dict[str, str] = load_lexicon("actors")["offices_of_states"]
    return offices.get(role.lower().removeprefix("an ").removeprefix("a "), "")
