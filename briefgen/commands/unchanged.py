"""The command `build` where there is nothing to do: nothing that makes pages is loaded for that."""

import msgspec

from briefgen.commands.report import render_counts
from briefgen.commands.terminal import Settings, print_line, print_problems
from briefgen.model.problem import Problem
from briefgen.publish.stamps import Unchanged


def tell_unchanged(unchanged: Unchanged, settings: Settings) -> int:
    """Tell of a build that had nothing to do what the one before told, and return the exit code."""
    problems = msgspec.json.decode(unchanged.problems, type=list[Problem])
    code = print_problems(problems, settings)
    if not settings.quiet:
        print_line(unchanged.tell(render_counts(problems)).removesuffix("\n"))
    return code
