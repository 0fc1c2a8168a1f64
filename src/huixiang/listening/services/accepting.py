"""Takes in a voice with its receipt, in the caller's transaction and with few statements.

The receipt's locator is the idempotency key: PostgreSQL lets exactly one sender through, also when two come at once.
The slow hash is not done here; the secret waits sealed (see receipts.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import clock, failpoints
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.prepared import prepared_cursor
from huixiang.kernel.sealing import seal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.logged import voice_facts
from huixiang.listening.models import Place, Receipt, Speaker, Voice
from huixiang.listening.queries import CONTACT_PURPOSE, NAME_PURPOSE, RECEIPT_PURPOSE, opens
from huixiang.listening.services.days import day_moment, zone_here
from huixiang.listening.services.files import GivenFile, keep_files
from huixiang.listening.services.wording import storable
from huixiang.listening.states import ChannelKind, Lane
from huixiang.people.models import Unit
from huixiang.proofs.entries import LeafType
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
    """Take in a voice once: 1 statement, one more with a speaker, one more for each file.

    The same code again returns the voice as it was first sent. Of an anonymous voice neither name, contact nor any
    moment is kept, only the day. ``said_on`` is a day before today when somebody registers it later; ``zone`` saves
    the query for the organisation's zone.

    :raises NothingSaid, TooLong: see ``storable``; nothing was written.
    :raises LocatorTaken: another voice has this locator; nothing was written.
    """  # fmt: skip
    zone = zone or zone_here()
    anonymous = lane == Lane.ANONYMOUS
    voice = Voice(
        id=uuid4(), channel=channel.value, words=storable(words), lane=lane.value, place=place,
        place_words=_fitting(place_words, 120), unit=unit, source=source, registered_by_id=by.user_id,
        said_on=said_on or clock.day_of(at, zone=zone), said_at=None if anonymous or said_on else at,
    )  # fmt: skip
    day = day_moment(at, zone=zone)
    if not _take_in(voice, code, by=by, at=day if anonymous else at, files=files):
        return _sent_before(code)
    if not anonymous and (speaker_name.strip() or contact.strip()):
        _keep_speaker(voice, speaker_name, contact, may_contact=may_contact)
    keep_files(voice, files, day=day)
    failpoints.die_around_commit()
    return Accepted(voice, again=False)


# Receipt, voice, journal entry and leaf of the log in one round trip: this is what everybody waits for who speaks, and
# several statements cost twice as much. The receipt comes first (its foreign key is checked at commit), so that of two
# senders at once the second waits here, writes nothing, finds the first one's voice, and nobody sees an IntegrityError.
_TAKE_IN: Final = f"""
WITH claimed AS (
    INSERT INTO listening_receipt (voice_id, organisation_id, locator, pending)
    VALUES (%(id)s::uuid, %(organisation)s::bigint, %(locator)s, %(pending)s::bytea)
    ON CONFLICT (organisation_id, locator) DO NOTHING RETURNING voice_id
), spoken AS (
    INSERT INTO listening_voice (
        id, organisation_id, channel, words, lane, place_id, place_words, unit_id, said_on, said_at,
        registered_by_id, source, filed
    ) SELECT voice_id, %(organisation)s::bigint, %(channel)s, %(words)s, %(lane)s, %(place)s::bigint, %(place_words)s,
        %(unit)s::bigint, %(said_on)s::date, %(said_at)s::timestamptz, %(registered_by)s::bigint, %(source)s, false
        FROM claimed
), noted AS (
    INSERT INTO journal_journalentry ({journal.ENTRY_COLUMNS}) SELECT {journal.ENTRY_VALUES} FROM claimed
), logged AS (
    INSERT INTO journal_waitingleaf ({journal.LEAF_COLUMNS}) SELECT {journal.LEAF_VALUES} FROM claimed
) SELECT count(*) FROM claimed
"""  # noqa: S608 # nosec B608 - made of our own constants; every value is a parameter


def _take_in(voice: Voice, code: ReceiptCode, *, by: Actor, at: dt.datetime, files: Sequence[GivenFile]) -> bool:
    """Write the four rows; False, and nothing is written, when the locator is there already."""
    entry = journal.entry_parameters(
        "listening.voice.accepted", about=f"voice:{voice.pk}", by=by, at=at, after=_facts(voice, len(files))
    )
    leaf = journal.leaf_parameters(
        LeafType.ACCEPTED, about=f"voice:{voice.pk}", thread=f"voice:{voice.pk}", day=voice.said_on,
        facts=voice_facts(voice, locator=code.locator, files=[given.digest for given in files]),
    )  # fmt: skip
    row: dict[str, Any] = {
        "id": voice.pk, "organisation": current_organisation_id(), "locator": code.locator,
        "pending": seal(code.secret.encode(), purpose=RECEIPT_PURPOSE), "channel": voice.channel,
        "words": voice.words, "lane": voice.lane, "place": voice.place_id, "place_words": voice.place_words,
        "unit": voice.unit_id, "said_on": voice.said_on, "said_at": voice.said_at,
        "registered_by": voice.registered_by_id, "source": voice.source,
    }  # fmt: skip
    with prepared_cursor() as cursor:
        cursor.execute(_TAKE_IN, row | entry | leaf)
        (written,) = cursor.fetchone()
    voice._state.adding = False  # noqa: SLF001 - Django's own mark of a row that is stored
    return bool(written)


def _facts(voice: Voice, files: int) -> dict[str, object]:
    return {
        "channel": voice.channel, "lane": voice.lane, "said_on": voice.said_on.isoformat(), "files": files,
        "place": voice.place_id, "unit": voice.unit_id,
    }  # fmt: skip


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
