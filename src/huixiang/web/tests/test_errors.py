from __future__ import annotations

import errno
from collections.abc import Callable

import psycopg
import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from huixiang.kernel.errors import Refusal
from huixiang.web import errors
from huixiang.web.responses import htmx_or_page, refused, wants_part

ASK = RequestFactory()


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    """Pages are drawn here without the manifest that collectstatic writes."""
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {"staticfiles": storage}


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "没能读懂这次请求"),
        (errors.permission_denied, 403, "您不能看这一页"),
        (errors.csrf_failure, 403, "这一页打开得太久了"),
        (errors.page_not_found, 404, "没有这一页"),
        (errors.conflict, 409, "这一步没有办成"),
        (errors.too_many_requests, 429, "短时间内请求太多"),
        (errors.server_error, 500, "我们这边出错了"),
        (errors.unavailable, 503, "暂停服务一会儿"),
    ],
)
def test_error_pages_say_what_happened(view: Callable[[HttpRequest], HttpResponse], status: int, words: str) -> None:
    with translation.override("zh-hans"):
        response = view(ASK.get("/x"))

    assert response.status_code == status
    assert f"<h1>{words}</h1>" in response.content.decode()


def met_by(fault: Exception) -> HttpResponse:
    """What Django's handler for faults answers in the middle of this one."""
    try:
        raise fault
    except type(fault):
        return errors.server_error(ASK.post("/x", {"words": "路灯又坏了"}))


def full_database() -> OperationalError:
    fault = OperationalError("no space left")
    fault.__cause__ = psycopg.errors.DiskFull()
    return fault


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (OperationalError("gone"), 503, "暂停服务一会儿"),
        (InterfaceError("closed"), 503, "暂停服务一会儿"),
        (psycopg.OperationalError("gone while a cursor was closed"), 503, "暂停服务一会儿"),
        (psycopg.InterfaceError("closed"), 503, "暂停服务一会儿"),
        (psycopg.errors.DiskFull("full"), 503, "没有收下：磁盘满了"),
        (OSError(errno.ENOSPC, "full"), 503, "没有收下：磁盘满了"),
        (full_database(), 503, "没有收下：磁盘满了"),
        (OSError(errno.EACCES, "closed"), 500, "我们这边出错了"),
        (FileNotFoundError(errno.ENOENT, "gone", "/elsewhere"), 500, "我们这边出错了"),
        (ValueError("ours"), 500, "我们这边出错了"),
    ],
)
def test_what_breaks_in_the_middle_says_whether_to_come_back(fault: Exception, status: int, words: str) -> None:
    with translation.override("zh-hans"):
        response = met_by(fault)

    assert (response.status_code, response.headers.get("Retry-After")) == (status, "30" if status == 503 else None)
    assert f"<h1>{words}</h1>" in response.content.decode()
    assert "路灯又坏了" in response.content.decode()


def test_a_file_of_somebody_that_is_gone_is_called_so(settings: Settings) -> None:
    with translation.override("zh-hans"):
        response = met_by(FileNotFoundError(errno.ENOENT, "gone", str(settings.UPLOADS_DIR / "1" / "ab" / "abc")))

    assert response.status_code == 500
    assert "<h1>这份文件不在磁盘上了</h1>" in response.content.decode()


def test_a_refusal_is_shown_with_its_sentence() -> None:
    response = refused(ASK.get("/x"), "web/errors/409.html", {}, Refusal("Zhou Ming was faster."))

    assert response.status_code == 409
    assert "Zhou Ming was faster." in response.content.decode()


class TestHtmxOrPage:
    def test_sends_a_part_to_htmx_only(self) -> None:
        asked = ASK.get("/x", headers={"hx-request": "true"})

        part = htmx_or_page(asked, "web/components/logo.html", "web/errors/404.html", {})
        page = htmx_or_page(ASK.get("/x"), "web/components/logo.html", "web/errors/404.html", {})

        assert b"<html" not in part.content
        assert b"<html" in page.content
        assert "HX-Request" in part["Vary"]

    @pytest.mark.parametrize("header", ["hx-boosted", "hx-history-restore-request"])
    def test_sends_the_whole_page_when_the_whole_is_replaced(self, header: str) -> None:
        assert not wants_part(ASK.get("/x", headers={"hx-request": "true", header: "true"}))
