"""The closing queue by hand, and the page on which the fourth hand approves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import pages as ledger_pages, queries as ledger
from huixiang.ledger.models import CompletionClaim
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.verification import pages, policies, queries, services
from huixiang.verification.forms import ApproveForm
from huixiang.web.responses import render_page

HANDS = (Permission.SIGN_CLOSURE, Permission.CHECK_CLOSURE, Permission.APPROVE_CLOSURE)


@members_only
@require_GET
def queue(request: HouseRequest) -> HttpResponse:
    if not any(request.actor.may(hand) for hand in HANDS):
        raise NotAllowed(_("Only leaders, checkers and the office close problems."))
    waiting = queries.claims_waiting_for(request.actor)
    claims = (*waiting.to_sign, *waiting.to_check, *waiting.to_approve)
    today = _today(request)
    standings = queries.standings_of(claims, today=today)
    words = (
        (Permission.SIGN_CLOSURE, waiting.to_sign, _("To sign"), "ledger:sign"),
        (Permission.CHECK_CLOSURE, waiting.to_check, _("To check on the spot"), "ledger:check"),
        (Permission.APPROVE_CLOSURE, waiting.to_approve, _("To approve"), "verification:approve"),
    )
    nothing = _("Nothing waits for you here.")
    tables = [
        (title, pages.queue_table(rows, empty=nothing, url_name=url, standings=standings, today=today))
        for hand, rows, title, url in words
        if request.actor.may(hand)
    ]
    return render_page(request, "verification/queue.html", {"tables": tables})


@members_only
@require_http_methods(["GET", "POST"])
def approve(request: HouseRequest, number: int, round_: int) -> HttpResponse:
    problem = ledger.problem_seen_by(request.actor, number)
    claim = ledger.claim_of(problem, round_)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    context = _approve_page(request, problem, claim, form)
    if form.is_bound and form.is_valid():
        try:
            closed = services.approve_closure(claim_id=claim.pk, by=request.actor, at=clock.now())
        except Refusal as refusal:
            status = 403 if isinstance(refusal, NotAllowed) else 409
            return render(request, "verification/approve.html", {**context, "refusal": refusal.sentence}, status=status)
        messages.success(request, _("%(number)s is closed.") % {"number": closed.number})
        return HttpResponseRedirect(reverse("ledger:problem", args=[number]))
    return render_page(request, "verification/approve.html", context, status=422 if form.is_bound else 200)


def _approve_page(request: HouseRequest, problem: Problem, claim: CompletionClaim, form: ApproveForm) -> dict[str, Any]:
    today = _today(request)
    standing = queries.standing_of(claim, today=today)
    return {
        "problem": problem,
        "claim": ledger_pages.claim_shown(claim, pages.standing_numbers(standing)),
        "form": form,
        "ruling": _ruling(request, problem, claim, today),
        "silent": not standing.confirmed,
    }


def _ruling(request: HouseRequest, problem: Problem, claim: CompletionClaim, today: dt.date) -> Ruling:
    standing = queries.standing_of(claim, today=today)
    stands_in = queries.may_stand_in_for(request.actor, problem.unit)
    ruling = policies.may_approve(request.actor, problem, claim, stands_in=stands_in)
    ruling = ruling and policies.did_not_ring(rang=queries.called_about(claim, request.actor.user_id))
    return ruling and policies.is_answered(standing, services.closing_day(claim), today=today)


def _today(request: HouseRequest) -> dt.date:
    return clock.day_of(clock.now(), zone=request.organisation.zone)
