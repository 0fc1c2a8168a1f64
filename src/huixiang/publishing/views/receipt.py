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
from huixiang.publishing import queries, visits
from huixiang.publishing.forms import CodeForm, VerdictForm, WriteForm
from huixiang.publishing.pages import receipt as pages
from huixiang.publishing.patience import tries
from huixiang.verification import services as verification
from huixiang.verification.states import Satisfied
from huixiang.web.responses import render_page

CLAIM_DIGITS = 15
Inside = Callable[[HouseRequest, Voice, dt.datetime], HttpResponse]


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
    voice = queries.voice_with_id(visit[0]) if visit else None
    if visit is None or voice is None:
        return render_page(request, "publishing/receipt_enter.html", {"form": CodeForm()})
    return _kept(request, _page(request, voice, at), voice, began=visit[1], at=at)


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
        voice = listening_queries.voice_behind(form.cleaned_data["code"])
    except listening_queries.WrongCode:
        tries.wrong(network_of(request))
        form.add_error(
            "code", _("There is no such receipt here. Compare the digits, and whether it was given out by us.")
        )
        return _enter_page(request, form, 422)
    response = HttpResponseRedirect(reverse("publishing:receipt"), status=303)
    return _kept(request, response, voice, began=at, at=at)


def _enter_page(request: HouseRequest, form: CodeForm, status: int, **more: Any) -> HttpResponse:
    return render_page(request, "publishing/receipt_enter.html", {"form": form, **more}, status=status)


def _kept(
    request: HouseRequest, response: HttpResponse, voice: Voice, *, began: dt.datetime, at: dt.datetime
) -> HttpResponse:
    return visits.keep(response, voice.pk, began=began, at=at, secure=request.is_secure())


def _page(request: HouseRequest, voice: Voice, at: dt.datetime, *, status: int = 200, **more: Any) -> HttpResponse:
    today = clock.day_of(at, zone=request.organisation.zone)
    limit = request.organisation.limit_working_days
    page = pages.receipt_page(queries.echo_of(voice), today=today, calendar=people.working_calendar(), limit=limit)
    questions = [(question, VerdictForm(prefix=f"q{question.claim_id}")) for question in (*page.questions, *page.told)]
    forms = {"write": WriteForm(), "questions": questions}
    return render_page(request, "publishing/receipt.html", {"page": page, **forms, **more}, status=status)


def _inside(view: Inside) -> Callable[[HouseRequest], HttpResponse]:
    """Let only a visit in; after half an hour of rest say so and ask for the code again. What was typed is kept."""

    @never_cache
    @require_POST
    @wraps(view)
    def entered(request: HouseRequest) -> HttpResponse:
        at = clock.now()
        visit = visits.visit_in(request, at=at)
        voice = queries.voice_with_id(visit[0]) if visit else None
        if visit is None or voice is None:
            typed = "\n".join(request.POST.getlist("words") + _prefixed_words(request))
            return render_page(
                request, "publishing/receipt_rested.html", {"form": CodeForm(), "typed": typed}, status=403
            )
        return _kept(request, view(request, voice, at), voice, began=visit[1], at=at)

    return entered


def _prefixed_words(request: HouseRequest) -> list[str]:
    return [value for name, value in request.POST.items() if name.endswith("-words") and isinstance(value, str)]


@_inside
def write(request: HouseRequest, voice: Voice, at: dt.datetime) -> HttpResponse:
    form = WriteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, voice, at, status=422, write=form)
    listening.write_message(
        voice_id=voice.pk, side=Side.SPEAKER, kind=MessageKind.MESSAGE, words=form.cleaned_data["words"],
        files=form.cleaned_data["files"], by=outsider(request.organisation.pk), at=at,
    )  # fmt: skip
    return HttpResponseRedirect(reverse("publishing:receipt") + "#talk", status=303)


@_inside
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
            satisfied=Satisfied(said["satisfied"]), words=said["words"], by=outsider(request.organisation.pk), at=at,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, voice, at, status=409, refusal=refusal.sentence, wrong_claim=claim_id, wrong_form=form)
    return HttpResponseRedirect(reverse("publishing:receipt") + "#questions", status=303)


@never_cache
@require_POST
def leave(request: HouseRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return visits.end(HttpResponseRedirect(reverse("publishing:board"), status=303))
