"""Opens who spoke confidentially: one asks with a legal ground, another decides, and the speaker is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.listening import pages, policies, queries, services
from huixiang.listening.forms import WantedForm
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import render_page


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HouseRequest, voice_id: UUID) -> HttpResponse:
    policies.may_reveal(request.actor, queries.voice_by_id(voice_id)).require()
    form = WantedForm(request.POST or None)
    if not form.is_valid():
        return _page(request, voice_id, form, status=422 if form.is_bound else 200)
    services.ask_to_reveal_voice(voice_id=voice_id, wanted=form.wanted(), by=request.actor, at=clock.now())
    return _back(voice_id)


def _page(request: HouseRequest, voice_id: UUID, form: WantedForm, *, status: int = 200, **more: Any) -> HttpResponse:
    rows = queries.revelations_of(voice_id)
    asked = [(row, pages.asked(row, request.actor, on=people.local_day(row.asked_at))) for row in rows]
    mine = any(row.granted and request.actor.user_id in {row.asked_by_id, row.decided_by_id} for row in rows)
    waits = any(row.granted is None for row in rows)
    context = {"form": form, "voice_id": voice_id, "asked": asked, "mine": mine, "waits": waits, **more}
    return render_page(request, "listening/reveal.html", context, status=status)


def _back(voice_id: UUID | None) -> HttpResponse:
    return HttpResponseRedirect(reverse("listening:reveal", args=[voice_id]), status=303)


@never_cache
@members_only
@require_POST
def decide(request: HouseRequest, revelation_id: int) -> HttpResponse:
    granted = request.POST.get("act") == "grant"
    decided = services.decide_reveal_voice(
        revelation_id=revelation_id, granted=granted, by=request.actor, at=clock.now()
    )
    return _back(decided.voice_id)


@never_cache
@members_only
@require_POST
def show(request: HouseRequest, voice_id: UUID) -> HttpResponse:
    contact = services.revealed_speaker(voice_id=voice_id, by=request.actor, at=clock.now())
    return _page(request, voice_id, WantedForm(), contact=contact)
