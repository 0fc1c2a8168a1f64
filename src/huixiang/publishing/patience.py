"""Makes whoever tries one wrong receipt code after the other wait, longer each time; blocks nobody else.

A memory of this process, known by an HMAC of the network under a random key; never stored, never logged. Mistyped
codes, which the check digits find, do not count: they cost nothing and belong to honest people.
"""

from __future__ import annotations

import hmac
import math
import secrets
import threading
import time
from typing import Final

FREE: Final = 3
LONGEST: Final = 60.0
FORGOTTEN_AFTER: Final = 900.0
MOST_NETWORKS: Final = 10_000


class Patience:
    """Counts the wrong tries of each network over the last quarter of an hour."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)
        self._tries: dict[bytes, tuple[int, float]] = {}

    def wait_seconds(self, network: str, *, now: float | None = None) -> int:
        """How many seconds this network has to wait before the next try; 0 for most."""
        now = time.monotonic() if now is None else now
        with self._lock:
            count, last = self._tries.get(self._known_as(network), (0, now))
        if count < FREE or now - last > FORGOTTEN_AFTER:
            return 0
        return max(0, math.ceil(last + min(2.0 ** (count - FREE), LONGEST) - now))

    def wrong(self, network: str, *, now: float | None = None) -> None:
        """Count a wrong try."""
        now = time.monotonic() if now is None else now
        with self._lock:
            if len(self._tries) >= MOST_NETWORKS:
                self._tries = {key: tried for key, tried in self._tries.items() if now - tried[1] < FORGOTTEN_AFTER}
            known = self._known_as(network)
            count, last = self._tries.get(known, (0, now))
            self._tries[known] = (1 if now - last > FORGOTTEN_AFTER else count + 1, now)

    def forget(self) -> None:
        """Forget every network: between tests."""
        with self._lock:
            self._tries.clear()

    def _known_as(self, network: str) -> bytes:
        return hmac.digest(self._key, network.encode(), "sha256")[:16]


tries: Final = Patience()
