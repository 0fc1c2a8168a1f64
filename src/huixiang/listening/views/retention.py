"""How long personal data is kept, what will be erased and what was; erasing on a legal ground by two people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.listening import policies, queries
from huixiang.listening.forms import HoldForm, RetentionForm, WantedErasureForm
from huixiang.listening.pages import retention as pages
from huixiang.listening.services import erasing
from huixiang.listening.states import RetentionCategory
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HouseRequest) -> HttpResponse:
    policies.may_manage_erasure(request.actor).require()
    named = request.POST.get("category", "")
    category = RetentionCategory(named) if named in set(RetentionCategory) else None
    form = RetentionForm(request.POST, category=category) if category else None
    if form is not None and form.is_valid():
        erasing.set_retention(rule=form.rule(), by=request.actor, at=clock.now())
        return HttpResponseRedirect(reverse("listening:retention") + f"#{named}", status=303)
    return _rules_page(request, form, status=422 if request.method == "POST" else 200)


def _rules_page(request: HouseRequest, typed: RetentionForm | None, *, status: int) -> HttpResponse:
    rules = [(rule, _form_of(rule, typed)) for rule in pages.kept_rules(queries.rules_now())]
    context = {"rules": rules, "typed": typed}
    return render_page(request, "listening/retention.html", context, status=status)


def _form_of(rule: pages.KeptRule, typed: RetentionForm | None) -> RetentionForm:
    if typed is not None and typed.category.value == rule.category:
        return typed
    given = {"months": rule.months, "warn_days": rule.warn_days, "ground": rule.ground}
    return RetentionForm(initial=given, category=RetentionCategory(rule.category))


@never_cache
@members_only
@require_GET
def due(request: HouseRequest) -> HttpResponse:
    policies.may_manage_erasure(request.actor).require()
    return _due_page(request)


def _due_page(request: HouseRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    page = paginate(queries.notices(), request.GET.get("at", ""), order=("erase_on", "id"))
    held = queries.held_notices(page.items, people.local_day(clock.now()))
    rows = pages.due_rows(page.items, held, queries.held_now([one.pk for one in page.items]))
    forms = {"form": HoldForm(), "wrong": None}
    return render_page(request, "listening/due.html", {"page": page, "rows": rows, **forms, **more}, status=status)


@never_cache
@members_only
@require_POST
def hold(request: HouseRequest, notice_id: int) -> HttpResponse:
    policies.may_manage_erasure(request.actor).require()
    queries.notice_by_id(notice_id)
    if request.POST.get("act") == "let_go":
        erasing.let_go(notice_id=notice_id, by=request.actor, at=clock.now())
        return _to_due(notice_id)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _due_page(request, status=422, form=form, wrong=notice_id)
    reason = form.cleaned_data["reason"]
    erasing.hold_back(notice_id=notice_id, reason=reason, by=request.actor, at=clock.now())
    return _to_due(notice_id)


def _to_due(notice_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("listening:due") + f"#notice-{notice_id}", status=303)


@never_cache
@members_only
@require_GET
def erasures(request: HouseRequest) -> HttpResponse:
    policies.may_manage_erasure(request.actor).require()
    page = paginate(queries.erasures(), request.GET.get("at", ""), order=("-id",))
    waiting = queries.orders_waiting()
    held = queries.held_voices([one.voice_id for one in waiting if one.voice_id], people.local_day(clock.now()))
    orders = [pages.order_row(one, held, request.actor) for one in waiting]
    context = {"page": page, "rows": pages.erased_rows(page.items), "orders": orders}
    return render_page(request, "listening/erasures.html", context)


@never_cache
@members_only
@require_POST
def decide(request: HouseRequest, erasure_order_id: int) -> HttpResponse:
    granted = request.POST.get("act") == "grant"
    erasing.decide_erasure(order_id=erasure_order_id, granted=granted, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("listening:erasures"), status=303)


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HouseRequest, voice_id: UUID) -> HttpResponse:
    policies.may_manage_erasure(request.actor).require()
    voice, form = queries.voice_by_id(voice_id), WantedErasureForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "number": pages.voice_number(voice), "gone": voice.erased_on}
        return render_page(request, "listening/erase.html", context, status=422 if form.is_bound else 200)
    erasing.ask_to_erase(voice_id=voice_id, wanted=form.wanted(), by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("listening:erasures"), status=303)
