"""A small office lets a supervisor of the unit above be the fourth hand; four different people it stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError
from django.test import Client

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.testing import make_checked
from huixiang.people.roles import Role
from huixiang.people.services import add_member, give_role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.verification import services
from huixiang.verification.models import SmallOffice
from huixiang.verification.services import NotSmall, SmallAlready
from huixiang.verification.testing import say

SignIn = Callable[[str], Client]


def declare(
    cast: Cast, *, count: int = 4, username: str = "admin", why: str = "四个人，由上级督导员批准。"
) -> SmallOffice:
    return services.declare_small_office(unit_id=cast.roads.pk, count=count, why=why, by=cast.actor(username), at=NOON)


def approve(cast: Cast, claim: CompletionClaim, username: str) -> None:
    services.approve_closure(claim_id=claim.pk, by=cast.actor(username), at=NOON)


def answered(cast: Cast) -> CompletionClaim:
    """A claim that was checked and that its speaker says is true."""
    claim = make_checked(cast)
    say(cast, claim, solved=True)
    return claim


class TestDeclareSmallOffice:
    def test_stands_from_today_on(self, cast: Cast) -> None:
        office = declare(cast)

        assert (office.since, office.until) == (NOON.date(), None)
        assert JournalEntry.objects.filter(action="verification.small_office.declared").count() == 1

    @pytest.mark.parametrize(("count", "why"), [(10, "很多人"), (0, "没有人"), (4, " ")])
    def test_refuses_large_ones_and_no_reason(self, cast: Cast, count: int, why: str) -> None:
        with pytest.raises(NotSmall):
            declare(cast, count=count, why=why)

        assert not SmallOffice.objects.exists()

    def test_counts_the_members_on_record(self, cast: Cast) -> None:
        for number in range(8):
            add_member(username=f"p{number}", name="人", unit=cast.roads, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotSmall):
            declare(cast)

        assert not SmallOffice.objects.exists()

    def test_is_declared_once(self, cast: Cast) -> None:
        declare(cast)

        with pytest.raises(SmallAlready):
            declare(cast)

        assert SmallOffice.objects.count() == 1

    @pytest.mark.parametrize("username", ["liufang", "zhouming", "gaoyuan"])
    def test_is_for_administrators(self, cast: Cast, username: str) -> None:
        with pytest.raises(NotAllowed):
            declare(cast, username=username)

        assert not SmallOffice.objects.exists()


class TestEndSmallOffice:
    def test_ends_today(self, cast: Cast) -> None:
        office = services.end_small_office(office_id=declare(cast).pk, by=cast.actor("admin"), at=NOON)

        assert office.until == NOON.date()
        assert JournalEntry.objects.filter(action="verification.small_office.ended").count() == 1

    def test_is_for_administrators(self, cast: Cast) -> None:
        office = declare(cast)

        with pytest.raises(NotAllowed):
            services.end_small_office(office_id=office.pk, by=cast.actor("liufang"), at=NOON)

        office.refresh_from_db()
        assert office.until is None


class TestFourthHand:
    def test_may_be_a_supervisor_of_the_unit_above(self, cast: Cast) -> None:
        declare(cast)
        claim = answered(cast)

        approve(cast, claim, "gaoyuan")

        assert Problem.objects.get(pk=claim.problem_id).state == "confirmed"

    def test_is_the_office_alone_elsewhere(self, cast: Cast) -> None:
        claim = answered(cast)

        with pytest.raises(NotAllowed):
            approve(cast, claim, "gaoyuan")

        assert Problem.objects.get(pk=claim.problem_id).state == "checked"

    @pytest.mark.parametrize("username", ["chentao", "hanbing", "wanglei"])
    def test_is_nobody_of_the_unit_itself_or_beside_it(self, cast: Cast, username: str) -> None:
        declare(cast)
        claim = answered(cast)
        give_role(user=cast.people[username], role=Role.SUPERVISOR, unit=cast.top, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotAllowed):
            approve(cast, claim, username)

        assert Problem.objects.get(pk=claim.problem_id).state == "checked"

    def test_is_never_one_of_the_other_three(self, cast: Cast) -> None:
        declare(cast)
        claim = answered(cast)

        with pytest.raises(DatabaseError, match="approver_is_another"):
            CompletionClaim.objects.filter(pk=claim.pk).update(approver=cast.people["chentao"])


class TestPages:
    def test_the_public_page_of_the_unit_says_so(self, cast: Cast, sign_in: SignIn) -> None:
        before = Client().get("/u/roads").content.decode()
        declare(cast)

        after = Client().get("/u/roads").content.decode()

        assert ("small office" in before or "小单位" in before, "small office" in after or "小单位" in after) == (
            False, True,
        )  # fmt: skip

    def test_the_supervisor_finds_the_button(self, cast: Cast, sign_in: SignIn) -> None:
        declare(cast)
        claim = answered(cast)

        html = sign_in("gaoyuan").get(f"/desk/problems/{claim.problem.number}/").content.decode()

        assert f"/desk/closing/{claim.problem.number}/{claim.round}/" in html

    def test_the_administrator_declares_and_ends(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")
        typed = {"unit": cast.roads.pk, "count": 4, "why": "四个人"}

        assert client.post("/desk/closing/small-offices/declare", typed).status_code == 302
        assert client.post("/desk/closing/small-offices/declare", typed).status_code == 409
        assert "四个人" in client.get("/desk/closing/small-offices/").content.decode()
        office = SmallOffice.objects.get()
        assert client.post(f"/desk/closing/small-offices/{office.pk}/end").status_code == 302

    @pytest.mark.parametrize("wrong", [{"count": "viele"}, {"unit": 999_999}, {"why": ""}])
    def test_bad_input_is_told(self, cast: Cast, sign_in: SignIn, wrong: dict[str, object]) -> None:
        typed = {"unit": cast.roads.pk, "count": 4, "why": "四个人", **wrong}

        assert sign_in("admin").post("/desk/closing/small-offices/declare", typed).status_code == 422
