"""How the pages of registers answer: bad input 422 with what was typed, a refusal 409, else on to the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.kernel.ruling import Ruling
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import refused, render_page

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

DESK, PUBLIC = "ledger/register.html", "ledger/public_register.html"


def answer(
    request: HouseRequest,
    form: forms.Form,
    *,
    ruling: Ruling,
    page: Callable[[], dict[str, Any]],
    perform: Callable[[], str],
    done: Words,
) -> HttpResponse:
    """Show the page of a form that was not sent; else do what it asks and go where ``perform`` says."""
    if not form.is_bound:
        return render_page(request, DESK, page())
    ruling.require()
    if not form.is_valid():
        return render_page(request, DESK, page(), status=422)
    try:
        url = perform()
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refused(request, DESK, page(), refusal)
    messages.success(request, done)
    return HttpResponseRedirect(url)


def paper(kind: str) -> tuple[str, str]:
    """The way to the paper of a register."""
    return f"{reverse('publishing:papers')}?kind={kind}", _("As a paper (.docx, .xlsx, .pdf)")


def apart(name: str, form: forms.Form) -> forms.Form:
    """The form with ids of its own, for a page with several."""
    form.auto_id = f"{name}_%s"
    return form


def typed(request: HouseRequest) -> Any:
    """What was typed, or None before anything was."""
    return request.POST if request.method == "POST" else None


def files(request: HouseRequest) -> Any:
    """The files that came with it, or None."""
    return request.FILES if request.method == "POST" else None
