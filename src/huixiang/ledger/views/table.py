"""Pages around the ledger as a table: its views, and one act over many of its problems."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger import pages, policies, queries, services
from huixiang.ledger.forms import AssignForm, ExtendForm, TableForm, ViewForm
from huixiang.ledger.table_labels import ACT_WORDS
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.responses import refused, render_page

FORMS: Final[dict[str, type[forms.Form]]] = {"extend": ExtendForm, "assign": AssignForm}
SERVICES: Final[dict[str, Callable[..., object]]] = {
    "extend": services.extend_deadline,
    "assign": services.assign_problem,
}
LONGEST: Final = 12
"""Digits of a number in the address that is looked at; a longer one is none of a problem."""


@members_only
@require_POST
def keep_view(request: HouseRequest) -> HttpResponse:
    form, query = ViewForm(request.POST), QueryDict(request.POST.get("query", ""))
    form.is_valid()
    facts = {name: form.cleaned_data.get(name, False) for name in ("first", "shared")}
    kept = pages.as_view(query)
    services.keep_ledger_view(
        name=form.cleaned_data.get("name", ""), query=kept, by=request.actor, at=clock.now(), **facts
    )
    messages.success(request, _("The view is kept."))
    return HttpResponseRedirect(f"{reverse('ledger:problems')}?{kept or 'own=1'}")


@members_only
@require_http_methods(["GET", "POST"])
def view(request: HouseRequest, view_id: int) -> HttpResponse:
    found = queries.own_view(request.actor, view_id)
    context = {"view": found, "form": ViewForm(initial={"name": found.name, "first": found.first})}
    if request.method == "GET":
        return render_page(request, "ledger/view.html", context)
    form = ViewForm(request.POST)
    form.is_valid()
    try:
        if "drop" in request.POST:
            services.drop_ledger_view(view_id=view_id, by=request.actor, at=clock.now())
        else:
            facts = {name: form.cleaned_data.get(name, "") for name in ("name", "first")}
            services.rename_ledger_view(view_id=view_id, by=request.actor, at=clock.now(), **facts)
    except Refusal as refusal:
        return refused(request, "ledger/view.html", {**context, "form": form}, refusal)
    return HttpResponseRedirect(f"{reverse('ledger:problems')}?own=1")


@members_only
@require_http_methods(["GET", "POST"])
def together(request: HouseRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    what = sent.get("what", "")
    if what not in FORMS:
        raise NotFound(what)
    policies.may_assign_at_all(request.actor).require()
    problems = _meant(request, sent)
    form = FORMS[what](request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"what": what, "title": ACT_WORDS[what], "problems": problems, "form": form, "sent": sent}
    context |= {"chosen": sent.getlist("chosen"), "back": f"{reverse('ledger:problems')}?{sent.get('query', '')}"}
    if not problems:
        return render_page(request, "ledger/together.html", context | {"refusal": _("Select at least one problem.")})
    if not form.is_bound:
        return render_page(request, "ledger/together.html", context)
    if not form.is_valid():
        return render_page(request, "ledger/together.html", context, status=422)
    return _act(request, what, problems, form.cleaned_data, context)


def _act(
    request: HouseRequest, what: str, problems: list[Problem], facts: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    by, at, sure = request.actor, clock.now(), request.POST.get("sure", "")
    try:
        found = services.act_together(
            problems=problems, name=what, by=by, at=at, look=sure not in {"all", "rest"}, rest=sure == "rest",
            act=lambda problem: SERVICES[what](problem_id=problem.pk, by=by, at=at, **facts),
        )  # fmt: skip
    except Refusal as refusal:
        return refused(request, "ledger/together.html", context, refusal)
    if not found.written:
        more = {"found": found, "refused_lines": pages.refused_lines(found.refused)}
        return render_page(request, "ledger/together.html", context | more, status=409 if sure else 200)
    words = ngettext("Done for %(n)s problem.", "Done for %(n)s problems.", found.done) % {"n": found.done}
    messages.success(request, words)
    return HttpResponseRedirect(context["back"])


def _meant(request: HouseRequest, sent: QueryDict) -> list[Problem]:
    """The selected problems, or all that match the conditions of the page they were selected on."""
    if sent.get("all"):
        form = TableForm(QueryDict(sent.get("query", "")))
        today = clock.day_of(clock.now(), zone=request.organisation.zone)
        rows = queries.table_rows(request.actor, form.chosen(today))
        return list(rows.order_by("number")[: services.MOST + 1])
    numbers = [
        int(text) for text in sent.getlist("chosen") if text.isascii() and text.isdigit() and len(text) < LONGEST
    ]
    return queries.numbered(request.actor, numbers)
