"""The publication queue of the office: words, measures, evidence and replies that wait until somebody approves them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huixiang.kernel import clock
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.publishing import policies, queries, services
from huixiang.publishing.forms import PlainWordsForm, WordsForm
from huixiang.publishing.pages import queue as pages
from huixiang.publishing.states import Waiting
from huixiang.sorting.models import Problem
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@members_only
@require_safe
def queue(request: HouseRequest) -> HttpResponse:
    policies.may_publish(request.actor).require()
    asked = request.GET.get("kind", "")
    kind = Waiting(asked) if asked in set(Waiting) else Waiting.WORDS
    page = paginate(queries.waiting_problems(kind), request.GET.get("at", ""), order=("opened_on", "id"))
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    context = {
        "tabs": pages.tabs_of(kind, queries.waiting_counts()), "page": page,
        "lines": [pages.line_of(problem, today=today) for problem in page.items],
    }  # fmt: skip
    return render_page(request, "publishing/queue.html", context)


@members_only
@require_safe
def item(request: HouseRequest, number: int) -> HttpResponse:
    return _item(request, _problem(request, number))


@members_only
@require_http_methods(["POST"])
def words(request: HouseRequest, number: int) -> HttpResponse:
    problem = _problem(request, number)
    policies.may_publish_problem(request.actor, problem).require()
    typed = "\n".join((request.POST.get("title", ""), request.POST.get("words", "")))
    form = WordsForm(request.POST, **pages.offers_in(typed, also=request.POST.getlist("offered")))
    if not form.is_valid():
        return _item(request, problem, status=422, words_form=form)
    title, said = (
        queries.cover(form.cleaned_data[name], hide=form.hide, show=form.show(request.POST.getlist("offered")))
        for name in ("title", "words")
    )
    if "preview" in request.POST:
        return _item(request, problem, words_form=form, preview=(title, said))
    services.publish(problem_id=problem.pk, title=title[:80], words=said, by=request.actor, at=clock.now())
    messages.success(request, _("Everybody can read these words now."))
    return _back(problem)


@members_only
@require_POST
def reply(request: HouseRequest, number: int) -> HttpResponse:
    problem = _problem(request, number)
    form = PlainWordsForm(request.POST, prefix="reply")
    if not form.is_valid():
        return _item(request, problem, status=422, reply_form=form)
    said = form.cleaned_data["words"]
    services.reply_in_public(problem_id=problem.pk, words=said, by=request.actor, at=clock.now())
    messages.success(request, _("The reply is written. It waits for approval."))
    return _back(problem)


@members_only
@require_POST
def measure(request: HouseRequest, measure_id: int) -> HttpResponse:
    form = PlainWordsForm(request.POST, prefix=f"measure{measure_id}")
    said = form.cleaned_data["words"] if form.is_valid() else ""
    public = services.publish_measure(measure_id=measure_id, words=said, by=request.actor, at=clock.now())
    messages.success(request, _("Everybody can read this measure now."))
    return _back(public.measure.problem)


@members_only
@require_POST
def approve_reply(request: HouseRequest, reply_id: int) -> HttpResponse:
    by, at = request.actor, clock.now()
    if "withdraw" in request.POST:
        done = services.withdraw_reply(reply_id=reply_id, by=by, at=at)
        messages.success(request, _("The reply is not public any more."))
    else:
        form = PlainWordsForm(request.POST, prefix=f"reply{reply_id}")
        said = form.cleaned_data["words"] if form.is_valid() else ""
        done = services.approve_reply(reply_id=reply_id, by=by, at=at, words=said)
        messages.success(request, _("Everybody can read this reply now."))
    return _back(done.problem)


@members_only
@require_POST
def evidence(request: HouseRequest, evidence_id: UUID) -> HttpResponse:
    if "withdraw" in request.POST:
        done = services.withdraw_evidence(evidence_id=evidence_id, by=request.actor, at=clock.now())
        messages.success(request, _("The evidence is not public any more."))
    else:
        done = services.approve_evidence(evidence_id=evidence_id, by=request.actor, at=clock.now())
        messages.success(request, _("Everybody can see this evidence now."))
    return _back(done.problem)


def _problem(request: HouseRequest, number: int) -> Problem:
    problem = queries.problem_to_publish(number)
    if not policies.may_publish(request.actor):
        policies.may_reply(request.actor, problem).require()
    return problem


def _item(request: HouseRequest, problem: Problem, *, status: int = 200, **more: Any) -> HttpResponse:
    pending = queries.pending_of(problem)
    page = pages.item_page(request.actor, problem, pending)
    context = page | {
        **{kind: [(offer, _form_of(offer)) for offer in page[kind]] for kind in ("measures", "evidence", "replies")},
        "words_form": WordsForm(**pages.fresh_words(problem)), "reply_form": PlainWordsForm(prefix="reply"), **more,
    }  # fmt: skip
    return render_page(request, "publishing/queue_item.html", context, status=status)


def _form_of(offer: pages.Offer) -> PlainWordsForm | None:
    return PlainWordsForm(prefix=offer.prefix, initial={"words": offer.words}) if offer.prefix else None


def _back(problem: Problem) -> HttpResponse:
    return HttpResponseRedirect(reverse("publishing:queue_item", args=[problem.number]), status=303)
