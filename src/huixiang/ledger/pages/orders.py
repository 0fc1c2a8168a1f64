"""What the pages of orders show: the order of a problem with its hops, my tasks, the list. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.ledger import queries
from huixiang.ledger.additions import Step
from huixiang.ledger.models import Consultation, Order, OrderReport, OrderStep
from huixiang.ledger.order_labels import CONSULT_ANSWERS, KINDS, MOVES, ORDER_STATES, ORDER_TONES, said_words
from huixiang.ledger.order_steps import part_steps
from huixiang.ledger.pages.problems import StateShown
from huixiang.ledger.policies.consulting import may_answer_consultation
from huixiang.ledger.policies.orders import is_late
from huixiang.ledger.queries.orders import Tasks, consultations_for, consultations_of, parts_of, raised_to
from huixiang.ledger.states import ConsultAnswer, OrderKind, OrderMove, OrderState
from huixiang.people.waiting import Waiting
from huixiang.web.dates import day_words, moment_words
from huixiang.web.parts import Cell, Column, Table, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

GROUPS: Sequence[tuple[str, Words]] = (
    ("late", gettext_lazy("Late")),
    ("to_sign", gettext_lazy("To sign for")),
    ("redo", gettext_lazy("Not solved, to do again")),
    ("today", gettext_lazy("Due today")),
    ("soon", gettext_lazy("Due within three days")),
    ("later", gettext_lazy("Due later")),
)


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


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Orders that press alike."""

    name: str
    label: Words
    tasks: Sequence[Task]


@dataclass(frozen=True, slots=True)
class Task:
    """One order as a card on a phone."""

    title: str
    url: str
    due: str
    where: str
    state: StateShown
    kind: Words = ""


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
        due=_moment(order.due_at, today),
        first_due=_moment(order.first_due_at, today) if order.first_due_at != order.due_at else "",
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


def task_groups(tasks: Tasks, *, at: dt.datetime) -> list[TaskGroup]:
    """The tasks by what presses; groups without any are left out."""
    today = timezone.localtime(at).date()
    return [
        TaskGroup(name, label, [_task(order, today) for order in getattr(tasks, name)])
        for name, label in GROUPS
        if getattr(tasks, name)
    ]


def order_table(orders: Iterable[Order], *, at: dt.datetime) -> Table:
    """The list of orders: on a phone each row becomes a block."""
    today = timezone.localtime(at).date()
    columns = (
        Column(_("Order")), Column(_("State")), Column(_("Unit")), Column(_("Due"), tight=True),
        Column(_("Hops"), numeric=True), Column(_("Done again"), numeric=True), Column(_("Last act"), tight=True),
    )  # fmt: skip
    rows = [_row(order, at, today) for order in orders]
    return Table(_("The last acted on first"), columns, rows, stack=True, empty=_("No order matches."))


def waiting_orders(actor: Actor) -> list[Waiting]:
    """What waits for this person, for the start page."""
    counts = queries.waiting_orders(actor, clock.now())
    tasks, orders = reverse("ledger_orders:tasks"), reverse("ledger_orders:orders")
    return [
        Waiting(_("Orders to sign for"), counts["to_sign"], tasks),
        Waiting(_("Orders that are late"), counts["late"], tasks),
        Waiting(_("Orders a unit wants to give back"), counts["returns"], f"{orders}?state={OrderState.RETURN_ASKED}"),
        Waiting(_("Orders of units that were closed"), counts["orphaned"], f"{orders}?closed=on"),
        Waiting(_("Orders raised to you"), raised_to(actor).count(), f"{orders}?raised=on"),
        Waiting(_("Is this yours? Units are asked"), consultations_for(actor).count(), tasks),
    ]


def _row(order: Order, at: dt.datetime, today: dt.date) -> tuple[Cell, ...]:
    problem = order.problem
    due = _moment(order.due_at, today) or "—"
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


def _task(order: Order, today: dt.date) -> Task:
    problem = order.problem
    return Task(
        title=f"{problem.number} {problem.title}", url=reverse("ledger:problem", args=[problem.number]),
        due=_moment(order.due_at, today), where=problem.place.name if problem.place else "", state=state_of(order),
        kind=KINDS[OrderKind(order.kind)] if order.parent_id else "",
    )  # fmt: skip


def asked_tasks(rows: Iterable[Consultation], *, at: dt.datetime) -> TaskGroup | None:
    """What the person's units are asked before dispatch; None where there is nothing."""
    today = timezone.localtime(at).date()
    tasks = [
        replace(
            _task(row.order, today), due=_moment(row.answer_by, today), url=reverse("ledger:consult_answer", args=[
                row.order.problem.number, row.pk,
            ]),
        )
        for row in rows
    ]  # fmt: skip
    return TaskGroup("asked", _("Is this yours?"), tasks) if tasks else None


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
        row.unit.label, _moment(row.answer_by, today), answer, row.words, (row.answered_at or at) >= row.answer_by,
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
        return _("signed for on %(day)s") % {"day": _moment(order.signed_at, today)}
    if order.sign_due_at is not None:
        return _("to be signed for before %(day)s") % {"day": _moment(order.sign_due_at, today)}
    return ""


def _moment(value: dt.datetime | None, today: dt.date) -> str:
    """A moment in words; a midnight ends the day before it, and that day is what people say."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if local.time() == dt.time():
        return day_words(local.date() - dt.timedelta(days=1), today=today)
    return moment_words(value, today=today)
