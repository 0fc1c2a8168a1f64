"""Run inside a journey's house: a problem noted on three times alike, and the rules; prints its number."""

from __future__ import annotations

import datetime as dt
import json

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from huixiang.verification.testing import make_finding  # noqa: E402


def seed() -> None:
    """Note the same words three times on one problem."""
    organisation = organisation_ids()[0]
    with acting_in(organisation):
        units = {unit.code: unit for unit in Unit.objects.all()}
        people = {user.username: user for user in User.objects.all()}
        house = Organisation.objects.get(pk=organisation)
        cast = Cast(house, units["top"], units["roads"], units["water"], people)
        finding = make_finding(cast, at=clock.now() - dt.timedelta(days=4), title="学校门口积水")
        number = finding.problem.number if finding.problem else 0
    print(json.dumps(number))  # noqa: T201 - its answer to the caller


seed()
