"""Supervision orders: sent from outside, signed for by a named person, answered, reviewed, raised one level."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, Overtaken
from huixiang.ledger import queries, services
from huixiang.ledger.models import SupervisionAnswer, SupervisionOrder, SupervisionReview
from huixiang.ledger.services import BadDeadline, OtherUnits, UnitClosed, WordsMissing
from huixiang.ledger.testing import make_assigned, make_evidence, make_working
from huixiang.ledger.testing_sides import ANSWER_BY, make_supervision, make_supervision_answered
from huixiang.people import services as people
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast

LATER = NOON + dt.timedelta(days=10)
"""Two days after the day to answer."""


def actions() -> list[str]:
    """What was recorded about supervision orders themselves, in order."""
    rows = JournalEntry.objects.filter(subject__startswith="supervision:").order_by("id")
    return [entry.action.removeprefix("ledger.supervision.") for entry in rows]


class TestSendSupervision:
    def test_gets_the_next_number_of_the_year(self, cast: Cast) -> None:
        first, second = make_supervision(cast), make_supervision(cast)
        next_year = make_supervision(cast, answer_by=dt.date(2027, 1, 20), at=dt.datetime(2027, 1, 4, 4, tzinfo=dt.UTC))

        numbers = [(order.year, order.number) for order in (first, second, next_year)]
        assert numbers == [(2026, 1), (2026, 2), (2027, 1)]

    def test_names_problems_of_the_unit(self, cast: Cast) -> None:
        problem, other = make_assigned(cast), make_assigned(cast, title="井盖缺了一个")

        order = make_supervision(cast, problem, other)

        assert list(queries.problems_of(order)) == [problem, other]
        assert (order.state, order.unit, order.answer_by, order.level) == ("sent", cast.roads, ANSWER_BY, 1)
        about = JournalEntry.objects.filter(action="ledger.supervision.sent").values_list("subject", flat=True)
        assert sorted(about) == sorted([f"problem:{problem.pk}", f"problem:{other.pk}", f"supervision:{order.pk}"])

    @pytest.mark.parametrize("username", ["liufang", "hejing", "chentao", "zhouming", "shenping"])
    def test_is_for_supervisors(self, cast: Cast, username: str) -> None:
        with pytest.raises(NotAllowed):
            _send(cast, by=username)

        assert not SupervisionOrder.objects.exists()

    def test_refuses_a_supervisor_with_a_role_in_the_unit(self, cast: Cast) -> None:
        give(cast, "gaoyuan", Role.UNIT_HANDLER)

        with pytest.raises(NotAllowed, match="你在当事单位也有角色"):
            _send(cast)

    @pytest.mark.parametrize(
        ("changed", "refusal"),
        [
            ({"found": " "}, WordsMissing),
            ({"requires": ""}, WordsMissing),
            ({"answer_by": dt.date(2026, 3, 1)}, BadDeadline),
        ],
        ids=["nothing found", "nothing required", "a past day"],
    )
    def test_refuses_and_writes_nothing(self, cast: Cast, changed: dict[str, Any], refusal: type[Exception]) -> None:
        with pytest.raises(refusal), transaction.atomic():
            _send(cast, **changed)

        assert not SupervisionOrder.objects.exists()
        assert actions() == []

    def test_refuses_a_problem_of_another_unit(self, cast: Cast) -> None:
        problem = make_assigned(cast, unit=cast.water, leader=cast.people["maqiang"])

        with pytest.raises(OtherUnits, match="问题 1 不在这个单位"), transaction.atomic():
            make_supervision(cast, problem)

        assert not SupervisionOrder.objects.exists()

    def test_refuses_a_closed_unit(self, cast: Cast) -> None:
        cast.roads.closed_on = NOON.date()
        cast.roads.save()

        with pytest.raises(UnitClosed), transaction.atomic():
            make_supervision(cast)

        assert not SupervisionOrder.objects.exists()


class TestSignSupervision:
    def test_bears_a_name(self, cast: Cast) -> None:
        order = make_supervision(cast)

        services.sign_supervision(order_id=order.pk, by=cast.actor("wanglei"), at=LATER)

        order.refresh_from_db()
        assert (order.state, order.signed_by, order.signed_at) == ("signed_for", cast.people["wanglei"], LATER)

    @pytest.mark.parametrize("username", ["hanbing", "gaoyuan", "liufang"])
    def test_is_for_the_unit(self, cast: Cast, username: str) -> None:
        order = make_supervision(cast)

        with pytest.raises(NotAllowed):
            services.sign_supervision(order_id=order.pk, by=cast.actor(username), at=LATER)

        assert actions() == ["sent"]

    def test_refuses_who_sent_it_and_then_got_a_role_in_the_unit(self, cast: Cast) -> None:
        order = make_supervision(cast)
        give(cast, "gaoyuan", Role.UNIT_LEADER)

        with pytest.raises(NotAllowed, match="这是你发出的"):
            services.sign_supervision(order_id=order.pk, by=cast.actor("gaoyuan"), at=LATER)

    def test_happens_once(self, cast: Cast) -> None:
        order = make_supervision_answered(cast)

        with pytest.raises(Overtaken):
            services.sign_supervision(order_id=order.pk, by=cast.actor("zhouming"), at=LATER)


class TestAnswerSupervision:
    def test_carries_evidence_of_its_problem(self, cast: Cast) -> None:
        problem = make_working(cast)
        order, evidence = make_supervision(cast, problem), make_evidence(cast, problem)
        services.sign_supervision(order_id=order.pk, by=cast.actor("zhouming"), at=NOON)

        answer = services.answer_supervision(
            order_id=order.pk, words="已换灯", evidence=evidence, by=cast.actor("wanglei"), at=NOON
        )

        order.refresh_from_db()
        assert (order.state, answer.evidence, answer.by) == ("answered", evidence, cast.people["wanglei"])

    def test_comes_after_the_signature(self, cast: Cast) -> None:
        order = make_supervision(cast)

        with pytest.raises(NotAllowed, match="请先签收"):
            services.answer_supervision(order_id=order.pk, words="已换灯", by=cast.actor("wanglei"), at=NOON)

        assert not SupervisionAnswer.objects.exists()

    def test_says_something(self, cast: Cast) -> None:
        order = make_supervision(cast)
        services.sign_supervision(order_id=order.pk, by=cast.actor("zhouming"), at=NOON)

        with pytest.raises(WordsMissing), transaction.atomic():
            services.answer_supervision(order_id=order.pk, words="　 ", by=cast.actor("wanglei"), at=NOON)

        assert not SupervisionAnswer.objects.exists()


class TestReviewSupervision:
    def test_passes(self, cast: Cast) -> None:
        order = make_supervision_answered(cast)

        _review(cast, order, passed=True)

        order.refresh_from_db()
        assert (order.state, order.ended_at, actions()) == ("passed", LATER, ["sent", "signed", "answered", "passed"])

    def test_asks_again_until_a_new_day(self, cast: Cast) -> None:
        order = make_supervision_answered(cast)

        _review(cast, order, passed=False, answer_by=dt.date(2026, 3, 20))

        order.refresh_from_db()
        assert (order.state, order.answer_by) == ("signed_for", dt.date(2026, 3, 20))
        services.answer_supervision(order_id=order.pk, words="补充了派工记录", by=cast.actor("wanglei"), at=LATER)
        assert order.answers.count() == 2

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [
            ({"passed": True, "words": ""}, WordsMissing),
            ({"passed": False}, BadDeadline),
            ({"passed": False, "answer_by": dt.date(2026, 3, 11)}, BadDeadline),
        ],
        ids=["no reason", "no day", "a past day"],
    )
    def test_refuses_and_writes_nothing(self, cast: Cast, facts: dict[str, Any], refusal: type[Exception]) -> None:
        order = make_supervision_answered(cast)

        with pytest.raises(refusal), transaction.atomic():
            _review(cast, order, **facts)

        order.refresh_from_db()
        assert (order.state, SupervisionReview.objects.count()) == ("answered", 0)

    @pytest.mark.parametrize("username", ["zhouming", "wanglei", "liufang"])
    def test_is_for_supervisors(self, cast: Cast, username: str) -> None:
        order = make_supervision_answered(cast)

        with pytest.raises(NotAllowed):
            _review(cast, order, passed=True, by=username)

        assert not SupervisionReview.objects.exists()


class TestRaiseSupervision:
    def test_presses_the_unit_above(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        order = make_supervision_answered(cast, problem)

        above = _raise(cast, order, at=NOON)

        order.refresh_from_db()
        assert (order.state, above.unit, above.level, above.raised_from) == ("raised", cast.top, 2, order)
        assert (above.state, above.number, list(queries.problems_of(above))) == ("sent", 2, [problem])

    def test_waits_for_the_day_to_answer(self, cast: Cast) -> None:
        order = make_supervision(cast)

        with pytest.raises(NotAllowed, match="单位还在回复期限内"):
            _raise(cast, order, at=NOON)

        assert SupervisionOrder.objects.count() == 1
        assert _raise(cast, order, at=LATER).level == 2

    def test_ends_at_the_top(self, cast: Cast) -> None:
        order = _raise(cast, make_supervision_answered(cast), at=NOON)

        with pytest.raises(NotAllowed, match="这个单位没有上级"):
            _raise(cast, order, at=LATER + dt.timedelta(days=30))


class TestDropSupervision:
    def test_takes_back_what_nobody_signed_for(self, cast: Cast) -> None:
        order = make_supervision(cast)

        services.drop_supervision(order_id=order.pk, words="发错单位", by=cast.actor("gaoyuan"), at=LATER)

        order.refresh_from_db()
        assert (order.state, order.dropped_words, actions()) == ("dropped", "发错单位", ["sent", "dropped"])

    def test_comes_too_late_after_the_signature(self, cast: Cast) -> None:
        order = make_supervision_answered(cast)

        with pytest.raises(Overtaken):
            services.drop_supervision(order_id=order.pk, words="发错单位", by=cast.actor("gaoyuan"), at=LATER)


def give(cast: Cast, username: str, role: Role) -> None:
    user = cast.people[username]
    people.give_role(user=user, role=role, unit=cast.roads, by=cast.actor("admin"), at=NOON)


def _send(cast: Cast, *, by: str = "gaoyuan", **changed: Any) -> SupervisionOrder:
    facts: dict[str, Any] = {"found": "两周没人到场", "requires": "三天内修好", "answer_by": ANSWER_BY} | changed
    return services.send_supervision(unit=cast.roads, problem_ids=[], by=cast.actor(by), at=NOON, **facts)


def _review(
    cast: Cast,
    order: SupervisionOrder,
    *,
    passed: bool,
    words: str = "到现场看过",
    answer_by: dt.date | None = None,
    by: str = "gaoyuan",
) -> SupervisionReview:
    return services.review_supervision(
        order_id=order.pk, passed=passed, words=words, answer_by=answer_by, by=cast.actor(by), at=LATER
    )


def _raise(cast: Cast, order: SupervisionOrder, *, at: dt.datetime) -> SupervisionOrder:
    return services.raise_supervision(
        order_id=order.pk, words="答复没有说明原因", answer_by=dt.date(2026, 4, 1), by=cast.actor("gaoyuan"), at=at
    )
