"""Keeps the processes of the site running: restarts what dies, ends all together, leaves no orphans."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
CALM_SECONDS = 10.0
GRACE_SECONDS = 15.0


def end_with_parent() -> None:
    """Have the kernel end this process when the one that started it dies, however it dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A program that should always run. ``patience`` doubles with each quick death, up to 10 seconds."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    nice: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    patience: float = 0.5
    due: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            list(self.command),
            env=dict(self.environment),
            preexec_fn=self._settle,  # noqa: PLW1509 - the supervisor has one thread
            start_new_session=True,
        )

    def _settle(self) -> None:
        """Runs in the child: end with the parent even if that is killed, and be modest if asked to."""
        end_with_parent()
        if self.nice:
            os.nice(self.nice)

    def look_after(self) -> None:
        """Start it again when it has died and its patience is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            quick = now - self.started < CALM_SECONDS
            self.patience = min(self.patience * 2, CALM_SECONDS) if quick else 0.5
            print(f"{self.name} ended with {self.process.returncode}; starting it again", file=sys.stderr)
            self.process, self.due = None, now + self.patience
        if now >= self.due:
            self.start()


def supervise(children: Sequence[Child], *, each_round: Callable[[], None]) -> None:
    """Keep the children running until SIGTERM or Ctrl-C, then end them within 15 seconds."""
    ending = False

    def end(_signal: int, _frame: object) -> None:
        nonlocal ending
        ending = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not ending:
        for child in children:
            child.look_after()
        each_round()
        time.sleep(0.5)
    _end_all(children)


def _end_all(children: Sequence[Child]) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for process in running:
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
