"""The link of a mail: one first answer, no sign-in, no cookie; a code that is over or guessed leads nowhere."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from huixiang.kernel import clock
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.publishing.patience import tries
from huixiang.sorting import services as sorting
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification.models import AnswerLink, Verdict
from huixiang.verification.testing import NEXT_DAY, make_draw, say

NO = {"contacted": "no", "solved": "no", "satisfied": "dissatisfied", "words": "还有一盏不亮。"}


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    tries.forget()
    monkeypatch.setattr(clock, "now", lambda: NOON)


def make_mailed(cast: Cast, **facts: Any) -> CompletionClaim:
    """A claim whose one speaker left a mail address and agreed; the mail is sent."""
    usual: dict[str, Any] = {"contact": "lin@example.org", "may_contact": True, "lane": Lane.CONFIDENTIAL}
    item, problem = make_item(**{**usual, **facts}), make_problem(cast, voices=0)
    sorting.join_voices(problem_id=problem.pk, voice_ids=[item.pk], by=cast.actor("hejing"), at=NOON)
    claim = make_claimed(cast, make_assigned(cast, problem))
    services.tell_speaker(voice_id=item.pk, at=NOON)
    return claim


def link() -> str:
    """The path in the mail that was sent."""
    (sent,) = mail.outbox
    found = re.search(r"(/answer/\S+)", str(sent.body))
    assert found is not None
    return found[1]


class TestLink:
    def test_stands_in_a_mail_that_says_no_more(self, cast: Cast) -> None:
        claim = make_mailed(cast)

        code = link().rpartition("/")[2]

        assert claim.problem.title not in str(mail.outbox[0].body)
        assert len(code) == 32
        assert code not in AnswerLink.objects.get().digest

    def test_keeps_a_first_no_and_opens_the_problem_again(self, cast: Cast) -> None:
        claim = make_mailed(cast)

        response = Client().post(link(), NO)

        assert response["Location"] == "/answer/kept"
        assert not Verdict.objects.get().solved
        claim.refresh_from_db()
        assert claim.outcome == ClaimOutcome.DISPUTED
        assert AnswerLink.objects.get().verdict == Verdict.objects.get()

    def test_works_once(self, cast: Cast) -> None:
        make_mailed(cast)
        Client().post(link(), NO)

        again = Client().post(link(), {**NO, "solved": "yes"})

        assert (again.status_code, Verdict.objects.count()) == (404, 1)

    def test_is_over_when_they_answered_elsewhere(self, cast: Cast) -> None:
        say(cast, make_mailed(cast), solved=True)

        assert Client().get(link()).status_code == 404

    def test_is_over_after_its_last_day(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        make_mailed(cast)
        monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(days=40))

        assert Client().get(link()).status_code == 404

    def test_chooses_no_answer_beforehand(self, cast: Cast) -> None:
        make_mailed(cast)

        html = Client().get(link()).content.decode()

        assert "checked" not in html
        assert 'value="dissatisfied"' in html
        assert Client().post(link(), {"solved": "yes"}).status_code == 422

    def test_sets_no_cookie_and_tells_nobody_its_address(self, cast: Cast) -> None:
        make_mailed(cast)

        response = Client().get(link())

        assert not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    def test_makes_who_guesses_wait(self, cast: Cast) -> None:
        answers = [Client().get(f"/answer/guess{n}").status_code for n in range(5)]

        assert answers[0] == 404
        assert answers[-1] == 429

    @pytest.mark.parametrize("facts", [{"may_contact": False}, {"contact": "13800138000"}])
    def test_goes_to_nobody_who_did_not_agree(self, cast: Cast, facts: dict[str, Any]) -> None:
        make_mailed(cast, **facts)

        assert not mail.outbox
        assert not AnswerLink.objects.exists()


class TestDraws:
    def test_are_public_with_seed_and_hash(self, cast: Cast) -> None:
        make_mailed(cast)
        draw = make_draw(cast, at=NEXT_DAY)

        html = Client().get("/draws").content.decode()

        assert draw.seed in html
        assert draw.population_hash in html
