"""What a reader of figures asked for: a period and units, from an address, with the rule that counts for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from huixiang.kernel import clock
from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.verification import queries
from huixiang.verification.forms import ScopeForm
from huixiang.verification.forms.metrics import MONTHS
from huixiang.verification.metrics import (
    Period,
    Rule,
    day_period,
    month_period,
    month_that_holds,
    months_before,
)
from huixiang.verification.pages import Links
from huixiang.verification.queries import Scope
from huixiang.web.dates import month_words

MOST_MONTHS = 600
MONTH = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The form as typed, what it stands for, and how to ask for the same again."""

    form: ScopeForm
    scope: Scope
    rule: Rule
    units: Sequence[Unit]
    links: Links

    @property
    def period(self) -> Period:
        return self.scope.period


def chosen_in(asked: QueryDict, actor: Actor, *, zone: str, at: dt.datetime) -> Chosen:
    """Read an address; without a month or days, the assessment month that holds today. Wrong days are told by the form.

    Somebody who reaches some units only never gets figures of others, whatever the address says (4 queries).
    """
    today = clock.day_of(at, zone=zone)
    this = month_that_holds(today, rule=queries.rule_on(today))
    months = _months(this, asked.get("month", ""))
    units = queries.units_seen_by(actor)
    form = ScopeForm(asked or {"month": months[0][0]}, months=months, units=units)
    valid = form.is_valid()
    days = form.days() if valid else None
    month = form.cleaned_data.get("month") or months[0][0]
    period, rule = _days_of(days, zone) if days else _month_of(month, zone)
    ids = _unit_ids(form, units, everywhere=actor.reach(Permission.READ_PROBLEMS) == EVERYWHERE)
    query = {"month": month} if not days else {"first": days[0].isoformat(), "last": days[1].isoformat()}
    unit = form.cleaned_data.get("unit") or ""
    links = Links({**query, **({"unit": unit} if unit else {})})
    return Chosen(form, Scope(period, at, ids, queries.path_of_place(asked.get("place", ""))), rule, units, links)


def _months(this: tuple[int, int], asked: str) -> list[tuple[str, str]]:
    """The months to choose from, the latest first: two years, or as far back as there are orders; and the one asked."""
    first = queries.first_month() or this
    back = (this[0] - first[0]) * 12 + this[1] - first[1] + 1
    shown = [f"{year}-{month:02}" for year, month in months_before(*this, min(max(MONTHS, back), MOST_MONTHS))]
    if MONTH.fullmatch(asked) and asked not in shown:
        shown.append(asked)
    return [(month, month_words(dt.date(int(month[:4]), int(month[5:]), 1))) for month in shown]


def _days_of(days: tuple[dt.date, dt.date], zone: str) -> tuple[Period, Rule]:
    rule = queries.rule_on(days[0])
    return day_period(*days, rule=rule, zone=zone), rule


def _month_of(month: str, zone: str) -> tuple[Period, Rule]:
    year, _dash, number = month.partition("-")
    rule = queries.rule_on(dt.date(int(year), int(number), 1))
    return month_period(int(year), int(number), rule=rule, zone=zone), rule


def _unit_ids(form: ScopeForm, units: Sequence[Unit], *, everywhere: bool) -> frozenset[int] | None:
    unit_id = form.cleaned_data.get("unit") or ""
    seen = {str(unit.pk): unit for unit in units}
    if unit_id not in seen:
        return None if everywhere else frozenset(unit.pk for unit in units)
    if form.cleaned_data.get("only"):
        return frozenset({int(unit_id)})
    path = seen[unit_id].path
    return frozenset(unit.pk for unit in units if unit.path.startswith(path))
