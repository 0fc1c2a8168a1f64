"""Where a stranger speaks, the layers of sign-in step aside; for everybody else they are there."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from huixiang.people import layers

ASK = RequestFactory()


def has_session(request: HttpRequest) -> bool:
    """Pass a request through the layer of sessions and look what it left."""
    layers.sessions(lambda _request: HttpResponse())(request)
    return hasattr(request, "session")


class TestLayersOfSignIn:
    @pytest.mark.parametrize("path", ["/say", "/say/sent"])
    def test_step_aside_where_a_stranger_speaks(self, path: str) -> None:
        assert not has_session(ASK.post(path))

    @pytest.mark.parametrize("path", ["/", "/desk/", "/account/login/", "/say/", "/say/sent/x", "/receipt"])
    def test_stand_everywhere_else(self, path: str) -> None:
        assert has_session(ASK.post(path))

    @pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "messages"])
    def test_stand_for_whoever_carries_a_cookie_of_theirs(self, cookie: str) -> None:
        assert has_session(ASK.post("/say", headers={"cookie": f"{cookie}=x"}))

    def test_are_all_in_use(self) -> None:
        ours = {name for name in settings.MIDDLEWARE if name.startswith("huixiang.people.layers.")}

        assert ours == {
            f"huixiang.people.layers.{name}" for name in ("sessions", "authentication", "messages", "user_sessions")
        }
