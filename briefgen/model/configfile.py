"""A project's `briefgen.yaml` -> its configuration, with all problems."""

import os
from pathlib import Path

from briefgen.model.brief import MEASURES
from briefgen.model.config import CACHE_NAME, CONFIG_NAME, Config, Project, is_site_address
from briefgen.model.convert import convert_node, nearest_hint
from briefgen.model.errors import ConfigError
from briefgen.model.files import load_text
from briefgen.model.problem import CODES, Problem
from briefgen.model.yamlpos import Mapping, Node, Scalar, parse_yaml, place_in

MAX_CONFIG_BYTES = 1_000_000
"""Largest `briefgen.yaml`."""


def find_project(start: Path) -> Project:
    """Find the project that a folder lies in: the nearest `briefgen.yaml`, here or above.

    Raises:
        ConfigError: there is none, or its configuration has errors.
    """
    here = Path(os.path.realpath(start))
    for folder in (here, *here.parents):
        if (folder / CONFIG_NAME).is_file():
            project, problems = load_project(folder)
            errors = [problem for problem in problems if problem.severity == "error"]
            if errors:
                raise ConfigError(errors)
            return project
    hint = "run `briefgen init` to make a project, or give its folder with -C"
    message = f"no {CONFIG_NAME} in {here} or above"
    raise ConfigError(Problem("", None, None, "error", message, hint, "project-missing"))


def load_project(root: Path) -> tuple[Project, list[Problem]]:
    """Read the configuration of a project folder.

    Returns:
        The project, and all problems of its `briefgen.yaml`; what is wrong there has its default in the project.
    """
    root = Path(os.path.realpath(root))
    path = root / CONFIG_NAME
    text, problems = load_text(path, root=root, max_bytes=MAX_CONFIG_BYTES)
    if text is None:
        if any(problem.code == "file-empty" for problem in problems):
            problems = []
        return Project(root=root, config=Config()), problems
    config, problems = parse_config(text, CONFIG_NAME)
    return Project(root=root, config=config), problems


def parse_config(text: str, path: str = CONFIG_NAME) -> tuple[Config, list[Problem]]:
    """Parse the text of a `briefgen.yaml`; what is wrong has its default."""
    node, problems = parse_yaml(text, path)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return Config(), problems
    config, found = convert_node(node, Config, path, CONFIG_NAME)
    problems += found
    if config is None:
        return Config(), problems
    problems += _check_config(config, node, path)
    return config, problems


def place_in_config(root: Path, key: str) -> tuple[int | None, int | None]:
    """Return where a key's value stands in `briefgen.yaml`; nowhere if it is not there."""
    text, _ = load_text(root / CONFIG_NAME, root=root, max_bytes=MAX_CONFIG_BYTES)
    node = parse_yaml(text, CONFIG_NAME)[0] if text is not None else None
    value = node.get(key) if isinstance(node, Mapping) else None
    return (value.line, value.column) if value is not None else (None, None)


class _ConfigChecks:
    """What is wrong with a configuration, each with its place in the file."""

    def __init__(self, config: Config, root: Node, path: str) -> None:
        self.config, self.root, self.path = config, root, path
        self.problems: list[Problem] = []

    def add(self, keys: tuple[str | int, ...], message: str, hint: str, code: str = "bad-value") -> None:
        """List a problem of the value that some keys lead to."""
        line, column = place_in(self.root, keys)
        self.problems.append(Problem(self.path, line, column, "error", message, hint, code))

    def check_folders(self) -> None:
        """Content and output are two folders inside the project, side by side."""
        for key, folder in (("content", self.config.content), ("output", self.config.output)):
            parts = folder.replace("\\", "/").split("/")
            if not folder or folder.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0]:
                message = f'{key} "{folder}" leads out of the project'
                self.add((key,), message, "name a folder inside it", "path-outside")
            elif all(part in ("", ".") for part in parts):
                self.add((key,), f'{key} "{folder}" is the project itself', "name a folder inside it")
        content, output = (
            Path(os.path.normpath(folder)) for folder in (self.config.content, self.config.output)
        )
        if content.is_relative_to(output) or output.is_relative_to(content):
            message = f'output "{self.config.output}" and content "{self.config.content}" overlap'
            self.add(("output",), message, "a build deletes what it does not know: keep both apart")
        for key, path in (("content", content), ("output", output)):
            if path.parts[:1] in (("themes",), (CACHE_NAME,)):
                whose = "themes" if path.parts[0] == "themes" else "what is kept between runs"
                self.add((key,), f'{key} "{path}" is the folder of {whose}', "name another folder")

    def check_address(self) -> None:
        """The address of the site is one."""
        base_url = self.config.base_url
        if base_url and not is_site_address(base_url):
            message = f'base_url "{base_url[:80]}" is not an address'
            self.add(("base_url",), message, "such as https://example.org/briefs")

    def check_kept(self) -> None:
        """What a build leaves alone are plain names."""
        for index, name in enumerate(self.config.keep):
            if not name or "/" in name or "\\" in name or name in (".", ".."):
                self.add(("keep", index), f'keep "{name}" is not a name', "names in the output folder only")

    def check_timezone(self) -> None:
        """The time zone is known."""
        timezone = self.config.timezone
        if timezone != "UTC" and not _is_timezone(timezone):
            hint = "an IANA name such as Asia/Almaty, or UTC"
            self.add(("timezone",), f'time zone "{timezone}" is not known', hint)

    def check_measures(self) -> None:
        """Own measures have names of their own."""
        seen: set[str] = set()
        for index, measure in enumerate(self.config.measures):
            if measure.name in MEASURES or measure.name in seen:
                message = f'measure "{measure.name}" is there already'
                self.add(("measures", index, "name"), message, "remove it")
            seen.add(measure.name)

    def check_silence(self) -> None:
        """Silenced codes exist."""
        for code in self.config.silence:
            if code not in CODES:
                message = f'silence: code "{code}" is not known'
                self.add(("silence", code), message, nearest_hint(code, tuple(CODES)))


def _check_config(config: Config, root: Node, path: str) -> list[Problem]:
    checks = _ConfigChecks(config, root, path)
    checks.check_folders()
    checks.check_address()
    checks.check_kept()
    checks.check_timezone()
    checks.check_measures()
    checks.check_silence()
    return checks.problems


def _is_timezone(name: str) -> bool:
    import zoneinfo  # only projects that name a time zone need its tables

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
