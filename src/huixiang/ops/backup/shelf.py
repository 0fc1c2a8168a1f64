"""The folder in which archives lie: their names, how one gets there whole or not at all, and which go when.

The rule of keeping is ``outlived``; it is the promise that what was erased is gone from every archive after 30 days.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from huixiang.kernel.durable import sync_folder
from huixiang.ops.backup.belonging import Extent
from huixiang.ops.backup.refusals import BackupRefused, no_room

WHOLE_DAYS: Final = 30
LASTING_MONTHS: Final = 13
ONE_RUN: Final = dt.timedelta(days=1)
_NAME: Final = re.compile(r"huixiang-(\d{8}T\d{6}Z)-(whole|lasting)\.hxb", re.ASCII)
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_UNFINISHED: Final = ".unfinished"


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive on the shelf."""

    path: Path
    extent: Extent
    made_at: dt.datetime


def outlived(archives: Iterable[Archive], *, at: dt.datetime) -> list[Archive]:
    """Which archives have lived long enough, oldest first.

    Whole ones go before the daily run after which they would be older than 30 days; the newest always stays. Of
    lasting ones the first of each month stays, for the newest 13 months.
    """
    ordered = sorted(archives, key=lambda each: (each.made_at, each.path.name))
    whole = [each for each in ordered if each.extent is Extent.WHOLE]
    gone = [each for each in whole[:-1] if at - each.made_at > dt.timedelta(days=WHOLE_DAYS) - ONE_RUN]
    firsts: dict[tuple[int, int], Archive] = {}
    for each in ordered:
        if each.extent is Extent.LASTING:
            firsts.setdefault((each.made_at.year, each.made_at.month), each)
    stay = {each.path for each in list(firsts.values())[-LASTING_MONTHS:]}
    gone += [each for each in ordered if each.extent is Extent.LASTING and each.path not in stay]
    return gone


def lasting_is_due(archives: Iterable[Archive], *, at: dt.datetime) -> bool:
    """Whether this month (UTC) has no lasting archive yet."""
    months = {(each.made_at.year, each.made_at.month) for each in archives if each.extent is Extent.LASTING}
    return (at.year, at.month) not in months


def archives_in(folder: Path) -> list[Archive]:
    """The finished archives of a folder, oldest first; what has another name is not looked at."""
    found = []
    for path in folder.glob("huixiang-*.hxb"):
        match = _NAME.fullmatch(path.name)
        if match:
            made_at = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
            found.append(Archive(path, Extent(match[2]), made_at))
    return sorted(found, key=lambda each: (each.made_at, each.path.name))


def archive_name(extent: Extent, *, at: dt.datetime) -> str:
    """The name of an archive made at this moment."""
    return f"huixiang-{at.astimezone(dt.UTC).strftime(_STAMP)}-{extent.value}.hxb"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep others from backing up into the folder while the block runs; what they left unfinished is removed.

    :raises BackupRefused: another backup is running, or the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise BackupRefused(
            f"备份文件夹 {folder} 写不了：{error.strerror}。盘接上了吗？",
            f"The backup folder {folder} cannot be written to: {error.strerror}. Is its disk there?",
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupRefused(
                "另一次备份正在进行，请等它做完。", "Another backup is running; wait for it to end."
            ) from error
        for left in folder.glob(f".*{_UNFINISHED}"):
            left.unlink(missing_ok=True)
        yield


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name, durably, when the block ends well; else nothing of it stays.

    :raises NoRoom: the disk is full.
    """
    unfinished = path.with_name(f".{path.name}{_UNFINISHED}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        refusal = no_room(path.parent, error)
        if refusal is None:
            raise
        raise refusal from error
    finally:
        unfinished.unlink(missing_ok=True)
