"""Suspensions: asked by the unit, decided from outside, reviewed on their day; nothing is hidden or reset by them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.ledger import queries, services
from huixiang.ledger.models import Suspension, SuspensionReview
from huixiang.ledger.services import AskedAlready, BadDeadline, NotFresh, WordsMissing
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.ledger.testing_sides import REVIEW_ON, make_suspension, make_suspension_asked
from huixiang.people import services as people
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.testing import make_problem

LATER = NOON + dt.timedelta(days=20)


def journalled(action: str) -> int:
    return JournalEntry.objects.filter(action=action).count()


class TestAskForSuspension:
    @pytest.mark.parametrize("username", ["wanglei", "zhouming"])
    def test_waits_for_somebody_outside(self, cast: Cast, username: str) -> None:
        suspension = make_suspension_asked(cast, by=username)

        assert (suspension.state, suspension.unit, suspension.review_on) == ("asked", cast.roads, REVIEW_ON)
        assert suspension.asked_by == cast.people[username]
        assert journalled("ledger.suspension.asked") == 1

    @pytest.mark.parametrize("username", ["hanbing", "liufang", "gaoyuan", "hejing", "chentao"])
    def test_is_for_the_unit_alone(self, cast: Cast, username: str) -> None:
        with pytest.raises(NotAllowed):
            make_suspension_asked(cast, by=username)

        assert not Suspension.objects.exists()

    @pytest.mark.parametrize(
        ("cause", "plan", "day", "refusal"),
        [
            (" ", "等汛期过后开挖", dt.date(2026, 6, 1), WordsMissing),
            ("汛期不能开挖", "", dt.date(2026, 6, 1), WordsMissing),
            ("汛期不能开挖", "等汛期过后开挖", dt.date(2026, 3, 1), BadDeadline),
            ("汛期不能开挖", "等汛期过后开挖", dt.date(2026, 3, 2), BadDeadline),
            ("汛期不能开挖", "等汛期过后开挖", dt.date(2026, 8, 30), BadDeadline),
        ],
        ids=["no cause", "no plan", "a past day", "today", "after 181 days"],
    )
    def test_refuses_and_writes_nothing(
        self, cast: Cast, cause: str, plan: str, day: dt.date, refusal: type[Exception]
    ) -> None:
        problem = make_assigned(cast)

        with pytest.raises(refusal), transaction.atomic():
            services.ask_for_suspension(
                problem_id=problem.pk, cause=cause, plan=plan, review_on=day, by=cast.actor("wanglei"), at=NOON
            )

        assert not Suspension.objects.exists()
        assert journalled("ledger.suspension.asked") == 0

    def test_takes_the_180th_day(self, cast: Cast) -> None:
        assert make_suspension_asked(cast, review_on=dt.date(2026, 8, 29)).state == "asked"

    def test_is_asked_once_at_a_time(self, cast: Cast) -> None:
        problem = make_suspension_asked(cast).problem

        with pytest.raises(AskedAlready):
            make_suspension_asked(cast, problem)

        assert Suspension.objects.count() == 1

    def test_needs_a_unit_at_work(self, cast: Cast) -> None:
        for problem in (make_problem(cast), make_claimed(cast).problem):
            with pytest.raises(NotAllowed):
                make_suspension_asked(cast, problem)

        assert not Suspension.objects.exists()


class TestDecideSuspension:
    @pytest.mark.parametrize("username", ["liufang", "gaoyuan"])
    def test_is_approved_by_the_office_or_a_supervisor(self, cast: Cast, username: str) -> None:
        suspension = make_suspension(cast, by=username)

        assert (suspension.state, suspension.decided_by) == ("standing", cast.people[username])
        assert journalled("ledger.suspension.granted") == 1

    @pytest.mark.parametrize("username", ["wanglei", "zhouming", "chentao", "hejing"])
    def test_refuses_who_does_not_decide(self, cast: Cast, username: str) -> None:
        with pytest.raises(NotAllowed):
            make_suspension(cast, by=username)

        assert Suspension.objects.get().state == "asked"
        assert journalled("ledger.suspension.granted") == 0

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICE])
    def test_refuses_the_leader_who_asked_and_decides_in_a_second_role(self, cast: Cast, role: Role) -> None:
        suspension = make_suspension_asked(cast, by="zhouming")
        _give(cast, "zhouming", role)

        with pytest.raises(NotAllowed, match="这是你自己提出的"):
            _decide(cast, suspension, "zhouming")

        suspension.refresh_from_db()
        assert (suspension.state, suspension.decided_by) == ("asked", None)

    def test_refuses_a_colleague_of_the_unit_in_a_second_role(self, cast: Cast) -> None:
        suspension = make_suspension_asked(cast)
        _give(cast, "zhouming", Role.SUPERVISOR)

        with pytest.raises(NotAllowed, match="你属于当事单位"):
            _decide(cast, suspension, "zhouming")

    def test_refuses_a_supervisor_who_also_leads_the_unit_from_elsewhere(self, cast: Cast) -> None:
        suspension = make_suspension_asked(cast)
        _give(cast, "gaoyuan", Role.UNIT_LEADER)

        with pytest.raises(NotAllowed, match="你在当事单位也有角色"):
            _decide(cast, suspension, "gaoyuan")

    def test_needs_a_reason(self, cast: Cast) -> None:
        suspension = make_suspension_asked(cast)

        with pytest.raises(WordsMissing), transaction.atomic():
            _decide(cast, suspension, "gaoyuan", words=" \n")

        suspension.refresh_from_db()
        assert suspension.state == "asked"

    def test_may_be_refused(self, cast: Cast) -> None:
        suspension = make_suspension(cast, granted=False)

        assert (suspension.state, journalled("ledger.suspension.refused")) == ("refused", 1)

    def test_is_decided_once(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        with pytest.raises(Overtaken):
            _decide(cast, suspension, "liufang")

    def test_does_not_approve_a_review_day_that_passed(self, cast: Cast) -> None:
        suspension = make_suspension_asked(cast, review_on=dt.date(2026, 3, 10))

        with pytest.raises(BadDeadline), transaction.atomic():
            _decide(cast, suspension, "gaoyuan", at=LATER)

        suspension.refresh_from_db()
        assert suspension.state == "asked"

    def test_the_database_refuses_who_asked(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        with pytest.raises(IntegrityError), transaction.atomic():
            Suspension.objects.filter(pk=suspension.pk).update(decided_by=suspension.asked_by)


class TestStandingSuspension:
    def test_hides_neither_the_deadline_nor_that_it_is_late(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 4))
        make_suspension(cast, make_suspension_asked(cast, problem))

        problem.refresh_from_db()
        late = queries.problem_list(cast.actor("gaoyuan"), queries.ProblemFilter(overdue_on=dt.date(2026, 3, 20)))
        assert (problem.due_on, problem.state) == (dt.date(2026, 3, 4), "assigned")
        assert list(late) == [problem]

    def test_does_not_let_a_deadline_that_passed_be_moved(self, cast: Cast) -> None:
        problem = make_assigned(cast, due_on=dt.date(2026, 3, 4))
        make_suspension(cast, make_suspension_asked(cast, problem))

        with pytest.raises(BadDeadline):
            services.extend_deadline(
                problem_id=problem.pk, due_on=dt.date(2026, 4, 1), reason="挂账了", by=cast.actor("liufang"), at=LATER
            )

    def test_ends_with_the_problem(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        services.end_suspension_of(problem_id=suspension.problem_id, at=LATER)
        services.end_suspension_of(problem_id=suspension.problem_id, at=LATER)

        suspension.refresh_from_db()
        assert (suspension.state, SuspensionReview.objects.count()) == ("ended", 1)


class TestReviewSuspension:
    def test_prolongs_with_a_fresh_reason(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        review = _review(cast, suspension, words="汛期延长到九月", day=dt.date(2026, 9, 1))

        suspension.refresh_from_db()
        assert (suspension.state, suspension.review_on) == ("standing", dt.date(2026, 9, 1))
        assert (review.before, review.after) == (REVIEW_ON, dt.date(2026, 9, 1))
        assert journalled("ledger.suspension.prolonged") == 1

    def test_ends(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        _review(cast, suspension, words="可以开挖了", day=None)

        suspension.refresh_from_db()
        assert (suspension.state, suspension.ended_at) == ("ended", LATER)
        assert journalled("ledger.suspension.ended") == 1

    @pytest.mark.parametrize(
        ("words", "day", "refusal"),
        [
            ("", dt.date(2026, 9, 1), WordsMissing),
            ("汛期不能开挖", dt.date(2026, 9, 1), NotFresh),
            ("汛期延长到九月", dt.date(2026, 3, 22), BadDeadline),
            ("汛期延长到九月", dt.date(2027, 3, 1), BadDeadline),
        ],
        ids=["no words", "the words of before", "today", "too far"],
    )
    def test_refuses_and_writes_nothing(self, cast: Cast, words: str, day: dt.date, refusal: type[Exception]) -> None:
        suspension = make_suspension(cast)

        with pytest.raises(refusal), transaction.atomic():
            _review(cast, suspension, words=words, day=day)

        suspension.refresh_from_db()
        assert (suspension.review_on, SuspensionReview.objects.count()) == (REVIEW_ON, 0)

    @pytest.mark.parametrize("username", ["wanglei", "zhouming", "chentao"])
    def test_is_for_outsiders_who_decide(self, cast: Cast, username: str) -> None:
        suspension = make_suspension(cast)

        with pytest.raises(NotAllowed):
            _review(cast, suspension, words="汛期延长到九月", day=dt.date(2026, 9, 1), by=username)

        assert not SuspensionReview.objects.exists()

    def test_is_not_found_by_another_unit(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        with pytest.raises(NotFound):
            _review(cast, suspension, words="不归我管", day=None, by="hanbing")


class TestWithdrawSuspension:
    def test_lets_the_unit_act_after_all(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        services.withdraw_suspension(suspension_id=suspension.pk, words="设备到了", by=cast.actor("wanglei"), at=LATER)

        suspension.refresh_from_db()
        assert suspension.state == "ended"

    def test_is_not_for_others(self, cast: Cast) -> None:
        suspension = make_suspension(cast)

        with pytest.raises(NotAllowed):
            services.withdraw_suspension(suspension_id=suspension.pk, words="撤", by=cast.actor("gaoyuan"), at=LATER)


def _give(cast: Cast, username: str, role: Role) -> None:
    user = cast.people[username]
    people.give_role(user=user, role=role, unit=cast.roads, by=cast.actor("admin"), at=NOON)


def _decide(
    cast: Cast, suspension: Suspension, by: str, *, words: str = "现场看过", at: dt.datetime = NOON
) -> Suspension:
    return services.decide_suspension(suspension_id=suspension.pk, granted=True, words=words, by=cast.actor(by), at=at)


def _review(
    cast: Cast, suspension: Suspension, *, words: str, day: dt.date | None, by: str = "gaoyuan"
) -> SuspensionReview:
    return services.review_suspension(
        suspension_id=suspension.pk, review_on=day, words=words, by=cast.actor(by), at=LATER
    )
