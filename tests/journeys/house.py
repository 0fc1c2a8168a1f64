"""Starts the real house for journeys, as ``huixiang run`` does for people, with a port and a data folder of its own."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
START_SECONDS = 420
PR_SET_PDEATHSIG = 1


@dataclass
class House:
    """A running house: where it answers and where it keeps its data."""

    port: int
    data_dir: Path
    process: subprocess.Popen[bytes] = field(repr=False)
    log: Path
    told: dict[str, str] = field(default_factory=dict)
    """What the seeding said: by name."""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def play(self, script: str, *arguments: str) -> str:
        """Run a script of this folder inside the house and return what it printed."""
        command = [sys.executable, str(HERE / script), *arguments]
        around = surroundings(self.data_dir, self.port)
        done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{script} failed:\n{done.stderr[-4000:]}"
        return done.stdout

    def last_words(self) -> str:
        """What the house printed last; for the message of a failed start."""
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def end(self) -> None:
        """Stop it with everything it started, and remove its data."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        # A start that failed half-way may have left the database running.
        stop = [sys.executable, "-m", "huixiang.ops.cli", "stop"]
        subprocess.run(stop, env=surroundings(self.data_dir, self.port), capture_output=True, check=False)
        shutil.rmtree(self.data_dir, ignore_errors=True)


def start_house(*, demo: bool = False, **settings: str) -> House:
    """Start a house and wait until it answers; ``settings`` are further variables of its environment."""
    data_dir = Path(tempfile.mkdtemp(prefix="hx-house-"))
    data_dir.chmod(0o755)  # root hands the database to another account, which must be able to enter
    port = free_port()
    log = data_dir / "house.log"
    command = [sys.executable, "-m", "huixiang.ops.cli", "run", *([] if demo else ["--no-demo"])]
    with log.open("wb") as out:
        process = subprocess.Popen(  # the tests start no threads of their own before this
            command, env=surroundings(data_dir, port) | settings, stdout=out, stderr=out,
            preexec_fn=_end_with_parent,  # noqa: PLW1509
        )  # fmt: skip
    house = House(port, data_dir, process, log)
    try:
        _wait_until_it_answers(house)
    except BaseException:
        house.end()
        raise
    return house


def surroundings(data_dir: Path, port: int) -> dict[str, str]:
    """The environment of a house: nothing of the tests' own house leaks in."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if name == "HX_PG_BIN" or not name.startswith(("HX_", "DATABASE_", "DJANGO_"))
    }
    return ours | {
        "HX_DATA_DIR": str(data_dir),
        "HX_PORT": str(port),
        "HX_ORIGIN": f"http://127.0.0.1:{port}",
        "HX_WEB_WORKERS": "1",  # two houses may stand beside each other on two cores
        "HX_SUBMIT_PER_MINUTE": "600",  # every speaker of the journeys comes from the same address
        "DJANGO_SETTINGS_MODULE": "huixiang.config.settings",
        "PYTHONPATH": str(HERE.parents[1] / "src"),
    }


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_it_answers(house: House) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert house.process.poll() is None, f"the house ended at its start:\n{house.last_words()}"
        try:
            urllib.request.urlopen(f"{house.origin}/", timeout=5)  # noqa: S310 - our own loopback address
        except urllib.error.HTTPError:
            return  # it answers; without an organisation there is no page yet
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the house did not answer within {START_SECONDS} s:\n{house.last_words()}")


def _end_with_parent() -> None:
    """Runs in the house: when the tests are killed it ends too (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
