"""The one Jinja environment: the theme chain, strict names, escaping always on, and its filters."""

import traceback
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from briefgen.model.brief import Figure
from briefgen.model.dates import format_date, parse_date
from briefgen.model.errors import BuildError
from briefgen.model.problem import Problem
from briefgen.publish.labels import (
    FIGURE_STATUSES,
    STANCES,
    STATUSES,
    format_figure,
    format_measure,
    format_number,
    format_value,
)
from briefgen.publish.markdown import is_web_address, render_inline, render_markdown, strip_markdown
from briefgen.publish.theme import TemplateFile, Theme


def make_environment(theme: Theme, *, language: str) -> Environment:
    """Make the environment of a theme.

    Templates are looked up along the chain, so a file of the chosen theme replaces that of one it extends;
    under `NAME/…` each theme of the chain can be reached by itself: `{% extends "dispatch/brief.html" %}`.
    """
    return _make_environment(tuple(folder.name for folder in theme.folders), theme.templates, language)


# Compiling takes most of the time of a small build, so the preview compiles templates only when one changed.
@lru_cache(maxsize=4)
def _make_environment(
    names: tuple[str, ...], templates: tuple[TemplateFile, ...], language: str
) -> Environment:
    loaders = [(name, _make_loader(name, templates)) for name in names]
    environment = Environment(
        loader=ChoiceLoader([*(loader for _, loader in loaders), PrefixLoader(dict(loaders))]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )

    def date(text: str | None) -> Markup:
        """`2022-01-05` → `<time datetime="2022-01-05">5 January 2022</time>`; "" for None."""
        return render_date(text, language)

    environment.filters |= {
        "date": date,
        "markdown": render_markdown,
        "inline": render_inline,
        "plain": strip_markdown,
        "number": format_number,
        "value": format_value,
        "measure": format_measure,
        "figure": format_figure,
        "figure_class": _figure_class,
    }
    environment.tests["web_address"] = is_web_address
    environment.globals |= {
        "stance_titles": STANCES,
        "status_titles": STATUSES,
        "figure_status_titles": FIGURE_STATUSES,
    }
    return environment


def _make_loader(theme: str, templates: tuple[TemplateFile, ...]) -> BaseLoader:
    files = {template.name: template for template in templates if template.theme == theme}

    def load(name: str) -> tuple[str, str, None] | None:
        return (files[name].text, str(files[name].path), None) if name in files else None

    return FunctionLoader(load)


def render_date(text: str | None, language: str) -> Markup:
    """Render an EDTF date for readers: a `time` element where HTML has a form for it, else plain words."""
    if not text:
        return Markup("")
    try:
        date, words = parse_date(text), format_date(text, language)
    except ValueError:
        return escape(text)
    if date.precision not in ("day", "month", "year") or date.earliest is None:
        return escape(words)
    chars = {"day": 10, "month": 7, "year": 4}[date.precision]
    return Markup('<time datetime="{}">{}</time>').format(date.earliest.isoformat()[:chars], words)


def _figure_class(figure: Figure) -> str:
    return f"is-{figure.status}"


def render_template(environment: Environment, theme: Theme, name: str, context: dict[str, Any]) -> str:
    """Render a template to text.

    Raises:
        BuildError: the template is missing, cannot be compiled, or fails; with its file and line.
    """
    try:
        return environment.get_template(name).render(context)
    except TemplateSyntaxError as err:
        path = _shown(theme, err.filename or err.name or name)
        message = f"template cannot be read: {err.message or 'syntax error'}"
        hint = "mend that line, or what was opened before it and never closed"
        raise BuildError(Problem(path, err.lineno, None, "error", message, hint, "template-syntax")) from err
    except TemplateNotFound as err:
        path, line = _failing_place(theme, err, name)
        message = f'there is no template "{err.name or name}"'
        hint = "templates are looked up in templates/ of the theme and of the themes it extends"
        raise BuildError(Problem(path, line, None, "error", message, hint, "template-error")) from err
    except Exception as err:
        # A theme's expressions can raise anything; that is the theme's problem, told with its line.
        path, line = _failing_place(theme, err, name)
        words = " ".join(str(err).split()) or type(err).__name__
        hint = "themes/dispatch/README.md lists what templates get"
        message = f"template fails: {words} ({type(err).__name__})"
        raise BuildError(Problem(path, line, None, "error", message, hint, "template-error")) from err


def _failing_place(theme: Theme, error: Exception, name: str) -> tuple[str, int | None]:
    """Return the innermost template line of a traceback; Jinja maps its frames to lines of templates."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        shown = _shown(theme, frame.filename)
        if shown != frame.filename:
            return shown, frame.lineno
    return f"{theme.folders[0].shown}/templates/{name}", None


def _shown(theme: Theme, file: str) -> str:
    for folder in theme.folders:
        try:
            return f"{folder.shown}/{Path(file).relative_to(folder.path).as_posix()}"
        except ValueError:
            continue
    return file
