"""One problem and the voices that feed it: move, split, take out, merge, each with a preview."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, NotFound, Refusal
from huixiang.listening.models import Voice
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.forms import Chosen, ProblemForm, known_versions, read_chosen, read_number, write_chosen
from huixiang.sorting.labels import problem_badge
from huixiang.sorting.models import Problem
from huixiang.sorting.pages.group import group_rows, regrouping
from huixiang.sorting.pages.inbox import done_of
from huixiang.sorting.pages.life import life_of
from huixiang.sorting.views.gate import back_to, readers_only
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

WAYS = frozenset({"leave", "move", "split", "merge"})


@require_GET
@readers_only
def group(request: HouseRequest, number: int) -> HttpResponse:
    """The voices of one problem, a page of them, and its whole history."""
    problem = queries.problem_numbered(number)
    page = paginate(queries.parts_of(problem), request.GET.get("at", ""), order=("id",))
    context: dict[str, Any] = {
        "problem": problem, "badge": problem_badge(problem.state), "page": page,
        "rows": group_rows(page.items, _base(request, problem)), "matters": queries.matters_of_problem(problem.pk),
        "life": life_of(queries.history_of_problem(problem), request.actor),
        "may_give": policies.may_give_voices(request.actor, problem),
        "may_merge": policies.may_merge(request.actor, problem),
        "done": done_of(read_number(request.GET.get("done", "")), request.actor, at=clock.now()), "back": request.path,
    }  # fmt: skip
    return render_page(request, "sorting/group.html", context)


def _base(request: HouseRequest, problem: Problem) -> Voice | None:
    """The voice to compare with: the one the address names, if it feeds the problem."""
    named = next(iter(read_chosen([request.GET.get("against", "")])), None)
    return (queries.voice_of(problem, named) if named else None) or queries.base_of(problem)


@require_http_methods(["GET", "POST"])
@readers_only
def regroup(request: HouseRequest, number: int) -> HttpResponse:
    """What would change, and on a second press the change."""
    problem = queries.problem_numbered(number)
    sent = request.POST if request.method == "POST" else request.GET
    what, chosen = sent.get("what", ""), read_chosen(sent.getlist("chosen"))
    if what not in WAYS:
        raise NotFound
    form = ProblemForm(request.POST if request.method == "POST" else None) if what == "split" else None
    if request.method == "GET":
        return _page(request, problem, what, chosen, form)
    if form is not None and not form.is_valid():
        return _page(request, problem, what, chosen, form, status=422)
    try:
        act_id = _do(request, problem, what, chosen, form)
    except NotAllowed as refusal:
        return _page(request, problem, what, chosen, form, refusal=refusal, status=403)
    except Refusal as refusal:
        return _page(request, problem, what, chosen, form, refusal=refusal, status=409)
    return back_to(request, done=act_id, default=reverse("sorting:group", args=[number]))


def _do(request: HouseRequest, problem: Problem, what: str, chosen: Chosen, form: ProblemForm | None) -> int | None:
    by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    given = {**by, "problem_id": problem.pk, "voice_ids": list(chosen), "versions": known_versions(chosen)}
    if what == "leave":
        return services.leave(**given).pk
    if what == "split" and form is not None:
        services.split_voices(**form.cleaned_data, **given)
        return queries.items_chosen(list(chosen)[:1])[0].last_act_id
    into = _into(request.POST.get("problem", ""))
    if into is None:
        raise NotFound
    if what == "move":
        return services.move_voices(into_id=into.pk, **given).pk
    return services.merge_problems(problem_id=problem.pk, into_id=into.pk, **by).pk


def _into(text: str) -> Problem | None:
    number = read_number(text)
    return None if number is None else queries.problem_numbered(number)


def _page(  # noqa: PLR0913 - the page of four ways
    request: HouseRequest, problem: Problem, what: str, chosen: Chosen, form: ProblemForm | None, *,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    sent = request.POST if request.method == "POST" else request.GET
    into, find = _into(sent.get("problem", "")), sent.get("find", "")
    found = queries.find_problems(find) if what in {"move", "merge"} and into is None else []
    context: dict[str, Any] = {
        "problem": problem, "what": what, "form": form, "find": find, "into": into, "chosen": write_chosen(chosen),
        "preview": regrouping(problem, what, chosen, into=into),
        "may": policies.may_regroup(request.actor, what, problem, into),
        "badge": problem_badge(into.state) if into else None,
        "found": [(one, problem_badge(one.state)) for one in found if one.pk != problem.pk],
        "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/regroup.html", context, status=status)
