"""A house for measuring: a data folder of its own, embedded PostgreSQL as shipped (fsync on), site and worker.

Nothing of it outlives the measuring.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from huixiang.ops.postgres import Server, ensure_running, stop
from huixiang.ops.provision import SUPERUSER, provision

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 2, 4
START_SECONDS = 180
DURABLE = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")


class NotDurable(RuntimeError):
    """The server would lose what it confirmed: figures of it would say nothing."""


@dataclass(slots=True)
class House:
    """A running house. ``people`` has the session cookie of each member, ``units`` the ids of units by code."""

    server: Server
    port: int
    organisation_id: int = 0
    people: dict[str, str] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "HX_PG_BIN") if name in os.environ}
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        return kept | {
            "HX_DATA_DIR": str(self.server.data_dir),
            "HX_HOSTS": "127.0.0.1",
            "HX_ORIGIN": f"http://127.0.0.1:{self.port}",
            "HX_SUBMIT_PER_MINUTE": "100000000",
            "DJANGO_SETTINGS_MODULE": "huixiang.config.settings",
            "PYTHONPATH": path,
        }

    def connect(self, database: str = "huixiang") -> psycopg.Connection:
        """A connection that sees every row, for seeding and counting."""
        return psycopg.connect(host=str(self.server.socket), user=SUPERUSER, dbname=database, autocommit=True)

    def one(self, query: str, *values: object) -> Any:
        """The first column of the first row."""
        with self.connect() as connection:
            row = connection.execute(query, values).fetchone()
        return row[0] if row else None

    def run(self, *arguments: str, **environment: str) -> str:
        """Run one of our modules to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment | environment, check=True, stdout=subprocess.PIPE,
            cwd=ROOT,
        )  # fmt: skip
        return done.stdout.decode()


@contextmanager
def standing_house(kept: Path | None = None, *, on: Path | None = None) -> Iterator[House]:
    """A house with the cast of the tests in it and nothing said yet, or a copy of a kept one; removed afterwards.

    In a folder below ``on``, else where temporary files lie.

    :raises NotDurable: the server is not set to keep what it confirms.
    """
    folder = Path(tempfile.mkdtemp(prefix="hx-bench-", dir=on))
    folder.chmod(0o755)  # PostgreSQL runs under another account when we are root
    house = House(Server(folder), free_port())
    try:
        if kept is not None:
            copy_folder(kept, folder)
        ensure_running(house.server)
        provision(house.server)
        _refuse_unless_durable(house)
        told = folder / "told.json"
        if kept is None:
            house.run("-m", "huixiang.ops.cli", "migrate")
        again = ["again"] if kept else []
        told.write_text(house.run("-m", "bench.founding", *again, HX_AS_OWNER="yes"), encoding="utf-8")
        house.run("-m", "django", "collectstatic", "--noinput", "--verbosity", "0")
        found = json.loads(told.read_text(encoding="utf-8"))
        house.organisation_id, house.people, house.units = found["organisation"], found["people"], found["units"]
        yield house
    finally:
        stop(house.server)
        shutil.rmtree(house.server.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def copy_folder(source: Path, target: Path) -> None:
    """Copy what is in a folder with its owners, which PostgreSQL insists on; the socket is left out."""
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", "--reflink=auto", f"{source}/.", str(target)], check=True)
    shutil.rmtree(target / "postgres" / "socket", ignore_errors=True)


def _refuse_unless_durable(house: House) -> None:
    wrong = [name for name in DURABLE if house.one(f"SELECT current_setting('{name}')") != "on"]
    if wrong:
        raise NotDurable(f"not on: {', '.join(wrong)}")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def granian(port: int, application: str) -> Sequence[str]:
    """The command of the site as ``huixiang run`` starts it, for any WSGI application."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning",
        "--respawn-failed-workers", application,
    ]  # fmt: skip


@contextmanager
def site_of(house: House) -> Iterator[int]:
    """The site of the house at its port; gives the number of its first process."""
    command = granian(house.port, "huixiang.config.wsgi:application")
    with running(command, house.environment, port=house.port) as number:
        yield number


@contextmanager
def worker_of(house: House) -> Iterator[None]:
    """A worker of the house."""
    with running(worker_command(), house.environment):
        yield


def worker_command() -> Sequence[str]:
    """The command of a worker, as modest as ``huixiang run`` makes it."""
    return ["nice", "-n", "10", sys.executable, "-m", "huixiang.ops.cli", "worker"]


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], *, port: int | None = None) -> Iterator[int]:
    """A program that runs for the length of the block; entered once its port, if any, answers. Gives its number."""
    # Standard output is for figures only.
    process = subprocess.Popen(list(command), env=dict(environment), cwd=ROOT, stdout=sys.stderr)
    try:
        if port is not None:
            wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the process listens on the port.

    :raises TimeoutError: it ended, or does not after three minutes.
    """
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")
