"""Two machines, one of them killed in the middle, say what one process says."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psutil
import pyarrow as pa
import pytest

from huixiang.digest.classes.tests.spoken import AT, spoken
from huixiang.digest.classes.training import train
from huixiang.digest.cluster import Cluster, RayMissing
from huixiang.digest.partitions import Heard, InProcess, Work, split_rows, unheard
from huixiang.digest.pipeline import Settings, digest
from huixiang.digest.tests import stages
from huixiang.digest.tests.heard import heard, octets
from huixiang.digest.tests.twomachines import CAUGHT, begun_on, caught_in_the_middle

HEAD, OTHER = "127.0.0.2", "127.0.0.3"
# A hundred million bytes of shared memory, and nobody is told that the tests ran.
START = (
    str(Path(sys.executable).with_name("ray")), "start", "--block", "--num-cpus=1",
    "--object-store-memory=100000000", "--disable-usage-stats",
)  # fmt: skip
# Whoever once began Ray by hand has a token, which only the nodes would then ask for.
OPEN = {"RAY_AUTH_MODE": "disabled"}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: Ray's sockets below it must not exceed 107 characters."""
    with tempfile.TemporaryDirectory(prefix="hx", ignore_cleanup_errors=True) as path:
        yield Path(path)


@pytest.fixture
def head(folder: Path) -> Iterator[str]:
    """The address of a cluster's head."""
    with socket.socket() as one:
        one.bind((HEAD, 0))
        port = one.getsockname()[1]
    options = ("--head", f"--port={port}", "--include-dashboard=false", f"--temp-dir={folder}")
    with machine(*options, address=HEAD, folder=folder) as node:
        until(node, lambda: socket.create_connection((HEAD, port), 1).close())
        yield f"{HEAD}:{port}"


@pytest.fixture
def other(head: str, folder: Path) -> Iterator[psutil.Process]:
    """A second machine of the cluster."""
    with machine(f"--address={head}", address=OTHER, folder=folder) as node:
        yield node


@contextmanager
def machine(*options: str, address: str, folder: Path) -> Iterator[psutil.Process]:
    """One node of the cluster, bound to an address of its own; at the end it is killed with all it started."""
    with (folder / f"{address}.log").open("wb") as log:
        started = subprocess.Popen(
            [*START, f"--node-ip-address={address}", *options], stdout=log, stderr=log, env={**os.environ, **OPEN}
        )
    node = psutil.Process(started.pid)
    try:
        yield node
    finally:
        kill_family(node)
        started.wait()


def kill_family(node: psutil.Process) -> None:
    """End a node as a power cut does: its raylet, its workers and all else it started, by their ids."""
    with suppress(psutil.NoSuchProcess):
        family = [*node.children(recursive=True), node]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, 10)


def until(node: psutil.Process, ready: Callable[[], None]) -> None:
    """Try until it works; fail when the node ends before."""
    for _try in range(300):
        with suppress(OSError):
            return ready()
        with suppress(psutil.TimeoutExpired):
            raise AssertionError(f"the node ended with {node.wait(0.1)}")
    raise AssertionError("the node did not begin in time")


class Disturbed(Cluster):
    """A cluster whose second machine is killed while it has a partition."""

    def __init__(self, address: str, other: psutil.Process, folder: Path) -> None:
        super().__init__(address, {"_node_ip_address": HEAD})
        self.other, self.folder = other, folder

    def map(self, work: Work, parts: Sequence[pa.Table], heard: Heard = unheard) -> list[pa.Table]:
        """Apply the work; once the second machine is caught in the middle, it is killed."""

        def disturb(done: int) -> None:
            if begun_on(OTHER, self.folder) >= CAUGHT and self.other.is_running():
                kill_family(self.other)
            heard(done)

        caught = partial(caught_in_the_middle, work=work, folder=self.folder, other=OTHER)
        return super().map(caught, parts, disturb)


class TestCluster:
    def test_says_what_one_process_says_when_a_machine_is_killed(
        self, head: str, other: psutil.Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        texts, labels = spoken()
        settings = Settings(model=train(texts, labels, taxonomy="后勤", seed=1, at=AT))
        whole = octets(digest(heard(), settings))
        monkeypatch.setattr("huixiang.digest.pipeline.ROWS_AT_ONCE", 20)

        with Disturbed(head, other, tmp_path) as machines:
            until(other, lambda: both_there(machines))
            found = octets(digest(heard(), settings, runner=machines))
            laid = machines.shuffle(split_rows(stages.keyed(1_000), 300), "key", 4)

        assert found == whole
        assert laid == InProcess().shuffle(split_rows(stages.keyed(1_000), 300), "key", 4)
        assert (begun_on(OTHER, tmp_path), other.is_running()) == (CAUGHT, False)

    def test_needs_ray_only_when_it_is_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "ray", None)

        with pytest.raises(RayMissing, match=r"pip install 'huixiang\[cluster\]'"):
            Cluster()


def both_there(machines: Cluster) -> None:
    if machines.workers < 2:
        raise BlockingIOError
