"""Reactions: what foreign and international actors say and do."""

from collections.abc import Collection

from briefgen.extract.context import Context
from briefgen.extract.frames import ReactionFrame
from briefgen.extract.reaction_rules.actor_lists import ListReader
from briefgen.extract.reaction_rules.alike_deeds import AlikeReader
from briefgen.extract.reaction_rules.fetched_home import FetchReader
from briefgen.extract.reaction_rules.foreign_deeds import ForeignDeedReader
from briefgen.extract.reaction_rules.hands_at_work import HandReader
from briefgen.extract.reaction_rules.hinted_reactions import HintReader
from briefgen.extract.reaction_rules.labelled import LabelReader
from briefgen.extract.reaction_rules.preambles import drop_preambles
from briefgen.extract.reaction_rules.reaction_sheet import DroppedReaction, Sheet
from briefgen.extract.reaction_rules.relief import ReliefReader
from briefgen.extract.reaction_rules.statements import StatementReader
from briefgen.extract.reaction_rules.told_frames import FrameReader


def find_reactions(
    context: Context, countries: Collection[str]
) -> tuple[list[ReactionFrame], list[DroppedReaction]]:
    """Find the reactions that one article tells, in text order.

    Args:
        context: the article's layers.
        countries: codes of the countries whose crisis it is; their own people and bodies never react.

    Returns:
        One frame for each statement or deed, actor and stance; and what was left out.
    """
    sheet = Sheet(context, frozenset(countries))
    statements = StatementReader(sheet)
    statements.read_statements()
    ForeignDeedReader(sheet).read_deeds()
    ListReader(sheet).read_lists()
    FrameReader(sheet).read_frames()
    ReliefReader(sheet).read_relief()
    LabelReader(sheet).read_labels()
    HintReader(sheet, statements).read_hints()
    HandReader(sheet).read_hands()
    FetchReader(sheet).read_fetched()
    AlikeReader(sheet).read_alike()
    statements.add_plain()
    return drop_preambles(sheet.settled(), context.index), sheet.dropped
