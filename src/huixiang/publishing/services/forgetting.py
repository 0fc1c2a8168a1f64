"""What we publish forgets erased voices: made papers that may hold their words, mails that were sent about them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction

from huixiang.listening.models import Voice
from huixiang.people.queries import local_day
from huixiang.publishing.models import MadePaper, SpeakerNotice
from huixiang.publishing.papers.files import path_of
from huixiang.publishing.states import OF_VOICES, PaperState


def forget_voices(voice_ids: Collection[UUID], at: datetime) -> list[str]:
    """Remove the files of papers that print voices and were made since the first of these was said.

    They read as expired; whoever wants one orders it again, and it shows that words were erased. Approved public
    words stay: a person masked them, and they are the organisation's own. No leaf of the log commits to any of it.
    """
    SpeakerNotice.objects.filter(voice__in=voice_ids).delete()
    said = Voice.objects.filter(pk__in=voice_ids).order_by("said_on").values_list("said_on", flat=True).first()
    papers = MadePaper.objects.filter(kind__in=[kind.value for kind in OF_VOICES], asked_at__date__gte=said)
    for paper in papers.filter(state=PaperState.READY) if said else ():
        _remove(path_of(paper.code))
    yesterday = local_day(at) - timedelta(days=1)
    papers.filter(expires_on__gt=yesterday).update(expires_on=yesterday)
    return []


def _remove(path: Path) -> None:
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
