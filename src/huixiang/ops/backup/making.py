"""Makes archives: one moment of the database and the files that belong to it, streamed and encrypted.

Decides the order of what an archive holds; the bytes are ``container``'s business, what belongs ``belonging``'s.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from nacl.public import PublicKey

from huixiang.ops.backup.belonging import BLANKED, Extent, Kept, files_of
from huixiang.ops.backup.container import ArchiveWriter
from huixiang.ops.backup.databases import database_of, pieces_of
from huixiang.ops.backup.progress import Meter, Progress
from huixiang.ops.backup.shelf import archive_name, written
from huixiang.ops.backup.snapshot import Snapshot, snapshot_of

ABOUT: Final = "about.json"
DUMP: Final = "database.dump"
ROWS: Final = "rows/"
FILES: Final = "files/"


@dataclass(frozen=True, slots=True)
class House:
    """What is backed up and how it is sealed: data folder, environment with the database's addresses, public key."""

    data_dir: Path
    environment: Mapping[str, str]
    recipient: PublicKey


@dataclass(frozen=True, slots=True)
class Made:
    """A finished archive. ``key`` opens this one without the private key; it is forgotten with the process."""

    path: Path
    extent: Extent
    at: dt.datetime
    size: int
    about: Mapping[str, Any]
    key: bytes = field(repr=False)


def make_archives(
    house: House, folder: Path, extents: Sequence[Extent], *, at: dt.datetime, progress: Progress
) -> list[Made]:
    """Write one archive of each extent, all of the same moment; memory for a piece of a file at a time.

    :raises BackupRefused: nothing unfinished stays; archives finished before stay.
    """
    with database_of(house.data_dir, house.environment) as database, snapshot_of(database) as snapshot:
        about = _about(house, snapshot) | {"made_at": at.isoformat(timespec="seconds")}
        return [_make(house, folder, extent, (snapshot, about), at=at, progress=progress) for extent in extents]


def _make(
    house: House, folder: Path, extent: Extent, seen: tuple[Snapshot, dict[str, Any]], *, at: dt.datetime,
    progress: Progress,
) -> Made:  # fmt: skip
    snapshot, about = seen
    path = folder / archive_name(extent, at=at)
    told = {**about, "file_bytes": sum(kept.path.stat().st_size for kept in _there(files_of(house.data_dir, extent)))}
    head = {"extent": extent.value, "made": at.isoformat(timespec="seconds"), "version": about["version"]}
    with written(path) as out:
        writer = ArchiveWriter(out, house.recipient, head)
        writer.add(ABOUT, [json.dumps(told).encode()])
        writer.add(DUMP, progress.meter(f"{extent.value}: database")(snapshot.dump(extent)))
        for table in BLANKED if extent is Extent.LASTING else ():
            writer.add(f"{ROWS}{table}", snapshot.blanked(table))
        meter = progress.meter(f"{extent.value}: files", told["file_bytes"])
        for kept in files_of(house.data_dir, extent):
            _add_file(writer, kept, meter)
        writer.finish()
    return Made(path, extent, at, path.stat().st_size, told, writer.key)


def _about(house: House, snapshot: Snapshot) -> dict[str, Any]:
    return {
        **snapshot.about(),
        "version": version("huixiang"),
        "origin": house.environment.get("HX_ORIGIN", ""),
    }


def _there(files: Iterator[Kept]) -> Iterator[Kept]:
    return (kept for kept in files if kept.path.exists())


def _add_file(writer: ArchiveWriter, kept: Kept, meter: Meter) -> None:
    try:
        source = kept.path.open("rb")
    except FileNotFoundError:
        return  # erased since the snapshot
    with source:
        facts = os.fstat(source.fileno())
        times = {"mtime": int(facts.st_mtime), "mode": facts.st_mode & 0o777}
        writer.add(f"{FILES}{kept.name}", meter(pieces_of(source)), **times)
