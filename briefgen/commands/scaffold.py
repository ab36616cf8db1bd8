"""`init` and `new`: what a project and a brief start with."""

import re
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from briefgen.commands.files import write_files
from briefgen.model.brief import Brief, Subject
from briefgen.model.config import CONFIG_NAME, Project
from briefgen.model.configfile import find_project
from briefgen.model.dump import dump_brief
from briefgen.model.errors import ConfigError
from briefgen.model.files import shown_path
from briefgen.model.problem import Problem
from briefgen.model.schema import render_schema
from briefgen.publish.namings import country_name

SCHEMA_NAME = "brief.schema.json"
"""Name of the JSON Schema of briefs in the content folder."""

FOLDERS = ("content/articles", "content/briefs", "content/pages")


def write_project(folder: Path, *, title: str | None = None) -> list[Path]:
    """Make a project in `folder`, which may be there but must hold no project, and return the files written.

    Files that are already there are left alone.

    Raises:
        ConfigError: there is a project, or a file where the folder should be (`project-exists`).
        BuildError: a file cannot be written (`output-unwritable`).
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError(_exists(folder.as_posix(), "is a file", "give a folder that does not exist yet"))
    if (folder / CONFIG_NAME).exists():
        raise ConfigError(
            _exists((folder / CONFIG_NAME).as_posix(), "there is a project already", "give another folder")
        )
    name = title or title_of(folder.resolve().name)
    texts = {folder / path: text for path, text in _starter_texts(name).items()}
    texts[folder / "content" / SCHEMA_NAME] = render_schema()
    written = write_files({path: text for path, text in texts.items() if not path.exists()})
    for path in FOLDERS:
        (folder / path).mkdir(parents=True, exist_ok=True)
    return written


def write_new_brief(
    project: Project,
    slug: str,
    *,
    subject: Subject,
    title: str | None = None,
) -> Path:
    """Write an empty brief with its subject and return its path.

    Raises:
        ConfigError: a brief of this name is there (`project-exists`).
        BuildError: the file cannot be written (`output-unwritable`).
    """
    path = project.briefs_path / f"{slug}.yaml"
    if path.exists() or path.is_symlink():
        shown = shown_path(path, project.root)
        raise ConfigError(_exists(shown, "there is a brief of this name already", "choose another slug"))
    brief = Brief(title=title or title_of(slug, subject.countries), slug=slug, subject=subject)
    write_files({path: dump_brief(brief)}, root=project.root)
    return path


def title_of(name: str, countries: Sequence[str] = ()) -> str:
    """Return a title made from a slug or folder name: `floods-in-sri-lanka` of LK → `Floods in Sri Lanka`.

    The first word is capitalised and the English names of `countries` (ISO 3166-1); which others are names, nobody
    can tell from a slug.
    """
    words = name.replace("-", " ").replace("_", " ").split()
    text = " ".join(words) or "Briefs"
    text = text[0].upper() + text[1:]
    for code in countries:
        named = country_name(code, "en") or code
        text = re.sub(rf"\b{re.escape(named)}\b", named, text, flags=re.IGNORECASE)
    return text


def _starter_texts(title: str) -> dict[str, str]:
    """Return the files of a new project: path below its folder → text."""
    texts: dict[str, str] = {}
    root = resources.files("briefgen.commands") / "starter"
    pending: list[tuple[str, Traversable]] = [("", root)]
    while pending:
        prefix, folder = pending.pop()
        for entry in folder.iterdir():
            if entry.is_dir():
                pending.append((f"{prefix}{entry.name}/", entry))
            else:
                texts[prefix + entry.name] = entry.read_text(encoding="utf-8")
    quoted = yaml.safe_dump(title, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
    texts[CONFIG_NAME] = texts[CONFIG_NAME].format(title=quoted)
    texts["README.md"] = texts["README.md"].format(title=title)
    texts[".gitignore"] = texts.pop("gitignore")
    return dict(sorted(texts.items()))


def _exists(path: str, message: str, hint: str) -> Problem:
    return Problem(
        path=path, line=None, column=None, severity="error", message=message, hint=hint, code="project-exists"
    )


def schema_target(folder: Path, output: str | None) -> tuple[Path, Path | None]:
    """Return where the JSON Schema belongs, and the folder that messages show it below.

    Raises:
        ConfigError: no file is given and there is no project.
    """
    if output is not None and output != "-":
        return Path(output), None
    project = find_project(folder)
    return project.content_path / SCHEMA_NAME, project.root


def check_schema(path: Path, text: str, root: Path | None) -> list[Problem]:
    """Report a JSON Schema that is missing or not what this briefgen writes."""
    try:
        current = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        current = None
    if current == text:
        return []
    message = "is missing" if current is None else "is not the schema of this briefgen"
    shown = shown_path(path, root)
    return [
        Problem(
            shown, None, None, "error", message, "run `briefgen schema`, commit the file", "schema-outdated"
        )
    ]
