"""What the engine suggests: the list by kind, one decision, another target, and all above a confidence together."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, NotFound, Refusal
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies
from huixiang.sorting.forms import read_number
from huixiang.sorting.models import Act, Suggestion
from huixiang.sorting.pages.inbox import done_of
from huixiang.sorting.pages.suggestions import above, kind_links, line_of, lines_of
from huixiang.sorting.queries.suggestions import counts_by_kind, suggestion_with_id, waiting_of_kind
from huixiang.sorting.services import deciding
from huixiang.sorting.states import SuggestionKind, SuggestionState
from huixiang.sorting.suggestion_forms import AboveForm, ChangeForm
from huixiang.sorting.suggestion_labels import KINDS as LABELS
from huixiang.sorting.views.gate import back_to, readers_only
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

KINDS = {kind.value: kind for kind in SuggestionKind}


@require_GET
@readers_only
def suggestions(request: HouseRequest) -> HttpResponse:
    """All that wait, by kind, the surest first."""
    counts = counts_by_kind()
    kind = KINDS.get(request.GET.get("kind", "")) or next(filter(counts.get, LABELS), SuggestionKind.LABEL)
    page = paginate(waiting_of_kind(kind), request.GET.get("at", ""), order=("-confidence", "id"))
    context: dict[str, Any] = {
        "kinds": kind_links(counts, kind), "kind": kind, "page": page, "lines": lines_of(page.items, request.actor),
        "above_form": AboveForm(initial={"kind": kind.value}), "may_sort": policies.may_sort(request.actor),
        "done": done_of(read_number(request.GET.get("done", "")), request.actor, at=clock.now()),
        "back": f"{request.path}?kind={kind.value}",
    }  # fmt: skip
    return render_page(request, "sorting/suggestions.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def suggestion(request: HouseRequest, suggestion_id: int) -> HttpResponse:
    """Decide about one; a GET is the page on which another target is chosen."""
    found = suggestion_with_id(suggestion_id)
    policies.may_sort(request.actor).require()
    doing = request.POST.get("decision", "")
    form = _form(found, request if doing == "change" else None)
    if request.method == "GET" or doing not in {"accept", "refuse", "change"}:
        return _page(request, found, form)
    if doing == "change" and (form is None or not form.is_valid()):
        return _page(request, found, form, status=422)
    try:
        act = _decide(request, found, doing, form)
    except NotAllowed as refusal:
        return _page(request, found, form, refusal=refusal, status=403)
    except Refusal as refusal:
        return _page(request, found, form, refusal=refusal, status=409)
    return back_to(request, done=act.pk, default=reverse("sorting:voice", args=[found.voice_id]), stay=True)


def _form(found: Suggestion, sent: HouseRequest | None) -> ChangeForm | None:
    if SuggestionKind(found.kind) not in deciding.CHANGEABLE:
        return None
    return ChangeForm(found, sent.POST if sent else None)


def _decide(request: HouseRequest, found: Suggestion, doing: str, form: ChangeForm | None) -> Act:
    version = read_number(request.POST.get("version", ""))
    given: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    given["versions"] = None if version is None else {found.voice_id: version}
    if doing == "change" and form is not None:
        return deciding.change(suggestion_id=found.pk, target=form.target, **given)
    if doing == "refuse":
        return deciding.refuse(suggestion_ids=[found.pk], **given)
    return deciding.accept(suggestion_ids=[found.pk], **given)


def _page(
    request: HouseRequest, found: Suggestion, form: ChangeForm | None, *, refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    sent = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {
        "line": line_of(found, request.actor), "form": form, "back": sent.get("back", ""),
        "words": found.voice.words, "waits": found.state == SuggestionState.OPEN,
        "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/suggestion.html", context, status=status)


@require_http_methods(["GET", "POST"])
@readers_only
def accept_above(request: HouseRequest) -> HttpResponse:
    """Accept all of a kind that are sure enough: first what would happen, then, on a second press, the act."""
    policies.may_sort(request.actor).require()
    sent = request.POST if request.method == "POST" else request.GET
    form = AboveForm(sent or {"kind": SuggestionKind.LABEL.value, "least": 90})
    if not form.is_valid():
        return render_page(request, "sorting/accept_above.html", {"form": form, "preview": None}, status=422)
    kind, least = SuggestionKind(form.cleaned_data["kind"]), form.cleaned_data["least"]
    refusal, status = "", 200
    if request.method == "POST":
        rows = waiting_of_kind(kind, least=least / 100, upto=form.cleaned_data["upto"])
        ids = list(rows.values_list("pk", flat=True)[: deciding.MOST])
        try:
            act = deciding.accept(suggestion_ids=ids, by=request.actor, at=clock.now())
        except Refusal as refused:
            refusal, status = str(refused.sentence), 409
        except NotFound:
            refusal, status = "", 200  # somebody decided about all of them meanwhile: the preview says there are none
        else:
            return back_to(request, done=act.pk, default=reverse("sorting:suggestions"))
    context = {"form": form, "preview": above(kind, least / 100, request.actor), "least": least, "refusal": refusal}
    return render_page(request, "sorting/accept_above.html", context, status=status)
