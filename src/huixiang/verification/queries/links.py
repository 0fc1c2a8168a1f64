"""Reads of links to answer: whom one may be sent, and what stands behind a code."""

from __future__ import annotations

import datetime as dt
import hashlib
from uuid import UUID

from django.db.models import QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.listening.models import Voice
from huixiang.verification.models import AnswerLink, Asking
from huixiang.verification.queries.asking import open_askings

LONGEST_CODE = 64


class LinkIsOver(NotFound):
    """Nobody was sent this code, or it has done its work. Which of them is not told."""


def digest_of(code: str) -> str:
    """What is kept of a code. It has 192 bits of chance, so a fast digest is enough."""
    return hashlib.sha256(b"hx-answer/v1\0" + code.encode()).hexdigest()


def askings_for_links(voice_id: UUID, *, today: dt.date) -> QuerySet[Asking]:
    """The questions this speaker can still answer for the first time and in time, oldest first."""
    return open_askings(Voice(pk=voice_id)).filter(closes_on__gte=today)


def link_behind(code: str, *, today: dt.date) -> AnswerLink:
    """The link of a code, with its asking, claim and problem, while it works.

    :raises LinkIsOver: nobody was sent this code, its days are over, or the question was answered.
    """
    links = AnswerLink.objects.select_related("asking__claim__problem", "asking__voice")
    link = links.filter(digest=digest_of(code[:LONGEST_CODE])).first()
    if link is None or not askings_for_links(link.asking.voice_id, today=today).filter(pk=link.asking_id).exists():
        raise LinkIsOver("answer link")
    return link
