"""One move over many chosen problems: first what would happen, then, on a second press, the move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger import policies, services
from huixiang.ledger.asked import asked_for
from huixiang.ledger.forms.ledger import ManyAssignForm, ManyExtendForm, ManyLeaderForm
from huixiang.ledger.labels_ledger import MANY_WORDS
from huixiang.ledger.pages import RowFacts
from huixiang.ledger.pages.many import preview
from huixiang.ledger.queries.problems import problems_seen_by
from huixiang.ledger.services import many
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.responses import render_page

FORMS: dict[str, type[forms.Form]] = {
    "extend": ManyExtendForm,
    "assign": ManyAssignForm,
    "leader": ManyLeaderForm,
}
MOVES: dict[str, Callable[..., object]] = {
    "extend": services.extend_deadline,
    "assign": services.assign_problem,
    "leader": many.set_leader,
}


@members_only
@require_http_methods(["GET", "POST"])
def together(request: HouseRequest) -> HttpResponse:
    policies.may_move_many(request.actor).require()
    sent = request.POST if request.method == "POST" else request.GET
    what = sent.get("what", "")
    if what not in FORMS:
        raise NotFound(what)
    form = FORMS[what](request.POST if request.method == "POST" else None)
    problems: list[Problem] = []
    try:
        problems = _chosen(request, sent)
        if request.method == "GET":
            return _page(request, what, problems, form)
        if not form.is_valid():
            return _page(request, what, problems, form, status=422)
        return _done(request, what, _move(request, what, problems, form))
    except Refusal as refusal:
        return _page(request, what, problems, form, refusal=refusal, status=409)


def _move(request: HouseRequest, what: str, problems: Sequence[Problem], form: forms.Form) -> many.ManyDone:
    by, at = request.actor, clock.now()
    return many.move_many(
        problems=problems,
        what=what,
        move=lambda problem: MOVES[what](problem_id=problem.pk, by=by, at=at, **form.cleaned_data),
        by=by,
        at=at,
        leave_out="leave_out" in request.POST,
    )


def _chosen(request: HouseRequest, sent: QueryDict) -> list[Problem]:
    """The chosen problems, or all that match the filter they were chosen from; at most one more than are moved.

    :raises TooMany: none, or more than are moved at once.
    """
    if "everything" in sent:
        facts = RowFacts(clock.day_of(clock.now(), zone=request.organisation.zone))
        rows = asked_for(QueryDict(sent.get("query", "")), request.actor, facts).rows
    else:
        numbers = {int(text) for text in sent.getlist("chosen") if text.isascii() and text.isdigit() and len(text) < 10}
        rows = problems_seen_by(request.actor).filter(number__in=numbers)
    found = list(rows.order_by("number")[: many.MOST_MOVED + 1])
    many.require_some(len(found))
    return found


def _page(
    request: HouseRequest, what: str, problems: Sequence[Problem], form: forms.Form, *, refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    sent = request.POST if request.method == "POST" else request.GET
    refused = refusal.refused if isinstance(refusal, many.SomeRefused) else ()
    context: dict[str, Any] = {
        "what": what, "title": MANY_WORDS[what], "form": form, "query": sent.get("query", ""),
        "chosen": [problem.number for problem in problems], "preview": preview(what, problems, request.actor, refused),
        "sentence": refusal.sentence if refusal else "", "may_leave_out": 0 < len(refused) < len(problems),
    }  # fmt: skip
    return render_page(request, "ledger/together.html", context, status=status)


def _done(request: HouseRequest, what: str, done: many.ManyDone) -> HttpResponse:
    context = {"title": MANY_WORDS[what], "done": done, "query": request.POST.get("query", "")}
    return render_page(request, "ledger/together_done.html", context)
