"""Says that a unit is a small office, and ends it: who may stand in follows from it, never fewer than four hands."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.people import queries as people
from huixiang.verification import policies, queries
from huixiang.verification.models import SmallOffice

FEWEST, SMALLEST = 1, 10
"""From one person on, and fewer than ten."""


class NotSmall(Refusal):
    """Ten people can give four hands; or more belong to the unit than were named. Nothing was written."""


class SmallAlready(Refusal):
    """The unit, or one above it, is a small office already; nothing was written."""


@transaction.atomic
def declare_small_office(*, unit_id: int, count: int, why: str, by: Actor, at: dt.datetime) -> SmallOffice:
    """Say that a unit with all below it has fewer than ten people, so that missing hands come from outside it.

    :raises NotAllowed: the policy says no. :raises NotFound: no such unit. :raises SmallAlready: it stands so already.
    :raises NotSmall: ten or more people, by the number given or by the members on record.
    """
    policies.may_set_small_office(by).require()
    unit = people.unit_by_id(unit_id, lock=True)
    members = queries.members_below(unit)
    if not FEWEST <= count < SMALLEST or members >= SMALLEST:
        words = _("A small office has fewer than ten people; %(n)s belong to this unit and those below it.")
        raise NotSmall(words % {"n": max(count, members)})
    if queries.small_office_of(unit) is not None:
        raise SmallAlready(_("This unit, or one above it, is a small office already."))
    made = SmallOffice.objects.create(
        unit=unit, people=count, why=_required(why), since=people.local_day(at), by_id=by.user_id or 0, at=at
    )
    _record("declared", made, by, at)
    return made


@transaction.atomic
def end_small_office(*, office_id: int, by: Actor, at: dt.datetime) -> SmallOffice:
    """Say that a unit is no small office any more, from today on; twice changes nothing.

    :raises NotAllowed: the policy says no. :raises NotFound: no such small office here.
    """
    policies.may_set_small_office(by).require()
    office = SmallOffice.objects.select_for_update().filter(pk=office_id).first()
    if office is None:
        raise NotFound(f"small office {office_id}")
    if office.until is None:
        office.until = people.local_day(at)
        office.save(update_fields=["until"])
        _record("ended", office, by, at)
    return office


def _required(why: str) -> str:
    words = why.replace("\0", "").strip()
    if not words:
        raise NotSmall(_("Say why: how many people there are, and who stands in."))
    return words


def _record(act: str, office: SmallOffice, by: Actor, at: dt.datetime) -> None:
    facts = {"unit": office.unit_id, "people": office.people}
    journal.record(f"verification.small_office.{act}", about=f"unit:{office.unit_id}", by=by, at=at, after=facts)
