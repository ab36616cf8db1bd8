"""Verbs that tell what happened to a number: behind its noun (`12 died`) or before it (`killed 12`)."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.counted_lists import CountedLists
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.figure_rules.verbs_ahead import AheadFinder
from briefgen.extract.figure_rules.verbs_behind import BehindFinder


class VerbFinder:
    """Finds the verbs that govern the numbers of one document."""

    def __init__(self, context: Context, measures: tuple[Measure, ...]) -> None:
        self.reader = VerbReader(context, measures)
        self.lists = CountedLists(context)
        self.behind = BehindFinder(context, self.reader, self.lists)
        self.ahead = AheadFinder(context, self.reader)
