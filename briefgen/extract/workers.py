"""Workers: reading articles, from the cache or anew, in this process or in several where that pays."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from types import TracebackType
from typing import Self

import msgspec

from briefgen.extract.cache import Cache, pack_reading, parse_reading, reading_key, subject_version
from briefgen.extract.reading import Reading, read_article
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.config import OwnMeasure
from briefgen.model.errors import ContentError
from briefgen.model.names import Names
from briefgen.model.problem import Problem, sorted_problems

Progress = Callable[[int, int], None]
"""Called with the number of articles read and the number of all."""

MOST_JOBS = 8
"""Processes started where nobody says how many: each takes some 60 MB."""
_WORTH_CHARS = 700_000
"""Text to read for each process, from which it pays to start it: loading the word lists takes a worker about a second,
in which 30,000 words are read; measured with 100 to 1,000 articles on two cores."""
_BATCH_CHARS = 60_000
"""Text handed to a worker at a time: some ten articles, a third of a second."""
_LOOKED_UP = 500
"""Articles looked up in the cache at a time."""
_WAITING = 3
"""Batches handed out for each process, the one in work among them: so that memory does not grow with the articles."""


class Task(msgspec.Struct, frozen=True):
    """What a reading depends on beside its article."""

    subject: Subject
    names: Names
    measures: tuple[OwnMeasure, ...]


_TASK = msgspec.msgpack.Decoder(Task)
_ARTICLES = msgspec.msgpack.Decoder(list[Article])


def default_jobs() -> int:
    """Return how many processes may be started where nobody says: one for each core that this one may use."""
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable is not None else os.cpu_count() or 1
    return max(1, min(MOST_JOBS, cores))


class Workers:
    """Reads articles; its processes live until it is closed. Used as a context."""

    def __init__(self, cache: Cache, *, jobs: int | None = 1) -> None:
        """Prepare; no process is started before it pays.

        Args:
            cache: where readings are kept.
            jobs: most processes that read, 1: only this one; None: as many as there are cores.
        """
        self.cache = cache
        self.jobs = default_jobs() if jobs is None else max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def read(
        self, articles: Sequence[Article], task: Task, progress: Progress | None = None
    ) -> dict[str, Reading]:
        """Read each article by itself.

        Returns:
            Readings by id, in the order of the articles; the same from the cache as anew, whatever the number of
            processes.

        Raises:
            ContentError: articles on which the rules fail; all others are read and kept.
        """
        version = subject_version(task.subject, task.names, task.measures)
        found: dict[str, Reading] = {}
        due: list[Article] = []
        failed: list[Problem] = []
        for at in range(0, len(articles), _LOOKED_UP):
            part = articles[at : at + _LOOKED_UP]
            kept = self.cache.load(reading_key(article, version) for article in part)
            for article in part:
                content = kept.get(reading_key(article, version))
                reading = parse_reading(content) if content is not None else None
                if reading is None:
                    due.append(article)
                else:
                    found[article.id] = reading
            if progress is not None and found:
                progress(len(found), len(articles))
        for batch, contents in self._contents(due, task):
            told = list(zip(batch, contents, strict=True))
            failed += [_failure(article, content) for article, content in told if isinstance(content, str)]
            pairs = [(article, content) for article, content in told if isinstance(content, bytes)]
            self.cache.keep({reading_key(article, version): content for article, content in pairs})
            for article, content in pairs:
                reading = parse_reading(content)
                found[article.id] = reading if reading is not None else _read(article, task)
                if progress is not None:
                    progress(len(found), len(articles))
        if failed:
            raise ContentError(sorted_problems(failed))
        return {article.id: found[article.id] for article in articles}

    def _contents(
        self, due: Sequence[Article], task: Task
    ) -> Iterator[tuple[list[Article], list[bytes | str]]]:
        """Read articles, a batch at a time, in any order."""
        batches = _batches(due)
        jobs = min(self.jobs, sum(len(article.text) for article in due) // _WORTH_CHARS, len(batches))
        if jobs >= 2:
            yield from self._in_processes(batches, task, jobs)
        for batch in batches:
            yield batch, [_read_packed(article, task) for article in batch]

    def _in_processes(
        self, batches: list[list[Article]], task: Task, jobs: int
    ) -> Iterator[tuple[list[Article], list[bytes | str]]]:
        """Read the batches in processes, and take them from the list; what is left, where those die, stays in it."""
        encoded = msgspec.msgpack.encode(task)
        pending: dict[Future[list[bytes | str]], list[Article]] = {}
        try:
            if self._pool is None:
                self._pool = _start(jobs)
            while batches or pending:
                while batches and len(pending) < jobs * _WAITING:
                    batch = batches.pop()
                    pending[self._pool.submit(_read_batch, msgspec.msgpack.encode(batch), encoded)] = batch
                for future in wait(pending, return_when=FIRST_COMPLETED).done:
                    yield pending[future], future.result()
                    del pending[future]
        except (BrokenProcessPool, OSError):
            # No processes here (no semaphores, no memory), or one was killed: this one reads what is left.
            batches += pending.values()
            self.jobs = 1
            self.close()


def _start(jobs: int) -> ProcessPoolExecutor:
    methods = multiprocessing.get_all_start_methods()
    # A plain fork copies the locks of other threads (the progress bar's) as they are held at that moment.
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["briefgen.extract.reading"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare_worker)


def _prepare_worker() -> None:
    """Leave Ctrl-C to the first process, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _batches(articles: Sequence[Article]) -> list[list[Article]]:
    batches: list[list[Article]] = []
    size = _BATCH_CHARS
    for article in articles:
        if size >= _BATCH_CHARS:
            batches.append([])
            size = 0
        batches[-1].append(article)
        size += len(article.text)
    return batches


def _read(article: Article, task: Task) -> Reading:
    return read_article(article, task.subject, task.names, task.measures)


def _read_packed(article: Article, task: Task) -> bytes | str:
    """Return the packed reading of an article; where a rule fails on it, what failed where: no text may stop a run."""
    try:
        return pack_reading(_read(article, task))
    except Exception as err:  # noqa: BLE001 - a rule with a mistake must not hide what all other articles tell
        return f"{type(err).__name__} in {_place_of(err)}"


def _place_of(err: Exception) -> str:
    """Return the module and function of briefgen in which an error came up."""
    frames = [frame for frame, _ in traceback.walk_tb(err.__traceback__)]
    name = str(frames[-1].f_globals.get("__name__", ""))
    return f"{name.rpartition('.')[2]}.{frames[-1].f_code.co_name}"


def _failure(article: Article, what: str) -> Problem:
    return Problem(
        path=article.path,
        line=None,
        column=None,
        severity="error",
        message=f'briefgen fails on article "{article.id}": {what}',
        hint="that is a mistake of briefgen: please report it with the article; no brief was changed, and without this "
        "article the others can be extracted",
        code="article-failed",
    )


@lru_cache(maxsize=2)
def _parse_task(encoded: bytes) -> Task:
    return _TASK.decode(encoded)


def _read_batch(articles: bytes, task: bytes) -> list[bytes | str]:
    """Read articles in a worker."""
    return [_read_packed(article, _parse_task(task)) for article in _ARTICLES.decode(articles)]
