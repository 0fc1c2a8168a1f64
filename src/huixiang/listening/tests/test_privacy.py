"""No address and no browser of a speaker is stored or logged; nothing finer than the day of an anonymous voice."""

from __future__ import annotations

import logging
import mmap

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from huixiang.listening import counts, throttle
from huixiang.listening.counts import Counts
from huixiang.listening.tests.test_say import send
from huixiang.listening.throttle import Throttle, network_of
from huixiang.people.testing import Cast

ADDRESS = "203.0.113.77"
BROWSER = "Nosy/1.0"


def everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own tables
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


class TestASubmission:
    def test_leaves_no_address_and_no_browser(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        throttle.submissions.forget()
        caplog.set_level(logging.DEBUG)
        client = Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER, HTTP_X_FORWARDED_FOR=ADDRESS)
        assert send(client).status_code == 200
        assert send(client, "").status_code == 422

        found = everything_stored() + caplog.text
        assert ADDRESS not in found
        assert "203.0.113" not in found
        assert BROWSER not in found


def table_of(per_minute: int) -> Throttle:
    return Throttle("voices", per_minute, table=Counts(mmap.mmap(-1, counts.SIZE)))


class TestThrottle:
    def test_asks_one_network_to_wait_and_no_other(self) -> None:
        throttle = table_of(2)

        assert [throttle.wait_seconds("a", now=n) for n in (0, 10, 20, 31)] == [0, 0, 10, 0]
        assert throttle.wait_seconds("b", now=20) == 0

    def test_never_asks_for_more_than_a_minute_however_often_it_is_asked(self) -> None:
        throttle = table_of(2)

        assert max(throttle.wait_seconds("a", now=0) for _time in range(50)) == 30

    def test_lets_worked_for_ones_in_beside_the_free_ones(self) -> None:
        throttle = table_of(2)
        for _time in range(4):
            throttle.worked("a", now=0)

        assert [throttle.wait_seconds("a", now=0) for _time in range(3)] == [0, 0, 30]
        assert [throttle.crowd("a", now=now) for now in (0, 60, 200)] == [2, 1, 0]

    def test_asked_before_sending_counts_nothing(self) -> None:
        throttle = table_of(1)

        assert [throttle.would_wait("a", now=0) for _time in range(3)] == [0, 0, 0]

    def test_counts_two_kinds_of_sending_apart(self) -> None:
        table = Counts(mmap.mmap(-1, counts.SIZE))
        one, other = Throttle("one", 1, table=table), Throttle("other", 1, table=table)

        assert (one.wait_seconds("a", now=0), other.wait_seconds("a", now=0)) == (0, 0)

    @pytest.mark.parametrize(
        ("peer", "forwarded", "network"),
        [
            (ADDRESS, "", "203.0.113.0/24"),
            (ADDRESS, "198.51.100.1", "203.0.113.0/24"),
            ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.0/24"),
            ("::1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
            ("127.0.0.1", "nonsense", "127.0.0.0/24"),
            ("", "", ""),
        ],
    )
    def test_knows_a_network_by(self, peer: str, forwarded: str, network: str) -> None:
        request = RequestFactory().get("/say", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)

        assert network_of(request) == network


class TestTooManyFromOneNetwork:
    def test_are_asked_to_wait_with_everything_typed(self, cast: Cast, settings: object) -> None:
        throttle.submissions.forget()
        settings.SUBMIT_PER_MINUTE = 1  # type: ignore[attr-defined]
        client = Client(REMOTE_ADDR=ADDRESS)
        assert send(client).status_code == 200

        late = send(client, "第二件事")

        assert late.status_code == 429
        assert int(late.headers["Retry-After"]) > 0
        assert "第二件事" in late.content.decode()
        assert send(Client(REMOTE_ADDR="192.0.2.1")).status_code == 200
