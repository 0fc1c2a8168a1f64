"""Pages on which somebody speaks, or registers a voice for somebody; and the files of voices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.listening import pages, policies, queries, services
from huixiang.listening.codes import carried, drawn_code
from huixiang.listening.forms import RegisterForm, SayForm
from huixiang.listening.models import Attachment
from huixiang.listening.queueing import Held, held_back, would_be_held
from huixiang.listening.sent import sent_facts, sent_response
from huixiang.listening.serving import file_response
from huixiang.listening.throttle import submissions
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.proofs.receipts import ReceiptCode
from huixiang.web.responses import render_page


# No CSRF token: that would need a cookie, and there is no session whose powers a forger could borrow. The form carries
# the signature of the code we drew for it instead; what another site sends on somebody's behalf is shown, not taken.
#
# No "no-store": going back after sending must show the same form with the same code, or the voice would be filed twice.
@csrf_exempt
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HouseRequest) -> HttpResponse:
    if request.method != "POST":
        return _say_page(request, SayForm(), drawn_code())
    code = None if request.headers.get("Sec-Fetch-Site") == "cross-site" else carried(request.POST.get("code", ""))
    held = held_back(request, code.locator, by=submissions) if code else None
    if code and held:
        return _please_wait(request, code, held)
    form = SayForm(request.POST, request.FILES)
    if code is None:
        form.add_error(
            None,
            _("This form was not drawn by us just now. Your words are kept: write down the new code below, then send."),
        )
    if code is None or not form.is_valid():
        return _say_page(request, form, code or drawn_code(), status=422)
    return _accept(request, form, code)


def _accept(request: HouseRequest, form: SayForm, code: ReceiptCode) -> HttpResponse:
    # Whoever is signed in on this machine speaks as a person, not as an official: no member's name is on the record.
    by, zone = outsider(request.organisation.pk), request.organisation.zone
    try:
        accepted = services.accept_voice(code=code, by=by, at=clock.now(), zone=zone, **form.facts())
    except services.LocatorTaken as refusal:
        return _say_page(request, form, drawn_code(), status=409, refusal=refusal.sentence)
    return sent_response(request, sent_facts(request, form, accepted, code))


def _please_wait(request: HouseRequest, code: ReceiptCode, held: Held) -> HttpResponse:
    # Files are left out of the form: opening them is the costly part that waiting is to spare.
    page = _say_page(request, SayForm(request.POST).leave_out(request.FILES), code, status=429, held=held)
    page.headers["Retry-After"] = str(held.wait)
    return page


def _say_page(
    request: HouseRequest, form: SayForm, code: ReceiptCode, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form, "card": pages.code_card(code), "places": queries.places_like("", 50),
        "similar_url": _url_if_any("publishing:similar"), **more,
    }  # fmt: skip
    return render_page(request, "listening/say.html", context, status=status)


def _url_if_any(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


# They read only; they are posted to so that what somebody types, or a code, is in no address and so in no log.
@csrf_exempt
@never_cache
@require_POST
def places(request: HouseRequest) -> HttpResponse:
    found = queries.places_like(request.POST.get("place", ""), 20)
    return render(request, "listening/_places.html", {"places": found})


# A browser with files to send asks first whether it would be held back: a refused form comes back without its files.
@csrf_exempt
@never_cache
@require_POST
def turn(request: HouseRequest) -> HttpResponse:
    code = carried(request.POST.get("code", ""))
    held = would_be_held(request, code.locator, by=submissions) if code else None
    return JsonResponse({"puzzle": held.puzzle}) if held else HttpResponse(status=204)


@csrf_exempt
@never_cache
@require_POST
def sheet(request: HouseRequest) -> HttpResponse:
    code = carried(request.POST.get("code", ""))
    if code is None:
        return render_page(request, "listening/no_sheet.html", status=422)
    return render_page(request, "listening/sheet.html", {"card": pages.code_card(code)})


@cache_control(private=True, no_cache=True)
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HouseRequest) -> HttpResponse:
    policies.may_register(request.actor).require()
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    if request.method != "POST":
        return _register_page(request, RegisterForm(today=today), drawn_code())
    code = carried(request.POST.get("code", "")) or drawn_code()
    form = RegisterForm(request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _register_page(request, form, code, status=422)
    try:
        accepted = services.accept_voice(code=code, by=request.actor, at=clock.now(), **form.facts())
    except services.LocatorTaken as refusal:
        return _register_page(request, form, drawn_code(), status=409, refusal=refusal.sentence)
    return render_page(request, "listening/registered.html", {"sent": sent_facts(request, form, accepted, code)})


def _register_page(
    request: HouseRequest, form: RegisterForm, code: ReceiptCode, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "card": pages.code_card(code), "places": queries.places_like("", 50), **more}
    return render_page(request, "listening/register.html", context, status=status)


@require_GET
def file(request: HouseRequest, file_id: UUID) -> HttpResponse:
    if queries.file_key_fits(file_id, request.GET.get("key", "")):
        return served(queries.attachment(file_id))
    return _file_at_the_desk(request, file_id)


@members_only
def _file_at_the_desk(request: HouseRequest, file_id: UUID) -> HttpResponse:
    found = queries.attachment(file_id)
    policies.may_read_files(request.actor).require()
    return served(found)


def served(found: Attachment) -> HttpResponse:
    """Send the clean copy of a file."""
    return file_response(found.name, found.media_type, (settings.UPLOADS_DIR / found.clean_path).read_bytes())
