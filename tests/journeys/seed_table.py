"""Run inside a journey's house: four problems whose deadline can move, and three that lie with nobody."""

from __future__ import annotations

import datetime as dt

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.ledger.testing import make_assigned  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from huixiang.sorting.testing import make_problem  # noqa: E402

NOW = clock.now()


def seed() -> None:
    """List seven problems of one name."""
    organisation = organisation_ids()[0]
    with acting_in(organisation):
        units = {unit.code: unit for unit in Unit.objects.all()}
        people = {user.username: user for user in User.objects.all()}
        cast = Cast(Organisation.objects.get(pk=organisation), units["top"], units["roads"], units["water"], people)
        for n in range(4):
            make_assigned(cast, title=f"路面坑洼{n}", due_on=NOW.date() + dt.timedelta(days=20), at=NOW)
        for n in range(3):
            make_problem(cast, title=f"路面坑洼无人管{n}", at=NOW)


seed()
