"""Says on a terminal how far a backup is; in a log, only what was done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress as Bar, TextColumn, TimeElapsedColumn


class Meter:
    """Counts the bytes of one stage as they pass."""

    def __init__(self, bar: Bar | None, what: str, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task(what, total=total) if bar else None

    def __call__(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Give the pieces on and count them."""
        for piece in pieces:
            yield piece
            if self._bar is not None and self._task is not None:
                self._bar.advance(self._task, len(piece))


class Progress:
    """Hears what is done; ``bar`` is None where nobody watches."""

    def __init__(self, bar: Bar | None = None) -> None:
        self._bar = bar

    def meter(self, what: str, total: int | None = None) -> Meter:
        """Begin a stage of ``total`` bytes (None: nobody knows)."""
        return Meter(self._bar, what, total)

    def say(self, sentence: str) -> None:
        """Say one sentence on a line of its own."""
        if self._bar is not None:
            self._bar.console.print(sentence, markup=False, highlight=False, soft_wrap=True)
        else:
            print(sentence, file=sys.stderr, flush=True)


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Progress on stderr while the block runs, if a person watches."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Progress()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console) as bar:
        yield Progress(bar)
