"""What counts as a connection that lives."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from huixiang.ops.connections.base import lives


@pytest.fixture
def kept(db: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own to the database of the tests, as a pool keeps one."""
    asked = connection.get_connection_params()
    names = {name: asked[name] for name in ("dbname", "user", "host", "port")}
    with psycopg.connect(**names, autocommit=True) as opened:
        yield opened


class TestAConnection:
    def test_that_was_not_used_for_a_while_lives(self, kept: psycopg.Connection[Any]) -> None:
        assert lives(kept)

    def test_that_the_server_ended_does_not(self, kept: psycopg.Connection[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [kept.info.backend_pid])

        until = time.monotonic() + 20
        while lives(kept):
            assert time.monotonic() < until
            time.sleep(0.01)

    def test_that_was_closed_here_does_not(self, kept: psycopg.Connection[Any]) -> None:
        kept.close()

        assert not lives(kept)

    def test_that_was_told_something_unasked_lives(self, kept: psycopg.Connection[Any]) -> None:
        kept.execute("LISTEN news")
        with psycopg.connect(kept.info.dsn, autocommit=True) as other:
            other.execute("NOTIFY news, 'any'")

        assert all(lives(kept) for _time in range(50))
        assert kept.execute("SELECT 1").fetchone() == (1,)
