"""What sort of crisis an article is on: a disaster, protests, a struggle; the same words tell other things in each."""

from collections.abc import Collection

from briefgen.extract.context import Context
from briefgen.extract.reaction_rules.moods import title_words
from briefgen.extract.reaction_rules.stance_lists import listed

_OPENING = 4
"""Sentences at the head of an article that say what sort of crisis it is."""
_HELPING_SOLDIERS = frozenset({"army", "troops", "war"})
_FLEEING = frozenset({"refugee", "refugees", "asylum", "migrants"})
_AT_SCENES = frozenset({"border", "police", "soldiers", "parliament"})
_CRAFT = frozenset({"ferry", "ferries", "airliner", "train", "boat"})
_OF_WARS = frozenset({"famine", "drought", "explosion", "explosions", "blast", "blasts", "crash", "crashed"})
"""Disasters that wars bring, too."""
_NAME = "\ufffc"
"""Stands where a word is only part of a name."""


class CrisisKind:
    """The sort of crisis of one article, and its words without the names of bodies."""

    def __init__(self, context: Context, countries: Collection[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = frozenset(countries)
        self.low = self._unnamed()
        """The words of the article, without those that only name a body: `World | Food Programme`."""
        document = context.document
        end = next((s.last for s in document.sentences[_OPENING - 1 : _OPENING]), len(self.index.low))
        self.opening_words = title_words(document.article.title) | {*self.index.low[:end]}
        """The words of the title and of the first sentences."""
        self.is_disaster = self._tells_disaster()
        self.is_protest = self._tells_protest()
        self.may_need_help = self._may_need_help()
        self.is_mourned = self.is_disaster or self._tells_mourning()
        """Whether the article is on people who died, and not on a struggle for power."""
        self.is_on_refugees = not self.opening_words.isdisjoint(_FLEEING)

    def _unnamed(self) -> list[str]:
        low = list(self.index.low)
        names = self.context.document.names
        for (first, last), mention in zip(self.index.mention_range, names.mentions, strict=True):
            if last - first > 1 and names.entities[mention.entity].type == "organisation":
                for token in range(first, last):
                    if low[token] in listed("naming_bodies"):
                        low[token] = _NAME
        return low

    def _may_need_help(self) -> bool:
        """Tell whether the article opens with no strife and has words of rescue or want: help is likely to be sent."""
        opening = self.opening_words
        return not opening & (listed("strife") | listed("unrest_signs")) and not listed(
            "relief_signs"
        ).isdisjoint(self.index.low)

    def _tells_protest(self) -> bool:
        """Tell whether the article is on protests, not on an attack or a war, by its title and first sentences."""
        words = self.opening_words
        return bool(words & listed("protests")) and not words & (listed("disasters") | listed("violence"))

    def _tells_mourning(self) -> bool:
        """Tell whether the article opens with people who died by a blow that nobody in its country is divided over."""
        words = self.opening_words
        return bool(words & listed("deadly")) and not words & listed("struggles")

    def _tells_disaster(self) -> bool:
        """Tell whether the article is on a disaster, not on strife, by its title and first sentences."""
        words = self.opening_words
        title = title_words(self.context.document.article.title)
        strife = listed("strife")
        if title & (listed("disasters") - _OF_WARS) and not title & (
            strife | listed("unrest_signs") - _AT_SCENES
        ):
            # Soldiers are at work at the scene of a disaster, too.
            strife -= _HELPING_SOLDIERS
        told = words & listed("disasters")
        if told and told <= _CRAFT and listed("disasters").isdisjoint(set(self.index.low) - _CRAFT):
            # A ferry that takes people off has not sunk.
            return False
        return bool(told) and not words & strife
