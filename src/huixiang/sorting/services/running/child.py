"""Starts the engine in a process of its own, listens to its progress, and stops it when the run was ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from huixiang.sorting.services.running import LAST_WORDS

Told = Callable[[str, int, int], bool]


class EngineFailed(RuntimeError):
    """The engine's process ended badly; the message is what it said last."""


class EngineStopped(RuntimeError):
    """The run was ended from outside; the engine's process is gone."""


def run_apart(folder: Path, *, told: Told) -> None:
    """Run the engine over a folder and wait; ``told`` hears each stage and says False to stop it.

    :raises EngineFailed: it could not finish.
    :raises EngineStopped: ``told`` said so.
    """
    command = [sys.executable, "-m", "huixiang.digest.apart", str(folder)]
    source = str(Path(__file__).resolve().parents[4])
    environment = {**os.environ, "PYTHONPATH": source}
    with (folder / "errors.txt").open("wb") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment, text=True
        )
        with child:
            try:
                _listen(child, told)
            except BaseException:
                child.kill()
                raise
    if child.returncode != 0:
        said = (folder / "errors.txt").read_text("utf-8", "replace").strip()
        raise EngineFailed(said[-LAST_WORDS:] or f"exit code {child.returncode}")


def _listen(child: subprocess.Popen[str], told: Told) -> None:
    for line in child.stdout or ():
        stage, _tab, numbers = line.rstrip("\n").partition("\t")
        done, _tab, of = numbers.partition("\t")
        if done.isdigit() and of.isdigit() and not told(stage, int(done), int(of)):
            raise EngineStopped(stage)
