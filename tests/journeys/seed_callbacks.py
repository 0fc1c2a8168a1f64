"""Run inside a journey's house: a claim of yesterday whose speaker can be rung, one whose speaker got a mail."""

from __future__ import annotations

import datetime as dt
import email
import json
import re
from email import policy
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django comes first

from huixiang.kernel import clock  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.ledger.testing import make_assigned, make_claimed  # noqa: E402
from huixiang.listening.states import Lane  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from huixiang.publishing import services as publishing  # noqa: E402
from huixiang.sorting import services as sorting  # noqa: E402
from huixiang.sorting.testing import make_item, make_problem  # noqa: E402


def seed() -> None:
    """Two claims; the number of the first problem and the path of the link."""
    organisation = organisation_ids()[0]
    with acting_in(organisation):
        units = {unit.code: unit for unit in Unit.objects.all()}
        people = {user.username: user for user in User.objects.all()}
        cast = Cast(Organisation.objects.get(pk=organisation), units["top"], units["roads"], units["water"], people)
        now = clock.now()
        rung = claimed(cast, contact="13900000000", at=now - dt.timedelta(days=1))
        mailed = claimed(cast, contact="lin@example.org", at=now)
    print(json.dumps({"rung": rung, "mailed": mailed, "link": link()}))  # noqa: T201 - its answer to the caller


def claimed(cast: Cast, *, contact: str, at: dt.datetime) -> int:
    """The number of a problem said to be done, whose one speaker agreed to be reached there."""
    item = make_item(contact=contact, speaker_name="林晓", may_contact=True, lane=Lane.CONFIDENTIAL)
    problem = make_problem(cast, voices=0, at=at)
    sorting.join_voices(problem_id=problem.pk, voice_ids=[item.pk], by=cast.actor("hejing"), at=at)
    make_claimed(cast, make_assigned(cast, problem, at=at), at=at)
    publishing.tell_speaker(voice_id=item.pk, at=at)
    return problem.number


def link() -> str:
    """The path to answer in the last mail that went out."""
    last = max((Path(settings.DATA_DIR) / "mails").iterdir(), key=lambda path: path.stat().st_mtime)
    sent = email.message_from_bytes(last.read_bytes(), policy=policy.default)
    body = sent.get_body()
    found = re.search(r"(/answer/[\w-]{20,})", body.get_content() if body else "")
    assert found, "the mail has no link"
    return found[1]


seed()
