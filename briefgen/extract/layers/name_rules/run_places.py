"""Runs of capitalised words that name places: buildings, groups of islands, and what stands where places do."""

from briefgen.extract.layers.name_rules.mentions import Page
from briefgen.extract.layers.name_rules.place_cues import WHO_IS_AT
from briefgen.extract.layers.name_rules.runs import SURE_CUES, Run, Verdict, settle
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_PEOPLE = load_words("name_rules", "people_behind")
"""Right behind a place: those who do something there."""
_ISLAND_STATES = load_words("name_rules", "island_states")
"""States of many small islands, which go in groups."""


class RunPlaces:
    """Tells which runs name places of one document."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def by_building(self, run: Run) -> Verdict:
        """A small word for a building behind a run makes a place of it: `X airfield`."""
        if run.common or run.cue in SURE_CUES:
            return None
        end = self._facility_end(run.last, run.sentence, run.single)
        if end == run.last:
            return None
        if not run.single or self.page.low[run.last] in self.page.words.facilities_kept:
            run.found.last = end
        return settle(run.found, "place", "head", "building")

    def by_place(self, run: Run) -> Verdict:
        """What stands around a run makes a place of it."""
        certain = (
            run.before == "of"
            or run.behind in ("bore", "health")
            or run.behind in self.page.words.river_verbs
            or self._stands_at_building(run)
            or run.behind in self.page.words.place_behind
            or self.page.low[run.last : run.last + 2] == ["local", "government"]
        )
        described = (
            not certain
            and self.page.modifies(run.last, run.sentence)
            and not self._opens_clause(run)
            and not self._leads_to_people(run)
            and not self._leads_to_verb(run)
        )
        if not run.place_cue or run.common or described:
            return None
        run.found.first = self._compass_before(run.first, run.sentence)
        return settle(run.found, "place", "place")

    def _stands_at_building(self, run: Run) -> bool:
        """Tell whether a building or piece of land is at a name: `the hospital at Zarya works again`."""
        at = run.first - 2
        return (
            run.before == "at"
            and at >= run.sentence.first
            and (
                self.page.low[at] in self.page.words.kinds_of_places
                or self.page.low[at] in self.page.words.town_parts
                or self.page.low[at] in self.page.words.place_nouns
                or self.page.low[at] in WHO_IS_AT
            )
        )

    def _leads_to_people(self, run: Run) -> bool:
        """Tell whether people who do something stand behind a place: `at a depot in Zarya | demonstrators dug`."""
        words = self.page.words
        return (
            run.before in words.sure_place_prepositions
            and (run.behind in WHO_IS_AT or run.behind in _PEOPLE or self.page.role_word(run.behind))
            and run.behind.endswith(("s", "men", "people", "police"))
        )

    def _leads_to_verb(self, run: Run) -> bool:
        """Tell whether what may be a noun behind a place is a verb: `the man in Zarya | counts 2,300`."""
        beyond = self.page.low[run.last + 1 : min(run.last + 2, run.sentence.last)]
        return (
            run.behind in self.page.words.maybe_verbs
            and run.behind.endswith("s")
            and run.first - 2 > run.sentence.first
            and beyond != []
            and (
                beyond[0][0].isdecimal()
                or beyond[0] in ("the", "a", "an", "that", "his", "her", "their", "its")
            )
        )

    def _opens_clause(self, run: Run) -> bool:
        """Tell whether the noun behind a run is the subject of a verb: `In Zarya | fires burned`."""
        near, verb = self.page.words.near_adjectives, run.last + 1
        start = run.first - 2 if run.before in near else run.first - 1
        before = self.page.low[start - 1] if start > run.sentence.first else ""
        return (
            before in ("", "and", ",", ";")
            and verb < run.sentence.last
            and (self.page.low[verb].endswith("ed") or self.page.low[verb] in self.page.words.plain_verbs)
        )

    def _compass_before(self, at: int, sentence: Sentence) -> int:
        """Return where a place's name begins that a point of the compass opens: `the slum of | West Zarya`."""
        opens = (
            at - 2 >= sentence.first
            and self.page.low[at - 1] in self.page.words.compass
            and self.page.tokens[at - 1].norm[0].isupper()
            and (
                self.page.low[at - 2] in ("of", "in", "at", "near")
                # `in the Central Highlands`
                or (self.page.low[at - 2] == "the" and self.page.base[at] in self.page.words.area_heads)
            )
        )
        return at - 1 if opens else at

    def _facility_end(self, end: int, sentence: Sentence, single: bool) -> int:
        """Return the token behind `airfield`, `nuclear plant` and the like behind a name; `end` if there are none."""
        if end >= sentence.last or self.page.ends_possessive(end - 1):
            return end
        words, low = self.page.words, self.page.low
        if low[end] in words.facilities_behind or (low[end] == "airport" and not single):
            return end + 1
        two = (
            end + 1 < sentence.last
            and low[end] in words.installation_kinds
            and low[end + 1] in words.installations
        )
        return end + 2 if two else end

    def is_island_group(self, run: Run) -> bool:
        """Tell whether a group is one of islands: `parts of | the Zarya group`, in a state of islands."""
        at = run.first - 2
        return (
            run.behind == "group"
            and run.before == "the"
            and not self.page.home.isdisjoint(_ISLAND_STATES)
            and at >= run.sentence.first
            and (
                self.page.low[at] in ("in", "across", "throughout", "through", "around", "on", "off")
                or (
                    self.page.low[at] == "of"
                    and (
                        self.page.low[at - 1] in self.page.words.kinds_of_places
                        or self.page.low[at - 1] in self.page.words.place_plurals
                        or self.page.low[at - 1]
                        in (
                            "parts",
                            "part",
                            "most",
                            "all",
                            "much",
                            "rest",
                            "north",
                            "south",
                            "east",
                            "west",
                            "length",
                        )
                    )
                )
            )
        )
