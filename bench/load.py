"""A light HTTP/1.1 load generator: keep-alive connections on one epoll loop, requests prepared as bytes.

Closed loop: each of n clients sends its next request when it has its answer. Open loop: requests are due at a fixed
rate whatever the server does, and the wait for a free connection counts, so that a slow server cannot hide it.
"""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"
OPEN_LOOP_CLIENTS = 32
ANSWER_SECONDS = 30.0


class LoadFailed(RuntimeError):
    """The server closed a connection or did not answer; the figures would mean nothing."""


@dataclass(slots=True)
class Outcome:
    """What a load brought: the seconds of each answer, how many answers had an unwanted status, the time it took."""

    seconds: list[float] = field(default_factory=list)
    unwanted: dict[int, int] = field(default_factory=dict)
    spent: float = 0.0

    @property
    def wanted(self) -> int:
        return len(self.seconds) - sum(self.unwanted.values())

    @property
    def rate(self) -> float:
        """Wanted answers a second."""
        return self.wanted / self.spent if self.spent else 0.0

    def add(self, more: Outcome) -> None:
        """Count another load in."""
        self.seconds += more.seconds
        self.spent += more.spent
        for status, count in more.unwanted.items():
            self.unwanted[status] = self.unwanted.get(status, 0) + count

    def percentile(self, part: float) -> float:
        """The nearest-rank percentile in milliseconds, ``part`` from 0 to 1."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000

    def facts(self) -> dict[str, object]:
        """What a reader needs to judge the figure."""
        found: dict[str, object] = {
            "requests": len(self.seconds),
            "p50_ms": round(self.percentile(0.5), 1),
            "p95_ms": round(self.percentile(0.95), 1),
            "p99_ms": round(self.percentile(0.99), 1),
        }
        return found | ({"unwanted": dict(self.unwanted)} if self.unwanted else {})


class _Client:
    """One connection: sends a request, collects its answer."""

    __slots__ = ("answer", "due", "socket")

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=ANSWER_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = b""
        self.due = 0.0

    def send(self, request: bytes, due: float) -> None:
        self.answer, self.due = b"", due
        self.socket.sendall(request)

    def take(self) -> int | None:
        """Take what has arrived; the status once the answer is complete."""
        arrived = self.socket.recv(262_144)
        if not arrived:
            raise LoadFailed("the server closed a connection before its answer was complete")
        self.answer += arrived
        return _status_when_complete(self.answer)


def _status_when_complete(answer: bytes) -> int | None:
    end = answer.find(HEAD_END)
    if end < 0:
        return None
    head = answer[:end].lower()
    at = head.find(b"\r\ncontent-length:")
    if at >= 0:
        length = int(head[at + 17 :].split(b"\r\n", 1)[0])
        complete = len(answer) >= end + 4 + length
    else:
        complete = b"\r\ntransfer-encoding:" not in head or answer.endswith(LAST_CHUNK)
    return int(head[9:12]) if complete else None


class _Run:
    """The epoll loop with its connections; answers are counted in ``outcome``."""

    def __init__(self, port: int, clients: int, wanted: Collection[int]) -> None:
        self.poll = select.epoll()
        self.wanted = wanted
        self.outcome = Outcome()
        self.heard_at = time.perf_counter()
        self.clients = [_Client(("127.0.0.1", port)) for _ in range(clients)]
        self.by_number = {client.socket.fileno(): client for client in self.clients}
        for number in self.by_number:
            self.poll.register(number, select.EPOLLIN)

    def answered(self, patience: float) -> list[_Client]:
        """Wait for bytes up to ``patience`` seconds; the clients whose answers are complete with them.

        :raises LoadFailed: nothing has come at all for 30 seconds.
        """
        done = []
        events = self.poll.poll(max(0.0, patience))
        now = time.perf_counter()
        if events:
            self.heard_at = now
        elif now - self.heard_at > ANSWER_SECONDS:
            raise LoadFailed(f"no answer within {ANSWER_SECONDS:g} seconds")
        for number, _events in events:
            client = self.by_number[number]
            status = client.take()
            if status is not None:
                self._count(status, time.perf_counter() - client.due)
                done.append(client)
        return done

    def _count(self, status: int, seconds: float) -> None:
        self.outcome.seconds.append(seconds)
        if status not in self.wanted:
            self.outcome.unwanted[status] = self.outcome.unwanted.get(status, 0) + 1

    def close(self) -> None:
        self.poll.close()
        for client in self.clients:
            client.socket.close()


def closed_loop(
    port: int, requests: Iterator[bytes], *, clients: int, seconds: float, wanted: Collection[int] = (200,)
) -> Outcome:
    """Send as fast as ``clients`` connections allow, until the time is over or the requests are used up.

    :raises LoadFailed: a connection broke or nothing was answered for 30 seconds.
    """
    run = _Run(port, clients, wanted)
    began = time.perf_counter()
    until = began + seconds
    under_way = sum(_send_next(client, requests) for client in run.clients)
    while under_way:
        done = run.answered(1.0)
        going_on = time.perf_counter() < until
        under_way -= sum(not (going_on and _send_next(client, requests)) for client in done)
    run.outcome.spent = time.perf_counter() - began
    run.close()
    return run.outcome


def _send_next(client: _Client, requests: Iterator[bytes]) -> bool:
    request = next(requests, None)
    if request is not None:
        client.send(request, time.perf_counter())
    return request is not None


def open_loop(
    port: int, requests: Iterator[bytes], *, rate: float, seconds: float, wanted: Collection[int] = (200,)
) -> Outcome:
    """Send ``rate`` requests a second for a time; each answer's time counts from when its request was due.

    :raises LoadFailed: a connection broke or nothing was answered for 30 seconds.
    """
    run = _Run(port, OPEN_LOOP_CLIENTS, wanted)
    free = deque(run.clients)
    began = time.perf_counter()
    total, sent = int(rate * seconds), 0
    while len(run.outcome.seconds) < total:
        due = began + sent / rate
        now = time.perf_counter()
        if sent < total and free and now >= due:
            free.popleft().send(next(requests), due)
            sent += 1
            continue
        free.extend(run.answered(due - now if sent < total and free else 1.0))
    run.outcome.spent = time.perf_counter() - began
    run.close()
    return run.outcome
