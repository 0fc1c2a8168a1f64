"""Takes in a voice with its receipt, in the caller's transaction and with few statements.

The receipt's locator is the idempotency key: PostgreSQL lets exactly one sender through, also when two come at once.
The slow hash is not done here; the secret waits sealed (see receipts.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.sealing import seal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Place, Receipt, Speaker, Voice
from huixiang.listening.queries import CONTACT_PURPOSE, NAME_PURPOSE, RECEIPT_PURPOSE, opens
from huixiang.listening.services.days import day_moment, zone_here
from huixiang.listening.services.files import GivenFile, keep_file
from huixiang.listening.services.wording import storable
from huixiang.listening.states import ChannelKind, Lane
from huixiang.people.models import Unit
from huixiang.proofs.receipts import ReceiptCode


class LocatorTaken(Refusal):
    """Another voice already has this locator; nothing was written, a fresh code is needed."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The voice as stored; ``again`` means it had been sent before with this code, and nothing was written now."""

    voice: Voice
    again: bool


# No @transaction.atomic: its savepoint would cost two of our few statements, and the caller's transaction
# (``acting_in``) is never absent, since without it row security refuses every row.
def accept_voice(  # noqa: PLR0913 - a voice has this many facts
    *,
    words: str,
    code: ReceiptCode,
    lane: Lane,
    by: Actor,
    at: dt.datetime,
    channel: ChannelKind = ChannelKind.WEB,
    place: Place | None = None,
    place_words: str = "",
    unit: Unit | None = None,
    speaker_name: str = "",
    contact: str = "",
    may_contact: bool = False,
    files: Sequence[GivenFile] = (),
    source: str = "",
    said_on: dt.date | None = None,
    zone: str = "",
) -> Accepted:
    """Take in a voice once: 3 statements, one more with a speaker, one more for each file.

    The same code again returns the voice as it was first sent. Of an anonymous voice neither name, contact nor any
    moment is kept, only the day. ``said_on`` is a day before today when somebody registers it later; ``zone`` saves
    the query for the organisation's zone.

    :raises NothingSaid, TooLong: see ``storable``; nothing was written.
    :raises LocatorTaken: another voice has this locator; nothing was written.
    """  # fmt: skip
    words = storable(words)
    voice_id = uuid4()
    if not _claim_locator(voice_id, code):
        return _sent_before(code)
    zone = zone or zone_here()
    anonymous = lane == Lane.ANONYMOUS
    voice = Voice.objects.create(
        id=voice_id, channel=channel.value, words=words, lane=lane.value, place=place,
        place_words=_fitting(place_words, 120), unit=unit, source=source, registered_by_id=by.user_id,
        said_on=said_on or clock.day_of(at, zone=zone), said_at=None if anonymous or said_on else at,
    )  # fmt: skip
    if not anonymous and (speaker_name.strip() or contact.strip()):
        _keep_speaker(voice, speaker_name, contact, may_contact=may_contact)
    day = day_moment(at, zone=zone)
    for number, given in enumerate(files, start=1):
        keep_file(voice, given, day=day, number=number)
    facts = {
        "channel": channel.value, "lane": lane.value, "said_on": voice.said_on.isoformat(), "files": len(files),
        "place": place.pk if place else None, "unit": unit.pk if unit else None,
    }  # fmt: skip
    journal.record(
        "listening.voice.accepted", about=f"voice:{voice.pk}", by=by, at=day if anonymous else at, after=facts
    )
    return Accepted(voice, again=False)


# Receipts come before their voice (the foreign key is checked at commit), so that of two senders at once the second
# waits here and finds the first one's voice, and nobody sees an IntegrityError.
_CLAIM = """
INSERT INTO listening_receipt (voice_id, organisation_id, locator, pending) VALUES (%s, %s, %s, %s)
ON CONFLICT (organisation_id, locator) DO NOTHING
"""


def _claim_locator(voice_id: UUID, code: ReceiptCode) -> bool:
    pending = seal(code.secret.encode(), purpose=RECEIPT_PURPOSE)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [voice_id, current_organisation_id(), code.locator, pending])
        return bool(cursor.rowcount)


def _sent_before(code: ReceiptCode) -> Accepted:
    receipt = Receipt.objects.select_related("voice").get(locator=code.locator)
    if not opens(receipt, code):
        raise LocatorTaken(
            _("By a rare chance this receipt code is already in use. Write down the new one below, then send again.")
        )
    return Accepted(receipt.voice, again=True)


def _keep_speaker(voice: Voice, name: str, contact: str, *, may_contact: bool) -> None:
    Speaker.objects.create(
        voice=voice,
        name_sealed=_sealed(name, NAME_PURPOSE),
        contact_sealed=_sealed(contact, CONTACT_PURPOSE),
        may_contact=may_contact,
    )


def _sealed(text: str, purpose: str) -> bytes:
    return seal(text.strip().encode("utf-8", "replace"), purpose=purpose) if text.strip() else b""


def _fitting(text: str, longest: int) -> str:
    return storable(text, longest=longest) if text.strip("\0 \t\r\n") else ""
