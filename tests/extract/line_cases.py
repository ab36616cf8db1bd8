"""Text cases of layers: `##` title, `key: value` settings, `> ` text, `- ` lines that are expected."""

from pathlib import Path

import msgspec

CASES = Path(__file__).parent / "cases"


class LineCase(msgspec.Struct, frozen=True):
    """One text and the lines that a layer must give for it."""

    title: str
    settings: dict[str, str]
    text: str
    expected: list[str]


def read_cases(name: str) -> list[LineCase]:
    """Read the cases of one file below tests/extract/cases; what stands before the first `##` explains it.

    Raises:
        ValueError: a line is none of the four kinds, or a case has no text.
    """
    cases: list[LineCase] = []
    for number, part in enumerate((CASES / name).read_text("utf-8").split("\n## ")):
        if number == 0:
            continue
        title, *lines = part.splitlines()
        settings: dict[str, str] = {}
        text: list[str] = []
        expected: list[str] = []
        for line in lines:
            if line.startswith(">"):
                text.append(line[1:].removeprefix(" "))
            elif line.startswith("- "):
                expected.append(line[2:].strip())
            elif line.strip() and ": " in line and not text:
                key, value = line.split(": ", 1)
                settings[key] = value
            elif line.strip():
                raise ValueError(f"{name}, case “{title}”: unknown line “{line}”")
        if not text:
            raise ValueError(f"{name}, case “{title}” has no text")
        cases.append(LineCase(title, settings, "\n".join(text), expected))
    return cases
