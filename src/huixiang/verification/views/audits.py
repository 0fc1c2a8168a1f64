"""Sample audits at the desk: the list, one audit with its next step, a photo of a check."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import files
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, policies, queries, services
from huixiang.verification.audit_page import audit_page
from huixiang.verification.models import SampleAudit, SampledProblem
from huixiang.verification.states import RUNNING, AuditState, StopRule, next_state
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

AUDIT = "audits/audit.html"


@members_only
@require_GET
def audits(request: HouseRequest) -> HttpResponse:
    require_reader(request)
    page = paginate(queries.audits(), request.GET.get("at", ""), order=("-pk",))
    table = pages.audits_table(page.items, today=people.local_day(clock.now()), url_name="audits:audit")
    context = {"table": table, "page": page, "may_begin": policies.may_run_audit(request.actor)}
    return render_page(request, "audits/audits.html", context)


@members_only
@require_GET
def audit(request: HouseRequest, audit_id: int) -> HttpResponse:
    require_reader(request)
    return render_page(request, AUDIT, desk_page(request, queries.audit_by_id(audit_id)))


@members_only
@require_GET
def photo(request: HouseRequest, photo_id: UUID) -> HttpResponse:
    require_reader(request)
    found = queries.photo_by_id(photo_id)
    path = files.path_of(found)
    if not path.exists():
        raise NotFound(f"audit photo {photo_id}")
    response = FileResponse(path.open("rb"), content_type=found.media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.file_name)}"
    response["Cache-Control"] = "private, max-age=3600"
    return cast("HttpResponse", response)


def desk_page(request: HouseRequest, found: SampleAudit) -> dict[str, Any]:
    """The context of the desk's page of one audit, with what can be done now and why not."""
    today = people.local_day(clock.now())
    context = audit_page(found, today=today, desk=True)
    sampled = list(queries.sampled_of(found))
    facts = services.stage_facts(found, sampled, queries.outcomes_of(found, sampled), today=today)
    to = next_state(AuditState(found.state), facts, StopRule(found.stop_rule))
    return {
        **context,
        "may_run": policies.may_run_audit(request.actor),
        "running": found.state in RUNNING,
        "awaited": facts.awaited,
        "false": facts.false,
        "next": pages.NEXT_WORDS[to] if to else "",
        "beacon_waits": today < found.beacon_on,
        "may_call_off": found.state == AuditState.PREPARING and today < found.beacon_on,
    }


def look_page(request: HouseRequest, found: SampledProblem, form: forms.Form) -> dict[str, Any]:
    """The context of the pages of one drawn problem: every statement with its photos, and what may be done now."""
    part, looked = queries.part_in(request.actor, found), getattr(found, "looked", None)
    running = found.audit.state in RUNNING
    return {
        "one": found,
        "looked": looked,
        "statements": pages.statements_shown(queries.statements_of(found)),
        "ruling": policies.may_look(request.actor, found, part),
        "may_correct": policies.may_correct(request.actor, looked, part) if looked and running else None,
        "on_word": looked is not None and looked.by_id != request.actor.user_id,
        "form": form,
    }


def require_reader(request: HouseRequest) -> None:
    """Do nothing for those who run audits or check.

    :raises NotAllowed: anybody else; what everybody may read is on the public page.
    """
    if not (request.actor.may(Permission.AUDIT) or request.actor.may(Permission.CHECK_CLOSURE)):
        raise NotAllowed(_("Sample audits at the desk are for those who run them and for checkers."))
