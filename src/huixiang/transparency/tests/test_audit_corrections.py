"""What a checker saw enters the log with its photos; a correction with the statement it puts right too."""

from __future__ import annotations

import pytest
from django.db import connection

from huixiang.people.testing import Cast
from huixiang.proofs.entries import LeafType, decode
from huixiang.transparency.audit import audit
from huixiang.transparency.models import LogLeaf
from huixiang.transparency.services import seal_waiting
from huixiang.verification.testing_audits import DRAW_DAY, correct, look, make_drawn

CHANGES = (
    ("verification_auditcorrection", "UPDATE verification_auditcorrection SET genuine = false", 1),
    ("verification_auditcorrection", "UPDATE verification_auditcorrection SET reason = 'x'", 1),
    ("verification_auditcheck", "UPDATE verification_auditcheck SET genuine = true", 2),
    ("verification_auditphoto", "UPDATE verification_auditphoto SET digest = 'x' WHERE correction_id IS NULL", 2),
    ("verification_auditphoto", "UPDATE verification_auditphoto SET digest = 'x' WHERE correction_id IS NOT NULL", 1),
)
"""A change of what was said first alters two leaves: its own, and that of the correction."""
LOOKS = (
    ("verification_auditcheck", "UPDATE verification_auditcheck SET genuine = true"),
    ("verification_auditcheck", "UPDATE verification_auditcheck SET words = 'x'"),
    ("verification_auditphoto", "UPDATE verification_auditphoto SET digest = 'x'"),
    ("verification_auditphoto", "DELETE FROM verification_auditphoto"),
)


def altered(table: str, change: str) -> list[str]:
    """What the audit of the log says after a change that no program of ours would make."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(change)
    return [finding.trouble.value for finding in audit().findings]


def kinds() -> list[LeafType]:
    return [decode(bytes(entry)).kind for entry in LogLeaf.objects.order_by("idx").values_list("entry", flat=True)]


@pytest.mark.parametrize(("table", "change"), LOOKS)
def test_a_look_is_logged_and_its_alteration_is_named(cast: Cast, table: str, change: str) -> None:
    one = make_drawn(cast, claims=1).sampled.get()
    look(cast, one, genuine=False)
    seal_waiting(at=DRAW_DAY)
    assert (kinds()[-1], audit().findings) == (LeafType.EVIDENCE, [])

    assert altered(table, change) == ["altered"]


@pytest.mark.parametrize(("table", "change", "leaves"), CHANGES)
def test_a_correction_is_logged_and_its_alteration_is_named(cast: Cast, table: str, change: str, leaves: int) -> None:
    one = make_drawn(cast, claims=1).sampled.get()
    look(cast, one, genuine=False)
    correct(cast, one, genuine=True)
    seal_waiting(at=DRAW_DAY)
    assert (kinds()[-1], audit().findings) == (LeafType.EVIDENCE, [])

    assert altered(table, change) == ["altered"] * leaves
