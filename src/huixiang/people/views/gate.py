"""The door to the pages that change people: sign in first, then be an administrator."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from huixiang.people import policies
from huixiang.people.gates import members_only

View = Callable[..., HttpResponse]


def managers_only(view: View) -> View:
    """Let administrators through; others see why not (403)."""

    @members_only
    @functools.wraps(view)
    def gated(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        policies.may_manage_people(request.actor).require()
        return view(request, *args, **kwargs)

    return gated
