"""Writes two batches of an import at once and lets them end in order, so that the position only ever moves on.

PostgreSQL writes one batch while the other is put together or written too: on two processors nearly twice as fast.
Two batches that bring the same number are not written at once: each would wait for the other for ever.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

from huixiang.listening.services.imports.understanding import Failure, ReadVoice

TRACKS: Final = 2


class NotItsTurn(Exception):
    """The import was cancelled or moved on while the batch was written: what was written must be rolled back."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, understood; ``place`` finds their places, within the transaction that takes them in."""

    last: int
    rows: int
    voices: Sequence[ReadVoice]
    failures: Sequence[Failure]
    place: Callable[[Sequence[ReadVoice]], Sequence[ReadVoice]] = tuple


@dataclass(frozen=True, slots=True)
class Track:
    """Where a batch is written: ``number`` of ``TRACKS``, after the batch ``before``; alone if there is no other."""

    alone: bool = False
    number: int = 0
    before: Future[bool] | None = field(default=None, repr=False)

    def wait(self) -> None:
        """Wait until the batch before stands.

        :raises NotItsTurn: it does not, so this one must not either. An error of that batch is raised here too.
        """
        if self.before is not None and not self.before.result():
            raise NotItsTurn


ALONE: Final = Track(alone=True)
Take = Callable[[Batch, int, Track], bool]
"""Takes in a batch after a position, in a transaction of its own; False if it was not its turn."""


def in_turn(batches: Iterable[Batch], take: Take, *, start: int) -> bool:
    """Take in all batches, each after the one before; False as soon as one was not taken.

    Inside a transaction there is one connection only, and so one track.
    """
    if connection.in_atomic_block:
        return _one_by_one(batches, take, start)
    with ThreadPoolExecutor(TRACKS, thread_name_prefix="track") as pool:
        return _in_tracks(batches, take, start, pool)


def _one_by_one(batches: Iterable[Batch], take: Take, start: int) -> bool:
    position = start
    for batch in batches:
        if not take(batch, position, ALONE):
            return False
        position = batch.last
    return True


def _in_tracks(batches: Iterable[Batch], take: Take, start: int, pool: ThreadPoolExecutor) -> bool:
    position, sources = start, frozenset[str]()
    before: Future[bool] | None = None
    under_way: deque[Future[bool]] = deque()
    for number, batch in enumerate(batches):
        if len(under_way) == TRACKS and not under_way.popleft().result():
            return False
        own = frozenset(voice.source for voice in batch.voices)
        track = Track(number=number % TRACKS, before=before)
        before = pool.submit(_take, take, batch, position, track, first=not own.isdisjoint(sources))
        under_way.append(before)
        position, sources = batch.last, own
    return all(each.result() for each in under_way)


def _take(take: Take, batch: Batch, after: int, track: Track, *, first: bool) -> bool:
    """Take in a batch on this thread's own connection; ``first`` waits for the one before even to begin."""
    try:
        if first:
            track.wait()
        return take(batch, after, track)
    except NotItsTurn:
        return False
    finally:
        connection.close()
