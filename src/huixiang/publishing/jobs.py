"""Tells speakers that something is new, and makes long papers.

Handlers queue in the caller's transaction; jobs load and make one call.
"""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.kernel.tenancy import acting_in
from huixiang.ledger.events import CompletionClaimed
from huixiang.listening.events import MessageWritten
from huixiang.people import queries as people
from huixiang.publishing import services
from huixiang.publishing.events import PaperOrdered
from huixiang.sorting.events import PartsJoined, VoiceAnswered
from huixiang.verification.events import CallBacksDrawn, ProblemClosed, ProblemReopened, SampleDrawn


@organisation_job("publishing.tell_speaker")
def tell_speaker(voice_id: str) -> None:
    services.tell_speaker(voice_id=UUID(voice_id), at=clock.now())


@organisation_job("publishing.tell_speakers_of")
def tell_speakers_of(problem_id: int) -> None:
    services.tell_speakers_of(problem_id=problem_id, at=clock.now())


@organisation_job("publishing.make_paper")
def make_paper(paper_id: int) -> None:
    services.make_paper(paper_id=paper_id, at=clock.now())


@app.periodic(cron="37 3 * * *", periodic_id="publishing.papers")  # type: ignore[untyped-decorator]
@app.task(name="publishing.sweep_papers", queueing_lock="publishing.sweep_papers", pass_context=False)  # type: ignore[untyped-decorator]
def sweep_papers(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Remove the files of papers that expired."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            services.sweep_papers(at=clock.now())


def on_paper(event: PaperOrdered) -> None:
    """A long paper was ordered: make it."""
    queue(make_paper, paper_id=event.paper_id)


def on_message(event: MessageWritten) -> None:
    """The office wrote: tell the speaker."""
    if not event.by_speaker:
        queue(tell_speaker, voice_id=str(event.voice_id))


def on_answer(event: VoiceAnswered) -> None:
    """A voice was answered or set aside: tell its speaker."""
    queue(tell_speaker, voice_id=str(event.voice_id))


def on_joined(event: PartsJoined) -> None:
    """Voices became part of a problem: tell their speakers."""
    for voice_id in event.voice_ids:
        queue(tell_speaker, voice_id=str(voice_id))


def on_drawn(event: CallBacksDrawn | SampleDrawn) -> None:
    """Speakers were drawn to be rung, or asked anew for a sample audit: who agreed and left an address gets a mail."""
    for voice_id in event.voice_ids:
        queue(tell_speaker, voice_id=str(voice_id))


def on_problem(event: CompletionClaimed | ProblemReopened | ProblemClosed) -> None:
    """A problem was claimed done, reopened or closed: tell all its speakers."""
    queue(tell_speakers_of, problem_id=event.problem_id)
