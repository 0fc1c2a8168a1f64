"""Every job of the house runs beside a sealed case, and nothing that comes of it tells the accused unit.

The jobs are those of the queue's own register, so a new one is run here too, or the first test names it. They run on
what the acts of a full house queued, until the queue is empty; then the periodic ones, and what those queue.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from huixiang.kernel import clock
from huixiang.ledger import services as ledger
from huixiang.listening import services as listening
from huixiang.listening.models import Import, SealedCase
from huixiang.listening.states import MessageKind, Side
from huixiang.listening.testing import make_recipient, make_voice
from huixiang.listening.tests.test_privacy import everything_stored
from huixiang.people.models import User
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import jobs as publishing_jobs, services as publishing
from huixiang.publishing.patience import tries
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperForm, PaperKind
from huixiang.sorting import jobs as sorting, services as desk
from huixiang.sorting.models import EngineRun, Taxonomy
from huixiang.sorting.states import RunKind, RunState
from huixiang.sorting.testing import make_item, make_problem
from huixiang.transparency import services as transparency
from huixiang.transparency.models import HeadReader
from huixiang.verification.events import ProblemReopened
from tests.guards.accused import (
    ACCUSED,
    MARKER,
    READERS,
    SUMMARY,
    bytes_below,
    fill_beside,
    make_summarised,
    paths,
    readable,
    seal_by_the_form,
    searches,
    shown_by,
    told_to,
)
from tests.guards.foreign import signed_in

EVERY = sorted(name for name in app.tasks if "builtin" not in name)
PERIODIC = sorted({name for name, _id in app.periodic_registry.periodic_tasks})
MOST = 2_000
CORE = SUMMARY[:-1]
THE_LOG = {"/log/", "/log/sheet", "/log/checkpoint"}
"""Where everybody sees that one more entry stands in the log, of one voice among others."""
OF_A_MOMENT = re.compile(r'(name="(csrfmiddlewaretoken|code)" value|nonce)="[^"]*"')
Lived = tuple[SealedCase, dict[str, Any], set[str]]


@pytest.fixture
def house(cast: Cast, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Cast:
    """An empty data folder, everybody with an address for mails, and every line of the log kept."""
    for name, folder in {"DATA_DIR": "", "PUBLIC_DIR": "public", "UPLOADS_DIR": "uploads"}.items():
        setattr(settings, name, tmp_path / folder)
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
    caplog.set_level(logging.DEBUG)
    return cast


def run(name: str, arguments: dict[str, Any]) -> None:
    task = app.tasks[name]
    if iscoroutinefunction(task.func):
        asyncio.run(_run_apart(task, arguments))
    else:
        task.func(**arguments)


async def _run_apart(task: Any, arguments: dict[str, Any]) -> None:
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        job = task.configure().job.evolve(id=0)
        context = JobContext(app=worker, job=job, start_timestamp=0, abort_reason=lambda: None)
        await task.func(*[context] * task.pass_context, **arguments)


def taken_from_the_queue() -> Iterator[tuple[str, dict[str, Any]]]:
    """The jobs that wait, the oldest first, until none waits."""
    for _ in range(MOST):
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs)"
                " RETURNING task_name, args"
            )
            row = cursor.fetchone()
        if row is None:
            return
        yield row[0], row[1] if isinstance(row[1], dict) else json.loads(row[1])
    raise AssertionError("the queue does not become empty")


def run_what_waits() -> set[str]:
    ran = set()
    for name, arguments in taken_from_the_queue():
        run(name, arguments)
        ran.add(name)
    return ran


def run_by_the_clock() -> set[str]:
    for name in PERIODIC:
        run(name, {"timestamp": 0})
    return {*PERIODIC}


def let_everything_happen(cast: Cast, values: dict[str, Any]) -> set[str]:
    """Run what the house queued, what the clock starts, and what further acts queue; says which jobs ran."""
    ran = run_what_waits() | run_by_the_clock()
    for act in ACTS:
        act(cast, values)
        ran |= run_what_waits()
    return ran | run_by_the_clock() | run_what_waits()


def speak_and_answer(cast: Cast, _values: dict[str, Any]) -> None:
    """A speaker with an address for mails is answered, also by the measures of a problem; the head goes out by mail."""
    clerk = cast.actor("hejing")
    voice, _code = make_voice(SUMMARY[:-1] + "吗？", contact="lin@example.org", may_contact=True)
    told: dict[str, Any] = {"side": Side.OFFICE, "kind": MessageKind.MESSAGE, "words": "哪一天？"}
    listening.write_message(voice_id=voice.pk, by=clerk, at=NOON, **told)
    problem = make_problem(cast)
    publishing_jobs.on_problem(ProblemReopened(problem_id=problem.pk))
    reader = HeadReader.objects.create(address="union@example.org", asked_on=clock.now().date())
    transparency.confirm_heads(reader=reader, at=clock.now())


def bring_a_table(cast: Cast, values: dict[str, Any]) -> None:
    table = f"工单编号,主要内容\nGD003,{SUMMARY}\n".encode()
    values["brought"] = listening.begin_import(name="表.csv", pieces=[table], by=cast.actor("hejing"), at=NOON).pk


def confirm_it(cast: Cast, values: dict[str, Any]) -> None:
    choice = listening.choice_of(Import.objects.get(pk=values["brought"]).choice)
    listening.confirm_import(import_id=values["brought"], choice=choice, by=cast.actor("hejing"), at=NOON)


def take_it_back(cast: Cast, values: dict[str, Any]) -> None:
    listening.withdraw_import(import_id=values["brought"], by=cast.actor("hejing"), at=NOON)


def bring_it_back(cast: Cast, values: dict[str, Any]) -> None:
    listening.restore_import(import_id=values["brought"], by=cast.actor("hejing"), at=NOON)


def let_the_engine_run(cast: Cast, _values: dict[str, Any]) -> None:
    """The run that was asked for while the house was filled, and one of learning."""
    waiting = EngineRun.objects.get(state=RunState.WAITING, kind=RunKind.WHOLE)
    sorting.run_engine.defer(organisation_id=cast.organisation.pk, run_id=waiting.pk)
    sorting.start_learning(taxonomy_id=Taxonomy.objects.all()[0].pk, by=cast.actor("liufang"), at=NOON)


def say_the_like_to_the_unit(cast: Cast, _values: dict[str, Any]) -> None:
    """The accused unit works on something like it, so that everything that finds the like has something to find."""
    like = make_item("道路养护经费的用途说不清，账目对不上号。").voice
    problem = desk.open_problem(
        voice_ids=[like.pk], title="经费说不清", statement="经费说不清。", by=cast.actor("hejing"), at=NOON
    )
    leader = cast.people["zhouming"]
    ledger.assign_problem(problem_id=problem.pk, unit=cast.roads, leader=leader, by=cast.actor("liufang"), at=NOON)


def order_a_paper(cast: Cast, values: dict[str, Any]) -> None:
    paper = publishing.order_paper(
        kind=PaperKind.LEDGER,
        form=PaperForm.XLSX,
        terms=Terms(),
        cover_doubtful=True,
        by=cast.actor("liufang"),
        at=NOON,
    )
    values["paper_code"] = paper.code


ACTS = (
    speak_and_answer, bring_a_table, confirm_it, take_it_back, bring_it_back, say_the_like_to_the_unit,
    let_the_engine_run, order_a_paper,
)  # fmt: skip


def all_pages(cast: Cast, values: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What each address shows somebody of the accused unit and whoever is not signed in, but tokens of a moment."""
    seen = {}
    tries.forget()
    for who in (ACCUSED[0], ""):
        client = signed_in(cast, who) if who else Client()
        for path in [*paths(values), *searches()]:
            seen[who, path] = OF_A_MOMENT.sub("", shown_by(client.get(path)))
    return seen


def after_the_jobs(cast: Cast, values: dict[str, Any]) -> dict[tuple[str, str], str]:
    run_what_waits()
    run_by_the_clock()
    run_what_waits()
    return all_pages(cast, values)


@pytest.fixture
def lived(house: Cast, monkeypatch: pytest.MonkeyPatch) -> Lived:
    """A sealed case in a full house in which every job ran; the values for addresses, and the names of the jobs."""
    case = make_summarised(house)
    values = fill_beside(house) | {"case_id": case.pk, "sealed_file_id": case.files.all()[0].pk}
    # From here on every paper and every table is long, so that jobs make and read them.
    monkeypatch.setattr("huixiang.publishing.services.papers.AT_ONCE", 0)
    monkeypatch.setattr("huixiang.listening.services.imports.reading.AT_ONCE", 0)
    return case, values, let_everything_happen(house, values)


def written_anywhere(caplog: pytest.LogCaptureFixture) -> str:
    """Rows, log lines, mails, and files below the data folder, office files unpacked."""
    mails = "".join(str(one.message()) + one.subject + str(one.body) for one in mail.outbox)
    files = "".join(readable(content) for _path, content in bytes_below(settings.DATA_DIR))
    return everything_stored() + caplog.text + mails + files


class TestTheJobs:
    def test_all_run_and_tell_nobody(self, lived: Lived, house: Cast, caplog: pytest.LogCaptureFixture) -> None:
        case, values, ran = lived
        written = written_anywhere(caplog)
        received = "".join(f"{one.subject}{one.body}" for one in mail.outbox)

        told = [
            (who, path)
            for who in sorted({*READERS, *ACCUSED})
            for path in told_to(signed_in(house, who), values, words=[MARKER, CORE] if who in ACCUSED else [MARKER])
        ]

        assert sorted(ran) == EVERY
        assert CORE in written
        assert MARKER not in written
        assert told == []
        assert len(mail.outbox) >= 3
        assert not [one for one in (CORE, case.pk.hex[:6], case.pk.hex[:6].upper()) if one in received]


class TestACase:
    def test_that_is_sealed_changes_no_page_of_the_accused(self, house: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        started = clock.now()
        monkeypatch.setattr("huixiang.kernel.clock.now", lambda: started)
        for username, name, unit in (("fangmin", "方敏", None), ("tianye", "田野", house.roads)):
            make_recipient(house, username, name, unit)
        values = fill_beside(house) | {"case_id": uuid4(), "sealed_file_id": uuid4()}
        looks = [after_the_jobs(house, values) for _ in range(2)]

        seal_by_the_form(house)
        after = after_the_jobs(house, values)

        steady = {key for key, shown in looks[0].items() if looks[1][key] == shown}
        changed = {path for who, path in steady if after[who, path] != looks[1][who, path]}
        assert len(steady) > 0.9 * len(after)
        assert changed <= THE_LOG, changed
