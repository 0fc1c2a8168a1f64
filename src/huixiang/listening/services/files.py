"""Keeps files on disk: the clean copy that is shown, and the original, sealed.

A file is safely on disk before the transaction commits; what a rolled-back transaction leaves is swept up later.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath
from typing import Final

from django.conf import settings
from django.db import transaction

from huixiang.folio.uploads import SafeFile
from huixiang.kernel import failpoints
from huixiang.kernel.durable import sync_folder
from huixiang.kernel.sealing import seal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Attachment, Import, Message, SealedFile, Voice
from huixiang.listening.queries import ORIGINAL_PURPOSE
from huixiang.listening.states import Lane

ORPHAN_AFTER: Final = dt.timedelta(days=2)
"""Longer than a day, because files carry the midnight of their day."""


@dataclass(frozen=True)
class GivenFile:
    """A file somebody gave us: its name, its bytes as they came, and what was found safe to show."""

    name: str
    original: bytes = field(repr=False)
    safe: SafeFile

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes as they came, in hex."""
        return hashlib.sha256(self.original).hexdigest()

    def shown_name(self, *, number: int = 1, hidden: bool = False) -> str:
        """What the clean copy is called, with the ending it needs; a number where nothing of the name may be kept."""
        stem = "".join(char for char in PurePath(self.name).stem if char.isprintable())[:100].strip(" .")
        if hidden or not stem:
            stem = f"{number:02d}"
        return f"{stem}.{self.safe.extension}"


def keep_files(voice: Voice, files: Sequence[GivenFile], *, day: dt.datetime, message: Message | None = None) -> None:
    """Keep each as ``keep_file`` does.

    :raises OSError: no room or no right; none of them is left on disk, the caller's transaction is not to be committed.
    """
    kept: list[Attachment] = []
    try:
        for number, given in enumerate(files, start=1):
            kept.append(keep_file(voice, given, day=day, number=number, message=message))
    except OSError:
        _unlink(settings.UPLOADS_DIR / path for each in kept for path in (each.clean_path, each.sealed_path))
        raise


def keep_file(
    voice: Voice, given: GivenFile, *, day: dt.datetime, number: int = 1, message: Message | None = None
) -> Attachment:
    """Write both copies to disk and their row; part of an act that leaves its own journal entry.

    In the anonymous lane the name is replaced, for names of files name people. Costs one statement.

    :raises OSError: no room or no right; neither copy is left.
    """
    clean = store_file(given.safe.clean, day=day)
    try:
        sealed = store_file(seal(given.original, purpose=ORIGINAL_PURPOSE), day=day)
    except OSError:
        _unlink([settings.UPLOADS_DIR / clean])
        raise
    return Attachment.objects.create(
        voice=voice,
        message=message,
        name=given.shown_name(number=number, hidden=voice.lane == Lane.ANONYMOUS),
        media_type=given.safe.media_type,
        size=len(given.safe.clean),
        clean_path=clean,
        sealed_path=sealed,
        digest=given.digest,
    )


def store_file(content: bytes, *, day: dt.datetime) -> str:
    """Write bytes durably under a random name; returns the path below the uploads folder.

    The file's time is set to ``day``, so that it tells no more than the rows do.

    :raises OSError: no room or no right; nothing of the file is left.
    """
    name = secrets.token_hex(16)
    folder = settings.UPLOADS_DIR / str(current_organisation_id()) / name[:2]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = folder / f".{name}"
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.utime(unfinished, (day.timestamp(), day.timestamp()))
        unfinished.rename(folder / name)
    except OSError:  # no room: half a file would take what is left of it
        unfinished.unlink(missing_ok=True)
        raise
    failpoints.die_at("after_rename")
    for changed in (folder, folder.parent):
        sync_folder(changed)
    return str((folder / name).relative_to(settings.UPLOADS_DIR))


def remove_files(paths: Iterable[str]) -> None:
    """Remove files from disk once the transaction has committed; what a crash leaves ``sweep_orphans`` removes."""
    wanted = [settings.UPLOADS_DIR / path for path in paths if path]
    transaction.on_commit(functools.partial(_unlink, wanted))


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def sweep_orphans(*, at: dt.datetime) -> int:
    """Remove files that no attachment, sealed file or import here names, two days old or older; returns how many."""
    known: set[str] = set()
    for paths in Attachment.objects.values_list("clean_path", "sealed_path").iterator():
        known.update(paths)
    for paths in SealedFile.objects.values_list("clean_path", "original_path").iterator():
        known.update(paths)
    known.update(Import.objects.exclude(sealed_path="").values_list("sealed_path", flat=True))
    root: Path = settings.UPLOADS_DIR
    removed = 0
    for path in sorted((root / str(current_organisation_id())).glob("*/*")):
        old = at.timestamp() - path.stat().st_mtime > ORPHAN_AFTER.total_seconds()
        if old and str(path.relative_to(root)) not in known:
            path.unlink()
            removed += 1
    return removed
