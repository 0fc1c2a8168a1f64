"""A voice is answered at once, or set aside with a reason that its speaker reads; one or many with the same words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.events import emit
from huixiang.listening import services as listening
from huixiang.listening.states import MessageKind, Side
from huixiang.sorting import policies
from huixiang.sorting.events import VoiceAnswered
from huixiang.sorting.models import Act, SetAside
from huixiang.sorting.services.items import Versions, lock_items, record_act, touch
from huixiang.sorting.services.problems import NotFilledIn
from huixiang.sorting.states import ActKind, InboxState


def answer_voice(*, voice_id: UUID, words: str, by: Actor, at: datetime, version: int | None = None) -> Act:
    """Answer one voice; see ``answer_voices``."""
    versions = None if version is None else {voice_id: version}
    return answer_voices(voice_ids=[voice_id], words=words, by=by, at=at, versions=versions)


@transaction.atomic
def answer_voices(
    *, voice_ids: Collection[UUID], words: str, by: Actor, at: datetime, versions: Versions | None = None
) -> Act:
    """Write the same answer to the speaker of each voice. A voice that feeds a problem goes on feeding it.

    Each voice gets its own journal entry, being an answer to somebody; all of them are one act that is undone as one.

    :raises NotAllowed: the policy says no, or a voice is set aside; nothing was written.
    :raises NotFilledIn: no words; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    """
    words = words.strip()
    if not words:
        raise NotFilledIn(_("Write what the speaker shall read."))
    items = lock_items(voice_ids, at=at, versions=versions)
    for item in items.values():
        policies.may_answer(by, item).require()
    act = record_act(ActKind.ANSWER, items=items, by=by, at=at, facts={})
    joined = InboxState.JOINED.value
    states = {one: joined if item.state == joined else InboxState.ANSWERED.value for one, item in items.items()}
    before = {voice_id: item.state for voice_id, item in items.items()}
    touch(items, states, acts=dict.fromkeys(items, act.pk), by=by, at=at)
    for voice_id in items:
        listening.write_message(voice_id=voice_id, side=Side.OFFICE, kind=MessageKind.ANSWER, words=words, by=by, at=at)
        journal.record(
            "sorting.voice.answered",
            about=f"voice:{voice_id}",
            by=by,
            at=at,
            before={"state": before[voice_id]},
            after={"state": states[voice_id], "act": act.pk},
        )
        emit(VoiceAnswered(voice_id=voice_id))
    return act


def set_aside(*, voice_id: UUID, reason: str, by: Actor, at: datetime, version: int | None = None) -> Act:
    """Set one voice aside; see ``set_aside_voices``."""
    versions = None if version is None else {voice_id: version}
    return set_aside_voices(voice_ids=[voice_id], reason=reason, by=by, at=at, versions=versions)


@transaction.atomic
def set_aside_voices(
    *, voice_ids: Collection[UUID], reason: str, by: Actor, at: datetime, versions: Versions | None = None
) -> Act:
    """Close voices at intake with a reason that each speaker reads under the receipt.

    :raises NotAllowed: the policy says no, or a voice feeds a problem or is set aside already; nothing was written.
    :raises NotFilledIn: no reason; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    """
    reason = reason.strip()
    if not reason:
        raise NotFilledIn(_("Write why. The speaker reads it."))
    items = lock_items(voice_ids, at=at, versions=versions)
    for item in items.values():
        policies.may_set_aside(by, item).require()
    before = {voice_id: item.state for voice_id, item in items.items()}
    rows = [SetAside(voice_id=voice_id, reason=reason, at=at, by_id=by.user_id) for voice_id in items]
    facts = {"set_asides": [row.pk for row in SetAside.objects.bulk_create(rows)]}
    act = record_act(ActKind.SET_ASIDE, items=items, by=by, at=at, facts=facts)
    aside = InboxState.SET_ASIDE.value
    touch(items, dict.fromkeys(items, aside), acts=dict.fromkeys(items, act.pk), by=by, at=at)
    for voice_id in items:
        journal.record(
            "sorting.voice.set_aside",
            about=f"voice:{voice_id}",
            by=by,
            at=at,
            before={"state": before[voice_id]},
            after={"state": aside, "act": act.pk},
        )
        emit(VoiceAnswered(voice_id=voice_id))
    return act
