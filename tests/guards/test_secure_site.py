"""What a site on https tells browsers: names of cookies no other host can set, and never to come without https."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory

from huixiang.people.testing import Cast
from huixiang.web.middleware import PolicyHeadersMiddleware

ASK = """
import json, django
from django.conf import settings
django.setup()
from huixiang.web import flash, preferences
from huixiang.publishing import visits
from huixiang.listening import unlocking
from huixiang.listening.states import KeyKind
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, flash.COOKIE,
         preferences.CARE_COOKIE, preferences.THEME_COOKIE]
print(json.dumps({
    "host": names, "part": [visits.COOKIE, *(unlocking._cookie(kind) for kind in KeyKind)],
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
    "hsts": [settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS],
}))
"""


@pytest.fixture(scope="module")
def on_https() -> Any:
    """The settings of a site whose address begins with https."""
    environment = dict(os.environ) | {
        "HX_ORIGIN": "https://echo.example.org", "DJANGO_SETTINGS_MODULE": "huixiang.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    told = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    return json.loads(told.stdout)


class TestASiteOnHttps:
    def test_has_cookies_that_no_other_host_can_set(self, on_https: Any) -> None:
        assert [name for name in on_https["host"] if not name.startswith("__Host-")] == []
        assert [name for name in on_https["part"] if not name.startswith("__Secure-")] == []
        assert on_https["secure"] == [True, True]

    def test_tells_browsers_to_come_by_https_only(self, on_https: Any) -> None:
        assert on_https["hsts"] == [31_536_000, True]


class TestEveryAnswer:
    def test_of_files_too_carries_the_headers(self) -> None:
        order = settings.MIDDLEWARE

        assert order.index("huixiang.web.middleware.PolicyHeadersMiddleware") < order.index(
            "whitenoise.middleware.WhiteNoiseMiddleware"
        )

    @pytest.mark.parametrize(
        "rule",
        [
            "default-src 'none'",
            "script-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ],
    )
    def test_keeps_foreign_code_out(self, rule: str, cast: Cast) -> None:
        policy = Client().get("/say").headers["Content-Security-Policy"].split("; ")

        assert rule in policy
        assert "unsafe" not in "".join(policy)

    def test_says_it_is_not_to_be_guessed_at(self, cast: Cast) -> None:
        headers = Client().get("/").headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert "Access-Control-Allow-Origin" not in headers

    @pytest.mark.parametrize("path", ["/", "/say", "/receipt", "/desk/", "/log/checkpoint", "/account/login/"])
    def test_is_no_echo_of_a_traced_request(self, path: str, cast: Cast) -> None:
        response = Client().trace(path, headers={"x-marker": "traced"})

        assert "traced" not in response.content.decode()

    def test_comes_to_our_own_hosts_only(self, cast: Cast) -> None:
        assert Client().get("/", headers={"host": "evil.example"}).status_code == 400


def test_an_answer_of_ours_never_sets_a_header_by_what_was_typed() -> None:
    def typed(request: HttpRequest) -> Any:
        from django.http import HttpResponse  # noqa: PLC0415 - of this test

        return HttpResponse(headers={"X-Name": request.GET["name"]})

    with pytest.raises(Exception, match="Header values can't contain newlines"):
        PolicyHeadersMiddleware(typed)(RequestFactory().get("/", {"name": "a\r\nSet-Cookie: hx=1"}))
