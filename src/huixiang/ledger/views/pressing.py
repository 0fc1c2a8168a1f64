"""How every act on a supervision order answers: a form, or the reason why not; afterwards back to the order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huixiang.kernel.ruling import Ruling
from huixiang.ledger import pages
from huixiang.ledger.models import SupervisionOrder
from huixiang.ledger.views.acting import ActPage, respond
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import render_page

SEND = ActPage(
    _("Send a supervision order"),
    _("Send"),
    _("The unit has it now. It signs for it with a name."),
    _("It gets the next number of the year. The unit, the office and every supervisor read it."),
)
SIGN = ActPage(_("Sign for the order"), _("Sign for it"), _("You signed for it. Answer by the day it names."))
ANSWER = ActPage(
    _("Answer the order"),
    _("Answer"),
    _("The answer waits for its review."),
    _("It cannot be edited afterwards. A supervisor says whether it is enough."),
)
REVIEW = ActPage(_("Review the answer"), _("Save the review"), _("The review is on the record."))
RAISE = ActPage(
    _("Raise it to the unit above"), _("Raise it"), _("The unit above has an order of its own now."),
    _("This order ends as raised; a new one goes to the unit above, one level higher."),
)  # fmt: skip
DROP = ActPage(_("Drop the order"), _("Drop it"), _("It is dropped and stays on record."))


def answer(
    request: HouseRequest,
    page: ActPage,
    *,
    ruling: Ruling,
    form: forms.Form,
    perform: Callable[[dict[str, Any]], SupervisionOrder | object],
    order: SupervisionOrder | None = None,
) -> HttpResponse:
    """Show the form, or do the act with its clean facts and go to the order it gave or was about."""
    context: dict[str, Any] = {"page": page, "form": form, "allowed": ruling.allowed, "here": request.get_full_path()}
    context |= {"order": order, "name": pages.order_name(order) if order else ""}

    def draw(more: dict[str, Any], status: int) -> HttpResponse:
        return render_page(request, "ledger/supervision_act.html", {**context, **more}, status=status)

    def done(gave: object) -> HttpResponse:
        messages.success(request, page.done)
        where = gave if isinstance(gave, SupervisionOrder) else order
        return HttpResponseRedirect(reverse("supervision:order", args=[where.pk if where else 0]))

    return respond(draw, ruling=ruling, form=form, perform=perform, done=done)
