"""Pages of the escalation ladder: its steps, and a person's own reminders."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.ledger import pages, policies, queries, services
from huixiang.ledger.forms import LadderForm
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import refused, render_page

TEMPLATE = "ledger/ladder.html"


@members_only
@require_GET
def ladder(request: HouseRequest) -> HttpResponse:
    if not request.actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(_("Your role does not read problems."))
    return render_page(request, TEMPLATE, _page(request, LadderForm()))


@members_only
@require_POST
def ladder_set(request: HouseRequest) -> HttpResponse:
    policies.may_set_ladder(request.actor).require()
    form = LadderForm(request.POST)
    if not form.is_valid():
        return render_page(request, TEMPLATE, _page(request, form), status=422)
    try:
        services.set_ladder_step(by=request.actor, at=clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        return refused(request, TEMPLATE, _page(request, form), refusal)
    messages.success(request, _("The step counts from its first day on."))
    return HttpResponseRedirect(reverse("supervision:ladder"))


@members_only
@require_POST
def ladder_usual(request: HouseRequest) -> HttpResponse:
    services.take_usual_ladder(by=request.actor, at=clock.now())
    messages.success(request, _("The usual steps count from today on."))
    return HttpResponseRedirect(reverse("supervision:ladder"))


@members_only
@require_http_methods(["GET", "POST"])
def ladder_end(request: HouseRequest, step_id: int) -> HttpResponse:
    policies.may_set_ladder(request.actor).require()
    step = queries.ladder_step(step_id)
    context = {"when": pages.step_words(step.days), "step": step}
    if request.method == "GET":
        return render_page(request, "ledger/ladder_end.html", context)
    try:
        services.end_ladder_step(step_id=step.pk, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, "ledger/ladder_end.html", context, refusal)
    messages.success(request, _("This step is not taken after today."))
    return HttpResponseRedirect(reverse("supervision:ladder"))


@members_only
@require_GET
def reminders(request: HouseRequest) -> HttpResponse:
    today = people.local_day(clock.now())
    found = queries.reminders_of(request.actor)[:200]
    context = {"reminders": pages.reminders_shown(found, today=today)}
    return render_page(request, "ledger/reminders.html", context)


@members_only
@require_POST
def reminder_note(request: HouseRequest, reminder_id: int) -> HttpResponse:
    services.note_reminder(reminder_id=reminder_id, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("supervision:reminders"))


def _page(request: HouseRequest, form: LadderForm) -> dict[str, object]:
    today = people.local_day(clock.now())
    ruling = policies.may_set_ladder(request.actor)
    steps = queries.ladder_steps(today)
    table = pages.ladder_table(steps, today=today, may_end=ruling.allowed)
    return {"table": table, "form": form, "may_set": ruling}
