"""Doctor sees a log that is not sealed, a witness that remembers another one, a backup that is missing or old."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from huixiang.journal.models import WaitingLeaf
from huixiang.listening.testing import make_voice
from huixiang.ops import findings_proof as findings
from huixiang.people.testing import NOON, Cast
from huixiang.transparency.backups import BackupRun, note_run
from huixiang.transparency.models import Witness
from huixiang.transparency.services import seal_waiting
from huixiang.transparency.testing import make_sealed, make_witnessed


@pytest.fixture
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    (tmp_path / "keys").mkdir()
    return tmp_path


class TestLog:
    def test_that_nobody_seals_is_seen(self, cast: Cast) -> None:
        make_voice()

        found = findings.log(pause=lambda _seconds: None)

        assert not found.well
        assert "huixiang worker" in found.remedy

    def test_that_was_sealed_meanwhile_is_well(self, cast: Cast) -> None:
        make_voice()

        def pause(_seconds: float) -> None:
            seal_waiting(at=NOON)

        assert findings.log(pause=pause).well

    def test_in_which_nothing_waits_is_well_at_once(self, cast: Cast) -> None:
        seal_waiting(at=NOON)
        assert not WaitingLeaf.objects.exists()

        assert findings.log(pause=lambda _seconds: pytest.fail("it waited")).well


class TestWitnesses:
    def test_that_remember_another_log_are_named(self, cast: Cast) -> None:
        make_sealed()
        make_witnessed()
        assert findings.witnesses().well
        Witness.objects.update(disagrees_since=NOON, knows=900)

        found = findings.witnesses()

        assert (found.well, found.seen) == (False, "union.example/witness knows 900 entries")


class TestBackup:
    def test_that_was_never_made_is_missed(self, data_dir: Path) -> None:
        found = findings.backup()

        assert not found.well
        assert "backup-key" in found.remedy

    def test_that_was_proven_a_day_ago_is_well(self, data_dir: Path) -> None:
        note_run(data_dir, BackupRun(timezone.now() - dt.timedelta(days=1), "a", 1, proven=True))

        assert findings.backup().well

    def test_that_is_three_days_old_is_late(self, data_dir: Path) -> None:
        note_run(data_dir, BackupRun(timezone.now() - dt.timedelta(days=3), "a", 1, proven=True))
        (data_dir / "keys" / "backup.public").touch()

        found = findings.backup()

        assert not found.well
        assert "HX_BACKUP_DIR" in found.remedy

    def test_that_failed_last_is_not_well_though_an_older_one_was_proven(self, data_dir: Path) -> None:
        note_run(data_dir, BackupRun(timezone.now() - dt.timedelta(hours=20), "a", 1, proven=True))
        note_run(data_dir, BackupRun(timezone.now(), trouble="磁盘满了"))

        found = findings.backup()

        assert (found.well, "磁盘满了" in found.seen) == (False, True)
