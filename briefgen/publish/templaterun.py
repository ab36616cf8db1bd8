"""What compiled templates run on: the part of Jinja's runtime that most templates need, without loading Jinja.

Loading Jinja takes longer than all else that the edit of one brief does, and templates are compiled once. Code that
`templatecode` writes imports its names from here. Nothing here guesses: what Jinja would do in another way raises, and
the template is rendered by Jinja itself. Filters and tests that are not at hand are Jinja's own, loaded when asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import CodeType
from typing import Any

import markupsafe
from markupsafe import Markup
from markupsafe import escape as escape_to_markup

from briefgen.publish.markdown import mark_safe

__all__ = [
    "LoopContext", "Macro", "Markup", "Namespace", "TemplateNotFound", "TemplateReference", "TemplateRuntimeError",
    "Undefined", "escape", "identity", "internalcode", "markup_join", "missing", "str_join",
]  # fmt: skip
# The names that Jinja's code imports; `templatecode` writes this very list.

missing = object()
"""What a name is that nobody set."""

Block = Callable[["Context"], Iterator[str]]


class OddTemplateError(Exception):
    """Only Jinja itself can say what the template means."""


TemplateNotFound = TemplateRuntimeError = OddTemplateError


class _Odd:
    """What only Jinja has."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise OddTemplateError


class Namespace(_Odd):
    """Names that loops can set."""


class TemplateReference(_Odd):
    """`self`: blocks called by name."""


class Undefined(_Odd):
    """What an `if` without `else` gives where it does not hold, anywhere but where it is printed."""


class _Lost(_Odd):
    """A name that is not there: Jinja tells which."""


def identity(value: Any) -> Any:
    """Return what was given."""
    return value


internalcode = identity


def str_join(values: Iterable[Any]) -> str:
    """Join values as text."""
    return "".join(map(str, values))


def markup_join(values: Iterable[Any]) -> str:
    """Join values; where one is markup, the others are escaped."""
    parts = [value if isinstance(value, str) else str(value) for value in values]
    if any(hasattr(part, "__html__") for part in parts):
        return Markup("").join(parts)
    return "".join(parts)


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", None) or (
    lambda text: str(escape_to_markup(text))
)
"""Escapes text and gives text. Markupsafe has no public name for it; without it there is one object more."""


def escape(value: Any) -> Any:
    """Escape what a template prints. It is joined at once, so that it need not be kept apart from other text."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is int:
        return str(value)
    return value if kind is Markup else escape_to_markup(value)


class Macro:
    """A macro; `text_of` is its code."""

    def __init__(
        self,
        environment: "Templates",
        func: Callable[..., str],
        name: str,
        arguments: tuple[str, ...],
        *flags: bool,
    ) -> None:
        *catches, is_escaped = flags
        self.text_of = func
        self.arguments = arguments
        self.is_plain = is_escaped and not any(catches)

    def __call__(self, *args: Any, **kwargs: Any) -> Markup:
        """Return its text, safe markup."""
        count = len(args)
        if not self.is_plain or count > len(self.arguments):
            raise OddTemplateError
        if count == len(self.arguments) and not kwargs:
            return mark_safe(self.text_of(*args))
        rest = [kwargs.pop(name, missing) for name in self.arguments[count:]]
        if kwargs:
            raise OddTemplateError
        return mark_safe(self.text_of(*args, *rest))

    def __str__(self) -> str:
        raise OddTemplateError

    __html__ = __str__


class LoopContext:
    """`loop`, with the values of a `for`."""

    index0 = -1

    def __init__(self, values: Iterable[Any], undefined: object) -> None:
        self._values = [*values]
        self.length = len(self._values)

    def __iter__(self) -> Iterator[tuple[Any, "LoopContext"]]:
        for number, value in enumerate(self._values):
            self.index0 = number
            yield value, self

    def __len__(self) -> int:
        return self.length

    @property
    def index(self) -> int:
        """Which value it is, from 1."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """It is the first value."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """It is the last value."""
        return self.index0 == self.length - 1

    def __str__(self) -> str:
        raise OddTemplateError

    __html__ = __str__


class _Escaping:
    """That everything is escaped; a template that changes this is Jinja's."""

    autoescape = True
    volatile = False

    def __init__(self, environment: "Templates") -> None:
        self.environment = environment


class _Parent:
    """A block of a template further up, for `super()`."""

    def __init__(self, context: "Context", stack: list[Block], depth: int) -> None:
        self._context, self._stack, self._depth = context, stack, depth

    @property
    def super(self) -> "_Parent":
        """The block above it."""
        return _Parent(self._context, self._stack, self._depth + 1)

    def __call__(self) -> Markup:
        """Return its text."""
        return mark_safe("".join(self._stack[self._depth](self._context)))

    def __str__(self) -> str:
        raise OddTemplateError

    __html__ = __str__


class Context:
    """The names of a template that runs."""

    def __init__(self, environment: "Templates", parent: dict[str, Any], blocks: Mapping[str, Block]) -> None:
        self.environment = environment
        self.eval_ctx = environment.eval_ctx
        self.parent = parent
        self.vars: dict[str, Any] = {}
        self.exported_vars: set[str] = set()
        self.blocks = {name: [block] for name, block in blocks.items()}

    def resolve_or_missing(self, name: str) -> Any:
        """Return what a name stands for."""
        if name in self.vars:
            return self.vars[name]
        return self.parent.get(name, missing)

    def get_all(self) -> dict[str, Any]:
        """Return all names."""
        return {**self.parent, **self.vars}

    def super(self, name: str, block: Block) -> _Parent:
        """Return the block that another takes the place of."""
        stack = self.blocks[name]
        return _Parent(self, stack, stack.index(block) + 1)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Call the first argument with the others."""
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        called = args[0]
        if type(called) is not Macro and (
            hasattr(called, "jinja_pass_arg") or hasattr(called.__call__, "jinja_pass_arg")
        ):
            raise OddTemplateError
        return called(*args[1:], **kwargs)


class Module:
    """What an imported template sets: mostly macros."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.__dict__.update(names)

    def __str__(self) -> str:
        raise OddTemplateError

    __html__ = __str__


class Compiled:
    """A template that can run."""

    def __init__(self, environment: "Templates", code: CodeType) -> None:
        names: dict[str, Any] = {"environment": environment, "__file__": code.co_filename}
        exec(code, names)  # noqa: S102 - the code of a template of the theme
        self._environment = environment
        self.root_render_func: Block = names["root"]
        self.blocks: dict[str, Block] = names["blocks"]
        self._module: Module | None = None

    def render(self, given: Mapping[str, Any]) -> str:
        """Return its text, given some names."""
        context = Context(self._environment, {**self._environment.globals, **given}, self.blocks)
        return "".join(self.root_render_func(context))

    def new_context(self, names: dict[str, Any], shared: bool, local: Mapping[str, Any]) -> Context:
        """Return the names of an included template."""
        if not shared:
            raise OddTemplateError
        known = {name: value for name, value in local.items() if value is not missing}
        return Context(self._environment, {**names, **known}, self.blocks)

    def _get_default_module(self, _: Context) -> Module:
        if self._module is None:
            context = Context(self._environment, dict(self._environment.globals), self.blocks)
            for _text in self.root_render_func(context):
                pass
            self._module = Module({name: context.vars[name] for name in context.exported_vars})
        return self._module


class Lookup(dict[str, Callable[..., Any]]):
    """Filters or tests by name; those that are not at hand are Jinja's."""

    def __init__(
        self, known: Mapping[str, Callable[..., Any]], load: Callable[[], Mapping[str, Any]]
    ) -> None:
        super().__init__(known)
        self._load = load

    def __missing__(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = self._load()[name]
        self[name] = found
        return found


class Templates:
    """The templates of a theme, ready to run; to code and filters it is what Jinja calls the environment."""

    undefined = _Lost
    concat = staticmethod("".join)

    def __init__(
        self,
        load: Callable[[str], CodeType],
        *,
        filters: Lookup,
        tests: Lookup,
        globals: Mapping[str, Any],
        open_jinja: Callable[[], Any],
    ) -> None:
        """Set up; nothing is read yet.

        Args:
            load: returns the code of a template by name; raises for one that is not there or cannot be read.
            filters: by name.
            tests: by name.
            globals: names that all templates know.
            open_jinja: returns Jinja's own environment of the same templates.
        """
        self._load, self._open_jinja = load, open_jinja
        self._loaded: dict[str, Compiled] = {}
        self.filters, self.tests, self.globals = filters, tests, globals
        self.eval_ctx = _Escaping(self)
        self.odd_names: set[str] = set()
        """Templates that only Jinja can render."""

    @cached_property
    def careful(self) -> Any:
        """Jinja's own environment, for templates that ask for what is not there, or for keys of maps as attributes."""
        return self._open_jinja()

    def __getattr__(self, name: str) -> Any:
        """Return what Jinja's filters want of the environment beyond this."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.careful, name)

    def get_template(self, name: str, parent: str | None = None) -> Compiled:
        """Return a template."""
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = Compiled(self, self._load(name))
        return found

    def getattr(self, owner: Any, name: str) -> Any:
        """Return an attribute, or else the value of a key."""
        try:
            return getattr(owner, name)
        except AttributeError:
            return owner[name]

    def getitem(self, owner: Any, key: Any) -> Any:
        """Return the value of a key, or else an attribute."""
        try:
            return owner[key]
        except (AttributeError, TypeError, LookupError):
            if not isinstance(key, str):
                raise
            return getattr(owner, key)
