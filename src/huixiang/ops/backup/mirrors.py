"""Reads a copy of a log as ``huixiang monitor`` keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huixiang.ops.backup.refusals import BackupRefused
from huixiang.ops.copies import CHECKPOINT, CopyWrong, entries_in
from huixiang.proofs.notes import Note, NoteWrong, read_checkpoint, read_note


@dataclass(frozen=True, slots=True)
class Mirror:
    """A copy of the log ``origin``: its signed head, and where its entries lie."""

    origin: str
    size: int
    note: Note
    folder: Path

    def entries(self) -> Iterator[bytes]:
        """Its entries, from the first on.

        :raises BackupRefused: a part of the copy is gone or broken.
        """
        try:
            yield from entries_in(self.folder, self.size)
        except CopyWrong as wrong:
            raise _unreadable(self.folder) from wrong


def read_mirror(folder: Path) -> Mirror:
    """The copy in a folder.

    :raises BackupRefused: there is none.
    """
    try:
        note = read_note((folder / CHECKPOINT).read_text(encoding="utf-8"))
        checkpoint = read_checkpoint(note.body)
    except (OSError, NoteWrong) as wrong:
        raise _unreadable(folder) from wrong
    return Mirror(checkpoint.origin, checkpoint.size, note, folder)


def _unreadable(folder: Path) -> BackupRefused:
    return BackupRefused(
        f"{folder} 不是账本副本，或者缺了一部分。", f"{folder} is no copy of a log, or a part of it is gone."
    )
