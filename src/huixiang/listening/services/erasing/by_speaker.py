"""What a speaker does with their receipt: set name and contact right, have themselves or their words erased."""

from __future__ import annotations

import datetime as dt
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.kernel.sealing import seal
from huixiang.listening.models import Erasure, Speaker, Voice
from huixiang.listening.queries import CONTACT_PURPOSE, NAME_PURPOSE
from huixiang.listening.services.erasing.forgetting import Why, erase_case, erase_voices
from huixiang.listening.services.wording import storable
from huixiang.listening.states import ErasureGround, ErasureScope, Lane

LONGEST: Final = 120


class NothingToErase(Refusal):
    """It was erased before, or was never kept; nothing was written."""


class NotKept(Refusal):
    """Of an anonymous or erased voice neither name nor contact is kept; nothing was written."""


@transaction.atomic
def correct_speaker(*, voice_id: UUID, name: str, contact: str, may_contact: bool, by: Actor, at: dt.datetime) -> None:
    """Replace the name and contact of a voice by what its speaker gives now; empty ones are erased.

    The journal tells that it was done, not what. What stood there before is kept nowhere.

    :raises NotFound: there is no such voice here.
    :raises NotKept: the voice is anonymous or erased; nothing was written.
    :raises TooLong: more than 120 characters; nothing was written.
    """
    voice = Voice.objects.select_for_update(of=("self",), no_key=True).filter(pk=voice_id).first()
    if voice is None:
        raise NotFound(str(voice_id))
    if voice.lane == Lane.ANONYMOUS or voice.erased_on is not None:
        raise NotKept(_("Nothing about you is kept here, so there is nothing to set right."))
    sealed = {"name_sealed": _sealed(name, NAME_PURPOSE), "contact_sealed": _sealed(contact, CONTACT_PURPOSE)}
    may_contact = may_contact and bool(sealed["contact_sealed"])
    if any(sealed.values()):
        Speaker.objects.update_or_create(voice=voice, defaults={**sealed, "may_contact": may_contact})
    else:
        Speaker.objects.filter(voice=voice).delete()
    journal.record("listening.speaker.corrected", about=f"voice:{voice.pk}", by=by, at=at)


def _sealed(text: str, purpose: str) -> bytes:
    return seal(storable(text.strip(), longest=LONGEST).encode(), purpose=purpose) if text.strip() else b""


@transaction.atomic
def erase_as_speaker(
    *, scope: ErasureScope, by: Actor, at: dt.datetime, voice_id: UUID | None = None, case_id: UUID | None = None
) -> Erasure:
    """Erase, at the wish of whoever holds the receipt, who spoke or everything they said; of a voice or a sealed case.

    Nothing holds it up: neither an open problem nor an audit. What stays is told by ``what_stays`` of the pages.

    :raises NothingToErase: it was erased before, or no name is kept; nothing was written.
    """
    why = Why(scope, ErasureGround.SPEAKER)
    if case_id is not None:
        done = erase_case(case_id, why=why, by=by, at=at)
    else:
        done = next(iter(erase_voices([voice_id] if voice_id else [], why=why, by=by, at=at)), None)
    if done is None:
        raise NothingToErase(_("There is nothing left to erase: it was erased before, or was never kept."))
    return done
