"""Stages on several machines through Ray, which is asked for only here: ``pip install 'huixiang[cluster]'``.

The functions are those of one machine, so the results are too. A machine that dies costs the partitions it had.
"""

import importlib
import os
from collections.abc import Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa

from huixiang.digest.partitions import Heard, Work, gathered, laid_out, unheard

AGAIN: Final = 8  # how often a partition is done again when the machine that had it is gone
AHEAD: Final = 2  # partitions sent for each worker, so that none waits for the next


class RayMissing(RuntimeError):
    """The package that runs stages on several machines is not installed."""


class Cluster:
    """Runs stages on a Ray cluster, for the time of a ``with`` block.

    ``address`` is that of the cluster's head, ``host:port``; None starts Ray on this machine alone, with as many
    workers as it has processors. Nothing is reported to anybody, and no dashboard is begun. Huixiang must be installed
    on every machine, in the same version. ``options`` go to ``ray.init`` as they are.

    :raises RayMissing: Ray is not installed.
    :raises ConnectionError: there is no cluster at the address.
    """

    def __init__(self, address: str | None = None, options: Mapping[str, Any] | None = None) -> None:
        self._ray = _ray()
        self._address = address
        self._options = dict(options or {})

    def __enter__(self) -> Self:
        where: dict[str, Any] = {"address": self._address}
        if self._address is None:  # Ray refuses these when it joins a cluster
            where = {"include_dashboard": False, "num_cpus": os.cpu_count()}
        self._ray.init(**{"log_to_driver": False, "logging_level": "error", **where, **self._options})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ray.shutdown()

    @property
    def elsewhere(self) -> bool:
        """Its machines are others, or may be."""
        return True

    @property
    def workers(self) -> int:
        """How many partitions are worked on at once: the processors of the machines that are there now."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def map(self, work: Work, parts: Sequence[pa.Table], heard: Heard = unheard) -> list[pa.Table]:
        """Apply the work to each partition, on whichever machine is free; the results keep the partitions' order.

        :raises ray.exceptions.RayError: a partition was lost with its machine more than eight times.
        """
        told = self._ray.put(work)
        on_a_machine = self._ray.remote(num_cpus=1, max_retries=AGAIN)(_work_on)
        results: dict[int, pa.Table] = {}
        under_way: dict[Any, int] = {}
        for place, part in enumerate(parts):
            if len(under_way) >= AHEAD * self.workers:
                self._take_one(under_way, results, heard)
            # put here, so that it stays on this machine and outlives the one it is sent to
            under_way[on_a_machine.remote(told, self._ray.put(whole(part)))] = place
        while under_way:
            self._take_one(under_way, results, heard)
        return [results[place] for place in range(len(parts))]

    def shuffle(self, parts: Sequence[pa.Table], key: str, count: int) -> list[pa.Table]:
        """Lay rows with the same key into the same of ``count`` partitions; the sorting is done on the machines."""
        return gathered(self.map(partial(laid_out, key=key, count=count), parts), count)

    def _take_one(self, under_way: dict[Any, int], results: dict[int, pa.Table], heard: Heard) -> None:
        for done in self._ray.wait(list(under_way), num_returns=1, fetch_local=True)[0]:
            results[under_way.pop(done)] = self._ray.get(done)
            heard(len(results))


def whole(part: pa.Table) -> pa.Table:
    """Copy a slice to a table of its own: a slice would travel with all the rows it was cut from."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, part.schema) as writer:
        writer.write_table(part)
    return pa.ipc.open_stream(sink.getvalue()).read_all()


def _work_on(work: Work, part: pa.Table) -> pa.Table:
    return work(part)


def _ray() -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read when Ray is imported
    try:
        return importlib.import_module("ray")
    except ModuleNotFoundError as error:
        raise RayMissing(
            "Several machines need Ray, which is not installed: pip install 'huixiang[cluster]', "
            "or leave the cluster out; the results are the same."
        ) from error
