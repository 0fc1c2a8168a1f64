from __future__ import annotations

from huixiang.journal.pages import lines
from huixiang.journal.queries import entries_about
from huixiang.listening.testing import make_voice
from huixiang.people.testing import Cast


class TestVoiceInTheJournal:
    def test_is_called_by_the_number_of_its_receipt(self, cast: Cast) -> None:
        voice, code = make_voice()
        entries = list(entries_about([f"voice:{voice.pk}"]))

        line = lines(entries, reader=cast.actor("hejing"))[0]

        assert line.subject == f"原声（受理号 {code.locator[:4]} {code.locator[4:]}）"
        assert line.url == f"/desk/inbox/{voice.pk}/"
        assert "保护方式：公开" in " ".join(line.changes)

    def test_is_no_link_for_those_who_do_not_read_voices(self, cast: Cast) -> None:
        voice, _code = make_voice()

        line = lines(list(entries_about([f"voice:{voice.pk}"])), reader=cast.actor("gaoyuan"))[0]

        assert line.url == ""
