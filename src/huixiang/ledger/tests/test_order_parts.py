"""Parts of an order: another unit signs for, gives back and reports its own part, and the whole waits for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import services
from huixiang.ledger.models import CoUnit, Order
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.queries.orders import require_order, tasks_of
from huixiang.ledger.services import AlreadyHelps, BadDeadline, Part, PartsUnfinished, Reported, WordsMissing, WrongUnit
from huixiang.ledger.states import OrderKind, OrderState
from huixiang.ledger.testing import make_assigned
from huixiang.people import services as people
from huixiang.people.models import Unit
from huixiang.people.testing import NOON, ROLES, Cast
from huixiang.sorting.events import ProblemMoved
from huixiang.sorting.models import Problem

DAY = dt.timedelta(days=1)
SOLVED = Reported("灯都亮了。", solved=True, done="换了灯头。")


def whole(cast: Cast) -> Order:
    return require_order(make_assigned(cast, limit_working_days=5))


def helped(cast: Cast, **facts: Any) -> Order:
    """The order of 供排水股 that helps the roads unit."""
    part = Part(cast.water, OrderKind.ASSIST, **{"task": "查水管。", **facts})
    return services.share_order(order_id=whole(cast).pk, part=part, by=cast.actor("zhouming"), at=NOON)


def unit_below(cast: Cast) -> Unit:
    return people.add_unit(name="路灯班", code="lamps", parent=cast.roads, by=cast.actor("admin"), at=NOON)


def report(cast: Cast, part: Order, *, solved: bool = True) -> Order:
    words = "水管修好了。" if solved else "等配件。"
    return services.report_part(order_id=part.pk, solved=solved, words=words, by=cast.actor("hanbing"), at=NOON)


class TestSharing:
    def test_gives_the_unit_an_order_of_its_own_with_its_own_limit(self, cast: Cast) -> None:
        part = helped(cast, due_on=dt.date(2026, 3, 4))

        assert (part.kind, part.state, part.unit, part.part.task) == ("assist", "dispatched", cast.water, "查水管。")
        assert part.due_at == dt.datetime(2026, 3, 4, 16, tzinfo=dt.UTC)
        assert tasks_of(cast.actor("hanbing"), NOON, day_ends=NOON).to_sign == (part,)
        assert JournalEntry.objects.filter(action="ledger.order.help_asked").count() == 1

    def test_without_a_day_ends_with_the_whole_at_the_latest(self, cast: Cast) -> None:
        part = helped(cast)

        assert part.parent is not None
        assert part.due_at == part.parent.due_at

    def test_hands_down_to_a_unit_below_only(self, cast: Cast) -> None:
        order, below = whole(cast), unit_below(cast)
        by = cast.actor("wanglei")
        with pytest.raises(NotAllowed, match="不是你们的下级单位"):
            services.share_order(
                order_id=order.pk, part=Part(cast.water, OrderKind.HANDED_DOWN, task="查。"), by=by, at=NOON
            )
        part = services.share_order(
            order_id=order.pk, part=Part(below, OrderKind.HANDED_DOWN, task="换灯头。"), by=by, at=NOON
        )

        assert (part.kind, part.unit, part.parent) == ("handed_down", below, order)

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [
            ({"due_on": dt.date(2026, 3, 10)}, BadDeadline),
            ({"due_on": dt.date(2026, 3, 1)}, BadDeadline),
            ({"task": " "}, WordsMissing),
        ],
        ids=["behind the whole", "in the past", "no task"],
    )
    def test_refuses_and_writes_nothing(self, cast: Cast, facts: dict[str, Any], refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            helped(cast, **facts)

        assert (Order.objects.count(), CoUnit.objects.count()) == (1, 0)

    def test_is_refused_to_a_unit_that_has_it_and_to_one_that_was_closed(self, cast: Cast) -> None:
        order, by = whole(cast), cast.actor("liufang")
        cast.water.closed_on = NOON.date()
        for unit, refusal in ((cast.roads, AlreadyHelps), (cast.water, WrongUnit)):
            with pytest.raises(refusal):
                services.share_order(order_id=order.pk, part=Part(unit, OrderKind.ASSIST, task="查。"), by=by, at=NOON)

        assert Order.objects.count() == 1

    def test_comes_with_the_units_named_when_it_is_handed_over(self, cast: Cast) -> None:
        problem = make_assigned(cast, co_units=(cast.water,))
        part = problem.orders.get(kind="assist")
        make_assigned(cast, problem, reason="不用协办了。")
        part.refresh_from_db()

        assert (part.state, CoUnit.objects.get().ended_at) == ("withdrawn", NOON)


class TestReporting:
    def test_the_whole_waits_for_every_part(self, cast: Cast) -> None:
        part = helped(cast)
        assert part.parent is not None
        facts: dict[str, Any] = {"order_id": part.parent.pk, "by": cast.actor("wanglei"), "at": NOON}
        with pytest.raises(PartsUnfinished, match="供排水股"):
            services.report_order(**facts, said=SOLVED)
        not_solved = Reported("水管还没修。", solved=False, unsolved_reason="等供排水股。")
        services.report_order(**facts, said=not_solved)
        report(cast, part)

        services.report_order(**facts, said=SOLVED)
        assert Problem.objects.get(pk=part.problem_id).state == "claimed"

    def test_is_one_thing_with_the_part_being_finished(self, cast: Cast) -> None:
        part = report(cast, helped(cast))

        assert (part.state, part.part.finished_words, part.reports.get().answer) == (
            "reported",
            "水管修好了。",
            "水管修好了。",
        )
        again = {"problem_id": part.problem_id, "part_id": part.part.pk, "words": "又漏了。"}
        services.reopen_part(**again, by=cast.actor("zhouming"), at=NOON)  # type: ignore[arg-type]
        part.refresh_from_db()
        assert part.state == "signed_for"

    def test_not_finished_stays_with_its_unit(self, cast: Cast) -> None:
        part = report(cast, helped(cast), solved=False)

        assert (part.state, part.reports.get().unsolved_reason, part.part.finished_at) == (
            "dispatched",
            "等配件。",
            None,
        )

    def test_is_closed_with_the_whole(self, cast: Cast) -> None:
        part = report(cast, helped(cast))
        services.follow_problem(ProblemMoved(part.problem_id, before="checked", after="confirmed", at=NOON))
        part.refresh_from_db()

        assert (part.state, part.closed_at) == ("closed", NOON)


class TestGivingBack:
    def test_is_decided_by_whoever_gave_it(self, cast: Cast) -> None:
        part = helped(cast)
        services.ask_return(order_id=part.pk, reason="不归我们。", by=cast.actor("hanbing"), at=NOON)
        services.withdraw_part(order_id=part.pk, reason="另请单位。", by=cast.actor("wanglei"), at=NOON)
        part.refresh_from_db()

        assert (part.state, part.part.ended_at) == ("withdrawn", NOON)
        assert JournalEntry.objects.filter(action="ledger.order.part_withdrawn").count() == 1

    def test_refused_it_stays_for_good(self, cast: Cast) -> None:
        part, by = helped(cast), cast.actor("hanbing")
        services.ask_return(order_id=part.pk, reason="不归我们。", by=by, at=NOON)
        services.refuse_return(order_id=part.pk, reason="图纸上是。", by=cast.actor("zhouming"), at=NOON)

        with pytest.raises(NotAllowed, match="不能再退"):
            services.ask_return(order_id=part.pk, reason="不归我们。", by=by, at=NOON)


class TestExtending:
    def test_is_possible_once_before_it_is_due_and_not_behind_the_whole(self, cast: Cast) -> None:
        part = helped(cast, due_on=dt.date(2026, 3, 4))
        facts: dict[str, Any] = {"order_id": part.pk, "reason": "等配件。", "by": cast.actor("wanglei")}
        with pytest.raises(BadDeadline, match="不能更晚"):
            services.extend_part(**facts, due_on=dt.date(2026, 3, 10), at=NOON)
        with pytest.raises(NotAllowed, match="期限已经过了"):
            services.extend_part(**facts, due_on=dt.date(2026, 3, 6), at=NOON + 3 * DAY)
        services.extend_part(**facts, due_on=dt.date(2026, 3, 5), at=NOON)

        with pytest.raises(NotAllowed, match="已经延期过"):
            services.extend_part(**facts, due_on=dt.date(2026, 3, 6), at=NOON)


AT_UNIT = {"dispatched", "return_asked", "signed_for", "redo"}
GIVERS = {"wanglei", "zhouming", "liufang"}
OWN = {"hanbing", "maqiang"}
TABLE: dict[str, tuple[Callable[[Actor, Order], Ruling], set[str], set[str]]] = {
    "sign": (policies.may_sign_for, OWN, {"dispatched"}),
    "ask_return": (policies.may_ask_return, OWN, {"dispatched", "signed_for"}),
    "report": (policies.may_report_part, OWN, {"dispatched", "signed_for", "redo"}),
    "decide": (policies.may_decide_return, GIVERS, {"return_asked"}),
    "take_back": (policies.may_take_back, GIVERS, AT_UNIT),
    "extend": (lambda who, part: policies.may_extend_part(who, part, at=NOON), GIVERS, AT_UNIT),
    "hand_down": (
        lambda who, part: policies.may_share(who, part, OrderKind.HANDED_DOWN), OWN,
        {"dispatched", "signed_for", "redo"},
    ),
    "assist": (lambda who, part: policies.may_share(who, part, OrderKind.ASSIST), set(), set()),
    "report_whole": (policies.may_report, set(), set()),
    "pause": (lambda who, part: policies.may_pause(who, part, paused=False, at=NOON), set(), set()),
    "resume": (lambda who, part: policies.may_resume(who, part, paused=True), set(), set()),
    "reclassify": (policies.may_reclassify, set(), set()),
}  # fmt: skip


class TestEveryRole:
    @pytest.mark.parametrize("move", TABLE)
    def test_may_with_a_part_what_the_table_says_and_reads_why_not(self, cast: Cast, move: str) -> None:
        rule, who, where = TABLE[move]
        part = helped(cast)
        for username, *_ in ROLES:
            actor = cast.actor(username)
            for state in OrderState:
                part.state = state.value
                ruling = rule(actor, part)

                assert ruling.allowed == (username in who and state.value in where), (username, state)
                assert ruling.allowed or len(str(ruling.reason)) > 3
