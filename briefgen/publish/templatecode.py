"""Jinja: templates compiled to Python code, looked through for what they use, and rendered where they are odd.

Code is written so that pages render faster than by Jinja's own, to the same text. Attributes are looked up as Python
does, without Jinja's way around keys of maps; blocks gather their text in a list, where Jinja's hand each piece up
through all templates that a page is made of; and it runs on `templaterun`, so that a build which finds it compiled
does not load this module.
"""

import keyword
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import msgspec
from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS
from jinja2.runtime import exported
from jinja2.tests import TESTS

from briefgen.model.errors import BuildError
from briefgen.model.nearest import hint_nearest
from briefgen.model.problem import Problem
from briefgen.publish.theme import TemplateFile, Theme

__all__ = ["FILTERS", "TESTS"]

_PLAIN_OWNERS = (nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Filter)
_NO_ATTRIBUTE = re.compile(r"'([\w.]+) object' has no attribute '([^']+)'")
_NO_NAME = re.compile(r"'([^']+)' is undefined")
_JINJAS_NAMES = "from jinja2.runtime import " + ", ".join(sorted(exported))
_OUR_NAMES = _JINJAS_NAMES.replace("jinja2.runtime", "briefgen.publish.templaterun", 1)


class PlainCode(CodeGenerator):
    """Code for templates that ask objects for attributes that they have; another raises AttributeError."""

    _gathering: Frame | None = None

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write what is printed; an `if` without `else` prints nothing, and need not give what is not defined."""
        for child in node.nodes:
            _complete(child)
        super().visit_Output(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write the attribute of an expression."""
        name = node.attr
        # Python takes other letters of a name for their like, and literals need more than a dot.
        if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
            super().visit_Getattr(node, frame)
        elif isinstance(node.node, _PLAIN_OWNERS):
            self.visit(node.node, frame)
            self.write(f".{name}")
        else:
            super().visit_Getattr(node, frame)

    def enter_frame(self, frame: Frame) -> None:
        """Write the head of a scope; that of a whole template or block begins to gather text."""
        super().enter_frame(frame)
        is_whole = frame.rootlevel or (frame.block is not None and frame.parent is None)
        if self._gathering is None and is_whole and frame.buffer is None:
            self._gathering = frame
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Write the end of a scope; that of a whole template or block hands over its text."""
        if frame is self._gathering:
            self._gathering = None
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)


def _complete(node: nodes.Node) -> None:
    if isinstance(node, nodes.CondExpr):
        if node.expr2 is None:
            node.expr2 = nodes.Const("", lineno=node.lineno)
        _complete(node.expr1)
        _complete(node.expr2)


class _PlainEnvironment(Environment):
    """Jinja's environment, which writes code as above."""

    code_generator_class: type[CodeGenerator] = PlainCode

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        code = super()._generate(source, name, filename, defer_init)
        if _JINJAS_NAMES not in code:
            raise TemplateSyntaxError("this Jinja writes code that is not known", 1, name, filename)
        return code.replace(_JINJAS_NAMES, _OUR_NAMES, 1)


class _ThemeLoader(BaseLoader):
    """The templates of a theme and of all that it extends."""

    def __init__(self, files: Mapping[str, TemplateFile]) -> None:
        self._files = files

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        file = self._files.get(template)
        if file is None:
            raise TemplateNotFound(template)
        return file.text, str(file.path), None

    def list_templates(self) -> list[str]:
        return sorted(self._files)


class Jinja:
    """Jinja's environments of a theme: one that writes our code, and Jinja's own."""

    def __init__(
        self,
        files: Mapping[str, TemplateFile],
        *,
        filters: Mapping[str, Callable[..., Any]],
        tests: Mapping[str, Callable[..., Any]],
        globals: Mapping[str, Any],
    ) -> None:
        """Set up.

        Args:
            files: templates by name.
            filters: beside Jinja's.
            tests: beside Jinja's.
            globals: beside Jinja's.
        """
        self._files = files
        self._plain, self.careful = _PlainEnvironment(**_OPTIONS), Environment(**_OPTIONS)  # noqa: S701 - on
        for environment in (self._plain, self.careful):
            environment.loader = _ThemeLoader(files)
            environment.filters.update(filters)
            environment.tests.update(tests)
            environment.globals.update(globals)

    def compile(self, name: str) -> CodeType:
        """Compile a template.

        Raises:
            TemplateSyntaxError: it cannot be read.
        """
        file = self._files[name]
        return self._plain.compile(file.text, name, str(file.path))

    def find_references(self, name: str) -> set[str] | None:
        """Return the templates that a template names; None if it computes a name, or cannot be read."""
        file = self._files.get(name)
        if file is None:
            return set()
        try:
            references = {*meta.find_referenced_templates(self._plain.parse(file.text))}
        except TemplateSyntaxError:
            return None
        return None if None in references else {name for name in references if name is not None}


_OPTIONS: dict[str, Any] = {
    "undefined": StrictUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "auto_reload": False,
}


def render_carefully(environment: Environment, theme: Theme, name: str, context: dict[str, Any]) -> str:
    """Render a template in Jinja's own way, which gives keys of maps as attributes and tells what is undefined.

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
        column = None
        message = f"template fails: {words} ({type(err).__name__})"
        lost = (
            _find_lost(words, [*context, *environment.globals]) if isinstance(err, UndefinedError) else None
        )
        if lost is not None:
            message, hint = lost.message, hint_nearest(lost.name, lost.known, hint)
            column = _column_of(theme, path, line, lost.name)
        raise BuildError(Problem(path, line, column, "error", message, hint, "template-error")) from err


class _Lost(msgspec.Struct, frozen=True):
    """A name that a template asks for in vain."""

    name: str
    message: str
    known: list[str]
    """Names that it could have asked for."""


def _find_lost(words: str, known: list[str]) -> _Lost | None:
    """Return what Jinja's message calls undefined."""
    found = _NO_ATTRIBUTE.fullmatch(words)
    if found:
        module, _, kind = found[1].rpartition(".")
        members = dir(getattr(sys.modules.get(module), kind, None)) if module else []
        names = [name for name in members if not name.startswith("_")]
        return _Lost(found[2], f'template fails: {kind} has no "{found[2]}"', names)
    found = _NO_NAME.fullmatch(words)
    return _Lost(found[1], f'template fails: there is no "{found[1]}"', known) if found else None


def _column_of(theme: Theme, path: str, line: int | None, name: str) -> int | None:
    """Return where a line of a template has a name; None if it has it twice or not as such."""
    text = next((one.text for one in theme.templates if _shown(theme, str(one.path)) == path), "")
    lines = text.split("\n")
    if line is None or line > len(lines):
        return None
    places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", lines[line - 1])]
    return places[0] + 1 if len(places) == 1 else None


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
