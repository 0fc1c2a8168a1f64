"""A tree out of a spreadsheet, in two steps: read and shown, then written on a second press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from huixiang.folio.tables import read_table_in_child
from huixiang.folio.unsafe import UnsafeFile
from huixiang.people.requests import HouseRequest
from huixiang.sorting.pages.taxonomies import tree_preview
from huixiang.sorting.services import Path
from huixiang.sorting.taxonomy_forms import TreeForm, read_paths, write_paths
from huixiang.sorting.tree_table import ReadTree, read_tree
from huixiang.web.responses import render_page

Take = Callable[[list[Path]], HttpResponse]


def take_tree(request: HouseRequest, context: dict[str, Any], take: Take) -> HttpResponse:
    """Ask for a file, show what was read of it, and hand the paths to ``take`` when they are confirmed."""
    confirmed = read_paths(request.POST.get("paths", ""))
    if confirmed:
        return take(confirmed)
    form = TreeForm(request.POST or None, request.FILES or None) if request.method == "POST" else TreeForm()
    if form.is_valid():
        tree = _read(form)
        if tree is not None:
            shown = {"preview": tree_preview(tree.paths, tree.wrong), "paths": write_paths(tree.paths), "tree": tree}
            return render_page(request, "sorting/tree_preview.html", {**context, **shown})
    return render_page(
        request, "sorting/tree_upload.html", {**context, "form": form}, status=422 if form.is_bound else 200
    )


def _read(form: TreeForm) -> ReadTree | None:
    """What the file holds; None with an error at the field when it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        tree = read_tree(read_table_in_child(file.read(), name=file.name or ""))
    except UnsafeFile:
        form.add_error("file", _("This file could not be read as a table. Save it as .xlsx or .csv and try again."))
        return None
    if not tree.paths:
        form.add_error("file", _("No row of this file could be read as a tree. It needs a column for each level."))
        return None
    return tree
