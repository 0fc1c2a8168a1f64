"""Reads of supervision orders: who sees which, what waits for whom, which are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import SupervisionOrder
from huixiang.ledger.states import WITH_THE_UNIT, SupervisionState
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem

S = SupervisionState
PEOPLE = ("unit", "sent_by", "signed_by", "raised_from")


def supervision_seen_by(actor: Actor) -> QuerySet[SupervisionOrder]:
    """The orders somebody may open: all, or those to the units they reach; proposals and drops only supervisors."""
    rows = SupervisionOrder.objects.select_related(*PEOPLE)
    if not actor.may(Permission.SUPERVISE):
        rows = rows.exclude(number=None)
    reach = actor.reach(Permission.READ_PROBLEMS)
    return rows if reach == EVERYWHERE else rows.filter(unit_id__in=reach)


def supervision_numbered(actor: Actor, order_id: int) -> SupervisionOrder:
    """One order this person may open.

    :raises NotFound: there is none, or it is not for this person's eyes.
    """
    found = supervision_seen_by(actor).filter(pk=order_id).first()
    if found is None:
        raise NotFound(f"supervision order {order_id}")
    return found


def supervision_orders(ids: Iterable[int]) -> QuerySet[SupervisionOrder]:
    """The orders of these ids, as the journal names them, in no order (1 query)."""
    return SupervisionOrder.objects.filter(pk__in=list(ids)).order_by()


def raised_into(order: SupervisionOrder) -> SupervisionOrder | None:
    """The order to the superior into which this one was raised; None if it was not."""
    return SupervisionOrder.objects.filter(raised_from=order).first()


def supervision_of(problem: Problem, actor: Actor) -> QuerySet[SupervisionOrder]:
    """The orders about a problem that this person may open, latest first."""
    return supervision_seen_by(actor).filter(about__problem=problem).order_by("-id")


def problems_of(order: SupervisionOrder) -> QuerySet[Problem]:
    """The problems an order is about, by number."""
    return Problem.objects.filter(supervised__order=order).select_related("unit").order_by("number")


def is_late(order: SupervisionOrder, today: dt.date) -> bool:
    """Test whether the day to answer has passed while the unit has to act."""
    return order.answer_by is not None and order.state in WITH_THE_UNIT and order.answer_by < today


def supervision_counts(actor: Actor) -> dict[str, int]:
    """How many orders this person may open stand in each state (1 query)."""
    rows = supervision_seen_by(actor).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))


def supervision_waiting_for_unit(actor: Actor) -> QuerySet[SupervisionOrder]:
    """Orders this person may sign for or answer, the nearest day first."""
    rows = SupervisionOrder.objects.select_related(*PEOPLE).filter(state__in=WITH_THE_UNIT)
    reach = actor.reach(Permission.WORK_ON_PROBLEM)
    return (rows if reach == EVERYWHERE else rows.filter(unit_id__in=reach)).order_by("answer_by", "id")


def late_supervision(today: dt.date) -> Q:
    """A condition on orders: the day to answer passed while the unit has to act."""
    return Q(state__in=WITH_THE_UNIT, answer_by__lt=today)
