"""Consulting before dispatch (派单前会商): the office asks units whose something is; each answers once, on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.ledger.clocks import after_working_hours
from huixiang.ledger.models import Consultation, Order
from huixiang.ledger.policies import consulting as policies
from huixiang.ledger.services.accused import require_unaccused
from huixiang.ledger.services.orders.moving import Why, is_open, lead_order, locked_order, move_order, new_order, record
from huixiang.ledger.services.orders.timing import house_zone
from huixiang.ledger.services.words import required
from huixiang.ledger.states import ConsultAnswer, OrderMove, OrderState
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting import services as sorting

LONGEST_HOURS = 80
"""Ten working days: whoever cannot say by then whether it is theirs is not asked but told."""


class NobodyToAsk(Refusal):
    """No unit was chosen, one is closed, or all were asked already; nothing was written."""


class HoursImpossible(Refusal):
    """The time to answer is not between one hour and ten working days; nothing was written."""


class WithWhom(Refusal):
    """The unit says that it is theirs with another one, and did not say which; nothing was written."""


@transaction.atomic
def consult_units(
    *, problem_id: int, units: Sequence[Unit], hours: int, question: str, by: Actor, at: dt.datetime
) -> list[Consultation]:
    """Ask units whether a problem is theirs, to be answered within so many working hours; each is asked once.

    The problem's order is registered by it. Units that were asked before are left out.

    :raises NotAllowed: not the office, it lies with a unit, or a voice accuses one. :raises NobodyToAsk: see there.
    :raises HoursImpossible: see there. Nothing was written in any case.
    """
    problem = sorting.lock_problem(problem_id)
    order = lead_order(problem.pk)
    standing = order if order is not None and is_open(order) else None
    policies.may_consult(by, problem, standing).require()
    if not 1 <= hours <= LONGEST_HOURS:
        raise HoursImpossible(_("From 1 to %(hours)s working hours.") % {"hours": LONGEST_HOURS})
    _require_open(units)
    require_unaccused(problem, units)
    order = standing or new_order(problem.pk, at=at)
    before = OrderState(order.state)
    fresh = _not_asked_yet(order, units)
    until = after_working_hours(at, hours, calendar=people.working_calendar(), zone=house_zone(by.organisation_id))
    facts = {"order": order, "question": question.strip(), "by_id": by.user_id or 0, "at": at, "answer_by": until}
    asked = [Consultation.objects.create(unit=unit, **facts) for unit in fresh]
    for unit in fresh:
        move_order(order, OrderMove.CONSULT, at=at, by=by, reason=Why(question.strip(), other_unit=unit))
    record("ledger.order.consulted", order, by=by, at=at, before=before, asked=[unit.pk for unit in fresh])
    return asked


@transaction.atomic
def answer_consultation(
    *,
    consultation_id: int,
    answer: ConsultAnswer,
    words: str,
    by: Actor,
    at: dt.datetime,
    with_unit: Unit | None = None,
) -> Consultation:
    """Say, for the unit that was asked, whether it is theirs, and why; the first answer stays.

    A late answer counts as long as nobody was told to take it. Who said yes cannot give it back later.

    :raises NotFound: nobody was asked. :raises NotAllowed: the policy says no. :raises Overtaken: it was answered.
    :raises WordsMissing: no reason. :raises WithWhom: see there. Nothing was written in any case.
    """
    found = Consultation.objects.filter(pk=consultation_id).values_list("order_id", flat=True).first()
    if found is None:
        raise NotFound(f"consultation {consultation_id}")
    order = locked_order(found)
    asked = Consultation.objects.select_related("unit", "order").get(pk=consultation_id)
    if asked.answer:
        raise Overtaken(_("Your unit has answered already. The first answer stays."))
    policies.may_answer_consultation(by, asked).require()
    if answer is ConsultAnswer.WITH and (with_unit is None or with_unit.pk == asked.unit_id):
        raise WithWhom(_("Say with which other unit."))
    asked.answer, asked.words, asked.answered_at, asked.answered_by_id = answer, required(words), at, by.user_id
    asked.with_unit = with_unit if answer is ConsultAnswer.WITH else None
    asked.save(update_fields=["answer", "words", "answered_at", "answered_by", "with_unit"])
    before = OrderState(order.state)
    record("ledger.order.consult_answered", order, by=by, at=at, before=before, unit=asked.unit_id, answer=answer.value)
    return asked


def _require_open(units: Sequence[Unit]) -> None:
    if not units:
        raise NobodyToAsk(_("Choose at least one unit to ask."))
    for unit in units:
        if unit.closed_on is not None:
            raise NobodyToAsk(_("%(unit)s is closed. Choose a unit that works.") % {"unit": unit.label})


def _not_asked_yet(order: Order, units: Sequence[Unit]) -> list[Unit]:
    asked = set(order.consultations.values_list("unit_id", flat=True))
    fresh = [unit for unit in units if unit.pk not in asked]
    if not fresh:
        raise NobodyToAsk(_("These units were asked already. Their first answer stays."))
    return fresh
