"""How many voices a second the real form takes in, beside the least Django can do and beside PostgreSQL alone.

All on one server in one run; the two sites take turns, so that a change of the machine meets both.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench import raw
from bench.figures import Figure, at_least, at_most
from bench.house import House, free_port, granian, running, site_of, worker_of
from bench.load import Outcome, closed_loop, open_loop
from bench.machine import processor_seconds
from bench.sending import drawn_codes, reading, sendings
from bench.sizes import Size
from huixiang.proofs.receipts import derive

ROUNDS = 3
MOST_A_SECOND = 2500
RATE = 10


class NotKept(RuntimeError):
    """Not every acknowledged sending is in the database."""


@dataclass(slots=True)
class Side:
    """One of the two sites: where it is, what is sent to it, what came of it."""

    port: int
    process: int
    ready: Iterator[bytes]
    wanted: int
    total: Outcome = field(default_factory=Outcome)
    processor: float = 0.0

    def take_turn(self, clients: int, seconds: float) -> None:
        """Send for some seconds, and count the processor time of the site."""
        before = processor_seconds(self.process)
        outcome = closed_loop(self.port, self.ready, clients=clients, seconds=seconds, wanted=(self.wanted,))
        self.processor += processor_seconds(self.process) - before
        self.total.add(outcome)

    def facts(self) -> dict[str, object]:
        return self.total.facts() | {"cpu_ms_each": round(self.processor / len(self.total.seconds) * 1000, 2)}


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Commits, bare view, real form; the wait at 10 a second with the worker at work; the slow hash by itself.

    :raises NotKept: a sending was acknowledged and is not there.
    """
    commits = list(raw.measure(house, size))
    yield from commits
    many = int(size.seconds * MOST_A_SECOND)
    with bare_site(house) as (port, process), site_of(house) as real_process:
        bare = Side(port, process, sendings(port, ["0" * 70] * many, path="/keep"), 201)
        real = Side(house.port, real_process, sendings(house.port, drawn_codes(house, many)), 200)
        yield from _throughput(house, size, bare, real, commits[-1].value)
    with site_of(house), worker_of(house):
        yield from _waiting(house, size)
    yield _slow_hash()


@contextmanager
def bare_site(house: House) -> Iterator[tuple[int, int]]:
    """The Django of one view, served as ours is; gives its port and the number of its first process."""
    with house.connect("postgres") as connection:
        connection.execute("CREATE DATABASE bare")
    with house.connect("bare") as connection:
        connection.execute("CREATE TABLE bare_row (id bigserial PRIMARY KEY, words text NOT NULL)")
    port = free_port()
    environment = house.environment | {
        "BARE_SOCKET": str(house.server.socket), "DJANGO_SETTINGS_MODULE": "bench.bare.settings",
    }  # fmt: skip
    with running(granian(port, "bench.bare.wsgi:application"), environment, port=port) as process:
        yield port, process


def _throughput(house: House, size: Size, bare: Side, real: Side, commits: float) -> Iterator[Figure]:
    _warm_up(house, bare.port, size)
    before = _voices(house)
    for _round in range(ROUNDS):
        for side in (bare, real):
            side.take_turn(size.clients, size.seconds / ROUNDS)
    if _voices(house) - before != real.total.wanted:
        raise NotKept(f"{real.total.wanted} acknowledged, {_voices(house) - before} kept")
    clients = {"clients": size.clients}
    per_bare, per_real = bare.total.rate, real.total.rate
    yield Figure("bare Django view, one row each", per_bare, "submissions/s", context=clients | bare.facts())
    yield Figure("voices through the real form", per_real, "submissions/s", context=clients | real.facts())
    yield Figure("real form as a share of the bare view", per_real / per_bare, "", at_least(0.5), clients)
    yield Figure("real form as a share of the raw commit rate", per_real / commits, "", context=clients)
    yield Figure("bare view as a share of the raw commit rate", per_bare / commits, "", context=clients)


def _warm_up(house: House, bare_port: int, size: Size) -> None:
    bare = sendings(bare_port, ["0" * 70] * 200, path="/keep")
    closed_loop(bare_port, bare, clients=size.clients, seconds=5, wanted=(201,))
    closed_loop(house.port, sendings(house.port, drawn_codes(house, 200)), clients=size.clients, seconds=5)


def _waiting(house: House, size: Size) -> Iterator[Figure]:
    """The wait at 10 a second, first for the form itself, then for sending it, while receipts wait to be hardened."""
    seconds = size.open_loop_seconds
    _wait_for_worker(house)
    backlog = _pending(house)
    sent = open_loop(
        house.port, sendings(house.port, drawn_codes(house, int(RATE * seconds))), rate=RATE, seconds=seconds
    )
    hardened = backlog + len(sent.seconds) - _pending(house)
    context = {"a second": RATE, "seconds": seconds, "receipts hardened meanwhile": hardened}
    yield Figure("sending, p95, worker at work", sent.percentile(0.95), "ms", at_most(300), context | sent.facts())
    asked = closed_loop(house.port, iter([reading(house.port, "/say")] * size.reads), clients=1, seconds=seconds)
    yield Figure("the empty form, p95, worker at work", asked.percentile(0.95), "ms", context=asked.facts())


def _wait_for_worker(house: House) -> None:
    """Wait until the worker has hardened its first receipts, half a minute at most."""
    before, until = _pending(house), time.monotonic() + 30
    while _pending(house) >= before and time.monotonic() < until:
        time.sleep(0.2)


def _slow_hash() -> Figure:
    """Argon2id of one receipt: 3 passes over 64 MiB, outside the sender's way."""
    took = []
    for _try in range(9):
        began = time.perf_counter()
        derive("00000000000000000000", locator="00000000", origin="http://127.0.0.1")
        took.append(time.perf_counter() - began)
    return Figure(
        "hardening one receipt (Argon2id)", statistics.median(took) * 1000, "ms", context={"tries": len(took)}
    )


def _voices(house: House) -> int:
    return int(house.one("SELECT count(*) FROM listening_receipt r JOIN listening_voice v ON v.id = r.voice_id"))


def _pending(house: House) -> int:
    return int(house.one("SELECT count(*) FROM listening_receipt WHERE verifier IS NULL"))
