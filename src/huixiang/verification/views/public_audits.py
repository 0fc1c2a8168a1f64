"""Sample audits as everybody sees them: the list, one audit with all that is needed to draw it again, and its file."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from huixiang.kernel import clock
from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, queries
from huixiang.verification.audit_page import audit_page
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@require_safe
def public_list(request: HouseRequest) -> HttpResponse:
    page = paginate(queries.audits(), request.GET.get("at", ""), order=("-pk",))
    table = pages.audits_table(page.items, today=people.local_day(clock.now()), url_name="audits:public")
    return render_page(request, "audits/public_list.html", {"table": table, "page": page})


@require_safe
def public(request: HouseRequest, audit_id: int) -> HttpResponse:
    found = queries.audit_by_id(audit_id)
    context = audit_page(found, today=people.local_day(clock.now()), desk=False)
    return render_page(request, "audits/public.html", context)


@require_safe
def file(request: HouseRequest, audit_id: int) -> HttpResponse:
    found = queries.audit_by_id(audit_id)
    drawn = found.sampled.values_list("number", flat=True)
    held = pages.audit_file(found, drawn, queries.corrected_in(found), house=request.organisation.name)
    response = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="audit-{found.pk}.json"'
    return response
