"""Asking, answering, closing: who counts, what reopens, what silence is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.ledger import services as ledger
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.ledger.testing import make_assigned, make_checked, make_claimed, make_signed
from huixiang.listening.states import Lane
from huixiang.people.roles import Role
from huixiang.people.services import give_role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification import queries, services
from huixiang.verification.models import Asking, Verdict
from huixiang.verification.services import QuestionOver, SomebodyMayStillAnswer
from huixiang.verification.states import Standings
from huixiang.verification.testing import AFTER_THE_WINDOW, make_confirmed, make_silent, say


def state_of(claim: CompletionClaim) -> tuple[str, str]:
    """The state of the claim's problem and the claim's outcome, as stored."""
    claim.refresh_from_db()
    return Problem.objects.get(pk=claim.problem_id).state, claim.outcome


class TestAskSpeakers:
    def test_asks_every_voice_when_completion_is_claimed(self, cast: Cast) -> None:
        claim = make_claimed(cast, voices=3)

        assert Asking.objects.filter(claim=claim).count() == 3
        assert {asking.closes_on for asking in claim.askings.all()} == {dt.date(2026, 3, 9)}
        assert JournalEntry.objects.get(action="verification.speakers.asked").after["asked"] == 3

    def test_asks_the_voices_of_a_merged_problem_too(self, cast: Cast) -> None:
        problem, other = make_problem(cast, voices=2), make_problem(cast, voices=1)
        sorting.merge_problems(problem_id=other.pk, into_id=problem.pk, by=cast.actor("hejing"), at=NOON)

        claim = make_claimed(cast, make_assigned(cast, problem))

        assert claim.askings.count() == 3

    def test_asks_a_voice_that_joins_while_completion_is_examined(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        voice = make_item(words="桂花路晚上还是黑。").voice

        sorting.join_voices(problem_id=claim.problem_id, voice_ids=[voice.pk], by=cast.actor("hejing"), at=NOON)

        assert claim.askings.filter(voice=voice).count() == 1

    def test_asks_nobody_twice(self, cast: Cast) -> None:
        claim = make_claimed(cast, voices=2)

        assert services.ask_speakers(claim_id=claim.pk, at=NOON) == 0
        assert JournalEntry.objects.filter(action="verification.speakers.asked").count() == 1

    def test_asks_nobody_about_an_ended_claim(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        ledger.turn_back_claim(claim_id=claim.pk, words="缺照片", by=cast.actor("zhouming"), at=NOON)

        with pytest.raises(QuestionOver):
            services.ask_speakers(claim_id=claim.pk, at=NOON)


class TestGiveVerdict:
    def test_keeps_the_answer_and_journals_the_day_only(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        verdict = say(cast, claim, solved=True, at=NOON)

        assert (verdict.ordinal, verdict.given_on) == (1, dt.date(2026, 3, 2))
        entry = JournalEntry.objects.get(action="verification.verdict.given")
        assert (entry.at, entry.actor_name) == (dt.datetime(2026, 3, 1, 16, 0, tzinfo=dt.UTC), "")

    @pytest.mark.parametrize("make", [make_claimed, make_signed, make_checked, make_confirmed, make_silent])
    def test_reopens_at_a_first_not_solved(self, cast: Cast, make: Callable[..., CompletionClaim]) -> None:
        claim = make(cast, voices=2) if make is not make_confirmed else make_confirmed_with_one_left(cast)

        say(cast, claim, solved=False, nth=1, at=AFTER_THE_WINDOW)

        assert state_of(claim) == ("disputed", "disputed")
        problem = Problem.objects.get(pk=claim.problem_id)
        assert (problem.reopened_count, problem.closed_on) == (1, None)

    def test_keeps_a_later_answer_without_moving_anything(self, cast: Cast) -> None:
        claim = make_confirmed(cast)

        later = say(cast, claim, solved=False)

        assert later.ordinal == 2
        assert state_of(claim) == ("confirmed", "confirmed")

    def test_pressed_twice_is_one_answer(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        first, second = (say(cast, claim, solved=False) for _ in range(2))

        assert first == second
        assert JournalEntry.objects.filter(action="verification.verdict.given").count() == 1

    def test_counts_each_speaker_of_a_disputed_claim_but_reopens_once(self, cast: Cast) -> None:
        claim = make_claimed(cast, voices=2)
        say(cast, claim, solved=False, nth=0)

        say(cast, claim, solved=False, nth=1)

        assert Problem.objects.get(pk=claim.problem_id).reopened_count == 1
        assert queries.standing_of(claim) == Standings(asked=2, disputed=2)

    def test_turns_silence_into_confirmation_when_somebody_answers_late(self, cast: Cast) -> None:
        claim = make_silent(cast, voices=2)

        say(cast, claim, solved=True, at=AFTER_THE_WINDOW)

        assert state_of(claim) == ("confirmed", "confirmed")

    def test_refuses_when_the_claim_was_turned_back(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        ledger.turn_back_claim(claim_id=claim.pk, words="缺照片", by=cast.actor("zhouming"), at=NOON)

        with pytest.raises(QuestionOver):
            say(cast, claim, solved=True)

        assert not Verdict.objects.exists()

    def test_refuses_about_an_older_claim(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        say(cast, claim, solved=False)
        ledger.claim_completion(problem_id=claim.problem_id, words="又修了", by=cast.actor("wanglei"), at=NOON)

        with pytest.raises(QuestionOver):
            say(cast, claim, solved=True)

        assert Verdict.objects.count() == 1

    def test_knows_only_voices_that_were_asked(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        stranger = make_item(words="另一件事").voice

        with pytest.raises(NotFound):
            queries.asking_about(claim.pk, stranger.pk)

    def test_leaves_nothing_finer_than_the_day_of_an_anonymous_speaker(self, cast: Cast) -> None:
        voice = make_item(lane=Lane.ANONYMOUS).voice
        problem = make_problem(cast, voices=0)
        sorting.join_voices(problem_id=problem.pk, voice_ids=[voice.pk], by=cast.actor("hejing"), at=NOON)
        claim = make_claimed(cast, make_assigned(cast, problem))
        tomorrow = NOON + dt.timedelta(days=1, hours=3, minutes=7)

        say(cast, claim, solved=False, at=tomorrow)

        midnight = dt.datetime(2026, 3, 2, 16, 0, tzinfo=dt.UTC)
        assert Problem.objects.get(pk=problem.pk).last_act_at == midnight


class TestApproveClosure:
    def test_confirms_when_all_said_solved(self, cast: Cast) -> None:
        claim = make_confirmed(cast, voices=2)

        assert state_of(claim) == ("confirmed", "confirmed")
        assert claim.approver == cast.people["liufang"]
        assert JournalEntry.objects.filter(action="verification.closure.approved").count() == 1

    def test_confirms_when_one_said_solved_and_the_window_is_over(self, cast: Cast) -> None:
        claim = make_checked(cast, voices=3)
        say(cast, claim, solved=True)

        services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=AFTER_THE_WINDOW)

        assert state_of(claim) == ("confirmed", "confirmed")
        assert queries.standing_of(claim) == Standings(asked=3, confirmed=1, silent=2)

    def test_closes_as_silent_when_nobody_answered_in_time(self, cast: Cast) -> None:
        claim = make_silent(cast)

        assert state_of(claim) == ("silent", "silent")
        assert Problem.objects.get(pk=claim.problem_id).closed_on == dt.date(2026, 3, 10)

    @pytest.mark.parametrize("answered", [0, 1], ids=["nobody answered", "one of two answered"])
    def test_waits_until_the_last_day(self, cast: Cast, answered: int) -> None:
        claim = make_checked(cast, voices=2)
        for nth in range(answered):
            say(cast, claim, solved=True, nth=nth)
        last_day = NOON + dt.timedelta(days=7)

        with pytest.raises(SomebodyMayStillAnswer, match=r"9 Mar|3月9日"):
            services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=last_day)

        assert state_of(claim) == ("checked", "open")

    def test_waits_for_the_window_even_when_nobody_was_asked(self, cast: Cast) -> None:
        claim = make_checked(cast, make_assigned(cast, make_problem(cast, voices=0)))

        with pytest.raises(SomebodyMayStillAnswer):
            services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=NOON)

        services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=AFTER_THE_WINDOW)
        assert state_of(claim) == ("silent", "silent")

    def test_is_overtaken_by_a_dispute(self, cast: Cast) -> None:
        claim = make_checked(cast, voices=2)
        say(cast, claim, solved=False)

        with pytest.raises(Overtaken):
            services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=AFTER_THE_WINDOW)

        assert state_of(claim) == ("disputed", "disputed")

    @pytest.mark.parametrize("username", ["wanglei", "zhouming", "chentao"])
    def test_refuses_each_of_the_earlier_hands(self, cast: Cast, username: str) -> None:
        give_role(user=cast.people[username], role=Role.OFFICE, unit=cast.top, by=cast.actor("admin"), at=NOON)
        claim = make_checked(cast)

        with pytest.raises(NotAllowed, match=r"yourself|您自己"):
            services.approve_closure(claim_id=claim.pk, by=cast.actor(username), at=AFTER_THE_WINDOW)

        assert state_of(claim) == ("checked", "open")

    @pytest.mark.parametrize("username", ["hejing", "hanbing", "gaoyuan"])
    def test_refuses_everybody_but_the_office(self, cast: Cast, username: str) -> None:
        claim = make_checked(cast)

        with pytest.raises(NotAllowed):
            services.approve_closure(claim_id=claim.pk, by=cast.actor(username), at=AFTER_THE_WINDOW)

        assert state_of(claim) == ("checked", "open")

    def test_refuses_before_the_checker(self, cast: Cast) -> None:
        claim = make_signed(cast)

        with pytest.raises(NotAllowed):
            services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=AFTER_THE_WINDOW)

        assert state_of(claim) == (ProblemState.SIGNED, ClaimOutcome.OPEN)

    def test_tells_the_second_approver_who_was_first(self, cast: Cast) -> None:
        claim = make_confirmed(cast)

        with pytest.raises(Overtaken, match="刘芳"):
            services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=NOON)


def make_confirmed_with_one_left(cast: Cast, voices: int = 2) -> CompletionClaim:
    """A closing confirmed by the first speaker after the second let the window pass."""
    claim = make_checked(cast, voices=voices)
    say(cast, claim, solved=True)
    services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=AFTER_THE_WINDOW)
    return claim
