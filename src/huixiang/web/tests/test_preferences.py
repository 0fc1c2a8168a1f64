from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from huixiang.web import views
from huixiang.web.middleware import PolicyHeadersMiddleware, PreferencesMiddleware
from huixiang.web.preferences import Preferences, read_preferences

ASK = RequestFactory()


def choose(**fields: str) -> HttpResponse:
    return views.preferences(ASK.post("/preferences", fields))


class TestPreferences:
    def test_are_the_device_s_when_nothing_is_chosen(self) -> None:
        assert read_preferences(ASK.get("/")) == Preferences(care=False, theme="auto")

    def test_ignore_cookies_they_do_not_know(self) -> None:
        request = ASK.get("/")
        request.COOKIES.update(hx_care="yes", hx_theme='"><script>')

        assert read_preferences(request) == Preferences(care=False, theme="auto")

    def test_are_on_the_request_and_told_to_caches(self) -> None:
        request = ASK.get("/")
        request.COOKIES.update(hx_care="on", hx_theme="dark")

        response = PreferencesMiddleware(lambda _: HttpResponse("page"))(request)

        assert vars(request)["preferences"] == Preferences(care=True, theme="dark")
        assert response["Vary"] == "Cookie"


class TestChoosing:
    def test_sets_the_cookie_and_goes_back(self) -> None:
        response = choose(care="on", back="/say?step=2")

        assert (response.status_code, response["Location"]) == (302, "/say?step=2")
        assert response.cookies["hx_care"].value == "on"
        assert response.cookies["hx_care"]["samesite"] == "Lax"

    def test_sets_only_what_was_chosen(self) -> None:
        assert list(choose(theme="dark").cookies) == ["hx_theme"]

    @pytest.mark.parametrize("fields", [{"care": "maybe"}, {"theme": "red"}, {"language": "xx"}, {}])
    def test_sets_nothing_for_what_does_not_exist(self, fields: dict[str, str]) -> None:
        assert not choose(**fields).cookies

    def test_sets_the_language(self) -> None:
        assert choose(language="en").cookies["django_language"].value == "en"

    def test_does_not_obey_another_site(self) -> None:
        request = ASK.post("/preferences", {"theme": "dark"}, headers={"sec-fetch-site": "cross-site"})

        assert not views.preferences(request).cookies

    @pytest.mark.parametrize("method", ["get", "put", "delete"])
    def test_is_only_posted(self, method: str) -> None:
        request: HttpRequest = getattr(ASK, method)("/preferences")

        assert views.preferences(request).status_code == 405


class TestGoingBack:
    @pytest.mark.parametrize("path", ["/", "/say", "/say?a=1&b=2", "/问题/7"])
    def test_stays_on_this_host(self, path: str) -> None:
        assert views.safe_path(ASK.get("/"), path) == path

    @pytest.mark.parametrize(
        "path",
        ["", "say", "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)",
         "///evil.example", "http:///evil.example", "/\n/evil.example", "\\\\evil.example"],
    )  # fmt: skip
    def test_never_leaves_it(self, path: str) -> None:
        assert views.safe_path(ASK.get("/"), path) == "/"


def test_pages_are_closed_to_other_sites() -> None:
    response = PolicyHeadersMiddleware(lambda _: HttpResponse())(ASK.get("/"))

    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; ")


def test_a_page_may_close_itself_further() -> None:
    closed = HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert PolicyHeadersMiddleware(lambda _: closed)(ASK.get("/"))["Content-Security-Policy"] == "sandbox"
