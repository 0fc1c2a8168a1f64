"""Writes the talk between a speaker and the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel import clock, events
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.listening import policies
from huixiang.listening.events import MessageWritten
from huixiang.listening.models import Message, Voice
from huixiang.listening.queries import Contact, contact_of
from huixiang.listening.services.days import day_moment, zone_here
from huixiang.listening.services.files import GivenFile, keep_files
from huixiang.listening.services.wording import storable
from huixiang.listening.states import Lane, MessageKind, Side


@transaction.atomic
def write_message(  # noqa: PLR0913 - a message has this many facts
    *,
    voice_id: UUID,
    side: Side,
    kind: MessageKind,
    words: str,
    by: Actor,
    at: dt.datetime,
    files: Sequence[GivenFile] = (),
) -> Message:
    """Add a word to the talk of a voice and tell the other side that there is one.

    What the speaker of an anonymous voice writes carries its day only. The last words again, without files, are the
    message that stands there already.

    :raises NotFound: no such voice here.
    :raises NotAllowed: somebody at the desk may not write to speakers; nothing was written.
    :raises NothingSaid, TooLong: see ``storable``; nothing was written.
    """  # fmt: skip
    voice = _voice(voice_id, lock=True)
    if side == Side.OFFICE:
        policies.may_talk(by, voice).require()
    last = Message.objects.filter(voice=voice).order_by("-id").first()
    if last is not None and not files and (last.side, last.kind, last.words) == (side, kind, storable(words)):
        return last  # the button was pressed twice
    zone = zone_here()
    coarse = side == Side.SPEAKER and voice.lane == Lane.ANONYMOUS
    message = Message.objects.create(
        voice=voice, side=side.value, kind=kind.value, words=storable(words), by_id=by.user_id,
        said_on=clock.day_of(at, zone=zone), said_at=None if coarse else at,
    )  # fmt: skip
    day = day_moment(at, zone=zone)
    keep_files(voice, files, day=day, message=message)
    facts = {"message": message.pk, "side": side.value, "kind": kind.value, "files": len(files)}
    journal.record("listening.message.written", about=f"voice:{voice.pk}", by=by, at=day if coarse else at, after=facts)
    events.emit(MessageWritten(message_id=message.pk, voice_id=voice.pk, by_speaker=side == Side.SPEAKER))
    return message


@transaction.atomic
def read_contact(*, voice_id: UUID, by: Actor, at: dt.datetime) -> Contact | None:
    """Show somebody at the desk who spoke and how to reach them, and record that it was shown.

    None where nothing was given; that leaves no entry.

    :raises NotFound: no such voice here.
    :raises NotAllowed: this person may not see who spoke; nothing was written.
    """
    voice = _voice(voice_id)
    policies.may_see_speaker(by, voice).require()
    contact = contact_of(voice)
    if contact is not None:
        journal.record("listening.speaker.read", about=f"voice:{voice.pk}", by=by, at=at)
    return contact


def _voice(voice_id: UUID, *, lock: bool = False) -> Voice:
    rows = Voice.objects.select_for_update(no_key=True) if lock else Voice.objects
    voice = rows.filter(pk=voice_id).first()
    if voice is None:
        raise NotFound(str(voice_id))
    return voice
