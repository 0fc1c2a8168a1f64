"""Who gets through the door of the desk: members, with a second step where the house demands it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.people import queries
from huixiang.web import errors as pages

View = TypeVar("View", bound=Callable[..., HttpResponse])


def members_only(view: View) -> View:
    """Send somebody who is not signed in to the sign-in page, and back here afterwards.

    What was typed when the session was over by then is shown, to copy or to send again after signing in.
    """

    @functools.wraps(view)
    def gated(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.is_member and request.method == "POST":
            return pages.signed_out(request)
        if not request.actor.is_member:
            return redirect_to_login(request.get_full_path())
        if settings.SECOND_STEP_DEMANDED and not queries.has_second_step(request.user):
            messages.warning(request, _("This house asks for a second step. Set one up before you go on."))
            return HttpResponseRedirect(reverse("mfa_index"))
        request.for_members = True
        return view(request, *args, **kwargs)

    return cast("View", gated)
