"""Doors of the sign-in library: those that lead nowhere here, since accounts come by invitation; and the way out."""

from __future__ import annotations

from typing import Final

from allauth.account.views import LogoutView
from django.http import HttpResponse

from huixiang.kernel.errors import NotFound
from huixiang.people.requests import HouseRequest
from huixiang.web.security import FORGET

_LEAVING: Final = LogoutView.as_view()


def walled_up(request: HouseRequest, **_door: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    raise NotFound


def sign_out(request: HouseRequest) -> HttpResponse:
    response: HttpResponse = _LEAVING(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = FORGET
    return response
