"""What the table owner itself cannot do with plain SQL: close a problem without four people and a speaker's yes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.testing import make_checked, make_claimed
from huixiang.people.testing import Cast
from huixiang.sorting.models import Problem
from huixiang.verification.testing import AFTER_THE_WINDOW, say


def sql(statement: str, *values: str | int | dt.date | None) -> None:
    """Run plain SQL as the owner of the tables, within a savepoint."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def close_by_hand(cast: Cast, claim: CompletionClaim, state: str, at: dt.datetime = AFTER_THE_WINDOW) -> None:
    """Do in SQL what the service does: write the fourth hand and close the problem."""
    sql(
        "UPDATE ledger_completionclaim SET approver_id = %s, approved_at = %s, outcome = %s WHERE id = %s",
        cast.people["liufang"].pk, at, state, claim.pk,
    )  # fmt: skip
    sql(
        "UPDATE sorting_problem SET state = %s, closed_on = %s WHERE id = %s",
        state, at.date(), claim.problem_id,
    )  # fmt: skip


class TestFourHands:
    @pytest.mark.parametrize("hand", ["signer", "checker", "approver"])
    @pytest.mark.parametrize("earlier", ["wanglei", "zhouming", "chentao"])
    def test_are_four_people(self, cast: Cast, hand: str, earlier: str) -> None:
        claim = make_checked(cast)
        own = {"signer": "zhouming", "checker": "chentao"}.get(hand)
        if own == earlier:
            return

        with pytest.raises(DatabaseError, match=r"is_not_applicant|is_another"):
            sql(
                f"UPDATE ledger_completionclaim SET {hand}_id = %s WHERE id = %s",  # noqa: S608 - our own words
                cast.people[earlier].pk, claim.pk,
            )  # fmt: skip

    def test_come_in_order(self, cast: Cast) -> None:
        claim = make_claimed(cast)

        with pytest.raises(DatabaseError, match="approved_after_all"):
            sql(
                "UPDATE ledger_completionclaim SET approver_id = %s WHERE id = %s",
                cast.people["liufang"].pk, claim.pk,
            )  # fmt: skip

    @pytest.mark.parametrize("outcome", ["confirmed", "silent"])
    def test_are_needed_for_a_closed_claim(self, cast: Cast, outcome: str) -> None:
        claim = make_checked(cast)

        with pytest.raises(DatabaseError, match="closed_by_four_hands"):
            sql("UPDATE ledger_completionclaim SET outcome = %s WHERE id = %s", outcome, claim.pk)


class TestClosingTrigger:
    @pytest.mark.parametrize("state", ["confirmed", "silent"])
    def test_refuses_a_problem_without_four_hands(self, cast: Cast, state: str) -> None:
        claim = make_checked(cast)

        with pytest.raises(DatabaseError, match="four hands"):
            sql(
                "UPDATE sorting_problem SET state = %s, closed_on = '2026-03-10' WHERE id = %s",
                state, claim.problem_id,
            )  # fmt: skip

    def test_refuses_confirmed_without_a_verdict(self, cast: Cast) -> None:
        claim = make_checked(cast)

        with pytest.raises(DatabaseError, match="those who spoke"):
            close_by_hand(cast, claim, "confirmed")

    def test_refuses_silent_when_somebody_spoke(self, cast: Cast) -> None:
        claim = make_checked(cast)
        say(cast, claim, solved=True)

        with pytest.raises(DatabaseError, match="those who spoke"):
            close_by_hand(cast, claim, "silent")

    def test_refuses_confirmed_over_a_dispute(self, cast: Cast) -> None:
        claim = make_checked(cast, voices=2)
        say(cast, claim, solved=True, nth=0)
        say(cast, claim, solved=False, nth=1)

        with pytest.raises(DatabaseError, match="those who spoke"):
            close_by_hand(cast, claim, "confirmed")

    @pytest.mark.parametrize("state", ["confirmed", "silent"])
    def test_refuses_while_somebody_may_still_answer(self, cast: Cast, state: str) -> None:
        claim = make_checked(cast, voices=2)
        if state == "confirmed":
            say(cast, claim, solved=True)

        with pytest.raises(DatabaseError, match="time to answer"):
            close_by_hand(cast, claim, state, at=dt.datetime(2026, 3, 9, 15, 59, tzinfo=dt.UTC))

    def test_lets_the_whole_path_through(self, cast: Cast) -> None:
        claim = make_checked(cast, voices=2)
        say(cast, claim, solved=True)

        close_by_hand(cast, claim, "confirmed")

        assert Problem.objects.get(pk=claim.problem_id).state == "confirmed"


class TestWhatWasSaid:
    @pytest.mark.parametrize("table", ["verification_verdict", "verification_asking", "ledger_deadlinechange"])
    @pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 1"])
    def test_cannot_be_changed(self, cast: Cast, table: str, statement: str) -> None:
        say(cast, make_claimed(cast), solved=False)

        with pytest.raises(DatabaseError, match="append-only"):
            sql(statement.format(table))
