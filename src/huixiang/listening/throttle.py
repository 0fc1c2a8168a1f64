"""How often one network may send: a memory of a minute in this process, never stored, never logged.

A network is known only by an HMAC under a random key that lives a day at most; it asks to wait and blocks nobody else.
With several web processes each counts for itself.
"""

from __future__ import annotations

import hmac
import ipaddress
import math
import secrets
import threading
import time
from collections import deque
from typing import Final

from django.conf import settings
from django.http import HttpRequest

SPAN: Final = 60.0
KEY_LIFE: Final = 86_400.0
MOST_NETWORKS: Final = 10_000


class Throttle:
    """Counts the sendings of each network over the last minute."""

    def __init__(self, per_span: int | None = None) -> None:
        self._per_span = per_span
        self._lock = threading.Lock()
        self._sent: dict[bytes, deque[float]] = {}
        self._key, self._key_ends = b"", 0.0

    def wait_seconds(self, network: str, *, now: float | None = None) -> int:
        """Count a sending and return 0, or count nothing and return how many seconds to wait."""
        now = time.monotonic() if now is None else now
        most = self._per_span or settings.SUBMIT_PER_MINUTE
        with self._lock:
            times = self._sent.setdefault(self._known_as(network, now), deque())
            while times and times[0] <= now - SPAN:
                times.popleft()
            if len(times) >= most:
                return max(1, math.ceil(times[0] + SPAN - now))
            times.append(now)
            return 0

    def forget(self) -> None:
        """Forget every network."""
        with self._lock:
            self._sent.clear()

    def _known_as(self, network: str, now: float) -> bytes:
        if now >= self._key_ends:
            self._key, self._key_ends = secrets.token_bytes(32), now + KEY_LIFE
            self._sent.clear()
        if len(self._sent) >= MOST_NETWORKS:
            self._sent = {key: times for key, times in self._sent.items() if times and times[-1] > now - SPAN}
        return hmac.digest(self._key, network.encode(), "sha256")[:16]


def network_of(request: HttpRequest) -> str:
    """The network a request comes from: its IPv4 /24 or IPv6 /64.

    The site listens on the loopback address, so behind a proxy of ours the sender is what that proxy appended last.
    """
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    if peer is None or peer.is_loopback:
        peer = _address(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()) or peer
    if peer is None:
        return ""
    return str(ipaddress.ip_network((peer, 24 if peer.version == 4 else 64), strict=False))


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


submissions: Final = Throttle()
