"""Taxonomies: which there are, the labels of one, and how one begins or takes in a tree."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.models import Taxonomy
from huixiang.sorting.pages.taxonomies import label_tree, startable, taxonomy_table
from huixiang.sorting.services import Path
from huixiang.sorting.states import TaxonomyKind
from huixiang.sorting.taxonomy_forms import LabelForm, TaxonomyForm, UseForm
from huixiang.sorting.views.gate import readers_only
from huixiang.sorting.views.uploads import take_tree
from huixiang.web.responses import render_page


@require_GET
@readers_only
def taxonomies(request: HouseRequest) -> HttpResponse:
    """Every taxonomy, and those that can be begun."""
    rows = list(queries.taxonomies())
    context = {
        "table": taxonomy_table(rows), "startable": startable(rows),
        "may_edit": policies.may_edit_taxonomies(request.actor),
    }  # fmt: skip
    return render_page(request, "sorting/taxonomies.html", context)


@require_POST
@readers_only
def start(request: HouseRequest) -> HttpResponse:
    """Begin one that comes with the software."""
    taxonomy = services.start_shipped(name=request.POST.get("name", ""), by=request.actor, at=clock.now())
    return HttpResponseRedirect(_address(taxonomy))


@require_http_methods(["GET", "POST"])
@readers_only
def new(request: HouseRequest) -> HttpResponse:
    """Begin one of our own."""
    policies.may_edit_taxonomies(request.actor).require()
    form = TaxonomyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_page(request, "sorting/taxonomy_new.html", {"form": form}, status=422 if form.is_bound else 200)
    found = form.cleaned_data | {"kind": TaxonomyKind(form.cleaned_data["kind"])}
    try:
        taxonomy = services.begin_taxonomy(**found, by=request.actor, at=clock.now())
    except Refusal as refusal:
        context = {"form": form, "refusal": refusal.sentence}
        return render_page(request, "sorting/taxonomy_new.html", context, status=409)
    return HttpResponseRedirect(_address(taxonomy))


@require_http_methods(["GET", "POST"])
@readers_only
def taxonomy(request: HouseRequest, taxonomy_id: int) -> HttpResponse:
    """The labels of one taxonomy as a tree; the form below adds one."""
    found = queries.taxonomy_of(taxonomy_id)
    if request.method == "GET":
        return _page(request, found)
    policies.may_edit_taxonomies(request.actor).require()
    form = LabelForm(request.POST, labels=queries.labels_of(found))
    if not form.is_valid():
        return _page(request, found, form, status=422)
    typed = dict(form.cleaned_data)
    try:
        services.add_label(
            taxonomy_id=found.pk, parent_id=typed.pop("parent"), **typed, by=request.actor, at=clock.now()
        )
    except Refusal as refusal:
        return _page(request, found, form, refusal=refusal, status=409)
    return HttpResponseRedirect(_address(found))


@require_POST
@readers_only
def change(request: HouseRequest, taxonomy_id: int) -> HttpResponse:
    """Change how a taxonomy is called and used."""
    policies.may_edit_taxonomies(request.actor).require()
    found = queries.taxonomy_of(taxonomy_id)
    use = UseForm(request.POST, prefix="use")
    if not use.is_valid():
        return _page(request, found, use=use, status=422)
    services.change_taxonomy(taxonomy_id=found.pk, **use.cleaned_data, by=request.actor, at=clock.now())
    return HttpResponseRedirect(_address(found))


@require_http_methods(["GET", "POST"])
@readers_only
def take_in(request: HouseRequest, taxonomy_id: int) -> HttpResponse:
    """Take in a tree of labels out of a spreadsheet."""
    policies.may_edit_taxonomies(request.actor).require()
    found = queries.taxonomy_of(taxonomy_id)

    def take(paths: list[Path]) -> HttpResponse:
        taken = services.import_labels(taxonomy_id=found.pk, paths=paths, by=request.actor, at=clock.now())
        return HttpResponseRedirect(f"{_address(found)}?added={taken.added}&known={taken.known}")

    title = _("Take a tree in: %(name)s") % {"name": found.name}
    return take_tree(request, {"title": title, "back": _address(found)}, take)


@require_POST
@readers_only
def take_units(request: HouseRequest, taxonomy_id: int) -> HttpResponse:
    """Add a label for each open unit."""
    found = queries.taxonomy_of(taxonomy_id)
    taken = services.import_labels(taxonomy_id=found.pk, paths=services.unit_paths(), by=request.actor, at=clock.now())
    return HttpResponseRedirect(f"{_address(found)}?added={taken.added}&known={taken.known}")


def _address(taxonomy: Taxonomy) -> str:
    return reverse("taxonomies:taxonomy", args=[taxonomy.pk])


def _page(
    request: HouseRequest, found: Taxonomy, form: LabelForm | None = None, *, use: UseForm | None = None,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    labels = queries.labels_of(found)
    now = {"name": found.name, "several": found.several, "suggests": found.suggests, "closed": bool(found.closed_on)}
    counted = [request.GET.get(name, "") for name in ("added", "known")]
    context: dict[str, Any] = {
        "taxonomy": found, "branches": label_tree(labels, queries.voices_by_label(found)),
        "count": sum(label.until is None for label in labels), "form": form or LabelForm(labels=labels),
        "may_edit": policies.may_edit_taxonomies(request.actor), "addressee": found.kind == TaxonomyKind.ADDRESSEE,
        "use": use or UseForm(prefix="use", initial=now),
        "taken": counted if all(text.isdecimal() for text in counted) else None,
        "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/taxonomy.html", context, status=status)
