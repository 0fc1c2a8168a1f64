"""Suspensions and exclusions that were granted count in metrics and for the rules; refused ones do not."""

from __future__ import annotations

from huixiang.ledger.models import Order
from huixiang.ledger.testing import make_assigned
from huixiang.ledger.testing_sides import make_exclusion, make_suspension, make_suspension_asked
from huixiang.people.testing import NOON, Cast
from huixiang.verification.queries.beside import (
    excluded_by_unit,
    excluded_orders,
    suspended_by_unit,
    suspended_orders,
)


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
