"""How much each network sent lately: one piece of memory that all web processes of a house share.

A network is known only by an HMAC under a random key that lies in the same memory for a day at most. No file and no
table holds any of it: `huixiang run` keeps the memory, which has no name, and when it ends it is gone. A process that
was started otherwise counts for itself.
"""

from __future__ import annotations

import fcntl
import functools
import hmac
import mmap
import os
import secrets
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

VARIABLE: Final = "HX_COUNTS"
"""The variable that tells a web process where the memory of its house is."""
KEY_LIFE: Final = 86_400.0
PLACES: Final = 8192
NEAR: Final = 8
"""So many places are looked at for a network; when all are taken, who is done soonest makes room."""
_HEAD: Final = struct.Struct("=32sd24x")
_PLACE: Final = struct.Struct("=16sdd")
SIZE: Final = _HEAD.size + PLACES * _PLACE.size
_NOBODY: Final = bytes(16)


@dataclass(slots=True)
class Count:
    """Up to which second of the machine's steady clock a network has used up what it may send freely, and by work."""

    free: float
    worked: float


class Counts:
    """A table of networks in shared memory. Looking one up takes microseconds and never grows."""

    def __init__(self, memory: mmap.mmap, guard: int | None = None) -> None:
        self._memory = memory
        self._guard = guard
        self._lock = threading.Lock()

    @contextmanager
    def of(self, who: str, *, now: float) -> Iterator[Count]:
        """The count of somebody, to read and to change, while nobody else does."""
        with self._alone():
            known = self._known_as(who, now)
            at, count = self._place_of(known, now)
            yield count
            _PLACE.pack_into(self._memory, at, known, count.free, count.worked)

    def forget(self) -> None:
        """Forget everybody, and the key they were known under."""
        with self._alone():
            self._memory[:] = bytes(SIZE)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock:
            if self._guard is None:
                yield
                return
            fcntl.flock(self._guard, fcntl.LOCK_EX)  # a process that dies gives it back
            try:
                yield
            finally:
                fcntl.flock(self._guard, fcntl.LOCK_UN)

    def _known_as(self, who: str, now: float) -> bytes:
        key, ends = _HEAD.unpack_from(self._memory)
        if now >= ends:
            key = secrets.token_bytes(32)
            self._memory[:] = bytes(SIZE)
            _HEAD.pack_into(self._memory, 0, key, now + KEY_LIFE)
        return hmac.digest(key, who.encode(), "sha256")[:16]

    def _place_of(self, known: bytes, now: float) -> tuple[int, Count]:
        start = int.from_bytes(known[:4], "big")
        soonest, until = 0, float("inf")
        for step in range(NEAR):
            at = _HEAD.size + (start + step) % PLACES * _PLACE.size
            name, free, worked = _PLACE.unpack_from(self._memory, at)
            if name == known:
                return at, Count(max(free, now), max(worked, now))
            done = 0.0 if name == _NOBODY else max(free, worked)
            if done < until:
                soonest, until = at, done
        return soonest, Count(now, now)


def new_memory() -> int:
    """A descriptor of empty memory without a name, for a house to share.

    :raises OSError: the system has none; each process then counts for itself.
    """
    if not hasattr(os, "memfd_create"):
        raise OSError("no memory without a name here")
    held = os.memfd_create("huixiang-counts")
    os.ftruncate(held, SIZE)
    return held


@functools.cache
def of_the_house() -> Counts:
    """The table all web processes of the house share; one of this process alone where none was handed down."""
    try:
        guard = os.open(os.environ[VARIABLE], os.O_RDWR | os.O_CLOEXEC)
        return Counts(mmap.mmap(guard, SIZE), guard)
    except (KeyError, OSError, ValueError):  # ValueError: what is there now is shorter
        return Counts(mmap.mmap(-1, SIZE))
