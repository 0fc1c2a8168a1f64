"""The dashboard: weeks, ages, answers by kind and places from rows; a table under every chart; nobody is counted."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.kernel import clock
from huixiang.ledger.testing import make_assigned
from huixiang.listening import services as listening
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_problem
from huixiang.verification import queries
from huixiang.verification.testing import AFTER_THE_WINDOW, make_order, make_silent

SignIn = Callable[[str], Client]
TODAY = dt.date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _two_weeks_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(days=14))


def data_of(html: str, name: str) -> dict[str, Any]:
    """The data of one chart as the page hands it to the script."""
    found = re.search(rf'<script id="{name}-data" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


class TestQueries:
    def test_weeks_hold_what_was_opened_and_closed(self, cast: Cast) -> None:
        make_silent(cast)
        make_assigned(cast)

        found = queries.weeks(cast.actor("liufang"), today=TODAY, count=4)

        assert [(week.monday.day, week.opened, week.closed) for week in found] == [
            (23, 0, 0), (2, 2, 0), (9, 0, 1), (16, 0, 0),
        ]  # fmt: skip

    def test_ages_keep_open_ones_apart(self, cast: Cast) -> None:
        make_silent(cast)
        make_assigned(cast)

        found = queries.ages(cast.actor("liufang"), today=TODAY, days=730)

        assert (dict(found.closed), dict(found.still_open)) == ({8: 1}, {14: 1})

    def test_answers_are_counted_by_unit_and_kind(self, cast: Cast) -> None:
        for solved, nature in ((True, "complaint"), (False, "complaint"), (True, "")):
            make_order(make_assigned(cast), nature=nature, answered_on=NOON.date(), contacted=True, solved=solved,
                       satisfied="satisfied")  # fmt: skip

        found = queries.answers_by_kind(cast.actor("liufang"), since=NOON.date())

        assert sorted((one.nature, one.answered, one.solved) for one in found) == [("", 1, 1), ("complaint", 2, 1)]

    def test_places_with_most_problems_come_first(self, cast: Cast) -> None:
        clerk = cast.actor("hejing")
        few, many = (listening.add_place(name=name, code=name, parent=None, by=clerk, at=NOON) for name in ("东", "西"))
        for place in (few, many, many):
            make_problem(cast, voices=0, place=place)

        found = queries.hot_places(cast.actor("liufang"), since=NOON.date())

        assert [(one.place.name, one.opened, one.open_now) for one in found] == [("西", 2, 2), ("东", 1, 1)]

    def test_units_see_their_own(self, cast: Cast) -> None:
        make_assigned(cast)

        opened = [week.opened for week in queries.weeks(cast.actor("hanbing"), today=TODAY, count=4)]

        assert opened == [0, 0, 0, 0]


class TestPage:
    def test_has_a_table_under_every_chart(self, cast: Cast, sign_in: SignIn) -> None:
        make_silent(cast, at=AFTER_THE_WINDOW - dt.timedelta(days=8))
        make_order(Problem.objects.get(), answered_on=NOON.date(), contacted=True, solved=True, satisfied="satisfied")

        html = sign_in("liufang").get("/desk/dashboard/").content.decode()

        assert html.count("data-chart=") == html.count("<table") == 3  # no place is known
        assert data_of(html, "ages")["points"] == [[0, 100.0], [8, 0.0]]

    def test_greys_few_answers(self, cast: Cast, sign_in: SignIn) -> None:
        for _n in range(9):
            make_order(make_assigned(cast), answered_on=NOON.date(), contacted=True, solved=True,
                       satisfied="satisfied")  # fmt: skip

        html = sign_in("liufang").get("/desk/dashboard/").content.decode()

        assert [cell["few"] for cell in data_of(html, "heat")["cells"]] == [True]

    def test_counts_no_person(self, cast: Cast, sign_in: SignIn) -> None:
        make_silent(cast)

        main = sign_in("liufang").get("/desk/dashboard/").content.decode().split('id="main"')[1]

        assert not [user.name for user in cast.people.values() if user.name in main]

    def test_is_empty_before_anything_happened(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("liufang").get("/desk/dashboard/").status_code == 200

    def test_is_for_those_who_read_problems(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("admin").get("/desk/dashboard/").status_code == 403

    def test_costs_the_same_at_3_and_30_problems(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts = sign_in("liufang"), []
        client.get("/desk/dashboard/")
        for more in (3, 27):
            for _n in range(more):
                make_order(make_assigned(cast))
            with CaptureQueriesContext(connection) as found:
                client.get("/desk/dashboard/")
            counts.append(len(found))

        assert counts[0] == counts[1]
