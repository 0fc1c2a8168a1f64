"""The audit of files: reads every byte on disk and compares it with the digest the log commits to.

Apart from the other audit, because it reads as much as the uploads hold. What only a case's own key opens is looked
for, not into.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Final

from django.conf import settings

from huixiang.kernel.sealing import SealBroken, unseal
from huixiang.ledger.files import rows_with_files
from huixiang.listening.models import Attachment, SealedFile
from huixiang.listening.queries import ORIGINAL_PURPOSE
from huixiang.transparency.audit import Report, Trouble

BATCH: Final = 200


def audit_files(report: Report) -> None:
    """Look at every file of this organisation and note in the report what is gone or changed; one in memory at a time.

    A voice's original by its digest, its clean copy by its size; evidence and photos by theirs.
    """
    for row in Attachment.objects.order_by("pk").iterator(BATCH):
        what = f"voice:{row.voice_id}"
        _look(report, what, row.sealed_path, partial(_is_original, digest=row.digest))
        _look(report, what, row.clean_path, partial(_has_size, size=row.size))
    for sealed in SealedFile.objects.order_by("pk").iterator(BATCH):
        for path in (sealed.clean_path, sealed.original_path):
            _look(report, f"case:{sealed.case_id}", path, bool)
    for kept in rows_with_files():
        what = f"{type(kept).__name__.lower()}:{kept.pk}"
        _look(report, what, kept.clean_path, partial(_has_digest, digest=kept.digest))


def _look(report: Report, what: str, path: str, is_as_kept: Callable[[bytes], bool]) -> None:
    try:
        content = (settings.UPLOADS_DIR / path).read_bytes()
    except OSError:
        report.add(Trouble.MISSING, what, f"file {path}")
        return
    if is_as_kept(content):
        report.files += 1
    else:
        report.add(Trouble.ALTERED, what, f"file {path}")


def _is_original(content: bytes, *, digest: str) -> bool:
    try:
        return _has_digest(unseal(content, purpose=ORIGINAL_PURPOSE), digest=digest)
    except SealBroken:
        return False


def _has_digest(content: bytes, *, digest: str) -> bool:
    return hashlib.sha256(content).hexdigest() == digest


def _has_size(content: bytes, *, size: int) -> bool:
    return len(content) == size
