"""Handing over and extending: days on the real calendar, and that every day set leaves a row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger import services
from huixiang.ledger.models import CoUnit, DeadlineChange
from huixiang.ledger.services import BadDeadline, ExtendedAlready, ReasonMissing, WrongUnit
from huixiang.ledger.testing import make_assigned, make_checked, make_working
from huixiang.people.models import OwnDay
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState
from huixiang.sorting.testing import make_problem


def noon(month: int, day: int) -> dt.datetime:
    """Noon in Shanghai of a day of 2026."""
    return dt.datetime(2026, month, day, 4, 0, tzinfo=dt.UTC)


class TestAssignProblem:
    def test_makes_a_unit_and_its_leader_responsible(self, cast: Cast) -> None:
        problem = make_assigned(cast)

        assert (problem.state, problem.unit, problem.leader) == ("assigned", cast.roads, cast.people["zhouming"])

    def test_counts_the_organisations_usual_limit(self, cast: Cast) -> None:
        problem = make_assigned(cast, at=noon(3, 2))

        assert problem.due_on == dt.date(2026, 3, 23)

    @pytest.mark.parametrize(
        ("handed", "limit", "due"),
        [
            ((2, 12), 3, (2, 24)),  # Friday, the make-up Saturday 14 February, then the first day after the festival
            ((2, 13), 1, (2, 14)),  # due on a make-up Saturday
            ((2, 24), 5, (3, 2)),  # over the make-up Saturday 28 February
            ((2, 16), 1, (2, 24)),  # handed over within the Spring Festival
            ((9, 30), 2, (10, 9)),  # over the National Day week
        ],
        ids=["over the Spring Festival", "on a make-up Saturday", "second make-up", "within", "National Day"],
    )
    def test_counts_working_days_of_2026(
        self, cast: Cast, handed: tuple[int, int], limit: int, due: tuple[int, int]
    ) -> None:
        problem = make_assigned(cast, at=noon(*handed), limit_working_days=limit)

        assert problem.due_on == dt.date(2026, *due)

    def test_counts_the_organisations_own_days(self, cast: Cast) -> None:
        OwnDay.objects.create(day=dt.date(2026, 3, 3), working=False, name="局庆")

        problem = make_assigned(cast, at=noon(3, 2), limit_working_days=1)

        assert problem.due_on == dt.date(2026, 3, 4)

    def test_takes_a_given_day(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 20))

        assert problem.due_on == dt.date(2026, 3, 20)

    def test_keeps_the_day_as_a_row_and_journals(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 20))

        change = DeadlineChange.objects.get()
        assert (change.before, change.after, change.extends) == (None, dt.date(2026, 3, 20), False)
        entry = JournalEntry.objects.get(action="ledger.problem.assigned")
        assert (entry.subject, entry.after["unit"]) == (f"problem:{problem.pk}", cast.roads.pk)

    def test_replaces_the_helping_units(self, cast: Cast) -> None:
        problem = make_assigned(cast, co_units=(cast.water, cast.top))

        make_assigned(cast, problem, co_units=(cast.top, cast.roads), reason="分工变了")

        assert [row.unit for row in CoUnit.objects.filter(ended_at=None)] == [cast.top]

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [
            ({"due_on": dt.date(2026, 3, 1)}, BadDeadline),
            ({"due_on": dt.date(9999, 12, 31)}, BadDeadline),
            ({"limit_working_days": 0}, BadDeadline),
            ({"limit_working_days": 100_000}, BadDeadline),
        ],
        ids=["a day in the past", "a slip of the year", "no day at all", "centuries"],
    )
    def test_refuses_impossible_days(self, cast: Cast, facts: dict[str, Any], refusal: type[Exception]) -> None:
        problem = make_problem(cast)

        with pytest.raises(refusal):
            make_assigned(cast, problem, **facts)

        assert not DeadlineChange.objects.exists()

    def test_refuses_a_leader_of_another_unit(self, cast: Cast) -> None:
        problem = make_problem(cast)

        with pytest.raises(WrongUnit):
            make_assigned(cast, problem, leader=cast.people["maqiang"])

        problem.refresh_from_db()
        assert problem.state == ProblemState.LISTED

    def test_refuses_a_closed_unit(self, cast: Cast) -> None:
        problem = make_problem(cast)
        cast.roads.closed_on = NOON.date()

        with pytest.raises(WrongUnit):
            make_assigned(cast, problem)

        assert not DeadlineChange.objects.exists()

    def test_refuses_a_second_hand_over_without_a_reason(self, cast: Cast) -> None:
        problem = make_assigned(cast)

        with pytest.raises(ReasonMissing):
            make_assigned(cast, problem, unit=cast.water, leader=cast.people["maqiang"])

        problem.refresh_from_db()
        assert problem.unit == cast.roads

    @pytest.mark.parametrize("username", ["hejing", "wanglei", "zhouming", "chentao", "gaoyuan"])
    def test_is_the_offices_act(self, cast: Cast, username: str) -> None:
        problem = make_problem(cast)

        with pytest.raises(NotAllowed):
            services.assign_problem(
                problem_id=problem.pk,
                unit=cast.roads,
                leader=cast.people["zhouming"],
                by=cast.actor(username),
                at=NOON,
            )

        assert not DeadlineChange.objects.exists()

    def test_refuses_while_completion_is_examined(self, cast: Cast) -> None:
        claim = make_checked(cast)

        with pytest.raises(NotAllowed):
            make_assigned(cast, claim.problem, reason="换个单位")

        assert Problem.objects.get().state == ProblemState.CHECKED


class TestExtendDeadline:
    def extend(
        self, cast: Cast, problem: Problem, due_on: dt.date, by: str = "liufang", **facts: Any
    ) -> DeadlineChange:
        facts = {"reason": "灯头要从外地调货", "at": NOON, **facts}
        return services.extend_deadline(problem_id=problem.pk, due_on=due_on, by=cast.actor(by), **facts)

    def test_moves_the_day_and_keeps_why(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 20))

        change = self.extend(cast, problem, dt.date(2026, 3, 27))

        problem.refresh_from_db()
        assert problem.due_on == dt.date(2026, 3, 27)
        assert (change.before, change.reason, change.extends) == (dt.date(2026, 3, 20), "灯头要从外地调货", True)
        assert JournalEntry.objects.filter(action="ledger.deadline.extended").count() == 1

    def test_is_possible_on_the_last_day(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 20))

        assert self.extend(cast, problem, dt.date(2026, 3, 27), at=noon(3, 20))

    @pytest.mark.parametrize(
        ("due_on", "facts", "refusal"),
        [
            (dt.date(2026, 3, 27), {"at": noon(3, 21)}, BadDeadline),
            (dt.date(2026, 3, 20), {}, BadDeadline),
            (dt.date(2062, 3, 27), {}, BadDeadline),
            (dt.date(2026, 3, 27), {"reason": "  "}, ReasonMissing),
            (dt.date(2026, 3, 27), {"by": "zhouming"}, NotAllowed),
            (dt.date(2026, 3, 27), {"by": "hejing"}, NotAllowed),
        ],
        ids=[
            "after it has passed",
            "to the same day",
            "a slip of the year",
            "without a reason",
            "by the unit",
            "by a clerk",
        ],
    )
    def test_refuses(self, cast: Cast, due_on: dt.date, facts: dict[str, Any], refusal: type[Exception]) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 20))

        with pytest.raises(refusal):
            self.extend(cast, problem, due_on, **facts)

        problem.refresh_from_db()
        assert (problem.due_on, DeadlineChange.objects.count()) == (dt.date(2026, 3, 20), 1)

    def test_happens_once_unless_approved_anew(self, cast: Cast) -> None:
        problem = make_working(cast, make_assigned(cast, due_on=dt.date(2026, 3, 20)))
        self.extend(cast, problem, dt.date(2026, 3, 27))

        with pytest.raises(ExtendedAlready):
            self.extend(cast, problem, dt.date(2026, 4, 3))

        assert self.extend(cast, problem, dt.date(2026, 4, 3), approved_again=True).after == dt.date(2026, 4, 3)

    def test_counts_anew_after_a_new_hand_over(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 20))
        self.extend(cast, problem, dt.date(2026, 3, 27))
        make_assigned(cast, problem, due_on=dt.date(2026, 3, 20), reason="换个单位")

        assert self.extend(cast, problem, dt.date(2026, 3, 23)).after == dt.date(2026, 3, 23)
