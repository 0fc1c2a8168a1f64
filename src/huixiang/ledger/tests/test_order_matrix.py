"""Every role x every state x every move of an order: allowed, or refused with a sentence and nothing written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import services
from huixiang.ledger.models import Order, OrderPause, OrderReport, OrderStep
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.services import Part, Reported
from huixiang.ledger.states import ORDER_MOVES, OrderKind, OrderMove, OrderState
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, ROLES, Cast

RULINGS: dict[str, Callable[[Actor, Order], Ruling]] = {
    "sign": policies.may_sign_for,
    "ask_return": policies.may_ask_return,
    "decide_return": policies.may_decide_return,
    "pause": lambda actor, order: policies.may_pause(actor, order, paused=False, at=NOON),
    "resume": lambda actor, order: policies.may_resume(actor, order, paused=True),
    "reclassify": policies.may_reclassify,
    "report": policies.may_report,
    "assist": lambda actor, order: policies.may_share(actor, order, OrderKind.ASSIST),
    "hand_down": lambda actor, order: policies.may_share(actor, order, OrderKind.HANDED_DOWN),
    "unarchive": policies.may_unarchive,
    "to_proposed": policies.may_decide_return,
}
WHO = {
    "sign": {"wanglei", "zhouming"},
    "ask_return": {"wanglei", "zhouming"},
    "decide_return": {"liufang"},
    "pause": {"wanglei", "zhouming"},
    "resume": {"wanglei", "zhouming"},
    "reclassify": {"liufang"},
    "report": {"wanglei"},
    "assist": {"wanglei", "zhouming", "liufang"},
    "hand_down": {"wanglei", "zhouming"},
    "unarchive": {"liufang"},
    "to_proposed": {"liufang"},
}
WHERE = {
    "sign": {"dispatched"},
    "ask_return": {"dispatched", "signed_for"},
    "decide_return": {"return_asked"},
    "pause": {"signed_for", "redo"},
    "resume": {"signed_for", "redo"},
    "reclassify": {"waiting", "consulting", "dispatched", "signed_for", "redo"},
    "report": {"dispatched", "signed_for", "redo"},
    "assist": {"dispatched", "signed_for", "redo"},
    "hand_down": {"dispatched", "signed_for", "redo"},
    "unarchive": {"archived"},
    "to_proposed": {"return_asked"},
}


def act(cast: Cast, move: str, order: Order) -> None:
    """Make the move as somebody whose role may."""
    who: dict[str, Any] = {"order_id": order.pk, "by": cast.actor(min(WHO[move])), "at": NOON}
    leader = cast.people["maqiang"]
    acts: dict[str, Callable[[], object]] = {
        "sign": lambda: services.sign_for_order(**who),
        "ask_return": lambda: services.ask_return(**who, reason="不归我们。"),
        "decide_return": lambda: services.allow_return(**who, unit=cast.water, leader=leader, reason="归水务所。"),
        "pause": lambda: services.pause_order(**who, reason="等回话。"),
        "resume": lambda: services.resume_order(**who),
        "reclassify": lambda: services.reclassify_order(**who, nature="help", urgency="", reason="是求助。"),
        "report": lambda: services.report_order(**who, said=Reported("修好了。", solved=True, done="换了灯头。")),
        "assist": lambda: services.share_order(**who, part=Part(cast.water, OrderKind.ASSIST, task="查。")),
        "hand_down": lambda: services.share_order(**who, part=Part(cast.water, OrderKind.HANDED_DOWN, task="查。")),
        "unarchive": lambda: services.unarchive_order(**who, reason="还要看。"),
        "to_proposed": lambda: services.redirect_to_proposed(**who),
    }
    acts[move]()


def rows() -> list[int]:
    return [model.objects.count() for model in (OrderStep, OrderPause, OrderReport, JournalEntry)]


class TestEveryRole:
    @pytest.mark.parametrize("move", RULINGS)
    def test_may_what_the_table_says_and_reads_why_not(self, cast: Cast, move: str) -> None:
        order = make_assigned(cast).orders.get()
        for username, *_ in ROLES:
            actor = cast.actor(username)
            for state in OrderState:
                order.state = state.value
                ruling = RULINGS[move](actor, order)

                assert ruling.allowed == (username in WHO[move] and state.value in WHERE[move]), (username, state)
                assert ruling.allowed or len(str(ruling.reason)) > 3


class TestEveryState:
    @pytest.mark.parametrize("move", RULINGS)
    def test_refuses_what_it_does_not_allow_and_writes_nothing(self, cast: Cast, move: str) -> None:
        order = make_assigned(cast).orders.get()
        before = rows()
        for state in (state.value for state in OrderState if state.value not in WHERE[move]):
            Order.objects.update(state=state, closed_at=NOON)

            with pytest.raises(NotAllowed):
                act(cast, move, order)
            assert (Order.objects.get().state, rows()) == (state, before)


class TestTable:
    def test_says_of_every_state_what_can_be_done(self) -> None:
        assert set(ORDER_MOVES) == set(OrderState)

    def test_leads_into_every_state(self) -> None:
        assert {to for moves in ORDER_MOVES.values() for to in moves.values()} == set(OrderState)

    def test_never_closes_what_nobody_called_back(self) -> None:
        assert [state.value for state, moves in ORDER_MOVES.items() if OrderMove.CLOSE in moves] == ["calling_back"]

    def test_never_takes_back_what_was_reported(self) -> None:
        reported = (OrderState.REPORTED, OrderState.CALLING_BACK, OrderState.CLOSED, OrderState.ARCHIVED)

        assert not any(OrderMove.ASK_RETURN in ORDER_MOVES[state] for state in reported)
