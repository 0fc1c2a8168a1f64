"""Run inside a journey's house. ``open LOCATOR WORDS``: the voice becomes a public problem; prints its number.

``look LOCATOR``: what the audit finds about the voice, and the voices its problem counts; prints JSON.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.listening.models import Receipt  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from huixiang.publishing.testing import make_public  # noqa: E402
from huixiang.sorting import services as sorting  # noqa: E402
from huixiang.sorting.models import Part  # noqa: E402
from huixiang.transparency.audit import audit  # noqa: E402


def open_problem(organisation: int, locator: str, title: str) -> str:
    """The office makes a problem of the voice and shows it to everybody."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    people = {user.username: user for user in User.objects.all()}
    cast = Cast(Organisation.objects.get(pk=organisation), units["top"], units["roads"], units["water"], people)
    voice, now = Receipt.objects.get(locator=locator).voice, clock.now()
    sorting.file_waiting_voices()
    problem = sorting.open_problem(
        title=title, statement=f"{title}，要修。", voice_ids=[voice.pk], by=cast.actor("hejing"), at=now
    )
    make_public(cast, problem, title=title, words=f"{title}，要修。", at=now)
    return str(problem.number)


def look(locator: str) -> str:
    """Only what is about this voice: other journeys share the house."""
    voice = Receipt.objects.get(locator=locator).voice
    found = [one.trouble for one in audit().findings if one.what == f"voice:{voice.pk}"]
    part = Part.objects.select_related("problem").get(voice=voice)
    return json.dumps({"found": found, "words": voice.words, "count": part.problem.voices_count})


with acting_in(organisation_ids()[0]):
    act, locator, *more = sys.argv[1:]
    told = open_problem(organisation_ids()[0], locator, more[0]) if act == "open" else look(locator)
    print(told)  # noqa: T201 - its answer to the caller
