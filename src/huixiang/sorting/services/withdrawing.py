"""The desk's part in taking back an import: voices nobody has acted on leave it, and come again when asked.

Both go on in batches from where the last one ended, so that a million rows are walked through once.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from huixiang.listening import services as listening
from huixiang.listening.models import ImportRow
from huixiang.sorting.models import InboxItem, MatterVoice, Suggestion, Unweighed
from huixiang.sorting.states import InboxState, SuggestionState

BATCH = 1_000


@transaction.atomic
def withdraw_some(*, import_id: int, after: int, at: datetime) -> int | None:
    """Let up to 1,000 voices of an import leave the desk, from behind this row; gives the last one's number.

    Their open suggestions are overtaken, and they leave the matters the engine put them to.
    None when there was none left, and the import was told. A voice stays when somebody joined, answered, set aside or
    summarised it. A clerk who is reading one that left is told when acting on it, for its version grew. No journal
    entry: taking the import back left one.
    """
    lines = _lines(import_id, after)
    if not lines:
        rows = _items(import_id)
        left = rows.filter(state=InboxState.WITHDRAWN).count()
        staying = list(rows.exclude(state=InboxState.WITHDRAWN).values_list("pk", flat=True))
        listening.note_left(import_id=import_id, left=left, staying=staying)
        return None
    ids = [line.voice_id for line in lines]
    left_now = _move(InboxItem.objects.filter(pk__in=ids, state=InboxState.NEW, summary=""), InboxState.WITHDRAWN)
    Suggestion.objects.filter(voice__in=left_now, state=SuggestionState.OPEN).update(state=SuggestionState.OVERTAKEN)
    MatterVoice.objects.filter(voice__in=left_now, left_at=None).update(left_at=at)
    return lines[-1].number


@transaction.atomic
def return_some(*, import_id: int, after: int, at: datetime) -> int | None:  # noqa: ARG001 - as withdraw_some
    """Bring up to 1,000 voices of an import back to the desk, from behind this row; else as ``withdraw_some``.

    The engine weighs them anew, as voices that just arrived.
    """
    lines = _lines(import_id, after)
    if not lines:
        listening.note_returned(import_id=import_id)
        return None
    ids = [line.voice_id for line in lines]
    back = _move(InboxItem.objects.filter(pk__in=ids, state=InboxState.WITHDRAWN), InboxState.NEW)
    numbers = InboxItem.objects.filter(pk__in=back).values_list("pk", "number")
    Unweighed.objects.bulk_create(
        [Unweighed(item_id=pk, number=number) for pk, number in numbers], ignore_conflicts=True
    )
    return lines[-1].number


def _lines(import_id: int, after: int) -> list[ImportRow]:
    return list(ImportRow.objects.filter(brought=import_id, number__gt=after).order_by("number")[:BATCH])


def _items(import_id: int) -> QuerySet[InboxItem]:
    return InboxItem.objects.filter(voice__import_row__brought=import_id)


def _move(items: QuerySet[InboxItem], to: InboxState) -> list[UUID]:
    # Locked in one order everywhere, as in lock_items.
    chosen = list(items.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    InboxItem.objects.filter(pk__in=chosen).update(state=to.value, version=F("version") + 1)
    return chosen
