"""The pages of the dispatch catalogue: what counts now, adding and ending a rule, a test bench."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.ledger import catalogue_pages, policies, queries, services
from huixiang.ledger.catalogue_forms import DispatchRuleForm, DispatchTrialForm, EndDispatchRuleForm
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.sorting import services as sorting
from huixiang.sorting.services import HeardText
from huixiang.web.responses import refused, render_page

PAGE, END, TRIAL = "ledger/catalogue.html", "ledger/catalogue_end.html", "ledger/catalogue_trial.html"
PAST = 50


@members_only
@require_GET
def catalogue_page(request: HouseRequest) -> HttpResponse:
    """What counts now and what counted; the form for those who keep the catalogue."""
    _require_reader(request)
    return render_page(request, PAGE, _page(request))


@members_only
@require_POST
def dispatch_rule_add(request: HouseRequest) -> HttpResponse:
    """Add a rule."""
    policies.may_keep_catalogue(request.actor).require()
    form = DispatchRuleForm(request.POST)
    if not form.is_valid():
        return render_page(request, PAGE, _page(request, form=form), status=422)
    try:
        services.add_dispatch_rule(**form.cleaned_data, by=request.actor, at=clock.now())
    except services.DispatchRuleImpossible as refusal:
        return refused(request, PAGE, _page(request, form=form), refusal)
    messages.success(request, _("The rule counts from that day on."))
    return HttpResponseRedirect(reverse("ledger:catalogue"))


@members_only
@require_http_methods(["GET", "POST"])
def dispatch_rule_end(request: HouseRequest, dispatch_rule_id: int) -> HttpResponse:
    """End a rule on a day."""
    rule = queries.dispatch_rule_numbered(dispatch_rule_id)
    policies.may_keep_catalogue(request.actor).require()
    today = people.local_day(clock.now())
    form = EndDispatchRuleForm(request.POST if request.method == "POST" else None, initial={"until": today})
    context = {"form": form, "line": catalogue_pages.line_of(rule)}
    if not form.is_valid():
        return render_page(request, END, context, status=422 if form.is_bound else 200)
    try:
        services.end_dispatch_rule(rule_id=rule.pk, until=form.cleaned_data["until"], by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, END, context, refusal)
    messages.success(request, _("The rule ends on that day."))
    return HttpResponseRedirect(reverse("ledger:catalogue"))


@members_only
@require_http_methods(["GET", "POST"])
def catalogue_trial(request: HouseRequest) -> HttpResponse:
    """Where something would go, and why. Posted, so that what somebody typed stands in no address."""
    _require_reader(request)
    form = DispatchTrialForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_page(request, TRIAL, {"form": form}, status=422 if form.is_bound else 200)
    now, asked = clock.now(), form.cleaned_data
    heard = sorting.hear_text(asked["text"], at=now) if asked["text"] else HeardText()
    labels = [asked["label"]] if asked["label"] else [one.label for one in heard.labels]
    subject = queries.Subject(labels, asked["place"] or heard.place)
    rules = queries.matching_rules(subject, people.local_day(now))
    table = catalogue_pages.why_table(rules)
    goes = next((rule.unit for rule in rules if rule.unit.closed_on is None), None)
    context = {"form": form, "asked": True, "goes": goes, "heard": catalogue_pages.heard_words(heard), "table": table}
    return render_page(request, TRIAL, context)


def _page(request: HouseRequest, form: DispatchRuleForm | None = None) -> dict[str, Any]:
    today, may_keep = people.local_day(clock.now()), policies.may_keep_catalogue(request.actor)
    rules, past = queries.dispatch_rules_of(today), queries.past_dispatch_rules(today)[:PAST]
    return {
        "form": form or DispatchRuleForm(initial={"since": today}),
        "table": catalogue_pages.rule_table(rules, caption=_("Dispatch catalogue"), may_end=may_keep.allowed),
        "past": catalogue_pages.rule_table(past, caption=_("What counted before"), may_end=False),
        "may_keep": may_keep,
    }


def _require_reader(request: HouseRequest) -> None:
    if not request.actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(_("Your role does not read problems."))
