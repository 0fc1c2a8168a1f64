"""Says on the terminal how far the work is: a bar with the time left for people, plain lines for logs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress as Bar, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from huixiang.ops.digesting.sentences import Tongue

QUIET: Final = 10.0  # seconds between plain lines while a stage goes on


class Teller:
    """Hears stages (``digest.progress.Progress``) and shows them on stderr."""

    def __init__(self, tongue: Tongue, bar: Bar | None) -> None:
        self._tongue, self._bar = tongue, bar
        self._tasks: dict[str, TaskID] = {}
        self._last = time.monotonic()
        self._ended: set[str] = set()

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Show that ``done`` of ``of`` rows have passed a stage; ``of`` is 0 while nobody knows."""
        if self._bar is not None:
            self._show(self._bar, stage, done, of)
        else:
            self._write(stage, done, of)

    def say(self, sentence: str) -> None:
        """Say one sentence on a line of its own."""
        if self._bar is not None:
            self._bar.console.print(sentence, markup=False, highlight=False, soft_wrap=True)
        else:
            print(sentence, file=sys.stderr, flush=True)

    def _show(self, bar: Bar, stage: str, done: int, of: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = bar.add_task(self._tongue.stage(stage), total=of or None)
        bar.update(self._tasks[stage], completed=done, total=of or None)

    def _write(self, stage: str, done: int, of: int) -> None:
        # The clock only decides how often a line is written, never what is found.
        now = time.monotonic()
        finished = bool(of) and done >= of
        if stage in self._ended or (not finished and now - self._last < QUIET):
            return
        self._last = now
        if finished:
            self._ended.add(stage)
        counted = f"{done:,} / {of:,}" if of else f"{done:,}"
        print(f"{self._tongue.stage(stage)} {counted}", file=sys.stderr, flush=True)


@contextmanager
def telling(tongue: Tongue) -> Iterator[Teller]:
    """Show progress while the block runs."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Teller(tongue, None)
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f}"), TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )  # fmt: skip
    with Bar(*columns, console=console) as bar:
        yield Teller(tongue, bar)
