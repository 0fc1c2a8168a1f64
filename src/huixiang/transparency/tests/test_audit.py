"""What a superuser does to the records or to the log itself, the audit names."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg.types.json import Jsonb

from huixiang.journal.models import JournalEntry
from huixiang.listening import services
from huixiang.listening.models import Import
from huixiang.listening.services import NotNow, harden_receipts, write_summary
from huixiang.listening.services.imports import running
from huixiang.listening.testing import given_file, make_case, make_import, make_recipient, make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.entries import NO_CLAIM, Entry, LeafType, claim_of, decode
from huixiang.proofs.receipts import derive
from huixiang.transparency.audit import Trouble, audit
from huixiang.transparency.models import LogLeaf, Opening
from huixiang.transparency.services import seal_waiting
from huixiang.transparency.testing import make_sealed
from huixiang.verification.testing import make_confirmed

Superuser = Callable[..., None]
TABLES = (
    "listening_voice", "journal_journalentry", "verification_verdict", "transparency_logleaf", "transparency_loghead",
    "transparency_logcheckpoint", "transparency_logtile", "listening_receipt",
    "listening_sealedcase", "listening_sealedfile", "journal_waitingleaf", "transparency_opening",
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


def entries() -> list[Entry]:
    return [decode(bytes(entry)) for entry in LogLeaf.objects.values_list("entry", flat=True)]


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

    def test_names_the_stopped_import_of_an_altered_voice(
        self, cast: Cast, as_superuser: Superuser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take, by = running.take_rows, cast.actor("hejing")

        def take_and_stop(*, import_id: int, **facts: Any) -> bool:
            taken = take(import_id=import_id, **facts)
            services.cancel_import(import_id=import_id, by=by, at=NOON)
            return taken

        monkeypatch.setattr(running, "take_rows", take_and_stop)
        with pytest.raises(NotNow):  # what was stopped is not finished
            make_import(cast)
        seal_waiting(at=NOON)
        assert found() == []
        as_superuser("UPDATE listening_voice SET words = '路灯很好' WHERE source <> ''")

        entry = JournalEntry.objects.get(
            action="listening.voices.imported_in_part", subject=f"import:{Import.objects.get().pk}"
        )
        assert found() == [("altered", f"entry:{entry.pk}")]

    @pytest.mark.parametrize(
        ("act", "what"),
        [
            ("UPDATE {leaf} SET entry = overlay(entry PLACING '\\x00' FROM 60) WHERE idx = 1", "checkpoint"),
            ("UPDATE {leaf} SET entry = (SELECT entry FROM {leaf} WHERE idx = 0) WHERE idx = 1", "checkpoint"),
            ("DELETE FROM {leaf} WHERE idx = 1", "leaf:1"),
            ("DELETE FROM {leaf} WHERE idx = (SELECT max(idx) FROM {leaf})", "checkpoint"),
            ("UPDATE transparency_loghead SET size = size + 1", "head"),
            ("UPDATE transparency_logcheckpoint SET note = replace(note, 'A', 'B')", "checkpoint"),
            ("DELETE FROM transparency_loghead", "head"),
        ],
    )
    def test_finds_a_log_that_was_tampered_with(self, act: str, what: str, cast: Cast, as_superuser: Superuser) -> None:
        make_sealed()
        make_sealed()
        as_superuser(act.format(leaf="transparency_logleaf"))

        assert any(one == Trouble.BROKEN and name.startswith(what) for one, name in found())


class TestASealedCase:
    """Its leaf is like that of any voice; the audit knows whose it is."""

    def test_enters_the_log_as_a_voice_does(self, cast: Cast) -> None:
        make_recipient(cast)
        seal_waiting(at=NOON)
        begin = LogLeaf.objects.count()
        for make in (make_case, make_voice):
            make()
            harden_receipts()
            seal_waiting(at=NOON)

        case, its_code, voice, code = (decode(bytes(leaf.entry)) for leaf in LogLeaf.objects.filter(idx__gte=begin))
        assert (case.kind, case.day, case.subject, case.claim) == (voice.kind, voice.day, voice.subject, voice.claim)
        assert (its_code.kind, its_code.day, its_code.subject) == (LeafType.CODE, code.day, begin)
        assert NO_CLAIM not in {its_code.claim, code.claim}

    def test_is_found_by_who_holds_the_code(self, cast: Cast) -> None:
        make_recipient(cast)
        _case, code = make_case()
        harden_receipts()
        seal_waiting(at=NOON)

        keys = derive(code.secret, locator=code.locator, origin=settings.ORIGIN)
        tag = claim_of(keys.claim, origin=settings.ORIGIN)
        assert [tag] == [each.claim for each in entries() if each.claim != NO_CLAIM]

    def test_with_a_file_and_a_summary_is_audited(self, cast: Cast) -> None:
        ring = make_recipient(cast)
        case, _code = make_case(files=[given_file("账.txt", "三万".encode())])
        services.write_summary(
            case_id=case.pk, words="经费有疑问。", accused_unit=None, ring=ring, by=cast.actor("fangmin"), at=NOON
        )
        harden_receipts()
        seal_waiting(at=NOON)

        assert found() == []
        assert [each.kind for each in entries()].count(LeafType.CODE) == 2

    @pytest.mark.parametrize(
        "act",
        ["UPDATE listening_sealedcase SET body = '\\x00'", "UPDATE listening_sealedcase SET identity = '\\x00'"],
    )
    def test_whose_ciphertext_was_exchanged_is_named(self, act: str, cast: Cast, as_superuser: Superuser) -> None:
        make_recipient(cast)
        case, _code = make_case()
        seal_waiting(at=NOON)
        as_superuser(act)

        assert found() == [("altered", f"case:{case.pk}")]

    def test_whose_file_or_leaf_is_gone_is_named(self, cast: Cast, as_superuser: Superuser) -> None:
        make_recipient(cast)
        case, _code = make_case(files=[given_file("账.txt", "三万".encode())])
        seal_waiting(at=NOON)
        as_superuser("DELETE FROM listening_sealedfile")
        assert found() == [("altered", f"case:{case.pk}")]

        as_superuser("DELETE FROM transparency_opening WHERE about = %s", f"case:{case.pk}")
        assert [trouble for trouble, _what in found()] == ["missing", "unlogged"]

    def test_of_before_gets_its_leaf(self, cast: Cast, as_superuser: Superuser) -> None:
        make_recipient(cast)
        case, _code = make_case()
        as_superuser("DELETE FROM journal_waitingleaf WHERE about LIKE 'case:%%'")
        assert found() == []
        make_sealed()
        import_module("huixiang.listening.migrations.0011_cases_in_the_log").log_cases(apps, None)
        seal_waiting(at=NOON)

        assert found() == []
        assert Opening.objects.filter(about=f"case:{case.pk}").exists()


class TestActs:
    def test_of_a_loop_are_in_the_log(self, cast: Cast) -> None:
        make_confirmed(cast)
        seal_waiting(at=NOON)
        with connection.cursor() as cursor:
            cursor.execute("SELECT get_byte(entry, 3), count(*) FROM transparency_logleaf GROUP BY 1 ORDER BY 1")
            kinds = dict(cursor.fetchall())

        assert set(kinds) >= {1, 2, 3, 5, 12}
