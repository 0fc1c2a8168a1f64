"""A log line is one line, whatever somebody typed, and does not repeat it."""

from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory

from huixiang.web.logs import LineFormatter


def line(message: str, *arguments: object, name: str = "x", **more: Any) -> str:
    record = logging.LogRecord(name, logging.ERROR, "/x.py", 7, message, arguments, more.pop("exc_info", None))
    vars(record).update(more)
    return LineFormatter().format(record)


def failed(error: Exception) -> Any:
    try:
        raise error
    except type(error):
        return sys.exc_info()


class TestALine:
    @pytest.mark.parametrize("sign", ["\n", "\r\n", "\u2028", "\u2029", "\x85", "\x1b[2J", "\u202e", "\x7f", "\u200b"])
    def test_stays_one_line_that_shows_all_its_signs(self, sign: str) -> None:
        written = line("went %s", f"wrong{sign}2026-01-01 INFO all is well")

        assert sign not in written
        assert len(written.splitlines()) == 1
        assert json.loads(written)["says"] == f"went wrong{sign}2026-01-01 INFO all is well"

    def test_says_when_in_utc_and_how_grave(self) -> None:
        told = json.loads(line("went wrong"))

        assert (told["level"], told["from"], told["says"]) == ("ERROR", "x", "went wrong")
        assert told["at"].endswith("+00:00")

    def test_shows_chinese_as_it_is(self) -> None:
        assert "井盖" in line("井盖")

    def test_tells_the_route_of_a_request_and_not_its_address(self) -> None:
        request = RequestFactory().get("/answer/SECRET-CODE")
        request.resolver_match = SimpleNamespace(route="answer/<str:code>")  # type: ignore[assignment]

        written = line("%s: %s", "Internal Server Error", "/answer/SECRET-CODE", name="django.request", request=request)

        assert json.loads(written)["route"] == "answer/<str:code>"
        assert "SECRET" not in written


class TestAnError:
    def test_is_told_by_its_kind_and_places_without_what_it_says(self) -> None:
        written = line("failed", exc_info=failed(ValueError("林晓 13800000000")))

        (told,) = json.loads(written)["error"]
        assert told["kind"] == "builtins.ValueError"
        assert "failed" in told["places"][0]
        assert "林晓" not in written

    def test_brings_what_caused_it(self) -> None:
        error = RuntimeError("b")
        error.__cause__ = KeyError("a")

        kinds = [each["kind"] for each in json.loads(line("failed", exc_info=failed(error)))["error"]]

        assert kinds == ["builtins.RuntimeError", "builtins.KeyError"]

    @pytest.mark.django_db
    def test_of_the_database_names_the_rule_and_not_the_row(self) -> None:
        with pytest.raises(IntegrityError) as raised, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO people_organisation (slug, name) VALUES ('a', '林晓住在三号楼')")

        written = line("failed", exc_info=(IntegrityError, raised.value, raised.value.__traceback__))

        assert "people_organisation" in written
        assert '"sqlstate": "23502"' in written
        assert "三号楼" not in written
