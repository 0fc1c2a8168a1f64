"""The start page, the table of permissions, and one's own sign-ins."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from huixiang.kernel import clock
from huixiang.people import pages, queries, services
from huixiang.people.browsers import browser_words
from huixiang.people.desk import parts_for
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.people.waiting import waiting_for
from huixiang.web.responses import render_page


@members_only
@require_GET
def home(request: HouseRequest) -> HttpResponse:
    parts = [part for part in parts_for(request.actor) if part.about]
    return render_page(request, "people/home.html", {"parts": parts, "waiting": waiting_for(request.actor)})


@members_only
@require_GET
def permissions(request: HouseRequest) -> HttpResponse:
    rows = pages.permission_rows(queries.grants_now())
    return render_page(request, "people/permissions.html", {"rows": rows, "lines": pages.permission_lines(rows)})


@members_only
@require_GET
def sessions(request: HouseRequest) -> HttpResponse:
    sessions = [(session, browser_words(session.user_agent)) for session in queries.sessions_of(request.actor)]
    return render_page(request, "people/sessions.html", {"sessions": sessions})


# Whoever finds a desk left open cannot throw its owner out elsewhere: the password first, then it is done by itself.
@members_only
@require_POST
@reauthentication_required()  # type: ignore[untyped-decorator]  # the library has no types
def session_end(request: HouseRequest, session_id: int) -> HttpResponse:
    services.end_session(session_id=session_id, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("people:sessions"))


@require_GET
def forgotten(request: HouseRequest) -> HttpResponse:
    return render_page(request, "people/forgotten.html")
