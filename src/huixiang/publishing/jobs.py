"""Tells speakers that something is new. Handlers queue in the caller's transaction; jobs load and make one call."""

from __future__ import annotations

from uuid import UUID

from huixiang.kernel import clock
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.ledger.events import CompletionClaimed
from huixiang.listening.events import MessageWritten
from huixiang.publishing import services
from huixiang.sorting.events import PartsJoined, VoiceAnswered
from huixiang.verification.events import ProblemClosed, ProblemReopened


@organisation_job("publishing.tell_speaker")
def tell_speaker(voice_id: str) -> None:
    services.tell_speaker(voice_id=UUID(voice_id), at=clock.now())


@organisation_job("publishing.tell_speakers_of")
def tell_speakers_of(problem_id: int) -> None:
    services.tell_speakers_of(problem_id=problem_id, at=clock.now())


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


def on_problem(event: CompletionClaimed | ProblemReopened | ProblemClosed) -> None:
    """A problem was claimed done, reopened or closed: tell all its speakers."""
    queue(tell_speakers_of, problem_id=event.problem_id)
