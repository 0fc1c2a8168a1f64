"""An order follows its problem: taken up, reported, reviewed, redone, closed, merged. Part of the act that moved it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger.models import DeadlineChange, Order, OrderPause, OrderStep
from huixiang.ledger.queries.orders import superior_of
from huixiang.ledger.services.orders.moving import Why, is_open, lead_order, move_order
from huixiang.ledger.services.orders.timing import asked_of, due_for
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.states import ORDER_MOVES, LimitStep, OrderKind, OrderMove, OrderState, Said
from huixiang.sorting import services as sorting
from huixiang.sorting.events import ProblemMoved
from huixiang.sorting.states import ProblemState

REDOS: Final = 2
"""How often a unit may redo something before it is raised to the unit above (Bayannur: three times unsolved)."""


FOLLOWS: Final[Mapping[ProblemState, OrderMove]] = {
    ProblemState.CLAIMED: OrderMove.REPORT,
    ProblemState.CHECKED: OrderMove.REVIEW,
    ProblemState.DISPUTED: OrderMove.REDO,
    ProblemState.CONFIRMED: OrderMove.CLOSE,
    ProblemState.SILENT: OrderMove.CLOSE,
    ProblemState.MERGED: OrderMove.MERGE,
}
"""What becomes of an order when its problem comes into a state, whoever brought it there."""


def follow_problem(event: ProblemMoved) -> None:
    """Let the lead order go where its problem went; a problem that was never handed over has none.

    What the order's table does not know from where it stands (a claim that was signed already) changes nothing.
    """
    order = lead_order(event.problem_id)
    if order is None:
        return
    after = ProblemState(event.after)
    _parts_follow(event, after)
    if event.before == ProblemState.MERGED:
        _unmerge(order, event.at)
    elif after is ProblemState.WORKING:
        _taken_up(order, event)
    elif (move := FOLLOWS.get(after)) is not None:
        _follow(order, move, event)


def _follow(order: Order, move: OrderMove, event: ProblemMoved) -> None:
    at = event.at
    if move is OrderMove.REDO:
        _redo(order, at)
    elif move is OrderMove.CLOSE:
        if OrderState(order.state) is OrderState.CALLING_BACK:
            move_order(order, move, at=at, closed_at=at)
    elif move is OrderMove.REPORT:
        _end_pause(order, at)
        move_order(order, move, at=at, reported_at=at, signed_at=order.signed_at or at)
    elif is_open(order):
        move_order(order, move, at=at)


def _taken_up(order: Order, event: ProblemMoved) -> None:
    """Working on it is signing for it; a claim that was turned back lies with the unit again."""
    state = OrderState(order.state)
    if state is OrderState.DISPATCHED:
        move_order(order, OrderMove.SIGN, at=event.at, signed_at=event.at)
    elif state is OrderState.REPORTED:
        move_order(order, OrderMove.TURN_BACK, at=event.at)


def _redo(order: Order, at: dt.datetime) -> None:
    """Begin a fresh limit; what was late stays on record. After ``REDOS`` times it is raised to a person above."""
    due = due_for(LimitStep.FINISH, asked_of(order), at, organisation_id=current_organisation_id())
    late_from = max(due.deadline.late_from, order.due_at or due.deadline.late_from)
    move_order(
        order, OrderMove.REDO, at=at, due_at=late_from, redos=order.redos + 1, closed_at=None, archived_at=None,
        extended=False, rule=due.rule,
    )  # fmt: skip
    problem = sorting.lock_problem(order.problem_id)
    if problem.due_on is None or due.deadline.day > problem.due_on:
        DeadlineChange.objects.create(
            problem=problem, before=problem.due_on, after=due.deadline.day, at=at, rule=due.rule, nature=order.nature,
            urgency=order.urgency, by=None, reason="", said=Said.REDO,
        )  # fmt: skip
        act_on(problem, at=at, due_on=due.deadline.day)
    if order.redos > REDOS and order.unit is not None:
        person = superior_of(order.unit)
        facts = {"times": order.redos, "who": person.name if person else order.unit.label}
        move_order(order, OrderMove.RAISE, at=at, reason=Why(said=Said.RAISED, facts=facts, person=person))


def _parts_follow(event: ProblemMoved, after: ProblemState) -> None:
    """Parts are closed with the whole, and go on with it into another problem and back."""
    parts = Order.objects.select_for_update(of=("self",)).exclude(kind=OrderKind.LEAD).order_by("id")
    for part in parts.filter(problem_id=event.problem_id):
        if event.before == ProblemState.MERGED:
            _unmerge(part, event.at)
        elif after is ProblemState.MERGED and OrderMove.MERGE in ORDER_MOVES[OrderState(part.state)]:
            move_order(part, OrderMove.MERGE, at=event.at)
        elif after in {ProblemState.CONFIRMED, ProblemState.SILENT} and part.state == OrderState.REPORTED:
            move_order(part, OrderMove.REVIEW, at=event.at)
            move_order(part, OrderMove.CLOSE, at=event.at, closed_at=event.at)


def _unmerge(order: Order, at: dt.datetime) -> None:
    if OrderState(order.state) is OrderState.MERGED:
        merged = OrderStep.objects.filter(order=order, move=OrderMove.MERGE).order_by("-id").first()
        stood = OrderState(merged.before) if merged else OrderState.SIGNED
        move_order(order, OrderMove.UNMERGE, at=at, state=stood)


def _end_pause(order: Order, at: dt.datetime) -> None:
    """Whoever reports waits for nobody any more."""
    OrderPause.objects.filter(order=order, ended_at=None, begun_at__lte=at).update(ended_at=at)
