"""An order goes from unit to unit and follows its problem; what it was and why stays on record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.ledger import services
from huixiang.ledger.clocks import Clock, Limit
from huixiang.ledger.models import DeadlineChange, Order, OrderReport
from huixiang.ledger.queries.orders import OrderFilter, order_list, order_of, require_order, waiting_orders
from huixiang.ledger.services import BadDeadline, NothingNew, Reported, TooLateToReturn, WordsMissing
from huixiang.ledger.states import LimitStep, OrderState
from huixiang.ledger.testing import make_assigned, make_checked, make_claimed, make_working
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState
from huixiang.sorting.testing import make_problem

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
LAMPS = "三盏灯头都换了新的，当晚试亮。"


def order(problem: Problem) -> Order:
    return require_order(Problem.objects.get(pk=problem.pk))


def moves(problem: Problem) -> list[str]:
    return [step.move for step in order(problem).steps.all()]


def told(**facts: Any) -> Reported:
    given: dict[str, Any] = {"answer": "灯已修好，谢谢您反映。", "solved": True, "done": LAMPS} | facts
    return Reported(**given)


class TestHandOver:
    def test_begins_an_order_with_its_limits(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        own = order(problem)

        assert (own.number, own.state, own.unit, own.hops) == (1, "dispatched", cast.roads, 0)
        assert own.due_at == own.first_due_at
        assert own.due_at is not None
        assert (own.due_at - HOUR).date() == problem.due_on
        assert moves(problem) == ["register", "dispatch"]

    def test_counts_hours_to_the_hour(self, cast: Cast) -> None:
        office = cast.actor("liufang")
        limit = Limit(24, Clock.HOURS)
        services.set_limit(step=LimitStep.FINISH, limit=limit, since=NOON.date(), urgency="urgent", by=office, at=NOON)

        assert order(make_assigned(cast, urgency="urgent")).due_at == NOON + 24 * HOUR

    def test_to_another_unit_is_one_more_hop_of_the_same_order(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        make_assigned(
            cast, problem, unit=cast.water, leader=cast.people["maqiang"], reason="水管归水务所。", at=NOON + DAY
        )
        own = order(problem)

        assert (own.number, own.unit, own.hops) == (1, cast.water, 1)
        assert own.first_due_at == Order.objects.get().steps.get(move="dispatch", from_unit=None).due_after


class TestFollowingTheProblem:
    def test_is_signed_for_when_the_unit_begins(self, cast: Cast) -> None:
        assert order(make_working(cast)).state == "signed_for"

    def test_comes_back_when_the_leader_turns_the_claim_back(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        services.turn_back_claim(claim_id=claim.pk, words="少一盏。", by=cast.actor("zhouming"), at=NOON)

        assert order(claim.problem).state == "signed_for"

    def test_goes_on_in_the_problem_it_was_merged_into_and_comes_back(self, cast: Cast) -> None:
        problem, other = make_working(cast), make_problem(cast)
        act = sorting.merge_problems(problem_id=problem.pk, into_id=other.pk, by=cast.actor("hejing"), at=NOON)
        assert order_state(problem) == "merged"

        sorting.undo(act_id=act.pk, by=cast.actor("hejing"), at=NOON)
        assert order_state(problem) == "signed_for"

    def test_has_none_before_it_was_handed_over(self, cast: Cast) -> None:
        assert order_of(make_problem(cast)) is None


def order_state(problem: Problem) -> str:
    return Order.objects.get(problem_id=problem.pk).state


class TestRedo:
    def test_begins_a_fresh_limit_and_keeps_the_first_one(self, cast: Cast) -> None:
        claim = make_checked(cast)
        before = order(claim.problem)
        dispute(claim.problem, at=NOON + 10 * DAY)
        own = order(claim.problem)

        assert (own.state, own.redos, own.first_due_at) == ("redo", 1, before.first_due_at)
        assert own.due_at is not None
        assert own.due_at > NOON + 10 * DAY
        assert DeadlineChange.objects.filter(problem=claim.problem).last().by is None  # type: ignore[union-attr]

    def test_is_raised_to_a_person_after_the_second_time(self, cast: Cast) -> None:
        claim = make_checked(cast)
        Order.objects.update(redos=2)
        dispute(claim.problem, at=NOON)
        raised = order(claim.problem).steps.get(move="raise")

        assert (raised.said, raised.person) == ("raised", cast.people["liufang"])
        assert raised.said_facts == {"times": 3, "who": "刘芳"}


def dispute(problem: Problem, *, at: dt.datetime) -> None:
    sorting.move_problem(sorting.lock_problem(problem.pk), ProblemState.DISPUTED, at=at)


class TestSignFor:
    def test_says_who_and_when(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        services.sign_for_order(order_id=order(problem).pk, by=cast.actor("wanglei"), at=NOON + HOUR)
        own = order(problem)

        assert (own.state, own.signed_by, own.signed_at) == ("signed_for", cast.people["wanglei"], NOON + HOUR)
        assert JournalEntry.objects.filter(action="ledger.order.signed").count() == 1

    def test_is_refused_to_others_and_a_second_time(self, cast: Cast) -> None:
        own = order(make_assigned(cast))
        with pytest.raises(NotAllowed, match="只有拿到工单的单位"):
            services.sign_for_order(order_id=own.pk, by=cast.actor("sunli"), at=NOON)
        services.sign_for_order(order_id=own.pk, by=cast.actor("wanglei"), at=NOON)

        with pytest.raises(NotAllowed, match="正在办理"):
            services.sign_for_order(order_id=own.pk, by=cast.actor("wanglei"), at=NOON)


class TestReturn:
    def asked(self, cast: Cast) -> Order:
        own = order(make_assigned(cast))
        by = cast.actor("wanglei")
        return services.ask_return(order_id=own.pk, reason="这段路归水务所。", proposed=cast.water, by=by, at=NOON)

    def test_allowed_goes_to_another_unit_with_a_fresh_limit(self, cast: Cast) -> None:
        own = self.asked(cast)
        facts = {"unit": cast.water, "leader": cast.people["maqiang"], "reason": "查过图纸，归水务所。"}
        services.allow_return(order_id=own.pk, by=cast.actor("liufang"), at=NOON + DAY, **facts)  # type: ignore[arg-type]
        own.refresh_from_db()
        own.problem.refresh_from_db()

        assert (own.state, own.unit, own.hops, own.returns) == ("dispatched", cast.water, 1, 1)
        assert (own.problem.unit, own.problem.state) == (cast.water, "assigned")

    def test_refused_stays_for_good(self, cast: Cast) -> None:
        own = self.asked(cast)
        services.refuse_return(order_id=own.pk, reason="图纸上在你们辖区。", by=cast.actor("liufang"), at=NOON)
        own.refresh_from_db()

        assert (own.state, own.designated) == ("signed_for", True)
        make_assigned(cast, own.problem, reason="再派一次。")  # a new hand-over to the same unit changes nothing of it
        with pytest.raises(NotAllowed, match="不能再退"):
            services.ask_return(order_id=own.pk, reason="还是不归我们。", by=cast.actor("wanglei"), at=NOON)

    def test_is_too_late_after_its_limit(self, cast: Cast) -> None:
        own = order(make_assigned(cast))
        with pytest.raises(TooLateToReturn):
            services.ask_return(order_id=own.pk, reason="不归我们。", by=cast.actor("wanglei"), at=NOON + 9 * DAY)

        assert Order.objects.get().state == "dispatched"

    @pytest.mark.parametrize(
        ("who", "unit", "refusal"), [("wanglei", "water", NotAllowed), ("liufang", "roads", NotAllowed)]
    )
    def test_is_decided_by_the_office_and_for_another_unit(
        self, cast: Cast, who: str, unit: str, refusal: type[Refusal]
    ) -> None:
        own = self.asked(cast)
        facts: dict[str, Any] = {"unit": getattr(cast, unit), "leader": cast.people["maqiang"], "reason": "查过。"}

        with pytest.raises(refusal):
            services.allow_return(order_id=own.pk, by=cast.actor(who), at=NOON, **facts)
        assert Order.objects.get().state == "return_asked"


class TestPause:
    def test_moves_the_deadline_by_the_working_days_that_were_waited(self, cast: Cast) -> None:
        problem = make_working(cast)
        by, before = cast.actor("wanglei"), problem.due_on
        services.pause_order(order_id=order(problem).pk, reason="等反映人寄来照片。", by=by, at=NOON)
        services.resume_order(order_id=order(problem).pk, by=by, at=NOON + 2 * DAY)
        problem.refresh_from_db()

        assert before is not None
        assert problem.due_on is not None
        assert problem.due_on > before
        assert "等反映人寄来照片" in DeadlineChange.objects.filter(problem=problem).latest("id").reason

    def test_is_refused_once_it_is_late(self, cast: Cast) -> None:
        own = order(make_working(cast))

        with pytest.raises(NotAllowed, match="已经逾期"):
            services.pause_order(order_id=own.pk, reason="等照片。", by=cast.actor("wanglei"), at=NOON + 400 * DAY)
        assert own.pauses.count() == 0


class TestReclassify:
    def test_keeps_before_and_after(self, cast: Cast) -> None:
        own = order(make_assigned(cast, nature="complaint"))
        office = cast.actor("liufang")
        services.reclassify_order(order_id=own.pk, nature="consult", urgency="", reason="只是问。", by=office, at=NOON)
        step = own.steps.get(move="reclassify")

        assert (step.nature_before, step.nature_after) == ("complaint", "consult")
        with pytest.raises(NothingNew):
            services.reclassify_order(order_id=own.pk, nature="consult", urgency="", reason="x", by=office, at=NOON)


class TestReport:
    def test_enters_what_was_done_once_and_begins_the_closing(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        report = services.report_order(order_id=order(problem).pk, said=told(), by=cast.actor("wanglei"), at=NOON)
        problem.refresh_from_db()

        assert (problem.state, order(problem).state) == ("claimed", "reported")
        assert report.claim == problem.claims.get()
        assert (problem.measures.get().words, problem.evidence.get().words) == (LAMPS, LAMPS)

    def test_says_why_it_is_not_solved_and_changes_nothing_else(self, cast: Cast) -> None:
        own = order(make_assigned(cast))
        said = told(solved=False, unsolved_reason="要等明年的经费。")
        services.report_order(order_id=own.pk, said=said, by=cast.actor("wanglei"), at=NOON)
        own.refresh_from_db()

        assert (own.state, own.reports.get().claim) == ("dispatched", None)

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [
            ({"answer": " "}, WordsMissing),
            ({"done": ""}, WordsMissing),
            ({"solved": False}, WordsMissing),
            ({"contacted_at": NOON + DAY}, services.ContactInFuture),
        ],
        ids=["no answer", "nothing done", "no reason", "a contact to come"],
    )
    def test_refuses_what_says_nothing(self, cast: Cast, facts: dict[str, Any], refusal: type[Refusal]) -> None:
        own = order(make_assigned(cast))

        with pytest.raises(refusal):
            services.report_order(order_id=own.pk, said=told(**facts), by=cast.actor("wanglei"), at=NOON)
        assert (OrderReport.objects.count(), Order.objects.get().state) == (0, "dispatched")


class TestExtension:
    def test_reaches_as_far_as_its_limit_and_moves_the_order(self, cast: Cast) -> None:
        office, problem = cast.actor("liufang"), make_assigned(cast)
        services.set_limit(step=LimitStep.EXTENSION, limit=Limit(10), since=NOON.date(), by=office, at=NOON)
        assert problem.due_on is not None
        day = problem.due_on + 5 * DAY
        services.extend_deadline(problem_id=problem.pk, due_on=day, reason="等材料。", by=office, at=NOON)

        assert (order(problem).extended, OrderState(order(problem).state)) == (True, OrderState.DISPATCHED)
        other = make_assigned(cast)
        assert other.due_on is not None
        far = other.due_on + 60 * DAY
        with pytest.raises(BadDeadline, match="最多延到"):
            services.extend_deadline(problem_id=other.pk, due_on=far, reason="等材料。", by=office, at=NOON)


class TestClosedUnit:
    def test_leaves_its_orders_to_the_office(self, cast: Cast) -> None:
        make_assigned(cast)
        cast.roads.closed_on = NOON.date()
        cast.roads.save(update_fields=["closed_on"])
        office = cast.actor("liufang")

        assert waiting_orders(office, NOON)["orphaned"] == 1
        assert order_list(office, OrderFilter(orphaned=True)).count() == 1
        assert waiting_orders(cast.actor("wanglei"), NOON)["orphaned"] == 0
