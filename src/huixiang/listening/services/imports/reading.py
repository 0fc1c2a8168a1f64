"""Takes a file in and reads what is in it, so that somebody can look at it. Nothing becomes a voice here."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.columns import counts_rows, found_columns, guessed_columns
from huixiang.folio.feeding import Survey, survey_table
from huixiang.folio.lists.reading import read_outline_in_child
from huixiang.folio.lists.wire import to_plain
from huixiang.folio.scans import count_pages
from huixiang.folio.tables import Row
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.kernel.events import emit
from huixiang.kernel.sealing import seal, unseal
from huixiang.listening import policies
from huixiang.listening.events import ImportBegun
from huixiang.listening.models import Import, ImportSource
from huixiang.listening.services.imports.choosing import FIELDS, Choice, choice_of
from huixiang.listening.services.imports.keeping import keep_original, plain_copy
from huixiang.listening.states import IMPORT_MOVES, ImportKind, ImportState

KINDS: Final[Mapping[str, ImportKind]] = {
    **dict.fromkeys(("xlsx", "xlsm", "xls", "ods", "csv", "tsv"), ImportKind.TABLE),
    **dict.fromkeys(("docx", "txt", "md", "pdf"), ImportKind.DOCUMENT),
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic"), ImportKind.PICTURES),
}
SURVEY_PURPOSE: Final = "import-survey"
AT_ONCE: Final = 4 * 1024 * 1024
"""Bytes of a file that is read while its sender waits; a larger one is read by a job."""


class KindUnknown(Refusal):
    """No kind of file that brings voices; nothing was kept."""


class NotNow(Refusal):
    """The import is in a state in which this cannot be done; nothing was written."""


@transaction.atomic
def begin_import(*, name: str, pieces: Iterable[bytes], by: Actor, at: dt.datetime) -> Import:
    """Keep a file that brings voices; small ones are read at once, others by a job.

    :raises NotAllowed: this person may not; nothing was kept.
    :raises KindUnknown: its name ends in nothing we take; nothing was kept.
    """
    policies.may_import(by).require()
    kind = KINDS.get(PurePath(name).suffix.lstrip(".").casefold())
    if kind is None:
        words = _("“%(name)s” was not taken. Bring a table (.xlsx, .xls, .csv), a .docx, .txt or .pdf, or a picture.")
        raise KindUnknown(words % {"name": name})
    kept = keep_original(pieces)
    brought = Import.objects.create(
        name=short_name(name), kind=kind.value, state=ImportState.READING.value, digest=kept.digest, size=kept.size,
        sealed_path=kept.path, by_id=by.user_id, at=at,
    )  # fmt: skip
    if kept.size <= AT_ONCE:
        read_import(import_id=brought.pk)
    else:
        emit(ImportBegun(brought.pk))
    brought.refresh_from_db()
    return brought


@transaction.atomic
def read_import(*, import_id: int, sheet: str = "") -> Import:
    """Read what is in the file; afterwards it waits to be confirmed, or is refused with the reason.

    ``sheet`` names another sheet of a workbook. Writes no journal entry: nothing of the matter changes.

    :raises NotFound: there is no such import here.
    """
    brought = locked(import_id)
    if brought.state not in {ImportState.READING, ImportState.WAITING}:
        return brought  # cancelled since, or read by another worker
    try:
        with plain_copy(brought) as path:
            survey, choice = _read(brought, path, sheet)
    except UnsafeFile as error:
        brought.state, brought.trouble = ImportState.REFUSED.value, {"code": error.code, "params": dict(error.params)}
        brought.save(update_fields=["state", "trouble"])
        return brought
    brought.survey = seal_survey(survey)
    brought.state, brought.choice, brought.trouble = ImportState.WAITING.value, choice.plain(), {}
    brought.save(update_fields=["state", "survey", "choice", "rows", "fingerprint", "trouble"])
    return brought


def locked(import_id: int) -> Import:
    """The import, locked to the end of the transaction.

    :raises NotFound: there is none with this id here.
    """
    found = Import.objects.select_for_update(of=("self",)).filter(pk=import_id).first()
    if found is None:
        raise NotFound(str(import_id))
    return found


def move_import(brought: Import, to: ImportState, **facts: object) -> None:
    """Set the next state and these fields.

    :raises NotNow: the move is not in the table of moves; nothing was written.
    """
    if to not in IMPORT_MOVES[ImportState(brought.state)]:
        raise NotNow(_("This import has moved on since; look at it again."))
    brought.state = to.value
    for name, value in facts.items():
        setattr(brought, name, value)
    brought.save(update_fields=["state", *facts])


def seal_survey(survey: Mapping[str, Any]) -> bytes:
    """What was read in a file, as it is kept: it names people."""
    return seal(json.dumps(survey, ensure_ascii=False).encode("utf-8", "replace"), purpose=SURVEY_PURPOSE)


def survey_of(brought: Import) -> dict[str, Any]:
    """What was read in the file, opened; empty before it was read and after it is no longer kept."""
    if brought.survey is None:
        return {}
    opened: dict[str, Any] = json.loads(unseal(bytes(brought.survey), purpose=SURVEY_PURPOSE))
    return opened


def sample_of(survey: Mapping[str, Any]) -> list[Row]:
    """The first rows of a surveyed table."""
    header = survey["header"]
    return [Row(number, dict(zip(header, cells, strict=True))) for number, *cells in survey["sample"]]


def _read(brought: Import, path: Path, sheet: str) -> tuple[dict[str, Any], Choice]:
    if brought.kind == ImportKind.TABLE:
        found = survey_table(path, sheet=sheet)
        brought.rows, brought.fingerprint = found.rows, fingerprint_of(found.header)
        return table_facts(found), first_choice(found)
    if brought.kind == ImportKind.PICTURES:
        pages = count_pages(path)
        brought.rows = pages
        return {"pages": pages}, Choice()
    outline = read_outline_in_child(path.read_bytes(), name=brought.name)
    brought.rows = len(outline.items)
    return {"outline": to_plain(outline)}, Choice()


def table_facts(found: Survey) -> dict[str, Any]:
    """A surveyed table as JSON."""
    named = found_columns(found.header, FIELDS)
    return {
        "header": list(found.header), "sample": [[row.number, *row.cells.values()] for row in found.sample],
        "hidden": found.hidden, "sheet": found.sheet, "sheets": list(found.sheets), "epoch_1904": found.epoch_1904,
        "guessed": sorted(_guessed(found, named)),
    }  # fmt: skip


def first_choice(found: Survey) -> Choice:
    """The choice made last time about a table with the same columns, else what the names and the cells say."""
    hidden = None if found.hidden else False
    remembered = ImportSource.objects.filter(fingerprint=fingerprint_of(found.header)).first()
    if remembered is not None:
        before = choice_of(remembered.choice)
        return Choice(
            columns=before.columns, sheet=found.sheet, leave_hidden=hidden, channel=before.channel, lane=before.lane,
            source=remembered.name,
        )  # fmt: skip
    named = found_columns(found.header, FIELDS)
    rows = [list(row.cells.values()) for row in found.sample]
    place = found.header.index(named["id"]) if "id" in named else 0
    if "id" in named and counts_rows(named["id"], [row[place] for row in rows]):
        del named["id"]
    return Choice(columns=named | _guessed(found, named), sheet=found.sheet, leave_hidden=hidden)


def _guessed(found: Survey, named: Mapping[str, str]) -> dict[str, str]:
    rows = [list(row.cells.values()) for row in found.sample]
    return guessed_columns(found.header, rows, named, epoch_1904=found.epoch_1904)


def fingerprint_of(header: Sequence[str]) -> str:
    """What tells tables with the same column names, in the same order."""
    return hashlib.sha256("\x1f".join(header).encode()).hexdigest()


def short_name(name: str) -> str:
    """A file's name without what cannot be printed, its ending kept, at most 120 characters."""
    path = PurePath("".join(char for char in name if char.isprintable()))
    return f"{path.stem[: 119 - len(path.suffix[:20])]}{path.suffix[:20]}" or "—"
