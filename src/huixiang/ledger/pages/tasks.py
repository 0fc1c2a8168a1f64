"""What presses: a person's tasks as cards, by how they press, and what waits on the start page. Decides nothing."""

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
from huixiang.ledger.models import Consultation, Order
from huixiang.ledger.order_labels import KINDS
from huixiang.ledger.pages.orders import ends_words, state_of
from huixiang.ledger.pages.problems import StateShown
from huixiang.ledger.queries.orders import Tasks, consultations_for, raised_to
from huixiang.ledger.states import OrderKind, OrderState
from huixiang.people.waiting import Waiting

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


def task_groups(tasks: Tasks, *, at: dt.datetime) -> list[TaskGroup]:
    """The tasks by what presses; groups without any are left out."""
    today = timezone.localtime(at).date()
    return [
        TaskGroup(name, label, [_task(order, today) for order in getattr(tasks, name)])
        for name, label in GROUPS
        if getattr(tasks, name)
    ]


def asked_tasks(rows: Iterable[Consultation], *, at: dt.datetime) -> TaskGroup | None:
    """What the person's units are asked before dispatch; None where there is nothing."""
    today = timezone.localtime(at).date()
    tasks = [
        replace(
            _task(row.order, today), due=ends_words(row.answer_by, today), url=reverse("ledger:consult_answer", args=[
                row.order.problem.number, row.pk,
            ]),
        )
        for row in rows
    ]  # fmt: skip
    return TaskGroup("asked", _("Is this yours?"), tasks) if tasks else None


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


def _task(order: Order, today: dt.date) -> Task:
    problem = order.problem
    return Task(
        title=f"{problem.number} {problem.title}", url=reverse("ledger:problem", args=[problem.number]),
        due=ends_words(order.due_at, today), where=problem.place.name if problem.place else "", state=state_of(order),
        kind=KINDS[OrderKind(order.kind)] if order.parent_id else "",
    )  # fmt: skip
