"""What the pages of orders show: the order of a problem with its hops, my tasks, the list. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.ledger.additions import Step
from huixiang.ledger.models import Consultation, Order, OrderReport, OrderStep
from huixiang.ledger.order_labels import CONSULT_ANSWERS, KINDS, MOVES, ORDER_STATES, ORDER_TONES, said_words
from huixiang.ledger.order_steps import part_steps
from huixiang.ledger.pages.problems import StateShown
from huixiang.ledger.policies.consulting import may_answer_consultation
from huixiang.ledger.policies.orders import is_late
from huixiang.ledger.queries.orders import consultations_of, parts_of
from huixiang.ledger.states import ConsultAnswer, OrderKind, OrderMove, OrderState
from huixiang.web.dates import day_words, moment_words
from huixiang.web.parts import Cell, Column, Table, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class Hop:
    """One move as a line: when, what, between which units, why."""

    at: dt.datetime
    act: Words
    units: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderShown:
    """The order of a problem."""

    number: int
    state: StateShown
    due: str
    first_due: str
    sign: str
    late: bool
    paused: str
    counts: Sequence[str]
    hops: Sequence[Hop]
    reports: Sequence[OrderReport]
    kind: Words = ""
    unit: str = ""
    task: str = ""
    given_by: str = ""
    parts: Sequence[OrderShown] = ()
    steps: Sequence[Step] = ()
    asked: Sequence[AskedShown] = ()


@dataclass(frozen=True, slots=True)
class AskedShown:
    """A unit that was asked whose it is, and what it answered; ``step`` is the way to answer, for that unit."""

    unit: str
    until: str
    answer: Words
    words: str
    late: bool
    step: Step | None = None


def whole_order(order: Order, actor: Actor, *, at: dt.datetime) -> OrderShown:
    """The order with its parts, what can be done with each, and who was asked whose it is (4 queries for each part)."""
    parts = [
        replace(order_shown(part, at=at), steps=part_steps(actor, order.problem, part, at=at))
        for part in parts_of(order)
    ]
    asked = [_asked(row, actor, at) for row in consultations_of(order)]
    return replace(order_shown(order, at=at), parts=parts, asked=asked)


def order_shown(order: Order, *, at: dt.datetime) -> OrderShown:
    """The order with its hops, the oldest first (4 queries)."""
    today = timezone.localtime(at).date()
    steps = order.steps.select_related("from_unit", "to_unit", "other_unit").order_by("id")
    pause = order.pauses.filter(ended_at=None).first()
    return OrderShown(
        number=order.number,
        state=state_of(order),
        due=ends_words(order.due_at, today),
        first_due=ends_words(order.first_due_at, today) if order.first_due_at != order.due_at else "",
        sign=_sign(order, today),
        late=is_late(order, at),
        paused=pause.reason if pause else "",
        counts=_counts(order),
        hops=[_hop(step) for step in steps],
        reports=list(order.reports.select_related("by").order_by("-id")),
        kind=KINDS[OrderKind(order.kind)],
        unit=order.unit.label if order.unit else "",
        task=order.part.task if order.parent_id and hasattr(order, "part") else "",
        given_by=order.parent.unit.label if order.parent and order.parent.unit else "",
    )


def state_of(order: Order) -> StateShown:
    """The badge of an order."""
    state = OrderState(order.state)
    return StateShown(state.value, ORDER_STATES[state], ORDER_TONES[state])


def order_table(orders: Iterable[Order], *, at: dt.datetime) -> Table:
    """The list of orders: on a phone each row becomes a block."""
    today = timezone.localtime(at).date()
    columns = (
        Column(_("Order")), Column(_("State")), Column(_("Unit")), Column(_("Due"), tight=True),
        Column(_("Hops"), numeric=True), Column(_("Done again"), numeric=True), Column(_("Last act"), tight=True),
    )  # fmt: skip
    rows = [_row(order, at, today) for order in orders]
    return Table(_("The last acted on first"), columns, rows, stack=True, empty=_("No order matches."))


def _row(order: Order, at: dt.datetime, today: dt.date) -> tuple[Cell, ...]:
    problem = order.problem
    due = ends_words(order.due_at, today) or "—"
    return (
        Cell(f"{order.number} {problem.title}", url=reverse("ledger:problem", args=[problem.number])),
        Cell(state=state_of(order)),
        Cell(_unit_words(order)),
        Cell(state=StateShown("late", due, Tone.DISPUTED)) if is_late(order, at) else Cell(due),
        Cell(str(order.hops)),
        Cell(str(order.redos)),
        Cell(day_words(order.last_act_at, today=today)),
    )


def _unit_words(order: Order) -> str:
    unit = order.unit.label if order.unit else _("nobody yet")
    return f"{unit} · {KINDS[OrderKind(order.kind)]}" if order.parent_id else unit


def _hop(step: OrderStep) -> Hop:
    units = [unit.label for unit in (step.from_unit, step.to_unit) if unit is not None]
    moved = step.from_unit_id != step.to_unit_id
    between = " → ".join(units) if moved else (step.other_unit.label if step.other_unit else "")
    return Hop(step.at, MOVES[OrderMove(step.move)], between, said_words(step))


def _asked(row: Consultation, actor: Actor, at: dt.datetime) -> AskedShown:
    today, answer = timezone.localtime(at).date(), ""
    if row.answer:
        answer = str(CONSULT_ANSWERS[ConsultAnswer(row.answer)])
        answer += f"（{row.with_unit.label}）" if row.with_unit else ""
    ruling = may_answer_consultation(actor, row)
    url = reverse("ledger:consult_answer", args=[row.order.problem.number, row.pk])
    return AskedShown(
        row.unit.label, ends_words(row.answer_by, today), answer, row.words, (row.answered_at or at) >= row.answer_by,
        Step(_("Answer"), url, ruling) if ruling else None,
    )  # fmt: skip


def _counts(order: Order) -> list[str]:
    counts = (
        (_("went on to another unit: %(n)s"), order.hops),
        (_("given back: %(n)s"), order.returns),
        (_("done again: %(n)s"), order.redos),
    )
    return [words % {"n": count} for words, count in counts if count]


def _sign(order: Order, today: dt.date) -> str:
    if order.signed_at is not None:
        return _("signed for on %(day)s") % {"day": ends_words(order.signed_at, today)}
    if order.sign_due_at is not None:
        return _("to be signed for before %(day)s") % {"day": ends_words(order.sign_due_at, today)}
    return ""


def ends_words(value: dt.datetime | None, today: dt.date) -> str:
    """A moment in words; a midnight ends the day before it, and that day is what people say."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if local.time() == dt.time():
        return day_words(local.date() - dt.timedelta(days=1), today=today)
    return moment_words(value, today=today)
