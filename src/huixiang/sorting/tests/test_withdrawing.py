"""An import is taken back as a whole: what nobody acted on leaves the desk, and comes again when asked."""

from __future__ import annotations

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.listening import services as listening
from huixiang.listening.models import Import, ImportRow, Voice
from huixiang.listening.services import NotNow
from huixiang.listening.testing import make_import
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import jobs, queries, services
from huixiang.sorting.models import InboxItem, Matter, MatterVoice
from huixiang.sorting.queries import InboxFilter
from huixiang.sorting.states import SuggestionKind
from huixiang.sorting.testing.suggestions import make_suggestion

TABLE = "工单编号,主要内容\nGD001,桂花路的路灯坏了三盏。\nGD002,三栋二单元停水两天了。\nGD003,井盖松动响一夜。\n"


def bring(cast: Cast) -> Import:
    return make_import(cast, TABLE)


def withdraw(cast: Cast, brought: Import) -> None:
    listening.withdraw_import(import_id=brought.pk, by=cast.actor("sunli"), at=NOON)
    jobs.withdraw_import(organisation_id=cast.organisation.pk, import_id=brought.pk)
    brought.refresh_from_db()


def restore(cast: Cast, brought: Import) -> None:
    listening.restore_import(import_id=brought.pk, by=cast.actor("hejing"), at=NOON)
    jobs.return_import(organisation_id=cast.organisation.pk, import_id=brought.pk)
    brought.refresh_from_db()


def shown(**wanted: str) -> set[str]:
    rows = queries.inbox(InboxFilter(**wanted)).order_by("-number")[:50]  # type: ignore[arg-type]
    return {item.voice.source for item in rows}


@pytest.fixture
def brought(cast: Cast) -> Import:
    return bring(cast)


class TestTakingBack:
    def test_lets_the_voices_leave_inbox_search_and_counts(self, cast: Cast, brought: Import) -> None:
        assert shown(text="路灯") == {"load:GD001"}

        withdraw(cast, brought)

        assert (brought.state, brought.withdrawn, brought.stayed) == ("withdrawn", 3, 0)
        assert shown() == shown(text="路灯") == set()
        assert queries.inbox_counts()["new"] == 0

    def test_keeps_every_word(self, cast: Cast, brought: Import) -> None:
        before = set(Voice.objects.values_list("pk", "words"))
        withdraw(cast, brought)

        assert set(Voice.objects.values_list("pk", "words")) == before
        assert JournalEntry.objects.filter(action="listening.import.withdrawn", subject=f"import:{brought.pk}").exists()

    def test_leaves_what_somebody_acted_on_and_names_it(self, cast: Cast, brought: Import) -> None:
        voice = Voice.objects.get(source="load:GD002")
        services.answer_voice(voice_id=voice.pk, words="今晚来水。", by=cast.actor("hejing"), at=NOON)

        withdraw(cast, brought)

        assert (brought.withdrawn, brought.stayed) == (2, 1)
        assert ImportRow.objects.get(stays=True).voice == voice
        assert shown() == {"load:GD002"}

    def test_finds_them_in_the_inbox_as_soon_as_they_are_in(self, brought: Import) -> None:
        assert services.file_waiting_voices() == 0
        assert shown() == {"load:GD001", "load:GD002", "load:GD003"}

    def test_takes_them_out_of_suggestions_and_hot_issues(self, cast: Cast, brought: Import) -> None:
        items = list(InboxItem.objects.order_by("number"))
        matter = Matter.objects.create(key="m1", title="路灯", found_at=NOON)
        MatterVoice.objects.create(matter=matter, voice=items[0].voice, since=NOON)
        suggestion = make_suggestion(items[0], SuggestionKind.MATTER, matter=matter)
        withdraw(cast, brought)

        suggestion.refresh_from_db()
        assert suggestion.state == "overtaken"
        assert not matter.members.filter(left_at=None).exists()

    def test_shuts_the_voice_against_acts(self, cast: Cast, brought: Import) -> None:
        voice = Voice.objects.get(source="load:GD002")
        withdraw(cast, brought)

        with pytest.raises(NotAllowed, match="随导入一起撤回"):
            services.set_aside(voice_id=voice.pk, reason="归邻县管。", by=cast.actor("hejing"), at=NOON)

    def test_happens_once_and_not_by_helpers(self, cast: Cast, brought: Import) -> None:
        with pytest.raises(NotAllowed):
            listening.withdraw_import(import_id=brought.pk, by=cast.actor("xujie"), at=NOON)
        withdraw(cast, brought)

        with pytest.raises(NotNow):
            listening.withdraw_import(import_id=brought.pk, by=cast.actor("hejing"), at=NOON)


class TestBringingBack:
    def test_puts_everything_where_it_was(self, cast: Cast, brought: Import) -> None:
        withdraw(cast, brought)
        restore(cast, brought)

        assert (brought.state, brought.withdrawn) == ("done", 0)
        assert shown() == {"load:GD001", "load:GD002", "load:GD003"}
        assert queries.inbox_counts()["new"] == 3

    def test_is_refused_when_the_rows_came_in_anew(self, cast: Cast, brought: Import) -> None:
        withdraw(cast, brought)
        bring(cast)

        with pytest.raises(NotNow):
            restore(cast, brought)

        brought.refresh_from_db()
        assert brought.state == "withdrawn"


class TestTheSameFileAgain:
    def test_is_taken_in_anew_after_it_was_taken_back(self, cast: Cast, brought: Import) -> None:
        withdraw(cast, brought)
        again = bring(cast)

        assert (again.new, again.known, again.failed) == (3, 0, 0)
        assert shown() == {"load:GD001~", "load:GD002~", "load:GD003~"}
        assert InboxItem.objects.count() == 6

    def test_knows_the_voices_that_stayed(self, cast: Cast, brought: Import) -> None:
        voice = Voice.objects.get(source="load:GD002")
        services.answer_voice(voice_id=voice.pk, words="今晚来水。", by=cast.actor("hejing"), at=NOON)
        withdraw(cast, brought)

        assert (bring(cast).known, Voice.objects.count()) == (1, 5)
