"""Grades many submissions on an executor: processes of this machine, or a Dask cluster.

An executor of `concurrent.futures` is all that is asked for. A few batches are on their way at any
time, so memory does not grow with the class. A submission that kills its process costs itself:
those that were on their way with it are tried again, one by one, and the one that kills again is
told.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from itertools import islice

from grader import record
from grader.cohort.grade_task import graded, not_graded
from grader.cohort.graded_records import Graded, Task
from grader.cohort.rubric_files import RubricFiles
from grader.errors import GraderError, UsageError
from grader.gradescope import CRASHED

BATCH = 4
"""Submissions that travel together: enough that travelling costs little, few enough to lose."""
AHEAD = 3
"""Batches on their way for each worker: one in work, and others so that none ever waits."""
TIMEOUT = 600.0
"""Seconds that one submission may take, as on the platform."""
KILLED = "it ends the process that grades it, also when it is graded alone"


@record(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where work is done: makes an executor when one is needed, again where one was lost.

    workers: how many submissions it grades at a time.
    """

    open: Callable[[], AbstractContextManager[Executor]]
    workers: int


def local(jobs: int | None = None) -> Engine:
    """Processes of this machine: as many as it has processors, if nothing is said."""
    count = jobs or available_processors()
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload([graded.__module__])

    @contextmanager
    def opened() -> Iterator[Executor]:
        executor = ProcessPoolExecutor(count, mp_context=context, initializer=_let_us_be_stopped)
        try:
            yield executor
        finally:
            executor.shutdown(cancel_futures=True)

    return Engine(open=opened, workers=count)


def _let_us_be_stopped() -> None:
    """Ctrl-C reaches every process of a terminal; the one that asked for work tells the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def available_processors() -> int:
    """Processors that this process may use, which in a container are fewer than there are."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def cluster(address: str) -> Engine:
    """A Dask cluster by the address of its scheduler. Raises UsageError where it is not there."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--scheduler needs Dask: pip install 'stepgrader[cluster]' here and on the workers"
        ) from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"there is no Dask scheduler at {address}: {error}; start one with `dask scheduler`,"
            " and workers with `dask worker ADDRESS`"
        ) from None
    workers = sum(client.ncores().values())
    if not workers:
        raise UsageError(
            f"the scheduler at {address} has no workers; start `dask worker {address}`"
        )

    @contextmanager
    def opened() -> Iterator[Executor]:
        yield client.get_executor(pure=False)

    return Engine(open=opened, workers=workers)


def grade_all(
    engine: Engine,
    rubric: RubricFiles,
    tasks: Iterable[Task],
    timeout: float = TIMEOUT,
    only: frozenset[str] | None = None,
) -> Iterator[Graded]:
    """Grade tasks, and give each as it is done, in no particular order. only: as in `graded`.

    Raises GraderError where no worker can grade anything.
    """
    waiting = iter(tasks)
    is_broken = True
    while is_broken:
        doubtful: list[Task] = []
        with engine.open() as executor:
            work = _Work(executor=executor, rubric=rubric, timeout=timeout, only=only)
            is_broken = yield from work.until_broken(waiting, AHEAD * engine.workers, doubtful)
        yield from _one_by_one(engine, rubric, doubtful, timeout, only)


def _one_by_one(
    engine: Engine,
    rubric: RubricFiles,
    tasks: Iterable[Task],
    timeout: float,
    only: frozenset[str] | None,
) -> Iterator[Graded]:
    """Grade each task alone; one whose process ends costs its executor, and a new one is made."""
    waiting = deque(tasks)
    while waiting:
        with engine.open() as executor:
            work = _Work(executor=executor, rubric=rubric, timeout=timeout, only=only)
            while waiting:
                task = waiting.popleft()
                made = _result(work.sent([task]))
                yield from made or [not_graded(task, CRASHED, KILLED)]
                if made is None:
                    break


@record(frozen=True, slots=True, kw_only=True)
class _Work:
    executor: Executor
    rubric: RubricFiles
    timeout: float
    only: frozenset[str] | None

    def sent(self, batch: Sequence[Task]) -> Future[list[Graded]]:
        """A batch on its way; one that an executor does not take any more has failed at once."""
        try:
            return self.executor.submit(graded, self.rubric, batch, self.timeout, self.only)
        except BrokenExecutor as broken:
            failed: Future[list[Graded]] = Future()
            failed.set_exception(broken)
            return failed

    def until_broken(
        self, waiting: Iterator[Task], most: int, doubtful: list[Task]
    ) -> Generator[Graded, None, bool]:
        """Grade what is waiting; what did not come back becomes doubtful.

        Returns whether the executor broke. most: batches that may be on their way.
        """
        on_way: dict[Future[list[Graded]], Sequence[Task]] = {}
        is_broken = False
        while True:
            while not is_broken and len(on_way) < most and (batch := [*islice(waiting, BATCH)]):
                on_way[self.sent(batch)] = batch
            if not on_way:
                return is_broken
            for future in wait(on_way, return_when=FIRST_COMPLETED).done:
                sent = on_way.pop(future)
                made = _result(future)
                if made is None:
                    doubtful += sent
                    is_broken |= isinstance(future.exception(), BrokenExecutor)
                yield from made or ()


def _result(future: Future[list[Graded]]) -> list[Graded] | None:
    """What became of a batch; None where its process is gone, or the batch was lost on its way."""
    try:
        return future.result()
    except GraderError:
        raise
    except Exception:
        return None
