"""The readers of one document that tell what its numbers measure, made once for all who ask them."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.bodies import BodyReader
from briefgen.extract.figure_rules.faint_figures import FaintFinder
from briefgen.extract.figure_rules.figure_labels import LabelReader
from briefgen.extract.figure_rules.figure_phrases import PhraseFinder
from briefgen.extract.figure_rules.groups import GroupReader
from briefgen.extract.figure_rules.illness import IllnessFinder, illnesses
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.figure_rules.moved_counts import MovedCounts
from briefgen.extract.figure_rules.rivals import RivalFinder
from briefgen.extract.figure_rules.told_again import AgainFinder
from briefgen.extract.figure_rules.told_before import BeforeFinder
from briefgen.extract.figure_rules.told_by_places import SharesFinder
from briefgen.extract.figure_rules.told_elliptical import EllipsisFinder
from briefgen.extract.figure_rules.tolls import TollFinder
from briefgen.extract.figure_rules.trigger_after import AfterTriggers
from briefgen.extract.figure_rules.trigger_nouns import NounTriggers
from briefgen.extract.figure_rules.trigger_verbs import VerbFinder
from briefgen.extract.layers.quantities import Quantity


class TriggerReaders:
    """The readers that tell what the numbers of one document measure, by what they read."""

    def __init__(
        self, context: Context, measures: tuple[Measure, ...], quantities: Sequence[Quantity]
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.verbs = VerbFinder(context, measures)
        self.reader = reader = self.verbs.reader
        self.by_name = reader.by_name
        self.groups = GroupReader(context, measures)
        self.illness = IllnessFinder(context, reader)
        self.tolls = TollFinder(context, measures, reader, illnesses())
        self.nouns = NounTriggers(context, reader, is_ill=self.illness.is_told)
        self.after = AfterTriggers(context, quantities, self.verbs, self.nouns)
        self.phrases = PhraseFinder(context, quantities, reader)
        self.labels = LabelReader(context, measures)
        self.bodies = BodyReader(context, quantities)
        self.told_before = BeforeFinder(context, quantities, reader, self.groups.phrases)
        self.told_again = AgainFinder(context, quantities, reader)
        self.ellipses = EllipsisFinder(context, quantities, reader)
        self.shares = SharesFinder(context, quantities, reader)
        self.moved = MovedCounts(context, quantities, reader)
        self.rivals = RivalFinder(context, quantities)
        self.faint = FaintFinder(context, quantities, reader)
