"""What was typed survives a session that is over, a form that was open for too long, a site that is away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from huixiang.web import errors
from huixiang.web.kept import kept_from

ASK = RequestFactory()
OURS = {"origin": "http://testserver"}
TYPED = {"words": "路灯又坏了", "version": "3", "password": "一个 密码", "csrfmiddlewaretoken": "x"}


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {"staticfiles": storage}


def sent(headers: dict[str, str] = OURS, **more: object) -> HttpRequest:
    return ASK.post("/desk/x?y=1", {**TYPED, **more}, headers=headers)


class TestKeptFrom:
    def test_tells_words_from_choices_and_carries_both(self) -> None:
        kept = kept_from(sent())

        assert kept is not None
        assert (kept.to, kept.typed, kept.again, kept.token) == ("/desk/x?y=1", ("路灯又坏了",), True, True)
        assert kept.fields == (("words", "路灯又坏了"), ("version", "3"))

    def test_offers_no_second_sending_without_proof_that_the_form_is_ours(self) -> None:
        kept = kept_from(sent(headers={}))

        assert kept is not None
        assert not kept.again

    def test_offers_no_second_sending_of_files(self) -> None:
        kept = kept_from(sent(photo=SimpleUploadedFile("灯.jpg", b"x")))

        assert kept is not None
        assert (kept.files, kept.again) == (("灯.jpg",), False)

    def test_shows_nothing_that_another_site_sent(self) -> None:
        assert kept_from(sent(headers={"sec-fetch-site": "cross-site"})) is None

    def test_is_none_where_nothing_was_written(self) -> None:
        assert kept_from(ASK.post("/x", {"version": "3"})) is None
        assert kept_from(ASK.get("/x", {"words": "路灯"})) is None


class TestPages:
    def test_that_cannot_take_a_form_give_it_back(self) -> None:
        for view in (errors.signed_out, errors.csrf_failure, errors.unavailable, errors.server_error):
            response = view(sent(words="<b>灯 & 路</b>"))

            assert "&lt;b&gt;灯 &amp; 路&lt;/b&gt;" in response.content.decode()
            assert '<form method="post" action="/desk/x?y=1">' in response.content.decode()
            assert "no-store" in response["Cache-Control"]

    def test_of_a_site_that_is_away_says_when_to_come_back(self) -> None:
        assert errors.unavailable(ASK.get("/"))["Retry-After"] == "30"
