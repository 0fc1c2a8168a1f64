from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.listening.models import Message, Voice
from huixiang.listening.testing import make_voice
from huixiang.people.closing import obstacles_of
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import Act, InboxItem, Part, Problem, SetAside
from huixiang.sorting.services import (
    AlreadyThere,
    IllegalMove,
    NotFilledIn,
    NothingChosen,
    NotInTheWords,
    NotOfThisProblem,
)
from huixiang.sorting.states import InboxState, ProblemState
from huixiang.sorting.testing import make_item, make_problem


def voice_ids(problem: Problem) -> list[UUID]:
    return [voice.pk for voice in queries.voices_of(problem)]


def last_act(voice_id: UUID) -> Act:
    act = queries.item_of(voice_id).last_act
    assert act is not None
    return act


def assigned(problem: Problem, cast: Cast) -> Problem:
    locked = services.lock_problem(problem.pk)
    return services.move_problem(locked, ProblemState.ASSIGNED, at=NOON, unit=cast.roads, due_on=NOON.date())


def claimed(problem: Problem, cast: Cast) -> Problem:
    services.move_problem(assigned(problem, cast), ProblemState.WORKING, at=NOON)
    return services.move_problem(services.lock_problem(problem.pk), ProblemState.CLAIMED, at=NOON)


class TestFileWaitingVoices:
    def test_puts_each_waiting_voice_into_the_inbox_once(self, cast: Cast) -> None:
        make_voice("一楼\n漏水")
        make_voice()

        assert [services.file_waiting_voices(), services.file_waiting_voices()] == [2, 0]
        assert InboxItem.objects.count() == 2

    def test_opens_with_80_characters_on_one_line(self, cast: Cast) -> None:
        item = make_item("漏\r\n 水" + "啊" * 100)

        assert item.opening == "漏 水" + "啊" * 77

    @pytest.mark.parametrize("words", ["好", "👍", "𠮷㐂", "\u202e反", "a" * 20_000, "漏" * 20_000, "'; | & :* \\"])
    def test_takes_any_words(self, cast: Cast, words: str) -> None:
        item = make_item(words)

        assert item.voice.words == words

    def test_leaves_what_is_beyond_the_limit_waiting(self, cast: Cast) -> None:
        make_voice()
        make_voice()

        services.file_waiting_voices(1)

        assert Voice.objects.filter(filed=False).count() == 1


class TestOpenProblem:
    def test_numbers_problems_in_order(self, cast: Cast) -> None:
        assert [make_problem(cast).number, make_problem(cast).number] == [1, 2]

    def test_joins_the_voices_and_counts_them(self, cast: Cast) -> None:
        problem = make_problem(cast, 2)

        assert problem.voices_count == 2
        assert set(InboxItem.objects.values_list("state", flat=True)) == {InboxState.JOINED}
        entry = JournalEntry.objects.get(action="sorting.problem.opened")
        assert entry.after["number"] == 1

    def test_may_have_no_voice(self, cast: Cast) -> None:
        assert make_problem(cast, 0).voices_count == 0

    def test_files_a_voice_that_still_waits(self, cast: Cast) -> None:
        voice, _code = make_voice()

        services.open_problem(title="漏", statement="水", voice_ids=[voice.pk], by=cast.actor("hejing"), at=NOON)

        assert queries.item_of(voice.pk).state == InboxState.JOINED

    @pytest.mark.parametrize(
        ("who", "title", "refusal"),
        [("wanglei", "漏水", NotAllowed), ("hejing", " ", NotFilledIn), ("hejing", "漏" * 81, NotFilledIn)],
        ids=["a unit's handler does it", "there is no title", "the title is too long"],
    )
    def test_refuses_and_writes_nothing_when(self, cast: Cast, who: str, title: str, refusal: type[Exception]) -> None:
        item = make_item()

        with pytest.raises(refusal):
            services.open_problem(title=title, statement="水", voice_ids=[item.pk], by=cast.actor(who), at=NOON)

        assert not Part.objects.exists()
        assert queries.item_of(item.pk).state == InboxState.NEW

    def test_refuses_an_excerpt_nobody_said(self, cast: Cast) -> None:
        item = make_item("一楼漏水，二楼也漏。")

        with pytest.raises(NotInTheWords):
            services.open_problem(
                title="漏", statement="水", voice_ids=[item.pk], excerpts={item.pk: "三楼漏水"},
                by=cast.actor("hejing"), at=NOON,
            )  # fmt: skip


class TestJoinVoices:
    def test_lets_a_voice_feed_two_problems_with_a_piece_each(self, cast: Cast) -> None:
        item, one, two = make_item("一楼漏水。路灯不亮。"), make_problem(cast), make_problem(cast)
        by = cast.actor("hejing")

        services.join_voices(problem_id=one.pk, voice_ids=[item.pk], excerpts={item.pk: "一楼漏水"}, by=by, at=NOON)
        services.join_voices(problem_id=two.pk, voice_ids=[item.pk], excerpts={item.pk: "路灯不亮"}, by=by, at=NOON)

        assert [problem.pk for problem in queries.problems_of(item.voice)] == [one.pk, two.pk]
        assert JournalEntry.objects.filter(action="sorting.voices.joined").count() == 2

    def test_refuses_voices_that_are_there_already(self, cast: Cast) -> None:
        problem = make_problem(cast)

        with pytest.raises(AlreadyThere):
            services.join_voices(problem_id=problem.pk, voice_ids=voice_ids(problem), by=cast.actor("hejing"), at=NOON)

    def test_refuses_a_merged_problem(self, cast: Cast) -> None:
        problem, other, by = make_problem(cast), make_problem(cast), cast.actor("hejing")
        services.merge_problems(problem_id=problem.pk, into_id=other.pk, by=by, at=NOON)

        with pytest.raises(NotAllowed):
            services.join_voices(problem_id=problem.pk, voice_ids=[make_item().pk], by=by, at=NOON)

    def test_refuses_no_voices_and_unknown_ones(self, cast: Cast) -> None:
        problem, by = make_problem(cast), cast.actor("hejing")

        with pytest.raises(NothingChosen):
            services.join_voices(problem_id=problem.pk, voice_ids=[], by=by, at=NOON)
        with pytest.raises(NotFound):
            services.join_voices(problem_id=problem.pk, voice_ids=[UUID(int=1)], by=by, at=NOON)

    def test_tells_the_second_clerk_who_was_faster(self, cast: Cast) -> None:
        item, one, two = make_item(), make_problem(cast), make_problem(cast)
        services.join_voices(problem_id=one.pk, voice_ids=[item.pk], by=cast.actor("sunli"), at=NOON)

        with pytest.raises(Overtaken) as refusal:
            services.join_voices(
                problem_id=two.pk, voice_ids=[item.pk], versions={item.pk: 0}, by=cast.actor("hejing"),
                at=NOON + timedelta(minutes=3),
            )  # fmt: skip

        assert "孙丽" in str(refusal.value.sentence)
        assert "3" in str(refusal.value.sentence)
        assert Part.objects.filter(problem=two).count() == 1


class TestLeave:
    def test_makes_the_voice_new_again_and_keeps_the_link_as_history(self, cast: Cast) -> None:
        problem = make_problem(cast, 2)
        voice_id = voice_ids(problem)[0]

        services.leave(problem_id=problem.pk, voice_ids=[voice_id], by=cast.actor("hejing"), at=NOON)

        problem.refresh_from_db()
        assert (problem.voices_count, queries.item_of(voice_id).state) == (1, InboxState.NEW)
        assert Part.objects.filter(voice=voice_id).count() == 1

    def test_keeps_voices_while_their_speakers_are_asked(self, cast: Cast) -> None:
        problem = claimed(make_problem(cast), cast)

        with pytest.raises(NotAllowed):
            services.leave(problem_id=problem.pk, voice_ids=voice_ids(problem), by=cast.actor("hejing"), at=NOON)


class TestSplitVoices:
    def test_makes_a_new_problem_of_some(self, cast: Cast) -> None:
        problem = make_problem(cast, 3)
        going = voice_ids(problem)[:2]

        new = services.split_voices(
            problem_id=problem.pk, voice_ids=going, title="电梯", statement="停了。", by=cast.actor("hejing"), at=NOON
        )

        problem.refresh_from_db()
        assert (problem.voices_count, new.voices_count, set(voice_ids(new))) == (1, 2, set(going))

    def test_refuses_to_empty_the_problem(self, cast: Cast) -> None:
        problem = make_problem(cast, 2)

        with pytest.raises(NotOfThisProblem):
            services.split_voices(
                problem_id=problem.pk, voice_ids=voice_ids(problem), title="电梯", statement="停了。",
                by=cast.actor("hejing"), at=NOON,
            )  # fmt: skip

        assert Problem.every.count() == 1


class TestMergeProblems:
    def test_moves_all_voices_and_keeps_both_histories(self, cast: Cast) -> None:
        problem, other = make_problem(cast, 2), make_problem(cast)

        services.merge_problems(problem_id=problem.pk, into_id=other.pk, by=cast.actor("hejing"), at=NOON)

        problem.refresh_from_db()
        other.refresh_from_db()
        assert (problem.state, problem.merged_into_id, problem.voices_count) == ("merged", other.pk, 0)
        assert other.voices_count == 3
        assert len(queries.history_of_problem(problem)) == 2

    def test_refuses_a_problem_with_itself(self, cast: Cast) -> None:
        problem = make_problem(cast)

        with pytest.raises(AlreadyThere):
            services.merge_problems(problem_id=problem.pk, into_id=problem.pk, by=cast.actor("hejing"), at=NOON)


class TestAnswerVoice:
    def test_writes_to_the_speaker(self, cast: Cast) -> None:
        item = make_item()

        services.answer_voice(voice_id=item.pk, words=" 周五修好。 ", by=cast.actor("hejing"), at=NOON)

        message = Message.objects.get()
        assert (message.words, message.kind, message.side) == ("周五修好。", "answer", "office")
        assert queries.item_of(item.pk).state == InboxState.ANSWERED
        assert "周五" not in str(JournalEntry.objects.get(action="sorting.voice.answered").after)

    def test_leaves_a_joined_voice_joined(self, cast: Cast) -> None:
        problem = make_problem(cast)

        services.answer_voice(voice_id=voice_ids(problem)[0], words="在办。", by=cast.actor("hejing"), at=NOON)

        assert queries.item_of(voice_ids(problem)[0]).state == InboxState.JOINED

    @pytest.mark.parametrize(("who", "words"), [("hejing", " "), ("wanglei", "好")])
    def test_refuses_and_writes_nothing(self, cast: Cast, who: str, words: str) -> None:
        item = make_item()

        with pytest.raises((NotFilledIn, NotAllowed)):
            services.answer_voice(voice_id=item.pk, words=words, by=cast.actor(who), at=NOON)

        assert not Message.objects.exists()


class TestSetAside:
    def test_gives_the_speaker_the_reason(self, cast: Cast) -> None:
        item = make_item()

        services.set_aside(voice_id=item.pk, reason="请找供电所。", by=cast.actor("hejing"), at=NOON)

        kept = queries.set_aside_of(item.voice)
        assert kept is not None
        assert kept.reason == "请找供电所。"

    def test_refuses_a_voice_that_feeds_a_problem(self, cast: Cast) -> None:
        problem = make_problem(cast)

        with pytest.raises(NotAllowed):
            services.set_aside(voice_id=voice_ids(problem)[0], reason="不归我们管。", by=cast.actor("hejing"), at=NOON)

        assert not SetAside.objects.exists()


class TestUndo:
    def test_withdraws_a_problem_and_keeps_its_number(self, cast: Cast) -> None:
        problem, by = make_problem(cast, 2), cast.actor("sunli")
        ids = voice_ids(problem)

        services.undo(act_id=last_act(ids[0]).pk, by=by, at=NOON)

        assert not Problem.objects.exists()
        assert queries.problem_numbered(1).withdrawn_at == NOON
        assert {queries.item_of(one).state for one in ids} == {InboxState.NEW}
        assert make_problem(cast).number == 2

    def test_takes_a_merge_back_as_a_whole(self, cast: Cast) -> None:
        problem, other, by = make_problem(cast, 2), make_problem(cast), cast.actor("hejing")
        act = services.merge_problems(problem_id=problem.pk, into_id=other.pk, by=by, at=NOON)

        services.undo(act_id=act.pk, by=by, at=NOON)

        problem.refresh_from_db()
        other.refresh_from_db()
        assert (problem.state, problem.voices_count, other.voices_count) == ("listed", 2, 1)
        assert JournalEntry.objects.filter(action="sorting.act.undone").count() == 1

    def test_reopens_a_voice_that_was_set_aside(self, cast: Cast) -> None:
        item, by = make_item(), cast.actor("hejing")
        act = services.set_aside(voice_id=item.pk, reason="请找供电所。", by=by, at=NOON)

        services.undo(act_id=act.pk, by=by, at=NOON)

        assert (queries.item_of(item.pk).state, queries.set_aside_of(item.voice)) == (InboxState.NEW, None)

    def test_tells_the_speaker_that_an_answer_was_taken_back(self, cast: Cast) -> None:
        item, by = make_item(), cast.actor("hejing")
        act = services.answer_voice(voice_id=item.pk, words="已修好。", by=by, at=NOON)

        services.undo(act_id=act.pk, by=by, at=NOON)

        assert [message.kind for message in Message.objects.order_by("id")] == ["answer", "message"]

    def test_refuses_when_somebody_acted_on_a_voice_since(self, cast: Cast) -> None:
        item, problem, by = make_item(), make_problem(cast), cast.actor("hejing")
        act = services.join_voices(problem_id=problem.pk, voice_ids=[item.pk], by=by, at=NOON)
        services.answer_voice(voice_id=item.pk, words="在办。", by=cast.actor("sunli"), at=NOON)

        with pytest.raises(Overtaken, match="孙丽"):
            services.undo(act_id=act.pk, by=by, at=NOON)

        problem.refresh_from_db()
        assert problem.voices_count == 2

    def test_refuses_when_the_problem_was_handed_on_since(self, cast: Cast) -> None:
        problem, by = make_problem(cast), cast.actor("hejing")
        assigned(problem, cast)

        with pytest.raises(Overtaken):
            services.undo(act_id=last_act(voice_ids(problem)[0]).pk, by=by, at=NOON)

        assert Problem.objects.count() == 1

    def test_refuses_twice(self, cast: Cast) -> None:
        item, by = make_item(), cast.actor("hejing")
        act = services.answer_voice(voice_id=item.pk, words="已修好。", by=by, at=NOON)
        services.undo(act_id=act.pk, by=by, at=NOON)

        with pytest.raises(NotAllowed):
            services.undo(act_id=act.pk, by=by, at=NOON)


class TestMoveProblem:
    def test_refuses_a_move_that_is_not_in_the_table(self, cast: Cast) -> None:
        problem = make_problem(cast)

        with pytest.raises(IllegalMove):
            services.move_problem(services.lock_problem(problem.pk), ProblemState.CONFIRMED, at=NOON)

        problem.refresh_from_db()
        assert problem.state == ProblemState.LISTED


class TestQueries:
    @pytest.mark.parametrize(("text", "found"), [("路灯", 1), ("#1", 1), ("1", 1), ("电梯", 0), ("", 1)])
    def test_find_problems_by_number_or_words(self, cast: Cast, text: str, found: int) -> None:
        make_problem(cast)

        assert len(queries.find_problems(text)) == found

    def test_an_open_problem_keeps_its_unit_open(self, cast: Cast) -> None:
        problem = assigned(make_problem(cast), cast)

        assert any(problem.title in sentence for sentence in obstacles_of(cast.roads))

    def test_masks_names_of_the_roster(self, cast: Cast) -> None:
        text = "找过周明，电话13912345678。"

        masks = services.propose_masks(text)

        assert {text[mask.start : mask.end] for mask in masks} == {"周明", "13912345678"}

    def test_counts_by_state(self, cast: Cast) -> None:
        make_problem(cast)
        assigned(make_problem(cast), cast)

        assert queries.counts_by_state() == {"listed": 1, "assigned": 1}
