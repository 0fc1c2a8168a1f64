"""Choosing the columns of the problem list; saving, changing and removing views of it."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.ledger import policies
from huixiang.ledger.asked import asked_for
from huixiang.ledger.forms.ledger import ColumnsForm, ViewNameForm
from huixiang.ledger.models import LedgerView
from huixiang.ledger.pages import RowFacts
from huixiang.ledger.pages.ledger import columns_shown, kept_query, view_address
from huixiang.ledger.queries.ledger import ledger_columns_of, ledger_views
from huixiang.ledger.services import looking
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import render_page


@members_only
@require_http_methods(["GET", "POST"])
def columns(request: HouseRequest) -> HttpResponse:
    policies.may_keep_views(request.actor).require()
    own = ledger_columns_of(request.actor)
    start = {"columns": columns_shown(own.columns if own else ())}
    form = ColumnsForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        looking.choose_columns(columns=form.cleaned_data["columns"], by=request.actor, at=clock.now())
        return HttpResponseRedirect(_back(request, drop="view"))
    return _page(request, form, _("Columns of the list"), _("Keep these columns"))


@members_only
@require_http_methods(["GET", "POST"])
def view_save(request: HouseRequest) -> HttpResponse:
    policies.may_keep_views(request.actor).require()
    form = _name_form(request, {})
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(view_address(_save(request, form)))
        except looking.ViewNameTaken as refusal:
            form.add_error("name", str(refusal.sentence))
    return _page(request, form, _("Save this view"), _("Save the view"))


@members_only
@require_http_methods(["GET", "POST"])
def view_change(request: HouseRequest, ledger_view_id: int) -> HttpResponse:
    policies.may_keep_views(request.actor).require()
    view, own = _own(request, ledger_view_id), ledger_columns_of(request.actor)
    opens = own is not None and own.opens_with == view
    form = _name_form(request, {"name": view.name, "shared": view.shared, "opens": opens})
    if request.method == "POST" and form.is_valid():
        try:
            looking.change_ledger_view(view_id=view.pk, by=request.actor, at=clock.now(), **form.cleaned_data)
            return HttpResponseRedirect(view_address(view))
        except looking.ViewNameTaken as refusal:
            form.add_error("name", str(refusal.sentence))
    return _page(request, form, _("Change the view “%(name)s”") % {"name": view.name}, _("Save the view"), view)


@members_only
@require_http_methods(["GET", "POST"])
def view_remove(request: HouseRequest, ledger_view_id: int) -> HttpResponse:
    policies.may_keep_views(request.actor).require()
    view = _own(request, ledger_view_id)
    if request.method == "POST":
        looking.remove_ledger_view(view_id=view.pk, by=request.actor, at=clock.now())
        return HttpResponseRedirect(f"{reverse('ledger:problems')}?sort=-act")
    return _page(request, forms.Form(), _("Remove the view “%(name)s”?") % {"name": view.name}, _("Remove the view"))


def _save(request: HouseRequest, form: ViewNameForm) -> LedgerView:
    kept = QueryDict(request.GET.urlencode())
    asked = asked_for(kept, request.actor, RowFacts(clock.day_of(clock.now(), zone=request.organisation.zone)))
    return looking.save_ledger_view(
        query=kept_query(kept), columns=asked.columns, by=request.actor, at=clock.now(), **form.cleaned_data
    )


def _name_form(request: HouseRequest, start: dict[str, object]) -> ViewNameForm:
    form = ViewNameForm(request.POST if request.method == "POST" else None, initial=start)
    if not request.actor.may(Permission.ASSIGN_PROBLEM):
        del form.fields["shared"]
    return form


def _own(request: HouseRequest, view_id: int) -> LedgerView:
    """:raises NotFound: the view is not theirs: who shares it, keeps it."""
    view = ledger_views(request.actor).filter(pk=view_id, user_id=request.actor.user_id or 0).first()
    if view is None:
        raise NotFound(f"ledger view {view_id}")
    return view


def _back(request: HouseRequest, *, drop: str = "") -> str:
    query = request.GET.copy()
    query.pop(drop, None)
    return f"{reverse('ledger:problems')}?{query.urlencode() or 'sort=-act'}"


def _page(
    request: HouseRequest, form: forms.Form, title: str, button: str, view: LedgerView | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": _back(request), "view": view}
    return render_page(request, "ledger/looking.html", context, status=422 if form.errors else 200)
