"""What the system wrote before it kept sentences by name is found again, in either language; people's words stay."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from huixiang.ledger.models import DeadlineChange, OrderStep
from huixiang.ledger.testing import make_assigned
from huixiang.people.testing import NOON, Cast

MOVING = import_module("huixiang.ledger.migrations.0023_sentences_by_name")


def migrate() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(MOVING.LOOSE + MOVING.SENTENCES + MOVING.FORCED)


class TestSentences:
    @pytest.mark.parametrize(
        ("reason", "by", "said"),
        [
            ("有反映人说没有解决，重办，重新计时。", None, "redo"),
            ("The clock stood still: 等照片。", "wanglei", "paused"),
            ("等配件。", "liufang", ""),
        ],
    )
    def test_of_deadlines(self, cast: Cast, reason: str, by: str | None, said: str) -> None:
        problem = make_assigned(cast)
        row = DeadlineChange.objects.create(
            problem=problem, after=NOON.date(), reason=reason, extends=True, at=NOON,
            by=cast.people[by] if by else None,
        )  # fmt: skip
        migrate()
        row.refresh_from_db()

        assert (row.said, row.reason) == (said, reason)
        assert row.said_facts == ({"reason": "等照片。"} if said == "paused" else {})

    def test_of_steps(self, cast: Cast) -> None:
        order = make_assigned(cast).orders.get()
        facts = {"order": order, "after": "redo", "at": NOON}
        raised = OrderStep.objects.create(**facts, move="raise", reason="已重办3次，提级到青禾县城管局。")
        asked = OrderStep.objects.create(**facts, move="ask_return", reason="归他们。（建议改派：供排水股）")
        migrate()
        raised.refresh_from_db()
        asked.refresh_from_db()

        assert (raised.said, raised.said_facts) == ("raised", {"times": "3", "who": "青禾县城管局"})
        assert (asked.reason, asked.other_unit) == ("归他们。", cast.water)
