"""Where an order goes besides: to the unit proposed, back after an objection, to a superior, into the archive."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger import services
from huixiang.ledger.clocks import Clock, Limit
from huixiang.ledger.models import DeadlineChange, Order
from huixiang.ledger.order_labels import said_words
from huixiang.ledger.queries.orders import OrderFilter, order_list, raised_to
from huixiang.ledger.services import BadDeadline, NobodyProposed
from huixiang.ledger.states import LimitStep
from huixiang.ledger.testing import make_assigned, make_checked, make_claimed
from huixiang.people import services as people
from huixiang.people.models import Unit
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.states import ProblemState

DAY = dt.timedelta(days=1)


def returned(cast: Cast, proposed: Unit | None) -> Order:
    order = make_assigned(cast).orders.get()
    by = cast.actor("wanglei")
    services.ask_return(order_id=order.pk, reason="水管归水务所。", proposed=proposed, by=by, at=NOON)
    order.refresh_from_db()
    return order


class TestProposedUnit:
    def test_is_designated_with_one_press(self, cast: Cast) -> None:
        order = returned(cast, cast.water)
        order = services.redirect_to_proposed(order_id=order.pk, by=cast.actor("liufang"), at=NOON)
        order.problem.refresh_from_db()

        assert (order.unit, order.state, order.designated) == (cast.water, "dispatched", True)
        assert order.problem.leader == cast.people["maqiang"]
        with pytest.raises(NotAllowed, match="不能再退"):
            services.ask_return(order_id=order.pk, reason="不归我们。", by=cast.actor("hanbing"), at=NOON)

    def test_is_needed_and_the_office_decides(self, cast: Cast) -> None:
        order = returned(cast, None)
        with pytest.raises(NobodyProposed):
            services.redirect_to_proposed(order_id=order.pk, by=cast.actor("liufang"), at=NOON)
        with pytest.raises(NotAllowed):
            services.redirect_to_proposed(order_id=order.pk, by=cast.actor("wanglei"), at=NOON)

        assert Order.objects.get().state == "return_asked"


class TestObjectionToARefusedReturn:
    @pytest.mark.parametrize(("proposes", "state"), [(True, "dispatched"), (False, "return_asked")])
    def test_upheld_redirects_the_order_or_opens_the_return(self, cast: Cast, proposes: bool, state: str) -> None:
        order = returned(cast, cast.water if proposes else None)
        services.refuse_return(order_id=order.pk, reason="图纸上是。", by=cast.actor("liufang"), at=NOON)
        about = f"return:{order.steps.get(move='refuse_return').pk}"
        made = services.appeal(about=about, words="界桩在东边。", by=cast.actor("zhouming"), at=NOON)
        services.decide_appeal(appeal_id=made.pk, granted=True, words="查过界桩。", by=cast.actor("gaoyuan"), at=NOON)
        order.refresh_from_db()

        assert (order.state, order.designated) == (state, False)
        assert order.unit == (cast.water if proposes else cast.roads)
        assert order.steps.get(move="uphold").said == "upheld"


def redone_too_often(cast: Cast) -> Order:
    claim = make_checked(cast)
    Order.objects.update(redos=2)
    sorting.move_problem(sorting.lock_problem(claim.problem_id), ProblemState.DISPUTED, at=NOON + 10 * DAY)
    return claim.problem.orders.get()


class TestRaising:
    def test_names_the_leader_above(self, cast: Cast) -> None:
        boss = people.add_member(username="boss", name="赵局", unit=cast.top, by=cast.actor("admin"), at=NOON)
        people.give_role(user=boss, role=Role.UNIT_LEADER, unit=cast.top, by=cast.actor("admin"), at=NOON)
        cast.people["boss"] = boss
        order = redone_too_often(cast)

        assert order.steps.get(move="raise").person == boss
        assert list(raised_to(cast.actor("boss"))) == [order]
        assert not raised_to(cast.actor("gaoyuan"))

    def test_names_the_office_where_nobody_leads_above(self, cast: Cast) -> None:
        step = redone_too_often(cast).steps.get(move="raise")

        assert step.person == cast.people["liufang"]


class TestWordsOfTheSystem:
    def test_are_in_the_language_of_the_reader(self, cast: Cast) -> None:
        order = redone_too_often(cast)
        step, change = order.steps.get(move="raise"), DeadlineChange.objects.get(said="redo")
        assert (said_words(step), said_words(change)[:6]) == ("已重办3次，提级到刘芳。", "有反映人说没")

        with translation.override("en"):
            assert said_words(step) == "Done again 3 times. It is raised to 刘芳."
            assert said_words(change).startswith("Somebody who raised it says")


def closed(cast: Cast) -> Order:
    """As the closing of its problem, which belongs to a capability downstream, leaves it."""
    order = make_checked(cast).problem.orders.get()
    Order.objects.filter(pk=order.pk).update(state="closed", closed_at=NOON)
    return order


class TestArchive:
    def test_takes_in_what_was_closed_longer_ago_than_the_time_to_look_back(self, cast: Cast) -> None:
        order = closed(cast)
        assert services.archive_orders(at=NOON + 180 * DAY) == 0
        assert services.archive_orders(at=NOON + 190 * DAY) == 1
        assert services.archive_orders(at=NOON + 190 * DAY) == 0
        order.refresh_from_db()

        assert (order.state, order.archived_at) == ("archived", NOON + 190 * DAY)
        found = order_list(cast.actor("liufang"), OrderFilter(state="archived", text=str(order.number)))
        assert list(found) == [order]
        assert JournalEntry.objects.get(action="ledger.order.archived").actor_role == "system"

    def test_follows_the_time_that_the_office_set(self, cast: Cast) -> None:
        limit = Limit(30, Clock.NATURAL_DAYS)
        by = cast.actor("liufang")
        services.set_limit(step=LimitStep.LOOK_BACK, limit=limit, since=NOON.date(), by=by, at=NOON)
        closed(cast)

        assert services.archive_orders(at=NOON + 32 * DAY) == 1

    def test_is_undone_by_the_office_and_stays_undone(self, cast: Cast) -> None:
        order = closed(cast)
        services.archive_orders(at=NOON + 190 * DAY)
        with pytest.raises(NotAllowed):
            services.unarchive_order(order_id=order.pk, reason="看看。", by=cast.actor("wanglei"), at=NOON + 191 * DAY)
        services.unarchive_order(order_id=order.pk, reason="还要看。", by=cast.actor("liufang"), at=NOON + 191 * DAY)

        assert services.archive_orders(at=NOON + 400 * DAY) == 0
        assert Order.objects.get().state == "closed"


class TestBadInput:
    def test_a_leader_does_not_sign_their_own_claim_through_a_second_role(self, cast: Cast) -> None:
        people.give_role(
            user=cast.people["wanglei"], role=Role.UNIT_LEADER, unit=cast.roads, by=cast.actor("admin"), at=NOON
        )
        claim = make_claimed(cast)

        with pytest.raises(NotAllowed, match="自己"):
            services.sign_claim(claim_id=claim.pk, by=cast.actor("wanglei"), at=NOON)

    def test_an_extension_after_it_is_due_and_a_deadline_in_the_past_are_refused(self, cast: Cast) -> None:
        with pytest.raises(BadDeadline):
            make_assigned(cast, due_on=NOON.date() - DAY)
        problem, by = make_assigned(cast, limit_working_days=1), cast.actor("liufang")

        with pytest.raises(BadDeadline):
            services.extend_deadline(
                problem_id=problem.pk, due_on=dt.date(2026, 4, 1), reason="等。", by=by, at=NOON + 9 * DAY
            )
