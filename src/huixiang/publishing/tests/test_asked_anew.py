"""Who spoke about a drawn problem and agreed to be reached gets a mail: there is a question, and no word more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.testing import make_assigned, make_claimed
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.sorting import services as sorting
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification import services as verification
from huixiang.verification.testing import say
from huixiang.verification.testing_audits import BEACON, DRAW_DAY, make_audit, say_anew

QUESTION = "您的回执上有一个问题等您回答"


def make_spoken(cast: Cast, **facts: Any) -> UUID:
    """The voice of somebody who agreed to be reached, whose problem is said to be done."""
    usual: dict[str, Any] = {"contact": "lin@example.org", "may_contact": True, "lane": Lane.CONFIDENTIAL}
    item, problem = make_item(**{**usual, **facts}), make_problem(cast, voices=0)
    sorting.join_voices(problem_id=problem.pk, voice_ids=[item.pk], by=cast.actor("hejing"), at=NOON)
    make_claimed(cast, make_assigned(cast, problem))
    return UUID(str(item.pk))


def drawn(cast: Cast) -> Any:
    """An audit of what is there, drawn; what was queued before is forgotten."""
    audit, by = make_audit(cast, claims=0), cast.actor("liufang")
    verification.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
    ProcrastinateJob.objects.all().update(args={})
    return verification.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)


def told() -> list[str]:
    """The voices whose speakers a queued job will tell."""
    jobs = ProcrastinateJob.objects.filter(task_name="publishing.tell_speaker")
    return sorted(args["voice_id"] for args in jobs.values_list("args", flat=True) if args)


class TestDraw:
    def test_queues_a_mail_to_whoever_spoke_in_its_own_transaction(self, cast: Cast) -> None:
        voice_id = make_spoken(cast)

        drawn(cast)

        assert told() == [str(voice_id)]

    def test_that_is_rolled_back_queues_nothing(self, cast: Cast) -> None:
        make_spoken(cast)

        before = ProcrastinateJob.objects.count()

        with transaction.atomic():
            drawn(cast)
            transaction.set_rollback(True)

        assert ProcrastinateJob.objects.count() == before

    def test_asks_nobody_whose_claim_fell_already(self, cast: Cast) -> None:
        make_spoken(cast)
        audit, by = make_audit(cast, claims=0), cast.actor("liufang")
        say(cast, CompletionClaim.objects.get(), solved=False)
        verification.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
        ProcrastinateJob.objects.all().update(args={})
        verification.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)

        assert told() == []


class TestMail:
    def test_says_that_there_is_a_question_and_no_more(self, cast: Cast) -> None:
        voice_id = make_spoken(cast, words="桂花路的路灯坏了三盏")
        drawn(cast)

        assert services.tell_speaker(voice_id=voice_id, at=DRAW_DAY)

        (sent,) = mail.outbox
        assert QUESTION in str(sent.body)
        assert not [word for word in ("路灯", "抽查", "回头看") if word in f"{sent.subject}{sent.body}"]

    def test_says_nothing_of_a_question_once_it_was_answered(self, cast: Cast) -> None:
        voice_id = make_spoken(cast)
        say_anew(cast, drawn(cast).sampled.get(), solved=True)

        services.tell_speaker(voice_id=voice_id, at=DRAW_DAY)

        assert QUESTION not in str(mail.outbox[0].body)

    @pytest.mark.parametrize(
        "facts",
        [{"may_contact": False}, {"contact": "13800138000"}, {"lane": Lane.ANONYMOUS}],
        ids=["no consent", "no address", "anonymous"],
    )
    def test_is_not_sent_to_who_did_not_agree(self, cast: Cast, facts: dict[str, Any]) -> None:
        make_spoken(cast, **facts)
        drawn(cast)

        assert not [one for one in told() if services.tell_speaker(voice_id=UUID(one), at=DRAW_DAY)]
        assert not mail.outbox
