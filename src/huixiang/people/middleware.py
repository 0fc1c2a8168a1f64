"""Finds whose house the address belongs to, opens the request's one transaction there, and says who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from huixiang.kernel.errors import NotAllowed, NotFound, Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries
from huixiang.web import errors as pages
from huixiang.web.logs import note_event

SERVER_ERROR = 500
Handler = Callable[[HttpRequest], HttpResponse]


class OrganisationMiddleware:
    """Everything below runs in one transaction of one organisation; an answer from 500 up rolls it back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            organisation = queries.organisation_at(request.get_host().partition(":")[0].lower())
            if organisation is None:
                return pages.page_not_found(request)
            request.organisation = organisation  # type: ignore[attr-defined]  # HouseRequest, from here on
            with acting_in(organisation.pk):
                response = self.get_response(request)
                if response.status_code >= SERVER_ERROR:
                    transaction.set_rollback(True)
        except (InterfaceError, OperationalError) as away:  # what was sent may be sent again
            return pages.fault_page(request, away)
        return response


class ActorMiddleware:
    """Sets ``request.actor``: the signed-in member with permissions, or an outsider. Costs nothing until used.

    What was shown to a member is kept by no cache unless the page says otherwise.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        house: Any = request  # a HouseRequest, from here on
        user = getattr(house, "user", None)  # absent where the layers of sign-in stepped aside
        house.actor = SimpleLazyObject(lambda: queries.actor_for(user, house.organisation.pk))
        response = self.get_response(request)
        if getattr(house, "for_members", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RefusalMiddleware:
    """Turns refusals that a view did not handle into their page: 403, 404 or 409, with the sentence."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return pages.page_not_found(request)
        if isinstance(exception, NotAllowed):
            match, actor = request.resolver_match, request.actor  # type: ignore[attr-defined]
            note_event(
                "refused", route=match.route if match else "", user=actor.user_id, organisation=actor.organisation_id
            )
            return pages.permission_denied(request, exception)
        if isinstance(exception, Refusal):
            return pages.conflict(request, str(exception.sentence))
        return None
