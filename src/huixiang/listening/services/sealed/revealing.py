"""Opens who spoke: one person asks with a legal ground, another decides, the speaker is told on the receipt.

For a sealed case the rule is in the keys: the first takes their layer off, the second opens. For a confidential voice,
whose name is sealed with the house key, the rule is kept here and on the record.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken, Refusal
from huixiang.listening import policies, queries
from huixiang.listening.models import CaseKey, PeeledKey, RecipientKey, Revelation, SealedCase, Voice
from huixiang.listening.queries import IDENTITY, IDENTITY_KEY, Contact, Identity, Ring, contact_of, context_of
from huixiang.listening.services.wording import storable
from huixiang.listening.states import Ground, KeyKind, Sealing
from huixiang.proofs import envelopes


class NothingToReveal(Refusal):
    """No name was kept; nothing was written."""


class NotYours(NotAllowed):
    """Whoever asked cannot decide, and only those two see what was opened."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Why somebody wants to know who spoke."""

    ground: Ground
    reason: str


@transaction.atomic
def ask_to_reveal(*, case_id: UUID, wanted: Wanted, ring: Ring, by: Actor, at: dt.datetime) -> Revelation:
    """Ask another recipient to open the name in a sealed case, and take the own layer off its key.

    :raises NotAllowed: no recipient. :raises NotFound: not sealed for this key. :raises NothingToReveal: no name kept.
    :raises Overtaken: somebody has asked already. :raises NothingSaid: no reason. Nothing was written.
    """
    policies.may_receive(by).require()
    case = queries.case_for(case_id, ring.key_id)
    if not case.identity:
        raise NothingToReveal(_("No name is kept with this voice."))
    _require_unasked(case=case)
    asked = _ask(wanted, by=by, at=at, case=case)
    rows = CaseKey.objects.filter(case=case, purpose=Sealing.IDENTITY, first=ring.key_id)
    context = context_of(case, IDENTITY_KEY)
    PeeledKey.objects.bulk_create(
        PeeledKey(
            case=case, second_id=row.second_id or 0, revelation=asked,
            sealed=envelopes.peel(bytes(row.sealed), private=ring.private, context=context),
        )
        for row in rows
    )  # fmt: skip
    return asked


@transaction.atomic
def decide_reveal(*, revelation_id: int, granted: bool, ring: Ring, by: Actor, at: dt.datetime) -> Revelation:
    """Decide on what another recipient asked. Granted, the key of the name is sealed for both, and the speaker is told.

    :raises NotAllowed: no recipient. :raises NotYours: whoever asked. :raises NotFound: not here, not for this key.
    :raises Overtaken: it was decided. Nothing was written.
    """
    policies.may_receive(by).require()
    asked = _undecided(revelation_id, by)
    if asked.case is None:
        raise NotFound(str(revelation_id))
    waiting = PeeledKey.objects.filter(revelation=asked, second=ring.key_id).first()
    if waiting is None:
        raise NotFound(str(revelation_id))
    if granted:
        _seal_for_both(asked.case, asked, waiting, ring)
    PeeledKey.objects.filter(revelation=asked).delete()
    return _decide(asked, granted=granted, by=by, at=at)


def _seal_for_both(case: SealedCase, asked: Revelation, waiting: PeeledKey, ring: Ring) -> None:
    context = context_of(case, IDENTITY_KEY)
    key = envelopes.open_with(bytes(waiting.sealed), private=ring.private, context=context)
    asker = queries.key_in_use(asked.asked_by_id, KeyKind.RECIPIENT)
    both = {one.pk: one for one in (asker, RecipientKey.objects.get(pk=ring.key_id)) if one is not None}
    CaseKey.objects.bulk_create(
        (
            CaseKey(
                case=case, purpose=Sealing.REVEALED, first=one,
                sealed=envelopes.seal_to(key, public=bytes(one.public), context=context),
            )
            for one in both.values()
        ),
        ignore_conflicts=True,
    )  # fmt: skip


@transaction.atomic
def revealed_identity(*, case_id: UUID, ring: Ring, by: Actor, at: dt.datetime) -> Identity:
    """Show one of the two what they opened; each showing is on the record.

    :raises NotFound: nothing was opened for this key.
    """
    policies.may_receive(by).require()
    case = queries.case_by_id(case_id)
    row = CaseKey.objects.filter(case=case, purpose=Sealing.REVEALED, first=ring.key_id).first()
    if row is None:
        raise NotFound(str(case_id))
    key = envelopes.open_with(bytes(row.sealed), private=ring.private, context=context_of(case, IDENTITY_KEY))
    journal.record("listening.identity.read", about=f"case:{case.pk}", by=by, at=at)
    return Identity(**json.loads(envelopes.unlock(bytes(case.identity), key=key, context=context_of(case, IDENTITY))))


@transaction.atomic
def ask_to_reveal_voice(*, voice_id: UUID, wanted: Wanted, by: Actor, at: dt.datetime) -> Revelation:
    """Ask a colleague to open the name behind a confidential voice.

    :raises NotAllowed: the policy says no. :raises NotFound: no such voice. :raises NothingToReveal: no name kept.
    :raises Overtaken: somebody has asked already. :raises NothingSaid: no reason. Nothing was written.
    """
    voice = queries.voice_by_id(voice_id)
    policies.may_reveal(by, voice).require()
    if contact_of(voice) is None:
        raise NothingToReveal(_("No name is kept with this voice."))
    _require_unasked(voice=voice)
    return _ask(wanted, by=by, at=at, voice=voice)


@transaction.atomic
def decide_reveal_voice(*, revelation_id: int, granted: bool, by: Actor, at: dt.datetime) -> Revelation:
    """Decide on what a colleague asked about a confidential voice; granted, the speaker is told on the receipt.

    :raises NotYours: whoever asked. :raises NotAllowed: the policy says no. :raises NotFound: there is none.
    :raises Overtaken: it was decided. Nothing was written.
    """
    asked = _undecided(revelation_id, by)
    if asked.voice is None:
        raise NotFound(str(revelation_id))
    policies.may_reveal(by, asked.voice).require()
    return _decide(asked, granted=granted, by=by, at=at)


@transaction.atomic
def revealed_speaker(*, voice_id: UUID, by: Actor, at: dt.datetime) -> Contact | None:
    """Show one of the two who opened a name what they opened; each showing is on the record.

    :raises NotAllowed: the policy says no, or no more. :raises NotYours: nothing was opened by this person.
    """
    voice = queries.voice_by_id(voice_id)
    policies.may_reveal(by, voice).require()
    opened = Revelation.objects.filter(voice=voice, granted=True)
    if not any(by.user_id in {one.asked_by_id, one.decided_by_id} for one in opened):
        raise NotYours(_("Only the two people who opened the name see it."))
    journal.record("listening.identity.read", about=f"voice:{voice.pk}", by=by, at=at)
    return contact_of(voice)


def _require_unasked(**about: object) -> None:
    if Revelation.objects.filter(granted=None, **about).exists():
        raise Overtaken(_("Somebody has asked already; it waits for a second person."))


def _ask(
    wanted: Wanted, *, by: Actor, at: dt.datetime, case: SealedCase | None = None, voice: Voice | None = None
) -> Revelation:
    reason = storable(wanted.reason, longest=500).strip()
    asked = Revelation.objects.create(
        case=case, voice=voice, ground=wanted.ground.value, reason=reason, asked_by_id=by.user_id or 0, asked_at=at
    )
    journal.record("listening.identity.asked", about=_about(asked), by=by, at=at, after={"ground": wanted.ground.value})
    return asked


def _undecided(revelation_id: int, by: Actor) -> Revelation:
    rows = Revelation.objects.select_for_update(of=("self",)).select_related("case", "voice")
    asked = rows.filter(pk=revelation_id).first()
    if asked is None:
        raise NotFound(str(revelation_id))
    if asked.asked_by_id == by.user_id:
        raise NotYours(_("You asked for it yourself. A second person has to decide."))
    if asked.granted is not None:
        raise Overtaken(_("Somebody has decided on this already."))
    return asked


def _decide(asked: Revelation, *, granted: bool, by: Actor, at: dt.datetime) -> Revelation:
    asked.granted, asked.decided_by_id, asked.decided_at = granted, by.user_id, at
    asked.save(update_fields=["granted", "decided_by", "decided_at"])
    action = "listening.identity.revealed" if granted else "listening.identity.refused"
    journal.record(action, about=_about(asked), by=by, at=at, after={"ground": asked.ground})
    return asked


def _about(asked: Revelation) -> str:
    return f"case:{asked.case_id}" if asked.case_id else f"voice:{asked.voice_id}"
