"""Staff have something erased on a legal ground: one asks and names the paper, another decides. Never one alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.listening import policies
from huixiang.listening.models import ErasureOrder, Voice
from huixiang.listening.services.erasing.by_speaker import NothingToErase
from huixiang.listening.services.erasing.forgetting import Why, erase_voices
from huixiang.listening.services.wording import storable
from huixiang.listening.states import ErasureGround, ErasureScope

LONGEST = 120


class NotYourOwn(NotAllowed):
    """Whoever asked cannot decide; nothing was written."""


@dataclass(frozen=True, slots=True)
class WantedErasure:
    """How much is to be erased, on which ground; ``reference`` names the paper that says so, not the person."""

    scope: ErasureScope
    ground: ErasureGround
    reference: str


@transaction.atomic
def ask_to_erase(*, voice_id: UUID, wanted: WantedErasure, by: Actor, at: dt.datetime) -> ErasureOrder:
    """Ask a second person to have a voice, or who spoke in it, erased. Nothing is erased yet.

    :raises NotFound: there is no such voice here. :raises NotAllowed: the policy says no.
    :raises Overtaken: somebody asked already. :raises NothingToErase: erased before, or no name is kept.
    :raises NothingSaid, TooLong: of the reference. Nothing was written.
    """
    policies.may_manage_erasure(by).require()
    voice = Voice.objects.select_for_update(of=("self",), no_key=True).filter(pk=voice_id).first()
    if voice is None:
        raise NotFound(str(voice_id))
    if voice.erased_on or (wanted.scope == ErasureScope.SPEAKER and not hasattr(voice, "speaker")):
        raise NothingToErase(_("There is nothing left to erase: it was erased before, or was never kept."))
    if ErasureOrder.objects.filter(voice=voice, granted=None).exists():
        raise Overtaken(_("Somebody has asked for this already. A second person decides."))
    order = ErasureOrder.objects.create(
        voice=voice, scope=wanted.scope.value, ground=wanted.ground.value, asked_by_id=by.user_id or 0, asked_at=at,
        reference=storable(wanted.reference.strip(), longest=LONGEST),
    )  # fmt: skip
    facts = {"scope": order.scope, "law": order.ground}
    journal.record("listening.erasure.asked", about=f"voice:{voice.pk}", by=by, at=at, after=facts)
    return order


@transaction.atomic
def decide_erasure(*, order_id: int, granted: bool, by: Actor, at: dt.datetime) -> ErasureOrder:
    """Agree, and erase at once, or refuse. What holds it up is shown to whoever decides and does not decide for them.

    :raises NotFound: there is no such wish here. :raises NotAllowed: the policy says no.
    :raises NotYourOwn: whoever asked cannot decide. :raises Overtaken: decided already. Nothing was written.
    """
    policies.may_manage_erasure(by).require()
    order = ErasureOrder.objects.select_for_update(of=("self",)).filter(pk=order_id).first()
    if order is None:
        raise NotFound(str(order_id))
    if order.granted is not None:
        raise Overtaken(_("This was decided already."))
    if order.asked_by_id == by.user_id:
        raise NotYourOwn(_("You asked for this yourself. Somebody else must decide."))
    order.granted, order.decided_by_id, order.decided_at = granted, by.user_id, at
    order.save(update_fields=["granted", "decided_by", "decided_at"])
    if not granted:
        facts = {"scope": order.scope, "law": order.ground}
        journal.record("listening.erasure.refused", about=f"voice:{order.voice_id}", by=by, at=at, after=facts)
        return order
    why = Why(ErasureScope(order.scope), ErasureGround(order.ground), order)
    if not erase_voices([order.voice_id] if order.voice_id else [], why=why, by=by, at=at):
        raise Overtaken(_("It was erased meanwhile: there is nothing left to decide."))
    return order
