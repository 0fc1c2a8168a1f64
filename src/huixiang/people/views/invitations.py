"""Making an invitation link, shown once, and using it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.people import queries, services
from huixiang.people.forms import FirstPasswordForm
from huixiang.people.requests import HouseRequest
from huixiang.people.services.invitations import VALID, digest_of
from huixiang.people.views.gate import managers_only
from huixiang.people.views.posted import posted
from huixiang.web.responses import render_page

MOST_AT_ONCE: Final = 2000  # more than a roster of 1 MB has rows


@never_cache
@managers_only
@require_POST
def member_invite(request: HouseRequest, user_id: int) -> HttpResponse:
    user, at = queries.user_by_id(user_id), clock.now()
    secret = services.invite(user=user, by=request.actor, at=at)
    context = {"person": user, "link": _link(request, secret), "until": at + VALID}
    return render_page(request, "people/invited.html", context)


@never_cache
@managers_only
@require_POST
def members_invite(request: HouseRequest) -> HttpResponse:
    """One sheet with a link for each person of a roster who has not signed in yet."""
    at = clock.now()
    users = queries.users_to_invite(_numbers(request.POST.getlist("user")))
    slips = [(user, _link(request, services.invite(user=user, by=request.actor, at=at))) for user in users]
    return render_page(request, "people/invited_many.html", {"slips": slips, "until": at + VALID})


def _numbers(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts[:MOST_AT_ONCE] if text.isascii() and text.isdigit() and len(text) < 12]


def _link(request: HouseRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("people:invitation", args=[secret]))


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation(request: HouseRequest, secret: str) -> HttpResponse:
    at = clock.now()
    found = queries.open_invitation(digest_of(secret), at=at)
    if found is None:
        return render_page(request, "people/invitation_over.html", status=404)
    form = FirstPasswordForm(posted(request), user=found.user)
    if not form.is_valid():
        context = {"form": form, "person": found.user}
        return render_page(request, "people/invitation.html", context, status=422 if form.is_bound else 200)
    services.accept_invitation(secret=secret, password=form.cleaned_data["password"], at=at)
    messages.success(request, _("Your password is set. Sign in with it now."))
    return HttpResponseRedirect(reverse("account_login"))
