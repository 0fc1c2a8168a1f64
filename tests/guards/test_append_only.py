"""What was written down stays: PostgreSQL itself refuses to change or remove it, whoever asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from huixiang.journal.models import JournalEntry
from huixiang.listening.models import Voice
from huixiang.listening.testing import make_voice
from huixiang.people.testing import Cast

APPEND_ONLY = (
    "journal_journalentry",
    "ledger_comment",
    "ledger_deadlinechange",
    "ledger_escalation",
    "ledger_progressnote",
    "ledger_supervisedproblem",
    "ledger_supervisionanswer",
    "ledger_supervisionreview",
    "ledger_suspensionreview",
    "listening_message",
    "publishing_papercolumns",
    "publishing_provenance",
    "transparency_cosignature",
    "transparency_logcheckpoint",
    "transparency_logleaf",
    "transparency_logtile",
    "verification_auditcheck",
    "verification_auditcorrection",
    "verification_auditphoto",
    "verification_callbackdraw",
    "verification_callbacktry",
    "verification_metricresult",
    "verification_metricrule",
    "verification_sampledproblem",
    "verification_verdict",
)
REFUSED = "append-only|stays as it was spoken"


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def triggers(table: str) -> set[str]:
    """What the table's enabled triggers stand before: UPDATE, DELETE, TRUNCATE."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O'",
            [table],
        )
        definitions = [str(row[0]) for row in cursor.fetchall() if " BEFORE " in str(row[0])]
    return {act for act in ("UPDATE", "DELETE", "TRUNCATE") if any(act in text for text in definitions)}


class TestTable:
    @pytest.mark.parametrize("table", [*APPEND_ONLY, "listening_voice"])
    @pytest.mark.django_db
    def test_stands_guard_before_every_act(self, table: str) -> None:
        assert triggers(table) == {"UPDATE", "DELETE", "TRUNCATE"}

    @pytest.mark.parametrize("table", [*APPEND_ONLY, "listening_voice"])
    @pytest.mark.django_db
    def test_refuses_to_be_emptied(self, table: str) -> None:
        with pytest.raises(DatabaseError, match=REFUSED):
            run(f"TRUNCATE {table} CASCADE")


class TestJournal:
    @pytest.mark.parametrize(
        "act", ["UPDATE journal_journalentry SET actor_name = 'x'", "DELETE FROM journal_journalentry"]
    )
    def test_refuses(self, act: str, cast: Cast) -> None:
        before = JournalEntry.objects.count()

        with pytest.raises(DatabaseError, match=REFUSED):
            run(act)

        assert JournalEntry.objects.count() == before > 0


class TestVoice:
    def test_keeps_its_words(self, cast: Cast) -> None:
        voice, _code = make_voice(words="路灯坏了三盏")

        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            Voice.objects.filter(pk=voice.pk).update(words="路灯很好")

        voice.refresh_from_db()
        assert voice.words == "路灯坏了三盏"

    def test_is_never_removed(self, cast: Cast) -> None:
        make_voice(words="路灯坏了三盏")

        with pytest.raises(DatabaseError, match=REFUSED):
            run("DELETE FROM listening_voice")

    def test_may_be_filed(self, cast: Cast) -> None:
        voice, _code = make_voice(words="路灯坏了三盏")

        Voice.objects.filter(pk=voice.pk).update(filed=True)

        voice.refresh_from_db()
        assert voice.filed
