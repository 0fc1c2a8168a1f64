"""The order of a problem goes through the whole closing with it."""

from __future__ import annotations

from huixiang.ledger.queries.orders import require_order
from huixiang.people.testing import Cast
from huixiang.verification.testing import make_confirmed


class TestOrder:
    def test_is_reported_reviewed_and_closed_with_its_problem(self, cast: Cast) -> None:
        order = require_order(make_confirmed(cast).problem)

        moves = [step.move for step in order.steps.all()]
        assert moves == ["register", "dispatch", "sign", "report", "review", "close"]
        assert order.closed_at is not None
