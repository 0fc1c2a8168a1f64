"""Run inside a journey's house: problems said to be done on two days of the past; of the second an audit is prepared.

The second audit is three days old: its parties bound themselves, two told their secrets, the third never did, and the
day of its draw is today. Prints the days, the audit's id, and the receipt code of the first problem's speaker.
"""

from __future__ import annotations

import datetime as dt
import json

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.ledger.testing import make_assigned, make_claimed  # noqa: E402
from huixiang.listening.testing import make_voice  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.queries import local_day, organisation_ids  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from huixiang.sorting import services as sorting  # noqa: E402
from huixiang.verification import services  # noqa: E402
from huixiang.verification.services import AuditPlan  # noqa: E402
from huixiang.verification.testing_audits import PARTIES, bind, tell  # noqa: E402

NOW = clock.now()
FIRST, SECOND, BEGUN = (NOW - dt.timedelta(days=days) for days in (40, 36, 3))


def seed() -> None:
    """Claim one problem on the first day, three on the second, and prepare an audit of the second."""
    organisation = organisation_ids()[0]
    with acting_in(organisation):
        units = {unit.code: unit for unit in Unit.objects.all()}
        people = {user.username: user for user in User.objects.all()}
        cast = Cast(Organisation.objects.get(pk=organisation), units["top"], units["roads"], units["water"], people)
        make_claimed(cast, at=FIRST)
        code = claim_with_receipt(cast)
        for _n in range(2):
            make_claimed(cast, at=SECOND)
        told = {"first": f"{local_day(FIRST)}", "today": f"{local_day(NOW)}", "audit": prepare(cast), "code": code}
        told["tomorrow"] = f"{local_day(NOW) + dt.timedelta(days=1)}"
        print(json.dumps(told))  # noqa: T201 - its answer to the caller


def claim_with_receipt(cast: Cast) -> str:
    """A problem whose one speaker holds a receipt; returns its code."""
    voice, code = make_voice(words="南门桥头的护栏缺了一段。", at=SECOND)
    sorting.file_waiting_voices()
    by = cast.actor("hejing")
    problem = sorting.open_problem(
        title="南门桥护栏缺口", statement="南门桥头护栏缺了一段。", voice_ids=[voice.pk], by=by, at=SECOND
    )
    make_claimed(cast, make_assigned(cast, problem, at=SECOND), at=SECOND)
    return str(code.digits)


def prepare(cast: Cast) -> int:
    """An audit of the second day, begun three days ago, whose draw in public is today."""
    day, begun = local_day(SECOND), local_day(BEGUN)
    plan = AuditPlan(day, day, begun, begun + dt.timedelta(days=1), "双色球第2026138期，红球在前", local_day(NOW))
    audit = services.begin_audit(plan=plan, parties=PARTIES, by=cast.actor("liufang"), at=BEGUN)
    bind(cast, audit, at=BEGUN)
    tell(cast, audit, parties=2, at=BEGUN)
    return audit.pk


seed()
