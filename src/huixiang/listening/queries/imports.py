"""Reads of imports: the list, one of them, the same file before, the rows that failed, the voices that stay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from huixiang.kernel.errors import NotFound
from huixiang.kernel.sealing import unseal
from huixiang.listening.models import Import, ImportFailure, ImportRow, ImportSource
from huixiang.listening.states import ImportState

CELLS_PURPOSE: Final = "import-cells"
LONGEST_MARK: Final = 15
"""Digits of an id; longer marks are the digests by which tables were known before imports had rows of their own."""


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row that was not taken in, with its cells opened."""

    number: int
    reason: str
    cells: tuple[str, ...] = field(repr=False)


def imports() -> QuerySet[Import]:
    """All imports with who brought them, to be ordered newest first."""
    return Import.objects.select_related("by").defer("survey", "choice")


def import_by_id(import_id: int) -> Import:
    """One import.

    :raises NotFound: there is none with this id here.
    """
    found = Import.objects.select_related("by", "ended_by").filter(pk=import_id).first()
    if found is None:
        raise NotFound(str(import_id))
    return found


def import_under_way() -> bool:
    """Whether voices are being taken in just now from a file."""
    return Import.objects.filter(state=ImportState.RUNNING).exists()


def same_file(brought: Import) -> Import | None:
    """The newest other import of the very same file, if any."""
    rows = Import.objects.filter(digest=brought.digest, kind=brought.kind).exclude(pk=brought.pk)
    return rows.filter(pk__lt=brought.pk).order_by("-pk").first()


def source_of(brought: Import) -> ImportSource | None:
    """What was decided last about a table with the same columns."""
    return ImportSource.objects.select_related("used_by").filter(fingerprint=brought.fingerprint).first()


def source_names() -> list[str]:
    """The names clerks gave to sources, the last used first."""
    names = ImportSource.objects.exclude(name="").order_by("-used_at").values_list("name", flat=True)[:50]
    return list(dict.fromkeys(names))


def failed_rows(brought: Import, limit: int | None = None) -> Iterator[FailedRow]:
    """The rows that were not taken in, in the order of the file; they stream."""
    rows = ImportFailure.objects.filter(brought=brought).order_by("number", "pk")[:limit]
    for row in rows.iterator(2_000):
        cells = json.loads(unseal(bytes(row.cells), purpose=CELLS_PURPOSE))
        yield FailedRow(row.number, row.reason, tuple(map(str, cells)))


def staying_voices(brought: Import, limit: int = 100) -> list[ImportRow]:
    """The voices that stayed when their import was taken back, with their receipts (1 query)."""
    rows = ImportRow.objects.filter(brought=brought, stays=True).select_related("voice__receipt")
    return list(rows.order_by("number")[:limit])


def typed_voices(brought: Import, limit: int = 500) -> list[ImportRow]:
    """The voices of an import in order, with their words (1 query)."""
    return list(ImportRow.objects.filter(brought=brought).select_related("voice").order_by("number")[:limit])


def import_names(marks: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Names of imports, for the journal (1 query), with the address of their page; older ones by their mark."""
    marks = list(marks)
    ids = [int(mark) for mark in marks if mark.isdigit() and len(mark) <= LONGEST_MARK]
    names = dict(Import.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {
        mark: (names[int(mark)], reverse("listening:import", args=[int(mark)]))
        if mark.isdigit() and len(mark) <= LONGEST_MARK and int(mark) in names
        else (gettext("table %(mark)s") % {"mark": mark[:8]}, "")
        for mark in marks
    }
