"""The rows behind a count of the metrics: orders, hand-overs and returns, people asked (without who they are)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.ledger.models import Order, OrderStep
from huixiang.ledger.order_labels import said_words
from huixiang.people.models import Unit
from huixiang.sorting.models import Problem
from huixiang.verification.models import Asking
from huixiang.verification.pages.closing import SATISFIED_WORDS, verdict_words
from huixiang.verification.states import Satisfied
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table


def orders_table(orders: Iterable[Order], *, caption: str, today: dt.date) -> Table:
    """Orders with their days and the first answer."""
    columns = (
        Column(_("Order"), numeric=True), Column(_("Problem")), Column(_("Unit")), Column(_("Dispatched"), tight=True),
        Column(_("Due"), tight=True), Column(_("Reported"), tight=True), Column(_("Closed"), tight=True),
        Column(_("First answer")),
    )  # fmt: skip
    rows = [_order_row(order, today) for order in orders]
    return Table(caption, columns, rows, stack=True, empty=_("Nothing was counted here."))


def steps_table(steps: Iterable[OrderStep], *, caption: str, today: dt.date) -> Table:
    """Hand-overs or returns: from whom, to whom, when, why."""
    columns = (
        Column(_("Order"), numeric=True), Column(_("Problem")), Column(_("From")), Column(_("To")),
        Column(_("Day"), tight=True), Column(_("Reason")),
    )  # fmt: skip
    rows = [
        (
            Cell(str(step.order.number)), _problem(step.order.problem), Cell(_unit(step.from_unit)),
            Cell(_unit(step.to_unit)), Cell(_day(step.at, today)), Cell(said_words(step)),
        )
        for step in steps
    ]  # fmt: skip
    return Table(caption, columns, rows, stack=True, empty=_("Nothing was counted here."))


def askings_table(askings: Iterable[Asking], *, caption: str, today: dt.date) -> Table:
    """People asked: about what, until when, what they said first."""
    columns = (
        Column(_("Problem")), Column(_("Unit")), Column(_("Could answer until"), tight=True), Column(_("First answer")),
    )  # fmt: skip
    rows = []
    for asking in askings:
        problem = asking.claim.problem
        first = next((verdict_words(verdict) for verdict in asking.verdicts.all() if verdict.ordinal == 1), "")
        until = Cell(_day(asking.closes_on, today))
        rows.append((_problem(problem), Cell(_unit(problem.unit)), until, Cell(first or _("did not take part"))))
    return Table(caption, columns, rows, stack=True, empty=_("Nothing was counted here."))


def _order_row(order: Order, today: dt.date) -> tuple[Cell, ...]:
    moments = (order.dispatched_at, order.due_at, order.reported_at, order.closed_at)
    days = [Cell(_day(moment, today)) for moment in moments]
    return (
        Cell(str(order.number)), _problem(order.problem), Cell(_unit(order.unit)), *days, Cell(_answer(order)),
    )  # fmt: skip


def _answer(order: Order) -> str:
    if order.answered_on is None:
        return "—"
    solved = _("solved") if order.solved else _("not solved")
    return f"{solved}; {SATISFIED_WORDS[Satisfied(order.satisfied)]}"


def _problem(problem: Problem) -> Cell:
    return Cell(f"{problem.number} {problem.title}", url=reverse("ledger:problem", args=[problem.number]))


def _unit(unit: Unit | None) -> str:
    return unit.label if unit else "—"


def _day(value: dt.date | None, today: dt.date) -> str:
    return day_words(value, today=today) if value else "—"
