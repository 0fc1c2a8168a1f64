"""Suspensions and exclusions that were granted count in metrics and for the rules; refused ones do not."""

from __future__ import annotations

import datetime as dt

from huixiang.ledger.models import Order
from huixiang.ledger.testing import make_assigned
from huixiang.ledger.testing_sides import make_exclusion, make_suspension, make_suspension_asked
from huixiang.people.testing import NOON, Cast
from huixiang.verification.formalism.facts import Group
from huixiang.verification.queries.beside import (
    called_back,
    excluded_by_unit,
    excluded_orders,
    suspended_by_unit,
    suspended_orders,
)
from huixiang.verification.testing import answer, make_call


class TestSuspension:
    def test_counts_once_it_was_granted(self, cast: Cast) -> None:
        asked = make_suspension_asked(cast, make_assigned(cast))
        assert Order.objects.filter(suspended_orders()).count() == 0

        granted = make_suspension(cast, asked)
        day = NOON.date()
        assert Order.objects.filter(suspended_orders()).count() == 1
        assert suspended_by_unit(day, day) == {cast.roads.pk: ("suspended", 1, 1, (f"suspension:{granted.pk}",))}


class TestExclusion:
    def test_counts_only_if_somebody_granted_it(self, cast: Cast) -> None:
        make_exclusion(cast, make_assigned(cast), granted=False)
        assert Order.objects.filter(excluded_orders()).count() == 0

        granted = make_exclusion(cast, make_assigned(cast), granted=True)
        day = NOON.date()
        assert Order.objects.filter(excluded_orders()).count() == 1
        assert excluded_by_unit(day, day) == {cast.roads.pk: ("excluded", 1, 2, (f"exclusion:{granted.pk}",))}


class TestCalledBack:
    def test_counts_who_was_to_be_rung_and_who_answered(self, cast: Cast) -> None:
        call = make_call(cast)
        day = NOON.date()
        assert called_back(day, day) == {cast.roads.pk: (Group("unsaid", 1, 0),)}

        answer(cast, call)
        assert called_back(day, day) == {cast.roads.pk: (Group("unsaid", 1, 1),)}
        assert called_back(day, day - dt.timedelta(days=1)) == {}
