"""Themes: folders found by name, chained by `extends`, with options and assets. Their user trusts them."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

import briefgen
from briefgen.model.config import CONFIG_NAME, Project
from briefgen.model.convert import convert_node, nearest_hint
from briefgen.model.files import load_text
from briefgen.model.problem import Problem
from briefgen.model.yamlpos import locate, parse_yaml

THEME_FILE = "theme.yaml"
_MAX_THEME_BYTES = 200_000
_MAX_CHAIN = 8

OptionalKind = Literal["archive", "article", "sources", "people", "places", "missing", "figures", "data"]
OPTIONAL_KINDS: tuple[OptionalKind, ...] = get_args(OptionalKind)
"""Kinds of pages and files that a theme can leave out; home, briefs and free pages are always made."""


class ThemeOption(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One option of a theme, as theme.yaml declares it."""

    default: Annotated[str, Meta(description="Value where briefgen.yaml has none.")]
    description: Annotated[str, Meta(description="What it changes, in one line.")]
    pattern: Annotated[str | None, Meta(description="Regular expression that a value must match whole.")] = (
        None
    )
    choices: Annotated[list[str], Meta(description="The only values there are; empty: any.")] = []


class ThemeDeclaration(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The content of theme.yaml."""

    title: Annotated[str | None, Meta(description="Name for people.")] = None
    description: Annotated[str | None, Meta(description="What it is for.")] = None
    extends: Annotated[str | None, Meta(description="Theme that fills in what is not here.")] = None
    pages: Annotated[list[OptionalKind] | None, Meta(description="Kinds that it makes; absent: all.")] = None
    options: Annotated[dict[str, ThemeOption], Meta(description="Options by name.")] = {}


class ThemeFolder(msgspec.Struct, frozen=True):
    """One theme of a chain."""

    name: str
    path: Path
    shown: str
    """Path for problems: below the project root, or `briefgen/themes/…` for built-in ones."""


class TemplateFile(msgspec.Struct, frozen=True):
    """One template, read."""

    theme: str
    """Name of the theme it belongs to."""
    name: str
    """Path below `templates/`: `parts/items.html`."""
    path: Path
    text: str


class Theme(msgspec.Struct, frozen=True):
    """A theme with all it extends."""

    folders: tuple[ThemeFolder, ...]
    """The chosen theme first, then what it extends."""
    options: dict[str, str]
    """Every option of the chain with its value."""
    assets: dict[str, Path]
    """Files to copy, by out_path (`assets/…`), sorted."""
    rendered_assets: tuple[str, ...]
    """Names of templates below `templates/assets/` that become assets: `assets/options.css`."""
    pages: frozenset[OptionalKind]
    """Kinds, of those that a theme can leave out, that it makes; the first theme of the chain that says so decides."""
    templates: tuple["TemplateFile", ...]
    """All templates of the chain, by folder, then by name."""
    fingerprint: str
    """Hash of all templates and option values."""
    declarations: dict[str, ThemeDeclaration] = {}
    """What each `theme.yaml` of the chain says, by its text."""


def builtin_path() -> Path:
    """Return the folder of the built-in themes: inside the package in a wheel, beside it in a checkout."""
    package = Path(briefgen.__file__).resolve().parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def find_theme(name: str, root: Path) -> ThemeFolder | None:
    """Find a theme by name: the project's `themes/` first, then the built-in ones."""
    own = root / "themes" / name
    if (own / THEME_FILE).is_file():
        return ThemeFolder(name, own, f"themes/{name}")
    builtin = builtin_path() / name
    if (builtin / THEME_FILE).is_file():
        return ThemeFolder(name, builtin, f"briefgen/themes/{name}")
    return None


def theme_names(root: Path) -> list[str]:
    """Return the names of all themes that a project can use, sorted."""
    names: set[str] = set()
    for folder in (root / "themes", builtin_path()):
        if folder.is_dir():
            names.update(entry.name for entry in folder.iterdir() if (entry / THEME_FILE).is_file())
    return sorted(names)


def load_theme(
    project: Project, known: Mapping[str, ThemeDeclaration] | None = None
) -> tuple[Theme | None, list[Problem]]:
    """Load the theme that a project names, with what it extends, options and assets.

    Args:
        project: names it.
        known: `declarations` of a theme that was loaded before without any problem.
    Returns:
        The theme, None if it cannot be used; and all problems (theme-missing, theme-invalid, unknown-key,
        bad-value, file-too-large and what reading theme.yaml finds).
    """
    folders: list[ThemeFolder] = []
    declared: dict[str, ThemeOption] = {}
    pages: list[OptionalKind] | None = None
    problems: list[Problem] = []
    name: str | None = project.config.theme
    says: dict[str, ThemeDeclaration] = {}
    last_text = ""

    def asked_in() -> tuple[str, int | None, int | None]:
        if not folders:
            return _ask_config(project)
        return (f"{folders[-1].shown}/{THEME_FILE}", *locate(last_text, ("extends",)))

    while name is not None:
        if name in [folder.name for folder in folders]:
            path, line, column = asked_in()
            chain = " → ".join([*(folder.name for folder in folders), name])
            hint = "take one `extends` out"
            circle = Problem(
                path,
                line,
                column,
                "error",
                f"themes extend each other in a circle: {chain}",
                hint,
                "theme-invalid",
            )
            return None, [*problems, circle]
        folder = find_theme(name, project.root) if re.fullmatch(r"[A-Za-z0-9_-]+", name) else None
        if folder is None:
            path, line, column = asked_in()
            hint = nearest_hint(name, theme_names(project.root), what="themes there are")
            missing = Problem(
                path, line, column, "error", f'there is no theme "{name}"', hint, "theme-missing"
            )
            return None, [*problems, missing]
        if len(folders) >= _MAX_CHAIN:
            path, line, column = asked_in()
            deep = Problem(
                path,
                line,
                column,
                "error",
                f"more than {_MAX_CHAIN} themes extend each other",
                "",
                "theme-invalid",
            )
            return None, [*problems, deep]
        declaration, last_text, found = _load_declaration(folder, known or {})
        problems += found
        if declaration is None:
            return None, problems
        folders.append(folder)
        says[last_text] = declaration
        declared = {**declaration.options, **declared}
        pages = declaration.pages if pages is None else pages
        name = declaration.extends
    options, found = _choose_options(project, declared)
    problems += found
    assets, found = _find_assets(folders, project.config.limits.asset_bytes)
    problems += found
    templates, found = _load_templates(folders)
    problems += found
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    made = frozenset(OPTIONAL_KINDS if pages is None else pages)
    theme = Theme(
        folders=tuple(folders),
        options=options,
        assets=assets,
        rendered_assets=tuple(sorted({one.name for one in templates if one.name.startswith("assets/")})),
        pages=made,
        templates=templates,
        fingerprint=_fingerprint(templates, options, made),
        declarations=says,
    )
    return theme, problems


def _ask_config(project: Project) -> tuple[str, int | None, int | None]:
    try:
        text = (project.root / CONFIG_NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return (CONFIG_NAME, None, None)
    if not re.search(r"(?m)^theme\s*:", text):
        return (CONFIG_NAME, None, None)
    return (CONFIG_NAME, *locate(text, ("theme",)))


def _load_declaration(
    folder: ThemeFolder, known: Mapping[str, ThemeDeclaration]
) -> tuple[ThemeDeclaration | None, str, list[Problem]]:
    shown = f"{folder.shown}/{THEME_FILE}"
    text, problems = load_text(folder.path / THEME_FILE, root=None, max_bytes=_MAX_THEME_BYTES)
    problems = [msgspec.structs.replace(problem, path=shown) for problem in problems]
    if text is None:
        return None, "", problems
    if text in known and not problems:
        return known[text], text, []
    node, found = parse_yaml(text, shown)
    problems += found
    if node is None:
        if not found:
            problems.append(
                Problem(shown, None, None, "error", "theme.yaml says nothing", "", "theme-invalid")
            )
        return None, text, problems
    declaration, found = convert_node(node, ThemeDeclaration, shown, "theme.yaml")
    problems += found
    for name, option in (declaration.options if declaration else {}).items():
        problems += _check_option(shown, text, name, option)
    return declaration, text, problems


def _check_option(shown: str, text: str, name: str, option: ThemeOption) -> list[Problem]:
    if option.pattern is None:
        return []
    try:
        fits = re.fullmatch(option.pattern, option.default) is not None
    except re.error as err:
        message = f'"{option.pattern}" is not a regular expression: {err}'
        return [
            Problem(shown, *locate(text, ("options", name, "pattern")), "error", message, "", "theme-invalid")
        ]
    if fits:
        return []
    message = f'default "{option.default}" of option "{name}" does not match its own pattern'
    return [
        Problem(shown, *locate(text, ("options", name, "default")), "error", message, "", "theme-invalid")
    ]


def _choose_options(
    project: Project, declared: Mapping[str, ThemeOption]
) -> tuple[dict[str, str], list[Problem]]:
    chosen = {name: option.default for name, option in declared.items()}
    problems: list[Problem] = []
    if not project.config.options:
        return dict(sorted(chosen.items())), problems

    def place_of_option(name: str) -> tuple[int | None, int | None]:
        try:
            text = (project.root / CONFIG_NAME).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return (None, None)
        return locate(text, ("options", name))

    for name, value in project.config.options.items():
        option = declared.get(name)
        if option is None:
            hint = (
                nearest_hint(name, sorted(declared), what="options there are")
                if declared
                else "it has no options"
            )
            message = f'theme "{project.config.theme}" has no option "{name}"'
            problems.append(
                Problem(CONFIG_NAME, *place_of_option(name), "error", message, hint, "unknown-key")
            )
        elif option.choices and value not in option.choices:
            hint = nearest_hint(value, option.choices)
            message = f'option "{name}" cannot be "{value}"'
            problems.append(Problem(CONFIG_NAME, *place_of_option(name), "error", message, hint, "bad-value"))
        elif option.pattern is not None and re.fullmatch(option.pattern, value) is None:
            message = f'option "{name}" cannot be "{value}"'
            hint = f"write a value like {option.default}"
            problems.append(Problem(CONFIG_NAME, *place_of_option(name), "error", message, hint, "bad-value"))
        else:
            chosen[name] = value
    return dict(sorted(chosen.items())), problems


def _find_assets(folders: list[ThemeFolder], max_bytes: int) -> tuple[dict[str, Path], list[Problem]]:
    assets: dict[str, Path] = {}
    problems: list[Problem] = []
    for folder in folders:
        base = folder.path / "assets"
        for path in sorted(base.rglob("*")):
            name = path.relative_to(base).as_posix()
            if any(part.startswith(".") for part in name.split("/")) or not path.is_file():
                continue
            size_bytes = path.stat().st_size
            if size_bytes > max_bytes:
                message = f"the file has {size_bytes} bytes, more than {max_bytes}"
                hint = "make it smaller, or raise limits: asset_bytes in briefgen.yaml"
                shown = f"{folder.shown}/assets/{name}"
                problems.append(Problem(shown, None, None, "error", message, hint, "file-too-large"))
            else:
                assets.setdefault(f"assets/{name}", path)
    return dict(sorted(assets.items())), problems


def _load_templates(folders: list[ThemeFolder]) -> tuple[tuple[TemplateFile, ...], list[Problem]]:
    templates: list[TemplateFile] = []
    problems: list[Problem] = []
    for folder in folders:
        base = folder.path / "templates"
        for path in sorted(base.rglob("*")):
            name = path.relative_to(base).as_posix()
            if any(part.startswith(".") for part in name.split("/")) or not path.is_file():
                continue
            try:
                text = path.read_bytes().decode("utf-8")
            except OSError as err:
                message, code = f"the template cannot be read: {err.strerror or err}", "file-unreadable"
            except UnicodeDecodeError:
                message, code = "the template is not UTF-8", "file-encoding"
            else:
                templates.append(TemplateFile(folder.name, name, path, text))
                continue
            shown = f"{folder.shown}/templates/{name}"
            problems.append(Problem(shown, None, None, "error", message, "", code))
    return tuple(templates), problems


def _fingerprint(
    templates: tuple[TemplateFile, ...], options: Mapping[str, str], pages: frozenset[OptionalKind]
) -> str:
    files = [(template.theme, template.name, template.text) for template in templates]
    return hashlib.sha256(msgspec.json.encode([files, sorted(options.items()), sorted(pages)])).hexdigest()
