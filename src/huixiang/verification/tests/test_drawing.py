"""A draw takes its share of every unit, can be done again, and never lets the handling unit ring."""

from __future__ import annotations

import datetime as dt

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger.testing import make_claimed
from huixiang.people.roles import Role
from huixiang.people.services import give_role
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.draws import Quota
from huixiang.verification import jobs, queries, services
from huixiang.verification.models import CallBack, CallBackDraw
from huixiang.verification.services import CannotRing, DrawnBefore, NothingToDraw, PeriodNotOver
from huixiang.verification.states import DrawBasis
from huixiang.verification.testing import NEXT_DAY, make_call, make_draw, make_reachable, say


class TestDrawCallbacks:
    def test_gives_a_call_for_each_speaker_who_agreed(self, cast: Cast) -> None:
        claim = make_reachable(cast)

        draw = make_draw(cast)

        call = draw.calls.get()
        assert (draw.size, draw.drawn) == (1, [str(claim.pk)])
        assert (call.asking.claim_id, call.state, call.caller) == (claim.pk, "open", cast.people["hejing"])
        assert JournalEntry.objects.filter(action="verification.callbacks.drawn").count() == 1

    def test_takes_the_quota(self, cast: Cast) -> None:
        for _n in range(11):
            make_claimed(cast)

        draw = make_draw(cast, quota=Quota(per_hundred=10, least=1))

        assert (draw.size, len(draw.drawn)) == (11, 2)

    def test_rings_nobody_who_did_not_agree(self, cast: Cast) -> None:
        make_reachable(cast, agreed=False)

        draw = make_draw(cast)

        assert (len(draw.drawn), draw.calls.count()) == (1, 0)

    def test_rings_nobody_who_answered_already(self, cast: Cast) -> None:
        say(cast, make_reachable(cast), solved=True)

        assert make_draw(cast).calls.count() == 0

    def test_leaves_out_what_is_open_work_again(self, cast: Cast) -> None:
        say(cast, make_reachable(cast), solved=False)
        make_claimed(cast)

        assert make_draw(cast).size == 1

    def test_spreads_the_calls(self, cast: Cast) -> None:
        for _n in range(4):
            make_reachable(cast)

        draw = make_draw(cast)

        assert sorted(call.caller.username for call in draw.calls.all() if call.caller) == [
            "hejing", "hejing", "liufang", "sunli",
        ]  # fmt: skip

    def test_finds_nobody_where_all_callers_belong_to_the_handling_unit(self, cast: Cast) -> None:
        claim = make_reachable(cast)
        claim.problem.unit = cast.top
        claim.problem.save(update_fields=["unit"])

        assert make_draw(cast).calls.get().caller is None

    def test_draws_by_the_end_of_the_window_too(self, cast: Cast) -> None:
        make_claimed(cast)
        last = NOON.date() + dt.timedelta(days=7)

        draw = services.draw_callbacks(
            basis=DrawBasis.WINDOW_OVER, first_day=last, last_day=last, seed="x", by=cast.actor("liufang"),
            at=NOON + dt.timedelta(days=9),
        )  # fmt: skip

        assert draw.size == 1

    @pytest.mark.parametrize("username", ["hejing", "wanglei", "chentao", "gaoyuan"])
    def test_refuses_everybody_but_the_office(self, cast: Cast, username: str) -> None:
        make_claimed(cast)

        with pytest.raises(NotAllowed):
            services.draw_callbacks(
                basis=DrawBasis.REPORTED, first_day=NOON.date(), last_day=NOON.date(), seed="x",
                by=cast.actor(username), at=NEXT_DAY,
            )  # fmt: skip

        assert not CallBackDraw.objects.exists()

    def test_refuses_a_period_that_is_not_over(self, cast: Cast) -> None:
        make_claimed(cast)

        with pytest.raises(PeriodNotOver):
            make_draw(cast, at=NOON)

        assert not CallBackDraw.objects.exists()

    def test_refuses_days_that_were_drawn_from(self, cast: Cast) -> None:
        make_claimed(cast)
        make_draw(cast)

        with pytest.raises(DrawnBefore):
            make_draw(cast, seed="another")

        assert CallBackDraw.objects.count() == 1

    def test_refuses_days_without_a_claim(self, cast: Cast) -> None:
        with pytest.raises(NothingToDraw):
            make_draw(cast)

        assert not CallBackDraw.objects.exists()


class TestRecheck:
    def test_comes_out_the_same(self, cast: Cast) -> None:
        for _n in range(3):
            make_claimed(cast)

        again = queries.recheck(make_draw(cast, quota=Quota(per_hundred=40, least=1)))

        assert (again.same_population, again.same_sample) == (True, True)

    def test_tells_a_changed_sample_and_a_changed_population(self, cast: Cast) -> None:
        for _n in range(3):
            make_claimed(cast)
        draw = make_draw(cast, quota=Quota(per_hundred=30, least=1))
        others = sorted(set(draw.population) - set(draw.drawn))

        draw.drawn = others[:1]
        assert not queries.recheck(draw).same_sample
        draw.population.popitem()
        assert not queries.recheck(draw).same_population


class TestAssignCall:
    def test_gives_the_call_to_another(self, cast: Cast) -> None:
        call = make_call(cast)

        services.assign_call(call_id=call.pk, user_id=cast.people["sunli"].pk, by=cast.actor("liufang"), at=NEXT_DAY)

        call.refresh_from_db()
        assert call.caller == cast.people["sunli"]
        assert JournalEntry.objects.filter(action="verification.callback.assigned").count() == 1

    @pytest.mark.parametrize("username", ["wanglei", "zhouming", "gaoyuan"])
    def test_refuses_somebody_who_rings_nobody(self, cast: Cast, username: str) -> None:
        call = make_call(cast)

        with pytest.raises(CannotRing):
            services.assign_call(
                call_id=call.pk, user_id=cast.people[username].pk, by=cast.actor("liufang"), at=NEXT_DAY
            )

        assert CallBack.objects.get().caller == cast.people["hejing"]

    @pytest.mark.parametrize("username", ["wanglei", "hanbing"])
    def test_refuses_a_clerk_of_the_handling_unit_only(self, cast: Cast, username: str) -> None:
        call, user = make_call(cast), cast.people[username]
        give_role(user=user, role=Role.CLERK, unit=cast.top, by=cast.actor("admin"), at=NOON)
        mine = username == "wanglei"

        if mine:
            with pytest.raises(CannotRing):
                services.assign_call(call_id=call.pk, user_id=user.pk, by=cast.actor("liufang"), at=NEXT_DAY)
        else:
            services.assign_call(call_id=call.pk, user_id=user.pk, by=cast.actor("liufang"), at=NEXT_DAY)

        assert (CallBack.objects.get().caller == user) == (not mine)

    def test_refuses_somebody_who_may_still_check(self, cast: Cast) -> None:
        call, checker = make_call(cast), cast.people["chentao"]
        give_role(user=checker, role=Role.CLERK, unit=cast.top, by=cast.actor("admin"), at=NOON)

        with pytest.raises(CannotRing):
            services.assign_call(call_id=call.pk, user_id=checker.pk, by=cast.actor("liufang"), at=NEXT_DAY)

        assert CallBack.objects.get().caller == cast.people["hejing"]

    def test_is_for_the_office_only(self, cast: Cast) -> None:
        call = make_call(cast)

        with pytest.raises(NotAllowed):
            services.assign_call(call_id=call.pk, user_id=cast.people["sunli"].pk, by=cast.actor("sunli"), at=NEXT_DAY)

        assert CallBack.objects.get().caller == cast.people["hejing"]


class TestDrawWeek:
    def test_draws_the_week_that_ended(self, cast: Cast) -> None:
        make_reachable(cast)

        drawn = jobs.draw_week(cast.organisation.pk, at=NEXT_DAY)

        draw = CallBackDraw.objects.get()
        assert drawn
        assert (draw.first_day, draw.last_day, draw.by) == (dt.date(2026, 2, 24), dt.date(2026, 3, 2), None)
        assert draw.calls.get().caller == cast.people["hejing"]

    def test_does_not_draw_twice_nor_from_nothing(self, cast: Cast) -> None:
        assert not jobs.draw_week(cast.organisation.pk, at=NEXT_DAY)
        make_reachable(cast)
        jobs.draw_week(cast.organisation.pk, at=NEXT_DAY)

        assert not jobs.draw_week(cast.organisation.pk, at=NEXT_DAY)
        assert CallBackDraw.objects.count() == 1
