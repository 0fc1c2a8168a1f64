"""Exclusions and objections: claimed with evidence, decided once by another person, handling untouched."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.ledger import queries, services
from huixiang.ledger.models import Appeal, Exclusion
from huixiang.ledger.services import AskedAlready, WordsMissing
from huixiang.ledger.states import ExclusionReason
from huixiang.ledger.testing import make_assigned, make_evidence
from huixiang.ledger.testing_sides import make_exclusion, make_suspension
from huixiang.people import services as people
from huixiang.people.roles import Role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem

ENDLESS = "exclusion:" + "9" * 5000


class TestClaimExclusion:
    def test_needs_words(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        evidence = make_evidence(cast, problem)

        with pytest.raises(WordsMissing), transaction.atomic():
            services.claim_exclusion(
                problem_id=problem.pk, reason=ExclusionReason.NOT_TRUE, words=" ", evidence=evidence,
                by=cast.actor("wanglei"), at=NOON,
            )  # fmt: skip

        assert not Exclusion.objects.exists()

    def test_needs_evidence_of_the_same_problem(self, cast: Cast) -> None:
        problem, other = make_assigned(cast), make_assigned(cast, title="井盖缺了")

        with pytest.raises(NotFound), transaction.atomic():
            services.claim_exclusion(
                problem_id=problem.pk, reason=ExclusionReason.NOT_TRUE, words="没有这回事",
                evidence=make_evidence(cast, other), by=cast.actor("wanglei"), at=NOON,
            )  # fmt: skip

        assert not Exclusion.objects.exists()

    def test_is_made_once(self, cast: Cast) -> None:
        waiting = make_exclusion(cast).problem
        refused = make_exclusion(cast, make_assigned(cast), granted=False).problem

        for problem in (waiting, refused):
            with pytest.raises(AskedAlready), transaction.atomic():
                make_exclusion(cast, problem)

        assert Exclusion.objects.count() == 2


class TestDecideExclusion:
    def test_changes_only_what_is_counted(self, cast: Cast) -> None:
        problem = make_assigned(cast)
        before = (problem.state, problem.due_on, problem.unit)

        make_exclusion(cast, problem, granted=True)

        problem.refresh_from_db()
        assert (problem.state, problem.due_on, problem.unit) == before
        assert not Problem.objects.filter(queries.is_counted()).exists()
        assert problem in queries.overdue_problems(cast.actor("gaoyuan"), NOON.date().replace(month=12))

    def test_that_refuses_leaves_it_counted(self, cast: Cast) -> None:
        problem = make_exclusion(cast, granted=False).problem

        assert list(Problem.objects.filter(queries.is_counted())) == [problem]

    def test_is_not_for_who_claimed_in_a_second_role(self, cast: Cast) -> None:
        exclusion = make_exclusion(cast)
        user = cast.people["wanglei"]
        people.give_role(user=user, role=Role.SUPERVISOR, unit=cast.roads, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotAllowed, match="这是你自己提出的"):
            _decide(cast, exclusion, "wanglei")

        exclusion.refresh_from_db()
        assert exclusion.state == "asked"

    def test_is_made_once(self, cast: Cast) -> None:
        exclusion = make_exclusion(cast, granted=True)

        with pytest.raises(Overtaken):
            _decide(cast, exclusion, "liufang")

        assert JournalEntry.objects.filter(action__startswith="ledger.exclusion").count() == 2

    def test_the_database_refuses_who_claimed(self, cast: Cast) -> None:
        exclusion = make_exclusion(cast, granted=True)

        with pytest.raises(IntegrityError), transaction.atomic():
            Exclusion.objects.filter(pk=exclusion.pk).update(decided_by=exclusion.asked_by)


class TestAppeal:
    def test_is_decided_by_another_person(self, cast: Cast) -> None:
        made = _appeal(cast, make_exclusion(cast, granted=False))

        with pytest.raises(NotAllowed, match="第一次是你决定的"):
            _decide_appeal(cast, made, "gaoyuan")
        _decide_appeal(cast, made, "liufang")

        made.refresh_from_db()
        assert (made.state, Exclusion.objects.get().state) == ("granted", "granted")

    def test_that_fails_changes_nothing(self, cast: Cast) -> None:
        made = _appeal(cast, make_exclusion(cast, granted=False))

        _decide_appeal(cast, made, "liufang", granted=False)

        assert Exclusion.objects.get().state == "refused"

    def test_against_a_suspension_lets_it_stand(self, cast: Cast) -> None:
        suspension = make_suspension(cast, granted=False)
        made = services.appeal(
            about=f"suspension:{suspension.pk}", words="确实开不了工", by=cast.actor("zhouming"), at=NOON
        )

        _decide_appeal(cast, made, "liufang")

        suspension.refresh_from_db()
        assert (suspension.state, suspension.decided_by) == ("standing", cast.people["liufang"])

    def test_happens_once(self, cast: Cast) -> None:
        exclusion = make_exclusion(cast, granted=False)
        _decide_appeal(cast, _appeal(cast, exclusion), "liufang", granted=False)

        with pytest.raises(AskedAlready), transaction.atomic():
            _appeal(cast, exclusion)

        assert Appeal.objects.count() == 1

    @pytest.mark.parametrize(
        "about", ["exclusion:1", "exclusion:999", "nothing:1", "exclusion", "exclusion:x", ENDLESS], ids=range(6)
    )
    def test_needs_a_decision_that_went_against_the_unit(self, cast: Cast, about: str) -> None:
        make_exclusion(cast)

        with pytest.raises(NotFound):
            services.appeal(about=about, words="不对", by=cast.actor("wanglei"), at=NOON)

    @pytest.mark.parametrize(("username", "words", "refusal"), [
        ("hanbing", "不对", NotAllowed), ("gaoyuan", "不对", NotAllowed), ("wanglei", "　", WordsMissing),
    ])  # fmt: skip
    def test_refuses_and_writes_nothing(self, cast: Cast, username: str, words: str, refusal: type[Exception]) -> None:
        exclusion = make_exclusion(cast, granted=False)

        with pytest.raises(refusal), transaction.atomic():
            services.appeal(about=f"exclusion:{exclusion.pk}", words=words, by=cast.actor(username), at=NOON)

        assert not Appeal.objects.exists()


def _decide(cast: Cast, exclusion: Exclusion, by: str) -> Exclusion:
    return services.decide_exclusion(exclusion_id=exclusion.pk, granted=True, words="查过", by=cast.actor(by), at=NOON)


def _appeal(cast: Cast, exclusion: Exclusion) -> Appeal:
    return services.appeal(about=f"exclusion:{exclusion.pk}", words="界桩在东边", by=cast.actor("zhouming"), at=NOON)


def _decide_appeal(cast: Cast, made: Appeal, by: str, *, granted: bool = True) -> Appeal:
    return services.decide_appeal(appeal_id=made.pk, granted=granted, words="重新查过", by=cast.actor(by), at=NOON)
