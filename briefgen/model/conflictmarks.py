"""Conflict marks that a version control system left in a text."""

from briefgen.model.problem import Problem

_MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")


def check_conflict_marks(source: str, path: str) -> list[Problem]:
    """Tell where a text holds two versions of itself, which nobody may quote.

    Args:
        source: a whole file, lines ended by line feeds.
        path: for the problem.
    Returns:
        One problem at the start of the first conflict that has a middle and an end too; none in the usual case. A row
        of signs by itself is a ruler, not a conflict.
    """
    if f"\n{_MARKS[0]}" not in f"\n{source}":
        return []
    first = seen = 0
    for number, line in enumerate(source.split("\n"), 1):
        if line.startswith(_MARKS[0]):
            first, seen = number, 1
        elif seen == 1 and line == _MARKS[1]:
            seen = 2
        elif seen == 2 and line.startswith(_MARKS[2]):
            message = "a conflict mark of a version control system"
            hint = "keep the lines of one side, and remove the marks"
            return [Problem(path, first, 1, "error", message, hint, "conflict-marks")]
    return []
