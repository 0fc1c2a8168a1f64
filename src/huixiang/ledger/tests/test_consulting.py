"""Before dispatch the office asks units whose it is; the answers bind, and stay on record."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.calendar import WorkingCalendar
from huixiang.kernel.errors import NotAllowed, Overtaken, Refusal
from huixiang.ledger import queries, services
from huixiang.ledger.clocks import after_working_hours
from huixiang.ledger.models import Consultation, Order
from huixiang.ledger.policies import consulting as policies
from huixiang.ledger.queries.orders import consultations_for, owner_of
from huixiang.ledger.services import HoursImpossible, NobodyToAsk, WithWhom, WordsMissing
from huixiang.ledger.states import ConsultAnswer, OrderState
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, ROLES, Cast
from huixiang.sorting.testing import make_problem

ZONE = ZoneInfo("Asia/Shanghai")


def asked(cast: Cast, **facts: Any) -> list[Consultation]:
    given: dict[str, Any] = {"units": [cast.roads, cast.water], "hours": 8, "question": "井盖归谁？"} | facts
    problem = facts.pop("problem", None) or make_problem(cast)
    given.pop("problem", None)
    return services.consult_units(problem_id=problem.pk, by=cast.actor("liufang"), at=NOON, **given)


def answer(cast: Cast, row: Consultation, said: ConsultAnswer, *, by: str = "wanglei", **facts: Any) -> Consultation:
    given: dict[str, Any] = {"words": "在我们辖区。"} | facts
    return services.answer_consultation(consultation_id=row.pk, answer=said, by=cast.actor(by), at=NOON, **given)


class TestAsking:
    def test_registers_the_order_and_tells_each_unit_by_when(self, cast: Cast) -> None:
        rows = asked(cast)

        assert [row.unit for row in rows] == [cast.roads, cast.water]
        assert rows[0].answer_by == dt.datetime(2026, 3, 3, 12, tzinfo=ZONE)
        assert Order.objects.get().state == "consulting"
        assert list(consultations_for(cast.actor("hanbing"))) == [rows[1]]
        assert queries.problem_seen_by(cast.actor("hanbing"), rows[0].order.problem.number)
        assert JournalEntry.objects.filter(action="ledger.order.consulted").count() == 1

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [({"units": []}, NobodyToAsk), ({"hours": 0}, HoursImpossible), ({"hours": 81}, HoursImpossible)],
    )
    def test_refuses_and_writes_nothing(self, cast: Cast, facts: dict[str, Any], refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            asked(cast, **facts)

        assert (Order.objects.count(), Consultation.objects.count()) == (0, 0)

    def test_asks_nobody_twice_and_not_after_it_was_handed_over(self, cast: Cast) -> None:
        rows = asked(cast, units=[cast.roads])
        problem = rows[0].order.problem
        with pytest.raises(NobodyToAsk, match="已经问过"):
            asked(cast, units=[cast.roads], problem=problem)
        assert len(asked(cast, units=[cast.roads, cast.water], problem=problem)) == 1
        make_assigned(cast, problem)

        with pytest.raises(NotAllowed):
            asked(cast, problem=problem)

    @pytest.mark.parametrize("username", [name for name, *_ in ROLES if name != "liufang"])
    def test_is_for_the_office(self, cast: Cast, username: str) -> None:
        ruling = policies.may_consult(cast.actor(username), make_problem(cast), None)

        assert not ruling
        assert "只有办公室发起会商" in str(ruling.reason)


class TestAnswering:
    def test_yes_binds_the_unit(self, cast: Cast) -> None:
        row = asked(cast)[0]
        answer(cast, row, ConsultAnswer.YES)
        problem = row.order.problem
        assert owner_of(problem) == cast.roads.pk
        make_assigned(cast, problem)

        order = Order.objects.get()
        assert (order.state, order.hops) == ("dispatched", 0)
        with pytest.raises(NotAllowed, match="会商时你们单位答复归你们办"):
            services.ask_return(order_id=order.pk, reason="不归我们。", by=cast.actor("wanglei"), at=NOON)

    def test_with_another_unit_names_it(self, cast: Cast) -> None:
        row = asked(cast)[0]
        with pytest.raises(WithWhom):
            answer(cast, row, ConsultAnswer.WITH)
        answer(cast, row, ConsultAnswer.WITH, with_unit=cast.water)
        row.refresh_from_db()

        assert (row.answer, row.with_unit, row.words) == ("with", cast.water, "在我们辖区。")

    def test_is_given_once_by_the_unit_with_a_reason(self, cast: Cast) -> None:
        row = asked(cast)[0]
        for by, words, refusal in (("hanbing", "是。", NotAllowed), ("wanglei", " ", WordsMissing)):
            with pytest.raises(refusal):
                answer(cast, row, ConsultAnswer.NO, by=by, words=words)
        answer(cast, row, ConsultAnswer.NO)

        with pytest.raises(Overtaken, match="第一次答复为准"):
            answer(cast, row, ConsultAnswer.YES)

    @pytest.mark.parametrize("state", [state for state in OrderState if state is not OrderState.CONSULTING])
    def test_is_not_needed_where_the_order_moved_on(self, cast: Cast, state: OrderState) -> None:
        row = asked(cast)[0]
        row.order.state = state.value

        assert "不需要再答复" in str(policies.may_answer_consultation(cast.actor("wanglei"), row).reason)


class TestWorkingHours:
    @pytest.mark.parametrize(
        ("start", "hours", "end"),
        [
            ((2026, 3, 2, 12), 3, (2026, 3, 2, 15)),
            ((2026, 3, 2, 16), 2, (2026, 3, 3, 10)),
            ((2026, 3, 6, 20), 1, (2026, 3, 9, 10)),
            ((2026, 3, 7, 10), 8, (2026, 3, 9, 17)),
        ],
        ids=["the same day", "over night", "after hours on Friday", "on Saturday"],
    )
    def test_count_from_nine_to_five_on_working_days(
        self, start: tuple[int, ...], hours: int, end: tuple[int, ...]
    ) -> None:
        begun = dt.datetime(*start, tzinfo=ZONE)  # type: ignore[misc, arg-type]

        found = after_working_hours(begun, hours, calendar=WorkingCalendar(), zone=ZONE)
        assert found == dt.datetime(*end, tzinfo=ZONE)  # type: ignore[misc, arg-type]
