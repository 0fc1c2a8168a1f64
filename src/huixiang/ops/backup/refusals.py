"""Why a backup or a restore was not done: each sentence says what was found and what to do, Chinese first."""

from __future__ import annotations

import errno
from typing import Final


class BackupRefused(Exception):
    """It was not done. Nothing was left behind; what was there before is as it was."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


class NotAnArchive(BackupRefused):
    """The file is no backup of Huixiang, or of a format this version does not know."""


class WrongKey(BackupRefused):
    """The archive was made for another key."""


class ArchiveBroken(BackupRefused):
    """The archive was cut short or changed since it was made; nothing of it was used."""


class NoRoom(BackupRefused):
    """The disk is full."""


class NotEmpty(BackupRefused):
    """Where the house should be restored there is one already."""


FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def no_room(where: object, error: OSError) -> NoRoom | None:
    """The refusal when the error says that the disk is full; else None."""
    if error.errno not in FULL:
        return None
    return NoRoom(
        f"磁盘满了：{where} 写不下。没有留下半个文件；腾出空间或换一个文件夹再来。",
        f"No room left in {where}. No half file was left; make room or choose another folder, then try again.",
    )
