"""What is said on the phone is a first answer like any other: kept, counted, never overwritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, Overtaken
from huixiang.ledger import services as ledger
from huixiang.ledger.models import Order
from huixiang.people.roles import Role
from huixiang.people.services import give_role
from huixiang.people.testing import NOON, Cast
from huixiang.verification import services
from huixiang.verification.models import CallBack, CallBackTry, Verdict
from huixiang.verification.services import QuestionOver, TriedToday
from huixiang.verification.states import TryResult
from huixiang.verification.testing import (
    AFTER_THE_WINDOW,
    NEXT_DAY,
    PHONE,
    answer,
    make_call,
    make_draw,
    make_reachable,
    say,
)


def state_of(call: CallBack) -> str:
    return CallBack.objects.get(pk=call.pk).state


def note(cast: Cast, call: CallBack, result: TryResult, *, days: int = 0, username: str = "hejing") -> None:
    at = NEXT_DAY + dt.timedelta(days=days)
    services.note_try(call_id=call.pk, result=result, words="", by=cast.actor(username), at=at)


class TestShowNumber:
    def test_shows_it_to_the_caller_and_leaves_an_entry(self, cast: Cast) -> None:
        call = make_call(cast)

        contact = services.show_number(call_id=call.pk, by=cast.actor("hejing"), at=NEXT_DAY)

        assert contact is not None
        assert contact.contact == PHONE
        assert JournalEntry.objects.filter(action="listening.speaker.read").count() == 1

    @pytest.mark.parametrize("username", ["sunli", "liufang", "wanglei"])
    def test_refuses_everybody_else(self, cast: Cast, username: str) -> None:
        call = make_call(cast)

        with pytest.raises(NotAllowed):
            services.show_number(call_id=call.pk, by=cast.actor(username), at=NEXT_DAY)

        assert not JournalEntry.objects.filter(action="listening.speaker.read").exists()

    def test_refuses_once_the_call_is_over(self, cast: Cast) -> None:
        call = make_call(cast)
        answer(cast, call)

        with pytest.raises(Overtaken):
            services.show_number(call_id=call.pk, by=cast.actor("hejing"), at=NEXT_DAY)


class TestAnswerCall:
    def test_is_the_first_verdict(self, cast: Cast) -> None:
        call = make_call(cast)

        verdict = answer(cast, call)

        assert (verdict.ordinal, verdict.solved, verdict.satisfied) == (1, True, "basically")
        assert (state_of(call), verdict.by_phone.result) == ("answered", "answered")
        assert JournalEntry.objects.filter(action="verification.callback.answered").count() == 1

    def test_not_solved_disputes_the_claim(self, cast: Cast) -> None:
        call = make_call(cast)

        answer(cast, call, solved=False)

        claim = CallBack.objects.get().asking.claim
        assert (claim.outcome, claim.problem.state) == ("disputed", "disputed")

    def test_solved_confirms_a_silent_closing(self, cast: Cast) -> None:
        claim = make_reachable(cast)
        ledger.sign_claim(claim_id=claim.pk, by=cast.actor("zhouming"), at=NOON)
        ledger.check_claim(claim_id=claim.pk, passed=True, words="亮了", by=cast.actor("chentao"), at=NOON)
        services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=AFTER_THE_WINDOW)
        call = make_draw(cast, at=AFTER_THE_WINDOW).calls.get()

        answer(cast, call, at=AFTER_THE_WINDOW)

        claim.refresh_from_db()
        assert (claim.outcome, claim.problem.state) == ("confirmed", "confirmed")

    def test_stands_beside_a_later_answer_on_the_receipt_page(self, cast: Cast) -> None:
        call = make_call(cast)
        answer(cast, call)

        say(cast, call.asking.claim, solved=False, at=NEXT_DAY)

        assert list(Verdict.objects.values_list("ordinal", "solved")) == [(1, True), (2, False)]

    def test_does_not_come_after_an_answer_on_the_receipt_page(self, cast: Cast) -> None:
        call = make_call(cast)
        say(cast, call.asking.claim, solved=False, at=NEXT_DAY)

        with pytest.raises(Overtaken):
            answer(cast, call)

        assert list(Verdict.objects.values_list("ordinal", "solved")) == [(1, False)]
        assert state_of(call) == "over"

    @pytest.mark.parametrize("username", ["sunli", "liufang", "zhouming"])
    def test_is_for_the_caller_only(self, cast: Cast, username: str) -> None:
        call = make_call(cast)

        with pytest.raises(NotAllowed):
            answer(cast, call, username=username)

        assert not Verdict.objects.exists()

    def test_refuses_a_caller_who_became_a_hand(self, cast: Cast) -> None:
        claim = make_reachable(cast)
        call = make_draw(cast).calls.get()
        give_role(user=cast.people["hejing"], role=Role.UNIT_LEADER, unit=cast.roads, by=cast.actor("admin"), at=NOON)
        ledger.sign_claim(claim_id=claim.pk, by=cast.actor("hejing"), at=NEXT_DAY)

        with pytest.raises(NotAllowed):
            answer(cast, call)

        assert not Verdict.objects.exists()

    def test_refuses_when_the_report_was_sent_back(self, cast: Cast) -> None:
        call = make_call(cast)
        ledger.turn_back_claim(claim_id=call.asking.claim_id, words="缺照片", by=cast.actor("zhouming"), at=NEXT_DAY)

        with pytest.raises(QuestionOver):
            answer(cast, call)

        assert not Verdict.objects.exists()


class TestNoteTry:
    def test_ends_after_three_days(self, cast: Cast) -> None:
        call = make_call(cast)

        states = []
        for days in range(3):
            note(cast, call, TryResult.NOT_REACHED, days=days)
            states.append(state_of(call))

        assert states == ["open", "open", "unreached"]
        assert not Verdict.objects.exists()
        assert JournalEntry.objects.filter(action="verification.callback.tried").count() == 3

    def test_counts_one_attempt_a_day(self, cast: Cast) -> None:
        call = make_call(cast)
        note(cast, call, TryResult.NOT_REACHED)

        with pytest.raises(TriedToday):
            note(cast, call, TryResult.NOT_REACHED)

        assert CallBackTry.objects.count() == 1

    def test_a_wish_not_to_be_asked_ends_it_at_once(self, cast: Cast) -> None:
        call = make_call(cast)

        note(cast, call, TryResult.DECLINED)

        assert (state_of(call), Verdict.objects.count()) == ("declined", 0)

    def test_is_for_the_caller_only(self, cast: Cast) -> None:
        call = make_call(cast)

        with pytest.raises(NotAllowed):
            note(cast, call, TryResult.DECLINED, username="sunli")

        assert not CallBackTry.objects.exists()


class TestSkipCall:
    def test_puts_it_behind_the_others(self, cast: Cast) -> None:
        call = make_call(cast)

        services.skip_call(call_id=call.pk, by=cast.actor("hejing"), at=NEXT_DAY)

        assert CallBack.objects.get().skipped_at == NEXT_DAY
        assert JournalEntry.objects.filter(action="verification.callback.put_off").count() == 1

    def test_is_for_the_caller_only(self, cast: Cast) -> None:
        call = make_call(cast)

        with pytest.raises(NotAllowed):
            services.skip_call(call_id=call.pk, by=cast.actor("sunli"), at=NEXT_DAY)

        assert CallBack.objects.get().skipped_at is None


class TestOrder:
    def answered(self, order: Order) -> tuple[object, ...]:
        order.refresh_from_db()
        return order.answered_on, order.contacted, order.solved, order.satisfied

    def test_takes_over_the_first_answer_by_phone(self, cast: Cast) -> None:
        call = make_call(cast)
        order = call.asking.claim.problem.orders.get()

        answer(cast, call)

        assert self.answered(order) == (dt.date(2026, 3, 3), True, True, "basically")

    def test_takes_over_the_first_answer_on_the_receipt_page(self, cast: Cast) -> None:
        claim = make_reachable(cast)
        order = claim.problem.orders.get()

        say(cast, claim, solved=False)

        assert self.answered(order) == (dt.date(2026, 3, 2), True, False, "dissatisfied")

    def test_never_changes_it(self, cast: Cast) -> None:
        claim = make_reachable(cast)
        order = claim.problem.orders.get()
        say(cast, claim, solved=False)

        say(cast, claim, solved=True, at=NEXT_DAY)

        assert self.answered(order) == (dt.date(2026, 3, 2), True, False, "dissatisfied")


class TestFourHands:
    def sql(self, statement: str, *values: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)

    def test_approval_is_refused_to_who_rang(self, cast: Cast) -> None:
        call = make_call(cast)
        claim, hejing = call.asking.claim, cast.people["hejing"]
        answer(cast, call)
        ledger.sign_claim(claim_id=claim.pk, by=cast.actor("zhouming"), at=NEXT_DAY)
        ledger.check_claim(claim_id=claim.pk, passed=True, words="亮", by=cast.actor("chentao"), at=NEXT_DAY)
        give_role(user=hejing, role=Role.OFFICE, unit=cast.top, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotAllowed):
            services.approve_closure(claim_id=claim.pk, by=cast.actor("hejing"), at=NEXT_DAY)

        claim.refresh_from_db()
        assert claim.approver is None

    def test_the_database_refuses_a_hand_who_rang(self, cast: Cast) -> None:
        call = make_call(cast)
        answer(cast, call)

        with pytest.raises(DatabaseError, match="none of the four hands"):
            self.sql(
                "UPDATE ledger_completionclaim SET signer_id = %s WHERE id = %s",
                cast.people["hejing"].pk, call.asking.claim_id,
            )  # fmt: skip

    def test_the_database_refuses_a_caller_who_is_a_hand(self, cast: Cast) -> None:
        call = make_call(cast)

        with pytest.raises(DatabaseError, match="none of the four hands"), transaction.atomic():
            CallBackTry.objects.create(
                call=call, result="declined", on=NOON.date(), by=cast.people["wanglei"], at=NEXT_DAY
            )
