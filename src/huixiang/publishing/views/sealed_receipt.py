"""Behind the receipt of a sealed case: read, write, and see what became of the masked summary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.listening import queries as listening_queries, services as listening
from huixiang.listening.in_memory import InMemoryOnly
from huixiang.listening.models import SealedCase
from huixiang.listening.serving import file_response
from huixiang.listening.states import Side
from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries, visits
from huixiang.publishing.forms import CodeForm, VerdictForm, WriteForm
from huixiang.publishing.pages import kept as kept_pages, receipt as pages, sealed_receipt as sealed_pages
from huixiang.web.responses import render_page

Inside = Callable[..., HttpResponse]


def _inside(view: Inside) -> Inside:
    """Let only a visit to a sealed case in; after half an hour of rest ask for the code again.

    The check against forged forms reads the form, so where uploads go is said before it, and it runs inside.
    """

    @csrf_protect
    def guarded(request: HouseRequest, **values: Any) -> HttpResponse:
        at = clock.now()
        visit = visits.visit_in(request, at=at)
        case = listening_queries.case_here(visit.id) if visit and visit.key else None
        if visit is None or case is None:
            context = {"form": CodeForm(), "typed": "\n".join(request.POST.getlist("words"))}
            return render_page(request, "publishing/receipt_rested.html", context, status=403)
        response = view(request, case, visit.key, at, **values)
        return visits.keep(response, visit, at=at, secure=request.is_secure())

    @csrf_exempt
    @never_cache
    @wraps(view)
    def entered(request: HouseRequest, **values: Any) -> HttpResponse:
        request.upload_handlers = [InMemoryOnly(request)]
        return guarded(request, **values)

    return entered


@_inside
@require_GET
def receipt(request: HouseRequest, case: SealedCase, key: bytes, at: dt.datetime) -> HttpResponse:
    return _page(request, case, key, at)


def _page(
    request: HouseRequest, case: SealedCase, key: bytes, at: dt.datetime, *, status: int = 200, **more: Any
) -> HttpResponse:
    today, limit = clock.day_of(at, zone=request.organisation.zone), request.organisation.limit_working_days
    calendar = people.working_calendar()
    summary = (
        pages.receipt_page(queries.echo_of(case.voice), today=today, calendar=calendar, limit=limit)
        if case.voice
        else None
    )
    asked = (*summary.questions, *summary.told) if summary else ()
    questions = [(question, VerdictForm(prefix=f"q{question.claim_id}")) for question in asked]
    context = {"summary": summary, "questions": questions, "write": WriteForm(), **kept_pages.of_case(case), **more}
    if case.erased_on is not None:
        return render_page(request, "publishing/sealed_erased.html", context, status=status)
    context["page"] = sealed_pages.sealed_page(case, key)
    return render_page(request, "publishing/sealed_receipt.html", context, status=status)


@_inside
@require_POST
def write(request: HouseRequest, case: SealedCase, key: bytes, at: dt.datetime) -> HttpResponse:
    form = WriteForm(request.POST, request.FILES)
    if not form.is_valid() or case.erased_on is not None:
        return _page(request, case, key, at, status=422, write=form)
    listening.write_sealed_message(
        case_id=case.pk, key=key, side=Side.SPEAKER, words=form.cleaned_data["words"], files=form.cleaned_data["files"],
        by=outsider(request.organisation.pk), at=at,
    )  # fmt: skip
    return HttpResponseRedirect(reverse("publishing:sealed_receipt") + "#talk", status=303)


@_inside
@require_http_methods(["GET", "HEAD"])
def file(
    request: HouseRequest,  # noqa: ARG001 - Django's signature
    case: SealedCase,
    key: bytes,
    at: dt.datetime,  # noqa: ARG001 - as every page inside
    *,
    sealed_file_id: UUID,
) -> HttpResponse:
    found, content = listening_queries.sealed_file(case, sealed_file_id, key)
    return file_response(found.name, found.media_type, content)
