"""Hot issues: what many say at one place, everything behind it, and the act that makes a problem of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.listening.queries import places_like
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.forms import Chosen, known_versions, read_chosen, read_number
from huixiang.sorting.hot_forms import HotForm, MatterProblemForm
from huixiang.sorting.labels import problem_badge
from huixiang.sorting.models import Act, Matter
from huixiang.sorting.pages.bulk import preview
from huixiang.sorting.pages.hot import first_words, hot_page, hot_rows, hot_voices
from huixiang.sorting.pages.inbox import done_of
from huixiang.sorting.views.gate import readers_only
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

OFFERED = 50  # places beside the filter
LISTED = 200
"""Voices of a matter that are ticked one by one; further ones go together."""


@require_GET
@readers_only
def hot(request: HouseRequest) -> HttpResponse:
    """The matters, hottest first."""
    form = HotForm(request.GET)
    wanted = form.filter()
    page = paginate(queries.hot_issues(wanted), request.GET.get("at", ""), order=queries.HOTTEST)
    filtered = bool(wanted.place or wanted.since or wanted.until or wanted.without_problem)
    context = {"form": form, "page": page, "rows": hot_rows(page.items), "filtered": filtered,
               "places": places_like("", OFFERED)}  # fmt: skip
    return render_page(request, "sorting/hot.html", context, status=422 if form.errors else 200)


@require_GET
@readers_only
def hot_issue(request: HouseRequest, matter_id: int) -> HttpResponse:
    """One matter and every voice behind it, the representative one first."""
    matter = queries.matter_of(matter_id)
    members = queries.members_of(matter)
    page = paginate(members.exclude(voice=matter.representative_id), request.GET.get("at", ""), order=("id",))
    first = members.filter(voice=matter.representative_id) if not request.GET.get("at") else ()
    context: dict[str, Any] = {
        "hot": hot_page(matter, request.actor), "page": page, "voices": hot_voices([*first, *page.items]),
        "done": done_of(read_number(request.GET.get("done", "")), request.actor, at=clock.now()), "back": request.path,
    }  # fmt: skip
    return render_page(request, "sorting/hot_issue.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def heed(request: HouseRequest, matter_id: int) -> HttpResponse:
    """Make a problem of a matter, or join it to one: which voices, and what the problem says."""
    policies.may_sort(request.actor).require()
    matter = queries.matter_of(matter_id)
    every = [member.voice_id for member in queries.members_of(matter)]
    if request.method == "GET":
        return _page(request, matter, dict.fromkeys(every[:LISTED]), _form(request, matter, every))
    chosen, form = read_chosen(request.POST.getlist("chosen")), _form(request, matter, every)
    joining = "problem" in request.POST
    if not joining and not form.is_valid():
        return _page(request, matter, chosen, form, status=422)
    if request.POST.get("rest"):
        chosen |= dict.fromkeys(every[LISTED:])
    try:
        act = _join(request, matter, chosen) if joining else _make(request, matter, chosen, form)
    except Refusal as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else 409
        return _page(request, matter, chosen, form, refusal=refusal, status=status)
    return HttpResponseRedirect(f"{reverse('sorting:group', args=[act.facts['number']])}?done={act.pk}")


def _form(request: HouseRequest, matter: Matter, every: list[Any]) -> MatterProblemForm:
    further = max(len(every) - LISTED, 0)
    if request.method == "POST" and "problem" not in request.POST:
        return MatterProblemForm(request.POST, further=further)
    return MatterProblemForm(initial=first_words(matter, every), further=further)


def _make(request: HouseRequest, matter: Matter, chosen: Chosen, form: MatterProblemForm) -> Act:
    return services.make_problem_of_matter(
        matter_id=matter.pk, title=form.cleaned_data["title"], statement=form.cleaned_data["statement"],
        place=form.cleaned_data["place"], voice_ids=list(chosen), versions=known_versions(chosen),
        by=request.actor, at=clock.now(),
    )  # fmt: skip


def _join(request: HouseRequest, matter: Matter, chosen: Chosen) -> Act:
    problem = queries.problem_numbered(read_number(request.POST.get("problem", "")) or 0)
    return services.join_matter(
        matter_id=matter.pk, problem_id=problem.pk, voice_ids=list(chosen), versions=known_versions(chosen),
        by=request.actor, at=clock.now(),
    )  # fmt: skip


def _page(
    request: HouseRequest, matter: Matter, chosen: Chosen, form: MatterProblemForm, *,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    listed = {member.voice_id for member in queries.members_of(matter)[:LISTED]}
    shown = preview("open", dict.fromkeys(listed) | chosen, request.actor, at=clock.now())
    find = request.GET.get("find", "")
    context: dict[str, Any] = {
        "hot": hot_page(matter, request.actor), "form": form, "preview": shown, "find": find,
        "lines": [(line, line.item.pk in chosen) for line in shown.reached if line.item.pk in listed],
        "found": [(one, problem_badge(one.state)) for one in queries.find_problems(find)] if find else [],
        "further": max(matter.voices_count - LISTED, 0), "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/heed.html", context, status=status)
