"""When to build, and which version shows. The only module of serve that knows how a site is built."""

import threading
import time
import traceback
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from briefgen.model.config import CONFIG_NAME, Config, Project
from briefgen.model.configfile import find_project, load_project
from briefgen.model.errors import LateError
from briefgen.model.problem import Problem, sorted_problems
from briefgen.publish.build import Built, render_site
from briefgen.publish.late import Lateness, LatePage, contents_of, find_unmade
from briefgen.publish.pool import count_cores
from briefgen.publish.theme import builtin_path
from briefgen.serve.address import find_listener, is_loopback, render_address
from briefgen.serve.notices import Notice, render_notices
from briefgen.serve.server import App, Board, Server, Shown
from briefgen.serve.watch import Watched, Watcher

MOST_NOTICES = 100
"""Most problems that are shown at once; nobody mends more between two saves."""
BUILTIN_SHOWN = "briefgen/themes/"
"""How the paths of problems in built-in themes begin."""
_IDLE_SECONDS = 1.0
"""Time after the start before pages are made that nobody has asked for."""
_BUG_HINT = "this is a bug in briefgen; the terminal has its traceback"


class Outcome(msgspec.Struct, frozen=True):
    """What a build gave."""

    ok: bool
    """Whether `files` is a whole site that may be shown."""
    files: Mapping[str, bytes]
    """Path below the site to content."""
    problems: Sequence[Problem]


class Loop:
    """Builds after changes, one build at a time, and shows what comes of it.

    Whatever changes while a build runs is in the next set of changes, so it causes exactly one more build.
    A failed build leaves the last good version in place and shows its problems over it, unless files have changed
    again: then the next build tells.
    """

    def __init__(
        self,
        root: Path,
        *,
        build: Callable[[frozenset[Path] | None], Outcome],
        wait: Callable[[], frozenset[Path] | None],
        show: Callable[[Shown], None],
        log: Callable[[str], None],
        is_stale: Callable[[], bool] = lambda: False,
        quiet: bool = False,
    ) -> None:
        """Set up; nothing is built yet.

        Args:
            root: folder below which the paths of problems lie.
            build: builds the site after changes of these files; None for a first build.
            wait: blocks until files have changed; None when there is no more to do.
            show: shows a version.
            log: takes lines for the terminal, one at a time.
            is_stale: tells whether files have changed again since `wait` returned.
            quiet: log problems only.
        """
        self._root = root
        self._homes = (("", root), (BUILTIN_SHOWN, builtin_path()))
        self._build = build
        self._wait = wait
        self._show = show
        self._log = log
        self._is_stale = is_stale
        self._quiet = quiet
        self._shown = Shown(number=0, files={})
        self._told: frozenset[Problem] = frozenset()

    def run(self) -> None:
        """Build after each set of changes until there are no more."""
        while (changed := self._wait()) is not None:
            self.build(changed)

    def build(self, changed: frozenset[Path] | None = None) -> None:
        """Build once and show what came of it. Never raises."""
        began = time.perf_counter()
        try:
            outcome = self._build(changed)
        except Exception as err:  # noqa: BLE001 - a bug must not end the preview of someone who is writing
            for line in "".join(traceback.format_exception(err)).splitlines():
                self._log(line)
            notice = Notice("error", f"[error] the build failed: {type(err).__name__}: {err}", _BUG_HINT)
            self._shown = msgspec.structs.replace(self._shown, notices=(notice,), omitted=0, target=None)
            self._show(self._shown)
            return
        if not outcome.ok and self._shown.number and self._is_stale():
            # Read in the middle of a save: the next build, due at once, has the whole of it.
            return
        took_ms = round((time.perf_counter() - began) * 1000)
        told = [problem for problem in sorted_problems(list(outcome.problems)) if problem.severity != "info"]
        # What stops the build comes first.
        told.sort(key=lambda problem: problem.severity != "error")
        before = self._shown
        if outcome.ok:
            differing = find_differing(before.files, outcome.files)
            self._shown = Shown(
                # A save that changes no page is not a new version, and no page needs to look at itself.
                number=before.number + (1 if differing or not before.number else 0),
                files=outcome.files,
                changed=differing,
                notices=render_notices(told[:MOST_NOTICES], self._homes),
                omitted=max(0, len(told) - MOST_NOTICES),
                target=find_target(changed or frozenset(), differing, outcome.files),
            )
        else:
            self._shown = msgspec.structs.replace(
                before,
                notices=render_notices(told[:MOST_NOTICES], self._homes),
                omitted=max(0, len(told) - MOST_NOTICES),
                target=None,
            )
        self._show(self._shown)
        lines = self._render_log(told, ok=outcome.ok)
        if not self._quiet:
            lines.append(f"{_name_changes(changed, self._root)}: {_summarize(outcome, self._shown, told)}")
            lines[-1] += f" in {took_ms} ms"
        for line in lines:
            self._log(line)

    def _render_log(self, told: list[Problem], *, ok: bool) -> list[str]:
        """Return the lines for problems; warnings told before and not mended since are not repeated."""
        due = [problem for problem in told if problem.severity == "error" or problem not in self._told]
        # A build that failed may not have come as far as the warnings.
        self._told = frozenset(told) if ok else self._told | frozenset(told)
        lines = []
        for problem in due[:MOST_NOTICES]:
            lines.append(problem.headline())
            if problem.hint:
                lines.append(f"  hint: {problem.hint}")
        if len(due) > MOST_NOTICES:
            lines.append(f"and {len(due) - MOST_NOTICES} more; `briefgen check` lists all")
        return lines


class SiteBuilder:
    """Builds a project's site, in memory only, from the last good build and what changed since."""

    def __init__(
        self,
        root: Path,
        *,
        base_url: str,
        watch: Callable[[Watched], None],
        ask: Callable[[Path], None] = lambda _: None,
    ) -> None:
        """Set up; nothing is built yet.

        Args:
            root: the project's folder.
            base_url: address to render, where the configuration gives any.
            watch: is told what the site depends on.
            ask: is given a file where the site has to be built anew, as if that had changed.
        """
        self._root = root
        self._ask = ask
        self._lock = threading.RLock()
        self._is_spoilt = False
        self._base_url = base_url
        self._watch = watch
        self._project: Project | None = None
        self._project_problems: list[Problem] = []
        self._good: Built | None = None
        self._changed: frozenset[Path] | None = None

    def __call__(self, changed: frozenset[Path] | None) -> Outcome:
        """Build after changes of these files; None builds everything."""
        with self._lock:
            return self._build_site(changed)

    def fill(self, stopped: threading.Event) -> None:
        """Make the pages that nobody has asked for yet, one by one, taking half of the time at most."""
        pages = find_unmade(self._good.files) if self._good is not None else []
        for page in pages:
            if stopped.is_set():
                return
            began = time.perf_counter()
            try:
                page.content()
            except LateError:
                return
            stopped.wait(time.perf_counter() - began)

    def _fail(self) -> None:
        """Build everything anew next, and soon: some page is not what was promised."""
        self._is_spoilt = True
        self._ask(self._root / CONFIG_NAME)

    def _build_site(self, changed: frozenset[Path] | None) -> Outcome:
        # What changed in failed builds is still not in the last good one.
        self._changed = None if changed is None or self._changed is None else self._changed | changed
        if self._project is None or changed is None or self._root / CONFIG_NAME in changed:
            self._project = None
            project, problems = load_project(self._root)
            if any(problem.severity == "error" for problem in problems):
                return Outcome(ok=False, files={}, problems=problems)
            self._project, self._project_problems = project, problems
            # Before the build reads them: what changes in new folders while it does is then not missed.
            self._watch(find_watched(project))
        if self._is_spoilt:
            self._good, self._changed = Built(files={}, problems=[], brief_count=0, ok=False), None
        built = render_site(
            self._project,
            # A site that will have no address is shown without one: no feed, and its pages are those of the last build.
            base_url=self._base_url if self._project.config.base_url else "",
            previous=self._good,
            changed=self._changed,
            jobs=count_cores(),
            late=Lateness(self._lock, self._fail),
        )
        if built.ok:
            self._good, self._changed, self._is_spoilt = built, frozenset(), False
        return Outcome(ok=built.ok, files=built.files, problems=[*self._project_problems, *built.problems])


class Preview:
    """A dev server with all its parts; `address` is known once it exists."""

    def __init__(
        self,
        root: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 8000,
        poll: bool = False,
        follow: bool = False,
        quiet: bool = False,
        base_url: str | None = None,
        log: Callable[[str], None],
    ) -> None:
        """Take the port and build the site for the first time.

        Raises:
            ServeError: the port is taken or the host is none of this machine's.
        """
        root = root.resolve()
        listener = find_listener(host, port)
        self.address = render_address(host, listener.getsockname()[1])
        self._board = Board()
        self._watcher = Watcher(find_watched(Project(root=root, config=Config())), poll=poll, log=log)
        self._builder = SiteBuilder(
            root,
            base_url=base_url or self.address.rstrip("/"),
            watch=self._watcher.watch,
            ask=self._watcher.ask,
        )
        self._loop = Loop(
            root,
            build=self._builder,
            wait=self._watcher.wait,
            show=self._board.show,
            log=log,
            is_stale=self._watcher.is_pending,
            quiet=quiet,
        )
        self._server = Server(App(self._board, host=host, follow=follow), self._board, listener)
        # Before any thread begins, so that processes may share the work; the watcher gives out what changes meanwhile.
        self._loop.build()
        self._watcher.start()

    def run(self) -> None:
        """Serve and rebuild until `stop`, or Ctrl-C in the main thread."""
        rebuilding = threading.Thread(target=self._loop.run, name="briefgen-build", daemon=True)
        rebuilding.start()
        stopped = threading.Event()
        filling = threading.Thread(target=self._fill, args=(stopped,), name="briefgen-fill", daemon=True)
        filling.start()
        try:
            self._server.run()
        finally:
            stopped.set()
            self._watcher.stop()
            rebuilding.join()
            filling.join()

    def _fill(self, stopped: threading.Event) -> None:
        # Whoever opens the preview comes first.
        if not stopped.wait(_IDLE_SECONDS):
            self._builder.fill(stopped)

    def stop(self) -> None:
        """End `run`; may be called from any thread."""
        self._server.stop()


def serve(
    start: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    poll: bool = False,
    follow: bool = False,
    quiet: bool = False,
    base_url: str | None = None,
    log: Callable[[str], None],
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a live preview of a project until Ctrl-C; nothing is written anywhere.

    Args:
        start: folder that holds `briefgen.yaml`, or one below it.
        host: address to bind; beyond loopback, a warning is logged.
        port: port to bind; 0 takes any free one.
        open_browser: open the site in the user's browser once it is there.
        poll: look at the files every now and then, for containers and network drives without events.
        follow: the browser goes to the page that an edit changed.
        quiet: log problems only, not each build.
        base_url: address to render into feeds and the like, where the configuration gives any; None is the
            server's own.
        log: takes lines for the terminal, one at a time; they can quote content, control characters and all.
        ready: is given the address when the server answers.

    Raises:
        ConfigError: there is no project. One whose configuration is wrong is served, with its problems.
        ServeError: the port is taken or the host is none of this machine's.
    """
    root = find_root(start)
    if not is_loopback(host):
        log(f"[warning] {host} is not loopback: whoever reaches this machine can read the preview")
    preview = Preview(
        root,
        host=host,
        port=port,
        poll=poll,
        follow=follow,
        base_url=base_url,
        quiet=quiet,
        log=log,
    )
    log(f"Serving {preview.address} (Ctrl-C ends it)")
    if ready is not None:
        ready(preview.address)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(preview.address,), daemon=True).start()
    preview.run()


def find_root(start: Path) -> Path:
    """Return the nearest folder with a `briefgen.yaml`, here or above, whatever is in that file.

    Raises:
        ConfigError: there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    return find_project(here).root


def find_watched(project: Project) -> Watched:
    """Return what a project's site depends on."""
    # A project that is briefgen's own checkout has the built-in themes as its own.
    themes = dict.fromkeys((project.root / "themes", builtin_path()))
    return Watched(
        anchor=project.root,
        folders=(project.content_path, *themes),
        files=(project.root / CONFIG_NAME,),
        ignored=(project.output_path, project.cache_path),
    )


def find_differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> frozenset[str]:
    """Return the paths that one of two versions lacks or has otherwise."""
    old_contents, contents = contents_of(before), contents_of(after)
    differing = {path for path in old_contents if path not in contents}
    for path, content in contents.items():
        old = old_contents.get(path)
        if old is not content and not _is_same(old, content):
            differing.add(path)
    return frozenset(differing)


def _is_same(old: bytes | LatePage | None, new: bytes | LatePage) -> bool:
    """Tell whether two versions of a file are surely the same, without making any."""
    old_made = old.made if isinstance(old, LatePage) else old
    new_made = new.made if isinstance(new, LatePage) else new
    return old_made is not None and old_made == new_made


def find_target(
    changed: frozenset[Path], differing: frozenset[str], files: Mapping[str, bytes]
) -> str | None:
    """Return the page that best shows an edit: one named like an edited file, else the only one."""
    pages = sorted(path for path in differing if path.endswith(".html") and path in files)
    stems = {path.stem for path in changed}
    named = [page for page in pages if stems & {*PurePosixPath(page).parts, PurePosixPath(page).stem}]
    if named:
        return named[0]
    return pages[0] if len(pages) == 1 else None


def _name_changes(changed: frozenset[Path] | None, root: Path) -> str:
    if not changed:
        return "built"
    first = min(changed)
    name = first.relative_to(root).as_posix() if first.is_relative_to(root) else str(first)
    return name if len(changed) == 1 else f"{name} and {len(changed) - 1} more"


def _summarize(outcome: Outcome, shown: Shown, told: list[Problem]) -> str:
    error_count = sum(problem.severity == "error" for problem in told)
    counts = [(error_count, "error"), (len(told) - error_count, "warning")]
    found = "".join(f", {_count(number, word)}" for number, word in counts if number)
    if outcome.ok:
        return _count(sum(path.endswith(".html") for path in shown.changed), "page") + found
    return f"not built{', the last good version stays' if shown.number else ''}{found}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
