"""Takes counts from outside: residents, calls of an exchange. A correction is a new row; nothing is rewritten."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Organisation
from huixiang.verification import policies
from huixiang.verification.models import SuppliedCount
from huixiang.verification.states import SuppliedKind


class SuppliedWrong(Refusal):
    """The numbers contradict each other, or the days what stands already; nothing was written."""


@transaction.atomic
def supply_residents(
    *, year: int, place_id: int | None, count: int, source: str, by: Actor, at: dt.datetime
) -> SuppliedCount:
    """Keep how many people lived in a place (None: everywhere) in a year; the latest row for both counts.

    :raises NotAllowed: the policy says no. :raises SuppliedWrong: nobody lives there, or no source is named.
    """
    policies.may_set_metrics(by).require()
    if count < 1:
        raise SuppliedWrong(_("At least one resident is needed: nothing can be divided by none."))
    made = SuppliedCount(
        kind=SuppliedKind.RESIDENTS, place_id=place_id, first_day=dt.date(year, 1, 1), last_day=dt.date(year, 12, 31),
        count=count, source=source.strip(), by_id=by.user_id or 0, at=at,
    )  # fmt: skip
    return _kept(made, by, at)


@transaction.atomic
def supply_calls(  # noqa: PLR0913 - a count with its days and source has this many parts
    *, first_day: dt.date, last_day: dt.date, offered: int, answered: int, source: str, by: Actor, at: dt.datetime
) -> SuppliedCount:
    """Keep how many calls came in over some days, and how many were answered; the same days again are a correction.

    :raises NotAllowed: the policy says no. :raises SuppliedWrong: more answered than offered, days out of order, or
        other days that share one with these were supplied: a call would count twice.
    """
    policies.may_set_metrics(by).require()
    Organisation.objects.select_for_update().get(pk=current_organisation_id())
    if answered > offered:
        words = _("%(answered)s answered of %(offered)s cannot be: %(difference)s too many.")
        raise SuppliedWrong(words % {"answered": answered, "offered": offered, "difference": answered - offered})
    if last_day < first_day:
        raise SuppliedWrong(_("The last day comes before the first."))
    _require_no_overlap(first_day, last_day)
    made = SuppliedCount(
        kind=SuppliedKind.CALLS, first_day=first_day, last_day=last_day, count=offered, part=answered,
        source=source.strip(), by_id=by.user_id or 0, at=at,
    )  # fmt: skip
    return _kept(made, by, at)


def _require_no_overlap(first: dt.date, last: dt.date) -> None:
    rows = SuppliedCount.objects.filter(kind=SuppliedKind.CALLS, first_day__lte=last, last_day__gte=first)
    other = rows.exclude(first_day=first, last_day=last).first()
    if other is not None:
        words = _("Calls from %(first)s to %(last)s stand already. Give the same days to correct them, or others.")
        raise SuppliedWrong(words % {"first": other.first_day.isoformat(), "last": other.last_day.isoformat()})


def _kept(made: SuppliedCount, by: Actor, at: dt.datetime) -> SuppliedCount:
    if not made.source:
        raise SuppliedWrong(_("Say where the number comes from."))
    made.save()
    facts = {"count": made.count, "first_day": made.first_day.isoformat(), "last_day": made.last_day.isoformat()}
    journal.record("verification.metrics.supplied", about=f"supplied:{made.pk}", by=by, at=at, after=facts)
    return made
