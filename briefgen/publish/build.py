"""Building: a site in memory, for preview and checks, or on the disk."""

# Thousands of paths are handled as text here: pathlib would cost as much as all else.
# ruff: noqa: PTH117, PTH118

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefgen.model.config import CONFIG_NAME, Config, Project, encode_address
from briefgen.model.errors import BuildError
from briefgen.model.problem import Problem, sorted_problems
from briefgen.publish.fingerprints import find_code_files
from briefgen.publish.late import Lateness, SiteFiles, contents_of
from briefgen.publish.memory import (
    Memory,
    MemorySink,
    StageSink,
    forget_memory,
    open_memory,
    peek_memory,
    relative_outputs,
    write_memory,
)
from briefgen.publish.orders import Made, Order
from briefgen.publish.pool import WorkerError, count_cores
from briefgen.publish.records import Known, State
from briefgen.publish.restoring import restore_work
from briefgen.publish.shelf import MemoryShelf, Shelf, SpoiltShelfError
from briefgen.publish.site import edit_site, make_site
from briefgen.publish.stamps import (
    UNSURE,
    Look,
    Stamps,
    look_at,
    look_below,
    make_key,
    take_look,
    tell,
    write_stamps,
)
from briefgen.publish.theme import builtin_path
from briefgen.publish.write import MARKER, Stage, check_output, lock_output

_MOST_EDITED = 24
"""More edited briefs than this are spread over processes, with all that the last build left at hand."""


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """A site in memory."""

    files: Mapping[str, bytes]
    """Content by path below the output folder."""
    problems: list[Problem]
    """All that was found, in order of place."""
    brief_count: int
    """Briefs published."""
    ok: bool
    """No problem is an error; else `files` is empty and what was published before stays."""
    made: frozenset[str] = frozenset()
    """Files that were rendered, and not taken over from the site before."""
    state: State = State()
    """What the next site can take over."""
    shelf: Shelf | None = None
    config: Config | None = None
    base_url: str = ""
    site: Any = None
    """What the next site goes on from where only briefs were edited."""


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    problems: list[Problem]
    written: tuple[str, ...]
    """Files made or replaced, as paths below the output folder."""
    unchanged_count: int
    """Files that were there already."""
    deleted: tuple[str, ...]
    output_path: Path
    brief_count: int
    ok: bool
    """The site was written; else nothing was touched."""


def find_known_project(look: Look | None) -> Project | None:
    """Return the project that was looked at, if its configuration must be what the last build read."""
    if look is None or not look.stamps.config or not look.changed.isdisjoint(look.stamps.roots):
        return None
    try:
        config = msgspec.json.decode(look.stamps.config, type=Config)
    except msgspec.DecodeError:
        return None
    return Project(root=Path(look.folder), config=config)


def render_site(
    project: Project,
    *,
    base_url: str | None = None,
    previous: Built | None = None,
    changed: frozenset[Path] | None = None,
    jobs: int = 1,
    late: Lateness | None = None,
) -> Built:
    """Make a whole site in memory. Wrong content is told as problems, never raised.

    Args:
        project: the project.
        base_url: absolute address of the site; None: that of the configuration.
        previous: the last site made from this project; what did not change is taken over. Without one, what the last
            build read is taken over, and nothing is written.
        changed: absolute paths made, edited, renamed or deleted since `previous`; None: anything may have.
        jobs: most processes.
        late: without `previous`, how pages are made that the last build left as they are but for the address: when
            they are asked for. None: none are made late.
    """
    try:
        return _render_site(project, _address(project, base_url), previous, changed, jobs=jobs, late=late)
    except (SpoiltShelfError, WorkerError):
        # What builds left is not what it was: begin anew. A bug comes back then.
        nothing = Built(files={}, problems=[], brief_count=0, ok=False)
        return _render_site(project, _address(project, base_url), nothing, None, jobs=jobs)


def _render_site(
    project: Project,
    address: str,
    previous: Built | None,
    changed: frozenset[Path] | None,
    *,
    jobs: int,
    late: Lateness | None = None,
) -> Built:
    if previous is None:
        last, shelf, known = _peek(project)
    else:
        last, shelf = previous.state, previous.shelf or MemoryShelf()
        known = None if changed is None else frozenset(map(os.fspath, changed))
        if previous.config != project.config:
            known = None
    files: Mapping[str, bytes] = previous.files if previous else {}
    is_warm = previous is not None and known is not None and previous.base_url == address
    made = make_site(
        Order(
            project=project,
            base_url=address,
            last=last,
            changed=known,
            shelf=shelf,
            sink=MemorySink(files),
            jobs=jobs,
            warm=previous.site if previous is not None and is_warm else None,
            late=late if previous is None else None,
        )
    )
    if not made.ok:
        return Built(files={}, problems=made.problems, brief_count=made.brief_count, ok=False)
    kept = contents_of(files)
    if not kept.keys() <= made.site.wanted:
        kept = {path: kept[path] for path in kept if path in made.site.wanted}
    fresh = {path: content for path, content in made.contents.items() if isinstance(content, bytes)}
    return Built(
        files=SiteFiles({**kept, **made.late, **fresh}),
        problems=made.problems,
        brief_count=made.brief_count,
        ok=True,
        made=frozenset(fresh),
        state=made.state,
        shelf=shelf,
        config=project.config,
        base_url=address,
        site=made.site,
    )


def _peek(project: Project) -> tuple[State, Shelf, frozenset[str] | None]:
    """Return what the last build on the disk left, and what changed since."""
    # Looked at before the rows are read: a build that ends in between is told by its hash.
    look = take_look(os.fspath(project.root))
    peeked = peek_memory(project.cache_path)
    if peeked is None:
        return State(), MemoryShelf(), None
    is_known = (
        look is not None and look.stamps.state == peeked.digest and look.stamps.roots == find_roots(project)
    )
    return peeked.state, peeked.shelf, frozenset(look.changed) if look is not None and is_known else None


def build_site(
    project: Project,
    *,
    base_url: str | None = None,
    strict: bool = False,
    jobs: int | None = None,
    look: Look | None = None,
) -> BuildReport:
    """Make a site and write it to the output folder.

    Args:
        project: the project.
        base_url: absolute address of the site; None: that of the configuration.
        strict: a warning fails the build too.
        jobs: most processes; None: as many as there are processors.
        look: what was seen of the files a moment ago, before the project was read; None: nobody looked.
    Returns:
        What was done; if `ok` is false, no file was touched.
    Raises:
        Nothing for wrong content or a folder that cannot be written: both are problems.
    """
    jobs = count_cores() if jobs is None else jobs
    try:
        with lock_output(project.cache_path):
            check_output(project.output_path, project.config.keep, _config_text(project))
            try:
                return _build(project, base_url, strict=strict, jobs=jobs, look=look)
            except (SpoiltShelfError, WorkerError):
                # What the last build left is not what it was: begin anew. A bug comes back then.
                forget_memory(project.cache_path)
                return _build(project, base_url, strict=strict, jobs=jobs, look=None)
    except BuildError as err:
        problems = sorted_problems([*err.problems])
        return _report(project, Made(ok=False, problems=problems, brief_count=0), None)


class _Looked(msgspec.Struct):
    """What a build saw of the files when it began."""

    inputs: dict[str, str]
    changed: frozenset[str] | None
    """Absolute paths of inputs that are not as the last build saw them; None: nobody knows."""
    is_other_names: bool
    """Inputs have come or gone."""
    outputs: dict[str, str]
    """Stamps of the site by absolute path, as the last build left it; empty: nobody knows."""
    changed_outputs: set[str] | None
    """Files and folders of the site that are not as the last build left them; None: nobody knows."""


def _build(
    project: Project, base_url: str | None, *, strict: bool, jobs: int, look: Look | None
) -> BuildReport:
    with _memory(project.cache_path) as memory:
        looked = _look(project, memory, look)
        output = project.output_path
        stage = Stage(output, project.config.keep)
        stage.open()
        try:
            order = Order(
                project=project,
                base_url=_address(project, base_url),
                last=State(),
                changed=looked.changed,
                shelf=memory.shelf,
                sink=StageSink(stage, looked.changed_outputs),
                jobs=jobs,
                cache_path=project.cache_path,
            )
            made = _edit(order, looked, memory)
            is_edit = made is not None
            if made is None:
                last = memory.load_state()
                known = _find_known(project, looked, last)
                made = make_site(msgspec.structs.replace(order, last=last, known=known))
            failing = ("error", "warning") if strict else ("error",)
            if not made.ok or any(problem.severity in failing for problem in made.problems):
                return _report(project, made, None)
            # What edits make was there before, and nobody has touched the site.
            wanted = set() if is_edit else {*made.state.pages, *made.state.assets}
            changed = [path for path, is_new in made.contents.items() if is_new]
            has_strays = not is_edit and _may_have_strays(project, looked, last, wanted)
            deleted = stage.commit(changed, wanted, has_strays=has_strays)
        finally:
            stage.close()
        write_memory(memory, made.state)
        if memory.digest:
            outputs = _look_at_outputs(project, looked, wanted, None if has_strays else [*made.contents])
            _keep_stamps(project, base_url, looked.inputs, outputs, made, strict=strict, digest=memory.digest)
        return _report(project, made, (changed, deleted))


def _edit(order: Order, looked: _Looked, memory: Memory) -> Made | None:
    """Make a site where only briefs were edited since the last build; None if there may be more to do."""
    if not looked.changed or looked.is_other_names or looked.changed_outputs != set() or memory.kept is None:
        return None
    # Editors that write a file aside and rename it touch its folder too; the same names are in it.
    edited = [path for path in looked.changed if path.endswith((".yaml", ".yml", ".lock.json"))]
    if len(edited) > _MOST_EDITED or not all(path in edited or _is_folder(path) for path in looked.changed):
        return None
    work = restore_work(order, memory.kept, edited)
    if work is None:
        return None
    return edit_site(msgspec.structs.replace(work.order, changed=frozenset(edited)), work)


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


@contextlib.contextmanager
def _memory(folder: Path) -> Iterator[Memory]:
    try:
        memory = open_memory(folder)
    except OSError as err:
        message = f'"{folder}" cannot be written: {err.strerror or err}'
        hint = "check permissions and free space"
        raise BuildError(Problem("", None, None, "error", message, hint, "output-unwritable")) from err
    try:
        yield memory
    finally:
        memory.shelf.close()


def find_roots(project: Project) -> list[str]:
    """Return the folders and files that a site depends on."""
    roots = [project.root / CONFIG_NAME, project.content_path, project.root / "themes", builtin_path()]
    return [*dict.fromkeys(map(os.fspath, roots)), *find_code_files()]


def _look(project: Project, memory: Memory, look: Look | None) -> _Looked:
    """See what changed since the last build.

    Args:
        project: the project.
        memory: what the last build left, read since the lock is held.
        look: what was seen before that: of no use if another build has ended in between.
    """
    roots = find_roots(project)
    first = look
    if look is None or look.folder != str(project.root) or look.stamps.state != memory.digest:
        look = take_look(os.fspath(project.root))
    if look is None or look.stamps.roots != roots or look.stamps.state != memory.digest or not memory.digest:
        return _Looked(
            _unsure_config(project, first, look_below(roots, time.time_ns())), None, True, {}, None
        )
    _unsure_config(project, first, look.inputs)
    changed, is_other = frozenset(look.changed), look.inputs.keys() != look.stamps.inputs.keys()
    output = os.fspath(project.output_path)
    if output not in look.stamps.outputs:
        return _Looked(look.inputs, changed, is_other, {}, None)
    changed_outputs = relative_outputs(look.changed_outputs, output)
    return _Looked(look.inputs, changed, is_other, look.stamps.outputs, changed_outputs)


def _unsure_config(project: Project, first: Look | None, inputs: dict[str, str]) -> dict[str, str]:
    """Let the configuration count as changed in the next build if it changed after the project was read."""
    path = os.fspath(project.root / CONFIG_NAME)
    if first is not None and path in inputs and first.inputs.get(path) != inputs[path]:
        inputs[path] = UNSURE
    return inputs


def _find_known(project: Project, looked: _Looked, last: State) -> Known | None:
    """Return what must be as the last build read it; None if everything has to be looked for.

    The files of the content are the same where the same names are, nothing has become a file or a folder, and no
    link leads elsewhere.
    """
    known = last.known
    if known is None or known.files.problems or looked.changed is None or looked.is_other_names:
        return None
    if os.fspath(project.root / CONFIG_NAME) in looked.changed:
        return None
    files = {*known.files.articles, *known.files.briefs, *known.files.pages}
    for path in looked.changed:
        try:
            mode = os.lstat(path).st_mode
        except OSError:
            return None
        if not (stat.S_ISREG(mode) or (stat.S_ISDIR(mode) and path not in files)):
            return None
    return msgspec.structs.replace(
        known,
        names=None if os.fspath(project.names_path) in looked.changed else known.names,
        texts=known.texts if looked.changed.isdisjoint(known.files.pages) else None,
    )


def _may_have_strays(project: Project, looked: _Looked, last: State, wanted: set[str]) -> bool:
    """Tell whether files may lie in the output folder that the site does not have: else nobody needs to look there.

    Whoever puts a file into a folder, or takes one away, changes the stamp of the folder.
    """
    if looked.changed is None or looked.changed_outputs is None:
        return True
    if os.fspath(project.root / CONFIG_NAME) in looked.changed:
        return True  # `keep` may have held files there
    known = {*last.pages, *last.assets}
    return not (known <= wanted and looked.changed_outputs <= known)


def _look_at_outputs(
    project: Project, looked: _Looked, wanted: set[str], changed: list[str] | None
) -> dict[str, str]:
    """Return the stamps of a site that was written.

    Args:
        project: the project.
        looked: what was seen before.
        wanted: all files of the site.
        changed: files that were made; None: anything may be other than before.
    """
    output = os.fspath(project.output_path)
    if changed is None:
        names = {*wanted, *_folders_of(wanted), MARKER}
        paths = [output, *(os.path.join(output, name) for name in sorted(names))]
        return {path: look_at(path) for path in paths}
    # What nobody touched keeps the stamp it had: if somebody did touch it meanwhile, the next build sees that.
    outputs = dict(looked.outputs)
    for name in ("", *changed, *_folders_of(changed)):
        path = os.path.join(output, name) if name else output
        outputs[path] = look_at(path)
    return outputs


def _folders_of(paths: Iterable[str]) -> set[str]:
    folders = {path.rpartition("/")[0] for path in paths}
    for folder in [*folders]:
        while folder := folder.rpartition("/")[0]:
            folders.add(folder)
    return folders - {""}


def _keep_stamps(
    project: Project,
    base_url: str | None,
    inputs: dict[str, str],
    outputs: dict[str, str],
    made: Made,
    *,
    strict: bool,
    digest: str,
) -> None:
    """Keep what was seen, so that a build after which nothing changed is over at once."""
    count = len(made.state.pages) + len(made.state.assets)
    told = tell(count, os.fspath(project.output_path), msgspec.json.encode(made.problems).decode())
    given = project.config.output
    key = make_key(base_url, given if os.path.isabs(given) else "", strict)
    config = "" if os.path.isabs(given) else msgspec.json.encode(project.config).decode()
    stamps = Stamps(key, find_roots(project), inputs, outputs, told=told, state=digest, config=config)
    write_stamps(os.fspath(project.cache_path), stamps)


def _address(project: Project, base_url: str | None) -> str:
    return encode_address((project.config.base_url if base_url is None else base_url).rstrip("/"))


def _config_text(project: Project) -> str:
    try:
        return (project.root / CONFIG_NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _report(project: Project, made: Made, done: tuple[list[str], list[str]] | None) -> BuildReport:
    written, deleted = done or ([], [])
    unchanged_count = 0
    if done and not made.state.is_partly_kept:
        unchanged_count = len(made.state.pages) + len(made.state.assets) - len(written)
    elif done:
        files = {*made.state.pages, *made.state.assets}.difference(written)
        unchanged_count = sum(path.split("/")[0] not in project.config.keep for path in files)
    return BuildReport(
        problems=made.problems,
        written=tuple(written),
        unchanged_count=unchanged_count,
        deleted=tuple(deleted),
        output_path=project.output_path,
        brief_count=made.brief_count,
        ok=done is not None,
    )
