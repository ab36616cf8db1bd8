"""The one Jinja environment: the theme chain, strict names, escaping always on, and its filters."""

import contextlib
import traceback
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import markupsafe
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
)
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

from briefgen.model.brief import Figure
from briefgen.model.dates import format_date, parse_date
from briefgen.model.errors import BuildError
from briefgen.model.problem import Problem
from briefgen.publish.compiled import CompiledTemplates
from briefgen.publish.labels import (
    FIGURE_STATUSES,
    STANCES,
    STATUSES,
    format_figure,
    format_measure,
    format_number,
    format_value,
)
from briefgen.publish.markdown import (
    is_web_address,
    mark_safe,
    render_inline,
    render_markdown,
    strip_markdown,
)
from briefgen.publish.templatecode import PlainCode
from briefgen.publish.theme import TemplateFile, Theme


def make_environment(theme: Theme, *, language: str, cache_path: Path | None = None) -> Environment:
    """Make the environment of a theme.

    Templates are looked up along the chain, so a file of the chosen theme replaces that of one it extends;
    under `NAME/…` each theme of the chain can be reached by itself: `{% extends "dispatch/brief.html" %}`.

    Args:
        theme: the theme.
        language: BCP 47 tag, for dates.
        cache_path: folder where compiled templates are looked up; None: nowhere.
    """
    names = tuple(folder.name for folder in theme.folders)
    return _make_environment(names, theme.templates, language, cache_path)


class _Macro(Macro):
    """A macro that remembers what a call with all its arguments needs, and no other."""

    def __init__(
        self,
        environment: Environment,
        func: Callable[..., str],
        name: str,
        arguments: Sequence[str],
        *flags: bool,
    ) -> None:
        super().__init__(environment, func, name, [*arguments], *flags)
        *catches, _ = flags
        self.text_of = func
        self.whole_count = 0 if any(catches) else len(arguments) + 1


class _Context(Context):
    """Names of a template; its macros are called without looking whether they want something passed: they do."""

    @internalcode
    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, the first argument, as Jinja does."""
        macro = args[0]
        if type(macro) is not _Macro:
            return super().call(*args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        if len(args) == macro.whole_count and not kwargs and self.eval_ctx.autoescape:
            return mark_safe(macro.text_of(*args[1:]))
        return macro(self.eval_ctx, *args[1:], **kwargs)


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", None) or (
    lambda text: str(escape(text))
)
"""Escapes text and gives text. Markupsafe has no public name for it; without it there is one object more."""


def _escape_to_text(value: Any) -> str:
    """Escape what a template prints. It is joined at once, so that it need not be kept apart from other text."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)


class _Template(Template):
    """A template that prints text, not Markup: making an object for each piece takes a fifth of a page."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Make a template of its code."""
        template = super().from_code(environment, code, globals, uptodate)
        names = template.root_render_func.__globals__
        names["escape"] = _escape_to_text
        names["Macro"] = _Macro
        return template


class _Environment(Environment):
    """Jinja's environment with the parts above."""

    context_class = _Context
    template_class = _Template
    code_generator_class: type[CodeGenerator] = PlainCode

    @cached_property
    def careful(self) -> Environment:
        """The same for templates that ask for what is not there, or for keys of maps as if they were attributes."""
        environment = self.overlay()
        environment.code_generator_class = CodeGenerator
        return environment

    @cached_property
    def odd_names(self) -> set[str]:
        """Templates that need `careful`."""
        return set()


# Compiling takes most of the time of a small build, so the preview compiles templates only when one changed.
@lru_cache(maxsize=4)
def _make_environment(
    names: tuple[str, ...], templates: tuple[TemplateFile, ...], language: str, cache_path: Path | None
) -> Environment:
    loaders = [(name, _make_loader(name, templates)) for name in names]
    environment = _Environment(
        loader=ChoiceLoader([*(loader for _, loader in loaders), PrefixLoader(dict(loaders))]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(cache_path, language) if cache_path else None,
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


def compile_templates(environment: Environment, names: Iterable[str]) -> None:
    """Compile templates before processes are forked, so that not each does it; what is wrong is told later."""
    for name in names:
        with contextlib.suppress(TemplateNotFound, TemplateSyntaxError):
            environment.get_template(name)


def save_compiled(environment: Environment) -> None:
    """Keep what was compiled for the next build."""
    if isinstance(environment.bytecode_cache, CompiledTemplates):
        environment.bytecode_cache.save()


def find_closures(environment: Environment, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each template, all templates that it is made of: itself, what it extends, imports and includes.

    One that computes the name of another, or cannot be read, may be made of any: all of the theme.
    """
    found: dict[str, tuple[str, ...]] = {}
    known: dict[str, set[str] | None] = {}
    for name in names:
        todo, seen = [name], {name}
        whole = True
        while todo:
            current = todo.pop()
            if current not in known:
                known[current] = _find_references(environment, current)
            references = known[current]
            if references is None:
                whole = False
                break
            todo += references - seen
            seen |= references
        found[name] = tuple(sorted(seen)) if whole else tuple(environment.list_templates())
    return found


def _find_references(environment: Environment, name: str) -> set[str] | None:
    source = find_source(environment, name)
    if source is None:
        return set()
    try:
        references = {*meta.find_referenced_templates(environment.parse(source))}
    except TemplateSyntaxError:
        return None
    return None if None in references else {name for name in references if name is not None}


def find_source(environment: Environment, name: str) -> str | None:
    """Return the text of a template; None if there is none of that name."""
    assert environment.loader is not None  # noqa: S101 - make_environment sets it
    try:
        return environment.loader.get_source(environment, name)[0]
    except TemplateNotFound:
        return None


class _ThemeLoader(BaseLoader):
    """The templates of one theme."""

    def __init__(self, files: dict[str, TemplateFile]) -> None:
        self._files = files

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        file = self._files.get(template)
        if file is None:
            raise TemplateNotFound(template)
        return file.text, str(file.path), None

    def list_templates(self) -> list[str]:
        return sorted(self._files)


def _make_loader(theme: str, templates: tuple[TemplateFile, ...]) -> BaseLoader:
    return _ThemeLoader({template.name: template for template in templates if template.theme == theme})


# A page shows few days, and each of them often.
@lru_cache(maxsize=8192)
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
    return mark_safe(f'<time datetime="{date.earliest.isoformat()[:chars]}">{escape(words)}</time>')


def _figure_class(figure: Figure) -> str:
    return f"is-{figure.status}"


def render_template(environment: Environment, theme: Theme, name: str, context: dict[str, Any]) -> str:
    """Render a template to text.

    Raises:
        BuildError: the template is missing, cannot be compiled, or fails; with its file and line.
    """
    try:
        return _render(environment, name, context)
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


def _render(environment: Environment, name: str, context: dict[str, Any]) -> str:
    """Render with plain attributes first: Jinja's way of looking them up takes a fifth of a page.

    A template that asks for a key of a map as if it were an attribute, or for what is not there, is rendered once more,
    in Jinja's own way, which gives the key or tells what is undefined.
    """
    assert isinstance(environment, _Environment)  # noqa: S101 - make_environment gives no other
    if name not in environment.odd_names:
        template = environment.get_template(name)
        try:
            return template.render(context)
        except (AttributeError, TypeError):
            environment.odd_names.add(name)
    return environment.careful.get_template(name).render(context)


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
