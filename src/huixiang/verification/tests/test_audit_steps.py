"""A draw follows from seed and population alone; speakers and outside checkers say what is true; the rule decides."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, Overtaken
from huixiang.ledger.models import CompletionClaim
from huixiang.people.roles import Role
from huixiang.people.services import give_role
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.draws import draw
from huixiang.proofs.seeds import seed_of
from huixiang.sorting.models import Problem
from huixiang.verification import queries, services
from huixiang.verification.models import AuditCheck, SampleAudit, SampledProblem
from huixiang.verification.queries import AuditFigures, Outcome, UnitShare
from huixiang.verification.services import NothingSeen, NotTheTime
from huixiang.verification.states import Found, FoundBy
from huixiang.verification.testing import make_silent, say
from huixiang.verification.testing_audits import (
    AFTER_ANSWERS,
    BEACON,
    DRAW_DAY,
    SECRETS,
    bind,
    look,
    make_audit,
    make_drawn,
    make_of_before,
    say_anew,
)

DAY = dt.timedelta(days=1)


class TestDrawAudit:
    def test_draws_from_the_seed_of_root_secrets_told_and_beacon(self, cast: Cast) -> None:
        audit = make_drawn(cast, claims=3, told=2)

        assert audit.seed == seed_of(audit.population_hash, SECRETS[:2], BEACON)
        assert [one.number for one in queries.sampled_of(audit)] == draw(audit.seed, ["1", "2", "3"], 3)
        assert JournalEntry.objects.get(action="verification.audit.drawn").after["drawn"] == 3

    def test_goes_on_when_no_party_tells_anything(self, cast: Cast) -> None:
        audit = make_drawn(cast, claims=1, told=0)

        assert audit.seed == seed_of(audit.population_hash, [], BEACON)

    def test_is_refused_before_the_beacon_and_twice(self, cast: Cast) -> None:
        audit, by = make_audit(cast, claims=1), cast.actor("liufang")
        bind(cast, audit)
        with pytest.raises(NotTheTime):
            services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)
        services.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
        services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)

        with pytest.raises(NotTheTime):
            services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)

    def test_gives_a_seed_nobody_changes(self, cast: Cast) -> None:
        audit = make_drawn(cast, claims=1)

        with pytest.raises(IntegrityError), transaction.atomic():
            SampleAudit.objects.filter(pk=audit.pk).update(seed="0" * 64)


class TestOutcomes:
    def test_keep_genuine_false_and_unverified_apart(self, cast: Cast) -> None:
        audit = make_drawn(cast, claims=3)
        first, second, third = queries.sampled_of(audit)
        look(cast, first, genuine=False)
        say_anew(cast, second, solved=True)

        assert outcomes(audit) == {
            first.number: Outcome(Found.FALSE, FoundBy.CHECKER),
            second.number: Outcome(Found.GENUINE, FoundBy.SPEAKER),
            third.number: Outcome(Found.UNVERIFIED, FoundBy.NOBODY),
        }

    def test_count_only_what_was_said_after_the_draw(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        claim = CompletionClaim.objects.get()
        say(cast, claim, solved=True)
        by = cast.actor("liufang")
        services.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
        services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)

        assert outcomes(audit)["1"].found == Found.UNVERIFIED
        say_anew(cast, audit.sampled.get(), solved=True)
        assert outcomes(audit)["1"] == Outcome(Found.GENUINE, FoundBy.SPEAKER)

    def test_take_a_no_of_a_speaker_before_a_yes_of_the_checker(self, cast: Cast) -> None:
        audit = make_drawn(cast, claims=1)
        look(cast, audit.sampled.get(), genuine=True)
        say_anew(cast, audit.sampled.get(), solved=False)

        assert outcomes(audit)["1"] == Outcome(Found.FALSE, FoundBy.SPEAKER)

    def test_call_a_claim_false_that_fell_before_the_draw(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        say(cast, CompletionClaim.objects.get(), solved=False)
        by = cast.actor("liufang")
        services.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
        services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)

        assert outcomes(audit)["1"] == Outcome(Found.FALSE, FoundBy.FALLEN)


class TestAnswerAnew:
    def test_of_a_speaker_who_said_yes_before_opens_the_problem_again(self, cast: Cast) -> None:
        audit = make_audit(cast, claims=1)
        say(cast, CompletionClaim.objects.get(), solved=True)
        by = cast.actor("liufang")
        services.note_beacon(audit_id=audit.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
        services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)

        say_anew(cast, audit.sampled.get(), solved=False)

        assert (Problem.objects.get().state, Problem.objects.get().reopened_count) == ("disputed", 1)


class TestLook:
    def test_keeps_words_and_hashed_photo_and_closes_nothing(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()

        check = look(cast, one, genuine=True)

        assert (check.words, len(check.photos.get().digest)) == ("到现场看过，灯都亮。", 64)
        assert Problem.objects.get().state == "claimed"
        assert JournalEntry.objects.get(action="verification.audit.seen").subject == f"problem:{one.problem_id}"

    def test_opens_a_closed_problem_again_that_is_not_done(self, cast: Cast) -> None:
        make_silent(cast, at=NOON)
        audit = make_drawn(cast, claims=0)

        look(cast, audit.sampled.get(), genuine=False)

        problem = Problem.objects.get()
        assert (problem.state, problem.closed_on, problem.reopened_count) == ("disputed", None, 1)

    @pytest.mark.parametrize(
        ("username", "words"),
        [("wanglei", "checkers"), ("zhouming", "checkers"), ("hejing", "checkers"), ("admin", "checkers"),
         ("chentao", "still sign"), ("liufang", "still sign")],
    )  # fmt: skip
    def test_refuses_whoever_may_not(self, cast: Cast, username: str, words: str) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        kept = {"checkers": "查看抽中的问题", "still sign": "还可能"}[words]

        with pytest.raises(NotAllowed, match=kept):
            look(cast, one, genuine=True, username=username)

        assert not AuditCheck.objects.exists()

    def test_refuses_an_auditor_who_is_also_the_handler(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()
        for username in ("wanglei", "zhouming"):
            give_role(user=cast.people[username], role=Role.AUDITOR, unit=cast.top, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotAllowed, match="你经办过"):
            look(cast, one, genuine=True, username="wanglei")
        with pytest.raises(NotAllowed, match="你所在单位"):
            look(cast, one, genuine=True, username="zhouming")

    def test_is_refused_to_a_hand_by_the_database_too(self, cast: Cast) -> None:
        one = make_drawn(cast, claims=1).sampled.get()

        with pytest.raises(IntegrityError), transaction.atomic():
            AuditCheck.objects.create(sampled=one, genuine=True, words="好", by=cast.people["wanglei"], at=DRAW_DAY)

    def test_needs_words_and_a_photo_and_happens_once(self, cast: Cast) -> None:
        one, by = make_drawn(cast, claims=1).sampled.get(), cast.actor("gaoyuan")
        with pytest.raises(NothingSeen):
            services.look_at_drawn(sampled_id=one.pk, genuine=True, words="好", photos=[], by=by, at=DRAW_DAY)
        look(cast, one, genuine=True)

        with pytest.raises(Overtaken, match="高远"):
            look(cast, one, genuine=False, username="shenping")


class TestFollowRule:
    def test_waits_for_answers_and_passes_when_all_is_verified(self, cast: Cast) -> None:
        audit, by = make_drawn(cast, claims=2), cast.actor("shenping")
        first, second = queries.sampled_of(audit)
        say_anew(cast, first, solved=True)
        with pytest.raises(NotTheTime, match="3月12日"):
            services.follow_rule(audit_id=audit.pk, by=by, at=DRAW_DAY)
        look(cast, second, genuine=True)

        ended = services.follow_rule(audit_id=audit.pk, by=by, at=DRAW_DAY)

        assert (ended.state, set(ended.result)) == ("clean", {"1", "2"})
        with pytest.raises(NotTheTime):
            look(cast, first, genuine=True)

    def test_takes_all_of_a_unit_with_two_false_ones_and_keeps_the_end(self, cast: Cast) -> None:
        audit, by = make_drawn(cast, claims=2), cast.actor("liufang")
        for one in queries.sampled_of(audit):
            look(cast, one, genuine=False)

        full = services.follow_rule(audit_id=audit.pk, by=by, at=DRAW_DAY)
        assert (full.state, full.full_units) == ("full_check", ["roads"])

        ended = services.follow_rule(audit_id=audit.pk, by=by, at=DRAW_DAY)
        assert (ended.state, ended.result["1"]) == ("ended", ["false", "checker"])

    def test_draws_the_second_stage_around_the_first(self, cast: Cast) -> None:
        audit, by = make_drawn(cast, claims=25), cast.actor("liufang")
        first = {one.number for one in queries.sampled_of(audit)}
        look(cast, audit.sampled.order_by("rank")[0], genuine=False)
        for one in audit.sampled.order_by("rank")[1:]:
            say_anew(cast, one, solved=True)

        wider = services.follow_rule(audit_id=audit.pk, by=by, at=AFTER_ANSWERS)

        second = {one.number for one in queries.sampled_of(wider)}
        assert (len(first), len(second), first < second) == (21, 25, True)
        assert (audit.first_size, audit.second_size) == (21, 25)
        assert SampledProblem.objects.filter(stage=2).count() == 4

    def test_does_not_end_while_something_is_unverified(self, cast: Cast) -> None:
        audit, by = make_drawn(cast, claims=2), cast.actor("liufang")
        first, second = queries.sampled_of(audit)
        say_anew(cast, first, solved=True)

        waiting = services.follow_rule(audit_id=audit.pk, by=by, at=AFTER_ANSWERS)

        assert (waiting.state, f"{waiting.answers_until}", waiting.result) == ("undecided", "2026-03-27", {})
        with pytest.raises(NotTheTime, match="未核实"):
            services.follow_rule(audit_id=audit.pk, by=by, at=AFTER_ANSWERS + 60 * DAY)
        look(cast, second, genuine=True, at=AFTER_ANSWERS + 60 * DAY)
        passed = services.follow_rule(audit_id=audit.pk, by=by, at=AFTER_ANSWERS + 60 * DAY)
        assert (passed.state, passed.result[second.number]) == ("clean", ["genuine", "checker"])

    def test_takes_an_undecided_audit_on_when_a_speaker_answers_late(self, cast: Cast) -> None:
        audit, by = make_drawn(cast, claims=2), cast.actor("liufang")
        services.follow_rule(audit_id=audit.pk, by=by, at=AFTER_ANSWERS)
        for one in queries.sampled_of(audit):
            say_anew(cast, one, solved=False, at=AFTER_ANSWERS)

        assert services.follow_rule(audit_id=audit.pk, by=by, at=AFTER_ANSWERS).state == "full_check"

    def test_of_before_still_ends_an_audit_begun_with_it(self, cast: Cast) -> None:
        audit = make_of_before(cast)

        ended = services.follow_rule(audit_id=audit.pk, by=cast.actor("liufang"), at=AFTER_ANSWERS)

        assert (ended.state, ended.result["1"]) == ("ended", ["unverified", "nobody"])

    @pytest.mark.parametrize("state", ["clean", "ended"])
    def test_is_kept_by_the_database_too(self, cast: Cast, state: str) -> None:
        audit = make_drawn(cast, claims=1)

        for result in ({"1": ["unverified", "nobody"]}, {}):
            with pytest.raises(IntegrityError, match="unverified"), transaction.atomic():
                SampleAudit.objects.filter(pk=audit.pk).update(state=state, result=result)
        with pytest.raises(IntegrityError), transaction.atomic():
            SampleAudit.objects.filter(pk=audit.pk).update(stop_rule=1)


class TestFigures:
    def test_count_the_unverified_apart_and_as_false_at_worst(self, cast: Cast) -> None:
        audit = make_drawn(cast, claims=3)
        first, second, _third = queries.sampled_of(audit)
        look(cast, first, genuine=False)
        say_anew(cast, second, solved=True)
        sampled, found = list(queries.sampled_of(audit)), outcomes(audit)

        assert queries.audit_figures(audit, sampled, found) == AuditFigures(3, 3, 1, 1, 1, most=2, worst=2, limit=1)
        assert queries.unit_shares(audit, sampled, found) == [UnitShare("roads", 3, 3, 1, 1, 1)]


def outcomes(audit: SampleAudit) -> dict[str, Outcome]:
    audit.refresh_from_db()
    return queries.outcomes_of(audit, queries.sampled_of(audit))
