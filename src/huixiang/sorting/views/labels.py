"""One label: how it reads and once read, worded anew, closed, opened again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.models import Label
from huixiang.sorting.pages.taxonomies import voices_under, wordings
from huixiang.sorting.taxonomy_forms import CloseForm, WordingForm
from huixiang.sorting.views.gate import readers_only
from huixiang.web.responses import render_page

ACTS = frozenset({"reword", "close", "reopen"})


@require_http_methods(["GET", "POST"])
@readers_only
def label(request: HouseRequest, label_id: int) -> HttpResponse:
    """The page of a label; its forms name the act they send."""
    found = queries.label_of(label_id)
    forms = _forms(request, found)
    if request.method == "GET":
        return _page(request, found, forms)
    policies.may_edit_taxonomies(request.actor).require()
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise NotFound
    if act in forms and not forms[act].is_valid():
        return _page(request, found, forms, status=422)
    try:
        _do(request, found, act, forms)
    except Refusal as refusal:
        return _page(request, found, forms, refusal=refusal, status=409)
    return HttpResponseRedirect(reverse("taxonomies:label", args=[found.pk]))


def _do(request: HouseRequest, found: Label, act: str, forms: dict[str, Any]) -> None:
    given: dict[str, Any] = {"label_id": found.pk, "by": request.actor, "at": clock.now()}
    if act == "reword":
        services.reword_label(**forms["reword"].cleaned_data, **given)
    elif act == "close":
        services.close_label(replaced_by_id=forms["close"].cleaned_data["replaced_by"], **given)
    else:
        services.reopen_label(**given)


def _forms(request: HouseRequest, found: Label) -> dict[str, Any]:
    """The page's forms; the one that was sent holds what was typed."""
    sent = {request.POST.get("act", ""): request.POST} if request.method == "POST" else {}
    latest = queries.wordings_of(found).first()
    initial = {"name": found.name}
    if latest is not None:
        initial |= {"definition": latest.definition, "keywords": " ".join(map(str, latest.keywords))}
    others = [one for one in queries.labels_of(found.taxonomy) if not one.path.startswith(found.path)]
    return {
        "reword": WordingForm(sent.get("reword"), initial=initial),
        "close": CloseForm(sent.get("close"), labels=others),
    }


def _page(
    request: HouseRequest, found: Label, forms: dict[str, Any], *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "label": found, "forms": forms, "wordings": wordings(queries.wordings_of(found)),
        "voices": queries.voices_by_label(found.taxonomy).get(found.pk, 0), "voices_url": voices_under(found),
        "may_edit": policies.may_edit_taxonomies(request.actor), "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/label.html", context, status=status)
