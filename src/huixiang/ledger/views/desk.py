"""The supervisor's desk, what waits for a decision, a leader's overview: figures that open to their rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import pages, policies, queries
from huixiang.ledger.queries import Month
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.paging import paginate
from huixiang.web.parts import Table
from huixiang.web.responses import render_page

FIRST_ROWS = 10
SOON_WORKING_DAYS = 3


@members_only
@require_GET
def supervision(request: HouseRequest) -> HttpResponse:
    policies.may_decide(request.actor).require()
    now, today, month = _now(request)
    counts = queries.supervision_counts(request.actor)
    late = queries.overdue_problems(request.actor, today)
    quiet = queries.quiet_problems(request.actor, now)
    near = queries.suspensions_to_review(today + queries.NEAR)
    figures = pages.DeskFigures(
        overdue=late.count(),
        quiet=quiet.count(),
        near=near.count(),
        excluded=queries.excluded_in(month).count(),
        handed_over=queries.handed_over_in(month),
    )
    facts = pages.RowFacts(today, people.working_calendar())
    context = {
        "numbers": pages.desk_numbers(figures),
        "states": pages.state_numbers(counts),
        "overdue": pages.problem_table(late[:FIRST_ROWS], facts, caption=_("The longest overdue first")),
        "quiet": pages.problem_table(quiet[:FIRST_ROWS], facts, caption=_("The longest without an act first")),
        "near": pages.near_table(near[:FIRST_ROWS], today=today),
        "may_send": policies.may_supervise(request.actor),
    }
    return render_page(request, "ledger/supervision_desk.html", context)


@members_only
@require_GET
def rows(request: HouseRequest, kind: str) -> HttpResponse:
    policies.may_decide(request.actor).require()
    now, today, month = _now(request)
    facts, at = pages.RowFacts(today, people.working_calendar()), request.GET.get("at", "")
    page: Any
    if kind == "overdue":
        page = paginate(queries.overdue_problems(request.actor, today), at, order=("due_on", "pk"))
        table = pages.problem_table(page.items, facts)
    elif kind == "quiet":
        page = paginate(queries.quiet_problems(request.actor, now), at, order=("last_act_at", "pk"))
        table = pages.problem_table(page.items, facts)
    elif kind == "suspended":
        page = paginate(queries.suspensions_to_review(dt.date.max), at, order=("review_on", "pk"))
        table = pages.near_table(page.items, today=today)
    elif kind == "excluded":
        page = paginate(queries.excluded_in(month), at, order=("-decided_at", "-pk"))
        table = pages.excluded_table(page.items, today=today)
    else:
        raise NotFound(kind)
    context = {"page": page, "table": table, "title": pages.ROWS[kind]}
    return render_page(request, "ledger/supervision_rows.html", context)


@members_only
@require_GET
def decisions(request: HouseRequest) -> HttpResponse:
    policies.may_decide(request.actor).require()
    _at, today, _month = _now(request)
    context = {"tables": pages.decision_tables(request.actor, today=today)}
    return render_page(request, "ledger/supervision_decisions.html", context)


@members_only
@require_GET
def overview(request: HouseRequest) -> HttpResponse:
    _require_leader(request)
    _at, today, _month = _now(request)
    facts = pages.RowFacts(today, people.working_calendar())
    soon = facts.calendar.add(today, SOON_WORKING_DAYS)
    counts = queries.overview_counts(request.actor, today=today, soon=soon)
    late = queries.overview_condition("overdue", today=today, soon=soon)
    due = queries.overview_condition("due", today=today, soon=soon)
    led = queries.led_problems(request.actor)
    context = {
        "numbers": pages.overview_numbers(counts),
        "overdue": _first(led.filter(late), facts, _("The longest overdue first")),
        "due": _first(led.filter(due), facts, _("The first due first")),
    }
    return render_page(request, "ledger/overview.html", context)


@members_only
@require_GET
def overview_rows(request: HouseRequest, kind: str) -> HttpResponse:
    _require_leader(request)
    if kind not in queries.OVERVIEW:
        raise NotFound(kind)
    _at, today, _month = _now(request)
    facts = pages.RowFacts(today, people.working_calendar())
    soon = facts.calendar.add(today, SOON_WORKING_DAYS)
    found = queries.led_problems(request.actor).filter(queries.overview_condition(kind, today=today, soon=soon))
    page = paginate(found, request.GET.get("at", ""), order=("-last_act_at", "-pk"))
    context = {"page": page, "table": pages.problem_table(page.items, facts), "title": pages.OVERVIEW_WORDS[kind]}
    return render_page(request, "ledger/overview_rows.html", context)


def _now(request: HouseRequest) -> tuple[dt.datetime, dt.date, Month]:
    now = clock.now()
    today = clock.day_of(now, zone=request.organisation.zone)
    return now, today, queries.month_of(today, request.organisation.zone)


def _require_leader(request: HouseRequest) -> None:
    """:raises NotAllowed: the role leads no unit."""
    if not request.actor.may(Permission.SIGN_CLOSURE):
        raise NotAllowed(_("Only leaders of units see this overview."))


def _first(problems: QuerySet[Problem], facts: pages.RowFacts, caption: str) -> Table:
    return pages.problem_table(problems.order_by("due_on", "pk")[:FIRST_ROWS], facts, caption=caption)
