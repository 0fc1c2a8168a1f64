"""Behind the receipt: enter the code, read what became of it, write, answer, leave. Works without JavaScript."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.kernel.errors import Refusal
from huixiang.listening import queries as listening_queries, services as listening
from huixiang.listening.models import Voice
from huixiang.listening.states import MessageKind, Side
from huixiang.listening.throttle import network_of
from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.proofs.receipts import ReceiptCode
from huixiang.publishing import queries, visits
from huixiang.publishing.forms import CodeForm, VerdictForm, WriteForm
from huixiang.publishing.pages import kept as kept_pages, receipt as pages
from huixiang.publishing.pages.sealed_receipt import revealed_to
from huixiang.publishing.patience import tries
from huixiang.publishing.visits import Visit
from huixiang.verification import services as verification
from huixiang.verification.states import Satisfied
from huixiang.web.responses import render_page
from huixiang.web.security import FORGET

CLAIM_DIGITS = 15
Inside = Callable[[HouseRequest, Voice, dt.datetime], HttpResponse]
Find = Callable[[Visit], Voice | None]


# No CSRF token on the page that asks for the code: it would need a cookie, and none is set before a code was entered.
# A code sent from another site is not taken, so nobody is led into somebody else's receipt unawares.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HouseRequest) -> HttpResponse:
    at = clock.now()
    if request.method == "POST":
        return _open(request, at)
    visit = visits.visit_in(request, at=at)
    if visit is not None and visit.key:
        return HttpResponseRedirect(reverse("publishing:sealed_receipt"))
    voice = queries.voice_with_id(visit.id) if visit else None
    if visit is None or voice is None:
        return render_page(request, "publishing/receipt_enter.html", {"form": CodeForm()})
    return _kept(request, _page(request, voice, at), visit, at=at)


def _open(request: HouseRequest, at: dt.datetime) -> HttpResponse:
    form = CodeForm(request.POST)
    wait = tries.wait_seconds(network_of(request))
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        form.add_error(None, _("This came from another site. Please press the button here."))
    elif form.is_valid() and wait:
        words = ngettext("Please try again in %(n)s second.", "Please try again in %(n)s seconds.", wait) % {"n": wait}
        page = _enter_page(request, form, 429, refusal=words)
        page.headers["Retry-After"] = str(wait)
        return page
    if not form.is_valid():
        return _enter_page(request, form, 422)
    try:
        visit = _behind(form.cleaned_data["code"], at)
    except listening_queries.WrongCode:
        tries.wrong(network_of(request))
        form.add_error(
            "code", _("There is no such receipt here. Compare the digits, and whether it was given out by us.")
        )
        return _enter_page(request, form, 422)
    found = "publishing:sealed_receipt" if visit.key else "publishing:receipt"
    return _kept(request, HttpResponseRedirect(reverse(found), status=303), visit, at=at)


def _behind(code: ReceiptCode, at: dt.datetime) -> Visit:
    """What the code opens: a sealed case with its key, or a voice. One slow hash in every case."""
    sealed = listening_queries.case_behind(code)
    if sealed is not None:
        return Visit(sealed[0].pk, at, sealed[1])
    return Visit(listening_queries.voice_behind(code).pk, at)


def _enter_page(request: HouseRequest, form: CodeForm, status: int, **more: Any) -> HttpResponse:
    return render_page(request, "publishing/receipt_enter.html", {"form": form, **more}, status=status)


def _kept(request: HouseRequest, response: HttpResponse, visit: Visit, *, at: dt.datetime) -> HttpResponse:
    return visits.keep(response, visit, at=at, secure=request.is_secure())


def _page(request: HouseRequest, voice: Voice, at: dt.datetime, *, status: int = 200, **more: Any) -> HttpResponse:
    today = clock.day_of(at, zone=request.organisation.zone)
    limit = request.organisation.limit_working_days
    page = pages.receipt_page(queries.echo_of(voice), today=today, calendar=people.working_calendar(), limit=limit)
    questions = [(question, VerdictForm(prefix=f"q{question.claim_id}")) for question in (*page.questions, *page.told)]
    forms = {"write": WriteForm(), "questions": questions, "sealed": getattr(request, "sealed_visit", False)}
    forms |= {"revealed": revealed_to(voice_id=voice.pk), **kept_pages.of_voice(voice)}
    return render_page(request, "publishing/receipt.html", {"page": page, **forms, **more}, status=status)


def _inside(find: Find) -> Callable[[Inside], Callable[[HouseRequest], HttpResponse]]:
    """Let only a visit in; after half an hour of rest say so and ask for the code again. What was typed is kept."""

    def gated(view: Inside) -> Callable[[HouseRequest], HttpResponse]:
        @never_cache
        @require_POST
        @wraps(view)
        def entered(request: HouseRequest) -> HttpResponse:
            at = clock.now()
            visit = visits.visit_in(request, at=at)
            voice = find(visit) if visit else None
            if visit is None or voice is None:
                typed = "\n".join(request.POST.getlist("words") + _prefixed_words(request))
                context = {"form": CodeForm(), "typed": typed}
                return render_page(request, "publishing/receipt_rested.html", context, status=403)
            request.sealed_visit = bool(visit.key)  # type: ignore[attr-defined]
            return _kept(request, view(request, voice, at), visit, at=at)

        return entered

    return gated


def _own_voice(visit: Visit) -> Voice | None:
    """The voice of a visit; none for a sealed case, whose talk is sealed and has a page of its own."""
    return None if visit.key else queries.voice_with_id(visit.id)


def _voice_of(visit: Visit) -> Voice | None:
    """The voice of a visit, or the masked summary of a sealed case: its speaker is asked about that one."""
    case = listening_queries.case_here(visit.id) if visit.key else None
    return case.voice if case else queries.voice_with_id(visit.id)


def _prefixed_words(request: HouseRequest) -> list[str]:
    return [value for name, value in request.POST.items() if name.endswith("-words") and isinstance(value, str)]


@_inside(_own_voice)
def write(request: HouseRequest, voice: Voice, at: dt.datetime) -> HttpResponse:
    form = WriteForm(request.POST, request.FILES)
    if not form.is_valid() or voice.erased_on is not None:
        return _page(request, voice, at, status=422, write=form)
    listening.write_message(
        voice_id=voice.pk, side=Side.SPEAKER, kind=MessageKind.MESSAGE, words=form.cleaned_data["words"],
        files=form.cleaned_data["files"], by=outsider(request.organisation.pk), at=at,
    )  # fmt: skip
    return HttpResponseRedirect(reverse("publishing:receipt") + "#talk", status=303)


@_inside(_voice_of)
def verdict(request: HouseRequest, voice: Voice, at: dt.datetime) -> HttpResponse:
    claim = request.POST.get("claim", "")
    claim_id = int(claim) if claim.isascii() and claim.isdigit() and len(claim) <= CLAIM_DIGITS else 0
    form = VerdictForm(request.POST, prefix=f"q{claim_id}")
    if not form.is_valid():
        return _page(request, voice, at, status=422, wrong_claim=claim_id, wrong_form=form)
    said = form.cleaned_data
    try:
        verification.give_verdict(
            voice_id=voice.pk, claim_id=claim_id, contacted=said["contacted"] == "yes", solved=said["solved"] == "yes",
            satisfied=Satisfied(said["satisfied"]), words=_kept_words(voice, said),
            by=outsider(request.organisation.pk), at=at,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, voice, at, status=409, refusal=refusal.sentence, wrong_claim=claim_id, wrong_form=form)
    return HttpResponseRedirect(reverse("publishing:receipt") + "#questions", status=303)


def _kept_words(voice: Voice, said: dict[str, str]) -> str:
    """Whoever had their words erased can still answer; new words would have to be erased again, so none are kept."""
    return "" if voice.erased_on else said["words"]


@never_cache
@require_POST
def leave(request: HouseRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    response = HttpResponseRedirect(reverse("publishing:board"), status=303)
    response.headers["Clear-Site-Data"] = FORGET
    return visits.end(response)
