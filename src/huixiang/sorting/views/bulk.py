"""One act over many chosen voices: first what will happen, then, on a second press, the act."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.people.requests import HouseRequest
from huixiang.sorting import queries, services
from huixiang.sorting.forms import Chosen, WordsForm, known_versions, read_chosen, read_number, write_chosen
from huixiang.sorting.labels import problem_badge
from huixiang.sorting.models import Act, Problem
from huixiang.sorting.pages.bulk import preview
from huixiang.sorting.views.gate import back_to, readers_only
from huixiang.web.responses import render_page

LABELS = {
    "answer": (_("The same answer for all of them"), _("Each speaker reads it with their own receipt.")),
    "set_aside": (_("Why they are set aside, and where the speakers can turn"), _("Each speaker reads this reason.")),
}


@require_http_methods(["GET", "POST"])
@readers_only
def together(request: HouseRequest) -> HttpResponse:
    """Join, answer or set aside all the chosen voices."""
    sent = request.POST if request.method == "POST" else request.GET
    what, chosen = sent.get("what", ""), read_chosen(sent.getlist("chosen"))
    if what == "open" and request.method == "GET":
        return HttpResponseRedirect(f"{reverse('sorting:new_problem')}?{request.GET.urlencode()}")
    if what not in {"join", *LABELS}:
        raise NotFound
    form = _form(what, request)
    if request.method == "GET":
        return _page(request, what, chosen, form)
    if form is not None and not form.is_valid():
        return _page(request, what, chosen, form, status=422)
    try:
        act = _do(request, what, chosen, form.cleaned_data["words"] if form else "")
    except Refusal as refusal:
        return _page(request, what, chosen, form, refusal=refusal, status=409)
    return back_to(request, done=act.pk)


def _form(what: str, request: HouseRequest) -> WordsForm | None:
    if what not in LABELS:
        return None
    label, hint = LABELS[what]
    return WordsForm(request.POST if request.method == "POST" else None, label=label, hint=hint)


def _do(request: HouseRequest, what: str, chosen: Chosen, words: str) -> Act:
    given: dict[str, Any] = {"voice_ids": list(chosen), "versions": known_versions(chosen)}
    given |= {"by": request.actor, "at": clock.now()}
    if what == "join":
        problem = _problem(request.POST.get("problem", ""))
        return services.join_voices(problem_id=problem.pk if problem else 0, **given)
    if what == "answer":
        return services.answer_voices(words=words, **given)
    return services.set_aside_voices(reason=words, **given)


def _problem(text: str) -> Problem | None:
    number = read_number(text)
    return None if number is None else queries.problem_numbered(number)


def _page(
    request: HouseRequest, what: str, chosen: Chosen, form: WordsForm | None, *, refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    sent = request.POST if request.method == "POST" else request.GET
    find, problem = sent.get("find", ""), _problem(sent.get("problem", ""))
    found = queries.find_problems(find) if what == "join" and problem is None else []
    shown = preview(what, chosen, request.actor, at=clock.now(), problem=problem)
    context: dict[str, Any] = {
        "what": what, "preview": shown, "form": form, "find": find, "problem": problem, "chosen": write_chosen(chosen),
        "badge": problem_badge(problem.state) if problem else None, "back": sent.get("back", ""),
        "found": [(one, problem_badge(one.state)) for one in found], "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/together.html", context, status=status)
