"""The problem list, the page of one problem, and the files of its evidence."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import additions, files, life, pages, policies, queries, steps
from huixiang.ledger.asked import asked_for
from huixiang.ledger.labels_ledger import MANY_WORDS
from huixiang.ledger.models import Order
from huixiang.ledger.order_steps import consult_steps, order_steps
from huixiang.ledger.pages.ledger import ledger_table, total_words, view_address, view_links
from huixiang.ledger.pages.orders import whole_order
from huixiang.ledger.queries.ledger import count_up_to
from huixiang.ledger.queries.orders import order_of
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.paging import paginate
from huixiang.web.responses import htmx_or_page, render_page


@members_only
@require_GET
def problems(request: HouseRequest) -> HttpResponse:
    _require_reader(request.actor)
    facts = _row_facts(request)
    asked = asked_for(request.GET, request.actor, facts)
    if not request.GET and asked.own and asked.own.opens_with:
        return HttpResponseRedirect(view_address(asked.own.opens_with))
    page = paginate(asked.loaded, request.GET.get("at", ""), order=asked.order)
    context = {
        "form": asked.form,
        "page": page,
        "table": ledger_table(page.items, asked.columns, facts, request.GET),
        "total": total_words(count_up_to(asked.rows, asked.counted), most=asked.counted),
        "place": asked.place,
        "sort": request.GET.get("sort", ""),
        "query": request.GET.urlencode(),
        "view": asked.view,
        "views": view_links(asked.views, asked.view),
        "moves": MANY_WORDS if request.actor.may(Permission.ASSIGN_PROBLEM) else {},
    }
    return htmx_or_page(request, "ledger/_ledger_list.html", "ledger/problems.html", context)


@members_only
@require_GET
def problem(request: HouseRequest, number: int) -> HttpResponse:
    _require_reader(request.actor)
    found = queries.problem_seen_by(request.actor, number)
    return render_page(request, "ledger/problem.html", _problem_page(request, found))


@members_only
@require_GET
def evidence_file(request: HouseRequest, evidence_id: UUID) -> HttpResponse:
    _require_reader(request.actor)
    evidence = queries.evidence_seen_by(request.actor, evidence_id)
    path = files.path_of(evidence)
    if not path.exists():
        raise NotFound(f"file of evidence {evidence_id}")
    response = FileResponse(path.open("rb"), content_type=evidence.media_type)
    shown = "inline" if evidence.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(evidence.file_name)}"
    response["Cache-Control"] = "private, max-age=3600"
    return cast("HttpResponse", response)


def _require_reader(actor: Actor) -> None:
    """:raises NotAllowed: the role reads no problems at all; of one problem too many, the page is not found."""
    if not actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(policies.may_see(actor, Problem()).reason)


def _row_facts(request: HouseRequest) -> pages.RowFacts:
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    return pages.RowFacts(today=today, calendar=people.working_calendar())


def _problem_page(request: HouseRequest, found: Problem) -> dict[str, Any]:
    facts, actor, changes = _row_facts(request), request.actor, list(found.deadline_changes.order_by("id"))
    claims = list(queries.claims_with_hands().filter(problem=found).order_by("round"))
    helping = list(queries.co_units_of(found))
    days = queries.days_of(found, changes, calendar=facts.calendar, today=facts.today, zone=request.organisation.zone)
    standings = additions.standings_of(claims, facts.today)
    working = policies.may_work(actor, found, [row.unit_id for row in helping])
    measures = list(found.measures.select_related("unit", "person"))
    order = order_of(found)
    return {
        "problem": found,
        "state": pages.state_of(found),
        "days_words": pages.days_words(found, facts),
        "co_units": helping,
        "clock": pages.clock_of(days, changes, today=facts.today),
        "table": pages.measure_table(measures, number=found.number, may_act=working.allowed, today=facts.today),
        "evidence": [pages.evidence_shown(shown) for shown in found.evidence.select_related("by")],
        "claims": [pages.claim_shown(claim, standings.get(claim.pk, ())) for claim in reversed(claims)],
        "entries": life.life_of(found, reader=actor),
        "steps": steps.steps_of(actor, found, claims[-1] if claims else None, working)
        + order_steps(actor, found, order)
        + consult_steps(actor, found, order),
        "reads_voices": actor.may(Permission.READ_VOICES),
        **_around(found, order, actor, facts.today),
    }


def _around(found: Problem, order: Order | None, actor: Actor, today: dt.date) -> dict[str, Any]:
    """The order of the problem and what stands beside it."""
    beside = pages.sides_of(found, actor, today=today)
    shown = whole_order(order, actor, at=clock.now()) if order else None
    return {"order": shown, "sides": beside, "badges": pages.side_badges(beside)}
