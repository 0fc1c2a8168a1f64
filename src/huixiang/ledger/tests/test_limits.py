"""Limits as data: which counts, from when, what has counted stays; and hand-overs that follow them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.ledger import queries as limits, services
from huixiang.ledger.clocks import Clock, Limit
from huixiang.ledger.models import LimitRule
from huixiang.ledger.queries import Asked
from huixiang.ledger.services import LimitImpossible
from huixiang.ledger.states import LimitStep
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, Cast

TODAY = NOON.date()
TOMORROW = TODAY + dt.timedelta(days=1)
FINISH = LimitStep.FINISH


def set_limit(cast: Cast, amount: int = 5, **facts: Any) -> LimitRule:
    facts = {"step": FINISH, "limit": Limit(amount), "since": TODAY, "at": NOON, **facts}
    return services.set_limit(by=cast.actor("liufang"), **facts)


def amount_for(asked: Asked, day: dt.date = TODAY) -> int | None:
    rule = limits.rule_for(FINISH, asked, day)
    return rule.amount if rule else None


class TestSetLimit:
    def test_counts_from_its_day_and_is_on_the_record(self, cast: Cast) -> None:
        rule = set_limit(cast, since=TOMORROW)

        assert amount_for(Asked(), TODAY) is None
        assert amount_for(Asked(), TOMORROW) == 5
        assert JournalEntry.objects.get(action="ledger.limit.set").subject == f"limit:{rule.pk}"

    def test_ends_the_one_before(self, cast: Cast) -> None:
        set_limit(cast, 5)
        set_limit(cast, 7, since=TOMORROW)

        assert (amount_for(Asked(), TODAY), amount_for(Asked(), TOMORROW)) == (5, 7)

    def test_of_the_past_is_refused(self, cast: Cast) -> None:
        with pytest.raises(LimitImpossible):
            set_limit(cast, since=TODAY - dt.timedelta(days=1))
        assert not LimitRule.objects.exists()

    def test_before_one_that_begins_later_is_refused(self, cast: Cast) -> None:
        set_limit(cast, since=TOMORROW)

        with pytest.raises(LimitImpossible):
            set_limit(cast, 9)
        assert LimitRule.objects.get().amount == 5

    def test_is_the_offices_business(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.set_limit(step=FINISH, limit=Limit(5), since=TODAY, by=cast.actor("wanglei"), at=NOON)
        assert not LimitRule.objects.exists()


class TestTheMostParticularLimit:
    def test_goes_first(self, cast: Cast) -> None:
        set_limit(cast, 5)
        set_limit(cast, 1, nature="consult")
        set_limit(cast, 2, urgency="urgent")
        set_limit(cast, 3, unit=cast.roads)

        assert amount_for(Asked()) == 5
        assert amount_for(Asked("consult")) == 1
        assert amount_for(Asked("consult", "urgent")) == 2
        assert amount_for(Asked("consult", "urgent", cast.roads)) == 3
        assert amount_for(Asked("complaint", "", cast.water)) == 5

    def test_of_a_unit_reaches_the_units_below(self, cast: Cast) -> None:
        assert cast.roads.parent is not None
        set_limit(cast, 4, unit=cast.roads.parent)

        assert amount_for(Asked(unit=cast.roads)) == 4


class TestEndLimit:
    def test_counts_up_to_its_day(self, cast: Cast) -> None:
        rule = set_limit(cast)
        services.end_limit(rule_id=rule.pk, until=TODAY, by=cast.actor("liufang"), at=NOON)

        assert (amount_for(Asked(), TODAY), amount_for(Asked(), TOMORROW)) == (5, None)

    def test_that_has_not_begun_never_counts(self, cast: Cast) -> None:
        rule = set_limit(cast, since=TOMORROW)
        services.end_limit(rule_id=rule.pk, until=TODAY, by=cast.actor("liufang"), at=NOON)

        assert amount_for(Asked(), TOMORROW) is None
        assert not limits.past_rules(TOMORROW + dt.timedelta(days=9)).exists()

    def test_changes_no_day_that_is_past(self, cast: Cast) -> None:
        rule = set_limit(cast)

        with pytest.raises(LimitImpossible):
            services.end_limit(rule_id=rule.pk, until=TODAY - dt.timedelta(2), by=cast.actor("liufang"), at=NOON)
        assert amount_for(Asked(), TODAY) == 5


class TestPreset:
    @pytest.mark.parametrize(("name", "count"), [("hotline", 10), ("petition", 4), ("campaign", 5)])
    def test_sets_its_limits_once(self, cast: Cast, name: str, count: int) -> None:
        taken = [services.take_preset(name=name, since=TODAY, by=cast.actor("liufang"), at=NOON) for _ in range(2)]

        assert taken == [count, 0]
        assert LimitRule.objects.count() == count

    def test_of_no_name_is_not_found(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.take_preset(name="made-up", since=TODAY, by=cast.actor("liufang"), at=NOON)


class TestHandOver:
    def test_follows_the_limit_for_what_is_wanted(self, cast: Cast) -> None:
        rule = set_limit(cast, limit=Limit(60, Clock.NATURAL_DAYS), nature="complaint")
        problem = make_assigned(cast, nature="complaint")

        assert problem.due_on == dt.date(2026, 5, 6)  # 60 days from 3 March: 2 May, in the Labour Day holiday
        assert problem.deadline_changes.get().rule == rule

    def test_with_a_limit_given_by_hand_follows_none(self, cast: Cast) -> None:
        set_limit(cast, 60)
        problem = make_assigned(cast, limit_working_days=1)

        assert problem.deadline_changes.get().rule is None
