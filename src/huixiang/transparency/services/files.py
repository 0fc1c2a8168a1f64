"""Writes the public log as static files into a folder: what any web server can serve and anybody can copy.

The paths are those of the site (c2sp.org/tlog-tiles). Full tiles are written once and never again; the checkpoint
comes last, so that whoever copies the folder meanwhile has everything it speaks of.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal
from huixiang.proofs.notes import Checkpoint, NoteWrong, read_checkpoint, read_note
from huixiang.proofs.tiles import WIDTH, tiles_of
from huixiang.transparency import queries
from huixiang.transparency.checking import check_page
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import LogCheckpoint


class FolderTaken(Refusal):
    """The folder holds another log, or more of this one than the database has; nothing was written."""


@dataclass(frozen=True, slots=True)
class Written:
    """How much of the log the folder holds now, and how many files were written for it."""

    size: int
    files: int


def write_files(folder: Path) -> Written:
    """Bring a folder up to what is public now: checkpoint, tiles, key and checking page; grows with what is new.

    :raises FolderTaken: see there. :raises OSError: no room or no right; the folder still holds its last whole state.
    """
    signed = queries.public_checkpoint()
    if signed is None:
        return Written(0, 0)
    there = _there(folder, signed.checkpoint)
    tiles = tiles_of(signed.checkpoint.size, since=there.size if there else 0)
    for tile in tiles:
        _write(folder / tile.path, queries.tile_bytes(tile))
        if tile.width == WIDTH:
            rmtree(folder / f"{tile.path}.p", ignore_errors=True)
    _write(folder / "key", f"{log_signer(signed.checkpoint.origin).verifier.text}\n".encode())
    _write(folder / "check.html", check_page().encode())
    _write(folder / "checkpoint", signed.note.text.encode())
    return Written(signed.checkpoint.size, len(tiles))


def _there(folder: Path, now: Checkpoint) -> Checkpoint | None:
    path = folder / "checkpoint"
    if not path.exists():
        return None
    try:
        found = read_checkpoint(read_note(path.read_text()).body)
    except (NoteWrong, UnicodeDecodeError):
        found = None
    if found is None or found.origin != now.origin or found.size > now.size or not _is_ours(found):
        raise FolderTaken(
            _("The folder %(name)s holds another log, or more of this one than the database: was it set back?")
            % {"name": folder.name}
        )
    return found


def _is_ours(found: Checkpoint) -> bool:
    row = LogCheckpoint.objects.filter(size=found.size).first()
    return row is not None and read_note(row.note).body == found.body


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.chmod(0o644)
    unfinished.rename(path)
