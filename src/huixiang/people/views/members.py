"""Members: the list, one member with unit, post and roles, and opening or closing accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.people import pages, policies, queries, services
from huixiang.people.forms import MemberForm, PlaceForm, RoleForm
from huixiang.people.models import User
from huixiang.people.requests import HouseRequest
from huixiang.people.roles import Role
from huixiang.people.views.gate import managers_only
from huixiang.people.views.posted import posted
from huixiang.web.paging import paginate
from huixiang.web.responses import refused, render_page

PAGE = "people/member.html"
OF_ROLE = "role_%s"
"""The fields of giving a role: the page also has a place form with a unit."""


@managers_only
@require_GET
def members(request: HouseRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[:60]
    page = paginate(queries.members_like(text), request.GET.get("at", ""), order=("name", "id"))
    context = {"table": pages.members_table(page.items), "page": page, "q": text}
    return render_page(request, "people/members.html", context)


@managers_only
@require_http_methods(["GET", "POST"])
def member_add(request: HouseRequest) -> HttpResponse:
    form = MemberForm(posted(request))
    if not form.is_valid():
        return render_page(request, "people/member_add.html", {"form": form}, status=422 if form.is_bound else 200)
    facts, at = dict(form.cleaned_data), clock.now()
    role = facts.pop("role")
    try:
        user = services.add_member(**facts, by=request.actor, at=at)
    except Refusal as refusal:
        return refused(request, "people/member_add.html", {"form": form}, refusal)
    if role:
        services.give_role(user=user, role=Role(role), unit=facts["unit"], by=request.actor, at=at)
    return HttpResponseRedirect(reverse("people:member", args=[user.pk]))


@managers_only
@require_GET
def member(request: HouseRequest, user_id: int) -> HttpResponse:
    return render_page(request, PAGE, _member_page(request, queries.user_by_id(user_id)))


def _member_page(request: HouseRequest, user: User, **forms: Any) -> dict[str, Any]:
    places = list(queries.places_of(user))
    now = next((place for place in places if place.until is None), None)
    return {
        "person": user,
        "places": places,
        "grants": [(grant, Role(grant.role).label) for grant in queries.roles_of(user)],
        "place_form": PlaceForm(initial={"unit": now.unit_id, "post": now.post} if now else None),
        "role_form": RoleForm(initial={"unit": now.unit_id} if now else None, auto_id=OF_ROLE),
        "may_deactivate": policies.may_deactivate(request.actor, user.pk),
        "may_end": policies.may_end_sign_ins(request.actor, user.pk),
        "may_reset": policies.may_reset_second_step(request.actor, user.pk) if queries.has_second_step(user) else None,
        **forms,
    }


def _acted(request: HouseRequest, user: User, act: Callable[[], object]) -> HttpResponse:
    """Act on a member and show them again, with the reason if the act is refused."""
    try:
        act()
    except Refusal as refusal:
        return refused(request, PAGE, _member_page(request, user), refusal)
    return HttpResponseRedirect(reverse("people:member", args=[user.pk]))


@managers_only
@require_POST
def member_place(request: HouseRequest, user_id: int) -> HttpResponse:
    user, form = queries.user_by_id(user_id), PlaceForm(request.POST)
    if not form.is_valid():
        return render_page(request, PAGE, _member_page(request, user, place_form=form), status=422)
    unit, post = form.cleaned_data["unit"], form.cleaned_data["post"]
    services.change_place(user_id=user_id, unit_id=unit.pk, post=post, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("people:member", args=[user_id]))


@managers_only
@require_POST
def role_give(request: HouseRequest, user_id: int) -> HttpResponse:
    user, form = queries.user_by_id(user_id), RoleForm(request.POST, auto_id=OF_ROLE)
    if not form.is_valid():
        return render_page(request, PAGE, _member_page(request, user, role_form=form), status=422)
    role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]
    services.give_role(user=user, role=role, unit=unit, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("people:member", args=[user_id]))


@managers_only
@require_POST
def role_withdraw(request: HouseRequest, grant_id: int) -> HttpResponse:
    user = queries.grant_by_id(grant_id).user
    return _acted(request, user, lambda: services.withdraw_role(grant_id=grant_id, by=request.actor, at=clock.now()))


@managers_only
@require_POST
def member_deactivate(request: HouseRequest, user_id: int) -> HttpResponse:
    user = queries.user_by_id(user_id)
    return _acted(request, user, lambda: services.deactivate_member(user_id=user_id, by=request.actor, at=clock.now()))


@managers_only
@require_POST
def member_second_step(request: HouseRequest, user_id: int) -> HttpResponse:
    user = queries.user_by_id(user_id)
    words = _("%(name)s can now sign in with the password alone, and should set up a new second step at once.")

    def reset() -> None:
        services.reset_second_step(user_id=user_id, by=request.actor, at=clock.now())
        messages.success(request, words % {"name": user.name})

    return _acted(request, user, reset)


@managers_only
@require_POST
def member_sign_ins_end(request: HouseRequest, user_id: int) -> HttpResponse:
    user = queries.user_by_id(user_id)

    def end() -> None:
        ended = services.end_sign_ins_of(user_id=user_id, by=request.actor, at=clock.now())
        words = ngettext("%(n)s sign-in of %(name)s has ended.", "%(n)s sign-ins of %(name)s have ended.", ended)
        messages.success(request, words % {"n": ended, "name": user.name})

    return _acted(request, user, end)


@managers_only
@require_POST
def member_reactivate(request: HouseRequest, user_id: int) -> HttpResponse:
    services.reactivate_member(user_id=user_id, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("people:member", args=[user_id]))
