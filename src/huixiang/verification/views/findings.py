"""Findings of formalism: the list, one finding with its explanation and review, the rules and their thresholds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, policies, queries, services
from huixiang.verification.finding_forms import ExplainForm, FindingFilterForm, ReviewForm, ThresholdForm
from huixiang.verification.models import Finding
from huixiang.verification.queries.finding_records import SHOWN, records_of
from huixiang.web.paging import paginate
from huixiang.web.responses import htmx_or_page, refused, render_page

FINDING, RULES = "findings/finding.html", "findings/rules.html"
ORDER = ("-found_at", "-pk")


@members_only
@require_GET
def findings(request: HouseRequest) -> HttpResponse:
    policies.may_read_findings(request.actor).require()
    form = FindingFilterForm(request.GET)
    form.is_valid()  # a wrong value is left out and shown at its field
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    wanted = queries.FindingFilter(**chosen)
    page = paginate(queries.finding_list(request.actor, wanted), request.GET.get("at", ""), order=ORDER)
    table = pages.finding_table(page.items, today=people.local_day(clock.now()))
    context = {"form": form, "page": page, "table": table, "run": queries.last_run()}
    return htmx_or_page(request, "findings/_list.html", "findings/findings.html", context)


@members_only
@require_GET
def finding(request: HouseRequest, finding_id: int) -> HttpResponse:
    policies.may_read_findings(request.actor).require()
    found = queries.finding_seen_by(request.actor, finding_id)
    return render_page(request, FINDING, _page(request, found))


@members_only
@require_POST
def explain(request: HouseRequest, finding_id: int) -> HttpResponse:
    policies.may_read_findings(request.actor).require()
    found, form = queries.finding_seen_by(request.actor, finding_id), ExplainForm(request.POST)
    if not form.is_valid():
        return render_page(request, FINDING, _page(request, found, explaining=form), status=422)
    try:
        words = form.cleaned_data["words"]
        services.explain_finding(finding_id=finding_id, words=words, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return _refused(request, FINDING, _page(request, found, explaining=form), refusal)
    messages.success(request, _("The supervisor reads what you wrote before deciding."))
    return HttpResponseRedirect(reverse("findings:finding", args=[finding_id]))


@members_only
@require_POST
def review(request: HouseRequest, finding_id: int) -> HttpResponse:
    policies.may_read_findings(request.actor).require()
    found, form = queries.finding_seen_by(request.actor, finding_id), ReviewForm(request.POST)
    if not form.is_valid():
        return render_page(request, FINDING, _page(request, found, reviewing=form), status=422)
    upheld, words = form.cleaned_data["upheld"] == "yes", form.cleaned_data["words"]
    try:
        services.review_finding(finding_id=finding_id, upheld=upheld, words=words, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return _refused(request, FINDING, _page(request, found, reviewing=form), refusal)
    messages.success(request, _("It is decided. The unit reads the reason."))
    return HttpResponseRedirect(reverse("findings:finding", args=[finding_id]))


@members_only
@require_GET
def rules(request: HouseRequest) -> HttpResponse:
    policies.may_read_findings(request.actor).require()
    return render_page(request, RULES, _rules_page(request))


@members_only
@require_POST
def threshold_set(request: HouseRequest) -> HttpResponse:
    policies.may_set_thresholds(request.actor).require()
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        return render_page(request, RULES, _rules_page(request, form), status=422)
    try:
        services.set_threshold(**form.facts, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return _refused(request, RULES, _rules_page(request, form), refusal)
    messages.success(request, _("The threshold counts from that day on."))
    return HttpResponseRedirect(reverse("findings:rules"))


def _page(
    request: HouseRequest, found: Finding, explaining: Form | None = None, reviewing: Form | None = None
) -> dict[str, Any]:
    today, actor = people.local_day(clock.now()), request.actor
    return {
        "finding": found,
        "title": pages.title_of(found),
        "meaning": pages.meaning_of(found),
        "current": pages.is_current(found),
        "state": pages.state_shown(found),
        "about": pages.about(found),
        "measured": pages.measured_table(found),
        "limits": pages.limit_table(found),
        "records": pages.record_table(records_of(found.records), today=today),
        "more": max(len(found.records) - SHOWN, 0),
        "may_explain": policies.may_explain(actor, found),
        "may_review": policies.may_review(actor, found),
        "explaining": explaining or ExplainForm(initial={"words": found.explanation}),
        "reviewing": reviewing or ReviewForm(),
    }


def _rules_page(request: HouseRequest, form: Form | None = None) -> dict[str, Any]:
    today = people.local_day(clock.now())
    return {
        "rules": pages.rules_shown(queries.limits_on(today), queries.counts_by_rule(request.actor)),
        "thresholds": pages.threshold_table(queries.thresholds_set(), today=today),
        "may_set": policies.may_set_thresholds(request.actor),
        "form": form or ThresholdForm(initial={"since": today}),
    }


def _refused(request: HouseRequest, template: str, context: dict[str, Any], refusal: Refusal) -> HttpResponse:
    response = refused(request, template, context, refusal)
    response.status_code = 403 if isinstance(refusal, NotAllowed) else 409
    return response
