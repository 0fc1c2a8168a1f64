"""How often one network may send: a memory of minutes (see counts), never stored, never logged.

Each network has so many sendings at once, and gets them back evenly over a minute. Whoever is over it waits some
seconds or has the browser work (see puzzles); nobody is blocked. What was worked for does not use up what is free, so
that those who cannot work wait no longer because others do.
"""

from __future__ import annotations

import ipaddress
import math
import time
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from huixiang.listening import counts
from huixiang.listening.counts import Count, Counts

SPAN: Final = 60.0
LONGEST_MEMORY: Final = 10 * SPAN
_ROUNDING: Final = 1e-6


class Throttle:
    """Counts what each network sends; under ``name``, so that two kinds of sending are counted apart."""

    def __init__(self, name: str, per_span: int | None = None, *, table: Counts | None = None) -> None:
        self._name = name
        self._per_span = per_span
        self._own_table = table

    def wait_seconds(self, network: str, *, now: float | None = None) -> int:
        """Count a sending and return 0, or count nothing and return how many seconds to wait, 60 at most."""
        now = time.monotonic() if now is None else now
        with self._table().of(self._known(network), now=now) as count:
            wait = self._wait(count, now)
            if not wait:
                count.free += self._gap()
            return wait

    def would_wait(self, network: str, *, now: float | None = None) -> int:
        """How many seconds a sending would have to wait just now; counts nothing."""
        now = time.monotonic() if now is None else now
        with self._table().of(self._known(network), now=now) as count:
            return self._wait(count, now)

    def worked(self, network: str, *, now: float | None = None) -> None:
        """Count a sending that was worked for: it is let in, and makes the next puzzles of its network harder."""
        now = time.monotonic() if now is None else now
        with self._table().of(self._known(network), now=now) as count:
            count.worked = min(count.worked + self._gap(), now + LONGEST_MEMORY)

    def crowd(self, network: str, *, now: float | None = None) -> float:
        """How far above its limit a network is: 0 within it, 1 when as much again came lately by work, and so on."""
        now = time.monotonic() if now is None else now
        with self._table().of(self._known(network), now=now) as count:
            return (count.worked - now) / SPAN

    def forget(self) -> None:
        """Forget everybody: between tests."""
        self._table().forget()

    def _wait(self, count: Count, now: float) -> int:
        over = count.free + self._gap() - SPAN - now
        return math.ceil(over - _ROUNDING) if over > _ROUNDING else 0

    def _gap(self) -> float:
        return SPAN / (self._per_span or settings.SUBMIT_PER_MINUTE)

    def _known(self, network: str) -> str:
        return f"{self._name}\0{network}"

    def _table(self) -> Counts:
        return self._own_table or counts.of_the_house()


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


submissions: Final = Throttle("voices")
