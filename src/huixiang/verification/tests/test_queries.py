"""Figures that are kept apart, questions a speaker still has, and who reads a speaker's words."""

from __future__ import annotations

import datetime as dt

import pytest

from huixiang.ledger import life, services as ledger
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.testing import make_assigned, make_checked, make_claimed
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.people.waiting import waiting_for
from huixiang.sorting import services as sorting
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification import queries
from huixiang.verification.states import Standing, Standings
from huixiang.verification.testing import make_confirmed, make_silent, say


class TestStandingOf:
    def test_keeps_the_five_figures_apart(self, cast: Cast) -> None:
        claim = make_claimed(cast, voices=4)
        say(cast, claim, solved=True, nth=0)
        say(cast, claim, solved=False, nth=1)

        within = queries.standing_of(claim, today=dt.date(2026, 3, 9))
        after = queries.standing_of(claim, today=dt.date(2026, 3, 10))

        assert within == Standings(asked=4, confirmed=1, disputed=1, silent=0, waiting=2)
        assert after == Standings(asked=4, confirmed=1, disputed=1, silent=2, waiting=0)

    def test_counts_the_first_answer_only(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        say(cast, claim, solved=True)
        say(cast, claim, solved=False)

        assert queries.standing_of(claim) == Standings(asked=1, confirmed=1)

    @pytest.mark.parametrize(
        ("standings", "standing"),
        [
            (Standings(asked=3, confirmed=2, disputed=1), Standing.DISPUTED),
            (Standings(asked=3, confirmed=1, silent=2), Standing.CONFIRMED),
            (Standings(asked=3, silent=3), Standing.SILENT),
            (Standings(asked=3, silent=1, waiting=2), Standing.CLAIMED),
            (Standings(), Standing.CLAIMED),
        ],
    )
    def test_names_them_in_one_word(self, standings: Standings, standing: Standing) -> None:
        assert standings.standing == standing


class TestOpenAsking:
    def first_voice_asking(self, claim: CompletionClaim) -> object:
        return queries.open_asking(claim.askings.order_by("id")[0].voice)

    def test_is_the_question_not_answered_yet(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        assert self.first_voice_asking(claim) == claim.askings.get()

    def test_is_none_after_the_first_answer(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        say(cast, claim, solved=True)

        assert self.first_voice_asking(claim) is None

    def test_is_none_when_the_claim_was_turned_back(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        ledger.turn_back_claim(claim_id=claim.pk, words="缺", by=cast.actor("zhouming"), at=NOON)

        assert self.first_voice_asking(claim) is None

    def test_stays_open_after_a_silent_closing(self, cast: Cast) -> None:
        claim = make_silent(cast)

        assert self.first_voice_asking(claim) == claim.askings.get()

    def test_is_that_of_the_last_claim(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        say(cast, claim, solved=False)
        again = ledger.claim_completion(problem_id=claim.problem_id, words="又修了", by=cast.actor("wanglei"), at=NOON)

        assert self.first_voice_asking(claim) == again.askings.get()


class TestWaiting:
    @pytest.mark.parametrize(("username", "lines"), [("liufang", 1), ("chentao", 0), ("zhouming", 0)])
    def test_tells_each_hand_what_waits(self, cast: Cast, username: str, lines: int) -> None:
        make_checked(cast)

        here = [line for line in waiting_for(cast.actor(username)) if line.url == "/desk/closing/"]

        assert len(here) == lines


class TestLife:
    @pytest.mark.parametrize(
        ("username", "lane", "reads"),
        [("wanglei", Lane.OPEN, True), ("wanglei", Lane.CONFIDENTIAL, False), ("zhouming", Lane.ANONYMOUS, False),
         ("hejing", Lane.CONFIDENTIAL, True), ("liufang", Lane.ANONYMOUS, True)],
    )  # fmt: skip
    def test_shows_a_speakers_words_to_those_who_may_know_them(
        self, cast: Cast, username: str, lane: Lane, reads: bool
    ) -> None:
        voice, problem = make_item(lane=lane).voice, make_problem(cast, voices=0)
        sorting.join_voices(problem_id=problem.pk, voice_ids=[voice.pk], by=cast.actor("hejing"), at=NOON)
        claim = make_claimed(cast, make_assigned(cast, problem))
        say(cast, claim, solved=False, words="我家门口那盏还是不亮")

        last = life.life_of(problem, reader=cast.actor(username))[-1]

        assert "没有解决" in last.words
        assert ("我家门口" in last.words) == reads

    def test_colours_the_end(self, cast: Cast) -> None:
        claim = make_confirmed(cast)

        assert life.life_of(claim.problem, reader=cast.actor("hejing"))[-1].tone == "confirmed"
