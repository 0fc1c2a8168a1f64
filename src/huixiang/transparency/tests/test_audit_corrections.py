"""A correction of a look enters the log with the statement it puts right and the photos of both."""

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
    ("verification_auditcorrection", "UPDATE verification_auditcorrection SET genuine = false"),
    ("verification_auditcorrection", "UPDATE verification_auditcorrection SET reason = 'x'"),
    ("verification_auditcheck", "UPDATE verification_auditcheck SET genuine = true"),
    ("verification_auditphoto", "UPDATE verification_auditphoto SET digest = 'x' WHERE correction_id IS NULL"),
    ("verification_auditphoto", "UPDATE verification_auditphoto SET digest = 'x' WHERE correction_id IS NOT NULL"),
)


@pytest.mark.parametrize(("table", "change"), CHANGES)
def test_a_correction_is_logged_and_its_alteration_is_named(cast: Cast, table: str, change: str) -> None:
    one = make_drawn(cast, claims=1).sampled.get()
    look(cast, one, genuine=False)
    correct(cast, one, genuine=True)
    seal_waiting(at=DRAW_DAY)
    kinds = [decode(bytes(entry)).kind for entry in LogLeaf.objects.order_by("idx").values_list("entry", flat=True)]
    assert (kinds[-1], audit().findings) == (LeafType.EVIDENCE, [])

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(change)

    assert [finding.trouble.value for finding in audit().findings] == ["altered"]
