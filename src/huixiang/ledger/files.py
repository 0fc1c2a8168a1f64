"""Where evidence files lie: in their own folder below the uploads, named by their own random id, already made safe."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePath
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from huixiang.folio.uploads import SafeFile
from huixiang.kernel.durable import write_durably
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger.models import Evidence, PledgeCheck, ProjectNote
from huixiang.ledger.models.kept_files import WithFile

KeptFile = Evidence | WithFile
"""A row that may have a file."""

_tables: list[type[Evidence | WithFile]] = [Evidence, PledgeCheck, ProjectNote]

ORPHAN_AFTER: Final = dt.timedelta(days=1)
"""Far longer than any act takes."""


def keep(evidence: KeptFile, file: SafeFile, *, name: str) -> None:
    """Write the clean bytes durably and set the file's fields; what a rolled-back act leaves is swept up later.

    Not with the files of voices: what no attachment names there is swept away.
    """
    stem = "".join(char for char in PurePath(name.replace("\\", "/")).stem if char.isprintable())[:100].strip(" .")
    evidence.file_name = f"{stem or 'file'}.{file.extension}"
    evidence.media_type = file.media_type
    evidence.clean_path = f"evidence/{current_organisation_id()}/{evidence.pk.hex}"
    evidence.digest = hashlib.sha256(file.clean).hexdigest()
    write_durably(path_of(evidence), file.clean)


def register_table(table: type[WithFile]) -> None:
    """Keep the files that rows of this table name too, when files nobody names are swept up; twice counts once."""
    if table not in _tables:
        _tables.append(table)


def sweep_orphans(*, at: dt.datetime) -> int:
    """Remove this organisation's files that no evidence names and that are a day old; returns how many."""
    folder = Path(settings.UPLOADS_DIR) / "evidence" / str(current_organisation_id())
    oldest = (at - ORPHAN_AFTER).timestamp()
    left = [path for path in folder.glob("*") if path.stat().st_mtime < oldest]
    known = _known() if left else frozenset()
    orphans = [path for path in left if str(path.relative_to(settings.UPLOADS_DIR)) not in known]
    for path in orphans:
        path.unlink()
    return len(orphans)


def rows_with_files() -> Iterator[KeptFile]:
    """Every row of this organisation that has a file, table by table."""
    for table in _tables:
        yield from _with_files(table).order_by("pk").iterator(200)


def _with_files(table: type[Evidence | WithFile]) -> QuerySet[Evidence | WithFile]:
    rows: QuerySet[Evidence | WithFile] = QuerySet(table)
    return rows.exclude(clean_path="")


def _known() -> frozenset[str]:
    paths = (_with_files(table).values_list("clean_path", flat=True) for table in _tables)
    return frozenset(chain.from_iterable(paths))


def path_of(evidence: KeptFile) -> Path:
    """Where the clean file of the evidence lies."""
    return Path(settings.UPLOADS_DIR) / evidence.clean_path
