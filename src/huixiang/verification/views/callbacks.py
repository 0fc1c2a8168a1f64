"""My calls, one call with its script, draws with their check, drawing. The number is shown to who makes the call."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.listening.queries import Contact
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, policies, queries, services
from huixiang.verification.forms import AnswerForm, AssignForm, DrawForm, TryForm
from huixiang.verification.models import CallBack, CallBackDraw
from huixiang.verification.states import CallState, TryResult
from huixiang.web.paging import paginate
from huixiang.web.responses import refused, render_page

CALL = "verification/call.html"
NEW_DRAW = "verification/draw_new.html"
MOST_CALLS = 200


@members_only
@require_GET
def calls(request: HouseRequest) -> HttpResponse:
    if not request.actor.may(Permission.TALK_TO_SPEAKER):
        raise NotAllowed(_("Ringing speakers is for clerks and the office."))
    today = people.local_day(clock.now())
    waiting = list(queries.calls_of(request.actor)[:MOST_CALLS])
    context = {"table": pages.calls_table(waiting, today=today), "next": waiting[0] if waiting else None}
    return render_page(request, "verification/calls.html", context)


@never_cache
@members_only
@require_http_methods(["GET", "POST"])
def call(request: HouseRequest, call_id: int) -> HttpResponse:
    found = _mine(request, call_id)
    form = AnswerForm(request.POST if request.method == "POST" else None, prefix="answer")
    if not form.is_valid():
        return render_page(request, CALL, _call_page(found, answer=form), status=422 if form.is_bound else 200)
    try:
        services.answer_call(call_id=call_id, **form.facts(), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, CALL, _call_page(_mine(request, call_id), answer=form), refusal)
    messages.success(request, _("What they said is kept. It is their first answer, and it counts."))
    return HttpResponseRedirect(reverse("callbacks:calls"))


@never_cache
@members_only
@require_POST
def call_number(request: HouseRequest, call_id: int) -> HttpResponse:
    found = _mine(request, call_id)
    try:
        contact = services.show_number(call_id=call_id, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, CALL, _call_page(found), refusal)
    return render_page(request, CALL, _call_page(found, contact=contact))


@members_only
@require_POST
def call_try(request: HouseRequest, call_id: int) -> HttpResponse:
    found = _mine(request, call_id)
    form = TryForm(request.POST, prefix="try")
    if not form.is_valid():
        return render_page(request, CALL, _call_page(found, attempt=form), status=422)
    result, words = TryResult(form.cleaned_data["result"]), form.cleaned_data["words"]
    try:
        services.note_try(call_id=call_id, result=result, words=words, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, CALL, _call_page(found, attempt=form), refusal)
    messages.success(request, _("It is noted. It stands as not taken part, never as satisfied."))
    return HttpResponseRedirect(reverse("callbacks:calls"))


@members_only
@require_POST
def call_skip(request: HouseRequest, call_id: int) -> HttpResponse:
    found = _mine(request, call_id)
    try:
        services.skip_call(call_id=call_id, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, CALL, _call_page(found), refusal)
    messages.success(request, _("The call stands behind the others now."))
    return HttpResponseRedirect(reverse("callbacks:calls"))


@members_only
@require_http_methods(["GET", "POST"])
def call_assign(request: HouseRequest, call_id: int) -> HttpResponse:
    found = queries.call_by_id(call_id)
    policies.may_draw(request.actor).require()
    form = AssignForm(request.POST if request.method == "POST" else None, callers=_callers(found))
    context = {"call": found, "form": form}
    if not form.is_valid():
        return render_page(request, "verification/call_assign.html", context, status=422 if form.is_bound else 200)
    try:
        user_id = int(form.cleaned_data["user"])
        services.assign_call(call_id=call_id, user_id=user_id, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, "verification/call_assign.html", context, refusal)
    messages.success(request, _("The call was handed out."))
    return HttpResponseRedirect(reverse("callbacks:draw", args=[found.draw_id]))


@members_only
@require_GET
def draws(request: HouseRequest) -> HttpResponse:
    _require_reader(request)
    page = paginate(queries.draws(), request.GET.get("at", ""), order=("-pk",))
    table = pages.draws_table(page.items, today=people.local_day(clock.now()))
    context = {"table": table, "page": page, "may_draw": policies.may_draw(request.actor)}
    return render_page(request, "verification/draws.html", context)


@members_only
@require_GET
def draw(request: HouseRequest, draw_id: int) -> HttpResponse:
    _require_reader(request)
    return render_page(request, "verification/draw.html", _draw_page(request, queries.draw_by_id(draw_id)))


@members_only
@require_http_methods(["GET", "POST"])
def draw_new(request: HouseRequest) -> HttpResponse:
    policies.may_draw(request.actor).require()
    form = DrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_page(request, NEW_DRAW, {"form": form}, status=422 if form.is_bound else 200)
    try:
        made = services.draw_callbacks(**form.facts(), seed=secrets.token_hex(16), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, NEW_DRAW, {"form": form}, refusal)
    words = ngettext("%(n)s claim was drawn.", "%(n)s claims were drawn.", len(made.drawn))
    messages.success(request, words % {"n": len(made.drawn)})
    return HttpResponseRedirect(reverse("callbacks:draw", args=[made.pk]))


def _mine(request: HouseRequest, call_id: int) -> CallBack:
    found = queries.call_by_id(call_id)
    policies.may_call(request.actor, found).require()
    return found


def _call_page(
    call: CallBack, *, answer: AnswerForm | None = None, attempt: TryForm | None = None, contact: Contact | None = None
) -> dict[str, Any]:
    today = people.local_day(clock.now())
    return {
        "call": call,
        "claim": call.asking.claim,
        "problem": call.asking.claim.problem,
        "voice": call.asking.voice,
        "contact": contact,
        "open": call.state == CallState.OPEN and call.asking.claim.outcome in queries.STILL_ASKED,
        "state_words": pages.CALL_WORDS[CallState(call.state)],
        "answer": answer or AnswerForm(prefix="answer"),
        "attempt": attempt or TryForm(prefix="try"),
        "tries": pages.tries_table(call.tries.all(), today=today),
        "most_days": services.MOST_DAYS,
    }


def _draw_page(request: HouseRequest, found: CallBackDraw) -> dict[str, Any]:
    by_unit, today = queries.participation_by_unit(found), people.local_day(clock.now())
    may_draw = policies.may_draw(request.actor)
    return {
        "draw": found,
        "days": pages.days_of(found, today),
        "basis": pages.BASIS_WORDS[queries.basis_of(found)],
        "quota": pages.quota_of(found),
        "who": pages.who_drew(found),
        "check": queries.recheck(found),
        "numbers": pages.draw_numbers(pages.together(by_unit.values()), found),
        "table": pages.units_table(by_unit, queries.units_by_id(by_unit)),
        "without": queries.calls_without_caller(found) if may_draw else (),
    }


def _callers(call: CallBack) -> list[tuple[int, str]]:
    claim = call.asking.claim
    handling = queries.handling_paths([claim])[claim.pk]
    return [(one.user.pk, one.user.name) for one in queries.callers() if services.may_be_caller(one, claim, handling)]


def _require_reader(request: HouseRequest) -> None:
    if not request.actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(_("Your role does not read problems."))
