"""Reads briefs: YAML between two lines, shown by the template; Pelican's own reader knows flat metadata only."""

import datetime
from pathlib import Path
from typing import Any, ClassVar

import markdown
import yaml
from markupsafe import Markup
from pelican import readers, signals

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MARKDOWN = markdown.Markdown()


def render(text: str | None) -> Markup:
    """Return prose as HTML."""
    return Markup(_MARKDOWN.reset().convert(text or ""))


class BriefReader(readers.BaseReader):
    """Reads one brief."""

    enabled = True
    file_extensions: ClassVar[list[str]] = ["md"]

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the summary as the content of the page, and the brief beside it."""
        text = Path(source_path).read_text(encoding="utf-8")
        brief = yaml.load(text.split("---\n")[1], _LOADER)
        updated = brief["updated"]
        date = datetime.datetime(updated.year, updated.month, updated.day, tzinfo=datetime.UTC)
        metadata = {"title": brief["title"], "slug": brief["slug"], "date": date, "brief": brief}
        return str(render(brief["summary"])), metadata


def register() -> None:
    """Put the reader in place of Pelican's own for Markdown."""
    signals.readers_init.connect(lambda all_readers: all_readers.reader_classes.update(md=BriefReader))
