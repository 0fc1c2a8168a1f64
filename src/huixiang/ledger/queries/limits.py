"""Reads of the limits: which counts for what on a day, the most particular one first; and when it would end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from huixiang.kernel.calendar import WorkingCalendar
from huixiang.kernel.errors import NotFound
from huixiang.ledger.clocks import Deadline, deadline
from huixiang.ledger.models import LimitRule
from huixiang.ledger.states import LimitStep
from huixiang.people.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What a limit is looked up for; empty means it is not known."""

    nature: str = ""
    urgency: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The limit that counts for a step, and when it ends if it begins at the moment asked for."""

    step: LimitStep
    rule: LimitRule
    due: Deadline


def rules_of(day: dt.date) -> QuerySet[LimitRule]:
    """The limits that count on a day or will count later, by step."""
    counts = Q(until=None) | (Q(until__gte=day) & Q(until__gte=F("since")))
    return LimitRule.objects.select_related("unit").filter(counts)


def past_rules(day: dt.date) -> QuerySet[LimitRule]:
    """The limits that no longer count on a day, the latest first; those that never counted are left out."""
    counted = LimitRule.objects.select_related("unit").filter(until__lt=day, until__gte=F("since"))
    return counted.order_by("-until", "-id")


def rule_numbered(rule_id: int) -> LimitRule:
    """One limit.

    :raises NotFound: there is none of this id here.
    """
    rule = LimitRule.objects.select_related("unit").filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(f"limit {rule_id}")
    return rule


def rule_for(step: LimitStep, asked: Asked, day: dt.date) -> LimitRule | None:
    """The limit that counts for a step on a day; None where the organisation has set none.

    The most particular one: one of the nearest unit goes before one of a unit above, then urgency before nature,
    either before none. One query.
    """
    return _most_particular(_candidates(asked, day).filter(step=step))


def count_all(asked: Asked, start: dt.datetime, *, calendar: WorkingCalendar, zone: str, day: dt.date) -> list[Counted]:
    """What would count for each step, and until when, for something that begins at ``start``. One query."""
    rules = list(_candidates(asked, day))
    found = []
    for step in LimitStep:
        rule = _most_particular(rule for rule in rules if rule.step == step)
        if rule is not None:
            due = deadline(rule.limit, start, calendar=calendar, zone=ZoneInfo(zone))
            found.append(Counted(step, rule, due))
    return found


def _candidates(asked: Asked, day: dt.date) -> QuerySet[LimitRule]:
    rows = rules_of(day).filter(since__lte=day, nature__in={"", asked.nature}, urgency__in={"", asked.urgency})
    above = [int(pk) for pk in asked.unit.path.split("/") if pk] if asked.unit else []
    return rows.filter(Q(unit=None) | Q(unit__in=above))


def _most_particular(rules: Iterable[LimitRule]) -> LimitRule | None:
    return max(rules, key=_particular, default=None)


def _particular(rule: LimitRule) -> tuple[int, bool, bool, dt.date, int]:
    depth = rule.unit.path.count("/") if rule.unit else 0
    return depth, bool(rule.urgency), bool(rule.nature), rule.since, rule.pk
