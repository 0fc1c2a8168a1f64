"""The clerk writes to a speaker, sees the contact where that is agreed, and notes a summary beside the words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.listening import services as listening
from huixiang.listening.models import Message
from huixiang.listening.queries import Contact
from huixiang.listening.states import MessageKind, Side
from huixiang.sorting import policies, queries
from huixiang.sorting.models import InboxItem
from huixiang.sorting.services.items import lock_items
from huixiang.sorting.services.problems import NotFilledIn

LONGEST_SUMMARY = 2_000


class NoContact(Refusal):
    """The speaker left no name and no contact; nothing was written."""


@transaction.atomic
def write_to_speaker(*, voice_id: UUID, words: str, by: Actor, at: datetime) -> Message:
    """Write a message to the speaker, who reads it with the receipt; it decides nothing.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises NotFilledIn: no words; nothing was written.
    """
    policies.may_talk(by).require()
    queries.item_of(voice_id)
    if not words.strip():
        raise NotFilledIn(_("Write what the speaker shall read."))
    return listening.write_message(
        voice_id=voice_id, side=Side.OFFICE, kind=MessageKind.MESSAGE, words=words.strip(), by=by, at=at
    )


@transaction.atomic
def summarise_voice(*, voice_id: UUID, summary: str, by: Actor, at: datetime, version: int | None = None) -> InboxItem:
    """Note a summary beside the words, which stay as they were said. It is no act, so it needs no undoing.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises NotFilledIn: longer than 2,000 characters; nothing was written.
    :raises Overtaken: somebody acted on the voice since the version given; nothing was written.
    """
    policies.may_sort(by).require()
    summary = summary.strip()
    if len(summary) > LONGEST_SUMMARY:
        raise NotFilledIn(_("A summary has at most 2,000 characters."))
    item = lock_items([voice_id], at=at, versions=None if version is None else {voice_id: version})[voice_id]
    item.summary = summary
    item.save(update_fields=["summary"])
    after = {"characters": len(summary)}
    journal.record("sorting.voice.summarised", about=f"voice:{voice_id}", by=by, at=at, after=after)
    return item


def show_contact(*, voice_id: UUID, by: Actor, at: datetime) -> Contact:
    """Open the sealed name and contact for one person, once; the journal keeps who looked, not what they saw.

    :raises NotAllowed: the voice is anonymous, the speaker did not agree, or the person may not; nothing was written.
    :raises NoContact: the speaker left nothing; nothing was written.
    """
    item = queries.item_of(voice_id)
    policies.may_see_contact(by, item.voice, agreed=queries.contact_agreed(item.voice)).require()
    contact = listening.read_contact(voice_id=voice_id, by=by, at=at)
    if contact is None:
        raise NoContact(_("The speaker left no name and no contact."))
    return contact
