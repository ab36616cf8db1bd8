"""The templates of a theme chain: looked up, compiled once, run with strict names, escaping always on, and filters."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from markupsafe import Markup, escape

from briefgen.model.brief import Figure
from briefgen.model.dates import format_date, parse_date
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
from briefgen.publish.templaterun import Lookup, OddTemplateError, Templates
from briefgen.publish.theme import TemplateFile, Theme


class ThemeTemplates(Templates):
    """The templates of a theme with what compiles them."""

    def __init__(self, files: Mapping[str, TemplateFile], language: str, compiled: CompiledTemplates) -> None:
        """Set up; nothing is compiled yet.

        Args:
            files: templates by name.
            language: BCP 47 tag, for dates.
            compiled: what was compiled before.
        """
        self.files, self.compiled = files, compiled

        def date(text: str | None) -> Markup:
            """`2022-01-05` → `<time datetime="2022-01-05">5 January 2022</time>`; "" for None."""
            return render_date(text, language)

        filters: dict[str, Callable[..., Any]] = {
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
        names: dict[str, Any] = {
            "stance_titles": STANCES,
            "status_titles": STATUSES,
            "figure_status_titles": FIGURE_STATUSES,
        }
        tests = {"web_address": is_web_address}
        # Of Jinja's filters, those that most themes use: the others come with Jinja.
        common: dict[str, Callable[..., Any]] = {
            "length": len,
            "join": _join,
            "list": lambda _, values: [*values],
            "map": _map,
            "replace": _replace,
            "select": _select,
            "striptags": _strip_tags,
        }
        self.jinja = cache(lambda: _jinja().Jinja(files, filters=filters, tests=tests, globals=names))
        super().__init__(
            self._load_code,
            filters=Lookup(common | filters, lambda: _jinja().FILTERS),
            tests=Lookup(tests, lambda: _jinja().TESTS),
            globals={"range": range, "dict": dict, **names},
            open_jinja=lambda: self.jinja().careful,
        )

    def _load_code(self, name: str) -> CodeType:
        file = self.files.get(name)
        if file is None:
            raise OddTemplateError
        key = f"{file.path} {name}"
        code = self.compiled.find(key, file.text)
        if code is None:
            code = self.jinja().compile(name)
            self.compiled.put(key, file.text, code)
        return code


@cache
def _jinja() -> Any:
    # Once all templates are compiled, nothing of Jinja is needed, and loading it takes longer than an edit.
    from briefgen.publish import templatecode

    return templatecode


def _join(context: Any, values: Iterable[Any], mark: str = "", attribute: str | int | None = None) -> Any:
    listed = [*values]
    if attribute is None and type(mark) is str and all(type(value) is str for value in listed):
        return mark.join(listed)
    return _jinja().FILTERS["join"](context, listed, mark, attribute)


def _map(context: Any, values: Any, *args: Any, **options: Any) -> Any:
    name = options.get("attribute")
    if args or [*options] != ["attribute"] or not isinstance(name, str) or "." in name or name.isdigit():
        return _jinja().FILTERS["map"](context, values, *args, **options)
    return (context.environment.getitem(value, name) for value in values or ())


def _replace(context: Any, text: Any, old: Any, new: Any, *count: Any) -> Any:
    if count or not all(type(one) is str for one in (text, old, new)):
        return _jinja().FILTERS["replace"](context, text, old, new, *count)
    return text.replace(old, new)


def _select(context: Any, values: Any, *args: Any, **options: Any) -> Any:
    if args or options:
        return _jinja().FILTERS["select"](context, values, *args, **options)
    return (value for value in values or () if value)


def _strip_tags(value: Any) -> str:
    return mark_safe(value.__html__() if hasattr(value, "__html__") else str(value)).striptags()


def make_environment(theme: Theme, *, language: str, cache_path: Path | None = None) -> ThemeTemplates:
    """Make ready the templates of a theme.

    Templates are looked up along the chain, so a file of the chosen theme replaces that of one it extends;
    under `NAME/…` each theme of the chain can be reached by itself: `{% extends "dispatch/brief.html" %}`.

    Args:
        theme: the theme.
        language: BCP 47 tag, for dates.
        cache_path: folder where compiled templates are looked up; None: nowhere.
    """
    names = tuple(folder.name for folder in theme.folders)
    return _make_environment(names, theme.templates, language, cache_path)


# Compiling takes most of the time of a small build, so the preview compiles templates only when one changed.
@lru_cache(maxsize=4)
def _make_environment(
    names: tuple[str, ...], templates: tuple[TemplateFile, ...], language: str, cache_path: Path | None
) -> ThemeTemplates:
    files: dict[str, TemplateFile] = {}
    for theme in names:
        for file in templates:
            if file.theme == theme:
                files.setdefault(file.name, file)
    for file in templates:
        files.setdefault(f"{file.theme}/{file.name}", file)
    return ThemeTemplates(files, language, CompiledTemplates(cache_path, language))


def compile_templates(environment: ThemeTemplates, names: Iterable[str]) -> None:
    """Compile templates before processes are forked, so that not each does it; what is wrong is told later."""
    for name in names:
        with contextlib.suppress(Exception):
            environment.get_template(name)


def save_compiled(environment: ThemeTemplates) -> None:
    """Keep what was compiled for the next build."""
    environment.compiled.save()


def find_closures(environment: ThemeTemplates, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
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
                known[current] = environment.jinja().find_references(current)
            references = known[current]
            if references is None:
                whole = False
                break
            todo += references - seen
            seen |= references
        found[name] = tuple(sorted(seen)) if whole else tuple(sorted(environment.files))
    return found


def find_source(environment: ThemeTemplates, name: str) -> str | None:
    """Return the text of a template; None if there is none of that name."""
    file = environment.files.get(name)
    return file.text if file else None


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


def render_template(environment: ThemeTemplates, theme: Theme, name: str, context: dict[str, Any]) -> str:
    """Render a template to text.

    A template for which `templaterun` has no answer is rendered by Jinja itself, this time and from then on.

    Raises:
        BuildError: the template is missing, cannot be compiled, or fails; with its file and line.
    """
    if name not in environment.odd_names:
        try:
            return environment.get_template(name).render(context)
        except Exception:  # noqa: BLE001 - whatever it is: Jinja tells, or knows better
            environment.odd_names.add(name)
    text: str = _jinja().render_carefully(environment.careful, theme, name, context)
    return text
