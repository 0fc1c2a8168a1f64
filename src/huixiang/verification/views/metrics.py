"""The metrics of a period by unit, the rows behind every count, versions of the rule, kept results."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huixiang.kernel import clock
from huixiang.kernel.actor import EVERYWHERE
from huixiang.kernel.errors import NotFound
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, policies, queries, services
from huixiang.verification.asked import Chosen, chosen_in
from huixiang.verification.forms import RuleForm
from huixiang.verification.labels import COUNT_WORDS
from huixiang.verification.metrics import DoesNotAddUp, Tally, pooled
from huixiang.web.paging import paginate
from huixiang.web.responses import refused, render_page

METRICS = "verification/metrics.html"
ROWS: dict[str, tuple[Any, Any]] = {
    "order": (queries.orders_counted, pages.orders_table),
    "step": (queries.steps_counted, pages.steps_table),
    "asking": (queries.askings_counted, pages.askings_table),
    "item": (queries.items_counted, pages.items_table),
    "supplied": (queries.supplied_counted, pages.supplied_table),
}
ORDER = {"item": "-number"}
RULES = "verification/metric_rules.html"


@members_only
@require_GET
def metrics(request: HouseRequest) -> HttpResponse:
    policies.may_read_metrics(request.actor).require()
    chosen = chosen_in(request.GET, request.actor, zone=request.organisation.zone, at=clock.now())
    if chosen.form.errors:
        return render_page(request, METRICS, {"form": chosen.form}, status=422)
    context = {"form": chosen.form, "chosen": chosen, "may_set": policies.may_set_metrics(request.actor)}
    try:
        return render_page(request, METRICS, {**context, **_tables(chosen, other="other" in request.GET)})
    except DoesNotAddUp as wrong:
        return render_page(request, METRICS, {**context, "refusal": pages.wrong_words(wrong)}, status=409)


@members_only
@require_GET
def rows(request: HouseRequest) -> HttpResponse:
    policies.may_read_metrics(request.actor).require()
    chosen = chosen_in(request.GET, request.actor, zone=request.organisation.zone, at=clock.now())
    name = request.GET.get("count", "answered")
    if name not in COUNT_WORDS or chosen.form.errors:
        raise NotFound(f"count {name}")
    find, draw = ROWS[queries.kind_of(name)]
    found = find(name, chosen.scope)
    page = paginate(found, request.GET.get("at", ""), order=(ORDER.get(queries.kind_of(name), "-pk"),))
    table = draw(page.items, caption=str(COUNT_WORDS[name]), today=people.local_day(clock.now()))
    context = {
        "chosen": chosen,
        "count": queries.amount_of(name, found),
        "name": COUNT_WORDS[name],
        "page": page,
        "table": table,
    }
    return render_page(request, "verification/metric_rows.html", context)


@members_only
@require_POST
def keep(request: HouseRequest) -> HttpResponse:
    policies.may_set_metrics(request.actor).require()
    at = clock.now()
    chosen = chosen_in(request.POST, request.actor, zone=request.organisation.zone, at=at)
    scope = queries.Scope(chosen.scope.period, at)
    try:
        made = services.keep_result(scope=scope, by=request.actor, at=at)
    except DoesNotAddUp as wrong:
        return render_page(request, METRICS, {"form": chosen.form, "refusal": pages.wrong_words(wrong)}, status=409)
    messages.success(request, _("The result is kept as it stands now."))
    return HttpResponseRedirect(reverse("metrics:result", args=[made.pk]))


@members_only
@require_GET
def results(request: HouseRequest) -> HttpResponse:
    policies.may_read_metrics(request.actor).require()
    page = paginate(queries.kept_results(), request.GET.get("at", ""), order=("-pk",))
    table = pages.results_table(page.items, today=people.local_day(clock.now()))
    return render_page(request, "verification/metric_results.html", {"page": page, "table": table})


@members_only
@require_GET
def result(request: HouseRequest, result_id: int) -> HttpResponse:
    policies.may_read_metrics(request.actor).require()
    kept, today = queries.result_by_id(result_id), people.local_day(clock.now())
    rule, units = queries.rule_of(kept), queries.units_seen_by(request.actor)
    tallies = {int(unit_id): Tally(**counts) for unit_id, counts in kept.tallies.items()}
    seen = pages.only_of(tallies, units, everywhere=request.actor.reach(Permission.READ_PROBLEMS) == EVERYWHERE)
    links = pages.Links({"first": kept.first_day.isoformat(), "last": kept.last_day.isoformat()})
    tables = [
        pages.unit_table(seen, units, rule, links, metrics=metrics)
        for metrics in (pages.FIRST_TABLE, pages.SECOND_TABLE)
    ]
    again = services.figures_kept(pooled(tallies.values(), rule)) == kept.figures
    context = {"kept": kept, "tables": tables, "again": again, "rule": pages.rule_words(rule), "today": today}
    return render_page(request, "verification/metric_result.html", context)


@members_only
@require_GET
def rules(request: HouseRequest) -> HttpResponse:
    policies.may_read_metrics(request.actor).require()
    return render_page(request, RULES, _rules_page(request))


@members_only
@require_POST
def rule_set(request: HouseRequest) -> HttpResponse:
    policies.may_set_metrics(request.actor).require()
    form = RuleForm(request.POST)
    if not form.is_valid():
        return render_page(request, RULES, _rules_page(request, form), status=422)
    try:
        services.set_metric_rule(**form.facts(), by=request.actor, at=clock.now())
    except services.RuleImpossible as refusal:
        return refused(request, RULES, _rules_page(request, form), refusal)
    messages.success(request, _("The version counts for periods from that day on. Kept results stay as they are."))
    return HttpResponseRedirect(reverse("metrics:rules"))


def _tables(chosen: Chosen, *, other: bool) -> dict[str, Any]:
    tallies = queries.tallies_by_unit(chosen.scope)
    shown = pages.SECOND_TABLE if other else pages.FIRST_TABLE
    return {
        "numbers": pages.numbers(tallies.values(), chosen.rule, chosen.links),
        "table": pages.unit_table(tallies, chosen.units, chosen.rule, chosen.links, metrics=shown),
        "other": other,
        "places": pages.place_table(queries.orders_by_place(chosen.scope), chosen.links),
        "counts": pages.count_table(tallies.values(), chosen.links),
        "formulas": pages.formula_table(),
        "rule": pages.rule_words(chosen.rule),
        "example": pages.example_lines(),
    }


def _rules_page(request: HouseRequest, form: RuleForm | None = None) -> dict[str, Any]:
    today = people.local_day(clock.now())
    return {
        "form": form or RuleForm(initial={"since": today, "response": 10, "solution": 50, "satisfaction": 40}),
        "table": pages.rules_table(queries.metric_rules()),
        "may_set": policies.may_set_metrics(request.actor),
    }
