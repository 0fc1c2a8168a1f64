"""The rows of a file that were not taken in, as a workbook to correct and bring again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from huixiang.folio.workbooks import Column, Sheet, write_workbook
from huixiang.listening.models import Import
from huixiang.listening.queries import failed_rows
from huixiang.listening.services.imports.reading import survey_of


def write_failed_rows(brought: Import, path: Path) -> None:
    """Write an .xlsx of the failed rows in the columns of their table, behind row number and reason. Rows stream.

    :raises OSError: it cannot be written there.
    """
    header = survey_of(brought).get("header") or [_("The words")]
    with path.open("wb"):  # refused here, the writer below leaves nothing half open
        pass
    columns = [Column(_("Row"), 8), Column(_("Why it was not taken in"), 40, wrap=True)]
    columns += [Column(name, 20) for name in header]
    sheet = Sheet(_("Rows not taken in"), columns, _rows(brought, len(header)))
    write_workbook(path, [sheet], title=_("Rows not taken in"))


def _rows(brought: Import, width: int) -> Iterator[tuple[str | int, ...]]:
    for row in failed_rows(brought):
        cells = [*row.cells, *[""] * width][:width]
        yield (row.number, row.reason, *cells)
