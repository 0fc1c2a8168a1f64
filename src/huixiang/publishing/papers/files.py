"""Where made papers lie, and how far one is that is being made: in their own folder below the uploads.

How far stands in a file, not in the database: the transaction that makes a paper shows nothing before its end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Final

from django.conf import settings

from huixiang.kernel.tenancy import current_organisation_id

DONE: Final = ".done"


def path_of(code: str) -> Path:
    """Where the file of a paper of this organisation lies."""
    return _folder() / code


def keep(code: str, content: bytes) -> None:
    """Write the file whole or not at all; made again, it takes the place of the one before."""
    path = path_of(code)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def say_done(code: str, rows: int) -> None:
    """Note how many rows of a paper are done."""
    path = path_of(code).with_suffix(DONE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(str(rows))


def rows_done(code: str) -> tuple[int, dt.datetime | None]:
    """How many rows of a paper are done, and when that was noted; (0, None) before the first."""
    path = path_of(code).with_suffix(DONE)
    try:
        text, moment = path.read_text(), path.stat().st_mtime
    except OSError:
        return 0, None
    return int(text) if text.isdecimal() else 0, dt.datetime.fromtimestamp(moment, dt.UTC)


def forget_done(code: str) -> None:
    """Remove the note of how far a paper is."""
    path_of(code).with_suffix(DONE).unlink(missing_ok=True)


def sweep(known: Collection[str], *, before: dt.datetime) -> int:
    """Remove the files older than ``before`` whose code is not among the known ones; returns how many."""
    left = [path for path in _folder().glob("*") if path.stat().st_mtime < before.timestamp()]
    gone = [path for path in left if path.name not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _folder() -> Path:
    return Path(settings.UPLOADS_DIR) / "papers" / str(current_organisation_id())
