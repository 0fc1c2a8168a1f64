"""The metrics page: each figure with its n and the way to its rows, dashes, no ranks; units see their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.folio.tables import read_table
from huixiang.kernel import clock
from huixiang.ledger.models import Order
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, Cast
from huixiang.verification.models import MetricResult, MetricRule
from huixiang.verification.testing import make_order

SignIn = Callable[[str], Client]
MONTH = {"month": "2026-03"}
RULE = {"since": "2026-04-01", "response": 30, "solution": 35, "satisfaction": 35, "basically": "0.9", "least_n": 10,
        "good_from": 90, "fair_from": 75, "day_hour": 12, "month_day": 19, "why": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def _april(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(days=30))


def make_closed(cast: Cast, count: int = 1, *, unit: str = "roads") -> list[Order]:
    """Orders that were reported after two days, answered with "solved" and closed."""
    whose = {"roads": cast.roads, "water": cast.water}[unit]
    return [
        make_order(
            make_assigned(cast), unit=whose, state="closed", reported_at=NOON + dt.timedelta(days=2),
            closed_at=NOON + dt.timedelta(days=9), answered_on=NOON.date(), contacted=True, solved=True,
            satisfied="satisfied",
        )
        for _n in range(count)
    ]  # fmt: skip


class TestMetricsPage:
    def test_shows_rates_with_n_and_interval(self, cast: Cast, sign_in: SignIn) -> None:
        make_closed(cast, 10)

        html = sign_in("liufang").get("/desk/metrics/", MONTH).content.decode()

        assert "100.00 %" in html
        assert "10/10" in html
        assert "72.2 %" in html

    def test_reproduces_the_published_example(self, cast: Cast, sign_in: SignIn) -> None:
        html = sign_in("liufang").get("/desk/metrics/").content.decode()

        assert "25783/29186 = 88.34 %" in html
        assert "24165/29186 = 82.80 %" in html

    @pytest.mark.parametrize(("count", "graded"), [(9, False), (10, True)])
    def test_gives_no_band_below_ten(self, cast: Cast, sign_in: SignIn, count: int, graded: bool) -> None:
        make_closed(cast, count)

        html = sign_in("liufang").get("/desk/metrics/", MONTH).content.decode()

        assert ("不分档，n 不足 10" not in html and "no band, n below 10" not in html) == graded

    def test_every_link_leads_to_as_many_rows(self, cast: Cast, sign_in: SignIn) -> None:
        make_closed(cast, 3)
        make_closed(cast, 2, unit="water")
        client = sign_in("liufang")

        address: dict[str, str | int] = {**MONTH, "unit": cast.water.pk, "only": "on", "count": "solved"}
        html = client.get("/desk/metrics/rows/", address).content.decode()

        assert ": 2</h1>" in html
        assert html.count('<th scope="row">') == 2

    def test_shows_units_their_own_only(self, cast: Cast, sign_in: SignIn) -> None:
        make_closed(cast, 1)
        make_closed(cast, 2, unit="water")
        client = sign_in("wanglei")

        page = client.get("/desk/metrics/", MONTH).content.decode()
        address: dict[str, str | int] = {**MONTH, "unit": cast.water.pk, "count": "solved"}

        assert "供排水股" not in page
        assert client.get("/desk/metrics/rows/", address).status_code == 404
        assert ": 1</h1>" in client.get("/desk/metrics/rows/", {**MONTH, "count": "solved"}).content.decode()

    @pytest.mark.parametrize("asked", [{"first": "2026-03-05"}, {"first": "2026-03-05", "last": "2026-03-01"}])
    def test_tells_days_out_of_order(self, cast: Cast, sign_in: SignIn, asked: dict[str, str]) -> None:
        assert sign_in("liufang").get("/desk/metrics/", asked).status_code == 422

    @pytest.mark.parametrize("asked", [{"count": "nothing"}, {"count": "x' OR 1=1"}])
    def test_knows_no_other_counts(self, cast: Cast, sign_in: SignIn, asked: dict[str, str]) -> None:
        assert sign_in("liufang").get("/desk/metrics/rows/", asked).status_code == 404

    def test_refuses_counts_that_do_not_add_up_with_the_difference(self, cast: Cast, sign_in: SignIn) -> None:
        make_closed(cast, 3)
        Order.objects.filter(pk=Order.objects.latest("pk").pk).update(satisfied="")

        response = sign_in("liufang").get("/desk/metrics/", MONTH)

        assert response.status_code == 409
        assert "1" in response.content.decode().split("desk-main")[1][:900]

    @pytest.mark.parametrize("username", ["xujie", "admin"])
    def test_is_for_those_who_read_problems(self, cast: Cast, sign_in: SignIn, username: str) -> None:
        assert sign_in(username).get("/desk/metrics/").status_code == 403

    @pytest.mark.parametrize("path", ["", "rows/"])
    def test_costs_the_same_at_3_and_30_orders(self, cast: Cast, sign_in: SignIn, path: str) -> None:
        client, counts = sign_in("liufang"), []
        client.get(f"/desk/metrics/{path}", MONTH)
        for more in (3, 27):
            make_closed(cast, more)
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/desk/metrics/{path}", MONTH)
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestFile:
    def test_holds_what_the_page_shows(self, cast: Cast, sign_in: SignIn) -> None:
        make_closed(cast, 10)

        response = sign_in("liufang").get("/desk/metrics/file", MONTH)

        table = read_table(response.content, name="a.xlsx")
        assert response["Content-Disposition"] == 'attachment; filename="metrics_2026-02-19_2026-03-18.xlsx"'
        assert list(table.rows[0].cells.values())[1:5] == ["10", "100.00 %", "100.00 %", "100.00 %"]


class TestKeep:
    def test_keeps_and_shows_it(self, cast: Cast, sign_in: SignIn) -> None:
        make_closed(cast, 3)
        client = sign_in("liufang")

        response = client.post("/desk/metrics/keep", MONTH)

        kept = MetricResult.objects.get()
        assert response["Location"] == f"/desk/metrics/results/{kept.pk}/"
        assert "100.00 %" in client.get(response["Location"]).content.decode()
        assert response["Location"] in client.get("/desk/metrics/results/").content.decode()

    def test_shows_units_their_own_only(self, cast: Cast, sign_in: SignIn) -> None:
        make_closed(cast, 3, unit="water")
        sign_in("liufang").post("/desk/metrics/keep", MONTH)

        html = sign_in("wanglei").get(f"/desk/metrics/results/{MetricResult.objects.get().pk}/").content.decode()

        assert "100.00 %" not in html


class TestRules:
    def test_the_office_sets_a_version(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")

        assert client.post("/desk/metrics/rules/set", RULE).status_code == 302
        assert "30/35/35" in client.get("/desk/metrics/rules/").content.decode()

    @pytest.mark.parametrize(("wrong", "status"), [({"response": 40}, 409), ({"response": "viel"}, 422)])
    def test_tells_what_is_wrong(self, cast: Cast, sign_in: SignIn, wrong: dict[str, object], status: int) -> None:
        assert sign_in("liufang").post("/desk/metrics/rules/set", {**RULE, **wrong}).status_code == status
        assert not MetricRule.objects.exists()
