"""The part of a helping unit in the work on a problem: finished, or open again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import pages, policies, queries, services
from huixiang.ledger.forms import PartForm
from huixiang.ledger.models import CoUnit
from huixiang.ledger.views import registering
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem


@members_only
@require_http_methods(["GET", "POST"])
def part(request: HouseRequest, part_id: int) -> HttpResponse:
    found = queries.part_by_id(part_id)
    problem = queries.problem_seen_by(request.actor, found.problem.number)
    form, ruling = PartForm(registering.typed(request)), _may_say(request.actor, found)
    url = reverse("ledger:problem", args=[problem.number])

    def perform() -> str:
        act = services.reopen_part if found.finished_at else services.finish_part
        act(problem_id=problem.pk, part_id=part_id, words=form.cleaned_data["words"], by=request.actor, at=clock.now())
        return url

    return registering.answer(
        request, form, ruling=ruling, page=lambda: _part(found, problem, form), perform=perform, done=_("It is noted.")
    )


def _may_say(by: Actor, found: CoUnit) -> Ruling:
    return (policies.may_reopen_part if found.finished_at else policies.may_finish_part)(by, found)


def _part(found: CoUnit, problem: Problem, form: PartForm) -> dict[str, Any]:
    facts = [(_("Unit"), found.unit.label), (_("State"), found.finished_words or _("not finished"))]
    back = (reverse("ledger:problem", args=[problem.number]), f"{problem.number} {problem.title}")
    button = _("It is open again") if found.finished_at else _("Our part is finished")
    shown = pages.FormShown(_("Say how it stands"), form, button, reverse("plans:part", args=[found.pk]))
    return {"page": pages.RegisterPage(_("Part of a helping unit"), facts=facts, back=back), "forms": [shown]}
