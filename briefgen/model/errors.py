"""Wrong use, as exceptions; wrong content is data (see `problem`).

    BriefgenError
    ├── ConfigError      the project or its configuration cannot be used
    ├── ContentError     content is wrong beyond going on; holds the Problems
    ├── BuildError       the site cannot be written
    └── ServeError       the dev server cannot start

Each holds Problems and prints without a traceback; any other exception is a bug and keeps it.
"""

from collections.abc import Sequence

from briefgen.model.problem import Problem


class BriefgenError(Exception):
    """Base of all errors that a user can cause; `problems` has at least one entry."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(problem.headline() for problem in self.problems))


class ConfigError(BriefgenError):
    """The project folder or its `briefgen.yaml` cannot be used."""


class ContentError(BriefgenError):
    """Articles, names or briefs are wrong in a way that leaves nothing to go on with."""


class BuildError(BriefgenError):
    """The site cannot be rendered or written; the last good site is untouched."""


class ServeError(BriefgenError):
    """The dev server cannot start."""


class LateError(Exception):
    """A page cannot be made as the last build promised: the whole site has to be made anew."""
