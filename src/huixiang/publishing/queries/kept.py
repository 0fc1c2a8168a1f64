"""What publishing keeps of one voice, for its speaker: the days on which mail was sent about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huixiang.listening.keepers import KeptPart
from huixiang.publishing.models import SpeakerNotice

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


def kept_of(voice_id: UUID) -> list[KeptPart]:
    """The days on which the speaker got mail (1 query)."""
    rows = list(SpeakerNotice.objects.filter(voice=voice_id).values("sent_on"))
    return [KeptPart("mails", _("When we sent you mail"), rows)] if rows else []


def nothing_held(voice_ids: Collection[UUID], day: dt.date) -> dict[UUID, Words]:  # noqa: ARG001 - as every keeper
    """Nothing we publish keeps a voice from being erased."""
    return {}
