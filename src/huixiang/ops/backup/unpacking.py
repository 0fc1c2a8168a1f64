"""Takes an archive apart into an empty data folder and brings its database up there, owner and rights as usual.

Decides what is accepted and in which order; what follows (erasing again, the leaf, the audit) is ``finishing``'s.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from psycopg import sql

import huixiang
from huixiang.ops.backup.container import ArchiveReader, Entry
from huixiang.ops.backup.databases import Database, pieces_of
from huixiang.ops.backup.making import ABOUT, DUMP, FILES, ROWS
from huixiang.ops.backup.progress import Meter
from huixiang.ops.backup.refusals import ArchiveBroken, NoRoom, NotAnArchive
from huixiang.ops.databases import OWNER_ROLE

WORKING: Final = "restoring"
"""A folder within the data folder for the dump; gone at the end."""
_TOPS: Final = frozenset({"keys", "uploads", "engine"})
_SECTION: Final = ("--exit-on-error", "--no-owner", "--no-privileges")


@dataclass(slots=True)
class Unpacked:
    """What came out of an archive: what its maker noted, and the names of its files."""

    about: dict[str, Any]
    extent: str
    files: list[str] = field(default_factory=list)


def unpack(reader: ArchiveReader, folder: Path, *, with_uploads: bool, meter: Meter) -> Unpacked:
    """Write what an archive holds below ``folder``; uploads only by name unless asked for.

    :raises BackupRefused: cut, changed, newer, or too large for the disk; the caller removes what was written.
    """
    parts = _parts(reader)
    name, _facts, pieces = next(parts, ("", {}, iter(())))
    if name != ABOUT:
        raise ArchiveBroken("这份备份没有说明，读不了。", "This archive does not begin with what it is.")
    unpacked = Unpacked(json.loads(b"".join(pieces)), str(reader.facts.get("extent", "")))
    require_known(unpacked.about)
    _require_room(unpacked.about, folder, with_uploads=with_uploads)
    (folder / WORKING).mkdir(mode=0o700)
    for name, facts, pieces in parts:
        target = _target(name, folder)
        if name.startswith(FILES):
            unpacked.files.append(name.removeprefix(FILES))
        if name.startswith(f"{FILES}uploads/") and not with_uploads:
            target = None
        _write(target, meter(pieces), facts)
    return unpacked


def load(database: Database, folder: Path, *, role: str | None = OWNER_ROLE) -> None:
    """Bring the unpacked dump into an empty database, its tables owned by ``role`` (None: whoever connects).

    Rows that come beside the dump go in before constraints and triggers stand.

    :raises BackupRefused: PostgreSQL refused; its words are in the sentence.
    """
    working = folder / WORKING
    owner = [f"--role={role}"] if role else []
    for section in ("pre-data", "data", "post-data"):
        if section == "post-data":
            _load_rows(database, working / ROWS, role)
        database.run("pg_restore", *_SECTION, *owner, f"--section={section}", str(working / DUMP))
    shutil.rmtree(working)


def require_known(about: Mapping[str, Any]) -> None:
    """Check that this version knows every migration of ours that the archive went through.

    :raises NotAnArchive: it comes from a newer version.
    """
    ours = known_migrations()
    apps = {name.partition(".")[0] for name in ours}
    unknown = [name for name in about["migrations"] if name.partition(".")[0] in apps and name not in ours]
    if unknown:
        raise NotAnArchive(
            f"这份备份是更新的版本（{about['version']}）做的，这里不认识 {unknown[0]}。请先升级回响，再恢复。",
            f"This archive was made by a newer Huixiang ({about['version']}): {unknown[0]} is unknown here. Update"
            " first, then restore.",
        )


def known_migrations() -> frozenset[str]:
    """The migrations of our own capabilities, as ``app.name``."""
    root = Path(huixiang.__file__).parent
    found = root.glob("*/migrations/[0-9]*.py")
    return frozenset(f"{path.parents[1].name}.{path.stem}" for path in found)


def _parts(reader: ArchiveReader) -> Iterator[tuple[str, Mapping[str, Any], Iterator[bytes]]]:
    messages = reader.messages()
    pending: list[Entry] = []

    def pieces() -> Iterator[bytes]:
        for message in messages:
            if isinstance(message, Entry):
                pending.append(message)
                return
            yield message

    for first in messages:
        if isinstance(first, Entry):
            pending.append(first)
        break
    while pending:
        entry = pending.pop()
        body = pieces()
        yield entry.name, entry.facts, body
        for _rest in body:
            pass


def _target(name: str, folder: Path) -> Path | None:
    if name == DUMP:
        return folder / WORKING / DUMP
    parts = PurePosixPath(name).parts
    if name.startswith(ROWS) and len(parts) == 2 and ".." not in parts:
        return folder / WORKING / name
    if name.startswith(FILES) and len(parts) > 2 and parts[1] in _TOPS and ".." not in parts:
        return folder / name.removeprefix(FILES)
    raise ArchiveBroken(
        f"这份备份里有不该有的文件：{name}", f"This archive holds a file that has no place here: {name}"
    )


def _write(path: Path | None, pieces: Iterable[bytes], facts: Mapping[str, Any]) -> None:
    if path is None:
        for _piece in pieces:
            pass
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in pieces:
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if "mtime" in facts:
        path.chmod(int(facts["mode"]) & 0o700)
        os.utime(path, (facts["mtime"], facts["mtime"]))


def _require_room(about: Mapping[str, Any], folder: Path, *, with_uploads: bool) -> None:
    needed = int(about["database_bytes"]) + (int(about["file_bytes"]) if with_uploads else 0)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(
            f"{folder} 的磁盘不够：至少要 {needed >> 20} MiB，只剩 {free >> 20} MiB。",
            f"Not enough room in {folder}: {needed >> 20} MiB are needed, {free >> 20} MiB are free.",
        )


def _load_rows(database: Database, folder: Path, role: str | None) -> None:
    with database.connect() as connection:
        if role:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        for path in sorted(folder.glob("*")):
            with path.open("rb") as source:
                columns = source.readline().decode().strip().split(",")
                query = sql.SQL("COPY {} ({}) FROM STDIN").format(
                    sql.Identifier(path.name), sql.SQL(", ").join(map(sql.Identifier, columns))
                )
                _copy(connection, query, source)


def _copy(connection: Any, query: sql.Composed, source: BinaryIO) -> None:
    with connection.cursor().copy(query) as copy:
        for piece in pieces_of(source):
            copy.write(piece)
