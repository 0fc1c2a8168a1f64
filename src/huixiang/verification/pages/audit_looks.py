"""How the statements of checkers about one drawn problem read: what was seen, and each correction beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huixiang.verification.models import AuditCheck, AuditCorrection, AuditPhoto


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; ``reason`` is empty but for a correction, ``who`` says on whose word one was noted."""

    genuine: bool
    who: str
    at: dt.datetime
    words: str
    reason: str
    photos: tuple[AuditPhoto, ...]


def statements_shown(statements: Iterable[AuditCheck | AuditCorrection]) -> list[Statement]:
    """The statements about one drawn problem in their order, none left out."""
    shown = []
    for each in statements:
        if isinstance(each, AuditCheck):
            own = tuple(photo for photo in each.photos.all() if photo.correction_id is None)
            shown.append(Statement(each.genuine, each.by.name, each.at, each.words, "", own))
        else:
            photos = tuple(each.photos.all())
            shown.append(Statement(each.genuine, _whose_word(each), each.at, each.words, each.reason, photos))
    return shown


def _whose_word(correction: AuditCorrection) -> str:
    checker, noted = correction.audit_check.by, correction.by
    if checker.pk == noted.pk:
        return noted.name
    return _("%(name)s, on the word of %(checker)s") % {"name": noted.name, "checker": checker.name}
