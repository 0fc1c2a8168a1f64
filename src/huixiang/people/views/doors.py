"""Doors of the sign-in library that lead nowhere here: accounts come by invitation, not by e-mail."""

from __future__ import annotations

from django.http import HttpResponse

from huixiang.kernel.errors import NotFound
from huixiang.people.requests import HouseRequest


def walled_up(request: HouseRequest, **_door: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    raise NotFound
