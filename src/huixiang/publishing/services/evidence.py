"""Which evidence everybody may see: approved by the office, never by the person who added it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken
from huixiang.ledger.models import Evidence
from huixiang.publishing import policies


class EvidenceGone(Overtaken):
    """The evidence is public already, or is not any more; nothing was written."""


@transaction.atomic
def approve_evidence(*, evidence_id: UUID, by: Actor, at: dt.datetime) -> Evidence:
    """Show a piece of evidence to everybody.

    :raises NotFound: there is no such evidence here.
    :raises NotAllowed: the policy says no; nothing is written.
    :raises EvidenceGone: it is public already; nothing is written.
    """
    evidence = _locked(evidence_id)
    policies.may_approve_evidence(by, evidence).require()
    if evidence.public_at is not None:
        raise EvidenceGone(_("Somebody else has approved this evidence already."))
    evidence.public_by_id, evidence.public_at = by.user_id, at
    return _kept(evidence, "approved", by=by, at=at)


@transaction.atomic
def withdraw_evidence(*, evidence_id: UUID, by: Actor, at: dt.datetime) -> Evidence:
    """Take a piece of evidence off the public page; it stays in the ledger.

    :raises NotFound: there is no such evidence here.
    :raises NotAllowed: the policy says no; nothing is written.
    :raises EvidenceGone: it is not public; nothing is written.
    """
    evidence = _locked(evidence_id)
    policies.may_publish(by).require()
    if evidence.public_at is None:
        raise EvidenceGone(_("This evidence is not public now."))
    evidence.public_by, evidence.public_at = None, None
    return _kept(evidence, "withdrawn", by=by, at=at)


def _kept(evidence: Evidence, happened: str, *, by: Actor, at: dt.datetime) -> Evidence:
    evidence.save(update_fields=["public_by", "public_at"])
    facts = {"evidence": str(evidence.pk), "kind": evidence.kind}
    about = f"problem:{evidence.problem_id}"
    journal.record(f"publishing.evidence.{happened}", about=about, by=by, at=at, after=facts)
    return evidence


def _locked(evidence_id: UUID) -> Evidence:
    evidence = Evidence.objects.select_for_update(of=("self",)).filter(pk=evidence_id).first()
    if evidence is None:
        raise NotFound
    return evidence
