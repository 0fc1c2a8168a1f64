"""Pages on which a unit plans measures, notes what happened and adds evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import policies, queries, services
from huixiang.ledger.forms import ChangeMeasureForm, DropForm, EvidenceForm, MeasureForm, ProgressForm, default_due
from huixiang.ledger.labels import MEASURE_WORDS
from huixiang.ledger.models import Measure
from huixiang.ledger.states import MeasureState
from huixiang.ledger.views import acting
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.responses import render_page


@members_only
@require_http_methods(["GET", "POST"])
def plan(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    start = {"unit": problem.unit_id, "due_on": default_due(problem, today)}
    return acting.answer(
        request,
        problem,
        acting.PLAN,
        ruling=_may_work(request, problem),
        form=MeasureForm(acting.posted(request), problem=problem, initial=start),
        perform=lambda facts: services.plan_measure(problem_id=problem.pk, by=by, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def progress(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    return acting.answer(
        request,
        problem,
        acting.PROGRESS,
        ruling=_may_work(request, problem),
        form=ProgressForm(acting.posted(request), problem=problem),
        perform=lambda facts: services.note_progress(problem_id=problem.pk, by=by, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def evidence(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    form = EvidenceForm(acting.posted(request), request.FILES or None, problem=problem)

    def perform(facts: dict[str, Any]) -> object:
        given = next(iter(facts.pop("file") or ()), None)
        file, name = (given.safe, given.name) if given else (None, "")
        return services.add_evidence(problem_id=problem.pk, by=by, at=clock.now(), file=file, name=name, **facts)

    ruling = _may_work(request, problem)
    return acting.answer(request, problem, acting.EVIDENCE, ruling=ruling, form=form, perform=perform)


@members_only
@require_GET
def measure(request: HouseRequest, number: int, measure_id: int) -> HttpResponse:
    problem = queries.problem_seen_by(request.actor, number)
    found = queries.measure_of(problem, measure_id)
    ruling = policies.may_change_measure(request.actor, problem, found, queries.co_unit_ids(problem))
    urls = {
        f"{name}_url": reverse(f"ledger:{name}", args=[number, measure_id]) for name in ("change", "finish", "drop")
    }
    words = MEASURE_WORDS[MeasureState(found.state)]
    context = {"problem": problem, "measure": found, "state_words": words, "ruling": ruling, **urls}
    return render_page(request, "ledger/measure.html", context)


@members_only
@require_http_methods(["GET", "POST"])
def change(request: HouseRequest, number: int, measure_id: int) -> HttpResponse:
    problem, found, ruling = _measure(request, number, measure_id)
    start = {"due_on": found.due_on, "person": found.person_id}
    return acting.answer(
        request,
        problem,
        acting.CHANGE,
        ruling=ruling,
        form=ChangeMeasureForm(acting.posted(request), problem=problem, initial=start),
        perform=lambda facts: services.change_measure(measure_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def finish(request: HouseRequest, number: int, measure_id: int) -> HttpResponse:
    problem, found, ruling = _measure(request, number, measure_id)
    return acting.answer(
        request,
        problem,
        acting.FINISH,
        ruling=ruling,
        form=forms.Form(acting.posted(request)),
        perform=lambda facts: services.finish_measure(  # noqa: ARG005 - no facts to give
            measure_id=found.pk, by=request.actor, at=clock.now()
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def drop(request: HouseRequest, number: int, measure_id: int) -> HttpResponse:
    problem, found, ruling = _measure(request, number, measure_id)
    return acting.answer(
        request,
        problem,
        acting.DROP,
        ruling=ruling,
        form=DropForm(acting.posted(request)),
        perform=lambda facts: services.drop_measure(measure_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


def _may_work(request: HouseRequest, problem: Problem) -> Ruling:
    return policies.may_work(request.actor, problem, queries.co_unit_ids(problem))


def _measure(request: HouseRequest, number: int, measure_id: int) -> tuple[Problem, Measure, Ruling]:
    problem = queries.problem_seen_by(request.actor, number)
    found = queries.measure_of(problem, measure_id)
    ruling = policies.may_change_measure(request.actor, problem, found, queries.co_unit_ids(problem))
    return problem, found, ruling
