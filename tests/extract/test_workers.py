"""Reading articles in one process or in several: the same readings, whatever happens to the processes."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefgen.extract import workers as workers_module
from briefgen.extract.cache import Cache
from briefgen.extract.workers import Task, Workers, default_jobs
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article

TASK = Task(Subject(countries=["LK"]), Names(), ())


def articles(count: int = 12) -> list[Article]:
    """Return articles that differ in one number and one day."""
    text = (
        "On Friday the Ministry of Health said that {0} people had died in Galle. On {1} May soldiers came."
    )
    return [
        make_article(text.format(number + 3, 1 + number % 9), name=f"a{number:02}", published="2023-05-10")
        for number in range(count)
    ]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes pay from the first article on."""
    monkeypatch.setattr(workers_module, "_WORTH_CHARS", 1)
    monkeypatch.setattr(workers_module, "_BATCH_CHARS", 200)


def count_starts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets the number of processes whenever some are started."""
    started: list[int] = []
    real = workers_module._start

    def start(jobs: int) -> object:
        started.append(jobs)
        return real(jobs)

    monkeypatch.setattr(workers_module, "_start", start)
    return started


def test_few_articles_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen short articles are read before a process is there."""
    started = count_starts(monkeypatch)
    with Workers(Cache(None), jobs=8) as workers:
        assert list(workers.read(articles(), TASK)) == [article.id for article in articles()]
    assert started == []


@pytest.mark.slow
@pytest.mark.usefixtures("eager")
def test_readings_are_the_same_with_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes give what one gives, in the same order, and keep it; then nothing is read and none started."""
    with Workers(Cache(None), jobs=1) as workers:
        expected = workers.read(articles(), TASK)
    started = count_starts(monkeypatch)
    seen: list[tuple[int, int]] = []
    with Cache(tmp_path) as cache, Workers(cache, jobs=2) as workers:
        found = workers.read(articles(), TASK, lambda done, total: seen.append((done, total)))
        assert found == expected
        assert list(found) == list(expected)
        assert workers.read(articles(), TASK) == expected
    assert seen == [(done, 12) for done in range(1, 13)]
    assert started == [2]
    with Cache(tmp_path) as cache, Workers(cache, jobs=2) as workers:
        assert workers.read(articles(), TASK) == expected
    assert started == [2]


@pytest.mark.slow
@pytest.mark.usefixtures("eager")
def test_killed_worker_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system kills a worker, the first process reads what is left."""
    with Workers(Cache(None), jobs=2) as workers:
        real = workers._in_processes

        def kill_first(batches: list[list[Article]], task: Task, jobs: int) -> object:
            for number, done in enumerate(real(batches, task, jobs)):
                yield done
                if number == 0:
                    assert workers._pool is not None
                    for process in workers._pool._processes.values():
                        assert process.pid is not None
                        os.kill(process.pid, signal.SIGKILL)

        monkeypatch.setattr(workers, "_in_processes", kill_first)
        found = workers.read(articles(), TASK)
    with Workers(Cache(None), jobs=1) as workers:
        assert found == workers.read(articles(), TASK)


@pytest.mark.usefixtures("eager")
def test_system_without_processes_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started (no semaphores, as in small containers), one reads all."""

    def refuse(_jobs: int) -> object:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(workers_module, "_start", refuse)
    with Workers(Cache(None), jobs=2) as workers:
        assert list(workers.read(articles(), TASK)) == [article.id for article in articles()]


@pytest.mark.usefixtures("eager")
def test_interrupted_reading_keeps_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After Ctrl-C the next run reads only what is left."""

    def interrupt(done: int, _total: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Cache(tmp_path) as cache, Workers(cache, jobs=1) as workers:
        workers.read(articles(), TASK, interrupt)
    read: list[str] = []
    real = workers_module.read_article

    def noting(article: Article, *rest: object) -> object:
        read.append(article.id)
        return real(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(workers_module, "read_article", noting)
    with Cache(tmp_path) as cache, Workers(cache, jobs=1) as workers:
        workers.read(articles(), TASK)
    assert read == [article.id for article in articles()][6:]


def test_default_is_as_many_as_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process for each core that may be used, eight at most."""

    def cores(count: int) -> Sequence[int]:
        return range(count)

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: cores(3), raising=False)
    assert default_jobs() == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: cores(64), raising=False)
    assert default_jobs() == 8
