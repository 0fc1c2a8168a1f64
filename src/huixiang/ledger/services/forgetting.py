"""The ledger forgets who spoke: how a unit reached somebody whose voice was erased. Its words on the problem stay."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from huixiang.kernel.tenancy import ERASED
from huixiang.ledger.models import OrderReport
from huixiang.listening.models import Voice
from huixiang.listening.queries import contact_of
from huixiang.sorting.models import Part


def forget_voices(voice_ids: Collection[UUID], at: datetime) -> list[str]:  # noqa: ARG001 - as every keeper
    """Erase name and contact of these speakers where a unit wrote down how it reached them; no leaf holds them."""
    for voice in Voice.objects.filter(pk__in=voice_ids, speaker__isnull=False):
        told = contact_of(voice)
        own = [text for text in ((told.name, told.contact) if told else ()) if len(text) > 1]
        holds = Q()
        for text in own:
            holds |= Q(contacted_by_words__contains=text)
        problems = Part.objects.filter(voice=voice).values("problem")
        reports = OrderReport.objects.filter(holds, order__problem__in=problems) if own else OrderReport.objects.none()
        reports.update(contacted_by_words=ERASED)
    return []
