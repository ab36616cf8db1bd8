"""What all tests share: golden files, projects in temporary folders, hypothesis settings, a browser."""

import dataclasses
import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

# Same examples in every run, no deadline (loaded machines), nothing written into the tree.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / f"briefgen-hypothesis-{os.getuid()}")
settings.register_profile(
    "briefgen",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
# For `make check`, which is run all the time: fewer of the same.
settings.register_profile("check", parent=settings.get_profile("briefgen"), max_examples=10)
# `HYPOTHESIS_PROFILE=search pytest …` looks for counterexamples that the fixed examples miss.
settings.register_profile(
    "search", parent=settings.get_profile("briefgen"), derandomize=False, max_examples=2000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "briefgen"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that refreshes golden files."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests got as what they expect; read the diff",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that asks for the browser as `browser`, so that none runs in `make check` by mistake."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    # Coverage would make these many times slower, and runs no line that others do not run.
    for item in items:
        if any(words in item.name for words in ("_in_bounded_time", "_in_linear_time", "_time_grows_with")):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish() -> None:
    """Keep what all tests share out of the garbage collector's way: that takes a fifth off the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """Collect once what was left unclosed; pytest looks five times through all that the modules hold."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def plain_environment() -> Iterator[None]:
    """Keep settings of the caller's terminal out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS"):
            patch.delenv(name, raising=False)
        patch.setenv("COLUMNS", "80")
        yield


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """Compile each template once in the whole run, and look once for what it refers to.

    That is most of the time of a small build, and depends on nothing but the text, the filters (Jinja works out those
    of constants) and the kind of code. Builds find on disk what builds left there, as ever: nothing of this is there.
    """
    from jinja2 import Environment, meta

    compiled: dict[Hashable, Any] = {}
    parsed: dict[Hashable, Any] = {}
    referred: dict[int, list[str | None]] = {}
    compile_text, parse_text, find_references = (
        Environment.compile,
        Environment.parse,
        meta.find_referenced_templates,
    )

    def compile_once(environment: Any, *args: Any, **options: Any) -> Any:
        filters = tuple((name, *_parts_of(function)) for name, function in environment.filters.items())
        kind = type(environment), environment.code_generator_class, filters, tuple(environment.tests)
        key = (kind, args, *sorted(options.items()))
        if key not in compiled:
            compiled[key] = compile_text(environment, *args, **options)
        return compiled[key]

    def parse_once(environment: Any, *args: Any) -> Any:
        if args not in parsed:
            parsed[args] = parse_text(environment, *args)
        return parsed[args]

    def find_references_once(tree: Any) -> Iterator[str | None]:
        if not any(tree is known for known in parsed.values()):
            return find_references(tree)
        if id(tree) not in referred:
            referred[id(tree)] = [*find_references(tree)]
        return iter(referred[id(tree)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_once)
        patch.setattr(Environment, "parse", parse_once)
        patch.setattr(meta, "find_referenced_templates", find_references_once)
        yield


def _parts_of(function: Any) -> tuple[Hashable, ...]:
    """Return what makes a function what it is, equal for two that one definition made of the same values."""
    cells = getattr(function, "__closure__", None) or ()
    return getattr(function, "__code__", function), *(cell.cell_contents for cell in cells)


class Golden:
    """Comparison with files that are kept in the tree; `--update-golden` writes them instead."""

    def __init__(self, update: bool) -> None:
        self.update = update
        """Whether to write instead of to compare."""

    def check_text(self, path: Path, actual: str) -> None:
        """Compare `actual` with the whole text of the file at `path`."""
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert path.exists(), f"{path} is missing; run `make golden` and read the diff"
        assert path.read_text(encoding="utf-8") == actual

    def check_folder(self, path: Path, actual: Mapping[str, bytes]) -> None:
        """Compare `actual` (path below the folder → content) with the folder, both ways."""
        if self.update:
            shutil.rmtree(path, ignore_errors=True)
            for name, content in actual.items():
                (path / name).parent.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(content)
        expected = {
            file.relative_to(path).as_posix(): file.read_bytes()
            for file in sorted(path.rglob("*"))
            if file.is_file()
        }
        assert sorted(expected) == sorted(actual), f"files differ from {path}; run `make golden`"
        for name, content in expected.items():
            try:
                texts = content.decode("utf-8"), actual[name].decode("utf-8")
            except UnicodeDecodeError:
                assert content == actual[name], name
            else:
                assert texts[0] == texts[1], name


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Give the comparison with golden files."""
    return Golden(bool(request.config.getoption("--update-golden")))


@dataclasses.dataclass(frozen=True)
class CliResult:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


RunCli = Callable[..., CliResult]


@pytest.fixture
def run_cli(capfd: pytest.CaptureFixture[str]) -> Iterator[RunCli]:
    """Give a function that runs the command line in this process: `run_cli("build", "--strict")`."""
    from briefgen.cli import run

    root, own = logging.getLogger(), logging.getLogger("briefgen")
    before = [*root.handlers], [*own.handlers], own.level, own.propagate

    def run_args(*args: str | Path) -> CliResult:
        capfd.readouterr()
        code = run([str(arg) for arg in args])
        out, err = capfd.readouterr()
        return CliResult(code, out, err)

    yield run_args
    root.handlers[:], own.handlers[:] = before[0], before[1]
    own.setLevel(before[2])
    own.propagate = before[3]


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes files into a new project and returns its folder."""

    def make(files: Mapping[str, str | bytes] | None = None, *, name: str = "project") -> Path:
        root = tmp_path / name
        for path, content in {"briefgen.yaml": "title: Test\n", **(files or {})}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                target.write_bytes(content)
            else:
                target.write_text(content, encoding="utf-8")
        for folder in ("articles", "briefs", "pages"):
            (root / "content" / folder).mkdir(parents=True, exist_ok=True)
        return root.resolve()

    return make


@pytest.fixture(scope="session")
def chromium_session() -> Iterator[Any]:
    """Start one headless Chromium for the whole run; fails, never skips, where there is none."""
    from selenium import webdriver

    paths = [shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")]
    if None in paths:
        pytest.fail("Chromium and chromedriver are needed: `apt-get install chromium chromium-driver`")
    options = webdriver.ChromeOptions()
    options.binary_location = str(paths[0])
    for argument in (
        "--headless=new",
        "--no-sandbox",  # root in containers has no user namespaces
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--lang=en-GB",
        "--no-first-run",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # nothing leaves
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(paths[1])))
    driver.set_page_load_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture
def chromium(chromium_session: Any) -> Iterator[Any]:
    """Give the browser on an empty page at 1280 × 900; a test that asks for it is marked `browser`."""
    driver = chromium_session
    driver.get("about:blank")
    driver.set_window_size(1280, 900)
    driver.get_log("browser")
    yield driver
    driver.get("about:blank")
