"""Opens sealed cases again for a recipient who lost a key: two keepers from outside the office, one after the other."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.listening import policies, queries
from huixiang.listening.models import CaseKey, PeeledKey, RecipientKey, Recovery, SealedCase
from huixiang.listening.queries import CASE_KEY, Ring, context_of
from huixiang.listening.services.sealed.accepting import content_key
from huixiang.listening.services.sealed.reading import is_accused
from huixiang.listening.services.wording import storable
from huixiang.listening.states import KeyKind, Sealing
from huixiang.proofs import envelopes


@transaction.atomic
def begin_recovery(*, key_id: int, reason: str, ring: Ring, by: Actor, at: dt.datetime) -> Recovery:
    """Take the first keeper's layer off the keys of what a recipient can no longer open; a second keeper completes it.

    It reaches cases sealed for a key they lost, and those that nobody with a key can open. Costs a row for each.

    :raises NotAllowed: no keeper, or for a key of one's own. :raises NotFound: no such recipient.
    :raises Overtaken: one is under way for this key. :raises NothingSaid: no reason. Nothing was written.
    """
    policies.may_keep(by).require()
    key = next((one for one in queries.keys_in_use(KeyKind.RECIPIENT) if one.pk == key_id), None)
    if key is None:
        raise NotFound(str(key_id))
    if key.user_id == by.user_id:
        raise NotAllowed(_("You cannot recover for yourself. Ask two other keepers."))
    if Recovery.objects.filter(key=key, completed_at=None).exists():
        raise Overtaken(_("A recovery for this person is under way; it waits for a second keeper."))
    words = storable(reason, longest=500).strip()
    recovery = Recovery.objects.create(key=key, reason=words, begun_by_id=by.user_id or 0, begun_at=at)
    rows = CaseKey.objects.filter(purpose=Sealing.RECOVERY, first=ring.key_id, case__in=_lost_to(key))
    PeeledKey.objects.bulk_create(_peeled(row, recovery, ring) for row in rows.select_related("case"))
    journal.record("listening.recovery.begun", about=f"user:{key.user_id}", by=by, at=at)
    return recovery


def _lost_to(key: RecipientKey) -> QuerySet[SealedCase]:
    content = CaseKey.objects.filter(case=OuterRef("pk"), purpose=Sealing.CONTENT)
    opened = content.filter(first__ended_at=None)
    theirs = content.filter(first__user=key.user_id).exclude(first__ended_at=None)
    have = CaseKey.objects.filter(first=key, purpose=Sealing.CONTENT).values("case")
    return SealedCase.objects.filter(Q(Exists(theirs)) | ~Q(Exists(opened))).exclude(pk__in=have)


def _peeled(row: CaseKey, recovery: Recovery, ring: Ring) -> PeeledKey:
    sealed = envelopes.peel(bytes(row.sealed), private=ring.private, context=context_of(row.case, CASE_KEY))
    return PeeledKey(case=row.case, second_id=row.second_id or 0, recovery=recovery, sealed=sealed)


@transaction.atomic
def complete_recovery(*, recovery_id: int, ring: Ring, by: Actor, at: dt.datetime) -> Recovery:
    """Open what the first keeper peeled and seal it for the recipient; ``cases`` says how many.

    A case that accuses the unit the recipient is placed in stays closed to them.

    :raises NotAllowed: no keeper, or the one who began. :raises NotFound: there is none for this key.
    :raises Overtaken: it was completed. Nothing was written.
    """
    policies.may_keep(by).require()
    rows = Recovery.objects.select_for_update(of=("self",)).select_related("key")
    recovery = rows.filter(pk=recovery_id).first()
    if recovery is None:
        raise NotFound(str(recovery_id))
    if recovery.completed_at is not None:
        raise Overtaken(_("This recovery was completed already."))
    if by.user_id in {recovery.begun_by_id, recovery.key.user_id}:
        raise NotAllowed(_("A second keeper has to complete it, not the one who began and not whom it is for."))
    recovery.cases = _open_for(recovery, ring)
    recovery.completed_by_id, recovery.completed_at = by.user_id, at
    recovery.save(update_fields=["cases", "completed_by", "completed_at"])
    PeeledKey.objects.filter(recovery=recovery).delete()
    after = {"cases": recovery.cases}
    journal.record("listening.recovery.completed", about=f"user:{recovery.key.user_id}", by=by, at=at, after=after)
    return recovery


def _open_for(recovery: Recovery, ring: Ring) -> int:
    opened: dict[UUID, CaseKey] = {}
    for row in PeeledKey.objects.filter(recovery=recovery, second=ring.key_id).select_related("case"):
        context = context_of(row.case, CASE_KEY)
        key = envelopes.open_with(bytes(row.sealed), private=ring.private, context=context)
        if not is_accused(queries.body_of(row.case, key), recovery.key):
            opened[row.case_id] = content_key(row.case, key, recovery.key)
    CaseKey.objects.bulk_create(opened.values(), ignore_conflicts=True)
    return len(opened)
