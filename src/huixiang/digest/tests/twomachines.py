"""A work that shows which machine has it, and is caught in the middle when its machine is killed."""

from pathlib import Path

import pyarrow as pa
import ray

from huixiang.digest.partitions import Work

CAUGHT = 2  # the partition of the other machine that it never finishes


def caught_in_the_middle(part: pa.Table, *, work: Work, folder: Path, other: str) -> pa.Table:
    """Do the work; but the other machine never ends its second partition, and this one waits until it has begun it."""
    here = ray.util.get_node_ip_address()
    mine = folder / here
    mine.mkdir(exist_ok=True)
    (mine / str(len(list(mine.iterdir())))).touch()
    while here == other and begun_on(other, folder) >= CAUGHT:
        pass  # until it is killed
    while begun_on(other, folder) < CAUGHT:
        if here == other:
            break
    return work(part)


def begun_on(address: str, folder: Path) -> int:
    """How many partitions the machine has begun."""
    place = folder / address
    return len(list(place.iterdir())) if place.exists() else 0
