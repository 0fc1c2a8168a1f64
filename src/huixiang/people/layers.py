"""Sessions, sign-in and messages of Django and allauth as layers that step aside where a stranger speaks up.

Most who speak carry no cookie, so these layers would do nothing for them, which takes a tenth of the time to take a
voice in. Whoever carries a cookie of sign-in or of messages passes through them on these pages too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from huixiang.web.flash import COOKIE as MESSAGES

Handler = Callable[[HttpRequest], HttpResponse]
HOOKS: Final = ("process_view", "process_exception", "process_template_response")
COOKIES: Final = (settings.SESSION_COOKIE_NAME, MESSAGES)


def stepping_aside(layer_name: str) -> Callable[[Handler], Handler]:
    """Make a layer of the same kind that passes a request on untouched where nobody needs signing in."""

    def made(get_response: Handler) -> Handler:
        layer = import_string(layer_name)(get_response)

        def step(request: HttpRequest) -> HttpResponse:
            response: HttpResponse = (get_response if needs_no_sign_in(request) else layer)(request)
            return response

        for hook in HOOKS:
            if hasattr(layer, hook):
                setattr(step, hook, getattr(layer, hook))
        return step

    return made


def needs_no_sign_in(request: HttpRequest) -> bool:
    """Test that the page is for strangers and that the reader is one, as far as cookies tell."""
    if request.path_info not in settings.PAGES_WITHOUT_SIGN_IN:
        return False
    return not any(name in request.COOKIES for name in COOKIES)


sessions = stepping_aside("django.contrib.sessions.middleware.SessionMiddleware")
authentication = stepping_aside("django.contrib.auth.middleware.AuthenticationMiddleware")
messages = stepping_aside("django.contrib.messages.middleware.MessageMiddleware")
user_sessions = stepping_aside("allauth.usersessions.middleware.UserSessionsMiddleware")
