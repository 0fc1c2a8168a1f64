"""Takes an import back as a whole, and takes that back. Voices stay as they are; what leaves is their line at the desk.

The desk lies downstream: it is told by an event, does its part in batches, and says here what became of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.events import emit
from huixiang.listening import policies
from huixiang.listening.events import ImportLeaving, ImportReturning
from huixiang.listening.models import Import, ImportRow
from huixiang.listening.services.imports.here import GONE
from huixiang.listening.services.imports.reading import NotNow, locked, move_import
from huixiang.listening.services.imports.taking import AGAIN
from huixiang.listening.states import ImportState


@transaction.atomic
def withdraw_import(*, import_id: int, by: Actor, at: dt.datetime) -> Import:
    """Have all voices of an import leave the desk, except those somebody has acted on; the same file may come again.

    :raises NotAllowed: this person may not; nothing was written.
    :raises NotNow: it has not ended, brought nothing, or was taken back already; nothing was written.
    """
    policies.may_import(by).require()
    brought = locked(import_id)
    if not brought.new:
        raise NotNow(_("This import brought no voice: there is nothing to take back."))
    move_import(brought, ImportState.LEAVING, ended_at=at, ended_by_id=by.user_id)
    _record("listening.import.withdrawn", brought, by=by, at=at)
    emit(ImportLeaving(brought.pk))
    return brought


@transaction.atomic
def restore_import(*, import_id: int, by: Actor, at: dt.datetime) -> Import:
    """Bring the voices of an import that was taken back to the desk again.

    :raises NotAllowed: this person may not; nothing was written.
    :raises NotNow: it was not taken back, or its rows were brought in anew since; nothing was written.
    """
    policies.may_import(by).require()
    brought = locked(import_id)
    if _came_again(brought):
        raise NotNow(_("These rows were brought in anew since. Take that import back first."))
    move_import(brought, ImportState.RETURNING, ended_at=at, ended_by_id=by.user_id)
    _record("listening.import.restored", brought, by=by, at=at)
    emit(ImportReturning(brought.pk))
    return brought


@transaction.atomic
def note_left(*, import_id: int, left: int, staying: Collection[UUID]) -> None:
    """Note that the desk is done: so many voices left it, these stay. The entry of the taking back stands already."""
    brought = locked(import_id)
    ImportRow.objects.filter(brought=brought, voice__in=staying).update(stays=True)
    move_import(brought, ImportState.WITHDRAWN, withdrawn=left, stayed=len(staying))


@transaction.atomic
def note_returned(*, import_id: int) -> None:
    """Note that the desk has all voices of an import again. The entry of the bringing back stands already."""
    brought = locked(import_id)
    ImportRow.objects.filter(brought=brought, stays=True).update(stays=False)
    move_import(brought, ImportState.DONE, withdrawn=0, stayed=0)


# A voice that came again after it was taken back has the same source with one more sign at its end.
_CAME_AGAIN = """
SELECT EXISTS (
    SELECT FROM listening_importrow line
    JOIN listening_voice voice ON voice.id = line.voice_id
    JOIN listening_voice later ON later.organisation_id = voice.organisation_id AND later.source = voice.source || %s
    LEFT JOIN listening_importrow later_line ON later_line.voice_id = later.id
    LEFT JOIN listening_import later_import ON later_import.id = later_line.brought_id
    WHERE line.brought_id = %s AND NOT line.stays
      AND (later_import.state IS NULL OR later_import.state <> ALL(%s) OR later_line.stays)
)
"""


def _came_again(brought: Import) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_CAME_AGAIN, [AGAIN, brought.pk, [state.value for state in GONE]])
        (found,) = cursor.fetchone()
    return bool(found)


def _record(action: str, brought: Import, *, by: Actor, at: dt.datetime) -> None:
    journal.record(action, about=f"import:{brought.pk}", by=by, at=at, after={"new": brought.new})
