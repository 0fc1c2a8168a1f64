"""The escalation ladder: who is reminded on which day, once per step and deadline, and that late stays late."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger import queries, services
from huixiang.ledger.models import Escalation, LadderStep, Reminder, SupervisionOrder
from huixiang.ledger.queries import ProblemFilter
from huixiang.ledger.services import BadDeadline, LadderImpossible
from huixiang.ledger.states import LadderTo
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.ledger.testing_sides import make_suspension, make_suspension_asked
from huixiang.people import services as people
from huixiang.people.queries import working_calendar
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast

DUE = dt.date(2026, 3, 6)
"""A Friday."""


def noon(month: int, day: int) -> dt.datetime:
    """Noon in Shanghai of a day of 2026."""
    return dt.datetime(2026, month, day, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def usual(cast: Cast) -> None:
    """The usual steps, from Monday 2 March on."""
    services.take_usual_ladder(by=cast.actor("liufang"), at=NOON)


def reminded() -> set[str]:
    """Who has a reminder."""
    return set(Reminder.objects.values_list("receiver__username", flat=True))


class TestDayOfStep:
    @pytest.mark.parametrize(
        ("due", "days", "on"),
        [
            ((3, 6), -1, (3, 5)),
            ((3, 9), -1, (3, 6)),
            ((3, 6), 0, (3, 6)),
            ((3, 6), 2, (3, 10)),
            ((3, 6), 5, (3, 13)),
            ((2, 24), -1, (2, 14)),  # back over the Spring Festival to the make-up Saturday
            ((2, 13), 2, (2, 24)),  # the make-up Saturday, then the first day after the festival
        ],
    )
    def test_counts_working_days(self, cast: Cast, due: tuple[int, int], days: int, on: tuple[int, int]) -> None:
        found = queries.day_of_step(dt.date(2026, *due), days, working_calendar())

        assert found == dt.date(2026, *on)


@pytest.mark.usefixtures("usual")
class TestClimbLadder:
    @pytest.mark.parametrize(
        ("day", "who"),
        [
            ((3, 4), set()),
            ((3, 5), {"wanglei"}),
            ((3, 6), {"wanglei", "zhouming"}),
        ],
    )
    def test_reminds_named_people(self, cast: Cast, day: tuple[int, int], who: set[str]) -> None:
        make_assigned(cast, due_on=DUE)

        services.climb_ladder(at=noon(*day))

        assert reminded() == who

    def test_reminds_a_superior_then_supervisors_and_proposes_an_order(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=DUE)
        user = people.add_member(username="wuyue", name="吴越", unit=cast.top, by=cast.actor("admin"), at=NOON)
        people.give_role(user=user, role=Role.UNIT_LEADER, unit=cast.top, by=cast.actor("admin"), at=NOON)

        services.climb_ladder(at=noon(3, 10))
        assert "wuyue" in reminded()
        assert not SupervisionOrder.objects.exists()
        services.climb_ladder(at=noon(3, 13))

        order = SupervisionOrder.objects.get()
        assert "gaoyuan" in reminded()
        assert (order.state, order.number, order.unit) == ("proposed", None, cast.roads)
        assert list(queries.problems_of(order)) == [problem]

    def test_takes_each_step_once_however_often_it_runs(self, cast: Cast) -> None:
        make_assigned(cast, due_on=DUE)

        counts = [services.climb_ladder(at=noon(3, day)) for day in (6, 6, 7, 13, 13, 20)]

        assert counts == [2, 0, 0, 2, 0, 0]  # the day before was missed, and still helps on the day itself
        assert Escalation.objects.count() == 4

    def test_does_not_remind_beforehand_once_it_is_late(self, cast: Cast) -> None:
        make_assigned(cast, due_on=DUE)

        services.climb_ladder(at=noon(3, 7))

        assert Escalation.objects.get().step.days == 0

    def test_the_database_refuses_a_second_one(self, cast: Cast) -> None:
        make_assigned(cast, due_on=DUE)
        services.climb_ladder(at=noon(3, 6))
        taken = Escalation.objects.get(step__days=0)

        with pytest.raises(IntegrityError), transaction.atomic():
            Escalation.objects.create(step=taken.step, problem=taken.problem, due_on=DUE, at=noon(3, 7))

    def test_begins_anew_for_an_extended_deadline_and_keeps_the_old(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=DUE)
        services.climb_ladder(at=noon(3, 5))
        services.extend_deadline(
            problem_id=problem.pk, due_on=dt.date(2026, 3, 20), reason="灯头没到货", by=cast.actor("liufang"),
            at=noon(3, 5),
        )  # fmt: skip

        for day in (6, 19, 20):
            services.climb_ladder(at=noon(3, day))

        taken = list(Escalation.objects.values_list("step__days", "due_on"))
        assert taken == [(-1, DUE), (-1, dt.date(2026, 3, 20)), (0, dt.date(2026, 3, 20))]

    def test_leaves_out_what_the_unit_said_is_done(self, cast: Cast) -> None:
        make_claimed(cast, make_assigned(cast, due_on=DUE))

        assert services.climb_ladder(at=noon(3, 20)) == 0

    def test_proposes_no_order_while_a_suspension_stands(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=DUE)
        suspension = make_suspension(cast, make_suspension_asked(cast, problem))

        services.climb_ladder(at=noon(3, 20))
        assert not SupervisionOrder.objects.exists()
        services.withdraw_suspension(
            suspension_id=suspension.pk, words="设备到了", by=cast.actor("wanglei"), at=noon(3, 20)
        )
        services.climb_ladder(at=noon(3, 20))

        assert SupervisionOrder.objects.count() == 1

    def test_does_not_press_twice(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=DUE)
        services.send_supervision(
            unit=cast.roads, problem_ids=[problem.pk], found="没人到场", requires="修好", by=cast.actor("gaoyuan"),
            answer_by=dt.date(2026, 3, 20), at=NOON,
        )  # fmt: skip

        services.climb_ladder(at=noon(3, 13))

        assert SupervisionOrder.objects.get().state == "sent"

    def test_does_not_remind_of_days_before_the_step_counted(self, cast: Cast) -> None:
        make_assigned(cast, due_on=DUE)
        LadderStep.objects.update(since=dt.date(2026, 3, 12))

        assert services.climb_ladder(at=noon(3, 16)) == 1
        assert Escalation.objects.get().step.days == 5


@pytest.mark.usefixtures("usual")
class TestLate:
    def test_stays_public_and_is_not_reset(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=DUE)
        services.climb_ladder(at=noon(3, 20))

        with pytest.raises(BadDeadline):
            services.extend_deadline(
                problem_id=problem.pk, due_on=dt.date(2026, 4, 1), reason="再等等", by=cast.actor("liufang"),
                at=noon(3, 20),
            )  # fmt: skip

        problem.refresh_from_db()
        late = queries.problem_list(cast.actor("gaoyuan"), ProblemFilter(overdue_on=dt.date(2026, 3, 20)))
        assert (problem.due_on, list(late)) == (DUE, [problem])


@pytest.mark.usefixtures("usual")
class TestMailReminders:
    def test_says_only_that_something_waits_once_a_day(self, cast: Cast) -> None:
        user = cast.people["wanglei"]
        user.email = "wanglei@example.org"
        user.save()
        make_assigned(cast, due_on=DUE)
        make_assigned(cast, due_on=DUE, title="井盖缺了")
        services.climb_ladder(at=noon(3, 5))

        sent = [services.mail_reminders(user_id=user.pk, at=noon(3, day)) for day in (5, 5, 6)]

        assert sent == [True, False, False]
        assert mail.outbox[0].to == ["wanglei@example.org"]
        assert "路灯" not in f"{mail.outbox[0].body}{mail.outbox[0].subject}"

    def test_sends_nothing_without_an_address(self, cast: Cast) -> None:
        make_assigned(cast, due_on=DUE)
        services.climb_ladder(at=noon(3, 5))

        assert services.mail_reminders(user_id=cast.people["wanglei"].pk, at=noon(3, 5)) is False
        assert mail.outbox == []


class TestSetLadderStep:
    def test_replaces_the_one_at_the_same_place(self, cast: Cast) -> None:
        for superior in ("liufang", "hejing"):
            services.set_ladder_step(
                days=2, to=LadderTo.SUPERIOR, since=NOON.date(), by=cast.actor("liufang"), at=NOON,
                superior=cast.people[superior],
            )  # fmt: skip

        counting = queries.ladder_steps(NOON.date())
        assert [step.superior for step in counting] == [cast.people["hejing"]]

    @pytest.mark.parametrize(
        ("days", "to", "since", "named"),
        [
            (2, LadderTo.SUPERIOR, dt.date(2026, 3, 1), False),
            (300, LadderTo.SUPERIOR, dt.date(2026, 3, 2), False),
            (-61, LadderTo.HANDLER, dt.date(2026, 3, 2), False),
            (2, LadderTo.LEADER, dt.date(2026, 3, 2), True),
        ],
        ids=["a past day", "too late", "too early", "a name where none belongs"],
    )
    def test_refuses_and_writes_nothing(self, cast: Cast, days: int, to: LadderTo, since: dt.date, named: bool) -> None:
        superior = cast.people["hejing"] if named else None

        with pytest.raises(LadderImpossible):
            services.set_ladder_step(
                days=days, to=to, since=since, by=cast.actor("liufang"), at=NOON, superior=superior
            )

        assert not LadderStep.objects.exists()
        assert not JournalEntry.objects.filter(action="ledger.ladder.set").exists()

    def test_is_for_the_office(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.take_usual_ladder(by=cast.actor("zhouming"), at=NOON)

        assert not LadderStep.objects.exists()

    def test_ends_after_today_and_once(self, cast: Cast) -> None:
        services.take_usual_ladder(by=cast.actor("liufang"), at=NOON)
        step = LadderStep.objects.get(days=0)

        services.end_ladder_step(step_id=step.pk, by=cast.actor("liufang"), at=NOON)

        step.refresh_from_db()
        assert step.until == NOON.date()
        with pytest.raises(LadderImpossible):
            services.end_ladder_step(step_id=step.pk, by=cast.actor("liufang"), at=NOON)
