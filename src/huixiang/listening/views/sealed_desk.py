"""The desk of those with keys: unlock, read, answer, write the masked summary, hand on, open who spoke."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.listening import pages, policies, queries, services, unlocking
from huixiang.listening.forms import AnswerForm, HandOnForm, PassphraseForm, SummaryForm, WantedForm
from huixiang.listening.queries import Ring
from huixiang.listening.serving import file_response
from huixiang.listening.states import KeyKind, Side
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

UNLOCKED_ONLY = "listening/protected_locked.html"
View = Callable[..., HttpResponse]


def with_ring(kind: KeyKind) -> Callable[[View], View]:
    """Let in whose key is unlocked; show others the way to unlock it, with what they had typed."""

    def gated(view: View) -> View:
        @never_cache
        @members_only
        @wraps(view)
        def entered(request: HouseRequest, **values: Any) -> HttpResponse:
            policies.may_hold_key(request.actor, kind).require()
            ring = unlocking.ring_in(request, kind, at=clock.now())
            if ring is not None:
                return view(request, ring=ring, **values)
            typed = "\n".join(request.POST.getlist("words") + request.POST.getlist("reason"))
            context = {"form": PassphraseForm(), "kind": kind.value, "typed": typed, "next": _here(request)}
            return render_page(request, UNLOCKED_ONLY, context, status=403 if request.method == "POST" else 200)

        return entered

    return gated


def _here(request: HouseRequest) -> str:
    return request.path if request.method == "GET" else reverse("listening:protected")


@never_cache
@members_only
@require_GET
def protected(request: HouseRequest) -> HttpResponse:
    policies.may_receive(request.actor).require()
    key = queries.key_in_use(request.actor.user_id, KeyKind.RECIPIENT)
    if key is None:
        return HttpResponseRedirect(reverse("listening:protected_key", args=[KeyKind.RECIPIENT.value]))
    page = paginate(queries.cases_for(key.pk), request.GET.get("at", ""), order=("-said_on", "-id"))
    at = clock.now()
    context = {
        "page": page, "table": pages.cases_table(page.items, today=people.local_day(at)), "form": PassphraseForm(),
        "open": unlocking.ring_in(request, KeyKind.RECIPIENT, at=at) is not None, "kind": KeyKind.RECIPIENT.value,
        "next": request.path,
    }  # fmt: skip
    return render_page(request, "listening/protected.html", context)


@with_ring(KeyKind.RECIPIENT)
@require_GET
def case(request: HouseRequest, case_id: UUID, *, ring: Ring) -> HttpResponse:
    return _case_page(request, case_id, ring)


def _case_page(
    request: HouseRequest, case_id: UUID, ring: Ring, *, status: int = 200, drafted: str = "", **more: Any
) -> HttpResponse:
    at = clock.now()
    opened = services.open_case(case_id=case_id, ring=ring, by=request.actor, at=at)
    others = [key for key in queries.keys_in_use(KeyKind.RECIPIENT) if key.pk != ring.key_id]
    waiting = queries.revelation_waiting(opened.case)
    accused = people.all_units().filter(pk=opened.body.accused_unit or 0).first()
    summarised = {"words": drafted, "accused_unit": opened.body.accused_unit}
    context = {
        "opened": opened, "name": pages.short_name(opened.case), "accused_unit": accused, "answer": AnswerForm(),
        "summary": SummaryForm(initial=summarised, auto_id="summary_%s"),
        "wanted": WantedForm(auto_id="wanted_%s"), "hand_on": HandOnForm(keys=others), "others": others,
        "waiting": pages.asked(waiting, request.actor, on=people.local_day(waiting.asked_at)) if waiting else None,
        "revealed": queries.is_revealed(opened.case, ring.key_id), "draft": None, **more,
    }  # fmt: skip
    return render_page(request, "listening/protected_case.html", context, status=status)


def _back(case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("listening:protected_case", args=[case_id]), status=303)


@with_ring(KeyKind.RECIPIENT)
@require_POST
def write(request: HouseRequest, case_id: UUID, *, ring: Ring) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _case_page(request, case_id, ring, status=422, answer=form)
    key = queries.case_key(queries.case_for(case_id, ring.key_id), ring)
    services.write_sealed_message(
        case_id=case_id, key=key, side=Side.OFFICE, words=form.cleaned_data["words"], by=request.actor, at=clock.now()
    )
    return _back(case_id)


@with_ring(KeyKind.RECIPIENT)
@require_POST
def summarise(request: HouseRequest, case_id: UUID, *, ring: Ring) -> HttpResponse:
    form = SummaryForm(request.POST, auto_id="summary_%s")
    if not form.is_valid():
        return _case_page(request, case_id, ring, status=422, summary=form)
    try:
        services.write_summary(case_id=case_id, ring=ring, by=request.actor, at=clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        return _case_page(request, case_id, ring, status=409, summary=form, refusal=refusal.sentence)
    return _back(case_id)


# Posted to, so that only a press of the button makes a draft; it stands in the answer alone, which nobody keeps.
@with_ring(KeyKind.RECIPIENT)
@require_POST
def draft(request: HouseRequest, case_id: UUID, *, ring: Ring) -> HttpResponse:
    made = services.propose_summary(case_id=case_id, ring=ring, by=request.actor)
    return _case_page(request, case_id, ring, drafted=made.words, draft=pages.draft_lines(made))


@with_ring(KeyKind.RECIPIENT)
@require_POST
def hand_on(request: HouseRequest, case_id: UUID, *, ring: Ring) -> HttpResponse:
    form = HandOnForm(request.POST, keys=queries.keys_in_use(KeyKind.RECIPIENT))
    if not form.is_valid():
        return _case_page(request, case_id, ring, status=422, hand_on=form)
    to = int(form.cleaned_data["to"])
    services.hand_on(case_id=case_id, to_key_id=to, ring=ring, by=request.actor, at=clock.now())
    return _back(case_id)


@with_ring(KeyKind.RECIPIENT)
@require_POST
def ask_to_reveal(request: HouseRequest, case_id: UUID, *, ring: Ring) -> HttpResponse:
    form = WantedForm(request.POST, auto_id="wanted_%s")
    if not form.is_valid():
        return _case_page(request, case_id, ring, status=422, wanted=form)
    services.ask_to_reveal(case_id=case_id, wanted=form.wanted(), ring=ring, by=request.actor, at=clock.now())
    return _back(case_id)


@with_ring(KeyKind.RECIPIENT)
@require_POST
def decide_reveal(request: HouseRequest, revelation_id: int, *, ring: Ring) -> HttpResponse:
    granted = request.POST.get("act") == "grant"
    decided = services.decide_reveal(
        revelation_id=revelation_id, granted=granted, ring=ring, by=request.actor, at=clock.now()
    )
    return _back(decided.case_id or UUID(int=0))


@with_ring(KeyKind.RECIPIENT)
@require_POST
def show_identity(request: HouseRequest, case_id: UUID, *, ring: Ring) -> HttpResponse:
    identity = services.revealed_identity(case_id=case_id, ring=ring, by=request.actor, at=clock.now())
    return _case_page(request, case_id, ring, identity=identity)


@with_ring(KeyKind.RECIPIENT)
@require_http_methods(["GET", "HEAD"])
def sealed_file(request: HouseRequest, case_id: UUID, sealed_file_id: UUID, *, ring: Ring) -> HttpResponse:
    found, content = services.open_file(case_id=case_id, file_id=sealed_file_id, ring=ring, by=request.actor)
    return file_response(found.name, found.media_type, content)
