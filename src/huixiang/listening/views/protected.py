"""The protected lane as speakers meet it: a page of its own that keeps nothing in the browser."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.kernel.errors import Refusal
from huixiang.listening import pages, queries, services
from huixiang.listening.codes import carried, drawn_code
from huixiang.listening.forms import ProtectedForm
from huixiang.listening.in_memory import InMemoryOnly
from huixiang.listening.queueing import Held, held_back
from huixiang.listening.states import KeyKind
from huixiang.listening.throttle import submissions
from huixiang.people.requests import HouseRequest
from huixiang.proofs.receipts import ReceiptCode
from huixiang.web.responses import render_page


# As on /say: no cookie, no CSRF token, and going back shows the same form with the same code.
@csrf_exempt
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def say_protected(request: HouseRequest) -> HttpResponse:
    request.upload_handlers = [InMemoryOnly(request)]
    keys = queries.keys_in_use(KeyKind.RECIPIENT)
    if not keys:
        return render_page(request, "listening/no_protected.html", {"upper": queries.upper_body()})
    if request.method != "POST":
        return _page(request, ProtectedForm(keys=keys), drawn_code())
    code = None if request.headers.get("Sec-Fetch-Site") == "cross-site" else carried(request.POST.get("code", ""))
    held = held_back(request, code.locator, by=submissions) if code else None
    if code and held:
        return _please_wait(request, ProtectedForm(request.POST, keys=keys).leave_out(request.FILES), code, held)
    form = ProtectedForm(request.POST, request.FILES, keys=keys)
    if code is None:
        form.add_error(None, _("This form was not drawn by us just now. Write down the new code below, then send."))
    if code is None or not form.is_valid():
        return _page(request, form, code or drawn_code(), status=422)
    return _accept(request, form, code)


def _accept(request: HouseRequest, form: ProtectedForm, code: ReceiptCode) -> HttpResponse:
    by = outsider(request.organisation.pk)
    try:
        accepted = services.accept_case(told=form.told(), code=code, by=by, at=clock.now())
    except Refusal as refusal:
        again = drawn_code() if isinstance(refusal, services.LocatorTaken) else code
        return _page(request, form, again, status=409, refusal=refusal.sentence)
    sent = pages.sealed_sent(accepted, code)
    return render_page(request, "listening/protected_sent.html", {"sent": sent})


def _please_wait(request: HouseRequest, form: ProtectedForm, code: ReceiptCode, held: Held) -> HttpResponse:
    # As on /say, the form comes without its files: opening them is the costly part that waiting is to spare.
    page = _page(request, form, code, status=429, held=held)
    page.headers["Retry-After"] = str(held.wait)
    return page


def _page(
    request: HouseRequest, form: ProtectedForm, code: ReceiptCode, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "card": pages.code_card(code), "upper": queries.upper_body(), **more}
    return render_page(request, "listening/say_protected.html", context, status=status)
