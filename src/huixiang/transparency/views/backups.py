"""The administrator's page about backups: when, proven or not. Archives are never given out over the web."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.transparency import pages, policies
from huixiang.web.responses import render_page


@members_only
@never_cache
@require_GET
def backups(request: HouseRequest) -> HttpResponse:
    policies.may_see_backups(request.actor).require()
    page = pages.backups_page(slug=request.organisation.slug, at=clock.now())
    return render_page(request, "transparency/backups.html", {"page": page})
