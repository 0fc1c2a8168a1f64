"""Counts from rows: what counts where, to whom it counts, and that every count has exactly its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger.models import Order, OrderStep
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, Cast
from huixiang.verification import queries, services
from huixiang.verification.labels import COUNT_WORDS
from huixiang.verification.metrics import SHIPPED, Metric, Tally, day_period, figures_of
from huixiang.verification.models import MetricResult, MetricRule
from huixiang.verification.queries import Scope, metrics as counting
from huixiang.verification.services import RuleImpossible
from huixiang.verification.testing import make_order, make_reachable, say, usual_rule

DAY = dt.timedelta(days=1)
LATER = NOON + 60 * DAY
MARCH = day_period(dt.date(2026, 3, 1), dt.date(2026, 3, 31), rule=SHIPPED, zone="Asia/Shanghai")
ALL = Scope(MARCH, LATER)


def order(cast: Cast, **facts: Any) -> Order:
    """An order of a new problem at the roads unit; ``facts`` are those of ``make_order``."""
    return make_order(make_assigned(cast), **facts)


def closed(cast: Cast, **facts: Any) -> Order:
    """An order that was reported after two days and closed after ten."""
    usual: dict[str, Any] = {
        "state": "closed", "reported_at": NOON + 2 * DAY, "closed_at": NOON + 10 * DAY, "answered_on": NOON.date(),
        "contacted": True, "solved": True, "satisfied": "satisfied",
    }  # fmt: skip
    return order(cast, **{**usual, **facts})


def tally(cast: Cast) -> Tally:
    return queries.tallies_by_unit(ALL)[cast.roads.pk]


class TestTalliesByUnit:
    def test_counts_the_answers(self, cast: Cast) -> None:
        closed(cast)
        closed(cast, solved=False, satisfied="dissatisfied", contacted=False)
        closed(cast, satisfied="basically")

        found = tally(cast)

        assert (found.answered, found.contacted, found.solved) == (3, 2, 2)
        assert (found.satisfied, found.basically, found.dissatisfied) == (1, 1, 1)

    def test_counts_closing_of_what_was_due(self, cast: Cast) -> None:
        closed(cast)
        closed(cast, reported_at=NOON + 6 * DAY)
        order(cast)
        order(cast, due_at=LATER + DAY, first_due_at=LATER)

        found = tally(cast)

        assert (found.due, found.closed, found.closed_on_time) == (3, 2, 1)
        assert (found.dispatched, found.overdue) == (4, 2)

    @pytest.mark.parametrize(("signed", "count"), [(NOON, 1), (NOON + DAY, 0), (None, 0)])
    def test_counts_signing_in_time(self, cast: Cast, signed: dt.datetime | None, count: int) -> None:
        order(cast, signed_at=signed)

        assert tally(cast).signed_in_time == count

    def test_counts_what_was_solved_the_first_time(self, cast: Cast) -> None:
        closed(cast)
        closed(cast, redos=1)
        again = closed(cast)
        make_order(again.problem)

        found = tally(cast)

        assert (found.ended, found.redone, found.solved_at_once, found.repeated) == (3, 1, 1, 1)

    def test_counts_returns_for_the_unit_that_gave_back(self, cast: Cast) -> None:
        returned = order(cast, unit=cast.water)
        for move, before, after in (("ask_return", cast.roads, cast.roads), ("allow_return", cast.roads, cast.water)):
            OrderStep.objects.create(
                order=returned, move=move, after="dispatched", from_unit=before, to_unit=after, at=NOON
            )

        found = queries.tallies_by_unit(ALL)

        roads, water = found[cast.roads.pk], found[cast.water.pk]
        assert (roads.handed, roads.returns_asked, roads.returns_allowed, roads.dispatched) == (1, 1, 1, 0)
        assert (water.handed, water.returns_asked, water.dispatched) == (1, 0, 1)

    def test_counts_participation(self, cast: Cast) -> None:
        say(cast, make_reachable(cast), solved=True)
        make_reachable(cast)

        found = tally(cast)

        assert (found.asked, found.rated) == (2, 1)

    def test_leaves_out_other_periods_children_and_merged_ones(self, cast: Cast) -> None:
        lead = order(cast, dispatched_at=NOON - 60 * DAY, registered_at=NOON - 60 * DAY, due_at=LATER,
                     first_due_at=LATER)  # fmt: skip
        make_order(lead.problem, kind="assist", parent=lead)
        order(cast, state="merged")

        counted = queries.tallies_by_unit(ALL)[cast.roads.pk]
        assert (counted.registered, counted.dispatched, counted.due, counted.ended) == (0, 0, 0, 0)

    def test_leaves_out_units_that_were_not_asked_for(self, cast: Cast) -> None:
        closed(cast)

        assert queries.tallies_by_unit(Scope(MARCH, LATER, frozenset({cast.water.pk}))) == {}

    def test_a_day_ends_at_noon(self, cast: Cast) -> None:
        order(cast)
        period = day_period(NOON.date(), NOON.date(), rule=SHIPPED, zone="Asia/Shanghai")
        next_day = day_period(NOON.date() + DAY, NOON.date() + DAY, rule=SHIPPED, zone="Asia/Shanghai")

        assert cast.roads.pk not in queries.tallies_by_unit(Scope(period, LATER))
        assert queries.tallies_by_unit(Scope(next_day, LATER))[cast.roads.pk].dispatched == 1

    def test_adds_up(self, cast: Cast) -> None:
        closed(cast)
        closed(cast, redos=2, solved=False)

        assert figures_of(tally(cast), SHIPPED)[Metric.SOLUTION].percent() == Decimal("50.00")

    def test_knows_what_is_suspended_and_excluded_when_told(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(counting, "_sides", {})
        out, parked = closed(cast), closed(cast)
        queries.register_side("excluded", lambda: Q(pk=out.pk))
        queries.register_side("suspended", lambda: Q(pk=parked.pk))

        found = tally(cast)

        assert (found.dispatched, found.excluded, found.suspended, found.answered) == (2, 1, 1, 1)


class TestRowsBehindACount:
    @pytest.mark.parametrize("name", COUNT_WORDS)
    def test_are_as_many_as_the_count(self, cast: Cast, name: str) -> None:
        self.house(cast)
        find: dict[str, Callable[[str, Scope], QuerySet[Any]]] = {
            "order": queries.orders_counted, "step": queries.steps_counted, "asking": queries.askings_counted,
            "item": queries.items_counted, "supplied": queries.supplied_counted,
        }  # fmt: skip

        rows = find[queries.kind_of(name)](name, ALL)
        whole = sum(queries.tallies_by_unit(ALL).values(), start=Tally())

        assert queries.amount_of(name, rows) == getattr(whole, name)

    def house(self, cast: Cast) -> None:
        """A little of everything."""
        days = {"first_day": NOON.date(), "last_day": NOON.date()}
        services.supply_calls(**days, offered=9, answered=7, source="月报", by=cast.actor("liufang"), at=NOON)
        say(cast, make_reachable(cast), solved=True)
        first = closed(cast, signed_at=NOON)
        closed(cast, redos=1, solved=False, satisfied="dissatisfied", extended=True)
        make_order(first.problem)
        order(cast, unit=None, state="waiting", dispatched_at=None)
        for move in ("dispatch", "ask_return", "allow_return"):
            OrderStep.objects.create(
                order=first, move=move, after="dispatched", from_unit=cast.roads, to_unit=cast.roads, at=NOON
            )


class TestSetMetricRule:
    FACTS = usual_rule(dt.date(2026, 4, 1))

    def test_counts_from_its_day_on(self, cast: Cast) -> None:
        made = services.set_metric_rule(**self.FACTS, by=cast.actor("liufang"), at=NOON)

        assert (made.version, queries.rule_on(dt.date(2026, 3, 31)).version) == (1, 0)
        assert queries.rule_on(dt.date(2026, 4, 1)).weights.response == Decimal("0.30")
        assert JournalEntry.objects.filter(action="verification.metrics.rule_set").count() == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"weights": {"response": Decimal("0.3"), "solution": Decimal("0.3"), "satisfaction": Decimal("0.3")}},
            {"fair_from": Decimal(95)},
            {"since": dt.date(2026, 3, 1)},
            {"least_n": 0},
        ],
    )
    def test_refuses_numbers_that_contradict(self, cast: Cast, wrong: dict[str, Any]) -> None:
        with pytest.raises(RuleImpossible):
            services.set_metric_rule(**{**self.FACTS, **wrong}, by=cast.actor("liufang"), at=NOON)

        assert not MetricRule.objects.exists()

    def test_refuses_a_day_before_the_last_version(self, cast: Cast) -> None:
        services.set_metric_rule(**self.FACTS, by=cast.actor("liufang"), at=NOON)

        with pytest.raises(RuleImpossible):
            services.set_metric_rule(**self.FACTS, by=cast.actor("liufang"), at=NOON)

        assert MetricRule.objects.count() == 1

    @pytest.mark.parametrize("username", ["hejing", "zhouming", "gaoyuan"])
    def test_is_for_the_office(self, cast: Cast, username: str) -> None:
        with pytest.raises(NotAllowed):
            services.set_metric_rule(**self.FACTS, by=cast.actor(username), at=NOON)

        assert not MetricRule.objects.exists()

    def test_the_database_refuses_weights_that_make_no_whole(self, cast: Cast) -> None:
        made = services.set_metric_rule(**self.FACTS, by=cast.actor("liufang"), at=NOON)
        made.pk, made.version, made.since, made.response = None, 2, dt.date(2026, 5, 1), Decimal("0.4")
        made._state.adding = True

        with pytest.raises(DatabaseError, match="metric_weights_make_one"), transaction.atomic():
            made.save()


class TestKeepResult:
    def test_keeps_the_counts_with_the_version(self, cast: Cast) -> None:
        closed(cast)
        services.set_metric_rule(**{**TestSetMetricRule.FACTS, "since": NOON.date()}, by=cast.actor("liufang"), at=NOON)
        scope = Scope(day_period(NOON.date(), dt.date(2026, 3, 31), rule=SHIPPED, zone="Asia/Shanghai"), LATER)

        kept = services.keep_result(scope=scope, by=cast.actor("liufang"), at=LATER)

        assert (kept.version, kept.tallies[str(cast.roads.pk)]["answered"]) == (1, 1)
        assert kept.figures["solution"] == {"count": "1", "of": 1, "percent": "100.00"}
        assert JournalEntry.objects.filter(action="verification.metrics.kept").count() == 1

    def test_is_for_the_office(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.keep_result(scope=ALL, by=cast.actor("zhouming"), at=LATER)

        assert not MetricResult.objects.exists()
