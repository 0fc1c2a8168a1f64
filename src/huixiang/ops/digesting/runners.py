"""Where the engine's stages run: here, in several processes, or on a cluster; the results are the same."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from huixiang.digest.cluster import Cluster, RayMissing
from huixiang.digest.partitions import InProcess, Runner
from huixiang.digest.pools import Pool
from huixiang.ops.digesting.refusals import BadChoice, Stopped

STAGES: Final = "huixiang.digest.pipeline"
MANY: Final = 50_000  # rows for which starting more processes pays


@contextmanager
def chosen_runner(options: argparse.Namespace, rows: int) -> Iterator[Runner]:
    """Give the runner that was asked for; else one process for few rows and one for each processor for many.

    :raises Stopped: fewer than one worker, or there is no cluster.
    """
    if options.workers is not None and options.workers < 1:
        raise BadChoice(option="--workers", value=options.workers)
    if options.cluster:
        try:
            with Cluster(None if options.cluster == "auto" else options.cluster) as cluster:
                yield cluster
        except (RayMissing, ConnectionError) as error:
            raise Stopped(why=str(error)) from error
        return
    workers = options.workers or (os.cpu_count() or 1 if rows >= MANY else 1)
    if workers == 1:
        yield InProcess()
        return
    with Pool(workers) as pool:
        pool.begin(STAGES)  # while the classes are learnt here
        yield pool
