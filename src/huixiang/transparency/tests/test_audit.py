"""What a superuser does to the records or to the log itself, the audit names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from psycopg.types.json import Jsonb

from huixiang.journal.models import JournalEntry
from huixiang.listening.services import harden_receipts, write_summary
from huixiang.listening.testing import make_case, make_import, make_recipient, make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.transparency.audit import Trouble, audit
from huixiang.transparency.services import seal_waiting
from huixiang.transparency.testing import make_sealed
from huixiang.verification.testing import make_confirmed

Superuser = Callable[..., None]
TABLES = (
    "listening_voice", "journal_journalentry", "verification_verdict", "transparency_logleaf", "transparency_loghead",
    "transparency_logcheckpoint", "transparency_logtile", "listening_receipt",
)  # fmt: skip


@pytest.fixture
def as_superuser(cast: Cast) -> Superuser:
    """Runs a statement past every trigger, as somebody with the database's own password would."""

    def run(statement: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement, values or None)

    return run


def found() -> list[tuple[str, str]]:
    return [(finding.trouble.value, finding.what) for finding in audit().findings]


class TestAudit:
    def test_of_an_honest_house_finds_nothing(self, cast: Cast) -> None:
        make_confirmed(cast)
        harden_receipts()
        seal_waiting(at=NOON)
        make_voice()

        report = audit()

        assert report.findings == []
        assert report.opened == report.leaves > 10
        assert report.waiting == 1

    def test_takes_a_masked_summary_for_a_voice_like_any_other(self, cast: Cast) -> None:
        ring, case = make_recipient(cast), make_case()[0]
        by = cast.actor("fangmin")
        write_summary(case_id=case.pk, words="经费对不上。", accused_unit=None, ring=ring, by=by, at=NOON)
        harden_receipts()
        seal_waiting(at=NOON)

        assert found() == []

    def test_before_there_is_a_log_finds_nothing(self, cast: Cast) -> None:
        assert found() == []

    def test_names_an_altered_voice(self, cast: Cast, as_superuser: Superuser) -> None:
        voice, _code = make_sealed()
        as_superuser("UPDATE listening_voice SET words = '路灯很好' WHERE id = %s", voice.pk)

        assert found() == [("altered", f"voice:{voice.pk}")]

    def test_names_a_voice_that_was_taken_out(self, cast: Cast, as_superuser: Superuser) -> None:
        voice, _code = make_sealed()
        as_superuser("DELETE FROM listening_receipt WHERE voice_id = %s", voice.pk)
        as_superuser("DELETE FROM listening_voice WHERE id = %s", voice.pk)

        assert found() == [("missing", f"voice:{voice.pk}")]

    def test_names_a_voice_that_was_put_in(self, cast: Cast, as_superuser: Superuser) -> None:
        voice, _code = make_sealed()
        made = "11111111-1111-4111-8111-111111111111"
        copy = "SELECT (jsonb_populate_record(v, %s)).* FROM listening_voice AS v WHERE id = %s"
        as_superuser("INSERT INTO listening_voice " + copy, Jsonb({"id": made}), voice.pk)

        assert found() == [("unlogged", f"voice:{made}")]

    def test_names_a_verdict_that_was_turned_round(self, cast: Cast, as_superuser: Superuser) -> None:
        make_confirmed(cast)
        seal_waiting(at=NOON)
        as_superuser("UPDATE verification_verdict SET solved = NOT solved")

        assert {trouble for trouble, _what in found()} == {"altered"}

    def test_names_the_import_of_an_altered_voice(self, cast: Cast, as_superuser: Superuser) -> None:
        brought = make_import(cast)
        seal_waiting(at=NOON)
        assert found() == []
        as_superuser("UPDATE listening_voice SET words = '路灯很好' WHERE source <> ''")

        entry = JournalEntry.objects.get(action="listening.voices.imported", subject=f"import:{brought.pk}")
        assert found() == [("altered", f"entry:{entry.pk}")]

    @pytest.mark.parametrize(
        ("act", "what"),
        [
            ("UPDATE {leaf} SET entry = overlay(entry PLACING '\\x00' FROM 60) WHERE idx = 1", "checkpoint"),
            ("UPDATE {leaf} SET entry = (SELECT entry FROM {leaf} WHERE idx = 0) WHERE idx = 1", "checkpoint"),
            ("DELETE FROM {leaf} WHERE idx = 1", "leaf:1"),
            ("DELETE FROM {leaf} WHERE idx = (SELECT max(idx) FROM {leaf})", "checkpoint"),
            ("UPDATE transparency_loghead SET size = size - 1", "head"),
            ("UPDATE transparency_logcheckpoint SET note = replace(note, 'A', 'B')", "checkpoint"),
            ("DELETE FROM transparency_loghead", "head"),
        ],
    )
    def test_finds_a_log_that_was_tampered_with(self, act: str, what: str, cast: Cast, as_superuser: Superuser) -> None:
        make_sealed()
        make_sealed()
        as_superuser(act.format(leaf="transparency_logleaf"))

        assert any(one == Trouble.BROKEN and name.startswith(what) for one, name in found())


class TestActs:
    def test_of_a_loop_are_in_the_log(self, cast: Cast) -> None:
        make_confirmed(cast)
        seal_waiting(at=NOON)
        with connection.cursor() as cursor:
            cursor.execute("SELECT get_byte(entry, 3), count(*) FROM transparency_logleaf GROUP BY 1 ORDER BY 1")
            kinds = dict(cursor.fetchall())

        assert set(kinds) >= {1, 2, 3, 5, 12}
