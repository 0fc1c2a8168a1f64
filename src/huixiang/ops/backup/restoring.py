"""Restores an archive: for good into an empty data folder, or into a throwaway one to prove that it can be.

Decides where, and that a restore which fails leaves nothing; what an archive holds is ``unpacking``'s.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from huixiang.ops.backup.belonging import Extent
from huixiang.ops.backup.container import ArchiveReader, Key
from huixiang.ops.backup.databases import Database, embedded, outside
from huixiang.ops.backup.erasures import carry_lists
from huixiang.ops.backup.progress import Progress
from huixiang.ops.backup.refusals import BackupRefused, NotEmpty, no_room
from huixiang.ops.backup.unpacking import Unpacked, known_migrations, load, unpack
from huixiang.ops.databases import OWNER_ROLE
from huixiang.ops.migrate import migrate_as_owner
from huixiang.ops.postgres import Server, ensure_running, stop
from huixiang.ops.provision import provision

_UNSAFE: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=20")
"""For a server whose data is thrown away in a minute."""
_ASKED: Final = "asked.json"
_HALF: Final = (
    "DATABASE_URL 的数据库里可能留下了一部分，再来之前请清空它。\n"
    "The database of DATABASE_URL may hold a part now; empty it before you try again."
)
THROWAWAY: Final = ".proof-"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the time after a backup: a folder with lists of erasures, folders that mirror logs."""

    lists: Path
    mirrors: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what was found in it: for each organisation's slug what ``looking.finish`` says."""

    extent: Extent
    about: Mapping[str, Any]
    found: Mapping[str, Any]

    @property
    def leaves(self) -> dict[str, int]:
        return {slug: int(each["leaves"]) for slug, each in self.found.items()}

    @property
    def troubles(self) -> list[str]:
        """What must not be: findings of the audit, files that are gone, logs of another size than the backup noted."""
        said = [f"{slug}: {each}" for slug, look in self.found.items() for each in _troubles(look, self.extent)]
        for slug, log in self.about["logs"].items():
            if self.leaves.get(slug, 0) < log["size"]:
                said.append(f"{slug}: {self.leaves.get(slug, 0)} leaves instead of {log['size']}")
        return said


def _troubles(look: Mapping[str, Any], extent: Extent) -> list[str]:
    # A lasting archive leaves out what opens leaves, and the files of speakers: only its log can be looked at.
    whole = extent is Extent.WHOLE
    found = [f"{each['trouble']} {each['what']}" for each in look["findings"] if whole or each["trouble"] == "broken"]
    return found + ([f"gone {name}" for name in look["gone"]] if whole else [])


def prove(path: Path, key: Key, *, near: Path, environment: Mapping[str, str], progress: Progress) -> Restored:
    """Restore an archive into a database of its own, audit it there and throw it away; uploads are only counted.

    :raises BackupRefused: the archive cannot be read or restored; nothing stays.
    """
    with _throwaway(near) as folder:
        unpacked = _unpacked(path, key, folder, with_uploads=False, progress=progress)
        with _server_in(folder, _UNSAFE) as database:
            load(database, folder)
            around = _around(environment, folder)
            _bring_up_to_date(unpacked, around)
            found = _finish(unpacked, folder, around)
    return Restored(Extent(unpacked.extent), unpacked.about, found)


def restore(
    path: Path, key: Key, *, data_dir: Path, environment: Mapping[str, str], known: Known, progress: Progress
) -> Restored:
    """Restore an archive into an empty data folder, erase again what was erased since, say so in the log, audit.

    What is known of the time since (``known``) is carried over: lists of erasures, and mirrors of the log.

    :raises NotEmpty: there is a house already; it is as it was. :raises BackupRefused: it did not work; the data
        folder is empty again.
    """
    address = environment.get("DATABASE_OWNER_URL") or environment.get("DATABASE_URL")
    _require_empty(data_dir)
    with _emptied_on_failure(data_dir), _target(data_dir, address) as (open_database, role):
        unpacked = _unpacked(path, key, data_dir, with_uploads=True, progress=progress)
        with open_database as database:
            load(database, data_dir, role=role)
            around = _around(environment, data_dir, keep_database=True)
            _bring_up_to_date(unpacked, around)
            carry_lists(known.lists, data_dir)
            found = _finish(unpacked, data_dir, around, mirrors=known.mirrors, final=True)
    return Restored(Extent(unpacked.extent), unpacked.about, found)


def _bring_up_to_date(unpacked: Unpacked, around: Mapping[str, str]) -> None:
    # Those of the libraries come with the next start, which always migrates.
    if known_migrations() - frozenset(unpacked.about["migrations"]):
        migrate_as_owner(around)


def sweep_throwaways(near: Path) -> None:
    """Remove what a proof left that was killed, its server included."""
    for folder in near.glob(f"{THROWAWAY}*"):
        _remove(folder)


@contextmanager
def _target(data_dir: Path, address: str | None) -> Iterator[tuple[Any, str | None]]:
    if not address:
        yield _server_in(data_dir, ()), OWNER_ROLE
        return
    found = outside(address, Server(data_dir))
    _require_no_tables(found)
    try:
        yield nullcontext(found), None
    except BaseException:
        print(_HALF, file=sys.stderr)
        raise


def _unpacked(path: Path, key: Key, folder: Path, *, with_uploads: bool, progress: Progress) -> Unpacked:
    try:
        with path.open("rb") as source:
            meter = progress.meter("restore", path.stat().st_size)
            return unpack(ArchiveReader(source, key), folder, with_uploads=with_uploads, meter=meter)
    except OSError as error:
        refusal = no_room(folder, error)
        if refusal is None:
            raise
        raise refusal from error


@contextmanager
def _throwaway(near: Path) -> Iterator[Path]:
    near.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=THROWAWAY, dir=near))
    folder.chmod(0o711)  # PostgreSQL may run under another account, which must be able to enter
    try:
        yield folder
    finally:
        _remove(folder)


@contextmanager
def _emptied_on_failure(data_dir: Path) -> Iterator[None]:
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        _remove(data_dir)
        data_dir.mkdir(exist_ok=True)
        raise


def _remove(folder: Path) -> None:
    server = Server(folder)
    if (server.cluster / "PG_VERSION").exists():
        stop(server)
    for each in (server.home, server.socket, folder):
        shutil.rmtree(each, ignore_errors=True)


@contextmanager
def _server_in(folder: Path, tuning: tuple[str, ...]) -> Iterator[Database]:
    server = Server(folder, tuning)
    ensure_running(server)
    try:
        provision(server)
        yield embedded(server)
    finally:
        stop(server)


def _require_empty(data_dir: Path) -> None:
    there = sorted(path.name for path in data_dir.glob("*")) if data_dir.exists() else []
    if there or Server(data_dir).cluster.exists():
        raise NotEmpty(
            f"{data_dir} 里已经有东西（{'、'.join(there[:3])}）。恢复只往空文件夹里做："
            "请把 HX_DATA_DIR 设为一个新文件夹，或先把旧的移走。",
            f"{data_dir} is not empty. A restore fills an empty folder only: set HX_DATA_DIR to a new one, or move the"
            " old one away first.",
        )


def _require_no_tables(database: Database) -> None:
    with database.connect() as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row and row[0]:
        raise NotEmpty(
            f"DATABASE_URL 的数据库里已经有 {row[0]} 张表。请给恢复一个空的数据库。",
            f"The database of DATABASE_URL holds {row[0]} tables already. Give the restore an empty one.",
        )


def _around(environment: Mapping[str, str], folder: Path, *, keep_database: bool = False) -> dict[str, str]:
    left = {"HX_AS_OWNER", "HX_POOLED"} | (
        set() if keep_database else {"DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"}
    )
    kept = {name: value for name, value in environment.items() if name not in left}
    return kept | {"HX_DATA_DIR": str(folder)}


def _finish(
    unpacked: Unpacked, folder: Path, around: Mapping[str, str], *, mirrors: Sequence[Path] = (), final: bool = False
) -> dict[str, Any]:
    paths = [str(path.absolute()) for path in mirrors]
    asked = {"about": unpacked.about, "files": unpacked.files, "mirrors": paths, "final": final}
    note = folder / _ASKED
    note.touch(mode=0o600)
    note.write_text(json.dumps(asked), encoding="utf-8")
    command = [sys.executable, "-m", "huixiang.ops.backup.finishing", str(note)]
    done = subprocess.run(command, env=dict(around), capture_output=True, text=True, check=False)  # noqa: S603 - ours
    note.unlink()
    if done.returncode:
        raise BackupRefused(
            f"数据库恢复了，但核对没有做成：{done.stderr[-600:]}", "The database was restored, but the audit failed."
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
