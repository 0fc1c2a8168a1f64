"""How many voices a second the real form takes in, beside the least Django can do and beside PostgreSQL alone.

All on one server in one run; the two sites take turns, so that a change of the machine meets both.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench import raw
from bench.figures import Figure, at_least, at_most
from bench.house import House, free_port, granian, running, site_of, worker_of
from bench.load import Outcome, closed_loop, open_loop
from bench.sending import drawn_codes, reading, sendings
from bench.sizes import Size
from huixiang.proofs.receipts import derive

ROUNDS = 3
MOST_A_SECOND = 2500
RATE = 10


class NotKept(RuntimeError):
    """Not every acknowledged sending is in the database."""


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Commits, bare view, real form; the wait at 10 a second with the worker at work; the slow hash by itself.

    :raises NotKept: a sending was acknowledged and is not there.
    """
    commits = list(raw.measure(house, size))
    yield from commits
    with bare_site(house) as bare_port, site_of(house):
        yield from _throughput(house, size, bare_port, commits[-1].value)
    with site_of(house), worker_of(house):
        yield from _waiting(house, size)
    yield _slow_hash()


@contextmanager
def bare_site(house: House) -> Iterator[int]:
    """The Django of one view, served as ours is; gives its port."""
    with house.connect("postgres") as connection:
        connection.execute("CREATE DATABASE bare")
    with house.connect("bare") as connection:
        connection.execute("CREATE TABLE bare_row (id bigserial PRIMARY KEY, words text NOT NULL)")
    port = free_port()
    environment = house.environment | {
        "BARE_SOCKET": str(house.server.socket), "DJANGO_SETTINGS_MODULE": "bench.bare.settings",
    }
    with running(granian(port, "bench.bare.wsgi:application"), environment, port=port):
        yield port


def _throughput(house: House, size: Size, bare_port: int, commits: float) -> Iterator[Figure]:
    seconds = size.seconds / ROUNDS
    codes = drawn_codes(house, int(size.seconds * MOST_A_SECOND))
    bare_sendings = sendings(bare_port, ["0" * 70] * int(size.seconds * MOST_A_SECOND), path="/keep")
    real_sendings = sendings(house.port, codes)
    _warm_up(house, bare_port, size)
    before, bare, real = _voices(house), Outcome(), Outcome()
    for _round in range(ROUNDS):
        _add(bare, closed_loop(bare_port, bare_sendings, clients=size.clients, seconds=seconds, wanted=(201,)))
        _add(real, closed_loop(house.port, real_sendings, clients=size.clients, seconds=seconds))
    if _voices(house) - before != real.wanted:
        raise NotKept(f"{real.wanted} acknowledged, {_voices(house) - before} kept")
    clients = {"clients": size.clients}
    yield Figure("bare Django view, one row each", bare.rate, "submissions/s", context=clients | bare.facts())
    yield Figure("voices through the real form", real.rate, "submissions/s", context=clients | real.facts())
    yield Figure("real form as a share of the bare view", real.rate / bare.rate, "", at_least(0.5), clients)
    yield Figure("real form as a share of the raw commit rate", real.rate / commits, "", context=clients)
    yield Figure("bare view as a share of the raw commit rate", bare.rate / commits, "", context=clients)


def _add(total: Outcome, more: Outcome) -> None:
    total.seconds += more.seconds
    total.spent += more.spent
    for status, count in more.unwanted.items():
        total.unwanted[status] = total.unwanted.get(status, 0) + count


def _warm_up(house: House, bare_port: int, size: Size) -> None:
    bare = sendings(bare_port, ["0" * 70] * 200, path="/keep")
    closed_loop(bare_port, bare, clients=size.clients, seconds=5, wanted=(201,))
    closed_loop(house.port, sendings(house.port, drawn_codes(house, 200)), clients=size.clients, seconds=5)


def _waiting(house: House, size: Size) -> Iterator[Figure]:
    """The wait at 10 a second, first for the form itself, then for sending it, while receipts wait to be hardened."""
    seconds = size.open_loop_seconds
    backlog = _pending(house)
    sent = open_loop(
        house.port, sendings(house.port, drawn_codes(house, int(RATE * seconds))), rate=RATE, seconds=seconds
    )
    hardened = backlog + len(sent.seconds) - _pending(house)
    context = {"a second": RATE, "seconds": seconds, "receipts hardened meanwhile": hardened}
    yield Figure("sending, p95, worker at work", sent.percentile(0.95), "ms", at_most(300), context | sent.facts())
    asked = closed_loop(
        house.port, iter([reading(house.port, "/say")] * size.reads), clients=1, seconds=seconds
    )
    yield Figure("the empty form, p95, worker at work", asked.percentile(0.95), "ms", context=asked.facts())


def _slow_hash() -> Figure:
    """Argon2id of one receipt: 3 passes over 64 MiB, outside the sender's way."""
    took = []
    for _try in range(9):
        began = time.perf_counter()
        derive("00000000000000000000", locator="00000000", origin="http://127.0.0.1")
        took.append(time.perf_counter() - began)
    return Figure("hardening one receipt (Argon2id)", statistics.median(took) * 1000, "ms", context={"tries": len(took)})


def _voices(house: House) -> int:
    return int(house.one("SELECT count(*) FROM listening_receipt r JOIN listening_voice v ON v.id = r.voice_id"))


def _pending(house: House) -> int:
    return int(house.one("SELECT count(*) FROM listening_receipt WHERE verifier IS NULL"))
