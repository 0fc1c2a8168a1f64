from __future__ import annotations

from huixiang.listening.testing import make_voice
from huixiang.people.testing import Cast
from huixiang.sorting import jobs
from huixiang.sorting.models import InboxItem


class TestFileEverywhere:
    def test_puts_what_was_said_into_the_inbox(self, cast: Cast) -> None:
        voice, _code = make_voice("北门小学门口的路灯不亮")

        jobs.file_everywhere(0)

        assert InboxItem.objects.get().voice_id == voice.pk

    def test_files_nothing_twice(self, cast: Cast) -> None:
        make_voice("北门小学门口的路灯不亮")
        jobs.file_everywhere(0)

        jobs.file_everywhere(1)

        assert InboxItem.objects.count() == 1
