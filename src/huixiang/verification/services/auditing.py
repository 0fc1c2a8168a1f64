"""Begins a sample audit: freezes population and plan, binds the parties, notes the beacon. Drawing is left to steps."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Overtaken
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people import queries as people
from huixiang.people.models import Organisation
from huixiang.proofs.bounds import two_stages
from huixiang.proofs.draws import population_hash
from huixiang.proofs.seeds import keeps
from huixiang.verification import policies, queries
from huixiang.verification.models import SampleAudit, SampleParty
from huixiang.verification.services.audit_commitments import commit_population
from huixiang.verification.services.audit_plan import (
    AuditImpossible,
    AuditPlan,
    NoCommitment,
    NothingToAudit,
    NotTheTime,
    PartyNamed,
    SecretDoesNotMatch,
    require_possible,
)
from huixiang.verification.states import AuditState, StopRule
from huixiang.web.dates import day_words

LEAST_OF_UNIT = 5
"""Of each unit so many are looked at, or all it has."""
_HASH = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def begin_audit(*, plan: AuditPlan, parties: Sequence[PartyNamed], by: Actor, at: dt.datetime) -> SampleAudit:
    """Freeze what was said to be done in these days, with the plan and the parties. It is never changed afterwards.

    The population is each problem's last claim of the period, while it stands; its list, its hash and the plan are on
    record before anybody has named a secret and before the beacon exists.

    :raises NotAllowed: the policy says no. :raises AuditImpossible: days out of order, or no beacon named.
    :raises PartyTwice: fewer than three parties, one twice, or one of the three kinds missing.
    :raises AuditedBefore: an audit shares a day with it. :raises NothingToAudit: nothing stands to be looked at.
    """
    policies.may_run_audit(by).require()
    organisation = Organisation.objects.select_for_update().get(pk=current_organisation_id())
    today = people.local_day(at)
    require_possible(plan, parties, today=today)
    tested = queries.audited_in(plan.first_day, plan.last_day, zone=organisation.zone)
    if not tested:
        raise NothingToAudit(_("No unit said in these days that something is done. There is nothing to look at."))
    groups = {one.number: one.unit for one in tested}
    first, second = two_stages(len(groups), Fraction(plan.rate_percent, 100), Fraction(plan.alpha_percent, 100))
    fixed = population_hash(groups)
    audit = SampleAudit.objects.create(
        first_day=plan.first_day, last_day=plan.last_day, population=groups,
        claims={one.number: one.claim_id for one in tested}, size=len(groups), population_hash=fixed, root=fixed,
        rate_percent=plan.rate_percent, alpha_percent=plan.alpha_percent, first_size=first, second_size=second,
        least=LEAST_OF_UNIT, answer_days=organisation.asking_days, stop_rule=StopRule.VERIFIED,
        check_days=plan.check_days, commit_by=plan.commit_by, reveal_by=plan.reveal_by,
        beacon_name=plan.beacon_name.strip(), beacon_on=plan.beacon_on, by_id=by.user_id or 0, at=at,
    )  # fmt: skip
    SampleParty.objects.bulk_create(
        SampleParty(audit=audit, place=place, kind=one.kind, name=one.name.strip(), user_id=one.user_id)
        for place, one in enumerate(parties, start=1)
    )
    commit_population(audit, by=by, at=at)
    return audit


@transaction.atomic
def commit_party(*, party_id: int, commitment: str, by: Actor, at: dt.datetime) -> SampleParty:
    """Keep the hash by which a party binds itself to a secret nobody else knows yet.

    :raises NotAllowed: somebody else's part. :raises NoCommitment: no SHA-256, or another party's.
    :raises NotTheTime: the day for it is over, or a secret was told already. :raises Overtaken: it is bound already.
    """
    audit, party = _locked(party_id)
    policies.may_speak_for(by, party).require()
    if party.commitment:
        raise Overtaken(_("%(name)s is bound already. That stays.") % {"name": party.name})
    _require_preparing(audit, audit.commit_by, at)
    others = list(audit.parties.exclude(pk=party.pk))
    if any(other.secret for other in others):
        raise NotTheTime(_("Somebody told their secret already. Nobody binds themselves after that."))
    typed = commitment.strip().lower()
    if not _HASH.fullmatch(typed):
        raise NoCommitment(_("A SHA-256 has 64 characters from 0 to 9 and a to f. Copy the whole line."))
    if any(other.commitment == typed for other in others):
        raise NoCommitment(_("Another party published the same. Each needs a secret of its own."))
    party.commitment, party.committed_at = typed, at
    party.save(update_fields=["commitment", "committed_at"])
    _record("committed", audit, by, at, {"party": party.pk, "commitment": typed})
    return party


@transaction.atomic
def reveal_party(*, party_id: int, secret: str, by: Actor, at: dt.datetime) -> SampleParty:
    """Keep the secret of a party, once every party is bound or the day for that is over, and before the beacon.

    Blanks around the secret do not count.

    :raises NotAllowed: somebody else's part. :raises SecretDoesNotMatch: its SHA-256 is another.
    :raises NotTheTime: others may still bind themselves, the day is over, or the party never bound itself.
    :raises Overtaken: it was told already.
    """
    audit, party = _locked(party_id)
    policies.may_speak_for(by, party).require()
    if party.secret:
        raise Overtaken(_("%(name)s told the secret already.") % {"name": party.name})
    _require_preparing(audit, audit.reveal_by, at)
    if not party.commitment:
        raise NotTheTime(_("%(name)s has not bound themselves yet. The hash comes first.") % {"name": party.name})
    if people.local_day(at) <= audit.commit_by and audit.parties.filter(commitment="").exists():
        raise NotTheTime(_("Not every party has bound itself yet. A secret is told after that."))
    told = secret.strip()
    if not keeps(told, party.commitment):
        raise SecretDoesNotMatch(
            _("This is not the secret behind the published hash. Compare capitals and blanks, letter by letter.")
        )
    party.secret, party.revealed_at = told, at
    party.save(update_fields=["secret", "revealed_at"])
    _record("revealed", audit, by, at, {"party": party.pk})
    return party


@transaction.atomic
def note_beacon(*, audit_id: int, value: str, source: str, by: Actor, at: dt.datetime) -> SampleAudit:
    """Note what the named draw gave, and where everybody can read it. It may be put right until the drawing.

    :raises NotAllowed: the policy says no. :raises NotTheTime: its day has not come, or the audit is drawn.
    :raises AuditImpossible: no value, or no source.
    """
    policies.may_run_audit(by).require()
    audit = queries.audit_by_id(audit_id, lock=True)
    require_state(audit, AuditState.PREPARING)
    today = people.local_day(at)
    if today < audit.beacon_on:
        day = day_words(audit.beacon_on, today=today)
        raise NotTheTime(_("The draw that counts is on %(day)s. Before that nobody can know it.") % {"day": day})
    typed, where = " ".join(value.replace("\0", "").split()), source.replace("\0", "").strip()
    if not typed or not where:
        raise AuditImpossible(_("Write what was drawn, and where everybody can read it."))
    before: dict[str, object] = {"beacon": audit.beacon_value}
    audit.beacon_value, audit.beacon_source, audit.beacon_by_id, audit.beacon_at = typed, where, by.user_id, at
    audit.save(update_fields=["beacon_value", "beacon_source", "beacon_by", "beacon_at"])
    _record("beacon_noted", audit, by, at, {"beacon": typed}, before)
    return audit


@transaction.atomic
def call_off_audit(*, audit_id: int, words: str, by: Actor, at: dt.datetime) -> SampleAudit:
    """Call an audit off before the day of the beacon; the reason is public, and the days are free again.

    :raises NotAllowed: the policy says no. :raises NotTheTime: the beacon's day has come: nobody may choose then.
    :raises AuditImpossible: no reason.
    """
    policies.may_run_audit(by).require()
    audit = queries.audit_by_id(audit_id, lock=True)
    require_state(audit, AuditState.PREPARING)
    if people.local_day(at) >= audit.beacon_on:
        raise NotTheTime(_("The day of the draw has come. From now on the audit goes on whatever it finds."))
    reason = words.replace("\0", "").strip()
    if not reason:
        raise AuditImpossible(_("Write why. Everybody reads it."))
    audit.state, audit.off_words = AuditState.CALLED_OFF, reason
    audit.save(update_fields=["state", "off_words"])
    _record("called_off", audit, by, at, {})
    return audit


def require_state(audit: SampleAudit, *states: AuditState) -> None:
    """Do nothing while the audit stands in one of these.

    :raises NotTheTime: it has moved on.
    """
    if audit.state not in states:
        raise NotTheTime(_("This audit has moved on: this step is no longer possible. Load the page again."))


def _require_preparing(audit: SampleAudit, until: dt.date, at: dt.datetime) -> None:
    require_state(audit, AuditState.PREPARING)
    today = people.local_day(at)
    if today > until:
        day = day_words(until, today=today)
        raise NotTheTime(_("That could be done until %(day)s. The audit goes on without it.") % {"day": day})


def _locked(party_id: int) -> tuple[SampleAudit, SampleParty]:
    audit = queries.audit_by_id(queries.party_by_id(party_id).audit_id, lock=True)
    return audit, queries.party_by_id(party_id)


def _record(
    act: str, audit: SampleAudit, by: Actor, at: dt.datetime, after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:  # fmt: skip
    about = f"audit:{audit.pk}"
    journal.record(f"verification.audit.{act}", about=about, by=by, at=at, before=before, after=after)
