"""What is fixed about a sample audit before anything is drawn, and whether it can be carried out as written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal
from huixiang.verification import queries
from huixiang.verification.states import NEEDED_PARTIES, PartyKind
from huixiang.web.dates import day_words

MOST_CHECK_DAYS = 90


class AuditImpossible(Refusal):
    """The plan cannot be carried out as written; the sentence says what to change. Nothing was written."""


class NothingToAudit(Refusal):
    """No claim of the period stands; nothing was written."""


class AuditedBefore(Refusal):
    """Some of these days were audited already; nothing was written."""


class PartyTwice(Refusal):
    """One party stands there twice, or one of the three that are needed is missing; nothing was written."""


class NotTheTime(Refusal):
    """It is too early or too late for this step; the sentence says when. Nothing was written."""


class SecretDoesNotMatch(Refusal):
    """The secret is not the one the party bound itself to; nothing was written."""


class NoCommitment(Refusal):
    """What was typed is no SHA-256, or another party published the same; nothing was written."""


@dataclass(frozen=True, slots=True)
class AuditPlan:
    """What is fixed before anything is drawn: days, how sure, until when parties act, and which draw counts.

    ``check_days``: how long somebody outside has to look at what nobody answered.
    """

    first_day: dt.date
    last_day: dt.date
    commit_by: dt.date
    reveal_by: dt.date
    beacon_name: str
    beacon_on: dt.date
    rate_percent: int = 5
    alpha_percent: int = 5
    check_days: int = 14


@dataclass(frozen=True, slots=True)
class PartyNamed:
    """A party as it is named at the beginning: for whom, its name, and its account if it is a member."""

    kind: PartyKind
    name: str
    user_id: int | None = None


def require_possible(plan: AuditPlan, parties: Sequence[PartyNamed], *, today: dt.date) -> None:
    """Do nothing for a plan that can be carried out from today on.

    :raises AuditImpossible: days out of order or too many, or no beacon named.
    :raises AuditedBefore: days shared with another.
    :raises PartyTwice: one party twice, or one of the three kinds missing.
    """
    _require_days(plan, today)
    _require_parties(parties)
    _require_new(plan, today)


def _require_days(plan: AuditPlan, today: dt.date) -> None:
    if plan.last_day < plan.first_day:
        raise AuditImpossible(_("The last day is before the first. Please swap them."))
    if plan.last_day >= today:
        raise AuditImpossible(_("Audit days that are over: the last one must be before today."))
    if not today <= plan.commit_by <= plan.reveal_by < plan.beacon_on:
        raise AuditImpossible(
            _("First the parties bind themselves, then they tell their secrets, and the draw comes on a later day.")
        )
    if not 1 <= plan.check_days <= MOST_CHECK_DAYS:
        words = _("Give those who look from outside between 1 and %(most)s days.")
        raise AuditImpossible(words % {"most": MOST_CHECK_DAYS})
    if not plan.beacon_name.strip():
        raise AuditImpossible(_("Name the draw that counts: which one, of what."))


def _require_parties(parties: Sequence[PartyNamed]) -> None:
    names = [one.name.strip() for one in parties]
    users = [one.user_id for one in parties if one.user_id is not None]
    if len(set(names)) < len(names) or len(set(users)) < len(users) or "" in names:
        raise PartyTwice(_("One party stands there twice. Three different ones are needed."))
    if not {*NEEDED_PARTIES} <= {one.kind for one in parties}:
        raise PartyTwice(_("Three parties are needed: the organisation, the masses or the union, and the upper body."))


def _require_new(plan: AuditPlan, today: dt.date) -> None:
    earlier = queries.audited_over(plan.first_day, plan.last_day)
    if earlier is not None:
        words = _("These days were audited already: %(first)s to %(last)s. Nobody draws until they like the result.")
        days = (day_words(day, today=today) for day in (earlier.first_day, earlier.last_day))
        raise AuditedBefore(words % dict(zip(("first", "last"), days, strict=True)))
