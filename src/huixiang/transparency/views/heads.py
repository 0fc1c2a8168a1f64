"""The head of each day by mail: asking for it, confirming the address, ending it. No sign-in, no cookie."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.listening.throttle import Throttle, network_of
from huixiang.people.requests import HouseRequest
from huixiang.transparency import queries, services
from huixiang.transparency.forms import HeadMailForm
from huixiang.web.responses import render_page

ASK, READER = "transparency/head_mail_ask.html", "transparency/head_mail.html"
# No puzzle here: whoever works would still have us write to other people's addresses.
asked: Final = Throttle("heads by mail", 5)


# No CSRF token: it would need a cookie, and a forger gains nothing: only the address' owner can confirm.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HouseRequest) -> HttpResponse:
    if request.method != "POST":
        return render_page(request, ASK, {"form": HeadMailForm()})
    form = HeadMailForm(request.POST)
    if not form.is_valid():
        return render_page(request, ASK, {"form": form}, status=422)
    wait = asked.wait_seconds(network_of(request))
    if wait:
        words = _("Many have asked from your network just now. Please try again in %(seconds)s seconds.")
        page = _again(request, form, words % {"seconds": wait}, status=429)
        page.headers["Retry-After"] = str(wait)
        return page
    try:
        services.ask_for_heads(address=form.cleaned_data["address"], at=clock.now())
    except Refusal as refusal:
        return _again(request, form, refusal.sentence, status=409)
    except OSError:
        return _again(request, form, _("The mail could not be sent. Please try again later."), status=503)
    return HttpResponseRedirect(reverse("transparency:head_mail_asked"), status=303)


@never_cache
@require_GET
def asked_page(request: HouseRequest) -> HttpResponse:
    return render_page(request, READER, {"state": "asked"})


# No CSRF token: only whoever has the mail with this link can send the form at all. A look alone changes nothing,
# because mail programs open links of their own accord.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reader(request: HouseRequest, reader_id: UUID) -> HttpResponse:
    found = queries.head_reader(reader_id)
    if request.method == "POST" and request.POST.get("act") == "confirm":
        services.confirm_heads(reader=found, at=clock.now())
        return HttpResponseRedirect(request.path, status=303)
    if request.method == "POST":
        services.end_heads(reader=found)
        return _private(render_page(request, READER, {"state": "ended"}))
    return _private(render_page(request, READER, {"state": "confirmed" if found.confirmed_on else "waits"}))


def _again(request: HouseRequest, form: HeadMailForm, sentence: Any, *, status: int) -> HttpResponse:
    return render_page(request, ASK, {"form": form, "refusal": sentence}, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """Tell no site behind a link of ours the address, which holds the reader's number."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
