"""The dispatch catalogue with effective days: add a rule, end one. What has counted is never edited."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger import policies
from huixiang.ledger.models import DispatchRule
from huixiang.ledger.services.effective import begins_later, end_before, end_on
from huixiang.listening.models import Place
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting.models import Label


class DispatchRuleImpossible(Refusal):
    """The rule, its unit or its days make no sense; nothing was written."""


@transaction.atomic
def add_dispatch_rule(  # noqa: PLR0913 - a rule has this many sides
    *,
    unit: Unit,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    label: Label | None = None,
    place: Place | None = None,
    source: str = "",
) -> DispatchRule:
    """Let what stands under a label at a place go to a unit from a day on; the rule for the same until then ends.

    :raises NotAllowed: the policy says no. :raises DispatchRuleImpossible: the unit or label is closed, the day is
    past, or a rule for the same begins on that day or later already; nothing was written.
    """
    policies.may_keep_catalogue(by).require()
    _require_sense(unit, label, since, at)
    same = DispatchRule.objects.filter(label=label, place=place)
    if (later := begins_later(same, since)) is not None:
        raise DispatchRuleImpossible(
            _("A rule for the same begins on %(day)s. End that one first.") % {"day": later.since.isoformat()}
        )
    end_before(same, since)
    rule = DispatchRule.objects.create(
        label=label, place=place, unit=unit, source=source.strip(), since=since, by_id=by.user_id, at=at
    )
    journal.record("ledger.dispatch_rule.added", about=f"dispatch_rule:{rule.pk}", by=by, at=at, after=_facts(rule))
    return rule


@transaction.atomic
def end_dispatch_rule(*, rule_id: int, until: dt.date, by: Actor, at: dt.datetime) -> DispatchRule:
    """Let a rule count up to and including a day; one that has not begun yet then never counts.

    :raises NotFound: there is none. :raises NotAllowed: the policy says no.
    :raises DispatchRuleImpossible: the day is past, or it ends sooner already; nothing was written.
    """
    rule = DispatchRule.objects.order_by().select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound
    policies.may_keep_catalogue(by).require()
    before = _facts(rule)
    past = _("What went by it on past days stays. Choose yesterday, today or a later day.")
    end_on(rule, until, at=at, refusal=DispatchRuleImpossible, past=past, sooner=_("It ends sooner already."))
    journal.record(
        "ledger.dispatch_rule.ended", about=f"dispatch_rule:{rule.pk}", by=by, at=at, before=before, after=_facts(rule)
    )
    return rule


def _require_sense(unit: Unit, label: Label | None, since: dt.date, at: dt.datetime) -> None:
    if unit.closed_on is not None:
        raise DispatchRuleImpossible(_("%(unit)s is closed. Choose a unit that works.") % {"unit": unit.label})
    if label is not None and label.until is not None:
        raise DispatchRuleImpossible(_("The label %(name)s is closed. Choose one in use.") % {"name": label.name})
    if since < people.local_day(at):
        raise DispatchRuleImpossible(_("The day lies in the past. What was handed over until now stays where it is."))


def _facts(rule: DispatchRule) -> dict[str, Any]:
    return {
        "label": rule.label_id, "place": rule.place_id, "unit": rule.unit_id, "since": rule.since.isoformat(),
        "until": rule.until.isoformat() if rule.until else None,
    }  # fmt: skip
