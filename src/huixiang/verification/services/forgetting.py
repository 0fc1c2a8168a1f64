"""Verification forgets the words of erased voices. What was answered stays and counts; the words to it go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from huixiang.journal.models import JournalEntry
from huixiang.kernel.tenancy import ERASED
from huixiang.verification.models import AnswerLink, CallBackTry, Verdict

ANSWERED = ("verification.verdict.given", "verification.callback.answered")


def forget_voices(voice_ids: Collection[UUID], at: datetime) -> list[str]:  # noqa: ARG001 - as every keeper
    """Erase what speakers wrote or said with their answers, and links to answer; gives the leaves that held words."""
    verdicts = Verdict.objects.filter(asking__voice__in=voice_ids).exclude(Q(words="") | Q(words=ERASED))
    ids = list(verdicts.values_list("pk", flat=True))
    entries = JournalEntry.objects.filter(action__in=ANSWERED, after__verdict__in=ids)
    leaves = [f"entry:{pk}" for pk in entries.order_by("pk").values_list("pk", flat=True)]
    Verdict.objects.filter(pk__in=ids).update(words=ERASED)
    tries = CallBackTry.objects.filter(call__asking__voice__in=voice_ids)
    tries.exclude(Q(words="") | Q(words=ERASED)).update(words=ERASED)
    AnswerLink.objects.filter(asking__voice__in=voice_ids).delete()
    return leaves
