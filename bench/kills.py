"""Kills site, worker and PostgreSQL under load, fills the disk, cuts its power: is each acknowledged voice still there?

The speakers are a process of their own (speakers.py) with its own list, written with fsync on another disk. In the end
the power is cut with fsync off: that must lose voices, or the whole test proves nothing.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.disks import Disk, NoDisk, disk_of
from bench.figures import Figure, at_least, at_most
from bench.house import ROOT, START_SECONDS, House, granian, standing_house, wait_for, worker_command
from bench.sizes import Size
from huixiang.ops.postgres import PostgresFailed, ensure_running

SHORTEST, LONGEST = 0.1, 1.0
SAMPLE = 40
DISK_BYTES = 3 << 30
FULL_SECONDS = 1.5
UNCERTAINTY = 0.05
BACK_SECONDS = 300  # other work on the machine may keep the site from starting
DISKS: dict[Path, Disk] = {}
"""The disk of a house by its data folder; none where the machine allows none."""


class NeverBack(RuntimeError):
    """Nothing was acknowledged within five minutes after a kill."""


@contextmanager
def house_on_a_disk() -> Iterator[House]:
    """A house on a disk of its own, or an ordinary one where nothing can be mounted."""
    try:
        with disk_of(DISK_BYTES) as disk, standing_house(on=disk.folder) as house:
            DISKS[house.server.data_dir] = disk
            os.sync()
            yield house
    except NoDisk as why:
        print(f"no disk of its own: {why}", file=sys.stderr)
        with standing_house() as house:
            yield house


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

    def keep(self) -> None:
        """Start again what ended, as ``huixiang run`` does: granian gives up when its processes die in a row."""
        if self.process is not None and self.process.poll() is not None:
            self.start()
        self.keep_worker()

    def kill_worker(self) -> None:
        """Kill the worker, and with it the sequencer."""
        if self.worker is not None:
            self.worker.kill()
            self.worker.wait()

    def end(self) -> None:
        """End what runs of it."""
        self.kill()
        self.kill_worker()

    def start(self) -> None:
        """Start the site and wait for its port."""
        self.process = subprocess.Popen(
            granian(self.house.port, "huixiang.config.wsgi:application"),
            env=self.house.environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(self.house.port, self.process)

    def kill(self) -> None:
        """Kill the site with all its processes at once."""
        if self.process is not None and self.process.poll() is None:
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
    chance, site = random.Random(7), Site(house)
    site.start()
    with tempfile.TemporaryDirectory(prefix="hx-speakers-") as folder:
        notes = Path(folder)
        try:
            with _speakers(house, notes):
                tally = _cycles(house, site, notes, chance, size.cycles)
            _look(house, notes, tally)
            found = {"nobodys": _nobodys(house, notes, tally), "log": _troubles(house)}
            opened, closed = _receipts(house, notes, chance)
            yield from _figures(tally, found, opened, closed)
            yield from _control(house, site, chance, 2 if size.quick else 5)
        finally:
            site.end()


def _figures(tally: Tally, found: Mapping[str, int], opened: int, closed: int) -> Iterator[Figure]:
    cycles = sum(tally.cycles.values())
    context = {**tally.cycles, "acknowledged": len(tally.acknowledged), "unknown, sent again": tally.unknown}
    yield Figure("cycles of killing under load", cycles, "cycles", at_least(200), context)
    # Clopper and Pearson, one-sided, for none of n: 1 - 0.05^(1/n).
    bound = {"a cycle loses something in at most (95 %)": f"{(1 - UNCERTAINTY ** (1 / cycles)) * 100:.2f} %"}
    yield Figure("acknowledged voices lost", len(tally.lost), "voices", at_most(0), context | bound)
    yield Figure("voices nobody sent, or kept twice", found["nobodys"], "voices", at_most(0))
    yield Figure("troubles found by the audit of the log", found["log"], "", at_most(0))
    yield Figure("sampled receipts that do not open their voice", closed, "receipts", at_most(0), {"opened": opened})


def _cycles(house: House, site: Site, notes: Path, chance: random.Random, count: int) -> Tally:
    tally = Tally()
    ways = _ways(house, site, chance)
    order = [name for name, (share, _act) in ways.items() for _number in range(-(-share * count // 100))]
    chance.shuffle(order)
    for name in order:
        _wait_for_more(notes, site)
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        ways[name][1]()
        tally.cycles[name] = tally.cycles.get(name, 0) + 1
        _wait_for_more(notes, site)
        _look(house, notes, tally)
    return tally


def _ways(house: House, site: Site, chance: random.Random) -> Mapping[str, tuple[int, Callable[[], None]]]:
    """Each way of killing, with its share of all cycles in percent."""
    ways: dict[str, tuple[int, Callable[[], None]]] = {
        "PostgreSQL killed": (30, lambda: _kill_postgres(house)),
        "one web process killed": (20, lambda: site.kill_one(chance)),
        "worker killed": (20, site.kill_worker),
        "site killed": (10, site.restart),
    }
    disk = DISKS.get(house.server.data_dir)
    if disk is not None:
        ways["disk full"] = (10, lambda: _fill(house, disk))
        ways["power cut"] = (10, lambda: _cut_power(house, site, disk))
    return ways


def _kill_postgres(house: House) -> None:
    """Kill PostgreSQL, then start it: it recovers from its log."""
    _end_postgres(house)
    ensure_running(house.server)


def _end_postgres(house: House) -> None:
    """Kill the postmaster and every process of it at the same time."""
    first = int((house.server.cluster / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    for number in [first, *_children_of(first)]:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _fill(house: House, disk: Disk) -> None:
    """Leave no room for a while, then give it back; PostgreSQL is started again if it gave up."""
    disk.fill()
    time.sleep(FULL_SECONDS)
    disk.empty()
    ensure_running(house.server)


def _cut_power(house: House, site: Site, disk: Disk) -> None:
    """The disk loses its power in the middle of everything; then all of the machine is started again."""
    first = int((house.server.cluster / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    family = [first, *_children_of(first)]
    disk.cut_power()
    for number in family:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    site.kill()
    site.kill_worker()
    disk.start_again()
    lock = house.server.cluster / "postmaster.pid"
    if lock.exists() and not lock.stat().st_size:
        lock.unlink()  # with fsync off even its number is lost; whoever runs the machine would remove it
    ensure_running(house.server)
    site.start()
    site.keep_worker()


def _control(house: House, site: Site, chance: random.Random, cuts: int) -> Iterator[Figure]:
    """The same cuts of power with fsync off, which must lose what was acknowledged."""
    disk = DISKS.get(house.server.data_dir)
    if disk is None:
        return
    with house.connect() as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    os.sync()
    with tempfile.TemporaryDirectory(prefix="hx-control-") as folder:
        lost, made, why = _lose(house, site, disk, Path(folder), chance, cuts)
    more = {"cuts of power": made, **why}
    yield Figure("control: acknowledged voices lost with fsync off", lost, "voices", at_least(1), more)


def _lose(
    house: House, site: Site, disk: Disk, notes: Path, chance: random.Random, cuts: int
) -> tuple[int, int, dict[str, object]]:
    tally, made, ended = Tally(), 0, "the last cut"
    with _speakers(house, notes):
        for _number in range(cuts):
            try:
                _wait_for_more(notes, site)
                time.sleep(chance.uniform(1.0, 3.0))
                made += 1
                _cut_power(house, site, disk)
                _look(house, notes, tally)
            except (PostgresFailed, NeverBack, OSError, subprocess.SubprocessError) as failed:
                ended = f"{type(failed).__name__}: the database does not come back whole"
                break
    acknowledged = {digits[:8] for digits in _noted(notes, "acknowledged")}
    lost = len(tally.lost) if ended == "the last cut" else len(acknowledged)
    back = len(tally.lost)
    return lost, made, {"acknowledged": len(acknowledged), "lost while it still came back": back, "ended by": ended}


def _troubles(house: House) -> int:
    """What ``huixiang audit`` finds once everything is sealed."""
    told = subprocess.run(
        [sys.executable, "-m", "huixiang.ops.cli", "audit", "--json"], env=house.environment, cwd=ROOT, check=False,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    return len(json.loads(told.stdout.splitlines()[-1])["findings"])


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


def _wait_for_more(notes: Path, site: Site) -> None:
    """Wait until the speakers have had three more acknowledgements: the site works again.

    :raises NeverBack: not within five minutes.
    """
    wanted = len(_noted(notes, "acknowledged")) + 3
    until = time.monotonic() + BACK_SECONDS
    while len(_noted(notes, "acknowledged")) < wanted:
        if time.monotonic() > until:
            raise NeverBack(f"the site took nothing in for {BACK_SECONDS} seconds")
        site.keep()
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
