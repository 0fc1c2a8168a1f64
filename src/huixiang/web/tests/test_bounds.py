"""Bodies beyond any form of ours, and addresses that only take forms."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from pytest_django import Settings

from huixiang.web import errors
from huixiang.web.middleware import BoundsMiddleware, WrongMethodMiddleware

ASK = RequestFactory()


def never(_request: HttpRequest) -> HttpResponse:
    raise AssertionError("the request was to be refused before")


def test_a_body_larger_than_any_form_is_refused_unread(settings: Settings) -> None:
    settings.LARGEST_BODY = 100
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

    assert BoundsMiddleware(never)(ASK.post("/say", {"words": "x" * 200})).status_code == 413


def test_a_path_with_a_nul_leads_nowhere(settings: Settings) -> None:
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

    assert BoundsMiddleware(never)(ASK.get("/desk/papers/%00/")).status_code == 404


def test_a_text_of_megabytes_is_told_to_be_too_long() -> None:
    response = errors.bad_request(ASK.get("/x"), RequestDataTooBig())

    assert response.status_code == 413
    assert "<h1>超过了一次能收的量</h1>" in response.content.decode()


class TestWrongMethod:
    def test_is_a_page_for_whoever_reloads_what_a_form_led_to(self) -> None:
        response = WrongMethodMiddleware(lambda _request: HttpResponseNotAllowed(["POST"]))(ASK.get("/x"))

        assert (response.status_code, response["Allow"]) == (405, "POST")
        assert "<h1>这一页要从按钮进</h1>" in response.content.decode()

    def test_stays_bare_for_machines(self) -> None:
        response = WrongMethodMiddleware(lambda _request: HttpResponseNotAllowed(["POST"]))(ASK.options("/x"))

        assert response.content == b""
