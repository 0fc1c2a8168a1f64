"""Limits as data with effective dates: set, end, take over a ready set. What has counted is never edited."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger import policies
from huixiang.ledger.clocks import Limit
from huixiang.ledger.models import LimitRule
from huixiang.ledger.presets import PRESETS
from huixiang.ledger.services.effective import begins_later, counts_on, end_before, end_on
from huixiang.ledger.states import LimitStep
from huixiang.people import queries as people
from huixiang.people.models import Unit

if TYPE_CHECKING:
    from huixiang.ledger.presets import PresetLimit

LARGEST = 1_000


class LimitImpossible(Refusal):
    """The limit or its days make no sense; nothing was written."""


@transaction.atomic
def set_limit(  # noqa: PLR0913 - what a limit is for has this many sides
    *,
    step: LimitStep,
    limit: Limit,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    nature: str = "",
    urgency: str = "",
    unit: Unit | None = None,
    source: str = "",
) -> LimitRule:
    """Let a limit count from a day on; the one that counted for the same until then ends the day before.

    :raises NotAllowed: the policy says no. :raises LimitImpossible: more than 1,000, a day in the past, or one for
    the same begins on that day or later already; nothing was written.
    """
    policies.may_set_limits(by).require()
    _require_sense(limit, since, at)
    same = LimitRule.objects.filter(step=step, nature=nature, urgency=urgency, unit=unit)
    if (later := begins_later(same, since)) is not None:
        raise LimitImpossible(
            _("A limit for the same begins on %(day)s. End that one first.") % {"day": later.since.isoformat()}
        )
    end_before(same, since)
    rule = LimitRule.objects.create(
        step=step, nature=nature, urgency=urgency, unit=unit, amount=limit.amount, clock=limit.clock,
        first_day=limit.first, rest_day=limit.rest, source=source.strip(), since=since, by_id=by.user_id, at=at,
    )  # fmt: skip
    journal.record("ledger.limit.set", about=f"limit:{rule.pk}", by=by, at=at, after=_facts(rule))
    return rule


@transaction.atomic
def end_limit(*, rule_id: int, until: dt.date, by: Actor, at: dt.datetime) -> LimitRule:
    """Let a limit count up to and including a day; one that has not begun yet then never counts.

    :raises NotFound: there is none. :raises NotAllowed: the policy says no.
    :raises LimitImpossible: the day is past, or it ends sooner already; nothing was written.
    """
    rule = LimitRule.objects.order_by().select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound
    policies.may_set_limits(by).require()
    before = _facts(rule)
    past = _("What counted on past days stays as it was. Choose yesterday, today or a later day.")
    end_on(rule, until, at=at, refusal=LimitImpossible, past=past, sooner=_("It ends sooner already."))
    journal.record("ledger.limit.ended", about=f"limit:{rule.pk}", by=by, at=at, before=before, after=_facts(rule))
    return rule


@transaction.atomic
def take_preset(*, name: str, since: dt.date, by: Actor, at: dt.datetime) -> int:
    """Let the limits of a ready set count from a day on; those that count the same already stay. Returns how many.

    :raises NotFound: there is no set of that name. :raises NotAllowed, LimitImpossible: as ``set_limit``.
    """
    if name not in PRESETS:
        raise NotFound
    policies.may_set_limits(by).require()
    fresh = [line for line in PRESETS[name] if not _counts_already(line, since)]
    for line in fresh:
        set_limit(
            step=line.step, limit=line.limit, nature=line.nature, urgency=line.urgency, source=line.source, since=since,
            by=by, at=at,
        )  # fmt: skip
    return len(fresh)


def _require_sense(limit: Limit, since: dt.date, at: dt.datetime) -> None:
    if limit.amount > LARGEST:
        raise LimitImpossible(_("A limit is at most %(most)s.") % {"most": LARGEST})
    if since < people.local_day(at):
        raise LimitImpossible(_("The day lies in the past. What was handed over until now keeps its deadline."))


def _counts_already(line: PresetLimit, since: dt.date) -> bool:
    rows: QuerySet[LimitRule] = LimitRule.objects.filter(
        step=line.step, nature=line.nature, urgency=line.urgency, unit=None, since__lte=since
    )
    return any(rule.limit == line.limit for rule in rows.filter(counts_on(since)))


def _facts(rule: LimitRule) -> dict[str, Any]:
    return {
        "step": rule.step, "nature": rule.nature, "urgency": rule.urgency, "unit": rule.unit_id,
        "amount": rule.amount, "clock": rule.clock, "since": rule.since.isoformat(),
        "until": rule.until.isoformat() if rule.until else None,
    }  # fmt: skip
