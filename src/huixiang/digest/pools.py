"""Stages in several processes of this machine; a process that dies costs only the partition it had.

Tables pass between the processes as Arrow files that both sides map into memory; the work is pickled once for all its
partitions.
"""

import os
import pickle
import signal
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import lru_cache, partial
from importlib import import_module
from itertools import count
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
from threadpoolctl import threadpool_limits

from huixiang.digest.partitions import Heard, Work, gathered, laid_out, unheard

LIVES: Final = 3  # how often the processes may die without one more partition done
AHEAD: Final = 2  # partitions laid ready for each process; more would only take memory


class WorkersLost(RuntimeError):
    """The processes died again and again over the same partitions; mostly memory has run out."""


class Pool:
    """Runs stages in ``workers`` processes, started once and ended at the end of the ``with`` block.

    The processes are spawned, so a script that uses a pool starts its work below ``if __name__ == "__main__":``.
    Interrupted, the pool ends its processes at once and leaves no file. Starting takes about a second a process.
    """

    elsewhere = False

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._processes: ProcessPoolExecutor | None = None
        self._names = count()
        self._left = ExitStack()

    def __enter__(self) -> Self:
        self._folder = Path(
            self._left.enter_context(tempfile.TemporaryDirectory(prefix="huixiang-", ignore_cleanup_errors=True))
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end(at_once=kind is not None)
        self._left.close()

    def begin(self, *modules: str) -> None:
        """Start the processes and have them import these modules, where the work is; returns at once.

        Without it they are started by the first stage, which then waits for them.
        """
        for _ in range(self.workers):
            self._running().submit(_import, modules)

    def map(self, work: Work, parts: Sequence[pa.Table], heard: Heard = unheard) -> list[pa.Table]:
        """Apply the work to each partition, in several processes; the results keep the order of the partitions.

        A partition whose process died is done again. The first error of the work itself is raised as it is.

        :raises WorkersLost: the processes died three times without finishing one more partition.
        """
        results: dict[int, pa.Table] = {}
        lives, told = LIVES, self._file()
        told.write_bytes(pickle.dumps(work))
        while len(results) < len(parts):
            before = len(results)
            try:
                for place, result in self._finished(told, parts, results):
                    results[place] = result
                    heard(len(results))
            except BrokenProcessPool as error:
                self._end(at_once=True)
                lives = LIVES if len(results) > before else lives - 1
                if not lives:
                    raise WorkersLost(
                        f"The processes died {LIVES} times over the same partitions; try smaller ones or fewer at once."
                    ) from error
        return [results[place] for place in range(len(parts))]

    def shuffle(self, parts: Sequence[pa.Table], key: str, count: int) -> list[pa.Table]:
        """Lay rows with the same key into the same of ``count`` partitions; the sorting is done in the processes."""
        return gathered(self.map(partial(laid_out, key=key, count=count), parts), count)

    def _finished(
        self, told: Path, parts: Sequence[pa.Table], done: dict[int, pa.Table]
    ) -> Iterator[tuple[int, pa.Table]]:
        """Yield each missing partition's place and result as it comes."""
        missing = iter([place for place in range(len(parts)) if place not in done])
        under_way: dict[Future[None], tuple[int, Path, Path]] = {}
        try:
            while True:
                while len(under_way) < AHEAD * self.workers and (place := next(missing, None)) is not None:
                    laid, made = self._file(), self._file()
                    write_table(parts[place], laid)
                    under_way[self._running().submit(_work_on_files, told, laid, made)] = (place, laid, made)
                if not under_way:
                    return
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    future.result()
                    place, laid, made = under_way.pop(future)
                    yield place, read_table(made)
                    laid.unlink()
                    made.unlink()
        finally:
            for future in under_way:
                future.cancel()

    def _running(self) -> ProcessPoolExecutor:
        if self._processes is None:
            self._processes = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=_begin)
        return self._processes

    def _end(self, *, at_once: bool) -> None:
        processes, self._processes = self._processes, None
        if processes is None:
            return
        if at_once:
            for process in list((processes._processes or {}).values()):  # noqa: SLF001 - public from Python 3.14 on
                process.kill()
        processes.shutdown(cancel_futures=True)

    def _file(self) -> Path:
        return self._folder / str(next(self._names))


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as an Arrow file that ``read_table`` maps; only the rows of a slice are written.

    :raises OSError: the disk is full; the caller removes what was begun.
    """
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table)


def read_table(path: Path) -> pa.Table:
    """Map an Arrow file; its pages are read when they are touched, and stay readable after the file is gone."""
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_stream(file).read_all()


def _work_on_files(told: Path, laid: Path, made: Path) -> None:
    write_table(_work_in(told)(read_table(laid)), made)
    pa.default_memory_pool().release_unused()  # an idle process keeps little


@lru_cache(maxsize=1)
def _work_in(told: Path) -> Work:
    work: Work = pickle.loads(told.read_bytes())  # noqa: S301 # nosec B301 - our own parent wrote it
    return work


def _import(modules: Sequence[str]) -> None:
    for module in modules:
        import_module(module)


def _begin() -> None:
    """Make a process one worker of many: one thread, deaf to Ctrl-C, gone when its parent is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # for what is loaded from now on
    threadpool_limits(1)
    pa.set_cpu_count(1)
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
