"""How sign-in behaves here: nobody signs up, and too many wrong passwords end in a pause, said in plain words.

What matters to security is noted for whoever runs the machine, by ids; whose account it is hears of it by mail.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.people import services
from huixiang.web import errors as pages
from huixiang.web.logs import note_event


class HouseAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer 429 instead of a form error, so that a lockout is a page of its own."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            _note("sign_in.paused", request)
            sentence = _("There were too many wrong passwords. Wait five minutes, then try again.")
            raise ImmediateHttpResponse(pages.too_many_requests(request, sentence)) from error

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002 - may hold a mistyped password
        _note("sign_in.failed", request)

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **facts)
        _note("sign_in", request, user=user.pk, by=_ways(request))
        return response

    def logout(self, request: HttpRequest) -> None:
        _note("sign_out", request, user=request.user.pk)
        super().logout(request)

    def _end_elsewhere(self) -> None:
        request = self.request
        # The library tells of a new code after the commit, when nobody's rows are to be seen any more.
        with acting_in(request.organisation.pk):
            key = request.session.session_key
            services.end_other_sign_ins(session_key=key, by=request.actor, at=clock.now())

    def send_notification_mail(self, template_prefix: str, user: Any, *_facts: Any, **_more: Any) -> None:
        """Tell the owner that a password or second step was changed; without the address it was changed from.

        A changed password ends the other sign-ins by itself, since sessions are bound to it; a second step does here.
        """
        _note("account.changed", self.request, user=user.pk, what=template_prefix.rpartition("/")[2])
        if template_prefix.startswith("mfa/"):
            self._end_elsewhere()
        if user.email:
            words = render_to_string("people/mail_account.txt", {"link": f"{settings.ORIGIN}/desk/sessions/"})
            send_mail(_("Your sign-in was changed"), words, None, [user.email], fail_silently=True)


def _ways(request: HttpRequest) -> list[str]:
    """With what somebody signed in: a password, a second step."""
    records = request.session.get("account_authentication_methods", [])
    return [str(record.get("type") or record.get("method")) for record in records if isinstance(record, dict)]


def _note(event: str, request: HttpRequest, **facts: object) -> None:
    house = getattr(request, "organisation", None)
    note_event(event, organisation=house.pk if house else None, **facts)
