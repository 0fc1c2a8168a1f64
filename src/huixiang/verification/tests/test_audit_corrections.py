"""A checker's mistake is put right beside what was said first; nothing is closed or taken back by that."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.ledger.models import CompletionClaim
from huixiang.people.roles import Role
from huixiang.people.services import give_role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.verification import queries, services
from huixiang.verification.models import AuditCheck, AuditCorrection, AuditPhoto, SampleAudit, SampledProblem
from huixiang.verification.queries import Outcome
from huixiang.verification.services import NothingSeen, NothingToCorrect, NotTheTime
from huixiang.verification.states import Found, FoundBy
from huixiang.verification.testing import say
from huixiang.verification.testing_audits import (
    AFTER_ANSWERS,
    BEACON,
    DRAW_DAY,
    correct,
    look,
    make_audit,
    make_drawn,
    say_anew,
)


def outcome(one: SampledProblem) -> Outcome:
    audit = SampleAudit.objects.get(pk=one.audit_id)
    return queries.outcomes_of(audit, queries.sampled_of(audit))[one.number]


class TestFromNoToYes:
    def test_counts_and_leaves_the_first_with_its_photo(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        check = look(cast, one, genuine=False)

        correction = correct(cast, one, genuine=True)

        check.refresh_from_db()
        assert (check.genuine, check.words) == (False, "到现场看过，第二盏还是黑的。")
        assert (correction.genuine, correction.reason) == (True, "看错了门牌。")
        assert outcome(one) == Outcome(Found.GENUINE, FoundBy.CHECKER)
        digests = AuditPhoto.objects.order_by("correction").values_list("digest", "correction")
        assert sorted((len(digest), of) for digest, of in digests if of) == [(64, correction.pk)]
        assert len({digest for digest, _of in digests}) == 2

    def test_closes_nothing_and_un_reopens_nothing(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=False)
        before = Problem.objects.values("state", "reopened_count", "closed_on").get()

        correct(cast, one, genuine=True)

        assert before == Problem.objects.values("state", "reopened_count", "closed_on").get()
        assert (before["state"], before["reopened_count"]) == ("disputed", 1)
        assert CompletionClaim.objects.get().outcome == "disputed"

    def test_does_not_outweigh_a_speaker(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=False)
        say_anew(cast, one, solved=False)
        correct(cast, one, genuine=True)

        assert outcome(one) == Outcome(Found.FALSE, FoundBy.SPEAKER)

    def test_does_not_raise_a_claim_that_fell_by_itself(self, cast: Cast) -> None:
        audit, by = make_audit(cast, claims=1), cast.actor("liufang")
        say(cast, CompletionClaim.objects.get(), solved=False)
        services.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
        services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)
        one = audit.sampled.get()
        assert not look(cast, one, genuine=False).reopened

        correct(cast, one, genuine=True)

        assert outcome(one) == Outcome(Found.FALSE, FoundBy.FALLEN)

    def test_takes_no_stage_back(self, cast: Cast) -> None:
        audit, by = make_drawn(cast, claims=2), cast.actor("liufang")
        first, second = queries.sampled_of(audit)
        for one in (first, second):
            look(cast, one, genuine=False)
        services.follow_rule(audit_id=audit.pk, by=by, at=DRAW_DAY)
        correct(cast, first, genuine=True)

        ended = services.follow_rule(audit_id=audit.pk, by=by, at=DRAW_DAY)

        assert (ended.state, ended.result[first.number]) == ("ended", ["genuine", "checker"])


class TestFromYesToNo:
    def test_opens_the_problem_again(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=True)

        correction = correct(cast, one, genuine=False)

        assert (correction.reopened, Problem.objects.get().state) == (True, "disputed")
        assert outcome(one) == Outcome(Found.FALSE, FoundBy.CHECKER)
        correct(cast, one, genuine=True)
        assert outcome(one) == Outcome(Found.GENUINE, FoundBy.CHECKER)


class TestRecord:
    def test_says_what_was_said_before(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=False)
        made = correct(cast, one, genuine=True)

        entry = JournalEntry.objects.get(action="verification.audit.corrected")

        assert (entry.subject, entry.before) == (f"problem:{one.problem_id}", {"genuine": False})
        assert entry.after == {"audit": one.audit_id, "correction": made.pk, "genuine": True, "photos": 1}

    def test_is_never_rewritten(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=False)
        correct(cast, one, genuine=True)

        for rows in (AuditCheck.objects.all(), AuditCorrection.objects.all()):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                rows.update(words="从来没有说过")


class TestWho:
    @pytest.mark.parametrize("username", ["gaoyuan", "shenping"])
    def test_is_the_checker_or_who_runs_audits(self, cast: Cast, username: str) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=False)

        assert correct(cast, one, genuine=True, username=username).by.username == username


class TestRefusal:
    @pytest.mark.parametrize(
        ("username", "words"), [("chentao", "只有高远"), ("wanglei", "只有高远"), ("liufang", "还可能")]
    )
    def test_of_others_and_of_who_may_still_be_a_hand(self, cast: Cast, username: str, words: str) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=True)

        with pytest.raises(NotAllowed, match=words):
            correct(cast, one, genuine=False, username=username)

        assert not AuditCorrection.objects.exists()

    def test_of_an_auditor_who_is_also_the_handler(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        look(cast, one, genuine=False)
        give_role(user=cast.people["wanglei"], role=Role.AUDITOR, unit=cast.top, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotAllowed, match="你经办过"):
            correct(cast, one, genuine=True, username="wanglei")
        with pytest.raises(IntegrityError, match="none of the hands"), transaction.atomic():
            row(one, by=cast.people["wanglei"])

    def test_needs_a_look_a_reason_words_and_a_photo(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        with pytest.raises(NothingToCorrect):
            correct(cast, one, genuine=True)
        look(cast, one, genuine=False)
        wrong: tuple[tuple[dict[str, Any], type[Refusal]], ...] = (
            ({"reason": " "}, NothingToCorrect),
            ({"words": ""}, NothingSeen),
            ({"photos": []}, NothingSeen),
        )
        for facts, error in wrong:
            with pytest.raises(error):
                correct(cast, one, genuine=True, **facts)

        assert not AuditCorrection.objects.exists()

    def test_after_the_end(self, cast: Cast) -> None:
        audit = make_drawn(cast, claims=1)
        one = audit.sampled.get()
        look(cast, one, genuine=True)
        services.follow_rule(audit_id=audit.pk, by=cast.actor("liufang"), at=AFTER_ANSWERS)

        with pytest.raises(NotTheTime):
            correct(cast, one, genuine=False)
        with pytest.raises(IntegrityError, match="before the end"), transaction.atomic():
            row(one, by=cast.people["gaoyuan"])

    def test_of_a_photo_that_belongs_to_another_check(self, cast: Cast) -> None:
        first, second = queries.sampled_of(make_drawn(cast, claims=2))
        look(cast, first, genuine=False)
        other = look(cast, second, genuine=False)
        made = correct(cast, first, genuine=True)

        with pytest.raises(IntegrityError, match="the same check"), transaction.atomic():
            AuditPhoto.objects.create(audit_check=other, correction=made, digest="0" * 64)


def row(one: SampledProblem, **facts: Any) -> AuditCorrection:
    """A correction as a bare row, past the service."""
    check = AuditCheck.objects.get(sampled=one)
    usual = {"genuine": True, "words": "好", "reason": "好", "at": DRAW_DAY}
    return AuditCorrection.objects.create(audit_check=check, **{**usual, **facts})
