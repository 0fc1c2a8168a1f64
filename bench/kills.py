"""Kills the site and PostgreSQL with SIGKILL under load, and looks whether every acknowledged voice is still there.

The speakers are a process of their own (speakers.py) with its own list, written with fsync.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import Figure, at_least, at_most
from bench.house import ROOT, START_SECONDS, House, granian, wait_for, worker_command
from bench.sizes import Size
from huixiang.ops.postgres import ensure_running

SHORTEST, LONGEST = 0.3, 2.0
SAMPLE = 40


class NeverBack(RuntimeError):
    """Nothing was acknowledged within a minute after a kill."""


@dataclass(slots=True)
class Site:
    """The site as a process group of its own, so that it can be killed whole."""

    house: House
    process: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None

    def keep_worker(self) -> None:
        """Start the worker, again if it ended with its database, as ``huixiang run`` does."""
        if self.worker is None or self.worker.poll() is not None:
            self.worker = subprocess.Popen(
                worker_command(),
                env=self.house.environment,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def end(self) -> None:
        """End what runs of it."""
        self.kill()
        if self.worker is not None:
            self.worker.kill()
            self.worker.wait()

    def start(self) -> None:
        self.process = subprocess.Popen(
            granian(self.house.port, "huixiang.config.wsgi:application"),
            env=self.house.environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(self.house.port, self.process)

    def kill(self) -> None:
        """Kill the site with all its processes at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def restart(self) -> None:
        """Kill the site and start it."""
        self.kill()
        self.start()

    def kill_one(self, chance: random.Random) -> None:
        """Kill one of its web processes; the site itself starts another."""
        assert self.process is not None
        os.kill(chance.choice(_children_of(self.process.pid)), signal.SIGKILL)


@dataclass(slots=True)
class Tally:
    """What was found after each cycle. ``lost`` must stay empty."""

    acknowledged: set[str] = field(default_factory=set)
    unknown: int = 0
    lost: set[str] = field(default_factory=set)
    cycles: dict[str, int] = field(default_factory=dict)


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Acknowledged voices that were lost over all cycles, and receipts that do not open."""
    chance = random.Random(7)
    site = Site(house)
    site.start()
    notes = house.server.data_dir / "speakers"
    notes.mkdir()
    try:
        with _speakers(house, notes):
            tally = _cycles(house, site, notes, chance, size.cycles)
        _look(house, notes, tally)
        nobodys = _nobodys(house, notes, tally)
        opened, closed = _receipts(house, notes, chance)
    finally:
        site.end()
    context = {**tally.cycles, "acknowledged": len(tally.acknowledged), "unknown, sent again": tally.unknown}
    yield Figure("cycles of SIGKILL under load", sum(tally.cycles.values()), "cycles", at_least(50), context)
    yield Figure("acknowledged voices lost", len(tally.lost), "voices", at_most(0), context)
    yield Figure("voices nobody sent, or kept twice", nobodys, "voices", at_most(0))
    yield Figure("sampled receipts that do not open their voice", closed, "receipts", at_most(0), {"opened": opened})


def _cycles(house: House, site: Site, notes: Path, chance: random.Random, count: int) -> Tally:
    ways: Mapping[str, Callable[[], None]] = {
        "PostgreSQL killed": lambda: _kill_postgres(house),
        "site killed": site.restart,
        "one web process killed": lambda: site.kill_one(chance),
    }
    tally = Tally()
    for cycle in range(count):
        site.keep_worker()
        _wait_for_more(notes)
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        way = list(ways)[cycle % len(ways)]
        ways[way]()
        tally.cycles[way] = tally.cycles.get(way, 0) + 1
        _wait_for_more(notes)
        _look(house, notes, tally)
    return tally


def _kill_postgres(house: House) -> None:
    """Kill the postmaster and every process of it at the same time, then start it: it recovers from its log."""
    first = int((house.server.cluster / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    for number in [first, *_children_of(first)]:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    ensure_running(house.server)


def _children_of(number: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()]


def _speakers(house: House, notes: Path) -> Speakers:
    return Speakers([sys.executable, "-m", "bench.speakers", str(house.port), str(notes)], house.environment)


class Speakers:
    """The process of the speakers, for the length of a block; it is told to stop and then finishes what it sends."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self.command, self.environment = command, environment

    def __enter__(self) -> None:
        self.process = subprocess.Popen(self.command, env=dict(self.environment), cwd=ROOT, stdout=sys.stderr)

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=START_SECONDS)


def _noted(notes: Path, name: str) -> list[str]:
    """Complete lines of a list; a line under way is left for the next look."""
    path = notes / name
    return path.read_text(encoding="ascii").rpartition("\n")[0].split() if path.exists() else []


def _wait_for_more(notes: Path) -> None:
    """Wait until the speakers have had three more acknowledgements: the site works again.

    :raises NeverBack: not within a minute.
    """
    wanted = len(_noted(notes, "acknowledged")) + 3
    until = time.monotonic() + START_SECONDS
    while len(_noted(notes, "acknowledged")) < wanted:
        if time.monotonic() > until:
            raise NeverBack("the site took nothing in for a minute")
        time.sleep(0.05)


def _look(house: House, notes: Path, tally: Tally) -> None:
    """Compare the speakers' list with the database: first read the list, then the rows."""
    tally.acknowledged = {digits[:8] for digits in _noted(notes, "acknowledged")}
    tally.unknown = len(set(_noted(notes, "unknown")))
    with house.connect() as connection:
        rows = connection.execute("SELECT locator FROM listening_receipt r JOIN listening_voice v ON v.id = r.voice_id")
        tally.lost |= tally.acknowledged - {locator for (locator,) in rows}


def _nobodys(house: House, notes: Path, tally: Tally) -> int:
    """How many voices are there that are neither acknowledged nor unknown, or without a receipt of their own."""
    sent = tally.acknowledged | {digits[:8] for digits in _noted(notes, "unknown")}
    with house.connect() as connection:
        rows = connection.execute(
            "SELECT r.locator FROM listening_voice v LEFT JOIN listening_receipt r ON r.voice_id = v.id"
        )
        return sum(locator not in sent for (locator,) in rows)


def _receipts(house: House, notes: Path, chance: random.Random) -> tuple[int, int]:
    """How many of some acknowledged receipts open a voice, and how many do not."""
    noted = _noted(notes, "acknowledged")
    sample = chance.sample(noted, min(SAMPLE, len(noted)))
    opened = int(json.loads(house.run("-m", "bench.opening", str(house.organisation_id), *sample)))
    return opened, len(sample) - opened
