"""A brief as it stands in its file: text, nodes and content side by side."""

import msgspec

from briefgen.model.brief import Brief
from briefgen.model.load import parse_brief
from briefgen.model.problem import Problem
from briefgen.model.yamllayout import Layout
from briefgen.model.yamlpos import Mapping, Node, Sequence, parse_yaml


class StandingBrief(msgspec.Struct, frozen=True):
    """A brief that can be read."""

    path: str
    """For problems."""
    text: str
    """Lines end with LF."""
    root: Mapping
    brief: Brief

    def list_node(self, section: str) -> Sequence | None:
        """Return the node of a list; None where the text has none."""
        node = self.root.get(section)
        return node if isinstance(node, Sequence) else None

    def item_nodes(self, section: str) -> list[Mapping]:
        """Return the nodes of a list's items, in their order."""
        node = self.list_node(section)
        return [item for item in node.items if isinstance(item, Mapping)] if node is not None else []

    def has_comment(self, layout: Layout, section: str, index: int) -> bool:
        """Tell whether a person left a comment in an item, or beside it."""
        node = self.list_node(section)
        return node is not None and layout.item_has_comment(node, index)


def parse_standing(text: str, path: str) -> tuple[StandingBrief | None, list[Problem]]:
    """Parse a brief whose lines end with LF; None, with the reasons, if it cannot be read."""
    brief, problems = parse_brief(text, path, measures=None)
    root: Node | None = parse_yaml(text, path)[0]
    if brief is None or not isinstance(root, Mapping):
        return None, problems
    return StandingBrief(path, text, root, brief), problems
