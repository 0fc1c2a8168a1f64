"""Sealed cases and their summaries enter the log; those of before get a leaf now, without the tag of a code."""

from __future__ import annotations

import secrets
from collections import defaultdict
from typing import Any

from django.db import migrations, models
from django.db.models import Q

from huixiang.journal.services import days_since_1970
from huixiang.listening.logged import case_facts, voice_facts
from huixiang.proofs.entries import KEY_BYTES, Facts, LeafType, content_of, digests

STAYS = """
CREATE OR REPLACE FUNCTION listening_sealed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    OLD.read_on := NEW.read_on;
    OLD.voice_id := COALESCE(OLD.voice_id, NEW.voice_id);{claim}
    IF NEW.identity = ''::bytea THEN
        OLD.identity := NEW.identity;
    END IF;
    IF OLD.erased_on IS NULL AND NEW.erased_on IS NOT NULL AND NEW.body = ''::bytea THEN
        OLD.body := NEW.body;
        OLD.erased_on := NEW.erased_on;
    END IF;
    IF OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a sealed case stays as it was sealed' USING ERRCODE = 'restrict_violation';
END $$;
"""
CLAIM_GOES = """
    IF NEW.unlogged_claim IS NULL THEN
        OLD.unlogged_claim := NULL;
    END IF;"""
# The owner of a table sees its rows past the policy, unless it is forced on the owner too.
TABLES = ("listening_sealedcase", "listening_sealedfile", "listening_voice", "listening_receipt", "journal_waitingleaf")
LOOSE = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;\n" for table in TABLES)
FORCED = "".join(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n" for table in TABLES)


def log_cases(apps: Any, _schema: Any) -> None:
    files = defaultdict(list)
    rows = apps.get_model("listening", "SealedFile").objects.filter(message=None)
    for case_id, facts in rows.values_list("case_id", "facts"):
        files[case_id].append(bytes(facts))
    leaves = apps.get_model("journal", "WaitingLeaf").objects
    cases = apps.get_model("listening", "SealedCase").objects.select_related("voice__receipt")
    for case in cases.order_by("said_on", "locator").iterator():
        leaves.create(**_leaf(case, f"case:{case.pk}", case_facts(case, files=files[case.pk])))
        if case.voice is not None:
            facts = voice_facts(case.voice, locator=case.voice.receipt.locator, files=[])
            leaves.create(**_leaf(case.voice, f"voice:{case.voice.pk}", facts))


def _leaf(spoken: Any, about: str, facts: Facts) -> dict[str, object]:
    key = secrets.token_bytes(KEY_BYTES)
    return {
        "organisation_id": spoken.organisation_id, "kind": int(LeafType.ACCEPTED),
        "day": days_since_1970(spoken.said_on), "about": about, "thread": about, "key": key,
        "content": content_of(key, digests(key, facts)),
    }  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("listening", "0010_protect_erasure"), ("journal", "0006_destroyed_keys")]
    operations = [
        migrations.AddField("sealedcase", "unlogged_claim", models.BinaryField(max_length=32, null=True)),
        migrations.AddIndex(
            "sealedcase",
            models.Index(
                fields=["organisation"], condition=Q(unlogged_claim__isnull=False), name="case_claim_waits"
            ),
        ),
        migrations.RunSQL(STAYS.format(claim=CLAIM_GOES), STAYS.format(claim="")),
        migrations.RunSQL(LOOSE, migrations.RunSQL.noop),
        migrations.RunPython(log_cases, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE;\n" + FORCED, migrations.RunSQL.noop),
    ]
