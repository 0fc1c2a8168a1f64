"""A copy of a log in a folder, as ``huixiang monitor`` and ``huixiang publish-log`` make it: read without a network.

Decides when a copy is one: its checkpoint bears the key one trusts, and its entries lead to the root that was signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huixiang.proofs.lookup import Look
from huixiang.proofs.notes import (
    COSIGNATURE,
    Checkpoint,
    Note,
    NoteWrong,
    NotSigned,
    Verifier,
    Vouched,
    read_checkpoint,
    read_note,
    vouched_by,
)
from huixiang.proofs.tiles import TileWrong, read_bundle, tiles_of

CHECKPOINT: Final = "checkpoint"
COSIGNED: Final = "cosigned"


class CopyWrong(Exception):
    """The folder holds no copy, or one that was changed or is incomplete."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy whose checkpoint is signed by a key one trusts; its entries are not looked at yet."""

    folder: Path
    checkpoint: Checkpoint
    witnesses: Sequence[Vouched]


def open_copy(folder: Path, *, logs: Sequence[Verifier], witnesses: Sequence[Verifier]) -> Copy:
    """Read the checkpoint of a copy and who vouches for it.

    :raises CopyWrong: there is none, or none of ``logs`` signed it.
    """
    try:
        note = read_note((folder / CHECKPOINT).read_text())
        checkpoint, note = read_checkpoint(note.body), _with_cosignatures(folder, note)
        vouched = vouched_by(note, [*logs, *witnesses])
    except OSError as error:
        raise CopyWrong(f"{folder}: no checkpoint") from error
    except (NoteWrong, NotSigned, UnicodeDecodeError) as error:
        raise CopyWrong("the checkpoint is not signed by the key you gave") from error
    if checkpoint.origin not in {each.key.name for each in vouched if each.key in logs}:
        raise CopyWrong("the checkpoint is not signed by the key you gave")
    return Copy(folder, checkpoint, [each for each in vouched if each.key.kind == COSIGNATURE])


def _with_cosignatures(folder: Path, note: Note) -> Note:
    """Whoever watches with ``monitor --cosign`` keeps the own signature in a file beside the checkpoint."""
    path = folder / COSIGNED
    signed = read_note(path.read_text()) if path.exists() else note
    more = [each for each in signed.signatures if each not in note.signatures] if signed.body == note.body else []
    return Note(note.body, (*note.signatures, *more))


def go_through(copy: Copy, look: Look) -> None:
    """Look at every entry of a copy; 10 million take about a minute.

    :raises CopyWrong: one is missing, or they do not lead to the root that was signed.
    """
    look.through(entries_in(copy.folder, copy.checkpoint.size))
    if (look.tree.size, look.tree.root) != (copy.checkpoint.size, copy.checkpoint.root):
        raise CopyWrong(f"its entries do not lead to the root of the {copy.checkpoint.size} that were signed")


def entries_in(folder: Path, size: int) -> Iterator[bytes]:
    """The first entries of a copy, in their order; nothing is compared with what was signed.

    :raises CopyWrong: one is missing or damaged.
    """
    for tile in (tile for tile in tiles_of(size) if tile.level is None):
        try:
            yield from read_bundle((folder / tile.path).read_bytes())[: tile.width]
        except (OSError, TileWrong) as error:
            raise CopyWrong(f"{tile.path} is missing or damaged") from error
