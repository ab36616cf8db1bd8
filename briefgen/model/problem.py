"""One finding of a check, and the list of all codes that findings can have."""

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]

CODES: dict[str, str] = {
    # Every code with one line of meaning; docs/problems.md explains each, tests/invalid/<code>/ shows each.
    # Files and YAML
    "file-missing": "a file or folder that is named does not exist",
    "file-unreadable": "a file cannot be read (permission, folder instead of file, device)",
    "file-empty": "a file has no content",
    "file-too-large": "a file is larger than the limit",
    "file-not-text": "a file is no plain text",
    "file-encoding": "a file is text, but not UTF-8",
    "path-outside": "a path or symbolic link leads out of the project",
    "yaml-syntax": "a file is not well-formed YAML",
    "yaml-duplicate-key": "a mapping has one key twice",
    "yaml-alias": "YAML aliases or anchors, which briefs do not allow",
    "yaml-tag": "YAML tags, which briefs do not allow",
    "yaml-depth": "YAML nested deeper than any brief needs",
    # Schema
    "unknown-key": "a key that the schema does not know",
    "missing-key": "a key that the schema requires is not there",
    "wrong-type": "a value of another type than the schema says",
    "bad-value": "a value outside what the schema allows",
    "bad-date": "a date that is not EDTF level 1",
    "bad-slug": "a slug or id that cannot be part of an address",
    "schema-version": "a brief of a schema version that this briefgen does not know",
    "schema-outdated": "the JSON Schema file is not the one that this briefgen writes",
    # Project
    "project-missing": "no briefgen.yaml here or above",
    "project-exists": "a project or file is already there",
    "content-missing": "the content folder does not exist",
    "base-url-missing": "no base_url: feeds, sitemap and Open Graph are left out",
    "theme-missing": "the theme does not exist",
    "theme-invalid": "theme.yaml is wrong, or themes extend each other in a circle",
    "template-syntax": "a template cannot be compiled",
    "template-error": "a template fails while a page is rendered",
    # Articles
    "article-missing": "an article that a brief names does not exist",
    "article-date-missing": "an article without a publication date",
    "article-duplicate": "two articles with one id",
    "article-failed": "an article on which the rules of the extraction fail",
    "front-matter": "front matter of an article that cannot be read",
    "conflict-marks": "an article or page that holds two versions of its text",
    "no-articles": "a brief's subject matches no article",
    "subject-inferred": "country or period were not given and were worked out from the text",
    # Checks of a brief
    "duplicate-name": "a name that stands twice in one list of names.yaml",
    "duplicate-slug": "two briefs, or a brief and a page, with one address",
    "duplicate-id": "two items of one brief with one id",
    "evidence-none": "an item without evidence",
    "evidence-missing": "a quote that does not stand in its article",
    "evidence-moved": "a quote that stands elsewhere in its article than before",
    "evidence-ambiguous": "a quote that stands in its article more than once",
    "source-unknown": "evidence from a source that the brief does not list",
    "source-changed": "an article whose text changed since the brief was generated",
    "quote-mismatch": "direct speech of a reaction that does not stand in its evidence",
    "date-order": "an interval that ends before it begins, or a timeline out of order",
    "date-outside": "an event outside the subject's period",
    "name-unknown": "a person, place or organisation that the brief does not list",
    "part-unknown": "part_of names no figure of the brief",
    "figures-differ": "sources give different figures for the same thing",
    "link-broken": "an internal link or anchor that leads nowhere",
    # Merge
    "lock-invalid": "a lock file that cannot be read",
    "merge-refused": "a brief written so unusually that nothing can be added to it without loss",
    "item-unsupported": "an edited item that the articles no longer support",
    # Build and serve
    "output-foreign": "the output folder is not briefgen's",
    "output-unwritable": "the output cannot be written",
    "output-busy": "another build is writing the same output",
    "port-taken": "the port is taken",
    "bad-argument": "a command-line value that cannot be used",
}


class Problem(msgspec.Struct, frozen=True):
    """One finding, like a compiler's diagnostic; what is not known is None, never invented."""

    path: str
    """Path below the project root, with `/`; as given on the command line for files outside; "" if none."""
    line: int | None
    """Line, from 1."""
    column: int | None
    """Column in code points, from 1; only with `line`."""
    severity: Severity
    """`error` fails a run, `warning` fails it under --strict, `info` never does."""
    message: str
    """What is wrong, with the value in quotes; one line."""
    hint: str
    """How to mend it; "" where nothing useful can be said."""
    code: str
    """Key of CODES."""

    def headline(self) -> str:
        """Return `path:line:column: [level] what (code)`, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part not in (None, ""))
        return f"{place}{': ' if place else ''}[{self.severity}] {self.message} ({self.code})"

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return the key that orders problems by place, then code and message."""
        return (self.path, self.line or 0, self.column or 0, self.code, self.message)


def sorted_problems(problems: list[Problem]) -> list[Problem]:
    """Return the problems in order of place, each once."""
    return sorted(set(problems), key=Problem.sort_key)
