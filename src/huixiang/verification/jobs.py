"""Lets the rules of formalism look: at night at what changed, at once when a problem is claimed, closed or reopened."""

from __future__ import annotations

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.ledger.events import CompletionClaimed
from huixiang.people import queries as people
from huixiang.verification import services
from huixiang.verification.events import ProblemClosed, ProblemReopened


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
