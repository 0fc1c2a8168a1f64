"""Numbers from outside: kept with their source, corrected by newer rows; what is missing is a dash, never a nought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from huixiang.journal.models import JournalEntry
from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger.testing import make_assigned
from huixiang.listening.models import Place
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.testing import make_item
from huixiang.verification import pages, queries, services
from huixiang.verification.metrics import SHIPPED, Metric, Tally, day_period, pooled
from huixiang.verification.models import SuppliedCount
from huixiang.verification.queries import Scope
from huixiang.verification.services import SuppliedWrong
from huixiang.verification.testing import make_order

SignIn = Callable[[str], Client]
FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 10)
MARCH = day_period(FIRST, dt.date(2026, 3, 31), rule=SHIPPED, zone="Asia/Shanghai")
ALL = Scope(MARCH, NOON + dt.timedelta(days=60))
NO_DAYS = {"first": "2020-01-01", "last": "2020-01-31"}


@pytest.fixture(autouse=True)
def _april(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(days=30))


def calls(cast: Cast, offered: int = 200, answered: int = 190, **facts: Any) -> SuppliedCount:
    usual = {"first_day": FIRST, "last_day": LAST, "source": "话务月报", "by": cast.actor("liufang"), "at": NOON}
    return services.supply_calls(offered=offered, answered=answered, **{**usual, **facts})


def residents(cast: Cast, count: int = 20_000, **facts: Any) -> SuppliedCount:
    usual = {"year": 2025, "place_id": None, "source": "统计年鉴", "by": cast.actor("liufang"), "at": NOON}
    return services.supply_residents(count=count, **{**usual, **facts})


def house() -> Tally:
    return queries.tallies_by_unit(ALL)[queries.NOWHERE]


class TestCalls:
    def test_count_in_the_period_by_their_latest_row(self, cast: Cast) -> None:
        calls(cast, 200, 100)
        calls(cast, 200, 190)

        assert (house().calls_offered, house().calls_answered) == (200, 190)
        assert pooled([house()], SHIPPED)[Metric.CONNECTED].percent() == Decimal("95.00")
        assert JournalEntry.objects.filter(action="verification.metrics.supplied").count() == 2

    @pytest.mark.parametrize(
        "wrong",
        [{"offered": 5, "answered": 6}, {"last_day": FIRST - dt.timedelta(days=1)}, {"source": " "}],
        ids=["too many", "days", "no source"],
    )
    def test_that_cannot_be_are_refused(self, cast: Cast, wrong: dict[str, Any]) -> None:
        with pytest.raises(SuppliedWrong):
            calls(cast, **wrong)

        assert not SuppliedCount.objects.exists()

    def test_are_not_counted_twice(self, cast: Cast) -> None:
        calls(cast)

        with pytest.raises(SuppliedWrong, match="2026-03-10"):
            calls(cast, first_day=LAST, last_day=LAST)

    def test_are_for_the_office(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            calls(cast, by=cast.actor("hejing"))

    def test_are_never_rewritten(self, cast: Cast) -> None:
        row = calls(cast)

        with pytest.raises(DatabaseError), transaction.atomic():
            SuppliedCount.objects.filter(pk=row.pk).update(count=1)


class TestDesk:
    def test_counts_what_was_answered_there(self, cast: Cast) -> None:
        make_item()
        make_assigned(cast)

        assert (house().accepted, house().answered_at_desk) == (1, 0)
        assert queries.items_counted("accepted", ALL).count() == 1

    def test_is_of_no_unit(self, cast: Cast) -> None:
        make_assigned(cast)

        assert queries.tallies_by_unit(Scope(MARCH, ALL.at, frozenset({cast.water.pk}))) == {}


class TestPlaces:
    def test_divide_by_residents_of_the_latest_year(self, cast: Cast) -> None:
        make_order(make_assigned(cast))
        residents(cast, 5_000, year=2024)
        residents(cast, 20_000)
        residents(cast, 1, year=2027)

        (everywhere, *_places) = queries.orders_by_place(ALL)

        assert (everywhere.orders, everywhere.residents and everywhere.residents.count) == (1, 20_000)

    @pytest.mark.parametrize(("orders", "people", "rate"), [(3, 20_000, "1.50"), (0, 7, "0.00"), (3, None, None)])
    def test_say_a_dash_without_residents(self, orders: int, people: int | None, rate: str | None) -> None:
        found = pages.per_ten_thousand(orders, people)

        assert found == (Decimal(rate) if rate else None)

    def test_nobody_lives_nowhere(self, cast: Cast) -> None:
        with pytest.raises(SuppliedWrong):
            residents(cast, 0)

    def test_open_to_their_rows(self, cast: Cast, sign_in: SignIn) -> None:
        place = Place.objects.create(name="桂花社区", code="gh", path="/1/")
        make_order(make_assigned(cast))
        client, asked = sign_in("liufang"), {"month": "2026-03", "count": "registered"}

        assert ": 1</h1>" in client.get("/desk/metrics/rows/", asked).content.decode()
        assert ": 0</h1>" in client.get("/desk/metrics/rows/", {**asked, "place": str(place.pk)}).content.decode()
        assert client.get("/desk/metrics/rows/", {**asked, "place": "x"}).status_code == 404


class TestPages:
    def test_take_numbers(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")
        told = {"residents-year": 2025, "residents-count": 20000, "residents-source": "统计年鉴第3页"}

        assert client.post("/desk/metrics/supplied/residents", told).status_code == 302
        assert client.post("/desk/metrics/supplied/residents", {**told, "residents-source": ""}).status_code == 422
        assert "统计年鉴第3页" in client.get("/desk/metrics/supplied/").content.decode()
        assert "20000 (2025)" in client.get("/desk/metrics/").content.decode()

    def test_refuse_calls_that_cannot_be(self, cast: Cast, sign_in: SignIn) -> None:
        told = {"calls-first_day": "2026-03-01", "calls-last_day": "2026-03-02", "calls-source": "x"}
        wrong = {**told, "calls-offered": 5, "calls-answered": 7}

        response = sign_in("liufang").post("/desk/metrics/supplied/calls", wrong)

        assert response.status_code == 409
        assert 'value="7"' in response.content.decode()

    def test_an_empty_period_is_dashes(self, cast: Cast, sign_in: SignIn) -> None:
        html = sign_in("liufang").get("/desk/metrics/", NO_DAYS).content.decode()

        assert "0.00 %" not in html
        assert "—" in html

    def test_an_old_month_is_reached(self, cast: Cast, sign_in: SignIn) -> None:
        html = sign_in("liufang").get("/desk/metrics/", {"month": "2021-05"}).content.decode()

        assert '<option value="2021-05" selected>' in html
