from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob

from huixiang.listening.events import MessageWritten
from huixiang.listening.testing import make_voice
from huixiang.people.testing import Cast
from huixiang.publishing import jobs
from huixiang.sorting.events import PartsJoined, VoiceAnswered
from huixiang.verification.events import ProblemReopened


def queued() -> list[str]:
    return sorted(ProcrastinateJob.objects.values_list("task_name", flat=True))


class TestHandlers:
    def test_tell_the_speaker_what_the_office_wrote(self, cast: Cast) -> None:
        voice, _code = make_voice()

        jobs.on_message(MessageWritten(message_id=1, voice_id=voice.pk, by_speaker=False))
        jobs.on_answer(VoiceAnswered(voice_id=voice.pk))
        jobs.on_joined(PartsJoined(problem_id=1, voice_ids=(voice.pk,)))

        assert queued() == ["publishing.tell_speaker"] * 3

    def test_do_not_tell_the_speaker_what_they_wrote(self, cast: Cast) -> None:
        voice, _code = make_voice()

        jobs.on_message(MessageWritten(message_id=1, voice_id=voice.pk, by_speaker=True))

        assert queued() == []

    def test_tell_everybody_about_a_problem(self, cast: Cast) -> None:
        jobs.on_problem(ProblemReopened(problem_id=1))

        assert queued() == ["publishing.tell_speakers_of"]
