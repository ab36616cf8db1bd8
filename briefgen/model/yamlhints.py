"""What people usually did when libyaml complains: its messages are for those who know the standard's grammar."""

import re
from collections.abc import Sequence

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """A mistake in plain words."""

    message: str
    hint: str
    line: int | None = None
    """Where it is, from 1; None: where libyaml stopped."""
    column: int | None = None


class Stop(msgspec.Struct, frozen=True):
    """Where and why libyaml stopped; lines and columns from 1."""

    problem: str
    """Its message."""
    lines: Sequence[str]
    """The file."""
    line: int
    column: int
    context_line: int | None = None
    """Where what it was reading began; None if it does not say."""
    context_column: int | None = None

    @property
    def here(self) -> str:
        """The line it stopped in; empty behind the last one."""
        return self.lines[self.line - 1] if self.line <= len(self.lines) else ""

    @property
    def rest(self) -> str:
        """What follows on that line."""
        return self.here[self.column - 1 :]

    @property
    def line_before(self) -> int | None:
        """The last line before it that is not blank."""
        rows = range(min(self.line - 1, len(self.lines)), 0, -1)
        return next((row for row in rows if self.lines[row - 1].strip()), None)

    @property
    def at_end(self) -> bool:
        """Whether nothing follows."""
        return not self.rest.strip() and not any(line.strip() for line in self.lines[self.line :])


_KEY = re.compile(r"\s*(?:- +)*([A-Za-z_][\w -]*):(?=\s|$)")
_KEY_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*):(\S)")
_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: |$)|={7}$")
_ODD_SPACE = re.compile(r" *[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")
_QUOTED_THEN_TEXT = re.compile(r"'[^']*'\w")
_QUOTE = "put the text into quotation marks, or below `>-`"
MAX_KEY_CHARS = 1024
"""Longest key that YAML takes without a `?` before it (YAML 1.1, 9.1)."""


def explain(stop: Stop) -> Finding:
    """Say what is wrong where libyaml stopped, and how to mend it."""
    for find in (
        _find_conflict,
        _find_tab,
        _find_open,
        _find_no_space,
        _find_start,
        _find_indent,
        _find_rest,
    ):
        finding = find(stop)
        if finding is not None:
            return finding
    return Finding(
        " ".join(stop.problem.split()) or "not YAML", "check indentation, colons and quotation marks"
    )


def _find_conflict(stop: Stop) -> Finding | None:
    for row, line in enumerate(stop.lines, 1):
        if _CONFLICT.match(line):
            message = "a conflict mark of a version control system"
            return Finding(message, "keep the lines of one side, and remove the marks", line=row, column=1)
    return None


def _find_tab(stop: Stop) -> Finding | None:
    lead = stop.here[: len(stop.here) - len(stop.here.lstrip())]
    if "\t" in lead:
        return Finding(
            "a tab in the indentation", "indent with spaces", line=stop.line, column=lead.index("\t") + 1
        )
    for row in (stop.line, stop.line_before):
        line = stop.lines[row - 1] if row and row <= len(stop.lines) else ""
        odd = _ODD_SPACE.match(line)
        if odd:
            return Finding(
                f"a space of another kind (U+{ord(line[odd.end() - 1]):04X}) in the indentation",
                "replace it with a plain space; it is usually left over from copying",
                line=row,
                column=odd.end(),
            )
    if "tab character" in stop.problem or "'\\t'" in stop.problem:
        return Finding("a tab where YAML allows spaces only", "replace the tab with spaces")
    return None


def _find_open(stop: Stop) -> Finding | None:
    """Quotation marks, brackets and braces that are not closed."""
    problem = stop.problem
    opened = ""
    if stop.context_line is not None and stop.context_line <= len(stop.lines):
        opened = stop.lines[stop.context_line - 1][(stop.context_column or 1) - 1 :][:1]
    if "quoted scalar" in problem or "end of stream" in problem or "document indicator" in problem:
        if stop.context_line is None:
            return Finding("the file ends in the middle of a value", "close what is open")
        quoted = stop.lines[stop.context_line - 1]
        position = next((at for at, char in enumerate(quoted) if char in "\"'"), 0)
        return Finding(
            "a quotation mark that is never closed",
            "close it at the end of the text, or write the text below `>-`",
            line=stop.context_line,
            column=stop.context_column if opened in ("'", '"') and opened else position + 1,
        )
    if "node content" in problem and stop.rest[:1] in ("]", "}"):
        return Finding(f'"{stop.rest[0]}" closes what was never opened', "remove it, or " + _QUOTE)
    in_flow = "flow" in problem or "',' or" in problem
    if stop.at_end and (in_flow or "node content" in problem):
        last = _last_open(stop)
        line, column = last or (stop.context_line, stop.context_column)
        if line is not None:
            what = stop.lines[line - 1][(column or 1) - 1 :][:1] or "["
            return Finding(f'"{what}" is never closed', "close it, or " + _QUOTE, line=line, column=column)
    if in_flow:
        return Finding(
            "a bracket or brace that is not closed, or a comma that is missing",
            "close it, or write the list one item a line with `- `",
        )
    return None


def _last_open(stop: Stop) -> tuple[int, int] | None:
    """Return where the last line that opens a bracket opens it, counted from the end of the file."""
    depth = 0
    for row in range(len(stop.lines), 0, -1):
        line = stop.lines[row - 1]
        for at in range(len(line) - 1, -1, -1):
            if line[at] in "]}":
                depth += 1
            elif line[at] in "[{":
                if not depth:
                    return row, at + 1
                depth -= 1
    return None


def _find_no_space(stop: Stop) -> Finding | None:
    for row in (stop.line, stop.line_before):
        line = stop.lines[row - 1] if row and row <= len(stop.lines) else ""
        match = _KEY_NO_SPACE.match(line)
        if match and match[2] != "/" and not _KEY.match(line):
            return Finding(
                f'no space after the colon of "{match[1]}"',
                f"write `{match[1]}: {match[2]}…`",
                line=row,
                column=match.end(1) + 1,
            )
    return None


def _find_start(stop: Stop) -> Finding | None:
    """Text that starts with a sign of YAML's own."""
    problem, rest = stop.problem, stop.rest
    if "alphabetic or numeric" in problem:
        column = stop.context_column or stop.column
        line = stop.context_line or stop.line
        sign = stop.lines[line - 1][column - 1 : column] if line <= len(stop.lines) else ""
        return Finding(f'text starts with "{sign}"', _QUOTE, line=line, column=column)
    if "cannot start any token" in problem:
        return Finding(f'text starts with "{rest[:1]}"', "put the text into quotation marks")
    if "comment or line break" in problem or "indentation indicator" in problem:
        return Finding(
            "text on the line of `>` or `|`",
            "write the text on the lines below, indented; or remove the sign",
        )
    if "directive" in problem or "%" in problem:
        return Finding(
            "a line that starts with %", "put the text into quotation marks", line=stop.line, column=1
        )
    if "document start" in problem:
        row = stop.line_before
        if row and stop.lines[row - 1].startswith("..."):
            return Finding("the line `...` ends the YAML here", "remove it", line=row, column=1)
        return Finding("a second YAML document starts here", "one file holds one document")
    if "unknown escape" in problem:
        return Finding(
            "a backslash in double quotation marks that starts no known escape",
            "double the backslash, or use single quotation marks",
        )
    return None


def _find_indent(stop: Stop) -> Finding | None:
    """Keys and list items that stand too far left or right."""
    problem, rest = stop.problem, stop.rest
    is_item = rest.startswith("- ") or rest == "-"
    starts_line = not stop.here[: stop.column - 1].strip()
    if "expected '-' indicator" in problem and starts_line:
        dash = stop.context_column or 1
        if is_item:
            return Finding(
                "a list item that is indented otherwise than those above it",
                f"start it in column {dash}, as in line {stop.context_line}",
            )
        if stop.column <= dash:
            return Finding("a key among list items", "put it before the list, or indent it into an item")
        return Finding(
            "text that is indented less than the list item above it, and more than the list",
            f"a key of that item starts in column {dash + 2}",
        )
    if "block sequence entries" in problem or "sequence entries" in problem:
        return Finding("a list item where none can stand", "start the list on the line below its key")
    if "expected key" in problem or "expected <block end>" in problem:
        if is_item:
            return Finding("a list item among keys", "indent it below the key it belongs to")
        if starts_line and _KEY.match(stop.here) and stop.context_column is not None:
            return Finding(
                "a key that is indented otherwise than those above it",
                f"start it in column {stop.context_column}, as in line {stop.context_line}",
            )
    return None


def _find_rest(stop: Stop) -> Finding | None:
    problem = stop.problem
    if "mapping values" in problem:
        if stop.column > MAX_KEY_CHARS:
            return _long_key(stop.line)
        key = _KEY.match(stop.here)
        if key and stop.column > key.end():
            return Finding("a colon with a space behind it inside plain text", _QUOTE)
        return Finding(
            "a key where none can stand",
            "indent it like its neighbours; check that the line before is complete",
        )
    if "expected key" in problem or "expected <block end>" in problem:
        before = stop.here[: stop.column - 1].rstrip()[-1:]
        if _QUOTED_THEN_TEXT.search(stop.here):
            return Finding(
                "text goes on after its closing quotation mark",
                "double the apostrophe inside ('it''s'), or use double quotation marks outside",
            )
        if before and before in "\"']}":
            return Finding(f"text goes on after `{before}`", "put the whole text into quotation marks")
        if stop.rest.startswith(":"):
            return Finding("a key without a name", "write a key before the colon")
        return Finding(
            "text where a key should stand",
            "indent it like its neighbours; text with quotation marks inside needs others around it",
        )
    if "could not find expected ':'" in problem:
        row = stop.context_line or stop.line_before or stop.line
        if row <= len(stop.lines) and len(stop.lines[row - 1]) > MAX_KEY_CHARS:
            return _long_key(row)
        return Finding(
            "a line that is neither a key nor part of the text before",
            "write `key: value`; indent what goes on from the line before",
            line=row,
            column=1,
        )
    return None


def _long_key(line: int) -> Finding:
    message = f"a key of more than {MAX_KEY_CHARS:,} characters"
    return Finding(message, "text with a colon needs quotation marks", line=line, column=1)
