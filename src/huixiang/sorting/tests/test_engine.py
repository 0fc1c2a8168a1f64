from __future__ import annotations

from typing import Any

import pytest

from huixiang.kernel.errors import NotAllowed
from huixiang.listening.queries import speaker_marks
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services
from huixiang.sorting.models import EngineRun, InboxItem, Label, Matter, MatterVoice, Suggestion
from huixiang.sorting.services import arriving as arrivals, deciding, running
from huixiang.sorting.services.running.child import EngineFailed
from huixiang.sorting.services.running.voices import title_and_body
from huixiang.sorting.services.running.whole import run_whole
from huixiang.sorting.services.suggesting.facts import Wanted
from huixiang.sorting.services.suggesting.keeping import keep_suggestions
from huixiang.sorting.states import RunState, SuggestionKind as K, SuggestionState
from huixiang.sorting.testing import make_item
from huixiang.sorting.testing.suggestions import make_taxonomy
from huixiang.sorting.tests.spoken import LAMPS, URGENT, WATER, go_over, spoken

__all__ = ["spoken"]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


def suggested(item: InboxItem, kind: K, state: SuggestionState = SuggestionState.OPEN) -> list[Suggestion]:
    return list(Suggestion.objects.filter(voice=item.pk, kind=kind, state=state))


def arrive(cast: Cast) -> int:
    return arrivals.weigh_arrivals(organisation_id=cast.organisation.pk, now=lambda: NOON)


class TestWholeRun:
    def test_suggests_what_belongs_together_labels_and_alarms(self, cast: Cast, spoken: list[InboxItem]) -> None:
        make_taxonomy()

        run = go_over(cast)

        assert (run.state, run.facts["voices"]) == (RunState.DONE, 7)
        lamps = {MatterVoice.objects.get(voice=item.pk, left_at=None).matter_id for item in spoken[:3]}
        assert len(lamps) == 1
        twice = {spoken[0].pk: spoken[6].pk, spoken[6].pk: spoken[0].pk}
        repeats = Suggestion.objects.filter(kind=K.REPEAT).values_list("voice", "like")
        assert [twice[voice] for voice, _like in repeats] == [like for _voice, like in repeats] != []
        assert [one.label.name for one in suggested(spoken[1], K.LABEL) if one.label] == ["路灯"]
        assert suggested(spoken[5], K.URGENT)[0].facts["groups"] == ["fire"]
        assert suggested(spoken[5], K.PERSONAL)[0].facts["groups"] == ["phone"]

    def test_again_changes_nothing_and_makes_no_refused_one_again(self, cast: Cast, spoken: list[InboxItem]) -> None:
        go_over(cast)
        refused = suggested(spoken[5], K.URGENT)[0]
        matter = suggested(spoken[1], K.MATTER)[0]
        ids = [refused.pk, matter.pk]
        deciding.refuse(suggestion_ids=ids, by=cast.actor("hejing"), at=NOON)
        before = set(Suggestion.objects.values_list("pk", "state"))
        names = set(Matter.objects.values_list("key", flat=True))

        run = go_over(cast)

        assert run.facts["new"] == {}
        assert set(Suggestion.objects.values_list("pk", "state")) == before
        assert set(Matter.objects.filter(gone_at=None).values_list("key", flat=True)) == names
        assert not MatterVoice.objects.filter(voice=spoken[1].pk, left_at=None).exists()

    def test_suggests_the_problem_that_others_of_the_matter_feed(self, cast: Cast, spoken: list[InboxItem]) -> None:
        problem = services.open_problem(
            title="路灯", statement="坏了", voice_ids=[spoken[0].pk], by=cast.actor("hejing"), at=NOON
        )

        go_over(cast)

        assert [one.problem for one in suggested(spoken[1], K.PROBLEM)] == [problem]
        assert suggested(spoken[0], K.PROBLEM) == []

    def test_that_fails_says_so_and_may_be_asked_for_again(
        self, cast: Cast, spoken: list[InboxItem], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.executable", "/bin/false")
        run = running.ask_for_run(by=cast.actor("hejing"), at=NOON)

        with pytest.raises((EngineFailed, OSError)):
            run_whole(organisation_id=cast.organisation.pk, run_id=run.pk, now=lambda: NOON)

        run.refresh_from_db()
        assert run.state == RunState.FAILED
        assert "Nothing is lost" in run.facts["why"]
        running.ask_for_run(by=cast.actor("hejing"), at=NOON)


class TestKeepSuggestions:
    def keep(self, item: InboxItem, *confidences: float) -> list[tuple[float, str]]:
        wanted = [Wanted(item.pk, K.URGENT, None, one, "着火", {"groups": ["fire"]}) for one in confidences]
        keep_suggestions(voice_ids=[item.pk], wanted=wanted, run_id=None, at=NOON)
        return list(Suggestion.objects.order_by("id").values_list("confidence", "state"))

    def test_takes_over_what_the_engine_says_now(self, cast: Cast) -> None:
        item = make_item()

        assert self.keep(item, 0.65) == [(0.65, "open")]
        assert self.keep(item, 0.85) == [(0.85, "open")]
        assert Suggestion.objects.get().facts == {"groups": ["fire"]}

    def test_overtakes_what_it_says_no_more_and_makes_it_anew_later(self, cast: Cast) -> None:
        item = make_item()
        self.keep(item, 0.65)

        assert self.keep(item) == [(0.65, "overtaken")]
        assert self.keep(item, 0.65) == [(0.65, "overtaken"), (0.65, "open")]


class TestAskForRun:
    def test_is_refused_while_one_waits(self, cast: Cast) -> None:
        running.ask_for_run(by=cast.actor("hejing"), at=NOON)

        with pytest.raises(running.RunUnderWay):
            running.ask_for_run(by=cast.actor("hejing"), at=NOON)

        assert EngineRun.objects.count() == 1

    def test_is_refused_to_a_unit(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            running.ask_for_run(by=cast.actor("wanglei"), at=NOON)

        assert not EngineRun.objects.exists()

    def test_ends_one_that_died_first(self, cast: Cast) -> None:
        dead = running.ask_for_run(by=cast.actor("hejing"), at=NOON)
        running.begin_run(run_id=dead.pk, at=NOON)

        running.ask_for_run(by=cast.actor("hejing"), at=NOON + 2 * running.SILENT)

        dead.refresh_from_db()
        assert dead.state == RunState.STOPPED


class TestArrivals:
    def test_are_weighed_once_without_any_run_before(self, cast: Cast, spoken: list[InboxItem]) -> None:
        assert [arrive(cast), arrive(cast)] == [7, 0]

        assert suggested(spoken[5], K.URGENT)
        assert Suggestion.objects.filter(kind=K.REPEAT).count() == 1

    def test_join_the_matter_that_is_known(self, cast: Cast, spoken: list[InboxItem]) -> None:
        go_over(cast)
        late = make_item("上夜班骑车经过桂花路，路灯坏了好几天，黑得看不见路，什么时候派人来修？")

        arrive(cast)

        known = MatterVoice.objects.get(voice=spoken[0].pk, left_at=None).matter
        assert [one.matter for one in suggested(late, K.MATTER)] == [known]

    def test_are_left_to_a_whole_run_when_too_many(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(arrivals, "MANY", 1)
        make_item()
        make_item(WATER[0])

        assert arrive(cast) == arrivals.TOO_MANY
        assert not Suggestion.objects.exists()

    def test_get_a_label_by_its_words(self, cast: Cast) -> None:
        make_taxonomy()
        item = make_item(LAMPS[0])

        arrive(cast)

        assert [one.label for one in suggested(item, K.LABEL)] == [Label.objects.get(name="路灯")]


class TestSpeakerMarks:
    def test_are_equal_for_one_speaker_and_absent_for_anonymous_ones(self, cast: Cast) -> None:
        same = [make_item(speaker_name="林晓", contact="13800000000").pk for _ in range(2)]
        other = make_item(speaker_name="林晓", contact="13900000000").pk
        hidden = make_item(lane=Lane.ANONYMOUS).pk

        marks = speaker_marks([*same, other, hidden])

        assert marks[same[0]] == marks[same[1]] != marks[other]
        assert hidden not in marks
        assert "林晓" not in str(marks)


class TestTitle:
    @pytest.mark.parametrize(
        ("words", "title"),
        [("路灯不亮\n\n桂花路三盏。", "路灯不亮"), (URGENT, ""), ("一\n二\n\n三", ""), ("长" * 61 + "\n\n话", "")],
    )
    def test_is_the_short_first_line_before_an_empty_one(self, words: str, title: str) -> None:
        assert title_and_body(words)[0] == title
