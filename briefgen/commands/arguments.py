"""Values from the command line, checked; what cannot be used is a problem with the code `bad-argument`."""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from briefgen.model.brief import ArticleKind
from briefgen.model.config import Project, TimelineSize, is_site_address
from briefgen.model.dates import is_date_time, parse_date
from briefgen.model.errors import ConfigError
from briefgen.model.problem import Problem
from briefgen.model.slugs import make_slug
from briefgen.model.webaddress import is_web_address

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_SLUG_CHARS = 80
_MISTAKEN = {"UK": "GB", "EL": "GR"}
"""Codes that are used for countries, but are not theirs in ISO 3166."""
_NO_COUNTRIES = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
"""Codes of CLDR that have names, and are none of ISO 3166."""
MAX_COUNT = 100_000
"""Largest number of processes or events that anybody can mean."""


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of all files; None where it says nothing."""

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    origin: str | None = None
    kind: ArticleKind | None = None

    def given(self) -> dict[str, str]:
        """Return what was said, as front matter has it."""
        return {key: value for key, value in msgspec.structs.asdict(self).items() if value is not None}


class OneOff(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of a brief without a project."""

    published: str | None = None
    countries: tuple[str, ...] = ()
    period: str | None = None
    names_path: Path | None = None
    title: str | None = None
    slug: str | None = None
    size: TimelineSize = TimelineSize()


def parse_slug(text: str) -> str:
    """Return a slug as it is.

    Raises:
        ConfigError: it cannot be part of an address (`bad-slug`).
    """
    if _SLUG.fullmatch(text) and len(text) <= _MAX_SLUG_CHARS:
        return text
    hint = f'lower-case letters, digits and single hyphens, such as "{make_slug(text or "storm")}"'
    problem = Problem("", None, None, "error", f'"{text}" cannot be part of an address', hint, "bad-slug")
    raise ConfigError(problem)


def parse_title(text: str | None) -> str | None:
    """Return a title on one line, without space around it.

    Raises:
        ConfigError: it is empty.
    """
    if text is None:
        return None
    return " ".join(text.split()) or _refuse('--title "" is empty', "leave it out, or write a title")


def parse_countries(texts: Sequence[str]) -> list[str]:
    """Return ISO 3166-1 alpha-2 codes in capitals, each once.

    Raises:
        ConfigError: one is not two letters, or what many take for a code.
    """
    for text in texts:
        if not re.fullmatch("[A-Za-z]{2}", text) or text.upper() in _MISTAKEN:
            _refuse(f'--country "{text}" is not a country code', _hint_code(text))
    return list(dict.fromkeys(text.upper() for text in texts))


def _hint_code(text: str) -> str:
    from babel import Locale  # only where something is wrong, and slow to load

    territories = Locale("en").territories
    codes = {
        str(name).casefold(): code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    code = _MISTAKEN.get(text.upper()) or codes.get(text.casefold())
    return f"write {code}" if code else "two letters of ISO 3166, such as KZ or LK"


def parse_period(text: str | None) -> str | None:
    """Return an EDTF interval as it is.

    Raises:
        ConfigError: it is no EDTF date, or no interval.
    """
    if text is None:
        return None
    try:
        is_interval = parse_date(text).precision == "interval"
    except ValueError:
        is_interval = False
    hint = "first and last day, such as 2022-01-01/2022-01-19"
    return text if is_interval else _refuse(f'--period "{text}" is not an interval of dates', hint)


def parse_count(option: str, number: int | None) -> int | None:
    """Return a number of things as it is.

    Raises:
        ConfigError: it is less than 1, or more than anybody has.
    """
    if number is not None and not 1 <= number <= MAX_COUNT:
        _refuse(f'{option} "{number}" cannot be', f"a whole number from 1 to {MAX_COUNT}")
    return number


def parse_size(*, max_events: int | None, per_day: int | None) -> TimelineSize:
    """Return how many events a timeline keeps.

    Raises:
        ConfigError: a number cannot be used.
    """
    return TimelineSize(
        max_events=parse_count("--max-events", max_events), per_day=parse_count("--per-day", per_day)
    )


def parse_published(text: str | None) -> str | None:
    """Return a day, or a day with a time, as it is.

    Raises:
        ConfigError: it is neither.
    """
    if text is None or is_date_time(text):
        return text
    return _refuse(f'--published "{text}" is not a day', "write it as 2022-01-06")


def parse_url(text: str | None) -> str | None:
    """Return a web address as it is.

    Raises:
        ConfigError: it is not http or https.
    """
    if text is None or is_web_address(text):
        return text
    return _refuse(f'--url "{text}" is not a web address', "http:// or https:// and no spaces")


def parse_details(
    *, published: str | None, publisher: str | None, url: str | None, origin: str | None, kind: str | None
) -> Details:
    """Return the options of `add`, checked.

    Raises:
        ConfigError: one cannot be used.
    """
    return msgspec.convert(
        {
            "published": parse_published(published),
            "publisher": publisher,
            "url": parse_url(url),
            "origin": origin,
            "kind": kind,
        },
        Details,
    )


def parse_one_off(
    *,
    published: str | None,
    countries: Sequence[str],
    period: str | None,
    names: Path | None,
    title: str | None,
    slug: str | None,
    size: TimelineSize,
) -> OneOff:
    """Return the options of `extract FILE…`, checked.

    Raises:
        ConfigError: one cannot be used.
    """
    return OneOff(
        published=parse_published(published),
        countries=tuple(parse_countries(countries)),
        period=parse_period(period),
        names_path=names,
        title=parse_title(title),
        slug=None if slug is None else parse_slug(slug),
        size=size,
    )


def check_base_url(text: str | None) -> None:
    """Check an address of a site.

    Raises:
        ConfigError: it is not an absolute http or https address without query and fragment.
    """
    if text is not None and not is_site_address(text):
        _refuse(f'--base-url "{text}" is not an address', "such as https://example.org/briefs")


def check_free(output: str) -> None:
    """Check that a file for a brief is not there, a person may have edited it, and that its folder is.

    Raises:
        ConfigError: it is there (`project-exists`), or its folder is not (`file-missing`).
    """
    folder = Path(output).parent
    if not folder.is_dir():
        hint = "make it, or give a file in another folder"
        problem = Problem(
            folder.as_posix(), None, None, "error", "there is no such folder", hint, "file-missing"
        )
        raise ConfigError(problem)
    if Path(output).exists():
        hint = "give another name, or delete it; a brief without a project is never merged"
        raise ConfigError(
            Problem(output, None, None, "error", "the file is there already", hint, "project-exists")
        )


def with_output(project: Project, output: Path | None) -> Project:
    """Return the project with another folder for the site, relative to the current one.

    Raises:
        ConfigError: the folder holds the project or its content, or lies in the content.
    """
    if output is None:
        return project
    target = output.resolve()
    if target.is_relative_to(project.content_path) or project.content_path.is_relative_to(target):
        _refuse(
            f'--output "{output}" overlaps with the project or its content',
            "a build deletes what it does not know: give a folder of its own",
        )
    config = msgspec.structs.replace(project.config, output=target.as_posix())
    return Project(root=project.root, config=config)


def with_size(project: Project, size: TimelineSize) -> Project:
    """Return the project with what the command line says of its timelines; where it says nothing, the file does."""
    own = project.config.timeline
    both = TimelineSize(
        max_events=own.max_events if size.max_events is None else size.max_events,
        per_day=own.per_day if size.per_day is None else size.per_day,
    )
    return Project(root=project.root, config=msgspec.structs.replace(project.config, timeline=both))


def _refuse(message: str, hint: str) -> str:
    raise ConfigError(Problem("", None, None, "error", message, hint, "bad-argument"))
