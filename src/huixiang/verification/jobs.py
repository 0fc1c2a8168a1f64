"""Draws the week's call-backs in the night to Monday; lets the rules of formalism look, at night and at once."""

from __future__ import annotations

import datetime as dt
import secrets

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.actor import system
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.kernel.tenancy import acting_in
from huixiang.ledger.events import CompletionClaimed
from huixiang.people import queries as people
from huixiang.verification import services
from huixiang.verification.events import ProblemClosed, ProblemReopened
from huixiang.verification.states import DrawBasis


@app.periodic(cron="30 19 * * 0", periodic_id="verification.draw_week")  # type: ignore[untyped-decorator]
@app.task(name="verification.draw_week", queueing_lock="verification.draw_week")  # type: ignore[untyped-decorator]
def draw_everywhere(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes when it was due
    """Draw in all organisations, each in its own transaction. 19:30 UTC on Sunday is 3:30 on Monday in Beijing."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            draw_week(organisation_id, at=clock.now())


def draw_week(organisation_id: int, *, at: dt.datetime) -> bool:
    """Draw from what was said to be done in the seven days before today; False where nobody is to be rung."""
    today = people.local_day(at)
    try:
        services.draw_callbacks(
            basis=DrawBasis.REPORTED, first_day=today - dt.timedelta(days=7), last_day=today - dt.timedelta(days=1),
            seed=secrets.token_hex(16), by=system(organisation_id), at=at,
        )  # fmt: skip
    except (services.NothingToDraw, services.DrawnBefore):
        return False
    return True


@app.periodic(cron="13 2 * * *", periodic_id="verification.findings")  # type: ignore[untyped-decorator]
@app.task(name="verification.look_everywhere", queueing_lock="verification.look_everywhere", pass_context=False)  # type: ignore[untyped-decorator]
def look_everywhere(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Look at everything that changed since the last night, organisation by organisation."""
    for organisation_id in people.organisation_ids():
        services.look_everywhere(organisation_id=organisation_id, now=clock.now)


@organisation_job("verification.look_at_problem")
def look_at_problem(problem_id: int) -> None:
    services.look_at_problem(problem_id=problem_id, at=clock.now())


def on_problem(event: CompletionClaimed | ProblemClosed | ProblemReopened) -> None:
    """Something was said about whether it is solved: look at it."""
    queue(look_at_problem, problem_id=event.problem_id)
