"""Each job delivered three times, in any order, has its effect once: the queue promises at least once, no more.

Delivered are the periodic jobs and all that acts queued. A new job stands here in one of the two tables.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger import services as ledger
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.listening.states import Lane
from huixiang.listening.testing import make_case, make_import, make_recipient, make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.testing import make_item, make_problem
from huixiang.transparency import sequencer, services as transparency
from huixiang.transparency.models import HeadReader

AFTERWARDS = NOON + dt.timedelta(days=30)
ASIDE: Mapping[str, str] = {
    "ops.retry_stalled": "asks the queue's own manager; what it queues again is what is delivered twice here",
    "ops.back_up": "a process of its own: src/huixiang/ops/tests/test_jobs.py",
    "sorting.run_engine": "a process of its own; a run that is done is left alone: sorting/tests/test_running.py",
    "sorting.learn": "the same: sorting/tests/test_learning.py",
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": "the library's own; nobody queues it",
    "procrastinate.builtin_tasks.remove_old_jobs": "the same under its old name",
}
NOTED: Mapping[str, str] = {
    "verification_findingrun": "each look of the rules is noted, also one that finds nothing new"
}
"""Tables that grow with each delivery, on purpose."""
Delivery = tuple[str, str]
"""A job's name and its arguments as JSON."""


def queued() -> list[Delivery]:
    """Everything the queue ever held, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs ORDER BY id")
        return [(name, args) for name, args in cursor.fetchall() if name not in ASIDE]


def periodic() -> list[Delivery]:
    """Every periodic job, as if its time had come."""
    names = sorted({task.task.name for task in app.periodic_registry.periodic_tasks.values()} - set(ASIDE))
    return [(name, '{"timestamp": 0}') for name in names]


def deliver(delivery: Delivery) -> None:
    name, args = delivery
    app.tasks[name].func(**json.loads(args))


def work_off() -> list[Delivery]:
    """Deliver what is periodic, then what is queued, until nothing new comes; gives all of it."""
    done: list[Delivery] = []
    for _round in range(5):
        coming = [*periodic(), *(each for each in queued() if each not in done)]
        for each in coming:
            deliver(each)
        done += [each for each in coming if each not in done]
    return done


def everything(uploads: Path) -> dict[str, Any]:
    """All rows of all houses, all mails, all files."""
    found: dict[str, Any] = {"mails": len(mail.outbox)}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if issubclass(model, TenantModel):
                cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t ORDER BY 1')  # noqa: S608 - our own tables
                found[model._meta.db_table] = cursor.fetchall()
    return found | {"files": sorted(str(path) for path in uploads.rglob("*") if path.is_file())}


@pytest.fixture
def busy(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A house in which every kind of job has something to do."""
    for user in cast.people.values():
        user.email = f"{user.username}@example.org"
        user.save()
    by = cast.actor("hejing")
    ledger.take_usual_ladder(by=cast.actor("liufang"), at=NOON)
    make_recipient(cast)
    make_recipient(cast, "fangmin2", "方敏二")
    make_case(words="科长收钱")
    make_voice("井盖没了")
    make_import(cast)
    told = make_item(contact="linxiao@example.org", speaker_name="林晓", may_contact=True, lane=Lane.CONFIDENTIAL)
    problem = make_problem(cast)
    sorting.join_voices(problem_id=problem.pk, voice_ids=[told.pk], by=by, at=NOON)
    make_claimed(cast, make_assigned(cast, problem))
    make_assigned(cast, title="三号楼漏水")
    sequencer.seal_everywhere()
    transparency.ask_for_heads(address="reader@example.org", at=NOON)
    transparency.confirm_heads(reader=HeadReader.objects.get(), at=NOON)
    monkeypatch.setattr(clock, "now", lambda: AFTERWARDS)
    return cast


class TestAJobDeliveredThreeTimes:
    def test_has_its_effect_once(self, busy: Cast, settings: Any, tmp_path: Path) -> None:
        settings.PUBLIC_DIR = tmp_path / "public"
        mails = len(mail.outbox)
        jobs = work_off()
        once = everything(settings.UPLOADS_DIR)

        again = [each for each in jobs for _time in range(2)]
        random.Random(7).shuffle(again)
        for each in again:
            deliver(each)

        thrice = everything(settings.UPLOADS_DIR)
        assert [name for name in once if once[name] != thrice[name] and name not in NOTED] == []
        # and there was something to be done twice
        assert once["mails"] > mails
        assert {"publishing.tell_speakers_of", "ledger.mail_reminders", "transparency.mail_head"} <= dict(jobs).keys()

    def test_is_every_job_there_is(self) -> None:
        run = {name for name, _args in periodic()}
        queued_by_acts = {
            "listening.read_import", "listening.run_import", "verification.look_at_problem", "sorting.withdraw_import",
            "sorting.return_import", "sorting.forget_words", "transparency.mail_head", "publishing.tell_speaker",
            "publishing.tell_speakers_of", "publishing.make_paper", "ledger.mail_reminders", "listening.tell_recipient",
        }  # fmt: skip

        assert set(app.tasks) - set(ASIDE) == run | queued_by_acts
