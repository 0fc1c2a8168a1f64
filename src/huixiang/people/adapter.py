"""How sign-in behaves here: nobody signs up, and too many wrong passwords end in a pause, said in plain words."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huixiang.web import errors as pages


class HouseAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer 429 instead of a form error, so that a lockout is a page of its own."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            sentence = _("There were too many wrong passwords. Wait five minutes, then try again.")
            raise ImmediateHttpResponse(pages.too_many_requests(request, sentence)) from error
