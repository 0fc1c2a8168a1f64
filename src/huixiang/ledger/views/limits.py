"""The page of the limits: what counts now, what counted, setting and ending one, a trial."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.ledger import limit_pages, policies, queries, services
from huixiang.ledger.limit_forms import EndLimitForm, LimitForm, PresetForm, TrialForm
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import refused, render_page

PAGE = "ledger/limits.html"
PAST = 50


@members_only
@require_GET
def limits_page(request: HouseRequest) -> HttpResponse:
    """What counts now and what counted; the form for those who set limits."""
    _require_reader(request)
    return render_page(request, PAGE, _page(request))


@members_only
@require_POST
def limit_set(request: HouseRequest) -> HttpResponse:
    """Set a limit."""
    policies.may_set_limits(request.actor).require()
    form = LimitForm(request.POST)
    if not form.is_valid():
        return render_page(request, PAGE, _page(request, form=form), status=422)
    try:
        services.set_limit(**form.facts(), by=request.actor, at=clock.now())
    except services.LimitImpossible as refusal:
        return refused(request, PAGE, _page(request, form=form), refusal)
    messages.success(request, _("The limit counts from that day on."))
    return HttpResponseRedirect(reverse("ledger:limits"))


@members_only
@require_http_methods(["GET", "POST"])
def limit_end(request: HouseRequest, rule_id: int) -> HttpResponse:
    """End a limit on a day."""
    rule = queries.rule_numbered(rule_id)
    policies.may_set_limits(request.actor).require()
    today = people.local_day(clock.now())
    form = EndLimitForm(request.POST if request.method == "POST" else None, initial={"until": today})
    context = {"form": form, "line": limit_pages.line_of(rule)}
    if not form.is_valid():
        return render_page(request, "ledger/limit_end.html", context, status=422 if form.is_bound else 200)
    try:
        services.end_limit(rule_id=rule_id, until=form.cleaned_data["until"], by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, "ledger/limit_end.html", context, refusal)
    messages.success(request, _("The limit ends on that day."))
    return HttpResponseRedirect(reverse("ledger:limits"))


@members_only
@require_POST
def limit_preset(request: HouseRequest) -> HttpResponse:
    """Take over a ready set from today on."""
    policies.may_set_limits(request.actor).require()
    now, form = clock.now(), PresetForm(request.POST)
    if not form.is_valid():
        return render_page(request, PAGE, _page(request), status=422)
    try:
        name, since = form.cleaned_data["preset"], people.local_day(now)
        taken = services.take_preset(name=name, since=since, by=request.actor, at=now)
    except services.LimitImpossible as refusal:
        return refused(request, PAGE, _page(request), refusal)
    words = ngettext("%(count)s limit was set.", "%(count)s limits were set.", taken) % {"count": taken}
    messages.success(request, words if taken else _("All of these count already."))
    return HttpResponseRedirect(reverse("ledger:limits"))


@members_only
@require_GET
def limit_trial(request: HouseRequest) -> HttpResponse:
    """Which limits would count, and until when."""
    _require_reader(request)
    form, table = TrialForm(request.GET), None
    if form.is_valid():
        start = form.start_or(clock.now())
        found = queries.count_all(
            queries.Asked(form.cleaned_data["nature"], form.cleaned_data["urgency"], form.cleaned_data["unit"]), start,
            calendar=people.working_calendar(), zone=request.organisation.zone, day=people.local_day(start),
        )  # fmt: skip
        table = limit_pages.trial_table(found, request.organisation.zone)
    context = {"form": form, "table": table, "usual": request.organisation.limit_working_days}
    return render_page(request, "ledger/limit_trial.html", context, status=200 if table else 422)


def _page(request: HouseRequest, form: LimitForm | None = None) -> dict[str, Any]:
    today, may_set = people.local_day(clock.now()), policies.may_set_limits(request.actor)
    past = queries.past_rules(today)[:PAST]
    return {
        "form": form or LimitForm(initial={"since": today}),
        "table": limit_pages.limit_table(queries.rules_of(today), caption=_("Limits"), may_end=may_set.allowed),
        "past": limit_pages.limit_table(past, caption=_("What counted before"), may_end=False),
        "presets": limit_pages.PRESET_WORDS,
        "may_set": may_set,
        "usual": request.organisation.limit_working_days,
    }


def _require_reader(request: HouseRequest) -> None:
    if not request.actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(_("Your role does not read problems."))
