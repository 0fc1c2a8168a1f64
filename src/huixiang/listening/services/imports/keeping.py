"""Keeps a file that brings voices on disk: sealed piece by piece, so that its size does not matter.

While it is read there is a plain copy, in a folder of its own, which is removed afterwards.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from django.conf import settings

from huixiang.kernel.durable import sync_folder
from huixiang.kernel.sealing import SealBroken, seal, unseal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Import

PIECE: Final = 1 << 20
READING: Final = "reading"
ONE_DAY: Final = dt.timedelta(days=1)
_SIZE: Final = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a file is kept, below the uploads folder; its digest and size."""

    path: str
    digest: str
    size: int


def keep_original(pieces: Iterable[bytes]) -> Kept:
    """Write a file durably and sealed under a random name.

    What a rolled-back transaction leaves is swept up with the orphans of the other files.
    """
    name = secrets.token_hex(16)
    folder = settings.UPLOADS_DIR / str(current_organisation_id()) / name[:2]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with (folder / name).open("xb") as file:
        for number, piece in enumerate(_of_one_size(pieces)):
            digest.update(piece)
            size += len(piece)
            _put(file, seal(piece, purpose=_purpose(number)))
        _put(file, seal(b"", purpose="import/end"))
        file.flush()
        os.fsync(file.fileno())
    for changed in (folder, folder.parent):
        sync_folder(changed)
    return Kept(str((folder / name).relative_to(settings.UPLOADS_DIR)), digest.hexdigest(), size)


@contextmanager
def plain_copy(brought: Import) -> Iterator[Path]:
    """Give a readable copy of the file as long as the block lasts; its name ends as the file's own.

    :raises SealBroken: the kept file was changed or cut, or was sealed by another house.
    :raises FileNotFoundError: it is no longer kept.
    """
    folder: Path = settings.DATA_DIR / READING
    folder.mkdir(exist_ok=True, mode=0o700)
    copy = folder / f"{secrets.token_hex(8)}{PurePath(brought.name).suffix[:20].casefold()}"
    try:
        with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in _pieces_of(settings.UPLOADS_DIR / brought.sealed_path):
                file.write(piece)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _purpose(number: int) -> str:
    # The number is part of the key, so that no piece can be moved or left out.
    return f"import/{number}"


def _of_one_size(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            yield piece[start : start + PIECE]


def _put(file: BinaryIO, sealed: bytes) -> None:
    file.write(_SIZE.pack(len(sealed)))
    file.write(sealed)


def _pieces_of(path: Path) -> Iterator[bytes]:
    number = 0
    with path.open("rb") as file:
        while head := file.read(_SIZE.size):
            sealed = file.read(_SIZE.unpack(head)[0])
            try:
                yield unseal(sealed, purpose=_purpose(number))
            except SealBroken:
                unseal(sealed, purpose="import/end")
                return
            number += 1
    raise SealBroken("import/end")


def remove_plain_copies(*, at: dt.datetime) -> int:
    """Remove plain copies whose reader died, a day old or older, of all organisations; returns how many."""
    old = [
        path
        for path in (settings.DATA_DIR / READING).glob("*")
        if at.timestamp() - path.stat().st_mtime > ONE_DAY.total_seconds()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
