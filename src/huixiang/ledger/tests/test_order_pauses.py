"""A pause moves the deadline that runs, whichever move set it; and a return that was allowed is called one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from huixiang.ledger import services
from huixiang.ledger.models import Order
from huixiang.ledger.testing import make_assigned, make_checked, make_working
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.states import ProblemState

HALF_A_DAY = dt.timedelta(hours=12)


def noon(month: int, day: int) -> dt.datetime:
    """Noon in Shanghai of a day of 2026."""
    return dt.datetime(2026, month, day, 4, 0, tzinfo=dt.UTC)


def working_order(cast: Cast, *, limit: int) -> Order:
    """An order of Monday 2 March with so many working days."""
    problem = make_assigned(cast, at=noon(3, 2), limit_working_days=limit)
    make_working(cast, problem, at=noon(3, 2))
    return Order.objects.get(problem=problem)


def pause(cast: Cast, order: Order, begin: dt.datetime, end: dt.datetime) -> dt.date | None:
    """The problem's day after a pause."""
    by = cast.actor("wanglei")
    services.pause_order(order_id=order.pk, reason="等反映人回话。", by=by, at=begin)
    services.resume_order(order_id=order.pk, by=by, at=end)
    order.problem.refresh_from_db()
    return order.problem.due_on


class TestPause:
    def test_moves_the_deadline_by_the_working_days_waited(self, cast: Cast) -> None:
        order = working_order(cast, limit=5)

        assert pause(cast, order, noon(3, 3), noon(3, 5)) == dt.date(2026, 3, 11)

    def test_moves_it_again_behind_the_first_limit(self, cast: Cast) -> None:
        order = working_order(cast, limit=5)
        pause(cast, order, noon(3, 3), noon(3, 5))

        assert pause(cast, order, noon(3, 10), noon(3, 12)) == dt.date(2026, 3, 13)

    def test_moves_a_day_that_somebody_gave_to_the_end_of_an_extension(self, cast: Cast) -> None:
        order = working_order(cast, limit=5)
        facts: dict[str, Any] = {"problem_id": order.problem_id, "due_on": dt.date(2026, 3, 20), "reason": "等配件。"}
        services.extend_deadline(by=cast.actor("liufang"), at=noon(3, 6), **facts)

        assert pause(cast, order, noon(3, 16), noon(3, 17)) == dt.date(2026, 3, 23)

    def test_moves_the_fresh_limit_of_a_redo(self, cast: Cast) -> None:
        problem = make_checked(cast, make_assigned(cast, at=noon(3, 2), limit_working_days=5), at=noon(3, 3)).problem
        sorting.move_problem(sorting.lock_problem(problem.pk), ProblemState.DISPUTED, at=noon(4, 1))

        assert problem.orders.get().due_at == noon(4, 24) - HALF_A_DAY
        assert pause(cast, problem.orders.get(), noon(4, 2), noon(4, 3)) == dt.date(2026, 4, 24)

    def test_is_not_the_one_extension(self, cast: Cast) -> None:
        order = working_order(cast, limit=5)
        pause(cast, order, noon(3, 3), noon(3, 5))
        facts: dict[str, Any] = {"problem_id": order.problem_id, "due_on": dt.date(2026, 3, 20), "reason": "等配件。"}
        services.extend_deadline(by=cast.actor("liufang"), at=noon(3, 6), **facts)
        order.refresh_from_db()

        assert order.extended

    def test_over_a_weekend_moves_nothing_but_working_days(self, cast: Cast) -> None:
        order = working_order(cast, limit=10)

        assert pause(cast, order, noon(3, 7), noon(3, 8)) == dt.date(2026, 3, 16)


class TestReturn:
    def test_that_was_allowed_is_a_step_of_its_own(self, cast: Cast) -> None:
        order = make_assigned(cast).orders.get()
        services.ask_return(order_id=order.pk, reason="不归我们。", by=cast.actor("wanglei"), at=NOON)
        leader = cast.people["maqiang"]
        services.allow_return(
            order_id=order.pk, unit=cast.water, leader=leader, reason="归水务所。", by=cast.actor("liufang"), at=NOON
        )

        assert [step.move for step in order.steps.all()] == ["register", "dispatch", "ask_return", "allow_return"]
