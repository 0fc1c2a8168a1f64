"""The acts of a sample audit: begin, a party's two steps, the beacon, draw, follow the rule, call off, look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.verification import policies, queries, services
from huixiang.verification.forms.audits import (
    AuditForm,
    BeaconForm,
    CommitForm,
    CorrectForm,
    LookForm,
    OffForm,
    RevealForm,
    usual_days,
)
from huixiang.verification.views.audits import AUDIT, desk_page, look_page, require_reader
from huixiang.web.responses import refused, render_page

ACT, NEW = "audits/act.html", "audits/new.html"
LOOK, CORRECT = "audits/look.html", "audits/correct.html"


@members_only
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    policies.may_run_audit(request.actor).require()
    form = AuditForm(_typed(request), initial=usual_days(people.local_day(clock.now())))
    if not form.is_valid():
        return render_page(request, NEW, {"form": form}, status=422 if form.is_bound else 200)
    try:
        made = services.begin_audit(plan=form.plan(), parties=form.parties(), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, NEW, {"form": form}, refusal)
    messages.success(request, _("The list is frozen. Now the parties bind themselves."))
    return HttpResponseRedirect(reverse("audits:audit", args=[made.pk]))


@members_only
@require_http_methods(["GET", "POST"])
def party(request: HouseRequest, party_id: int) -> HttpResponse:
    found = queries.party_by_id(party_id)
    policies.may_speak_for(request.actor, found).require()
    form: forms.Form = RevealForm(_typed(request)) if found.commitment else CommitForm(_typed(request))

    def perform() -> str:
        facts = {"party_id": party_id, **form.cleaned_data, "by": request.actor, "at": clock.now()}
        if found.commitment:
            services.reveal_party(**facts)
            return _("The secret stands beside its hash. Everybody can compare them.")
        services.commit_party(**facts)
        return _("The hash is published. Keep the secret until it is asked for, and show it to nobody.")

    title = _("Tell the secret") if found.commitment else _("Bind with a hash")
    context = {"audit": found.audit, "party": found, "form": form, "title": title, "label": title}
    return _answer(request, context, perform)


@members_only
@require_http_methods(["GET", "POST"])
def beacon(request: HouseRequest, audit_id: int) -> HttpResponse:
    policies.may_run_audit(request.actor).require()
    found = queries.audit_by_id(audit_id)
    kept = {"value": found.beacon_value, "source": found.beacon_source}
    form = BeaconForm(_typed(request), initial=kept)

    def perform() -> str:
        services.note_beacon(audit_id=audit_id, **form.cleaned_data, by=request.actor, at=clock.now())
        return _("It is noted. Compare it once more, then draw.")

    context = {"audit": found, "form": form, "title": _("What the draw in public gave"), "label": _("Note it")}
    return _answer(request, context, perform)


@members_only
@require_http_methods(["GET", "POST"])
def off(request: HouseRequest, audit_id: int) -> HttpResponse:
    policies.may_run_audit(request.actor).require()
    found, form = queries.audit_by_id(audit_id), OffForm(_typed(request))

    def perform() -> str:
        words = form.cleaned_data["words"]
        services.call_off_audit(audit_id=audit_id, words=words, by=request.actor, at=clock.now())
        return _("It is called off. The reason is public.")

    context = {"audit": found, "form": form, "title": _("Call the audit off"), "label": _("Call it off")}
    return _answer(request, context, perform)


@members_only
@require_POST
def draw(request: HouseRequest, audit_id: int) -> HttpResponse:
    return _step(
        request, audit_id, services.draw_audit, _("It is drawn. Those who raised the problems are asked anew.")
    )


@members_only
@require_POST
def rule(request: HouseRequest, audit_id: int) -> HttpResponse:
    return _step(request, audit_id, services.follow_rule, _("The rule was followed."))


@members_only
@require_http_methods(["GET", "POST"])
def correct(request: HouseRequest, sampled_id: int) -> HttpResponse:
    require_reader(request)
    found = queries.sampled_by_id(sampled_id)
    form = CorrectForm(_typed(request), request.FILES if request.method == "POST" else None)
    if not form.is_valid():
        return render_page(request, CORRECT, look_page(request, found, form), status=422 if form.is_bound else 200)
    try:
        services.correct_look(sampled_id=sampled_id, **form.facts(), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, CORRECT, look_page(request, found, form), refusal)
    messages.success(request, _("It is put right. What was said first stands beside it."))
    return HttpResponseRedirect(reverse("audits:look", args=[found.pk]))


@members_only
@require_http_methods(["GET", "POST"])
def look(request: HouseRequest, sampled_id: int) -> HttpResponse:
    require_reader(request)
    found = queries.sampled_by_id(sampled_id)
    form = LookForm(_typed(request), request.FILES if request.method == "POST" else None)
    if not form.is_valid():
        return render_page(request, LOOK, look_page(request, found, form), status=422 if form.is_bound else 200)
    try:
        services.look_at_drawn(sampled_id=sampled_id, **form.facts(), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, LOOK, look_page(request, found, form), refusal)
    messages.success(request, _("What you saw is kept with the hash of each photo."))
    return HttpResponseRedirect(reverse("audits:audit", args=[found.audit_id]))


def _typed(request: HouseRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(request: HouseRequest, context: dict[str, Any], perform: Callable[[], str]) -> HttpResponse:
    """Show the form of one act, 422 with what is wrong, 409 with the refusal; else on to the audit."""
    form = context["form"]
    if not form.is_valid():
        return render_page(request, ACT, context, status=422 if form.is_bound else 200)
    try:
        done = perform()
    except Refusal as refusal:
        return refused(request, ACT, context, refusal)
    messages.success(request, done)
    # A member who is only a party does not read the desk's page.
    page = "audits:audit" if policies.may_run_audit(request.actor) else "audits:public"
    return HttpResponseRedirect(reverse(page, args=[context["audit"].pk]))


def _step(request: HouseRequest, audit_id: int, service: Callable[..., object], done: str) -> HttpResponse:
    policies.may_run_audit(request.actor).require()
    found = queries.audit_by_id(audit_id)
    try:
        service(audit_id=audit_id, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, AUDIT, desk_page(request, found), refusal)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("audits:audit", args=[audit_id]))
