"""How every act page answers: a form, or the reason why not; bad input 422, a refusal 409, then back to the problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.kernel.ruling import Ruling
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.responses import wants_part

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

FULL, PART = "ledger/act.html", "ledger/_act.html"
Draw = Callable[[dict[str, Any], int], HttpResponse]
"""Draws the page with more context and a status."""


@dataclass(frozen=True, slots=True)
class ActPage:
    """What an act page says: its title, what follows from it, its button, and the sentence afterwards."""

    title: Words
    button: Words
    done: Words
    follows: Words = ""


def answer(
    request: HouseRequest,
    problem: Problem,
    page: ActPage,
    *,
    ruling: Ruling,
    form: forms.Form,
    perform: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Show the form, or do the act with its clean facts and go back to the problem."""
    context = {"problem": problem, "page": page, "form": form, "allowed": ruling.allowed, "here": request.path}

    def draw(more: dict[str, Any], status: int) -> HttpResponse:
        return render(request, PART if wants_part(request) else FULL, {**context, **more}, status=status)

    def done(_gave: object) -> HttpResponse:
        messages.success(request, page.done)
        return back_to(request, problem)

    return respond(draw, ruling=ruling, form=form, perform=perform, done=done)


def respond(
    draw: Draw,
    *,
    ruling: Ruling,
    form: forms.Form,
    perform: Callable[[dict[str, Any]], object],
    done: Callable[[object], HttpResponse],
) -> HttpResponse:
    """Draw the form, why not (403), bad input (422) or a refusal (409); else act and go where ``done`` says."""
    if not ruling and not (form.is_bound and form.is_valid()):
        return draw({"refusal": ruling.reason}, 403)
    if not form.is_bound:
        return draw({}, 200)
    if not form.is_valid():
        return draw({}, 422)
    try:
        gave = perform(form.cleaned_data)  # also against the ruling: the service says who was first
    except Refusal as refusal:
        return draw({"refusal": refusal.sentence}, 403 if isinstance(refusal, NotAllowed) else 409)
    return done(gave)


def back_to(request: HouseRequest, problem: Problem) -> HttpResponse:
    """Go to the problem's page; htmx is told to load it as a whole."""
    url = reverse("ledger:problem", args=[problem.number])
    return HttpResponseClientRedirect(url) if wants_part(request) else HttpResponseRedirect(url)


def posted(request: HouseRequest) -> Any:
    """What was typed, or None before anything was."""
    return request.POST if request.method == "POST" else None


ASSIGN = ActPage(
    _("Hand it to a unit"),
    _("Hand over"),
    _("It lies with the unit now."),
    _("The unit, its leader and the deadline are shown to the public."),
)
EXTEND = ActPage(
    _("Extend the deadline"),
    _("Extend"),
    _("The deadline was extended."),
    _("Once, before it passes. The old day, the new day and the reason are shown to the public."),
)
PLAN = ActPage(_("Plan a measure"), _("Plan"), _("The measure is in the plan."))
CHANGE = ActPage(_("Move a measure"), _("Save"), _("The measure was moved."))
FINISH = ActPage(_("Measure carried out"), _("It was carried out"), _("The measure counts as carried out."))
DROP = ActPage(_("Give up a measure"), _("Give it up"), _("The measure was given up."))
PROGRESS = ActPage(_("Note what happened"), _("Note it"), _("It is noted."))
EVIDENCE = ActPage(
    _("Add evidence"),
    _("Add"),
    _("The evidence was added."),
    _("It is not public yet: the office looks at it first."),
)
CLAIM = ActPage(
    _("Apply for closing"),
    _("Say that it is put right"),
    _("The application stands. Everybody who raised it is asked now."),
    _("Everybody who raised it is asked at once. Three other people must still sign, check and approve."),
)
SIGN = ActPage(
    _("Sign as leader"), _("Sign"), _("You signed. A checker looks next."), _("You vouch that it was really done.")
)
TURN_BACK = ActPage(_("Turn the application back"), _("Turn back"), _("It is back at work."))
CHECK = ActPage(
    _("Check on the spot"),
    _("Save what I saw"),
    _("What you saw is on the record."),
    _("If it was not done, the problem goes back to work and those who raised it are asked anew later."),
)
COMMENT = ActPage(_("Comment"), _("Comment"), _("Your comment stands beside the problem."))
