"""Behind the link of a mail: a speaker answers whether it is solved, once. No sign-in, no cookie, no scripts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.kernel.errors import Refusal
from huixiang.listening.throttle import network_of
from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries
from huixiang.publishing.forms import VerdictForm
from huixiang.publishing.patience import tries
from huixiang.verification import queries as verification, services
from huixiang.verification.models import AnswerLink
from huixiang.verification.states import Satisfied
from huixiang.web.responses import render_page

PAGE, OVER = "publishing/answer.html", "publishing/answer_over.html"


# No CSRF token: it would need a cookie, and only whoever has the code can send this form at all.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HouseRequest, code: str) -> HttpResponse:
    network = network_of(request)
    wait = tries.wait_seconds(network)
    if wait:
        return _wait(request, wait)
    try:
        link = verification.link_behind(code, today=people.local_day(clock.now()))
        return _answer(request, code, link) if request.method == "POST" else _page(request, link, VerdictForm())
    except verification.LinkIsOver:
        tries.wrong(network)
        return _private(render_page(request, OVER, {}, status=404))


@never_cache
@require_GET
def kept(request: HouseRequest) -> HttpResponse:
    return render_page(request, "publishing/answer_kept.html", {})


def _answer(request: HouseRequest, code: str, link: AnswerLink) -> HttpResponse:
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, link, form, status=422)
    said = form.cleaned_data
    try:
        services.answer_by_link(
            code=code, contacted=said["contacted"] == "yes", solved=said["solved"] == "yes",
            satisfied=Satisfied(said["satisfied"]), words=said["words"], by=outsider(request.organisation.pk),
            at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, link, form, status=409, refusal=refusal.sentence)
    return _private(HttpResponseRedirect(reverse("publishing:answer_kept"), status=303))


def _page(
    request: HouseRequest, link: AnswerLink, form: VerdictForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The public title only: a mail may be read by others than whom it was sent to."""
    title = queries.public_title(link.asking.claim.problem_id)
    context = {"title": title, "said_on": link.asking.voice.said_on, "closes_on": link.asking.closes_on, "form": form}
    return _private(render_page(request, PAGE, {**context, **more}, status=status))


def _wait(request: HouseRequest, wait: int) -> HttpResponse:
    words = ngettext("Please try again in %(n)s second.", "Please try again in %(n)s seconds.", wait) % {"n": wait}
    page = render_page(request, OVER, {"refusal": words, "waits": _("One moment")}, status=429)
    page.headers["Retry-After"] = str(wait)
    return _private(page)


def _private(response: HttpResponse) -> HttpResponse:
    """Tell no site behind a link of ours the address, which holds the code."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
