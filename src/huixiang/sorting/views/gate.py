"""What all pages of the inbox begin with: a member who may read voices, and where to go back to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies

View = Callable[..., HttpResponse]


def readers_only(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Let in members who may read voices; others see why not."""

    @members_only
    @functools.wraps(view)
    def gated(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        policies.may_read_voices(request.actor).require()
        return view(request, *args, **kwargs)

    return gated


def back_to(
    request: HouseRequest, *, done: int | None = None, default: str = "", stay: bool = False
) -> HttpResponseRedirect:
    """Go back to the page the form named (a page of the desk, nothing else), with the act just done to show.

    With ``stay`` the voice that was read beside the queue stays open.
    """
    dropped = ("done=",) if stay else ("done=", "item=")
    wanted = urlsplit(request.POST.get("back", ""))
    own = not wanted.scheme and not wanted.netloc and wanted.path.startswith("/desk/")
    path = wanted.path if own else default or reverse("sorting:inbox")
    kept = [pair for pair in wanted.query.split("&") if pair and not pair.startswith(dropped)] if own else []
    query = "&".join([*kept, *([urlencode({"done": done})] if done else [])])
    return HttpResponseRedirect(f"{path}?{query}" if query else path)
