"""Run inside a journey's house: ``people`` adds a recipient without a key; ``problem`` makes one of the summary.

The second prints the number of the problem and with which sentence it was not handed to the accused unit.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.errors import NotAllowed  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.ledger import services as ledger  # noqa: E402
from huixiang.listening import services as listening  # noqa: E402
from huixiang.listening.models import SealedCase  # noqa: E402
from huixiang.listening.testing import add_holder  # noqa: E402
from huixiang.ops.demo import PASSWORD  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.people.roles import Role  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from huixiang.publishing.testing import make_public  # noqa: E402
from huixiang.sorting import services as sorting  # noqa: E402


def cast_of(organisation: int) -> Cast:
    units = {unit.code: unit for unit in Unit.objects.all()}
    people = {user.username: user for user in User.objects.all()}
    return Cast(Organisation.objects.get(pk=organisation), units["top"], units["roads"], units["water"], people)


def add_people(cast: Cast) -> dict[str, object]:
    """A recipient, and the body above."""
    add_holder(cast, "fangmin", "方敏", Role.RECIPIENT)
    cast.people["fangmin"].set_password(PASSWORD)
    cast.people["fangmin"].save(update_fields=["password"])
    listening.set_upper_body(name="县纪委监委", reach="电话 12388", by=cast.actor("admin"), at=clock.now())
    return {}


def make_problem(cast: Cast) -> dict[str, object]:
    """The masked summary as a published problem of the water unit."""
    case, at, office = SealedCase.objects.get(), clock.now(), cast.actor("liufang")
    sorting.file_waiting_voices()
    title, statement = "养护经费对不上", "养护经费的用途与账目对不上。"
    ids = [case.voice_id] if case.voice_id else []
    problem = sorting.open_problem(voice_ids=ids, title=title, statement=statement, by=cast.actor("hejing"), at=at)
    said = ""
    try:
        ledger.assign_problem(problem_id=problem.pk, unit=cast.roads, leader=cast.people["zhouming"], by=office, at=at)
    except NotAllowed as refusal:
        said = str(refusal.sentence)
    ledger.assign_problem(problem_id=problem.pk, unit=cast.water, leader=cast.people["maqiang"], by=office, at=at)
    make_public(cast, problem, title=title, words=statement, at=at)
    return {"number": problem.number, "refusal": said}


organisation = organisation_ids()[0]
with acting_in(organisation):
    told = add_people(cast_of(organisation)) if sys.argv[1] == "people" else make_problem(cast_of(organisation))
print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - its answer to the caller
