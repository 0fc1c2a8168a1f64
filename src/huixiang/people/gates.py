"""Who gets through the door of the desk: members. Everybody else is asked to sign in first."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

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
        return view(request, *args, **kwargs)

    return cast("View", gated)
