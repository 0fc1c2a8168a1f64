"""The first three hands: who may, who may not, and that the second to come is told who was first."""

from __future__ import annotations

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.ledger import services
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.services import NothingShown, WordsMissing
from huixiang.ledger.states import ClaimOutcome, EvidenceKind
from huixiang.ledger.testing import (
    make_assigned,
    make_checked,
    make_claimed,
    make_evidence,
    make_measure,
    make_signed,
    make_working,
)
from huixiang.people.roles import Role
from huixiang.people.services import give_role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState


def give(cast: Cast, username: str, role: Role, unit: str = "roads") -> None:
    """Give a person of the cast another role."""
    user = cast.people[username]
    give_role(user=user, role=role, unit=getattr(cast, unit), by=cast.actor("admin"), at=NOON)


def last_action() -> str:
    """The action of the newest journal entry."""
    return JournalEntry.objects.order_by("-id").values_list("action", flat=True)[0]


class TestClaimCompletion:
    def test_opens_a_claim_and_journals(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        assert (claim.round, claim.outcome, claim.problem.state) == (1, "open", "claimed")
        assert JournalEntry.objects.filter(action="ledger.completion.claimed", subject=f"problem:{claim.problem_id}")

    def test_refuses_without_a_measure(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        make_measure(cast, problem)
        services.drop_measure(measure_id=problem.measures.get().pk, words="换了办法", by=cast.actor("wanglei"), at=NOON)
        make_evidence(cast, problem)

        with pytest.raises(NothingShown):
            services.claim_completion(problem_id=problem.pk, words="好了", by=cast.actor("wanglei"), at=NOON)

        assert not CompletionClaim.objects.exists()

    @pytest.mark.parametrize("kinds", [(), (EvidenceKind.PAPER,), (EvidenceKind.MEETING, EvidenceKind.PAPER)])
    def test_refuses_when_nothing_but_paper_is_shown(self, cast: Cast, kinds: tuple[EvidenceKind, ...]) -> None:
        problem = make_assigned(cast)
        make_measure(cast, problem)
        for kind in kinds:
            make_evidence(cast, problem, kind=kind)

        with pytest.raises(NothingShown):
            services.claim_completion(problem_id=problem.pk, words="好了", by=cast.actor("wanglei"), at=NOON)

        assert not CompletionClaim.objects.exists()

    def test_takes_one_piece_of_done_work_beside_paper(self, cast: Cast) -> None:
        problem = make_working(cast)
        make_evidence(cast, problem, kind=EvidenceKind.PAPER)

        claim = services.claim_completion(problem_id=problem.pk, words="好了", by=cast.actor("wanglei"), at=NOON)

        assert claim.applicant == cast.people["wanglei"]

    @pytest.mark.parametrize("username", ["hanbing", "zhouming", "liufang", "hejing"])
    def test_refuses_everybody_but_a_handler_of_the_unit(self, cast: Cast, username: str) -> None:
        problem = make_working(cast)

        with pytest.raises(NotAllowed):
            services.claim_completion(problem_id=problem.pk, words="好了", by=cast.actor(username), at=NOON)

        assert not CompletionClaim.objects.exists()

    def test_refuses_a_claim_without_words(self, cast: Cast) -> None:
        problem = make_working(cast)

        with pytest.raises(WordsMissing):
            services.claim_completion(problem_id=problem.pk, words=" \n", by=cast.actor("wanglei"), at=NOON)

        assert not CompletionClaim.objects.exists()

    def test_refuses_a_second_claim_beside_an_open_one(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        with pytest.raises(NotAllowed):
            services.claim_completion(problem_id=claim.problem_id, words="好了", by=cast.actor("wanglei"), at=NOON)

        assert CompletionClaim.objects.count() == 1


class TestSignClaim:
    def test_is_the_second_hand(self, cast: Cast) -> None:
        claim = make_signed(cast)

        assert claim.signer == cast.people["zhouming"]
        assert Problem.objects.get(pk=claim.problem_id).state == ProblemState.SIGNED
        assert last_action() == "ledger.completion.signed"

    def test_refuses_the_applicant_even_as_leader(self, cast: Cast) -> None:
        give(cast, "wanglei", Role.UNIT_LEADER)
        claim = make_claimed(cast)

        with pytest.raises(NotAllowed, match=r"You applied for it yourself|您自己申请"):
            services.sign_claim(claim_id=claim.pk, by=cast.actor("wanglei"), at=NOON)

        claim.refresh_from_db()
        assert claim.signer is None

    @pytest.mark.parametrize("username", ["maqiang", "chentao", "liufang", "gaoyuan"])
    def test_refuses_everybody_but_a_leader_of_the_unit(self, cast: Cast, username: str) -> None:
        claim = make_claimed(cast)

        with pytest.raises(NotAllowed):
            services.sign_claim(claim_id=claim.pk, by=cast.actor(username), at=NOON)

        claim.refresh_from_db()
        assert claim.signer is None

    def test_tells_the_second_one_who_was_first(self, cast: Cast) -> None:
        claim = make_signed(cast)

        with pytest.raises(Overtaken, match="周明"):
            services.sign_claim(claim_id=claim.pk, by=cast.actor("zhouming"), at=NOON)

    def test_knows_only_claims_that_exist(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.sign_claim(claim_id=404, by=cast.actor("zhouming"), at=NOON)


class TestTurnBackClaim:
    def test_sends_the_problem_back_to_work(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        claim = services.turn_back_claim(claim_id=claim.pk, words="缺照片", by=cast.actor("zhouming"), at=NOON)

        assert (claim.outcome, claim.turned_back_words) == (ClaimOutcome.NOT_SIGNED, "缺照片")
        assert claim.problem.state == ProblemState.WORKING
        assert last_action() == "ledger.completion.turned_back"

    def test_lets_the_unit_claim_anew_in_the_next_round(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        services.turn_back_claim(claim_id=claim.pk, words="缺照片", by=cast.actor("zhouming"), at=NOON)

        again = services.claim_completion(
            problem_id=claim.problem_id, words="补了照片", by=cast.actor("wanglei"), at=NOON
        )

        assert again.round == 2

    def test_refuses_without_a_reason(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        with pytest.raises(WordsMissing):
            services.turn_back_claim(claim_id=claim.pk, words="", by=cast.actor("zhouming"), at=NOON)

        claim.refresh_from_db()
        assert claim.outcome == ClaimOutcome.OPEN

    def test_tells_the_leader_that_it_was_turned_back_already(self, cast: Cast) -> None:
        claim = make_claimed(cast)
        services.turn_back_claim(claim_id=claim.pk, words="缺照片", by=cast.actor("zhouming"), at=NOON)

        with pytest.raises(Overtaken):
            services.sign_claim(claim_id=claim.pk, by=cast.actor("zhouming"), at=NOON)


class TestCheckClaim:
    def test_is_the_third_hand(self, cast: Cast) -> None:
        claim = make_checked(cast)

        assert claim.checker == cast.people["chentao"]
        assert Problem.objects.get(pk=claim.problem_id).state == ProblemState.CHECKED
        assert last_action() == "ledger.completion.checked"

    def test_sends_back_what_was_not_done(self, cast: Cast) -> None:
        claim = make_signed(cast)

        claim = services.check_claim(
            claim_id=claim.pk, passed=False, words="还有一盏不亮", by=cast.actor("chentao"), at=NOON
        )

        assert (claim.outcome, claim.problem.state) == (ClaimOutcome.NOT_PASSED, ProblemState.WORKING)
        assert last_action() == "ledger.completion.not_passed"

    @pytest.mark.parametrize("username", ["wanglei", "zhouming"])
    def test_refuses_the_earlier_hands(self, cast: Cast, username: str) -> None:
        give(cast, username, Role.CHECKER)
        claim = make_signed(cast)

        with pytest.raises(NotAllowed, match=r"yourself|您自己"):
            services.check_claim(claim_id=claim.pk, passed=True, words="好", by=cast.actor(username), at=NOON)

        claim.refresh_from_db()
        assert claim.checker is None

    def test_refuses_a_checker_of_the_responsible_unit(self, cast: Cast) -> None:
        give(cast, "chentao", Role.CHECKER, "water")
        problem = make_assigned(cast, unit=cast.water, leader=cast.people["maqiang"])
        give(cast, "wanglei", Role.UNIT_HANDLER, "water")
        handler, leader = cast.actor("hanbing"), cast.actor("maqiang")
        services.plan_measure(
            problem_id=problem.pk, words="换水管", unit=cast.water, due_on=NOON.date(), by=handler, at=NOON
        )
        services.add_evidence(problem_id=problem.pk, kind=EvidenceKind.DONE_WORK, words="换好了", by=handler, at=NOON)
        claim = services.claim_completion(problem_id=problem.pk, words="换好了", by=handler, at=NOON)
        services.sign_claim(claim_id=claim.pk, by=leader, at=NOON)

        with pytest.raises(NotAllowed, match=r"responsible unit|承办单位"):
            services.check_claim(claim_id=claim.pk, passed=True, words="好", by=cast.actor("chentao"), at=NOON)

    def test_refuses_before_the_leader_signed(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        with pytest.raises(NotAllowed):
            services.check_claim(claim_id=claim.pk, passed=True, words="好", by=cast.actor("chentao"), at=NOON)

        claim.refresh_from_db()
        assert claim.checker is None

    def test_refuses_without_saying_what_was_seen(self, cast: Cast) -> None:
        claim = make_signed(cast)

        with pytest.raises(WordsMissing):
            services.check_claim(claim_id=claim.pk, passed=True, words=" ", by=cast.actor("chentao"), at=NOON)

        claim.refresh_from_db()
        assert claim.checker is None

    def test_tells_the_second_checker_who_was_first(self, cast: Cast) -> None:
        give(cast, "shenping", Role.CHECKER, "top")
        claim = make_checked(cast)

        with pytest.raises(Overtaken, match="陈涛"):
            services.check_claim(claim_id=claim.pk, passed=True, words="好", by=cast.actor("shenping"), at=NOON)
