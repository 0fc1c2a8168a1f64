"""Run inside a journey's house: founds the cast's organisation with passwords, places, and a problem in every state.

Prints as JSON what journeys need to know: the receipt code of a speaker who is being asked.
"""

from __future__ import annotations

import datetime as dt
import json

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.actor import system  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.ledger.testing import make_assigned, make_checked, make_claimed, make_working  # noqa: E402
from huixiang.listening import services as listening  # noqa: E402
from huixiang.listening.testing import make_voice  # noqa: E402
from huixiang.ops.demo import PASSWORD  # noqa: E402
from huixiang.people.testing import Cast, make_cast  # noqa: E402
from huixiang.publishing import services as publishing  # noqa: E402
from huixiang.sorting import services as sorting  # noqa: E402
from huixiang.sorting.models import Problem  # noqa: E402
from huixiang.sorting.testing import make_item, make_matter, make_problem  # noqa: E402
from huixiang.verification.testing import make_confirmed, make_silent, say  # noqa: E402

PLACES = (("chengguan", "城关街道"), ("meixi", "梅溪社区"), ("beimen", "北门菜市场"))
NOW = clock.now()
LONG_AGO = NOW - dt.timedelta(days=60)
SOME_WEEKS_AGO = NOW - dt.timedelta(days=20)


def seed() -> None:
    """Found everything; deadlines of the present lie ahead, those of the past have passed."""
    cast = make_cast(host="127.0.0.1", at=LONG_AGO)
    with acting_in(cast.organisation.pk):
        let_in(cast)
        place_all(cast)
        tell_stories(cast)
        print(json.dumps({"asked": ask_somebody(cast)}))  # noqa: T201 - its answer to the caller


def let_in(cast: Cast) -> None:
    """Give everybody the password of the tests."""
    for user in cast.people.values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def place_all(cast: Cast) -> None:
    """Three places, each inside the one before."""
    above = None
    for code, name in PLACES:
        above = listening.add_place(name=name, code=code, parent=above, by=system(cast.organisation.pk), at=LONG_AGO)


def tell_stories(cast: Cast) -> None:
    """A problem in every state, and voices that wait."""
    make_assigned(cast, make_problem(cast, at=LONG_AGO, title="县医院门口占道停车"), at=LONG_AGO)  # late by now
    make_working(cast, at=NOW)
    make_claimed(cast, at=NOW, voices=2)
    say(cast, make_checked(cast, at=NOW, voices=2), solved=False, words="第二天又不亮了。", at=NOW)
    make_confirmed(cast, voices=2, at=SOME_WEEKS_AGO)
    make_silent(cast, at=SOME_WEEKS_AGO)
    make_problem(cast, at=NOW, voices=2, title="农贸市场下水道返味")
    for problem in Problem.objects.exclude(state="listed"):
        by = cast.actor("liufang")
        publishing.publish(problem_id=problem.pk, title=problem.title, words=problem.statement, by=by, at=NOW)
    sorting.answer_voice(voice_id=make_item(at=NOW).pk, words="路灯周四修好。", by=cast.actor("hejing"), at=NOW)
    for words in ("公厕晚上八点就锁门。", "盲道被共享单车占了。", "井盖响了半个月。"):
        make_item(words=words, at=NOW)
    make_matter(voices=4, title="城关街道路灯不亮", at=NOW)


def ask_somebody(cast: Cast) -> str:
    """A speaker whose problem is claimed to be solved; returns the receipt code."""
    voice, code = make_voice(words="文化广场的健身器材断了一根杆。", at=NOW)
    sorting.file_waiting_voices()
    problem = sorting.open_problem(
        title="文化广场健身器材损坏",
        statement="健身器材断了一根杆。",
        voice_ids=[voice.pk],
        by=cast.actor("hejing"),
        at=NOW,
    )
    make_checked(cast, make_assigned(cast, problem, at=NOW), at=NOW)
    return code.digits


seed()
